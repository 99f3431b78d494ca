/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulation tells: the ledger, fields, the trace. */
#include <math.h>
#include <stdlib.h>

#include "simulation.h"

static const double residual_allowed = 1e-9;

void aci_simulation_outside(const aci_simulation *s, const aci_moment *moment, double *solid,
                            double *evaporated)
{
    const aci_account *account = &s->account;
    const aci_situation *now = aci_diffusion_situation(s->diffusion);
    double entered = moment->total.entered / s->grid->footprint;
    double lost = 0.0;
    *solid = account->solid;
    if (!s->reservoir.infinite && now->is_saturated) {
        double rate = now->loss * s->reservoir.partition * now->saturation;
        lost = rate * (moment->time - account->begin);
        *solid -= entered + lost;
    } else if (!s->reservoir.infinite && now->loss > 0.0) {
        lost = -entered;
    }
    *evaporated = account->evaporated + lost;
}

void aci_simulation_hold(const aci_simulation *s, const aci_moment *moment, aci_holdings *out)
{
    double share = 1.0 / s->grid->footprint;
    aci_observe_balance(s->diffusion, s->grid, moment, &out->balance);
    aci_simulation_outside(s, moment, &out->solid, &out->evaporated);
    out->total = aci_operator_exchange_sum(share, s->account.before, share, moment->total);
}

static void fill_rows(aci_history *h, int n, const aci_simulation *s, const aci_holdings *now)
{
    const aci_balance *b = &now->balance;
    double bottom = now->total.left + b->receptor + s->account.sampled;
    double cleared = now->total.sunk;
    h->rows[ACI_HISTORY_applied][n] =
        s->reservoir.infinite ? now->total.entered + s->account.filled : s->account.dose;
    h->rows[ACI_HISTORY_vehicle][n] = b->vehicle + now->solid;
    h->rows[ACI_HISTORY_channel_amount][n] = b->channel;
    h->rows[ACI_HISTORY_cleared][n] = cleared;
    h->rows[ACI_HISTORY_degraded][n] = now->total.decayed;
    h->rows[ACI_HISTORY_bottom][n] = bottom;
    h->rows[ACI_HISTORY_evaporated][n] = now->evaporated;
    h->rows[ACI_HISTORY_removed][n] = s->account.removed;
    h->rows[ACI_HISTORY_follicle_amount][n] = aci_simulation_follicle(s, h->time[n]);
    h->rows[ACI_HISTORY_follicle_delivery][n] = aci_simulation_released(s, h->time[n]);
    h->rows[ACI_HISTORY_absorbed][n] = cleared + bottom;
    h->rows[ACI_HISTORY_absorption_flux][n] = b->flux;
    const aci_receptor *receptor = &s->scenario->receptor;
    h->rows[ACI_HISTORY_receptor_concentration][n] =
        receptor->exists ? b->receptor * receptor->area / receptor->volume : 0.0;
}

/// Part of the applied amount that the entries do not account for.
static double residual_of(const aci_history *h, int n)
{
    static const int parts[] = {ACI_HISTORY_vehicle,    ACI_HISTORY_channel_amount,
                                ACI_HISTORY_cleared,    ACI_HISTORY_bottom,
                                ACI_HISTORY_evaporated, ACI_HISTORY_removed,
                                ACI_HISTORY_degraded,   ACI_HISTORY_follicle_amount};
    double applied = h->rows[ACI_HISTORY_applied][n], found = 0.0;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; ++k) {
        found += h->rows[parts[k]][n];
    }
    for (int layer = 0; layer < h->layers; ++layer) {
        found += h->layer_amount[n * h->layers + layer];
    }
    return applied > 0.0 ? (applied - found) / applied : 0.0;
}

static aci_status record(aci_simulation *s, const aci_moment *moment)
{
    aci_history *h = &s->out->history;
    int n = s->next_report++;
    aci_holdings now;
    aci_simulation_hold(s, moment, &now);
    h->time[n] = moment->time;
    for (int layer = 0; layer < h->layers; ++layer) {
        h->layer_amount[n * h->layers + layer] = now.balance.layers[layer];
    }
    fill_rows(h, n, s, &now);
    aci_simulation_add_bound(s, moment, &h->layer_amount[n * h->layers]);
    double residual = residual_of(h, n);
    h->rows[ACI_HISTORY_mass_residual][n] = residual;
    if (!(fabs(residual) <= residual_allowed)) {
        return ACI_FAIL(ACI_NUMERICAL,
                        "mass balance: %.3g of the applied amount is unaccounted "
                        "for at %g s, allowed is %g",
                        residual, moment->time, residual_allowed);
    }
    return ACI_OK;
}

