/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quadrature.h"

#include <math.h>

enum {
    BOX_POINTS = 10,  ///< midpoints along each side of a cut face of a box
    PATCH_POINTS = 5, ///< the same where tilted tracts pass
    ROW_PANELS = 8,   ///< panels along the height of a cut ring
};

static const double two_pi = 6.28318530717958647692;

/// Gauss-Legendre, three points on [0, 1].
static const double gauss_place[3] = {0.11270166537925831148, 0.5, 0.88729833462074168852};
static const double gauss_weight[3] = {5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0};

static void add_point(aci_quadrature *q, double x, double y, double z, double area)
{
    if (area > 0.0) {
        q->lines.point[0][q->lines.count] = x;
        q->lines.point[1][q->lines.count] = y;
        q->lines.point[2][q->lines.count] = z;
        q->area[q->lines.count] = area;
        ++q->lines.count;
    }
}

static void add_ring(aci_quadrature *q, double inner, double outer)
{
    for (int n = 0; n < 3; ++n) {
        double r = inner + gauss_place[n] * (outer - inner);
        add_point(q, r, 0.0, 0.0, gauss_weight[n] * (outer - inner) * two_pi * r);
    }
}

/// A horizontal ring, split where the wall stands at a depth and at the row's edges around it.
static void ring_points(const aci_walls *w, const int at[3], double depth, aci_quadrature *q)
{
    const double *r = w->grid->edges[0];
    double least = w->range[at[2]].least, largest = w->range[at[2]].largest;
    double wall = aci_channels_radius(&w->channels->profile, depth);
    const double radii[5] = {0.0, least, fmin(fmax(wall, least), largest), largest, HUGE_VAL};
    for (int n = 0; n < 4; ++n) {
        double inner = fmax(r[at[0]], w->factor * radii[n]);
        double outer = fmin(r[at[0] + 1], w->factor * radii[n + 1]);
        if (outer > inner) {
            add_ring(q, inner, outer);
        }
    }
}

/// An upright cylinder between two edges along depth.
static void cylinder_points(const aci_walls *w, int k, aci_quadrature *q)
{
    const double *z = w->grid->edges[2];
    double height = (z[k + 1] - z[k]) / ROW_PANELS;
    for (int panel = 0; panel < ROW_PANELS; ++panel) {
        for (int n = 0; n < 3; ++n) {
            add_point(q, 0.0, 0.0, z[k] + (panel + gauss_place[n]) * height,
                      gauss_weight[n] * height * two_pi);
        }
    }
}

static void rectangle_points(const aci_walls *w, int axis, const int at[3], aci_quadrature *q)
{
    const aci_grid *g = w->grid;
    const int points = w->channels->kind == ACI_CHANNELS_PATCH ? PATCH_POINTS : BOX_POINTS;
    const int a = axis == 0 ? 1 : 0;
    const int b = axis == 2 ? 1 : 2;
    const double *across = &g->edges[a][at[a]], *along = &g->edges[b][at[b]];
    const double wide = (across[1] - across[0]) / points;
    const double high = (along[1] - along[0]) / points;
    for (int m = 0; m < points; ++m) {
        for (int n = 0; n < points; ++n) {
            q->lines.point[a][m * points + n] = across[0] + (m + 0.5) * wide;
            q->lines.point[b][m * points + n] = along[0] + (n + 0.5) * high;
            q->lines.point[axis][m * points + n] = 0.0;
            q->area[m * points + n] = wide * high;
        }
    }
    q->lines.count = points * points;
    q->lines.period = points;
}

void aci_quadrature_face(const aci_walls *walls, int axis, const int at[3], double depth,
                         aci_quadrature *out)
{
    out->lines.axis = axis;
    out->lines.count = 0;
    if (walls->grid->geometry == ACI_BOX) {
        rectangle_points(walls, axis, at, out);
    } else if (axis == 2) {
        ring_points(walls, at, depth, out);
    } else {
        cylinder_points(walls, at[2], out);
    }
    if (walls->grid->geometry != ACI_BOX) {
        out->lines.period = out->lines.count;
    }
}
