/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/product/film.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drying.h"

/// A stretch of time without an event: what is there when it begins.
typedef struct film_piece {
    double from; ///< s; up to the next piece's, or on
    bool dries;
    double still;                         ///< volume of the residue, m
    double volume[ACI_FILM_SOLVENTS_MAX]; ///< of each solvent, m
    double applied[ACI_FILM_SOLVENTS_MAX], removed[ACI_FILM_SOLVENTS_MAX];
    double evaporated[ACI_FILM_SOLVENTS_MAX]; ///< kg/m2, until then
} film_piece;

struct aci_film {
    aci_drying drying;
    double density[ACI_FILM_SOLVENTS_MAX];
    double end; ///< s; nothing changes afterwards
    int count, room;
    film_piece *pieces; ///< in the order of time
};

/// Where the making of a film stands.
typedef struct maker {
    aci_film *film;
    const aci_film_recipe *recipe;
    bool dries;
    const aci_film_window *windows;
    int window_count;
    film_piece now;
} maker;

static aci_status keep_piece(maker *of)
{
    aci_film *film = of->film;
    if (film->count == film->room) {
        int room = film->room == 0 ? 16 : 2 * film->room;
        film_piece *grown = realloc(film->pieces, (size_t)room * sizeof *grown);
        if (grown == NULL) {
            return ACI_FAIL(ACI_FILE, "out of memory for a film");
        }
        film->pieces = grown;
        film->room = room;
    }
    film->pieces[film->count++] = of->now;
    return ACI_OK;
}

static void volumes_at(const aci_film *film, const film_piece *piece, double time, double *volumes)
{
    double elapsed = fmin(time, film->end) - piece->from;
    if (piece->dries && elapsed > 0.0) {
        aci_drying_solve(&film->drying, piece->still, piece->volume, elapsed, volumes);
    } else {
        memcpy(volumes, piece->volume, sizeof piece->volume);
    }
}

static bool has_solvent(const maker *of)
{
    double volume = 0.0;
    for (int i = 0; i < of->film->drying.count; i++) {
        volume += of->now.volume[i];
    }
    return volume > 0.0;
}

static aci_status go_on(maker *of, double from, double to, bool is_covered)
{
    double volumes[ACI_FILM_SOLVENTS_MAX] = {0.0};
    of->now.from = from;
    of->now.dries = of->dries && !is_covered && has_solvent(of);
    ACI_TRY(keep_piece(of));
    volumes_at(of->film, &of->now, to, volumes);
    for (int i = 0; i < of->film->drying.count; i++) {
        of->now.evaporated[i] += of->film->density[i] * (of->now.volume[i] - volumes[i]);
        of->now.volume[i] = volumes[i];
    }
    return ACI_OK;
}

/* From one event to the next, in and out of covers. */
static aci_status pass_time(maker *of, double from, double to)
{
    double time = from;
    for (int k = 0; k < of->window_count && time < to; k++) {
        double begins = fmin(of->windows[k].from, to), ends = fmin(of->windows[k].to, to);
        if (begins > time) {
            ACI_TRY(go_on(of, time, begins, false));
            time = begins;
        }
        if (ends > time) {
            ACI_TRY(go_on(of, time, ends, true));
            time = ends;
        }
    }
    return time < to || from == to ? go_on(of, time, to, false) : ACI_OK;
}

static double residue_share(const aci_film_recipe *recipe)
{
    double share = 1.0;
    for (int i = 0; i < recipe->solvent_count; i++) {
        share -= recipe->fractions[i].value;
    }
    return share;
}

double aci_film_density(const aci_film_recipe *recipe)
{
    double volume = residue_share(recipe) / recipe->residue_density.value;
    for (int i = 0; i < recipe->solvent_count; i++) {
        volume += recipe->fractions[i].value / recipe->solvents[i]->density.value;
    }
    return 1.0 / volume;
}

static void apply(maker *of, const aci_film_event *event)
{
    film_piece *now = &of->now;
    double mass = event->thickness * aci_film_density(of->recipe), kept = 1.0 - event->removed;
    for (int i = 0; i < of->recipe->solvent_count; i++) {
        double added = mass * of->recipe->fractions[i].value, density = of->film->density[i];
        now->removed[i] += event->removed * density * now->volume[i];
        now->applied[i] += added;
        now->volume[i] = now->volume[i] * kept + added / density;
    }
    now->still =
        now->still * kept + mass * residue_share(of->recipe) / of->recipe->residue_density.value;
}

aci_status aci_film_check(const aci_film_recipe *recipe)
{
    double rest_share = residue_share(recipe);
    for (int i = 0; i < recipe->solvent_count; i++) {
        if (!(recipe->fractions[i].value >= 0.0 && recipe->fractions[i].value <= 1.0)) {
            return ACI_FAIL(ACI_BAD_INPUT, "product.solvents.%s = %.6g %%: allowed is 0 to 100 %%",
                            recipe->solvents[i]->name, 100.0 * recipe->fractions[i].value);
        }
    }
    if (!(rest_share > 0.0)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "product.solvents: %.6g %% in all, allowed is less than 100 %%: the "
                        "compound at least stays behind",
                        100.0 * (1.0 - rest_share));
    }
    if (!(recipe->residue_density.value > 0.0)) {
        return ACI_FAIL(ACI_BAD_INPUT, "product.residue_density = %.6g kg/m3: allowed is above 0",
                        recipe->residue_density.value);
    }
    return ACI_OK;
}

