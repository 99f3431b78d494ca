/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch.h"
#include "layout.h"

aci_status aci_reader_report(const aci_reader *reader, aci_status status)
{
    if (status != ACI_OK) {
        char reason[1024];
        snprintf(reason, sizeof reason, "%s", aci_status_message());
        return ACI_FAIL(status, "%s: %s", reader->path, reason);
    }
    return ACI_OK;
}

static aci_status check_program(hid_t file)
{
    char *program = NULL;
    aci_status status = aci_fetch_attribute_text(file, "/", "program", &program);
    if (status == ACI_OK && (!program || strcmp(program, "acicula") != 0)) {
        status = ACI_FAIL(ACI_FILE, "is no result file of acicula");
    }
    free(program);
    return status;
}

static aci_status read_completion(aci_reader *reader, bool unfinished_too)
{
    size_t count = 0;
    double *value = NULL;
    ACI_TRY(aci_fetch_attribute_numbers(reader->file, "/", "run_complete", &count, &value));
    reader->contents.is_complete = count == 1 && value[0] == 1.0;
    free(value);
    if (!reader->contents.is_complete && !unfinished_too) {
        return ACI_FAIL(ACI_FILE,
                        "the run is not finished: `plot` draws what there is of it, `run` with "
                        "--force starts it again");
    }
    return ACI_OK;
}

static aci_status read_title(aci_reader *reader)
{
    char *title = NULL;
    ACI_TRY(aci_fetch_attribute_text(reader->file, "/", "title", &title));
    snprintf(reader->contents.title, sizeof reader->contents.title, "%s", title ? title : "");
    free(title);
    return ACI_OK;
}

static aci_status read_edges(aci_reader *reader, const char *axis_name, int axis)
{
    char name[32];
    aci_fetch_shape shape = {0};
    double *pairs = NULL;
    snprintf(name, sizeof name, "/%s_bounds", axis_name);
    ACI_TRY(aci_fetch_numbers(reader->file, name, &shape, &pairs));
    if (shape.rank != 2 || shape.size[1] != 2 || shape.size[0] == 0 || shape.size[0] > 1 << 30) {
        free(pairs);
        return ACI_FAIL(ACI_FILE, "%s: is not of the shape (cells, 2)", name);
    }
    // in place: the lower side of each cell, then the upper side of the last
    size_t cells = shape.size[0];
    double last = pairs[2 * cells - 1];
    for (size_t i = 0; i < cells; i++) {
        pairs[i] = pairs[2 * i];
    }
    pairs[cells] = last;
    reader->contents.edges[axis] = pairs;
    reader->contents.cells[axis] = (int)cells;
    return ACI_OK;
}

static aci_status read_grid(aci_reader *reader)
{
    aci_reader_contents *contents = &reader->contents;
    const char *names[3] = {NULL};
    int axis[3] = {0};
    if (!aci_fetch_has(reader->file, "/z_bounds")) {
        return ACI_OK;
    }
    bool is_box = aci_fetch_has(reader->file, "/x");
    bool is_ring = aci_fetch_has(reader->file, "/r");
    contents->geometry = is_box ? ACI_BOX : is_ring ? ACI_AXISYMMETRIC : ACI_SLAB;
    contents->cells[0] = contents->cells[1] = 1;
    for (int i = 0; i < aci_layout_axes(contents->geometry, names, axis); i++) {
        ACI_TRY(read_edges(reader, names[i], axis[i]));
    }
    return ACI_OK;
}

static aci_status read_times(aci_reader *reader)
{
    aci_fetch_shape shape = {0};
    if (!aci_fetch_has(reader->file, "/time")) {
        return ACI_OK;
    }
    ACI_TRY(aci_fetch_numbers(reader->file, "/time", &shape, &reader->contents.times));
    reader->contents.snapshots = (int)shape.count;
    return ACI_OK;
}

static aci_status read_layers(aci_reader *reader)
{
    aci_reader_contents *contents = &reader->contents;
    aci_fetch_shape top = {0}, bottom = {0};
    size_t count = 0;
    if (!aci_fetch_has(reader->file, "/geometry/layer")) {
        return ACI_OK;
    }
    ACI_TRY(aci_fetch_texts(reader->file, "/geometry/layer", &count, &contents->layer_names));
    contents->layers = (int)count;
    ACI_TRY(aci_fetch_numbers(reader->file, "/geometry/layer_top", &top, &contents->layer_top));
    ACI_TRY(aci_fetch_numbers(reader->file, "/geometry/layer_bottom", &bottom,
                              &contents->layer_bottom));
    if (top.count != count || bottom.count != count) {
        return ACI_FAIL(ACI_FILE, "/geometry: layers and their depths do not match");
    }
    return ACI_OK;
}

