/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/correlations.h"

#include <assert.h>
#include <math.h>

static const double pi = 3.14159265358979323846;
static const double boltzmann = 1.380649e-23;

static double grams(double molar_mass)
{
    return 1e3 * molar_mass;
}

static double cubic_centimetres(double molar_volume)
{
    return 1e6 * molar_volume;
}

static double from_cm2_per_s(double diffusivity)
{
    return 1e-4 * diffusivity;
}

static double from_cm_per_h(double permeability)
{
    return 1e-2 / 3600.0 * permeability;
}

double aci_correlations_unionised_fraction(double ph, double pka_acid, double pka_base)
{
    double acid = isnan(pka_acid) ? 1.0 : 1.0 / (1.0 + pow(10.0, ph - pka_acid));
    double base = isnan(pka_base) ? 1.0 : 1.0 / (1.0 + pow(10.0, pka_base - ph));
    return acid * base + (1.0 - acid) * (1.0 - base);
}

double aci_correlations_potts_guy(double molar_mass, double log_kow)
{
    double mass = fmin(grams(molar_mass), 750.0);
    double lipophilicity = fmax(-3.0, fmin(log_kow, 6.0));
    return from_cm_per_h(pow(10.0, -2.7437 + 0.71 * lipophilicity - 0.0061 * mass));
}

double aci_correlations_molar_volume(const aci_correlations_atoms *atoms)
{
    double volume = 7.0 * (atoms->carbon + atoms->hydrogen + atoms->nitrogen + atoms->oxygen) +
                    10.5 * atoms->fluorine + 24.5 * atoms->chlorine + 31.5 * atoms->bromine +
                    38.5 * atoms->iodine + 21.0 * atoms->sulphur - 7.0 * atoms->rings +
                    7.0 * atoms->double_bonds + 14.0 * atoms->triple_bonds;
    return 1e-6 * volume;
}

/// Above this the published codes change from the law of small molecules to that of spheres.
static int is_large(double volume)
{
    return volume >= 445.2;
}

double aci_correlations_water_diffusivity(double molar_volume)
{
    assert(molar_volume > 0.0);
    double volume = cubic_centimetres(molar_volume);
    double diffusivity =
        is_large(volume) ? 3.78e-5 * pow(volume, -1.0 / 3.0) : 1.92e-4 * pow(volume, -0.6);
    return from_cm2_per_s(diffusivity);
}

double aci_correlations_molecular_radius(double molar_volume)
{
    assert(molar_volume > 0.0);
    double volume = cubic_centimetres(molar_volume);
    double angstrom = is_large(volume) ? 0.735 * cbrt(volume) : 0.145 * pow(volume, 0.6);
    return 1e-10 * angstrom;
}

double aci_correlations_stokes_einstein(double temperature, double viscosity, double radius)
{
    assert(viscosity > 0.0 && radius > 0.0);
    return boltzmann * temperature / (6.0 * pi * viscosity * radius);
}

double aci_correlations_dermis_free_diffusivity(double molar_mass)
{
    assert(molar_mass > 0.0);
    return from_cm2_per_s(pow(10.0, -4.15 - 0.655 * log10(grams(molar_mass))));
}

/// The base of the exponential is e, not 10: so in both published codes.
static double unbound_fraction(double log_distribution, aci_binding_class binding)
{
    static const double slope[] = {[ACI_BINDING_NEUTRAL] = 0.5578,
                                   [ACI_BINDING_SITE_ACID] = 0.7936,
                                   [ACI_BINDING_ACID] = 0.3127};
    static const double offset[] = {[ACI_BINDING_NEUTRAL] = 0.0188,
                                    [ACI_BINDING_SITE_ACID] = 0.2239,
                                    [ACI_BINDING_ACID] = 0.5121};
    double bound = slope[binding] * exp(log_distribution) + offset[binding];
    return fmax(0.005, 1.0 / (1.0 + bound));
}

aci_correlations_dermis aci_correlations_dermis_properties(double molar_mass, double log_kow,
                                                           double unionised,
                                                           aci_binding_class binding)
{
    assert(unionised > 0.0 && unionised <= 1.0);
    aci_correlations_dermis dermis;
    dermis.unbound = unbound_fraction(log_kow + log10(unionised), binding);
    dermis.binding_factor = 0.68 + 0.32 / dermis.unbound + 0.001 * unionised * pow(10.0, log_kow);
    dermis.partition = 0.6 / unionised * dermis.binding_factor;
    dermis.free_diffusivity = aci_correlations_dermis_free_diffusivity(molar_mass);
    double albumin = from_cm2_per_s(0.32e-7) * (1.0 - dermis.unbound) / dermis.unbound;
    dermis.diffusivity = (dermis.free_diffusivity + albumin) / dermis.binding_factor;
    return dermis;
}

double aci_correlations_capillary_permeability(double molar_mass, double log_kow)
{
    return 100.0 * aci_correlations_potts_guy(molar_mass, log_kow);
}

double aci_correlations_capillary_pore_route(void)
{
    return 5e-8;
}

double aci_correlations_clearance(double capillary_permeability, double binding_factor)
{
    assert(capillary_permeability > 0.0 && binding_factor > 0.0);
    double capillary_surface = 1e4;
    double blood_flow = 0.0022;
    double wall = 1.0 / (capillary_permeability * capillary_surface);
    return 1.0 / (wall + 1.0 / blood_flow) / binding_factor;
}
