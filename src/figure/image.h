/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Graded cells as pixels of one size, and the line where a cell value crosses a level.
#ifndef ACICULA_FIGURE_IMAGE_H
#define ACICULA_FIGURE_IMAGE_H

#include "data.h"

/// The part of a plane to show, m; top is the smaller depth.
typedef struct aci_window {
    double left, right, top, bottom;
} aci_window;

typedef struct aci_raster {
    int width, height;
    double *pixels; ///< [height][width], the first row at the top
} aci_raster;

typedef struct aci_segment {
    double x[2], z[2]; ///< m
} aci_segment;

/// Four samples, the corners in turn around a square.
typedef struct aci_square {
    double x[4], z[4], value[4];
} aci_square;

/// Each pixel takes the value of the cell its centre lies in: no value is made up, and the pixel
/// around a cell's centre shows that cell. With `is_mirrored` a negative x reads the cell at -x.
/// Fills the raster's pixels, which the caller owns; NaN outside the plane.
void aci_image_resample(const aci_figure_plane *plane, const double *value, bool is_mirrored,
                        aci_window window, const aci_raster *raster);

/// Segments of the line value = level by marching squares between cell centres, for depths >= 0.
/// The outermost cells reach to the plane's edges, so the line runs up to the surface and to the
/// axis. Allocates `*segments`; the caller frees it.
ACI_MUST_CHECK aci_status aci_image_contour(const aci_figure_plane *plane, const double *value,
                                            double level, aci_segment **segments, int *count);

/// The same in one square, between its corners: returns how many segments, at most two.
int aci_image_cross(const aci_square *corner, double level, aci_segment out[2]);

#endif
