/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/grading.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "support/tolerances.h"

/// Skin with a film: breaks at layers and at the foci, which are the surface and a channel's end.
static aci_grading depth(void)
{
    aci_grading g = {.coarsest = 40e-6};
    const double breaks[5] = {-50e-6, 0.0, 15e-6, 300e-6, 1000e-6};
    for (int n = 0; n < 5; ++n) {
        aci_grading_add_break(&g, breaks[n]);
    }
    aci_grading_add_focus(&g, (aci_focus){0.0, 20e-6, 5.0 / 9.0, 1e-3});
    aci_grading_add_focus(&g, (aci_focus){300e-6, 30e-6, 5.0 / 9.0, 1e-2});
    return g;
}

static bool has_edge(const double *edges, int cells, double at)
{
    for (int n = 0; n <= cells; ++n) {
        if (edges[n] == at) {
            return true;
        }
    }
    return false;
}

Test(grading, edges_increase_and_pass_through_every_break)
{
    aci_grading g = depth();
    for (double resolution = 0.01; resolution < 30.0; resolution *= 2.7) {
        int cells;
        double *edges;
        cr_assert(aci_grading_edges(&g, resolution, &cells, &edges) == ACI_OK);
        for (int n = 0; n < cells; ++n) {
            cr_assert(edges[n + 1] > edges[n]);
        }
        for (int n = 0; n < g.break_count; ++n) {
            cr_assert(has_edge(edges, cells, g.breaks[n]));
        }
        cr_assert(edges[0] == -50e-6 && edges[cells] == 1000e-6);
        free(edges);
    }
}

Test(grading, breaks_are_sorted_and_not_repeated)
{
    aci_grading g = {.coarsest = 1.0};
    const double at[7] = {3.0, 1.0, 2.0, 1.0, 3.0, 2.0 + 1e-12, 0.0};
    for (int n = 0; n < 7; ++n) {
        aci_grading_add_break(&g, at[n]);
    }
    cr_assert(g.break_count == 4);
    for (int n = 0; n < 4; ++n) {
        cr_assert(g.breaks[n] == (double)n);
    }
}

/// The density is uniform over a cell to the width of the cell itself, so a cell differs from the
/// wish at its centre by no more than the change of the wish across it.
Test(grading, cells_have_the_wanted_width)
{
    aci_grading g = depth();
    const double resolution = 20.0;
    int cells;
    double *edges;
    cr_assert(aci_grading_edges(&g, resolution, &cells, &edges) == ACI_OK);
    for (int n = 0; n < cells; ++n) {
        double width = edges[n + 1] - edges[n];
        double wanted = aci_grading_width(&g, 0.5 * (edges[n] + edges[n + 1])) / resolution;
        cr_assert(width < 1.5 * wanted && width > wanted / 1.5, "%g at %g instead of %g", width,
                  edges[n], wanted);
    }
    free(edges);
}

/// Equidistribution nests: every edge of n cells is an edge of 2 n cells. Between the samples of
/// the integral the place is a straight line, equal for both.
Test(grading, doubling_the_count_halves_every_cell)
{
    aci_grading g = {.coarsest = 40e-6};
    aci_grading_add_break(&g, 0.0);
    aci_grading_add_break(&g, 1e-3);
    aci_grading_add_focus(&g, (aci_focus){300e-6, 30e-6, 5.0 / 9.0, 1e-2});
    double *coarse, *fine;
    cr_assert(aci_grading_edges_counted(&g, 53, &coarse) == ACI_OK);
    cr_assert(aci_grading_edges_counted(&g, 106, &fine) == ACI_OK);
    for (int n = 0; n <= 53; ++n) {
        cr_assert(fabs(fine[2 * n] - coarse[n]) < 1e-12 * 1e-3);
    }
    free(coarse);
    free(fine);
}

/// Each of the intervals rounds its own count, by half a cell at most.
Test(grading, doubling_the_resolution_doubles_the_count)
{
    aci_grading g = depth();
    int coarse, fine;
    double *edges;
    cr_assert(aci_grading_edges(&g, 3.0, &coarse, &edges) == ACI_OK);
    free(edges);
    cr_assert(aci_grading_edges(&g, 6.0, &fine, &edges) == ACI_OK);
    free(edges);
    cr_assert(abs(fine - 2 * coarse) <= 2 * (g.break_count - 1));
}

Test(grading, counted_edges_have_exactly_that_count)
{
    aci_grading g = depth();
    for (int cells = 4; cells < 400; cells += 97) {
        double *edges;
        cr_assert(aci_grading_edges_counted(&g, cells, &edges) == ACI_OK);
        cr_assert(edges[cells] == 1000e-6);
        for (int n = 0; n < cells; ++n) {
            cr_assert(edges[n + 1] > edges[n]);
        }
        for (int n = 0; n < g.break_count; ++n) {
            cr_assert(has_edge(edges, cells, g.breaks[n]));
        }
        free(edges);
    }
}

Test(grading, too_few_cells_for_the_breaks_are_refused)
{
    aci_grading g = depth();
    double *edges;
    cr_assert(aci_grading_edges_counted(&g, 3, &edges) == ACI_BAD_INPUT);
    cr_assert(edges == NULL);
}

static int cells_with_focus(aci_focus focus, bool has_break, double resolution, double *least)
{
    aci_grading g = {.coarsest = 40e-6};
    aci_grading_add_break(&g, 0.0);
    aci_grading_add_break(&g, 1e-3);
    if (has_break) {
        aci_grading_add_break(&g, focus.at);
    }
    aci_grading_add_focus(&g, focus);
    int cells;
    double *edges;
    cr_assert(aci_grading_edges(&g, resolution, &cells, &edges) == ACI_OK);
    *least = HUGE_VAL;
    for (int n = 0; n < cells; ++n) {
        *least = fmin(*least, edges[n + 1] - edges[n]);
    }
    free(edges);
    return cells;
}

/// A focus needs as many cells inside an interval as at a break. Each interval rounds its count by
/// half a cell, and the integral over 1024 samples is good to 1e-3. Under a density of
/// distance^(-5/9) a cell that ends at the focus is 2^(5/4) = 2.4 times as wide as one that has it
/// in its middle; twice that is allowed, since counts are rounded.
Test(grading, a_narrow_focus_inside_an_interval_is_not_missed)
{
    for (double length = 1e-3; length > 1e-8; length *= 0.1) {
        for (double at = 1e-5; at < 1e-3; at += 0.613e-4) {
            for (double finest = 1e-9; finest < 1e-1; finest *= 1e4) {
                const aci_focus focus = {at, length, 5.0 / 9.0, finest};
                double inside, beside;
                int found = cells_with_focus(focus, false, 8.0, &inside);
                int expected = cells_with_focus(focus, true, 8.0, &beside);
                cr_assert(abs(found - expected) < 2.0 + 1e-3 * expected,
                          "%d cells instead of %d: %g at %g, %g", found, expected, length, at,
                          finest);
                cr_assert(inside < 4.8 * beside && beside < 4.8 * inside,
                          "%g instead of %g: %g at %g, %g", inside, beside, length, at, finest);
            }
        }
    }
}
