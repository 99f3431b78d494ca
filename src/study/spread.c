/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spread.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

int aci_spread_sort(const double *values, int rows, int width, int column, double *sorted)
{
    int count = 0;
    for (int row = 0; row < rows; ++row) {
        double value = values[(size_t)row * (size_t)width + (size_t)column];
        if (isfinite(value)) {
            sorted[count++] = value;
        }
    }
    gsl_sort(sorted, 1, (size_t)count);
    return count;
}

aci_status aci_spread_central(const double *values, int rows, int width, int column, double share,
                              aci_interval *out)
{
    double *sorted = malloc(((size_t)rows + 1) * sizeof *sorted);
    if (sorted == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d values", rows);
    }
    size_t count = (size_t)aci_spread_sort(values, rows, width, column, sorted);
    double tail = 0.5 * (1.0 - share);
    *out = (aci_interval){NAN, NAN, NAN};
    if (count > 0) {
        out->value = gsl_stats_quantile_from_sorted_data(sorted, 1, count, 0.5);
        out->low = gsl_stats_quantile_from_sorted_data(sorted, 1, count, tail);
        out->high = gsl_stats_quantile_from_sorted_data(sorted, 1, count, 1.0 - tail);
    }
    free(sorted);
    return ACI_OK;
}
