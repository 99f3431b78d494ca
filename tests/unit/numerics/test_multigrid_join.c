/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The matrix of joined columns: small ones by hand, and what all must keep.
#include <criterion/criterion.h>
#include <math.h>

#include "numerics/multigrid_inside.h"
#include "support/multigrid.h"
#include "support/problem.h"

static const double single = 6e-8; ///< one rounding

/// How four columns, two cells deep, hang together.
typedef struct example {
    double between[3]; ///< conductances between the four columns in the upper row
    double below[3];   ///< and in the lower
} example;

static const double masses[4] = {1.0, 2.0, 4.0, 8.0}, depths[4] = {3.0, 5.0, 7.0, 11.0};
static const double sides[4] = {0.5, 0.25, 2.0, 1.5}; ///< conductances to the second four

/// The four columns along an axis, and four more beside them that are the same.
static problem example_of(const example *e, int axis)
{
    problem_kind kind = {.geometry = ACI_BOX, .cells = {2, 2, 2}};
    kind.cells[axis] = 4;
    problem p = problem_create(kind);
    aci_operator *op = p.op;
    const size_t step[2] = {1, (size_t)op->cells[0]};
    for (size_t n = 0; n < 4; ++n) {
        for (size_t m = 0; m < 4; ++m) { /* beside, below */
            size_t c = n * step[axis] + (m & 1) * step[1 - axis] + (m >> 1) * op->extent.plane;
            op->capacity[c] = masses[n];
            op->conductance[axis][c] = n == 3 ? 0.0 : m < 2 ? e->between[n] : e->below[n];
            op->conductance[1 - axis][c] = (m & 1) == 0 ? sides[n] : 0.0;
            op->conductance[2][c] = m < 2 ? depths[n] : 0.0;
        }
        op->width[axis][n] = 1.0;
    }
    op->width[1 - axis][0] = op->width[1 - axis][1] = 1.0;
    return p;
}

/// Value of a level's array in units of the operator.
static double value_of(const aci_multigrid *m, int level, const float *array, int i, int j, int k)
{
    const aci_multigrid_shape *s = &m->levels.level[level].shape;
    const size_t at = (size_t)j * s->slab + aci_multigrid_place(s, i) + (size_t)k * s->half;
    return (double)array[at] / m->unit;
}

static void assert_close(double found, double expected)
{
    cr_assert(fabs(found - expected) <= 20.0 * single * fabs(expected), "%.9g, not %.9g", found,
              expected);
}

/// Of the face between the two pairs: what joins them, and how the inner columns lean.
typedef struct face {
    double joined, lean[2];
} face;

static face face_of(const double g[3])
{
    double before = 0.5 / g[0], after = 0.5 / g[2], joined = 1.0 / (before + 1.0 / g[1] + after);
    return (face){joined, {before * joined, after * joined}};
}

static double beyond_half(double lean)
{
    return fmax(0.0, 2.0 * lean - 1.0);
}

/// What a pair gets of `value` of the four columns where the inner ones give these shares away.
static void check_pairs(const double found[2], const double value[4], double first, double second)
{
    assert_close(found[0], value[0] + (1.0 - first) * value[1] + second * value[2]);
    assert_close(found[1], value[3] + (1.0 - second) * value[2] + first * value[1]);
}

