/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a compound finds in the stratum corneum. */
#include <math.h>

#include "compounds_parts.h"

#define WANG "Wang, Kasting and Nitsche 2007, 10.1002/jps.20883, "
#define POLAR "plus an assumed polar pathway of 1e-5 cm/h (D_water / 5e-6 cm2/s)"
#define POLAR_GIVEN "plus the polar pathway of the config"
#define POTTS_GUY "Potts and Guy 1992, 10.1023/A:1015810312465, un-ionised share"
#define NITSCHE "Nitsche, Wang and Kasting 2006, 10.1002/jps.20549, "

static const double closed_diffusivity = 1e-18;

/* Sources by hydration, the last one by whether the polar pathway is given. */
static const char *const partition_sources[] = {
    NITSCHE "partially hydrated; the ionised share in water only",
    NITSCHE "fully hydrated; the ionised share in water only"};
static const char *const single_sources[] = {
    WANG "partially hydrated, un-ionised form; within 3 to 5 times, polar compounds worse",
    WANG "fully hydrated, un-ionised form; within 3 to 5 times, polar compounds worse"};
static const char *const barrier_sources[2][2] = {
    {WANG "partially hydrated, un-ionised share, " POLAR,
     WANG "partially hydrated, un-ionised share, " POLAR_GIVEN},
    {WANG "fully hydrated, un-ionised share, " POLAR,
     WANG "fully hydrated, un-ionised share, " POLAR_GIVEN}};
static const char *const polar_sources[] = {
    "assumed polar pathway of 1e-5 cm/h (D_water / 5e-6 cm2/s), above the un-ionised share of "
    "Potts and Guy 1992",
    "assumed: the polar pathway of the config, above the un-ionised share of Potts and Guy 1992"};
static const char *const lateral_sources[] = {
    "assumed: 150 times that along depth, the low end for partially hydrated stratum corneum "
    "(Nitsche and Kasting), at most that of the viable epidermis",
    "assumed: 36 times that along depth, the middle of 34-39 for fully hydrated stratum corneum "
    "(Nitsche and Kasting), at most that of the viable epidermis"};

static bool is_kept_out(const aci_compound *compound)
{
    return compound->is_excluded || !aci_compounds_has_partition_law(compound);
}

static double surface_ph(const aci_compound *compound)
{
    const aci_value *ph = &compound->barrier.ph;
    return aci_compounds_is_known(ph) ? ph->value : aci_compounds_tissue_ph();
}

double aci_compounds_surface_partition(const aci_compound *compound)
{
    if (!compound->barrier.traps_ions) {
        return 1.0;
    }
    return aci_compounds_unionised(compound, aci_compounds_tissue_ph()) /
           aci_compounds_unionised(compound, surface_ph(compound));
}

static double polar_permeability(const aci_compound *compound)
{
    const aci_value *given = &compound->barrier.polar_permeability;
    double reference = aci_compounds_is_known(given) ? given->value : aci_barrier_polar_reference();
    return aci_barrier_polar_permeability(compound->water_diffusivity.value, reference);
}

/* A molar volume assumed from the mass is too rough for the radius of a molecule. */
static bool has_barrier_law(const aci_compound *compound)
{
    return !is_kept_out(compound) && aci_compounds_is_known(&compound->molar_volume) &&
           compound->molar_volume.origin != ACI_ORIGIN_ASSUMED;
}

static aci_barrier_permeation barrier_law(const aci_compound *compound)
{
    return aci_barrier_permeability(compound->molar_mass.value, compound->log_kow.value,
                                    compound->molar_volume.value, compound->barrier.hydration);
}

static bool is_within_potts_guy(const aci_compound *compound)
{
    double log_kow = compound->log_kow.value;
    return log_kow >= -3.0 && log_kow <= 6.0 && compound->molar_mass.value <= 0.75;
}

