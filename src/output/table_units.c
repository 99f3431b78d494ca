/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_units.h"

#include <stdio.h>
#include <string.h>

#include "acicula/base/units.h"

aci_status aci_table_units_read(const char *text, aci_table_units *list)
{
    *list = (aci_table_units){0};
    list->is_display = text && strcmp(text, "display") == 0;
    if (!text || list->is_display) {
        return ACI_OK;
    }
    if ((size_t)snprintf(list->text, sizeof list->text, "%s", text) >= sizeof list->text) {
        return ACI_FAIL(ACI_BAD_INPUT, "--units: the list is too long");
    }
    char *rest = NULL;
    for (char *unit = strtok_r(list->text, ",", &rest); unit; unit = strtok_r(NULL, ",", &rest)) {
        aci_dimension dimension;
        if (list->count == ACI_TABLE_UNITS_MAX) {
            return ACI_FAIL(ACI_BAD_INPUT, "--units: at most %d units", ACI_TABLE_UNITS_MAX);
        }
        if (aci_units_dimension(unit, &dimension) != ACI_OK) {
            return ACI_FAIL(ACI_BAD_INPUT,
                            "--units: '%s' is no unit, allowed is a list like "
                            "h,ug/cm2,ug/cm2/h",
                            unit);
        }
        list->units[list->count++] = unit;
    }
    return ACI_OK;
}

const char *aci_table_units_choose(const aci_reader_variable *variable, aci_table_units *list)
{
    if (list->is_display && variable->display_units[0]) {
        return variable->display_units;
    }
    for (int i = 0; i < list->count; i++) {
        if (variable->units[0] && aci_units_match(variable->units, list->units[i])) {
            list->is_used[i] = true;
            return list->units[i];
        }
    }
    return variable->units;
}

aci_status aci_table_units_check(const aci_table_units *list, const char *name)
{
    for (int i = 0; i < list->count; i++) {
        if (!list->is_used[i]) {
            return ACI_FAIL(ACI_BAD_INPUT, "--units: '%s' fits no column of the table %s",
                            list->units[i], name);
        }
    }
    return ACI_OK;
}
