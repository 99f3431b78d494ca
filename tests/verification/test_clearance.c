/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Capillaries that become fewer with depth.
#include <criterion/criterion.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

#include "support/scenarios.h"

/// Steady, with s = s0 exp(-z/2L) and s0 = 2L sqrt(k/D), D u'' = k exp(-z/L) u has the solutions
/// I0(s) and K0(s). From 4 h on nothing changes: the slowest mode has 12 min at most.
Test(clearance, that_falls_with_depth_has_the_bessel_flux)
{
    static const char text[] =
        "skin:\n  below: sealed\n  layers:\n"
        "    - {name: dermis, thickness: 400 um, diffusivity: 1e-10 m2/s, partition: 0.7,"
        " clearance: 5e-3 1/s, clearance_depth: 120 um}\n"
        "product: {concentration: 10 kg/m3, dose: infinite, partition: 1}\n"
        "simulation: {duration: 24 h, report_times: [4 h, 24 h], accuracy: 1e-3}\n";
    const double depth = 120e-6, diffusivity = 1e-10, clearance = 5e-3;
    double top = 2.0 * depth * sqrt(clearance / diffusivity);
    double base = top * exp(-0.5 * 400e-6 / depth);
    double i = gsl_sf_bessel_K1(base), k = gsl_sf_bessel_I1(base);
    double u = i * gsl_sf_bessel_I0(top) + k * gsl_sf_bessel_K0(top);
    double slope = (i * gsl_sf_bessel_I1(top) - k * gsl_sf_bessel_K1(top)) * top / (2.0 * depth);
    double flux = 0.7 * diffusivity * 10.0 * slope / u, span = 72000.0;
    trial t;
    trial_compute(text, NULL, &t);
    const double *absorbed = trial_row(&t, ACI_HISTORY_absorbed);
    double error =
        trial_error(&t, ACI_HISTORY_absorbed, 0) + trial_error(&t, ACI_HISTORY_absorbed, 1);
    cr_assert_float_eq((absorbed[1] - absorbed[0]) / span, flux, error / span);
    cr_assert_lt(error, 2e-3 * absorbed[1], "the comparison says something");
    trial_drop(&t);
}

/// Over a hundredth of that depth the clearance falls by less than a hundredth; where less is
/// cleared u is higher, so what is cleared lies between 0.99 and 1 of that without the fall.
Test(clearance, that_falls_slowly_is_nearly_the_same_throughout)
{
    static const char cleared[] = "skin.layers.dermis.clearance=1e-4 1/s";
    trial even, falling;
    trial_compute(trial_cone, SETTINGS(cleared), &even);
    trial_compute(trial_cone, SETTINGS(cleared, "skin.layers.dermis.clearance_depth=9 cm"),
                  &falling);
    for (int n = 1; n < even.results.history.times; ++n) {
        double most = trial_row(&even, ACI_HISTORY_cleared)[n];
        double found = trial_row(&falling, ACI_HISTORY_cleared)[n];
        cr_expect(0.99 * most < found && found < most, "%g of %g", found, most);
    }
    trial_drop(&even);
    trial_drop(&falling);
}
