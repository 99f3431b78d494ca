/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The tissue looked at by depth: bands, and planes at one depth.
///
/// Concentration here is that of the tissue, what is bound included, channels left out: mass in the
/// tissue of a cell over the volume of that tissue. Sums are exact for bands whose sides are edges
/// of the grid.
#ifndef ACICULA_TRANSPORT_PROBE_H
#define ACICULA_TRANSPORT_PROBE_H

#include "acicula/transport/observe.h"

/// The tissue of every cell at one moment. Owns its arrays but `activity`.
typedef struct aci_probe {
    const aci_grid *grid;
    const aci_diffusion *diffusion;
    double *volume;         ///< [cells], m3; 0 in film and receptor
    double *mass;           ///< [cells], kg
    double *concentration;  ///< [cells], kg/m3; NAN where next to nothing of the cell is tissue
    const double *activity; ///< [cells], u of the moment looked at last, kg/m3
} aci_probe;

/// Borrows both. ACI_FILE when memory is short; destroy also then.
ACI_MUST_CHECK aci_status aci_probe_create(const aci_grid *grid, const aci_diffusion *diffusion,
                                           aci_probe *out);
void aci_probe_destroy(aci_probe *probe);

/// Takes up a moment; the diffusion must have been filled for its time. `bound` [cells], kg, or
/// NULL.
void aci_probe_look(aci_probe *probe, const aci_moment *moment, const double *bound);

/// A band of depth.
typedef struct aci_probe_band {
    double volume;  ///< of tissue per footprint, m
    double amount;  ///< kg/m2
    double largest; ///< concentration of a cell, kg/m3
    double above;   ///< volume above the threshold per footprint, m
} aci_probe_band;

/// Cells whose centre lies in [from, to]. Within a cell the concentration is taken to change
/// linearly: the part of a cell above the threshold is exact for a profile along one axis.
void aci_probe_sum(const aci_probe *probe, double from, double to, double threshold,
                   aci_probe_band *out);

/// A piece of a plane.
typedef struct aci_spot {
    double value; ///< concentration, kg/m3
    double area;  ///< of tissue over the footprint, >= 0
} aci_spot;

/// The tissue of a plane at a depth, between the centres of its layer's rows by linear
/// interpolation; `out` [columns]. Returns how many spots are tissue.
int aci_probe_plane(const aci_probe *probe, double depth, aci_spot *out);

/// u at a depth in a column, by linear interpolation between the centres of rows.
double aci_probe_activity(const aci_probe *probe, int column, double depth);

/// How even a plane is.
typedef struct aci_uniformity {
    double variation; ///< standard deviation over mean, by area
    double gini;      ///< mean difference of two places over twice the mean: 0 even, 1 in one place
    double above;     ///< part of the area above the threshold
} aci_uniformity;

/// Sorts the spots. All 0 where there is nothing.
void aci_probe_uniformity(int count, aci_spot *spots, double threshold, aci_uniformity *out);

#endif
