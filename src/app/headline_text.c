/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headline_text.h"

#include <math.h>
#include <stdio.h>

#include "acicula/base/units.h"
#include "acicula/output/description.h"

const char *aci_headline_text_unit(const aci_headline *result)
{
    const char *unit = aci_description_display(result->outcome.name, result->outcome.unit);
    unit = unit != NULL ? unit : result->outcome.unit;
    return unit[0] == '1' && unit[1] == '\0' ? "" : unit;
}

const char *aci_headline_text_number(const aci_headline *result, double value,
                                     aci_headline_text text)
{
    const char *unit = aci_headline_text_unit(result);
    double shown = value;
    if (!isfinite(value)) {
        return "-";
    }
    if (*unit != '\0' && aci_units_convert(value, unit, &shown) != ACI_OK) {
        shown = value;
    }
    snprintf(text, sizeof(aci_headline_text), "%.4g", shown);
    return text;
}

const char *aci_headline_text_value(const aci_headline *result, double value,
                                    aci_headline_text text)
{
    aci_headline_text number;
    const char *shown = aci_headline_text_number(result, value, number);
    const char *unit = isfinite(value) ? aci_headline_text_unit(result) : "";
    snprintf(text, sizeof(aci_headline_text), "%.20s%s%.20s", shown, *unit != '\0' ? " " : "",
             unit);
    return text;
}
