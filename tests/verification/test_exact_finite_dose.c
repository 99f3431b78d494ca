/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/finite_dose.h"

Test(exact_finite_dose, deposition_zone_has_the_printed_values)
{
    aci_finite_dose_zone dose = {1.5e-6, 15e-6, 1e-14, 0.0};
    const double times[] = {1800, 3600, 7200, 14400, 28800, 86400};
    const char *printed[] = {"0.02668299805", "0.1572797607", "0.4246071075",
                             "0.7385962164",  "0.9461107711", "0.9999026669"};
    for (int i = 0; i < 6; i++) {
        assert_printed(aci_finite_dose_absorbed(&dose, times[i]), printed[i]);
        cr_assert_float_eq(aci_finite_dose_evaporated(&dose, times[i]), 0.0, 1e-15);
    }
}

Test(exact_finite_dose, evaporation_has_the_printed_values)
{
    aci_finite_dose_zone dose = {1.5e-6, 15e-6, 1e-14, 2.0 * 1e-14 / 15e-6};
    const double times[] = {3600, 7200, 14400, 28800};
    const char *absorbed[] = {"0.1172549939", "0.2564101871", "0.3460294601", "0.3659448549"};
    const char *evaporated[] = {"0.4633302796", "0.5606928790", "0.6197544362", "0.6328583955"};
    for (int i = 0; i < 4; i++) {
        assert_printed(aci_finite_dose_absorbed(&dose, times[i]), absorbed[i]);
        assert_printed(aci_finite_dose_evaporated(&dose, times[i]), evaporated[i]);
    }
    assert_printed(aci_finite_dose_limit(&dose), "0.3666666667");
}

Test(exact_finite_dose, stirred_film_has_the_printed_values)
{
    aci_finite_dose_film dose = {20e-6, 2.0, 15e-6, 1e-14};
    const double times[] = {1800, 3600, 7200, 14400, 28800, 86400};
    const char *left[] = {"0.6566810846", "0.5676858206", "0.4676715940",
                          "0.3397795438", "0.1818321658", "0.01492350431"};
    const char *absorbed[] = {"0.00407174451", "0.03999895947", "0.1595789821",
                              "0.3825724582",  "0.6694921489",  "0.9728742373"};
    for (int i = 0; i < 6; i++) {
        assert_printed(aci_finite_dose_film_left(&dose, times[i]), left[i]);
        assert_printed(aci_finite_dose_film_absorbed(&dose, times[i]), absorbed[i]);
    }
    assert_printed(aci_finite_dose_root(1.5, 0), "0.9882407324");
    assert_printed(aci_finite_dose_root(1.5, 1), "3.542166378");
}
