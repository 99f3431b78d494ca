/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Regions, tape strips and planes of whole runs against exact slabs and against the history.
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/verification/layered.h"
#include "support/scenarios.h"
#include "support/tolerances.h"

static const double accuracy = 1e-3;
static const double round_off = 1e-12; ///< of sums of some thousand cells
static const double upper = 70e-6, lower = 140e-6;

/// Three layers with partitions, clearance in the lowest; the region lies across two of them.
#define SLAB(dose, rest)                                                                           \
    "skin:\n  below: sink\n  layers:\n"                                                            \
    "    - {name: stratum_corneum, partition: 4, diffusivity: 1e-14 m2/s, thickness: 13 um}\n"     \
    "    - {name: viable_epidermis, partition: 0.7, diffusivity: 1e-11 m2/s, thickness: 87 um}\n"  \
    "    - {name: dermis, partition: 0.5, diffusivity: 3e-11 m2/s, thickness: 400 um,\n"           \
    "       clearance: 2e-4 1/s}\n"                                                                \
    "product: {concentration: 10 kg/m3, dose: " dose ", partition: 1, diffusivity: 1e-10 m2/s}\n"  \
    "simulation: {geometry: slab, duration: 24 h, accuracy: 1e-3,\n"                               \
    "  report_times: [1 h, 2 h, 4 h, 8 h, 16 h, 24 h]}\n" rest

static const char infinite[] =
    SLAB("infinite", "regions: [{name: across, from: 70 um, to: 140 um, threshold: 0.02 kg/m3}]\n"
                     "output: {fields: [], strips: 13}\n");
static const char finite[] =
    SLAB("5 um", "regions: [{name: across, from: 70 um, to: 140 um, threshold: 0.02 kg/m3}]\n"
                 "output: {fields: []}\n");

/// The slab with its layers cut at the region's sides, which are layers `first` to `last` of it.
typedef struct cut_slab {
    aci_layered stack;
    int first, last;
} cut_slab;

static void add_layer(cut_slab *cut, const aci_layer *layer, double top, double bottom)
{
    cut->stack.layers[cut->stack.count++] =
        (aci_layered_material){layer->partition.value, layer->diffusivity.value, bottom - top,
                               layer->clearance.value, 0.0};
}

static cut_slab cut(const aci_scenario *s)
{
    const aci_product *product = &s->product;
    cut_slab out = {.stack = {.donor_held = product->infinite,
                              .donor_activity = product->infinite ? product->concentration : 0.0}};
    if (!product->infinite) {
        out.stack.layers[out.stack.count++] = (aci_layered_material){
            1.0, product->diffusivity.value, product->film, 0.0, product->concentration};
    }
    double top = 0.0;
    for (int n = 0; n < s->skin.layer_count; n++) {
        double bottom = top + s->skin.layers[n].thickness.value;
        const double sides[2] = {upper, lower};
        for (int side = 0; side < 2; side++) {
            if (sides[side] > top && sides[side] < bottom) {
                add_layer(&out, &s->skin.layers[n], top, sides[side]);
                top = sides[side];
                *(side == 0 ? &out.first : &out.last) = out.stack.count - side;
            }
        }
        add_layer(&out, &s->skin.layers[n], top, bottom);
        top = bottom;
    }
    return out;
}

static double exact_amount(const cut_slab *c, double time)
{
    double sum = 0.0;
    for (int layer = c->first; layer <= c->last; layer++) {
        sum += aci_layered_amount(&c->stack, layer, time);
    }
    return sum;
}

static double exact_mean(const cut_slab *c, double time)
{
    return exact_amount(c, time) / (lower - upper);
}

static double region(const trial *t, aci_region_row row, int n)
{
    return t->results.readouts.regions[row].values[n];
}

static double endpoint(const trial *t, aci_region_endpoint which)
{
    return t->results.readouts.endpoints[which].values[0];
}

/* Simpson's rule over the cube of a uniform variable; the course is smooth in it, and twice as many
 * points change the last digit kept only. */
static double exact_area(const cut_slab *c, double end, int points)
{
    double sum = 0.0, step = 1.0 / points;
    for (int n = 1; n <= points; n++) {
        double s = n * step, weight = n == points ? 1.0 : n % 2 == 1 ? 4.0 : 2.0;
        sum += weight * exact_mean(c, end * s * s * s) * 3.0 * end * s * s;
    }
    return sum * step / 3.0;
}

