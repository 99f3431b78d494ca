/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `calibrate` with runs of a slab behind it. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/random.h"
#include "acicula/study/calibrate.h"

TestSuite(calibrate, .timeout = 120);

/* One layer, lag h^2/(6 D) = 1 h at D = 1e-12 m2/s and 147 um. */
#define SLAB                                                                                       \
    "skin: {layers: [{name: dermis, thickness: 147 um, diffusivity: 1e-12 m2/s, partition: 1}]}\n" \
    "product: {concentration: 10 kg/m3, dose: infinite, partition: 1}\n"                           \
    "simulation: {geometry: slab, duration: 2 h, report_every: 1 h, accuracy: 1e-2}\n"
#define FIT "    skin.layers.dermis.diffusivity: {from: 1e-13 m2/s, to: 1e-11 m2/s}\n"

static const char *const times[] = {"0.5", "1", "2", "3", "4", "6", "8", "10"};
enum { TIMES = sizeof times / sizeof times[0], MODELS = 4 };

/// A config with data in it, read.
typedef struct opened {
    aci_config *config;
    aci_scenario scenario;
    aci_calibrate calibrate;
    aci_status status;
} opened;

static void open_text(opened *o, const char *text, const char *data)
{
    cr_assert_eq(aci_config_parse("c.yaml", text, strlen(text), &o->config), ACI_OK, "%s",
                 aci_status_message());
    cr_assert_eq(aci_config_add_input(o->config, "d.csv", data, strlen(data)), ACI_OK);
    aci_status status = aci_scenario_read(o->config, &o->scenario);
    cr_assert_eq(status, ACI_OK, "%s", aci_config_faults(o->config));
    o->status = aci_calibrate_read(o->config, &o->scenario, &o->calibrate);
}

static void close_text(opened *o)
{
    aci_calibrate_destroy(&o->calibrate);
    aci_scenario_destroy(&o->scenario);
    aci_config_destroy(&o->config);
}

/// Models as the app makes them, without a journal.
typedef struct models {
    int count;
    aci_evaluate_model list[MODELS];
} models;

static aci_status make_model(void *context, const aci_cases *cases,
                             const aci_evaluate_question *question, aci_model *out)
{
    models *m = context;
    aci_evaluate_model *model = &m->list[m->count++];
    *model = (aci_evaluate_model){.cases = cases,
                                  .variable_count = question->variable_count,
                                  .variables = question->variables,
                                  .headline_count = question->headline_count,
                                  .headlines = question->headlines};
    *out = aci_evaluate_as_model(model);
    return ACI_OK;
}

/* What the joined model gives at inputs, at each measurement. */
static void predict(const aci_calibrate_join *join, const double *inputs, double *out)
{
    const aci_model *model = &join->problem.model;
    double *room = calloc(2 * (size_t)model->outputs, sizeof *room);
    aci_status status = ACI_OK;
    cr_assert_eq(model->evaluate(model->context, 1, inputs, room, room + model->outputs, &status),
                 ACI_OK);
    cr_assert_eq(status, ACI_OK, "%s", model->reason(model->context));
    for (int i = 0; i < join->problem.data_count; ++i) {
        out[i] = room[join->output[i]];
    }
    free(room);
}

static void add_rows(char *data, size_t size, const char *set)
{
    for (int k = 0; k < TIMES; ++k) {
        size_t used = strlen(data);
        snprintf(data + used, size - used, "%s,1,,3,%s\n", times[k], set);
    }
}

/* Two data sets of one skin: concentration their own, diffusivity shared. Amounts of the model at
 * the truth stand in place of those of the file. */
static void open_two(opened *o, models *m, aci_calibrate_join *join, double *truth, double *exact)
{
    static const char text[] = SLAB "calibrate:\n  data: [d.csv]\n  fit:\n" FIT
                                    "    product.concentration: {from: 1 kg/m3, to: 100 kg/m3, "
                                    "separate: yes}\n"
                                    "  sets: [{name: thick, set: {skin.layers.dermis.thickness: "
                                    "200 um}}]\n"
                                    "  error: {relative: 8 %}\n";
    char data[2048] = "time,amount,sd,n,set\nh,ug/cm2,ug/cm2,1,\n";
    add_rows(data, sizeof data, "thin");
    add_rows(data, sizeof data, "thick");
    open_text(o, text, data);
    cr_assert_eq(o->status, ACI_OK, "%s", aci_config_faults(o->config));
    const aci_calibrate_modeller modeller = {m, make_model};
    cr_assert_eq(aci_calibrate_make(o->config, NULL, &o->calibrate, false, &modeller, join), ACI_OK,
                 "%s", aci_status_message());
    cr_assert_eq(join->problem.parameter_count, 3);
    truth[0] = 1e-12;
    truth[1] = 5.0;
    truth[2] = 20.0;
    predict(join, truth, exact);
}

