/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The descent over the free parameters, by GSL. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

#include "fit_state.h"

enum { ITERATIONS_MAX = 60, IDLE_MAX = 3 };

/* x = ln(p/(1 - p)) where p is an end to the last digit. */
static const double far = 40.0;
static const double near_end = 1e-3;     /* places that are tried at the end itself */
static const double let_go = 0.05;       /* how far from its end a parameter starts again */
static const double no_residual = 1e100; /* of a point without numbers: never a better one */
static const double dependent = 1e-9;    /* of the largest singular value */

static double to_line(double place)
{
    return place <= 0.0   ? -far
           : place >= 1.0 ? far
                          : fmin(fmax(log(place / (1.0 - place)), -far), far);
}

static double from_line(double x)
{
    return x >= far ? 1.0 : x <= -far ? 0.0 : 1.0 / (1.0 + exp(-x));
}

static int count_free(const aci_fit_point *point, int parameters)
{
    int count = 0;
    for (int j = 0; j < parameters; ++j) {
        count += point->role[j] == ACI_FIT_FREE;
    }
    return count;
}

static void put_free(const gsl_vector *x, int parameters, aci_fit_point *point)
{
    for (int j = 0, k = 0; j < parameters; ++j) {
        if (point->role[j] == ACI_FIT_FREE) {
            point->place[j] = from_line(gsl_vector_get(x, (size_t)k++));
        }
    }
}

static int find_residuals(const gsl_vector *x, void *context, gsl_vector *residuals)
{
    aci_fit_state *state = context;
    const aci_fit_problem *problem = state->problem;
    put_free(x, state->parameters, state->at);
    if (aci_fit_evaluate(state, 1, state->at->place) != ACI_OK) {
        return GSL_EBADFUNC;
    }
    bool has_failed = !isfinite(aci_fit_chi2(state, state->values));
    for (int i = 0; i < problem->data_count; ++i) {
        double gap = (state->values[problem->output[i]] - problem->measured[i]) / problem->error[i];
        gsl_vector_set(residuals, (size_t)i, has_failed ? no_residual : gap);
    }
    return GSL_SUCCESS;
}

static int find_jacobian(const gsl_vector *x, void *context, gsl_matrix *jacobian)
{
    aci_fit_state *state = context;
    const aci_fit_problem *problem = state->problem;
    put_free(x, state->parameters, state->at);
    if (aci_fit_differentiate(state, state->at) != ACI_OK) {
        return GSL_EBADFUNC;
    }
    for (int i = 0; i < problem->data_count; ++i) {
        for (int j = 0, k = 0; j < state->parameters; ++j) {
            double place = state->at->place[j];
            double slope = state->jacobian[problem->output[i] * state->parameters + j];
            if (state->at->role[j] == ACI_FIT_FREE) {
                gsl_matrix_set(jacobian, (size_t)i, (size_t)k++,
                               slope * place * (1.0 - place) / problem->error[i]);
            }
        }
    }
    return GSL_SUCCESS;
}

/* By how much chi2 would fall if the model were linear: the squared residuals' part in the range of
 * the Jacobian. What the parameters hardly move with is left out. */
static double expected_fall(const gsl_multifit_nlinear_workspace *work)
{
    const gsl_matrix *jacobian = gsl_multifit_nlinear_jac(work);
    size_t rows = jacobian->size1, columns = jacobian->size2;
    gsl_matrix *left = gsl_matrix_alloc(rows, columns), *right = gsl_matrix_alloc(columns, columns);
    gsl_vector *singular = gsl_vector_alloc(columns), *spare = gsl_vector_alloc(columns);
    double fall = INFINITY;
    if (left != NULL && right != NULL && singular != NULL && spare != NULL) {
        gsl_matrix_memcpy(left, jacobian);
        fall = gsl_linalg_SV_decomp(left, right, singular, spare) == GSL_SUCCESS ? 0.0 : INFINITY;
    }
    for (size_t k = 0; k < columns && isfinite(fall); ++k) {
        double part = 0.0;
        gsl_vector_const_view direction = gsl_matrix_const_column(left, k);
        gsl_blas_ddot(&direction.vector, gsl_multifit_nlinear_residual(work), &part);
        bool counts = gsl_vector_get(singular, k) > dependent * gsl_vector_get(singular, 0);
        fall += counts ? part * part : 0.0;
    }
    gsl_matrix_free(left);
    gsl_matrix_free(right);
    gsl_vector_free(singular);
    gsl_vector_free(spare);
    return fall;
}

static double chi2_of(const gsl_multifit_nlinear_workspace *work)
{
    double norm = gsl_blas_dnrm2(gsl_multifit_nlinear_residual(work));
    return norm * norm;
}

static aci_status iterate(aci_fit_state *state, gsl_multifit_nlinear_workspace *work)
{
    double before = chi2_of(work);
    for (int k = 0, idle = 0; k < ITERATIONS_MAX && idle < IDLE_MAX; ++k) {
        if (!(before < no_residual) || expected_fall(work) < state->tolerance) {
            break;
        }
        int code = gsl_multifit_nlinear_iterate(work);
        ACI_TRY(state->status);
        if (code != GSL_SUCCESS) {
            break;
        }
        double after = chi2_of(work);
        idle = before - after < state->tolerance ? idle + 1 : 0;
        before = after;
    }
    return ACI_OK;
}

