/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "units_symbols.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/parameters.h"
#include "parameters_words.h"

#define PI 3.14159265358979323846

static const char celsius[] = "degC";
static const double zero_celsius = 273.15; /* K */

typedef struct symbol_row {
    const char *symbol;
    bool takes_prefix;
    aci_unit unit;
} symbol_row;

/* dimension: m kg s mol K A rad */
static const symbol_row symbols[] = {
    {"m", true, {0, 1, 1, {{1, 0, 0, 0, 0, 0, 0}}}},
    {"g", true, {-3, 1, 1, {{0, 1, 0, 0, 0, 0, 0}}}},
    {"s", true, {0, 1, 1, {{0, 0, 1, 0, 0, 0, 0}}}},
    {"mol", true, {0, 1, 1, {{0, 0, 0, 1, 0, 0, 0}}}},
    {"K", true, {0, 1, 1, {{0, 0, 0, 0, 1, 0, 0}}}},
    {"A", true, {0, 1, 1, {{0, 0, 0, 0, 0, 1, 0}}}},
    {"rad", true, {0, 1, 1, {{0, 0, 0, 0, 0, 0, 1}}}},
    {"deg", false, {0, PI, 180, {{0, 0, 0, 0, 0, 0, 1}}}},
    {"%", false, {-2, 1, 1, {{0, 0, 0, 0, 0, 0, 0}}}},
    {"min", false, {0, 60, 1, {{0, 0, 1, 0, 0, 0, 0}}}},
    {"h", false, {0, 3600, 1, {{0, 0, 1, 0, 0, 0, 0}}}},
    {"d", false, {0, 86400, 1, {{0, 0, 1, 0, 0, 0, 0}}}},
    {"day", false, {0, 86400, 1, {{0, 0, 1, 0, 0, 0, 0}}}},
    {"Hz", true, {0, 1, 1, {{0, 0, -1, 0, 0, 0, 0}}}},
    {"rpm", false, {0, 1, 60, {{0, 0, -1, 0, 0, 0, 0}}}},
    {"L", true, {-3, 1, 1, {{3, 0, 0, 0, 0, 0, 0}}}},
    {"l", true, {-3, 1, 1, {{3, 0, 0, 0, 0, 0, 0}}}},
    {"M", true, {3, 1, 1, {{-3, 0, 0, 1, 0, 0, 0}}}},
    {"Da", true, {-3, 1, 1, {{0, 1, 0, -1, 0, 0, 0}}}},
    {"N", true, {0, 1, 1, {{1, 1, -2, 0, 0, 0, 0}}}},
    {"Pa", true, {0, 1, 1, {{-1, 1, -2, 0, 0, 0, 0}}}},
    {"P", true, {-1, 1, 1, {{-1, 1, -1, 0, 0, 0, 0}}}},
    {"J", true, {0, 1, 1, {{2, 1, -2, 0, 0, 0, 0}}}},
    {"W", true, {0, 1, 1, {{2, 1, -3, 0, 0, 0, 0}}}},
    {"V", true, {0, 1, 1, {{2, 1, -3, 0, 0, -1, 0}}}},
};

static const struct {
    const char *prefix;
    int decimal;
} prefixes[] = {
    {"T", 12}, {"G", 9},  {"M", 6},  {"k", 3},  {"h", 2},  {"da", 1},  {"d", -1},  {"c", -2},
    {"m", -3}, {"u", -6}, {"µ", -6}, {"μ", -6}, {"n", -9}, {"p", -12}, {"f", -15},
};

size_t aci_units_symbol_length(const char *text)
{
    size_t length = 0;
    for (;;) {
        char c = text[length];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%') {
            length++;
        } else if (strncmp(text + length, "µ", 2) == 0 || strncmp(text + length, "μ", 2) == 0) {
            length += 2;
        } else {
            return length;
        }
    }
}

static const symbol_row *find(const char *symbol, size_t length)
{
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        if (strlen(symbols[i].symbol) == length &&
            strncmp(symbols[i].symbol, symbol, length) == 0) {
            return &symbols[i];
        }
    }
    return NULL;
}

bool aci_units_symbol(const char *symbol, size_t length, aci_unit *out)
{
    const symbol_row *row = find(symbol, length);
    if (row != NULL) {
        *out = row->unit;
        return true;
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t prefix = strlen(prefixes[i].prefix);
        if (length <= prefix || strncmp(symbol, prefixes[i].prefix, prefix) != 0) {
            continue;
        }
        row = find(symbol + prefix, length - prefix);
        if (row != NULL && row->takes_prefix) {
            *out = row->unit;
            out->decimal += prefixes[i].decimal;
            return true;
        }
    }
    return false;
}

