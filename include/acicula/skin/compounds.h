/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Compounds: what they are, and how they move in each layer of the skin, in a channel and in a
/// product.
///
/// The reference u of the whole program is here the total aqueous-equivalent concentration at
/// pH 7.4, that of the tissue. From the un-ionised share f (aci_compounds_unionised) at 7.4:
///   dermis, epidermis  K = 0.6 BF (the published K per un-ionised species, times f);
///   channel            K = 1;
///   stratum corneum    K = f (K_un-ionised - K_water) + K_water, K_water = 0.359 partially, 0.782
///                      fully hydrated (the ionised share sits in the corneocytes' water only);
///   product            vehicles.h.
///
/// The stratum corneum is as acid as the product on it: there f is that of aci_barrier_state.ph
/// where it is known, else of 7.4. With `traps_ions` the tissue keeps its pH and only what is
/// un-ionised passes into it: the product's partition is K_v = f(7.4)/f(ph), and K and P of the
/// stratum corneum are K_v times the above, so that what goes through it stays P times the applied
/// concentration. Without, water meets water somewhere (in a channel): ions pass there with the
/// rest, u is the applied total and K_v = 1.
///
/// The diffusivity of the stratum corneum comes from a permeability P: D = P h / K with h the
/// thickness of the correlations (barrier.h), so it is a property of the material and a thicker
/// stratum corneum is a better barrier. P is, in this order:
///   1. the measured human Kp, read as that of the whole applied concentration at any pH and
///      hydration (origin measured);
///   2. f P_sc + P_polar where the molar volume is known: Wang, Kasting and Nitsche (barrier.h) and
///      the polar pathway missing there, 1e-5 cm/h (D_water / 5e-6 cm2/s) or as the state says;
///   3. the larger of f Potts-Guy and P_polar, for compounds given by molar mass and log Kow alone;
///   4. for compounds the barrier excludes (macromolecules above 1 kg/mol, polyanions, peptides,
///      or no log Kow at all) a tiny assumed number, P < 1e-9 cm/h.
/// Each number filled in this way says so in its origin, confidence and source.
#ifndef ACICULA_SKIN_COMPOUNDS_H
#define ACICULA_SKIN_COMPOUNDS_H

#include <stdbool.h>

#include "acicula/skin/barrier.h"
#include "acicula/skin/correlations.h"
#include "acicula/skin/skin.h"

/// The kinetics of a compound in an adult's body, per body mass: study/systemic.h has the
/// equations. Either `clearance` or `half_life` is there, or neither; all missing where nobody
/// published them.
typedef struct aci_compound_kinetics {
    aci_value volume;            ///< of distribution, central compartment, m3/kg
    aci_value clearance;         ///< m3/s/kg
    aci_value half_life;         ///< terminal, s
    aci_value peripheral_volume; ///< m3/kg; missing with one compartment
    aci_value exchange;          ///< clearance between the compartments, m3/s/kg
    aci_value stated_level;      ///< concentration in plasma not to be reached, kg/m3
} aci_compound_kinetics;

/// A compound. Start an inline one with aci_compounds_blank, set what is known (origin, confidence
/// and source too) and leave the rest ACI_ORIGIN_MISSING.
typedef struct aci_compound {
    char name[ACI_NAME_SIZE];    ///< as in `product.compound`; "inline" for one from a config
    const char *note;            ///< one line for the listing; may be NULL
    aci_binding_class binding;   ///< which protein binding correlation applies
    bool is_excluded;            ///< the stratum corneum keeps it out
    aci_barrier_state barrier;   ///< what the numbers of the stratum corneum are for
    aci_value molar_mass;        ///< kg/mol, > 0; required
    aci_value log_kow;           ///< log10 of octanol/water partition, un-ionised
    aci_value pka_acid;          ///< missing when there is no acid group
    aci_value pka_base;          ///< of the conjugate acid; missing when there is no base group
    aci_value molar_volume;      ///< at the boiling point (Schroeder), m3/mol
    aci_value radius;            ///< hydrodynamic radius, m
    aci_value water_diffusivity; ///< m2/s
    aci_value solubility;        ///< in water, of the un-ionised form, kg/m3; may be missing
    aci_value skin_permeability; ///< measured human Kp of the applied concentration, m/s
    aci_value
        barrier_permeability; ///< P_sc for the un-ionised form, m/s; missing where 3. or 4. apply
    aci_value barrier_partition;     ///< stratum corneum, C/u
    aci_value barrier_diffusivity;   ///< stratum corneum, along depth, m2/s
    aci_value barrier_lateral;       ///< stratum corneum, across, m2/s
    aci_value epidermis_diffusivity; ///< viable epidermis, m2/s
    aci_value epidermis_partition;   ///< viable epidermis, C/u
    aci_value junction_diffusivity;  ///< dermo-epidermal junction, where it is a layer, m2/s
    aci_value dermis_diffusivity;    ///< m2/s
    aci_value dermis_partition;      ///< C/u
    aci_value dermis_clearance;      ///< 1/s, living skin
} aci_compound;

