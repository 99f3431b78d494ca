/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mesh.h"

#include <math.h>
#include <stdlib.h>

#include "acicula/numerics/grading.h"

enum { CELLS_ACROSS = 4 }; ///< where nothing varies across

static const double cells_max = 2e8;

static const double pi = 3.14159265358979323846;
static const double corner_exponent = 5.0 / 9.0;
static const double corner_finest = 1e-9;    ///< the corner itself sets the smallest cell
static const double weak_finest = 1e-2;      ///< beside features without a corner
static const double corner_scale = 0.5;      ///< length of a corner's focus over the radius there
static const double weak_scale = 2.0;        ///< the same for the channel's end
static const double jump = 10.0;             ///< ratio of conductivities that makes a corner
static const double slab_refinement = 6.0;   ///< one column costs little
static const double rest_cells = 10.0;       ///< over a barrier left below a channel, resolution 1
static const double closing_cells = 8.0;     ///< cells over the radius of a closing channel, res. 1
static const double box_cells = 5.0;         ///< cells over the radius in a box, resolution 1
static const double patch_cells = 2.0;       ///< cells over a tract's radius, resolution 1
static const double spacing_per_pitch = 0.2; ///< coarsest cell over the half width of the cell
static const double box_spacing = 0.1;       ///< the same in a box

static bool has_lattice(const aci_scenario *s, aci_geometry geometry)
{
    return geometry != ACI_SLAB && s->channels.kind == ACI_CHANNELS_LATTICE;
}

/// Nothing varies across: depth gets the cells.
static bool is_layered(const aci_scenario *s, aci_geometry geometry)
{
    return geometry == ACI_SLAB || s->channels.kind == ACI_CHANNELS_NONE;
}

static double conductivity(const aci_layer *layer)
{
    return layer->partition.value * layer->diffusivity.value;
}

/// Whether the lower side of a layer is a corner where a channel leaves it.
static bool is_corner(const aci_scenario *s, int layer)
{
    double depth = aci_skin_layer_top(&s->skin, layer + 1);
    bool pierced = aci_channels_radius(&s->channels.profile, depth) > 0.0 &&
                   depth < aci_channels_depth(&s->channels.profile);
    double ratio = conductivity(&s->skin.layers[layer + 1]) / conductivity(&s->skin.layers[layer]);
    return pierced && ratio > jump;
}

static double mouth(const aci_scenario *s)
{
    return aci_channels_radius(&s->channels.profile, 0.0);
}

static double largest_radius(const aci_scenario *s)
{
    double least, largest;
    const aci_profile *profile = &s->channels.profile;
    aci_channels_radius_range(profile, 0.0, aci_channels_depth(profile), &least, &largest);
    return largest;
}

static double end_radius(const aci_scenario *s)
{
    const aci_profile *profile = &s->channels.profile;
    return profile->radius[profile->count - 1];
}

static aci_focus corner(double at, double radius)
{
    return (aci_focus){at, corner_scale * radius, corner_exponent, corner_finest};
}

static aci_focus weak(double at, double radius)
{
    return (aci_focus){at, weak_scale * radius, corner_exponent, weak_finest};
}

/// The layer the channel ends in, and how much of that layer is left below.
static int end_layer(const aci_scenario *s, double *left)
{
    double end = aci_channels_depth(&s->channels.profile);
    int layer = aci_skin_layer_at(&s->skin, end * (1.0 - 1e-9));
    *left = aci_skin_layer_top(&s->skin, layer + 1) - end;
    return layer;
}

/// Towards the channel's end: a corner where the fluid conducts far better than the tissue there,
/// as fine as what is left of a barrier below it asks for.
static aci_focus end_focus(const aci_scenario *s, double at)
{
    double left;
    const aci_layer *layer = &s->skin.layers[end_layer(s, &left)];
    double fluid = s->channels.partition * s->channels.diffusivity;
    double widest = largest_radius(s);
    if (fluid < jump * conductivity(layer)) {
        return weak(at, widest);
    }
    double size = left > 0.0 ? fmin(widest, 2.0 * left) : widest;
    return corner(at, fmax(size, 0.02 * widest));
}

/// Sides of regions and of tape strips are edges, so that sums over cells are exact.
static void add_targets(const aci_scenario *s, aci_grading *g)
{
    const aci_targets *targets = &s->targets;
    for (int n = 0; n < targets->region_count; ++n) {
        double from = targets->regions[n].from.value, to = targets->regions[n].to.value;
        aci_grading_add_break(g, from);
        aci_grading_add_break(g, to);
        aci_grading_add_cap(g, (aci_cap){from, to, 0.5 * (to - from)});
    }
    int layer = targets->strips > 0 ? aci_skin_find(&s->skin, "stratum_corneum") : -1;
    double top = layer < 0 ? 0.0 : aci_skin_layer_top(&s->skin, layer);
    double height = layer < 0 ? 0.0 : s->skin.layers[layer].thickness.value;
    for (int n = 1; n < targets->strips; ++n) {
        aci_grading_add_break(g, top + height * n / targets->strips);
    }
}

