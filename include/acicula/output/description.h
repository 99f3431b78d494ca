/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the result file holds: each group, variable and attribute with its meaning and unit. The
/// writer takes `units`, `long_name` and `symbol` from here, `explain` and docs/reference the rest.
#ifndef ACICULA_OUTPUT_DESCRIPTION_H
#define ACICULA_OUTPUT_DESCRIPTION_H

#include <stdbool.h>

typedef struct aci_description {
    const char *groups; ///< where it is, with commas: "/", "history, control"; of an attribute the
                        ///< objects that have it: "file", "variable"; of a group NULL
    const char *name;
    const char *units; ///< NULL for texts and groups
    const char *long_name;
    const char *symbol; ///< NULL where the field has none
} aci_description;

typedef enum aci_description_kind {
    ACI_DESCRIPTION_GROUP, ///< in the order of the file; the root is "/"
    ACI_DESCRIPTION_VARIABLE,
    ACI_DESCRIPTION_ATTRIBUTE,
    ACI_DESCRIPTION_KINDS
} aci_description_kind;

/// All of a kind, `count` of them.
const aci_description *aci_description_list(aci_description_kind kind, int *count);

/// By the variable's name; false for a variable the file format does not know.
bool aci_description_find(const char *name, aci_description *out);

/// Whether it is in a group (an attribute: belongs to that kind of object).
bool aci_description_is_in(const aci_description *description, const char *group);

/// The unit people use for a variable in an SI unit: "ug/cm2" for "kg m-2", "mg/L" for a plasma
/// concentration; NULL for "1" and unknown ones.
const char *aci_description_display(const char *name, const char *units);

#endif
