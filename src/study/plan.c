/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/plan.h"

#include <math.h>
#include <string.h>

static const double without_data = 12.0; /* one over the variance of an even spread over 0..1 */

/// The inverse of the information.
typedef struct aci_plan_matrix {
    int size;
    double at[ACI_FIT_PARAMETERS_MAX][ACI_FIT_PARAMETERS_MAX];
} matrix;

/* m g, and g^T m g. */
static double multiply(const matrix *m, const double *slope, double *product)
{
    double sum = 0.0;
    for (int a = 0; a < m->size; ++a) {
        product[a] = 0.0;
        for (int b = 0; b < m->size; ++b) {
            product[a] += m->at[a][b] * slope[b];
        }
        sum += slope[a] * product[a];
    }
    return sum;
}

/* One more measurement (Sherman and Morrison 1950); the gain. */
static double add_measurement(const double *slope, double error, matrix *m)
{
    double product[ACI_FIT_PARAMETERS_MAX];
    double sum = multiply(m, slope, product), divisor = error * error + sum;
    if (!isfinite(sum) || !(divisor > 0.0)) {
        return 0.0;
    }
    for (int a = 0; a < m->size; ++a) {
        for (int b = 0; b < m->size; ++b) {
            m->at[a][b] -= product[a] * product[b] / divisor;
        }
    }
    return log1p(sum / (error * error));
}

static const double *slope_of(const aci_fit *fit, int output)
{
    return &fit->jacobian[output * fit->parameter_count];
}

static matrix of_data(const aci_fit_problem *problem, const aci_fit *fit)
{
    matrix m = {.size = fit->parameter_count};
    for (int a = 0; a < m.size; ++a) {
        m.at[a][a] = 1.0 / without_data;
    }
    for (int i = 0; i < problem->data_count; ++i) {
        (void)add_measurement(slope_of(fit, problem->output[i]), problem->error[i], &m);
    }
    return m;
}

static void rank(int count, aci_plan_sample *samples)
{
    for (int n = 0; n < count; ++n) {
        samples[n].rank = 1;
        for (int k = 0; k < count; ++k) {
            bool is_before =
                samples[k].gain > samples[n].gain || (samples[k].gain == samples[n].gain && k < n);
            samples[n].rank += is_before;
        }
    }
}

static void pick(const aci_fit *fit, int picks, matrix m, int count, aci_plan_sample *samples)
{
    for (int turn = 1; turn <= picks; ++turn) {
        int best = -1;
        double largest = 0.0;
        for (int n = 0; n < count; ++n) {
            matrix with = m;
            double gain = samples[n].pick > 0 ? 0.0
                                              : add_measurement(slope_of(fit, samples[n].output),
                                                                samples[n].error, &with);
            best = gain > largest ? n : best;
            largest = fmax(gain, largest);
        }
        if (best < 0) {
            return;
        }
        (void)add_measurement(slope_of(fit, samples[best].output), samples[best].error, &m);
        samples[best].pick = turn;
    }
}

void aci_plan_rank(const aci_fit_problem *problem, const aci_fit *fit, int picks, int count,
                   aci_plan_sample *samples)
{
    const double half = sqrt(aci_fit_rise(0.0));
    const matrix before = of_data(problem, fit);
    for (int n = 0; n < count; ++n) {
        matrix with = before;
        samples[n].pick = 0;
        samples[n].gain =
            add_measurement(slope_of(fit, samples[n].output), samples[n].error, &with);
        for (int j = 0; j < fit->parameter_count; ++j) {
            samples[n].half[j] = half * sqrt(with.at[j][j]);
        }
    }
    rank(count, samples);
    pick(fit, picks, before, count, samples);
}
