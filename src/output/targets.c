/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /regions, /strips and /uniformity: what is read out of the tissue. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"

#define NOT_INCLUDED                                                                               \
    "; discretisation in space and time only: the uncertainty of the parameters and of the model " \
    "is not included"

static const char of_largest[] =
    "relative to the largest value of the column, largest over the times" NOT_INCLUDED;
static const char of_strips[] =
    "relative to the largest content of all strips, largest over the report times" NOT_INCLUDED;
static const char of_value[] = "relative to the value" NOT_INCLUDED;
static const char of_duration[] = "relative to the time simulated" NOT_INCLUDED;
static const char absolute[] = "absolute, largest over the times" NOT_INCLUDED;

static const char *const region_names[ACI_REGION_ROWS] = {
#define NAME(name, units, text) #name,
    ACI_REGION_LIST(NAME)
#undef NAME
};

static const char *const endpoint_names[ACI_REGION_ENDPOINTS] = {
#define NAME(name, units, text) #name,
    ACI_REGION_ENDPOINT_LIST(NAME)
#undef NAME
};

static const char *const uniformity_names[ACI_UNIFORMITY_ROWS] = {
#define NAME(name, units, text) #name,
    ACI_UNIFORMITY_LIST(NAME)
#undef NAME
};

/// A group being written: its time axis and its columns.
typedef struct place {
    hid_t group, time, columns;
} place;

static aci_status add_error(hid_t array, int count, const double *errors, const char *measure)
{
    ACI_TRY(aci_store_attribute_numbers(array, "numerical_error", count, errors));
    return aci_store_attribute_text(array, "numerical_error_measure", measure);
}

