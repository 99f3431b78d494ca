/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Benchmark B2 as a discrete system: quarter of a square cell, 250 um wide, with a film of 50 um
/// that holds u = 1 at the beginning, sealed on top, and a conical channel as a staircase of whole
/// cells. Exact in time on its grid, so that only time and algebra differ from the reference.
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "acicula/numerics/propagate.h"

enum { TIMES = 7, AMOUNTS = 5, SEGMENTS = 5 };
enum { HORNY, EPIDERMIS, DERMIS, CHANNEL, FILM };

/// Benchmark reference, rational Krylov m=16 (coarse: m=20): Q, then amounts in horny layer,
/// epidermis, dermis, channel and film, per footprint and u0, in um.
typedef struct reference {
    double hours, absorbed, amount[AMOUNTS];
} reference;

static const reference coarse[TIMES] = {
    {0.5, 14.018064, {1.8472748, 4.0755002, 21.173173, 0.10634638, 8.7796418}},
    {1, 32.526895, {1.212945, 1.9953858, 11.530036, 0.0413319, 2.6934059}},
    {2, 46.296862, {0.39198365, 0.41080296, 2.4022374, 0.0080653944, 0.49004815}},
    {4, 49.801634, {0.03024788, 0.020963308, 0.12013859, 0.00042121735, 0.026594949}},
    {8, 49.999182, {0.00014223167, 8.4397245e-05, 0.0004783808, 1.7186537e-06, 0.00011080116}},
    {16, 50, {2.8986819e-09, 1.6991058e-09, 9.6217837e-09, 3.4637451e-11, 2.2369836e-09}},
    {24, 50, {5.8894286e-14, 3.4519182e-14, 1.9547591e-13, 7.0369657e-16, 4.5447277e-14}},
};

static const reference fine[TIMES] = {
    {0.5, 14.139298, {1.8262184, 4.0803917, 21.248864, 0.10603563, 8.5991922}},
    {1, 32.669005, {1.1935516, 1.9846455, 11.484785, 0.041003676, 2.627009}},
    {2, 46.350128, {0.38323406, 0.40589654, 2.3751209, 0.0079683836, 0.47765197}},
    {4, 49.806728, {0.029221841, 0.020488523, 0.11750399, 0.00041170834, 0.025646132}},
    {8, 49.999223, {0.00013405833, 8.0451489e-05, 0.00045638107, 1.6383051e-06, 0.00010418513}},
    {16, 50, {2.5982724e-09, 1.5400755e-09, 8.7281539e-09, 3.1395783e-11, 2.0000671e-09}},
    {24, 50, {5.0201035e-14, 2.9753433e-14, 1.6862203e-13, 6.0654895e-16, 3.8640643e-14}},
};

static int material_of(double x, double y, double z)
{
    if (z < 0.0) {
        return FILM;
    }
    if (z < 300e-6 && hypot(x, y) < 30e-6 - 25e-6 * z / 300e-6) {
        return CHANNEL;
    }
    return z < 15e-6 ? HORNY : z < 100e-6 ? EPIDERMIS : DERMIS;
}

static const double conductivity_of[AMOUNTS] = {1e-14, 1e-10, 2e-10, 5e-10, 5e-10};

/// scale 1: 64 x 64 x 96 cells; 2: every cell halved.
static aci_grid *create_grid(int scale)
{
    const int counts[SEGMENTS] = {8, 12, 24, 32, 20};
    const double breaks[SEGMENTS + 1] = {-50e-6, 0.0, 15e-6, 100e-6, 350e-6, 1000e-6};
    const int cells[3] = {64 * scale, 64 * scale, 96 * scale};
    double across[129], along[193];
    for (int n = 0; n <= cells[0]; ++n) {
        across[n] = 250e-6 * n / cells[0];
    }
    int done = 0;
    along[0] = breaks[0];
    for (int s = 0; s < SEGMENTS; ++s) {
        for (int n = 1; n <= counts[s] * scale; ++n) {
            along[++done] = breaks[s] + (breaks[s + 1] - breaks[s]) * n / (counts[s] * scale);
        }
    }
    const double *const edges[3] = {across, across, along};
    aci_grid *grid;
    cr_assert(aci_grid_create(ACI_BOX, cells, edges, &grid) == ACI_OK);
    return grid;
}

