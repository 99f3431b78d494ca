/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/figure/figure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "draw.h"
#include "whole.h"

enum { NAME_SIZE = 128 };

static const char *const names[ACI_FIGURES] = {
#define FIGURE_NAME(name, text) #name,
    ACI_FIGURE_LIST(FIGURE_NAME)
#undef FIGURE_NAME
};

const char *aci_figure_name(aci_figure_kind kind)
{
    return names[kind];
}

aci_figure_kind aci_figure_find(const char *name)
{
    int kind = 0;
    while (kind < ACI_FIGURES && strcmp(name, names[kind]) != 0) {
        kind++;
    }
    return (aci_figure_kind)kind;
}

void aci_figure_report_destroy(aci_figure_report *report)
{
    for (int kind = 0; kind < ACI_FIGURES; kind++) {
        free(report->written[kind]);
    }
    memset(report, 0, sizeof *report);
}

static bool is_of_studies(int kind)
{
    return kind >= ACI_FIGURE_map;
}

static bool is_of_needles(int kind)
{
    return kind >= ACI_FIGURE_force && !is_of_studies(kind);
}

static const char *find_lack_of_needles(const aci_figure_needling *needles, int kind)
{
    if (!needles->exists) {
        return "the run had no device, its channels were given";
    }
    bool is_missing = kind == ACI_FIGURE_depth && needles->settings == 0;
    return is_missing ? "the file holds no depths at other settings" : NULL;
}

static const char *find_lack_of_plasma(const aci_figure_body *body)
{
    if (body->times == 0) {
        return "the run had no section systemic";
    }
    bool is_empty = !body->endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max].exists;
    return is_empty ? "nothing came into the blood" : NULL;
}

/// Why a figure has nothing to draw, NULL when it has.
static const char *find_lack(const aci_figure_data *data, int kind)
{
    if (is_of_studies(kind)) {
        return "the file holds one run, no study";
    }
    if (is_of_needles(kind)) {
        return find_lack_of_needles(&data->needling, kind);
    }
    if (kind == ACI_FIGURE_plasma) {
        return find_lack_of_plasma(&data->body);
    }
    if (kind == ACI_FIGURE_regions) {
        return data->regions.columns == 0 ? "the run had no regions" : NULL;
    }
    if (kind == ACI_FIGURE_strips) {
        return data->strips.columns == 0 ? "the run had no tape strips (output.strips)" : NULL;
    }
    if (kind == ACI_FIGURE_section || kind == ACI_FIGURE_profile) {
        return data->snapshots == 0 ? "the file holds no concentration (output.fields)" : NULL;
    }
    if (data->history.times == 0) {
        return "the file holds no history; the run is not finished";
    }
    for (int time = 0; time < data->history.times; time++) {
        if (data->history.rows[ACI_HISTORY_applied][time] > 0) {
            return NULL;
        }
    }
    return "nothing was applied";
}

static size_t stem_length(const char *name)
{
    size_t length = strlen(name);
    static const char partial[] = ".partial";
    if (length > sizeof partial && strcmp(name + length - (sizeof partial - 1), partial) == 0) {
        length -= sizeof partial - 1;
    }
    for (size_t n = length; n > 1; n--) {
        if (name[n - 1] == '.') {
            return n - 1;
        }
    }
    return length;
}

static char *print(const char *format, ...) ACI_PRINTF(1, 2);

static char *print(const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = malloc((size_t)length + 1);
    if (text != NULL) {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(arguments);
    return text;
}

/// `<directory>/<stem>_<figure>.<format>`, with `prefix` before the stem.
static char *name_output(const char *path, const aci_figure_options *options, const char *figure,
                         const char *prefix)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *directory = options->directory != NULL ? options->directory : path;
    int directory_length =
        options->directory != NULL ? (int)strlen(directory) : (int)(name - path) - (slash != NULL);
    bool has_directory = options->directory != NULL || slash != NULL;
    return print("%.*s%s%s%.*s_%s.%s", directory_length, directory, has_directory ? "/" : "",
                 prefix, (int)stem_length(name), name, figure,
                 options->format == ACI_FIGURE_PNG ? "png" : "svg");
}

static aci_status make_directory(const char *directory)
{
    char *path = print("%s", directory);
    if (path == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory");
    }
    int failed = 0;
    for (char *c = path + 1; failed == 0 && c[-1] != '\0'; c++) {
        if (*c == '/' || *c == '\0') {
            char kept = *c;
            *c = '\0';
            failed = mkdir(path, 0777) != 0 && errno != EEXIST;
            *c = kept;
        }
    }
    free(path);
    return failed == 0 ? ACI_OK
                       : ACI_FAIL(ACI_FILE, "%s: cannot make the directory: %s", directory,
                                  strerror(errno));
}

/// A figure of one run, of several, or of a study.
typedef struct subject {
    const aci_figure_data *data;
    aci_figure_kind kind;
    const aci_compare *runs; ///< NULL: of one
    const aci_study_data *study;
} subject;

static aci_status draw_subject(const subject *of, aci_figure_format format, const char *output)
{
    if (of->study != NULL) {
        return aci_draw_study_file(of->study, of->kind, format, output);
    }
    return of->runs != NULL ? aci_draw_compare_file(of->runs, format, output)
                            : aci_draw_file(of->data, of->kind, format, output);
}

