/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the figures need of the needles of a run, in SI.
#ifndef ACICULA_FIGURE_NEEDLING_H
#define ACICULA_FIGURE_NEEDLING_H

#include <stdbool.h>

#include "acicula/output/reader.h"
#include "acicula/study/settings.h"

/// Everything is owned. All zero for a run without a device.
typedef struct aci_figure_needling {
    bool exists;
    double puncture_force;        ///< of the mean needle, N
    double puncture_displacement; ///< m
    double insertion_depth;       ///< m, 0 where it did not puncture
    double toughness_factor;      ///< multiplies the toughness of every layer
    double strike_density;        ///< 1/m2
    int rows;                     ///< of the mean needle's way
    double *displacement, *force, *dimple, *depth;
    int settings; ///< 0 in a file without the table
    aci_settings_kind kind;
    double chosen;
    double *setting, *depth_5, *depth_50, *depth_95, *punctured_share;
    int strikes;
    double *x, *y, *mouth_radius, *strike_depth, *failure, *punctured;
    int classes; ///< of channels by depth; the last is that without a channel
    double *class_weight, *class_depth;
    /// From the strikes, 0 where not punctured: mean and quantiles of 5, 50 and 95 %, m.
    double depth_mean, depth_quantiles[3];
    int failures; ///< strikes that did not puncture
} aci_figure_needling;

/// Reads what there is. ACI_FILE when something is damaged. Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_needling_read(const aci_reader *reader, aci_figure_needling *out);

void aci_needling_destroy(aci_figure_needling *needling);

/// Sets what comes from the strikes. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_needling_summarise(aci_figure_needling *needling);

/// Side of the treated square, m.
double aci_needling_side(const aci_figure_needling *needling);

#endif
