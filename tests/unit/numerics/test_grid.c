/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/grid.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/tolerances.h"

static const double pi = 3.14159265358979323846;
static const double across[4] = {0.0, 1.0, 3.0, 4.0};
static const double along[3] = {-1.0, 0.0, 2.0};

static aci_grid *create(aci_geometry geometry, int nx, int ny)
{
    const int cells[3] = {nx, ny, 2};
    const double *const edges[3] = {nx > 1 ? across : NULL, ny > 1 ? across : NULL, along};
    aci_grid *grid;
    cr_assert(aci_grid_create(geometry, cells, edges, &grid) == ACI_OK);
    return grid;
}

static double whole_volume(const aci_grid *g)
{
    double sum = 0.0;
    for (int k = 0; k < g->cells[2]; ++k) {
        for (int j = 0; j < g->cells[1]; ++j) {
            for (int i = 0; i < g->cells[0]; ++i) {
                sum += aci_grid_volume(g, i, j, k);
            }
        }
    }
    return sum;
}

Test(grid, volumes_fill_slab_cylinder_and_box)
{
    const aci_geometry geometry[3] = {ACI_SLAB, ACI_AXISYMMETRIC, ACI_BOX};
    const int nx[3] = {1, 3, 3};
    const int ny[3] = {1, 1, 3};
    const double footprint[3] = {1.0, 16.0 * pi, 16.0};
    for (int n = 0; n < 3; ++n) {
        aci_grid *grid = create(geometry[n], nx[n], ny[n]);
        assert_relative(grid->footprint, footprint[n], 1e-15);
        assert_relative(whole_volume(grid), 3.0 * footprint[n], 1e-15);
        aci_grid_destroy(&grid);
        cr_assert(grid == NULL);
    }
}

Test(grid, a_ring_has_the_difference_of_two_discs)
{
    aci_grid *grid = create(ACI_AXISYMMETRIC, 3, 1);
    assert_relative(aci_grid_volume(grid, 1, 0, 1), pi * (9.0 - 1.0) * 2.0, 1e-15);
    aci_grid_destroy(&grid);
}

Test(grid, x_runs_fastest_and_z_slowest)
{
    aci_grid *grid = create(ACI_BOX, 3, 3);
    cr_assert(aci_grid_cell(grid, 1, 0, 0) == 1);
    cr_assert(aci_grid_cell(grid, 0, 1, 0) == 3);
    cr_assert(aci_grid_cell(grid, 0, 0, 1) == 9);
    cr_assert(aci_grid_size(grid) == 18);
    cr_assert(grid->centres[0][1] == 2.0);
    cr_assert(grid->centres[2][0] == -0.5);
    aci_grid_destroy(&grid);
}

Test(grid, edges_that_do_not_increase_are_refused)
{
    const double wrong[3][3] = {{0.0, 1.0, 1.0}, {0.0, 2.0, 1.0}, {0.0, NAN, 1.0}};
    const int cells[3] = {1, 1, 2};
    for (int n = 0; n < 3; ++n) {
        const double *const edges[3] = {NULL, NULL, wrong[n]};
        aci_grid *grid;
        cr_assert(aci_grid_create(ACI_SLAB, cells, edges, &grid) == ACI_BAD_INPUT);
        cr_assert(grid == NULL);
    }
}

Test(grid, cells_that_the_geometry_does_not_have_are_refused)
{
    const int wide[3] = {2, 1, 2};
    const int deep[3] = {3, 3, 2};
    const int none[3] = {3, 3, 0};
    const double *const edges[3] = {across, across, along};
    aci_grid *grid;
    cr_assert(aci_grid_create(ACI_SLAB, wide, edges, &grid) == ACI_BAD_INPUT);
    cr_assert(aci_grid_create(ACI_AXISYMMETRIC, deep, edges, &grid) == ACI_BAD_INPUT);
    cr_assert(aci_grid_create(ACI_BOX, none, edges, &grid) == ACI_BAD_INPUT);
}

Test(grid, an_axis_that_the_geometry_uses_needs_edges)
{
    const aci_geometry geometry[6] = {ACI_SLAB, ACI_AXISYMMETRIC, ACI_AXISYMMETRIC,
                                      ACI_BOX,  ACI_BOX,          ACI_BOX};
    const int without[6] = {2, 0, 2, 0, 1, 2};
    for (int n = 0; n < 6; ++n) {
        for (int many = 1; many <= 3; many += 2) {
            const int cells[3] = {geometry[n] == ACI_SLAB ? 1 : many,
                                  geometry[n] == ACI_BOX ? many : 1, many};
            const double *edges[3] = {across, across, across};
            edges[without[n]] = NULL;
            aci_grid *grid;
            cr_assert(aci_grid_create(geometry[n], cells, edges, &grid) == ACI_BAD_INPUT);
            cr_assert(strchr(aci_status_message(), '0' + without[n]) != NULL);
            cr_assert_null(grid);
        }
    }
}
