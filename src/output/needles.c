/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /insertion, /channels, /treatment and /classes: what the needles did. */
#include <stdlib.h>

#include "layout.h"

enum { COLUMNS = 12 };

/// A column of a table: its name and how a row's number is found.
typedef struct column {
    const char *name;
    double (*value)(const aci_puncture *puncture, int row);
} column;

static aci_status write_numbers(hid_t group, const char *name, int count, hid_t axis,
                                const double *values)
{
    aci_store_array array = {.name = name,
                             .is_field = count > 0, /* there are no chunks of nothing */
                             .rank = 1,
                             .size = {(hsize_t)count},
                             .axes = {axis}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, values, &out);
    return aci_store_close(out, status);
}

static aci_status write_columns(hid_t group, hid_t axis, const aci_puncture *p,
                                const column *columns, int rows)
{
    double *values = malloc(((size_t)rows + 1) * sizeof *values);
    aci_status status =
        values != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory for %d rows", rows);
    for (; status == ACI_OK && columns->name != NULL; columns++) {
        for (int row = 0; row < rows; row++) {
            values[row] = columns->value(p, row);
        }
        status = write_numbers(group, columns->name, rows, axis, values);
    }
    free(values);
    return status;
}

/// A group whose rows have a dimension without values.
static aci_status write_table(hid_t file, const char *group_name, const char *dimension,
                              const aci_puncture *p, const column *columns, int rows)
{
    hid_t group = H5I_INVALID_HID, axis = H5I_INVALID_HID;
    aci_status status = aci_store_create_group(file, group_name, &group);
    if (status == ACI_OK) {
        status = aci_store_create_dimension(group, dimension, rows, &axis);
    }
    if (status == ACI_OK) {
        status = write_columns(group, axis, p, columns, rows);
    }
    return aci_store_close(group, aci_store_close(axis, status));
}

static aci_status write_scalar(hid_t group, const char *name, double value)
{
    aci_store_array array = {.name = name};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, &value, &out);
    return aci_store_close(out, status);
}

typedef struct scalar {
    const char *name;
    double value;
} scalar;

static aci_status write_scalars(hid_t group, const scalar *scalars)
{
    for (; scalars->name != NULL; scalars++) {
        ACI_TRY(write_scalar(group, scalars->name, scalars->value));
    }
    return ACI_OK;
}

#define ROW_OF(name)                                                                               \
    static double row_##name(const aci_puncture *p, int row)                                       \
    {                                                                                              \
        return p->rows[row].name;                                                                  \
    }
ROW_OF(force)
ROW_OF(dimple)
ROW_OF(depth)

static aci_status write_curve(hid_t group, const aci_puncture *p)
{
    static const column columns[] = {
        {"force", row_force}, {"dimple", row_dimple}, {"depth", row_depth}, {NULL, NULL}};
    double displacement[ACI_PUNCTURE_ROWS];
    for (int row = 0; row < ACI_PUNCTURE_ROWS; row++) {
        displacement[row] = p->rows[row].displacement;
    }
    aci_store_array axis = {
        .name = "displacement", .rank = 1, .size = {ACI_PUNCTURE_ROWS}, .is_scale = true};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &axis, displacement, &out);
    if (status == ACI_OK) {
        status = write_columns(group, out, p, columns, ACI_PUNCTURE_ROWS);
    }
    return aci_store_close(out, status);
}

#define SETTING_OF(name)                                                                           \
    static double setting_##name(const aci_puncture *p, int row)                                   \
    {                                                                                              \
        return p->settings.name[row];                                                              \
    }
SETTING_OF(depth_5)
SETTING_OF(depth_50)
SETTING_OF(depth_95)
SETTING_OF(punctured_share)

/// Its name says what is set; the attribute `chosen` is the setting of the run.
static aci_status write_setting(hid_t group, hid_t axis, const aci_puncture *p)
{
    aci_store_array array = {.name = aci_settings_name(p->settings.kind),
                             .is_field = true,
                             .rank = 1,
                             .size = {ACI_SETTINGS},
                             .axes = {axis}};
    hid_t out = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, p->settings.setting, &out);
    if (status == ACI_OK) {
        status = aci_store_attribute_numbers(out, "chosen", 0, &p->settings.chosen);
    }
    return aci_store_close(out, status);
}

static aci_status write_settings(hid_t group, const aci_puncture *p)
{
    static const column columns[] = {{"depth_5", setting_depth_5},
                                     {"depth_50", setting_depth_50},
                                     {"depth_95", setting_depth_95},
                                     {"punctured_share", setting_punctured_share},
                                     {NULL, NULL}};
    hid_t axis = H5I_INVALID_HID;
    ACI_TRY(aci_store_create_dimension(group, "setting", ACI_SETTINGS, &axis));
    aci_status status = write_setting(group, axis, p);
    if (status == ACI_OK) {
        status = write_columns(group, axis, p, columns, ACI_SETTINGS);
    }
    return aci_store_close(axis, status);
}

static aci_status write_insertion(hid_t file, const aci_scenario *scenario, const aci_puncture *p)
{
    const aci_insertion *mean = &p->mean;
    const scalar scalars[] = {
        {"puncture_force", mean->puncture_force},
        {"puncture_displacement", mean->puncture_displacement},
        {"lift", mean->lift},
        {"pop_in", mean->pop_in},
        {"insertion_depth", mean->depth},
        {"largest_force", mean->largest_force},
        {"contact_force", mean->contact_force},
        {"buckling_safety", mean->punctured ? mean->buckling_safety : 0.0},
        {"strength_safety", mean->punctured ? mean->strength_safety : 0.0},
        {"toughness_factor", scenario->skin.mechanics.toughness_factor.value},
        {NULL, 0.0},
    };
    hid_t group = H5I_INVALID_HID;
    aci_status status = aci_store_create_group(file, "insertion", &group);
    if (status == ACI_OK) {
        status = write_curve(group, p);
    }
    if (status == ACI_OK) {
        status = write_scalars(group, scalars);
    }
    if (status == ACI_OK) {
        status = write_settings(group, p);
    }
    return aci_store_close(group, status);
}

