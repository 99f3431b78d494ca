/* SPDX-License-Identifier: GPL-3.0-or-later */
/// From what a run absorbed to the input into the body.
///
/// The amount at the report times is that of the history, to round-off. Between them the rate has
/// the shape of the run's trace with the history's own fluxes in it: a monotone cubic through them
/// (Steffen 1990, A&A 239, 443), taken straight in short pieces and, from one report time to the
/// next, multiplied so that its integral is what was absorbed. How far those factors are from 1
/// shows what the shape is off by: the largest amount between two report times so corrected is
/// `shape_error`.
#ifndef ACICULA_STUDY_SYSTEMIC_INPUT_H
#define ACICULA_STUDY_SYSTEMIC_INPUT_H

#include "accuracy.h"
#include "acicula/study/systemic.h"

/// An input with arrays of its own. Starts as {0}.
typedef struct aci_systemic_source {
    aci_systemic_input input;
    double *time, *first, *last;
} aci_systemic_source;

/// The input of a solved scenario with the section `systemic`. ACI_FILE without memory. `out` must
/// be destroyed in any case.
ACI_MUST_CHECK aci_status aci_systemic_input_create(const aci_scenario *scenario,
                                                    const aci_accurate *solved,
                                                    aci_systemic_source *out);
void aci_systemic_input_destroy(aci_systemic_source *source);

/// Input and course of a solved scenario: kept at t = 0, the report times and 240 equal steps of
/// the duration. `out` must be destroyed in any case.
ACI_MUST_CHECK aci_status aci_systemic_input_solve(const aci_scenario *scenario,
                                                   const aci_accurate *solved,
                                                   aci_systemic_course *out);

#endif