const char *aci_units_near(const char *symbol, size_t length)
{
    static const char *const names[][2] = {
        {"hours|hour|hrs|hr|H", "h"},
        {"seconds|second|secs|sec", "s"},
        {"minutes|minute|mins", "min"},
        {"days", "d"},
        {"microns|micron|micrometers|micrometer|micrometres|micrometre|mic", "um"},
        {"millimeters|millimeter|millimetres|millimetre", "mm"},
        {"meters|meter|metres|metre", "m"},
        {"nanometers|nanometer|nanometres|nanometre", "nm"},
        {"grams|gram|gr", "g"},
        {"liters|liter|litres|litre", "L"},
        {"mcg", "ug"},
        {"degrees|degree", "deg"},
        {"newton|newtons", "N"},
        {"percent", "%"},
        {"C|celsius|Celsius|degc|DegC|degreesC", "degC"},
    };
    static const char common[] = "um|mm|nm|cm|h|min|s|ms|d|kg|mg|ug|g|mL|uL|mol|mmol|Pa|Hz|rpm";
    static _Thread_local char nearest[16];
    char word[32];
    snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1),
             symbol);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (aci_parameters_word(names[i][0], word) >= 0) {
            return names[i][1];
        }
    }
    /* shorter symbols are all near each other, longer ones are near by chance */
    bool is_near =
        strlen(word) == 3 && aci_parameters_nearest_word(common, word, nearest, sizeof nearest);
    return is_near ? nearest : NULL;
}

int aci_units_superscript(const char *text, int *length)
{
    static const char *const signs[11] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻"};
    for (int i = 0; i < 11; i++) {
        *length = (int)strlen(signs[i]);
        if (strncmp(text, signs[i], (size_t)*length) == 0) {
            return i;
        }
    }
    return -1;
}

double aci_units_zero(const char *unit)
{
    return strcmp(unit, celsius) == 0 ? zero_celsius : 0.0;
}

bool aci_units_read_celsius(const char *expected, const char *text, double number, double *kelvin)
{
    char sum[64];
    size_t length = strlen(celsius);
    double room = 4.0 * DBL_EPSILON * (fabs(number) + zero_celsius);
    bool is_meant = strcmp(expected, celsius) == 0 && strncmp(text, celsius, length) == 0;
    if (!is_meant || text[length + strspn(text + length, " \t")] != '\0' || fabs(number) > 1e6) {
        return false;
    }
    snprintf(sum, sizeof sum, "%.10f", number + zero_celsius);
    double exact = strtod(sum, NULL);
    *kelvin = fabs(exact - number - zero_celsius) < room ? exact : number + zero_celsius;
    return true;
}

void aci_units_base_text(const aci_dimension *dimension, char text[ACI_UNITS_TEXT_SIZE])
{
    static const char *const names[ACI_BASE_UNITS] = {"m", "kg", "s", "mol", "K", "A", "rad"};
    static const aci_base_unit order[ACI_BASE_UNITS] = {
        ACI_KILOGRAM, ACI_MOLE, ACI_METRE, ACI_SECOND, ACI_KELVIN, ACI_AMPERE, ACI_RADIAN};
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < ACI_BASE_UNITS; i++) {
        int exponent = dimension->exponent[order[i]];
        if (exponent != 0 && used < ACI_UNITS_TEXT_SIZE - 16) {
            used += (size_t)snprintf(text + used, ACI_UNITS_TEXT_SIZE - used, "%s%s",
                                     used > 0 ? " " : "", names[order[i]]);
        }
        if (exponent != 0 && exponent != 1 && used < ACI_UNITS_TEXT_SIZE - 16) {
            used += (size_t)snprintf(text + used, ACI_UNITS_TEXT_SIZE - used, "%d", exponent);
        }
    }
    if (used == 0) {
        memcpy(text, "1", 2);
    }
}

aci_status aci_units_base(const char *unit, char text[ACI_UNITS_TEXT_SIZE])
{
    aci_dimension dimension;
    ACI_TRY(aci_units_dimension(unit, &dimension));
    aci_units_base_text(&dimension, text);
    return ACI_OK;
}
