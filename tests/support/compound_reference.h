/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Properties of fifteen compounds as an independent script printed them, four digits each.
#ifndef ACICULA_TESTS_SUPPORT_COMPOUND_REFERENCE_H
#define ACICULA_TESTS_SUPPORT_COMPOUND_REFERENCE_H

#include <math.h>

#include "acicula/skin/correlations.h"

typedef struct compound_reference {
    const char *name;
    aci_binding_class binding;
    double mass, log_kow, pka_acid, pka_base;       ///< g/mol; NAN without such a group
    double volume, water;                           ///< cm3/mol, um2/s
    double barrier_partition, barrier_permeability; ///< per un-ionised form; cm/h
    double potts_guy;                               ///< cm/h, not clamped
    double unionised, unbound, binding_factor;
    double partition, diffusivity, free_diffusivity, clearance; ///< dermis; um2/s, 1/s, no floor
} compound_reference;

static const compound_reference compound_references[] = {
    {"caffeine", ACI_BINDING_NEUTRAL, 194.19, -0.07, NAN, NAN, 182.0, 845.8, 4.278, 2.025e-05,
     0.0001052, 1, 0.6498, 1.173, 0.704, 192.8, 224.5, 0.0002199},
    {"niacinamide", ACI_BINDING_NEUTRAL, 122.12, -0.37, NAN, 3.35, 126.0, 1055, 3.602, 5.134e-05,
     0.0001773, 0.9999, 0.7122, 1.13, 0.6779, 270.4, 304.2, 0.0003562},
    {"ascorbic_acid", ACI_BINDING_ACID, 176.12, -1.85, 4.17, NAN, 147.0, 961.4, 1.645, 1.015e-06,
     7.387e-06, 0.0005885, 0.6605, 1.164, 1187, 206.9, 239.3, 1.746e-05},
    {"minoxidil", ACI_BINDING_NEUTRAL, 209.25, 1.24, NAN, 4.61, 217.0, 761.1, 9.531, 0.0001805,
     0.0007249, 0.9984, 0.3396, 1.64, 0.9854, 134.2, 213.8, 0.0006412},
    {"hydrocortisone", ACI_BINDING_NEUTRAL, 362.46, 1.61, NAN, NAN, 385.0, 539.5, 12.2, 4.625e-05,
     0.0001543, 1, 0.2625, 1.94, 1.164, 81.54, 149.2, 0.0001849},
    {"triamcinolone_acetonide", ACI_BINDING_NEUTRAL, 434.5, 2.53, NAN, NAN, 430.5, 504.6, 24.38,
     0.0001263, 0.0002524, 1, 0.1247, 3.586, 2.151, 43.21, 132.5, 0.0001483},
    {"tranexamic_acid", ACI_BINDING_ACID, 157.21, -2.0, 4.3, 10.6, 182.0, 845.8, 1.53, 1.118e-06,
     7.539e-06, 0.9986, 0.6433, 1.177, 0.7075, 220.5, 257.8, 1.762e-05},
    {"lidocaine", ACI_BINDING_NEUTRAL, 234.34, 2.44, NAN, 7.9, 294.0, 634.3, 22.63, 0.001152,
     0.003624, 0.2403, 0.224, 2.175, 5.431, 96.38, 198.5, 0.0008303},
    {"acyclovir", ACI_BINDING_NEUTRAL, 225.2, -1.56, 9.25, 2.27, 203.0, 792.1, 1.899, 7.486e-07,
     5.956e-06, 0.9861, 0.8808, 1.043, 0.6348, 195.7, 203.7, 1.574e-05},
    {"salicylic_acid", ACI_BINDING_SITE_ACID, 138.12, 2.26, 2.97, NAN, 133.0, 1021, 19.59, 0.004882,
     0.01043, 3.715e-05, 0.7607, 1.101, 1.778e+04, 255.9, 280.6, 0.001858},
    {"glycerol", ACI_BINDING_NEUTRAL, 92.09, -1.76, NAN, NAN, 98.0, 1226, 1.719, 8.665e-06,
     2.786e-05, 1, 0.897, 1.037, 0.622, 353.4, 366, 7.21e-05},
    {"retinol", ACI_BINDING_NEUTRAL, 286.45, 5.68, NAN, NAN, 385.0, 539.5, 1729, 0.2153, 0.3481, 1,
     0.006082, 531.9, 319.2, 1.31, 174, 4.127e-06},
    {"tretinoin", ACI_BINDING_ACID, 300.44, 6.3, 4.76, NAN, 385.0, 539.5, 5257, 0.5449, 0.7882,
     0.002286, 0.07325, 9.609, 2522, 21.77, 168.7, 0.0002287},
    {"naltrexone", ACI_BINDING_NEUTRAL, 341.4, 1.92, NAN, 8.38, 322.0, 600.6, 15.17, 0.0001044,
     0.0003443, 0.09479, 0.4191, 1.452, 9.188, 109.9, 155.1, 0.0004593},
    {"testosterone", ACI_BINDING_NEUTRAL, 288.42, 3.32, NAN, NAN, 329.0, 592.9, 51.8, 0.002778,
     0.007147, 1, 0.0608, 8.033, 4.82, 27.72, 173.3, 0.0002466},
};

enum { compound_reference_count = sizeof compound_references / sizeof compound_references[0] };

/// Whether a value rounds to the printed four digits (half a unit of the fourth, and round-off).
static inline int agrees(double value, double printed)
{
    double unit = pow(10.0, floor(log10(printed)) - 3.0);
    return fabs(value - printed) <= 0.5001 * unit;
}

#endif