/// The next level has joined both axes: of the two times four columns, which are alike, two are
/// left with twice of everything.
static void check_example(const example *e, int axis)
{
    problem p = example_of(e, axis);
    aci_multigrid *m;
    cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
    multigrid_update(m, p.op, p.op->capacity, 1.0);
    const aci_multigrid_level *l = &m->levels.level[1];
    cr_assert(l->shape.cells[axis] == 2 && l->shape.cells[1 - axis] == 1);
    const face upper = face_of(e->between), lower = face_of(e->below);
    const face *faces[2] = {&upper, &lower};
    for (int k = 0; k < 2; ++k) {
        double pair[2];
        for (int n = 0; n < 2; ++n) {
            pair[n] = 0.5 * value_of(m, 1, l->mass, axis == 0 ? n : 0, axis == 1 ? n : 0, k);
        }
        check_pairs(pair, masses, beyond_half(faces[k]->lean[0]), beyond_half(faces[k]->lean[1]));
        assert_close(value_of(m, 1, l->conductance[axis], 0, 0, k), 2.0 * faces[k]->joined);
    }
    double pair[2];
    for (int n = 0; n < 2; ++n) {
        const float *down = l->conductance[2];
        pair[n] = 0.5 * value_of(m, 1, down, axis == 0 ? n : 0, axis == 1 ? n : 0, 0);
    }
    check_pairs(pair, depths, beyond_half(fmin(upper.lean[0], lower.lean[0])),
                beyond_half(fmin(upper.lean[1], lower.lean[1])));
    aci_multigrid_destroy(&m);
    problem_destroy(&p);
}

/// Alike, before a jump, behind one, and a jump in one row only.
Test(multigrid_join, four_columns_become_two_by_their_resistances)
{
    const example examples[4] = {
        {{1.0, 1.0, 1.0}, {2.0, 2.0, 2.0}},
        {{0.1, 1.0, 1.0}, {0.1, 1.0, 2.0}},
        {{2.0, 1.0, 0.05}, {1.0, 1.0, 0.1}},
        {{0.1, 1.0, 1.0}, {0.2, 1.0, 0.01}},
    };
    for (int n = 0; n < 4; ++n) {
        check_example(&examples[n], 0);
        check_example(&examples[n], 1);
    }
}

/// Sum of an array's row k of a level, in units of the operator.
static double row_sum(const aci_multigrid *m, int level, const float *array, int k)
{
    const aci_multigrid_shape *s = &m->levels.level[level].shape;
    double sum = 0.0;
    for (int j = 0; j < s->cells[1]; ++j) {
        for (int i = 0; i < s->cells[0]; ++i) {
            sum += value_of(m, level, array, i, j, k);
        }
    }
    return sum;
}

/// Nothing that lies side by side is lost or counted twice: each row keeps its mass and what it
/// conducts to the next. Two joins a level, each with six roundings at most of positive numbers.
static void check_sums(problem_kind kind)
{
    problem p = problem_create(kind);
    aci_multigrid *m;
    cr_assert(aci_multigrid_create(p.op, &m) == ACI_OK);
    multigrid_update(m, p.op, p.op->capacity, 100.0);
    const aci_multigrid_level *finest = &m->levels.level[0];
    for (int n = 1; n < m->levels.count; ++n) {
        const aci_multigrid_level *l = &m->levels.level[n];
        for (int k = 0; k < kind.cells[2]; ++k) {
            double mass = row_sum(m, 0, finest->mass, k), bound = 12.0 * n * single;
            double down = row_sum(m, 0, finest->conductance[2], k);
            cr_assert(fabs(row_sum(m, n, l->mass, k) - mass) <= bound * mass, "%d, %d", n, k);
            cr_assert(fabs(row_sum(m, n, l->conductance[2], k) - down) <= bound * down);
        }
    }
    aci_multigrid_destroy(&m);
    problem_destroy(&p);
}

Test(multigrid_join, each_row_keeps_its_mass_and_what_it_conducts_down)
{
    for (int odd = 0; odd < 2; ++odd) {
        for (double ratio = 1.0; ratio < 1.35; ratio += 0.15) {
            problem_kind kind = {.cells = {20 + odd, 1, 9}, .grading = ratio, .contrast = 1e4};
            kind.geometry = ACI_AXISYMMETRIC;
            check_sums(kind);
            kind.geometry = ACI_BOX;
            kind.cells[1] = 16 + odd;
            check_sums(kind);
        }
    }
}
