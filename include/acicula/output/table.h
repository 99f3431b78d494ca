/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Tables of a result file as CSV: a line of names, a line of units, then the rows.
///
/// A table is a group of the file:
///   history, control     a row per report time; a column per layer for layer_amount
///   endpoints            one row; steady_flux of /history is added when it exists, and the
///                        endpoints of /systemic
///   systemic             a row per time of the body's kinetics, where the run has them
///   geometry             a row per layer: name, top, bottom
///   channels, classes    a row per channel, per depth class  } where a device made
///   insertion            a row per displacement              } the channels
///   treatment            one row
/// Numbers are written so that they read back exactly.
#ifndef ACICULA_OUTPUT_TABLE_H
#define ACICULA_OUTPUT_TABLE_H

#include "acicula/base/status.h"
#include "acicula/output/reader.h"

/// The table as text; the caller frees it. `units` is NULL (SI), "display" (each variable's
/// display_units) or a list "h,ug/cm2": every column that measures the same thing as a unit of the
/// list is converted to it. ACI_BAD_INPUT for an unknown table, a text that is no unit, or a unit
/// that fits no column; the message names what is allowed.
ACI_MUST_CHECK aci_status aci_table_csv(const aci_reader *reader, const char *table,
                                        const char *units, char **out);

#endif
