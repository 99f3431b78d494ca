/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The solution of a drying film without events, exact.
///
/// With volumes v_i per area, speeds c_i = E_i/rho_i, h = still + sum v and the time tau in which a
/// film of changing thickness ages, dt = h dtau, the equation of film.h is linear:
///   dv_i/dtau = -c_i max(v_i - a_air,i h, 0).
/// Of the solvents at most one is in the air, water (c_w, alpha = a_air,w). The others are
/// exponentials. So is water as long as it evaporates:
///   v_w = v_w0 exp(-kappa tau) + c_w alpha (still phi(kappa, 0) + sum v_j0 phi(kappa, c_j)),
///   kappa = c_w (1 - alpha),  phi(a, b) = (exp(-b tau) - exp(-a tau))/(a - b),
///   (1 - alpha) t = still tau + sum v_j0 (1 - exp(-c_j tau))/c_j + (v_w0 - v_w)/c_w.
/// Held back (v_w < alpha h) it stays until the others have left enough for it to evaporate; then
/// it evaporates to the end, since what leaves beside it only raises its share. tau follows from t
/// by Newton, from the left: t(tau) rises and is concave.
#ifndef ACICULA_PRODUCT_DRYING_H
#define ACICULA_PRODUCT_DRYING_H

#include "acicula/product/film.h"

typedef struct aci_drying {
    int count;                           ///< of solvents
    double speed[ACI_FILM_SOLVENTS_MAX]; ///< of the pure liquid's surface, m/s, > 0
    double
        ambient[ACI_FILM_SOLVENTS_MAX]; ///< activity in balance with the air; of one at most not 0
} aci_drying;

/// Volumes per area after a time, m, from those at its beginning. `still` is that of the residue,
/// > 0.
void aci_drying_solve(const aci_drying *drying, double still, const double *start, double time,
                      double *volumes);

#endif
