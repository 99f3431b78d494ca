/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/transport/reaction.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "support/tolerances.h"

enum { ROWS = 5, PLANE = 3, CELLS = ROWS * PLANE };

/// A film, two rows that bind and degrade, two of an idle layer; the first cell of each row is all
/// channel and the second half.
static const aci_reaction_layer layers[2] = {{ACI_BINDING_SATURABLE, 2e-3, 1e-3, 5.0, 2e-3, 0.7},
                                             {0}};
static const int row_layer[ROWS] = {-1, 0, 0, 1, 1};

typedef struct tissue {
    double capacity[CELLS], tissue_capacity[CELLS], tissue_volume[CELLS], u[CELLS];
} tissue;

static tissue make_tissue(void)
{
    tissue t;
    for (int c = 0; c < CELLS; ++c) {
        double open = c % PLANE == 0 ? 1.0 : c % PLANE == 1 ? 0.5 : 0.0;
        double volume = 1e-15 * (1.0 + 0.1 * c);
        t.tissue_volume[c] = (1.0 - open) * volume;
        t.tissue_capacity[c] = 0.6 * t.tissue_volume[c];
        t.capacity[c] = t.tissue_capacity[c] + open * volume;
        t.u[c] = 1.0 + 0.3 * c;
    }
    return t;
}

static aci_reaction_cells cells_of(const tissue *t)
{
    return (aci_reaction_cells){t->capacity, t->tissue_capacity, t->tissue_volume};
}

static aci_reaction *make(void)
{
    aci_reaction_setup setup = {2, layers, ROWS, row_layer, PLANE};
    aci_reaction *reaction;
    cr_assert(aci_reaction_create(&setup, &reaction) == ACI_OK && aci_reaction_acts(reaction));
    return reaction;
}

static void advance(aci_reaction *reaction, tissue *t, double step)
{
    aci_reaction_cells cells = cells_of(t);
    cr_assert(aci_reaction_advance(reaction, &cells, step, t->u) == ACI_OK);
}

Test(reaction, every_cell_keeps_its_mass)
{
    tissue t = make_tissue(), start = t;
    aci_reaction *reaction = make();
    const int steps = 50;
    for (int n = 0; n < steps; ++n) {
        advance(reaction, &t, 20.0);
    }
    for (int c = 0; c < CELLS; ++c) {
        double mass = t.capacity[c] * t.u[c] + aci_reaction_bound(reaction)[c] +
                      aci_reaction_degraded(reaction)[c];
        assert_relative(mass, start.capacity[c] * start.u[c], 4.0 * DBL_EPSILON * steps);
        bool acts = row_layer[c / PLANE] == 0 && c % PLANE > 0;
        cr_assert(acts ? t.u[c] < start.u[c] : t.u[c] == start.u[c]);
    }
    aci_reaction_destroy(&reaction);
}

Test(reaction, layers_are_summed_over_their_rows)
{
    tissue t = make_tissue(), start = t;
    aci_reaction *reaction = make();
    advance(reaction, &t, 300.0);
    double bound[2], degraded[2], lost = 0.0;
    aci_reaction_amounts(reaction, bound, degraded);
    aci_reaction_amounts(reaction, bound, NULL);
    for (int c = 0; c < CELLS; ++c) {
        lost += t.capacity[c] * (start.u[c] - t.u[c]);
    }
    assert_relative(bound[0] + degraded[0], lost, 1e-13);
    cr_assert(bound[0] > 0.0 && degraded[0] > 0.0 && bound[1] == 0.0 && degraded[1] == 0.0);
    aci_reaction_destroy(&reaction);
}

/// A cell with twice the volumes and u as before does the same per volume, and a cell whose fluid
/// is tissue of the same capacity but idle has its share of the mobile amount.
Test(reaction, a_cut_cell_reacts_with_its_tissue)
{
    aci_reaction *reaction = make();
    double u[CELLS], capacity[CELLS], tissue_capacity[CELLS], volume[CELLS];
    for (int c = 0; c < CELLS; ++c) {
        u[c] = 1e-6;
        volume[c] = 1e-15;
        tissue_capacity[c] = 0.6e-15;
        capacity[c] = 0.6e-15 * (c % 2 == 0 ? 1.0 : 4.0);
    }
    aci_reaction_cells cells = {capacity, tissue_capacity, volume};
    cr_assert(aci_reaction_advance(reaction, &cells, 1e-3, u) == ACI_OK);
    double whole = 1e-6 - u[PLANE + 1], cut = 1e-6 - u[PLANE];
    /* over a short step the same rate draws on four times the store; the relative change of u over
     * the step, 1e-5, is what makes the two differ */
    assert_relative(cut, 0.25 * whole, 2e-5);
    aci_reaction_destroy(&reaction);
}

Test(reaction, a_state_comes_back_bit_by_bit)
{
    tissue t = make_tissue();
    aci_reaction *reaction = make(), *kept;
    advance(reaction, &t, 100.0);
    cr_assert(aci_reaction_clone(reaction, &kept) == ACI_OK);
    tissue once = t, again = t;
    advance(reaction, &once, 50.0);
    double bound = aci_reaction_bound(reaction)[5];
    aci_reaction_copy(kept, reaction);
    advance(reaction, &again, 50.0);
    cr_assert(memcmp(once.u, again.u, sizeof once.u) == 0);
    cr_assert(aci_reaction_bound(reaction)[5] == bound);
    aci_reaction_destroy(&kept);
    aci_reaction_destroy(&reaction);
}

/// A tissue that has grown still holds what was bound in it.
Test(reaction, bound_amounts_survive_a_change_of_volume)
{
    tissue t = make_tissue();
    aci_reaction *reaction = make();
    advance(reaction, &t, 100.0);
    double mass = t.capacity[4] * t.u[4] + aci_reaction_bound(reaction)[4] +
                  aci_reaction_degraded(reaction)[4];
    t.u[4] *= t.capacity[4] / (1.4 * t.capacity[4]);
    t.capacity[4] *= 1.4;
    t.tissue_capacity[4] *= 1.4;
    t.tissue_volume[4] *= 1.4;
    advance(reaction, &t, 100.0);
    assert_relative(t.capacity[4] * t.u[4] + aci_reaction_bound(reaction)[4] +
                        aci_reaction_degraded(reaction)[4],
                    mass, 16.0 * DBL_EPSILON);
    aci_reaction_destroy(&reaction);
}

Test(reaction, what_a_solver_leaves_below_zero_stays_and_no_number_is_refused)
{
    tissue t = make_tissue();
    aci_reaction *reaction = make();
    t.u[5] = -1e-12;
    advance(reaction, &t, 100.0);
    cr_assert(t.u[5] == -1e-12 && aci_reaction_bound(reaction)[5] == 0.0);
    aci_reaction_cells cells = cells_of(&t);
    t.u[5] = NAN;
    cr_assert(aci_reaction_advance(reaction, &cells, 1.0, t.u) == ACI_NUMERICAL);
    aci_reaction_destroy(&reaction);
    aci_reaction_destroy(&reaction);
}
