/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Treatments for tests, with a mechanics that can be computed in the head.
#ifndef ACICULA_TESTS_SUPPORT_STRIKES_H
#define ACICULA_TESTS_SUPPORT_STRIKES_H

#include "acicula/puncture/treatment.h"

/// A needle punctures when its factor of force reaches the factor of toughness times `threshold`;
/// then it goes `depth` times the factor of travel over that of the modulus deep and leaves a cone
/// of that depth with the mouth `radius` and half of it at the end.
typedef struct simple_needle {
    double threshold, depth, radius;
} simple_needle;

aci_treatment_method simple_method(const simple_needle *needle);

/// An area in cm2, one direction of 0, no spread, 10 mm/s, seed 1.
aci_treatment_plan plan_make(double area_cm2, int passes);

/// 25, 30, 20 % on thickness, modulus, toughness, 30 and 10 % on force and speed, 5 % on travel,
/// nothing shared between strikes but the travel of a needle.
aci_treatment_spread spread_wide(void);

/// Creates; with a needle also inserts. A failure fails the test.
aci_treatment *treatment_make(const aci_treatment_plan *plan, const aci_device *device,
                              const simple_needle *needle);

aci_treatment_statistics statistics_make(const aci_treatment *treatment);

/// A stamp of one needle that treats the whole area with one hit: n passes are n places at random.
aci_device one_needle(double area_cm2);

/// Shortest distance of two places on the treatment's joined square.
double joined_distance(const aci_treatment *treatment, double dx, double dy);

#endif
