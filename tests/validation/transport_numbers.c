/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport_numbers.h"

#include <criterion/criterion.h>

static const double cm_per_h = 1e-2 / 3600.0;
static const double ug_per_cm2 = 1e-5;
static const double hour = 3600.0;

typedef double case_number(const trial *t);

static validation_range range_of(case_number *number, const trial *cases, int count)
{
    validation_range range = {INFINITY, -INFINITY};
    for (int i = 0; i < count; i++) {
        double value = number(&cases[i]);
        range.least = fmin(range.least, value);
        range.largest = fmax(range.largest, value);
    }
    return range;
}

static double endpoint(const trial *t, aci_endpoint which)
{
    cr_assert(t->results.endpoints[which].exists);
    return t->results.endpoints[which].value;
}

static double permeability(const trial *t)
{
    return endpoint(t, ACI_ENDPOINT_permeability) / (1e-4 * cm_per_h);
}

static double log_permeability(const trial *t)
{
    return log10(100.0 * endpoint(t, ACI_ENDPOINT_permeability));
}

static double absorbed(const trial *t)
{
    return trial_last(t, ACI_HISTORY_absorbed) / ug_per_cm2;
}

static double flux_max(const trial *t)
{
    return endpoint(t, ACI_ENDPOINT_flux_max) * hour / ug_per_cm2;
}

static double share(const trial *t, int report)
{
    cr_assert_eq(t->results.history.times, 4);
    return trial_row(t, ACI_HISTORY_absorbed)[report] / trial_last(t, ACI_HISTORY_absorbed);
}

static double share_first(const trial *t)
{
    return share(t, 0);
}

static double share_second(const trial *t)
{
    return share(t, 1);
}

static double share_third(const trial *t)
{
    return share(t, 2);
}

static double late_lag(const trial *t)
{
    const double *time = t->results.history.time;
    int end = t->results.history.times - 1;
    double rest = 1.0 - share(t, end - 1);
    return (time[end] - (time[end] - time[end - 1]) / rest) / hour;
}

static double enhancement(const trial *t)
{
    cr_assert(t->results.history.has_steady_flux && t->results.control.has_steady_flux);
    return t->results.history.steady_flux / t->results.control.steady_flux;
}

validation_range transport_permeability(const trial *cases, int count)
{
    return range_of(permeability, cases, count);
}

validation_range transport_log_permeability(const trial *cases, int count)
{
    return range_of(log_permeability, cases, count);
}

validation_range transport_absorbed(const trial *cases, int count)
{
    return range_of(absorbed, cases, count);
}

validation_range transport_flux_max(const trial *cases, int count)
{
    return range_of(flux_max, cases, count);
}

validation_range transport_share_first(const trial *cases, int count)
{
    return range_of(share_first, cases, count);
}

validation_range transport_share_second(const trial *cases, int count)
{
    return range_of(share_second, cases, count);
}

validation_range transport_share_third(const trial *cases, int count)
{
    return range_of(share_third, cases, count);
}

validation_range transport_late_lag(const trial *cases, int count)
{
    return range_of(late_lag, cases, count);
}

validation_range transport_enhancement(const trial *cases, int count)
{
    return range_of(enhancement, cases, count);
}

validation_range transport_enhancement_rank(const trial *cases, int count)
{
    cr_assert_eq(count, 2);
    double ratio = enhancement(&cases[0]) / enhancement(&cases[1]);
    return (validation_range){ratio, ratio};
}
