/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "treatment_parts.h"

static const double pi = 3.141592653589793;

static aci_failure failure_of(aci_insertion_stop stop)
{
    switch (stop) {
    case ACI_STOP_PLATE:
        return ACI_FAILURE_PLATE;
    case ACI_STOP_FORCE:
        return ACI_FAILURE_FORCE;
    case ACI_STOP_ENERGY:
        return ACI_FAILURE_ENERGY;
    case ACI_STOP_STALL:
        return ACI_FAILURE_STALL;
    default:
        return ACI_FAILURE_TRAVEL;
    }
}

const char *aci_treatment_failure_name(aci_failure failure)
{
    static const char *const names[ACI_FAILURES] = {"channel",
                                                    "gave way over the whole travel",
                                                    "plate landed first",
                                                    "force too small",
                                                    "energy too small",
                                                    "motor stalled",
                                                    "merged into other",
                                                    "needle broken or blunt"};
    assert(failure < ACI_FAILURES);
    return names[failure];
}

bool aci_treatment_has_channel(const aci_channel *channel)
{
    return channel->failure == ACI_FAILURE_NONE;
}

bool aci_treatment_is_puncture(const aci_channel *channel)
{
    return channel->punctured;
}

static aci_status insert_reduced(const void *context, const aci_insertion_variation *variation,
                                 aci_insertion *out)
{
    const aci_treatment_reduced *reduced = context;
    return aci_insertion_solve(reduced->model, variation, out);
}

static void withdraw_reduced(const void *context, const aci_insertion *insertion, aci_drag drag,
                             aci_residual *out)
{
    const aci_treatment_reduced *reduced = context;
    aci_withdrawal_residual(reduced->skin, reduced->needle, insertion, drag, out);
}

aci_treatment_method aci_treatment_reduced_method(const aci_treatment_reduced *reduced)
{
    return (aci_treatment_method){insert_reduced, withdraw_reduced, reduced};
}

static bool is_finite(const aci_channel *channel)
{
    const aci_residual *hole = &channel->residual;
    const double numbers[] = {channel->depth,          channel->dimple,  channel->force,
                              channel->puncture_force, hole->depth,      hole->mouth_radius,
                              hole->bottom_radius,     hole->mouth_area, hole->volume,
                              hole->bleeding};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (!isfinite(numbers[i]) || numbers[i] < 0.0) {
            return false;
        }
    }
    return true;
}

aci_status aci_treatment_solve(const aci_treatment *treatment, const aci_treatment_method *method,
                               int number, aci_channel *out)
{
    aci_strike strike = aci_treatment_strike(treatment, number);
    aci_insertion insertion = {0};
    if (aci_treatment_is_missing(treatment, strike.needle)) {
        *out = (aci_channel){.failure = ACI_FAILURE_MISSING, .merged_into = -1};
        return ACI_OK;
    }
    ACI_TRY(method->insert(method->context, &strike.variation, &insertion));
    *out = (aci_channel){
        .failure = insertion.punctured ? ACI_FAILURE_NONE : failure_of(insertion.stop),
        .punctured = insertion.punctured,
        .merged_into = -1,
        .layer = insertion.layer,
        .depth = insertion.punctured ? insertion.depth : 0.0,
        .dimple = insertion.dimple,
        .lift = insertion.lift,
        .force = insertion.force,
        .puncture_force = insertion.puncture_force,
    };
    if (insertion.punctured) {
        out->entry = aci_motion_enter(&treatment->device, treatment->plan.speed, insertion.depth);
        aci_drag drag = {out->entry.slot, out->entry.surface_slot};
        method->withdraw(method->context, &insertion, drag, &out->residual);
    }
    if (!is_finite(out)) {
        return ACI_FAIL(ACI_NUMERICAL, "strike %d has no finite answer: depth %g m, force %g N",
                        number, out->depth, out->force);
    }
    return ACI_OK;
}

/// Mouth centre of a strike's channel: ahead of where the needle was deepest by the lead.
static void mouth_of(const aci_treatment *treatment, int number, double *x, double *y)
{
    const aci_strike *strike = &treatment->strikes[number];
    double lead = treatment->channels[number].entry.lead;
    *x = aci_treatment_wrap(strike->x + lead * cos(strike->azimuth), treatment->side);
    *y = aci_treatment_wrap(strike->y + lead * sin(strike->azimuth), treatment->side);
}

aci_tract aci_treatment_tract(const aci_treatment *treatment, int number)
{
    const aci_channel *channel = &treatment->channels[number];
    const aci_residual *hole = &channel->residual;
    double azimuth = treatment->strikes[number].azimuth, lean = channel->entry.lean;
    aci_tract tract = {
        .length = hole->depth / cos(lean),
        .mouth_radius = hole->mouth_radius,
        .bottom_radius = hole->bottom_radius,
        .tilt = lean,
        .azimuth = aci_treatment_angle(azimuth + (channel->entry.lead > 0.0 ? pi : 0.0)),
    };
    mouth_of(treatment, number, &tract.x, &tract.y);
    return tract;
}

