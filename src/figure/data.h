/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the figures need from a result file, in SI, apart from how the file stores it.
#ifndef ACICULA_FIGURE_DATA_H
#define ACICULA_FIGURE_DATA_H

#include <stdbool.h>

#include "acicula/numerics/grid.h"
#include "acicula/study/results.h"
#include "body.h"
#include "needling.h"
#include "targets.h"

/// A plane of cells: columns along the lateral axis, rows along depth, value [row * columns +
/// column].
typedef struct aci_figure_plane {
    int columns, rows;
    const double *column_edges; ///< [columns + 1], m
    const double *row_edges;    ///< [rows + 1], m
} aci_figure_plane;

/// Everything is owned. Snapshots are reduced while they are read: a plane through the channel and
/// the lateral mean, so that a large box needs no more memory than one of its fields.
typedef struct aci_figure_data {
    char *title;
    aci_geometry geometry;
    aci_grid *grid;
    int row;              ///< index along y of the plane
    bool is_mirrored;     ///< the plane's left side is a symmetry axis with the channel on it
    int axis_column;      ///< column of the plane that lies on the (deepest) channel's axis
    bool has_channel;     ///< a cell somewhere is part of a channel
    double *fraction;     ///< channel fraction in the plane, [rows][columns]
    double channel_depth; ///< m, 0 without channel; in a patch the middle of the deepest cell
    double channel_end; ///< depth where the channel fraction falls below 1/2, m; 0 without channel
    double channel_radius; ///< widest part of the same from the plane's left side, m
    int snapshots;         ///< 0 when the file has no concentration
    double *snapshot_time;
    double *section; ///< concentration in the plane, [snapshots][rows][columns], kg/m3
    double *mean;    ///< mean over the area, [snapshots][rows], kg/m3
    int layers;
    char **layer_name;
    double *layer_top, *layer_bottom; ///< m
    bool has_control;
    aci_history history, control;
    aci_endpoint_value endpoints[ACI_ENDPOINTS];
    aci_figure_needling needling;
    aci_figure_body body;
    aci_figure_regions regions;
    aci_figure_strips strips;
    int assumed; ///< parameters of the run that are assumed, -1 when the file does not say
} aci_figure_data;

/// Reads the file with the output layer's reader. Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_data_read(const char *path, aci_figure_data *out);

void aci_data_destroy(aci_figure_data *data);

/// Finds the plane to draw from the channel fraction [cells] (NULL: intact) and copies it.
/// The grid must be set. Channels that nowhere grow away from the corner of the box are one quarter
/// of a channel.
ACI_MUST_CHECK aci_status aci_data_set_channel(aci_figure_data *data, const double *fraction);

/// Makes room for snapshots; the plane must be set.
ACI_MUST_CHECK aci_status aci_data_set_snapshots(aci_figure_data *data, int snapshots,
                                                 const double *times);

/// Reduces one field [cells] to its plane and lateral mean.
void aci_data_add_snapshot(aci_figure_data *data, int snapshot, const double *concentration);

aci_figure_plane aci_data_plane(const aci_figure_data *data);

static inline const double *aci_data_section(const aci_figure_data *data, int snapshot)
{
    return data->section +
           (size_t)snapshot * (size_t)data->grid->cells[0] * (size_t)data->grid->cells[2];
}

/// No product film to count: nothing is in the vehicle at any report time. True without history.
bool aci_data_is_infinite_dose(const aci_figure_data *data);

/// Chooses up to `wanted` of `count` snapshots, evenly by position, first and last included.
/// Returns how many were chosen.
int aci_data_choose(int count, int wanted, int *chosen);

#endif