static void add_layers(const aci_scenario *s, aci_grading *g)
{
    double top = 0.0;
    aci_grading_add_break(g, 0.0);
    for (int n = 0; n < s->skin.layer_count; ++n) {
        const aci_layer *layer = &s->skin.layers[n];
        double bottom = aci_skin_layer_top(&s->skin, n + 1);
        double width = 0.5 * (bottom - top);
        if (layer->clearance.value > 0.0) {
            width = fmin(width, sqrt(layer->diffusivity.value / layer->clearance.value));
        }
        aci_grading_add_cap(g, (aci_cap){top, bottom, width});
        aci_grading_add_break(g, bottom);
        top = bottom;
    }
}

/// A barrier that is left below a channel is what everything passes: cells for its own front.
static void add_rest_of_barrier(const aci_scenario *s, aci_grading *g)
{
    double left;
    const aci_layer *layer = &s->skin.layers[end_layer(s, &left)];
    double fluid = s->channels.partition * s->channels.diffusivity;
    double end = aci_channels_depth(&s->channels.profile);
    if (left > 0.0 && fluid > jump * conductivity(layer)) {
        aci_grading_add_cap(g, (aci_cap){end, end + left, left / rest_cells});
    }
}

static void add_channel_depths(const aci_scenario *s, aci_grading *g)
{
    const aci_profile *profile = &s->channels.profile;
    for (int n = 0; n + 1 < s->skin.layer_count; ++n) {
        if (is_corner(s, n)) {
            double depth = aci_skin_layer_top(&s->skin, n + 1);
            aci_grading_add_focus(g, corner(depth, aci_channels_radius(profile, depth)));
        }
    }
    double end = aci_channels_depth(profile), lined = s->channels.lining_depth;
    aci_grading_add_break(g, end);
    if (lined > 0.0 && lined < end) {
        aci_grading_add_break(g, lined);
        aci_grading_add_focus(g, weak(lined, mouth(s)));
    }
    aci_grading_add_focus(g, end_focus(s, end));
    add_rest_of_barrier(s, g);
    for (int n = 1; n + 1 < profile->count; ++n) {
        if (profile->depth[n] == profile->depth[n + 1] &&
            g->break_count + 4 < ACI_GRADING_BREAKS_MAX) {
            aci_grading_add_break(g, profile->depth[n]);
        }
    }
}

static void grade_depth(const aci_scenario *s, aci_geometry geometry, aci_grading *g)
{
    g->coarsest = 0.15 * aci_skin_thickness(&s->skin);
    add_layers(s, g);
    add_targets(s, g);
    double surface = s->skin.layers[0].thickness.value;
    aci_grading_add_focus(g, (aci_focus){0.0, surface, corner_exponent, weak_finest});
    if (has_lattice(s, geometry)) {
        add_channel_depths(s, g);
    }
    if (!s->product.infinite) {
        aci_grading_add_break(g, -s->product.film);
        aci_grading_add_cap(g, (aci_cap){-s->product.film, 0.0, 0.5 * s->product.film});
        if (has_lattice(s, geometry)) {
            aci_grading_add_focus(g, corner(0.0, mouth(s)));
        }
    }
}

static double pitch_of(const aci_scenario *s)
{
    return s->channels.pitch > 0.0 ? s->channels.pitch : 1e-3;
}

/// Where the wall stands at a corner, and at the rim for a finite dose.
static void add_channel_radii(const aci_scenario *s, double outer, aci_grading *g)
{
    const aci_profile *profile = &s->channels.profile;
    for (int n = 0; n + 1 < s->skin.layer_count; ++n) {
        if (is_corner(s, n)) {
            double radius = aci_channels_radius(profile, aci_skin_layer_top(&s->skin, n + 1));
            aci_grading_add_break(g, radius);
            aci_grading_add_focus(g, corner(radius, radius));
        }
    }
    if (!s->product.infinite && mouth(s) > 0.0) {
        aci_grading_add_break(g, mouth(s));
        aci_grading_add_focus(g, corner(mouth(s), mouth(s)));
    }
    double widest = largest_radius(s);
    aci_grading_add_cap(g, (aci_cap){0.0, widest, 0.5 * widest});
    aci_grading_add_cap(g, (aci_cap){widest, outer, 0.5 * (outer - widest)});
    if (end_radius(s) > 0.0) {
        aci_grading_add_break(g, end_radius(s));
        aci_grading_add_focus(g, end_focus(s, end_radius(s)));
    }
}

/// Even cells over the channel, then growing with the distance from it.
static void add_even_channel(const aci_scenario *s, double cells, aci_grading *g)
{
    double widest = 1.1 * largest_radius(s);
    double width = largest_radius(s) / cells;
    aci_grading_add_cap(g, (aci_cap){0.0, widest, width});
    aci_grading_add_focus(g, (aci_focus){widest, widest, 1.0, 1.0 / cells});
}

