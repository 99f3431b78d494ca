/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The units a table is asked for in.
#ifndef ACICULA_OUTPUT_TABLE_UNITS_H
#define ACICULA_OUTPUT_TABLE_UNITS_H

#include "acicula/output/reader.h"

enum { ACI_TABLE_UNITS_MAX = 16 };

typedef struct aci_table_units {
    char text[ACI_READER_NAME_SIZE];
    int count;
    const char *units[ACI_TABLE_UNITS_MAX]; ///< into `text`
    bool is_display;
    bool is_used[ACI_TABLE_UNITS_MAX];
} aci_table_units;

/// A list "h,ug/cm2", `display` or NULL (SI). ACI_BAD_INPUT for what is no unit.
ACI_MUST_CHECK aci_status aci_table_units_read(const char *text, aci_table_units *list);

/// The unit of the list that fits a variable, else the variable's own.
const char *aci_table_units_choose(const aci_reader_variable *variable, aci_table_units *list);

/// ACI_BAD_INPUT for a unit that no column of the table `name` has taken.
ACI_MUST_CHECK aci_status aci_table_units_check(const aci_table_units *list, const char *name);

#endif
