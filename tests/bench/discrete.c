/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "discrete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

enum { KERNEL_REPEATS = 9 };

static const double micrometre = 1e-6;

static aci_status create_grid(const staircase *s, aci_grid **out)
{
    double *edges[3] = {NULL};
    aci_status status = ACI_OK;
    for (int axis = 0; axis < 3; ++axis) {
        edges[axis] = malloc(((size_t)s->cells[axis] + 1) * sizeof **edges);
        for (int n = 0; edges[axis] != NULL && n <= s->cells[axis]; ++n) {
            edges[axis][n] = micrometre * s->edges[axis][n];
        }
    }
    const double *const all[3] = {edges[0], edges[1], edges[2]};
    status = aci_grid_create(ACI_BOX, s->cells, all, out);
    for (int axis = 0; axis < 3; ++axis) {
        free(edges[axis]);
    }
    return status;
}

static void fill_plane(discrete *d, int k, double *conductivity)
{
    for (int j = 0; j < d->grid->cells[1]; ++j) {
        for (int i = 0; i < d->grid->cells[0]; ++i) {
            size_t c = aci_grid_cell(d->grid, i, j, k);
            material m = (material)d->stairs.material[c];
            conductivity[c] = micrometre * micrometre * staircase_diffusivity[m];
            d->op->capacity[c] = aci_grid_volume(d->grid, i, j, k);
            d->op->sink[c] = staircase_clearance[m] * d->op->capacity[c];
            d->u[c] = m == FILM ? 1.0 : 0.0;
        }
    }
}

static aci_status fill(discrete *d)
{
    double *conductivity;
    ACI_TRY(aci_field_create(d->op->extent, &conductivity));
#pragma omp parallel for schedule(static)
    for (int k = 0; k < d->grid->cells[2]; ++k) {
        fill_plane(d, k, conductivity);
    }
    const double *const all[3] = {conductivity, conductivity, conductivity};
    aci_operator_series(d->op, d->grid, all);
    memset(d->op->top, 0, d->op->extent.plane * sizeof *d->op->top);
    aci_field_destroy(d->op->extent, &conductivity);
    return ACI_OK;
}

aci_status discrete_create(const char *name, const char *tracts_path, discrete *out)
{
    memset(out, 0, sizeof *out);
    double begin = clock_now();
    if (!staircase_create(name, tracts_path, &out->stairs)) {
        return ACI_FAIL(ACI_BAD_INPUT, "no grid %s", name);
    }
    double middle = clock_now();
    ACI_TRY(create_grid(&out->stairs, &out->grid));
    ACI_TRY(aci_operator_create(out->grid, &out->op));
    ACI_TRY(aci_field_create(out->op->extent, &out->u));
    ACI_TRY(fill(out));
    out->voxels_s = middle - begin;
    out->setup_s = clock_now() - middle;
    return ACI_OK;
}

void discrete_destroy(discrete *d)
{
    if (d->u != NULL) {
        aci_field_destroy(d->op->extent, &d->u);
    }
    aci_operator_destroy(&d->op);
    aci_grid_destroy(&d->grid);
    staircase_destroy(&d->stairs);
}

void discrete_amounts(const discrete *d, const double *u, double amounts[STAIRCASE_MATERIALS])
{
    memset(amounts, 0, STAIRCASE_MATERIALS * sizeof *amounts);
    for (size_t c = 0; c < d->op->extent.count; ++c) {
        amounts[d->stairs.material[c]] += d->op->capacity[c] * u[c];
    }
    for (int m = 0; m < STAIRCASE_MATERIALS; ++m) {
        amounts[m] /= micrometre * d->grid->footprint;
    }
}

aci_status discrete_time_apply(const discrete *d, const double *u, double *out)
{
    double *result, times[KERNEL_REPEATS];
    ACI_TRY(aci_field_create(d->op->extent, &result));
    for (int n = 0; n < KERNEL_REPEATS; ++n) {
        double begin = clock_now();
        aci_operator_apply(d->op, u, result);
        times[n] = clock_now() - begin;
    }
    aci_field_destroy(d->op->extent, &result);
    *out = clock_median(times, KERNEL_REPEATS);
    return ACI_OK;
}

int discrete_fail(aci_status status)
{
    fprintf(stderr, "%s: %s\n", aci_status_text(status), aci_status_message());
    return (int)status;
}
