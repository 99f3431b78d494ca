/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/finite_dose.h"

#include <assert.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>
#include <math.h>

/* exp(-41) = 2e-18 */
static const double negligible = 41.0;

enum { TERMS_MAX = 10000 };

typedef double (*residual)(double x, void *context);

/// Root of a function with one sign change in the bracket, to the last bits.
static double bracketed_root(residual function, double parameter, double low, double high)
{
    gsl_function target = {.function = function, .params = &parameter};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    assert(solver);
    gsl_root_fsolver_set(solver, &target, low, high);
    int status = GSL_CONTINUE;
    for (int i = 0; i < 200 && status == GSL_CONTINUE; i++) {
        gsl_root_fsolver_iterate(solver);
        double lower = gsl_root_fsolver_x_lower(solver);
        double upper = gsl_root_fsolver_x_upper(solver);
        status = gsl_root_test_interval(lower, upper, 0.0, 4.0 * GSL_DBL_EPSILON);
    }
    double root = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return root;
}

static double film_residual(double x, void *context)
{
    const double *beta = context;
    return x * sin(x) - *beta * cos(x);
}

static double zone_residual(double x, void *context)
{
    const double *evaporation = context;
    return x * cos(x) + *evaporation * sin(x);
}

double aci_finite_dose_root(double beta, int n)
{
    assert(beta > 0.0 && n >= 0);
    return bracketed_root(film_residual, beta, n * M_PI, (n + 0.5) * M_PI);
}

/// n-th root of x cos x + chi sin x = 0, in (n + 1/2, n + 1) pi.
static double zone_root(double evaporation, int n)
{
    if (evaporation == 0.0) {
        return (n + 0.5) * M_PI;
    }
    return bracketed_root(zone_residual, evaporation, (n + 0.5) * M_PI, (n + 1.0) * M_PI);
}

static double zone_chi(const aci_finite_dose_zone *dose)
{
    return dose->evaporation * dose->thickness / dose->diffusivity;
}

/// Part of the dose that mode x still holds back from the bottom (or from the surface).
static double zone_mode(const aci_finite_dose_zone *dose, double x, int to_surface)
{
    double share = dose->zone / dose->thickness;
    double spread = (cos(x * (1.0 - share)) - cos(x)) / (x * share);
    double amplitude = spread / (0.5 - sin(2.0 * x) / (4.0 * x));
    return to_surface ? zone_chi(dose) * amplitude * sin(x) / (x * x) : amplitude / x;
}

static double zone_held_back(const aci_finite_dose_zone *dose, double time, int to_surface)
{
    assert(dose->zone > 0.0 && dose->zone <= dose->thickness && time > 0.0);
    double number = dose->diffusivity * time / (dose->thickness * dose->thickness);
    double sum = 0.0;
    for (int n = 0; n < TERMS_MAX; n++) {
        double x = zone_root(zone_chi(dose), n);
        if (x * x * number > negligible) {
            break;
        }
        sum += zone_mode(dose, x, to_surface) * exp(-x * x * number);
    }
    return sum;
}

double aci_finite_dose_limit(const aci_finite_dose_zone *dose)
{
    double chi = zone_chi(dose);
    return (1.0 + 0.5 * chi * dose->zone / dose->thickness) / (1.0 + chi);
}

double aci_finite_dose_absorbed(const aci_finite_dose_zone *dose, double time)
{
    return aci_finite_dose_limit(dose) - zone_held_back(dose, time, 0);
}

double aci_finite_dose_evaporated(const aci_finite_dose_zone *dose, double time)
{
    return 1.0 - aci_finite_dose_limit(dose) - zone_held_back(dose, time, 1);
}

/// sum over the modes of C_v/C_0, each divided by x sin x/beta when `absorbed`.
static double film_sum(const aci_finite_dose_film *dose, double time, int absorbed)
{
    assert(time > 0.0);
    double beta = dose->partition * dose->thickness / dose->film;
    double number = dose->diffusivity * time / (dose->thickness * dose->thickness);
    double sum = 0.0;
    for (int n = 0; n < TERMS_MAX; n++) {
        double x = aci_finite_dose_root(beta, n);
        if (x * x * number > negligible) {
            break;
        }
        double mode = 2.0 * beta / (x * x + beta * beta + beta) * exp(-x * x * number);
        sum += absorbed ? mode * beta / (x * sin(x)) : mode;
    }
    return sum;
}

double aci_finite_dose_film_left(const aci_finite_dose_film *dose, double time)
{
    return film_sum(dose, time, 0);
}

double aci_finite_dose_film_absorbed(const aci_finite_dose_film *dose, double time)
{
    return 1.0 - film_sum(dose, time, 1);
}
