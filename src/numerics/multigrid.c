/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multigrid.h"

#include <omp.h>
#include <stdlib.h>

#include "multigrid_inside.h"
#include "multigrid_rows.h"
#include "multigrid_smooth.h"
#include "multigrid_transfer.h"
#include "parallel.h"

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
        ACI_TRY(aci_multigrid_array_create(room, &m->room[n]));
    }
    for (int n = 0; n < m->levels.count; ++n) {
        const aci_multigrid_level *at = &m->levels.level[n];
        bool wider = at->join_count == 2 && at->join[0].coarse.count > m->widest.count;
        m->widest = wider ? at->join[0].coarse : m->widest;
    }
    m->has_middle = m->widest.count > m->extent.count;
    for (int n = 0; n < 4 && m->has_middle; ++n) {
        ACI_TRY(aci_multigrid_array_create(m->widest.count, &m->middle[n]));
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
    for (int n = 0; n < m->threads && m->room != NULL; ++n) {
        aci_multigrid_array_destroy(&m->room[n]);
    }
    for (int n = 0; n < 4 && m->has_middle; ++n) {
        aci_multigrid_array_destroy(&m->middle[n]);
    }
    aci_multigrid_levels_destroy(&m->levels);
    free(m->room);
    free(m->partial);
    free(m);
    *multigrid = NULL;
}

typedef struct joining {
    const aci_multigrid_join *join;
    float *const *fine, *const *coarse;
} joining;

static void join_faces(const void *context, size_t n)
{
    const joining *j = context;
    const int across = j->join->axis + 1;
    aci_multigrid_join_faces(j->join, j->fine[across], j->coarse[across], (int)n);
}

static void join_cells(const void *context, size_t n)
{
    const joining *j = context;
    aci_multigrid_join_cells(j->join, j->fine, j->coarse, (int)n);
}

static void join(const aci_multigrid_join *j, float *const fine[4], float *const coarse[4])
{
    const joining all = {j, fine, coarse};
    const size_t slabs = (size_t)j->coarse.cells[1];
    aci_parallel_for(slabs, aci_multigrid_is_large(&j->fine), join_faces, &all);
    aci_parallel_for(slabs, aci_multigrid_is_large(&j->fine), join_cells, &all);
}

/// The matrix of the next level. What lies between two joins is padded as that level is.
static void coarsen(const aci_multigrid *m, int n)
{
    const aci_multigrid_level *l = &m->levels.level[n], *next = l + 1;
    float *const fine[4] = {l->mass, l->conductance[0], l->conductance[1], l->conductance[2]};
    float *const coarse[4] = {next->mass, next->conductance[0], next->conductance[1],
                              next->conductance[2]};
    if (l->join_count == 1) {
        join(&l->join[0], fine, coarse);
        return;
    }
    join(&l->join[0], fine, m->middle);
    join(&l->join[1], m->middle, coarse);
}

/// About the largest entry of the matrix becomes 1.
static double find_unit(const aci_operator *op, const double *diagonal, double step)
{
    double largest = aci_field_largest(op->extent, diagonal);
    for (int axis = 0; axis < 3; ++axis) {
        largest += step * aci_field_largest(op->extent, op->conductance[axis]);
    }
    return largest > 0.0 ? 1.0 / largest : 1.0;
}

/// Two arrays in each spare field, where they fit: a number of a field has room for two of theirs.
static void borrow_middle(aci_multigrid *m, double *const spare[2])
{
    for (int n = 0; n < 4 && !m->has_middle; ++n) {
        m->middle[n] = (float *)spare[n / 2] + (size_t)(n % 2) * m->extent.count;
    }
}

void aci_multigrid_update(aci_multigrid *m, const aci_operator *op, const double *diagonal,
                          double step, double *const spare[2])
{
    borrow_middle(m, spare);
    aci_multigrid_level *finest = &m->levels.level[0];
    m->unit = find_unit(op, diagonal, step);
    aci_multigrid_load(m, diagonal, m->unit, finest->mass);
    for (int axis = 0; axis < 3; ++axis) {
        aci_multigrid_load(m, op->conductance[axis], m->unit * step, finest->conductance[axis]);
    }
    for (int n = 0; n < m->levels.count; ++n) {
        aci_multigrid_factor(&m->levels.level[n]);
        if (n + 1 < m->levels.count) {
            coarsen(m, n);
        }
    }
}

