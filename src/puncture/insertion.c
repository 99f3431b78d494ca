/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/insertion.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/skin/mechanics.h"
#include "strike.h"

/* muscle: E 80 kPa; toughness inside 0.55-8 kJ/m2 of pig muscle (10.1186/s10033-022-00767-4) */
static const double muscle_modulus = 80e3 / 3.0;
static const double muscle_exponent = 9.0;
static const double muscle_toughness = 2500.0;

static aci_status check(const aci_needle *needle, const aci_insertion_setting *setting)
{
    if (!(needle->length > 0.0) || !(aci_needle_radius(needle, 0.0) > 0.0)) {
        return ACI_FAIL(ACI_BAD_INPUT, "a needle needs a length and a tip radius above 0");
    }
    if (aci_needle_radius(needle, 0.0) > aci_needle_base_radius(needle)) {
        return ACI_FAIL(ACI_BAD_INPUT, "needle.tip_radius = %g m: wider than the base (%g m)",
                        aci_needle_radius(needle, 0.0), aci_needle_base_radius(needle));
    }
    if (needle->material == NULL) {
        return ACI_FAIL(ACI_BAD_INPUT, "a needle needs a material");
    }
    if (!(setting->travel > 0.0)) {
        return ACI_FAIL(ACI_BAD_INPUT, "travel = %g m: must be above 0", setting->travel);
    }
    if (setting->needles < 1 || (setting->needles > 1 && !(setting->pitch > 0.0))) {
        return ACI_FAIL(ACI_BAD_INPUT, "%d needles at pitch %g m: there must be one, and a pitch",
                        setting->needles, setting->pitch);
    }
    return ACI_OK;
}

static aci_status copy_needle(const aci_needle *from, aci_needle *to)
{
    *to = *from;
    if (from->shape != ACI_NEEDLE_PROFILE) {
        to->profile = (aci_profile){0};
        return ACI_OK;
    }
    size_t size = (size_t)from->profile.count * sizeof(double);
    to->profile.depth = malloc(size);
    to->profile.radius = malloc(size);
    if (to->profile.depth == NULL || to->profile.radius == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a needle");
    }
    memcpy(to->profile.depth, from->profile.depth, size);
    memcpy(to->profile.radius, from->profile.radius, size);
    return ACI_OK;
}

/// Places stations closer towards the tip; on a shaft with a tapered end most lie in the taper.
static void place_stations(aci_insertion_model *model)
{
    const aci_needle *needle = &model->needle;
    bool is_shaft = needle->shape == ACI_NEEDLE_CYLINDER || needle->shape == ACI_NEEDLE_BEVEL;
    double end = is_shaft ? fmin(needle->tip_length, needle->length) : needle->length;
    int last = end < needle->length ? ACI_STATIONS * 2 / 3 : ACI_STATIONS - 1;
    for (int i = 0; i < ACI_STATIONS; i++) {
        double part = (double)i / last;
        double beyond = (double)(i - last) / fmax(1.0, ACI_STATIONS - 1.0 - last);
        model->station[i] =
            i <= last ? end * part * sqrt(part) : end + (needle->length - end) * beyond;
        model->radius[i] = aci_needle_radius(needle, model->station[i]);
    }
}

/// Share of the needle's length at which its buckling force is known; short of the whole.
static double buckling_share(int knot)
{
    return 0.98 * knot / (ACI_BUCKLING_KNOTS - 1);
}

static void set_strength(aci_insertion_model *model)
{
    const aci_needle *needle = &model->needle;
    for (int i = 0; i < ACI_BUCKLING_KNOTS; i++) {
        model->buckling_force[i] =
            aci_needle_buckling_force_beyond(needle, needle->length * buckling_share(i));
    }
    model->unit_axial_stress = aci_needle_stress(needle, 1.0, 0.0, needle->length);
}

/// Buckling force of what sticks out at a depth: straight between the knots in the logarithm, from
/// below, since the force of a cone goes as its width squared.
static double buckling_force(const aci_insertion_model *model, double depth)
{
    double share = depth / model->needle.length;
    int i = ACI_BUCKLING_KNOTS - 2;
    while (i > 0 && share < buckling_share(i)) {
        i--;
    }
    double step = buckling_share(1);
    double part = fmin(1.0, (share - buckling_share(i)) / step);
    const double *force = &model->buckling_force[i];
    return force[0] * pow(force[1] / force[0], part);
}

static void set_law(aci_insertion_model *model, int k, double exponent)
{
    (aci_needle_is_flat(&model->needle) ? aci_fracture_ring : aci_fracture_planar)(exponent,
                                                                                   &model->laws[k]);
    model->stratum[k].law = &model->laws[k];
}

static void set_strata(aci_insertion_model *model)
{
    const aci_skin *skin = &model->skin;
    model->strata = skin->layer_count;
    for (int k = 0; k < model->strata; k++) {
        model->stratum[k] = (aci_stratum){.thickness = skin->layers[k].thickness.value,
                                          .shear_modulus = aci_mechanics_modulus(skin, k, 0.0),
                                          .toughness = aci_mechanics_toughness(skin, k)};
        set_law(model, k, skin->layers[k].tissue.ogden_exponent.value);
    }
    if (model->setting.support == ACI_SUPPORT_BONE) {
        return;
    }
    bool is_muscle = model->setting.support == ACI_SUPPORT_MUSCLE;
    model->stratum[model->strata] = (aci_stratum){
        .thickness = 1.0,
        .shear_modulus = muscle_modulus,
        .toughness = is_muscle ? muscle_toughness * skin->mechanics.toughness_factor.value : 0.0};
    set_law(model, model->strata, muscle_exponent);
    model->strata++;
}

