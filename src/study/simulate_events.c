/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events put into effect: each keeps the compound's mass in every cell, or says where it went. */
#include <math.h>

#include "simulation.h"

enum { PARALLEL_FROM = 200000 };

double aci_simulation_thinness(const aci_simulation *s, double time, bool before)
{
    double whole = s->scenario->product.film;
    if (s->film == NULL) {
        return aci_diffusion_situation(s->diffusion)->thinness;
    }
    double now =
        before ? aci_film_thickness_before(s->film, time) : aci_film_thickness(s->film, time);
    return now > 0.0 ? now / whole : ACI_SIMULATION_NO_FILM;
}

static size_t film_cells(const aci_simulation *s)
{
    int rows = 0;
    while (rows < s->grid->cells[2] && aci_diffusion_layer(s->diffusion, rows) < 0) {
        ++rows;
    }
    return (size_t)rows * s->op->extent.plane;
}

double aci_simulation_film_mass(const aci_simulation *s)
{
    double mass = 0.0;
    size_t count = film_cells(s);
    for (size_t c = 0; c < count; ++c) {
        mass += s->op->capacity[c] * s->u[c];
    }
    return mass / s->grid->footprint;
}

double aci_simulation_film_room(const aci_simulation *s)
{
    double capacity = 0.0;
    size_t count = film_cells(s);
    for (size_t c = 0; c < count; ++c) {
        capacity += s->op->capacity[c];
    }
    return s->saturation * capacity / s->grid->footprint;
}

void aci_simulation_spread(aci_simulation *s, double mass)
{
    size_t count = film_cells(s);
    double room = aci_simulation_film_room(s);
    for (size_t c = 0; c < count; ++c) {
        s->u[c] += s->saturation * mass / room;
    }
}

void aci_simulation_settle_film(aci_simulation *s)
{
    aci_situation now = *aci_diffusion_situation(s->diffusion);
    size_t count = film_cells(s);
    double room = aci_simulation_film_room(s);
    double whole = aci_simulation_film_mass(s) + s->account.solid;
    now.is_saturated = whole >= room;
    now.saturation = s->saturation;
    s->account.solid = now.is_saturated ? whole - room : 0.0;
    for (size_t c = 0; c < count; ++c) {
        s->u[c] = s->saturation * fmin(1.0, whole / room);
    }
    aci_diffusion_set(s->diffusion, &now);
}

/// Fills the operator anew; cells from `first` on keep their mass.
static aci_status refill(aci_simulation *s, double time, size_t first)
{
    size_t count = s->op->extent.count;
#pragma omp parallel for schedule(static) if (count >= PARALLEL_FROM)
    for (size_t c = first; c < count; ++c) {
        s->u[c] *= s->op->capacity[c];
    }
    ACI_TRY(aci_simulation_fill(s, time, s->op));
    if (s->options->disturb != NULL) {
        s->options->disturb(s->op);
    }
#pragma omp parallel for schedule(static) if (count >= PARALLEL_FROM)
    for (size_t c = first; c < count; ++c) {
        s->u[c] /= s->op->capacity[c];
    }
    return ACI_OK;
}

static void remove_product(aci_simulation *s, aci_situation *now)
{
    double share = s->scenario->schedule.removed_fraction;
    if (s->reservoir.infinite) {
        now->has_product = false;
        return;
    }
    s->account.removed += share * (aci_simulation_film_mass(s) + s->account.solid);
    s->account.solid *= 1.0 - share;
    now->has_product = share < 1.0;
    if (!now->has_product) {
        size_t count = film_cells(s);
        for (size_t c = 0; c < count; ++c) {
            s->u[c] = 0.0;
        }
        now->is_saturated = false;
        s->account.solid = 0.0;
    }
}

/// What is left of the old film mixes with the new one.
static void apply_product(aci_simulation *s, aci_situation *now, double time)
{
    const aci_product *product = &s->scenario->product;
    double dose = product->concentration * product->film;
    double taken = aci_simulation_fill_follicles(s, dose);
    double left = fmax(0.0, product->concentration - taken / product->film);
    double fresh = left / product->partition.value;
    double after = s->film != NULL ? aci_film_thickness(s->film, time) : product->film;
    double share = fmin(1.0, product->film / after);
    double kept = now->has_product && after > 0.0 ? 1.0 - share : 0.0;
    size_t count = film_cells(s);
    double old = now->has_product ? aci_simulation_film_mass(s) : 0.0;
    double old_u = 0.0;
    if (kept > 0.0) {
        old_u = old / (product->partition.value * (after - product->film));
    }
    for (size_t c = 0; c < count; ++c) {
        s->u[c] = kept > 0.0 ? share * fresh + kept * old_u : fresh;
    }
    s->account.dose += dose;
    now->has_product = true;
}

static void draw_sample(aci_simulation *s)
{
    size_t plane = s->op->extent.plane;
    double share = s->scenario->receptor.sampled_fraction, mass = 0.0;
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        if (aci_diffusion_layer(s->diffusion, k) < s->scenario->skin.layer_count) {
            continue;
        }
        for (size_t n = 0; n < plane; ++n) {
            size_t c = (size_t)k * plane + n;
            mass += s->op->capacity[c] * s->u[c];
            s->u[c] *= 1.0 - share;
        }
    }
    s->account.sampled += share * mass / s->grid->footprint;
}

static void open_channels(const aci_simulation *s, aci_situation *now, double time)
{
    now->has_channels = s->grid->geometry != ACI_SLAB;
    now->opened = time;
}

static void take_effect(aci_simulation *s, const aci_event *event, aci_situation *now)
{
    switch (event->kind) {
    case ACI_EVENT_SAMPLE:
        draw_sample(s);
        break;
    case ACI_EVENT_REMOVE:
        remove_product(s, now);
        break;
    case ACI_EVENT_NEEDLE:
        open_channels(s, now, event->time);
        break;
    case ACI_EVENT_APPLY:
        if (!s->reservoir.infinite) {
            apply_product(s, now, event->time);
        } else {
            aci_simulation_fill_follicles(s, 0.0);
        }
        now->has_product = true;
        break;
    case ACI_EVENT_TURN:
        break;
    }
}

/// Loss of the compound itself to the air.
static double loss_at(const aci_simulation *s, double time)
{
    const aci_schedule *schedule = &s->scenario->schedule;
    bool is_covered = aci_course_is_covered(schedule, time);
    return s->reservoir.infinite || !schedule->dries || is_covered ? 0.0 : s->loss;
}

aci_status aci_simulation_happen(aci_simulation *s, double time, int *next)
{
    aci_situation now = *aci_diffusion_situation(s->diffusion);
    size_t film = film_cells(s);
    while (*next < s->course.count && s->course.events[*next].time <= time) {
        take_effect(s, &s->course.events[(*next)++], &now);
    }
    now.thinness = s->film != NULL   ? aci_simulation_thinness(s, time, false)
                   : now.has_product ? 1.0
                                     : ACI_SIMULATION_NO_FILM;
    now.loss = loss_at(s, time);
    aci_diffusion_set(s->diffusion, &now);
    ACI_TRY(refill(s, time, film));
    if (s->saturation > 0.0 && now.has_product) {
        aci_simulation_settle_film(s);
        return refill(s, time, film);
    }
    return ACI_OK;
}
