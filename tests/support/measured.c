/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measured.h"

#include <math.h>

#include "acicula/base/random.h"

static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    const formula_data *data = context;
    for (int n = 0; n < points; ++n) {
        statuses[n] = ACI_OK;
        for (int k = 0; k < data->points; ++k) {
            double value = data->f(&inputs[n * data->problem.parameter_count], data->time[k]);
            values[n * data->points + k] = value;
            errors[n * data->points + k] = data->numerical * fabs(value);
            statuses[n] = isnan(value) ? ACI_NUMERICAL : statuses[n];
        }
    }
    return ACI_OK;
}

void formula_make(formula_data *data, formula *f, int parameters, const aci_fit_parameter *box,
                  int points)
{
    *data = (formula_data){.f = f, .points = points};
    for (int k = 0; k < points; ++k) {
        data->time[k] = k + 1.0;
        data->output[k] = k;
        data->error[k] = 1.0;
    }
    data->problem = (aci_fit_problem){
        .model = {.context = data, .inputs = parameters, .outputs = points, .evaluate = evaluate},
        .parameter_count = parameters,
        .parameters = box,
        .data_count = points,
        .output = data->output,
        .measured = data->measured,
        .error = data->error,
        .starts = 4};
}

void formula_measure(formula_data *data, const double *truth, double noise, double stated,
                     unsigned seed)
{
    aci_random random = aci_random_start(seed, 77, 0);
    for (int k = 0; k < data->points; ++k) {
        double value = data->f(truth, data->time[k]);
        data->measured[k] = value + noise * fabs(value) * aci_random_normal(&random);
        data->error[k] = stated * fabs(value);
    }
}

void formula_sample(formula_data *data, const double *truth, double deviation, int samples,
                    bool pools, unsigned seed)
{
    aci_random random = aci_random_start(seed, 78, 0);
    double pooled = 0.0, root = sqrt((double)samples);
    for (int k = 0; k < data->points; ++k) {
        double value = data->f(truth, data->time[k]), sum = 0.0, squares = 0.0;
        for (int n = 0; n < samples; ++n) {
            double sample = value * (1.0 + deviation * aci_random_normal(&random));
            sum += sample;
            squares += sample * sample;
        }
        double mean = sum / samples, variance = (squares - sum * mean) / (samples - 1);
        data->measured[k] = mean;
        data->error[k] = sqrt(variance) / root;
        pooled += variance / (mean * mean);
    }
    pooled = sqrt(pooled / data->points);
    for (int k = 0; pools && k < data->points; ++k) {
        data->error[k] = pooled * fabs(data->measured[k]) / root;
    }
    data->problem.error_freedom = pools ? (samples - 1.0) * data->points : 0.0;
}