static double root(const cut_slab *c, double low, double high, double level)
{
    bool begins = exact_mean(c, low) > level;
    for (int n = 0; n < 50; n++) {
        double middle = 0.5 * (low + high);
        *((exact_mean(c, middle) > level) == begins ? &low : &high) = middle;
    }
    return 0.5 * (low + high);
}

/// Largest mean of the exact course, at the top of it.
static double exact_peak(const cut_slab *c, double low, double high)
{
    const double golden = 0.6180339887498949;
    for (int n = 0; n < 40; n++) {
        double a = high - golden * (high - low), b = low + golden * (high - low);
        *(exact_mean(c, a) > exact_mean(c, b) ? &high : &low) =
            exact_mean(c, a) > exact_mean(c, b) ? b : a;
    }
    return 0.5 * (low + high);
}

/// Within the estimate, and the estimate within what was asked for.
static void check_error(double actual, double exact, double size, double estimate)
{
    double error = fabs(actual - exact) / size;
    cr_assert(error <= accuracy, "%.8g instead of %.8g: %.2e", actual, exact, error);
    cr_assert(error <= estimate + round_off, "error %.2e, estimate %.2e", error, estimate);
}

static void check_course(const trial *t, const cut_slab *c)
{
    const aci_readouts *r = &t->results.readouts;
    double largest = endpoint(t, ACI_REGION_ENDPOINT_mean_concentration_max);
    double estimate = r->regions[ACI_REGION_mean_concentration].errors[0];
    for (int n = 1; n < r->times; n++) {
        double exact = r->time[n] > 60.0 ? exact_mean(c, r->time[n]) : 0.0;
        check_error(region(t, ACI_REGION_mean_concentration, n), exact, largest, estimate);
    }
}

Test(readouts, region_across_layers_is_the_exact_integral_of_the_profile)
{
    trial t;
    trial_compute(infinite, NULL, &t);
    cut_slab c = cut(&t.scenario);
    check_course(&t, &c);
    trial_drop(&t);
}

Test(readouts, area_and_time_above_are_those_of_the_exact_course)
{
    trial t;
    trial_compute(infinite, SETTINGS("regions.across.threshold=0.3 kg/m3"), &t);
    cut_slab c = cut(&t.scenario);
    const aci_series *ends = t.results.readouts.endpoints;
    double end = t.scenario.duration, area = exact_area(&c, end, 100);
    assert_relative(area, exact_area(&c, end, 200), 1e-6);
    check_error(endpoint(&t, ACI_REGION_ENDPOINT_mean_area_under_curve), area, area,
                ends[ACI_REGION_ENDPOINT_mean_area_under_curve].errors[0]);
    double level = t.scenario.targets.regions[0].threshold;
    double above = end - root(&c, 600.0, end, level);
    cr_assert(above > 0.05 * end && above < 0.95 * end, "%g h", above / 3600.0);
    check_error(endpoint(&t, ACI_REGION_ENDPOINT_time_above_threshold), above, end,
                ends[ACI_REGION_ENDPOINT_time_above_threshold].errors[0]);
    trial_drop(&t);
}

Test(readouts, largest_mean_of_a_finite_dose_is_the_exact_one)
{
    trial t;
    trial_compute(finite, NULL, &t);
    cut_slab c = cut(&t.scenario);
    const aci_series *ends = t.results.readouts.endpoints;
    double end = t.scenario.duration, when = exact_peak(&c, 0.02 * end, end);
    cr_assert(when > 0.05 * end && when < 0.95 * end, "%g h", when / 3600.0);
    check_course(&t, &c);
    check_error(endpoint(&t, ACI_REGION_ENDPOINT_mean_concentration_max), exact_mean(&c, when),
                exact_mean(&c, when), ends[ACI_REGION_ENDPOINT_mean_concentration_max].errors[0]);
    double level = t.scenario.targets.regions[0].threshold;
    double above = root(&c, when, end, level) - root(&c, 600.0, when, level);
    check_error(endpoint(&t, ACI_REGION_ENDPOINT_time_above_threshold), above, end,
                ends[ACI_REGION_ENDPOINT_time_above_threshold].errors[0]);
    trial_drop(&t);
}