aci_status aci_insertion_create(const aci_skin *skin, const aci_needle *needle,
                                const aci_insertion_setting *setting, aci_insertion_model **out)
{
    *out = NULL;
    ACI_TRY(check(needle, setting));
    aci_insertion_model *model = calloc(1, sizeof *model);
    if (model == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the insertion");
    }
    aci_status status = copy_needle(needle, &model->needle);
    if (status != ACI_OK) {
        aci_insertion_destroy(&model);
        return status;
    }
    model->skin = *skin;
    model->setting = *setting;
    model->friction = setting->friction < 0.0 ? needle->material->friction : setting->friction;
    set_strength(model);
    place_stations(model);
    set_strata(model);
    *out = model;
    return ACI_OK;
}

void aci_insertion_destroy(aci_insertion_model **model)
{
    if (*model == NULL) {
        return;
    }
    free((*model)->needle.profile.depth);
    free((*model)->needle.profile.radius);
    free(*model);
    *model = NULL;
}

static aci_strike_limits make_limits(const aci_insertion_model *model, const aci_strike *strike)
{
    const aci_insertion_setting *setting = &model->setting;
    aci_strike_limits limits = {strike->travel, INFINITY, INFINITY, 0.0};
    if (setting->drive == ACI_DRIVE_FORCE) {
        limits.force = setting->force * strike->variation.force;
    } else if (setting->drive == ACI_DRIVE_ENERGY) {
        limits.energy = setting->energy * gsl_pow_2(strike->variation.speed);
    } else if (setting->drive == ACI_DRIVE_CAM) {
        limits.energy = 0.5 * setting->moving_mass * gsl_pow_2(strike->speed) / setting->needles;
        limits.push = setting->stall_force * strike->variation.force / setting->needles;
    }
    return limits;
}

/// Sideways force of skin that is dragged: the cheaper of cutting and of shearing a slice.
static double lateral_force(const aci_strike *strike, double depth)
{
    double slot = strike->model->setting.slot;
    double force = 0.0;
    for (int k = 0; k < strike->strata; k++) {
        double length = fmin(depth, strike->top[k + 1]) - strike->top[k];
        const aci_stratum *stratum = &strike->stratum[k];
        force += fmax(0.0, length) * fmin(stratum->toughness, 4.0 * stratum->shear_modulus * slot);
    }
    return force;
}

static void set_safety(const aci_strike *strike, aci_insertion *out)
{
    const aci_insertion_model *model = strike->model;
    out->lateral_force = lateral_force(strike, out->depth);
    double tip = fmin(out->largest_force, out->puncture_force);
    double shaft = aci_needle_radius(&model->needle, out->depth);
    double axial =
        fmax(tip * model->unit_axial_stress, out->largest_force / (M_PI * shaft * shaft));
    double bending = out->lateral_force > 0.0
                         ? aci_needle_stress(&model->needle, 0.0, out->lateral_force, out->depth)
                         : 0.0;
    double stress = axial + bending;
    out->buckling_safety = out->largest_force > 0.0
                               ? fmin(model->buckling_force[0] / tip,
                                      buckling_force(model, out->depth) / out->largest_force)
                               : INFINITY;
    out->strength_safety = stress > 0.0 ? model->needle.material->strength / stress : INFINITY;
}

static void solve(const aci_strike *strike, aci_insertion *out)
{
    const aci_insertion_setting *setting = &strike->model->setting;
    aci_strike_limits limits = make_limits(strike->model, strike);
    aci_strike_follow(strike, &limits, out);
    if (setting->drive == ACI_DRIVE_FORCE && out->stop == ACI_STOP_TRAVEL) {
        out->contact_force += fmax(0.0, limits.force - out->force - out->contact_force);
    }
    if (setting->drive == ACI_DRIVE_ENERGY) {
        out->energy.kinetic = fmax(0.0, limits.energy - out->energy.work);
        out->energy.work += out->energy.kinetic;
    }
    if (setting->drive == ACI_DRIVE_CAM && out->stop == ACI_STOP_ENERGY) {
        out->stop = ACI_STOP_STALL;
    }
    if (!out->punctured && out->stop == ACI_STOP_TRAVEL &&
        setting->reference == ACI_REFERENCE_PLATE) {
        out->stop = ACI_STOP_PLATE;
    }
    set_safety(strike, out);
}

aci_status aci_insertion_solve(const aci_insertion_model *model,
                               const aci_insertion_variation *variation, aci_insertion *out)
{
    aci_strike strike;
    aci_strike_prepare(model, variation, &strike);
    solve(&strike, out);
    return ACI_OK;
}

aci_status aci_insertion_curve(const aci_insertion_model *model,
                               const aci_insertion_variation *variation, int count,
                               aci_insertion_row *rows, aci_insertion *out)
{
    aci_strike strike;
    aci_strike_prepare(model, variation, &strike);
    solve(&strike, out);
    rows[0] = (aci_insertion_row){0};
    for (int i = 1; i < count; i++) {
        aci_strike_limits limits = {out->displacement * i / (count - 1), INFINITY, INFINITY, 0.0};
        aci_insertion at;
        aci_strike_follow(&strike, &limits, &at);
        rows[i] = (aci_insertion_row){limits.travel, at.force, at.dimple, at.depth};
    }
    return ACI_OK;
}
