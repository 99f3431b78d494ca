/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/common_grid.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "acicula/base/random.h"

TestSuite(common_grid, .timeout = 20);

enum { CELLS = 17 };

static const double extents[3] = {230e-6, 310e-6, 900e-6};

/// A grid of uneven cells from `low[axis]` to extents[axis].
static aci_grid *uneven_grid(aci_geometry geometry, const double low[3], uint64_t seed)
{
    double edges[3][CELLS + 1];
    int cells[3] = {1, 1, 1};
    const double *given[3] = {NULL, NULL, NULL};
    aci_random random = aci_random_start(seed, 1, 0);
    for (int axis = 0; axis < 3; ++axis) {
        double sum = 0.0;
        for (int n = 0; n <= CELLS; ++n) {
            edges[axis][n] = sum;
            sum += 0.1 + aci_random_uniform(&random);
        }
        double whole = edges[axis][CELLS];
        for (int n = 0; n <= CELLS; ++n) {
            edges[axis][n] = low[axis] + (extents[axis] - low[axis]) * edges[axis][n] / whole;
        }
        if (axis == 2 || geometry == ACI_BOX || (geometry == ACI_AXISYMMETRIC && axis == 0)) {
            cells[axis] = CELLS;
            given[axis] = edges[axis];
        }
    }
    aci_grid *grid = NULL;
    cr_assert_eq(aci_grid_create(geometry, cells, given, &grid), ACI_OK);
    return grid;
}

static aci_grid *common_grid(aci_geometry geometry, const double extent[3])
{
    aci_grid *grid = NULL;
    cr_assert_eq(aci_common_grid_create(geometry, extent, &grid), ACI_OK, "%s",
                 aci_status_message());
    return grid;
}

static double *random_field(const aci_grid *grid, uint64_t seed)
{
    double *field = malloc(aci_grid_size(grid) * sizeof *field);
    aci_random random = aci_random_start(seed, 2, 0);
    cr_assert_not_null(field);
    for (size_t c = 0; c < aci_grid_size(grid); ++c) {
        field[c] = aci_random_uniform(&random);
    }
    return field;
}

static double *mapped(const aci_grid *common, const aci_grid *from, const double *field)
{
    double *to = malloc(aci_grid_size(common) * sizeof *to);
    cr_assert_not_null(to);
    cr_assert_eq(aci_common_grid_map(common, from, field, to), ACI_OK);
    return to;
}

static double range_measure(const aci_grid *grid, int axis, double low, double high)
{
    return grid->geometry == ACI_AXISYMMETRIC && axis == 0
               ? 3.14159265358979323846 * (high * high - low * low)
               : high - low;
}

/// The part of a cell along an axis that lies between 0 and the common end of both grids.
static double part(const aci_grid *grid, int axis, int cell, double end)
{
    const double *edges = grid->edges[axis];
    bool is_unused =
        axis < 2 && grid->geometry != ACI_BOX && (grid->geometry == ACI_SLAB || axis == 1);
    if (is_unused) {
        return 1.0;
    }
    double low = fmax(edges[cell], 0.0), high = fmin(edges[cell + 1], end);
    return high > low ? range_measure(grid, axis, low, high) : 0.0;
}

/// Integral of a field over what lies in z >= 0 and in the extents.
static double integral(const aci_grid *grid, const double *field, const double end[3])
{
    double sum = 0.0;
    for (int k = 0; k < grid->cells[2]; ++k) {
        for (int j = 0; j < grid->cells[1]; ++j) {
            for (int i = 0; i < grid->cells[0]; ++i) {
                double volume =
                    part(grid, 0, i, end[0]) * part(grid, 1, j, end[1]) * part(grid, 2, k, end[2]);
                sum += volume > 0.0 ? volume * field[aci_grid_cell(grid, i, j, k)] : 0.0;
            }
        }
    }
    return sum;
}

/// Sums of at most CELLS^3 products, each with a few roundings, all of one sign.
static const double round_off = 64 * DBL_EPSILON;

static void check_geometry(aci_geometry geometry, uint64_t seed)
{
    const double low[3] = {0.0, 0.0, -70e-6};
    aci_grid *from = uneven_grid(geometry, low, seed);
    aci_grid *common = common_grid(geometry, extents);
    double *field = random_field(from, seed);
    double *to = mapped(common, from, field);
    double before = integral(from, field, extents), after = integral(common, to, extents);
    cr_assert_leq(fabs(after - before), CELLS * round_off * before, "%g against %g", after, before);
    for (size_t c = 0; c < aci_grid_size(from); ++c) {
        field[c] = 0.3;
    }
    free(to);
    to = mapped(common, from, field);
    for (size_t c = 0; c < aci_grid_size(common); ++c) {
        cr_assert_leq(fabs(to[c] - 0.3), CELLS * round_off, "cell %zu: %g", c, to[c]);
    }
    free(to);
    free(field);
    aci_grid_destroy(&common);
    aci_grid_destroy(&from);
}

