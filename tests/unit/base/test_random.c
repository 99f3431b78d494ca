/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/random.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { DRAWS = 200000 };

static void assert_block(const uint32_t counter[4], const uint32_t key[2],
                         const uint32_t expected[4])
{
    uint32_t out[4];
    aci_random_block(counter, key, out);
    for (int i = 0; i < 4; i++) {
        cr_assert(out[i] == expected[i], "%08x instead of %08x", out[i], expected[i]);
    }
}

/// The known answers published with the generator: zeros, ones, and the digits of pi.
Test(random, philox_gives_the_known_answers)
{
    const uint32_t ones = UINT32_C(0xffffffff);
    assert_block((uint32_t[4]){0, 0, 0, 0}, (uint32_t[2]){0, 0},
                 (uint32_t[4]){0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    assert_block((uint32_t[4]){ones, ones, ones, ones}, (uint32_t[2]){ones, ones},
                 (uint32_t[4]){0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    assert_block((uint32_t[4]){0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                 (uint32_t[2]){0xa4093822, 0x299f31d0},
                 (uint32_t[4]){0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

Test(random, the_same_place_gives_the_same_number)
{
    aci_random a = aci_random_start(7, 3, 12345678901234);
    aci_random b = aci_random_start(7, 3, 12345678901234);
    for (int i = 0; i < 100; i++) {
        double x = aci_random_normal(&a), y = aci_random_normal(&b);
        cr_assert(memcmp(&x, &y, sizeof x) == 0);
    }
}

/// Streams that differ in seed, purpose or number, also beyond 32 bits, do not begin alike.
Test(random, every_part_of_the_place_counts)
{
    const uint64_t far = UINT64_C(1) << 40;
    aci_random streams[] = {
        aci_random_start(1, 1, 1), aci_random_start(2, 1, 1),       aci_random_start(1, 2, 1),
        aci_random_start(1, 1, 2), aci_random_start(1 + far, 1, 1), aci_random_start(1, 1, 1 + far),
    };
    double first[6];
    for (int i = 0; i < 6; i++) {
        first[i] = aci_random_uniform(&streams[i]);
        for (int k = 0; k < i; k++) {
            cr_assert(first[i] != first[k], "%d %d", i, k);
        }
    }
}

/// Mean 1/2, variance 1/12, no correlation from stream to stream: each sample mean of n draws with
/// standard deviation s lies within 5 s / sqrt(n) (once in two million for a right generator).
Test(random, uniform_has_its_moments_across_streams)
{
    double sum = 0.0, square = 0.0, product = 0.0, last = 0.5;
    for (int i = 0; i < DRAWS; i++) {
        aci_random stream = aci_random_start(11, 0, (uint64_t)i);
        double u = aci_random_uniform(&stream);
        cr_assert(u > 0.0 && u < 1.0);
        sum += u - 0.5;
        square += (u - 0.5) * (u - 0.5) - 1.0 / 12.0;
        product += (u - 0.5) * (last - 0.5);
        last = u;
    }
    double bound = 5.0 / sqrt((double)DRAWS);
    cr_assert(fabs(sum / DRAWS) <= bound * sqrt(1.0 / 12.0));
    cr_assert(fabs(square / DRAWS) <= bound * sqrt(1.0 / 180.0));
    cr_assert(fabs(product / DRAWS) <= bound / 12.0);
}

/// Moments 0, 1, 0, 3 of the normal; the fourth has the variance 105 - 9.
Test(random, normal_has_its_moments)
{
    aci_random stream = aci_random_start(5, 0, 0);
    double moment[5] = {0};
    for (int i = 0; i < DRAWS; i++) {
        double z = aci_random_normal(&stream);
        double power = 1.0;
        for (int k = 1; k <= 4; k++) {
            power *= z;
            moment[k] += power / DRAWS;
        }
    }
    double bound = 5.0 / sqrt((double)DRAWS);
    cr_assert(fabs(moment[1]) <= bound);
    cr_assert(fabs(moment[2] - 1.0) <= bound * sqrt(2.0));
    cr_assert(fabs(moment[3]) <= bound * sqrt(15.0));
    cr_assert(fabs(moment[4] - 3.0) <= bound * sqrt(96.0));
}

/// The factor's mean is 1 and its coefficient of variation the one asked for. Its fourth central
/// moment, in units of the squared variance, is q^4 + 2 q^3 + 3 q^2 - 3 with q = 1 + v^2.
Test(random, factor_has_mean_one_and_the_variation_asked_for)
{
    const double variation = 0.25;
    aci_random stream = aci_random_start(6, 0, 0);
    double mean = 0.0, variance = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        double f = aci_random_factor(variation, aci_random_normal(&stream));
        mean += f / DRAWS;
        variance += (f - 1.0) * (f - 1.0) / DRAWS;
    }
    double q = 1.0 + variation * variation, bound = 5.0 / sqrt((double)DRAWS);
    double kurtosis = q * q * q * q + 2.0 * q * q * q + 3.0 * q * q - 3.0;
    cr_assert(fabs(mean - 1.0) <= bound * variation);
    cr_assert(fabs(variance / (variation * variation) - 1.0) <= bound * sqrt(kurtosis - 1.0));
    cr_assert(aci_random_factor(0.0, 3.0) == 1.0);
}
