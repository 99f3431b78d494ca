/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/transport/diffusion.h"
#include "acicula/transport/observe.h"

static const double residual_allowed = 1e-9;
static const double beginning = 1e-3; ///< of the duration, when it must go apart

/// All that one simulation owns, and where its callbacks write.
typedef struct simulation {
    const aci_simulate_options *options;
    const aci_scenario *scenario;
    const aci_grid *grid;
    aci_channels channels; ///< borrowed arrays; none in a slab
    aci_reservoir reservoir;
    aci_diffusion *diffusion;
    aci_operator *op;
    double *u, *field;
    int time_count;
    double *times; ///< report and field times, increasing
    double dose;   ///< put on at t = 0, kg/m2
    int next_report, next_field;
    aci_trace_search search;
    aci_propagate_method method;
    double apart; ///< share of the duration that is propagated by itself
    aci_solution *out;
} simulation;

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static aci_status merge_times(simulation *s)
{
    const aci_times *report = &s->scenario->report;
    const aci_times *field = &s->scenario->output.times;
    int fields = s->options->observer != NULL ? field->count : 0;
    int total = report->count + fields;
    s->times = malloc(((size_t)total + 1) * sizeof *s->times);
    if (s->times == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d times", total);
    }
    memcpy(s->times, report->time, (size_t)report->count * sizeof *s->times);
    if (fields > 0) {
        memcpy(s->times + report->count, field->time, (size_t)fields * sizeof *s->times);
    }
    qsort(s->times, (size_t)total, sizeof *s->times, compare_doubles);
    for (int n = 0; n < total; ++n) {
        if (s->time_count == 0 || s->times[n] > s->times[s->time_count - 1]) {
            s->times[s->time_count++] = s->times[n];
        }
    }
    return ACI_OK;
}

/// The product on the skin: held at z = 0, or u in the film's cells.
static void apply_product(simulation *s)
{
    const aci_product *product = &s->scenario->product;
    double u = product->concentration / product->partition.value;
    size_t plane = s->op->extent.plane;
    for (int k = 0; k < s->grid->cells[2] && s->grid->centres[2][k] < 0.0; ++k) {
        for (size_t n = 0; n < plane; ++n) {
            s->u[(size_t)k * plane + n] = u;
        }
    }
    s->dose = product->infinite ? 0.0 : product->concentration * product->film;
}

static aci_status create(simulation *s)
{
    const aci_product *product = &s->scenario->product;
    s->reservoir = (aci_reservoir){.infinite = product->infinite,
                                   .value = product->concentration / product->partition.value,
                                   .diffusivity = product->diffusivity.value,
                                   .partition = product->partition.value};
    s->channels = s->scenario->channels;
    if (s->grid->geometry == ACI_SLAB) {
        s->channels = (aci_channels){.diffusivity = 1.0, .partition = 1.0};
    }
    ACI_TRY(aci_diffusion_create(&s->scenario->skin, &s->channels, &s->reservoir, s->grid,
                                 &s->diffusion));
    ACI_TRY(aci_operator_create(s->grid, &s->op));
    ACI_TRY(aci_field_create(s->op->extent, &s->u));
    ACI_TRY(aci_field_create(s->op->extent, &s->field));
    ACI_TRY(merge_times(s));
    ACI_TRY(aci_diffusion_fill(s->diffusion, 0.0, s->op));
    if (s->options->disturb != NULL) {
        s->options->disturb(s->op);
    }
    apply_product(s);
    return aci_results_create_history(s->scenario->report.count, s->scenario->skin.layer_count,
                                      &s->out->history);
}

static void destroy(simulation *s)
{
    if (s->op != NULL) {
        aci_field_destroy(s->op->extent, &s->u);
        aci_field_destroy(s->op->extent, &s->field);
    }
    aci_operator_destroy(&s->op);
    aci_diffusion_destroy(&s->diffusion);
    free(s->times);
}

