/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glossary.h"

#include <string.h>

#include "acicula/output/description.h"
#include "acicula/study/outcome.h"
#include "needles_json.h"

enum { GROUP_SIZE = 64 };

static bool is_per_area(const char *units)
{
    return strncmp(units, "kg m-2", 6) == 0;
}

/* "insertion, channels" as "/insertion, /channels". */
static void write_places(FILE *out, const char *groups)
{
    const char *separator = "";
    while (*groups != '\0') {
        size_t length = strcspn(groups, ",");
        fprintf(out, "%s%s%.*s", separator, *groups == '/' ? "" : "/", (int)length, groups);
        groups += length + strspn(groups + length, ", ");
        separator = ", ";
    }
}

static void write_key(FILE *out, const aci_needles_json_key *key)
{
    fprintf(out, "%s%s%s", key->object, key->object[0] != '\0' ? "." : "", key->name);
}

/* The keys of `insert --json` that are the same number. */
static void write_same_keys(FILE *out, const char *variable)
{
    aci_needles_json_key key;
    for (int i = 0; aci_needles_json_describe(i, &key); i++) {
        if (key.variable != NULL && strcmp(key.variable, variable) == 0) {
            fprintf(out, "    JSON:    ");
            write_key(out, &key);
            fprintf(out, " of insert --json\n");
        }
    }
}

static void write_units(FILE *out, const char *units)
{
    if (units != NULL) {
        fprintf(out, "    unit:    %s%s\n", units, is_per_area(units) ? ", per treated area" : "");
    }
}

static void write_variable(FILE *out, const aci_description *row)
{
    fprintf(out, "%s\n    %s\n", row->name, row->long_name);
    write_units(out, row->units);
    fprintf(out, "    in file: ");
    write_places(out, row->groups);
    fputc('\n', out);
    write_same_keys(out, row->name);
}

static void write_group(FILE *out, const aci_description *row)
{
    fprintf(out, "%s%s\n    %s\n    in file: /, a group\n", row->name[0] == '/' ? "" : "/",
            row->name, row->long_name);
}

static void write_attribute(FILE *out, const aci_description *row)
{
    bool is_of_file = aci_description_is_in(row, "file");
    bool is_of_group = strncmp(row->groups, "group ", 6) == 0;
    fprintf(out, "%s\n    %s\n", row->name, row->long_name);
    write_units(out, row->units);
    fprintf(out, "    in file: %s%s\n", is_of_group ? "/" : "",
            is_of_group  ? row->groups + 6
            : is_of_file ? "/, attribute of the file"
                         : "/..., attribute of variables");
}

static void (*const writers[ACI_DESCRIPTION_KINDS])(FILE *, const aci_description *) = {
    [ACI_DESCRIPTION_GROUP] = write_group,
    [ACI_DESCRIPTION_VARIABLE] = write_variable,
    [ACI_DESCRIPTION_ATTRIBUTE] = write_attribute,
};

/* A key without a variable; the others are explained with theirs. */
static void write_own_key(FILE *out, const aci_needles_json_key *key)
{
    write_key(out, key);
    fprintf(out, "\n    %s\n", key->text);
    write_units(out, key->units);
    fprintf(out, "    JSON:    insert --json\n");
}

/* What is asked for: a name, a group to look in ("": anywhere), or everything. */
typedef struct question {
    char group[GROUP_SIZE];
    const char *name;
    bool is_group_known, is_all;
} question;

static question ask(const char *text)
{
    const char *slash = strrchr(text, '/');
    question asked = {.name = slash != NULL ? slash + 1 : text,
                      .is_group_known = slash != NULL,
                      .is_all = strcmp(text, "results") == 0};
    if (slash != NULL) {
        const char *start = text + (text[0] == '/' && slash != text);
        int length = slash == text ? 1 : (int)(slash - start);
        snprintf(asked.group, sizeof asked.group, "%.*s", length, start);
    }
    if (asked.name[0] == '\0') {
        asked.name = "/";
    }
    return asked;
}

