/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/readouts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "curve.h"
#include "readouts_times.h"

bool aci_readouts_exist(const aci_scenario *scenario)
{
    const aci_targets *t = &scenario->targets;
    return t->region_count > 0 || t->plane_count > 0 || t->strips > 0;
}

bool aci_readouts_overlap(const aci_scenario *scenario)
{
    return scenario->geometry != ACI_SLAB && scenario->channels.kind == ACI_CHANNELS_LATTICE;
}

static aci_status create_series(int times, int columns, aci_series *out)
{
    *out = (aci_series){.times = times, .columns = columns};
    if (times == 0 || columns == 0) {
        return ACI_OK;
    }
    out->values = calloc((size_t)times * (size_t)columns, sizeof(double));
    out->errors = calloc((size_t)columns, sizeof(double));
    return out->values != NULL && out->errors != NULL
               ? ACI_OK
               : ACI_FAIL(ACI_FILE, "not enough memory for %d times", times);
}

static void destroy_series(aci_series *series)
{
    free(series->values);
    free(series->errors);
    *series = (aci_series){0};
}

static aci_status create_regions(const aci_scenario *scenario, aci_readouts *out)
{
    int regions = scenario->targets.region_count;
    if (regions == 0) {
        return ACI_OK;
    }
    ACI_TRY(aci_readouts_times(scenario, &out->times, &out->time, &out->turns));
    ACI_TRY(create_series(out->times, regions, &out->volume));
    for (int row = 0; row < ACI_REGION_ROWS; ++row) {
        ACI_TRY(create_series(out->times, regions, &out->regions[row]));
    }
    for (int row = 0; row < ACI_REGION_ENDPOINTS; ++row) {
        ACI_TRY(create_series(1, regions, &out->endpoints[row]));
    }
    return ACI_OK;
}

static aci_status create_planes(const aci_scenario *scenario, bool keeps_spots, aci_readouts *out)
{
    int planes = scenario->targets.plane_count, times = scenario->report.count;
    if (planes == 0) {
        return ACI_OK;
    }
    for (int row = 0; row < ACI_UNIFORMITY_ROWS; ++row) {
        ACI_TRY(create_series(times, planes, &out->uniformity[row]));
    }
    ACI_TRY(create_series(times, planes, &out->edge));
    ACI_TRY(create_series(times, planes, &out->axis));
    size_t count = (size_t)times * (size_t)planes;
    out->spots = keeps_spots ? calloc(count, sizeof *out->spots) : NULL;
    return keeps_spots && out->spots == NULL
               ? ACI_FAIL(ACI_FILE, "not enough memory for %zu planes", count)
               : ACI_OK;
}

aci_status aci_readouts_create(const aci_scenario *scenario, bool keeps_spots, aci_readouts *out)
{
    memset(out, 0, sizeof *out);
    ACI_TRY(create_regions(scenario, out));
    ACI_TRY(create_series(scenario->report.count, scenario->targets.strips, &out->strips));
    return create_planes(scenario, keeps_spots, out);
}

void aci_readouts_destroy(aci_readouts *readouts)
{
    int spots = readouts->edge.times * readouts->edge.columns;
    for (int n = 0; readouts->spots != NULL && n < spots; ++n) {
        free(readouts->spots[n].spots);
    }
    free(readouts->spots);
    free(readouts->time);
    free(readouts->turns);
    destroy_series(&readouts->volume);
    destroy_series(&readouts->strips);
    destroy_series(&readouts->edge);
    destroy_series(&readouts->axis);
    for (int row = 0; row < ACI_REGION_ROWS; ++row) {
        destroy_series(&readouts->regions[row]);
    }
    for (int row = 0; row < ACI_REGION_ENDPOINTS; ++row) {
        destroy_series(&readouts->endpoints[row]);
    }
    for (int row = 0; row < ACI_UNIFORMITY_ROWS; ++row) {
        destroy_series(&readouts->uniformity[row]);
    }
    memset(readouts, 0, sizeof *readouts);
}

