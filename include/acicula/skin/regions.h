/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Regions: named bands of depth, the targets of a treatment, and the ones the library knows.
#ifndef ACICULA_SKIN_REGIONS_H
#define ACICULA_SKIN_REGIONS_H

#include "acicula/skin/skin.h"

enum { ACI_REGIONS_MAX = 12 };

/// from <= depth < to; `threshold` is a concentration, kg/m3, 0 without one.
typedef struct aci_region {
    char name[ACI_NAME_SIZE];
    aci_value from, to; ///< m
    double threshold;
} aci_region;

/// Names of the library: "basal_layer, papillary_dermis, follicle_bulb".
const char *aci_regions_names(void);

/// Depths of a region of the library in a skin:
///   basal_layer       the lowest 8 um of viable_epidermis (all of it where it is thinner)
///   papillary_dermis  the layer of that name, else the upper 200 um of dermis
///   follicle_bulb     3.4 to 4.2 mm, bulbs of growing terminal hairs of the scalp
/// and of any layer of the skin by its name. All of the library are assumed and say so.
/// ACI_BAD_INPUT where the library has no such name, or the skin not the layer it needs.
ACI_MUST_CHECK aci_status aci_regions_find(const aci_skin *skin, const char *name, aci_region *out);

/// Depths of a layer; their origin is that of its thickness.
void aci_regions_of_layer(const aci_skin *skin, int layer, aci_region *out);

#endif
