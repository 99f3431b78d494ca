/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the figures need of regions and tape strips, in SI.
#ifndef ACICULA_FIGURE_TARGETS_H
#define ACICULA_FIGURE_TARGETS_H

#include "acicula/output/reader.h"

/// Everything is owned; `columns` is 0 where a run has none. Values [times][columns].
typedef struct aci_figure_regions {
    int times, columns;
    double *time; ///< s
    char **names;
    double *mean, *control; ///< kg/m3; control NULL without
    double *threshold;      ///< [columns], kg/m3, NAN without; NULL where no region has one
    double *largest;        ///< [columns], of the mean
    double *largest_error;  ///< [columns], relative
} aci_figure_regions;

typedef struct aci_figure_strips {
    int times, columns;
    double *time;
    double *amount, *control; ///< kg/m2; control NULL without
    double *top, *bottom;     ///< [columns], m
    double error;             ///< largest of the strips', relative to the largest content
} aci_figure_strips;

/// Reads what there is. ACI_FILE when something is damaged. Destroy both in every case.
ACI_MUST_CHECK aci_status aci_targets_read(const aci_reader *reader, aci_figure_regions *regions,
                                           aci_figure_strips *strips);

void aci_targets_destroy(aci_figure_regions *regions, aci_figure_strips *strips);

#endif
