/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "points.h"
#include "tolerance_parts.h"

aci_status aci_tolerance_column_create(const aci_tolerance *tolerance, int output,
                                       aci_tolerance_column *out)
{
    size_t room = (size_t)tolerance->samples + 1;
    int rows = tolerance->samples / ACI_POINTS_REPLICATES;
    *out = (aci_tolerance_column){.inputs = tolerance->inputs,
                                  .values = malloc(room * sizeof *out->values),
                                  .sample = malloc(room * sizeof *out->sample),
                                  .replicates = malloc(room * sizeof *out->replicates)};
    if (out->values == NULL || out->sample == NULL || out->replicates == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d samples", tolerance->samples);
    }
    for (int row = 0; row < tolerance->samples; ++row) {
        double value = tolerance->values[row * tolerance->outputs + output];
        if (isfinite(value)) {
            out->values[out->count] = value;
            out->sample[out->count] = tolerance->sample + (size_t)row * (size_t)out->inputs;
            out->replicates[out->count++] = row / rows;
        }
    }
    return ACI_OK;
}

void aci_tolerance_column_without(const aci_tolerance_column *column, int replicate,
                                  aci_tolerance_column *part)
{
    part->count = 0;
    for (int n = 0; n < column->count; ++n) {
        if (column->replicates[n] != replicate) {
            part->values[part->count] = column->values[n];
            part->sample[part->count] = column->sample[n];
            part->replicates[part->count++] = column->replicates[n];
        }
    }
}

void aci_tolerance_column_destroy(aci_tolerance_column *column)
{
    free(column->values);
    free(column->sample);
    free(column->replicates);
    *column = (aci_tolerance_column){.count = 0};
}

double aci_tolerance_column_mean(const aci_tolerance_column *column)
{
    return column->count > 0 ? gsl_stats_mean(column->values, 1, (size_t)column->count) : NAN;
}

double aci_tolerance_column_deviation(const aci_tolerance_column *column)
{
    return column->count > 1 ? gsl_stats_sd(column->values, 1, (size_t)column->count) : NAN;
}

bool aci_tolerance_column_varies(const aci_tolerance_column *column)
{
    return aci_tolerance_column_deviation(column) > 1e-10 * fabs(aci_tolerance_column_mean(column));
}