/* A group itself is in the root, and all in it is meant with it. */
static bool is_meant(const question *asked, aci_description_kind kind, const aci_description *row)
{
    bool is_name = strcmp(row->name, asked->name) == 0;
    bool is_root = !asked->is_group_known || strcmp(asked->group, "/") == 0;
    if (asked->is_all) {
        return true;
    }
    if (kind == ACI_DESCRIPTION_GROUP) {
        return is_name && is_root;
    }
    if (kind == ACI_DESCRIPTION_ATTRIBUTE) {
        return is_name && !asked->is_group_known;
    }
    return (is_name && (!asked->is_group_known || aci_description_is_in(row, asked->group))) ||
           (is_root && aci_description_is_in(row, asked->name));
}

static int explain_file(FILE *out, const question *asked)
{
    int found = 0;
    for (int kind = 0; kind < ACI_DESCRIPTION_KINDS; kind++) {
        int count = 0;
        const aci_description *rows = aci_description_list((aci_description_kind)kind, &count);
        for (int i = 0; i < count; i++) {
            if (is_meant(asked, (aci_description_kind)kind, &rows[i])) {
                writers[kind](out, &rows[i]);
                found++;
            }
        }
    }
    return found;
}

static bool is_key_meant(const question *asked, const aci_needles_json_key *key)
{
    size_t length = strlen(key->object);
    bool is_path = length > 0 && strncmp(asked->name, key->object, length) == 0 &&
                   asked->name[length] == '.' && strcmp(asked->name + length + 1, key->name) == 0;
    return asked->is_all ||
           (!asked->is_group_known && (is_path || strcmp(asked->name, key->name) == 0 ||
                                       strcmp(asked->name, key->object) == 0));
}

static void explain_variable(FILE *out, const char *name)
{
    aci_description variable;
    if (aci_description_find(name, &variable)) {
        write_variable(out, &variable);
    }
}

static int explain_keys(FILE *out, const question *asked)
{
    aci_needles_json_key key;
    int found = 0;
    for (int i = 0; aci_needles_json_describe(i, &key); i++) {
        if (!is_key_meant(asked, &key)) {
            continue;
        }
        found++;
        if (key.variable == NULL) {
            write_own_key(out, &key);
        } else if (!asked->is_all && strcmp(key.variable, asked->name) != 0) {
            explain_variable(out, key.variable); /* not yet explained by its own name */
        }
    }
    return found;
}

/* What a line does not hold. */
static const char *note_on(const char *outcome)
{
    static const char *const notes[][2] = {
        {"invasiveness",
         "The volume of each channel times 1 + the probability that it cuts a vessel: between\n"
         "    wound_volume and twice it, 0 without channels. 1 um is 0.1 uL/cm2. That bleeding\n"
         "    counts twice is a convention: it compares designs and is no clinical score."},
        {"wound_volume", "Of the open channels right after the needles left. 1 um is 0.1 uL/cm2."},
        {"pain", "A law of its own, not part of invasiveness."},
    };
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if (strcmp(notes[i][0], outcome) == 0) {
            return notes[i][1];
        }
    }
    return NULL;
}

static void write_outcome(FILE *out, const aci_outcome *outcome)
{
    const char *note = note_on(outcome->name);
    fprintf(out, "%s\n    %s\n", outcome->name, outcome->long_name);
    if (note != NULL) {
        fprintf(out, "    %s\n", note);
    }
    write_units(out, outcome->unit);
    fprintf(out, "    study:   a result of sweep, sensitivity, tolerance and optimise\n");
}

/* Results that studies know and the file of one run does not hold by that name. */
static bool is_of_studies(const aci_outcome *outcome)
{
    aci_description variable;
    return !aci_description_find(outcome->name, &variable);
}

/* A name that the file has for something else, such as `depth` of one channel. */
static bool has_own_meaning(const aci_outcome *outcome)
{
    aci_description variable;
    return aci_description_find(outcome->name, &variable) &&
           strcmp(variable.long_name, outcome->long_name) != 0;
}

