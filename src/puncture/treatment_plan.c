/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "acicula/base/random.h"
#include "treatment_parts.h"

static const double least_area = 1e-6, most_area = 1.0;
static const double most_variation = ACI_TREATMENT_SPREAD_MOST;
static const double most_tilt = 1.5; /* rad */
static const int most_passes = 10000;

typedef struct limit {
    const char *name;
    double value, least, most;
} limit;

static aci_status check_limits(const limit *limits, int count)
{
    for (int i = 0; i < count; i++) {
        const limit *row = &limits[i];
        if (!(row->value >= row->least && row->value <= row->most)) {
            return ACI_FAIL(ACI_BAD_INPUT, "treatment.%s = %.6g: allowed is %.6g to %.6g",
                            row->name, row->value, row->least, row->most);
        }
    }
    return ACI_OK;
}

static aci_status check_spread(const aci_treatment_spread *spread)
{
    const limit limits[] = {
        {"spread.thickness", spread->thickness.value, 0.0, most_variation},
        {"spread.modulus", spread->modulus.value, 0.0, most_variation},
        {"spread.toughness", spread->toughness.value, 0.0, most_variation},
        {"spread.force", spread->force.value, 0.0, most_variation},
        {"spread.speed", spread->speed.value, 0.0, most_variation},
        {"spread.travel", spread->travel.value, 0.0, most_variation},
        {"spread.place_share", spread->place_share.value, 0.0, 1.0},
        {"spread.pass_share", spread->pass_share.value, 0.0, 1.0},
        {"spread.place_length", spread->place_length.value, 1e-5, 1.0},
    };
    return check_limits(limits, (int)(sizeof limits / sizeof limits[0]));
}

aci_status aci_treatment_check_plan(const aci_treatment_plan *plan)
{
    if (!(plan->area >= least_area && plan->area <= most_area)) {
        return ACI_FAIL(ACI_BAD_INPUT, "treatment.area = %.6g cm2: allowed is %.6g to %.6g cm2",
                        1e4 * plan->area, 1e4 * least_area, 1e4 * most_area);
    }
    if (plan->passes < 1 || plan->passes > most_passes) {
        return ACI_FAIL(ACI_BAD_INPUT, "treatment.passes = %d: allowed is 1 to %d", plan->passes,
                        most_passes);
    }
    if (plan->direction_count < 1 || plan->direction_count > ACI_TREATMENT_DIRECTIONS) {
        return ACI_FAIL(ACI_BAD_INPUT, "treatment.directions: %d of them, allowed is 1 to %d",
                        plan->direction_count, (int)ACI_TREATMENT_DIRECTIONS);
    }
    for (int i = 0; i < plan->direction_count; i++) {
        if (!(fabs(plan->directions[i]) <= 100.0)) {
            return ACI_FAIL(ACI_BAD_INPUT, "treatment.directions: %.6g rad, expected an angle",
                            plan->directions[i]);
        }
    }
    if (!(fabs(plan->tilt) < most_tilt)) {
        return ACI_FAIL(ACI_BAD_INPUT, "treatment.tilt = %.6g rad: allowed is below %.6g rad",
                        plan->tilt, most_tilt);
    }
    double half_side = 0.5 * sqrt(plan->area);
    if (!(plan->merge_radius >= 0.0 && plan->merge_radius <= half_side)) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "treatment.merge_radius = %.6g um: allowed is 0 to half the side of the "
                        "area, %.6g um",
                        1e6 * plan->merge_radius, 1e6 * half_side);
    }
    return check_spread(&plan->spread);
}

aci_treatment_spread aci_treatment_spread_none(void)
{
    const aci_value zero = {0.0, ACI_ORIGIN_GIVEN, 0, "no spread"};
    const aci_value length = {1e-3, ACI_ORIGIN_GIVEN, 0, "no spread"};
    return (aci_treatment_spread){zero, zero, zero, zero, zero, zero, zero, zero, length};
}

static aci_value assumed(double value, const char *source)
{
    return (aci_value){value, ACI_ORIGIN_ASSUMED, 'L', source};
}

