/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/array.h"

#include <criterion/criterion.h>
#include <gsl/gsl_math.h>
#include <math.h>

static aci_array square(int side, double pitch)
{
    return (aci_array){side * side, pitch, INFINITY};
}

Test(array, lattice_sums_to_the_digits)
{
    const int sides[] = {3, 5, 7, 9, 11, 21};
    const double centre[] = {6.83, 13.82, 20.85, 27.88, 34.92, 70.16};
    const double corner[] = {4.96, 9.05, 12.94, 16.73, 20.47, 38.76};
    const double excess[] = {1.83, 2.01, 2.08, 2.13, 2.16, 2.22};
    for (int i = 0; i < 6; i++) {
        aci_array array = square(sides[i], 1e-3);
        double sum = aci_array_sum(&array, aci_array_centre(&array));
        cr_assert(fabs(sum - centre[i]) < 0.00501, "%d: %g", sides[i], sum);
        cr_assert(fabs(aci_array_sum(&array, 0) - corner[i]) < 0.00501, "%d", sides[i]);
        cr_assert(fabs(aci_array_excess(sides[i]) - excess[i]) < 0.00501, "%d", sides[i]);
    }
}

Test(array, excess_tends_to_its_limit)
{
    cr_assert(fabs(aci_array_excess(0) - 2.28) < 0.00501);
    /* what is left out beyond a square of n needles goes as 1/n: halved by doubling */
    double far = aci_array_excess(0) - aci_array_excess(101);
    double farther = aci_array_excess(0) - aci_array_excess(201);
    cr_assert(fabs(far / farther - 2.0) < 0.05, "%g", far / farther);
    cr_assert(fabs(2.0 * aci_array_excess(201) - aci_array_excess(101) - aci_array_excess(0)) <
              1e-4);
}

/* One cell amid 2 x 2 needles: sums 4 sqrt 2 and 2 + 1/sqrt 2. From 3 x 3 on the excess rises to
 * its limit with no regard to odd and even: what a needle more takes from the dimple has no step
 * back. */
Test(array, excess_has_no_parity)
{
    cr_assert(fabs(aci_array_excess(2) - (4.0 * M_SQRT2 - 2.0 - M_SQRT1_2)) < 1e-12);
    double before = 0.0;
    for (int side = 3; side <= 60; side++) {
        double excess = aci_array_excess(side);
        cr_assert(excess > before && excess < aci_array_excess(0), "%d: %g", side, excess);
        before = excess;
    }
}

Test(array, sum_grows_as_a_pressed_square)
{
    /* the middle of a uniformly pressed square of side B sinks by 4 ln(1 + sqrt 2) q B/(pi E*),
       so the sum tends to 4 ln(1 + sqrt 2) n less the regular part of the lattice, 3.9003 */
    double slope = 4.0 * log(1.0 + M_SQRT2);
    aci_array array = square(101, 1.0);
    double left = slope * 101.0 - aci_array_sum(&array, aci_array_centre(&array));
    cr_assert(fabs(left - 3.9003) < 0.02, "%g", left);
}

Test(array, edge_needles_first)
{
    aci_array array = square(5, 1e-3);
    int order[25];
    aci_array_order(&array, order);
    for (int i = 0; i < 4; i++) {
        int column = order[i] % 5;
        int row = order[i] / 5;
        cr_assert((column == 0 || column == 4) && (row == 0 || row == 4), "corner %d", i);
    }
    cr_assert(order[24] == 12, "the middle last");
    for (int i = 1; i < 25; i++) {
        cr_assert(aci_array_sum(&array, order[i]) >=
                  aci_array_sum(&array, order[i - 1]) * (1.0 - 1e-9));
    }
}

Test(array, range_cuts_the_push)
{
    aci_array array = {25, 1e-3, 0.9e-3};
    cr_assert(aci_array_sum(&array, 12) == 0.0);
    array.range = 1.2e-3;
    cr_assert(fabs(aci_array_sum(&array, 12) - 4.0 * (1.0 - 1.0 / 1.2)) < 1e-12);
}

Test(array, load_share_grows_with_the_count)
{
    aci_array few = square(3, 1e-3);
    aci_array many = square(4, 1e-3);
    cr_assert(aci_array_load_punctures(&few, 0.9, 0.1));
    cr_assert(!aci_array_load_punctures(&few, 0.89, 0.1));
    cr_assert(!aci_array_load_punctures(&many, 0.9, 0.1));
}

Test(array, shared_depth_follows_the_pitch)
{
    aci_array array = square(101, 1e-3);
    cr_assert(fabs(aci_array_shared_depth(&array) / 0.657e-3 - 1.0) < 0.02);
    array.pitch = 2e-3;
    cr_assert(fabs(aci_array_shared_depth(&array) / 1.313e-3 - 1.0) < 0.02);
    aci_array one = {1, 1e-3, INFINITY};
    cr_assert(isinf(aci_array_shared_depth(&one)));
}

Test(array, example_of_a_pen)
{
    /* 3 x 3 needles of 50 mN, 1 mm apart, on 100 kPa: 0.82 mm; 7 x 7: 2.5 mm */
    aci_array three = square(3, 1e-3);
    aci_array seven = square(7, 1e-3);
    double small = aci_array_compliance(aci_array_sum(&three, 4), 100e3, 1e-3) * 50e-3;
    double large = aci_array_compliance(aci_array_sum(&seven, 24), 100e3, 1e-3) * 50e-3;
    cr_assert(fabs(1e3 * small - 0.82) < 0.00501, "%g", small);
    cr_assert(fabs(1e3 * large - 2.5) < 0.0501, "%g", large);
}

Test(array, any_count_has_a_place)
{
    for (int count = 1; count < 60; count++) {
        aci_array array = {count, 1e-3, INFINITY};
        int side = aci_array_side(&array);
        cr_assert(side * side >= count && (side - 1) * (side - 1) < count);
        cr_assert(aci_array_centre(&array) >= 0 && aci_array_centre(&array) < count);
    }
}
