/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How fast a liquid on skin leaves into moving air.
///
/// The published form (Dancik, Miller, Jaworska and Kasting 2013, PMID 22285584; there after the
/// EPA's rule for spills) is in cm/h, g/cm2/h, g/mol, torr and m/s:
///   k_g = 6320 wind^0.78 / M^(1/3),   E = k_g p M / (0.76 * 0.082056 T * 1e6).
/// In SI, with M in kg/mol: 6320 cm/h = 6320 / 3.6e5 m/s, and (1000 M)^(1/3) = 10 M^(1/3), so
///   k_g = (6320 / 3.6e6) wind^0.78 / M^(1/3) = 1.7556e-3 wind^0.78 M^(-1/3)   m/s.
/// 0.082056 L atm/(mol K) is the gas constant R and 0.76e3 torr are one atmosphere, so the
/// denominator is R T for p in torr and volumes in cm3: a gas of pressure p holds p M / (R T) per
/// volume, in any units, and
///   E = k_g p M / (R T)   kg/m2/s,  T the temperature of the film.
/// Water at 32 C, 0.165 m/s, dry air: 19.97 mg/cm2/h. Only forced convection is in it: at rest,
/// wind 0, nothing evaporates. Fitted to spills; on skin within a factor of about two.
///
/// A solvent of activity a in air that holds it at a partial pressure p_air evaporates at
///   E (a - a_air),  a_air = p_air / p(T),
/// p_air = humidity * p(air temperature) for water and 0 for the others.
#ifndef ACICULA_PRODUCT_EVAPORATION_H
#define ACICULA_PRODUCT_EVAPORATION_H

#include "acicula/product/solvents.h"

/// The air over the film, and the film.
typedef struct aci_climate {
    aci_value skin_temperature; ///< of the film, K
    aci_value air_temperature;  ///< K
    aci_value humidity;         ///< relative, of the air at its own temperature, 0..1
    aci_value wind;             ///< along the skin, m/s, >= 0
} aci_climate;

/// A heated room: skin 32 C, air 22 C, 40 % humidity, 0.165 m/s; each with its source.
aci_climate aci_evaporation_indoors(void);

/// k_g, m/s; `molar_mass` in kg/mol, > 0.
double aci_evaporation_coefficient(double molar_mass, double wind);

/// E of a pure liquid into air free of it, kg/m2/s; `vapour_pressure` in Pa at the temperature of
/// the skin, `molar_mass` in kg/mol.
double aci_evaporation_rate(double vapour_pressure, double molar_mass, const aci_climate *climate);

/// a_air: below this activity the solvent stays in the film. 1 and more where the air is warm and
/// humid enough that the pure liquid does not evaporate.
double aci_evaporation_ambient(const aci_solvent *solvent, const aci_climate *climate);

#endif
