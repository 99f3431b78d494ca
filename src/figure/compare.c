/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"

enum { NAMED_MOST = 4, LIST_SIZE = 512 };

/// The configs, and the keys in which they differ.
typedef struct comparison {
    int count, differing;
    aci_config **configs;
    char key[ACI_CONFIG_PATH_SIZE]; ///< the first
    char list[LIST_SIZE];           ///< the first few
} comparison;

static aci_status read_config(const char *path, aci_config **out)
{
    aci_reader *reader = NULL;
    char *text = NULL;
    aci_status status = aci_reader_open(path, false, &reader);
    if (status == ACI_OK) {
        status = aci_reader_text(reader, "/provenance/config_resolved", &text);
    }
    if (status == ACI_OK) {
        status = aci_config_parse(path, text, strlen(text), out);
    }
    free(text);
    aci_reader_destroy(&reader);
    return status;
}

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/// What says nothing of skin, needles and product.
static bool is_aside(const char *path)
{
    return strcmp(path, "title") == 0 || begins_with(path, "output") ||
           begins_with(path, "simulation.report_");
}

static void add_difference(comparison *c, const char *path)
{
    size_t used = strlen(c->list);
    if (c->differing == 0) {
        snprintf(c->key, sizeof c->key, "%s", path);
    }
    if (c->differing < NAMED_MOST && strstr(c->list, path) == NULL) {
        snprintf(c->list + used, sizeof c->list - used, "%s%s", used > 0 ? ", " : "", path);
    }
    c->differing++;
}

/// Whether all configs have the scalar's text in its place.
static bool is_shared(const comparison *c, const aci_node *node, const char *path)
{
    for (int n = 0; n < c->count; n++) {
        const aci_node *other = aci_config_find(c->configs[n], path);
        if (other == NULL || other->text == NULL || strcmp(other->text, node->text) != 0) {
            return false;
        }
    }
    return true;
}

/// Compares the scalars below a node of config `n`; of a later one only what the first lacks.
static void compare_below(comparison *c, int n, const aci_node *node)
{
    char path[ACI_CONFIG_PATH_SIZE];
    for (const aci_node *child = node->first; child != NULL; child = child->next) {
        compare_below(c, n, child);
    }
    aci_config_path(node, false, path);
    if (node->text == NULL || is_aside(path)) {
        return;
    }
    bool is_new = n == 0 || aci_config_find(c->configs[0], path) == NULL;
    if (is_new && !is_shared(c, node, path)) {
        add_difference(c, path);
    }
}

/// "10 min" as 10 and "min".
static bool split(const aci_node *node, double *number, const char **unit)
{
    char *end = NULL;
    if (node == NULL || node->text == NULL) {
        return false;
    }
    *number = strtod(node->text, &end);
    *unit = end + strspn(end, " ");
    return end != node->text && isfinite(*number);
}

static aci_status find_number(const comparison *c, aci_compare *out)
{
    if (c->differing == 0) {
        return ACI_FAIL(ACI_BAD_INPUT, "the configs of the files are the same: figure endpoints "
                                       "needs one number that differs");
    }
    if (c->differing > 1) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "the configs of the files differ in %d places (%s%s): figure endpoints "
                        "needs one number that differs",
                        c->differing, c->list, c->differing > NAMED_MOST ? ", .." : "");
    }
    snprintf(out->key, sizeof out->key, "%s", c->key);
    for (int n = 0; n < c->count; n++) {
        const char *unit = NULL;
        const aci_node *node = aci_config_find(c->configs[n], c->key);
        bool is_number = split(node, &out->points[n].place, &unit);
        if (is_number && n == 0) {
            snprintf(out->unit, sizeof out->unit, "%s", unit);
        }
        if (!is_number || strcmp(unit, out->unit) != 0) {
            return ACI_FAIL(ACI_BAD_INPUT,
                            "%s differs, but is no number of one unit in all files: figure "
                            "endpoints needs one",
                            c->key);
        }
    }
    return ACI_OK;
}

static aci_status read_point(const char *path, aci_compare_point *out, double *hours)
{
    aci_figure_data data;
    aci_status status = aci_data_read(path, &data);
    if (status == ACI_OK && data.history.times == 0) {
        status = ACI_FAIL(ACI_FILE, "%s: holds no history; the run is not finished", path);
    }
    if (status == ACI_OK) {
        const aci_history *h = &data.history;
        const aci_endpoint_value *delivered = &data.endpoints[ACI_ENDPOINT_dermal_delivery];
        out->absorbed = h->rows[ACI_HISTORY_absorbed][h->times - 1];
        out->delivered = delivered->exists ? delivered->value : out->absorbed;
        out->error = fmax(h->numerical_error[ACI_HISTORY_absorbed], delivered->numerical_error);
        *hours = aci_text_hours(h->time[h->times - 1]);
    }
    aci_data_destroy(&data);
    return status;
}

static int compare_points(const void *a, const void *b)
{
    const aci_compare_point *left = a, *right = b;
    return (left->place > right->place) - (left->place < right->place);
}

static aci_status read_all(const char *const *paths, comparison *c, aci_compare *out)
{
    double hours = 0;
    for (int n = 0; n < c->count; n++) {
        ACI_TRY(read_config(paths[n], &c->configs[n]));
    }
    for (int n = 0; n < c->count; n++) {
        compare_below(c, n, aci_config_root(c->configs[n]));
    }
    ACI_TRY(find_number(c, out));
    for (int n = 0; n < c->count; n++) {
        ACI_TRY(read_point(paths[n], &out->points[n], n == 0 ? &out->hours : &hours));
    }
    qsort(out->points, (size_t)out->count, sizeof *out->points, compare_points);
    return ACI_OK;
}

aci_status aci_compare_read(const char *const *paths, int count, aci_compare *out)
{
    comparison c = {.count = count};
    memset(out, 0, sizeof *out);
    if (count < 2) {
        return ACI_FAIL(ACI_BAD_INPUT, "figure endpoints needs at least two files");
    }
    c.configs = calloc((size_t)count, sizeof(void *));
    out->points = calloc((size_t)count, sizeof *out->points);
    out->count = count;
    aci_status status = c.configs != NULL && out->points != NULL
                            ? read_all(paths, &c, out)
                            : ACI_FAIL(ACI_FILE, "not enough memory for %d files", count);
    for (int n = 0; n < count && c.configs != NULL; n++) {
        aci_config_destroy(&c.configs[n]);
    }
    free(c.configs);
    return status;
}

void aci_compare_destroy(aci_compare *compare)
{
    free(compare->points);
    memset(compare, 0, sizeof *compare);
}
