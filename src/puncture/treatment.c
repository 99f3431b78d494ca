/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/treatment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/random.h"
#include "treatment_parts.h"

static const double two_pi = 6.283185307179586;
static const double most_strikes = 2e7;
static const double least_travel = 1e-3; /* of the whole; a needle that stays above the skin */
static const double rounding = 1e-9; /* relative; a whole number of beats may miss the last place */

double aci_treatment_wrap(double coordinate, double side)
{
    double value = coordinate - side * floor(coordinate / side);
    return value < side && value >= 0.0 ? value : 0.0;
}

double aci_treatment_angle(double angle)
{
    return aci_treatment_wrap(angle, two_pi);
}

/// Where the head is at a beat, and how it is turned.
typedef struct pose {
    double x, y, turn;
    int pass;
} pose;

/// Way along one lane: once across the square, so that lanes at multiples of 45 degrees close.
static double lane_length(double side, double direction)
{
    return side / fmax(fabs(cos(direction)), fabs(sin(direction)));
}

/// How many whole parts lie before a way > 0; a way that ends with a part belongs to that part.
static double begun(double way, double part)
{
    return fmax(ceil(way / part * (1.0 - rounding)) - 1.0, 0.0);
}

static pose pose_at(const aci_treatment *treatment, int beat)
{
    const aci_treatment_plan *plan = &treatment->plan;
    double way = (beat + 1.0) * treatment->motion.spacing;
    int pass = (int)fmin(begun(way, treatment->path), plan->passes - 1.0);
    double direction = plan->directions[pass % plan->direction_count];
    double lane = lane_length(treatment->side, direction), left = way - pass * treatment->path;
    double number = begun(left, lane), along = left - number * lane;
    double across = number * treatment->motion.width;
    aci_random random = aci_random_start(plan->seed, ACI_STREAM_PASS, (uint64_t)pass);
    double x = aci_random_uniform(&random) * treatment->side;
    double y = aci_random_uniform(&random) * treatment->side;
    double turn = aci_random_uniform(&random) * two_pi;
    return (pose){x + along * cos(direction) - across * sin(direction),
                  y + along * sin(direction) + across * cos(direction),
                  treatment->device.kind == ACI_DEVICE_PEN ? turn : direction, pass};
}

/// The needle's number on the whole head: each beat of a roller uses the next column of its drum.
static int needle_of(const aci_treatment *treatment, int beat, int index)
{
    int together = treatment->motion.together, needles = (int)treatment->device.needles.value;
    return beat % (needles / together) * together + index;
}

bool aci_treatment_is_missing(const aci_treatment *treatment, int needle)
{
    double share = treatment->device.missing.value;
    aci_random random =
        aci_random_start(treatment->plan.seed, ACI_STREAM_MISSING, (uint64_t)needle);
    return share > 0.0 && aci_random_uniform(&random) < share;
}

/// What a head that leans leaves of the travel of a needle `ahead` of its middle.
static double tilted(const aci_treatment *treatment, double ahead)
{
    double tilt = treatment->plan.tilt, travel = aci_device_travel(&treatment->device);
    if (tilt == 0.0 || treatment->device.kind == ACI_DEVICE_ROLLER) {
        return 1.0;
    }
    return fmax(cos(tilt) * (1.0 + ahead * tan(tilt) / travel), least_travel);
}

aci_strike aci_treatment_strike(const aci_treatment *treatment, int number)
{
    int together = treatment->motion.together, beat = number / together;
    pose head = pose_at(treatment, beat);
    const aci_treatment_plan *plan = &treatment->plan;
    double along, across;
    aci_motion_place(&treatment->device, number % together, &along, &across);
    double cosine = cos(head.turn), sine = sin(head.turn), side = treatment->side;
    aci_strike strike = {
        .x = aci_treatment_wrap(head.x + along * cosine - across * sine, side),
        .y = aci_treatment_wrap(head.y + along * sine + across * cosine, side),
        .time = (beat + 1.0) * treatment->motion.interval,
        .tilt = treatment->entry.tilt,
        .azimuth = aci_treatment_angle(plan->directions[head.pass % plan->direction_count]),
        .slot = treatment->entry.slot,
        .needle = needle_of(treatment, beat, number % together),
        .pass = head.pass,
    };
    strike.variation = aci_treatment_vary(plan, &strike, number, beat);
    double turned = head.turn - strike.azimuth;
    strike.variation.travel *= tilted(treatment, along * cos(turned) - across * sin(turned));
    return strike;
}

static aci_status count_strikes(aci_treatment *treatment)
{
    const aci_treatment_plan *plan = &treatment->plan;
    const aci_motion *motion = &treatment->motion;
    double way = plan->passes * treatment->path;
    double beats = floor(way / motion->spacing * (1.0 + rounding));
    if (beats < 1.0) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "treatment.area = %.6g cm2: too small for one hit of the head, allowed is "
                        "from %.6g cm2 for %d pass%s",
                        1e4 * plan->area, 1e4 * motion->spacing * motion->width / plan->passes,
                        plan->passes, plan->passes == 1 ? "" : "es");
    }
    if (beats * motion->together > most_strikes) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "treatment: %.4g strikes, allowed are %.4g; less area or passes, or more "
                        "speed",
                        beats * motion->together, most_strikes);
    }
    treatment->strike_count = (int)beats * motion->together;
    return ACI_OK;
}

static aci_status lay_out(const aci_treatment_plan *plan, const aci_device *device,
                          aci_treatment *treatment)
{
    ACI_TRY(aci_treatment_check_plan(plan));
    ACI_TRY(aci_motion_solve(device, plan->speed, &treatment->motion));
    treatment->plan = *plan;
    treatment->device = *device;
    treatment->entry = aci_motion_enter(device, plan->speed, aci_device_travel(device));
    treatment->side = sqrt(plan->area);
    treatment->path = plan->area / treatment->motion.width;
    treatment->duration =
        plan->passes * treatment->path / treatment->motion.spacing * treatment->motion.interval;
    return count_strikes(treatment);
}

aci_status aci_treatment_check(const aci_treatment_plan *plan, const aci_device *device)
{
    aci_treatment treatment = {.strike_count = 0};
    return lay_out(plan, device, &treatment);
}

aci_status aci_treatment_create(const aci_treatment_plan *plan, const aci_device *device,
                                aci_treatment **out)
{
    aci_status status = ACI_OK;
    aci_treatment *treatment = calloc(1, sizeof *treatment);
    *out = NULL;
    if (treatment == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a treatment");
    }
    ACI_TRY_OR(cleanup, lay_out(plan, device, treatment));
    treatment->strikes = malloc((size_t)treatment->strike_count * sizeof *treatment->strikes);
    if (treatment->strikes == NULL) {
        status = ACI_FAIL(ACI_FILE, "not enough memory for %d strikes", treatment->strike_count);
        goto cleanup;
    }
    for (int n = 0; n < treatment->strike_count; n++) {
        treatment->strikes[n] = aci_treatment_strike(treatment, n);
    }
    *out = treatment;
    return ACI_OK;
cleanup:
    aci_treatment_destroy(&treatment);
    return status;
}

void aci_treatment_destroy(aci_treatment **treatment)
{
    if (*treatment != NULL) {
        free((*treatment)->strikes);
        free((*treatment)->channels);
        free(*treatment);
        *treatment = NULL;
    }
}
