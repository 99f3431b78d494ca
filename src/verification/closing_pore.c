/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/closing_pore.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <math.h>

static double conductance(const aci_closing_pore *pore, double radius)
{
    double path = 4.0 * pore->length + M_PI * radius;
    return 4.0 * M_PI * pore->diffusivity * radius * radius / path;
}

double aci_closing_pore_conductance(const aci_closing_pore *pore, double time)
{
    return conductance(pore, pore->radius * exp(-time / pore->time_constant));
}

/// x - ln(1 + x), x >= 0; by its series where the difference would cancel.
static double logarithm_gap(double x)
{
    if (x > 0.1) {
        return x - log1p(x);
    }
    double sum = 0.0;
    for (int n = 18; n >= 2; n--) {
        sum = x * (1.0 / n - sum);
    }
    return x * sum;
}

double aci_closing_pore_delivered(const aci_closing_pore *pore, double time)
{
    double scale = 4.0 * pore->length / M_PI;
    double open = logarithm_gap(pore->radius / scale);
    double left = logarithm_gap(pore->radius * exp(-time / pore->time_constant) / scale);
    double rate = 4.0 * M_PI * pore->diffusivity * pore->donor_activity;
    return rate * pore->time_constant * scale / M_PI * (open - left);
}

/// What the integrand needs.
typedef struct closing {
    const aci_closing_pore *pore;
    const aci_closing_pore_parts *parts;
} closing;

static double conductance_in_parts(double time, void *context)
{
    const closing *c = context;
    double fast = c->parts->fast_fraction * exp(-time / c->parts->fast);
    double slow = (1.0 - c->parts->fast_fraction) * exp(-time / c->parts->slow);
    return conductance(c->pore, c->pore->radius * sqrt(fast + slow));
}

double aci_closing_pore_delivered_in_parts(const aci_closing_pore *pore,
                                           const aci_closing_pore_parts *parts, double time)
{
    enum { PIECES = 200 };
    closing context = {pore, parts};
    gsl_function integrand = {conductance_in_parts, &context};
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(PIECES);
    double sum = NAN, error = 0.0;
    if (space == NULL) {
        return NAN;
    }
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    int code = gsl_integration_qag(&integrand, 0.0, time, 0.0, 1e-12, PIECES, GSL_INTEG_GAUSS61,
                                   space, &sum, &error);
    gsl_set_error_handler(handler);
    gsl_integration_workspace_free(space);
    return code == GSL_SUCCESS ? pore->donor_activity * sum : NAN;
}