static void measure(aci_calibrate_join *join, const double *exact, double relative, unsigned seed)
{
    aci_random random = aci_random_start(seed, 5, 0);
    for (int i = 0; i < join->problem.data_count; ++i) {
        join->measured[i] = exact[i] * (1.0 + relative * aci_random_normal(&random));
        join->error[i] = 0.05 * exact[i];
    }
}

/* The data are of the same runs, so that their errors go with the truth; what is left is where
 * descents end, sqrt(1e-4) standard errors, and jumps of the grid, a part of an error of
 * computation of a hundredth while those of the data are twenty: below a tenth of a standard error.
 * Each set has its own concentration; the second's skin is thicker. */
Test(calibrate, shares_some_values_and_keeps_others_apart)
{
    opened o = {.config = NULL};
    models m = {.count = 0};
    aci_calibrate_join join;
    aci_fit fit;
    double truth[3], exact[2 * TIMES];
    open_two(&o, &m, &join, truth, exact);
    measure(&join, exact, 0.0, 1);
    cr_assert_str_eq(join.parameters[1].name, "product.concentration (thin)");
    cr_assert_lt(exact[TIMES + 3], 4.0 * exact[3], "lag and flux follow the thickness");
    cr_assert_eq(aci_fit_solve(&join.problem, &fit), ACI_OK, "%s", aci_status_message());
    for (int j = 0; j < 3; ++j) {
        cr_assert_float_eq(fit.estimate[j], truth[j], 0.1 * fit.standard_error[j]);
    }
    aci_fit_destroy(&fit);
    aci_calibrate_unmake(&join);
    close_text(&o);
}

/* A change of one set's own value leaves the other's numbers the same bits, without a run. */
Test(calibrate, does_not_run_what_stays_the_same)
{
    opened o = {.config = NULL};
    models m = {.count = 0};
    aci_calibrate_join join;
    double truth[3], exact[2 * TIMES], other[2 * TIMES];
    open_two(&o, &m, &join, truth, exact);
    long before = m.list[0].runs;
    const double points[3][3] = {{1e-12, 5.0, 20.0}, {1e-12, 5.0, 30.0}, {1e-12, 5.0, 40.0}};
    const aci_model *model = &join.problem.model;
    double *room = calloc(6 * (size_t)model->outputs, sizeof *room);
    aci_status statuses[3];
    cr_assert_eq(
        model->evaluate(model->context, 3, points[0], room, room + 3 * model->outputs, statuses),
        ACI_OK);
    cr_assert_eq(m.list[0].runs - before, 1);
    predict(&join, points[1], other);
    cr_assert_eq(memcmp(exact, other, TIMES * sizeof *exact), 0);
    cr_assert_float_eq(other[TIMES], 1.5 * exact[TIMES], 1e-9 * other[TIMES]);
    free(room);
    aci_calibrate_unmake(&join);
    close_text(&o);
}

/* The duration of 2 h is prolonged to the last measured time; sheets have the columns that figures
 * and users expect. */
