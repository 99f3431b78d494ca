/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "values.h"

#include <stdbool.h>
#include <string.h>

enum { WIDTH = 98, LAYER_VALUES = 5, WORD_SIZE = 160 };

static int list_layer(const aci_layer *layer, aci_values_entry *list)
{
    const aci_values_entry entries[LAYER_VALUES] = {
        {true, layer->name, "thickness", "m", &layer->thickness},
        {true, layer->name, "diffusivity", "m2/s", &layer->diffusivity},
        {true, layer->name, "lateral_diffusivity", "m2/s", &layer->lateral_diffusivity},
        {true, layer->name, "partition", "1", &layer->partition},
        {true, layer->name, "clearance", "1/s", &layer->clearance},
    };
    memcpy(list, entries, sizeof entries);
    return LAYER_VALUES;
}

/* What does not enter the computation (a channel's fluid without channels) is no value of the run.
 */
static int keep_known(aci_values_entry *list, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (list[i].value->origin != ACI_ORIGIN_MISSING) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

int aci_values_list(const aci_scenario *scenario, aci_values_entry *list)
{
    int count = 0;
    for (int i = 0; i < scenario->skin.layer_count; i++) {
        count += list_layer(&scenario->skin.layers[i], list + count);
    }
    if (scenario->channels.kind != ACI_CHANNELS_NONE) {
        list[count++] = (aci_values_entry){false, "channels", "diffusivity", "m2/s",
                                           &scenario->channel_diffusivity};
        list[count++] =
            (aci_values_entry){false, "channels", "partition", "1", &scenario->channel_partition};
    }
    if (!scenario->product.infinite) {
        list[count++] = (aci_values_entry){false, "product", "diffusivity", "m2/s",
                                           &scenario->product.diffusivity};
    }
    list[count++] =
        (aci_values_entry){false, "product", "partition", "1", &scenario->product.partition};
    count += aci_scenario_closing_numbers(scenario, list + count);
    count += aci_scenario_systemic(scenario, list + count);
    count += aci_scenario_follicles(scenario, list + count);
    count += aci_scenario_numbers(scenario, list + count);
    return keep_known(list, count);
}

/// Words put on lines of at most WIDTH characters.
typedef struct page {
    FILE *out;
    const char *margin, *indent; ///< of every line, and of those after the first
    int column;
} page;

static void write_word(page *to, const char *word)
{
    if (to->column + 1 + (int)strlen(word) > WIDTH) {
        to->column = fprintf(to->out, "\n%s%s", to->margin, to->indent) - 1;
    }
    to->column += fprintf(to->out, " %s", word);
}

/* The next value of an origin, from an index on; `count` when there is none. */
static int next_of(aci_origin origin, const aci_values_entry *list, int count, int from)
{
    int i = from;
    while (i < count && list[i].value->origin != origin) {
        i++;
    }
    return i;
}

/* "measured   3 dermis: thickness, clearance; product: partition" */
static void print_origin(page *to, aci_origin origin, const aci_values_entry *list, int count)
{
    char word[WORD_SIZE];
    const char *group = "";
    int total = 0;
    for (int i = 0; i < count; i++) {
        total += list[i].value->origin == origin;
    }
    to->column = fprintf(to->out, "%s%10s %3d", to->margin, aci_skin_origin_name(origin), total);
    for (int i = next_of(origin, list, count, 0); i < count;) {
        int next = next_of(origin, list, count, i + 1);
        if (strcmp(group, list[i].group) != 0) {
            group = list[i].group;
            snprintf(word, sizeof word, "%s:", group);
            write_word(to, word);
        }
        bool goes_on = next < count && strcmp(list[next].group, group) == 0;
        snprintf(word, sizeof word, "%s%s", list[i].name, goes_on ? "," : next < count ? ";" : "");
        write_word(to, word);
        i = next;
    }
    fputc('\n', to->out);
}

/* The notes of the scenario, one a line, wrapped. */
static void print_notes(page *to, const char *notes)
{
    to->indent = "     ";
    while (*notes != '\0') {
        to->column = fprintf(to->out, "%sNote:", to->margin);
        while (*notes != '\0' && *notes != '\n') {
            char word[WORD_SIZE];
            size_t length = strcspn(notes, " \n");
            snprintf(word, sizeof word, "%.*s", (int)length, notes);
            write_word(to, word);
            notes += length;
            notes += *notes == ' ';
        }
        fputc('\n', to->out);
        notes += *notes == '\n';
    }
}

static page print_list(FILE *out, const aci_values_entry *list, int count, const char *margin)
{
    static const aci_origin origins[] = {ACI_ORIGIN_GIVEN, ACI_ORIGIN_SETTING, ACI_ORIGIN_MEASURED,
                                         ACI_ORIGIN_CORRELATED, ACI_ORIGIN_ASSUMED};
    page to = {.out = out, .margin = margin, .indent = "             "};
    for (int i = 0; i < (int)(sizeof origins / sizeof origins[0]); i++) {
        bool is_used = next_of(origins[i], list, count, 0) < count;
        if (is_used || origins[i] != ACI_ORIGIN_SETTING) {
            print_origin(&to, origins[i], list, count);
        }
    }
    return to;
}

void aci_values_print_needles(FILE *out, const aci_scenario *scenario)
{
    aci_values_entry list[ACI_VALUES_MAX];
    int count = 0;
    for (int i = 0; i < scenario->skin.layer_count; i++) {
        (void)list_layer(&scenario->skin.layers[i], list + count++); /* keep the first: thickness */
    }
    count += aci_scenario_numbers(scenario, list + count);
    print_list(out, list, keep_known(list, count), "");
}

void aci_values_print(FILE *out, const aci_scenario *scenario, const char *margin)
{
    aci_values_entry list[ACI_VALUES_MAX];
    page to = print_list(out, list, aci_values_list(scenario, list), margin);
    if (scenario->drops_clearance) {
        fprintf(out,
                "%sNote: skin.setting is in_vitro, so the clearance that the config gives is not "
                "used.\n",
                margin);
    }
    print_notes(&to, scenario->notes == NULL ? "" : scenario->notes);
}

static void write_value(aci_json *json, const aci_values_entry *entry)
{
    char key[WORD_SIZE];
    const char confidence[2] = {entry->value->confidence, '\0'};
    snprintf(key, sizeof key, "%s%s.%s", entry->is_layer ? "skin.layers." : "", entry->group,
             entry->name);
    aci_json_open(json, key);
    aci_json_number(json, "value", entry->value->value);
    aci_json_text(json, "units", entry->unit);
    aci_json_text(json, "origin", aci_skin_origin_name(entry->value->origin));
    aci_json_text(json, "confidence", confidence);
    aci_json_text(json, "source", entry->value->source != NULL ? entry->value->source : "");
    aci_json_close(json);
}

void aci_values_json(aci_json *json, const aci_scenario *scenario)
{
    aci_values_entry list[ACI_VALUES_MAX];
    int count = aci_values_list(scenario, list);
    aci_json_text(json, "notes", scenario->notes == NULL ? "" : scenario->notes);
    aci_json_open(json, "values");
    for (int i = 0; i < count; i++) {
        write_value(json, &list[i]);
    }
    aci_json_close(json);
}
