/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "needling.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// An array in the file, its place in the struct and that of its number of rows.
typedef struct column {
    const char *name;
    size_t values, rows;
} column;

#define COLUMN(name, values, rows)                                                                 \
    {                                                                                              \
        name, offsetof(aci_figure_needling, values), offsetof(aci_figure_needling, rows)           \
    }

static const column columns[] = {
    COLUMN("/insertion/displacement", displacement, rows),
    COLUMN("/insertion/force", force, rows),
    COLUMN("/insertion/dimple", dimple, rows),
    COLUMN("/insertion/depth", depth, rows),
    COLUMN("/channels/x", x, strikes),
    COLUMN("/channels/y", y, strikes),
    COLUMN("/channels/mouth_radius", mouth_radius, strikes),
    COLUMN("/channels/depth", strike_depth, strikes),
    COLUMN("/channels/failure", failure, strikes),
    COLUMN("/channels/punctured", punctured, strikes),
    COLUMN("/classes/weight", class_weight, classes),
    COLUMN("/classes/depth", class_depth, classes),
};

static const column setting_columns[] = {
    COLUMN("/insertion/depth_5", depth_5, settings),
    COLUMN("/insertion/depth_50", depth_50, settings),
    COLUMN("/insertion/depth_95", depth_95, settings),
    COLUMN("/insertion/punctured_share", punctured_share, settings),
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };
enum { SETTING_COLUMNS = sizeof setting_columns / sizeof setting_columns[0] };

static double **values_of(aci_figure_needling *needling, const column *c)
{
    return (double **)((char *)needling + c->values);
}

static int *rows_of(aci_figure_needling *needling, const column *c)
{
    return (int *)((char *)needling + c->rows);
}

void aci_needling_destroy(aci_figure_needling *needling)
{
    for (int n = 0; n < COLUMNS; n++) {
        free(*values_of(needling, &columns[n]));
    }
    for (int n = 0; n < SETTING_COLUMNS; n++) {
        free(*values_of(needling, &setting_columns[n]));
    }
    free(needling->setting);
    memset(needling, 0, sizeof *needling);
}

static aci_status no_numbers(const char *name)
{
    return ACI_FAIL(ACI_FILE, "%s: not the numbers expected there", name);
}

/// An array with as many rows as those read before it, at least one.
static aci_status read_column(const aci_reader *reader, const column *c, aci_figure_needling *out)
{
    aci_reader_variable variable = {0};
    int *rows = rows_of(out, c);
    ACI_TRY(aci_reader_read(reader, c->name, &variable));
    bool is_right = variable.values != NULL && variable.rank == 1 && variable.count > 0 &&
                    (*rows == 0 || (size_t)*rows == variable.count);
    if (is_right) {
        *rows = (int)variable.count;
        *values_of(out, c) = variable.values;
        variable.values = NULL;
    }
    aci_reader_destroy_variable(&variable);
    return is_right ? ACI_OK : no_numbers(c->name);
}

static aci_status read_number(const aci_reader *reader, const char *name, double *out)
{
    aci_reader_variable variable = {0};
    ACI_TRY(aci_reader_read(reader, name, &variable));
    bool is_right = variable.values != NULL && variable.count == 1;
    *out = is_right ? variable.values[0] : 0;
    aci_reader_destroy_variable(&variable);
    return is_right ? ACI_OK : no_numbers(name);
}

static aci_status read_numbers(const aci_reader *reader, aci_figure_needling *out)
{
    ACI_TRY(read_number(reader, "/insertion/puncture_force", &out->puncture_force));
    ACI_TRY(read_number(reader, "/insertion/puncture_displacement", &out->puncture_displacement));
    ACI_TRY(read_number(reader, "/insertion/insertion_depth", &out->insertion_depth));
    ACI_TRY(read_number(reader, "/insertion/toughness_factor", &out->toughness_factor));
    ACI_TRY(read_number(reader, "/treatment/strike_density", &out->strike_density));
    return out->strike_density > 0 ? ACI_OK : no_numbers("/treatment/strike_density");
}

/// The table of settings goes by the name of what is set.
static aci_status read_settings(const aci_reader *reader, aci_figure_needling *out)
{
    for (int kind = 0; kind < ACI_SETTINGS_KINDS; kind++) {
        char name[128];
        snprintf(name, sizeof name, "/insertion/%s", aci_settings_name((aci_settings_kind)kind));
        if (!aci_reader_has(reader, name)) {
            continue;
        }
        out->kind = (aci_settings_kind)kind;
        column setting = COLUMN(name, setting, settings);
        ACI_TRY(read_column(reader, &setting, out));
        for (int n = 0; n < SETTING_COLUMNS; n++) {
            ACI_TRY(read_column(reader, &setting_columns[n], out));
        }
        return aci_reader_attribute_number(reader, name, "chosen", &out->chosen);
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

aci_status aci_needling_summarise(aci_figure_needling *needling)
{
    static const double shares[3] = {0.05, 0.5, 0.95};
    size_t count = (size_t)needling->strikes;
    double *sorted = malloc(count * sizeof *sorted), sum = 0;
    if (sorted == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu strikes", count);
    }
    memcpy(sorted, needling->strike_depth, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    needling->failures = 0;
    for (int n = 0; n < needling->strikes; n++) {
        sum += sorted[n];
        needling->failures += needling->punctured[n] < 0.5;
    }
    needling->depth_mean = sum / needling->strikes;
    for (int n = 0; n < 3; n++) {
        needling->depth_quantiles[n] = quantile(sorted, needling->strikes, shares[n]);
    }
    free(sorted);
    return ACI_OK;
}

aci_status aci_needling_read(const aci_reader *reader, aci_figure_needling *out)
{
    memset(out, 0, sizeof *out);
    out->exists = aci_reader_has(reader, "/treatment/strike_density");
    if (!out->exists) {
        return ACI_OK;
    }
    for (int n = 0; n < COLUMNS; n++) {
        ACI_TRY(read_column(reader, &columns[n], out));
    }
    ACI_TRY(read_numbers(reader, out));
    ACI_TRY(read_settings(reader, out));
    return aci_needling_summarise(out);
}

double aci_needling_side(const aci_figure_needling *needling)
{
    return sqrt(needling->strikes / needling->strike_density);
}
