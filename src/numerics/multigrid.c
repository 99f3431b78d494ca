/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "multigrid_rows.h"
#include "multigrid_smooth.h"
#include "multigrid_transfer.h"

struct aci_multigrid {
    aci_extent extent; ///< of the operator
    aci_multigrid_levels levels;
    int threads;
    float **room;               ///< [threads] for transfers
    double *partial;            ///< [slabs] sums
    float *middle[4];           ///< matrix between two joins of a level; NULL where none has two
    aci_multigrid_shape widest; ///< the largest such matrix
    double unit;                ///< the matrix inside is that of the operator times this
};

static aci_status create_room(aci_multigrid *m)
{
    const aci_multigrid_level *l = &m->levels.level[0];
    const size_t room = aci_multigrid_transfer_room(&l->shape);
    m->threads = omp_get_max_threads();
    m->partial = calloc((size_t)l->shape.cells[1], sizeof *m->partial);
    m->room = calloc((size_t)m->threads, sizeof *m->room);
    if (m->partial == NULL || m->room == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
    }
    for (int n = 0; n < m->threads; ++n) {
        ACI_TRY(aci_multigrid_array_create(&l->shape, room, &m->room[n]));
    }
    for (int n = 0; n < m->levels.count; ++n) {
        const aci_multigrid_level *at = &m->levels.level[n];
        bool wider = at->join_count == 2 && at->join[0].coarse.count > m->widest.count;
        m->widest = wider ? at->join[0].coarse : m->widest;
    }
    for (int n = 0; n < 4 && m->widest.count > 0; ++n) {
        ACI_TRY(aci_multigrid_array_create(&m->widest, m->widest.count, &m->middle[n]));
    }
    return ACI_OK;
}

aci_status aci_multigrid_create(const aci_operator *op, aci_multigrid **out)
{
    *out = NULL;
    aci_multigrid *m = calloc(1, sizeof *m);
    if (m == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for multigrid");
    }
    m->extent = op->extent;
    aci_status status = aci_multigrid_levels_create(op, &m->levels);
    if (status == ACI_OK) {
        status = create_room(m);
    }
    if (status != ACI_OK) {
        aci_multigrid_destroy(&m);
        return status;
    }
    *out = m;
    return ACI_OK;
}

void aci_multigrid_destroy(aci_multigrid **multigrid)
{
    aci_multigrid *m = *multigrid;
    if (m == NULL) {
        return;
    }
    const aci_multigrid_level *l = &m->levels.level[0];
    for (int n = 0; n < m->threads && m->room != NULL; ++n) {
        aci_multigrid_array_destroy(&l->shape, &m->room[n]);
    }
    for (int n = 0; n < 4; ++n) {
        aci_multigrid_array_destroy(&m->widest, &m->middle[n]);
    }
    aci_multigrid_levels_destroy(&m->levels);
    free(m->room);
    free(m->partial);
    free(m);
    *multigrid = NULL;
}

/// Row n of a field, in an array.
static size_t row_at(const aci_multigrid_shape *s, size_t n)
{
    const size_t j = n % (size_t)s->cells[1], k = n / (size_t)s->cells[1];
    return j * s->slab + k * s->half;
}

