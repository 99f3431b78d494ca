/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results by name, as blocks and as single numbers. */
#include "acicula/study/outcome.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/study/headline.h"
#include "support/scenarios.h"

static trial compute(void)
{
    trial t;
    trial_compute(trial_slab,
                  SETTINGS("regions=[{name: upper, from: 20 um, to: 60 um, threshold: 0.1 kg/m3}]"),
                  &t);
    return t;
}

Test(outcome, every_result_of_the_list_is_found_and_written)
{
    aci_outcome list[ACI_OUTCOMES_MAX], found;
    trial t = compute();
    int count = aci_outcome_list(&t.scenario, list);
    cr_assert_gt(count, 15);
    for (int n = 0; n < count; n++) {
        double values[64], errors[64];
        for (int k = 0; k < 64; k++) {
            values[k] = errors[k] = -7.0;
        }
        cr_assert_eq(aci_outcome_find(&t.scenario, list[n].name, &found), ACI_OK, "%s",
                     list[n].name);
        cr_assert_str_eq(found.unit, list[n].unit);
        aci_outcome_values(&found, &t.scenario, &t.results, values, errors);
        int numbers =
            aci_outcome_times(&found, &t.scenario) * aci_outcome_width(&found, &t.scenario);
        for (int k = 0; k < numbers; k++) {
            cr_assert_neq(values[k], -7.0, "%s", found.name);
            cr_assert(isnan(errors[k]) || errors[k] >= 0.0, "%s", found.name);
        }
        cr_assert_eq(values[numbers], -7.0, "%s", found.name);
    }
    trial_drop(&t);
}

Test(outcome, blocks_are_the_history_and_errors_are_absolute)
{
    aci_outcome outcome;
    double values[64], errors[64];
    trial t = compute();
    const aci_history *h = &t.results.history;
    cr_assert_eq(aci_outcome_find(&t.scenario, "absorbed", &outcome), ACI_OK);
    aci_outcome_values(&outcome, &t.scenario, &t.results, values, errors);
    for (int n = 0; n < h->times; n++) {
        cr_assert_eq(values[n], h->rows[ACI_HISTORY_absorbed][n]);
        cr_assert_float_eq(errors[n], trial_error(&t, ACI_HISTORY_absorbed, n), 1e-15 * values[n]);
    }
    cr_assert_eq(aci_outcome_find(&t.scenario, "layer_amount", &outcome), ACI_OK);
    cr_assert_eq(aci_outcome_width(&outcome, &t.scenario), 3);
    aci_outcome_values(&outcome, &t.scenario, &t.results, values, NULL);
    cr_assert_eq(memcmp(values, h->layer_amount, 3 * (size_t)h->times * sizeof(double)), 0);
    trial_drop(&t);
}

/* The regions' own times are finer: rows are picked at the report times. */
Test(outcome, region_rows_stand_at_the_report_times)
{
    aci_outcome outcome;
    double values[64], errors[64];
    trial t = compute();
    const aci_readouts *r = &t.results.readouts;
    cr_assert_eq(aci_outcome_find(&t.scenario, "mean_concentration", &outcome), ACI_OK);
    aci_outcome_values(&outcome, &t.scenario, &t.results, values, errors);
    int met = 0;
    for (int n = 0; n < t.scenario.report.count; n++) {
        for (int k = 0; k < r->times; k++) {
            if (r->time[k] == t.scenario.report.time[n]) {
                cr_assert_eq(values[n], r->regions[ACI_REGION_mean_concentration].values[k]);
                met++;
            }
        }
    }
    cr_assert_eq(met, t.scenario.report.count);
    trial_drop(&t);
}

static void expect_refused(const char *name, const char *words)
{
    trial t;
    aci_outcome outcome;
    trial_read(trial_slab, NULL, &t);
    cr_assert_eq(aci_outcome_find(&t.scenario, name, &outcome), ACI_BAD_INPUT, "%s", name);
    cr_assert_not_null(strstr(aci_status_message(), words), "%s", aci_status_message());
    trial_drop(&t);
}

Test(outcome, what_is_no_result_or_cannot_be_is_said)
{
    expect_refused("absorbt", "did you mean 'absorbed'");
    expect_refused("nonsense", "there are applied");
    expect_refused("punctured_fraction", "needs a device");
    expect_refused("region_amount", "needs regions");
    expect_refused("concentration_max", "needs the section systemic");
}

static double value_of(const trial *t, const char *name, double at, double *error)
{
    aci_headline headline;
    cr_assert_eq(aci_headline_find(&t->scenario, name, at, &headline), ACI_OK, "%s",
                 aci_status_message());
    return aci_headline_value(&headline, &t->scenario, &t->results, error);
}

Test(headline, is_one_number_of_its_block)
{
    double error = -1.0;
    trial t = compute();
    const aci_history *h = &t.results.history;
    cr_assert_eq(value_of(&t, "absorbed", NAN, NULL), trial_last(&t, ACI_HISTORY_absorbed));
    cr_assert_eq(value_of(&t, "absorbed", 4.0 * 3600.0, &error), h->rows[ACI_HISTORY_absorbed][3]);
    cr_assert_float_eq(error, trial_error(&t, ACI_HISTORY_absorbed, 3), 1e-15 * error);
    cr_assert_eq(value_of(&t, "layer_amount.dermis", 2.0 * 3600.0, NULL),
                 h->layer_amount[3 * 2 + 2]);
    cr_assert_eq(value_of(&t, "steady_flux", NAN, NULL), h->steady_flux);
    trial_drop(&t);
}

/// A study's cases need not have the report times of its config.
Test(headline, is_at_its_time_in_a_scenario_with_others)
{
    aci_headline two, last;
    trial t = compute(), other;
    trial_compute(trial_slab, SETTINGS("simulation.report_times=[2 h, 3 h]"), &other);
    cr_assert_eq(aci_headline_find(&t.scenario, "absorbed", 7200.0, &two), ACI_OK);
    cr_assert_eq(aci_headline_find(&t.scenario, "absorbed", NAN, &last), ACI_OK);
    cr_assert_eq(aci_headline_value(&two, &other.scenario, &other.results, NULL),
                 other.results.history.rows[ACI_HISTORY_absorbed][0]);
    cr_assert(aci_headline_is_reported(&two, &other.scenario));
    cr_assert_not(aci_headline_is_reported(&last, &other.scenario));
    cr_assert(isnan(aci_headline_value(&last, &other.scenario, &other.results, NULL)));
    trial_drop(&t);
    trial_drop(&other);
}

static void expect_no_headline(const trial *t, const char *name, double at, const char *words)
{
    aci_headline headline;
    cr_assert_eq(aci_headline_find(&t->scenario, name, at, &headline), ACI_BAD_INPUT, "%s", name);
    cr_assert_not_null(strstr(aci_status_message(), words), "%s", aci_status_message());
}

Test(headline, says_what_it_lacks)
{
    trial t;
    trial_read(trial_slab, NULL, &t);
    expect_no_headline(&t, "layer_amount", NAN, "layer_amount.NAME with stratum_corneum");
    expect_no_headline(&t, "layer_amount.derms", NAN, "viable_epidermis");
    expect_no_headline(&t, "absorbed.dermis", NAN, "has no parts");
    expect_no_headline(&t, "absorbed", 5000.0, "is no report time");
    expect_no_headline(&t, "steady_flux", 3600.0, "has no time");
    trial_drop(&t);
}
