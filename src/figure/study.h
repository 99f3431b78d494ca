/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The figures of studies: of a file of findings, or of a sweep's catalogue.
#ifndef ACICULA_FIGURE_STUDY_H
#define ACICULA_FIGURE_STUDY_H

#include "columns.h"
#include "map.h"
#include "script.h"

/// One of the two, owned; destroy in every case.
typedef struct aci_study_data {
    bool is_catalogue;
    aci_findings findings;
    aci_map map;
} aci_study_data;

/// Whether a file is one of findings or a catalogue.
bool aci_study_is(const char *path);

ACI_MUST_CHECK aci_status aci_study_read(const char *path, const char *result, aci_study_data *out);
void aci_study_destroy(aci_study_data *data);

/// Whether a figure belongs to files of this kind; drawn unless others are asked for.
bool aci_study_is_usual(const aci_study_data *data, aci_figure_kind kind);

/// Why a figure has nothing to draw, NULL when it has. Static text.
const char *aci_study_lack(const aci_study_data *data, aci_figure_kind kind);

/// Any figure, with what opens and closes the file. `stream`, `format` and `output` of the script
/// must be set.
ACI_MUST_CHECK aci_status aci_study_script(const aci_study_data *data, aci_figure_kind kind,
                                           aci_script *script);

/// The writers, by the figure's name.
ACI_MUST_CHECK aci_status aci_draw_map(aci_script *script, const aci_study_data *data);
ACI_MUST_CHECK aci_status aci_draw_tornado(aci_script *script, const aci_study_data *data);
ACI_MUST_CHECK aci_status aci_draw_indices(aci_script *script, const aci_study_data *data);
ACI_MUST_CHECK aci_status aci_draw_distribution(aci_script *script, const aci_study_data *data);
ACI_MUST_CHECK aci_status aci_draw_pareto(aci_script *script, const aci_study_data *data);
ACI_MUST_CHECK aci_status aci_draw_fit(aci_script *script, const aci_study_data *data);
ACI_MUST_CHECK aci_status aci_draw_likelihood(aci_script *script, const aci_study_data *data);

#endif
