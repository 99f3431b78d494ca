/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "targets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 128 };

/// A whole variable of numbers, which become the caller's; `count` 0: any. The largest of its
/// errors where `error` is not NULL.
static aci_status read_numbers(const aci_reader *reader, const char *path, size_t count,
                               double **out, double *error)
{
    aci_reader_variable variable = {0};
    ACI_TRY(aci_reader_read(reader, path, &variable));
    bool fits = variable.values != NULL && (count == 0 || variable.count == count);
    if (fits) {
        *out = variable.values;
        variable.values = NULL;
    }
    for (size_t k = 0; error != NULL && k < variable.error_count; k++) {
        *error = fmax(*error, variable.numerical_error[k]);
    }
    aci_reader_destroy_variable(&variable);
    return fits ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: not the numbers expected there", path);
}

static aci_status read_if_there(const aci_reader *reader, const char *path, size_t count,
                                double **out)
{
    return aci_reader_has(reader, path) ? read_numbers(reader, path, count, out, NULL) : ACI_OK;
}

static aci_status read_length(const aci_reader *reader, const char *path, int *count, double **out)
{
    aci_reader_variable variable = {0};
    ACI_TRY(aci_reader_read(reader, path, &variable));
    *count = (int)variable.count;
    *out = variable.values;
    variable.values = NULL;
    aci_reader_destroy_variable(&variable);
    return *out != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: no numbers", path);
}

static aci_status read_names(const aci_reader *reader, aci_figure_regions *out)
{
    aci_reader_variable variable = {0};
    ACI_TRY(aci_reader_read(reader, "/regions/region", &variable));
    out->columns = variable.texts != NULL ? (int)variable.count : 0;
    out->names = variable.texts;
    variable.texts = NULL;
    aci_reader_destroy_variable(&variable);
    return out->columns > 0 ? ACI_OK : ACI_FAIL(ACI_FILE, "/regions/region: no names");
}

static aci_status read_largest(const aci_reader *reader, aci_figure_regions *out)
{
    static const char path[] = "/regions/mean_concentration_max";
    aci_reader_variable variable = {0};
    size_t count = (size_t)out->columns;
    ACI_TRY(aci_reader_read(reader, path, &variable));
    bool fits = variable.values != NULL && variable.count == count && variable.error_count == count;
    if (fits) {
        out->largest = variable.values;
        out->largest_error = variable.numerical_error;
        variable.values = variable.numerical_error = NULL;
    }
    aci_reader_destroy_variable(&variable);
    return fits ? ACI_OK : ACI_FAIL(ACI_FILE, "%s: not the numbers expected there", path);
}

static aci_status read_regions(const aci_reader *reader, aci_figure_regions *out)
{
    if (!aci_reader_has(reader, "/regions/time")) {
        return ACI_OK;
    }
    ACI_TRY(read_names(reader, out));
    ACI_TRY(read_length(reader, "/regions/time", &out->times, &out->time));
    size_t count = (size_t)out->times * (size_t)out->columns;
    ACI_TRY(read_numbers(reader, "/regions/mean_concentration", count, &out->mean, NULL));
    ACI_TRY(read_if_there(reader, "/regions/control_mean_concentration", count, &out->control));
    ACI_TRY(
        read_if_there(reader, "/regions/region_threshold", (size_t)out->columns, &out->threshold));
    return read_largest(reader, out);
}

static aci_status read_strips(const aci_reader *reader, aci_figure_strips *out)
{
    if (!aci_reader_has(reader, "/strips/time")) {
        return ACI_OK;
    }
    ACI_TRY(read_length(reader, "/strips/strip_top", &out->columns, &out->top));
    ACI_TRY(read_length(reader, "/strips/time", &out->times, &out->time));
    size_t count = (size_t)out->times * (size_t)out->columns;
    ACI_TRY(read_numbers(reader, "/strips/strip_bottom", (size_t)out->columns, &out->bottom, NULL));
    ACI_TRY(read_numbers(reader, "/strips/strip_amount", count, &out->amount, &out->error));
    return read_if_there(reader, "/strips/control_strip_amount", count, &out->control);
}

aci_status aci_targets_read(const aci_reader *reader, aci_figure_regions *regions,
                            aci_figure_strips *strips)
{
    memset(regions, 0, sizeof *regions);
    memset(strips, 0, sizeof *strips);
    ACI_TRY(read_regions(reader, regions));
    return read_strips(reader, strips);
}

void aci_targets_destroy(aci_figure_regions *regions, aci_figure_strips *strips)
{
    for (int k = 0; regions->names != NULL && k < regions->columns; k++) {
        free(regions->names[k]);
    }
    free(regions->names);
    free(regions->time);
    free(regions->mean);
    free(regions->control);
    free(regions->threshold);
    free(regions->largest);
    free(regions->largest_error);
    free(strips->time);
    free(strips->amount);
    free(strips->control);
    free(strips->top);
    free(strips->bottom);
    memset(regions, 0, sizeof *regions);
    memset(strips, 0, sizeof *strips);
}
