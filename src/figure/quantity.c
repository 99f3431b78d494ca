/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quantity.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/output/description.h"
#include "script.h"

/// Units of what configs state and results do not have.
static const char *const more_displays[][2] = {
    {"rad", "deg"},
    {"Pa", "kPa"},
    {"J m-2", "kJ/m2"},
    {"m3", "uL"},
};

static const char *choose_display(const char *name, const char *unit)
{
    const char *display = aci_description_display(name, unit);
    for (size_t n = 0; display == NULL && n < sizeof more_displays / sizeof *more_displays; n++) {
        display = strcmp(more_displays[n][0], unit) == 0 ? more_displays[n][1] : NULL;
    }
    return display != NULL ? display : unit;
}

/// "ug/cm2" -> "µg/cm²", "m2 s-1" -> "m² s⁻¹".
static void write_unit(const char *unit, char out[ACI_FIGURE_TEXT])
{
    static const char *const raised[] = {"\xe2\x81\xb0", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3",
                                         "\xe2\x81\xb4"};
    size_t used = 0;
    char before = ' ';
    for (const char *c = unit; *c != '\0' && used + 4 < ACI_FIGURE_TEXT; c++) {
        bool is_start = !isalnum((unsigned char)before);
        bool is_raised = isalpha((unsigned char)before) || before == '-';
        char plain[2] = {*c, '\0'};
        const char *text = plain;
        if (*c == 'u' && is_start && isalpha((unsigned char)c[1])) {
            text = ACI_MICRO;
        } else if (is_raised && *c >= '0' && *c <= '4') {
            text = raised[*c - '0'];
        } else if (*c == '-' && isalpha((unsigned char)before)) {
            text = "\xe2\x81\xbb";
        }
        used += (size_t)snprintf(out + used, ACI_FIGURE_TEXT - used, "%s", text);
        before = *c;
    }
    out[used] = '\0';
}

aci_quantity aci_quantity_of(const char *name, const char *unit)
{
    aci_quantity quantity = {1.0, ""};
    const char *display = choose_display(name, unit);
    if (strcmp(unit, "1") == 0 || unit[0] == '\0') {
        return quantity;
    }
    if (aci_units_convert(1.0, display, &quantity.factor) != ACI_OK) {
        quantity.factor = 1.0;
        display = unit;
    }
    write_unit(display, quantity.unit);
    return quantity;
}

const char *aci_quantity_title(const aci_quantity *quantity, const char *label,
                               char out[ACI_QUANTITY_TITLE])
{
    snprintf(out, ACI_QUANTITY_TITLE, quantity->unit[0] != '\0' ? "%.180s (%s)" : "%.180s%s", label,
             quantity->unit);
    for (char *c = out; *c != '\0'; c++) {
        bool is_joint = *c == '_' || (*c == '.' && isalpha((unsigned char)c[1]));
        *c = is_joint ? ' ' : *c;
    }
    return out;
}

const char *aci_quantity_text(const aci_quantity *quantity, double value, char out[ACI_FIGURE_TEXT])
{
    char number[ACI_FIGURE_TEXT];
    bool is_short = quantity->unit[0] == '\0';
    if (!isfinite(value)) {
        snprintf(out, ACI_FIGURE_TEXT, "?");
    } else {
        snprintf(out, ACI_FIGURE_TEXT, is_short ? "%.40s%.20s" : "%.40s %.20s",
                 aci_text_number(quantity->factor * value, number), quantity->unit);
    }
    return out;
}

const char *aci_quantity_key(const char *key, char out[ACI_QUANTITY_TITLE])
{
    const char *start = key + strlen(key);
    for (int dots = 0; start > key; start--) {
        dots += start[-1] == '.';
        if (dots == 2) {
            break;
        }
    }
    snprintf(out, ACI_QUANTITY_TITLE, "%s", start);
    for (char *c = out; *c != '\0'; c++) {
        *c = *c == '_' || *c == '.' ? ' ' : *c;
    }
    return out;
}

const char *aci_quantity_short(const char *text, int most, char out[ACI_QUANTITY_TITLE])
{
    size_t end = 0;
    int count = 0;
    for (; text[end] != '\0' && count < most; count++) {
        do {
            end++;
        } while (((unsigned char)text[end] & 0xc0u) == 0x80u);
    }
    end = end < ACI_QUANTITY_TITLE - 4 ? end : ACI_QUANTITY_TITLE - 4;
    snprintf(out, ACI_QUANTITY_TITLE, "%.*s%s", (int)end, text,
             text[end] != '\0' ? "\xe2\x80\xa6" : "");
    return out;
}

const char *aci_quantity_pretty(const char *text, char out[ACI_QUANTITY_TITLE])
{
    char unit[ACI_FIGURE_TEXT], number[ACI_FIGURE_TEXT], *end = NULL;
    double value = strtod(text, &end);
    snprintf(number, sizeof number, "%.3g", value);
    value = strtod(number, NULL);
    if (end == text) {
        snprintf(out, ACI_QUANTITY_TITLE, "%s", text);
        return out;
    }
    write_unit(end + strspn(end, " "), unit);
    snprintf(out, ACI_QUANTITY_TITLE, "%s%s%s", aci_text_tic(value, number),
             unit[0] != '\0' ? " " : "", unit);
    return out;
}
