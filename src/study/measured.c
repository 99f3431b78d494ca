/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/measured.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "csv_input.h"
#include "scenario_parts.h"

typedef enum column_kind { TIME, AMOUNT, DEVIATION, SAMPLES, SET, COLUMNS } column_kind;

static const char *const names[COLUMNS] = {"time", "amount", "sd", "n", "set"};
static const double same_time = 1e-9;                   /* relative */
static const double shortest = 3.6e-3, longest = 3.6e7; /* as simulation.report_times */

/// A file being read.
typedef struct table {
    aci_csv_input csv;
    const char *unit; ///< of what is measured
    const char *file_set;
    int count;                                    ///< of columns
    column_kind kinds[ACI_CSV_INPUT_COLUMNS_MAX]; ///< by place
    char units[COLUMNS][ACI_CSV_INPUT_CELL_SIZE]; ///< by kind
    int places[COLUMNS];                          ///< by kind, -1 where there is none
    aci_measured *out;
} table;

void aci_measured_destroy(aci_measured *measured)
{
    free(measured->rows);
    *measured = (aci_measured){.count = 0};
}

int aci_measured_find(const aci_measured *measured, const char *set)
{
    for (int k = 0; k < measured->set_count; ++k) {
        if (strcmp(measured->sets[k], set) == 0) {
            return k;
        }
    }
    return -1;
}

static bool read_name(table *t, const char *cell)
{
    for (int kind = 0; kind < COLUMNS; ++kind) {
        if (strcmp(cell, names[kind]) != 0) {
            continue;
        }
        if (t->places[kind] >= 0) {
            aci_csv_input_refuse(&t->csv, "a second column %s", cell);
            return false;
        }
        t->places[kind] = t->csv.column;
        t->kinds[t->csv.column] = (column_kind)kind;
        return true;
    }
    aci_csv_input_refuse(&t->csv, "'%.40s' is no column, allowed are time, amount, sd, n and set",
                         cell);
    return false;
}

static bool read_header(table *t, const char *line)
{
    aci_csv_input_cells cells;
    t->count = aci_csv_input_split(line, cells);
    for (int k = 0; k < COLUMNS; ++k) {
        t->places[k] = -1;
    }
    for (int k = 0; k < t->count && k < ACI_CSV_INPUT_COLUMNS_MAX; ++k) {
        t->csv.column = k;
        if (!read_name(t, cells[k])) {
            return false;
        }
    }
    t->csv.column = 0;
    if (t->places[TIME] < 0 || t->places[AMOUNT] < 0) {
        aci_csv_input_refuse(&t->csv, "no column %s, expected time,amount,sd,n",
                             t->places[TIME] < 0 ? "time" : "amount");
        return false;
    }
    return true;
}

/* Units of the columns, against those they must measure. */
static bool read_units(table *t, const char *line)
{
    const char *const expected[COLUMNS] = {"h", t->unit, t->unit, "1", ""};
    static const char *const examples[COLUMNS] = {"h", "ug/cm2", "ug/cm2", "1", "nothing"};
    aci_csv_input_cells cells;
    int count = aci_csv_input_split(line, cells);
    if (count != t->count) {
        aci_csv_input_refuse(&t->csv,
                             "%d units for %d columns, expected a line such as h,ug/cm2,ug/cm2,1",
                             count, t->count);
        return false;
    }
    for (int k = 0; k < count; ++k) {
        column_kind kind = t->kinds[k];
        bool is_free = cells[k][0] == '\0' && (kind == SAMPLES || kind == SET);
        t->csv.column = k;
        if (kind != SET && !is_free && !aci_units_match(cells[k], expected[kind])) {
            aci_csv_input_refuse(&t->csv,
                                 "'%.40s' is no unit of column %s, expected one such as %s in %s",
                                 cells[k], names[kind], examples[kind], expected[kind]);
            return false;
        }
        memcpy(t->units[kind], cells[k], sizeof t->units[kind]);
    }
    return true;
}

