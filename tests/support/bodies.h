/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Bodies and inputs for the tests of the systemic kinetics.
#ifndef ACICULA_TESTS_SUPPORT_BODIES_H
#define ACICULA_TESTS_SUPPORT_BODIES_H

#include "acicula/study/systemic.h"
#include "acicula/verification/compartments.h"

enum { BODIES = 3, BODY_PIECES_MAX = 4096 };

/// One compartment; two; two with a slow way back. Rates in 1/h become 1/s.
extern const aci_compartments bodies[BODIES];

/// The model of a body of a volume, m3; no stated level.
aci_systemic_model body_model(const aci_compartments *body, double volume);

/// Pieces with arrays of their own; no errors.
typedef struct body_input {
    aci_systemic_input input;
    double time[BODY_PIECES_MAX + 1], first[BODY_PIECES_MAX], last[BODY_PIECES_MAX];
} body_input;

/// `pieces` equal pieces until `end`, the rate taken at their ends.
void body_fill(body_input *out, int pieces, double end, double (*rate)(double time));

/// Solved with equal kept times; a failure fails the test.
aci_systemic_course body_solve(const aci_systemic_model *model, const aci_systemic_input *input,
                               int times);

double body_endpoint(const aci_systemic_course *course, aci_systemic_endpoint endpoint);

#endif
