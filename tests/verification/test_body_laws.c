/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the body behind a run of the skin. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/scenarios.h"

TestSuite(body_laws, .timeout = 60);

#define BODY "systemic={treated_area: 100 cm2, volume_of_distribution: 40 L, half_life: 3 h}"

static double endpoint(const trial *t, aci_systemic_endpoint which)
{
    cr_assert(t->results.systemic.endpoints[which].exists);
    return t->results.systemic.endpoints[which].value;
}

static double error_of(const trial *t, aci_systemic_endpoint which)
{
    return t->results.systemic.endpoints[which].numerical_error;
}

Test(body_laws, without_the_section_nothing_changes)
{
    trial with, without;
    trial_compute(trial_cone, SETTINGS(BODY), &with);
    trial_compute(trial_cone, NULL, &without);
    cr_assert_eq(without.results.systemic.times, 0);
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        cr_assert_arr_eq(trial_row(&with, row), trial_row(&without, row),
                         (size_t)with.results.history.times * sizeof(double));
    }
    cr_assert_eq(
        memcmp(with.results.endpoints, without.results.endpoints, sizeof with.results.endpoints),
        0);
    trial_drop(&with);
    trial_drop(&without);
}

Test(body_laws, what_the_skin_gave_the_body_has)
{
    trial t;
    trial_compute(trial_cone, SETTINGS(BODY), &t);
    const aci_systemic_course *c = &t.results.systemic;
    const aci_history *h = &t.results.history;
    double total = 1e-2 * trial_last(&t, ACI_HISTORY_absorbed);
    int k = 0;
    for (int n = 0; n < c->times; n++) {
        double found = c->rows[ACI_SYSTEMIC_central_amount][n] +
                       c->rows[ACI_SYSTEMIC_peripheral_amount][n] +
                       c->rows[ACI_SYSTEMIC_eliminated_amount][n];
        cr_assert_float_eq(found, c->rows[ACI_SYSTEMIC_input_amount][n], 1e-12 * total);
        if (k < h->times && c->time[n] == h->time[k]) {
            cr_assert_float_eq(found, 1e-2 * h->rows[ACI_HISTORY_absorbed][k], 1e-12 * total);
            k++;
        }
    }
    cr_assert_eq(k, h->times);
    double clearance = 40e-3 * log(2.0) / 10800.0;
    cr_assert_float_eq(endpoint(&t, ACI_SYSTEMIC_ENDPOINT_area_under_curve_total),
                       total / clearance, 1e-11 * total / clearance);
    trial_drop(&t);
}

/* One report time or fifty: the course between them comes from the trace, to within its error. */
Test(body_laws, report_times_do_not_matter)
{
    trial one, many;
    trial_compute(trial_cone, SETTINGS(BODY, "simulation.report_times=[24 h]"), &one);
    trial_compute(trial_cone,
                  SETTINGS(BODY, "simulation={duration: 24 h, report_every: 0.5 h, "
                                 "accuracy: 1e-2}"),
                  &many);
    for (int e = 0; e < ACI_SYSTEMIC_ENDPOINT_systemic_fraction; e++) {
        double allowed = (error_of(&one, e) + error_of(&many, e)) * endpoint(&many, e);
        cr_assert_float_eq(endpoint(&one, e), endpoint(&many, e), allowed, "%s",
                           aci_systemic_endpoint_name(e));
    }
    trial_drop(&one);
    trial_drop(&many);
}

Test(body_laws, area_and_concentration_multiply)
{
    trial small, large;
    trial_compute(trial_cone, SETTINGS(BODY), &small);
    trial_compute(trial_cone,
                  SETTINGS(BODY, "systemic.treated_area=200 cm2", "product.concentration=4 kg/m3"),
                  &large);
    double ratio =
        2.0 * large.scenario.product.concentration / small.scenario.product.concentration;
    for (int n = 0; n < small.results.systemic.times; n++) {
        double c = small.results.systemic.rows[ACI_SYSTEMIC_plasma_concentration][n];
        double most = endpoint(&small, ACI_SYSTEMIC_ENDPOINT_concentration_max);
        cr_assert_float_eq(large.results.systemic.rows[ACI_SYSTEMIC_plasma_concentration][n],
                           ratio * c, 1e-9 * ratio * most);
    }
    trial_drop(&small);
    trial_drop(&large);
}

Test(body_laws, channels_bring_more_than_intact_skin)
{
    trial cone, slab;
    trial_compute(trial_cone, SETTINGS(BODY), &cone);
    trial_compute(trial_slab, SETTINGS(BODY), &slab);
    const aci_systemic_value *control =
        &cone.results.systemic_control.endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max];
    double own = endpoint(&cone, ACI_SYSTEMIC_ENDPOINT_concentration_max);
    double intact = endpoint(&slab, ACI_SYSTEMIC_ENDPOINT_concentration_max);
    cr_assert_gt(own, control->value);
    cr_assert_float_eq(
        intact, control->value,
        (control->numerical_error + error_of(&slab, ACI_SYSTEMIC_ENDPOINT_concentration_max)) *
            intact);
    trial_drop(&cone);
    trial_drop(&slab);
}

/* The classes of a device together: the sum's own trace. */
Test(body_laws, a_mixture_gives_what_its_parts_absorb)
{
    static const char text[] =
        "skin:\n"
        "  layers:\n"
        "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, partition: 1}\n"
        "    - {name: dermis, thickness: 485 um, diffusivity: 2e-10 m2/s, partition: 1}\n"
        "device: {kind: stamp, needles: 36, pitch: 1.5 mm, needle: {length: 0.7 mm}}\n"
        "insertion: {force_per_needle: 0.03 N}\n"
        "treatment: {area: 4 cm2, passes: 3, classes: 3}\n"
        "channels: {diffusivity: 5e-10 m2/s, partition: 1}\n"
        "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
        "systemic: {treated_area: 4 cm2, volume_of_distribution: 40 L, half_life: 1 h}\n"
        "simulation: {duration: 2 h, report_times: [1 h, 2 h], accuracy: 1e-1}\n"
        "output: {fields: []}\n";
    trial t;
    trial_compute(text, NULL, &t);
    const aci_systemic_course *c = &t.results.systemic;
    double total = 4e-4 * trial_last(&t, ACI_HISTORY_absorbed);
    cr_assert_float_eq(c->rows[ACI_SYSTEMIC_input_amount][c->times - 1], total, 1e-12 * total);
    double rise = c->rows[ACI_SYSTEMIC_input_rate][c->times / 4];
    cr_assert_neq(rise, c->rows[ACI_SYSTEMIC_input_rate][c->times / 3], "a rate with a shape");
    trial_drop(&t);
}
