/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const aci_layout_field_names[ACI_LAYOUT_FIELDS] = {"concentration", "activity"};

int aci_layout_axes(aci_geometry geometry, const char *names[3], int axis[3])
{
    names[0] = "z";
    axis[0] = 2;
    names[1] = geometry == ACI_BOX ? "y" : "r";
    axis[1] = geometry == ACI_BOX ? 1 : 0;
    names[2] = "x";
    axis[2] = 0;
    return geometry == ACI_SLAB ? 1 : geometry == ACI_AXISYMMETRIC ? 2 : 3;
}

static aci_status write_bounds(const aci_layout *layout, const char *name, hid_t axis, int cells,
                               const double *edges)
{
    aci_store_array array = {.rank = 2, .size = {(hsize_t)cells, 2}, .axes = {axis, layout->nv}};
    char bounds_name[16];
    hid_t bounds = H5I_INVALID_HID;
    double *pairs = malloc(2 * sizeof *pairs * (size_t)cells);
    if (!pairs) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    for (size_t i = 0; i < (size_t)cells; i++) {
        pairs[2 * i] = edges[i];
        pairs[2 * i + 1] = edges[i + 1];
    }
    snprintf(bounds_name, sizeof bounds_name, "%s_bounds", name);
    array.name = bounds_name;
    aci_status status = aci_store_create_array(layout->file, &array, pairs, &bounds);
    free(pairs);
    return aci_store_close(bounds, status);
}

static aci_status describe_axis(hid_t axis, const char *name)
{
    char bounds_name[16];
    bool is_depth = name[0] == 'z';
    snprintf(bounds_name, sizeof bounds_name, "%s_bounds", name);
    ACI_TRY(aci_store_attribute_text(axis, "axis", is_depth ? "Z" : name[0] == 'y' ? "Y" : "X"));
    if (is_depth) {
        ACI_TRY(aci_store_attribute_text(axis, "positive", "down"));
    }
    return aci_store_attribute_text(axis, "bounds", bounds_name);
}

static aci_status write_axes(aci_layout *layout, const aci_grid *grid)
{
    const char *names[3] = {NULL};
    int axis[3] = {0};
    int rank = aci_layout_axes(grid->geometry, names, axis);
    layout->rank = rank;
    for (int i = 0; i < rank; i++) {
        int cells = grid->cells[axis[i]];
        aci_store_array array = {
            .name = names[i], .rank = 1, .size = {(hsize_t)cells}, .is_scale = true};
        layout->size[i] = (hsize_t)cells;
        ACI_TRY(
            aci_store_create_array(layout->file, &array, grid->centres[axis[i]], &layout->axes[i]));
        ACI_TRY(describe_axis(layout->axes[i], names[i]));
    }
    return ACI_OK;
}

static aci_status write_all_bounds(aci_layout *layout, const aci_grid *grid)
{
    const char *names[3] = {NULL};
    int axis[3] = {0};
    ACI_TRY(aci_store_create_dimension(layout->file, "nv", 2, &layout->nv));
    for (int i = 0; i < aci_layout_axes(grid->geometry, names, axis); i++) {
        ACI_TRY(write_bounds(layout, names[i], layout->axes[i], grid->cells[axis[i]],
                             grid->edges[axis[i]]));
    }
    return ACI_OK;
}

static aci_status write_time(aci_layout *layout)
{
    aci_store_array array = {
        .name = "time", .grows = true, .rank = 1, .size = {1}, .is_scale = true};
    ACI_TRY(aci_store_create_array(layout->file, &array, NULL, &layout->time));
    return aci_store_attribute_text(layout->time, "axis", "T");
}

static aci_store_array spatial_array(const aci_layout *layout, const char *name)
{
    aci_store_array array = {.name = name, .is_field = true, .rank = layout->rank};
    memcpy(array.size, layout->size, sizeof layout->size);
    memcpy(array.axes, layout->axes, sizeof layout->axes);
    return array;
}

static const char *cell_methods(int rank, bool with_time)
{
    static const char *const texts[] = {"z: mean",
                                        "z: r: mean (comment: weighted by volume)",
                                        "z: y: x: mean",
                                        "time: point z: mean",
                                        "time: point z: r: mean (comment: weighted by volume)",
                                        "time: point z: y: x: mean"};
    return texts[rank - 1 + (with_time ? 3 : 0)];
}

static aci_status create_field(aci_layout *layout, aci_layout_field which)
{
    aci_store_array array = spatial_array(layout, aci_layout_field_names[which]);
    hid_t *field = &layout->fields[which];
    array.grows = true;
    array.rank = layout->rank + 1;
    array.size[0] = 1;
    array.axes[0] = layout->time;
    memcpy(array.size + 1, layout->size, sizeof layout->size);
    memcpy(array.axes + 1, layout->axes, sizeof layout->axes);
    ACI_TRY(aci_store_create_array(layout->file, &array, NULL, field));
    return aci_store_attribute_text(*field, "cell_methods", cell_methods(layout->rank, true));
}

