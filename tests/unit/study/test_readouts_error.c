/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readouts made by hand, of two cells side by side and of two levels. */
#include "study/readouts_error.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "support/scenarios.h"
#include "support/tolerances.h"

static const double weights[2] = {0.25, 0.75}; /* exact in binary */

static void read_scenario(trial *t)
{
    trial_read(trial_slab,
               SETTINGS("regions=[{name: band, from: 20 um, to: 60 um, threshold: 3 kg/m3}]",
                        "output.strips=2", "output.uniformity_depths=[30 um]"),
               t);
}

static void set(aci_series *series, double value)
{
    for (int n = 0; n < series->times * series->columns; n++) {
        series->values[n] = value;
    }
}

/* A region of 40 um at one concentration from the first moment on, one spot in the plane. */
static void make(const trial *t, double concentration, double error, aci_readouts *out)
{
    cr_assert_eq(aci_readouts_create(&t->scenario, true, out), ACI_OK);
    set(&out->volume, 40e-6);
    set(&out->regions[ACI_REGION_region_amount], 40e-6 * concentration);
    set(&out->regions[ACI_REGION_largest_concentration], 2.0 * concentration);
    set(&out->regions[ACI_REGION_share_above], concentration > 3.0 ? 1.0 : 0.0);
    set(&out->strips, concentration);
    set(&out->axis, concentration);
    set(&out->edge, 0.5);
    for (int row = 0; row < ACI_REGION_ROWS; row++) {
        out->regions[row].errors[0] = error;
    }
    for (int n = 0; n < out->edge.times; n++) {
        out->spots[n] = (aci_spots){1, malloc(sizeof(aci_spot))};
        out->spots[n].spots[0] = (aci_spot){concentration, 1.0};
    }
    cr_assert_eq(aci_readouts_finish(&t->scenario, out), ACI_OK);
}

static double last(const aci_series *series)
{
    return series->values[series->times * series->columns - 1];
}

Test(readouts_error, cells_side_by_side_are_weighted_and_pooled)
{
    trial t;
    aci_readouts a, b, sum;
    read_scenario(&t);
    make(&t, 4.0, 1e-3, &a);
    make(&t, 2.0, 4e-3, &b);
    const aci_readouts_part parts[] = {{weights[0], &a}, {weights[1], &b}};
    cr_assert_eq(aci_readouts_combine(&t.scenario, parts, 2, &sum), ACI_OK);
    assert_relative(last(&sum.regions[ACI_REGION_mean_concentration]), 2.5, 1e-15);
    assert_relative(last(&sum.regions[ACI_REGION_region_amount]), 2.5 * 40e-6, 1e-15);
    cr_assert_eq(last(&sum.regions[ACI_REGION_largest_concentration]), 8.0);
    assert_relative(last(&sum.regions[ACI_REGION_share_above]), 0.25, 1e-15);
    assert_relative(last(&sum.strips), 2.5, 1e-15);
    double duration = t.scenario.duration;
    assert_relative(sum.endpoints[ACI_REGION_ENDPOINT_mean_area_under_curve].values[0],
                    2.5 * duration, 1e-14);
    cr_assert_eq(sum.endpoints[ACI_REGION_ENDPOINT_time_above_threshold].values[0], 0.0);
    assert_relative(a.endpoints[ACI_REGION_ENDPOINT_time_above_threshold].values[0], duration,
                    1e-14);
    /* a quarter of the area at 4, the rest at 2: p (1 - p) (h - l)/m */
    assert_relative(last(&sum.uniformity[ACI_UNIFORMITY_gini]), 0.1875 * 2.0 / 2.5, 1e-14);
    assert_relative(last(&sum.uniformity[ACI_UNIFORMITY_variation]), sqrt(0.1875) * 2.0 / 2.5,
                    1e-14);
    assert_relative(last(&sum.uniformity[ACI_UNIFORMITY_area_above]), 0.25, 1e-14);
    assert_relative(last(&sum.uniformity[ACI_UNIFORMITY_overlap]), 0.5 / 2.5, 1e-14);
    /* absolute errors 0.25 4e-3 and 0.75 8e-3 over 2.5 */
    assert_relative(sum.regions[ACI_REGION_mean_concentration].errors[0], 7e-3 / 2.5, 1e-13);
    aci_readouts_destroy(&a);
    aci_readouts_destroy(&b);
    aci_readouts_destroy(&sum);
    trial_drop(&t);
}

Test(readouts_error, is_the_difference_of_levels_by_the_factor)
{
    trial t;
    aci_readouts fine, coarse;
    read_scenario(&t);
    make(&t, 4.0, 0.0, &fine);
    make(&t, 4.1, 0.0, &coarse);
    const aci_readouts_estimating how = {&t.scenario, 2.0, 0.5, 1e-9};
    aci_readouts_estimate(&how, &fine, &coarse);
    assert_relative(fine.regions[ACI_REGION_mean_concentration].errors[0], 2.0 * 0.1 / 4.0, 1e-12);
    assert_relative(fine.strips.errors[1], 2.0 * 0.1 / 4.0, 1e-12);
    assert_relative(fine.endpoints[ACI_REGION_ENDPOINT_mean_area_under_curve].errors[0],
                    2.0 * 0.1 / 4.0, 1e-12);
    cr_assert_eq(fine.regions[ACI_REGION_share_above].errors[0], 0.0);
    aci_readouts_destroy(&fine);
    aci_readouts_destroy(&coarse);
    trial_drop(&t);
}

/* A coarse level that was wrong by much says that the two may agree by chance. */
Test(readouts_error, keeps_a_part_of_the_coarse_estimate)
{
    trial t;
    aci_readouts fine, coarse;
    read_scenario(&t);
    make(&t, 4.0, 0.0, &fine);
    make(&t, 4.0, 0.2, &coarse);
    const aci_readouts_estimating how = {&t.scenario, 2.0, 0.25, 1e-9};
    aci_readouts_estimate(&how, &fine, &coarse);
    assert_relative(fine.regions[ACI_REGION_mean_concentration].errors[0], 0.05, 1e-15);
    aci_readouts_destroy(&fine);
    aci_readouts_destroy(&coarse);
    trial_drop(&t);
}

Test(readouts_error, times_hold_every_report_and_keep_apart)
{
    trial t;
    aci_readouts r;
    read_scenario(&t);
    cr_assert_eq(aci_readouts_create(&t.scenario, false, &r), ACI_OK);
    cr_assert(r.times > 100);
    int found = 0;
    for (int n = 1; n < r.times; n++) {
        double before = n > 1 ? r.time[n - 1] - r.time[n - 2] : 0.0;
        cr_assert(r.time[n] > r.time[n - 1]);
        cr_assert(r.time[n] - r.time[n - 1] > 0.1 * before);
        for (int k = 0; k < t.scenario.report.count; k++) {
            found += r.time[n] == t.scenario.report.time[k];
        }
    }
    cr_assert_eq(found, t.scenario.report.count);
    aci_readouts_destroy(&r);
    trial_drop(&t);
}