/// `output` is the name to speak of.
static aci_status draw_whole(const subject *of, aci_figure_format format, const char *unfinished,
                             const char *output)
{
    ACI_TRY(aci_whole_begin(unfinished, output));
    ACI_TRY(draw_subject(of, format, unfinished));
    return aci_whole_check(unfinished, format, output);
}

/// "map_depth" where a result was asked for.
static void name_figure(const subject *of, const aci_figure_options *options, char out[NAME_SIZE])
{
    bool is_chosen = of->kind == ACI_FIGURE_map && of->study != NULL && options->result != NULL;
    snprintf(out, NAME_SIZE, "%s%s%s", of->runs != NULL ? "endpoints" : names[of->kind],
             is_chosen ? "_" : "", is_chosen ? options->result : "");
}

/// Drawn under a dotted name and renamed, so that a figure is whole or not there.
static aci_status draw_one(const char *path, const subject *of, const aci_figure_options *options,
                           char **written)
{
    char figure[NAME_SIZE];
    name_figure(of, options, figure);
    char *output = name_output(path, options, figure, "");
    char *unfinished = name_output(path, options, figure, ".");
    aci_status status = ACI_OK;
    if (output == NULL || unfinished == NULL) {
        status = ACI_FAIL(ACI_FILE, "not enough memory");
    }
    if (status == ACI_OK) {
        status = draw_whole(of, options->format, unfinished, output);
    }
    if (status == ACI_OK && rename(unfinished, output) != 0) {
        status = ACI_FAIL(ACI_FILE, "%s: cannot write: %s", output, strerror(errno));
    }
    if (status == ACI_OK) {
        *written = output;
        output = NULL;
    } else if (unfinished != NULL) {
        unlink(unfinished);
    }
    free(output);
    free(unfinished);
    return status;
}

/// A command that was asked for pictures and made none has not done its work.
static aci_status check_drawn(const char *path, bool is_empty, const aci_figure_report *report)
{
    for (int kind = 0; kind < ACI_FIGURES; kind++) {
        if (report->written[kind] != NULL) {
            return ACI_OK;
        }
    }
    return ACI_FAIL(ACI_FILE, "%s: nothing to draw%s", path,
                    is_empty ? ", the file holds no field time and no history" : "");
}

/// Drawn when asked for by name, or when nobody asks and files of this kind usually have it.
static bool is_wanted(const aci_figure_options *options, int kind, bool is_usual)
{
    return options->figures != 0 ? (options->figures & (1u << kind)) != 0 : is_usual;
}

static bool is_usual_of_run(const aci_figure_data *data, int kind)
{
    return is_of_studies(kind)          ? false
           : is_of_needles(kind)        ? data->needling.exists
           : kind == ACI_FIGURE_plasma  ? data->body.times > 0
           : kind == ACI_FIGURE_regions ? data->regions.columns > 0
           : kind == ACI_FIGURE_strips  ? data->strips.columns > 0
                                        : true;
}

static aci_status draw_run(const char *path, const aci_figure_options *options,
                           aci_figure_report *out)
{
    aci_figure_data data;
    aci_status status = aci_data_read(path, &data);
    for (int kind = 0; kind < ACI_FIGURES && status == ACI_OK; kind++) {
        if (!is_wanted(options, kind, is_usual_of_run(&data, kind))) {
            continue;
        }
        out->skipped[kind] = find_lack(&data, kind);
        if (out->skipped[kind] == NULL) {
            const subject of = {.data = &data, .kind = (aci_figure_kind)kind};
            status = draw_one(path, &of, options, &out->written[kind]);
        }
    }
    bool is_empty = data.snapshots == 0 && data.history.times == 0;
    status = status == ACI_OK ? check_drawn(path, is_empty, out) : status;
    aci_data_destroy(&data);
    return status;
}

static aci_status draw_study(const char *path, const aci_figure_options *options,
                             aci_figure_report *out)
{
    aci_study_data data;
    aci_status status = aci_study_read(path, options->result, &data);
    for (int n = 0; n < ACI_FIGURES && status == ACI_OK; n++) {
        aci_figure_kind kind = (aci_figure_kind)n;
        if (!is_wanted(options, kind, aci_study_is_usual(&data, kind))) {
            continue;
        }
        out->skipped[n] = aci_study_lack(&data, kind);
        if (out->skipped[n] == NULL) {
            const subject of = {.study = &data, .kind = kind};
            status = draw_one(path, &of, options, &out->written[n]);
        }
    }
    status = status == ACI_OK ? check_drawn(path, false, out) : status;
    aci_study_destroy(&data);
    return status;
}

aci_status aci_figure_draw(const char *path, const aci_figure_options *options,
                           aci_figure_report *out)
{
    bool is_study = aci_study_is(path);
    memset(out, 0, sizeof *out);
    if (options->directory != NULL) {
        ACI_TRY(make_directory(options->directory));
    }
    return is_study ? draw_study(path, options, out) : draw_run(path, options, out);
}

aci_status aci_figure_compare(const char *const *paths, int count,
                              const aci_figure_options *options, char **written)
{
    aci_compare runs;
    *written = NULL;
    aci_status status = aci_compare_read(paths, count, &runs);
    if (status == ACI_OK && options->directory != NULL) {
        status = make_directory(options->directory);
    }
    if (status == ACI_OK) {
        const subject of = {.runs = &runs};
        status = draw_one(paths[0], &of, options, written);
    }
    aci_compare_destroy(&runs);
    return status;
}