static void find_means(aci_readouts *r)
{
    const aci_series *amount = &r->regions[ACI_REGION_region_amount];
    for (int n = 0; n < amount->times * amount->columns; ++n) {
        double volume = r->volume.values[n];
        r->regions[ACI_REGION_mean_concentration].values[n] =
            volume > 0.0 ? amount->values[n] / volume : 0.0;
    }
}

static void find_endpoints(const aci_curve *curve, double threshold,
                           double out[ACI_REGION_ENDPOINTS])
{
    double time;
    out[ACI_REGION_ENDPOINT_mean_concentration_max] = aci_curve_peak(curve, &time);
    out[ACI_REGION_ENDPOINT_time_of_mean_concentration_max] = time;
    out[ACI_REGION_ENDPOINT_mean_area_under_curve] = aci_curve_integral(curve);
    out[ACI_REGION_ENDPOINT_time_above_threshold] =
        threshold > 0.0 ? aci_curve_above(curve, threshold) : 0.0;
}

static bool is_time(int endpoint)
{
    return endpoint == ACI_REGION_ENDPOINT_time_of_mean_concentration_max ||
           endpoint == ACI_REGION_ENDPOINT_time_above_threshold;
}

/// A largest value on a turn may as well lie anywhere before the next point: what rises behind the
/// turn is not seen there.
static double gap_behind_turn(const aci_readouts *r, double time)
{
    for (int n = 0; n + 1 < r->times; ++n) {
        if (r->turns[n] && r->time[n] == time) {
            return r->time[n + 1] - time;
        }
    }
    return 0.0;
}

/// A column of the mean concentration, and every second point of it.
typedef struct column {
    double *value, *thin_time, *thin_value;
    bool *thin_turns;
} column;

static void finish_region(aci_readouts *r, int region, double threshold, const column *c)
{
    const aci_series *mean = &r->regions[ACI_REGION_mean_concentration];
    double found[ACI_REGION_ENDPOINTS], thin[ACI_REGION_ENDPOINTS];
    aci_curve whole = {r->times, r->time, c->value, r->turns};
    aci_curve half = {0, c->thin_time, c->thin_value, c->thin_turns};
    for (int n = 0; n < r->times; ++n) {
        c->value[n] = mean->values[n * mean->columns + region];
    }
    half.count = aci_curve_thin(&whole, c->thin_time, c->thin_value, c->thin_turns);
    find_endpoints(&whole, threshold, found);
    find_endpoints(&half, threshold, thin);
    double duration = r->time[r->times - 1] - r->time[0];
    for (int k = 0; k < ACI_REGION_ENDPOINTS; ++k) {
        double size = is_time(k) ? duration : fabs(found[k]);
        double difference = fabs(found[k] - thin[k]);
        if (k == ACI_REGION_ENDPOINT_time_of_mean_concentration_max) {
            difference = fmax(difference, gap_behind_turn(r, found[k]));
        }
        r->endpoints[k].values[region] = found[k];
        r->endpoints[k].errors[region] = difference > 0.0 ? difference / size : 0.0;
    }
}

aci_status aci_readouts_finish(const aci_scenario *scenario, aci_readouts *readouts)
{
    size_t count = (size_t)readouts->times;
    if (count == 0) {
        return ACI_OK;
    }
    column c = {malloc(count * sizeof(double)), malloc(count * sizeof(double)),
                malloc(count * sizeof(double)), malloc(count * sizeof(bool))};
    aci_status status = ACI_OK;
    find_means(readouts);
    if (c.value == NULL || c.thin_time == NULL || c.thin_value == NULL || c.thin_turns == NULL) {
        status = ACI_FAIL(ACI_FILE, "not enough memory for %zu times", count);
    }
    for (int k = 0; status == ACI_OK && k < scenario->targets.region_count; ++k) {
        finish_region(readouts, k, scenario->targets.regions[k].threshold, &c);
    }
    free(c.value);
    free(c.thin_time);
    free(c.thin_value);
    free(c.thin_turns);
    return status;
}
