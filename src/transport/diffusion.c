/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/transport/diffusion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "faces.h"

/// How much better the receptor conducts than the skin above it, by the same resistance law.
static const double stirring = 1e6;

/// Time in which solid fills an empty film, s: fast against all uptake, and slow enough that what
/// the difference of two nearly equal numbers loses does not show in the balance.
static const double dissolution = 1.0;

struct aci_diffusion {
    aci_situation now;
    const aci_skin *skin;
    const aci_channels *channels;
    const aci_reservoir *reservoir;
    const aci_grid *grid;
    aci_faces faces;
    int *layer; ///< [rows], -1 in the film
    double *fraction;
};

static void fill_film(const aci_diffusion *d, aci_row *row)
{
    double thinness = d->now.thinness;
    double conductivity =
        d->now.has_product ? d->reservoir->partition * d->reservoir->diffusivity : 0.0;
    *row = (aci_row){d->reservoir->partition * thinness, conductivity * thinness,
                     conductivity / thinness, 0.0};
}

static void fill_receptor(const aci_diffusion *d, int k, aci_row *row)
{
    const aci_layer *above = &d->skin->layers[d->skin->layer_count - 1];
    double height = d->grid->edges[2][k + 1] - d->grid->edges[2][k];
    double conductivity = stirring * above->partition.value * above->diffusivity.value *
                          fmax(1.0, height / above->thickness.value);
    *row = (aci_row){1.0, conductivity, conductivity, 0.0};
}

/// Mean over the row, which lies in the layer.
static double mean_clearance(const aci_diffusion *d, int n, int k)
{
    const aci_layer *layer = &d->skin->layers[n];
    if (layer->clearance_depth.origin == ACI_ORIGIN_MISSING) {
        return layer->clearance.value;
    }
    const double *edges = d->grid->edges[2];
    double depth = layer->clearance_depth.value;
    double below = (edges[k] - aci_skin_layer_top(d->skin, n)) / depth;
    double height = (edges[k + 1] - edges[k]) / depth;
    return layer->clearance.value * exp(-below) * -expm1(-height) / height;
}

/// The compound's numbers in the tissue, film or receptor of a row.
static void fill_row(aci_diffusion *d, int k)
{
    aci_row *row = &d->faces.rows[k];
    double z = d->grid->centres[2][k];
    if (z < 0.0) {
        d->layer[k] = -1;
        fill_film(d, row);
        return;
    }
    bool is_below = z > aci_skin_thickness(d->skin);
    if (is_below && d->skin->below == ACI_BELOW_RECEPTOR) {
        d->layer[k] = d->skin->layer_count;
        fill_receptor(d, k, row);
        return;
    }
    int n = aci_skin_layer_at(d->skin, z);
    const aci_layer *layer = &d->skin->layers[n];
    double partition = layer->partition.value;
    d->layer[k] = n;
    *row = (aci_row){partition, partition * layer->lateral_diffusivity.value,
                     partition * layer->diffusivity.value, mean_clearance(d, n, k)};
}

static aci_status allocate(aci_diffusion *d)
{
    size_t rows = (size_t)d->grid->cells[2];
    size_t cells = aci_grid_size(d->grid);
    d->layer = calloc(rows, sizeof *d->layer);
    d->faces.rows = calloc(rows, sizeof *d->faces.rows);
    d->faces.state = calloc(cells, sizeof *d->faces.state);
    d->fraction = calloc(cells, sizeof *d->fraction);
    if (!d->layer || !d->faces.rows || !d->faces.state || !d->fraction) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the coefficients of %zu cells", cells);
    }
    return ACI_OK;
}

