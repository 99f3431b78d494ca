/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulation.h"

static const double beginning = 1e-3; ///< of a stretch, when it must go apart

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add_times(double *to, int *count, const double *from, int more)
{
    for (int n = 0; n < more; ++n) {
        to[(*count)++] = from[n];
    }
}

/// Report and field times, and with several stretches their ends.
static aci_status merge_times(aci_simulation *s)
{
    const aci_times *report = &s->scenario->report;
    const aci_times *field = &s->scenario->output.times;
    bool is_plain = aci_course_is_plain(s->scenario);
    const aci_readouts *looks = &s->out->readouts;
    int total = 0, most = report->count + field->count + s->course.count + looks->times + 1;
    s->times = malloc((size_t)most * sizeof *s->times);
    if (s->times == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d times", most);
    }
    add_times(s->times, &total, report->time, report->count);
    add_times(s->times, &total, field->time, s->options->observer != NULL ? field->count : 0);
    add_times(s->times, &total, looks->time, looks->times);
    for (int n = 0; n < s->course.count && !is_plain; ++n) {
        s->times[total++] = s->course.events[n].time;
    }
    add_times(s->times, &total, &s->scenario->duration, is_plain ? 0 : 1);
    qsort(s->times, (size_t)total, sizeof *s->times, compare_doubles);
    for (int n = 0; n < total; ++n) {
        double before = s->time_count == 0 ? s->course.begin : s->times[s->time_count - 1];
        if (s->times[n] > before) {
            s->times[s->time_count++] = s->times[n];
        }
    }
    return ACI_OK;
}

static aci_status allocate(aci_simulation *s)
{
    ACI_TRY(aci_operator_create(s->grid, &s->op));
    ACI_TRY(aci_field_create(s->op->extent, &s->u));
    if (aci_simulation_shows_concentration(s)) {
        ACI_TRY(aci_field_create(s->op->extent, &s->field));
    }
    if (s->saturation > 0.0) {
        ACI_TRY(aci_field_create(s->op->extent, &s->kept));
    }
    ACI_TRY(aci_simulation_create_reaction(s));
    ACI_TRY(aci_simulation_create_follicles(s));
    ACI_TRY(aci_simulation_create_probe(s));
    return aci_results_create_history(s->scenario->report.count, s->scenario->skin.layer_count,
                                      &s->out->history);
}

static void set_product(aci_simulation *s)
{
    const aci_product *product = &s->scenario->product;
    s->reservoir = (aci_reservoir){.infinite = product->infinite,
                                   .value = product->concentration / product->partition.value,
                                   .diffusivity = product->diffusivity.value,
                                   .partition = product->partition.value};
    bool may_fall_out = !product->infinite && product->solubility.origin != ACI_ORIGIN_MISSING;
    if (!product->infinite && s->scenario->schedule.dries && product->vapour_pressure.value > 0.0) {
        s->loss =
            aci_film_solute_permeance(product->vapour_pressure.value, product->molar_mass.value,
                                      product->solubility.value, &s->scenario->schedule.climate);
    }
    s->saturation = may_fall_out ? product->solubility.value / product->partition.value : 0.0;
}

static aci_status create(aci_simulation *s)
{
    set_product(s);
    s->channels = s->scenario->channels;
    if (s->grid->geometry == ACI_SLAB) {
        s->channels = (aci_channels){.diffusivity = 1.0, .partition = 1.0};
    }
    ACI_TRY(aci_course_create(s->scenario, &s->course));
    if (!s->reservoir.infinite && !aci_course_is_plain(s->scenario)) {
        ACI_TRY(aci_scenario_film(s->scenario, &s->film));
    }
    ACI_TRY(aci_diffusion_create(&s->scenario->skin, &s->channels, &s->reservoir, s->grid,
                                 &s->diffusion));
    ACI_TRY(allocate(s));
    return merge_times(s);
}

static void destroy(aci_simulation *s)
{
    aci_simulation_destroy_reaction(s);
    aci_simulation_destroy_follicles(s);
    aci_simulation_destroy_probe(s);
    if (s->op != NULL) {
        aci_field_destroy(s->op->extent, &s->u);
        aci_field_destroy(s->op->extent, &s->field);
        aci_field_destroy(s->op->extent, &s->kept);
        aci_field_destroy(s->op->extent, &s->steady);
    }
    aci_operator_destroy(&s->op);
    aci_diffusion_destroy(&s->diffusion);
    aci_film_destroy(&s->film);
    aci_course_destroy(&s->course);
    aci_trace_destroy(&s->tried);
    free(s->times);
}

