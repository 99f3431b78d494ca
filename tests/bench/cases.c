/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/run.h"
#include "acicula/study/sweep.h"
#include "clock.h"
#include "commands.h"
#include "discrete.h"

enum { SETTINGS = 3, SETTING_SIZE = 64, ROW_SIZE = 10 };

typedef struct sample {
    const char *path;
    char settings[SETTINGS][SETTING_SIZE]; ///< empty: none
    aci_results results;
    double time; ///< from reading the config to the results, s
} sample;

static aci_status read_and_run(sample *s, aci_config **config, aci_scenario *scenario)
{
    ACI_TRY(aci_config_read(s->path, config));
    for (int n = 0; n < SETTINGS && s->settings[n][0] != '\0'; ++n) {
        ACI_TRY(aci_config_set_argument(*config, s->settings[n]));
    }
    ACI_TRY(aci_scenario_read(*config, scenario));
    return aci_run(scenario, NULL, &s->results);
}

static aci_status compute(sample *s)
{
    aci_config *config = NULL;
    aci_scenario scenario = {0};
    double begin = clock_now();
    aci_results_destroy(&s->results);
    memset(&s->results, 0, sizeof s->results);
    aci_status status = read_and_run(s, &config, &scenario);
    s->time = clock_now() - begin;
    aci_scenario_destroy(&scenario);
    aci_config_destroy(&config);
    return status;
}

/// Amounts and flux over u0 = 1 kg/m3: um, um/h.
static void print_history(const aci_history *h)
{
    static const int shown[] = {ACI_HISTORY_bottom, ACI_HISTORY_cleared, ACI_HISTORY_absorbed,
                                ACI_HISTORY_channel_amount, ACI_HISTORY_vehicle};
    for (int n = 0; n < h->times; ++n) {
        printf("row %g", h->time[n] / 3600.0);
        for (size_t row = 0; row < sizeof shown / sizeof *shown; ++row) {
            printf(" %.9g", 1e6 * h->rows[shown[row]][n]);
        }
        for (int layer = 0; layer < h->layers; ++layer) {
            printf(" %.9g", 1e6 * h->layer_amount[n * h->layers + layer]);
        }
        printf("\n");
    }
    printf("steady_flux %.9g\nestimate %.3g\n", 3600e6 * h->steady_flux,
           h->numerical_error[ACI_HISTORY_absorbed]);
}

static void print_cost(const aci_run_cost *cost)
{
    printf("cells %ld\nsolves %ld\niterations %ld\n", cost->cells, cost->solves, cost->iterations);
}

int command_run(char **words)
{
    sample s = {.path = words[0]};
    snprintf(s.settings[0], SETTING_SIZE, "simulation.accuracy=%s", words[1]);
    int repeats = atoi(words[2]);
    double *times = calloc((size_t)(repeats < 1 ? 1 : repeats), sizeof *times);
    aci_status status = times == NULL ? ACI_FAIL(ACI_FILE, "out of memory") : ACI_OK;
    int done = 0;
    while (status == ACI_OK && done < repeats) {
        status = compute(&s);
        times[done++] = s.time;
    }
    if (status == ACI_OK && done > 0) {
        print_history(&s.results.history);
        print_cost(&s.results.cost);
        printf("reached %d\nwall_s %.6g\n", s.results.accuracy_reached, clock_median(times, done));
    }
    aci_results_destroy(&s.results);
    free(times);
    return status == ACI_OK ? 0 : discrete_fail(status);
}

/// A sweep and what came of its cases.
typedef struct swept {
    aci_config *config;
    aci_sweep sweep;
    aci_cases *cases;
    double (*rows)[ROW_SIZE]; ///< [count] length and pitch in um, amounts in um, flux in um/h
    aci_run_cost sum;
    int failed;
} swept;

static aci_status assign_case(void *context, aci_case *out)
{
    const swept *s = context;
    return aci_sweep_assign(&s->sweep, out);
}

static aci_status end_case(void *context, const aci_case_end *end)
{
    swept *s = context;
    s->failed += end->status != ACI_OK;
    if (end->status != ACI_OK) {
        printf("%s\n", end->message);
        return ACI_OK;
    }
    const aci_history *h = &end->results->history;
    double *row = s->rows[end->values->number];
    row[0] = round(1e6 * aci_sweep_number(&s->sweep, end->values, 0));
    row[1] = round(1e6 * aci_sweep_number(&s->sweep, end->values, 1));
    for (int n = 0; n < h->times && n < ROW_SIZE - 3; ++n) {
        row[2 + n] = 1e6 * h->rows[ACI_HISTORY_absorbed][n];
    }
    row[ROW_SIZE - 1] = 3600e6 * h->steady_flux;
    s->sum.cells += end->results->cost.cells;
    s->sum.solves += end->results->cost.solves;
    s->sum.iterations += end->results->cost.iterations;
    return ACI_OK;
}

static aci_status read_sweep(const char *path, const char *accuracy, swept *s)
{
    char set[SETTING_SIZE];
    snprintf(set, sizeof set, "simulation.accuracy=%s", accuracy);
    ACI_TRY(aci_config_read(path, &s->config));
    ACI_TRY(aci_cases_create(s->config, set, &s->cases));
    aci_parameters_check(s->config, aci_scenario_parameters());
    ACI_TRY(aci_sweep_read(s->config, &s->sweep));
    s->rows = calloc((size_t)s->sweep.count, sizeof *s->rows);
    return s->rows != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory");
}

/// As the verb computes it: the intact skin is left out, nobody asks for it.
static aci_status run_sweep(swept *s)
{
    const aci_evaluate_options options = {.cases = s->cases,
                                          .count = s->sweep.count,
                                          .context = s,
                                          .without_control = true,
                                          .assign = assign_case,
                                          .done = end_case};
    return aci_evaluate(&options);
}

int command_sweep(char **words)
{
    swept s = {.failed = 0};
    double begin = clock_now();
    aci_status status = read_sweep(words[0], words[1], &s);
    if (status == ACI_OK) {
        status = run_sweep(&s);
    }
    double wall = clock_now() - begin;
    for (long n = 0; status == ACI_OK && n < s.sweep.count; ++n) {
        printf("row");
        for (int k = 0; k < ROW_SIZE; ++k) {
            printf(" %.9g", s.rows[n][k]);
        }
        printf("\n");
    }
    print_cost(&s.sum);
    printf("cases %ld\nwall_s %.6g\n", s.sweep.count, wall);
    int failed = s.failed;
    free(s.rows);
    aci_sweep_destroy(&s.sweep);
    aci_cases_destroy(&s.cases);
    aci_config_destroy(&s.config);
    return status == ACI_OK ? failed != 0 : discrete_fail(status);
}
