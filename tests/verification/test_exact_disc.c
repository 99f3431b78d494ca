/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/disc.h"

static aci_disc case_of(int i)
{
    return (aci_disc){aci_disc_cases[i].radius, 1.0, 3.0, aci_disc_cases[i].pore_length, 1.0};
}

/* the printed uncertainty, and 1e-9 of the series */
Test(exact_disc, series_agrees_with_the_computed_cases)
{
    for (int i = 0; i < ACI_DISC_CASES; i++) {
        aci_disc disc = case_of(i);
        const aci_disc_case *known = &aci_disc_cases[i];
        double allowed = known->uncertainty + 1e-9 * known->resistance;
        double found = aci_disc_series_resistance(&disc);
        cr_assert_float_eq(found, known->resistance, allowed, "case %d: %.12g", i, found);
    }
}

/* R = L/(pi b^2) + psi/(4 a), so psi carries the case's uncertainty times 4 a; the formula 6e-5 */
Test(exact_disc, constriction_has_the_printed_values)
{
    const char *printed[] = {"0.92957967", "0.85941360", "0.72087560", "0.58650941", "0.33960939"};
    for (int i = 0; i < 5; i++) {
        double ratio = aci_disc_cases[i].radius;
        double constriction = 4.0 * ratio * (aci_disc_cases[i].resistance - 3.0 / acos(-1.0));
        double allowed =
            tolerance_of_print(printed[i]) + 4.0 * ratio * aci_disc_cases[i].uncertainty;
        cr_assert_float_eq(constriction, strtod(printed[i], NULL), allowed);
        cr_assert_float_eq(aci_disc_constriction(ratio), constriction, 6.5e-5);
    }
}

Test(exact_disc, dimensional_example)
{
    aci_disc disc = {30e-6, 300e-6, 900e-6, 0.0, 1e-10};
    assert_printed(aci_disc_series_resistance(&disc), "1.034487887e14");
}

Test(exact_disc, series_rule_of_pore_and_cell_is_low)
{
    const char *printed[] = {"4.695013", "6.286563", "2.253912"};
    for (int i = 5; i < ACI_DISC_CASES; i++) {
        aci_disc disc = case_of(i);
        disc.pore_length = 0.0;
        double radius = disc.radius;
        double pore = aci_disc_cases[i].pore_length / (acos(-1.0) * radius * radius);
        assert_printed(pore + aci_disc_series_resistance(&disc), printed[i - 5]);
        double low = 1.0 - strtod(printed[i - 5], NULL) / aci_disc_cases[i].resistance;
        cr_assert(low > 0.0175 && low < 0.0245);
    }
}

/* a long pore adds exactly its own resistance per length: higher modes die as e^(-3.8 h/a) */
Test(exact_disc, longer_pore_adds_its_length)
{
    aci_disc disc = {0.2, 1.0, 1.0, 1.0, 1.0};
    double first = aci_disc_series_resistance(&disc);
    disc.pore_length = 2.0;
    double step = aci_disc_series_resistance(&disc) - first;
    assert_relative(step, 1.0 / (acos(-1.0) * 0.04), 1e-9);
}

Test(exact_disc, brown_escombe)
{
    double pi = acos(-1.0);
    assert_relative(1.0 / aci_disc_pore_resistance(35e-6, 15e-6, 5e-10), 4.528768414e-14, 2e-10);
    double ends = aci_disc_pore_resistance_two_sided(2.0, 3.0, 1.0) * 4.0 * pi - 3.0;
    assert_relative(ends, pi, 1e-14);
}

Test(exact_disc, spheroid_has_the_printed_values)
{
    assert_printed(aci_disc_spheroid_factor(35e-6, 150e-6), "4.293495662e-4");
    assert_printed(aci_disc_spheroid_factor(35e-6, 300e-6), "6.596113692e-4");
    assert_printed(aci_disc_spheroid_factor(35e-6, 500e-6), "9.351590594e-4");
    assert_relative(aci_disc_spheroid_factor(35e-6, 0.0), 1.4e-4, 1e-14);
}

/* the closed forms lose eps/focus^2 near the sphere; at 1e-5 the expansion's next term is 1e-11 */
Test(exact_disc, spheroid_is_smooth_at_the_hemisphere)
{
    double sphere = 2.0 * acos(-1.0);
    assert_relative(aci_disc_spheroid_factor(1.0, 1.0), sphere, 1e-15);
    assert_relative(aci_disc_spheroid_factor(1.0, 1.001), sphere * (1.0 + 1e-3 / 3.0), 1e-7);
    assert_relative(aci_disc_spheroid_factor(1.0, 0.999), sphere * (1.0 - 1e-3 / 3.0), 1e-7);
}

Test(exact_disc, anisotropic_spheroid_scales_depth)
{
    double isotropic = aci_disc_spheroid_conductance(35e-6, 150e-6, 3e-10, 3e-10);
    assert_relative(isotropic, 3e-10 * 4.293495662e-4, 2e-10);
    double stretched = aci_disc_spheroid_conductance(35e-6, 150e-6, 4e-10, 1e-10);
    assert_relative(stretched, 2e-10 * aci_disc_spheroid_factor(35e-6, 300e-6), 1e-14);
}
