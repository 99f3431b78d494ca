/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Depth against what is set: the dial of a pen, another needle, another force.
///
/// What is set is the protrusion of a pen or rf head, the force where that is the drive, and the
/// needle's length of the others; all else stays, the speed and the lattice of the needles too. The
/// settings are k/16 of the largest, k = 1..16: a protrusion goes up to the least of dial, stroke
/// and needle, also below the dial's beginning; length and force go up to twice the chosen ones (10
/// mm, 500 N at most), so that the chosen one is the eighth. A needle keeps its diameters; one
/// shorter than its tip is ground to a shorter tip.
///
/// Each setting is solved with the same strikes, up to ACI_SETTINGS_STRIKES of the treatment's own,
/// so the curves are smooth and come from its seed. The spread is that of the treatment: the
/// tolerance of the travel is the same share of each travel. The quantiles are those of all
/// strikes, a strike that does not puncture has depth 0.
///
/// Time: 16 x 200 strikes, at some 0.1 ms each; the settings share the threads.
#ifndef ACICULA_STUDY_SETTINGS_H
#define ACICULA_STUDY_SETTINGS_H

#include "acicula/study/scenario.h"

enum { ACI_SETTINGS = 16, ACI_SETTINGS_STRIKES = 200 };

/// Name as in the file and in the config, unit, words.
#define ACI_SETTINGS_LIST(X)                                                                       \
    X(protrusion, "m", "how far the needles stand out at their deepest point")                     \
    X(needle_length, "m", "length of the needles, all else as it is")                              \
    X(force_total, "N", "force on all needles that touch together")                                \
    X(force_per_needle, "N", "force on each needle")

typedef enum aci_settings_kind {
#define ACI_SETTINGS_MEMBER(name, unit, text) ACI_SETTINGS_##name,
    ACI_SETTINGS_LIST(ACI_SETTINGS_MEMBER)
#undef ACI_SETTINGS_MEMBER
        ACI_SETTINGS_KINDS
} aci_settings_kind;

typedef struct aci_settings {
    aci_settings_kind kind;
    double chosen;                        ///< setting of the scenario, m or N
    double setting[ACI_SETTINGS];         ///< rising, m or N
    double depth_5[ACI_SETTINGS];         ///< quantiles of the tip's depth, m
    double depth_50[ACI_SETTINGS];        ///<
    double depth_95[ACI_SETTINGS];        ///<
    double punctured_share[ACI_SETTINGS]; ///< of the strikes, 0..1
} aci_settings;

/// "protrusion", ...
const char *aci_settings_name(aci_settings_kind kind);

/// The table of a scenario with needling whose strikes are planned. ACI_NUMERICAL where no finite
/// answer was found.
ACI_MUST_CHECK aci_status aci_settings_solve(const aci_scenario *scenario,
                                             const aci_treatment *treatment, aci_settings *out);

#endif
