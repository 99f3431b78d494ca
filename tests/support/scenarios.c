/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenarios.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double residual_allowed = 1e-9;

#define SKIN                                                                                       \
    "skin:\n"                                                                                      \
    "  layers:\n"                                                                                  \
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-14 m2/s, partition: 1}\n"     \
    "    - {name: viable_epidermis, thickness: 85 um, diffusivity: 1e-10 m2/s, partition: 1}\n"    \
    "    - {name: dermis, thickness: 900 um, diffusivity: 2e-10 m2/s, partition: 1}\n"             \
    "  below: sink\n"
#define PRODUCT                                                                                    \
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1, diffusivity: 5e-10 m2/s}\n"
#define TIMES                                                                                      \
    "  duration: 24 h\n"                                                                           \
    "  report_times: [0.5 h, 1 h, 2 h, 4 h, 8 h, 16 h, 24 h]\n"                                    \
    "  accuracy: 1e-2\n"                                                                           \
    "output: {fields: []}\n"

const char trial_slab[] = SKIN PRODUCT "simulation:\n  geometry: slab\n" TIMES;

const char trial_cone[] =
    SKIN "channels: {mouth_radius: 30 um, bottom_radius: 5 um, depth: 300 um, pitch: 500 um,\n"
         "  diffusivity: 5e-10 m2/s, partition: 1}\n" PRODUCT
         "simulation:\n  geometry: axisymmetric\n" TIMES;

void source_path(const char *name, char *path, size_t size)
{
    const char *directory = getenv("ACICULA_SOURCE");
#ifdef ACI_SOURCE_DIR
    directory = directory == NULL ? ACI_SOURCE_DIR : directory;
#endif
    snprintf(path, size, "%s/%s", directory == NULL ? "." : directory, name);
}

static void read_scenario(const char *const *settings, trial *t)
{
    for (; settings != NULL && *settings != NULL; ++settings) {
        cr_assert(aci_config_set_argument(t->config, *settings) == ACI_OK, "%s", *settings);
    }
    aci_status status = aci_scenario_read(t->config, &t->scenario);
    cr_assert(status == ACI_OK, "%s", aci_config_faults(t->config));
}

void trial_read(const char *text, const char *const *settings, trial *out)
{
    memset(out, 0, sizeof *out);
    aci_status status = aci_config_parse("trial.yaml", text, strlen(text), &out->config);
    cr_assert(status == ACI_OK, "%s", aci_status_message());
    read_scenario(settings, out);
}

void trial_read_file(const char *path, const char *const *settings, trial *out)
{
    char full[1200];
    source_path(path, full, sizeof full);
    memset(out, 0, sizeof *out);
    cr_assert(aci_config_read(full, &out->config) == ACI_OK, "%s", aci_status_message());
    read_scenario(settings, out);
}

static void check_residuals(const aci_history *h)
{
    for (int n = 0; n < h->times; ++n) {
        double residual = h->rows[ACI_HISTORY_mass_residual][n];
        cr_assert(fabs(residual) < residual_allowed, "%g at %g s", residual, h->time[n]);
    }
}

void trial_run(trial *t, const aci_observer *observer)
{
    aci_status status = aci_run(&t->scenario, observer, &t->results);
    cr_assert(status == ACI_OK, "%s", aci_status_message());
    check_residuals(&t->results.history);
    check_residuals(&t->results.control);
}

void trial_compute(const char *text, const char *const *settings, trial *out)
{
    trial_read(text, settings, out);
    trial_run(out, NULL);
}

void trial_drop(trial *t)
{
    aci_results_destroy(&t->results);
    aci_scenario_destroy(&t->scenario);
    aci_config_destroy(&t->config);
}

const double *trial_row(const trial *t, aci_history_row row)
{
    return t->results.history.rows[row];
}

double trial_last(const trial *t, aci_history_row row)
{
    return trial_row(t, row)[t->results.history.times - 1];
}

double trial_error(const trial *t, aci_history_row row, int time)
{
    const double *absorbed = trial_row(t, ACI_HISTORY_absorbed);
    double size = fmax(absorbed[time], 1e-3 * trial_last(t, ACI_HISTORY_absorbed));
    return t->results.history.numerical_error[row] * size;
}

void field_log_drop(field_log *log)
{
    for (int n = 0; n < log->count; ++n) {
        free(log->activity[n]);
    }
    memset(log, 0, sizeof *log);
}

static aci_status on_begin(void *context, const aci_scene *scene)
{
    field_log *log = context;
    field_log_drop(log);
    log->cells = aci_grid_size(scene->grid);
    return ACI_OK;
}

static aci_status on_snapshot(void *context, const aci_snapshot *snapshot)
{
    field_log *log = context;
    cr_assert(log->count < FIELDS_MAX);
    double *kept = malloc(log->cells * sizeof *kept);
    cr_assert_not_null(kept);
    memcpy(kept, snapshot->activity, log->cells * sizeof *kept);
    log->activity[log->count++] = kept;
    return ACI_OK;
}

aci_observer field_log_observer(field_log *log)
{
    memset(log, 0, sizeof *log);
    return (aci_observer){.context = log, .begin = on_begin, .snapshot = on_snapshot};
}

void skip_unless_long(void)
{
    if (getenv("ACICULA_LONG") == NULL) {
        cr_skip("set ACICULA_LONG=1 for the tests that need minutes");
    }
}

void trial_check_fault(const trial *t, const char *key, const char *words)
{
    const char *page = aci_config_faults(t->config);
    cr_assert_not_null(strstr(page, key), "%s", page);
    cr_assert_not_null(strstr(page, words), "%s", page);
    cr_assert_eq(aci_config_fault_count(t->config), 1, "%s", page);
}
