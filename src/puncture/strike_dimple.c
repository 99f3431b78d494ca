/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_math.h>
#include <math.h>

#include "acicula/puncture/array.h"
#include "acicula/puncture/indentation.h"
#include "strike.h"

/* Roemgens 2014, tip diameters 5 to 37 um, 20 to 167 mN */
static const double line_slope = 4.594e3;  /* N/m */
static const double line_start = -2.97e-3; /* N */

/// Leaves of a stack what lies above a depth, on a rigid base.
static void cut_stack(aci_indentation_stack *stack, double depth)
{
    int count = stack->count;
    double top = 0.0;
    for (int k = 0; k < count; k++) {
        bool is_endless = k == count - 1 && stack->base == ACI_BASE_SAME;
        if (is_endless || top + stack->thickness[k] >= depth) {
            stack->thickness[k] = depth - top;
            stack->count = k + 1;
            stack->base = ACI_BASE_RIGID;
            return;
        }
        top += stack->thickness[k];
    }
}

static bool is_beside_plate(const aci_insertion_setting *setting)
{
    return setting->needles > 1 && setting->reference == ACI_REFERENCE_PLATE;
}

/// In-plane tension carried by the layers above the fat, N/m.
static double tension(const aci_strike *strike)
{
    const aci_skin *skin = &strike->model->skin;
    int fat = aci_skin_find(skin, "hypodermis");
    double carrying = 0.0;
    for (int k = 0; k < skin->layer_count; k++) {
        carrying += k == fat ? 0.0 : strike->stratum[k].thickness;
    }
    return skin->mechanics.pre_tension.value * carrying;
}

/// The skin this strike dents; beside a plate what goes down with needles and plate alike is left
/// out, and the skin is held at the middle between the needles.
static aci_indentation_stack make_stack(const aci_strike *strike)
{
    const aci_insertion_model *model = strike->model;
    const aci_insertion_setting *setting = &model->setting;
    const aci_skin_mechanics *mechanics = &model->skin.mechanics;
    aci_indentation_stack stack = {.count = model->strata,
                                   .base = ACI_BASE_SAME,
                                   .tension = tension(strike),
                                   .span = mechanics->span.value,
                                   .depth_factor = mechanics->dimple_factor.value,
                                   .tip_radius = aci_needle_radius(&model->needle, 0.0),
                                   .is_flat = aci_needle_is_flat(&model->needle)};
    for (int k = 0; k < model->strata; k++) {
        stack.thickness[k] = strike->stratum[k].thickness;
        stack.young_modulus[k] = 3.0 * strike->stratum[k].shear_modulus;
    }
    if (setting->support == ACI_SUPPORT_BONE) {
        stack.base = ACI_BASE_RIGID;
    } else if (setting->support == ACI_SUPPORT_FREE) {
        stack.base = ACI_BASE_MISSING;
        stack.count = model->skin.layer_count;
    }
    if (is_beside_plate(setting)) {
        aci_array array = {setting->needles, setting->pitch, INFINITY};
        cut_stack(&stack, aci_array_shared_depth(&array));
        stack.span = fmin(stack.span, 0.5 * setting->pitch);
    }
    return stack;
}

double aci_strike_lift(const aci_strike *strike)
{
    const aci_insertion_setting *setting = &strike->model->setting;
    aci_indentation_ring ring = setting->ring;
    if (setting->reference != ACI_REFERENCE_NOZZLE || !(ring.radius > 0.0)) {
        return 0.0;
    }
    aci_indentation_stack stack = make_stack(strike);
    ring.force *= strike->variation.force;
    return aci_indentation_ring_lift(&stack, &ring);
}

/// Power of the curve between knots i and i + 1.
static double power_at(const aci_dimple *dimple, int i)
{
    return log(dimple->force[i + 1] / dimple->force[i]) /
           log(dimple->depth[i + 1] / dimple->depth[i]);
}

/// int F dw from knot i to a depth at which the force is given.
static double gain(const aci_dimple *dimple, int i, double depth, double force)
{
    return (force * depth - dimple->force[i] * dimple->depth[i]) / (power_at(dimple, i) + 1.0);
}

static void fill_energy(aci_dimple *dimple)
{
    dimple->energy[0] = dimple->force[0] * dimple->depth[0] / (power_at(dimple, 0) + 1.0);
    for (int i = 1; i < ACI_DIMPLE_KNOTS; i++) {
        dimple->energy[i] =
            dimple->energy[i - 1] + gain(dimple, i - 1, dimple->depth[i], dimple->force[i]);
    }
}

static int knot_below(const double *knots, double x)
{
    int low = 0;
    int high = ACI_DIMPLE_KNOTS - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(x < knots[middle] ? &high : &low) = middle;
    }
    return low;
}

