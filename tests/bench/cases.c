/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/study/run.h"
#include "clock.h"
#include "commands.h"
#include "discrete.h"

enum { LENGTHS = 8, PITCHES = 8, CASES = LENGTHS * PITCHES, SETTINGS = 3, SETTING_SIZE = 64 };

static const int lengths_um[LENGTHS] = {50, 100, 150, 200, 250, 300, 400, 500};
static const int pitches_um[PITCHES] = {250, 300, 350, 400, 500, 600, 800, 1000};

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

/// A message belongs to its thread, so it is printed there.
static int compute_case(sample *s)
{
    aci_status status = compute(s);
    return status == ACI_OK ? 0 : discrete_fail(status);
}

static void print_case(int number, const sample *s)
{
    const aci_history *h = &s->results.history;
    printf("row %d %d", lengths_um[number / PITCHES], pitches_um[number % PITCHES]);
    for (int n = 0; n < h->times; ++n) {
        printf(" %.9g", 1e6 * h->rows[ACI_HISTORY_absorbed][n]);
    }
    printf(" %.9g\n", 3600e6 * h->steady_flux);
}

static void print_sweep(const sample *samples, double wall)
{
    aci_run_cost sum = {0};
    for (int n = 0; n < CASES; ++n) {
        print_case(n, &samples[n]);
        sum.cells += samples[n].results.cost.cells;
        sum.solves += samples[n].results.cost.solves;
        sum.iterations += samples[n].results.cost.iterations;
    }
    print_cost(&sum);
    printf("cases %d\nwall_s %.6g\n", CASES, wall);
}

int command_sweep(char **words)
{
    sample *samples = calloc(CASES, sizeof *samples);
    const int cases = samples == NULL ? 0 : CASES;
    int failed = 0;
    double begin = clock_now();
// The regions inside a case then have one thread; cases differ in their time.
#pragma omp parallel for schedule(dynamic, 1) reduction(+ : failed)
    for (int n = 0; n < cases; ++n) {
        sample *s = &samples[n];
        s->path = words[0];
        snprintf(s->settings[0], SETTING_SIZE, "simulation.accuracy=%s", words[1]);
        snprintf(s->settings[1], SETTING_SIZE, "channels.depth=%d um", lengths_um[n / PITCHES]);
        snprintf(s->settings[2], SETTING_SIZE, "channels.pitch=%d um", pitches_um[n % PITCHES]);
        failed += compute_case(s);
    }
    if (cases > 0 && failed == 0) {
        print_sweep(samples, clock_now() - begin);
    }
    for (int n = 0; n < cases; ++n) {
        aci_results_destroy(&samples[n].results);
    }
    free(samples);
    return cases == 0 || failed != 0;
}
