/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one event to the next. Where the compound may fall out of solution, or is out of it, the way
 * goes in short pieces, so that the moments are found at which the film becomes saturated and at
 * which the last of the solid has gone. */
#include <math.h>

#include "simulation.h"

enum { PIECES = 16, HALVINGS = 60 };

static const double same_amount = 1e-7; ///< of the dose: where the moment counts as found

aci_status aci_simulation_set_coefficients(void *context, double time, aci_operator *op)
{
    aci_simulation *s = context;
    aci_situation now = *aci_diffusion_situation(s->diffusion);
    now.thinness = aci_simulation_thinness(s, time, time >= s->stretch_end);
    aci_diffusion_set(s->diffusion, &now);
    return aci_simulation_fill(s, time, op);
}

static bool changes(const aci_simulation *s, double begin)
{
    const aci_situation *now = aci_diffusion_situation(s->diffusion);
    bool closes = now->has_channels && aci_diffusion_changes(s->diffusion);
    bool thins = now->has_product && aci_simulation_thinness(s, begin, false) !=
                                         aci_simulation_thinness(s, s->stretch_end, true);
    return closes || thins;
}

aci_status aci_simulation_propagate(aci_simulation *s, double begin, double end, int count,
                                    const double *times, const aci_watch *watch)
{
    aci_propagate_options options = {.begin = begin,
                                     .end = end,
                                     .report_count = count,
                                     .report_times = times,
                                     .tolerance = s->options->tolerance,
                                     .step_tolerance = s->options->step_tolerance,
                                     .method = s->method,
                                     .store = aci_simulation_bound(s),
                                     .apart = s->apart * (end - begin),
                                     .first_step = s->step,
                                     .tangent = aci_simulation_touch,
                                     .context = s};
    if (changes(s, begin)) {
        options.coefficients = aci_simulation_set_coefficients;
    }
    if (s->steady != NULL && s->scenario->skin.below != ACI_BELOW_RECEPTOR) {
        options.steady = s->steady;
        options.steady_rate = s->steady_rate;
    }
    aci_simulation_release(s, begin, &options);
    ACI_TRY(aci_propagate(s->op, &options, watch, s->u, &s->report));
    s->step = s->report.last_step;
    return ACI_OK;
}

/// The exchanges until a moment of the stretch join the account.
static void settle_account(aci_simulation *s, const aci_moment *moment)
{
    aci_account *account = &s->account;
    aci_simulation_outside(s, moment, &account->solid, &account->evaporated);
    account->before = aci_operator_exchange_sum(1.0, account->before, 1.0, moment->total);
    account->released = aci_simulation_released(s, moment->time);
    account->follicle = aci_simulation_follicle(s, moment->time);
    account->begin = moment->time;
}

static aci_status on_report(void *context, const aci_moment *moment)
{
    aci_simulation *s = context;
    s->last = *moment;
    return aci_simulation_on_report(s, moment);
}

static aci_status go_at_once(aci_simulation *s, double begin, double end)
{
    const double *times = s->times + s->next_time;
    int count = 0;
    while (s->next_time + count < s->time_count && times[count] <= end) {
        ++count;
    }
    aci_watch watch = {s, on_report, aci_simulation_on_trace, aci_simulation_on_progress};
    s->last = (aci_moment){.time = begin};
    ACI_TRY(aci_simulation_propagate(s, begin, end, count, times, &watch));
    s->next_time += count;
    if (s->last.time == end) {
        settle_account(s, &s->last);
    }
    return ACI_OK;
}

static aci_status keep_moment(void *context, const aci_moment *moment)
{
    aci_simulation *s = context;
    s->last = *moment;
    return ACI_OK;
}

/// From the state kept at `begin` to `end`; the moment is in `last`.
static aci_status try_until(aci_simulation *s, double begin, double end)
{
    aci_watch watch = {s, keep_moment, aci_simulation_keep_trace, NULL};
    s->tried.count = 0;
    aci_field_copy(s->op->extent, s->kept, s->u);
    ACI_TRY(aci_simulation_set_coefficients(s, begin, s->op));
    if (s->reaction != NULL) {
        aci_reaction_copy(s->kept_reaction, s->reaction);
    }
    ACI_TRY(aci_simulation_propagate(s, begin, end, 1, &end, &watch));
    s->last.u = s->u;
    s->last.store = aci_simulation_bound(s);
    return ACI_OK;
}