static bool add_row(table *t, const aci_measured_row *row)
{
    aci_measured *out = t->out;
    if (out->count == ACI_MEASURED_ROWS_MAX) {
        aci_csv_input_refuse(&t->csv, "more than %d rows", ACI_MEASURED_ROWS_MAX);
        return false;
    }
    if (out->rows == NULL) {
        out->rows = calloc(ACI_MEASURED_ROWS_MAX, sizeof *out->rows);
    }
    if (out->rows == NULL) {
        aci_csv_input_refuse(&t->csv, "out of memory for the measurements");
        return false;
    }
    out->rows[out->count++] = *row;
    return true;
}

/* The index of a data set, a new one where the name is new; -1 for a fault. */
static int place_set(table *t, const char *name)
{
    aci_measured *out = t->out;
    int found = aci_measured_find(out, name);
    if (found >= 0) {
        return found;
    }
    if (!aci_scenario_is_name(name)) {
        aci_csv_input_refuse(&t->csv,
                             "'%.60s' is no name of a data set, allowed are up to %d letters, "
                             "digits, '_' and '-'",
                             name, ACI_NAME_SIZE - 1);
        return -1;
    }
    if (out->set_count == ACI_MEASURED_SETS_MAX) {
        aci_csv_input_refuse(&t->csv, "more than %d data sets", ACI_MEASURED_SETS_MAX);
        return -1;
    }
    snprintf(out->sets[out->set_count], ACI_NAME_SIZE, "%s", name);
    return out->set_count++;
}

static bool read_cell(table *t, column_kind kind, aci_csv_input_cells cells, double *value)
{
    bool may_be_empty = kind == DEVIATION || kind == SAMPLES;
    int place = t->places[kind];
    if (place < 0 || (may_be_empty && cells[place][0] == '\0')) {
        return true;
    }
    const char *unit = t->units[kind][0] != '\0' ? t->units[kind] : "1";
    t->csv.column = place;
    return aci_csv_input_number(&t->csv, names[kind], cells[place], unit, value);
}

static bool check_row(table *t, const aci_measured_row *row)
{
    bool is_whole = row->samples >= 1.0 && row->samples == floor(row->samples);
    t->csv.column = t->places[TIME];
    if (!(row->time >= shortest && row->time <= longest)) {
        aci_csv_input_refuse(&t->csv, "a time out of range, allowed is from %g s to %g h", shortest,
                             longest / 3600.0);
        return false;
    }
    if (!isnan(row->deviation) && !(row->deviation > 0.0)) {
        t->csv.column = t->places[DEVIATION];
        aci_csv_input_refuse(&t->csv,
                             "a standard deviation of 0 or less, allowed is more; leave it empty "
                             "where it is not known");
        return false;
    }
    if (!is_whole) {
        t->csv.column = t->places[SAMPLES];
        aci_csv_input_refuse(&t->csv, "a number of samples must be a whole number from 1 up");
    }
    return is_whole;
}

/* Replicates have one time and different amounts; the same amount again is most likely one file, or
 * one curve, given twice. */
static bool check_new(table *t, const aci_measured_row *row)
{
    for (int i = 0; i < t->out->count; ++i) {
        const aci_measured_row *other = &t->out->rows[i];
        bool is_same = other->set == row->set &&
                       fabs(other->time - row->time) <= same_time * fmax(other->time, row->time) &&
                       other->amount == row->amount && row->amount != 0.0;
        if (is_same) {
            t->csv.column = t->places[TIME];
            aci_csv_input_refuse(&t->csv,
                                 "the same amount of data set '%s' at this time as in %s:%d: given "
                                 "twice? expected one mean, other replicates, or another set",
                                 t->out->sets[row->set], other->file, other->line);
            return false;
        }
    }
    return true;
}

