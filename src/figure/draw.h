/* SPDX-License-Identifier: GPL-3.0-or-later */
/// From data to a figure in a file; and the writers that turn data into gnuplot's script.
#ifndef ACICULA_FIGURE_DRAW_H
#define ACICULA_FIGURE_DRAW_H

#include "compare.h"
#include "data.h"
#include "script.h"
#include "study.h"

ACI_MUST_CHECK aci_status aci_draw_section(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_absorbed(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_ledger(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_profile(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_plasma(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_regions(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_strips(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_force(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_depth(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_plan(aci_script *script, const aci_figure_data *data);
ACI_MUST_CHECK aci_status aci_draw_histogram(aci_script *script, const aci_figure_data *data);

/// Of several runs, with what closes the file.
ACI_MUST_CHECK aci_status aci_draw_endpoints(aci_script *script, const aci_compare *of);

/// Any of the others by kind, with what opens and closes the file. `stream`, `format` and `output`
/// of the script must be set.
ACI_MUST_CHECK aci_status aci_draw_script(const aci_figure_data *data, aci_figure_kind kind,
                                          aci_script *script);

/// The whole way: script, gnuplot, file. ACI_FILE when one fails.
ACI_MUST_CHECK aci_status aci_draw_file(const aci_figure_data *data, aci_figure_kind kind,
                                        aci_figure_format format, const char *output);

/// The same of several runs.
ACI_MUST_CHECK aci_status aci_draw_compare_file(const aci_compare *of, aci_figure_format format,
                                                const char *output);

/// The same of a study.
ACI_MUST_CHECK aci_status aci_draw_study_file(const aci_study_data *data, aci_figure_kind kind,
                                              aci_figure_format format, const char *output);

#endif
