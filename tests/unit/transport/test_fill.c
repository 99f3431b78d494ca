/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Coefficients from geometry: what volumes and series resistances say they are, and the same bits
/// whatever was filled before and by however many threads.
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/study/run.h"
#include "acicula/transport/diffusion.h"
#include "support/tolerances.h"

static const double pi = 3.14159265358979323846;

enum { ACROSS = 32, ROWS = 30, STEPS = 6 };

static const double half_pitch = 160e-6;

/// One skin, one product, one kind of channels and a grid of them.
typedef struct bench {
    aci_skin skin;
    aci_channels channels;
    aci_tract tracts[3];
    aci_reservoir reservoir;
    aci_grid *grid;
} bench;

static aci_layer layer_of(double thickness, double diffusivity, double partition)
{
    return (aci_layer){.thickness = {.value = thickness},
                       .diffusivity = {.value = diffusivity},
                       .lateral_diffusivity = {.value = 2.0 * diffusivity},
                       .partition = {.value = partition},
                       .clearance = {.value = 1e-4}};
}

/// Film of 20 um on layers of 30 and 270 um, the second a partner of the channel, not an insulator.
static void begin(bench *b, aci_geometry geometry)
{
    double across[ACROSS + 1], depth[ROWS + 1];
    for (int n = 0; n <= ACROSS; ++n) {
        across[n] = half_pitch * pow((double)n / ACROSS, 1.2);
    }
    for (int n = 0; n <= ROWS; ++n) {
        depth[n] = n < 2   ? -20e-6 + 10e-6 * n
                   : n < 6 ? 7.5e-6 * (n - 2)
                           : 30e-6 + 11.25e-6 * (n - 6);
    }
    const int cells[3] = {ACROSS, geometry == ACI_BOX ? ACROSS : 1, ROWS};
    const double *const edges[3] = {across, geometry == ACI_BOX ? across : NULL, depth};
    *b = (bench){.skin = {.layer_count = 2, .below = ACI_BELOW_SINK},
                 .reservoir = {.diffusivity = 5e-10, .partition = 1.5}};
    b->skin.layers[0] = layer_of(30e-6, 1e-13, 3.0);
    b->skin.layers[1] = layer_of(270e-6, 1e-10, 0.5);
    b->channels = (aci_channels){.diffusivity = 5e-10, .partition = 0.9};
    cr_assert(aci_grid_create(geometry, cells, edges, &b->grid) == ACI_OK);
}

static void add_lattice(bench *b)
{
    b->channels.kind = ACI_CHANNELS_LATTICE;
    b->channels.pitch = 2.0 * half_pitch;
    cr_assert(aci_channels_cone(40e-6, 10e-6, 198.75e-6, &b->channels.profile) == ACI_OK);
}

/// Two tracts that cross, and one that leaves the patch.
static void add_patch(bench *b, int count)
{
    b->tracts[0] = (aci_tract){60e-6, 70e-6, 210e-6, 25e-6, 5e-6, 0.3, 0.4};
    b->tracts[1] = (aci_tract){95e-6, 75e-6, 180e-6, 20e-6, 20e-6, 0.25, 3.0};
    b->tracts[2] = (aci_tract){140e-6, 130e-6, 150e-6, 22e-6, 0.0, 0.5, 0.9};
    b->channels.kind = ACI_CHANNELS_PATCH;
    b->channels.tract_count = count;
    b->channels.tracts = b->tracts;
}

static void end(bench *b)
{
    if (b->channels.kind == ACI_CHANNELS_LATTICE) {
        aci_channels_destroy(&b->channels);
    }
    aci_grid_destroy(&b->grid);
}

/// Operator and coefficients of a bench.
typedef struct filled {
    aci_operator *op;
    aci_diffusion *diffusion;
} filled;

static filled create(const bench *b)
{
    filled f;
    cr_assert(aci_operator_create(b->grid, &f.op) == ACI_OK);
    cr_assert(aci_diffusion_create(&b->skin, &b->channels, &b->reservoir, b->grid, &f.diffusion) ==
              ACI_OK);
    return f;
}

static void fill(const filled *f, const aci_situation *situation, double time)
{
    aci_diffusion_set(f->diffusion, situation);
    cr_assert(aci_diffusion_fill(f->diffusion, time, f->op) == ACI_OK);
}

static void drop(filled *f)
{
    aci_operator_destroy(&f->op);
    aci_diffusion_destroy(&f->diffusion);
}

static const aci_situation open = {.has_product = true, .thinness = 1.0, .has_channels = true};

/// The volume of the channel in all cells.
static double volume_of(const bench *b, const aci_diffusion *d)
{
    double part[ACROSS * ACROSS], sum = 0.0;
    for (int k = 0; k < ROWS; ++k) {
        aci_diffusion_channel_fraction(d, k, part);
        for (int n = 0; n < b->grid->cells[0] * b->grid->cells[1]; ++n) {
            cr_assert(part[n] >= 0.0 && part[n] <= 1.0);
            sum += part[n] * b->grid->column_area[n] *
                   (b->grid->edges[2][k + 1] - b->grid->edges[2][k]);
        }
    }
    return sum;
}

