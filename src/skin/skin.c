/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/skin.h"

#include <assert.h>
#include <string.h>

const char *aci_skin_origin_name(aci_origin origin)
{
    switch (origin) {
    case ACI_ORIGIN_MISSING:
        return "missing";
    case ACI_ORIGIN_GIVEN:
        return "given";
    case ACI_ORIGIN_SETTING:
        return "setting";
    case ACI_ORIGIN_MEASURED:
        return "measured";
    case ACI_ORIGIN_CORRELATED:
        return "correlated";
    case ACI_ORIGIN_ASSUMED:
        return "assumed";
    }
    return "unknown";
}

double aci_skin_thickness(const aci_skin *skin)
{
    return aci_skin_layer_top(skin, skin->layer_count);
}

double aci_skin_layer_top(const aci_skin *skin, int layer)
{
    assert(layer >= 0 && layer <= skin->layer_count);
    double depth = 0.0;
    for (int i = 0; i < layer; i++) {
        depth += skin->layers[i].thickness.value;
    }
    return depth;
}

int aci_skin_layer_at(const aci_skin *skin, double depth)
{
    assert(skin->layer_count > 0);
    double bottom = 0.0;
    for (int i = 0; i < skin->layer_count - 1; i++) {
        bottom += skin->layers[i].thickness.value;
        if (depth < bottom) {
            return i;
        }
    }
    return skin->layer_count - 1;
}

int aci_skin_find(const aci_skin *skin, const char *name)
{
    for (int i = 0; i < skin->layer_count; i++) {
        if (strcmp(skin->layers[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}