aci_status aci_diffusion_create(const aci_skin *skin, const aci_channels *channels,
                                const aci_reservoir *reservoir, const aci_grid *grid,
                                aci_diffusion **out)
{
    *out = NULL;
    aci_diffusion *d = calloc(1, sizeof *d);
    if (d == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the coefficients");
    }
    d->skin = skin;
    d->channels = channels;
    d->reservoir = reservoir;
    d->grid = grid;
    d->now = (aci_situation){.has_product = true, .thinness = 1.0, .has_channels = true};
    aci_status status;
    ACI_TRY_OR(failed, allocate(d));
    ACI_TRY_OR(failed, aci_walls_create(grid, channels, &d->faces.walls));
    d->faces.channel_conductivity = channels->partition * channels->diffusivity;
    for (int k = 0; k < grid->cells[2]; ++k) {
        fill_row(d, k);
    }
    *out = d;
    return ACI_OK;
failed:
    aci_diffusion_destroy(&d);
    return status;
}

void aci_diffusion_destroy(aci_diffusion **diffusion)
{
    if (*diffusion == NULL) {
        return;
    }
    aci_diffusion *d = *diffusion;
    aci_walls_destroy(&d->faces.walls);
    free(d->faces.rows);
    free(d->faces.state);
    free(d->layer);
    free(d->fraction);
    free(d);
    *diffusion = NULL;
}

static double fraction_of(const aci_diffusion *d, int i, int j, int k)
{
    switch (d->faces.state[aci_grid_cell(d->grid, i, j, k)]) {
    case ACI_WALL_INSIDE:
        return 1.0;
    case ACI_WALL_CUT:
        return aci_faces_fraction(&d->faces, i, j, k);
    default:
        return 0.0;
    }
}

/// Near a tract a cell is only suspected to be cut; what it holds decides, lest the mean over it
/// depends on which cells were suspected.
static void find_state(aci_diffusion *d, int i, int j, int k)
{
    const double nearly = 1.0 - 1e-12;
    size_t c = aci_grid_cell(d->grid, i, j, k);
    unsigned char *state = &d->faces.state[c];
    *state = (unsigned char)aci_walls_state(&d->faces.walls, i, j, k);
    d->fraction[c] = fraction_of(d, i, j, k);
    if (d->channels->kind == ACI_CHANNELS_PATCH && *state == ACI_WALL_CUT) {
        bool open = d->fraction[c] >= nearly;
        *state = open ? ACI_WALL_INSIDE : d->fraction[c] <= 0.0 ? ACI_WALL_OUTSIDE : ACI_WALL_CUT;
        d->fraction[c] = open ? 1.0 : d->fraction[c];
    }
}

static void fill_cell(const aci_diffusion *d, int i, int j, int k, aci_operator *op)
{
    size_t c = aci_grid_cell(d->grid, i, j, k);
    const aci_row *row = &d->faces.rows[k];
    double volume = aci_grid_volume(d->grid, i, j, k);
    double fraction = d->fraction[c];
    double tissue = (1.0 - fraction) * volume * row->partition;
    op->capacity[c] = tissue + fraction * volume * d->channels->partition;
    op->sink[c] = tissue * row->clearance;
    op->source[c] = 0.0;
}

static aci_status fill_faces(const aci_diffusion *d, int i, int j, int k, aci_operator *op)
{
    const int at[3] = {i, j, k};
    size_t c = aci_grid_cell(d->grid, i, j, k);
    for (int axis = 0; axis < 3; ++axis) {
        op->conductance[axis][c] =
            at[axis] + 1 < d->grid->cells[axis] ? aci_faces_conductance(&d->faces, axis, at) : 0.0;
    }
    aci_skew skew;
    if (aci_faces_skew(&d->faces, i, j, k, d->fraction[c], &skew)) {
        return aci_operator_add_skew(op, &skew);
    }
    return ACI_OK;
}

/// Conductance from the uppermost cell of a column to what is held above it.
static double top_of(const aci_diffusion *d, int i, int j)
{
    const aci_situation *now = &d->now;
    if (!now->has_product) {
        return 0.0;
    }
    double side = aci_faces_side(&d->faces, i, j, 0);
    if (d->reservoir->infinite) {
        return side;
    }
    double area = d->reservoir->partition * d->grid->column_area[i + d->grid->cells[0] * j];
    double other = area * (now->is_saturated ? -d->grid->edges[2][0] / dissolution : now->loss);
    return other > 0.0 ? 1.0 / (1.0 / side + 1.0 / other) : 0.0;
}

