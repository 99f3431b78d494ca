/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/elasticity.h"

#include <criterion/criterion.h>
#include <math.h>

/// The published digits: as many as are given, rounded.
static void assert_digits(double value, double expected, double digit)
{
    cr_assert(fabs(value - expected) <= 0.5001 * digit, "%.12g is not %.12g", value, expected);
}

Test(exact_elasticity, lame_tube)
{
    aci_elasticity_tube tube = {100e3, 0.3, 50e-6, 500e-6, 1e3};
    aci_elasticity_point wall = aci_elasticity_tube_at(&tube, 50e-6);
    assert_digits(wall.radial, -1000.0, 1e-9);
    assert_digits(wall.hoop, 1020.2020, 1e-4);
    assert_digits(1e6 * wall.displacement, 0.6591919, 1e-7);
    aci_elasticity_point inside = aci_elasticity_tube_at(&tube, 100e-6);
    assert_digits(inside.radial, -242.4242, 1e-4);
    assert_digits(inside.hoop, 262.6263, 1e-4);
    assert_digits(1e6 * inside.displacement, 0.3335354, 1e-7);
    cr_assert(fabs(aci_elasticity_tube_at(&tube, 500e-6).radial) < 1e-9);
}

Test(exact_elasticity, lame_tube_is_in_balance)
{
    aci_elasticity_tube tube = {100e3, 0.3, 50e-6, 500e-6, 1e3};
    for (double r = 60e-6; r < 500e-6; r += 20e-6) {
        double step = 1e-9;
        double above = aci_elasticity_tube_at(&tube, r + step).radial;
        double below = aci_elasticity_tube_at(&tube, r - step).radial;
        aci_elasticity_point here = aci_elasticity_tube_at(&tube, r);
        double unbalanced = (above - below) / (2.0 * step) + (here.radial - here.hoop) / r;
        /* central differences: (step/r)^2 and rounding over the step, 1e-16/(1e-9/6e-5) */
        cr_assert(fabs(unbalanced) < 1e-6 * fabs(here.hoop / r));
    }
}

Test(exact_elasticity, incompressible_patches)
{
    assert_digits(aci_elasticity_uniaxial(1.0, 2.0, 1.5), 1.583333, 1e-6);
    assert_digits(aci_elasticity_uniaxial(1.0, 2.0, 0.7), -0.938571, 1e-6);
    assert_digits(aci_elasticity_equibiaxial(1.0, 2.0, 1.5), 2.052469, 1e-6);
    assert_digits(aci_elasticity_equibiaxial(1.0, 2.0, 0.7), -3.674931, 1e-6);
    assert_digits(aci_elasticity_uniaxial(1.0, 9.0, 1.5), 8.507128, 1e-6);
    assert_digits(aci_elasticity_uniaxial(1.0, 9.0, 0.7), -1.097265, 1e-6);
}

Test(exact_elasticity, compressible_patches)
{
    aci_elasticity_stretched one = aci_elasticity_compressible_uniaxial(50e3, 2.45e6, 1.5);
    assert_digits(one.free_stretch, 0.81924098, 1e-8);
    assert_digits(one.volume, 1.00673368, 1e-8);
    assert_digits(one.stress, 78414.195, 1e-3);
    aci_elasticity_stretched two = aci_elasticity_compressible_equibiaxial(50e3, 2.45e6, 1.3);
    assert_digits(two.free_stretch, 0.59950251, 1e-8);
    assert_digits(two.volume, 1.01315923, 1e-8);
    assert_digits(two.stress, 65665.727, 1e-3);
}

Test(exact_elasticity, stiff_volume_is_the_incompressible_patch)
{
    /* the volume changes by mu/lambda, and the stress with it */
    double lambda = 50e3 * 1e8;
    double one = aci_elasticity_compressible_uniaxial(50e3, lambda, 1.5).stress;
    cr_assert(fabs(one / aci_elasticity_uniaxial(50e3, 2.0, 1.5) - 1.0) < 1e-7);
    double two = aci_elasticity_compressible_equibiaxial(50e3, lambda, 1.3).stress;
    cr_assert(fabs(two / aci_elasticity_equibiaxial(50e3, 2.0, 1.3) - 1.0) < 1e-7);
}

Test(exact_elasticity, simple_shear)
{
    assert_digits(aci_elasticity_shear_stress(50e3, 0.5), 25000.0, 1e-6);
    assert_digits(aci_elasticity_shear_normal_difference(50e3, 0.5), 12500.0, 1e-6);
}

Test(exact_elasticity, waves)
{
    aci_elasticity_waves waves = aci_elasticity_waves_of(100e3, 0.49, 1100.0);
    assert_digits(waves.bulk_modulus, 1.666667e6, 1.0);
    assert_digits(waves.shear_modulus, 33557.05, 1e-2);
    assert_digits(waves.pressure_wave, 39.44397, 1e-5);
    assert_digits(waves.shear_wave, 5.523260, 1e-6);
    assert_digits(waves.bar_wave, 9.534626, 1e-6);
    assert_digits(1e8 * 2e-6 / waves.pressure_wave, 5.070484, 1e-6);
}
