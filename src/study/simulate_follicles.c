/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lumped hair follicles: a store beside the cells that empties into them. */
#include <math.h>

#include "simulation.h"

/// Share of the release that each cell takes: by its part of the range of depths.
static void find_shares(aci_simulation *s)
{
    const aci_follicles *f = &s->scenario->follicles;
    double from = f->release_from.value, to = f->release_to.value;
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        double upper = fmax(from, s->grid->edges[2][k]);
        double lower = fmin(to, s->grid->edges[2][k + 1]);
        for (size_t n = 0; n < s->op->extent.plane; ++n) {
            size_t c = (size_t)k * s->op->extent.plane + n;
            s->follicle_share[c] =
                lower > upper ? s->grid->column_area[n] * (lower - upper) / (to - from) : 0.0;
        }
    }
}

aci_status aci_simulation_create_follicles(aci_simulation *s)
{
    const aci_follicles *f = &s->scenario->follicles;
    if (f->model != ACI_FOLLICLES_LUMPED || !(f->volume.value > 0.0)) {
        return ACI_OK;
    }
    s->follicle_rate = f->release.value / f->volume.value;
    ACI_TRY(aci_field_create(s->op->extent, &s->follicle_share));
    ACI_TRY(aci_field_create(s->op->extent, &s->release));
    if (s->reservoir.infinite) {
        ACI_TRY(aci_operator_add_source(s->op));
    }
    find_shares(s);
    return ACI_OK;
}

void aci_simulation_destroy_follicles(aci_simulation *s)
{
    if (s->op != NULL) {
        aci_field_destroy(s->op->extent, &s->follicle_share);
        aci_field_destroy(s->op->extent, &s->release);
    }
}

/// An infinite dose keeps them full while it lies there.
static bool is_fed(const aci_simulation *s)
{
    return s->reservoir.infinite && aci_diffusion_situation(s->diffusion)->has_product;
}

void aci_simulation_feed_follicles(const aci_simulation *s, aci_operator *op)
{
    if (s->follicle_share != NULL && is_fed(s)) {
        aci_field_add(op->extent, s->follicle_rate * s->account.follicle, s->follicle_share,
                      op->source);
    }
}

double aci_simulation_fill_follicles(aci_simulation *s, double dose)
{
    const aci_follicles *f = &s->scenario->follicles;
    if (s->follicle_share == NULL) {
        return 0.0;
    }
    double room = s->scenario->product.concentration * f->volume.value - s->account.follicle;
    double most = f->fraction.origin != ACI_ORIGIN_MISSING ? f->fraction.value * dose : dose;
    double taken = fmax(0.0, fmin(room, s->reservoir.infinite ? room : most));
    s->account.follicle += taken;
    s->account.filled += taken;
    return taken;
}

double aci_simulation_follicle(const aci_simulation *s, double time)
{
    double passed = is_fed(s) ? 0.0 : time - s->account.begin;
    return s->account.follicle * exp(-s->follicle_rate * passed);
}

double aci_simulation_released(const aci_simulation *s, double time)
{
    double passed = s->follicle_rate * (time - s->account.begin);
    double share = is_fed(s) ? passed : -expm1(-passed);
    return s->account.released + share * s->account.follicle;
}

void aci_simulation_release(const aci_simulation *s, double begin, aci_propagate_options *options)
{
    double rate = s->follicle_rate * aci_simulation_follicle(s, begin);
    if (s->follicle_share == NULL || is_fed(s) || !(rate > 0.0)) {
        return;
    }
    aci_field_copy(s->op->extent, s->follicle_share, s->release);
    aci_field_scale(s->op->extent, rate, s->release);
    options->release = s->release;
    options->release_rate = s->follicle_rate;
}
