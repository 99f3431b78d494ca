/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The equation of a drying film, without events: amounts w_i and what has evaporated of each.
#ifndef ACICULA_PRODUCT_DRYING_H
#define ACICULA_PRODUCT_DRYING_H

#include "acicula/product/film.h"

enum { ACI_DRYING_SIZE = 2 * ACI_FILM_SOLVENTS_MAX };

/// dw_i/dt = -rate_i max(a_i - ambient_i, 0), a_i = v_i/(sum v + still), v_i = max(w_i,
/// 0)/density_i.
typedef struct aci_drying {
    int count;                             ///< of solvents
    double rate[ACI_FILM_SOLVENTS_MAX];    ///< of the pure solvent, kg/m2/s
    double ambient[ACI_FILM_SOLVENTS_MAX]; ///< activity in balance with the air
    double density[ACI_FILM_SOLVENTS_MAX]; ///< kg/m3
    double still;                          ///< volume of the residue per area, m
} aci_drying;

/// A cubic between two times: values and slopes at both ends, w then evaporated.
typedef struct aci_drying_step {
    double from, to;
    double first[ACI_DRYING_SIZE], last[ACI_DRYING_SIZE];
    double first_slope[ACI_DRYING_SIZE], last_slope[ACI_DRYING_SIZE];
} aci_drying_step;

/// Called for each step in turn.
typedef aci_status aci_drying_keep(const aci_drying_step *step, void *context);

/// Integrates `state` (2 count numbers) from one time to a later one. ACI_NUMERICAL when the
/// integrator gives up; else what `keep` returns.
ACI_MUST_CHECK aci_status aci_drying_solve(const aci_drying *drying, double from, double to,
                                           double *state, aci_drying_keep *keep, void *context);

/// One of the numbers at a time within the step. Monotone where the ends and their slopes are.
double aci_drying_at(const aci_drying_step *step, int index, double time);

#endif
