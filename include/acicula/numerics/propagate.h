/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Carries u from one event to the next: d(capacity u)/dt = source - A u on [begin, end], and what
/// the cells' stores hold, where the operator has them.
///
/// Two methods behind one call. With coefficients that stand still: rational Krylov with one real
/// pole, exact in time on the grid once its error indicator is below the tolerance (krylov.h).
/// With coefficients that change, with stores that hardly give back, or with a loss that is not
/// linear: a Runge-Kutta rule of five implicit stages, L-stable, fourth order, step by error
/// control (stepper.h). Both conserve mass
/// to round-off: the change of sum(capacity u + store) is what entered minus what left, sank and
/// decayed, each from its own integral, plus what was released.
#ifndef ACICULA_NUMERICS_PROPAGATE_H
#define ACICULA_NUMERICS_PROPAGATE_H

#include <stdbool.h>

#include "acicula/numerics/solver.h"

/// The solution at one moment. Fields are valid during the call only.
typedef struct aci_moment {
    double time;            ///< s
    const double *u;        ///< [cells], kg/m3
    const double *store;    ///< [cells], kg; NULL without stores
    const aci_operator *op; ///< its coefficients at that time
    aci_exchange rate;      ///< kg/s
    aci_exchange total;     ///< since `begin`, kg
} aci_moment;

/// Callbacks; any may be NULL. A status other than ACI_OK stops the propagation with it.
typedef struct aci_watch {
    void *context;
    aci_status (*report)(void *context, const aci_moment *moment);
    /// at the method's own times, which are denser than the report times
    aci_status (*trace)(void *context, double time, const aci_exchange *rate);
    /// how far the interval is done, 0..1, never less than the call before
    aci_status (*progress)(void *context, double fraction);
} aci_watch;

typedef enum aci_propagate_method {
    ACI_PROPAGATE_AUTOMATIC,
    ACI_PROPAGATE_KRYLOV,
    ACI_PROPAGATE_STEPPER
} aci_propagate_method;

typedef struct aci_propagate_options {
    double begin, end; ///< s
    int report_count;
    const double *report_times; ///< increasing, in (begin, end]
    double tolerance;           ///< of the error in time, relative; 1e-9 .. 1e-1
    double step_tolerance; ///< stepper: of the error in one step, relative to what is held; 0: as
                           ///< above
    aci_propagate_method method; ///< the stepper also where it is not asked for but needed
    /// What the stores hold, [cells], a field, kg: the start, and gets the end. Must be given where
    /// the operator has stores.
    double *store;
    /// Krylov: the steady state of the operator and its exchange where they are known, as
    /// aci_propagate_steady gives them; NULL: they are found.
    const double *steady;
    aci_exchange steady_rate;
    /// Krylov: a first part of the interval that gets a space of its own, s; 0: none. Fewer digits
    /// are lost where a sharp front is followed for long, for about twice the work.
    double apart;
    /// Krylov: cells from which on vectors are held in single precision where the tolerance allows
    /// it; 0: two million.
    size_t single_from;
    /// Stepper: the step to begin with, s, where it goes on from a propagation before; 0: a small
    /// part of the time to the first report, for a sharp start, whose first errors are forgotten.
    double first_step;
    /// Flows in besides what the operator has, kg/s at `begin`, falling as exp(-release_rate (t -
    /// begin)); [cells]; NULL: nothing. Its integral is met to round-off by both methods. It is no
    /// part of what `entered`.
    const double *release;
    double release_rate; ///< 1/s, >= 0
    /// Sets the operator's coefficients for a time; NULL where they stand still. The change of
    /// capacity keeps each cell's mass.
    aci_status (*coefficients)(void *context, double time, aci_operator *op);
    /// Sets the tangents of the operator to those at this u and store, [cells] each: `decay` and
    /// `decay_rest`, and where it has a `store_rest` also `store_in` and `store_out`. The other
    /// coefficients are those of the last call of `coefficients`. Where what is lost and what is
    /// stored grow with u, ever more slowly, each stage converges from any start. Must be given
    /// where the operator has tangents.
    aci_status (*tangent)(void *context, const double *u, const double *store, aci_operator *op);
    void *context;
} aci_propagate_options;

typedef struct aci_propagate_report {
    const char *method; ///< "rational Krylov" or "ESDIRK4"
    long steps;         ///< time steps, or the dimension of the Krylov space
    long solves, iterations;
    double indicator; ///< estimated error in time, relative
    double last_step; ///< stepper: the step it would have gone on with, s
} aci_propagate_report;

/// `u`, a field, holds the start and gets the end; in between, and after a failure, it holds
/// neither. Adds its work to `report`.
ACI_MUST_CHECK aci_status aci_propagate(aci_operator *op, const aci_propagate_options *options,
                                        const aci_watch *watch, double *u,
                                        aci_propagate_report *report);

/// The steady state and how far behind it a start from zero stays for ever.
typedef struct aci_steady {
    aci_exchange rate;    ///< kg/s
    aci_exchange deficit; ///< rate t - total(t) for t -> infinity, starting from u = 0, kg
} aci_steady;

/// Solves A u = source, to a relative 1e-12; `u` gets the state. Needs an open side or a sink.
ACI_MUST_CHECK aci_status aci_propagate_steady_state(const aci_operator *op, double *u,
                                                     aci_exchange *rate,
                                                     aci_propagate_report *report);

/// The same and the deficit, to a relative 1e-8.
/// The lag time of what leaves is deficit.left / rate.left. Stores fill up until they are in
/// balance: each that takes something must give it back (store_out > 0) for a deficit that is
/// finite.
ACI_MUST_CHECK aci_status aci_propagate_steady(const aci_operator *op, double *u, aci_steady *out,
                                               aci_propagate_report *report);

#endif
