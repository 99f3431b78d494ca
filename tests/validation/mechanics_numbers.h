/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Numbers for comparison, taken from solved cases; ranges go over all cases.
#ifndef ACICULA_TESTS_VALIDATION_MECHANICS_NUMBERS_H
#define ACICULA_TESTS_VALIDATION_MECHANICS_NUMBERS_H

#include "mechanics_rows.h"

/// Depth of the tip, um; over the travel, over the needle's length, 1.
validation_range validation_depth(const validation_case *cases, int count);
validation_range validation_depth_over_travel(const validation_case *cases, int count);
validation_range validation_depth_over_length(const validation_case *cases, int count);

/// (largest - least)/largest of the depths, %.
validation_range validation_depth_spread(const validation_case *cases, int count);

/// Cases that pierce; cases that do as Verbaan saw: the first not, the others do.
validation_range validation_pierced(const validation_case *cases, int count);
validation_range validation_only_by_impact(const validation_case *cases, int count);

/// Force at puncture, mN and N; the first over the last; over the line measured by Roemgens
/// between 20 mN (tip 5 um wide) and 167 mN (37 um).
validation_range validation_puncture_force(const validation_case *cases, int count);
validation_range validation_puncture_newton(const validation_case *cases, int count);
validation_range validation_force_first_over_last(const validation_case *cases, int count);
validation_range validation_force_over_roemgens(const validation_case *cases, int count);

/// The same with the force when the tip is 160 um deep, where Roemgens saw it drop.
validation_range validation_deep_force_over_roemgens(const validation_case *cases, int count);

/// R2 of the straight line through force at puncture against tip diameter; tip area.
validation_range validation_line_of_diameter(const validation_case *cases, int count);
validation_range validation_line_of_area(const validation_case *cases, int count);

/// By how much the force at puncture falls from case 0 to 1, from 2 to 3, %.
validation_range validation_force_fall(const validation_case *cases, int count);

/// Strength of silicon (2.9 GPa) over the largest force per cross-section at the surface.
validation_range validation_silicon_safety(const validation_case *cases, int count);

/// Diameter of the circle with the mouth's area, um; over the needle's base; length over width.
validation_range validation_mouth(const validation_case *cases, int count);
validation_range validation_mouth_over_base(const validation_case *cases, int count);
validation_range validation_mouth_aspect(const validation_case *cases, int count);

/// Pain relative to a needle 480 um deep; its exponents in needle length and in their number,
/// from the first case to the last.
validation_range validation_pain(const validation_case *cases, int count);
validation_range validation_pain_by_length(const validation_case *cases, int count);
validation_range validation_pain_by_needles(const validation_case *cases, int count);

/// Chance of a cut vessel, %; how often it rises from one case to the next.
validation_range validation_bleeding(const validation_case *cases, int count);
validation_range validation_bleeding_rises(const validation_case *cases, int count);

/// Channels per cm2.
validation_range validation_density(const validation_case *cases, int count);

/// Time until the method no longer sees the channels, h.
validation_range validation_closed_to_impedance(const validation_case *cases, int count);
validation_range validation_closed_to_water_loss(const validation_case *cases, int count);
validation_range validation_closed_to_dye(const validation_case *cases, int count);

#endif
