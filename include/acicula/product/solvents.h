/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Solvents of products: what of a film can evaporate.
///
/// Vapour pressure by Antoine, log10(p / 1 mmHg) = a - b / (c + theta), theta in degrees Celsius,
/// within the range of its source; beyond it the curve is continued, at lower confidence.
#ifndef ACICULA_PRODUCT_SOLVENTS_H
#define ACICULA_PRODUCT_SOLVENTS_H

#include <stdbool.h>

#include "acicula/skin/skin.h"

typedef struct aci_solvent {
    const char *name;     ///< as in `product.solvents`
    bool is_in_air;       ///< the air holds it: water, by its humidity
    aci_value molar_mass; ///< kg/mol
    aci_value density;    ///< of the pure liquid at 25 C, kg/m3
    aci_value antoine_a;  ///< as above: mmHg and C, as printed in the source
    aci_value antoine_b;
    aci_value antoine_c;
} aci_solvent;

/// Number of shipped solvents.
int aci_solvents_count(void);

/// The shipped solvent at an index, 0 <= index < aci_solvents_count().
const aci_solvent *aci_solvents_at(int index);

/// The shipped solvent of that name; NULL when there is none.
const aci_solvent *aci_solvents_find(const char *name);

/// Vapour pressure of the pure liquid, Pa, at a temperature in K, 250 to 400.
double aci_solvents_vapour_pressure(const aci_solvent *solvent, double temperature);

/// A listing of all solvents with origin, confidence and source. malloc'd, the caller frees it;
/// NULL when memory is out.
char *aci_solvents_text(void);

#endif
