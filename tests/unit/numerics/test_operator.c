/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/operator.h"

#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "support/problem.h"
#include "support/tolerances.h"

static const problem_kind kinds[4] = {
    {.geometry = ACI_SLAB, .cells = {1, 1, 17}, .contrast = 1e4},
    {.geometry = ACI_AXISYMMETRIC, .cells = {13, 1, 9}, .grading = 1.3, .contrast = 1e8},
    {.geometry = ACI_BOX, .cells = {7, 5, 9}, .grading = 1.2, .contrast = 1e3},
    {.geometry = ACI_BOX, .cells = {1, 6, 1}, .contrast = 1e2},
};

Test(operator, is_symmetric_and_positive)
{
    for (int n = 0; n < 4; ++n) {
        problem p = problem_create(kinds[n]);
        double *x = problem_random(p.op, 1);
        double *y = problem_random(p.op, 2);
        double *ax = problem_zeros(p.op);
        double *ay = problem_zeros(p.op);
        aci_operator_apply(p.op, x, ax);
        aci_operator_apply(p.op, y, ay);
        double xax = aci_field_dot(p.op->extent, x, ax);
        double yay = aci_field_dot(p.op->extent, y, ay);
        double xay = aci_field_dot(p.op->extent, x, ay);
        double yax = aci_field_dot(p.op->extent, y, ax);
        cr_assert(xax > 0.0 && yay > 0.0);
        cr_assert(fabs(xay - yax) < 1e-13 * sqrt(xax * yay));
        cr_assert(fabs(xay) < sqrt(xax * yay));
        aci_field_destroy(p.op->extent, &x);
        aci_field_destroy(p.op->extent, &y);
        aci_field_destroy(p.op->extent, &ax);
        aci_field_destroy(p.op->extent, &ay);
        problem_destroy(&p);
    }
}

Test(operator, row_sums_are_sink_and_open_sides)
{
    for (int n = 0; n < 4; ++n) {
        problem p = problem_create(kinds[n]);
        const aci_operator *op = p.op;
        double *one = problem_constant(op, 1.0);
        double *sum = problem_zeros(op);
        aci_operator_apply(op, one, sum);
        size_t last = op->extent.count - op->extent.plane;
        for (size_t c = 0; c < op->extent.count; ++c) {
            double expected = op->sink[c];
            expected += c < op->extent.plane ? op->top[c] : 0.0;
            expected += c >= last ? op->bottom[c - last] : 0.0;
            assert_relative(sum[c], expected, 1e-15);
        }
        aci_field_destroy(op->extent, &one);
        aci_field_destroy(op->extent, &sum);
        problem_destroy(&p);
    }
}

Test(operator, leaves_a_constant_alone_when_closed)
{
    for (int n = 0; n < 4; ++n) {
        problem_kind kind = kinds[n];
        kind.closed = true;
        problem p = problem_create(kind);
        double *constant = problem_constant(p.op, 7.0);
        double *image = problem_constant(p.op, 1.0);
        aci_operator_apply(p.op, constant, image);
        for (size_t c = 0; c < p.op->extent.count; ++c) {
            cr_assert(image[c] == 0.0);
        }
        aci_field_destroy(p.op->extent, &constant);
        aci_field_destroy(p.op->extent, &image);
        problem_destroy(&p);
    }
}

/// Each face once, two neighbours: what one loses the other gets.
Test(operator, faces_conserve)
{
    for (int n = 0; n < 4; ++n) {
        problem p = problem_create(kinds[n]);
        double *u = problem_random(p.op, 3);
        double *image = problem_zeros(p.op);
        aci_operator_apply(p.op, u, image);
        aci_exchange e = aci_operator_exchange(p.op, u);
        double held = 0.0;
        for (size_t c = 0; c < p.op->extent.plane; ++c) {
            held += p.op->top[c] * p.op->top_value;
        }
        double size = 0.0;
        for (size_t c = 0; c < p.op->extent.count; ++c) {
            size += fabs(image[c]);
        }
        double lost = aci_field_sum(p.op->extent, image);
        cr_assert(fabs(lost - (e.left + e.sunk - (e.entered - held))) < 1e-14 * size);
        aci_field_destroy(p.op->extent, &u);
        aci_field_destroy(p.op->extent, &image);
        problem_destroy(&p);
    }
}