static void grade_across(const aci_scenario *s, aci_geometry geometry, aci_grading *g)
{
    double half = 0.5 * pitch_of(s);
    double outer = geometry == ACI_AXISYMMETRIC ? 2.0 * half / sqrt(pi) : half;
    aci_grading_add_break(g, 0.0);
    aci_grading_add_break(g, outer);
    g->coarsest = 2.0 * (geometry == ACI_BOX ? box_spacing : spacing_per_pitch) * outer;
    if (!has_lattice(s, geometry)) {
        return;
    }
    if (geometry == ACI_BOX) {
        add_even_channel(s, box_cells, g);
    } else if (aci_closure_is_moving(s->channels.closure)) {
        add_even_channel(s, closing_cells, g);
    } else {
        add_channel_radii(s, outer, g);
    }
}

static void grade_patch(const aci_scenario *s, aci_grading *g)
{
    double least = HUGE_VAL;
    for (int n = 0; n < s->channels.tract_count; ++n) {
        least = fmin(least, s->channels.tracts[n].mouth_radius);
    }
    aci_grading_add_break(g, 0.0);
    aci_grading_add_break(g, s->patch);
    g->coarsest = fmin(least / patch_cells, 0.1 * s->patch);
}

static aci_status edges_of(const aci_grading *g, int cells, double resolution, int *count,
                           double **edges)
{
    if (cells == 0) {
        return aci_grading_edges(g, resolution, count, edges);
    }
    int least = g->break_count - 1;
    int wanted = (int)lround(cells * resolution);
    *count = wanted < least ? least : wanted;
    return aci_grading_edges_counted(g, *count, edges);
}

static aci_status fill_axes(const aci_scenario *s, aci_geometry geometry, double resolution,
                            int cells[3], double *edges[3])
{
    aci_grading *g = calloc(1, sizeof *g);
    if (g == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a grid");
    }
    aci_status status = ACI_OK;
    grade_depth(s, geometry, g);
    double finer = is_layered(s, geometry) && s->cells[2] == 0 ? slab_refinement : 1.0;
    int across[2] = {s->cells[0], s->cells[1]};
    ACI_TRY_OR(cleanup, edges_of(g, s->cells[2], finer * resolution, &cells[2], &edges[2]));
    if (geometry != ACI_SLAB) {
        *g = (aci_grading){0};
        if (s->channels.kind == ACI_CHANNELS_PATCH) {
            grade_patch(s, g);
        } else {
            grade_across(s, geometry, g);
        }
        bool even = is_layered(s, geometry) && s->cells[2] == 0;
        double width = even ? 1.0 : resolution;
        across[0] = even ? CELLS_ACROSS : across[0];
        across[1] = even ? CELLS_ACROSS : across[1];
        ACI_TRY_OR(cleanup, edges_of(g, across[0], width, &cells[0], &edges[0]));
        if (geometry == ACI_BOX) {
            ACI_TRY_OR(cleanup, edges_of(g, across[1], width, &cells[1], &edges[1]));
        }
    }
cleanup:
    free(g);
    return status;
}

/// A receptor is stirred: one row of cells below the skin, as high as its volume over its area.
static aci_status add_receptor(const aci_scenario *s, int *rows, double **edges)
{
    if (s->skin.below != ACI_BELOW_RECEPTOR) {
        return ACI_OK;
    }
    double *more = realloc(*edges, ((size_t)*rows + 2) * sizeof *more);
    if (more == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a grid");
    }
    more[*rows + 1] = more[*rows] + s->receptor.volume / s->receptor.area;
    *edges = more;
    ++*rows;
    return ACI_OK;
}

/// Before anything of that size is allocated.
static aci_status check_size(const int cells[3])
{
    double total = 1.0 * cells[0] * cells[1] * cells[2];
    return total <= cells_max
               ? ACI_OK
               : ACI_FAIL(ACI_BAD_INPUT,
                          "simulation.accuracy: a grid of %.2g cells would be needed, at most %.0e "
                          "can be computed: the "
                          "smallest channel or layer is too small against pitch, patch or skin; "
                          "change one of them, raise simulation.accuracy, or give simulation.cells",
                          total, cells_max);
}

aci_status aci_mesh_create(const aci_scenario *scenario, aci_geometry geometry, double resolution,
                           aci_grid **out)
{
    *out = NULL;
    int cells[3] = {1, 1, 1};
    double *edges[3] = {NULL, NULL, NULL};
    aci_status status = fill_axes(scenario, geometry, resolution, cells, edges);
    if (status == ACI_OK) {
        status = add_receptor(scenario, &cells[2], &edges[2]);
    }
    if (status == ACI_OK) {
        status = check_size(cells);
    }
    if (status == ACI_OK) {
        status = aci_grid_create(geometry, cells, (const double *const *)edges, out);
    }
    for (int axis = 0; axis < 3; ++axis) {
        free(edges[axis]);
    }
    return status;
}