static void load(const aci_multigrid *m, const double *field, double factor, float *array)
{
    const aci_multigrid_shape *s = &m->levels.level[0].shape;
    const size_t rows = (size_t)s->cells[1] * (size_t)s->cells[2];
#pragma omp parallel for schedule(static)                                                          \
    num_threads(m->threads) if (s->count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (size_t n = 0; n < rows; ++n) {
        float *even = array + row_at(s, n);
        aci_multigrid_load_row(field + n * (size_t)s->cells[0], factor, s->cells[0], even,
                               even + s->side);
    }
}

/// About the largest entry of the matrix becomes 1.
static double find_unit(const aci_operator *op, const double *diagonal, double step)
{
    double largest = 0.0;
#pragma omp parallel for schedule(static)                                                          \
    reduction(max                                                                                  \
              : largest) if (op->extent.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (size_t c = 0; c < op->extent.count; ++c) {
        double sum = op->conductance[0][c] + op->conductance[1][c] + op->conductance[2][c];
        double size = diagonal[c] + step * sum;
        largest = size > largest ? size : largest;
    }
    return largest > 0.0 ? 1.0 / largest : 1.0;
}

static void join(const aci_multigrid *m, const aci_multigrid_join *j, float *const fine[4],
                 float *const coarse[4])
{
#pragma omp parallel for schedule(static)                                                          \
    num_threads(m->threads) if (j->fine.count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int n = 0; n < j->coarse.cells[1]; ++n) {
        aci_multigrid_join_slab(j, fine, coarse, n);
    }
}

/// The matrix of the next level. What lies between two joins is padded as that level is.
static void coarsen(const aci_multigrid *m, int n)
{
    const aci_multigrid_level *l = &m->levels.level[n], *next = l + 1;
    float *const fine[4] = {l->mass, l->conductance[0], l->conductance[1], l->conductance[2]};
    float *const coarse[4] = {next->mass, next->conductance[0], next->conductance[1],
                              next->conductance[2]};
    if (l->join_count == 1) {
        join(m, &l->join[0], fine, coarse);
        return;
    }
    join(m, &l->join[0], fine, m->middle);
    join(m, &l->join[1], m->middle, coarse);
}

void aci_multigrid_update(aci_multigrid *m, const aci_operator *op, const double *diagonal,
                          double step)
{
    aci_multigrid_level *finest = &m->levels.level[0];
    m->unit = find_unit(op, diagonal, step);
    load(m, diagonal, m->unit, finest->mass);
    for (int axis = 0; axis < 3; ++axis) {
        load(m, op->conductance[axis], m->unit * step, finest->conductance[axis]);
    }
    for (int n = 0; n < m->levels.count; ++n) {
        aci_multigrid_factor(&m->levels.level[n], m->threads);
        if (n + 1 < m->levels.count) {
            coarsen(m, n);
        }
    }
}

/// Slabs that this thread works on: a share of them all.
typedef struct share {
    int begin, end, count;
} share;

static share share_of(int count)
{
    const long thread = omp_get_thread_num(), threads = omp_get_num_threads();
    return (share){(int)(count * thread / threads), (int)(count * (thread + 1) / threads), count};
}

static bool is_own(share s, int j)
{
    return j >= s.begin && j < s.end;
}

/// Whether both neighbours are this thread's too, or do not exist: then it need not wait.
static bool is_inner(share s, int j)
{
    return is_own(s, j) && (j == 0 || is_own(s, j - 1)) && (j + 1 == s.count || is_own(s, j + 1));
}

/// The same of what its neighbours wait for.
static bool is_deep(share s, int j)
{
    return is_inner(s, j) && (j == 0 || is_inner(s, j - 1)) &&
           (j + 1 == s.count || is_inner(s, j + 1));
}

static void relax_edges(const aci_multigrid_level *l, share own, int colour,
                        bool (*is_done)(share s, int j))
{
    for (int j = own.begin; j < own.end; ++j) {
        if (!is_done(own, j)) {
            aci_multigrid_relax(l, j, colour);
        }
    }
}

/// Colour 0 from zero, colour 1, and the residual into the next level. One slab after another, each
/// colour as soon as it can, while they are in the cache; at the edges of its slabs a thread waits
/// for the others.
static void go_down(aci_multigrid *m, int n)
{
    aci_multigrid_level *l = &m->levels.level[n];
    share own = share_of(l->shape.cells[1]);
    for (int j = own.begin; j <= own.end; ++j) {
        if (j < own.end) {
            aci_multigrid_start(l, j);
        }
        if (is_inner(own, j - 1)) {
            aci_multigrid_relax(l, j - 1, 1);
        }
    }
#pragma omp barrier
    relax_edges(l, own, 1, is_inner);
#pragma omp barrier
    share coarse = share_of(l[1].shape.cells[1]);
    aci_multigrid_restrict(l, l + 1, coarse.begin, coarse.end, m->room[omp_get_thread_num()]);
}

/// The correction, then colour 1 and colour 0, in the same way.
static void go_up(aci_multigrid *m, int n)
{
    aci_multigrid_level *l = &m->levels.level[n];
    share own = share_of(l->shape.cells[1]);
    for (int j = own.begin; j <= own.end + 1; ++j) {
        if (j < own.end) {
            aci_multigrid_prolong(l + 1, l, j, m->room[omp_get_thread_num()]);
        }
        if (is_inner(own, j - 1)) {
            aci_multigrid_relax(l, j - 1, 1);
        }
        if (is_deep(own, j - 2)) {
            aci_multigrid_relax(l, j - 2, 0);
        }
    }
#pragma omp barrier
    relax_edges(l, own, 1, is_inner);
#pragma omp barrier
    relax_edges(l, own, 0, is_deep);
}

static void cycle(aci_multigrid *m, int n)
{
    const aci_multigrid_level *l = &m->levels.level[n];
    if (n + 1 == m->levels.count) {
        aci_multigrid_start(l, 0);
        return;
    }
#pragma omp parallel num_threads(m->threads) if (l->shape.count >= ACI_MULTIGRID_PARALLEL_FROM)
    go_down(m, n);
    cycle(m, n + 1);
#pragma omp parallel num_threads(m->threads) if (l->shape.count >= ACI_MULTIGRID_PARALLEL_FROM)
    go_up(m, n);
}

void aci_multigrid_turn(const aci_multigrid *m, double beta, double *p)
{
    const aci_multigrid_level *l = &m->levels.level[0];
    const aci_multigrid_shape *s = &l->shape;
    const size_t rows = (size_t)s->cells[1] * (size_t)s->cells[2];
#pragma omp parallel for schedule(static)                                                          \
    num_threads(m->threads) if (s->count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (size_t n = 0; n < rows; ++n) {
        const float *even = l->solution + row_at(s, n);
        double *row = p + n * (size_t)s->cells[0];
        if (beta == 0.0) {
            aci_multigrid_copy_row(even, even + s->side, s->cells[0], row);
        } else {
            aci_multigrid_take_row(even, even + s->side, beta, s->cells[0], row);
        }
    }
}

/// Sum of right times solution, in a fixed order.
static double product(const aci_multigrid *m)
{
    const aci_multigrid_level *l = &m->levels.level[0];
    const aci_multigrid_shape *s = &l->shape;
    double sum = 0.0;
#pragma omp parallel for schedule(static)                                                          \
    num_threads(m->threads) if (s->count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (int j = 0; j < s->cells[1]; ++j) {
        const size_t at = (size_t)j * s->slab;
        m->partial[j] = aci_multigrid_slab_product(l->right + at, l->solution + at, s->slab);
    }
    for (int j = 0; j < s->cells[1]; ++j) {
        sum += m->partial[j];
    }
    return sum;
}

double aci_multigrid_begin(aci_multigrid *m, const double *b, double size, double *r)
{
    aci_field_copy(m->extent, b, r);
    load(m, b, size, m->levels.level[0].right);
    cycle(m, 0);
    return product(m);
}

double aci_multigrid_descend(aci_multigrid *m, double alpha, const double *p, const double *image,
                             double size, bool is_first, double *x, double *r)
{
    const aci_multigrid_level *l = &m->levels.level[0];
    const aci_multigrid_shape *s = &l->shape;
    const size_t rows = (size_t)s->cells[1] * (size_t)s->cells[2];
#pragma omp parallel for schedule(static)                                                          \
    num_threads(m->threads) if (s->count >= ACI_MULTIGRID_PARALLEL_FROM)
    for (size_t n = 0; n < rows; ++n) {
        const size_t at = n * (size_t)s->cells[0];
        float *even = l->right + row_at(s, n);
        if (is_first) {
            aci_multigrid_start_row(alpha, p + at, image + at, s->cells[0], x + at, r + at);
        } else {
            aci_multigrid_move_row(alpha, p + at, image + at, s->cells[0], x + at, r + at);
        }
        aci_multigrid_load_row(r + at, size, s->cells[0], even, even + s->side);
    }
    cycle(m, 0);
    return product(m);
}

void aci_multigrid_cycle(aci_multigrid *m, const double *b, double *x)
{
    const aci_multigrid_shape *s = &m->levels.level[0].shape;
    const size_t count = (size_t)s->cells[0] * (size_t)s->cells[1] * (size_t)s->cells[2];
    double largest = 0.0;
    for (size_t c = 0; c < count; ++c) {
        largest = fmax(largest, fabs(b[c]));
        x[c] = 0.0;
    }
    if (largest > 0.0) {
        load(m, b, 1.0 / largest, m->levels.level[0].right);
        cycle(m, 0);
        aci_multigrid_turn(m, 0.0, x);
        for (size_t c = 0; c < count; ++c) {
            x[c] *= largest * m->unit;
        }
    }
}