static aci_status allocate_mouths(const aci_treatment *treatment, int count, aci_mouths *mouths,
                                  double **x, double **y)
{
    size_t room = (size_t)count + 1;
    mouths->strike = malloc(room * sizeof *mouths->strike);
    mouths->radius = malloc(room * sizeof *mouths->radius);
    *x = malloc(room * sizeof **x);
    *y = malloc(room * sizeof **y);
    if (mouths->strike == NULL || mouths->radius == NULL || *x == NULL || *y == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d channels", treatment->strike_count);
    }
    return ACI_OK;
}

aci_status aci_treatment_mouths(const aci_treatment *treatment, aci_mouths *out)
{
    double *x = NULL, *y = NULL;
    *out = (aci_mouths){0};
    aci_status status = allocate_mouths(treatment, treatment->strike_count, out, &x, &y);
    for (int n = 0; status == ACI_OK && n < treatment->strike_count; n++) {
        if (!aci_treatment_has_channel(&treatment->channels[n])) {
            continue;
        }
        int k = out->count++;
        out->strike[k] = n;
        out->radius[k] = treatment->channels[n].residual.mouth_radius;
        out->largest = fmax(out->largest, out->radius[k]);
        mouth_of(treatment, n, &x[k], &y[k]);
    }
    if (status == ACI_OK) {
        status = aci_places_create(treatment->side, out->count, x, y, &out->places);
    }
    free(x);
    free(y);
    if (status != ACI_OK) {
        aci_treatment_drop_mouths(out);
    }
    return status;
}

void aci_treatment_drop_mouths(aci_mouths *mouths)
{
    free(mouths->strike);
    free(mouths->radius);
    aci_places_destroy(&mouths->places);
    *mouths = (aci_mouths){0};
}

typedef struct merge_search {
    const aci_treatment *treatment;
    const aci_mouths *mouths;
    int self, best;
    double distance;
} merge_search;

static bool find_earlier(void *context, int point, double distance)
{
    merge_search *search = context;
    int strike = search->mouths->strike[point];
    bool is_open = search->treatment->channels[strike].merged_into < 0;
    if (strike < search->self && is_open && distance < search->distance) {
        search->best = strike;
        search->distance = distance;
    }
    return false;
}

/* In the order of time, so that each strike finds the earlier ones as they have become. */
static void merge(aci_treatment *treatment, const aci_mouths *mouths)
{
    double radius = treatment->plan.merge_radius;
    for (int k = 0; k < mouths->count; k++) {
        const double at[2] = {mouths->places.x[k], mouths->places.y[k]};
        merge_search search = {treatment, mouths, mouths->strike[k], -1, radius};
        aci_places_visit(&mouths->places, at, radius, find_earlier, &search);
        if (search.best >= 0) {
            aci_channel *channel = &treatment->channels[mouths->strike[k]];
            channel->failure = ACI_FAILURE_MERGED;
            channel->merged_into = search.best;
            memset(&channel->residual, 0, sizeof channel->residual);
        }
    }
}

aci_status aci_treatment_prepare(aci_treatment *treatment)
{
    free(treatment->channels);
    treatment->channels = calloc((size_t)treatment->strike_count, sizeof *treatment->channels);
    return treatment->channels != NULL
               ? ACI_OK
               : ACI_FAIL(ACI_FILE, "not enough memory for %d channels", treatment->strike_count);
}

aci_status aci_treatment_merge(aci_treatment *treatment)
{
    aci_mouths mouths;
    if (treatment->plan.merge_radius <= 0.0) {
        return ACI_OK;
    }
    ACI_TRY(aci_treatment_mouths(treatment, &mouths));
    merge(treatment, &mouths);
    aci_treatment_drop_mouths(&mouths);
    return ACI_OK;
}

static aci_status solve_all(aci_treatment *treatment, const aci_treatment_method *method)
{
    for (int n = 0; n < treatment->strike_count; n++) {
        ACI_TRY(aci_treatment_solve(treatment, method, n, &treatment->channels[n]));
    }
    return aci_treatment_merge(treatment);
}

aci_status aci_treatment_insert(aci_treatment *treatment, const aci_treatment_method *method)
{
    ACI_TRY(aci_treatment_prepare(treatment));
    aci_status status = solve_all(treatment, method);
    if (status != ACI_OK) {
        free(treatment->channels);
        treatment->channels = NULL;
    }
    return status;
}