static int explain_outcomes(FILE *out, const question *asked)
{
    aci_outcome list[ACI_OUTCOMES_MAX];
    int found = 0, count = aci_outcome_list_all(list);
    for (int i = 0; i < count && !asked->is_group_known; i++) {
        bool is_name = strcmp(asked->name, list[i].name) == 0;
        if ((is_name && has_own_meaning(&list[i])) ||
            ((is_name || asked->is_all) && is_of_studies(&list[i]))) {
            write_outcome(out, &list[i]);
            found++;
        }
    }
    return found;
}

bool aci_glossary_explain(FILE *out, const char *name)
{
    question asked = ask(name);
    int found = explain_file(out, &asked);
    found += explain_keys(out, &asked);
    return found + explain_outcomes(out, &asked) > 0;
}

/* A cell of a Markdown table: the bar would end it. */
static void write_cells(FILE *out, const char *units, const char *text)
{
    fprintf(out, " | %s | ", units != NULL ? units : "");
    for (; *text != '\0'; text++) {
        fprintf(out, *text == '|' ? "\\|" : "%c", *text);
    }
    fprintf(out, " |\n");
}

static void write_section(FILE *out, aci_description_kind kind, const char *group)
{
    int count = 0;
    const aci_description *rows = aci_description_list(kind, &count);
    fprintf(out, "\n\n| name | unit | meaning |\n|---|---|---|\n");
    for (int i = 0; i < count; i++) {
        if (aci_description_is_in(&rows[i], group)) {
            fprintf(out, "| `%s`", rows[i].name);
            write_cells(out, rows[i].units, rows[i].long_name);
        }
    }
}

static void write_keys_section(FILE *out)
{
    aci_needles_json_key key;
    aci_description variable;
    fprintf(out, "\n## Keys of `insert --json`\n\nSI units.\n\n"
                 "| key | unit | meaning |\n|---|---|---|\n");
    for (int i = 0; aci_needles_json_describe(i, &key); i++) {
        bool is_same = key.variable != NULL && aci_description_find(key.variable, &variable);
        fprintf(out, "| `");
        write_key(out, &key);
        fputc('`', out);
        write_cells(out, is_same ? variable.units : key.units,
                    is_same ? variable.long_name : key.text);
    }
}

static void write_outcomes_section(FILE *out)
{
    aci_outcome list[ACI_OUTCOMES_MAX];
    int count = aci_outcome_list_all(list);
    fprintf(out, "\n## Results of studies\n\n`sweep`, `sensitivity`, `tolerance` and `optimise` "
                 "know these too, besides the numbers of a run above.\n\n"
                 "| name | unit | meaning |\n|---|---|---|\n");
    for (int i = 0; i < count; i++) {
        if (is_of_studies(&list[i])) {
            fprintf(out, "| `%s`", list[i].name);
            write_cells(out, list[i].unit, list[i].long_name);
        }
    }
}

void aci_glossary_write_page(FILE *out)
{
    int count = 0;
    const aci_description *groups = aci_description_list(ACI_DESCRIPTION_GROUP, &count);
    fprintf(out, "# Results\n\nWritten by the program from the table that describes the variables "
                 "in the file; `acicula explain NAME` prints the same.\n`kg m-2` is per area of "
                 "treated skin. Depth is positive downwards from the undeformed surface.\n");
    for (int i = 0; i < count; i++) {
        fprintf(out, "\n## %s%s\n\n%s", groups[i].name[0] == '/' ? "" : "/", groups[i].name,
                groups[i].long_name);
        write_section(out, ACI_DESCRIPTION_VARIABLE, groups[i].name);
    }
    fprintf(out, "\n## Attributes of the file");
    write_section(out, ACI_DESCRIPTION_ATTRIBUTE, "file");
    fprintf(out, "\n## Attributes of /closure");
    write_section(out, ACI_DESCRIPTION_ATTRIBUTE, "group closure");
    fprintf(out, "\n## Attributes of variables");
    write_section(out, ACI_DESCRIPTION_ATTRIBUTE, "variable");
    write_outcomes_section(out);
    write_keys_section(out);
}
