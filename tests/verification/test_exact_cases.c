/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The coefficients of `transport` and the propagation against the exact solutions: layers under a
/// held donor or a film, with clearance. Meshes from aci_grading with the stated number of cells.
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "acicula/numerics/grading.h"
#include "acicula/numerics/propagate.h"
#include "acicula/transport/diffusion.h"
#include "acicula/verification/layered.h"
#include "acicula/verification/slab.h"
#include "support/tolerances.h"

enum { TIMES_MAX = 8, CELLS = 1000 };

static const double hour = 3600.0;

/// One run of a stack of layers, and what it gave at the report times.
typedef struct run {
    aci_skin skin;
    aci_reservoir reservoir;
    aci_grid *grid;
    aci_operator *op;
    aci_diffusion *diffusion;
    double *u;
    int count, reported;
    double times[TIMES_MAX];
    aci_exchange total[TIMES_MAX];
    double lowest, highest;
} run;

static const aci_channels no_channels = {.kind = ACI_CHANNELS_NONE, .partition = 1.0};

static void add_layer(aci_skin *skin, double partition, double diffusivity, double thickness,
                      double clearance)
{
    skin->layers[skin->layer_count++] = (aci_layer){
        .thickness = {.value = thickness},
        .diffusivity = {.value = diffusivity},
        .lateral_diffusivity = {.value = diffusivity},
        .partition = {.value = partition},
        .clearance = {.value = clearance},
    };
}

/// Widths like the square root of the distance to the next interface: what has hardly come through
/// yet needs many cells all over the layer that holds it back.
static double *edges_of(const aci_skin *skin, double film)
{
    aci_grading g = {.coarsest = 1.0};
    if (film > 0.0) {
        aci_grading_add_break(&g, -film);
    }
    double above = film > 0.0 ? film : HUGE_VAL;
    double depth = 0.0;
    for (int n = 0; n <= skin->layer_count; ++n) {
        double below = n < skin->layer_count ? skin->layers[n].thickness.value : HUGE_VAL;
        aci_grading_add_break(&g, depth);
        aci_grading_add_focus(&g, (aci_focus){depth, fmin(above, below), 0.5, 0.01});
        above = below;
        depth += n < skin->layer_count ? below : 0.0;
    }
    double *edges;
    cr_assert(aci_grading_edges_counted(&g, CELLS, &edges) == ACI_OK);
    return edges;
}

static void prepare(run *r, double film, const double *given)
{
    double *edges = edges_of(&r->skin, film);
    const int cells[3] = {1, 1, CELLS};
    const double *const axes[3] = {NULL, NULL, given != NULL ? given : edges};
    cr_assert(aci_grid_create(ACI_SLAB, cells, axes, &r->grid) == ACI_OK);
    cr_assert(aci_operator_create(r->grid, &r->op) == ACI_OK);
    cr_assert(aci_diffusion_create(&r->skin, &no_channels, &r->reservoir, r->grid, &r->diffusion) ==
              ACI_OK);
    cr_assert(aci_diffusion_fill(r->diffusion, 0.0, r->op) == ACI_OK);
    cr_assert(aci_field_create(r->op->extent, &r->u) == ACI_OK);
    for (int k = 0; k < CELLS && film > 0.0; ++k) {
        r->u[k] = r->grid->centres[2][k] < 0.0 ? r->reservoir.value : 0.0;
    }
    free(edges);
}

static void finish(run *r)
{
    aci_field_destroy(r->op->extent, &r->u);
    aci_diffusion_destroy(&r->diffusion);
    aci_operator_destroy(&r->op);
    aci_grid_destroy(&r->grid);
}

static aci_status keep(void *context, const aci_moment *moment)
{
    run *r = context;
    r->total[r->reported++] = moment->total;
    for (size_t c = 0; c < moment->op->extent.count; ++c) {
        r->lowest = fmin(r->lowest, moment->u[c]);
        r->highest = fmax(r->highest, moment->u[c]);
    }
    return ACI_OK;
}

static void propagate(run *r, double tolerance)
{
    aci_propagate_options o = {.end = r->times[r->count - 1],
                               .report_count = r->count,
                               .report_times = r->times,
                               .tolerance = tolerance};
    aci_watch watch = {.context = r, .report = keep};
    aci_propagate_report report = {0};
    r->reported = 0;
    r->lowest = HUGE_VAL;
    r->highest = -HUGE_VAL;
    cr_assert(aci_propagate(r->op, &o, &watch, r->u, &report) == ACI_OK, "%s",
              aci_status_message());
    cr_assert(r->reported == r->count);
}

