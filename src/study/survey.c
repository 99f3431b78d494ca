/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey.h"

#include <math.h>
#include <stdlib.h>

int aci_survey_before(const aci_survey *survey)
{
    return ACI_SURVEY_FIRST + survey->model->inputs * survey->share_count;
}

int aci_survey_point(const aci_survey *survey, int input, int share)
{
    return ACI_SURVEY_FIRST + input * survey->share_count + share;
}

static double *input_at(aci_survey *survey, int point)
{
    return survey->inputs + (size_t)point * (size_t)survey->model->inputs;
}

void aci_survey_put(aci_survey *survey, int point, const double *shares)
{
    double *inputs = input_at(survey, point);
    for (int i = 0; i < survey->model->inputs; ++i) {
        inputs[i] = aci_distribution_quantile(&survey->distributions[i], shares[i]);
    }
}

static void put_centres(aci_survey *survey)
{
    double *inputs = input_at(survey, ACI_SURVEY_CENTRE);
    for (int i = 0; i < survey->model->inputs; ++i) {
        const aci_distribution *of = &survey->distributions[i];
        inputs[i] = isfinite(of->centre) ? of->centre : aci_distribution_quantile(of, 0.5);
    }
}

static void put_one_at_a_time(aci_survey *survey)
{
    double shares[ACI_UNCERTAIN_MAX];
    for (int i = 0; i < ACI_UNCERTAIN_MAX; ++i) {
        shares[i] = 0.5;
    }
    aci_survey_put(survey, ACI_SURVEY_MEDIAN, shares);
    for (int i = 0; i < survey->model->inputs; ++i) {
        for (int s = 0; s < survey->share_count; ++s) {
            shares[i] = survey->shares[s];
            aci_survey_put(survey, aci_survey_point(survey, i, s), shares);
        }
        shares[i] = 0.5;
    }
}

aci_status aci_survey_create(aci_survey *survey, int designed)
{
    if (survey->model->inputs < 1 || survey->model->inputs > ACI_UNCERTAIN_MAX) {
        return ACI_FAIL(ACI_BAD_INPUT, "%d uncertain numbers, allowed are 1 to %d",
                        survey->model->inputs, ACI_UNCERTAIN_MAX);
    }
    survey->points = aci_survey_before(survey) + designed;
    size_t points = (size_t)survey->points;
    size_t outputs = points * (size_t)survey->model->outputs;
    survey->inputs = calloc(points * (size_t)survey->model->inputs, sizeof *survey->inputs);
    survey->values = calloc(outputs + 1, sizeof *survey->values);
    survey->errors = calloc(outputs + 1, sizeof *survey->errors);
    survey->statuses = calloc(points, sizeof *survey->statuses);
    if (survey->inputs == NULL || survey->values == NULL || survey->errors == NULL ||
        survey->statuses == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d points", survey->points);
    }
    put_centres(survey);
    put_one_at_a_time(survey);
    return ACI_OK;
}

void aci_survey_destroy(aci_survey *survey)
{
    free(survey->inputs);
    free(survey->values);
    free(survey->errors);
    free(survey->statuses);
    survey->inputs = survey->values = survey->errors = NULL;
    survey->statuses = NULL;
}

aci_status aci_survey_run(aci_survey *survey)
{
    const aci_model *model = survey->model;
    return model->evaluate(model->context, survey->points, survey->inputs, survey->values,
                           survey->errors, survey->statuses);
}

double aci_survey_value(const aci_survey *survey, int point, int output)
{
    double value = survey->values[(size_t)point * (size_t)survey->model->outputs + (size_t)output];
    return survey->statuses[point] == ACI_OK && isfinite(value) ? value : NAN;
}

int aci_survey_failures(const aci_survey *survey)
{
    int count = 0;
    for (int p = 0; p < survey->points; ++p) {
        count += survey->statuses[p] != ACI_OK;
    }
    return count;
}