typedef struct judge {
    const aci_grid *grid;
    const reference *expected;
    int next;
    double worst;
} judge;

static aci_operator *create_operator(const aci_grid *g, double *u)
{
    aci_operator *op;
    double *conductivity;
    cr_assert(aci_operator_create(g, &op) == ACI_OK);
    cr_assert(aci_field_create(op->extent, &conductivity) == ACI_OK);
    for (int k = 0; k < g->cells[2]; ++k) {
        for (int j = 0; j < g->cells[1]; ++j) {
            for (int i = 0; i < g->cells[0]; ++i) {
                size_t c = aci_grid_cell(g, i, j, k);
                int m = material_of(g->centres[0][i], g->centres[1][j], g->centres[2][k]);
                conductivity[c] = conductivity_of[m];
                op->capacity[c] = aci_grid_volume(g, i, j, k);
                op->sink[c] = m == DERMIS ? 1e-4 * op->capacity[c] : 0.0;
                u[c] = m == FILM ? 1.0 : 0.0;
            }
        }
    }
    const double *const all[3] = {conductivity, conductivity, conductivity};
    aci_operator_series(op, g, all);
    for (size_t n = 0; n < op->extent.plane; ++n) {
        op->top[n] = 0.0;
    }
    aci_field_destroy(op->extent, &conductivity);
    return op;
}

/// All differences relative to Q, which is what is absorbed by then.
static aci_status compare(void *context, const aci_moment *moment)
{
    judge *judged = context;
    const aci_grid *g = judged->grid;
    const reference *expected = &judged->expected[judged->next++];
    double amount[AMOUNTS] = {0.0};
    for (int k = 0; k < g->cells[2]; ++k) {
        for (int j = 0; j < g->cells[1]; ++j) {
            for (int i = 0; i < g->cells[0]; ++i) {
                size_t c = aci_grid_cell(g, i, j, k);
                int m = material_of(g->centres[0][i], g->centres[1][j], g->centres[2][k]);
                amount[m] += moment->op->capacity[c] * moment->u[c];
            }
        }
    }
    double unit = 1e-6 * g->footprint;
    double absorbed = (moment->total.left + moment->total.sunk) / unit;
    double worst = fabs(absorbed - expected->absorbed);
    for (int m = 0; m < AMOUNTS; ++m) {
        worst = fmax(worst, fabs(amount[m] / unit - expected->amount[m]));
    }
    judged->worst = fmax(judged->worst, worst / expected->absorbed);
    return ACI_OK;
}

static void check(int scale, const reference *expected)
{
    aci_grid *grid = create_grid(scale);
    double *u;
    const size_t plane = (size_t)grid->cells[0] * (size_t)grid->cells[1];
    const aci_extent extent = {.count = aci_grid_size(grid), .plane = plane};
    cr_assert(aci_field_create(extent, &u) == ACI_OK);
    aci_operator *op = create_operator(grid, u);
    double times[TIMES];
    for (int n = 0; n < TIMES; ++n) {
        times[n] = 3600.0 * expected[n].hours;
    }
    aci_propagate_options o = {
        .end = 24.0 * 3600.0, .report_count = TIMES, .report_times = times, .tolerance = 1e-5};
    judge judged = {.grid = grid, .expected = expected};
    aci_watch watch = {.context = &judged, .report = compare};
    aci_propagate_report report = {0};
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    cr_assert(aci_propagate(op, &o, &watch, u, &report) == ACI_OK);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("discrete B2, %zu cells: %s, %ld vectors, %ld solves, %ld iterations, %.1f s, "
           "difference %.1e\n",
           extent.count, report.method, report.steps, report.solves, report.iterations,
           (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec),
           judged.worst);
    cr_assert(judged.next == TIMES);
    cr_assert(judged.worst < 1e-4, "%g", judged.worst);
    aci_operator_destroy(&op);
    aci_field_destroy(extent, &u);
    aci_grid_destroy(&grid);
}

Test(discrete_b2, coarse_grid_matches_reference)
{
    check(1, coarse);
}

Test(discrete_b2, long_fine_grid_matches_reference)
{
    if (getenv("ACICULA_LONG") == NULL) {
        cr_skip("set ACICULA_LONG=1 for the grid of three million cells");
    }
    check(2, fine);
}
