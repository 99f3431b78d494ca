/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"

enum { COLUMN = 52 };

aci_status aci_writer_open(aci_writer *to)
{
    *to = (aci_writer){.status = ACI_OK};
    to->out = open_memstream(&to->text, &to->size);
    return to->out != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for a text");
}

aci_status aci_writer_close(aci_writer *to, char **out)
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

void aci_writer_quantity(aci_writer *to, double value, const char *unit)
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
void aci_writer_origin(aci_writer *to, const aci_value *value)
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

void aci_writer_key(aci_writer *to, int indent, const char *key, double value, const char *unit)
{
    fprintf(to->out, "%*s%s: ", indent, "", key);
    aci_writer_quantity(to, value, unit);
    fprintf(to->out, "\n");
}

/* A number and, as a comment, where it came from when the user did not give it. */
void aci_writer_value(aci_writer *to, int indent, const char *key, const aci_value *value,
                      const char *unit)
{
    if (value->origin == ACI_ORIGIN_MISSING) {
        return;
    }
    fprintf(to->out, "%*s%s: ", indent, "", key);
    aci_writer_quantity(to, value->value, unit);
    if (value->origin != ACI_ORIGIN_GIVEN) {
        fprintf(to->out, "  # ");
        aci_writer_origin(to, value);
    }
    fprintf(to->out, "\n");
}

void aci_writer_quoted(aci_writer *to, int indent, const char *key, const char *text)
{
    fprintf(to->out, "%*s%s: \"", indent, "", key);
    for (; *text != '\0'; text++) {
        fprintf(to->out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    fprintf(to->out, "\"\n");
}

void aci_writer_list(aci_writer *to, const char *key, const aci_value *value, const char *unit)
{
    double shown = 0.0;
    bool is_pure = strcmp(unit, "1") == 0;
    if (value->origin == ACI_ORIGIN_MISSING || to->status != ACI_OK) {
        return;
    }
    char text[ACI_UNITS_TEXT_SIZE] = "never";
    if (isfinite(value->value)) {
        to->status = aci_units_convert(value->value, unit, &shown);
        /* Correlated numbers have seventeen digits; four say enough here. */
        snprintf(text, sizeof text, "%.4g%s%s", shown, is_pure ? "" : " ", is_pure ? "" : unit);
    }
    fprintf(to->out, "%-*s %-16s ", COLUMN, key, text);
    aci_writer_origin(to, value);
    fprintf(to->out, "\n");
}

void aci_writer_line(aci_writer *to, const char *key, const char *word, const char *origin)
{
    fprintf(to->out, "%-*s %-16s %s\n", COLUMN, key, word, origin);
}

void aci_writer_times(aci_writer *to, const char *key, const aci_times *times)
{
    fprintf(to->out, "  %s: [", key);
    for (int k = 0; k < times->count; k++) {
        fprintf(to->out, k == 0 ? "" : k % 10 == 0 ? ",\n    " : ", ");
        aci_writer_quantity(to, times->time[k], "h");
    }
    fprintf(to->out, "]\n");
}