static double cone_volume(double mouth, double bottom, double length)
{
    return pi * length / 3.0 * (mouth * mouth + mouth * bottom + bottom * bottom);
}

/// Gauss points integrate a ring below a straight wall exactly; the cone ends at an edge of rows.
Test(fill, rings_hold_the_volume_of_the_cone)
{
    bench b;
    begin(&b, ACI_AXISYMMETRIC);
    add_lattice(&b);
    filled f = create(&b);
    fill(&f, &open, 0.0);
    assert_relative(volume_of(&b, f.diffusion), cone_volume(40e-6, 10e-6, 198.75e-6), 1e-13);
    drop(&f);
    end(&b);
}

/// Each of the 100 lines in a cell stands for a square of its own; along the circle of the wall
/// what they miss mostly cancels.
Test(fill, boxes_hold_the_volume_of_the_cone)
{
    bench b;
    begin(&b, ACI_BOX);
    add_lattice(&b);
    filled f = create(&b);
    fill(&f, &open, 0.0);
    assert_relative(volume_of(&b, f.diffusion), 0.25 * cone_volume(40e-6, 10e-6, 198.75e-6), 1e-3);
    drop(&f);
    end(&b);
}

/// The skin cuts off, of a tilted cylinder about its mouth's centre, a wedge of 2/3 r^3 tan(tilt).
Test(fill, a_tilted_tract_has_its_volume)
{
    bench b;
    begin(&b, ACI_BOX);
    add_patch(&b, 1);
    const double radius = 20e-6, length = 180e-6, tilt = 0.25;
    b.tracts[0] = (aci_tract){95e-6, 75e-6, length, radius, radius, tilt, 3.0};
    filled f = create(&b);
    fill(&f, &open, 0.0);
    double wedge = 2.0 / 3.0 * pow(radius, 3.0) * tan(tilt);
    assert_relative(volume_of(&b, f.diffusion), cone_volume(radius, radius, length) - wedge, 2e-3);
    drop(&f);
    end(&b);
}

static void assert_same(const double *a, const double *b, size_t count, const char *what)
{
    cr_assert((a == NULL) == (b == NULL), "%s", what);
    cr_assert(a == NULL || memcmp(a, b, count * sizeof *a) == 0, "%s", what);
}

static void assert_same_operators(const aci_operator *a, const aci_operator *b)
{
    size_t cells = a->extent.count;
    assert_same(a->capacity, b->capacity, cells, "capacity");
    assert_same(a->sink, b->sink, cells, "sink");
    assert_same(a->source, b->source, cells, "source");
    assert_same(a->gauge, b->gauge, cells, "gauge");
    for (int axis = 0; axis < 3; ++axis) {
        assert_same(a->conductance[axis], b->conductance[axis], cells, "conductance");
    }
    assert_same(a->top, b->top, a->extent.plane, "top");
    assert_same(a->bottom, b->bottom, a->extent.plane, "bottom");
    cr_assert(a->top_value == b->top_value && a->skew_count == b->skew_count);
    size_t skews = a->skew_count * sizeof *a->skew;
    cr_assert(skews == 0 || memcmp(a->skew, b->skew, skews) == 0);
}

Test(fill, a_tract_twice_is_the_tract)
{
    bench once, twice;
    begin(&once, ACI_BOX);
    begin(&twice, ACI_BOX);
    add_patch(&once, 1);
    add_patch(&twice, 2);
    twice.tracts[1] = twice.tracts[0];
    filled a = create(&once), b = create(&twice);
    fill(&a, &open, 0.0);
    fill(&b, &open, 0.0);
    cr_assert(a.op->skew_count > 0);
    assert_same_operators(a.op, b.op);
    drop(&a);
    drop(&b);
    end(&once);
    end(&twice);
}

/// Twice all diffusivities: twice the conductances, to the bit, and the same capacities.
Test(fill, conductances_are_linear_in_diffusivities)
{
    for (int kind = 0; kind < 3; ++kind) {
        bench b;
        begin(&b, kind == 0 ? ACI_AXISYMMETRIC : ACI_BOX);
        kind < 2 ? add_lattice(&b) : add_patch(&b, 3);
        filled one = create(&b);
        fill(&one, &open, 0.0);
        for (int n = 0; n < 2; ++n) {
            b.skin.layers[n].diffusivity.value *= 2.0;
            b.skin.layers[n].lateral_diffusivity.value *= 2.0;
        }
        b.channels.diffusivity *= 2.0;
        b.reservoir.diffusivity *= 2.0;
        filled two = create(&b);
        fill(&two, &open, 0.0);
        for (int axis = 0; axis < 3; ++axis) {
            aci_field_scale(one.op->extent, 2.0, one.op->conductance[axis]);
            assert_same(one.op->conductance[axis], two.op->conductance[axis], one.op->extent.count,
                        "conductance");
        }
        assert_same(one.op->capacity, two.op->capacity, one.op->extent.count, "capacity");
        assert_same(one.op->sink, two.op->sink, one.op->extent.count, "sink");
        drop(&one);
        drop(&two);
        end(&b);
    }
}