static bool has_steady_flux(const aci_simulation *s)
{
    bool loses = s->scenario->skin.below != ACI_BELOW_SEALED;
    for (int n = 0; n < s->scenario->skin.layer_count; ++n) {
        loses = loses || s->scenario->skin.layers[n].clearance.value > 0.0;
    }
    return aci_course_stands(s->scenario) && aci_simulation_settles(s) && s->reservoir.infinite &&
           loses && !aci_diffusion_changes(s->diffusion);
}

/// Empties the receptor as fast as fills it, or lets it be again.
static void empty_receptor(aci_simulation *s, bool on)
{
    const double fast = 1e6; /* times the conductance into it: as good as a sink */
    aci_operator *op = s->op;
    for (int k = 1; k < s->grid->cells[2]; ++k) {
        bool is_receptor = aci_diffusion_layer(s->diffusion, k) == s->scenario->skin.layer_count;
        size_t first = (size_t)k * op->extent.plane;
        for (size_t c = first; is_receptor && c < first + op->extent.plane; ++c) {
            op->sink[c] = on ? fast * op->conductance[2][c - op->extent.plane] : 0.0;
        }
    }
}

static aci_status find_steady(aci_simulation *s, aci_propagate_report *report)
{
    aci_history *h = &s->out->history;
    aci_steady steady;
    empty_receptor(s, true);
    if (s->steady == NULL) {
        ACI_TRY(aci_field_create(s->op->extent, &s->steady));
    }
    ACI_TRY(aci_propagate_steady(s->op, s->steady, &steady, report));
    empty_receptor(s, false);
    s->steady_rate = steady.rate;
    h->has_steady_flux = true;
    h->steady_flux = (steady.rate.left + steady.rate.sunk) / s->grid->footprint;
    s->out->lag_time =
        (steady.deficit.left + steady.deficit.sunk) / (steady.rate.left + steady.rate.sunk);
    return ACI_OK;
}

/// Before the first event: nothing on the skin and no channels, but shown as they will be.
static aci_status start(aci_simulation *s)
{
    aci_situation none = {.thinness = ACI_SIMULATION_NO_FILM};
    ACI_TRY(aci_simulation_fill(s, 0.0, s->op));
    ACI_TRY(aci_simulation_begin(s));
    none.has_channels = s->channels.is_grown;
    aci_simulation_look_first(s);
    aci_diffusion_set(s->diffusion, &none);
    return ACI_OK;
}

static aci_status advance(aci_simulation *s)
{
    double time = s->course.begin;
    int next = 0;
    ACI_TRY(start(s));
    while (time < s->scenario->duration) {
        ACI_TRY(aci_simulation_happen(s, time, &next));
        if (s->options->with_steady && !s->out->history.has_steady_flux && has_steady_flux(s)) {
            ACI_TRY(find_steady(s, &s->report));
        }
        double end = next < s->course.count ? s->course.events[next].time : s->scenario->duration;
        ACI_TRY(aci_simulation_stretch(s, time, fmin(end, s->scenario->duration)));
        time = end;
    }
    /* from an empty skin the flux only rises: its largest value is the last one, however flat */
    s->out->peak = s->out->history.has_steady_flux && s->scenario->skin.below != ACI_BELOW_RECEPTOR
                       ? (aci_peak){s->search.last[1].flux, s->scenario->duration}
                       : s->search.peak;
    s->out->cost = (aci_run_cost){.cells = (long)aci_grid_size(s->grid),
                                  .time_steps = s->report.steps,
                                  .solves = s->report.solves,
                                  .iterations = s->report.iterations,
                                  .propagator = s->report.method};
    return ACI_OK;
}

static aci_status simulate_by(const aci_simulate_options *options, aci_propagate_method method,
                              double apart, aci_solution *out)
{
    memset(out, 0, sizeof *out);
    aci_simulation s = {.options = options,
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
    if (status == ACI_OK) {
        status = aci_readouts_finish(options->scenario, &out->readouts);
    }
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
    aci_readouts_destroy(&solution->readouts);
}