Test(operator, exchange_is_what_is_fed_and_a_linear_part)
{
    problem p = problem_create(kinds[2]);
    double *u = problem_random(p.op, 4);
    cr_assert(aci_operator_add_gauge(p.op) == ACI_OK && aci_operator_add_source(p.op) == ACI_OK);
    p.op->gauge[2] = 3.0 * p.op->top[0];
    p.op->source[3] = 2.0 * p.op->top[0];
    double fed = aci_operator_fed(p.op), linear[ACI_OPERATOR_EXCHANGES];
    aci_exchange e = aci_operator_exchange(p.op, u);
    aci_operator_exchange_of(p.op, u, linear);
    double size = fabs(fed);
    cr_assert(fabs(e.entered - fed - linear[0]) < 1e-14 * size);
    cr_assert(fabs(e.left - linear[1]) < 1e-14 * size);
    cr_assert(fabs(e.sunk - linear[2]) < 1e-14 * size);
    cr_assert(e.passed != 0.0 && e.passed == linear[3]);
    aci_field_destroy(p.op->extent, &u);
    problem_destroy(&p);
}

Test(operator, rate_is_source_and_held_side_minus_the_image)
{
    problem p = problem_create(kinds[1]);
    double *u = problem_random(p.op, 8);
    double *rate = problem_zeros(p.op);
    double *image = problem_zeros(p.op);
    cr_assert(aci_operator_add_source(p.op) == ACI_OK);
    p.op->source[20] = 1e-15;
    aci_operator_rate(p.op, u, rate);
    aci_operator_apply(p.op, u, image);
    for (size_t c = 0; c < p.op->extent.count; ++c) {
        double expected = p.op->source[c] - image[c];
        expected += c < p.op->extent.plane ? p.op->top[c] * p.op->top_value : 0.0;
        cr_assert(rate[c] == expected);
    }
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &rate);
    aci_field_destroy(p.op->extent, &image);
    problem_destroy(&p);
}

/// Two layers of 2 and 3 m with conductivity 5 and 0.25: 2/5 + 3/0.25 s/m, whatever the cells.
Test(operator, series_rule_adds_the_resistances_of_two_layers)
{
    const double edges[6] = {0.0, 0.5, 2.0, 2.1, 4.0, 5.0};
    const double conductivity[5] = {5.0, 5.0, 0.25, 0.25, 0.25};
    const int cells[3] = {1, 1, 5};
    const double *const axes[3] = {NULL, NULL, edges};
    const double *const along[3] = {conductivity, conductivity, conductivity};
    aci_grid *grid;
    aci_operator *op;
    cr_assert(aci_grid_create(ACI_SLAB, cells, axes, &grid) == ACI_OK);
    cr_assert(aci_operator_create(grid, &op) == ACI_OK);
    aci_operator_series(op, grid, along);
    double resistance = 1.0 / op->top[0] + 1.0 / op->bottom[0];
    for (int k = 0; k < 4; ++k) {
        resistance += 1.0 / op->conductance[2][k];
    }
    assert_relative(resistance, 2.0 / 5.0 + 3.0 / 0.25, 1e-15);
    cr_assert(op->conductance[2][4] == 0.0);
    aci_operator_destroy(&op);
    aci_grid_destroy(&grid);
}

/// From the centre of the first ring to that of the last one: log(r1/r0) / (2 pi height K D).
Test(operator, rings_resist_with_the_logarithm_of_the_radii)
{
    const double across[5] = {0.0, 1.0, 1.5, 4.0, 6.0};
    const double along[2] = {0.0, 2.0};
    const double conductivity[4] = {3.0, 3.0, 3.0, 3.0};
    const int cells[3] = {4, 1, 1};
    const double *const axes[3] = {across, NULL, along};
    const double *const all[3] = {conductivity, conductivity, conductivity};
    aci_grid *grid;
    aci_operator *op;
    cr_assert(aci_grid_create(ACI_AXISYMMETRIC, cells, axes, &grid) == ACI_OK);
    cr_assert(aci_operator_create(grid, &op) == ACI_OK);
    aci_operator_series(op, grid, all);
    double resistance = 0.0;
    for (int i = 0; i < 3; ++i) {
        resistance += 1.0 / op->conductance[0][i];
    }
    assert_relative(resistance, log(5.0 / 0.5) / (6.28318530717958647692 * 2.0 * 3.0), 1e-15);
    aci_operator_destroy(&op);
    aci_grid_destroy(&grid);
}

Test(operator, apply_has_the_same_bits_for_any_number_of_threads)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_BOX, .cells = {67, 65, 69}, .grading = 1.05, .contrast = 1e4});
    double *u = problem_random(p.op, 9);
    double *one = problem_zeros(p.op);
    double *many = problem_zeros(p.op);
    omp_set_num_threads(1);
    aci_operator_apply(p.op, u, one);
    for (int threads = 2; threads <= 3; ++threads) {
        omp_set_num_threads(threads);
        aci_operator_apply(p.op, u, many);
        cr_assert(memcmp(one, many, p.op->extent.count * sizeof *one) == 0);
    }
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &one);
    aci_field_destroy(p.op->extent, &many);
    problem_destroy(&p);
}

