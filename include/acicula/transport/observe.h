/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Where the compound is at a moment: sums over cells, each amount from its own.
#ifndef ACICULA_TRANSPORT_OBSERVE_H
#define ACICULA_TRANSPORT_OBSERVE_H

#include "acicula/numerics/propagate.h"
#include "acicula/transport/diffusion.h"

/// Amounts per footprint, kg/m2.
typedef struct aci_balance {
    double entered; ///< through z = 0 from a held product, cumulative
    double vehicle;
    double channel;
    double layers[ACI_SKIN_LAYERS_MAX]; ///< tissue only
    double receptor;                    ///< below the skin
    double cleared, bottom;             ///< cumulative; bottom without the receptor
    double flux; ///< cleared, bottom and into the receptor per second, kg m-2 s-1
} aci_balance;

/// `diffusion` must have been filled for the moment's time.
void aci_observe_balance(const aci_diffusion *diffusion, const aci_grid *grid,
                         const aci_moment *moment, aci_balance *out);

/// Mean concentration in each cell, capacity u / volume, kg/m3; `out` [cells].
void aci_observe_concentration(const aci_grid *grid, const aci_moment *moment, double *out);

#endif
