/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A sweep as the columns of a catalogue, and a finished case as a row of it.
///
/// Keys come first, then for each result NAME and NAME_numerical_error (absolute), over the axes
/// `time` (report times), `layer` and `region` where the result has them, then the concentration
/// over (time, z[, y], x or r) of the group fields.
#ifndef ACICULA_OUTPUT_SWEEP_COLUMNS_H
#define ACICULA_OUTPUT_SWEEP_COLUMNS_H

#include "acicula/output/catalogue.h"
#include "acicula/study/sweep.h"

/// The format of a sweep whose results are known. `scenario` is one of its cases; `grid` the common
/// grid of the fields, NULL without them. ACI_BAD_INPUT when there are too many columns.
ACI_MUST_CHECK aci_status aci_sweep_columns_create(const aci_sweep *sweep,
                                                   const aci_scenario *scenario,
                                                   const aci_grid *grid, aci_catalogue_format *out);

/// What the catalogue is of: the program, the config without what is varied, the columns. Two
/// sweeps with the same signature may share a catalogue. Caller frees.
ACI_MUST_CHECK aci_status aci_sweep_columns_signature(const aci_file_build *build,
                                                      const aci_cases *cases,
                                                      const aci_catalogue_format *format,
                                                      char **out);

/// Fills in a row of the format. `concentration` is [times][cells] on the common grid, NULL without
/// fields. A case whose report times, layers or regions are not those of the columns becomes a
/// failed one.
void aci_sweep_columns_fill(const aci_sweep *sweep, const aci_catalogue_format *format,
                            const aci_cases *cases, const aci_case_end *end,
                            const double *concentration, aci_catalogue_row *row);

#endif