/* Where the exact profile falls through the threshold. */
Test(readouts, share_above_is_that_of_the_exact_profile)
{
    trial t;
    trial_compute(infinite, SETTINGS("regions.across.from=20 um", "regions.across.to=95 um"), &t);
    const aci_readouts *r = &t.results.readouts;
    const aci_region *band = &t.scenario.targets.regions[0];
    cut_slab c = cut(&t.scenario);
    int n = r->times - 1;
    while (region(&t, ACI_REGION_share_above, n) > 0.5) {
        n--;
    }
    double low = band->from.value, high = band->to.value;
    for (int k = 0; k < 50; k++) {
        double middle = 0.5 * (low + high);
        double here = 0.7 * aci_layered_activity(&c.stack, middle, r->time[n]);
        *(here > band->threshold ? &low : &high) = middle;
    }
    double share = (low - band->from.value) / (band->to.value - band->from.value);
    cr_assert(share > 0.1 && share < 0.5);
    check_error(region(&t, ACI_REGION_share_above, n), share, 1.0,
                r->regions[ACI_REGION_share_above].errors[0]);
    trial_drop(&t);
}

static int at_time(const aci_readouts *r, double time)
{
    for (int n = 0; n < r->times; n++) {
        if (r->time[n] == time) {
            return n;
        }
    }
    cr_assert_fail("no region time %g s", time);
    return -1;
}

/// Each layer as a region, and the strips of the stratum corneum, against the history.
static void check_sums(const trial *t)
{
    const aci_history *h = &t->results.history;
    const aci_readouts *r = &t->results.readouts;
    const aci_series *amount = &r->regions[ACI_REGION_region_amount];
    for (int n = 0; n < h->times; n++) {
        int at = at_time(r, h->time[n]);
        double strips = 0.0;
        for (int k = 0; k < r->strips.columns; k++) {
            strips += r->strips.values[n * r->strips.columns + k];
        }
        assert_relative(strips, h->layer_amount[n * h->layers], round_off);
        for (int k = 0; k < h->layers; k++) {
            assert_relative(amount->values[at * amount->columns + k],
                            h->layer_amount[n * h->layers + k], round_off);
        }
    }
}

#define LAYERS "regions=[stratum_corneum, viable_epidermis, dermis]", "output.strips=20"

Test(readouts, layers_and_strips_are_those_of_the_history_beside_a_channel)
{
    trial t;
    trial_compute(trial_cone, SETTINGS(LAYERS), &t);
    check_sums(&t);
    trial_drop(&t);
}

Test(readouts, layers_and_strips_hold_while_channels_close)
{
    trial t;
    trial_compute(trial_cone,
                  SETTINGS(LAYERS, "channels.closure={law: exponential, time_constant: 2 h}",
                           "simulation.accuracy=5e-2"),
                  &t);
    check_sums(&t);
    trial_drop(&t);
}

Test(readouts, layers_and_strips_count_what_is_bound)
{
    trial t;
    trial_compute(trial_slab,
                  SETTINGS(LAYERS,
                           "skin.layers.stratum_corneum.binding={kind: linear, on_rate: 1e-3 1/s, "
                           "off_rate: 1e-4 1/s}"),
                  &t);
    check_sums(&t);
    trial_drop(&t);
}

Test(readouts, box_has_the_same_sums)
{
    trial t;
    trial_compute(
        trial_cone,
        SETTINGS(LAYERS, "simulation.geometry=box", "simulation.cells={x: 12, y: 12, z: 40}"), &t);
    check_sums(&t);
    trial_drop(&t);
}

/* What the cells of a plane differ by is the solver's rounding, 1e-9 of the donor's u; at the end
 * u is some 1e-3 of that in the planes. */
Test(readouts, intact_skin_is_even_and_covered)
{
    trial t;
    trial_compute(trial_cone,
                  SETTINGS("channels=none", "output.uniformity_depths=[50 um, 300 um]",
                           "output.uniformity_threshold=1e-6 kg/m3"),
                  &t);
    const aci_series *rows = t.results.readouts.uniformity;
    for (int n = (rows->times - 1) * rows->columns; n < rows->times * rows->columns; n++) {
        cr_assert(rows[ACI_UNIFORMITY_variation].values[n] < 1e-6);
        cr_assert(rows[ACI_UNIFORMITY_gini].values[n] < 1e-6);
        assert_relative(rows[ACI_UNIFORMITY_area_above].values[n], 1.0, round_off);
    }
    trial_drop(&t);
}

