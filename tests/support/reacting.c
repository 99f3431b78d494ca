/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/reacting.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "support/problem.h"

static aci_grid *make_grid(const reacting_kind *kind)
{
    double *edges = malloc(((size_t)kind->cells + 1) * sizeof *edges);
    for (int k = 0; k <= kind->cells; ++k) {
        edges[k] = kind->thickness * k / kind->cells;
    }
    const int cells[3] = {1, 1, kind->cells};
    const double *const along[3] = {NULL, NULL, edges};
    aci_grid *grid;
    cr_assert(aci_grid_create(ACI_SLAB, cells, along, &grid) == ACI_OK);
    free(edges);
    return grid;
}

static void fill(reacting *slab)
{
    const reacting_kind *kind = &slab->kind;
    aci_operator *op = slab->op;
    double *conductivity = problem_constant(op, kind->partition * kind->diffusivity);
    for (int k = 0; k < kind->cells; ++k) {
        slab->volume[k] = aci_grid_volume(slab->grid, 0, 0, k);
        op->capacity[k] = kind->partition * slab->volume[k];
        op->sink[k] = kind->clearance * op->capacity[k];
    }
    const double *const all[3] = {conductivity, conductivity, conductivity};
    aci_operator_series(op, slab->grid, all);
    aci_field_destroy(op->extent, &conductivity);
    op->top_value = kind->held;
    op->top[0] = kind->held > 0.0 ? op->top[0] : 0.0;
    op->bottom[0] = kind->sealed_below ? 0.0 : op->bottom[0];
}

reacting reacting_create(reacting_kind kind)
{
    reacting slab = {.kind = kind, .tolerance = 1e-10, .method = ACI_PROPAGATE_KRYLOV};
    slab.grid = make_grid(&kind);
    cr_assert(aci_operator_create(slab.grid, &slab.op) == ACI_OK);
    slab.u = problem_zeros(slab.op);
    slab.volume = problem_zeros(slab.op);
    fill(&slab);
    int *rows = calloc((size_t)kind.cells, sizeof *rows);
    aci_reaction_setup setup = {1, &kind.layer, kind.cells, rows, 1};
    cr_assert(aci_reaction_create(&setup, &slab.reaction) == ACI_OK);
    free(rows);
    return slab;
}

void reacting_destroy(reacting *slab)
{
    aci_field_destroy(slab->op->extent, &slab->u);
    aci_field_destroy(slab->op->extent, &slab->volume);
    aci_reaction_destroy(&slab->reaction);
    aci_operator_destroy(&slab->op);
    aci_grid_destroy(&slab->grid);
}

static aci_status keep_total(void *context, const aci_moment *moment)
{
    aci_exchange *total = context;
    total->entered += moment->total.entered;
    total->left += moment->total.left;
    total->sunk += moment->total.sunk;
    return ACI_OK;
}

static aci_status keep_moment(void *context, const aci_moment *moment)
{
    reacting *slab = context;
    slab->report.total = moment->total;
    return ACI_OK;
}

static aci_status transport(void *context, double begin, double end, double *u, aci_exchange *total)
{
    reacting *slab = context;
    aci_propagate_options options = {.begin = begin,
                                     .end = end,
                                     .report_count = 1,
                                     .report_times = &end,
                                     .tolerance = slab->tolerance,
                                     .method = slab->method};
    aci_watch watch = {.context = total, .report = keep_total};
    aci_propagate_report report = {0};
    return aci_propagate(slab->op, &options, &watch, u, &report);
}

static aci_status cells(void *context, double time, aci_reaction_cells *out)
{
    reacting *slab = context;
    (void)time;
    *out = (aci_reaction_cells){slab->op->capacity, slab->op->capacity, slab->volume};
    return ACI_OK;
}

aci_split_options reacting_options(reacting *slab, double end, double tolerance)
{
    return (aci_split_options){.end = end,
                               .tolerance = tolerance,
                               .context = slab,
                               .transport = transport,
                               .cells = cells};
}

void reacting_advance(reacting *slab, const aci_split_options *options)
{
    cr_assert(aci_split_advance(options, slab->op->extent, slab->reaction, slab->u,
                                &slab->report) == ACI_OK,
              "%s", aci_status_message());
}

static aci_status touch(void *context, const double *u, const double *store, aci_operator *op)
{
    const reacting *slab = context;
    const aci_reaction_cells cells = {op->capacity, op->capacity, slab->volume};
    aci_reaction_touch(slab->reaction, &cells, u, store, op);
    return ACI_OK;
}

void reacting_step(reacting *slab, double end, double tolerance)
{
    const aci_reaction_cells cells = {slab->op->capacity, slab->op->capacity, slab->volume};
    cr_assert(aci_reaction_extend(slab->reaction, slab->op) == ACI_OK);
    aci_reaction_fill(slab->reaction, &cells, slab->op);
    aci_propagate_options options = {.end = end,
                                     .report_count = 1,
                                     .report_times = &end,
                                     .tolerance = tolerance,
                                     .method = ACI_PROPAGATE_STEPPER,
                                     .store = aci_reaction_bound(slab->reaction),
                                     .tangent = touch,
                                     .context = slab};
    aci_watch watch = {.context = slab, .report = keep_moment};
    aci_propagate_report report = {0};
    cr_assert(aci_propagate(slab->op, &options, &watch, slab->u, &report) == ACI_OK, "%s",
              aci_status_message());
    slab->report.steps = report.steps;
}

double reacting_mobile(const reacting *slab)
{
    return problem_content(slab->op, slab->u);
}

double reacting_bound(const reacting *slab)
{
    double amount;
    aci_reaction_amounts(slab->reaction, &amount, NULL);
    return amount;
}

double reacting_degraded(const reacting *slab)
{
    double amount;
    aci_reaction_amounts(slab->reaction, NULL, &amount);
    return amount + slab->report.total.decayed;
}
