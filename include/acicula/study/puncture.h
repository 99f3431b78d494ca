/* SPDX-License-Identifier: GPL-3.0-or-later */
/// From the needles of a scenario to the channels they leave.
///
/// One needle on the mean skin gives the force curve; a whole treatment gives the strikes, each
/// with the spread of skin and operator, each a channel or a failure. For the transport the strikes
/// are sorted into classes of equal probability by depth, because the dose depends on depth like a
/// threshold: the mean channel would be wrong. A strike owns the area 1 / strike density, so the
/// amount per area of the treated skin is the sum over the classes of weight x amount of the
/// class; strikes without a channel are intact skin.
#ifndef ACICULA_STUDY_PUNCTURE_H
#define ACICULA_STUDY_PUNCTURE_H

#include "acicula/study/scenario.h"
#include "acicula/study/settings.h"

enum { ACI_PUNCTURE_ROWS = 400 };

/// The true channels of a square in the middle of the treated area (geometry: box).
typedef struct aci_puncture_patch {
    bool exists;
    int count;
    aci_tract *tracts; ///< [count] relative to the square's corner
    int *strikes;      ///< [count] whose channel each tract is
    aci_treatment_window window;
} aci_puncture_patch;

typedef struct aci_puncture {
    aci_insertion_setting setting;
    aci_insertion mean;      ///< one needle, mean skin
    aci_motion_entry entry;  ///< how that needle went in
    aci_residual residual;   ///< and what it left
    aci_insertion_row *rows; ///< [ACI_PUNCTURE_ROWS] its way
    aci_treatment *treatment;
    aci_treatment_statistics statistics;
    int through; ///< strikes whose tip went below the skin
    aci_puncture_patch patch;
    int class_count;
    aci_treatment_class *classes; ///< [class_count + 1]; the last: strikes without a channel
    aci_settings settings;        ///< other settings; all zero before aci_puncture_solve_settings
} aci_puncture;

/// Solves the mechanics of a scenario with needling. `out` must be destroyed also on failure.
/// ACI_BAD_INPUT for a treatment that cannot be; ACI_NUMERICAL where no finite answer was found.
ACI_MUST_CHECK aci_status aci_puncture_solve(const aci_scenario *scenario, aci_puncture *out);

/// Adds the table of depth against the setting, which only files and figures need.
ACI_MUST_CHECK aci_status aci_puncture_solve_settings(const aci_scenario *scenario,
                                                      aci_puncture *puncture);

void aci_puncture_destroy(aci_puncture *puncture);

/// Whether strikes of a class left channels with an opening; the last class has none.
bool aci_puncture_is_open(const aci_puncture *puncture, int index);

/// The scenario of one class: a square lattice of its channel, one for each strike, cut off where
/// the skin ends; an intact skin for the last class and for channels without an opening. Only the
/// channels are owned: free them with aci_channels_destroy. ACI_BAD_INPUT when channels overlap.
ACI_MUST_CHECK aci_status aci_puncture_class_scenario(const aci_puncture *puncture,
                                                      const aci_scenario *scenario, int index,
                                                      aci_scenario *out);

/// The scenario of the true patch, its tracts cut off where the skin ends. As above.
ACI_MUST_CHECK aci_status aci_puncture_patch_scenario(const aci_puncture *puncture,
                                                      const aci_scenario *scenario,
                                                      aci_scenario *out);

#endif