/// Strike of a row: all of them, or those of the true patch.
static int strike_of(const aci_puncture *p, int row)
{
    return p->patch.exists ? p->patch.strikes[row] : row;
}

static const aci_channel *channel_of(const aci_puncture *p, int row)
{
    return &p->treatment->channels[strike_of(p, row)];
}

static aci_tract tract_of(const aci_puncture *p, int row)
{
    return p->patch.exists ? p->patch.tracts[row] : aci_treatment_tract(p->treatment, row);
}

#define TRACT_OF(name)                                                                             \
    static double channel_##name(const aci_puncture *p, int row)                                   \
    {                                                                                              \
        return tract_of(p, row).name;                                                              \
    }
TRACT_OF(x)
TRACT_OF(y)
TRACT_OF(length)
TRACT_OF(mouth_radius)
TRACT_OF(bottom_radius)
TRACT_OF(tilt)
TRACT_OF(azimuth)

static double channel_punctured(const aci_puncture *p, int row)
{
    return channel_of(p, row)->punctured ? 1.0 : 0.0;
}

static double channel_depth(const aci_puncture *p, int row)
{
    return channel_of(p, row)->depth;
}

static double channel_failure(const aci_puncture *p, int row)
{
    return (double)channel_of(p, row)->failure;
}

static double channel_pass(const aci_puncture *p, int row)
{
    return (double)p->treatment->strikes[strike_of(p, row)].pass;
}

static aci_status write_channels(hid_t file, const aci_puncture *p)
{
    static const column columns[] = {
        {"x", channel_x},
        {"y", channel_y},
        {"length", channel_length},
        {"mouth_radius", channel_mouth_radius},
        {"bottom_radius", channel_bottom_radius},
        {"tilt", channel_tilt},
        {"azimuth", channel_azimuth},
        {"punctured", channel_punctured},
        {"depth", channel_depth},
        {"failure", channel_failure},
        {"pass", channel_pass},
        {NULL, NULL},
    };
    int rows = p->patch.exists ? p->patch.count : p->treatment->strike_count;
    return write_table(file, "channels", "channel", p, columns, rows);
}

static aci_status write_treatment(hid_t file, const aci_puncture *p)
{
    const aci_treatment_statistics *t = &p->statistics;
    const scalar scalars[] = {
        {"needle_density", t->needle_density},
        {"strike_density", t->strike_density},
        {"channel_density", t->channel_density},
        {"punctured_fraction", t->punctured_fraction},
        {"puncture_rate", t->puncture_rate},
        {"treatment_time", t->duration},
        {"open_area_fraction", t->open_area_fraction},
        {"coverage", t->coverage},
        {"overlapping", t->overlapping},
        {"nearest_neighbour", t->nearest_neighbour},
        {"dispersion", t->dispersion},
        {"depth_mean", t->depth_mean},
        {"depth_deviation", t->depth_deviation},
        {"bleeding", t->bleeding},
        {"through_fraction", (double)p->through / t->strikes},
        {NULL, 0.0},
    };
    const scalar window[] = {
        {"patch_found", (double)p->patch.window.found},
        {"patch_dropped", (double)p->patch.window.dropped},
        {"patch_moved", (double)p->patch.window.moved},
        {NULL, 0.0},
    };
    hid_t group = H5I_INVALID_HID;
    aci_status status = aci_store_create_group(file, "treatment", &group);
    if (status == ACI_OK) {
        status = write_scalars(group, scalars);
    }
    if (status == ACI_OK && p->patch.exists) {
        status = write_scalars(group, window);
    }
    return aci_store_close(group, status);
}

static double class_weight(const aci_puncture *p, int row)
{
    return p->classes[row].weight;
}

static double class_depth(const aci_puncture *p, int row)
{
    return p->classes[row].depth;
}

static double class_channel_depth(const aci_puncture *p, int row)
{
    return p->classes[row].residual.depth;
}

static double class_mouth(const aci_puncture *p, int row)
{
    return p->classes[row].residual.mouth_radius;
}

static double class_bottom(const aci_puncture *p, int row)
{
    return p->classes[row].residual.bottom_radius;
}

static aci_status write_classes(hid_t file, const aci_puncture *p)
{
    static const column columns[] = {{"weight", class_weight},
                                     {"depth", class_depth},
                                     {"channel_depth", class_channel_depth},
                                     {"mouth_radius", class_mouth},
                                     {"bottom_radius", class_bottom},
                                     {NULL, NULL}};
    return write_table(file, "classes", "class", p, columns, p->class_count + 1);
}

aci_status aci_needles_write(hid_t file, const aci_scenario *scenario, const aci_results *results)
{
    const aci_puncture *p = results->puncture;
    if (p == NULL) {
        return ACI_OK;
    }
    ACI_TRY(write_insertion(file, scenario, p));
    ACI_TRY(write_channels(file, p));
    ACI_TRY(write_treatment(file, p));
    ACI_TRY(write_classes(file, p));
    return aci_store_attribute_integer(file, "shown_class", results->shown_class);
}

unsigned long long aci_needles_size(const aci_results *results)
{
    const aci_puncture *p = results->puncture;
    if (p == NULL) {
        return 0;
    }
    unsigned long long rows = (unsigned long long)p->treatment->strike_count + 2 * 16384;
    return rows * COLUMNS * sizeof(double) + 72ull * 4096;
}