static aci_status check_events(const aci_film_event *events, int count)
{
    for (int k = 0; k < count; k++) {
        const aci_film_event *event = &events[k];
        bool is_later = k == 0 || event->time >= events[k - 1].time;
        if (!isfinite(event->time) || !is_later || !(event->thickness >= 0.0) ||
            !isfinite(event->thickness) || !(event->removed >= 0.0 && event->removed <= 1.0)) {
            return ACI_FAIL(ACI_BAD_INPUT,
                            "event %d of the film, at %.6g s: times must not fall, thickness %.6g "
                            "m must not be below 0, the removed share %.6g must be 0 to 1",
                            k + 1, event->time, event->thickness, event->removed);
        }
    }
    return ACI_OK;
}

static aci_status check_windows(const aci_film_window *windows, int count)
{
    for (int k = 0; k < count; k++) {
        if (!(windows[k].from < windows[k].to) || (k > 0 && windows[k].from < windows[k - 1].to)) {
            return ACI_FAIL(ACI_BAD_INPUT,
                            "cover %d of the film, %.6g to %.6g s: must end after it begins and "
                            "begin after the one before",
                            k + 1, windows[k].from, windows[k].to);
        }
    }
    return ACI_OK;
}

static void set_solvents(aci_film *film, const aci_film_recipe *recipe, const aci_climate *climate)
{
    film->drying.count = recipe->solvent_count;
    for (int i = 0; i < recipe->solvent_count; i++) {
        const aci_solvent *solvent = recipe->solvents[i];
        film->density[i] = solvent->density.value;
        if (climate != NULL) {
            double pressure =
                aci_solvents_vapour_pressure(solvent, climate->skin_temperature.value);
            film->drying.speed[i] =
                aci_evaporation_rate(pressure, solvent->molar_mass.value, climate) /
                film->density[i];
            film->drying.ambient[i] = aci_evaporation_ambient(solvent, climate);
        }
    }
}

static aci_status run_events(maker *of, const aci_film_event *events, int count, double end)
{
    for (int k = 0; k < count && events[k].time <= end; k++) {
        bool has_next = k + 1 < count && events[k + 1].time <= end;
        apply(of, &events[k]);
        ACI_TRY(pass_time(of, events[k].time, has_next ? events[k + 1].time : end));
    }
    return ACI_OK;
}

aci_status aci_film_create(const aci_film_recipe *recipe, const aci_climate *climate,
                           const aci_film_history *history, aci_film **out)
{
    *out = NULL;
    assert(recipe->solvent_count >= 0 && recipe->solvent_count <= ACI_FILM_SOLVENTS_MAX);
    ACI_TRY(aci_film_check(recipe));
    ACI_TRY(check_events(history->events, history->event_count));
    ACI_TRY(check_windows(history->occluded, history->window_count));
    aci_film *film = calloc(1, sizeof *film);
    if (film == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a film");
    }
    film->end = history->end;
    set_solvents(film, recipe, climate);
    maker of = {.film = film,
                .recipe = recipe,
                .dries = climate != NULL && climate->wind.value > 0.0,
                .windows = history->occluded,
                .window_count = history->window_count};
    aci_status status = run_events(&of, history->events, history->event_count, history->end);
    if (status != ACI_OK) {
        aci_film_destroy(&film);
    }
    *out = film;
    return status;
}

void aci_film_destroy(aci_film **film)
{
    if (film != NULL && *film != NULL) {
        free((*film)->pieces);
        free(*film);
        *film = NULL;
    }
}

/* The last piece that begins by a time, or (is_before) earlier; NULL when there is none. */
static const film_piece *piece_at(const aci_film *film, double time, bool is_before)
{
    int low = 0, high = film->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        double from = film->pieces[middle].from;
        if (from < time || (!is_before && from == time)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? NULL : &film->pieces[low - 1];
}

static double thickness(const aci_film *film, double time, bool is_before)
{
    const film_piece *piece = piece_at(film, time, is_before);
    double volumes[ACI_FILM_SOLVENTS_MAX], sum = 0.0;
    if (piece == NULL) {
        return 0.0;
    }
    volumes_at(film, piece, time, volumes);
    for (int i = 0; i < film->drying.count; i++) {
        sum += volumes[i];
    }
    return piece->still + sum;
}

double aci_film_thickness(const aci_film *film, double time)
{
    return thickness(film, time, false);
}

double aci_film_thickness_before(const aci_film *film, double time)
{
    return thickness(film, time, true);
}

double aci_film_residue(const aci_film *film, double time)
{
    const film_piece *piece = piece_at(film, time, false);
    return piece == NULL ? 0.0 : piece->still;
}

double aci_film_applied(const aci_film *film, int solvent, double time)
{
    const film_piece *piece = piece_at(film, time, false);
    return piece == NULL ? 0.0 : piece->applied[solvent];
}

double aci_film_removed(const aci_film *film, int solvent, double time)
{
    const film_piece *piece = piece_at(film, time, false);
    return piece == NULL ? 0.0 : piece->removed[solvent];
}

double aci_film_amount(const aci_film *film, int solvent, double time)
{
    const film_piece *piece = piece_at(film, time, false);
    double volumes[ACI_FILM_SOLVENTS_MAX];
    if (piece == NULL) {
        return 0.0;
    }
    volumes_at(film, piece, time, volumes);
    return film->density[solvent] * volumes[solvent];
}

double aci_film_evaporated(const aci_film *film, int solvent, double time)
{
    const film_piece *piece = piece_at(film, time, false);
    double volumes[ACI_FILM_SOLVENTS_MAX];
    if (piece == NULL) {
        return 0.0;
    }
    volumes_at(film, piece, time, volumes);
    return piece->evaporated[solvent] +
           film->density[solvent] * (piece->volume[solvent] - volumes[solvent]);
}

double aci_film_solute_permeance(double vapour_pressure, double molar_mass, double solubility,
                                 const aci_climate *climate)
{
    assert(solubility > 0.0);
    return aci_evaporation_rate(vapour_pressure, molar_mass, climate) / solubility;
}