aci_treatment_spread aci_treatment_spread_usual(const aci_skin *skin, const aci_device *device)
{
    const aci_skin_mechanics *mechanics = &skin->mechanics;
    aci_value travel = device->tolerance;
    travel.value = 0.5 * device->tolerance.value / aci_device_travel(device);
    return (aci_treatment_spread){
        .thickness = mechanics->thickness_spread,
        .modulus = mechanics->modulus_spread,
        .toughness = mechanics->toughness_spread,
        .force = assumed(0.3, "assumed: a hand's force, no measurement is known"),
        .speed = assumed(0.1, "assumed: no measurement is known"),
        .travel = travel,
        .place_share = assumed(0.5, "assumed: half between places, half between strikes"),
        .pass_share = assumed(0.5, "assumed: half between passes, half between strikes"),
        .place_length = assumed(5e-3, "assumed: skin changes over some millimetres"),
    };
}

enum { SKIN_NUMBERS = 3 };

/* At most 1 m / 10 um nodes per side: each half of the number holds one of the two. */
static void node_values(uint64_t seed, double column, double row, double out[SKIN_NUMBERS])
{
    uint64_t node = (uint64_t)row << 32 | (uint64_t)column;
    aci_random random = aci_random_start(seed, ACI_STREAM_PLACE, node);
    for (int k = 0; k < SKIN_NUMBERS; k++) {
        out[k] = aci_random_normal(&random);
    }
}

/// Normal fields, straight between nodes. The weights' squares would add up to less than 1 between
/// the nodes: dividing by their root keeps the variance 1 everywhere.
static void place_values(const aci_treatment_plan *plan, const aci_strike *strike,
                         double out[SKIN_NUMBERS])
{
    double length = plan->spread.place_length.value;
    double column = floor(strike->x / length), row = floor(strike->y / length);
    double u = strike->x / length - column, v = strike->y / length - row;
    const double weights[4] = {(1.0 - u) * (1.0 - v), u * (1.0 - v), (1.0 - u) * v, u * v};
    double squares = 0.0, node[SKIN_NUMBERS];
    memset(out, 0, SKIN_NUMBERS * sizeof *out);
    for (int corner = 0; corner < 4; corner++) {
        int below = corner / 2;
        node_values(plan->seed, column + corner % 2, row + below, node);
        squares += weights[corner] * weights[corner];
        for (int k = 0; k < SKIN_NUMBERS; k++) {
            out[k] += weights[corner] * node[k];
        }
    }
    for (int k = 0; k < SKIN_NUMBERS; k++) {
        out[k] /= sqrt(squares);
    }
}

static double mixed(double share, double common, double own)
{
    return sqrt(share) * common + sqrt(1.0 - share) * own;
}

static void vary_skin(const aci_treatment_plan *plan, const aci_strike *strike, int number,
                      aci_insertion_variation *out)
{
    const aci_treatment_spread *spread = &plan->spread;
    const double variations[SKIN_NUMBERS] = {spread->thickness.value, spread->modulus.value,
                                             spread->toughness.value};
    double *const slots[SKIN_NUMBERS] = {&out->thickness, &out->modulus, &out->toughness};
    double common[SKIN_NUMBERS];
    aci_random own = aci_random_start(plan->seed, ACI_STREAM_STRIKE, (uint64_t)number);
    place_values(plan, strike, common);
    for (int k = 0; k < SKIN_NUMBERS; k++) {
        double normal = mixed(spread->place_share.value, common[k], aci_random_normal(&own));
        *slots[k] = aci_random_factor(variations[k], normal);
    }
}

static void vary_drive(const aci_treatment_plan *plan, const aci_strike *strike, int beat,
                       aci_insertion_variation *out)
{
    const aci_treatment_spread *spread = &plan->spread;
    double share = spread->pass_share.value;
    aci_random pass = aci_random_start(plan->seed, ACI_STREAM_OPERATOR, (uint64_t)strike->pass);
    aci_random own = aci_random_start(plan->seed, ACI_STREAM_BEAT, (uint64_t)beat);
    aci_random needle = aci_random_start(plan->seed, ACI_STREAM_NEEDLE, (uint64_t)strike->needle);
    double force = mixed(share, aci_random_normal(&pass), aci_random_normal(&own));
    double speed = mixed(share, aci_random_normal(&pass), aci_random_normal(&own));
    out->force = aci_random_factor(spread->force.value, force);
    out->speed = aci_random_factor(spread->speed.value, speed);
    out->travel = aci_random_factor(spread->travel.value, aci_random_normal(&needle));
}

aci_insertion_variation aci_treatment_vary(const aci_treatment_plan *plan, const aci_strike *strike,
                                           int number, int beat)
{
    aci_insertion_variation out = {0};
    vary_skin(plan, strike, number, &out);
    vary_drive(plan, strike, beat, &out);
    return out;
}
