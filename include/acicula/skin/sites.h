/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The shipped skins: body sites of living people and excised test skins, layer by layer.
///
/// Only thicknesses are stored here; what a compound does in each layer comes from compounds.h.
/// Body sites go from `stratum_corneum` through `viable_epidermis`, `papillary_dermis` and
/// `reticular_dermis` to `hypodermis`; excised skins end where the preparation is cut. Every
/// thickness has its source, a confidence and an origin; one copied from a neighbouring site is
/// ACI_ORIGIN_ASSUMED and its source reads "copied from <site>". The table is constant and shared:
/// nothing to release, safe from every thread.
#ifndef ACICULA_SKIN_SITES_H
#define ACICULA_SKIN_SITES_H

#include "acicula/skin/skin.h"

enum { ACI_SITE_LAYERS_MAX = 5 };

/// One layer of a shipped skin.
typedef struct aci_site_layer {
    const char *name;    ///< field name, e.g. "stratum_corneum"
    aci_value thickness; ///< m, > 0
} aci_site_layer;

/// Whose skin it is.
typedef enum aci_species { ACI_SPECIES_HUMAN, ACI_SPECIES_PIG, ACI_SPECIES_RAT } aci_species;

/// One shipped skin.
typedef struct aci_site {
    const char *name;        ///< as in `skin.site`
    const char *description; ///< one line
    aci_skin_setting
        setting; ///< the default: in vivo for body sites and the living rat, else in vitro
    aci_species species;
    int layer_count;
    aci_site_layer layers[ACI_SITE_LAYERS_MAX]; ///< top to bottom
} aci_site;

/// Number of shipped skins.
int aci_sites_count(void);

/// The skin at an index, 0 <= index < aci_sites_count().
const aci_site *aci_sites_at(int index);

/// The skin of that name; NULL when there is none.
const aci_site *aci_sites_find(const char *name);

/// Sets `site`, `setting`, `layer_count` and the layers of `out`: names and thicknesses; every
/// number that depends on the compound is ACI_ORIGIN_MISSING. `below` is left as it is.
void aci_sites_fill(const aci_site *site, aci_skin *out);

/// A listing of all skins with thicknesses in micrometres, origin, confidence and source.
/// malloc'd, the caller frees it; NULL when memory is out.
char *aci_sites_text(void);

#endif