static aci_status record(simulation *s, const aci_moment *moment)
{
    aci_history *h = &s->out->history;
    int n = s->next_report++;
    aci_balance b;
    aci_observe_balance(s->diffusion, s->grid, moment, &b);
    double applied = s->dose + (s->reservoir.infinite ? b.entered : 0.0);
    double found = b.vehicle + b.channel + b.cleared + b.bottom;
    for (int layer = 0; layer < h->layers; ++layer) {
        h->layer_amount[n * h->layers + layer] = b.layers[layer];
        found += b.layers[layer];
    }
    h->time[n] = moment->time;
    h->rows[ACI_HISTORY_applied][n] = applied;
    h->rows[ACI_HISTORY_vehicle][n] = b.vehicle;
    h->rows[ACI_HISTORY_channel_amount][n] = b.channel;
    h->rows[ACI_HISTORY_cleared][n] = b.cleared;
    h->rows[ACI_HISTORY_bottom][n] = b.bottom;
    h->rows[ACI_HISTORY_absorbed][n] = b.cleared + b.bottom;
    h->rows[ACI_HISTORY_absorption_flux][n] = b.flux;
    double residual = applied > 0.0 ? (applied - found) / applied : 0.0;
    h->rows[ACI_HISTORY_mass_residual][n] = residual;
    if (!(fabs(residual) <= residual_allowed)) {
        return ACI_FAIL(ACI_NUMERICAL,
                        "mass balance: %.3g of the applied amount is unaccounted "
                        "for at %g s, allowed is %g",
                        residual, moment->time, residual_allowed);
    }
    return ACI_OK;
}

static aci_status show(simulation *s, const aci_moment *moment)
{
    ++s->next_field;
    const aci_observer *observer = s->options->observer;
    if (observer->snapshot == NULL) {
        return ACI_OK;
    }
    aci_observe_concentration(s->grid, moment, s->field);
    aci_snapshot snapshot = {moment->time, s->field, moment->u};
    return observer->snapshot(observer->context, &snapshot);
}

static aci_status on_report(void *context, const aci_moment *moment)
{
    simulation *s = context;
    const aci_times *report = &s->scenario->report;
    const aci_times *field = &s->scenario->output.times;
    if (s->next_report < report->count && report->time[s->next_report] == moment->time) {
        ACI_TRY(record(s, moment));
    }
    if (s->options->observer != NULL && s->next_field < field->count &&
        field->time[s->next_field] == moment->time) {
        ACI_TRY(show(s, moment));
    }
    return ACI_OK;
}

static aci_status on_trace(void *context, double time, const aci_exchange *rate)
{
    simulation *s = context;
    double flux = (rate->left + rate->sunk) / s->grid->footprint;
    aci_trace_follow(&s->search, time, flux);
    return aci_trace_add(&s->out->trace, time, flux);
}

static aci_status on_progress(void *context, double fraction)
{
    simulation *s = context;
    if (s->options->progress == NULL) {
        return ACI_OK;
    }
    return s->options->progress(s->options->progress_context, fraction);
}

static aci_status set_coefficients(void *context, double time, aci_operator *op)
{
    simulation *s = context;
    return aci_diffusion_fill(s->diffusion, time, op);
}

static bool has_steady_flux(const simulation *s)
{
    bool loses = s->scenario->skin.below == ACI_BELOW_SINK;
    for (int n = 0; n < s->scenario->skin.layer_count; ++n) {
        loses = loses || s->scenario->skin.layers[n].clearance.value > 0.0;
    }
    return s->reservoir.infinite && loses && !aci_diffusion_changes(s->diffusion);
}

static aci_status find_steady(simulation *s, aci_propagate_report *report)
{
    aci_history *h = &s->out->history;
    aci_steady steady;
    ACI_TRY(aci_propagate_steady(s->op, s->field, &steady, report));
    h->has_steady_flux = true;
    h->steady_flux = (steady.rate.left + steady.rate.sunk) / s->grid->footprint;
    s->out->lag_time =
        (steady.deficit.left + steady.deficit.sunk) / (steady.rate.left + steady.rate.sunk);
    return ACI_OK;
}

