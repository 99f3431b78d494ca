/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export and plot: what is done with a result file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "acicula/base/parameters.h"
#include "acicula/figure/figure.h"
#include "acicula/output/catalogue.h"
#include "acicula/output/findings_file.h"
#include "acicula/output/reader.h"
#include "acicula/output/table.h"
#include "command.h"
#include "paths.h"

enum { WORD_SIZE = 64 };

static aci_status write_file(const char *path, const char *text, bool force)
{
    FILE *out = fopen(path, force ? "w" : "wx");
    if (out == NULL && errno == EEXIST) {
        return ACI_FAIL(ACI_FILE, "%s: exists already; --force replaces it", path);
    }
    if (out == NULL) {
        return ACI_FAIL(ACI_FILE, "%s: cannot write: %s", path, strerror(errno));
    }
    bool is_whole = fputs(text, out) >= 0;
    int error = errno;
    if (fclose(out) != 0 || !is_whole) {
        error = is_whole ? errno : error;
        (void)unlink(path);
        return ACI_FAIL(ACI_FILE, "%s: cannot write: %s", path, strerror(error));
    }
    return ACI_OK;
}

/* A catalogue is one table, in SI. */
static aci_status make_cases_table(const aci_options *options, char **out)
{
    if (options->table != NULL && strcmp(options->table, "cases") != 0) {
        return ACI_FAIL(ACI_BAD_INPUT, "--table: the catalogue has no table '%s', it has cases",
                        options->table);
    }
    if (options->units != NULL) {
        return ACI_FAIL(ACI_BAD_INPUT, "--units: the table of a catalogue is in SI units");
    }
    return aci_catalogue_table(options->operands[0], out);
}

static aci_status make_table(const aci_options *options, char **out)
{
    aci_reader *reader = NULL;
    const char *path = options->operands[0];
    if (aci_findings_file_is(path)) {
        return aci_findings_file_table(path, options->table, options->units, out);
    }
    if (aci_catalogue_is(path)) {
        return make_cases_table(options, out);
    }
    ACI_TRY(aci_reader_open(path, false, &reader));
    aci_status status = aci_table_csv(reader, options->table != NULL ? options->table : "history",
                                      options->units, out);
    aci_reader_destroy(&reader);
    return status;
}

static aci_status export_table(const aci_options *options)
{
    char *text = NULL;
    bool is_file = options->out != NULL && strcmp(options->out, "-") != 0;
    if (is_file) {
        ACI_TRY(aci_paths_check_file(options->out));
        ACI_TRY(aci_paths_check_other(options->out, options->operands[0]));
    }
    ACI_TRY(make_table(options, &text));
    aci_status status = ACI_OK;
    if (is_file) {
        status = write_file(options->out, text, options->force);
    } else {
        fputs(text, stdout);
    }
    free(text);
    return status;
}

int aci_command_export(const aci_options *options)
{
    return aci_command_report(export_table(options));
}

static aci_status read_format(const char *text, aci_figure_format *format)
{
    *format = text != NULL && strcmp(text, "png") == 0 ? ACI_FIGURE_PNG : ACI_FIGURE_SVG;
    if (text != NULL && *format == ACI_FIGURE_SVG && strcmp(text, "svg") != 0) {
        return ACI_FAIL(ACI_BAD_INPUT, "--format is '%.40s', allowed are svg and png", text);
    }
    return ACI_OK;
}

/* The figure of all the files together. */
static const char endpoints[] = "endpoints";

static aci_status refuse_figure(const char *name)
{
    char names[4 * WORD_SIZE] = "", nearest[WORD_SIZE];
    size_t used = 0;
    for (int kind = 0; kind < ACI_FIGURES; kind++) {
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", kind > 0 ? ", " : "",
                                 aci_figure_name((aci_figure_kind)kind));
    }
    snprintf(names + used, sizeof names - used, ", %s", endpoints);
    bool is_near = aci_parameters_nearest_word(names, name, nearest, sizeof nearest);
    return ACI_FAIL(ACI_BAD_INPUT, "--figures: no figure '%s'%s%s%s; allowed are %s", name,
                    is_near ? ", did you mean '" : "", is_near ? nearest : "", is_near ? "'?" : "",
                    names);
}

/* "map:depth" is the map of one result: cuts the name off and keeps it. */
static aci_status read_map_result(char *name, char result[WORD_SIZE])
{
    static const char map[] = "map:";
    if (strncmp(name, map, sizeof map - 1) != 0) {
        return ACI_OK;
    }
    if (result[0] != '\0' && strcmp(result, name + sizeof map - 1) != 0) {
        return ACI_FAIL(ACI_BAD_INPUT, "--figures: maps of %s and %s, allowed is one in a call",
                        result, name + sizeof map - 1);
    }
    memmove(result, name + sizeof map - 1, strlen(name + sizeof map - 1) + 1);
    name[sizeof map - 2] = '\0';
    return ACI_OK;
}

/* "section,absorbed" as bits, and whether all files are compared; nothing is all bits. */
static aci_status read_figures(const char *list, unsigned *figures, bool *compares,
                               char result[WORD_SIZE])
{
    *figures = 0;
    *compares = false;
    result[0] = '\0';
    while (list != NULL && *list != '\0') {
        char name[WORD_SIZE];
        size_t length = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, list);
        ACI_TRY(read_map_result(name, result));
        aci_figure_kind kind = aci_figure_find(name);
        bool is_of_all = strcmp(name, endpoints) == 0;
        if (kind == ACI_FIGURES && !is_of_all) {
            return refuse_figure(name);
        }
        *compares = *compares || is_of_all;
        *figures |= is_of_all ? 0 : 1u << kind;
        list += length + (list[length] == ',');
    }
    return ACI_OK;
}

static void print_figures(const aci_options *options, const char *path,
                          const aci_figure_report *report)
{
    for (int kind = 0; kind < ACI_FIGURES; kind++) {
        if (report->written[kind] != NULL && !options->quiet) {
            printf("%s\n", report->written[kind]);
        }
        if (report->skipped[kind] != NULL && !options->quiet) {
            fprintf(stderr, "%s: no figure %s: %s\n", path, aci_figure_name((aci_figure_kind)kind),
                    report->skipped[kind]);
        }
    }
}

static aci_status compare(const aci_options *options, const aci_figure_options *figures)
{
    char *written = NULL;
    aci_status status =
        aci_figure_compare(options->operands, options->operand_count, figures, &written);
    if (status == ACI_OK && !options->quiet) {
        printf("%s\n", written);
    }
    free(written);
    return status;
}

static aci_status plot(const aci_options *options)
{
    aci_figure_options figures = {.directory = options->out};
    char result[WORD_SIZE];
    bool compares = false;
    ACI_TRY(read_format(options->format, &figures.format));
    ACI_TRY(read_figures(options->figures, &figures.figures, &compares, result));
    figures.result = result[0] != '\0' ? result : NULL;
    if (compares) {
        ACI_TRY(compare(options, &figures));
    }
    if (compares && figures.figures == 0) {
        return ACI_OK;
    }
    for (int i = 0; i < options->operand_count; i++) {
        aci_figure_report report;
        aci_status status = aci_figure_draw(options->operands[i], &figures, &report);
        print_figures(options, options->operands[i], &report);
        aci_figure_report_destroy(&report);
        ACI_TRY(status);
    }
    return ACI_OK;
}

int aci_command_plot(const aci_options *options)
{
    return aci_command_report(plot(options));
}