/// Slabs that this thread works on: a share of them all.
typedef struct share {
    int begin, end, count;
} share;

static share share_of(int count, aci_team team)
{
    const long thread = team.thread, threads = team.threads;
    return (share){(int)(count * thread / threads), (int)(count * (thread + 1) / threads), count};
}

/// A level at work.
typedef struct level_at_work {
    const aci_multigrid *multigrid;
    aci_multigrid_level *level;
    bool is_finest;
} level_at_work;

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

static void relax_edges(const aci_multigrid_level *l, share own)
{
    for (int j = own.begin; j < own.end; ++j) {
        if (!is_inner(own, j)) {
            aci_multigrid_relax(l, j, 1);
        }
    }
}

/// Colour 0 from zero, colour 1, and the residual into the next level. One slab after another, each
/// colour as soon as it can, while they are in the cache; at the edges of its slabs a thread waits
/// for the others.
static void go_down(const void *context, aci_team team)
{
    const level_at_work *at = context;
    aci_multigrid_level *l = at->level;
    share own = share_of(l->shape.cells[1], team);
    for (int j = own.begin; j <= own.end; ++j) {
        if (j < own.end) {
            aci_multigrid_start(l, j);
        }
        if (is_inner(own, j - 1)) {
            aci_multigrid_relax(l, j - 1, 1);
        }
    }
    aci_parallel_wait(team);
    relax_edges(l, own);
    aci_parallel_wait(team);
    share coarse = share_of(l[1].shape.cells[1], team);
    aci_multigrid_restrict(l, l + 1, coarse.begin, coarse.end, at->multigrid->room[team.thread]);
}

/// What conjugate gradients need of a slab, while it is in the cache.
static void multiply_slab(const aci_multigrid *m, int j)
{
    const aci_multigrid_level *l = &m->levels.level[0];
    const size_t at = (size_t)j * l->shape.slab;
    m->partial[j] = aci_multigrid_slab_product(l->right + at, l->solution + at, l->shape.slab);
}

static void finish(const level_at_work *at, int j)
{
    aci_multigrid_relax(at->level, j, 0);
    if (at->is_finest) {
        multiply_slab(at->multigrid, j);
    }
}

/// The correction, then colour 1 and colour 0, in the same way.
static void go_up(const void *context, aci_team team)
{
    const level_at_work *at = context;
    aci_multigrid_level *l = at->level;
    share own = share_of(l->shape.cells[1], team);
    for (int j = own.begin; j <= own.end + 1; ++j) {
        if (j < own.end) {
            aci_multigrid_prolong(l + 1, l, j, at->multigrid->room[team.thread]);
        }
        if (is_inner(own, j - 1)) {
            aci_multigrid_relax(l, j - 1, 1);
        }
        if (is_deep(own, j - 2)) {
            finish(at, j - 2);
        }
    }
    aci_parallel_wait(team);
    relax_edges(l, own);
    aci_parallel_wait(team);
    for (int j = own.begin; j < own.end; ++j) {
        if (!is_deep(own, j)) {
            finish(at, j);
        }
    }
}

static void cycle(aci_multigrid *m, int n)
{
    const level_at_work at = {m, &m->levels.level[n], n == 0};
    const bool is_large = aci_multigrid_is_large(&at.level->shape);
    if (n + 1 == m->levels.count) {
        aci_multigrid_start(at.level, 0);
        if (at.is_finest) {
            multiply_slab(m, 0);
        }
        return;
    }
    aci_parallel_team(m->threads, is_large, go_down, &at);
    cycle(m, n + 1);
    aci_parallel_team(m->threads, is_large, go_up, &at);
}

void aci_multigrid_run(aci_multigrid *m)
{
    cycle(m, 0);
}
