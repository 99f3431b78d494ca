/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Mechanical numbers of the shipped skins: stiffness, toughness, density, vessels, tension and
/// their spread.
///
/// Published numbers differ by orders of magnitude because the tests differ, so each source names
/// its test. What a site does not have of its own is taken by the layer's name alone, and from
/// `dermis` for a name that is not known; a number taken from elsewhere is ACI_ORIGIN_ASSUMED. The
/// table is constant: safe from every thread. SI units.
#ifndef ACICULA_SKIN_MECHANICS_H
#define ACICULA_SKIN_MECHANICS_H

#include "acicula/skin/skin.h"

/// Sets every mechanical number of the skin and its layers that is still ACI_ORIGIN_MISSING, from
/// the site's own row, else from the layer's name (`stratum_corneum`, `viable_epidermis`,
/// `papillary_dermis`, `reticular_dermis`, `dermis`, `hypodermis`), else from `dermis`, assumed.
void aci_mechanics_fill(aci_skin *skin);

/// How much stiffer the skin is at a rate (1/s, >= 0) than at rest, >= 1:
///   1 + (rate/rate_reference)^rate_exponent
/// The form is that of Shergold, Fleck and Radford 2006 (10.1016/j.ijimpeng.2004.11.010): the
/// modulus grows with the rate, the exponent alpha does not. 1 at rate 0.
double aci_mechanics_rate_factor(const aci_skin *skin, double rate);

/// Shear modulus of a layer when loaded at a rate, Pa: mu times the rate factor.
double aci_mechanics_modulus(const aci_skin *skin, int layer, double rate);

/// Toughness of a layer with the calibration factor, J/m2.
double aci_mechanics_toughness(const aci_skin *skin, int layer);

/// What lies under the last layer: nothing that gives, a half-space of E 80 kPa (muscle in vivo,
/// Pailler-Mattei 2008, from memory), or nothing: the skin is clamped at its span.
typedef enum aci_support { ACI_SUPPORT_BONE, ACI_SUPPORT_MUSCLE, ACI_SUPPORT_FREE } aci_support;

/// What usually lies under a site.
typedef struct aci_mechanics_support {
    const char *site; ///< NULL: any other skin
    aci_support support;
    const char *source; ///< all are assumed
} aci_mechanics_support;

/// That of a site by name, of every other skin muscle; never NULL.
const aci_mechanics_support *aci_mechanics_support_of(const char *site);

/// "bone", "muscle", "free".
const char *aci_mechanics_support_name(aci_support support);

/// A listing for `list skins`: layer by layer with test, origin, confidence and source, then what
/// belongs to the whole skin. The caller frees it; NULL when memory is out.
char *aci_mechanics_text(void);

#endif
