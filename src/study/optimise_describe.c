/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds, binds and matters at the best point. */
#include <math.h>
#include <string.h>

#include "optimise_parts.h"

enum { SWEEPS = 500 };

#define STEP 4.0       /* tolerances, of the differences that make slopes */
#define ROUNDING 1e-24 /* of squares */
#define AT_BOUND 0.5   /* of the tolerance */

typedef double slopes_of[ACI_OPTIMISE_VARIABLES_MAX][ACI_OPTIMISE_OUTPUTS_MAX];

static void find_bounds(const aci_search *s)
{
    aci_optimise_result *r = s->result;
    const double *place = aci_search_place(s, r->best);
    for (int k = 0; k < s->variables; k++) {
        double near = AT_BOUND * s->problem.tolerance;
        r->at_bound[k] = place[k] < near ? -1 : place[k] > 1.0 - near ? 1 : 0;
    }
}

/* In the unit cube; all 0 where no surface can be made. */
static aci_status find_slopes(const aci_search *s, slopes_of slopes)
{
    double flat[ACI_OPTIMISE_VARIABLES_MAX * ACI_OPTIMISE_OUTPUTS_MAX] = {0.0};
    const double *place = aci_search_place(s, s->result->best);
    double step = STEP * s->problem.tolerance;
    aci_surrogate *surface;
    aci_status status = aci_search_fit(s, place, step, &surface);
    if (status == ACI_OK) {
        aci_surrogate_slopes(surface, place, step, flat);
    }
    aci_surrogate_destroy(&surface);
    for (int k = 0; k < s->variables; k++) {
        memcpy(slopes[k], flat + k * s->outputs, (size_t)s->outputs * sizeof(double));
    }
    return status == ACI_NUMERICAL ? ACI_OK : status;
}

static void describe_side(const aci_search *s, slopes_of slopes, aci_optimise_side *side)
{
    const aci_optimise_points *points = &s->result->points;
    int entry = s->result->best * s->outputs + side->output;
    double sum = 0.0;
    for (int k = 0; k < s->variables; k++) {
        sum += slopes[k][side->output] * slopes[k][side->output];
    }
    double change = sqrt(sum) * s->problem.tolerance;
    side->value = points->values[entry];
    side->error = points->errors[entry];
    side->margin = (side->is_least ? 1.0 : -1.0) * (side->value - side->bound);
    side->is_active = fabs(side->margin) <= fmax(change, side->error > 0.0 ? side->error : 0.0);
    side->is_certain = fabs(side->margin) >= side->error;
}

/// The conditions of Karush, Kuhn and Tucker at a point: what is left of the objective's slope
/// after each active side, and the cube's walls, have taken their share.
typedef struct balance {
    int count;
    int sides[ACI_OPTIMISE_SIDES_MAX];
    double normals[ACI_OPTIMISE_SIDES_MAX][ACI_OPTIMISE_VARIABLES_MAX]; ///< of g <= 0
    double shares[ACI_OPTIMISE_SIDES_MAX];
    double left[ACI_OPTIMISE_VARIABLES_MAX];
} balance;

static void add_side(const aci_search *s, slopes_of slopes, int number, balance *b)
{
    const aci_optimise_side *side = &s->result->sides[number];
    double sign = side->is_least ? -1.0 : 1.0, sum = 0.0;
    for (int k = 0; k < s->variables; k++) {
        double slope = sign * slopes[k][side->output];
        b->normals[b->count][k] = slope;
        sum += slope * slope;
    }
    if (side->is_active && sum > 0.0) {
        b->shares[b->count] = 0.0;
        b->sides[b->count++] = number;
    }
}

/* What a wall of the cube holds against is not left over. */
static double beyond_walls(const aci_search *s, int variable, double left)
{
    int wall = s->result->at_bound[variable];
    return (wall < 0 && left > 0.0) || (wall > 0 && left < 0.0) ? 0.0 : left;
}

/* One share at a time, the others kept, none below 0: least squares, as often as needed. */
static void share_out(const aci_search *s, balance *b)
{
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int i = 0; i < b->count; i++) {
            double along = 0.0, square = 0.0;
            for (int k = 0; k < s->variables; k++) {
                along += b->normals[i][k] * beyond_walls(s, k, b->left[k]);
                square += b->normals[i][k] * b->normals[i][k];
            }
            double change = fmax(-b->shares[i], -along / square);
            b->shares[i] += change;
            for (int k = 0; k < s->variables; k++) {
                b->left[k] += change * b->normals[i][k];
            }
        }
    }
}

/* L = f + m (v - bound) above and f + m (bound - v) below: df/dbound is -m and m. */
static void find_multipliers(const aci_search *s, slopes_of slopes)
{
    aci_optimise_result *r = s->result;
    balance b = {0};
    double whole = 0.0, left = 0.0;
    for (int i = 0; i < r->side_count; i++) {
        add_side(s, slopes, i, &b);
    }
    for (int k = 0; k < s->variables; k++) {
        b.left[k] = slopes[k][s->problem.objective];
        whole += b.left[k] * b.left[k];
    }
    share_out(s, &b);
    for (int i = 0; i < b.count; i++) {
        r->sides[b.sides[i]].multiplier =
            (r->sides[b.sides[i]].is_least ? 1.0 : -1.0) * b.shares[i];
    }
    for (int k = 0; k < s->variables; k++) {
        double rest = beyond_walls(s, k, b.left[k]);
        left += rest * rest;
    }
    r->stationarity = left > ROUNDING * whole ? sqrt(left / whole) : 0.0;
}

static double stretch(const aci_search *s, int variable)
{
    const aci_optimise_variable *v = &s->problem.variables[variable];
    double input = s->result->points.inputs[s->result->best * s->variables + variable];
    return v->is_log ? 1.0 / (input * log(v->most / v->least)) : 1.0 / (v->most - v->least);
}

aci_status aci_search_describe(aci_search *search)
{
    aci_optimise_result *r = search->result;
    slopes_of slopes;
    r->violation = aci_optimise_violation(r, r->best);
    r->is_feasible = r->violation <= 0.0;
    find_bounds(search);
    ACI_TRY(find_slopes(search, slopes));
    for (int i = 0; i < r->side_count; i++) {
        describe_side(search, slopes, &r->sides[i]);
    }
    find_multipliers(search, slopes);
    for (int k = 0; k < search->variables; k++) {
        for (int m = 0; m < search->outputs; m++) {
            r->slopes[k][m] = slopes[k][m] * stretch(search, k);
        }
    }
    return ACI_OK;
}
