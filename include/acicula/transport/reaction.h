/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What happens to the compound on the spot: binding to the tissue and metabolism.
///
/// In the tissue of a cell, with the mobile concentration C = partition u (what binds at once is in
/// the partition), the bound concentration B and the metabolised one M, all kg per m3 of tissue:
///   linear:     dB/dt = on_rate C - off_rate B                        on_rate in 1/s
///   saturable:  dB/dt = on_rate C (capacity - B) - off_rate B         on_rate in m3/kg/s
///   (Langmuir) metabolism: dM/dt = rate_max C/(half_saturation + C)              Michaelis-Menten
///   tissue volume x (dB/dt + dM/dt) = -d(capacity u)/dt
/// A cell that a channel wall cuts holds one u: its fluid takes part as a store that neither binds
/// nor degrades. B does not move.
///
/// In the solver of transport linear binding is a store, the rest is there by tangents
/// (aci_reaction_fill, aci_reaction_touch); what is degraded is then `decayed` of the operator's
/// exchange, and the state here keeps what is bound alone.
///
/// Advancing by itself, without transport, is closed for each cell: one kind of binding without
/// metabolism and metabolism without binding are closed forms that hold for any step, also where
/// the rates times the step are huge (equilibrium); both together are integrated to a relative
/// 1e-11 (reaction_local.h). Amounts stay
/// >= 0, and what a cell loses in u it gains in what is bound and degraded, to round-off.
#ifndef ACICULA_TRANSPORT_REACTION_H
#define ACICULA_TRANSPORT_REACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "acicula/numerics/operator.h"
#include "acicula/skin/skin.h"

/// What one layer does; all zero: nothing.
typedef struct aci_reaction_layer {
    aci_binding_kind binding;
    double on_rate;         ///< linear: 1/s; saturable: m3/kg/s; >= 0
    double off_rate;        ///< 1/s, >= 0
    double capacity;        ///< saturable: largest B, kg/m3, > 0
    double rate_max;        ///< kg/m3/s, >= 0; 0: no metabolism
    double half_saturation; ///< kg/m3, > 0 with metabolism
} aci_reaction_layer;

typedef struct aci_reaction_setup {
    int layer_count;
    const aci_reaction_layer *layers; ///< [layer_count]
    int rows;
    const int *row_layer; ///< [rows]; -1 where there is no tissue (the film)
    size_t plane;         ///< cells of a row; they are stored row after row
} aci_reaction_setup;

/// The cells as they are at a time. Borrowed.
typedef struct aci_reaction_cells {
    const double *capacity;        ///< [cells], of the operator, m3
    const double *tissue_capacity; ///< [cells], the tissue's part of it, m3
    const double *tissue_volume;   ///< [cells], m3
} aci_reaction_cells;

/// The numbers of a layer of skin.
aci_reaction_layer aci_reaction_layer_of(const aci_layer *layer);

typedef struct aci_reaction aci_reaction;

/// Copies the setup; nothing is bound or degraded yet. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_reaction_create(const aci_reaction_setup *setup, aci_reaction **out);
void aci_reaction_destroy(aci_reaction **reaction);

/// Whether any layer binds or degrades.
bool aci_reaction_acts(const aci_reaction *reaction);

/// The same setup and state; for a state that may have to come back. Caller destroys.
ACI_MUST_CHECK aci_status aci_reaction_clone(const aci_reaction *reaction, aci_reaction **out);

/// Copies the state (bound, degraded) of a clone or to a clone; allocates nothing.
void aci_reaction_copy(const aci_reaction *from, aci_reaction *to);

/// Advances u [cells] and the state by `step` seconds, cell by cell. Allocates nothing.
/// What a linear solver has left below zero neither binds nor is degraded and stays as it is.
/// ACI_NUMERICAL where u is no number.
ACI_MUST_CHECK aci_status aci_reaction_advance(aci_reaction *reaction,
                                               const aci_reaction_cells *cells, double step,
                                               double *u);

/// Gives the operator what its cells need: stores where a layer binds, tangents of them where one
/// does to saturation, a decay where one degrades.
ACI_MUST_CHECK aci_status aci_reaction_extend(const aci_reaction *reaction, aci_operator *op);

/// Linear binding into the operator's stores.
void aci_reaction_fill(const aci_reaction *reaction, const aci_reaction_cells *cells,
                       aci_operator *op);

/// Tangents of saturable binding and metabolism at u and what is bound, [cells] each, kg: what
/// aci_propagate asks for. Below u = 0 the line of u = 0 goes on; what is bound above the capacity
/// takes up no more. `store` is read only where a layer binds to saturation.
void aci_reaction_touch(const aci_reaction *reaction, const aci_reaction_cells *cells,
                        const double *u, const double *store, aci_operator *op);

/// What is bound, and what has been degraded, in each cell, kg; [cells]. Amounts, so that a cell
/// whose tissue grows where a channel closes keeps them. May be written to, to start elsewhere.
double *aci_reaction_bound(aci_reaction *reaction);
double *aci_reaction_degraded(aci_reaction *reaction);

/// Sums of a field [cells] over the cells of each layer, [layer_count].
void aci_reaction_sum_layers(const aci_reaction *reaction, const double *field, double *sums);

/// Sums over the cells of each layer, kg; `bound` and `degraded` [layer_count], each may be NULL.
void aci_reaction_amounts(const aci_reaction *reaction, double *bound, double *degraded);

#endif