/// Without channels the faces are the plain series of half cells.
Test(fill, tissue_is_the_series_of_half_cells)
{
    bench b;
    begin(&b, ACI_BOX);
    filled f = create(&b);
    fill(&f, &open, 0.0);
    aci_operator *series;
    double *conductivity[3];
    cr_assert(aci_operator_create(b.grid, &series) == ACI_OK);
    for (int axis = 0; axis < 3; ++axis) {
        cr_assert(aci_field_create(series->extent, &conductivity[axis]) == ACI_OK);
        for (size_t c = 0; c < series->extent.count; ++c) {
            int layer = aci_diffusion_layer(f.diffusion, (int)(c / series->extent.plane));
            const aci_layer *tissue = &b.skin.layers[layer < 0 ? 0 : layer];
            double diffusivity =
                axis == 2 ? tissue->diffusivity.value : tissue->lateral_diffusivity.value;
            conductivity[axis][c] = layer < 0 ? b.reservoir.partition * b.reservoir.diffusivity
                                              : tissue->partition.value * diffusivity;
        }
    }
    aci_operator_series(series, b.grid, (const double *const *)conductivity);
    for (int axis = 0; axis < 3; ++axis) {
        for (size_t c = 0; c < series->extent.count; ++c) {
            assert_relative(f.op->conductance[axis][c], series->conductance[axis][c], 1e-14);
        }
        aci_field_destroy(series->extent, &conductivity[axis]);
    }
    aci_operator_destroy(&series);
    drop(&f);
    end(&b);
}

/// One after the other: open, closing, a thinner film, nothing on the skin, not yet needled,
/// needled anew.
static const struct {
    double time;
    aci_situation now;
} steps[STEPS] = {
    {0.0, {.has_product = true, .thinness = 1.0, .has_channels = true}},
    {300.0, {.has_product = true, .thinness = 1.0, .has_channels = true}},
    {300.0, {.has_product = true, .thinness = 0.4, .loss = 1e-8, .has_channels = true}},
    {900.0, {.has_product = false, .thinness = 1e-9, .has_channels = true}},
    {900.0, {.has_product = true, .thinness = 0.7, .has_channels = false}},
    {1000.0, {.has_product = true, .thinness = 0.7, .has_channels = true, .opened = 900.0}},
};

static void check_refills(bench *b)
{
    b->channels.closure = (aci_closure){.law = ACI_CLOSURE_RADIUS, .time_constant = 600.0};
    filled kept = create(b);
    for (int n = 0; n < STEPS; ++n) {
        filled fresh = create(b);
        cr_assert(aci_operator_add_source(fresh.op) == ACI_OK);
        fill(&fresh, &steps[n].now, steps[n].time);
        cr_assert(aci_operator_add_source(kept.op) == ACI_OK);
        kept.op->source[n] = 1.0; /* what others add is taken back */
        fill(&kept, &steps[n].now, steps[n].time);
        assert_same_operators(fresh.op, kept.op);
        cr_assert(volume_of(b, fresh.diffusion) == volume_of(b, kept.diffusion));
        /* a foreign operator in between gets everything, and takes nothing away */
        fill(&(filled){fresh.op, kept.diffusion}, &steps[n].now, steps[n].time);
        assert_same_operators(fresh.op, kept.op);
        drop(&fresh);
    }
    drop(&kept);
}

Test(fill, a_refill_is_a_fresh_fill)
{
    bench rings, boxes, patch;
    begin(&rings, ACI_AXISYMMETRIC);
    begin(&boxes, ACI_BOX);
    begin(&patch, ACI_BOX);
    add_lattice(&rings);
    add_lattice(&boxes);
    add_patch(&patch, 3);
    check_refills(&rings);
    check_refills(&boxes);
    check_refills(&patch);
    end(&rings);
    end(&boxes);
    end(&patch);
}

Test(fill, threads_give_the_same_bits)
{
    enum { THREADS = 3 };
    bench b;
    filled f[THREADS];
    begin(&b, ACI_BOX);
    add_patch(&b, 3);
    for (int n = 0; n < THREADS; ++n) {
        cr_assert(aci_run_set_threads(n + 1) == n + 1);
        f[n] = create(&b);
        fill(&f[n], &open, 0.0);
        fill(&f[n], &steps[2].now, steps[2].time);
    }
    for (int n = 1; n < THREADS; ++n) {
        assert_same_operators(f[0].op, f[n].op);
    }
    for (int n = 0; n < THREADS; ++n) {
        drop(&f[n]);
    }
    end(&b);
}