/// How much too much the film holds for its state, kg/m2: dissolved above the solubility, or solid
/// below nothing. Above 0 the state has ended before the moment.
static double overshoot(const aci_simulation *s)
{
    double solid, evaporated;
    const aci_situation *now = aci_diffusion_situation(s->diffusion);
    if (now->is_saturated) {
        aci_simulation_outside(s, &s->last, &solid, &evaporated);
        return -solid;
    }
    return aci_simulation_film_mass(s) - aci_simulation_film_room(s);
}

/// Goes to the end of a piece or to the moment at which the film's state ends, whichever is first;
/// `*end` gets it.
static aci_status go_until_turn(aci_simulation *s, double begin, double *end, bool *turns)
{
    double low = begin, high = *end, allowed = same_amount * s->account.dose;
    aci_field_copy(s->op->extent, s->u, s->kept);
    if (s->reaction != NULL) {
        aci_reaction_copy(s->reaction, s->kept_reaction);
    }
    ACI_TRY(try_until(s, begin, high));
    double over = overshoot(s), under = 0.0;
    *turns = over > 0.0;
    for (int n = 0; n < HALVINGS && over > allowed; ++n) {
        double share = under < 0.0 ? under / (under - over) : 0.5;
        double middle = low + fmin(fmax(share, 0.05), 0.95) * (high - low);
        ACI_TRY(try_until(s, begin, middle));
        double found = overshoot(s);
        *(found > 0.0 ? &high : &low) = middle;
        *(found > 0.0 ? &over : &under) = found;
    }
    if (s->last.time != high) {
        ACI_TRY(try_until(s, begin, high));
    }
    *end = high;
    return ACI_OK;
}

/// The film's state ends: it is saturated from here on, or no longer.
static void turn(aci_simulation *s)
{
    aci_situation now = *aci_diffusion_situation(s->diffusion);
    if (now.is_saturated) {
        aci_simulation_spread(s, s->account.solid);
        s->account.solid = 0.0;
        now.is_saturated = false;
        aci_diffusion_set(s->diffusion, &now);
    } else {
        aci_simulation_settle_film(s);
    }
}

static aci_status report_piece(aci_simulation *s, bool is_asked)
{
    ACI_TRY(aci_simulation_tell_trace(s, s->account.begin, s->last.time));
    ACI_TRY(aci_simulation_on_trace(s, s->last.time, &s->last.rate));
    if (is_asked) {
        ACI_TRY(aci_simulation_on_report(s, &s->last));
        ++s->next_time;
    }
    settle_account(s, &s->last);
    return aci_simulation_on_progress(s, 0.0);
}

static aci_status go_in_pieces(aci_simulation *s, double begin, double end)
{
    double longest = (end - begin) / PIECES, time = begin;
    while (time < end) {
        double asked = s->next_time < s->time_count ? fmin(s->times[s->next_time], end) : end;
        double next = asked - time > 1.5 * longest ? time + longest : asked;
        bool turns = false;
        ACI_TRY(go_until_turn(s, time, &next, &turns));
        ACI_TRY(report_piece(s, next == asked && s->next_time < s->time_count &&
                                    s->times[s->next_time] == asked));
        time = next;
        if (turns) {
            turn(s);
        }
        ACI_TRY(aci_simulation_fill(s, time, s->op));
    }
    return ACI_OK;
}

/// What cells, stores and follicles hold, kg/m2.
static double whole_content(const aci_simulation *s, double time)
{
    const double *bound = aci_simulation_bound(s);
    double held = aci_field_dot(s->op->extent, s->op->capacity, s->u);
    held += bound != NULL ? aci_field_sum(s->op->extent, bound) : 0.0;
    return held / s->grid->footprint + aci_simulation_follicle(s, time);
}

/// Whether the film's state may change: not where all there is would dissolve in the film at its
/// thinnest.
static bool may_turn(const aci_simulation *s, double begin, double end)
{
    const aci_situation *now = aci_diffusion_situation(s->diffusion);
    if (s->saturation == 0.0 || !now->has_product) {
        return false;
    }
    double thins = aci_simulation_thinness(s, end, true) / aci_simulation_thinness(s, begin, false);
    return now->is_saturated ||
           whole_content(s, begin) > fmin(1.0, thins) * aci_simulation_film_room(s);
}

aci_status aci_simulation_stretch(aci_simulation *s, double begin, double end)
{
    s->account.begin = begin;
    s->stretch_end = end;
    s->step = 0.0;
    return may_turn(s, begin, end) ? go_in_pieces(s, begin, end) : go_at_once(s, begin, end);
}
