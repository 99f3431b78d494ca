/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/distribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* The standard normal variable at an end. */
static double normal_end(const aci_distribution *of, double end)
{
    double x = of->kind == ACI_DISTRIBUTION_LOGNORMAL ? log(fmax(end, 0.0) / of->centre)
                                                      : end - of->centre;
    return x / of->spread;
}

/* The share of a normal distribution between its ends, from whichever tail keeps its digits. */
static double normal_quantile(const aci_distribution *of, double p)
{
    double a = normal_end(of, of->least), b = normal_end(of, of->most);
    double below = gsl_cdf_ugaussian_P(a), above = gsl_cdf_ugaussian_Q(b);
    double lower = below * (1.0 - p) + gsl_cdf_ugaussian_P(b) * p;
    double upper = gsl_cdf_ugaussian_Q(a) * (1.0 - p) + above * p;
    return lower < 0.5 ? gsl_cdf_ugaussian_Pinv(lower) : gsl_cdf_ugaussian_Qinv(upper);
}

/* Both halves of a triangle are parabolas in the share. */
static double triangle_quantile(const aci_distribution *of, double p)
{
    double width = of->most - of->least, rise = of->centre - of->least;
    if (p * width < rise) {
        return of->least + sqrt(p * width * rise);
    }
    return of->most - sqrt((1.0 - p) * width * (of->most - of->centre));
}

double aci_distribution_quantile(const aci_distribution *of, double p)
{
    double value;
    switch (of->kind) {
    case ACI_DISTRIBUTION_NORMAL:
        value = of->centre + of->spread * normal_quantile(of, p);
        break;
    case ACI_DISTRIBUTION_LOGNORMAL:
        value = of->centre * exp(of->spread * normal_quantile(of, p));
        break;
    case ACI_DISTRIBUTION_UNIFORM:
        value = of->least + p * (of->most - of->least);
        break;
    case ACI_DISTRIBUTION_LOG_UNIFORM:
        value = of->least * exp(p * log(of->most / of->least));
        break;
    case ACI_DISTRIBUTION_TRIANGULAR:
    default:
        value = triangle_quantile(of, p);
        break;
    }
    return fmin(fmax(value, of->least), of->most);
}

/* x phi(x), which is 0 at an end that is not there. */
static double moment_at(double x)
{
    return isinf(x) ? 0.0 : x * gsl_ran_ugaussian_pdf(x);
}

/* The normal law between ends a and b: with Z the share between them,
     mean = centre + spread (phi(a) - phi(b)) / Z,
     variance = spread^2 (1 + (a phi(a) - b phi(b)) / Z - ((phi(a) - phi(b)) / Z)^2). */
static double normal_moment(const aci_distribution *of, int power)
{
    double a = normal_end(of, of->least), b = normal_end(of, of->most);
    double share = gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
    double shift = (gsl_ran_ugaussian_pdf(a) - gsl_ran_ugaussian_pdf(b)) / share;
    double width = 1.0 + (moment_at(a) - moment_at(b)) / share - shift * shift;
    return power == 1 ? of->centre + of->spread * shift : of->spread * sqrt(fmax(width, 0.0));
}

/* E[x^k] of a lognormal law between its ends. */
static double lognormal_moment(const aci_distribution *of, int power)
{
    double a = normal_end(of, of->least), b = normal_end(of, of->most), k = power;
    double share = gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
    double moved =
        gsl_cdf_ugaussian_P(b - k * of->spread) - gsl_cdf_ugaussian_P(a - k * of->spread);
    return pow(of->centre, k) * exp(0.5 * k * k * of->spread * of->spread) * moved / share;
}

static double log_uniform_moment(const aci_distribution *of, int power)
{
    double k = power;
    return (pow(of->most, k) - pow(of->least, k)) / (k * log(of->most / of->least));
}

double aci_distribution_mean(const aci_distribution *of)
{
    switch (of->kind) {
    case ACI_DISTRIBUTION_NORMAL:
        return normal_moment(of, 1);
    case ACI_DISTRIBUTION_LOGNORMAL:
        return lognormal_moment(of, 1);
    case ACI_DISTRIBUTION_LOG_UNIFORM:
        return log_uniform_moment(of, 1);
    case ACI_DISTRIBUTION_TRIANGULAR:
        return (of->least + of->centre + of->most) / 3.0;
    case ACI_DISTRIBUTION_UNIFORM:
        break;
    }
    return 0.5 * (of->least + of->most);
}

/* The root of the variance from the second moment about 0. */
static double deviation_from(double mean, double square)
{
    return sqrt(fmax(square - mean * mean, 0.0));
}

static double triangle_deviation(double a, double c, double b)
{
    return sqrt(((b - a) * (b - a) + (c - a) * (c - b)) / 18.0);
}

double aci_distribution_deviation(const aci_distribution *of)
{
    switch (of->kind) {
    case ACI_DISTRIBUTION_NORMAL:
        return normal_moment(of, 2);
    case ACI_DISTRIBUTION_LOGNORMAL:
        return deviation_from(lognormal_moment(of, 1), lognormal_moment(of, 2));
    case ACI_DISTRIBUTION_LOG_UNIFORM:
        return deviation_from(log_uniform_moment(of, 1), log_uniform_moment(of, 2));
    case ACI_DISTRIBUTION_TRIANGULAR:
        return triangle_deviation(of->least, of->centre, of->most);
    case ACI_DISTRIBUTION_UNIFORM:
        break;
    }
    return (of->most - of->least) / sqrt(12.0);
}
