/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "descent.h"

#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

enum { ROUNDS = 10, STEPS_PER_VARIABLE = 120 };

#define PI 3.14159265358979323846
#define PENALTY 10.0
#define PENALTY_GROWTH 5.0
#define PENALTY_MOST 1e6
#define AVOIDING 10.0
#define SIMPLEX 0.15 /* of the folded box, at first */
#define SIMPLEX_END 1e-7
#define FEASIBLE 1e-6 /* over the span: rounding of the surface */

/// One minimisation: the Lagrangian of a problem.
typedef struct lagrangian {
    const aci_descent *descent;
    double multipliers[ACI_OPTIMISE_SIDES_MAX + 1];
    double penalty;
} lagrangian;

/* Objective and sides over their spans; returns the objective with what keeps away from failures.
 */
static double terms(const aci_descent *d, const double *place, double *sides)
{
    double levels[ACI_OPTIMISE_OUTPUTS_MAX];
    aci_surrogate_levels(d->surrogate, place, levels);
    for (int i = 0; i < d->side_count; i++) {
        const aci_descent_side *side = &d->sides[i];
        double bound = aci_surrogate_level(d->surrogate, side->output, side->bound);
        sides[i] = side->sign * (levels[side->output] - bound) /
                   aci_surrogate_span(d->surrogate, side->output);
    }
    double f = d->sign * levels[d->objective] / aci_surrogate_span(d->surrogate, d->objective);
    for (int n = 0; n < d->avoided_count; n++) {
        double sum = 0.0;
        for (int k = 0; k < d->variables; k++) {
            double apart = place[k] - d->avoided[n * d->variables + k];
            sum += apart * apart;
        }
        double inside = fmax(0.0, 1.0 - sqrt(sum) / d->avoided_radius[n]);
        f += AVOIDING * inside * inside;
    }
    return f;
}

static void unfold(const aci_descent *d, const gsl_vector *t, double *place)
{
    for (int k = 0; k < d->variables; k++) {
        double share = 0.5 - 0.5 * cos(PI * gsl_vector_get(t, (size_t)k));
        place[k] = d->least[k] + (d->most[k] - d->least[k]) * share;
    }
}

static void fold(const aci_descent *d, const double *place, gsl_vector *t)
{
    for (int k = 0; k < d->variables; k++) {
        double width = d->most[k] - d->least[k];
        double share = width > 0.0 ? (place[k] - d->least[k]) / width : 0.0;
        gsl_vector_set(t, (size_t)k, acos(1.0 - 2.0 * fmin(fmax(share, 0.0), 1.0)) / PI);
    }
}

static double lagrangian_at(const gsl_vector *t, void *context)
{
    const lagrangian *l = context;
    double place[ACI_OPTIMISE_VARIABLES_MAX], sides[ACI_OPTIMISE_SIDES_MAX + 1];
    unfold(l->descent, t, place);
    double sum = terms(l->descent, place, sides);
    for (int i = 0; i < l->descent->side_count; i++) {
        double m = l->multipliers[i], pull = fmax(0.0, m + l->penalty * sides[i]);
        sum += (pull * pull - m * m) / (2.0 * l->penalty);
    }
    return sum;
}

static double largest(const double *sides, int count)
{
    double most = -INFINITY;
    for (int i = 0; i < count; i++) {
        most = fmax(most, sides[i]);
    }
    return most;
}

double aci_descent_violation(const aci_descent *descent, const double *place)
{
    double sides[ACI_OPTIMISE_SIDES_MAX + 1];
    (void)terms(descent, place, sides);
    return largest(sides, descent->side_count);
}

/* The simplex shrinks to a point now and then where there is no minimum: it starts twice. */
static void minimise(gsl_multimin_fminimizer *simplex, lagrangian *l, gsl_vector *t,
                     gsl_vector *steps, double step)
{
    size_t variables = (size_t)l->descent->variables;
    gsl_multimin_function function = {lagrangian_at, variables, l};
    for (int turn = 0; turn < 2; turn++) {
        gsl_vector_set_all(steps, turn == 0 ? step : 0.3 * step);
        gsl_multimin_fminimizer_set(simplex, &function, t, steps);
        for (int n = 0; n < STEPS_PER_VARIABLE * l->descent->variables; n++) {
            if (gsl_multimin_fminimizer_iterate(simplex) != GSL_SUCCESS ||
                gsl_multimin_fminimizer_size(simplex) < SIMPLEX_END) {
                break;
            }
        }
        gsl_vector_memcpy(t, simplex->x);
    }
}