static aci_status write_series(const place *at, const char *name, const aci_series *series,
                               const char *measure)
{
    aci_store_array array = {.name = name,
                             .rank = 2,
                             .size = {(hsize_t)series->times, (hsize_t)series->columns},
                             .axes = {at->time, at->columns}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(at->group, &array, series->values, &out);
    if (status == ACI_OK) {
        status = add_error(out, series->columns, series->errors, measure);
    }
    return aci_store_close(out, status);
}

/// One number for each column; `errors` may be NULL.
static aci_status write_column(const place *at, const char *name, int count, const double *values,
                               const double *errors, const char *measure)
{
    aci_store_array array = {
        .name = name, .rank = 1, .size = {(hsize_t)count}, .axes = {at->columns}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(at->group, &array, values, &out);
    if (status == ACI_OK && errors != NULL) {
        status = add_error(out, count, errors, measure);
    }
    return aci_store_close(out, status);
}

static aci_status write_time(place *at, int count, const double *time)
{
    aci_store_array axis = {.name = "time", .rank = 1, .size = {(hsize_t)count}, .is_scale = true};
    ACI_TRY(aci_store_create_array(at->group, &axis, time, &at->time));
    return aci_store_attribute_text(at->time, "axis", "T");
}

static aci_status write_scale(place *at, const char *name, int count, const double *values)
{
    aci_store_array axis = {.name = name, .rank = 1, .size = {(hsize_t)count}, .is_scale = true};
    return aci_store_create_array(at->group, &axis, values, &at->columns);
}

static aci_status write_sides(const place *at, const aci_targets *t)
{
    double top[ACI_REGIONS_MAX], bottom[ACI_REGIONS_MAX], threshold[ACI_REGIONS_MAX];
    bool has_threshold = false;
    for (int k = 0; k < t->region_count; k++) {
        top[k] = t->regions[k].from.value;
        bottom[k] = t->regions[k].to.value;
        threshold[k] = t->regions[k].threshold > 0.0 ? t->regions[k].threshold : ACI_STORE_FILL;
        has_threshold = has_threshold || t->regions[k].threshold > 0.0;
    }
    ACI_TRY(write_column(at, "region_top", t->region_count, top, NULL, NULL));
    ACI_TRY(write_column(at, "region_bottom", t->region_count, bottom, NULL, NULL));
    return has_threshold
               ? write_column(at, "region_threshold", t->region_count, threshold, NULL, NULL)
               : ACI_OK;
}

/// A copy whose columns without a threshold are the fill value.
static aci_status write_masked(const place *at, const char *name, const aci_series *series,
                               const double *threshold, const char *measure)
{
    aci_series copy = *series;
    size_t count = (size_t)series->times * (size_t)series->columns;
    copy.values = malloc(count * sizeof *copy.values);
    if (copy.values == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    for (size_t n = 0; n < count; n++) {
        bool is_set = threshold[n % (size_t)series->columns] > 0.0;
        copy.values[n] = is_set ? series->values[n] : ACI_STORE_FILL;
    }
    aci_status status = series->times == 1 ? write_column(at, name, series->columns, copy.values,
                                                          series->errors, measure)
                                           : write_series(at, name, &copy, measure);
    free(copy.values);
    return status;
}

static aci_status write_region_endpoints(const place *at, const aci_readouts *r,
                                         const double *threshold, bool has_threshold)
{
    for (int row = 0; row < ACI_REGION_ENDPOINTS; row++) {
        const aci_series *s = &r->endpoints[row];
        bool is_above = row == ACI_REGION_ENDPOINT_time_above_threshold;
        bool is_time = is_above || row == ACI_REGION_ENDPOINT_time_of_mean_concentration_max;
        if (!is_above) {
            ACI_TRY(write_column(at, endpoint_names[row], s->columns, s->values, s->errors,
                                 is_time ? of_duration : of_value));
        } else if (has_threshold) {
            ACI_TRY(write_masked(at, endpoint_names[row], s, threshold, of_duration));
        }
    }
    return ACI_OK;
}

static aci_status write_region_rows(const place *at, const aci_targets *t,
                                    const aci_results *results)
{
    const aci_readouts *r = &results->readouts, *control = &results->readouts_control;
    double threshold[ACI_REGIONS_MAX];
    bool has_threshold = false;
    for (int k = 0; k < t->region_count; k++) {
        threshold[k] = t->regions[k].threshold;
        has_threshold = has_threshold || threshold[k] > 0.0;
    }
    for (int row = 0; row < ACI_REGION_ROWS; row++) {
        bool is_share = row == ACI_REGION_share_above;
        if (!is_share) {
            ACI_TRY(write_series(at, region_names[row], &r->regions[row], of_largest));
        } else if (has_threshold) {
            ACI_TRY(write_masked(at, region_names[row], &r->regions[row], threshold, absolute));
        }
    }
    ACI_TRY(write_region_endpoints(at, r, threshold, has_threshold));
    if (control->times == 0) {
        return ACI_OK;
    }
    const aci_series *largest = &control->endpoints[ACI_REGION_ENDPOINT_mean_concentration_max];
    ACI_TRY(write_series(at, "control_mean_concentration",
                         &control->regions[ACI_REGION_mean_concentration], of_largest));
    return write_column(at, "control_mean_concentration_max", largest->columns, largest->values,
                        largest->errors, of_value);
}

static aci_status write_regions(place *at, const aci_scenario *scenario, const aci_results *results)
{
    const aci_targets *t = &scenario->targets;
    const char *names[ACI_REGIONS_MAX];
    for (int k = 0; k < t->region_count; k++) {
        names[k] = t->regions[k].name;
    }
    ACI_TRY(write_time(at, results->readouts.times, results->readouts.time));
    ACI_TRY(aci_store_create_labels(at->group, "region", t->region_count, names, &at->columns));
    ACI_TRY(write_sides(at, t));
    return write_region_rows(at, t, results);
}

static aci_status write_strips(place *at, const aci_scenario *scenario, const aci_results *results)
{
    double numbers[ACI_STRIPS_MAX], top[ACI_STRIPS_MAX], bottom[ACI_STRIPS_MAX];
    int count = scenario->targets.strips;
    int layer = aci_skin_find(&scenario->skin, "stratum_corneum");
    double begin = aci_skin_layer_top(&scenario->skin, layer);
    double height = scenario->skin.layers[layer].thickness.value;
    for (int k = 0; k < count; k++) {
        numbers[k] = k + 1;
        top[k] = begin + height * k / count;
        bottom[k] = begin + height * (k + 1) / count;
    }
    ACI_TRY(write_time(at, scenario->report.count, scenario->report.time));
    ACI_TRY(write_scale(at, "strip", count, numbers));
    ACI_TRY(write_column(at, "strip_top", count, top, NULL, NULL));
    ACI_TRY(write_column(at, "strip_bottom", count, bottom, NULL, NULL));
    ACI_TRY(write_series(at, "strip_amount", &results->readouts.strips, of_strips));
    return results->readouts_control.strips.times == 0
               ? ACI_OK
               : write_series(at, "control_strip_amount", &results->readouts_control.strips,
                              of_strips);
}

static aci_status write_uniformity(place *at, const aci_scenario *scenario,
                                   const aci_results *results)
{
    const aci_targets *t = &scenario->targets;
    double threshold[ACI_PLANES_MAX];
    bool has_threshold = false;
    for (int k = 0; k < t->plane_count; k++) {
        bool has_own = t->plane_threshold[k] > 0.0;
        threshold[k] = has_own ? t->plane_threshold[k] : ACI_STORE_FILL;
        has_threshold = has_threshold || has_own;
    }
    ACI_TRY(write_time(at, scenario->report.count, scenario->report.time));
    ACI_TRY(write_scale(at, "plane_depth", t->plane_count, t->plane));
    for (int row = 0; row < ACI_UNIFORMITY_ROWS; row++) {
        const aci_series *s = &results->readouts.uniformity[row];
        bool is_masked = row == ACI_UNIFORMITY_area_above;
        bool exists = is_masked                       ? has_threshold
                      : row == ACI_UNIFORMITY_overlap ? aci_readouts_overlap(scenario)
                                                      : true;
        if (exists) {
            ACI_TRY(is_masked
                        ? write_masked(at, uniformity_names[row], s, t->plane_threshold, absolute)
                        : write_series(at, uniformity_names[row], s, absolute));
        }
    }
    return has_threshold
               ? write_column(at, "plane_threshold", t->plane_count, threshold, NULL, NULL)
               : ACI_OK;
}

static aci_status
write_group(hid_t file, const char *name, const aci_scenario *scenario, const aci_results *results,
            aci_status (*write)(place *, const aci_scenario *, const aci_results *))
{
    place at = {H5I_INVALID_HID, H5I_INVALID_HID, H5I_INVALID_HID};
    aci_status status = aci_store_create_group(file, name, &at.group);
    if (status == ACI_OK) {
        status = write(&at, scenario, results);
    }
    status = aci_store_close(at.columns, aci_store_close(at.time, status));
    return aci_store_close(at.group, status);
}

aci_status aci_targets_write(hid_t file, const aci_scenario *scenario, const aci_results *results)
{
    const aci_readouts *r = &results->readouts;
    if (r->times > 0) {
        ACI_TRY(write_group(file, "regions", scenario, results, write_regions));
    }
    if (r->strips.columns > 0) {
        ACI_TRY(write_group(file, "strips", scenario, results, write_strips));
    }
    return r->edge.columns > 0
               ? write_group(file, "uniformity", scenario, results, write_uniformity)
               : ACI_OK;
}

unsigned long long aci_targets_size(const aci_results *results)
{
    const aci_readouts *r = &results->readouts;
    const unsigned long long variables =
        ACI_REGION_ROWS + ACI_REGION_ENDPOINTS + ACI_UNIFORMITY_ROWS + 16;
    unsigned long long regions =
        (unsigned long long)r->times * (1 + (ACI_REGION_ROWS + 1ULL) * (unsigned)r->volume.columns);
    unsigned long long reports =
        (unsigned long long)(r->strips.times + r->edge.times) *
        (2ULL + 2ULL * (unsigned)r->strips.columns +
         (unsigned)ACI_UNIFORMITY_ROWS * (unsigned long long)r->edge.columns);
    bool exist = r->times > 0 || r->strips.columns > 0 || r->edge.columns > 0;
    return exist ? variables * 4096 + sizeof(double) * (regions + reports) : 0;
}
