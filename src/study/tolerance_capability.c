/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "points.h"
#include "spread.h"
#include "tolerance_parts.h"

/* What a normal law leaves beyond three standard deviations, and how many points it takes to have
   one there. */
static const double tail = 0.00135;
enum { POINTS_LEAST = 741 };

/// Limits; infinite where there is none.
typedef struct limits {
    double least, most;
} limits;

static double cp_of(const aci_tolerance_column *column, limits between)
{
    return isfinite(between.least) && isfinite(between.most)
               ? (between.most - between.least) / (6.0 * aci_tolerance_column_deviation(column))
               : NAN;
}

static double cpk_of(const aci_tolerance_column *column, limits between)
{
    double mean = aci_tolerance_column_mean(column);
    double room = fmin(between.most - mean, mean - between.least);
    return room / (3.0 * aci_tolerance_column_deviation(column));
}

typedef double capability_function(const aci_tolerance_column *column, limits between);

static aci_interval estimate(const aci_tolerance_column *column, aci_tolerance_column *part,
                             capability_function *function, limits between, double confidence)
{
    double without[ACI_POINTS_REPLICATES];
    if (!aci_tolerance_column_varies(column)) {
        return (aci_interval){NAN, NAN, NAN};
    }
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        aci_tolerance_column_without(column, r, part);
        without[r] = function(part, between);
    }
    return aci_interval_jackknife(function(column, between), without, ACI_POINTS_REPLICATES,
                                  confidence);
}

static aci_interval share_within(const aci_tolerance_column *column, limits between,
                                 double confidence)
{
    long hits = 0;
    for (int n = 0; n < column->count; ++n) {
        hits += column->values[n] >= between.least && column->values[n] <= between.most;
    }
    return aci_interval_share(hits, column->count, confidence);
}

/* Of sorted values. An infinite limit leaves room without end, so that the other decides. */
static double ppk_of(const double *sorted, size_t count, limits between)
{
    double middle = gsl_stats_quantile_from_sorted_data(sorted, 1, count, 0.5);
    double low = gsl_stats_quantile_from_sorted_data(sorted, 1, count, tail);
    double high = gsl_stats_quantile_from_sorted_data(sorted, 1, count, 1.0 - tail);
    if (!(low < middle && middle < high)) {
        return NAN;
    }
    return fmin((between.most - middle) / (high - middle),
                (middle - between.least) / (middle - low));
}

static aci_status hold(const aci_tolerance *tolerance, const aci_tolerance_column *column,
                       aci_tolerance_column *part, limits between, aci_tolerance_capability *out)
{
    out->within = share_within(column, between, tolerance->confidence);
    out->cp = estimate(column, part, cp_of, between, tolerance->confidence);
    out->cpk = estimate(column, part, cpk_of, between, tolerance->confidence);
    out->ppk = NAN;
    double *sorted = malloc(((size_t)column->count + 1) * sizeof *sorted);
    if (sorted == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d samples", tolerance->samples);
    }
    int count = aci_spread_sort(column->values, column->count, 1, 0, sorted);
    if (count >= POINTS_LEAST) {
        out->ppk = ppk_of(sorted, (size_t)count, between);
    }
    free(sorted);
    return ACI_OK;
}

aci_status aci_tolerance_hold(const aci_tolerance *tolerance, int output, double at_least,
                              double at_most, aci_tolerance_capability *out)
{
    aci_tolerance_column column, part = {.count = 0};
    aci_status status = aci_tolerance_column_create(tolerance, output, &column);
    if (status == ACI_OK) {
        status = aci_tolerance_column_create(tolerance, output, &part);
    }
    if (status == ACI_OK) {
        status = hold(tolerance, &column, &part, (limits){at_least, at_most}, out);
    }
    aci_tolerance_column_destroy(&column);
    aci_tolerance_column_destroy(&part);
    return status;
}