double aci_strike_dimple_depth(const aci_dimple *dimple, double force)
{
    if (force <= 0.0) {
        return 0.0;
    }
    int i = knot_below(dimple->force, force);
    return dimple->depth[i] * pow(force / dimple->force[i], 1.0 / power_at(dimple, i));
}

double aci_strike_dimple_force(const aci_dimple *dimple, double depth)
{
    if (depth <= 0.0) {
        return 0.0;
    }
    int i = knot_below(dimple->depth, depth);
    return dimple->force[i] * pow(depth / dimple->depth[i], power_at(dimple, i));
}

double aci_strike_dimple_energy(const aci_dimple *dimple, double depth)
{
    if (depth <= 0.0) {
        return 0.0;
    }
    int i = knot_below(dimple->depth, depth);
    double force = dimple->force[i] * pow(depth / dimple->depth[i], power_at(dimple, i));
    return dimple->energy[i] + gain(dimple, i, depth, force);
}

/// Distance that a push along the skin reaches: to the ring that holds it, through a layer over
/// bone, and as far as shear waves carry it in the time of a strike.
static double push_range(const aci_strike *strike, int side, double young_modulus)
{
    const aci_insertion_model *model = strike->model;
    const aci_insertion_setting *setting = &model->setting;
    double range = INFINITY;
    if (setting->support == ACI_SUPPORT_BONE) {
        range = strike->top[model->strata];
    }
    if (setting->reference == ACI_REFERENCE_NOZZLE) {
        double ring = setting->pitch * (1.0 + M_SQRT1_2 * (side - 1));
        range = fmin(range, setting->ring.radius > 0.0 ? setting->ring.radius : ring);
    }
    if (strike->mean_speed > 0.0) {
        double density = model->skin.layers[0].tissue.density.value;
        double wave_speed = sqrt(young_modulus / 3.0 / density);
        range = fmin(range, wave_speed * strike->travel / strike->mean_speed);
    }
    return range;
}

/// Adds how far the neighbours push this needle's skin down.
static void add_neighbours(aci_strike *strike, const aci_indentation_stack *stack)
{
    const aci_insertion_setting *setting = &strike->model->setting;
    aci_dimple *all = &strike->dimple;
    const aci_dimple *own = &strike->local;
    *all = *own;
    if (setting->needles <= 1 || is_beside_plate(setting)) {
        return;
    }
    aci_array array = {setting->needles, setting->pitch, INFINITY};
    int side = aci_array_side(&array);
    double modulus = aci_indentation_taut_modulus(stack, 0.5 * side * setting->pitch);
    array.range = push_range(strike, side, modulus);
    double sum = aci_array_sum(&array, aci_array_centre(&array));
    double compliance = aci_array_compliance(sum, modulus, setting->pitch);
    for (int i = 0; i < ACI_DIMPLE_KNOTS; i++) {
        all->depth[i] = own->depth[i] + compliance * own->force[i];
    }
}

/// The dimple at which as much work is done as the steady force would have: there the tip breaks
/// in. The mean force rises with the dimple, so there is one.
static double breaking_dimple(const aci_dimple *local, double steady_force)
{
    double low = 0.0;
    double high = local->depth[ACI_DIMPLE_KNOTS - 1];
    while (aci_strike_dimple_energy(local, high) < steady_force * high) {
        high *= 2.0;
    }
    for (int i = 0; i < 60 && high - low > 1e-12 * high; i++) {
        double middle = 0.5 * (low + high);
        *(aci_strike_dimple_energy(local, middle) < steady_force * middle ? &low : &high) = middle;
    }
    return high;
}

static double puncture_force(const aci_strike *strike)
{
    if (strike->model->setting.law == ACI_PUNCTURE_LINE) {
        double diameter = 2.0 * aci_needle_radius(&strike->model->needle, 0.0);
        return fmax(0.0, line_slope * diameter + line_start);
    }
    double dimple = breaking_dimple(&strike->local, strike->steady_force);
    return aci_strike_dimple_force(&strike->local, dimple);
}

void aci_strike_fill_dimple(aci_strike *strike)
{
    /* from far below any dimple that matters to beyond the travel */
    double least = 1e-4 * strike->travel;
    double most = 20.0 * strike->travel;
    aci_indentation_stack stack = make_stack(strike);
    for (int i = 0; i < ACI_DIMPLE_KNOTS; i++) {
        double depth = least * pow(most / least, i / (ACI_DIMPLE_KNOTS - 1.0));
        strike->local.depth[i] = depth;
        strike->local.force[i] = aci_indentation_force(&stack, depth);
    }
    add_neighbours(strike, &stack);
    fill_energy(&strike->local);
    fill_energy(&strike->dimple);
    strike->steady_force = aci_strike_force(strike, 0.0, 0);
    strike->puncture_force = puncture_force(strike);
    strike->puncture_displacement =
        aci_strike_dimple_depth(&strike->dimple, strike->puncture_force);
}
