/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coefficients of tissue come from flat loops over rows of cells; what a wall touches is written
 * over them. Each row of cells is filled by one thread, from states that all stand before. */
#include <stdlib.h>
#include <string.h>

#include "diffusion_parts.h"

enum { PARALLEL_FROM = 20000, BEFORE = 2 }; ///< cells; bits up to the state before

/// Time in which solid fills an empty film, s: fast against all uptake, and slow enough that what
/// the difference of two nearly equal numbers loses does not show in the balance.
static const double dissolution = 1.0;

static size_t columns_of(const aci_diffusion *d)
{
    return (size_t)d->grid->cells[0] * (size_t)d->grid->cells[1];
}

/// Near a tract a cell is only suspected to be cut; what it holds decides, lest the mean over it
/// depends on which cells were suspected.
static aci_wall_state settle(const aci_diffusion *d, double fraction)
{
    const double nearly = 1.0 - 1e-12;
    if (d->channels->kind != ACI_CHANNELS_PATCH) {
        return ACI_WALL_CUT;
    }
    return fraction >= nearly ? ACI_WALL_INSIDE : fraction <= 0.0 ? ACI_WALL_OUTSIDE : ACI_WALL_CUT;
}

static void find_fractions(aci_diffusion *d, int k, unsigned char *state)
{
    aci_cuts *cuts = &d->cuts[k];
    for (int j = 0; j < d->grid->cells[1]; ++j) {
        for (int i = 0; i < d->grid->cells[0]; ++i, ++state) {
            if ((*state & ACI_WALL_MASK) != ACI_WALL_CUT) {
                continue;
            }
            double fraction = aci_faces_fraction(&d->faces, i, j, k);
            aci_wall_state settled = settle(d, fraction);
            *state = (unsigned char)(*state - ACI_WALL_CUT + settled);
            if (settled == ACI_WALL_CUT) {
                cuts->fraction[cuts->count++] = fraction;
            }
        }
    }
}

/// False when memory is short.
static bool reserve(aci_cuts *cuts, size_t count)
{
    if (count > cuts->room) {
        free(cuts->fraction);
        cuts->fraction = malloc(count * sizeof *cuts->fraction);
        cuts->room = cuts->fraction != NULL ? count : 0;
    }
    return count <= cuts->room;
}

/// Where the cells of a row lie now and did before; false when memory is short.
static bool find_row(aci_diffusion *d, int k)
{
    unsigned char *state = aci_diffusion_states(d, k), any = 0;
    size_t columns = columns_of(d), count = 0;
    for (size_t n = 0; n < columns; ++n) {
        state[n] = (unsigned char)((state[n] & ACI_WALL_MASK) << BEFORE);
    }
    aci_walls_mark(&d->faces.walls, k, state);
    for (size_t n = 0; n < columns; ++n) {
        any |= state[n];
        count += (state[n] & ACI_WALL_MASK) == ACI_WALL_CUT;
    }
    d->cuts[k].count = 0;
    d->cuts[k].is_touched = any != 0;
    if (!reserve(&d->cuts[k], count)) {
        return false;
    }
    if (count > 0) {
        find_fractions(d, k, state);
    }
    return true;
}

static aci_status find_rows(aci_diffusion *d)
{
    const int rows = d->grid->cells[2];
    int failed = 0;
#pragma omp parallel for schedule(dynamic) reduction(+ : failed) if (aci_grid_size(d->grid) >= PARALLEL_FROM)
    for (int k = 0; k < rows; ++k) {
        failed += find_row(d, k) ? 0 : 1;
    }
    return failed == 0 ? ACI_OK
                       : ACI_FAIL(ACI_FILE, "not enough memory for %d rows of cells", rows);
}

static void fill_tissue(const aci_diffusion *d, int k, aci_operator *op)
{
    size_t columns = columns_of(d), first = aci_grid_cell(d->grid, 0, 0, k);
    const aci_row *row = &d->faces.rows[k];
    double height = d->grid->edges[2][k + 1] - d->grid->edges[2][k];
    for (size_t n = 0; n < columns; ++n) {
        double tissue = d->grid->column_area[n] * height * row->partition;
        op->capacity[first + n] = tissue;
        op->sink[first + n] = tissue * row->clearance;
    }
    aci_faces_fill_tissue(&d->faces, k,
                          (double *const[3]){op->conductance[0] + first, op->conductance[1] + first,
                                             op->conductance[2] + first});
}

static void fill_cell(const aci_diffusion *d, const int at[3], double fraction, aci_operator *op)
{
    size_t c = aci_grid_cell(d->grid, at[0], at[1], at[2]);
    const aci_row *row = &d->faces.rows[at[2]];
    double volume = aci_grid_volume(d->grid, at[0], at[1], at[2]);
    double tissue = (1.0 - fraction) * volume * row->partition;
    op->capacity[c] = tissue + fraction * volume * d->channels->partition;
    op->sink[c] = tissue * row->clearance;
}

/// The cells of a row that a wall touches or touched, and the faces beside such cells.
static void fill_touched(const aci_diffusion *d, int k, aci_operator *op)
{
    const aci_grid *g = d->grid;
    const size_t stride[3] = {1, (size_t)g->cells[0], columns_of(d)};
    const unsigned char *state = d->faces.state;
    const double *cut = d->cuts[k].fraction;
    for (int j = 0; j < g->cells[1]; ++j) {
        for (int i = 0; i < g->cells[0]; ++i) {
            const int at[3] = {i, j, k};
            size_t c = aci_grid_cell(g, i, j, k);
            if (state[c] != 0) {
                fill_cell(d, at, aci_diffusion_part(state[c], &cut), op);
            }
            for (int axis = 0; axis < 3; ++axis) {
                bool has_next = at[axis] + 1 < g->cells[axis];
                if (has_next && (state[c] | state[c + stride[axis]]) != 0) {
                    op->conductance[axis][c] = aci_faces_conductance(&d->faces, axis, at);
                }
            }
        }
    }
}

