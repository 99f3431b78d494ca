/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many cases at once: each is the run it would be alone, whatever becomes of the others. */
#include "acicula/study/evaluate.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/scenarios.h"

enum { CASES = 6 };

/// Depths of the cases, and what came of them.
typedef struct record {
    const char *depths[CASES];
    int ends, interrupted_after;
    double absorbed[CASES];
    aci_status status[CASES];
    char message[CASES][512];
} record;

static aci_status assign(void *context, aci_case *out)
{
    const record *l = context;
    out->count = 1;
    out->assignments[0] = (aci_assignment){"channels.depth", l->depths[out->number]};
    return ACI_OK;
}

static aci_status done(void *context, const aci_case_end *end)
{
    record *l = context;
    long n = end->values->number;
    (void)!ACI_FAIL(ACI_FILE, "what `done` itself came across");
    l->ends++;
    l->status[n] = end->status;
    snprintf(l->message[n], sizeof l->message[n], "%s", end->message);
    if (end->results != NULL) {
        const aci_history *h = &end->results->history;
        l->absorbed[n] = h->rows[ACI_HISTORY_absorbed][h->times - 1];
    }
    return ACI_OK;
}

static aci_status progress(void *context, double fraction, const char *stage)
{
    const record *l = context;
    (void)stage;
    cr_assert(fraction >= 0.0 && fraction <= 1.0 + 1e-12, "%g", fraction);
    return l->interrupted_after >= 0 && l->ends >= l->interrupted_after
               ? ACI_FAIL(ACI_INTERRUPTED, "enough")
               : ACI_OK;
}

static record make_record(void)
{
    return (record){.depths = {"50 um", "100 um", "150 um", "200 um", "250 um", "2 mm"},
                    .interrupted_after = -1};
}

static aci_status evaluate(record *l, int threads)
{
    aci_config *config = NULL;
    aci_cases *cases = NULL;
    cr_assert_eq(aci_config_parse("t.yaml", trial_cone, strlen(trial_cone), &config), ACI_OK);
    cr_assert_eq(aci_cases_create(config, NULL, &cases), ACI_OK);
    const aci_evaluate_options options = {.cases = cases,
                                          .count = CASES,
                                          .context = l,
                                          .assign = assign,
                                          .done = done,
                                          .progress = progress};
    aci_run_set_threads(threads);
    aci_status status = aci_evaluate(&options);
    aci_cases_destroy(&cases);
    aci_config_destroy(&config);
    return status;
}

Test(evaluate, cases_are_their_own_runs_to_the_bit_on_any_number_of_threads)
{
    for (int threads = 1; threads <= 3; threads++) {
        record l = make_record();
        cr_assert_eq(evaluate(&l, threads), ACI_OK);
        cr_assert_eq(l.ends, CASES);
        for (int n = 0; n < CASES - 1; n++) {
            trial t;
            char setting[64];
            snprintf(setting, sizeof setting, "channels.depth=%s", l.depths[n]);
            trial_compute(trial_cone, SETTINGS(setting), &t);
            cr_assert_eq(l.absorbed[n], trial_last(&t, ACI_HISTORY_absorbed), "case %d", n);
            trial_drop(&t);
        }
    }
}

Test(evaluate, a_case_that_cannot_be_fails_alone_and_says_why)
{
    record l = make_record();
    cr_assert_eq(evaluate(&l, 2), ACI_OK);
    cr_assert_eq(l.status[CASES - 1], ACI_BAD_INPUT);
    cr_assert_not_null(strstr(l.message[CASES - 1], "channels.depth"), "%s", l.message[CASES - 1]);
    for (int n = 0; n < CASES - 1; n++) {
        cr_assert_eq(l.status[n], ACI_OK);
    }
}

Test(evaluate, a_case_that_takes_too_long_says_after_what_time)
{
    record l = make_record();
    aci_config *config = NULL;
    aci_cases *cases = NULL;
    cr_assert_eq(aci_config_parse("a.yaml", trial_cone, strlen(trial_cone), &config), ACI_OK);
    cr_assert_eq(aci_cases_create(config, NULL, &cases), ACI_OK);
    const aci_evaluate_options options = {.cases = cases,
                                          .count = 1,
                                          .context = &l,
                                          .time_limit = 1e-9,
                                          .assign = assign,
                                          .done = done};
    cr_assert_eq(aci_evaluate(&options), ACI_OK);
    cr_assert_eq(l.status[0], ACI_NUMERICAL);
    cr_assert_eq(aci_evaluate_given_up(l.message[0]), 1e-9, "%s", l.message[0]);
    cr_assert_eq(aci_evaluate_given_up("some other reason, 3 s"), 0.0);
    aci_cases_destroy(&cases);
    aci_config_destroy(&config);
}

Test(evaluate, an_interrupt_ends_it_and_gives_running_cases_up)
{
    for (int threads = 1; threads <= 2; threads++) {
        record l = make_record();
        l.interrupted_after = 2;
        cr_assert_eq(evaluate(&l, threads), ACI_INTERRUPTED);
        cr_assert_eq(l.ends, 2);
    }
}

/// A store of one point.
typedef struct store {
    uint64_t identity;
    double values[2], errors[2];
    int kept, recalled;
} store;

static bool recall(void *context, uint64_t identity, double *values, double *errors,
                   aci_status *status)
{
    store *s = context;
    bool is_known = s->kept > 0 && identity == s->identity;
    if (is_known) {
        memcpy(values, s->values, sizeof s->values);
        memcpy(errors, s->errors, sizeof s->errors);
        *status = ACI_OK;
    }
    s->recalled += is_known;
    return is_known;
}

