/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios.h"

static const double micrometre = 1e-6; ///< amount over u0 = 1 kg/m3
static const double hour = 3600.0;
static const double amount_allowance = 3.0;
static const double known_well = 5.0; ///< errors over the reference's own from which ratios count

static const char *const names[REFERENCE_COLUMNS] = {
    "applied", "vehicle", "channel", "cleared", "bottom",  "absorbed", "layer 0",
    "layer 1", "layer 2", "layer 3", "layer 4", "layer 5", "layer 6",  "layer 7"};

static const aci_history_row rows[REFERENCE_LAYER] = {
    ACI_HISTORY_applied, ACI_HISTORY_vehicle, ACI_HISTORY_channel_amount,
    ACI_HISTORY_cleared, ACI_HISTORY_bottom,  ACI_HISTORY_absorbed};

static void read_line(const char *line, reference *r)
{
    static const int order[] = {REFERENCE_BOTTOM,  REFERENCE_CLEARED,   REFERENCE_ABSORBED,
                                REFERENCE_LAYER,   REFERENCE_LAYER + 1, REFERENCE_LAYER + 2,
                                REFERENCE_CHANNEL, REFERENCE_VEHICLE};
    char *rest;
    int n = r->times++;
    r->time[n] = hour * strtod(line, &rest);
    for (size_t column = 0; column < sizeof order / sizeof *order; ++column) {
        cr_assert(*rest == ',', "%s", line);
        r->amount[order[column]][n] = micrometre * strtod(rest + 1, &rest);
    }
}

void reference_read(const char *name, double dose, reference *out)
{
    char path[1200], file_name[256], line[512];
    snprintf(file_name, sizeof file_name, "tests/verification/reference/%s.csv", name);
    source_path(file_name, path, sizeof path);
    *out = (reference){.layers = 3, .dose = dose};
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    while (fgets(line, sizeof line, file) != NULL) {
        double number;
        if (sscanf(line, "# error %lf", &number) == 1) {
            out->error = number;
        } else if (sscanf(line, "# steady_flux %lf", &number) == 1) {
            out->steady_flux = number * micrometre / hour;
        } else if (line[0] >= '0' && line[0] <= '9') {
            read_line(line, out);
        }
    }
    fclose(file);
    cr_assert(out->times > 0 && out->error > 0.0, "%s", path);
    reference_fill_applied(out);
}

void reference_fill_applied(reference *r)
{
    for (int n = 0; n < r->times; ++n) {
        double sum = r->amount[REFERENCE_ABSORBED][n] + r->amount[REFERENCE_CHANNEL][n];
        for (int layer = 0; layer < r->layers; ++layer) {
            sum += r->amount[REFERENCE_LAYER + layer][n];
        }
        r->amount[REFERENCE_APPLIED][n] = r->dose > 0.0 ? r->dose : sum;
    }
}

static double computed(const aci_history *h, int column, int n)
{
    return column < REFERENCE_LAYER ? h->rows[rows[column]][n]
                                    : h->layer_amount[n * h->layers + column - REFERENCE_LAYER];
}

static double estimated(const aci_history *h, int column)
{
    return column < REFERENCE_LAYER ? h->numerical_error[rows[column]]
                                    : h->layer_error[column - REFERENCE_LAYER];
}

static bool is_passed(int column)
{
    return column == REFERENCE_CLEARED || column == REFERENCE_BOTTOM ||
           column == REFERENCE_ABSORBED;
}

static double size_of(const reference *r, int column, int n)
{
    const double *absorbed = r->amount[REFERENCE_ABSORBED];
    double last = absorbed[r->times - 1];
    if (is_passed(column)) {
        return fmax(absorbed[n], 1e-3 * last);
    }
    return r->dose > 0.0 ? r->dose : last;
}

double reference_error(const reference *r, const aci_history *h, int column)
{
    double largest = 0.0;
    for (int n = 0; n < r->times; ++n) {
        double difference = fabs(computed(h, column, n) - r->amount[column][n]);
        largest = fmax(largest, difference / size_of(r, column, n));
    }
    return largest;
}

static double steady_error(const reference *r, const aci_history *h)
{
    return fabs(h->steady_flux / r->steady_flux - 1.0);
}

static int columns_of(const reference *r)
{
    return REFERENCE_LAYER + r->layers;
}

void reference_check_contract(const reference *r, const aci_history *h, double accuracy)
{
    cr_assert(h->times == r->times && h->layers == r->layers);
    for (int n = 0; n < r->times; ++n) {
        cr_assert(fabs(h->time[n] - r->time[n]) <= 1e-9 * r->time[n]);
    }
    for (int column = 0; column < columns_of(r); ++column) {
        double allowed = column == REFERENCE_ABSORBED ? accuracy : amount_allowance * accuracy;
        double error = reference_error(r, h, column);
        cr_expect(error <= allowed + r->error, "%s: error %.2e, allowed %.0e", names[column], error,
                  allowed);
    }
    cr_assert(h->has_steady_flux == (r->steady_flux > 0.0));
    if (h->has_steady_flux) {
        cr_expect(steady_error(r, h) <= accuracy + r->error, "steady flux: error %.2e",
                  steady_error(r, h));
    }
}

static void check_estimate(const char *name, double estimate, double error, double own, double most)
{
    if (error < known_well * own) {
        return;
    }
    cr_expect(estimate >= error - own, "%s: estimate %.2e is below the error %.2e", name, estimate,
              error);
    cr_expect(most <= 0.0 || estimate <= most * (error + own),
              "%s: estimate %.2e is %.1f times the error %.2e", name, estimate, estimate / error,
              error);
}

/// A column of zeros is zero to the last bit and needs no estimate.
static bool is_zero(const reference *r, const aci_history *h, int column)
{
    for (int n = 0; n < r->times; ++n) {
        if (r->amount[column][n] != 0.0 || computed(h, column, n) != 0.0) {
            return false;
        }
    }
    return true;
}

void reference_check_estimates(const reference *r, const aci_history *h, double most)
{
    for (int column = 0; column < columns_of(r); ++column) {
        if (!is_zero(r, h, column) && !(column == REFERENCE_APPLIED && r->dose > 0.0)) {
            double error = reference_error(r, h, column);
            check_estimate(names[column], estimated(h, column), error, r->error, most);
        }
    }
    if (r->steady_flux > 0.0) {
        check_estimate("steady flux", h->steady_flux_error, steady_error(r, h), r->error, most);
    }
}
