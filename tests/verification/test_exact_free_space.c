/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/closing_pore.h"
#include "acicula/verification/disc.h"
#include "acicula/verification/gaussian.h"

static const double diffusivity[3] = {2e-10, 1e-10, 5e-11};

Test(exact_gaussian, point_has_the_printed_value)
{
    const double point[3] = {100e-6, 50e-6, 80e-6};
    assert_printed(aci_gaussian_density(diffusivity, point, 100.0), "13513901664.4");
}

/* mean over a cube of side h: density (1 + h^2/24 laplacian/C); h = 1 um gives below 1e-5 */
Test(exact_gaussian, small_box_mean_is_the_density)
{
    const double low[3] = {99.5e-6, 49.5e-6, 79.5e-6};
    const double high[3] = {100.5e-6, 50.5e-6, 80.5e-6};
    assert_relative(aci_gaussian_box_mean(diffusivity, low, high, 100.0), 13513901664.4, 1e-5);
}

Test(exact_gaussian, whole_space_holds_unit_mass)
{
    const double low[3] = {-1e-2, -1e-2, -1e-2};
    const double high[3] = {1e-2, 1e-2, 1e-2};
    assert_relative(aci_gaussian_box_mean(diffusivity, low, high, 100.0) * 8e-6, 1.0, 1e-14);
    const double radii[2] = {0.0, 1e-2};
    const double heights[2] = {-1e-2, 1e-2};
    double mean = aci_gaussian_ring_mean(2e-10, 5e-11, radii, heights, 100.0);
    assert_relative(mean * acos(-1.0) * 2e-6, 1.0, 1e-14);
}

/* far out, erf(b) - erf(a) of two numbers near 1 would be zero or noise */
Test(exact_gaussian, means_keep_their_accuracy_in_the_tail)
{
    double place = 1.5e-3;
    double width = 1e-9;
    double mean = aci_gaussian_interval_mean(1e-10, place, place + width, 100.0);
    double spread = 4e-8;
    double centre = place + 0.5 * width;
    double density = exp(-centre * centre / spread) / sqrt(acos(-1.0) * spread);
    /* difference of erfc over a step d: d^2/24 C''/C = 2e-7, cancellation eps/(d C'/C) = 2e-12 */
    assert_relative(mean, density, 1e-6);
    double mirrored = aci_gaussian_interval_mean(1e-10, -place - width, -place, 100.0);
    cr_assert_eq(mirrored, mean);
}

/* rings: with D_r = D_x = D_y a thin ring at r carries the point density at (r, 0) */
Test(exact_gaussian, thin_ring_is_the_density)
{
    const double isotropic[3] = {1e-10, 1e-10, 5e-11};
    const double point[3] = {100e-6, 0.0, 80e-6};
    const double radii[2] = {99.9e-6, 100.1e-6};
    const double heights[2] = {79.9e-6, 80.1e-6};
    double mean = aci_gaussian_ring_mean(1e-10, 5e-11, radii, heights, 100.0);
    assert_relative(mean, aci_gaussian_density(isotropic, point, 100.0), 1e-6);
}

/* sealed walls keep the mass, early and when all is even; far walls are not felt */
Test(exact_gaussian, sealed_walls_keep_the_mass)
{
    const double walls[3] = {4e-4, 3e-4, 2e-4};
    const double low[3] = {-4e-4, -3e-4, -2e-4};
    for (double time = 1.0; time < 2e5; time *= 10.0) {
        double mean = aci_gaussian_sealed_mean(diffusivity, walls, low, walls, time);
        assert_relative(mean * 8.0 * 4e-4 * 3e-4 * 2e-4, 1.0, 1e-13);
    }
    const double corner[3] = {3.9e-4, 2.9e-4, 1.9e-4};
    double even = aci_gaussian_sealed_mean(diffusivity, walls, corner, walls, 1e5);
    assert_relative(even * 8.0 * 4e-4 * 3e-4 * 2e-4, 1.0, 1e-13);
    const double far[3] = {1e-2, 1e-2, 1e-2};
    assert_relative(aci_gaussian_sealed_mean(diffusivity, far, corner, walls, 10.0),
                    aci_gaussian_box_mean(diffusivity, corner, walls, 10.0), 1e-15);
}