bool aci_simulation_shows_concentration(const aci_simulation *s)
{
    const aci_observer *observer = s->options->observer;
    return s->scenario->output.concentration && observer != NULL && observer->snapshot != NULL;
}

static aci_status show(aci_simulation *s, const aci_moment *moment)
{
    ++s->next_field;
    const aci_observer *observer = s->options->observer;
    if (observer->snapshot == NULL) {
        return ACI_OK;
    }
    bool shows = aci_simulation_shows_concentration(s);
    if (shows) {
        aci_observe_concentration(s->grid, moment, s->field);
        aci_simulation_add_bound_field(s, moment, s->field);
    }
    aci_snapshot snapshot = {moment->time, shows ? s->field : NULL, moment->u};
    return observer->snapshot(observer->context, &snapshot);
}

aci_status aci_simulation_on_report(void *context, const aci_moment *moment)
{
    aci_simulation *s = context;
    const aci_times *report = &s->scenario->report;
    const aci_times *field = &s->scenario->output.times;
    bool is_report = s->next_report < report->count && report->time[s->next_report] == moment->time;
    if (is_report) {
        ACI_TRY(record(s, moment));
    }
    ACI_TRY(aci_simulation_look(s, moment, is_report));
    if (s->options->observer != NULL && s->next_field < field->count &&
        field->time[s->next_field] == moment->time) {
        ACI_TRY(show(s, moment));
    }
    return ACI_OK;
}

static aci_status tell(aci_simulation *s, double time, double flux)
{
    aci_trace_follow(&s->search, time, flux);
    return aci_trace_add(&s->out->trace, time, flux);
}

static double flux_of(const aci_simulation *s, const aci_exchange *rate)
{
    return (rate->left + rate->sunk + rate->passed) / s->grid->footprint;
}

aci_status aci_simulation_on_trace(void *context, double time, const aci_exchange *rate)
{
    aci_simulation *s = context;
    return tell(s, time, flux_of(s, rate));
}

aci_status aci_simulation_keep_trace(void *context, double time, const aci_exchange *rate)
{
    aci_simulation *s = context;
    return aci_trace_add(&s->tried, time, flux_of(s, rate));
}

aci_status aci_simulation_tell_trace(aci_simulation *s, double from, double to)
{
    for (int n = 0; n < s->tried.count; ++n) {
        double time = s->tried.time[n];
        if (time > from && time < to) {
            ACI_TRY(tell(s, time, s->tried.flux[n]));
        }
    }
    return ACI_OK;
}

/// `fraction` is that of the stretch under way.
aci_status aci_simulation_on_progress(void *context, double fraction)
{
    aci_simulation *s = context;
    if (s->options->progress == NULL) {
        return ACI_OK;
    }
    double begin = s->course.begin, end = s->scenario->duration;
    double from = (s->account.begin - begin) / (end - begin);
    double to = (s->stretch_end - begin) / (end - begin);
    return s->options->progress(s->options->progress_context, from + fraction * (to - from));
}

/// What stands still in each cell, [cells].
typedef struct still {
    int *layer;
    double *fraction, *partition, *diffusivity;
} still;

static void fill_still(const aci_simulation *s, still *out)
{
    size_t plane = s->op->extent.plane;
    for (int k = 0; k < s->grid->cells[2]; ++k) {
        size_t first = (size_t)k * plane;
        aci_diffusion_channel_fraction(s->diffusion, k, out->fraction + first);
        for (size_t c = first; c < first + plane; ++c) {
            out->layer[c] = aci_diffusion_layer(s->diffusion, k);
            out->partition[c] = aci_diffusion_partition(s->diffusion, k, out->fraction[c]);
            out->diffusivity[c] = aci_diffusion_diffusivity(s->diffusion, k, out->fraction[c]);
        }
    }
}

aci_status aci_simulation_begin(aci_simulation *s)
{
    const aci_observer *observer = s->options->observer;
    if (observer == NULL || observer->begin == NULL) {
        return ACI_OK;
    }
    size_t cells = aci_grid_size(s->grid);
    still all = {malloc(cells * sizeof(int)), malloc(cells * sizeof(double)),
                 malloc(cells * sizeof(double)), malloc(cells * sizeof(double))};
    aci_status status = ACI_OK;
    if (!all.layer || !all.fraction || !all.partition || !all.diffusivity) {
        status = ACI_FAIL(ACI_FILE, "not enough memory for %zu cells", cells);
    }
    if (status == ACI_OK) {
        fill_still(s, &all);
        aci_scene scene = {s->grid, all.fraction, all.layer, all.partition, all.diffusivity};
        status = observer->begin(observer->context, &scene);
    }
    free(all.layer);
    free(all.fraction);
    free(all.partition);
    free(all.diffusivity);
    return status;
}
