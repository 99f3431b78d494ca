/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A film of product on skin: applied, drying, covered, applied again, wiped off.
///
/// Solvents w_i [kg/m2] and a residue n [kg/m2] that never evaporates lie in one well-mixed film,
///   h = sum v_i + n/rho_n,  v_i = w_i/rho_i   (ideal volumes),
///   dw_i/dt = -E_i max(a_i - a_air,i, 0),  a_i = v_i/h   (evaporation.h),
/// and nothing evaporates under a cover. The activity is the volume fraction: it needs no number
/// that labels do not give (a mole fraction needs the residue's molar mass). It is right in the
/// pure solvent and where a solvent is gone, and too low in between: for water beside polymers and
/// for ethanol in water by up to some tens of per cent, so the last part dries somewhat too slowly,
/// and water held back by humid air is somewhat too much. A film takes up no water from the air.
/// The compound itself counts as residue; what it loses to the air: aci_film_solute_permeance.
///
/// In the time tau with dt = h dtau the equation is linear, so it is solved exactly, for any number
/// of solvents, also where speeds differ by powers of ten: to round-off, without steps (the private
/// drying.h has the formulas). One solvent without humidity: with s = n/rho_n and h_0 at t = 0,
///   (E/rho) t = h_0 - h + s log((h_0 - s)/(h - s)),
/// a linear decay, then an exponential one to the residue, which is never reached.
///
/// What has evaporated is what the amounts have lost: no solvent is lost otherwise. A call costs
/// some microseconds.
#ifndef ACICULA_PRODUCT_FILM_H
#define ACICULA_PRODUCT_FILM_H

#include <stdbool.h>

#include "acicula/base/status.h"
#include "acicula/product/evaporation.h"

enum { ACI_FILM_SOLVENTS_MAX = 4 };

typedef struct aci_film_recipe {
    int solvent_count;                                  ///< 0..ACI_FILM_SOLVENTS_MAX
    const aci_solvent *solvents[ACI_FILM_SOLVENTS_MAX]; ///< each once; borrowed
    aci_value fractions[ACI_FILM_SOLVENTS_MAX];         ///< of the product's mass, 0..1
    aci_value residue_density;                          ///< of the rest, kg/m3, > 0
} aci_film_recipe;

/// At `time` the share `removed` of the film is taken away as it is, then fresh product is added.
typedef struct aci_film_event {
    double time;      ///< s
    double thickness; ///< of product added, m, >= 0
    double removed;   ///< share, 0..1
} aci_film_event;

/// Covered: nothing evaporates.
typedef struct aci_film_window {
    double from, to; ///< s, from < to
} aci_film_window;

/// What happens to it until `end`.
typedef struct aci_film_history {
    const aci_film_event *events; ///< [event_count], in the order of time; later ones are left out
    int event_count;
    const aci_film_window *occluded; ///< [window_count], without overlap; NULL: none
    int window_count;
    double end; ///< s
} aci_film_history;

typedef struct aci_film aci_film;

/// ACI_BAD_INPUT when the recipe leaves no residue or a number is out of its range; the message
/// begins with the key, "product.solvents".
ACI_MUST_CHECK aci_status aci_film_check(const aci_film_recipe *recipe);

/// ACI_BAD_INPUT also when events are not in the order of time or windows overlap. `climate` NULL:
/// the film does not dry. Everything is copied but the solvents.
ACI_MUST_CHECK aci_status aci_film_create(const aci_film_recipe *recipe, const aci_climate *climate,
                                          const aci_film_history *history, aci_film **out);

void aci_film_destroy(aci_film **film);

/// Density of the fresh product, kg/m3: 1/rho = sum of fractions over densities.
double aci_film_density(const aci_film_recipe *recipe);

/// Thickness, m: 0 before the first event, that of the end afterwards; never below the residue's.
/// At an event the value after it, and before it.
double aci_film_thickness(const aci_film *film, double time);
double aci_film_thickness_before(const aci_film *film, double time);

/// Thickness of the residue alone at a time, m: what the film dries to.
double aci_film_residue(const aci_film *film, double time);

/// A solvent's ledger, kg/m2, right-continuous: applied = amount + evaporated + removed. Cumulative
/// but the amount. `solvent` counts as in the recipe.
double aci_film_applied(const aci_film *film, int solvent, double time);
double aci_film_amount(const aci_film *film, int solvent, double time);
double aci_film_evaporated(const aci_film *film, int solvent, double time);
double aci_film_removed(const aci_film *film, int solvent, double time);

/// Loss of the compound itself to the air, as a permeance k of the film's surface, m/s: the flux is
/// k C for a concentration C up to the solubility S in the vehicle, and k S above it, with
///   k = E / S,  E = k_g p M / (R T) the rate of the pure compound.
/// `vapour_pressure` in Pa at the skin's temperature (0: none is lost), `molar_mass` in kg/mol,
/// `solubility` in kg/m3, > 0. In a layer of diffusivity D and thickness l it acts through
/// chi = k l / D; Kasting and Miller 2006, 10.1002/jps.20497. No cover is in it.
double aci_film_solute_permeance(double vapour_pressure, double molar_mass, double solubility,
                                 const aci_climate *climate);

#endif