/// The same stack as an exact problem; a film is its first layer under a sealed top.
static aci_layered exact_of(const run *r, double film)
{
    aci_layered exact = {.donor_held = r->reservoir.infinite,
                         .donor_activity = r->reservoir.infinite ? r->reservoir.value : 0.0,
                         .bottom_sealed = r->skin.below == ACI_BELOW_SEALED};
    if (film > 0.0) {
        exact.layers[exact.count++] = (aci_layered_material){
            r->reservoir.partition, r->reservoir.diffusivity, film, 0.0, r->reservoir.value};
    }
    for (int n = 0; n < r->skin.layer_count; ++n) {
        const aci_layer *l = &r->skin.layers[n];
        exact.layers[exact.count++] = (aci_layered_material){
            l->partition.value, l->diffusivity.value, l->thickness.value, l->clearance.value, 0.0};
    }
    return exact;
}

/// |error| <= 1e-3 max(Q, 1e-3 of the last Q): early amounts of 1e-9 need not be right to digits.
static void check_absorbed(run *r, double film)
{
    prepare(r, film, NULL);
    propagate(r, 1e-6);
    aci_layered exact = exact_of(r, film);
    double last = aci_layered_passed(&exact, exact.count, r->times[r->count - 1]) +
                  aci_layered_cleared_total(&exact, r->times[r->count - 1]);
    for (int n = 0; n < r->count; ++n) {
        double expected = aci_layered_passed(&exact, exact.count, r->times[n]) +
                          aci_layered_cleared_total(&exact, r->times[n]);
        double actual = r->total[n].left + r->total[n].sunk;
        cr_assert(fabs(actual - expected) <= 1e-3 * fmax(expected, 1e-3 * last),
                  "%g instead of %g at %g s", actual, expected, r->times[n]);
        if (r->reservoir.infinite) {
            assert_relative(r->total[n].entered, aci_layered_passed(&exact, 0, r->times[n]), 2e-3);
        }
    }
    finish(r);
}

Test(exact_cases, f1_slab)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0},
             .count = 6,
             .times = {1800, 3600, 7200, 14400, 28800, 86400}};
    add_layer(&r.skin, 1.0, 1e-14, 15e-6, 0.0);
    check_absorbed(&r, 0.0);
}

Test(exact_cases, f2a_two_layers)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0},
             .count = 7,
             .times = {900, 1800, 3600, 7200, 14400, 28800, 86400}};
    add_layer(&r.skin, 4.0, 1e-14, 13e-6, 0.0);
    add_layer(&r.skin, 0.7, 9.5e-12, 87e-6, 0.0);
    check_absorbed(&r, 0.0);
}

static void add_three_layers(aci_skin *skin, double horny, double epidermis, double dermis)
{
    add_layer(skin, 4.0, horny, 13e-6, 0.0);
    add_layer(skin, 0.7, epidermis, 87e-6, 0.0);
    add_layer(skin, 0.7, dermis, 400e-6, 0.0);
}

Test(exact_cases, f2b_three_layers)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0},
             .count = 8,
             .times = {600, 1800, 3600, 7200, 14400, 28800, 43200, 86400}};
    add_three_layers(&r.skin, 1e-14, 1e-11, 3e-11);
    check_absorbed(&r, 0.0);
}

Test(exact_cases, f2c_stiff_three_layers)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0},
             .count = 4,
             .times = {28800, 86400, 172800, 345600}};
    add_three_layers(&r.skin, 2e-16, 1.9e-10, 1.9e-10);
    check_absorbed(&r, 0.0);
}

Test(exact_cases, f2d_clearance_over_a_sealed_base)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0},
             .count = 6,
             .times = {1800, 3600, 7200, 14400, 28800, 86400}};
    r.skin.below = ACI_BELOW_SEALED;
    add_layer(&r.skin, 4.0, 1e-14, 13e-6, 0.0);
    add_layer(&r.skin, 0.7, 1e-11, 87e-6, 0.0);
    add_layer(&r.skin, 0.7, 3e-11, 1000e-6, 2e-4);
    check_absorbed(&r, 0.0);
}

/// A film of 20 um that is meshed like the rest, D 5e-13 m2/s so that it is not stirred.
Test(exact_cases, f3c_film_with_a_finite_dose)
{
    run r = {.reservoir = {.value = 10.0, .diffusivity = 5e-13, .partition = 1.0},
             .count = 6,
             .times = {1800, 3600, 7200, 14400, 28800, 86400}};
    add_layer(&r.skin, 2.0, 1e-14, 15e-6, 0.0);
    check_absorbed(&r, 20e-6);
}

/// Steady clearance: flow in and out. The steady lag of an empty start is checked on the way.
Test(exact_cases, f6_slab_with_clearance)
{
    const aci_slab slab = {0.7, 3e-11, 1e-3, 2e-4, 10.0};
    for (int sealed = 0; sealed < 2; ++sealed) {
        run r = {.reservoir = {.infinite = true, .value = 10.0}};
        r.skin.below = sealed ? ACI_BELOW_SEALED : ACI_BELOW_SINK;
        add_layer(&r.skin, slab.partition, slab.diffusivity, slab.thickness, slab.clearance);
        prepare(&r, 0.0, NULL);
        aci_steady steady;
        aci_propagate_report report = {0};
        cr_assert(aci_propagate_steady(r.op, r.u, &steady, &report) == ACI_OK);
        assert_relative(steady.rate.entered,
                        sealed ? aci_slab_sealed_entry(&slab) : aci_slab_cleared_entry(&slab),
                        1e-3);
        if (!sealed) {
            assert_relative(steady.rate.left, aci_slab_cleared_exit(&slab), 1e-3);
        }
        finish(&r);
    }
}