static double top_value(const aci_diffusion *d)
{
    if (!d->now.has_product) {
        return 0.0;
    }
    return d->reservoir->infinite ? d->reservoir->value
                                  : (d->now.is_saturated ? d->now.saturation : 0.0);
}

static void fill_sides(const aci_diffusion *d, aci_operator *op)
{
    const int last = d->grid->cells[2] - 1;
    bool open_below = d->skin->below == ACI_BELOW_SINK;
    for (int j = 0; j < d->grid->cells[1]; ++j) {
        for (int i = 0; i < d->grid->cells[0]; ++i) {
            int n = i + d->grid->cells[0] * j;
            op->top[n] = top_of(d, i, j);
            op->bottom[n] = open_below ? aci_faces_side(&d->faces, i, j, last) : 0.0;
        }
    }
    op->top_value = top_value(d);
}

/// What goes from the last row of the skin into the receptor.
static void fill_gauge(const aci_diffusion *d, aci_operator *op)
{
    size_t plane = op->extent.plane;
    for (int k = 0; k + 1 < d->grid->cells[2]; ++k) {
        bool is_last =
            d->layer[k] < d->skin->layer_count && d->layer[k + 1] == d->skin->layer_count;
        for (size_t n = 0; is_last && n < plane; ++n) {
            size_t c = (size_t)k * plane + n;
            op->gauge[c] = op->conductance[2][c];
            op->gauge[c + plane] = -op->conductance[2][c];
        }
    }
}

aci_status aci_diffusion_fill(aci_diffusion *d, double time, aci_operator *op)
{
    op->skew_count = 0;
    const int *cells = d->grid->cells;
    if (d->now.has_channels) {
        aci_walls_set_time(&d->faces.walls, d->now.opened, time);
    } else {
        d->faces.walls.factor = 0.0;
    }
    for (int k = 0; k < cells[2] && d->layer[k] < 0; ++k) {
        fill_film(d, &d->faces.rows[k]);
    }
    for (int k = 0; k < cells[2]; ++k) {
        for (int j = 0; j < cells[1]; ++j) {
            for (int i = 0; i < cells[0]; ++i) {
                find_state(d, i, j, k);
            }
        }
    }
    for (int k = 0; k < cells[2]; ++k) {
        for (int j = 0; j < cells[1]; ++j) {
            for (int i = 0; i < cells[0]; ++i) {
                fill_cell(d, i, j, k, op);
                ACI_TRY(fill_faces(d, i, j, k, op));
            }
        }
    }
    fill_sides(d, op);
    fill_gauge(d, op);
    return ACI_OK;
}

void aci_diffusion_set(aci_diffusion *d, const aci_situation *situation)
{
    d->now = *situation;
}

const aci_situation *aci_diffusion_situation(const aci_diffusion *d)
{
    return &d->now;
}

bool aci_diffusion_changes(const aci_diffusion *d)
{
    return d->channels->kind != ACI_CHANNELS_NONE && aci_closure_is_moving(d->channels->closure);
}

const double *aci_diffusion_channel_fraction(const aci_diffusion *d)
{
    return d->fraction;
}

double aci_diffusion_channel_partition(const aci_diffusion *d)
{
    return d->channels->partition;
}

int aci_diffusion_layer(const aci_diffusion *d, int k)
{
    return d->layer[k];
}

int aci_diffusion_layer_count(const aci_diffusion *d)
{
    return d->skin->layer_count;
}

double aci_diffusion_partition(const aci_diffusion *d, size_t cell, int k)
{
    double fraction = d->fraction[cell];
    return fraction * d->channels->partition + (1.0 - fraction) * d->faces.rows[k].partition;
}

double aci_diffusion_diffusivity(const aci_diffusion *d, size_t cell, int k)
{
    double fraction = d->fraction[cell];
    const aci_row *row = &d->faces.rows[k];
    return fraction * d->channels->diffusivity +
           (1.0 - fraction) * row->conductivity / row->partition;
}
