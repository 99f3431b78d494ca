/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The space of a rational Krylov propagation and the small eigenproblem in it (krylov.h).
#ifndef ACICULA_NUMERICS_KRYLOV_SPACE_H
#define ACICULA_NUMERICS_KRYLOV_SPACE_H

#include <stdbool.h>

#include "acicula/numerics/propagate.h"

enum {
    ACI_KRYLOV_SPACE_MAX = 48,
    ACI_KRYLOV_ORDER_MAX = ACI_KRYLOV_SPACE_MAX + 1,
    ACI_KRYLOV_EXCHANGES = ACI_OPERATOR_EXCHANGES
};

/// The space and all that is needed of it in small numbers. Index `n` runs over the chain; the
/// constant, made orthonormal to the chain, is the last member of the reduced basis.
typedef struct aci_krylov_space {
    aci_operator *op;
    aci_solver *solver;
    int count;
    double *chain[ACI_KRYLOV_SPACE_MAX]; ///< orthonormal in the capacity; NULL where in `single`
    float *single[ACI_KRYLOV_SPACE_MAX]; ///< the chain of a large grid, [cells] each
    bool is_single;
    double *fresh;        ///< the last member as a field, where the chain is single: the caller's u
    const double *steady; ///< NULL: nothing stays
    double *own_steady;   ///< NULL where it is none or another's
    double *work, *image; ///< the solver's
    /// With stores, else NULL: the chain's v, the capacity of v, store_in (u - v) of a member.
    double *stored[ACI_KRYLOV_SPACE_MAX];
    double *balance, *passing;
    double pole; ///< of the solver, s
    aci_exchange steady_rate;
    double capacity_sum, row_sum;                                ///< 1'capacity 1, 1'A 1
    double matrix[ACI_KRYLOV_SPACE_MAX][ACI_KRYLOV_SPACE_MAX];   ///< chain' A chain
    double with_one[ACI_KRYLOV_SPACE_MAX];                       ///< chain' capacity 1
    double image_of_one[ACI_KRYLOV_SPACE_MAX];                   ///< chain' A 1
    double exchange[ACI_KRYLOV_EXCHANGES][ACI_KRYLOV_SPACE_MAX]; ///< functionals of the chain
    double exchange_of_one[ACI_KRYLOV_EXCHANGES];
    const double *release; ///< [cells], kg/s at the start of the chain times 1/release_scale; NULL
    double release_rate, release_scale;
    double release_sum;               ///< kg/s, the scale in it
    int width;                        ///< chains side by side: of the start, and of the release
    double fed[ACI_KRYLOV_SPACE_MAX]; ///< chain' release, the scale in it
    double start_norm;
    double start_amount; ///< sum of capacity |u - steady|, without cancellation of signs
} aci_krylov_space;

/// The projected problem in its eigenvectors.
typedef struct aci_krylov_reduced {
    int order;
    bool has_constant;
    double constant_norm;
    double rate[ACI_KRYLOV_ORDER_MAX];  ///< eigenvalues, 1/s
    double start[ACI_KRYLOV_ORDER_MAX]; ///< amplitudes at the beginning
    double fed[ACI_KRYLOV_ORDER_MAX];   ///< what the release adds to them per second at first
    double fall;                        ///< of the release, 1/s
    double vectors[ACI_KRYLOV_ORDER_MAX * ACI_KRYLOV_ORDER_MAX]; ///< [order][order]
    double exchange[ACI_KRYLOV_EXCHANGES]
                   [ACI_KRYLOV_ORDER_MAX]; ///< functionals of the eigenvectors
} aci_krylov_reduced;

ACI_MUST_CHECK aci_status aci_krylov_space_create(aci_krylov_space *s, aci_operator *op);
void aci_krylov_space_destroy(aci_krylov_space *s);

/// The state that does not change, the solver and the functionals; once for the whole propagation.
ACI_MUST_CHECK aci_status aci_krylov_space_prepare(aci_krylov_space *s,
                                                   const aci_propagate_options *options,
                                                   aci_propagate_report *report);

/// Begins the chain with u and what is stored (NULL without stores) minus the steady state, for a
/// pole in s, and one with what is released, of which `release_scale` is left; `*added` is false
/// when both are zero. Where the chain is single `u` is used for its members from here on.
ACI_MUST_CHECK aci_status aci_krylov_space_start(aci_krylov_space *s, double pole, double *u,
                                                 const double *store, bool *added);

/// Gives `u` the start again, as the chain has it.
void aci_krylov_space_restore(const aci_krylov_space *s, double *u);

/// One more solve. `*added` is false when nothing new was left.
ACI_MUST_CHECK aci_status aci_krylov_space_extend(aci_krylov_space *s, double tolerance,
                                                  bool *added);

/// Eigenvectors of the projected problem of the space as it is.
void aci_krylov_space_reduce(const aci_krylov_space *s, aci_krylov_reduced *r);

/// Rates at a time since the start of the chain, and totals until then where asked for.
void aci_krylov_space_exchanges(const aci_krylov_space *s, const aci_krylov_reduced *r, double time,
                                aci_exchange *rate, aci_exchange *total);

/// Coordinates in chain and constant, y [order].
void aci_krylov_space_coordinates(const aci_krylov_reduced *r, double time, double *y);

/// u at a time since the start of the chain.
void aci_krylov_space_assemble(const aci_krylov_space *s, const aci_krylov_reduced *r, double time,
                               double *u);

/// What is stored at that time, kg; for an operator with stores.
void aci_krylov_space_assemble_store(const aci_krylov_space *s, const aci_krylov_reduced *r,
                                     double time, double *store);

#endif