static void set_start(const aci_fit_point *point, int parameters, gsl_vector *x)
{
    for (int j = 0, k = 0; j < parameters; ++j) {
        if (point->role[j] == ACI_FIT_FREE) {
            gsl_vector_set(x, (size_t)k++, to_line(point->place[j]));
        }
    }
}

static aci_status descend_with(aci_fit_state *state, aci_fit_point *point, gsl_vector *start,
                               gsl_multifit_nlinear_workspace *work)
{
    gsl_multifit_nlinear_fdf function = {.f = find_residuals,
                                         .df = find_jacobian,
                                         .n = (size_t)state->problem->data_count,
                                         .p = start->size,
                                         .params = state};
    aci_fit_point moving = *point;
    state->at = &moving;
    set_start(point, state->parameters, start);
    int code = gsl_multifit_nlinear_init(start, &function, work);
    ACI_TRY(state->status);
    if (code == GSL_SUCCESS) {
        ACI_TRY(iterate(state, work));
    }
    double chi2 = chi2_of(work);
    put_free(gsl_multifit_nlinear_position(work), state->parameters, point);
    point->chi2 = chi2 < no_residual ? chi2 : INFINITY;
    return ACI_OK;
}

/* Nothing is free: the point itself. */
static aci_status stay(aci_fit_state *state, aci_fit_point *point)
{
    ACI_TRY(aci_fit_evaluate(state, 1, point->place));
    point->chi2 = aci_fit_chi2(state, state->values);
    return ACI_OK;
}

aci_status aci_fit_descend(aci_fit_state *state, aci_fit_point *point)
{
    size_t count = (size_t)count_free(point, state->parameters);
    gsl_multifit_nlinear_parameters settings = gsl_multifit_nlinear_default_parameters();
    if (count == 0) {
        return stay(state, point);
    }
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    gsl_vector *start = gsl_vector_alloc(count);
    gsl_multifit_nlinear_workspace *work = gsl_multifit_nlinear_alloc(
        gsl_multifit_nlinear_trust, &settings, (size_t)state->problem->data_count, count);
    aci_status status = start == NULL || work == NULL
                            ? ACI_FAIL(ACI_FILE, "out of memory for a fit")
                            : descend_with(state, point, start, work);
    if (work != NULL) {
        gsl_multifit_nlinear_free(work);
    }
    gsl_vector_free(start);
    gsl_set_error_handler(handler);
    return status;
}

/* Tries the end itself for each free parameter that came close to one. */
static aci_status hold(aci_fit_state *state, aci_fit_point *point)
{
    for (int j = 0; j < state->parameters; ++j) {
        bool is_near = point->place[j] < near_end || point->place[j] > 1.0 - near_end;
        if (point->role[j] != ACI_FIT_FREE || !is_near) {
            continue;
        }
        aci_fit_point other = *point;
        other.place[j] = point->place[j] < 0.5 ? 0.0 : 1.0;
        other.role[j] = ACI_FIT_AT_END;
        ACI_TRY(aci_fit_descend(state, &other));
        if (other.chi2 <= point->chi2 + state->tolerance) {
            *point = other;
        }
    }
    return ACI_OK;
}

/* By how much chi2 would fall when a parameter at an end moves inwards, were the model linear. */
static double fall_inwards(const aci_fit_state *state, const aci_fit_point *point, int parameter)
{
    const aci_fit_problem *problem = state->problem;
    double slope = 0.0, curvature = 0.0;
    for (int i = 0; i < problem->data_count; ++i) {
        int output = problem->output[i];
        double gap = (state->values[output] - problem->measured[i]) / problem->error[i];
        double change = state->jacobian[output * state->parameters + parameter] / problem->error[i];
        slope += gap * change;
        curvature += change * change;
    }
    bool is_inwards = point->place[parameter] < 0.5 ? slope < 0.0 : slope > 0.0;
    return is_inwards && curvature > 0.0 ? slope * slope / curvature : 0.0;
}

static bool has_ends(const aci_fit_state *state, const aci_fit_point *point)
{
    bool found = false;
    for (int j = 0; j < state->parameters; ++j) {
        found = found || point->role[j] == ACI_FIT_AT_END;
    }
    return found;
}

/* Lets one parameter go; whether chi2 fell for it. */
static aci_status release(aci_fit_state *state, aci_fit_point *point, bool *fell)
{
    double largest = state->tolerance;
    int chosen = -1;
    *fell = false;
    if (!has_ends(state, point)) {
        return ACI_OK;
    }
    ACI_TRY(aci_fit_differentiate(state, point));
    for (int j = 0; j < state->parameters; ++j) {
        double fall = point->role[j] == ACI_FIT_AT_END ? fall_inwards(state, point, j) : 0.0;
        chosen = fall > largest ? j : chosen;
        largest = fmax(fall, largest);
    }
    if (chosen < 0) {
        return ACI_OK;
    }
    aci_fit_point other = *point;
    other.role[chosen] = ACI_FIT_FREE;
    other.place[chosen] = point->place[chosen] < 0.5 ? let_go : 1.0 - let_go;
    ACI_TRY(aci_fit_descend(state, &other));
    *fell = other.chi2 < point->chi2 - state->tolerance;
    *point = *fell ? other : *point;
    return ACI_OK;
}

aci_status aci_fit_settle(aci_fit_state *state, aci_fit_point *point)
{
    bool fell = true;
    ACI_TRY(aci_fit_descend(state, point));
    for (int k = 0; k < 2 * state->parameters && fell; ++k) {
        ACI_TRY(hold(state, point));
        ACI_TRY(release(state, point, &fell));
    }
    return ACI_OK;
}