/* New multipliers; the largest share of a side that is violated or pulls although it holds. */
static double update(lagrangian *l, const gsl_vector *t)
{
    double place[ACI_OPTIMISE_VARIABLES_MAX], sides[ACI_OPTIMISE_SIDES_MAX + 1], off = 0.0;
    unfold(l->descent, t, place);
    (void)terms(l->descent, place, sides);
    for (int i = 0; i < l->descent->side_count; i++) {
        off = fmax(off, fabs(fmax(sides[i], -l->multipliers[i] / l->penalty)));
        l->multipliers[i] = fmax(0.0, l->multipliers[i] + l->penalty * sides[i]);
    }
    return off;
}

static void descend(const aci_descent *d, gsl_multimin_fminimizer *simplex, gsl_vector *t,
                    gsl_vector *steps)
{
    lagrangian l = {.descent = d, .penalty = PENALTY};
    double before = INFINITY, step = SIMPLEX;
    for (int round = 0; round < ROUNDS; round++) {
        minimise(simplex, &l, t, steps, step);
        double off = update(&l, t);
        if (off < 0.1 * FEASIBLE) {
            break;
        }
        if (off > 0.25 * before) {
            l.penalty = fmin(PENALTY_MOST, PENALTY_GROWTH * l.penalty);
        }
        before = off;
        step = fmax(0.02, 0.5 * step);
    }
}

/* Whether a place is better: fewer violations beyond rounding, else a smaller objective. */
static bool is_better(const aci_descent *d, const double *place, const double *other)
{
    double mine[ACI_OPTIMISE_SIDES_MAX + 1], theirs[ACI_OPTIMISE_SIDES_MAX + 1];
    double f = terms(d, place, mine), g = terms(d, other, theirs);
    double violation = fmax(FEASIBLE, largest(mine, d->side_count));
    double rival = fmax(FEASIBLE, largest(theirs, d->side_count));
    return violation < rival || (violation == rival && f < g);
}

aci_status aci_descent_solve(const aci_descent *descent, int count, const double *starts,
                             double *place)
{
    size_t variables = (size_t)descent->variables, bytes = variables * sizeof *place;
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, variables);
    gsl_vector *t = gsl_vector_alloc(variables), *steps = gsl_vector_alloc(variables);
    aci_status status = ACI_OK;
    if (simplex == NULL || t == NULL || steps == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a search");
    } else {
        memcpy(place, starts, bytes);
        for (int n = 0; n < count; n++) {
            double found[ACI_OPTIMISE_VARIABLES_MAX];
            fold(descent, starts + (size_t)n * variables, t);
            descend(descent, simplex, t, steps);
            unfold(descent, t, found);
            if (n == 0 || is_better(descent, found, place)) {
                memcpy(place, found, bytes);
            }
        }
    }
    if (simplex != NULL) {
        gsl_multimin_fminimizer_free(simplex);
    }
    gsl_vector_free(t);
    gsl_vector_free(steps);
    return status;
}

static double scan_merit(const aci_descent *d, const double *place)
{
    double sides[ACI_OPTIMISE_SIDES_MAX + 1];
    double f = terms(d, place, sides);
    for (int i = 0; i < d->side_count; i++) {
        f += PENALTY * fmax(0.0, sides[i]);
    }
    return f;
}

void aci_descent_scan(const aci_descent *descent, aci_random *random, int count, int keep,
                      double *starts)
{
    int variables = descent->variables, kept = 0;
    size_t bytes = (size_t)variables * sizeof *starts;
    double merits[ACI_DESCENT_STARTS_MAX + 1];
    for (int n = 0; n < count; n++) {
        double place[ACI_OPTIMISE_VARIABLES_MAX];
        for (int k = 0; k < variables; k++) {
            place[k] = descent->least[k] +
                       (descent->most[k] - descent->least[k]) * aci_random_uniform(random);
        }
        double merit = scan_merit(descent, place);
        int rank = kept;
        for (; rank > 0 && merit < merits[rank - 1]; rank--) {
            if (rank < keep) {
                merits[rank] = merits[rank - 1];
                memcpy(starts + rank * variables, starts + (rank - 1) * variables, bytes);
            }
        }
        if (rank < keep) {
            merits[rank] = merit;
            memcpy(starts + rank * variables, place, bytes);
            kept += kept < keep;
        }
    }
}
