/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Grid and time steps for a requested accuracy, and the estimate of what is left.
///
/// The measure, with Q the absorbed amount and Q_end its last value:
///   absorbed, cleared, bottom:   largest |error(t)| / max(Q(t), Q_end / 1000)
///   every other amount:          largest |error(t)| / Q_end (finite dose: over the dose)
///   absorption flux, receptor's
///   concentration:               largest |error(t)| / its largest value
///   steady flux and endpoints:   relative
/// Readouts of the tissue (readouts.h) are estimated alike; resolution does not grow for them.
/// Where next to nothing has been absorbed, Q_end counts as at least 1e-2 of the applied amount in
/// the second line, and in the first as at least 1e-3 of it, or 1e-6 of it over the accuracy: the
/// round-off of a run is up to some 1e-9 of the applied amount, what the solves leave is some 1e-7
/// of it times the accuracy, and no grid makes either less.
/// Two solutions at resolutions r and s < r give the estimate 1.75 |difference| / ((r/s)^1.5 - 1),
/// or over 1 - (r/s)^1.5 where a few given cells have a companion with s = 2 r: above the error for
/// a first-order and about 2.7 times the error for a second-order decay (the scheme is of second
/// order; of first where a channel wall slants through a barrier). Resolution grows until the
/// requested accuracy is met: |absorbed|, steady flux <= accuracy, every amount <= 3 accuracy.
#ifndef ACICULA_STUDY_ACCURACY_H
#define ACICULA_STUDY_ACCURACY_H

#include "simulate.h"

/// A solution with its grid, its recorded fields (NULL when none were asked for) and its errors.
typedef struct aci_accurate {
    aci_solution solution; ///< history with errors
    double peak_error, peak_time_error, lag_error, dermal_error;
    double resolution;
    bool reached; ///< the estimate meets the requested accuracy
} aci_accurate;

typedef struct aci_accuracy_options {
    const aci_scenario *scenario;
    aci_geometry geometry;
    double accuracy;
    const aci_observer *observer; ///< gets begin and the snapshots of the final grid; may be NULL
    aci_status (*progress)(void *context, double fraction); ///< 0..1 of all the solves
    void *progress_context;
} aci_accuracy_options;

/// `out` must be destroyed also on failure.
ACI_MUST_CHECK aci_status aci_accuracy_solve(const aci_accuracy_options *options,
                                             aci_accurate *out);
void aci_accuracy_destroy(aci_accurate *accurate);

/// Resolution of the second level: enough for most axisymmetric cells.
double aci_accuracy_first_guess(aci_geometry geometry, double accuracy);

/// Estimates from two levels; the companion, where it is the coarser one, may hold some of its own.
void aci_accuracy_estimate(const aci_scenario *scenario, aci_accurate *accurate,
                           const aci_accurate *companion);

/// The estimate that is largest against what the accuracy allows.
aci_shortfall aci_accuracy_shortfall(const aci_accurate *accurate, double accuracy);

/// The same in units of what is allowed: 1 is just enough.
double aci_accuracy_excess(const aci_accurate *accurate, double accuracy);

/// What the errors of a history's row are divided by at one time (the measure above), kg/m2.
double aci_accuracy_measure(const aci_scenario *scenario, const aci_history *history, int row,
                            int time);

/// See aci_run_resolved.
double aci_accuracy_resolved(const aci_scenario *scenario);

enum { ACI_ACCURACY_LEVELS_EXPECTED = 4 };

/// The resolutions a run is expected to go through, rising; returns how many.
int aci_accuracy_expected(const aci_scenario *scenario, aci_geometry geometry,
                          double resolution[ACI_ACCURACY_LEVELS_EXPECTED]);

/// Cells beyond which a run does not refine, whatever its estimates; 0 where the cells are given.
double aci_accuracy_cells_most(const aci_scenario *scenario, aci_geometry geometry);

/// In viable epidermis and below, plus absorbed, at the last report time, kg/m2.
double aci_accuracy_dermal_delivery(const aci_scenario *scenario, const aci_history *history);

#endif