static bool read_row(table *t, const char *line)
{
    aci_csv_input_cells cells;
    int count = aci_csv_input_split(line, cells);
    aci_measured_row row = {
        .deviation = NAN, .samples = 1.0, .file = t->csv.node->text, .line = t->csv.line};
    double *const values[] = {&row.time, &row.amount, &row.deviation, &row.samples};
    if (count != t->count) {
        aci_csv_input_refuse(&t->csv, "%d columns, expected %d", count, t->count);
        return false;
    }
    for (int kind = TIME; kind <= SAMPLES; ++kind) {
        if (!read_cell(t, (column_kind)kind, cells, values[kind])) {
            return false;
        }
    }
    if (!check_row(t, &row)) {
        return false;
    }
    t->csv.column = t->places[SET] < 0 ? 0 : t->places[SET];
    row.set = place_set(t, t->places[SET] < 0 ? t->file_set : cells[t->places[SET]]);
    return row.set >= 0 && check_new(t, &row) && add_row(t, &row);
}

/* "folder/li_2015.csv" is the set li_2015. */
static void name_of_file(const char *path, char name[ACI_NAME_SIZE])
{
    const char *start = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
    size_t length = strcspn(start, ".");
    length = length < ACI_NAME_SIZE ? length : ACI_NAME_SIZE - 1;
    memcpy(name, start, length);
    name[length] = '\0';
    for (char *c = name; *c != '\0'; ++c) {
        *c = *c == ' ' ? '_' : *c;
    }
}

aci_status aci_measured_read(aci_config *config, const aci_node *node, const char *set,
                             const char *unit, aci_measured *out)
{
    char line[ACI_CSV_INPUT_LINE_SIZE], own[ACI_NAME_SIZE];
    bool is_faulty = false, is_right = true;
    int rows = 0;
    name_of_file(node->text, own);
    table t = {.csv = {.config = config, .node = node},
               .unit = unit,
               .file_set = set != NULL ? set : own,
               .out = out};
    if (!aci_csv_input_open(&t.csv)) {
        return aci_config_status(config);
    }
    while (is_right && aci_csv_input_next(&t.csv, line, &is_faulty)) {
        is_right = rows == 0   ? read_header(&t, line)
                   : rows == 1 ? read_units(&t, line)
                               : read_row(&t, line);
        ++rows;
    }
    if (is_right && !is_faulty && rows < 3) {
        t.csv.column = 0;
        aci_csv_input_refuse(&t.csv,
                             "no measurements, expected a line of columns, one of units, then "
                             "numbers");
    }
    return is_right && !is_faulty && rows >= 3 ? ACI_OK : aci_config_status(config);
}

double aci_measured_spread(const aci_measured *measured, double *freedom)
{
    double sum = 0.0;
    *freedom = 0.0;
    for (int i = 0; i < measured->count; ++i) {
        const aci_measured_row *row = &measured->rows[i];
        double relative = row->deviation / row->amount;
        if (isfinite(relative) && row->samples > 1.0) {
            sum += (row->samples - 1.0) * relative * relative;
            *freedom += row->samples - 1.0;
        }
    }
    return *freedom > 0.0 ? sqrt(sum / *freedom) : NAN;
}

static bool has_spread(const aci_measured_row *row)
{
    return isfinite(row->deviation / row->amount) && row->samples > 1.0;
}

double aci_measured_likeness(const aci_measured *measured)
{
    double freedom = 0.0, logs = 0.0, inverse = 0.0;
    double pooled = aci_measured_spread(measured, &freedom);
    int groups = 0;
    for (int i = 0; i < measured->count; ++i) {
        const aci_measured_row *row = &measured->rows[i];
        if (has_spread(row)) {
            groups++;
            logs += (row->samples - 1.0) * log(fabs(row->deviation / row->amount) / pooled);
            inverse += 1.0 / (row->samples - 1.0);
        }
    }
    if (groups < 2) {
        return 0.0;
    }
    double correction = 1.0 + (inverse - 1.0 / freedom) / (3.0 * (groups - 1.0));
    return gsl_cdf_chisq_Q(fmax(0.0, -2.0 * logs / correction), groups - 1.0);
}

double aci_measured_fewest(const aci_measured *measured)
{
    double fewest = INFINITY;
    for (int i = 0; i < measured->count; ++i) {
        fewest = has_spread(&measured->rows[i]) ? fmin(fewest, measured->rows[i].samples) : fewest;
    }
    return fewest;
}