Test(common_grid, keeps_the_integral_and_constants)
{
    for (uint64_t seed = 1; seed <= 20; ++seed) {
        check_geometry(ACI_SLAB, seed);
        check_geometry(ACI_AXISYMMETRIC, seed);
        check_geometry(ACI_BOX, seed);
    }
}

Test(common_grid, begins_with_narrow_cells_that_grow)
{
    aci_grid *grid = common_grid(ACI_BOX, (double[3]){1e-3, 1e-6, 4e-3});
    const double *z = grid->edges[2], *x = grid->edges[0];
    cr_assert_eq(z[0], 0.0);
    cr_assert_float_eq(z[1], 1e-6, 1e-21);
    cr_assert_float_eq(x[1], 2e-6, 1e-21);
    cr_assert_eq(grid->cells[1], 1);
    for (int k = 1; k < grid->cells[2]; ++k) {
        double width = z[k + 1] - z[k], before = z[k] - z[k - 1];
        // the edges are rounded at 4 mm
        cr_assert_float_eq(width, fmin(1.06 * before, 50e-6), 4e-3 * 4 * DBL_EPSILON);
    }
    cr_assert(z[grid->cells[2]] >= 4e-3 && z[grid->cells[2] - 1] < 4e-3);
    aci_grid_destroy(&grid);
}

Test(common_grid, only_appends_for_a_larger_extent)
{
    aci_grid *small = NULL;
    for (double scale = 0.1; scale < 60.0; scale *= 1.7) {
        aci_grid *large = common_grid(
            ACI_BOX, (double[3]){scale * extents[0], scale * extents[1], scale * extents[2]});
        for (int axis = 0; small != NULL && axis < 3; ++axis) {
            cr_assert_leq(small->cells[axis], large->cells[axis]);
            for (int n = 0; n <= small->cells[axis]; ++n) {
                cr_assert_eq(small->edges[axis][n], large->edges[axis][n]);
            }
        }
        aci_grid_destroy(&small);
        small = large;
    }
    aci_grid_destroy(&small);
}

Test(common_grid, keeps_its_values_when_it_grows)
{
    const double low[3] = {0.0, 0.0, 0.0};
    aci_grid *from = uneven_grid(ACI_SLAB, low, 5);
    aci_grid *small = common_grid(ACI_SLAB, extents);
    aci_grid *large = common_grid(ACI_SLAB, (double[3]){0.0, 0.0, 2.0 * extents[2]});
    double *field = random_field(from, 5);
    double *few = mapped(small, from, field), *many = mapped(large, from, field);
    for (int k = 0; k < large->cells[2]; ++k) {
        bool is_reached = k < small->cells[2];
        cr_assert(is_reached ? few[k] == many[k] : isnan(many[k]), "cell %d", k);
    }
    free(few);
    free(many);
    free(field);
    aci_grid_destroy(&from);
    aci_grid_destroy(&small);
    aci_grid_destroy(&large);
}

Test(common_grid, leaves_the_vehicle_out)
{
    const int cells[3] = {1, 1, 2};
    const double edges[3] = {-50e-6, 0.0, 10e-6};
    const double *const given[3] = {NULL, NULL, edges};
    const double field[2] = {1e6, 2.0};
    aci_grid *from = NULL, *common = common_grid(ACI_SLAB, (double[3]){0.0, 0.0, 10e-6});
    cr_assert_eq(aci_grid_create(ACI_SLAB, cells, given, &from), ACI_OK);
    double *to = mapped(common, from, field);
    for (int k = 0; k < common->cells[2]; ++k) {
        cr_assert_float_eq(to[k], 2.0, round_off);
    }
    free(to);
    aci_grid_destroy(&from);
    aci_grid_destroy(&common);
}

Test(common_grid, refuses_what_has_no_extent)
{
    const double wrong[][3] = {{0, 1e-3, 1e-3}, {1e-3, NAN, 1e-3}, {1e-3, 1e-3, 2.0}};
    for (int n = 0; n < 3; ++n) {
        aci_grid *grid = NULL;
        cr_assert_eq(aci_common_grid_create(ACI_BOX, wrong[n], &grid), ACI_BAD_INPUT);
        cr_assert_null(grid);
    }
}
