/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the parts of a search (acicula/study/optimise.h) share.
#ifndef ACICULA_STUDY_OPTIMISE_PARTS_H
#define ACICULA_STUDY_OPTIMISE_PARTS_H

#include "acicula/base/random.h"
#include "acicula/study/optimise.h"
#include "descent.h"
#include "surrogate.h"

/// A search under way: the problem with its defaults filled in, and what is known.
typedef struct aci_search {
    aci_optimise_problem problem;
    aci_optimise_result *result; ///< its points and the sides' bounds and scales
    int variables, outputs;
    aci_random random;
    double last_error[ACI_OPTIMISE_SIDES_MAX]; ///< of the surface where it was last tried
    int avoided_count; ///< failed points, and how far to stay away from each
    double *avoided, *avoided_radius;
} aci_search;

/// Places nearer than this to an evaluated one are not evaluated again.
double aci_search_nearness(const aci_search *search);

/// Distance in the unit cube.
double aci_search_distance(const aci_search *search, const double *a, const double *b);

/// The place of a point.
const double *aci_search_place(const aci_search *search, int point);

/// Whether a point has values.
bool aci_search_is_good(const aci_search *search, int point);

/// Whether a point is a better answer than another: feasible before not, then the objective, or
/// the violation; a failed one last.
bool aci_search_is_better(const aci_search *search, int point, int other);

/// The best point, -1 without any good one.
int aci_search_best(const aci_search *search);

/// How many points may still be evaluated.
int aci_search_left(const aci_search *search);

/// Refreshes the sides' scales: the bound, or the range of results where the bound is near 0.
void aci_search_scale(aci_search *search);

/// Evaluates places [count][variables] together, those that are new and as many as may be.
ACI_MUST_CHECK aci_status aci_search_evaluate(aci_search *search, int count, const double *places,
                                              aci_optimise_stage stage);

/// The screening.
ACI_MUST_CHECK aci_status aci_search_screen(aci_search *search);

/// A surface through the nearest good points to a place, all within twice `radius` and at least
/// enough for a quadratic one; points too near each other for the radius are left out.
ACI_MUST_CHECK aci_status aci_search_fit(const aci_search *search, const double *place,
                                         double radius, aci_surrogate **out);

/// The radius with which aci_search_fit takes all points, wherever the place.
double aci_search_whole(const aci_search *search);

/// A problem on a surface in a box of half width `radius` about a place, cut off by the unit cube:
/// the search's objective and sides, these moved inwards by `caution` times their last error.
void aci_search_pose(const aci_search *search, const aci_surrogate *surrogate, const double *place,
                     double radius, double caution, aci_descent *out);

/// The best place of the box from a place and the best of a scan, `count` starts in all (at most
/// ACI_DESCENT_STARTS_MAX); whole numbers are then rounded and the others follow.
ACI_MUST_CHECK aci_status aci_search_descend(aci_search *search, const aci_descent *box,
                                             const double *first, int count, double *place);

/// Rounds a place to what its inputs can be; `inputs` may be NULL.
void aci_search_settle(const aci_search *search, double *place, double *inputs);

/// A place of the box of that radius about a centre that is far from all points; whole numbers that
/// the radius is less than one step of stay those of the centre.
void aci_search_gap(aci_search *search, const aci_descent *box, const double *centre, double radius,
                    double *place);

/// From a screening to a point that is best within the tolerance.
ACI_MUST_CHECK aci_status aci_search_run(aci_search *search);

/// Sides, slopes and multipliers at the best point.
ACI_MUST_CHECK aci_status aci_search_describe(aci_search *search);

/// The trade-off.
ACI_MUST_CHECK aci_status aci_search_trade(aci_search *search);

#endif
