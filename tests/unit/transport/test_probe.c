/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields made by hand, so that every number read out of them is known. */
#include "acicula/transport/probe.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/tolerances.h"

static const double round_off = 1e-14; ///< of sums of some ten numbers near 1

static aci_uniformity of_two(double low, double high, double share, double threshold)
{
    aci_spot spots[] = {{high, 0.4 * share}, {low, 1.0 - share}, {high, 0.6 * share}};
    aci_uniformity out;
    aci_probe_uniformity(3, spots, threshold, &out);
    return out;
}

Test(probe, an_even_plane_has_no_variation)
{
    aci_spot spots[] = {{0.3, 0.1}, {0.3, 0.7}, {0.3, 0.2}};
    aci_uniformity out;
    aci_probe_uniformity(3, spots, 0.29, &out);
    cr_assert_eq(out.variation, 0.0);
    cr_assert_eq(out.gini, 0.0);
    assert_relative(out.above, 1.0, round_off);
    aci_probe_uniformity(3, spots, 0.31, &out);
    cr_assert_eq(out.above, 0.0);
}

/* With a share p of the area at h and the rest at l, m = p h + (1 - p) l:
 *   variation = sqrt(p (1 - p)) (h - l)/m,  gini = p (1 - p) (h - l)/m */
Test(probe, two_values_have_their_variation_and_gini)
{
    const double shares[] = {0.01, 0.25, 0.5, 0.9};
    for (int n = 0; n < 4; n++) {
        double p = shares[n], low = 0.5, high = 3.0, mean = p * high + (1.0 - p) * low;
        aci_uniformity out = of_two(low, high, p, 1.0);
        assert_relative(out.variation, sqrt(p * (1.0 - p)) * (high - low) / mean, 1e2 * round_off);
        assert_relative(out.gini, p * (1.0 - p) * (high - low) / mean, 1e2 * round_off);
        assert_relative(out.above, p, round_off);
    }
}

Test(probe, all_in_one_place_has_a_gini_of_the_rest)
{
    aci_uniformity out = of_two(0.0, 7.0, 0.01, 1.0);
    assert_relative(out.gini, 0.99, round_off);
}

Test(probe, nothing_anywhere_is_even)
{
    aci_uniformity out = of_two(0.0, 0.0, 0.3, 1.0);
    cr_assert(out.variation == 0.0 && out.gini == 0.0 && out.above == 0.0);
}

Test(probe, scaling_changes_neither_variation_nor_gini)
{
    aci_uniformity a = of_two(1.0, 2.0, 0.3, 1.5), b = of_two(64.0, 128.0, 0.3, 96.0);
    assert_relative(b.variation, a.variation, round_off);
    assert_relative(b.gini, a.gini, round_off);
    cr_assert_eq(a.above, b.above);
}
