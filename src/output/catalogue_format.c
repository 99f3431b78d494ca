/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a catalogue are, as a struct and as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/catalogue.h"

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

static bool fill_axis(aci_catalogue_axis *axis, const double *values, const char *const *labels)
{
    size_t size = (size_t)axis->size;
    if (labels == NULL) {
        axis->values = calloc(size + 1, sizeof *axis->values);
        for (size_t n = 0; axis->values != NULL && n < size; ++n) {
            axis->values[n] = values != NULL ? values[n] : (double)n;
        }
        return axis->values != NULL;
    }
    axis->labels = calloc(size + 1, sizeof *axis->labels);
    bool complete = axis->labels != NULL;
    for (size_t n = 0; complete && n < size; ++n) {
        axis->labels[n] = strdup(labels[n]);
        complete = axis->labels[n] != NULL;
    }
    return complete;
}

int aci_catalogue_add_axis(aci_catalogue_format *format, const char *name, const char *unit,
                           int size, const double *values, const char *const *labels)
{
    if (format->axis_count == ACI_CATALOGUE_AXES_MAX) {
        return -1;
    }
    aci_catalogue_axis *axis = &format->axes[format->axis_count];
    snprintf(axis->name, sizeof axis->name, "%s", name);
    snprintf(axis->unit, sizeof axis->unit, "%s", unit);
    axis->size = size;
    format->axis_count++;
    return fill_axis(axis, values, labels) ? format->axis_count - 1 : -1;
}

aci_catalogue_column *aci_catalogue_add_column(aci_catalogue_format *format, const char *name,
                                               const char *unit, const char *long_name)
{
    if (format->column_count == ACI_CATALOGUE_COLUMNS_MAX) {
        return NULL;
    }
    aci_catalogue_column *column = &format->columns[format->column_count++];
    snprintf(column->name, sizeof column->name, "%s", name);
    snprintf(column->unit, sizeof column->unit, "%s", unit);
    snprintf(column->long_name, sizeof column->long_name, "%s", long_name);
    return column;
}

size_t aci_catalogue_width(const aci_catalogue_format *format, int column)
{
    const aci_catalogue_column *c = &format->columns[column];
    size_t width = c->is_text ? 0 : 1;
    for (int k = 0; k < c->rank; ++k) {
        width *= (size_t)format->axes[c->axes[k]].size;
    }
    return width;
}

size_t aci_catalogue_numbers(const aci_catalogue_format *format, bool with_fields)
{
    size_t sum = 0;
    for (int k = 0; k < format->column_count; ++k) {
        if (with_fields || !format->columns[k].is_field) {
            sum += aci_catalogue_width(format, k);
        }
    }
    return sum;
}

static void write_axis(FILE *out, const aci_catalogue_axis *axis)
{
    fprintf(out, "axis\t%s\t%s\t%d\t%d", axis->name, axis->unit, axis->is_field, axis->size);
    for (int n = 0; n < axis->size; ++n) {
        if (axis->labels != NULL) {
            fprintf(out, "\t%s", axis->labels[n]);
        } else {
            fprintf(out, "\t%.17g", axis->values[n]);
        }
    }
    fprintf(out, "\t%s\n", axis->labels != NULL ? "labels" : "numbers");
}

static void write_column(FILE *out, const aci_catalogue_column *column)
{
    fprintf(out, "column\t%s\t%s\t%s\t%d\t%d\t%d\t%.17g\t%s", column->name, column->unit,
            column->long_name, column->is_text, column->is_key, column->is_field,
            column->model_form, column->model_form_source);
    for (int k = 0; k < column->rank; ++k) {
        fprintf(out, "\t%d", column->axes[k]);
    }
    fputc('\n', out);
}

aci_status aci_catalogue_write_format(const aci_catalogue_format *format, char **out)
{
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        return out_of_memory();
    }
    for (int k = 0; k < format->axis_count; ++k) {
        write_axis(stream, &format->axes[k]);
    }
    for (int k = 0; k < format->column_count; ++k) {
        write_column(stream, &format->columns[k]);
    }
    return fclose(stream) == 0 ? ACI_OK : out_of_memory();
}