/// What a fluid (channel or product) needs to know of the compound.
typedef struct aci_compound_fluid {
    aci_value diffusivity; ///< m2/s
    aci_value partition;   ///< C/u
} aci_compound_fluid;

/// Number of shipped compounds.
int aci_compounds_count(void);

/// The shipped compound at an index, 0 <= index < aci_compounds_count(): the published numbers,
/// the others missing.
const aci_compound *aci_compounds_at(int index);

/// The shipped compound of that name; NULL when there is none.
const aci_compound *aci_compounds_find(const char *name);

/// Kinetics of the shipped compound of that name; all missing where the library has none.
const aci_compound_kinetics *aci_compounds_kinetics(const char *name);

/// A compound with a name and nothing else known.
aci_compound aci_compounds_blank(const char *name);

/// The un-ionised share at a pH. Without log Kow, or above 1 kg/mol, 1: the whole compound counts.
double aci_compounds_unionised(const aci_compound *compound, double ph);

/// The pH of the tissue, of which the reference u is: 7.4.
double aci_compounds_tissue_ph(void);

/// K_v of what the stratum corneum borders on: f(7.4)/f(ph) where ions are trapped, else 1.
double aci_compounds_surface_partition(const aci_compound *compound);

/// The two parts of a predicted permeability, m/s, of the applied concentration; completed
/// compound.
typedef struct aci_compounds_prediction {
    double barrier;     ///< f P_sc, or f Potts-Guy; 0 where the barrier excludes the compound
    double polar;       ///< P_polar; 0 likewise
    bool is_regression; ///< Potts and Guy
    bool is_fitted;     ///< within the range of the correlation
} aci_compounds_prediction;

aci_compounds_prediction aci_compounds_predict(const aci_compound *compound);

/// Fills every missing number (log Kow, pKa and solubility excepted) from the correlations or,
/// where none applies, from a stated assumption; present numbers stay. Without log Kow, or above 1
/// kg/mol, pKa is not used: the whole compound counts as un-ionised. Fails with ACI_BAD_INPUT when
/// the molar mass is missing or not above zero, log Kow is outside -10..15 or a pKa outside
/// -20..30.
aci_status aci_compounds_complete(aci_compound *compound);

/// Fills the missing diffusivity, lateral diffusivity, partition and clearance of each layer, known
/// by its name: `stratum_corneum`; one with `junction`, `dermo_epidermal` or `basement_membrane`;
/// one that ends in `hypodermis`, or `subcutis` (dermis values, assumed); one that ends in
/// `epidermis`; any other that ends in `dermis`. Layers of other names are left as they are. A
/// lateral diffusivity beside a given diffusivity equals that. Clearance acts in dermis and
/// hypodermis of skin in vivo and is zero elsewhere. Completes a copy of `compound` for the skin's
/// barrier state; same failures as aci_compounds_complete.
aci_status aci_compounds_fill(const aci_compound *compound, aci_skin *skin);

/// Channel fluid: the diffusivity in water, partition 1 (interstitial fluid or serum, assumed).
/// Same failures as aci_compounds_complete.
aci_status aci_compounds_channel(const aci_compound *compound, aci_compound_fluid *fluid);

/// A listing of all shipped compounds, completed, with origin, confidence and source.
/// malloc'd, the caller frees it; NULL when memory is out.
char *aci_compounds_text(void);

#endif
