/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/regions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double basal_height = 8e-6;
static const double papillary_height = 200e-6;
static const double bulb_top = 3.4e-3, bulb_bottom = 4.2e-3;

static const char basal_source[] =
    "assumed: one row of basal cells, some 8 um high, from memory; ridges are not resolved";
static const char papillary_source[] =
    "assumed: the upper 200 um of the dermis, 100-200 um in textbooks, from memory";
static const char bulb_source[] =
    "assumed: bulbs of growing terminal hairs of the scalp, some 4 mm deep, from memory; vellus "
    "hairs end far above";

const char *aci_regions_names(void)
{
    return "basal_layer, papillary_dermis, follicle_bulb";
}

void aci_regions_of_layer(const aci_skin *skin, int layer, aci_region *out)
{
    out->from = out->to = skin->layers[layer].thickness;
    out->from.value = aci_skin_layer_top(skin, layer);
    out->to.value = aci_skin_layer_top(skin, layer + 1);
}

static aci_status need_layer(const aci_skin *skin, const char *region, const char *layer, int *out)
{
    *out = aci_skin_find(skin, layer);
    return *out >= 0 ? ACI_OK
                     : ACI_FAIL(ACI_BAD_INPUT, "%s needs the layer %s, which this skin has not",
                                region, layer);
}

static void set(aci_region *out, double from, double to, char confidence, const char *source)
{
    out->from = (aci_value){from, ACI_ORIGIN_ASSUMED, confidence, source};
    out->to = (aci_value){to, ACI_ORIGIN_ASSUMED, confidence, source};
}

static aci_status find_basal(const aci_skin *skin, aci_region *out)
{
    int layer;
    ACI_TRY(need_layer(skin, "basal_layer", "viable_epidermis", &layer));
    double top = aci_skin_layer_top(skin, layer), bottom = aci_skin_layer_top(skin, layer + 1);
    set(out, fmax(top, bottom - basal_height), bottom, 'M', basal_source);
    return ACI_OK;
}

static aci_status find_papillary(const aci_skin *skin, aci_region *out)
{
    int layer;
    ACI_TRY(need_layer(skin, "papillary_dermis", "dermis", &layer));
    double top = aci_skin_layer_top(skin, layer), bottom = aci_skin_layer_top(skin, layer + 1);
    set(out, top, fmin(bottom, top + papillary_height), 'L', papillary_source);
    return ACI_OK;
}

aci_status aci_regions_find(const aci_skin *skin, const char *name, aci_region *out)
{
    int layer = aci_skin_find(skin, name);
    if (layer >= 0) {
        aci_regions_of_layer(skin, layer, out);
        return ACI_OK;
    }
    if (strcmp(name, "basal_layer") == 0) {
        return find_basal(skin, out);
    }
    if (strcmp(name, "papillary_dermis") == 0) {
        return find_papillary(skin, out);
    }
    if (strcmp(name, "follicle_bulb") == 0) {
        set(out, bulb_top, bulb_bottom, 'L', bulb_source);
        return ACI_OK;
    }
    return ACI_FAIL(ACI_BAD_INPUT, "'%.60s' is neither a layer nor of the library (%s)", name,
                    aci_regions_names());
}
