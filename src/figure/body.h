/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the figures need of the kinetics in the body, in SI.
#ifndef ACICULA_FIGURE_BODY_H
#define ACICULA_FIGURE_BODY_H

#include "acicula/output/reader.h"
#include "acicula/study/systemic.h"

/// Everything is owned. All zero for a run without the section `systemic`.
typedef struct aci_figure_body {
    int times;
    double *time, *concentration, *control; ///< s, kg/m3
    double level;                           ///< stated, kg/m3; 0 where none is
    aci_systemic_value endpoints[ACI_SYSTEMIC_ENDPOINTS];
} aci_figure_body;

/// Reads what there is. ACI_FILE when something is damaged. Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_body_read(const aci_reader *reader, aci_figure_body *out);

void aci_body_destroy(aci_figure_body *body);

#endif