/* Beside a channel the tissue is uneven, the nearer the more, and plumes overlap more with time. */
Test(readouts, channels_make_the_tissue_uneven)
{
    trial t;
    trial_compute(trial_cone, SETTINGS("output.uniformity_depths=[50 um, 600 um]"), &t);
    const aci_series *rows = t.results.readouts.uniformity;
    const double *gini = rows[ACI_UNIFORMITY_gini].values;
    const double *overlap = rows[ACI_UNIFORMITY_overlap].values;
    for (int n = 0; n < rows->times; n++) {
        cr_assert(gini[2 * n] > gini[2 * n + 1]);
        cr_assert(rows[ACI_UNIFORMITY_variation].values[2 * n] > gini[2 * n]);
        cr_assert(overlap[2 * n] > 0.0 && overlap[2 * n] < overlap[2 * n + 1]);
        cr_assert(n == 0 || overlap[2 * n] > overlap[2 * n - 2]);
    }
    trial_drop(&t);
}

/* The receptor's partition is 1: what it holds is its concentration times its volume. */
Test(readouts, receptor_holds_what_came_through)
{
    trial t;
    trial_compute(trial_cone,
                  SETTINGS("skin.below=receptor", "receptor={volume: 0.05 mL, area: 1 cm2}"), &t);
    const double *concentration = trial_row(&t, ACI_HISTORY_receptor_concentration);
    const double *bottom = trial_row(&t, ACI_HISTORY_bottom);
    for (int n = 0; n < t.results.history.times; n++) {
        assert_relative(concentration[n] * 5e-4, bottom[n], round_off);
    }
    double share = aci_results_receptor_share(&t.scenario, &t.results.history);
    assert_relative(share, trial_last(&t, ACI_HISTORY_receptor_concentration), round_off);
    trial_drop(&t);
}

/* 36 needles pressed 5 times: depth classes beside intact skin, or a patch of true channels. */
static const char stamp[] =
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-14 m2/s, partition: 1}\n"
    "    - {name: viable_epidermis, thickness: 85 um, diffusivity: 1e-10 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 900 um, diffusivity: 2e-10 m2/s, partition: 1,\n"
    "       clearance: 1e-4 1/s}\n"
    "device: {kind: stamp, needles: 36, pitch: 1.5 mm, needle: {length: 0.7 mm}}\n"
    "insertion: {force_per_needle: 0.06 N}\n"
    "treatment: {area: 4 cm2, passes: 5}\n"
    "channels: {diffusivity: 5e-10 m2/s, partition: 1}\n"
    "product: {concentration: 1 kg/m3, dose: 100 um, partition: 1, diffusivity: 5e-10 m2/s}\n"
    "simulation: {duration: 2 h, report_times: [1 h, 2 h], accuracy: 1e-1}\n"
    "output: {fields: [], uniformity_depths: [50 um]}\n";

static void check_stamp(const char *const *settings)
{
    trial t;
    trial_compute(stamp, settings, &t);
    const aci_readouts *r = &t.results.readouts;
    check_sums(&t);
    double variation = r->uniformity[ACI_UNIFORMITY_variation].values[1];
    double gini = r->uniformity[ACI_UNIFORMITY_gini].values[1];
    cr_assert(gini > 0.0 && gini < 1.0 && variation > gini, "%g %g", gini, variation);
    cr_assert_eq(r->spots, NULL);
    trial_drop(&t);
}

Test(readouts, classes_sum_to_the_history, .timeout = 60)
{
    check_stamp(SETTINGS(LAYERS, "simulation.cells={r: 8, z: 60}"));
}

Test(readouts, patch_sums_to_the_history, .timeout = 60)
{
    check_stamp(SETTINGS(LAYERS, "simulation.geometry=box", "simulation.patch=2.5 mm",
                         "simulation.cells={x: 16, y: 16, z: 40}"));
}