static void fill_row(const aci_diffusion *d, int k, bool has_moved, aci_operator *op)
{
    bool is_last = k + 1 == d->grid->cells[2];
    bool is_touched = d->cuts[k].is_touched || (!is_last && d->cuts[k + 1].is_touched);
    if (op->source != NULL) {
        memset(op->source + aci_grid_cell(d->grid, 0, 0, k), 0, columns_of(d) * sizeof(double));
    }
    if (d->is_stale[k]) {
        fill_tissue(d, k, op);
    }
    if (is_touched && (d->is_stale[k] || has_moved)) {
        fill_touched(d, k, op);
    }
}

static void fill_rows(const aci_diffusion *d, bool has_moved, aci_operator *op)
{
#pragma omp parallel for schedule(dynamic) if (aci_grid_size(d->grid) >= PARALLEL_FROM)
    for (int k = 0; k < d->grid->cells[2]; ++k) {
        fill_row(d, k, has_moved, op);
    }
}

static aci_status fill_row_skews(const aci_diffusion *d, int k, aci_operator *op)
{
    const unsigned char *state = aci_diffusion_states(d, k);
    const double *cut = d->cuts[k].fraction;
    for (int j = 0; j < d->grid->cells[1]; ++j) {
        for (int i = 0; i < d->grid->cells[0]; ++i, ++state) {
            double fraction = aci_diffusion_part(*state, &cut);
            aci_skew skew;
            if (aci_faces_skew(&d->faces, i, j, k, fraction, &skew)) {
                ACI_TRY(aci_operator_add_skew(op, &skew));
            }
        }
    }
    return ACI_OK;
}

static aci_status fill_skews(const aci_diffusion *d, aci_operator *op)
{
    op->skew_count = 0;
    for (int k = 0; k < d->grid->cells[2]; ++k) {
        if (d->cuts[k].count > 0 && !aci_faces_is_insulated(&d->faces, k)) {
            ACI_TRY(fill_row_skews(d, k, op));
        }
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
static aci_status fill_gauge(const aci_diffusion *d, aci_operator *op)
{
    size_t plane = op->extent.plane;
    if (d->skin->below != ACI_BELOW_RECEPTOR) {
        return ACI_OK;
    }
    ACI_TRY(aci_operator_add_gauge(op));
    for (int k = 0; k + 1 < d->grid->cells[2]; ++k) {
        bool is_last =
            d->layer[k] < d->skin->layer_count && d->layer[k + 1] == d->skin->layer_count;
        for (size_t n = 0; is_last && n < plane; ++n) {
            size_t c = (size_t)k * plane + n;
            op->gauge[c] = op->conductance[2][c];
            op->gauge[c + plane] = -op->conductance[2][c];
        }
    }
    return ACI_OK;
}

/// Whether the walls are not where they were.
static bool move_walls(aci_diffusion *d, double time)
{
    double before = d->faces.walls.factor;
    if (d->now.has_channels) {
        aci_walls_set_time(&d->faces.walls, d->now.opened, time);
    } else {
        d->faces.walls.factor = 0.0;
    }
    return d->faces.walls.factor != before;
}

static bool is_same_row(const aci_row *a, const aci_row *b)
{
    return a->partition == b->partition && a->lateral_conductivity == b->lateral_conductivity &&
           a->conductivity == b->conductivity && a->clearance == b->clearance;
}

/// The rows of which every coefficient is to be written: all, or the film when it has changed, with
/// the faces towards it.
static void find_stale_rows(aci_diffusion *d, bool all)
{
    for (int k = 0; k < d->grid->cells[2]; ++k) {
        aci_row before = d->faces.rows[k];
        if (d->layer[k] < 0) {
            aci_diffusion_fill_film(d, &d->faces.rows[k]);
        }
        bool changed = !is_same_row(&before, &d->faces.rows[k]);
        d->is_stale[k] = all || changed;
        if (k > 0 && changed) {
            d->is_stale[k - 1] = true;
        }
    }
}

static bool any_stale(const aci_diffusion *d)
{
    bool any = false;
    for (int k = 0; k < d->grid->cells[2]; ++k) {
        any = any || d->is_stale[k];
    }
    return any;
}

/// What no fill has written holds no capacity.
static bool is_fresh(const aci_diffusion *d, const aci_operator *op)
{
    return d->filled != op || op->capacity[0] == 0.0;
}

aci_status aci_diffusion_fill(aci_diffusion *d, double time, aci_operator *op)
{
    bool fresh = is_fresh(d, op), first = d->filled == NULL;
    bool has_moved = move_walls(d, time) || first;
    d->filled = NULL;
    find_stale_rows(d, fresh);
    if (has_moved) {
        ACI_TRY(find_rows(d));
    }
    fill_rows(d, has_moved, op);
    if (has_moved || any_stale(d)) {
        ACI_TRY(fill_skews(d, op));
    }
    fill_sides(d, op);
    ACI_TRY(fill_gauge(d, op));
    d->filled = op;
    return ACI_OK;
}
