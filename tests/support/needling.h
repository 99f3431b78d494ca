/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Skins, needles and drives for the tests of insertion, fixed and random.
#ifndef ACICULA_TESTS_SUPPORT_NEEDLING_H
#define ACICULA_TESTS_SUPPORT_NEEDLING_H

#include <stdint.h>

#include "acicula/puncture/insertion.h"
#include "acicula/puncture/withdrawal.h"
#include "acicula/skin/skin.h"

/// A shipped skin with its mechanics.
aci_skin needling_site(const char *name);

/// One layer, thicker than any needle is long; no tension, no rate; toughness factor 1.
aci_skin needling_even_skin(double shear_modulus, double exponent, double toughness);

/// A steel cone.
aci_needle needling_cone(double length, double tip_radius, double base_diameter);

/// A steel shaft with a conical tip.
aci_needle needling_shaft(double length, double tip_radius, double diameter, double tip_length);

/// One frictionless needle that travels slowly over muscle.
aci_insertion_setting needling_travel(double travel);

/// Makes the model, solves the mean strike, checks both.
aci_insertion needling_solve(const aci_skin *skin, const aci_needle *needle,
                             const aci_insertion_setting *setting);

/// The next of a fixed row of numbers in [low, high]; `needling_spread` evenly in the logarithm.
double needling_between(uint64_t *state, double low, double high);
double needling_spread(uint64_t *state, double low, double high);

/// Random, but possible: a shipped or an even skin with its numbers scaled, any shape, any drive.
aci_skin needling_random_skin(uint64_t *state);
aci_needle needling_random_needle(uint64_t *state);
aci_insertion_setting needling_random_setting(uint64_t *state, const aci_needle *needle);

#endif
