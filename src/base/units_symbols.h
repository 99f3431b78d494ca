/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The table of units and prefixes behind units.c.
#ifndef ACICULA_BASE_UNITS_SYMBOLS_H
#define ACICULA_BASE_UNITS_SYMBOLS_H

#include "acicula/base/units.h"

/// SI value of one unit: 10^decimal numerator / denominator.
typedef struct aci_unit {
    int decimal;
    double numerator, denominator;
    aci_dimension dimension;
} aci_unit;

/// Bytes of the symbol that begins here: letters, % and the micro signs.
size_t aci_units_symbol_length(const char *text);

/// Finds a symbol, with or without prefix; false when unknown.
bool aci_units_symbol(const char *symbol, size_t length, aci_unit *out);

/// The unit meant by a symbol that is none: "hours" is h, "umm" is near um. NULL: nothing is near.
const char *aci_units_near(const char *symbol, size_t length);

/// The superscript that begins here: its digit, 10 for the minus, -1 for none; and its bytes.
int aci_units_superscript(const char *text, int *length);

/// What the scale of a unit adds to its numbers: 273.15 K for degC, a point and no factor of a
/// product of units; 0 for the others.
double aci_units_zero(const char *unit);

/// Kelvin from degrees Celsius, where these are expected and alone stand in the text; else false.
/// Sums of decimals up to ten places are exact, as products are: "32 degC" is "305.15 K".
bool aci_units_read_celsius(const char *expected, const char *text, double number, double *kelvin);

/// A dimension in base units, "kg m-3"; "1" for none.
void aci_units_base_text(const aci_dimension *dimension, char text[ACI_UNITS_TEXT_SIZE]);

#endif
