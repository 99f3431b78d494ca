/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collect: the shards of a sweep put together. */
#define _DEFAULT_SOURCE /* realpath */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "about.h"
#include "acicula/output/catalogue_book.h"
#include "command.h"
#include "json.h"
#include "paths.h"
#include "recorded.h"

enum { CODE_FAILED_CASES = 3 };

/// What is being put together.
typedef struct collection {
    const aci_options *options;
    char *path, *csv, *command_line;
    int count;
    char **files;            ///< [count] names in order
    char *signature, *first; ///< those of the first catalogue
    aci_catalogue_format format;
    aci_catalogue_book *book;
    aci_recorded recorded; ///< of the first catalogue
    int catalogues, journals;
} collection;

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the catalogue");
}

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static aci_status add_file(collection *c, const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size),
         **longer = realloc(c->files, (size_t)(c->count + 1) * sizeof *longer);
    c->files = longer != NULL ? longer : c->files;
    if (path == NULL || longer == NULL) {
        free(path);
        return out_of_memory();
    }
    snprintf(path, size, "%s/%s", folder, name);
    bool is_own = strcmp(path, c->path) == 0;
    if (is_own) {
        free(path);
    } else {
        c->files[c->count++] = path;
    }
    return ACI_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static aci_status list_files(collection *c, const char *folder)
{
    DIR *open = opendir(folder);
    if (open == NULL) {
        return ACI_FAIL(ACI_FILE, "%s: cannot read the folder: %s", folder, strerror(errno));
    }
    aci_status status = ACI_OK;
    for (struct dirent *entry; status == ACI_OK && (entry = readdir(open)) != NULL;) {
        const char *name = entry->d_name;
        if (name[0] != '.' && (ends_with(name, ".h5") || ends_with(name, ".h5.partial"))) {
            status = add_file(c, folder, name);
        }
    }
    closedir(open);
    if (status == ACI_OK && c->count > 0) {
        qsort(c->files, (size_t)c->count, sizeof *c->files, compare_names);
    }
    return status;
}

/* The columns are those of the first catalogue. */
static aci_status begin(collection *c, const char *file, const char *signature)
{
    c->signature = strdup(signature);
    c->first = strdup(file);
    if (c->signature == NULL || c->first == NULL) {
        return out_of_memory();
    }
    ACI_TRY(aci_catalogue_read_format(signature, &c->format));
    return aci_catalogue_book_open(c->path, c->options->force, signature, &c->format, &c->book);
}

static aci_status check_same(const collection *c, const char *file, const char *signature)
{
    char difference[512];
    if (strcmp(signature, c->signature) == 0) {
        return ACI_OK;
    }
    aci_journal_difference(c->signature, signature, difference, sizeof difference);
    return ACI_FAIL(ACI_FILE, "%s: is of another sweep than %s: %s", file, c->first, difference);
}

static aci_status refuse_damaged(const char *file)
{
    return ACI_FAIL(ACI_FILE,
                    "%s: is damaged or still being written; delete it and run that shard again",
                    file);
}

static aci_status take_catalogue(collection *c, const char *file)
{
    aci_catalogue *other = NULL;
    if (aci_catalogue_is_damaged(file)) {
        return refuse_damaged(file);
    }
    if (!aci_catalogue_is(file)) {
        return ACI_OK;
    }
    if (aci_catalogue_open(file, &other) != ACI_OK) {
        return refuse_damaged(file);
    }
    const char *signature = aci_catalogue_signature(other);
    aci_status status = c->signature == NULL ? begin(c, file, signature) : ACI_OK;
    if (status == ACI_OK) {
        status = check_same(c, file, signature);
    }
    if (status == ACI_OK && c->recorded.config == NULL) {
        status = aci_recorded_read(file, &c->recorded);
        memcpy(c->format.title, aci_catalogue_format_of(other)->title, sizeof c->format.title);
    }
    if (status == ACI_OK) {
        const long cases = aci_catalogue_format_of(other)->cases;
        c->format.cases = cases > c->format.cases ? cases : c->format.cases;
        status = aci_catalogue_book_take(c->book, other);
    }
    aci_catalogue_close(&other);
    c->catalogues++;
    return status;
}

static aci_status take_journal(collection *c, const char *file)
{
    aci_journal *other = NULL;
    ACI_TRY(aci_journal_read(file, &other));
    const char *signature = aci_journal_signature(other);
    aci_status status = check_same(c, file, signature);
    if (status == ACI_OK) {
        status = aci_catalogue_book_take_journal(c->book, other);
    }
    aci_journal_close(&other, false);
    c->journals++;
    return status;
}