/// Two cells cut at a slant inside the grid, one at its corner without neighbours before it.
static void add_cuts(aci_operator *op)
{
    const size_t plane = op->extent.plane, row = (size_t)op->cells[0];
    const double size = op->conductance[2][0];
    const aci_skew cuts[3] = {
        {2 * plane + row + 1, {1.0, 0.5, 2.0}, {0.7, 0.4, 1.5}, {size, -0.3 * size, 0.2 * size}},
        {2 * plane + row + 2, {0.3, 1.5, 0.0}, {0.9, 0.4, 1.0}, {0.1 * size, 0.0, -0.2 * size}},
        {0, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}, {0.4 * size, 0.3 * size, 0.2 * size}},
    };
    for (int n = 0; n < 3; ++n) {
        cr_assert(aci_operator_add_skew(op, &cuts[n]) == ACI_OK);
    }
}

/// u in single precision with a plane of zeros on either side; u becomes what is left of it.
static float *round_field(const aci_operator *op, double *u)
{
    float *memory = calloc(op->extent.count + 2 * op->extent.plane, sizeof *memory);
    cr_assert(memory != NULL);
    aci_field_round(op->extent, u, memory + op->extent.plane);
    return memory + op->extent.plane;
}

/// diagonal u + step (A u - what A has on its diagonal besides the fluxes), and its product with u;
/// a cell's fluxes are rounded against its largest conductance.
static void check_product(const aci_operator *op)
{
    const size_t count = op->extent.count, last = count - op->extent.plane;
    const double step = 37.0;
    double *u = problem_random(op, 21), *diagonal = problem_random(op, 22);
    double *found = problem_random(op, 23), *image = problem_zeros(op);
    float *single = round_field(op, u);
    double *partial = calloc((size_t)op->cells[2], sizeof *partial), size = 0.0, largest = 0.0;
    aci_operator_apply(op, u, image);
    for (size_t c = 0; c < count; ++c) {
        double own = op->sink[c] + (op->decay != NULL ? op->decay[c] : 0.0);
        own += c < op->extent.plane ? op->top[c] : 0.0;
        own += c >= last ? op->bottom[c - last] : 0.0;
        diagonal[c] *= op->capacity[c];
        size = fmax(size, step * own + fabs(diagonal[c]));
        image[c] = diagonal[c] * u[c] + step * (image[c] - own * u[c]);
    }
    for (int axis = 0; axis < 3; ++axis) {
        largest = fmax(largest, aci_field_largest(op->extent, op->conductance[axis]));
    }
    size += 12.0 * step * largest;
    double product = aci_operator_multiply(op, diagonal, step, single, found, partial);
    for (size_t c = 0; c < count; ++c) {
        cr_assert(fabs(found[c] - image[c]) <= 1e-15 * size, "%zu", c);
    }
    double bound = 1e-15 * size * (double)count; /* each term to the rounding of its cell */
    cr_assert(fabs(product - aci_field_dot(op->extent, u, image)) <= bound);
    free(partial);
    free(single - op->extent.plane);
    double **fields[] = {&u, &diagonal, &found, &image};
    for (int n = 0; n < 4; ++n) {
        aci_field_destroy(op->extent, fields[n]);
    }
}

Test(operator, a_product_is_that_of_the_matrix_of_fluxes)
{
    for (int n = 0; n < 4; ++n) {
        problem p = problem_create(kinds[n]);
        check_product(p.op);
        cr_assert(aci_operator_add_decay(p.op) == ACI_OK);
        p.op->decay[1] = p.op->top[0];
        check_product(p.op);
        problem_destroy(&p);
    }
    problem p = problem_create(kinds[2]);
    add_cuts(p.op);
    check_product(p.op);
    problem_destroy(&p);
}

/// Also where a row of the parallel planes is no multiple of anything.
Test(operator, a_product_has_the_same_bits_for_any_number_of_threads)
{
    problem p = problem_create((problem_kind){
        .geometry = ACI_BOX, .cells = {67, 33, 31}, .grading = 1.05, .contrast = 1e4});
    add_cuts(p.op);
    double *u = problem_random(p.op, 9), *one = problem_zeros(p.op), *many = problem_zeros(p.op);
    float *single = round_field(p.op, u);
    double partial[31], product = 0.0;
    for (int threads = 1; threads <= 3; ++threads) {
        omp_set_num_threads(threads);
        double now = aci_operator_multiply(p.op, p.op->capacity, 60.0, single,
                                           threads == 1 ? one : many, partial);
        product = threads == 1 ? now : product;
        cr_assert(now == product);
        cr_assert(threads == 1 || memcmp(one, many, p.op->extent.count * sizeof *one) == 0);
    }
    free(single - p.op->extent.plane);
    aci_field_destroy(p.op->extent, &u);
    aci_field_destroy(p.op->extent, &one);
    aci_field_destroy(p.op->extent, &many);
    problem_destroy(&p);
}
