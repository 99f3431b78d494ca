/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What each variable of the result file is: its unit, its name in words and its symbol.
#ifndef ACICULA_OUTPUT_DESCRIPTION_H
#define ACICULA_OUTPUT_DESCRIPTION_H

#include <stdbool.h>

typedef struct aci_description {
    const char *name, *units, *long_name;
    const char *symbol; ///< NULL where the field has none
} aci_description;

/// By the variable's name; false for a variable the file format does not know.
bool aci_description_find(const char *name, aci_description *out);

/// The unit people use for a variable in an SI unit: "ug/cm2" for "kg m-2", "mg/L" for a plasma
/// concentration; NULL for "1" and unknown ones.
const char *aci_description_display(const char *name, const char *units);

#endif
