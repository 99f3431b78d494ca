/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The best point of a model that is dear to evaluate: least objective, results within limits.
///
///   minimise f(x)   over   least <= x <= most,   at_least <= v_i(x) <= at_most for each limit.
///
/// **How.** Variables go to the unit cube (by their logarithm where asked; whole numbers are
/// rounded, others to 6 digits, so that a design can be written down). A quasi-random screening
/// (Sobol, shifted by the seed) comes first. Then, again and again: a response surface through the
/// points found (cubic radial functions with a linear part, Gutmann 2001, 10.1023/A:1011255519438;
/// positive results that spread over more than a factor of 8 by their logarithm); its best point in
/// a box about the best point so far, by an augmented Lagrangian (Hestenes 1969,
/// 10.1007/BF00927673) and Nelder and Mead's simplex from several starts; the model itself there.
/// The box grows and shrinks as in a trust region (Wild, Regis and Shoemaker 2008,
/// 10.1137/070691814). Each round also tries the surface's best point in the whole cube, one
/// that stays away from the limits by the surface's last error, and one that fills a gap.
/// What is reported are values of the model, never of the surface. A second search starts
/// elsewhere, for an objective with several minima: likely, not certain, to find the best of them.
///
/// **Points.** A point that fails, or lacks a number asked for, is kept away from. The points of a
/// round are evaluated together, and their number does not depend on threads, so neither do the
/// results.
///
/// **Trade-off.** With `pareto` points: benefit (the first limit's result, more of it where it is
/// bounded below, else less) against f, under all other limits. Each point is the least f for a
/// benefit of at least so much (Haimes 1971, 10.1109/TSMC.1971.4308298), on the surface and then on
/// the model; points that another beats in both are dropped.
#ifndef ACICULA_STUDY_OPTIMISE_H
#define ACICULA_STUDY_OPTIMISE_H

#include <stdbool.h>
#include <stdint.h>

#include "acicula/study/model.h"

enum {
    ACI_OPTIMISE_VARIABLES_MAX = 8,
    ACI_OPTIMISE_LIMITS_MAX = 48,
    ACI_OPTIMISE_OUTPUTS_MAX = ACI_OPTIMISE_LIMITS_MAX + 1,
    ACI_OPTIMISE_SIDES_MAX = 2 * ACI_OPTIMISE_LIMITS_MAX,
    ACI_OPTIMISE_PARETO_MAX = 200,
    ACI_OPTIMISE_POINTS_MAX = 2000
};

typedef struct aci_optimise_variable {
    double least, most; ///< least < most; both > 0 where is_log
    bool is_log, is_count;
    double start; ///< a value to look at first; NAN: none
} aci_optimise_variable;

typedef struct aci_optimise_limit {
    int output;
    double at_least, at_most; ///< -INFINITY and INFINITY where there is none
} aci_optimise_limit;

typedef struct aci_optimise_problem {
    const aci_model *model;
    /// The same results where some of them come much cheaper: its output n is the model's
    /// `screen_outputs[n]`. NULL: none. It decides which points of a large screening the model
    /// sees.
    const aci_model *screen;
    int screen_outputs[ACI_OPTIMISE_OUTPUTS_MAX];
    int variable_count;
    aci_optimise_variable variables[ACI_OPTIMISE_VARIABLES_MAX];
    int objective; ///< the output to minimise
    int limit_count;
    aci_optimise_limit limits[ACI_OPTIMISE_LIMITS_MAX];
    uint64_t seed;
    int screening;    ///< points of it; 0: 8 (variables + 1)
    int points_most;  ///< of the model, the trade-off included; 0: 400
    double tolerance; ///< of a place, as a share of its variable's range; 0: 0.005
    int pareto;       ///< points of the trade-off, >= 3; 0: none
} aci_optimise_problem;

typedef enum aci_optimise_stage {
    ACI_OPTIMISE_SCREENING,
    ACI_OPTIMISE_SEARCH,  ///< the first search
    ACI_OPTIMISE_RESTART, ///< from elsewhere
    ACI_OPTIMISE_PARETO
} aci_optimise_stage;

/// All points of the model in the order of their evaluation.
typedef struct aci_optimise_points {
    int count;
    double *inputs;       ///< [count][variables]
    double *places;       ///< the same in the unit cube
    double *values;       ///< [count][outputs of the model], NAN where failed
    double *errors;       ///< the same, absolute numerical estimates
    aci_status *statuses; ///< [count]
    int *stages;          ///< [count] aci_optimise_stage
    char (*reasons)[160]; ///< [count] why it failed; ""
} aci_optimise_points;

/// One side of a limit at the best point.
typedef struct aci_optimise_side {
    int limit, output;
    bool is_least;
    double bound;
    double scale;        ///< of the bound: its size, or the range of results where it is near 0
    double value, error; ///< of the model
    double margin;       ///< how far the value is on the right side, >= 0 where it holds
    /// Within what the result changes over the tolerance of a place, or its numerical error.
    bool is_active;
    bool is_certain; ///< |margin| is not below the error; false where the error is not known
    /// d f / d bound: what the objective would change by if the bound did, all others kept. 0 where
    /// the side does not bind.
    double multiplier;
} aci_optimise_side;

typedef struct aci_optimise_result {
    aci_optimise_points points;
    int variables, outputs; ///< widths of the rows
    int best;               ///< point; where none is feasible the one that violates least; -1: none
    bool is_feasible;       ///< all limits hold there
    bool has_converged;     ///< the box is below the tolerance; else the points were used up
    double violation;       ///< largest share of its bound by which a side is violated, 0 for none
    int side_count;
    aci_optimise_side sides[ACI_OPTIMISE_SIDES_MAX]; ///< targets and constraints in their order
    /// d output / d variable at the best point, SI, from the surface.
    double slopes[ACI_OPTIMISE_VARIABLES_MAX][ACI_OPTIMISE_OUTPUTS_MAX];
    int at_bound[ACI_OPTIMISE_VARIABLES_MAX]; ///< -1 at `least`, 1 at `most`, else 0
    /// |grad f + sum multiplier grad side| over |grad f|, in the unit cube, without what points out
    /// of it: 0 at an exact optimum.
    double stationarity;
    int pareto_count;
    int pareto[ACI_OPTIMISE_PARETO_MAX]; ///< points, by rising benefit (falling where less is
                                         ///< meant)
    bool benefit_rises;                  ///< more of it is meant
    int knee;                            ///< index into `pareto`, -1: fewer than 3 points
    double hypervolume; ///< share of the box between the front's two ends that it covers, 0..1
} aci_optimise_result;

/// ACI_BAD_INPUT for a problem that is none (no variables, least >= most, an output that is not
/// there); ACI_NUMERICAL when too few points succeed to go on, with the reason of the last;
/// ACI_FILE, ACI_INTERRUPTED from the model. Without a feasible point the call succeeds and
/// `is_feasible` is false. Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_optimise_solve(const aci_optimise_problem *problem,
                                             aci_optimise_result *out);

void aci_optimise_destroy(aci_optimise_result *result);

/// The largest share of its bound by which a point violates a side of the limits (of the whole
/// range of results where the bound is 0), 0 where all hold; INFINITY for a failed point.
double aci_optimise_violation(const aci_optimise_result *result, int point);

#endif
