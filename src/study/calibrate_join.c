/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data sets of a calibration as one model, and the problem of fitting it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calibrate_parts.h"

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for a calibration");
}

/* Rows of one set's inputs, equal ones once: a value of another set changes nothing here. */
static int gather(const aci_calibrate_set *set, int parameters, int points, const double *inputs,
                  double *rows, int *row_of)
{
    int keys = set->model.inputs, count = 0;
    for (int n = 0; n < points; ++n) {
        double *row = &rows[count * keys];
        for (int k = 0; k < keys; ++k) {
            row[k] = inputs[n * parameters + set->input[k]];
        }
        row_of[n] = 0;
        while (memcmp(&rows[row_of[n] * keys], row, (size_t)keys * sizeof *row) != 0) {
            row_of[n]++;
        }
        count += row_of[n] == count;
    }
    return count;
}

/// What a model fills in.
typedef struct results {
    double *values, *errors;
    aci_status *statuses;
} results;

/// Room for the points of one set.
typedef struct share {
    double *rows, *values, *errors;
    aci_status *statuses;
    int *row_of;
} share;

static bool make_share(const aci_calibrate_set *set, int points, share *out)
{
    size_t rows = (size_t)points, width = (size_t)set->model.outputs;
    *out = (share){.rows = calloc(rows * (size_t)set->model.inputs, sizeof(double)),
                   .values = calloc(rows * width, sizeof(double)),
                   .errors = calloc(rows * width, sizeof(double)),
                   .statuses = calloc(rows, sizeof(aci_status)),
                   .row_of = calloc(rows, sizeof(int))};
    return out->rows && out->values && out->errors && out->statuses && out->row_of;
}

static void free_share(share *s)
{
    free(s->rows);
    free(s->values);
    free(s->errors);
    free(s->statuses);
    free(s->row_of);
}

/* What was found for the rows, at the points that they stand for. */
static void scatter(const aci_calibrate_set *set, const share *s, int outputs, int points,
                    const results *to)
{
    int width = set->model.outputs;
    size_t size = (size_t)width * sizeof(double);
    for (int n = 0; n < points; ++n) {
        int row = s->row_of[n];
        memcpy(&to->values[n * outputs + set->first], &s->values[row * width], size);
        memcpy(&to->errors[n * outputs + set->first], &s->errors[row * width], size);
        to->statuses[n] = to->statuses[n] == ACI_OK ? s->statuses[row] : to->statuses[n];
    }
}

static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    aci_calibrate_join *join = context;
    const aci_model *whole = &join->problem.model;
    aci_status status = ACI_OK;
    for (int n = 0; n < points; ++n) {
        statuses[n] = ACI_OK;
    }
    for (int k = 0; k < join->set_count && status == ACI_OK; ++k) {
        aci_calibrate_set *set = &join->sets[k];
        const aci_model *model = &set->model;
        share s;
        status = make_share(set, points, &s) ? ACI_OK : out_of_memory();
        if (status == ACI_OK) {
            int count = gather(set, whole->inputs, points, inputs, s.rows, s.row_of);
            status = model->evaluate(model->context, count, s.rows, s.values, s.errors, s.statuses);
        }
        if (status == ACI_OK) {
            scatter(set, &s, whole->outputs, points, &(results){values, errors, statuses});
        }
        free_share(&s);
    }
    return status;
}

static const char *reason(void *context)
{
    const aci_calibrate_join *join = context;
    const char *text = NULL;
    for (int k = 0; k < join->set_count && text == NULL; ++k) {
        const aci_model *model = &join->sets[k].model;
        text = model->reason != NULL ? model->reason(model->context) : NULL;
    }
    return text;
}

static void add_parameter(aci_calibrate_join *join, int key, int set)
{
    const aci_calibrate_key *k = &join->calibrate->keys[key];
    int n = join->problem.parameter_count++;
    aci_fit_parameter *p = &join->parameters[n];
    *p = (aci_fit_parameter){
        .from = k->from, .to = k->to, .start = k->start, .logarithmic = k->logarithmic};
    if (set < 0) {
        snprintf(p->name, sizeof p->name, "%.*s", ACI_FIT_NAME_SIZE - 1, k->variable.key);
    } else {
        snprintf(p->name, sizeof p->name, "%.*s (%s)", ACI_FIT_NAME_SIZE - ACI_NAME_SIZE - 4,
                 k->variable.key, join->calibrate->measured.sets[set]);
    }
    join->key[n] = key;
    join->set_of[n] = set;
}

static void add_parameters(aci_calibrate_join *join)
{
    for (int key = 0; key < join->calibrate->key_count; ++key) {
        bool is_separate = join->calibrate->keys[key].separate;
        for (int set = 0; set < (is_separate ? join->set_count : 1); ++set) {
            for (int k = is_separate ? set : 0; k < (is_separate ? set + 1 : join->set_count);
                 ++k) {
                join->sets[k].input[key] = join->problem.parameter_count;
            }
            add_parameter(join, key, is_separate ? set : -1);
        }
    }
}

