/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The one operator: conservative diffusion with a sink on a rectilinear grid,
///
///   d(capacity u)/dt = source - A u
///   (A u)_c = sum over faces of conductance (u_c - u_neighbour) + (sink + exchange) u_c
///
/// `capacity` (m3) is volume times storage per u, `conductance` (m3/s) belongs to the face towards
/// the next cell along the axis (zero on the last one), `sink` (m3/s) is lost from the cell.
/// The upper and the lower side exchange with a held value: `top` and `bottom` (m3/s, per column)
/// are the conductances from the outermost cell's centre to that side; the upper side holds
/// `top_value`, the lower side zero. A closed side has conductance zero.
///
/// A cell may have a store, whose content s (kg) stays where it is:
///   d(capacity u)/dt = source - A u - store_in u + store_out s
///   ds/dt = store_in u - store_out s
/// Implicit over a step p, s drops out of the balance of its cell:
///   s1 = (s0 + p store_in u1) / (1 + p store_out)
/// so a store acts like a capacity p store_in / (1 + p store_out), which for a step far beyond 1 /
/// store_out is that of its balance with u, store_in / store_out. A, its rates and its exchanges do
/// not know of stores: what they hold came from u.
///
/// What a store takes up may follow a law that is not linear: then the operator holds a tangent,
/// which adds store_rest to ds/dt and takes it from the cell.
///
/// A cell may also lose by a law that is not linear in u. The operator holds its tangent,
///   (A u)_c gains decay u,   source loses decay_rest
/// both >= 0, so that the loss decay_rest + decay u is that of the law at the u of contact; whoever
/// knows the law renews it (propagate.h). It has an exchange of its own.
///
/// Arrays follow the order of grid.h; fields are created with aci_field_create.
#ifndef ACICULA_NUMERICS_OPERATOR_H
#define ACICULA_NUMERICS_OPERATOR_H

#include <stdbool.h>

#include "acicula/numerics/field.h"
#include "acicula/numerics/grid.h"

/// A cell whose conductivity is a full tensor, because a wall between two materials cuts it at a
/// slant. With the mean gradients of the cell
///   gradient_a = plus_a (u_next - u) + minus_a (u - u_previous)        along each axis a
/// it adds the flux F_a = sum over b of tensor_ab gradient_b to the balance of the three cells of
/// each axis; the sum over all cells stays zero and A stays symmetric.
typedef struct aci_skew {
    size_t cell;
    double plus[3], minus[3]; ///< 1/m; zero where there is no neighbour
    double tensor[3];         ///< off-diagonal 01, 02, 12 times the cell's volume, m5/s
} aci_skew;

typedef struct aci_operator {
    int cells[3];
    aci_extent extent;
    double *capacity;       ///< [cells]
    double *sink;           ///< [cells]
    double *source;         ///< [cells], kg/s; what flows in besides the upper side; NULL: nothing
    double *conductance[3]; ///< [cells] each
    double *gauge;          ///< [cells], m3/s; a flux to be watched, sum of gauge u; NULL: none
    double *top, *bottom;   ///< [columns]
    double *width[2];       ///< [cells[axis]] widths of the columns along x or r and y, m
    double top_value;       ///< kg/m3
    double *store_in;       ///< [cells], m3/s, >= 0; NULL: no stores
    double *store_out;      ///< [cells], 1/s, >= 0; NULL with store_in
    double *store_rest;     ///< [cells], kg/s; NULL: what stores take up is linear
    double *decay;          ///< [cells], m3/s, >= 0; NULL: no such loss
    double *decay_rest;     ///< [cells], kg/s, >= 0; NULL with decay
    size_t skew_count, skew_capacity;
    aci_skew *skew; ///< [skew_count], in the order of cells
} aci_operator;

/// All coefficients zero.
ACI_MUST_CHECK aci_status aci_operator_create(const aci_grid *grid, aci_operator **out);
void aci_operator_destroy(aci_operator **op);

/// Gives the cells a source or a gauge, zero at first, where they have none. ACI_FILE when memory
/// is short.
ACI_MUST_CHECK aci_status aci_operator_add_source(aci_operator *op);
ACI_MUST_CHECK aci_status aci_operator_add_gauge(aci_operator *op);

/// Gives the cells stores, with rates of zero. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_operator_add_stores(aci_operator *op);

/// Makes what the stores take up a tangent, store_rest zero at first. ACI_FILE when memory is
/// short.
ACI_MUST_CHECK aci_status aci_operator_add_store_rest(aci_operator *op);

/// Gives the cells a loss with a tangent, zero at first. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_operator_add_decay(aci_operator *op);

/// Whether any part of the operator is a tangent, to be renewed as u changes.
static inline bool aci_operator_is_tangent(const aci_operator *op)
{
    return op->decay != NULL || op->store_rest != NULL;
}

/// What the store of a cell adds to its capacity over an implicit step (s), m3; 0 without stores.
static inline double aci_operator_store_capacity(const aci_operator *op, double step, size_t cell)
{
    return op->store_in == NULL ? 0.0
                                : step * op->store_in[cell] / (1.0 + step * op->store_out[cell]);
}

/// Appends a skew cell. ACI_FILE when memory is short. Set skew_count = 0 to start again.
ACI_MUST_CHECK aci_status aci_operator_add_skew(aci_operator *op, const aci_skew *skew);

/// Conductances from plain numbers per cell by the series rule: two half cells in a row,
///   1/g = half_a / (conductivity_a area) + half_b / (conductivity_b area)
/// with logarithmic resistance of rings along r. `conductivity[axis]` [cells], m2/s. Top and
/// bottom get half a cell each.
void aci_operator_series(aci_operator *op, const aci_grid *grid,
                         const double *const conductivity[3]);

/// result = diagonal u + step (fluxes of A u), for a diagonal [cells] that holds what A has besides
/// its fluxes; returns the sum of u times result. u is of single precision, with a plane of zeros
/// before and after as a field has. `partial` [cells along z] is room to work in.
double aci_operator_multiply(const aci_operator *op, const double *diagonal, double step,
                             const float *u, double *result, double *partial);

/// result = A u
void aci_operator_apply(const aci_operator *op, const double *u, double *result);

/// rate = source - decay_rest + top top_value - A u: the change of capacity u per second in each
/// cell.
void aci_operator_rate(const aci_operator *op, const double *u, double *rate);

/// Exchange with the outside at a moment, kg/s.
typedef struct aci_exchange {
    double entered; ///< in through the upper side (negative: out) and from `source`
    double left;    ///< out through the lower side
    double sunk;    ///< into the sink
    double passed;  ///< what the gauge shows: not part of the balance
    double decayed; ///< decay_rest + decay u
} aci_exchange;

/// a x + b y, member by member.
aci_exchange aci_operator_exchange_sum(double a, aci_exchange x, double b, aci_exchange y);

aci_exchange aci_operator_exchange(const aci_operator *op, const double *u);

enum { ACI_OPERATOR_EXCHANGES = 4 };

/// What enters per second at u = 0, kg/s.
double aci_operator_fed(const aci_operator *op);

/// The part of the exchange that is linear in u: entered, left, sunk and passed; what enters is
/// that and aci_operator_fed.
void aci_operator_exchange_of(const aci_operator *op, const double *u,
                              double out[ACI_OPERATOR_EXCHANGES]);

#endif
