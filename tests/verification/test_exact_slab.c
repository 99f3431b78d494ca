/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/slab.h"

static const aci_slab membrane = {1.0, 1e-14, 15e-6, 0.0, 10.0};
static const aci_slab dermis = {0.7, 3e-11, 1e-3, 2e-4, 10.0};

Test(exact_slab, cumulative_amount_has_the_printed_values)
{
    const double times[] = {1800, 3600, 7200, 14400, 28800, 86400};
    const char *printed[] = {"0.0480992923", "0.5252576588", "2.429179162",
                             "7.105490098",  "16.70000992",  "55.1000000"};
    for (int i = 0; i < 6; i++) {
        assert_printed(aci_slab_passed(&membrane, times[i]) * MICROGRAM_PER_CM2, printed[i]);
    }
}

Test(exact_slab, lag_and_final_flux)
{
    cr_assert_float_eq(aci_slab_lag(&membrane), 3750.0, 1e-9);
    assert_printed(aci_slab_flux(&membrane, 1e7), "6.666667e-9");
    assert_printed(aci_slab_flux(&membrane, 1e7) * MICROGRAM_PER_CM2_HOUR, "2.4");
}

/* both expansions are exact, so they agree to round-off where one takes over, at D t/h^2 = 1/4 */
Test(exact_slab, images_and_modes_agree)
{
    double time = 0.25 * 15e-6 * 15e-6 / 1e-14;
    double before = time * (1.0 - 1e-14);
    double after = time * (1.0 + 1e-14);
    assert_relative(aci_slab_passed(&membrane, before), aci_slab_passed(&membrane, after), 1e-12);
    assert_relative(aci_slab_flux(&membrane, before), aci_slab_flux(&membrane, after), 1e-12);
    assert_relative(aci_slab_activity(&membrane, 4e-6, before),
                    aci_slab_activity(&membrane, 4e-6, after), 1e-12);
}

/* central difference: error h^2 J''/6, with h = t/1000 below 1e-5 of J */
Test(exact_slab, flux_is_the_rate_of_the_amount)
{
    for (double time = 1500.0; time < 20000.0; time *= 1.7) {
        double step = 1e-3 * time;
        double rise =
            aci_slab_passed(&membrane, time + step) - aci_slab_passed(&membrane, time - step);
        assert_relative(rise / (2.0 * step), aci_slab_flux(&membrane, time), 1e-4);
    }
}

Test(exact_slab, steady_clearance_has_the_printed_values)
{
    assert_printed(aci_slab_sealed_entry(&dermis), "5.360511507e-7");
    assert_printed(aci_slab_sealed_activity(&dermis, 300e-6) / 10.0, "0.4706066853");
    assert_printed(aci_slab_sealed_activity(&dermis, 1e-3) / 10.0, "0.1503868459");
    assert_printed(aci_slab_cleared_entry(&dermis), "5.484551234e-7");
    assert_printed(aci_slab_cleared_exit(&dermis), "8.248043614e-8");
    assert_printed(aci_slab_cleared_activity(&dermis, 300e-6) / 10.0, "0.4510608026");
}

Test(exact_slab, danckwerts_has_the_printed_values)
{
    assert_printed(aci_slab_danckwerts_uptake(&dermis, 1800) * MICROGRAM_PER_CM2, "204.8198146");
    assert_printed(aci_slab_danckwerts_uptake(&dermis, 3600) * MICROGRAM_PER_CM2, "317.8082176");
    assert_printed(aci_slab_danckwerts_activity(&dermis, 300e-6, 1800) / 10.0, "0.3034267120");
}

/* without clearance uptake is 2 K u0 sqrt(D t/pi); k t = 1e-9 changes it by k t/3 */
Test(exact_slab, danckwerts_tends_to_pure_diffusion)
{
    aci_slab slow = dermis;
    slow.clearance = 1e-9 / 1800.0;
    aci_slab none = dermis;
    none.clearance = 0.0;
    assert_relative(aci_slab_danckwerts_uptake(&slow, 1800),
                    aci_slab_danckwerts_uptake(&none, 1800), 1e-9);
}
