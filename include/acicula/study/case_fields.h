/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The concentration of a case on the common grid of a sweep (common_grid.h), as its run goes.
#ifndef ACICULA_STUDY_CASE_FIELDS_H
#define ACICULA_STUDY_CASE_FIELDS_H

#include "acicula/study/observer.h"
#include "acicula/study/scenario.h"

typedef struct aci_case_fields {
    const aci_grid *common;
    const aci_grid *from; ///< of the level that runs
    const aci_scenario *scenario;
    int times; ///< of the columns
    const double *time;
    int filled;     ///< snapshots of this level so far
    size_t cells;   ///< of the common grid
    double *values; ///< [times][cells]
} aci_case_fields;

/// Room for the fields at `times` (borrowed, like the grid). ACI_FILE without memory.
ACI_MUST_CHECK aci_status aci_case_fields_create(const aci_grid *common, const aci_times *times,
                                                 const aci_scenario *scenario,
                                                 aci_case_fields **out);
void aci_case_fields_destroy(aci_case_fields *fields);

/// What a run tells. A case of another geometry or other field times fails with ACI_BAD_INPUT.
aci_observer aci_case_fields_observer(aci_case_fields *fields);

/// The common grid's extents x or r, y, z that hold a case, m: raised, never lowered. The depth is
/// that of the skin, the rest that of the cell or patch. ACI_BAD_INPUT where it cannot be told.
ACI_MUST_CHECK aci_status aci_case_fields_extent(const aci_scenario *scenario, double extent[3]);

#endif