/// A field without time: in the root it has the same axes as the others, so that readers which
/// offer one set of dimensions at a time (ParaView) show them together.
static aci_status write_still(const aci_layout *layout, hid_t group, const char *name,
                              const double *values)
{
    aci_store_array array = spatial_array(layout, name);
    hid_t field = H5I_INVALID_HID;
    aci_status status = aci_store_create_array(group, &array, values, &field);
    if (status == ACI_OK) {
        status = aci_store_attribute_text(field, "cell_methods", cell_methods(layout->rank, false));
    }
    return aci_store_close(field, status);
}

static aci_status describe_layer_index(hid_t field, const aci_skin *skin)
{
    int values[ACI_SKIN_LAYERS_MAX + 1];
    char meanings[(ACI_SKIN_LAYERS_MAX + 1) * (ACI_NAME_SIZE + 1)] = "vehicle";
    size_t length = strlen(meanings);
    values[0] = -1;
    for (int i = 0; i < skin->layer_count; i++) {
        values[i + 1] = i;
        length += (size_t)snprintf(meanings + length, sizeof meanings - length, " %s",
                                   skin->layers[i].name);
    }
    ACI_TRY(aci_store_attribute_flags(field, "flag_values", skin->layer_count + 1, values));
    return aci_store_attribute_text(field, "flag_meanings", meanings);
}

static aci_status write_layer_index(const aci_layout *layout, const aci_skin *skin,
                                    const int *values)
{
    aci_store_array array = spatial_array(layout, "layer_index");
    hid_t field = H5I_INVALID_HID;
    array.is_integer = true;
    aci_status status = aci_store_create_array(layout->file, &array, values, &field);
    if (status == ACI_OK) {
        status = describe_layer_index(field, skin);
    }
    return aci_store_close(field, status);
}

static aci_status write_fields(aci_layout *layout, const aci_scenario *scenario,
                               const aci_scene *scene)
{
    if (scenario->output.concentration) {
        ACI_TRY(create_field(layout, ACI_LAYOUT_CONCENTRATION));
    }
    if (scenario->output.activity) {
        ACI_TRY(create_field(layout, ACI_LAYOUT_ACTIVITY));
    }
    if (scenario->output.layer_index) {
        ACI_TRY(write_layer_index(layout, &scenario->skin, scene->layer_index));
    }
    if (scenario->output.partition) {
        ACI_TRY(write_still(layout, layout->file, "partition", scene->partition));
    }
    if (scenario->output.diffusivity) {
        ACI_TRY(write_still(layout, layout->file, "diffusivity", scene->diffusivity));
    }
    return ACI_OK;
}

static aci_status write_layer_sides(hid_t group, hid_t layers, const aci_skin *skin)
{
    double sides[2][ACI_SKIN_LAYERS_MAX];
    static const char *const names[2] = {"layer_top", "layer_bottom"};
    double depth = 0.0;
    for (int i = 0; i < skin->layer_count; i++) {
        sides[0][i] = depth;
        depth += skin->layers[i].thickness.value;
        sides[1][i] = depth;
    }
    for (int i = 0; i < 2; i++) {
        aci_store_array array = {
            .name = names[i], .rank = 1, .size = {(hsize_t)skin->layer_count}, .axes = {layers}};
        hid_t side = H5I_INVALID_HID;
        aci_status status = aci_store_create_array(group, &array, sides[i], &side);
        ACI_TRY(aci_store_close(side, status));
    }
    return ACI_OK;
}

static aci_status write_geometry(const aci_layout *layout, const aci_skin *skin,
                                 const aci_scene *scene)
{
    hid_t group = H5I_INVALID_HID, layers = H5I_INVALID_HID;
    aci_status status = aci_store_create_group(layout->file, "geometry", &group);
    ACI_TRY_OR(close, status);
    ACI_TRY_OR(close, write_still(layout, group, "channel_fraction", scene->channel_fraction));
    ACI_TRY_OR(close, aci_ledger_layers(group, skin, &layers));
    ACI_TRY_OR(close, write_layer_sides(group, layers, skin));
close:
    return aci_store_close(group, aci_store_close(layers, status));
}

aci_status aci_layout_write(aci_layout *layout, const aci_file_options *options,
                            const aci_scene *scene)
{
    ACI_TRY(aci_provenance_write(layout->file, options));
    ACI_TRY(write_time(layout));
    ACI_TRY(write_axes(layout, scene->grid));
    ACI_TRY(write_fields(layout, options->scenario, scene));
    ACI_TRY(write_all_bounds(layout, scene->grid));
    return write_geometry(layout, &options->scenario->skin, scene);
}

aci_status aci_layout_close(aci_layout *layout, aci_status status)
{
    hid_t *ids[] = {&layout->time, &layout->axes[0],   &layout->axes[1],  &layout->axes[2],
                    &layout->nv,   &layout->fields[0], &layout->fields[1]};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        status = aci_store_close(*ids[i], status);
        *ids[i] = H5I_INVALID_HID;
    }
    return status;
}