/// Fields that stand still, for the observer's `begin`.
static aci_status begin(simulation *s)
{
    const aci_observer *observer = s->options->observer;
    if (observer == NULL || observer->begin == NULL) {
        return ACI_OK;
    }
    size_t cells = aci_grid_size(s->grid);
    size_t plane = s->op->extent.plane;
    int *layer = malloc(cells * sizeof *layer);
    double *partition = malloc(cells * sizeof *partition);
    double *diffusivity = malloc(cells * sizeof *diffusivity);
    aci_status status = ACI_OK;
    if (layer == NULL || partition == NULL || diffusivity == NULL) {
        status = ACI_FAIL(ACI_FILE, "not enough memory for %zu cells", cells);
    }
    for (size_t c = 0; status == ACI_OK && c < cells; ++c) {
        int k = (int)(c / plane);
        layer[c] = aci_diffusion_layer(s->diffusion, k);
        partition[c] = aci_diffusion_partition(s->diffusion, c, k);
        diffusivity[c] = aci_diffusion_diffusivity(s->diffusion, c, k);
    }
    if (status == ACI_OK) {
        aci_scene scene = {s->grid, aci_diffusion_channel_fraction(s->diffusion), layer, partition,
                           diffusivity};
        status = observer->begin(observer->context, &scene);
    }
    free(layer);
    free(partition);
    free(diffusivity);
    return status;
}

static aci_status advance(simulation *s)
{
    aci_propagate_options options = {.end = s->scenario->duration,
                                     .report_count = s->time_count,
                                     .report_times = s->times,
                                     .tolerance = s->options->tolerance,
                                     .method = s->method,
                                     .apart = s->apart * s->scenario->duration,
                                     .context = s};
    if (aci_diffusion_changes(s->diffusion)) {
        options.coefficients = set_coefficients;
    }
    aci_watch watch = {s, on_report, on_trace, on_progress};
    aci_propagate_report report = {0};
    ACI_TRY(begin(s));
    if (s->options->with_steady && has_steady_flux(s)) {
        ACI_TRY(find_steady(s, &report));
    }
    ACI_TRY(aci_propagate(s->op, &options, &watch, s->u, &report));
    /* from an empty skin the flux only rises: its largest value is the last one, however flat */
    s->out->peak = s->out->history.has_steady_flux
                       ? (aci_peak){s->search.last[1].flux, s->scenario->duration}
                       : s->search.peak;
    s->out->cost = (aci_run_cost){.cells = (long)aci_grid_size(s->grid),
                                  .time_steps = report.steps,
                                  .solves = report.solves,
                                  .iterations = report.iterations,
                                  .propagator = report.method};
    return ACI_OK;
}

static aci_status simulate_by(const aci_simulate_options *options, aci_propagate_method method,
                              double apart, aci_solution *out)
{
    memset(out, 0, sizeof *out);
    simulation s = {.options = options,
                    .scenario = options->scenario,
                    .grid = options->grid,
                    .method = method,
                    .apart = apart,
                    .out = out};
    aci_status status = create(&s);
    if (status == ACI_OK) {
        status = advance(&s);
    }
    destroy(&s);
    return status;
}

/* Where next to nothing moves, or a sharp start is followed for long on a fine grid, a Krylov space
 * may miss the last digits of the balance: then a short beginning gets a space of its own, and if
 * that is not enough either, small steps do. */
aci_status aci_simulate(const aci_simulate_options *options, aci_solution *out)
{
    aci_status status = simulate_by(options, ACI_PROPAGATE_AUTOMATIC, 0.0, out);
    if (status == ACI_NUMERICAL && options->disturb == NULL) {
        aci_simulate_destroy(out);
        status = simulate_by(options, ACI_PROPAGATE_AUTOMATIC, beginning, out);
    }
    if (status == ACI_NUMERICAL && options->disturb == NULL) {
        aci_simulate_destroy(out);
        status = simulate_by(options, ACI_PROPAGATE_STEPPER, 0.0, out);
    }
    return status;
}

void aci_simulate_destroy(aci_solution *solution)
{
    aci_results_destroy_history(&solution->history);
    aci_trace_destroy(&solution->trace);
}
