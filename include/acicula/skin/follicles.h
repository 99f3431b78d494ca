/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The shipped hair follicles: how many openings a body site has, how wide, and what they hold.
///
/// Otberg et al. 2004 (doi:10.1046/j.0022-202X.2003.22110.x) counted and measured the openings on
/// seven sites; the numbers here are from memory. A site without a number of its own copies a
/// neighbour and its source says so. The infundibulum is the part above the duct of the sebaceous
/// gland: what a product can fill. All SI; the table is constant and shared.
#ifndef ACICULA_SKIN_FOLLICLES_H
#define ACICULA_SKIN_FOLLICLES_H

#include "acicula/skin/skin.h"

typedef struct aci_follicle_site {
    const char *name;   ///< as in `skin.site`, and sites that only follicles were counted on
    aci_value density;  ///< openings per area of skin, 1/m2
    aci_value diameter; ///< of the opening, m
    aci_value volume;   ///< of all infundibula, per area of skin, m
    aci_value depth;    ///< to which sebum fills the follicle, m
} aci_follicle_site;

int aci_follicles_count(void);

/// The site at an index, 0 <= index < aci_follicles_count().
const aci_follicle_site *aci_follicles_at(int index);

/// The site of that name; NULL when there is none.
const aci_follicle_site *aci_follicles_find(const char *name);

/// Partition of sebum over water for an octanol-water log K: that of the lipids of the stratum
/// corneum, 0.43 Kow^0.81 (Nitsche, Wang and Kasting 2006, doi:10.1002/jps.20549), for want of
/// sebum's own; low confidence.
aci_value aci_follicles_sebum_partition(double log_kow);

/// Diffusivity of a small molecule in sebum, m2/s: assumed, low confidence.
aci_value aci_follicles_sebum_diffusivity(void);

/// Thickness of the stratum corneum that lines the infundibulum, m: assumed, low confidence.
aci_value aci_follicles_wall_thickness(void);

/// A listing of all sites with origin, confidence and source. malloc'd, the caller frees it; NULL
/// when memory is out.
char *aci_follicles_text(void);

#endif