Test(exact_cases, lag_of_three_layers)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0}};
    add_three_layers(&r.skin, 1e-14, 1e-11, 3e-11);
    prepare(&r, 0.0, NULL);
    aci_steady steady;
    aci_propagate_report report = {0};
    cr_assert(aci_propagate_steady(r.op, r.u, &steady, &report) == ACI_OK);
    aci_layered exact = exact_of(&r, 0.0);
    assert_relative(steady.deficit.left / steady.rate.left, aci_layered_lag(&exact), 1e-3);
    assert_relative(steady.rate.left, aci_layered_steady_exit(&exact), 1e-9);
    finish(&r);
}

/// 0 <= u <= u0 at all times; the time integration is asked for 1e-9 of u0 = 10.
Test(exact_cases, u_stays_between_zero_and_the_donor)
{
    run r = {.reservoir = {.infinite = true, .value = 10.0},
             .count = 6,
             .times = {1800, 3600, 7200, 14400, 28800, 86400}};
    add_three_layers(&r.skin, 1e-14, 1e-11, 3e-11);
    prepare(&r, 0.0, NULL);
    propagate(&r, 1e-9);
    cr_assert(r.lowest >= -1e-9 * 10.0, "%g", r.lowest);
    cr_assert(r.highest <= 10.0 * (1.0 + 1e-9), "%g", r.highest);
    finish(&r);
}

/// The transfer from one end to the other does not know up from down: on the mirrored grid the
/// matrix is the mirrored matrix, and Q(t) the same to the tolerance in time.
Test(exact_cases, reversing_the_layers_leaves_the_outflow)
{
    run r[2];
    double mirrored[CELLS + 1];
    for (int n = 0; n < 2; ++n) {
        r[n] = (run){.reservoir = {.infinite = true, .value = 10.0},
                     .count = 4,
                     .times = {0.5 * hour, 2.0 * hour, 8.0 * hour, 24.0 * hour}};
    }
    add_layer(&r[0].skin, 4.0, 1e-14, 13e-6, 1e-5);
    add_layer(&r[0].skin, 0.7, 1e-11, 87e-6, 3e-4);
    add_layer(&r[1].skin, 0.7, 1e-11, 87e-6, 3e-4);
    add_layer(&r[1].skin, 4.0, 1e-14, 13e-6, 1e-5);
    prepare(&r[0], 0.0, NULL);
    for (int k = 0; k <= CELLS; ++k) {
        mirrored[k] = 100e-6 - r[0].grid->edges[2][CELLS - k];
    }
    prepare(&r[1], 0.0, mirrored);
    propagate(&r[0], 1e-8);
    propagate(&r[1], 1e-8);
    for (int n = 0; n < 4; ++n) {
        double last = r[0].total[3].left;
        cr_assert(fabs(r[0].total[n].left - r[1].total[n].left) < 1e-6 * last, "%g and %g",
                  r[0].total[n].left, r[1].total[n].left);
    }
    finish(&r[0]);
    finish(&r[1]);
}

/// Twice the donor doubles every exchange; three times all partitions triples them and leaves u.
Test(exact_cases, donor_and_partitions_scale)
{
    run r[3];
    const double donor[3] = {10.0, 20.0, 10.0};
    const double factor[3] = {1.0, 1.0, 3.0};
    for (int n = 0; n < 3; ++n) {
        r[n] = (run){.reservoir = {.infinite = true, .value = donor[n]},
                     .count = 3,
                     .times = {1.0 * hour, 4.0 * hour, 24.0 * hour}};
        add_layer(&r[n].skin, factor[n] * 4.0, 1e-14, 13e-6, 0.0);
        add_layer(&r[n].skin, factor[n] * 0.7, 1e-11, 87e-6, 2e-4);
        prepare(&r[n], 0.0, NULL);
        propagate(&r[n], 1e-7);
    }
    for (int n = 0; n < 3; ++n) {
        assert_relative(r[1].total[n].left, 2.0 * r[0].total[n].left, 1e-9);
        assert_relative(r[2].total[n].left, 3.0 * r[0].total[n].left, 1e-9);
    }
    for (size_t c = 0; c < r[0].op->extent.count; ++c) {
        cr_assert(fabs(r[2].u[c] - r[0].u[c]) < 1e-9 * 10.0);
    }
    for (int n = 0; n < 3; ++n) {
        finish(&r[n]);
    }
}
