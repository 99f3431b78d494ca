/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <complex.h>
#include <criterion/criterion.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/complex_bessel.h"
#include "acicula/verification/radial.h"

static const aci_radial endless = {35e-6, 0.0, 0.7, 3e-11, 2e-4, 10.0};
static const aci_radial cell = {35e-6, 300e-6, 0.7, 3e-11, 2e-4, 10.0};

Test(exact_radial, steady_profile_and_flux)
{
    const double radii[] = {50e-6, 100e-6, 200e-6, 400e-6, 800e-6};
    const char *printed[] = {".8612290762", ".5980798122", ".3552931261", ".1590133683",
                             ".04159256604"};
    for (int i = 0; i < 5; i++) {
        assert_printed(aci_radial_steady_activity(&endless, radii[i]) / 10.0, printed[i]);
    }
    assert_printed(aci_radial_steady_flux(&endless), "5.157079643e-10");
    assert_printed(aci_radial_steady_flux(&cell), "2.747197475e-10");
    assert_printed(aci_radial_steady_activity(&cell, 300e-6) / 10.0, ".6584265581");
}

Test(exact_radial, transient_flux)
{
    const double times[] = {60, 300, 900, 3600};
    const char *printed[] = {"1.162571037e-9", "7.741730621e-10", "6.310373591e-10",
                             "5.392756573e-10"};
    for (int i = 0; i < 4; i++) {
        assert_printed(aci_radial_flux(&endless, times[i]), printed[i]);
    }
    aci_radial inert = endless;
    inert.clearance = 0.0;
    assert_printed(aci_radial_flux(&inert, 3600), "4.653203629e-10");
    assert_printed(aci_radial_flux(&inert, 86400), "3.035448094e-10");
}

Test(exact_radial, transient_profile)
{
    assert_printed(aci_radial_activity(&endless, 100e-6, 300) / 10.0, ".4016412951");
    assert_printed(aci_radial_activity(&endless, 100e-6, 3600) / 10.0, ".5794330887");
}

/* five time constants of the slowest mode per 1e5 s: what is left is below e^-100 */
Test(exact_radial, transient_ends_in_the_steady_state)
{
    double late = 1e6;
    assert_relative(aci_radial_flux(&endless, late), aci_radial_steady_flux(&endless), 1e-11);
    assert_relative(aci_radial_flux(&cell, late), aci_radial_steady_flux(&cell), 1e-11);
    assert_relative(aci_radial_activity(&cell, 300e-6, late),
                    aci_radial_steady_activity(&cell, 300e-6), 1e-11);
}

/* three transforms, 1e-13 each */
Test(exact_radial, mass_is_conserved)
{
    for (double time = 1.0; time < 1e6; time *= 10.0) {
        double kept = aci_radial_amount(&cell, time) + aci_radial_cleared(&cell, time);
        assert_relative(kept, aci_radial_passed(&cell, time), 1e-11);
    }
}

/* without clearance a closed cell fills: K pi (b^2 - a^2) u */
Test(exact_radial, cell_without_clearance_fills)
{
    aci_radial inert = cell;
    inert.clearance = 0.0;
    double full = 0.7 * acos(-1.0) * (300e-6 * 300e-6 - 35e-6 * 35e-6) * 10.0;
    assert_relative(aci_radial_amount(&inert, 1e7), full, 1e-11);
}

/* before the front has crossed, exp(-(b - a)^2/(D t)) < 1e-25, the outer wall is not felt */
Test(exact_radial, early_cell_is_endless)
{
    assert_relative(aci_radial_flux(&cell, 40.0), aci_radial_flux(&endless, 40.0), 1e-11);
}

Test(exact_radial, complex_bessel_is_real_on_the_axis)
{
    for (double x = 1e-6; x < 600.0; x *= 3.0) {
        assert_relative(creal(aci_complex_bessel_k(0, x)), gsl_sf_bessel_K0_scaled(x), 1e-13);
        assert_relative(creal(aci_complex_bessel_k(1, x)), gsl_sf_bessel_K1_scaled(x), 1e-13);
        assert_relative(creal(aci_complex_bessel_i(0, x)), gsl_sf_bessel_I0_scaled(x), 1e-13);
        cr_assert_float_eq(creal(aci_complex_bessel_i(1, x)), gsl_sf_bessel_I1_scaled(x), 1e-15);
    }
}

/* I0 K1 + I1 K0 = 1/z */
Test(exact_radial, complex_bessel_has_its_wronskian)
{
    for (double size = 1e-4; size < 500.0; size *= 4.0) {
        for (double angle = 0.0; angle < 1.3; angle += 0.3) {
            double complex z = size * cexp(I * angle);
            double complex sum = aci_complex_bessel_i(0, z) * aci_complex_bessel_k(1, z) +
                                 aci_complex_bessel_i(1, z) * aci_complex_bessel_k(0, z);
            cr_assert_float_eq(cabs(sum * z - 1.0), 0.0, 2e-13, "at %g, %g", size, angle);
        }
    }
}
