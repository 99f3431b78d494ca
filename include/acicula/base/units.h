/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Quantities as text: "150 um" to 1.5e-4 and back.
///
///   quantity  = number [blank] [unit]
///   unit      = ["/"] factor { ("/" | "*" | "." | "·" | blank) factor }
///   factor    = "1" | [prefix] symbol [["^"] ["-"] digits] | the same with superscripts
///
/// "/" divides by the next factor only: W/m/K is W/(m K). Prefixes: T G M k h da d c m u n p f
/// (u also as U+00B5 and U+03BC). Symbols: m g s min h d day mol K N Pa J W L l M Da P A V rad deg
/// % Hz rpm. Da counts as g/mol, rpm as 1/min.
///
/// A temperature is a point on a scale, not a product: where the unit expected is "degC" the text
/// is "32 degC" or "305.15 K", both 305.15. Elsewhere degC is unknown, so that no difference of
/// temperatures gets 273.15 added.
///
/// Decimal input is exact: powers of ten are moved in the text before the one conversion to
/// binary, so "150 um", "0.15 mm" and "1.5e-4 m" are the same double. Not a number, infinity,
/// hexadecimal numbers, decimal commas and numbers beyond the range of a double are refused.
#ifndef ACICULA_BASE_UNITS_H
#define ACICULA_BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "acicula/base/status.h"

enum { ACI_UNITS_TEXT_SIZE = 96 };

/// Exponents of the base units.
typedef enum aci_base_unit {
    ACI_METRE,
    ACI_KILOGRAM,
    ACI_SECOND,
    ACI_MOLE,
    ACI_KELVIN,
    ACI_AMPERE,
    ACI_RADIAN,
    ACI_BASE_UNITS
} aci_base_unit;

typedef struct aci_dimension {
    int exponent[ACI_BASE_UNITS];
} aci_dimension;

/// The SI unit of the same dimension in base units, "m2 s-1" for "cm2/h"; "1" for a pure number.
/// ACI_BAD_INPUT for a text that is no unit.
ACI_MUST_CHECK aci_status aci_units_base(const char *unit, char text[ACI_UNITS_TEXT_SIZE]);

/// Reads `text` as a quantity of the dimension of `unit` ("um", "kg/m3"; "1" for a pure number)
/// and stores its SI value. ACI_BAD_INPUT with a message that says what is wrong, without the
/// place; `column` (may be NULL) gets the byte of the text it is about, from 0.
ACI_MUST_CHECK aci_status aci_units_read(const char *text, const char *unit, double *value,
                                         int *column);

/// The dimension of a unit such as "kg m-2 s-1" or "ug/cm2"; "1" and "" have none.
ACI_MUST_CHECK aci_status aci_units_dimension(const char *unit, aci_dimension *dimension);

/// Whether two units measure the same thing; false when one of them is no unit.
bool aci_units_match(const char *unit, const char *other);

/// The SI value in `unit`: 1.5e-4 in "um" is 150. The last decimal place is rounded once.
ACI_MUST_CHECK aci_status aci_units_convert(double value, const char *unit, double *out);

/// The shortest text that reads back to exactly `value`: "150 um", or the number alone for "1"
/// and "". Where `unit` cannot express the value exactly (24.1 h in days), the text is in SI units.
/// `text` holds ACI_UNITS_TEXT_SIZE bytes.
ACI_MUST_CHECK aci_status aci_units_write(double value, const char *unit, char *text);

#endif
