/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/settings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The golden section steps through the strikes evenly and in no rhythm with the needles. */
static const double golden = 0.6180339887498949;
static const double most_length = 10e-3; /* m, of a needle in device.h */
static const double most_force = 500.0;  /* N, of aci_device_setting */

const char *aci_settings_name(aci_settings_kind kind)
{
    static const char *const names[ACI_SETTINGS_KINDS] = {
#define SETTINGS_NAME(name, unit, text) #name,
        ACI_SETTINGS_LIST(SETTINGS_NAME)
#undef SETTINGS_NAME
    };
    return names[kind];
}

static aci_settings_kind find_kind(const aci_needling *needling)
{
    aci_device_kind kind = needling->device.kind;
    if (needling->use.drive == ACI_DRIVE_FORCE) {
        return needling->use.force_is_needle ? ACI_SETTINGS_force_per_needle
                                             : ACI_SETTINGS_force_total;
    }
    bool has_dial = kind == ACI_DEVICE_PEN || kind == ACI_DEVICE_RF;
    return has_dial ? ACI_SETTINGS_protrusion : ACI_SETTINGS_needle_length;
}

static double find_chosen(const aci_needling *needling, aci_settings_kind kind)
{
    switch (kind) {
    case ACI_SETTINGS_protrusion:
        return needling->device.protrusion.value;
    case ACI_SETTINGS_needle_length:
        return needling->device.needle_length.value;
    default:
        return needling->use.force;
    }
}

static double largest_protrusion(const aci_device *device)
{
    double most = device->needle_length.value;
    if (device->dial_most.origin != ACI_ORIGIN_MISSING) {
        most = fmin(most, device->dial_most.value);
    }
    return device->kind == ACI_DEVICE_PEN ? fmin(most, device->stroke.value) : most;
}

static double find_largest(const aci_needling *needling, aci_settings_kind kind)
{
    switch (kind) {
    case ACI_SETTINGS_protrusion:
        return largest_protrusion(&needling->device);
    case ACI_SETTINGS_needle_length:
        return fmin(2.0 * needling->device.needle_length.value, most_length);
    default:
        return fmin(2.0 * needling->use.force, most_force);
    }
}

static void set_length(aci_device *device, double length)
{
    device->needle_length.value = length;
    device->tip_length.value = fmin(device->tip_length.value, length);
    device->rolling_radius.value =
        fmin(device->rolling_radius.value, device->drum_radius.value + length);
}

static void apply(aci_needling *needling, aci_settings_kind kind, double value)
{
    if (kind == ACI_SETTINGS_protrusion) {
        needling->device.protrusion.value = value;
    } else if (kind == ACI_SETTINGS_needle_length) {
        set_length(&needling->device, value);
    } else {
        needling->use.force = value;
    }
}

static aci_status create_model(const aci_scenario *scenario, aci_insertion_model **out)
{
    const aci_needling *needling = &scenario->needling;
    aci_needle needle = aci_scenario_needle(scenario);
    aci_insertion_setting setting;
    aci_device_use use = needling->use;
    ACI_TRY(aci_device_balance(&needling->device, &scenario->skin, &needle, &use));
    ACI_TRY(aci_device_setting(&needling->device, &use, &setting));
    return aci_insertion_create(&scenario->skin, &needle, &setting, out);
}

static int count_strikes(const aci_treatment *treatment)
{
    return treatment->strike_count < ACI_SETTINGS_STRIKES ? treatment->strike_count
                                                          : ACI_SETTINGS_STRIKES;
}

/// All strikes where they are few.
static const aci_strike *pick(const aci_treatment *treatment, int number)
{
    if (treatment->strike_count <= ACI_SETTINGS_STRIKES) {
        return &treatment->strikes[number];
    }
    double place = fmod((number + 0.5) * golden, 1.0);
    return &treatment->strikes[(int)(place * treatment->strike_count)];
}

static aci_status solve_strikes(const aci_insertion_model *model, const aci_treatment *treatment,
                                double depth[ACI_SETTINGS_STRIKES])
{
    for (int n = 0; n < count_strikes(treatment); n++) {
        aci_insertion insertion = {0};
        ACI_TRY(aci_insertion_solve(model, &pick(treatment, n)->variation, &insertion));
        depth[n] = insertion.punctured ? insertion.depth : 0.0;
        if (!isfinite(depth[n])) {
            return ACI_FAIL(ACI_NUMERICAL, "a strike at another setting has no finite depth");
        }
    }
    return ACI_OK;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/// Straight between the sorted values, the first at 0 and the last at 1.
static double quantile(const double *sorted, int count, double share)
{
    double place = share * (count - 1.0);
    int low = (int)place, high = low + 1 < count ? low + 1 : low;
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}

static void summarise(double *depth, int count, int row, aci_settings *out)
{
    int punctured = 0;
    qsort(depth, (size_t)count, sizeof *depth, compare);
    for (int n = 0; n < count; n++) {
        punctured += depth[n] > 0.0;
    }
    out->depth_5[row] = quantile(depth, count, 0.05);
    out->depth_50[row] = quantile(depth, count, 0.5);
    out->depth_95[row] = quantile(depth, count, 0.95);
    out->punctured_share[row] = (double)punctured / count;
}

static aci_status solve_row(const aci_scenario *scenario, const aci_treatment *treatment, int row,
                            aci_settings *out)
{
    aci_scenario changed = *scenario;
    aci_insertion_model *model = NULL;
    double depth[ACI_SETTINGS_STRIKES];
    apply(&changed.needling, out->kind, out->setting[row]);
    aci_status status = create_model(&changed, &model);
    if (status == ACI_OK) {
        status = solve_strikes(model, treatment, depth);
    }
    if (status == ACI_OK) {
        summarise(depth, count_strikes(treatment), row, out);
    }
    aci_insertion_destroy(&model);
    return status;
}

/// A message stays with its thread: the first row that failed is solved again for it.
static aci_status solve_rows(const aci_scenario *scenario, const aci_treatment *treatment,
                             aci_settings *out)
{
    aci_status status[ACI_SETTINGS];
#pragma omp parallel for schedule(dynamic)
    for (int row = 0; row < ACI_SETTINGS; row++) {
        status[row] = solve_row(scenario, treatment, row, out);
    }
    for (int row = 0; row < ACI_SETTINGS; row++) {
        if (status[row] != ACI_OK) {
            return solve_row(scenario, treatment, row, out);
        }
    }
    return ACI_OK;
}

aci_status aci_settings_solve(const aci_scenario *scenario, const aci_treatment *treatment,
                              aci_settings *out)
{
    memset(out, 0, sizeof *out);
    out->kind = find_kind(&scenario->needling);
    out->chosen = find_chosen(&scenario->needling, out->kind);
    double largest = find_largest(&scenario->needling, out->kind);
    for (int row = 0; row < ACI_SETTINGS; row++) {
        out->setting[row] = largest * (row + 1) / ACI_SETTINGS;
    }
    return solve_rows(scenario, treatment, out);
}
