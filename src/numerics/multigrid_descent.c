/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What conjugate gradients do between two cycles, and the way into and out of single precision.
#include "multigrid_inside.h"
#include "multigrid_rows.h"
#include "parallel.h"

/// Rows of fields and the finest level's arrays.
typedef struct rows {
    const aci_multigrid *multigrid;
    const double *field, *image;
    float *direction;
    double factor, size;
    bool is_first;
    double *x, *r;
    float *array;
} rows;

/// Row n of a field, in an array.
static size_t row_at(const aci_multigrid_shape *s, size_t n)
{
    const size_t j = n % (size_t)s->cells[1], k = n / (size_t)s->cells[1];
    return j * s->slab + k * s->half;
}

static const aci_multigrid_shape *shape_of(const rows *all)
{
    return &all->multigrid->levels.level[0].shape;
}

static void for_rows(const rows *all, void (*body)(const void *context, size_t n))
{
    const aci_multigrid_shape *s = shape_of(all);
    aci_parallel_for((size_t)s->cells[1] * (size_t)s->cells[2], aci_multigrid_is_large(s), body,
                     all);
}

static void load_row(const void *context, size_t n)
{
    const rows *all = context;
    const aci_multigrid_shape *s = shape_of(all);
    float *even = all->array + row_at(s, n);
    aci_multigrid_load_row(all->field + n * (size_t)s->cells[0], all->factor, s->cells[0], even,
                           even + s->side);
}

void aci_multigrid_load(const aci_multigrid *m, const double *field, double factor, float *array)
{
    const rows all = {.multigrid = m, .field = field, .factor = factor, .array = array};
    for_rows(&all, load_row);
}

static void turn_row(const void *context, size_t n)
{
    const rows *all = context;
    const aci_multigrid_shape *s = shape_of(all);
    const float *even = all->array + row_at(s, n);
    float *row = all->direction + n * (size_t)s->cells[0];
    if (all->factor == 0.0) {
        aci_multigrid_weave_row(even, even + s->side, s->cells[0], row);
    } else {
        aci_multigrid_take_row(even, even + s->side, (float)all->factor, s->cells[0], row);
    }
}

void aci_multigrid_turn(const aci_multigrid *m, double beta, float *p)
{
    const rows all = {
        .multigrid = m, .factor = beta, .direction = p, .array = m->levels.level[0].solution};
    for_rows(&all, turn_row);
}

static void copy_row(const void *context, size_t n)
{
    const rows *all = context;
    const aci_multigrid_shape *s = shape_of(all);
    const float *even = all->array + row_at(s, n);
    aci_multigrid_copy_row(even, even + s->side, s->cells[0], all->x + n * (size_t)s->cells[0]);
}

/// Sum of right times solution, in a fixed order.
static double product(const aci_multigrid *m)
{
    double sum = 0.0;
    for (int j = 0; j < m->levels.level[0].shape.cells[1]; ++j) {
        sum += m->partial[j];
    }
    return sum;
}

double aci_multigrid_begin(aci_multigrid *m, const double *b, double size, double *r)
{
    if (r != b) {
        aci_field_copy(m->extent, b, r);
    }
    aci_multigrid_load(m, b, size, m->levels.level[0].right);
    aci_multigrid_run(m);
    return product(m);
}

static void move_row(const void *context, size_t n)
{
    const rows *all = context;
    const aci_multigrid_shape *s = shape_of(all);
    const size_t at = n * (size_t)s->cells[0];
    float *even = all->array + row_at(s, n);
    if (all->is_first) {
        aci_multigrid_start_row(all->factor, all->direction + at, all->image + at, s->cells[0],
                                all->x + at, all->r + at);
    } else {
        aci_multigrid_move_row(all->factor, all->direction + at, all->image + at, s->cells[0],
                               all->x + at, all->r + at);
    }
    aci_multigrid_load_row(all->r + at, all->size, s->cells[0], even, even + s->side);
}

double aci_multigrid_descend(aci_multigrid *m, const aci_multigrid_step *step)
{
    const rows all = {.multigrid = m,
                      .direction = step->p,
                      .image = step->image,
                      .factor = step->alpha,
                      .size = step->size,
                      .is_first = step->is_first,
                      .x = step->x,
                      .r = step->r,
                      .array = m->levels.level[0].right};
    for_rows(&all, move_row);
    aci_multigrid_run(m);
    return product(m);
}

void aci_multigrid_cycle(aci_multigrid *m, const double *b, double *x)
{
    const double largest = aci_field_largest(m->extent, b);
    if (!(largest > 0.0)) {
        aci_field_fill(m->extent, 0.0, x);
        return;
    }
    aci_multigrid_load(m, b, 1.0 / largest, m->levels.level[0].right);
    aci_multigrid_run(m);
    const rows all = {.multigrid = m, .x = x, .array = m->levels.level[0].solution};
    for_rows(&all, copy_row);
    aci_field_scale(m->extent, largest * m->unit, x);
}