static aci_status keep(void *context, uint64_t identity, const double *values, const double *errors,
                       aci_status status)
{
    store *s = context;
    if (status == ACI_OK) {
        s->identity = identity;
        memcpy(s->values, values, sizeof s->values);
        memcpy(s->errors, errors, sizeof s->errors);
        s->kept++;
    }
    return ACI_OK;
}

/// A model of the cone: the depth in, absorbed and steady flux out.
typedef struct fixture {
    trial t;
    aci_cases *cases;
    aci_variable depth;
    aci_headline headlines[2];
    store kept;
    aci_evaluate_model state;
    aci_model model;
} fixture;

static void open_model(fixture *f)
{
    memset(f, 0, sizeof *f);
    trial_read(trial_cone, NULL, &f->t);
    cr_assert_eq(aci_cases_create(f->t.config, NULL, &f->cases), ACI_OK);
    const aci_node node = {.key = "channels.depth"};
    cr_assert_eq(aci_variable_read(f->t.config, &node, &f->depth), ACI_OK);
    cr_assert_eq(aci_headline_find(&f->t.scenario, "absorbed", NAN, &f->headlines[0]), ACI_OK);
    cr_assert_eq(aci_headline_find(&f->t.scenario, "steady_flux", NAN, &f->headlines[1]), ACI_OK);
    f->state = (aci_evaluate_model){.cases = f->cases,
                                    .variable_count = 1,
                                    .headline_count = 2,
                                    .variables = &f->depth,
                                    .headlines = f->headlines,
                                    .context = &f->kept,
                                    .recall = recall,
                                    .keep = keep};
    f->model = aci_evaluate_as_model(&f->state);
}

static void close_model(fixture *f)
{
    aci_cases_destroy(&f->cases);
    trial_drop(&f->t);
}

Test(evaluate, as_a_model_gives_the_numbers_of_the_runs)
{
    fixture f;
    const double depths[2] = {3e-4, 2e-3}; /* the second is deeper than the skin */
    double values[4], errors[4];
    aci_status statuses[2];
    open_model(&f);
    cr_assert_eq(f.model.inputs, 1);
    cr_assert_eq(f.model.outputs, 2);
    cr_assert_eq(f.model.evaluate(f.model.context, 2, depths, values, errors, statuses), ACI_OK);
    trial_run(&f.t, NULL);
    cr_assert_eq(statuses[0], ACI_OK);
    cr_assert_eq(values[0], trial_last(&f.t, ACI_HISTORY_absorbed));
    cr_assert_eq(values[1], f.t.results.history.steady_flux);
    cr_assert_float_eq(errors[1], values[1] * f.t.results.history.steady_flux_error,
                       1e-15 * values[1]);
    cr_assert_eq(statuses[1], ACI_BAD_INPUT);
    cr_assert(isnan(values[2]) && isnan(values[3]) && isnan(errors[2]));
    cr_assert_not_null(strstr(f.model.reason(f.model.context), "channels.depth"));
    close_model(&f);
}

Test(evaluate, a_point_without_the_time_asked_for_fails_and_says_why)
{
    fixture f;
    const double depth = 2e-4;
    double values[2], errors[2];
    aci_status status;
    open_model(&f);
    aci_cases_destroy(&f.cases);
    cr_assert_eq(aci_cases_create(f.t.config, "simulation.report_times=[1 h, 2 h]\n", &f.cases),
                 ACI_OK);
    f.state.cases = f.cases;
    cr_assert_eq(f.model.evaluate(f.model.context, 1, &depth, values, errors, &status), ACI_OK);
    cr_assert_eq(status, ACI_BAD_INPUT);
    cr_assert(isnan(values[0]) && isnan(values[1]));
    cr_assert_not_null(strstr(f.model.reason(f.model.context), "'absorbed at 24 h': no report"),
                       "%s", f.model.reason(f.model.context));
    close_model(&f);
}

Test(evaluate, a_point_that_is_known_is_not_run_again)
{
    fixture f;
    const double depth = 2e-4;
    double values[2][2], errors[2][2];
    aci_status status;
    open_model(&f);
    for (int n = 0; n < 2; n++) {
        cr_assert_eq(f.model.evaluate(f.model.context, 1, &depth, values[n], errors[n], &status),
                     ACI_OK);
    }
    cr_assert_eq(f.state.runs, 1);
    cr_assert_eq(f.kept.recalled, 1);
    cr_assert_eq(memcmp(values[0], values[1], sizeof values[0]), 0);
    close_model(&f);
}

/* Only the comparison with intact skin goes. */
Test(evaluate, a_run_without_its_control_is_the_same_bit_for_bit)
{
    trial with, without;
    trial_compute(trial_cone, NULL, &with);
    trial_read(trial_cone, NULL, &without);
    const aci_run_options options = {.scenario = &without.scenario, .without_control = true};
    cr_assert_eq(aci_run_with(&options, &without.results), ACI_OK);
    const aci_history *a = &with.results.history, *b = &without.results.history;
    for (int row = 0; row < ACI_HISTORY_ROWS; row++) {
        cr_assert_eq(memcmp(a->rows[row], b->rows[row], (size_t)a->times * sizeof(double)), 0);
        cr_assert_eq(a->numerical_error[row], b->numerical_error[row]);
    }
    cr_assert_eq(a->steady_flux, b->steady_flux);
    cr_assert_eq(without.results.control.times, 0);
    cr_assert(with.results.endpoints[ACI_ENDPOINT_enhancement_ratio].exists);
    cr_assert_not(without.results.endpoints[ACI_ENDPOINT_enhancement_ratio].exists);
    cr_assert_eq(with.results.accuracy_reached, without.results.accuracy_reached);
    trial_drop(&with);
    trial_drop(&without);
}
