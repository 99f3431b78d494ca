/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A config as a model: numbers in, numbers out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "acicula/study/evaluate.h"

/// A batch of points on its way.
typedef struct batch {
    aci_evaluate_model *model;
    const double *inputs;
    double *values, *errors;
    aci_status *statuses;
    int left; ///< points that are not known yet
    int *todo;
} batch;

static aci_status assign_point(const batch *b, int point, aci_case *out)
{
    const aci_evaluate_model *m = b->model;
    out->count = m->variable_count;
    for (int k = 0; k < m->variable_count; ++k) {
        double value = b->inputs[(size_t)point * (size_t)m->variable_count + (size_t)k];
        ACI_TRY(aci_variable_write(&m->variables[k], value, out->room[k]));
        out->assignments[k] = (aci_assignment){m->variables[k].key, out->room[k]};
    }
    return ACI_OK;
}

static aci_status assign(void *context, aci_case *out)
{
    const batch *b = context;
    return assign_point(b, b->todo[out->number], out);
}

static uint64_t identity_of(const batch *b, int point)
{
    aci_case values = {.number = 0};
    aci_status status = assign_point(b, point, &values);
    return status == ACI_OK
               ? aci_cases_identity_of(b->model->cases, values.count, values.assignments)
               : 0;
}

/* A case with other report times, as another duration gives it, has no number to compare. */
static aci_status check_times(const aci_evaluate_model *m, const aci_case_end *end)
{
    for (int k = 0; k < m->headline_count; ++k) {
        if (end->results != NULL && !aci_headline_is_reported(&m->headlines[k], end->scenario)) {
            return ACI_FAIL(ACI_BAD_INPUT,
                            "'%s': no report time of this case; simulation.report_times must have "
                            "it in every case",
                            m->headlines[k].label);
        }
    }
    return ACI_OK;
}

static aci_status done(void *context, const aci_case_end *end)
{
    batch *b = context;
    aci_evaluate_model *m = b->model;
    const aci_status times = check_times(m, end), status = times == ACI_OK ? end->status : times;
    const size_t point = (size_t)b->todo[end->values->number];
    double *values = b->values + point * (size_t)m->headline_count;
    double *errors = b->errors + point * (size_t)m->headline_count;
    b->statuses[point] = status;
    m->runs++;
    for (int k = 0; k < m->headline_count; ++k) {
        values[k] = errors[k] = NAN;
        if (end->results != NULL && status == ACI_OK) {
            values[k] =
                aci_headline_value(&m->headlines[k], end->scenario, end->results, &errors[k]);
        }
    }
    if (status != ACI_OK) {
        snprintf(m->reason, sizeof m->reason, "%s",
                 times != ACI_OK ? aci_status_message() : end->message);
    }
    return m->keep == NULL || status == ACI_FILE
               ? ACI_OK
               : m->keep(m->context, identity_of(b, (int)point), values, errors, status);
}

static bool recall(const batch *b, int point)
{
    const aci_evaluate_model *m = b->model;
    const size_t at = (size_t)point * (size_t)m->headline_count;
    return m->recall != NULL && m->recall(m->context, identity_of(b, point), b->values + at,
                                          b->errors + at, &b->statuses[point]);
}

static aci_status on_progress(void *context, double fraction, const char *stage)
{
    const aci_evaluate_model *m = ((const batch *)context)->model;
    return m->progress != NULL ? m->progress(m->context, fraction, stage) : ACI_OK;
}

static bool is_mechanical(const aci_evaluate_model *m)
{
    bool all = m->headline_count > 0;
    for (int k = 0; k < m->headline_count; ++k) {
        all = all && m->headlines[k].outcome.is_mechanical;
    }
    return all;
}

static bool needs_control(const aci_evaluate_model *m)
{
    bool any = false;
    for (int k = 0; k < m->headline_count; ++k) {
        any = any || m->headlines[k].outcome.needs_control;
    }
    return any;
}

static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    batch b = {.model = context,
               .inputs = inputs,
               .values = values,
               .errors = errors,
               .statuses = statuses,
               .todo = calloc((size_t)points + 1, sizeof *b.todo)};
    if (b.todo == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the points of a study");
    }
    for (int n = 0; n < points; ++n) {
        if (!recall(&b, n)) {
            b.todo[b.left++] = n;
        }
    }
    const aci_evaluate_options options = {.cases = b.model->cases,
                                          .count = b.left,
                                          .context = &b,
                                          .without_control = !needs_control(b.model),
                                          .mechanics_only = is_mechanical(b.model),
                                          .assign = assign,
                                          .done = done,
                                          .progress = on_progress};
    aci_status status = aci_evaluate(&options);
    free(b.todo);
    return status;
}

static const char *reason(void *context)
{
    const aci_evaluate_model *m = context;
    return m->reason[0] != '\0' ? m->reason : NULL;
}

aci_model aci_evaluate_as_model(aci_evaluate_model *model)
{
    return (aci_model){.context = model,
                       .inputs = model->variable_count,
                       .outputs = model->headline_count,
                       .evaluate = evaluate,
                       .reason = reason};
}