static aci_status read_contents(aci_reader *reader, bool unfinished_too)
{
    ACI_TRY(aci_fetch_open(reader->path, &reader->file));
    ACI_TRY(check_program(reader->file));
    ACI_TRY(read_completion(reader, unfinished_too));
    ACI_TRY(read_title(reader));
    ACI_TRY(read_grid(reader));
    ACI_TRY(read_times(reader));
    return read_layers(reader);
}

aci_status aci_reader_open(const char *path, bool unfinished_too, aci_reader **out)
{
    aci_reader *reader = calloc(1, sizeof *reader);
    *out = NULL;
    if (!reader) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_store_start();
    reader->file = H5I_INVALID_HID;
    if ((size_t)snprintf(reader->path, sizeof reader->path, "%s", path) >= sizeof reader->path) {
        free(reader);
        return ACI_FAIL(ACI_FILE, "the file's name is too long");
    }
    aci_status status = aci_reader_report(reader, read_contents(reader, unfinished_too));
    if (status != ACI_OK) {
        aci_reader_destroy(&reader);
    }
    *out = reader;
    return status;
}

void aci_reader_destroy(aci_reader **reader)
{
    aci_reader *old = *reader;
    if (!old) {
        return;
    }
    if (old->file >= 0) {
        (void)H5Fclose(old->file);
    }
    for (int i = 0; i < 3; i++) {
        free(old->contents.edges[i]);
    }
    aci_fetch_free_texts(&old->contents.layer_names, (size_t)old->contents.layers);
    free(old->contents.layer_top);
    free(old->contents.layer_bottom);
    free(old->contents.times);
    free(old);
    *reader = NULL;
}

const aci_reader_contents *aci_reader_describe(const aci_reader *reader)
{
    return &reader->contents;
}

/// Checks that the last dimensions are the grid's and chooses one snapshot of a field with time.
static aci_status select_snapshot(const aci_reader *reader, hid_t array, hid_t space, int index,
                                  const char *name)
{
    const aci_reader_contents *contents = &reader->contents;
    const char *names[3] = {NULL};
    int axis[3] = {0};
    hsize_t start[ACI_STORE_RANK_MAX] = {0}, size[ACI_STORE_RANK_MAX] = {0};
    aci_fetch_shape shape = {0};
    ACI_TRY(aci_fetch_shape_of(array, name, &shape));
    int rank = aci_layout_axes(contents->geometry, names, axis);
    int first = shape.rank - rank;
    bool fits = first == 0 || (first == 1 && index >= 0 && (size_t)index < shape.size[0]);
    for (int i = 0; fits && i < rank; i++) {
        size[first + i] = (hsize_t)contents->cells[axis[i]];
        fits = shape.size[first + i] == size[first + i];
    }
    if (!fits) {
        return ACI_FAIL(ACI_FILE, "%s: has no snapshot %d on this grid", name, index);
    }
    if (first == 1) {
        start[0] = (hsize_t)index;
        size[0] = 1;
    }
    return aci_store_check(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, size, NULL),
                           name);
}

static aci_status read_selected(hid_t array, hid_t space, const char *name, double *values)
{
    hsize_t count = (hsize_t)H5Sget_select_npoints(space);
    hid_t memory = H5Screate_simple(1, &count, NULL);
    ACI_TRY(aci_store_check(memory, name));
    herr_t got = H5Dread(array, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values);
    return aci_store_close(memory, aci_store_check(got, name));
}

static aci_status read_field(const aci_reader *reader, const char *name, int index, double *values)
{
    if (!aci_fetch_has(reader->file, name)) {
        return ACI_FAIL(ACI_FILE, "%s: there is no such field in the file", name);
    }
    hid_t array = H5Dopen2(reader->file, name, H5P_DEFAULT);
    ACI_TRY(aci_store_check(array, name));
    hid_t space = H5Dget_space(array);
    aci_status status = aci_store_check(space, name);
    if (status == ACI_OK) {
        status = select_snapshot(reader, array, space, index, name);
    }
    if (status == ACI_OK) {
        status = read_selected(array, space, name, values);
    }
    return aci_store_close(array, aci_store_close(space, status));
}

aci_status aci_reader_field(const aci_reader *reader, const char *name, int index, double *values)
{
    return aci_reader_report(reader, read_field(reader, name, index, values));
}

aci_status aci_reader_channel_fraction(const aci_reader *reader, double *values)
{
    return aci_reader_report(reader, read_field(reader, "/geometry/channel_fraction", 0, values));
}