Test(calibrate, findings_hold_the_fit)
{
    static const struct {
        const char *sheet, *column;
        int rows;
    } expected[] = {{"parameters", "estimate", 3},     {"parameters", "high_scaled", 3},
                    {"correlation", "correlation", 3}, {"fit", "standardised_residual", 2 * TIMES},
                    {"curve", "band_high", 0},         {"profile", "threshold_scaled", 0},
                    {"summary", "value", 11},          {"headlines", "model_form", 2}};
    opened o = {.config = NULL};
    models m = {.count = 0};
    aci_calibrate_join join;
    aci_fit fit;
    aci_fit_profile profiles[3];
    aci_findings findings = {.sheet_count = 0};
    double truth[3], exact[2 * TIMES];
    open_two(&o, &m, &join, truth, exact);
    measure(&join, exact, 0.05, 2);
    join.problem.starts = 1;
    cr_assert_eq(aci_fit_solve(&join.problem, &fit), ACI_OK);
    cr_assert_eq(aci_fit_profiles(&join.problem, &fit, profiles), ACI_OK);
    cr_assert_eq(aci_calibrate_findings(&join, &fit, profiles, NULL, 0, &findings), ACI_OK);
    for (size_t k = 0; k < sizeof expected / sizeof expected[0]; ++k) {
        const aci_sheet *sheet = aci_findings_sheet(&findings, expected[k].sheet);
        cr_assert_not_null(sheet, "%s", expected[k].sheet);
        cr_assert_not_null(aci_findings_column(sheet, expected[k].column));
        cr_assert(expected[k].rows == 0 || sheet->rows == expected[k].rows, "%s has %d",
                  expected[k].sheet, sheet->rows);
    }
    const aci_column *time = aci_findings_column(aci_findings_sheet(&findings, "curve"), "time");
    cr_assert_eq(time->numbers[aci_findings_sheet(&findings, "curve")->rows - 1], 36000.0);
    cr_assert_not_null(strstr(findings.notes, "degrees of freedom"));
    aci_findings_destroy(&findings);
    aci_fit_destroy(&fit);
    aci_calibrate_unmake(&join);
    close_text(&o);
}

/* 100 data sets of a slab through the solver. Set ACICULA_LONG=1. */
Test(calibrate, long_intervals_hold_the_truth, .timeout = 1200)
{
    enum { SEEDS = 100, ENOUGH = 90 };
    int inside[3] = {0};
    opened o = {.config = NULL};
    models m = {.count = 0};
    aci_calibrate_join join;
    double truth[3], exact[2 * TIMES];
    if (getenv("ACICULA_LONG") == NULL) {
        cr_skip("set ACICULA_LONG=1 for a hundred fits by runs");
    }
    open_two(&o, &m, &join, truth, exact);
    join.problem.starts = 1;
    for (unsigned seed = 1; seed <= SEEDS; ++seed) {
        aci_fit fit;
        aci_fit_profile profiles[3];
        measure(&join, exact, 0.05, seed);
        cr_assert_eq(aci_fit_solve(&join.problem, &fit), ACI_OK);
        cr_assert_eq(aci_fit_profiles(&join.problem, &fit, profiles), ACI_OK);
        for (int j = 0; j < 3; ++j) {
            inside[j] +=
                truth[j] >= profiles[j].interval.low && truth[j] <= profiles[j].interval.high;
        }
        aci_fit_destroy(&fit);
    }
    for (int j = 0; j < 3; ++j) {
        cr_log_info("coverage of %s: %d of %d", join.parameters[j].name, inside[j], SEEDS);
        cr_assert_geq(inside[j], ENOUGH, "%s: %d", join.parameters[j].name, inside[j]);
    }
    aci_calibrate_unmake(&join);
    close_text(&o);
}

#define DATA "time,amount,sd,n\nh,ug/cm2,ug/cm2,1\n1,2,0.1,3\n2,5,0.1,3\n"
#define FIRST SLAB "calibrate:\n  data: [d.csv]\n"

