/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A config in memory or in the tree, run without a file or a terminal; a failure fails the test.
#ifndef ACICULA_TESTS_SUPPORT_SCENARIOS_H
#define ACICULA_TESTS_SUPPORT_SCENARIOS_H

#include "acicula/study/run.h"

/// Arguments "key.path=value" for trial_read.
#define SETTINGS(...)                                                                              \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

typedef struct trial {
    aci_config *config;
    aci_scenario scenario;
    aci_results results; ///< empty before trial_run
} trial;

/// The skin of the benchmark (three layers of 15, 85 and 900 um, partitions 1, no clearance, sink)
/// under an infinite dose with u0 = 1, 24 h, seven report times, accuracy 1e-2; a slab.
extern const char trial_slab[];

/// The same with the benchmark's channel: mouth 30, end 5, depth 300, pitch 500 um; axisymmetric.
extern const char trial_cone[];

/// Reads a config; `settings` (NULL: none) are applied in order.
void trial_read(const char *text, const char *const *settings, trial *out);

/// The same from a file named from the project's root.
void trial_read_file(const char *path, const char *const *settings, trial *out);

/// Runs it; `observer` may be NULL. |mass_residual| < 1e-9 at all times is asserted.
void trial_run(trial *t, const aci_observer *observer);

/// Reads and runs.
void trial_compute(const char *text, const char *const *settings, trial *out);

void trial_drop(trial *t);

/// Asserts that the config has one fault, with this key and these words in it.
void trial_check_fault(const trial *t, const char *key, const char *words);

/// Row of the history, [times].
const double *trial_row(const trial *t, aci_history_row row);

/// Last value of a row.
double trial_last(const trial *t, aci_history_row row);

/// What an estimate of `absorbed`, `cleared` or `bottom` allows at one time, kg/m2.
double trial_error(const trial *t, aci_history_row row, int time);

enum { FIELDS_MAX = 12 };

/// Keeps u at the field times; of the last grid that was begun.
typedef struct field_log {
    int count;
    size_t cells;
    double *activity[FIELDS_MAX];
} field_log;

aci_observer field_log_observer(field_log *log);
void field_log_drop(field_log *log);

/// Path of a file named from the project's root.
void source_path(const char *name, char *path, size_t size);

/// Whether tests that need minutes are asked for; skips the test otherwise.
void skip_unless_long(void);

#endif