static aci_status add_sets(const aci_config *config, const char *set,
                           const aci_calibrate_modeller *modeller, aci_calibrate_join *join)
{
    for (int k = 0; k < join->set_count; ++k) {
        aci_calibrate_set *one = &join->sets[k];
        ACI_TRY(aci_calibrate_set_make(config, set, join->calibrate, k, join->plans, one));
        one->first = join->problem.model.outputs;
        const aci_evaluate_question question = {.variable_count = join->calibrate->key_count,
                                                .headline_count =
                                                    one->result_count * one->time_count,
                                                .variables = join->variables,
                                                .headlines = one->headlines};
        ACI_TRY(modeller->make(modeller->context, one->cases, &question, &one->model));
        join->problem.model.outputs += one->model.outputs;
    }
    return ACI_OK;
}

/* The error of a mean, sd/sqrt(n); pooled deviations are relative to the amount. */
static void add_data(aci_calibrate_join *join)
{
    const aci_calibrate *calibrate = join->calibrate;
    double freedom = 0.0, pooled = aci_measured_spread(&calibrate->measured, &freedom);
    for (int i = 0; i < calibrate->measured.count; ++i) {
        const aci_measured_row *row = &calibrate->measured.rows[i];
        double relative = calibrate->pools ? pooled : calibrate->relative;
        bool is_given = !calibrate->pools && isfinite(row->deviation);
        double deviation = is_given ? row->deviation : relative * fabs(row->amount);
        join->measured[i] = row->amount;
        join->error[i] = deviation / sqrt(row->samples);
        join->output[i] = aci_calibrate_output(&join->sets[row->set], 0, row->time);
    }
    join->problem.error_freedom = calibrate->pools ? freedom : 0.0;
}

static aci_status allocate(aci_calibrate_join *join)
{
    const aci_calibrate *calibrate = join->calibrate;
    size_t data = (size_t)calibrate->measured.count;
    join->sets = calloc((size_t)join->set_count, sizeof *join->sets);
    join->variables = calloc((size_t)calibrate->key_count + 1, sizeof *join->variables);
    join->output = calloc(data, sizeof *join->output);
    join->measured = calloc(data, sizeof *join->measured);
    join->error = calloc(data, sizeof *join->error);
    if (!join->sets || !join->variables || !join->output || !join->measured || !join->error) {
        join->set_count = join->sets == NULL ? 0 : join->set_count;
        return out_of_memory();
    }
    for (int k = 0; k < calibrate->key_count; ++k) {
        join->variables[k] = calibrate->keys[k].variable;
    }
    return ACI_OK;
}

aci_status aci_calibrate_make(const aci_config *config, const char *set,
                              const aci_calibrate *calibrate, bool plans,
                              const aci_calibrate_modeller *modeller, aci_calibrate_join *out)
{
    *out = (aci_calibrate_join){
        .calibrate = calibrate, .set_count = calibrate->measured.set_count, .plans = plans};
    ACI_TRY(allocate(out));
    ACI_TRY(add_sets(config, set, modeller, out));
    add_parameters(out);
    add_data(out);
    aci_fit_problem *problem = &out->problem;
    problem->model.context = out;
    problem->model.inputs = problem->parameter_count;
    problem->model.evaluate = evaluate;
    problem->model.reason = reason;
    problem->parameters = out->parameters;
    problem->data_count = calibrate->measured.count;
    problem->output = out->output;
    problem->measured = out->measured;
    problem->error = out->error;
    problem->starts = calibrate->starts;
    return ACI_OK;
}

void aci_calibrate_unmake(aci_calibrate_join *join)
{
    for (int k = 0; k < join->set_count; ++k) {
        aci_calibrate_set_unmake(&join->sets[k]);
    }
    free(join->sets);
    free(join->variables);
    free(join->output);
    free(join->measured);
    free(join->error);
    *join = (aci_calibrate_join){.set_count = 0};
}

aci_status aci_calibrate_plan(const aci_calibrate_join *join, const aci_fit *fit,
                              aci_plan_sample **samples, int *count)
{
    const aci_calibrate *calibrate = join->calibrate;
    *samples = calloc((size_t)fit->output_count + 1, sizeof **samples);
    *count = 0;
    if (*samples == NULL) {
        return out_of_memory();
    }
    for (int n = 0; n < fit->output_count; ++n) {
        aci_calibrate_place place = aci_calibrate_place_of(join, n);
        double error =
            calibrate->plan.relative * fabs(fit->values[n]) / sqrt(calibrate->plan.samples);
        bool is_wanted = calibrate->plan.result_count == 0;
        for (int k = 0; k < calibrate->plan.result_count; ++k) {
            is_wanted = is_wanted || strcmp(calibrate->plan.results[k], place.result) == 0;
        }
        if (is_wanted && error > 0.0 &&
            aci_calibrate_is_planned(calibrate, &join->sets[place.set], place.time)) {
            (*samples)[(*count)++] = (aci_plan_sample){.output = n, .error = error};
        }
    }
    aci_plan_rank(&join->problem, fit, calibrate->plan.picks, *count, *samples);
    return ACI_OK;
}

aci_calibrate_place aci_calibrate_place_of(const aci_calibrate_join *join, int output)
{
    int k = join->set_count - 1;
    while (join->sets[k].first > output) {
        --k;
    }
    const aci_calibrate_set *set = &join->sets[k];
    int n = output - set->first;
    return (aci_calibrate_place){.set = k,
                                 .result = set->results[n / set->time_count],
                                 .unit = set->headlines[n].outcome.unit,
                                 .time = set->times[n % set->time_count]};
}