/* a wall doubles what comes: there the image lies on the point */
Test(exact_gaussian, sealed_wall_doubles)
{
    const double walls[3] = {4e-4, 1.0, 1.0};
    const double low[3] = {4e-4 - 1e-9, 0.0, 0.0};
    const double high[3] = {4e-4, 1e-9, 1e-9};
    assert_relative(aci_gaussian_sealed_mean(diffusivity, walls, low, high, 100.0),
                    2.0 * aci_gaussian_box_mean(diffusivity, low, high, 100.0), 1e-5);
}

static const aci_closing_pore pore = {5e-10, 15e-6, 35e-6, 4.0 * 3600.0, 10.0};

Test(exact_closing_pore, delivered_has_the_printed_values)
{
    const double hours[] = {1, 2, 4, 8, INFINITY};
    const char *printed[] = {"1.380184793", "2.350249342", "3.479263769", "4.207480421",
                             "4.353024625"};
    for (int i = 0; i < 5; i++) {
        assert_printed(aci_closing_pore_delivered(&pore, 3600.0 * hours[i]) * 1e9, printed[i]);
    }
    assert_printed(aci_closing_pore_conductance(&pore, 0.0), "4.528768414e-14");
}

Test(exact_closing_pore, conductance_is_brown_and_escombe)
{
    double radius = 35e-6 * exp(-0.5);
    double conductance = aci_closing_pore_conductance(&pore, 2.0 * 3600.0);
    assert_relative(conductance * aci_disc_pore_resistance(radius, 15e-6, 5e-10), 1.0, 1e-14);
}

/* tau -> infinity: G u0 t, less t/tau of it */
Test(exact_closing_pore, slow_closure_is_a_static_pore)
{
    aci_closing_pore slow = pore;
    slow.time_constant = 1e12;
    double steady = aci_closing_pore_conductance(&pore, 0.0) * 10.0 * 3600.0;
    assert_relative(aci_closing_pore_delivered(&slow, 3600.0), steady, 1e-6);
}

/* both forms of x - ln(1 + x) meet at x = 0.1, where the difference loses two digits */
Test(exact_closing_pore, small_and_large_radii_join)
{
    double border = 0.1 * 4.0 * 15e-6 / acos(-1.0);
    aci_closing_pore below = pore;
    aci_closing_pore above = pore;
    below.radius = border * (1.0 - 1e-13);
    above.radius = border * (1.0 + 1e-13);
    assert_relative(aci_closing_pore_delivered(&below, INFINITY),
                    aci_closing_pore_delivered(&above, INFINITY), 1e-12);
}

/* One part alone is a radius with twice the time constant. */
Test(exact_closing_pore, in_one_part_it_is_the_closed_form)
{
    const aci_closing_pore_parts fast = {1.0, 2.0 * 3600.0, INFINITY};
    const aci_closing_pore_parts slow = {0.0, 3600.0, 2.0 * 3600.0};
    for (double time = 600.0; time < 3e5; time *= 2.0) {
        double exact = aci_closing_pore_delivered(&pore, time);
        assert_relative(aci_closing_pore_delivered_in_parts(&pore, &fast, time), exact, 2e-12);
        assert_relative(aci_closing_pore_delivered_in_parts(&pore, &slow, time), exact, 2e-12);
    }
}

/* Where the area p^2 pi stays, d(r^2) = -(r^2 - p^2) dt/fast; with c = 4 h/pi
 *   Q = 8 D fast u0 (P(r0) - P(r)),   P(r) = integral of r^3/((r + c)(r^2 - p^2)) dr. */
static double primitive(double radius, double c, double p)
{
    return radius - c * c * c / (c * c - p * p) * log(radius + c) +
           0.5 * p * p / (p + c) * log(radius - p) + 0.5 * p * p / (c - p) * log(radius + p);
}

Test(exact_closing_pore, a_part_that_stays_open_has_a_closed_form)
{
    const aci_closing_pore_parts parts = {0.5, 0.75 * 3600.0, INFINITY};
    double c = 4.0 * pore.length / acos(-1.0), p = pore.radius * sqrt(0.5);
    for (double time = 600.0; time < 1e4; time *= 1.5) {
        double radius = pore.radius * sqrt(0.5 * exp(-time / parts.fast) + 0.5);
        double exact = 8.0 * pore.diffusivity * parts.fast * pore.donor_activity *
                       (primitive(pore.radius, c, p) - primitive(radius, c, p));
        /* ln(r - p) loses the digits that r and p share, less than two of them here */
        assert_relative(aci_closing_pore_delivered_in_parts(&pore, &parts, time), exact, 1e-11);
    }
}
