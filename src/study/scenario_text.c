/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resolved config and the origins of its numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/study/scenario.h"

enum { KEY_SIZE = 192, COLUMN = 52 };

/// A text being written; the first failure is kept.
typedef struct writer {
    FILE *out;
    char *text;
    size_t size;
    aci_status status;
} writer;

static aci_status open_writer(writer *to)
{
    *to = (writer){.status = ACI_OK};
    to->out = open_memstream(&to->text, &to->size);
    return to->out != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for a text");
}

static aci_status close_writer(writer *to, char **out)
{
    if (fclose(to->out) != 0 && to->status == ACI_OK) {
        to->status = ACI_FAIL(ACI_FILE, "out of memory for a text");
    }
    if (to->status != ACI_OK) {
        free(to->text);
        to->text = NULL;
    }
    *out = to->text;
    return to->status;
}

static void write_quantity(writer *to, double value, const char *unit)
{
    char text[ACI_UNITS_TEXT_SIZE] = "";
    if (to->status == ACI_OK) {
        to->status = aci_units_write(value, unit, text);
    }
    fprintf(to->out, "%s", text);
}

static const char *confidence_word(char confidence)
{
    return confidence == 'H'   ? ", high confidence"
           : confidence == 'M' ? ", medium confidence"
           : confidence == 'L' ? ", low confidence"
                               : "";
}

/* "correlated: Kretsos 2008, medium confidence"; just "given" for the user's own. */
static void write_origin(writer *to, const aci_value *value)
{
    const char *origin = aci_skin_origin_name(value->origin);
    const char *source = value->source == NULL ? "" : value->source;
    bool is_given = value->origin == ACI_ORIGIN_GIVEN;
    bool says_so = strncmp(source, origin, strlen(origin)) == 0;
    fprintf(to->out, "%s", says_so && !is_given ? "" : origin);
    if (!is_given && source[0] != '\0') {
        fprintf(to->out, "%s%s", says_so ? "" : ": ", source);
    }
    fprintf(to->out, "%s", is_given ? "" : confidence_word(value->confidence));
}

static void write_key(writer *to, int indent, const char *key, double value, const char *unit)
{
    fprintf(to->out, "%*s%s: ", indent, "", key);
    write_quantity(to, value, unit);
    fprintf(to->out, "\n");
}

/* A number and, as a comment, where it came from when the user did not give it. */
static void write_value(writer *to, int indent, const char *key, const aci_value *value,
                        const char *unit)
{
    if (value->origin == ACI_ORIGIN_MISSING) {
        return;
    }
    fprintf(to->out, "%*s%s: ", indent, "", key);
    write_quantity(to, value->value, unit);
    if (value->origin != ACI_ORIGIN_GIVEN) {
        fprintf(to->out, "  # ");
        write_origin(to, value);
    }
    fprintf(to->out, "\n");
}