/// One line cut into its parts at tabs.
typedef struct parts {
    int count, room;
    char **part;
    char *line;
} parts;

static aci_status cut(const char *line, size_t length, parts *out)
{
    out->line = strndup(line, length);
    out->room = 2;
    for (size_t n = 0; n < length; ++n) {
        out->room += line[n] == '\t';
    }
    out->part = calloc((size_t)out->room, sizeof *out->part);
    if (out->line == NULL || out->part == NULL) {
        return out_of_memory();
    }
    char *at = out->line;
    while (at != NULL) {
        char *tab = strchr(at, '\t');
        out->part[out->count++] = at;
        if (tab != NULL) {
            *tab++ = '\0';
        }
        at = tab;
    }
    return ACI_OK;
}

static aci_status damaged(void)
{
    return ACI_FAIL(ACI_FILE, "its list of columns is damaged");
}

static aci_status read_axis(const parts *p, aci_catalogue_format *out)
{
    int size = p->count > 4 ? atoi(p->part[4]) : -1;
    if (size < 0 || p->count != size + 6) {
        return damaged();
    }
    bool has_labels = strcmp(p->part[p->count - 1], "labels") == 0;
    double *values = calloc((size_t)size + 1, sizeof *values);
    if (values == NULL) {
        return out_of_memory();
    }
    for (int n = 0; n < size && !has_labels; ++n) {
        values[n] = strtod(p->part[5 + n], NULL);
    }
    int index = aci_catalogue_add_axis(out, p->part[1], p->part[2], size, values,
                                       has_labels ? (const char *const *)p->part + 5 : NULL);
    free(values);
    if (index < 0) {
        return damaged();
    }
    out->axes[index].is_field = atoi(p->part[3]) != 0;
    return ACI_OK;
}

static aci_status read_column(const parts *p, aci_catalogue_format *out)
{
    if (p->count < 9 || p->count > 9 + ACI_CATALOGUE_RANK_MAX) {
        return damaged();
    }
    aci_catalogue_column *column =
        aci_catalogue_add_column(out, p->part[1], p->part[2], p->part[3]);
    if (column == NULL) {
        return damaged();
    }
    column->is_text = atoi(p->part[4]) != 0;
    column->is_key = atoi(p->part[5]) != 0;
    column->is_field = atoi(p->part[6]) != 0;
    column->model_form = strtod(p->part[7], NULL);
    snprintf(column->model_form_source, sizeof column->model_form_source, "%s", p->part[8]);
    for (int k = 9; k < p->count; ++k) {
        int axis = atoi(p->part[k]);
        if (axis < 0 || axis >= out->axis_count) {
            return damaged();
        }
        column->axes[column->rank++] = axis;
    }
    return ACI_OK;
}

static aci_status read_line(const char *line, size_t length, aci_catalogue_format *out)
{
    parts p = {.count = 0};
    aci_status status = cut(line, length, &p);
    if (status == ACI_OK && strcmp(p.part[0], "axis") == 0) {
        status = read_axis(&p, out);
    } else if (status == ACI_OK && strcmp(p.part[0], "column") == 0) {
        status = read_column(&p, out);
    }
    free(p.line);
    free(p.part);
    return status;
}

aci_status aci_catalogue_read_format(const char *text, aci_catalogue_format *out)
{
    memset(out, 0, sizeof *out);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        ACI_TRY(read_line(text, length, out));
        text += length + (text[length] == '\n');
    }
    return ACI_OK;
}

void aci_catalogue_destroy_format(aci_catalogue_format *format)
{
    for (int k = 0; k < format->axis_count; ++k) {
        aci_catalogue_axis *axis = &format->axes[k];
        for (int n = 0; axis->labels != NULL && n < axis->size; ++n) {
            free(axis->labels[n]);
        }
        free(axis->labels);
        free(axis->values);
    }
    memset(format, 0, sizeof *format);
}