aci_compounds_prediction aci_compounds_predict(const aci_compound *compound)
{
    aci_compounds_prediction out = {.is_fitted = true};
    if (is_kept_out(compound)) {
        return out;
    }
    double share = aci_compounds_unionised(compound, surface_ph(compound));
    out.polar = polar_permeability(compound);
    out.is_regression = !aci_compounds_is_known(&compound->barrier_permeability);
    if (out.is_regression) {
        out.barrier =
            share * aci_correlations_potts_guy(compound->molar_mass.value, compound->log_kow.value);
        out.is_fitted = is_within_potts_guy(compound);
    } else {
        out.barrier = share * compound->barrier_permeability.value;
        out.is_fitted = !has_barrier_law(compound) || barrier_law(compound).is_fitted;
    }
    return out;
}

static void complete_partition(aci_compound *compound)
{
    aci_skin_hydration hydration = compound->barrier.hydration;
    double water = aci_barrier_water(hydration);
    if (!aci_compounds_has_partition_law(compound)) {
        bool is_let_in = aci_compounds_is_known(&compound->skin_permeability);
        aci_compounds_assume(&compound->barrier_partition, is_let_in ? water : 0.01, 'L',
                             is_let_in ? "assumed: the water of the stratum corneum only"
                                       : "assumed: next to nothing enters the stratum corneum");
        return;
    }
    double share = aci_compounds_unionised(compound, surface_ph(compound));
    double neutral = aci_barrier_partition(compound->log_kow.value, hydration);
    double partition = share * (neutral - water) + water;
    aci_compounds_correlate(&compound->barrier_partition,
                            partition * aci_compounds_surface_partition(compound), 'M',
                            partition_sources[hydration]);
}

/// Permeability of the stratum corneum for the applied concentration when no Kp was measured.
static aci_value predicted_permeability(const aci_compound *compound)
{
    aci_compounds_prediction parts = aci_compounds_predict(compound);
    bool is_given = aci_compounds_is_known(&compound->barrier.polar_permeability);
    if (!parts.is_regression) {
        return (aci_value){parts.barrier + parts.polar, ACI_ORIGIN_CORRELATED,
                           parts.polar > parts.barrier || !parts.is_fitted ? 'L' : 'M',
                           barrier_sources[compound->barrier.hydration][is_given]};
    }
    if (parts.barrier < parts.polar) {
        return (aci_value){parts.polar, ACI_ORIGIN_ASSUMED, 'L', polar_sources[is_given]};
    }
    return (aci_value){parts.barrier, ACI_ORIGIN_CORRELATED, 'M', POTTS_GUY};
}

static void complete_diffusivity(aci_compound *compound)
{
    double reduced = compound->barrier_partition.value / aci_compounds_surface_partition(compound);
    double per_permeability = aci_barrier_thickness(compound->barrier.hydration) / reduced;
    if (aci_compounds_is_known(&compound->barrier_diffusivity)) {
        return;
    }
    if (aci_compounds_is_known(&compound->skin_permeability)) {
        compound->barrier_diffusivity = compound->skin_permeability;
        compound->barrier_diffusivity.value *= per_permeability;
        return;
    }
    aci_value predicted = predicted_permeability(compound);
    if (is_kept_out(compound) || predicted.value == 0.0) {
        aci_compounds_assume(&compound->barrier_diffusivity, closed_diffusivity, 'L',
                             "assumed: effectively impermeable stratum corneum");
    } else {
        compound->barrier_diffusivity = predicted;
        compound->barrier_diffusivity.value *= per_permeability;
    }
}

void aci_compounds_complete_barrier(aci_compound *compound)
{
    aci_skin_hydration hydration = compound->barrier.hydration;
    if (has_barrier_law(compound)) {
        aci_compounds_correlate(&compound->barrier_permeability, barrier_law(compound).permeability,
                                'L', single_sources[hydration]);
    }
    complete_partition(compound);
    complete_diffusivity(compound);
    double along = compound->barrier_diffusivity.value;
    double ratio = aci_barrier_anisotropy(hydration);
    double across = fmax(along, fmin(ratio * along, compound->epidermis_diffusivity.value));
    aci_compounds_assume(&compound->barrier_lateral, across, 'L', lateral_sources[hydration]);
}
