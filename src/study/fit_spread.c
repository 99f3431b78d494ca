/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a fit is determined, from the Jacobian at its minimum. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "fit_state.h"

static const double confidence = 0.95;
static const double dependent = 1e-9;  /* of the largest singular value: below is rounding */
static const double takes_part = 1e-3; /* component of a direction that counts as in it */

/// The singular values of the scaled Jacobian over the free parameters.
typedef struct aci_fit_modes {
    int count;
    int parameter[ACI_FIT_PARAMETERS_MAX];
    gsl_matrix *left, *right;
    gsl_vector *singular, *spare;
    double floor; ///< below it differences cannot tell a singular value from 0
} modes;

double aci_fit_rise(double error_freedom)
{
    return error_freedom > 0.0 ? gsl_cdf_fdist_Pinv(confidence, 1.0, error_freedom)
                               : gsl_cdf_chisq_Pinv(confidence, 1.0);
}

double aci_fit_scaled_rise(const aci_fit *fit)
{
    return fit->freedom < 1
               ? NAN
               : fit->chi2 / fit->freedom * gsl_cdf_fdist_Pinv(confidence, 1.0, fit->freedom);
}

static void free_modes(modes *all)
{
    gsl_matrix_free(all->left);
    gsl_matrix_free(all->right);
    gsl_vector_free(all->singular);
    gsl_vector_free(all->spare);
}

static aci_status allocate_modes(const aci_fit_state *state, modes *all)
{
    size_t rows = (size_t)state->problem->data_count, columns = (size_t)all->count;
    all->left = gsl_matrix_alloc(rows, columns);
    all->right = gsl_matrix_alloc(columns, columns);
    all->singular = gsl_vector_alloc(columns);
    all->spare = gsl_vector_alloc(columns);
    bool has_room =
        all->left != NULL && all->right != NULL && all->singular != NULL && all->spare != NULL;
    return has_room ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for a fit");
}

static aci_status find_modes(const aci_fit_state *state, const aci_fit_point *point, modes *all)
{
    const aci_fit_problem *problem = state->problem;
    for (int j = 0; j < state->parameters; ++j) {
        if (point->role[j] == ACI_FIT_FREE) {
            all->parameter[all->count++] = j;
        }
    }
    if (all->count == 0) {
        return ACI_OK;
    }
    ACI_TRY(allocate_modes(state, all));
    for (int i = 0; i < problem->data_count; ++i) {
        for (int k = 0; k < all->count; ++k) {
            int at = problem->output[i] * state->parameters + all->parameter[k];
            gsl_matrix_set(all->left, (size_t)i, (size_t)k,
                           state->jacobian[at] / problem->error[i]);
        }
    }
    if (gsl_linalg_SV_decomp(all->left, all->right, all->singular, all->spare) != GSL_SUCCESS) {
        return ACI_FAIL(ACI_NUMERICAL, "the Jacobian of the fit has no singular values");
    }
    all->floor = fmax(dependent, state->step * state->step) * gsl_vector_get(all->singular, 0);
    return ACI_OK;
}

/* covariance = V diag(1/s^2) V^T; a singular value below the floor counts as the floor, which makes
 * the correlations what they tend to. */
static void sum_covariance(const modes *all, aci_fit *fit)
{
    for (int a = 0; a < all->count; ++a) {
        for (int b = 0; b < all->count; ++b) {
            double sum = 0.0;
            for (int k = 0; k < all->count; ++k) {
                double singular = fmax(gsl_vector_get(all->singular, (size_t)k), all->floor);
                sum += gsl_matrix_get(all->right, (size_t)a, (size_t)k) *
                       gsl_matrix_get(all->right, (size_t)b, (size_t)k) / (singular * singular);
            }
            fit->covariance[all->parameter[a]][all->parameter[b]] = sum;
        }
    }
}

static void correlate(aci_fit *fit)
{
    for (int a = 0; a < fit->parameter_count; ++a) {
        for (int b = 0; b < fit->parameter_count; ++b) {
            double scale = sqrt(fit->covariance[a][a] * fit->covariance[b][b]);
            fit->correlation[a][b] = a == b ? 1.0 : fit->covariance[a][b] / scale;
        }
    }
}

/* A direction that crosses the box, from one side of its largest component to the other. */
static void add_direction(const modes *all, int mode, aci_fit *fit)
{
    double singular = gsl_vector_get(all->singular, (size_t)mode), largest = 0.0;
    for (int a = 0; a < all->count; ++a) {
        double component = gsl_matrix_get(all->right, (size_t)a, (size_t)mode);
        largest = fabs(component) > fabs(largest) ? component : largest;
    }
    double rise = singular * singular / (largest * largest);
    if (!(rise < aci_fit_rise(0.0)) && singular >= all->floor) {
        return;
    }
    aci_fit_direction *direction = &fit->directions[fit->direction_count++];
    *direction = (aci_fit_direction){.rise = rise};
    for (int a = 0; a < all->count; ++a) {
        direction->component[all->parameter[a]] =
            gsl_matrix_get(all->right, (size_t)a, (size_t)mode) / largest;
    }
}

