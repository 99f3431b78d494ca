/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A small made-up run that goes through the observer as a real one does.
#ifndef ACICULA_TESTS_OUTPUT_SAMPLE_H
#define ACICULA_TESTS_OUTPUT_SAMPLE_H

#include "acicula/output/file.h"

enum { SAMPLE_LAYERS = 2, SAMPLE_TIMES = 3, SAMPLE_CELLS_MAX = 4 * 3 * 5 };

typedef struct sample {
    char directory[64]; ///< fresh, removed by sample_destroy
    char path[128];     ///< DIRECTORY/results/case.h5
    char partial[160];
    aci_scenario scenario;
    aci_grid *grid;
    aci_file_text inputs[2];
    aci_file_options options;
    double fraction[SAMPLE_CELLS_MAX], partition[SAMPLE_CELLS_MAX], diffusivity[SAMPLE_CELLS_MAX];
    int layer_index[SAMPLE_CELLS_MAX];
    aci_scene scene;
    double time[SAMPLE_TIMES];
    double rows[ACI_HISTORY_ROWS][SAMPLE_TIMES];
    double layer_amount[SAMPLE_TIMES * SAMPLE_LAYERS], layer_error[SAMPLE_LAYERS];
    aci_results results;
} sample;

void sample_create(aci_geometry geometry, sample *out);
void sample_destroy(sample *old);

/// Value of the concentration (0) or activity (1) in a cell of a snapshot: no round numbers, so
/// that any loss of digits shows.
double sample_value(int field, int snapshot, size_t cell);

/// Gives a snapshot at sample->time[index] to an observer.
aci_status sample_snapshot(const sample *from, const aci_observer *observer, int index);

/// The whole life: create, begin, three snapshots, end, destroy.
aci_status sample_write(const sample *from);

/// create, begin and the first `snapshots`; then the run is given up.
aci_status sample_write_part(const sample *from, int snapshots);

#endif
