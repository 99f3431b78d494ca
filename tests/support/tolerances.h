/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Tolerances that follow from what is compared, not from what happens to pass.
#ifndef ACICULA_TESTS_SUPPORT_TOLERANCES_H
#define ACICULA_TESTS_SUPPORT_TOLERANCES_H

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/// 1 kg/m2 in ug/cm2 and 1 kg/m2/s in ug/cm2/h, the units of the printed references.
#define MICROGRAM_PER_CM2 1e5
#define MICROGRAM_PER_CM2_HOUR 3.6e8

/// Half a unit in the last digit of a printed decimal number such as "-1.250e-7".
static inline double tolerance_of_print(const char *text)
{
    const char *exponent = strpbrk(text, "eE");
    const char *end = exponent ? exponent : text + strlen(text);
    const char *point = strchr(text, '.');
    double decimals = point ? (double)(end - point - 1) : 0.0;
    return 0.5 * pow(10.0, (exponent ? strtod(exponent + 1, NULL) : 0.0) - decimals);
}

/// |actual - expected| <= relative |expected|.
#define assert_relative(actual, expected, relative)                                                \
    do {                                                                                           \
        double actual_ = (actual);                                                                 \
        double expected_ = (expected);                                                             \
        cr_assert(fabs(actual_ - expected_) <= (relative)*fabs(expected_),                         \
                  "%s: %.16g instead of %.16g, relative %.2e", #actual, actual_, expected_,        \
                  actual_ / expected_ - 1.0);                                                      \
    } while (0)

/// The number rounds to the printed text; 2 % of the half unit is left to rounding at the edge.
#define assert_printed(actual, text)                                                               \
    do {                                                                                           \
        double actual_ = (actual);                                                                 \
        cr_assert(fabs(actual_ - strtod((text), NULL)) <= 1.02 * tolerance_of_print(text),         \
                  "%s: %.16g instead of %s", #actual, actual_, (text));                            \
    } while (0)

#endif