/* Whether a parameter takes part in a direction of which nothing at all is known. */
static bool is_lost(const modes *all, int free)
{
    for (int k = 0; k < all->count; ++k) {
        if (gsl_vector_get(all->singular, (size_t)k) < all->floor &&
            fabs(gsl_matrix_get(all->right, (size_t)free, (size_t)k)) > takes_part) {
            return true;
        }
    }
    return false;
}

static double slope_of_value(const aci_fit_parameter *p, double value)
{
    return p->logarithmic ? value * log(p->to / p->from) : p->to - p->from;
}

static void find_linear(const aci_fit_parameter *p, double place, double half,
                        aci_fit_interval *out)
{
    bool is_known = isfinite(half);
    out->low_is_open = !is_known || place - half < 0.0;
    out->high_is_open = !is_known || place + half > 1.0;
    out->low = out->low_is_open ? p->from : aci_fit_value(p, place - half);
    out->high = out->high_is_open ? p->to : aci_fit_value(p, place + half);
}

static void find_errors(const aci_fit_state *state, const modes *all, aci_fit *fit)
{
    for (int j = 0; j < fit->parameter_count; ++j) {
        fit->standard_error[j] = NAN;
    }
    for (int k = 0; k < all->count; ++k) {
        int j = all->parameter[k];
        if (!is_lost(all, k)) {
            fit->standard_error[j] =
                sqrt(fit->covariance[j][j]) *
                slope_of_value(&state->problem->parameters[j], fit->estimate[j]);
        }
    }
    for (int j = 0; j < fit->parameter_count; ++j) {
        double error = isfinite(fit->standard_error[j]) ? sqrt(fit->covariance[j][j]) : NAN;
        const aci_fit_parameter *p = &state->problem->parameters[j];
        double scaled = aci_fit_scaled_rise(fit);
        find_linear(p, fit->place[j], sqrt(aci_fit_rise(fit->error_freedom)) * error,
                    &fit->linear[j]);
        fit->linear_scaled[j] = (aci_fit_interval){.low = NAN, .high = NAN};
        if (isfinite(scaled)) {
            find_linear(p, fit->place[j], sqrt(scaled) * error, &fit->linear_scaled[j]);
        }
    }
}

static double find_p_value(const aci_fit *fit)
{
    if (fit->freedom < 1) {
        return NAN;
    }
    return fit->error_freedom > 0.0
               ? gsl_cdf_fdist_Q(fit->chi2 / fit->freedom, fit->freedom, fit->error_freedom)
               : gsl_cdf_chisq_Q(fit->chi2, fit->freedom);
}

static void find_statistics(const aci_fit_problem *problem, aci_fit *fit)
{
    const double two_pi = 6.28318530717958647693;
    double constant = 0.0;
    int count = fit->parameter_count, spare = fit->data_count - count - 1;
    for (int i = 0; i < problem->data_count; ++i) {
        double error = fit->errors[problem->output[i]] / problem->error[i];
        constant += log(two_pi * problem->error[i] * problem->error[i]);
        fit->numerical = isfinite(error) ? fmax(fit->numerical, error) : fit->numerical;
    }
    fit->freedom = fit->data_count - count;
    fit->p_value = find_p_value(fit);
    fit->aic = fit->chi2 + constant + 2.0 * count;
    fit->aicc = spare > 0 ? fit->aic + 2.0 * count * (count + 1.0) / spare : NAN;
}

aci_status aci_fit_spread(const aci_fit_state *state, const aci_fit_point *point, aci_fit *fit)
{
    modes all = {.count = 0};
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    for (int a = 0; a < ACI_FIT_PARAMETERS_MAX; ++a) {
        for (int b = 0; b < ACI_FIT_PARAMETERS_MAX; ++b) {
            fit->covariance[a][b] = NAN;
        }
    }
    aci_status status = find_modes(state, point, &all);
    if (status == ACI_OK) {
        fit->direction_count = 0;
        sum_covariance(&all, fit);
        correlate(fit);
        find_statistics(state->problem, fit);
        find_errors(state, &all, fit);
        for (int k = all.count - 1; k >= 0; --k) {
            add_direction(&all, k, fit);
        }
    }
    free_modes(&all);
    gsl_set_error_handler(handler);
    return status;
}

double aci_fit_band(const aci_fit *fit, int output)
{
    const double *slope = &fit->jacobian[output * fit->parameter_count];
    double sum = 0.0;
    for (int a = 0; a < fit->parameter_count; ++a) {
        for (int b = 0; b < fit->parameter_count; ++b) {
            bool counts = fit->at_end[a] == 0 && fit->at_end[b] == 0;
            sum += counts ? slope[a] * fit->covariance[a][b] * slope[b] : 0.0;
        }
    }
    return sqrt(fmax(sum, 0.0));
}
