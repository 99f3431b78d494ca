/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The rows behind mechanics.h.
#ifndef ACICULA_SRC_SKIN_MECHANICS_TABLE_H
#define ACICULA_SRC_SKIN_MECHANICS_TABLE_H

#include "acicula/skin/mechanics.h"

/// Tissue of a layer; `site` NULL: wherever the layer's name occurs.
typedef struct aci_mechanics_tissue {
    const char *site, *layer;
    aci_tissue tissue; ///< a member that is ACI_ORIGIN_MISSING comes from the row without a site
} aci_mechanics_tissue;

/// Numbers of a whole skin; `site` NULL: of every skin without a row of its own.
typedef struct aci_mechanics_whole {
    const char *site;
    aci_skin_mechanics mechanics; ///< members that are missing come from the row without a site
} aci_mechanics_whole;

extern const aci_mechanics_tissue aci_mechanics_tissues[];
extern const int aci_mechanics_tissue_count;
extern const aci_mechanics_whole aci_mechanics_wholes[];
extern const int aci_mechanics_whole_count;

extern const aci_mechanics_support aci_mechanics_supports[]; ///< ends with the one of any skin

#endif
