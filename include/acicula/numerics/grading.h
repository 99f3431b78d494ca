/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Graded edges along one axis from a wish for the cell width,
///
///   h(x) = min(coarsest, min over caps around x, min over foci of length_p max(|x - at_p| /
///   length_p, finest_p)^exponent_p)
///          / resolution
///
/// Edges pass through every break and equidistribute integral dx / h between two breaks, so that
/// doubling the resolution halves every cell. Near a corner where u goes like distance^(2/3) (a
/// re-entrant right angle) an exponent of 5/9 balances the errors of a second-order scheme. Such
/// corners: Strang and Fix, An Analysis of the Finite Element Method, 1973, chapter 8.
#ifndef ACICULA_NUMERICS_GRADING_H
#define ACICULA_NUMERICS_GRADING_H

#include "acicula/base/status.h"

enum { ACI_GRADING_BREAKS_MAX = 160, ACI_GRADING_FOCI_MAX = 160, ACI_GRADING_CAPS_MAX = 80 };

typedef struct aci_focus {
    double at;       ///< m
    double length;   ///< width wanted far away, at a distance of the same size, m
    double exponent; ///< 0 (uniform) .. 1 (geometric)
    double finest;   ///< smallest relative distance that counts, > 0
} aci_focus;

/// Cells of [from, to] are at most this wide at resolution 1.
typedef struct aci_cap {
    double from, to, width; ///< m
} aci_cap;

typedef struct aci_grading {
    int break_count;
    double breaks[ACI_GRADING_BREAKS_MAX]; ///< increasing; first and last bound the axis
    int focus_count;
    aci_focus foci[ACI_GRADING_FOCI_MAX];
    int cap_count;
    aci_cap caps[ACI_GRADING_CAPS_MAX];
    double coarsest; ///< m
} aci_grading;

/// Adds a break in order; one that is already there (to 1e-9 of the span) is not added twice.
void aci_grading_add_break(aci_grading *grading, double at);

void aci_grading_add_focus(aci_grading *grading, aci_focus focus);

void aci_grading_add_cap(aci_grading *grading, aci_cap cap);

/// Wanted width at x for resolution 1, m.
double aci_grading_width(const aci_grading *grading, double x);

/// `*edges` gets `*cells` + 1 numbers; the caller frees. Every break interval has at least one
/// cell.
ACI_MUST_CHECK aci_status aci_grading_edges(const aci_grading *grading, double resolution,
                                            int *cells, double **edges);

/// Edges with a given number of cells in all (at least one per break interval; else ACI_BAD_INPUT).
ACI_MUST_CHECK aci_status aci_grading_edges_counted(const aci_grading *grading, int cells,
                                                    double **edges);

#endif
