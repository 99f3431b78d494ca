/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image.h"

#include <math.h>
#include <stdlib.h>

/// Index of the cell that holds a position, -1 outside.
static int find_cell(const double *edges, int cells, double position)
{
    if (!(position >= edges[0] && position <= edges[cells])) {
        return -1;
    }
    int low = 0, high = cells;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (position < edges[middle]) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return low;
}

void aci_image_resample(const aci_figure_plane *plane, const double *value, bool is_mirrored,
                        aci_window window, const aci_raster *raster)
{
    double step_x = (window.right - window.left) / raster->width;
    double step_z = (window.bottom - window.top) / raster->height;
    for (int n = 0; n < raster->height; n++) {
        double z = window.top + (n + 0.5) * step_z;
        int row = find_cell(plane->row_edges, plane->rows, z);
        for (int m = 0; m < raster->width; m++) {
            double x = window.left + (m + 0.5) * step_x;
            int column = find_cell(plane->column_edges, plane->columns, is_mirrored ? fabs(x) : x);
            bool is_inside = row >= 0 && column >= 0;
            raster->pixels[m + n * raster->width] =
                is_inside ? value[column + row * plane->columns] : NAN;
        }
    }
}

/// Sample positions of the contour: the plane's edges and the cell centres between them.
static double sample_position(const double *edges, int cells, int sample)
{
    if (sample == 0) {
        return edges[0];
    }
    return sample > cells ? edges[cells] : (edges[sample - 1] + edges[sample]) / 2;
}

static int sample_cell(int cells, int sample)
{
    if (sample == 0) {
        return 0;
    }
    return sample > cells ? cells - 1 : sample - 1;
}

int aci_image_cross(const aci_square *corner, double level, aci_segment out[2])
{
    double x[4], z[4];
    int points = 0;
    for (int a = 0; a < 4; a++) {
        int b = (a + 1) % 4;
        double from = corner->value[a] - level, to = corner->value[b] - level;
        if ((from < 0) != (to < 0)) {
            double part = from / (from - to);
            x[points] = corner->x[a] + part * (corner->x[b] - corner->x[a]);
            z[points] = corner->z[a] + part * (corner->z[b] - corner->z[a]);
            points++;
        }
    }
    for (int n = 0; n < points / 2; n++) {
        out[n] = (aci_segment){{x[2 * n], x[2 * n + 1]}, {z[2 * n], z[2 * n + 1]}};
    }
    return points / 2;
}

static aci_square take_square(const aci_figure_plane *plane, const double *value, int i, int k)
{
    static const int right[4] = {0, 1, 1, 0}, down[4] = {0, 0, 1, 1};
    aci_square corner;
    for (int n = 0; n < 4; n++) {
        int column = sample_cell(plane->columns, i + right[n]);
        int row = sample_cell(plane->rows, k + down[n]);
        corner.x[n] = sample_position(plane->column_edges, plane->columns, i + right[n]);
        corner.z[n] = sample_position(plane->row_edges, plane->rows, k + down[n]);
        corner.value[n] = value[column + row * plane->columns];
    }
    return corner;
}

/// The plane without the rows above the surface (the product film has no channel).
static aci_figure_plane below_surface(const aci_figure_plane *plane, const double **value)
{
    aci_figure_plane below = *plane;
    while (below.rows > 1 && below.row_edges[0] < 0 && below.row_edges[1] <= 1e-12) {
        below.row_edges++;
        below.rows--;
        *value += below.columns;
    }
    return below;
}

aci_status aci_image_contour(const aci_figure_plane *plane, const double *value, double level,
                             aci_segment **segments, int *count)
{
    aci_figure_plane below = below_surface(plane, &value);
    size_t squares = (size_t)(below.columns + 1) * (size_t)(below.rows + 1);
    *count = 0;
    *segments = malloc(2 * squares * sizeof **segments);
    if (*segments == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the outline of the channel");
    }
    for (int k = 0; k <= below.rows; k++) {
        for (int i = 0; i <= below.columns; i++) {
            aci_square corner = take_square(&below, value, i, k);
            *count += aci_image_cross(&corner, level, *segments + *count);
        }
    }
    return ACI_OK;
}