/* Finished shards first: they alone know the config. */
static aci_status take_all(collection *c, const char *folder)
{
    int unfinished = 0;
    for (int n = 0; n < c->count; ++n) {
        if (ends_with(c->files[n], ".h5")) {
            ACI_TRY(take_catalogue(c, c->files[n]));
        }
        unfinished += ends_with(c->files[n], ".partial");
    }
    if (c->catalogues == 0) {
        return unfinished > 0
                   ? ACI_FAIL(ACI_FILE, "%s: no shard in it is finished yet", folder)
                   : ACI_FAIL(ACI_FILE, "%s: no shard of a sweep is in it (*.h5 or *.h5.partial)",
                              folder);
    }
    for (int n = 0; n < c->count; ++n) {
        if (ends_with(c->files[n], ".partial")) {
            ACI_TRY(take_journal(c, c->files[n]));
        }
    }
    return ACI_OK;
}

static aci_status write(collection *c)
{
    char libraries[ACI_ABOUT_SIZE];
    const aci_file_options origin = {.path = c->path,
                                     .force = true,
                                     .config = c->recorded.config,
                                     .set = c->recorded.set,
                                     .config_resolved = c->recorded.resolved,
                                     .input_count = c->recorded.input_count,
                                     .inputs = c->recorded.inputs,
                                     .command_line = c->command_line,
                                     .threads = 1,
                                     .build = aci_about_build(libraries)};
    if (aci_catalogue_book_is_written(c->book)) {
        return ACI_OK;
    }
    return aci_catalogue_book_write(c->book, &origin, c->csv, c->signature);
}

/* Beside the folder; "." and ".." have names of their own elsewhere. */
static aci_status name_after_folder(const char *folder, size_t length, char **out)
{
    const char *last = folder + length;
    while (last > folder && last[-1] != '/') {
        last--;
    }
    const size_t size = (size_t)(folder + length - last);
    const bool has_name = strncmp(last, "..", size) != 0;
    char *real = has_name ? NULL : realpath(folder, NULL);
    if (!has_name && real == NULL) {
        return ACI_FAIL(ACI_FILE, "%s: cannot read the folder: %s", folder, strerror(errno));
    }
    if (real != NULL && strcmp(real, "/") == 0) {
        free(real);
        return ACI_FAIL(ACI_BAD_INPUT, "%s: has no name to call the catalogue; --out gives one",
                        folder);
    }
    const char *name = real != NULL ? real : folder;
    const int used = real != NULL ? (int)strlen(real) : (int)length;
    *out = malloc((size_t)used + 8);
    if (*out != NULL) {
        snprintf(*out, (size_t)used + 8, "%.*s.h5", used, name);
    }
    free(real);
    return *out != NULL ? ACI_OK : out_of_memory();
}

static aci_status choose_path(collection *c)
{
    const char *folder = c->options->operands[0];
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/') {
        length--;
    }
    if (c->options->out != NULL) {
        ACI_TRY(aci_paths_check_file(c->options->out));
        c->path = strdup(c->options->out);
    } else {
        ACI_TRY(name_after_folder(folder, length, &c->path));
    }
    if (c->path == NULL) {
        return out_of_memory();
    }
    char *csv = NULL;
    aci_status status = aci_paths_ending(c->path, ".csv", &csv);
    c->csv = csv;
    return status;
}

static int report(const collection *c)
{
    const long rows = aci_catalogue_book_count(c->book);
    const long failed = aci_catalogue_book_failures(c->book);
    const long missing = c->format.cases > rows ? c->format.cases - rows : 0;
    if (c->options->json) {
        aci_json json = {.out = stdout};
        aci_json_open(&json, NULL);
        aci_json_text(&json, "catalogue", c->path);
        aci_json_integer(&json, "cases", rows);
        aci_json_integer(&json, "design_cases", c->format.cases);
        aci_json_integer(&json, "failed", failed);
        aci_json_integer(&json, "missing", missing);
        aci_json_close(&json);
    } else if (!c->options->quiet) {
        printf("%ld cases from %d finished and %d unfinished shards, %ld failed, %ld missing\n"
               "%s and %s\n",
               rows, c->catalogues, c->journals, failed, missing, c->path, c->csv);
    }
    if (missing > 0) {
        fprintf(stderr,
                "acicula: %ld of %ld cases are missing; run the shards again, then collect\n",
                missing, c->format.cases);
    }
    return failed > 0 || missing > 0 ? CODE_FAILED_CASES : 0;
}

static aci_status collect(collection *c)
{
    const char *folder = c->options->operands[0];
    ACI_TRY(aci_paths_command_line(c->options->word_count, c->options->words, &c->command_line));
    ACI_TRY(choose_path(c));
    ACI_TRY(list_files(c, folder));
    ACI_TRY(take_all(c, folder));
    return write(c);
}

int aci_command_collect(const aci_options *options)
{
    collection c = {.options = options};
    aci_status status = collect(&c);
    int code = status == ACI_OK ? report(&c) : aci_command_report(status);
    aci_catalogue_book_close(&c.book);
    aci_catalogue_destroy_format(&c.format);
    for (int n = 0; n < c.count; ++n) {
        free(c.files[n]);
    }
    free(c.files);
    free(c.signature);
    free(c.first);
    aci_recorded_destroy(&c.recorded);
    free(c.path);
    free(c.csv);
    free(c.command_line);
    return code;
}