static void write_quoted(writer *to, int indent, const char *key, const char *text)
{
    fprintf(to->out, "%*s%s: \"", indent, "", key);
    for (; *text != '\0'; text++) {
        fprintf(to->out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    fprintf(to->out, "\"\n");
}

static void write_times(writer *to, const char *key, const aci_times *times)
{
    fprintf(to->out, "  %s: [", key);
    for (int k = 0; k < times->count; k++) {
        fprintf(to->out, k == 0 ? "" : k % 10 == 0 ? ",\n    " : ", ");
        write_quantity(to, times->time[k], "h");
    }
    fprintf(to->out, "]\n");
}

static void write_skin(writer *to, const aci_skin *skin)
{
    fprintf(to->out, "skin:\n");
    if (skin->site[0] != '\0') {
        fprintf(to->out, "  site: %s\n", skin->site);
    }
    fprintf(to->out, "  setting: %s\n  below: %s\n  layers:\n",
            skin->setting == ACI_IN_VITRO ? "in_vitro" : "in_vivo",
            skin->below == ACI_BELOW_SEALED ? "sealed" : "sink");
    for (int i = 0; i < skin->layer_count; i++) {
        const aci_layer *layer = &skin->layers[i];
        fprintf(to->out, "    - name: \"%s\"\n", layer->name);
        write_value(to, 6, "thickness", &layer->thickness, "um");
        write_value(to, 6, "diffusivity", &layer->diffusivity, "m2/s");
        write_value(to, 6, "lateral_diffusivity", &layer->lateral_diffusivity, "m2/s");
        write_value(to, 6, "partition", &layer->partition, "1");
        write_value(to, 6, "clearance", &layer->clearance, "1/s");
    }
}

static void write_shape(writer *to, const aci_scenario *scenario)
{
    const aci_channels *channels = &scenario->channels;
    const aci_profile *profile = &channels->profile;
    bool is_patch = channels->kind == ACI_CHANNELS_PATCH;
    if (scenario->channels_file[0] != '\0') {
        write_quoted(to, 2, is_patch ? "file" : "profile", scenario->channels_file);
    } else {
        write_key(to, 2, "mouth_radius", profile->radius[0], "um");
        write_key(to, 2, "bottom_radius", profile->radius[profile->count - 1], "um");
        write_key(to, 2, "depth", profile->depth[profile->count - 1], "um");
    }
    if (!is_patch) {
        write_key(to, 2, "pitch", channels->pitch, "um");
    }
}

static void write_channels(writer *to, const aci_scenario *scenario)
{
    const aci_closure *closure = &scenario->channels.closure;
    if (scenario->channels.kind == ACI_CHANNELS_NONE) {
        fprintf(to->out, "channels: none\n");
        return;
    }
    fprintf(to->out, "channels:\n");
    write_shape(to, scenario);
    write_value(to, 2, "diffusivity", &scenario->channel_diffusivity, "m2/s");
    write_value(to, 2, "partition", &scenario->channel_partition, "1");
    if (closure->law != ACI_CLOSURE_NONE) {
        fprintf(to->out, "  closure:\n    law: exponential\n    of: %s\n",
                closure->law == ACI_CLOSURE_AREA ? "area" : "radius");
        write_key(to, 4, "time_constant", closure->time_constant, "h");
    }
}

static void write_product(writer *to, const aci_product *product)
{
    bool is_inline = strcmp(product->compound, "inline") == 0;
    fprintf(to->out, "product:\n");
    if (is_inline) {
        fprintf(to->out,
                "  # the compound was given inline; what followed from it is written out\n");
    } else if (product->compound[0] != '\0') {
        fprintf(to->out, "  compound: %s\n", product->compound);
    }
    write_key(to, 2, "concentration", product->concentration, "kg/m3");
    if (product->infinite) {
        fprintf(to->out, "  dose: infinite\n");
    } else {
        write_key(to, 2, "dose", product->film, "um");
    }
    write_value(to, 2, "diffusivity", &product->diffusivity, "m2/s");
    write_value(to, 2, "partition", &product->partition, "1");
}

static void write_cells(writer *to, const aci_scenario *scenario)
{
    const char *separator = "";
    const int *cells = scenario->cells;
    if (cells[0] == 0 && cells[1] == 0 && cells[2] == 0) {
        return;
    }
    const char *const names[3] = {scenario->geometry == ACI_AXISYMMETRIC ? "r" : "x", "y", "z"};
    fprintf(to->out, "  cells: {");
    for (int axis = 0; axis < 3; axis++) {
        if (cells[axis] > 0) {
            fprintf(to->out, "%s%s: %d", separator, names[axis], cells[axis]);
            separator = ", ";
        }
    }
    fprintf(to->out, "}\n");
}

static void write_simulation(writer *to, const aci_scenario *scenario)
{
    static const char *const names[3] = {"slab", "axisymmetric", "box"};
    fprintf(to->out, "simulation:\n  geometry: %s\n", names[scenario->geometry]);
    if (scenario->channels.kind == ACI_CHANNELS_PATCH) {
        write_key(to, 2, "patch", scenario->patch, "mm");
    }
    write_key(to, 2, "duration", scenario->duration, "h");
    write_times(to, "report_times", &scenario->report);
    write_key(to, 2, "accuracy", scenario->accuracy, "1");
    write_cells(to, scenario);
}

static void write_output(writer *to, const aci_scenario *scenario)
{
    static const char *const names[] = {"concentration", "activity", "layer_index", "partition",
                                        "diffusivity"};
    const bool wanted[] = {scenario->output.concentration, scenario->output.activity,
                           scenario->output.layer_index, scenario->output.partition,
                           scenario->output.diffusivity};
    const char *separator = "";
    fprintf(to->out, "output:\n  fields: [");
    for (int k = 0; k < 5; k++) {
        if (wanted[k]) {
            fprintf(to->out, "%s%s", separator, names[k]);
            separator = ", ";
        }
    }
    fprintf(to->out, "]\n");
    write_times(to, "field_times", &scenario->output.times);
}

aci_status aci_scenario_text(const aci_scenario *scenario, char **out)
{
    writer to;
    *out = NULL;
    ACI_TRY(open_writer(&to));
    fprintf(to.out, "# Every value in full, as the run used it.\n");
    if (scenario->channels_file[0] != '\0') {
        fprintf(to.out, "# Needs the file named under channels beside it.\n");
    }
    if (scenario->title[0] != '\0') {
        write_quoted(&to, 0, "title", scenario->title);
    }
    write_skin(&to, &scenario->skin);
    write_channels(&to, scenario);
    write_product(&to, &scenario->product);
    write_simulation(&to, scenario);
    write_output(&to, scenario);
    return close_writer(&to, out);
}

static void list_value(writer *to, const char *key, const aci_value *value, const char *unit)
{
    double shown = 0.0;
    bool is_pure = strcmp(unit, "1") == 0;
    if (value->origin == ACI_ORIGIN_MISSING || to->status != ACI_OK) {
        return;
    }
    to->status = aci_units_convert(value->value, unit, &shown);
    /* Correlated numbers have seventeen digits; four say enough here. */
    char text[ACI_UNITS_TEXT_SIZE];
    snprintf(text, sizeof text, "%.4g%s%s", shown, is_pure ? "" : " ", is_pure ? "" : unit);
    fprintf(to->out, "%-*s %-16s ", COLUMN, key, text);
    write_origin(to, value);
    fprintf(to->out, "\n");
}

static void list_layer(writer *to, const aci_layer *layer)
{
    static const char *const keys[] = {"thickness", "diffusivity", "lateral_diffusivity",
                                       "partition", "clearance"};
    static const char *const units[] = {"um", "m2/s", "m2/s", "1", "1/s"};
    const aci_value *const values[] = {&layer->thickness, &layer->diffusivity,
                                       &layer->lateral_diffusivity, &layer->partition,
                                       &layer->clearance};
    for (int k = 0; k < 5; k++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "skin.layers.%s.%s", layer->name, keys[k]);
        list_value(to, key, values[k], units[k]);
    }
}

aci_status aci_scenario_origins(const aci_scenario *scenario, char **out)
{
    writer to;
    *out = NULL;
    ACI_TRY(open_writer(&to));
    for (int i = 0; i < scenario->skin.layer_count; i++) {
        list_layer(&to, &scenario->skin.layers[i]);
    }
    list_value(&to, "channels.diffusivity", &scenario->channel_diffusivity, "m2/s");
    list_value(&to, "channels.partition", &scenario->channel_partition, "1");
    list_value(&to, "product.diffusivity", &scenario->product.diffusivity, "m2/s");
    list_value(&to, "product.partition", &scenario->product.partition, "1");
    return close_writer(&to, out);
}