static const struct {
    const char *text, *data, *fault;
} cases[] = {
    {SLAB, DATA, "c.yaml:1:1: error: calibrate: missing, expected what to fit"},
    {FIRST, DATA, "c.yaml:4:1: error: calibrate.fit: missing, expected what to fit"},
    {FIRST "  fit: {skin.layers.dermis.difusivity: {from: 1e-13 m2/s, to: 1e-11 m2/s}}\n", DATA,
     "c.yaml:6:9: error: calibrate.fit.skin.layers.dermis.difusivity: "},
    {FIRST "  fit: {skin.site: {from: 1, to: 2}}\n", DATA,
     "c.yaml:6:9: error: calibrate.fit.skin.site: cannot be fitted, expected the key of a "
     "number that is no count"},
    {FIRST "  fit: {product.concentration: {from: 1 kg/m3}}\n", DATA,
     "c.yaml:6:9: error: calibrate.fit.product.concentration.to: missing, expected an end of "
     "the box to search, such as 1 "},
    {FIRST "  fit: {product.concentration: {from: 1 m, to: 2 kg/m3}}\n", DATA,
     "c.yaml:6:41: error: calibrate.fit.product.concentration.from: "},
    {FIRST "  fit: {product.concentration: {from: 3 kg/m3, to: 2 kg/m3}}\n", DATA,
     "c.yaml:6:52: error: calibrate.fit.product.concentration.to: not above from"},
    {FIRST "  fit: {product.concentration: {from: 1 kg/m3, to: 2 kg/m3, start: 2 kg/m3}}\n", DATA,
     "c.yaml:6:68: error: calibrate.fit.product.concentration.start: not between from"},
    {FIRST "  fit: {product.concentration: {from: 1 kg/m3, to: 2 kg/m3, scal: log}}\n", DATA,
     "c.yaml:6:61: error: calibrate.fit.product.concentration.scal: unknown key 'scal', did "
     "you "
     "mean 'scale'? allowed are from, to, start, scale and separate"},
    {FIRST "  fit: {product.concentration: {from: 1 kg/m3, to: 2 kg/m3, scale: logs}}\n", DATA,
     "c.yaml:6:68: error: calibrate.fit.product.concentration.scale: allowed are linear and "
     "log"},
    {FIRST "  fit:\n" FIT "  result: absorbt\n", DATA,
     "c.yaml:8:11: error: calibrate.result: 'absorbt' is no result, did you mean 'absorbed'?"},
    {FIRST "  fit:\n" FIT "  result: steady_flux\n", DATA,
     "c.yaml:8:11: error: calibrate.result: 'steady_flux' is one number for the whole run"},
    {FIRST "  fit:\n" FIT "  sets: [{name: leg}]\n", DATA,
     "c.yaml:8:17: error: calibrate.sets[0].name: no data set 'leg', the data have d"},
    {FIRST "  fit:\n" FIT
           "  sets: [{name: d, set: {skin.layers.dermis.diffusivity: 1e-12 m2/s}}]\n",
     DATA,
     "c.yaml:8:26: error: calibrate.sets[0].set.skin.layers.dermis.diffusivity: is fitted "
     "as well"},
    {FIRST "  fit:\n" FIT, "time,amount\nh,ug/cm2\n1,2\n",
     "c.yaml:4:1: error: calibrate.error: missing, 1 amount of the data without sd"},
    {FIRST "  fit:\n" FIT "  error: {pool: yes, relative: 1 %}\n", "time,amount\nh,ug/cm2\n1,2\n",
     "c.yaml:8:17: error: calibrate.error.pool: nothing to pool"},
    {FIRST "  fit:\n" FIT "    product.concentration: {from: 1 kg/m3, to: 9 kg/m3}\n",
     "time,amount,sd\nh,ug/cm2,ug/cm2\n1,2,1\n",
     "c.yaml:6:3: error: calibrate.fit: 2 values to fit to 1 measurements"},
    {FIRST "  fit:\n" FIT "  plan: {times: [3 h]}\n", DATA,
     "c.yaml:8:18: error: calibrate.plan.times[0]: times must increase"},
    {SLAB "calibrate:\n  fit:\n" FIT, DATA,
     "c.yaml:4:1: error: calibrate.data: missing, expected CSV files"},
    {SLAB "calibrate:\n  data: [d.csv]\n  fit:\n" FIT, "time,amount,sd\nh,ug/cm2,ug/cm2\n1,x,1\n",
     "d.csv:3:3: error: calibrate.data[0]: 'x' in column amount is not a number"},
};

Test(calibrate, a_fault_in_the_section_shows_its_place)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        opened o = {.config = NULL};
        open_text(&o, cases[i].text, cases[i].data);
        cr_assert_eq(o.status, ACI_BAD_INPUT, "%s", cases[i].text);
        const char *faults = aci_config_faults(o.config);
        cr_expect_eq(strncmp(faults, cases[i].fault, strlen(cases[i].fault)), 0, "%s\n%s", faults,
                     cases[i].fault);
        cr_expect_eq(aci_config_fault_count(o.config), 1, "%s", faults);
        close_text(&o);
    }
}
