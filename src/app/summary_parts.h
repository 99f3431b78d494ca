/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Parts of the summary of a run.
#ifndef ACICULA_APP_SUMMARY_PARTS_H
#define ACICULA_APP_SUMMARY_PARTS_H

#include "json.h"
#include "summary.h"

enum { ACI_SUMMARY_TEXT = 64 };

/// A value in a unit to four digits, "0.36 ug/cm2/h".
void aci_summary_format(double value, const char *unit, char text[ACI_SUMMARY_TEXT]);

/// The beginning of a line.
void aci_summary_label(FILE *out, const char *label);

/// A line: label, value, numerical error.
void aci_summary_number(FILE *out, const char *label, double value, const char *unit, double error);

/// Plasma concentration and what follows from it; nothing without the section `systemic`.
void aci_summary_print_body(FILE *out, const aci_scenario *scenario, const aci_results *results);

/// The member "systemic": endpoints and the last moment, or their numerical errors.
void aci_summary_write_body(aci_json *json, const aci_scenario *scenario,
                            const aci_results *results, bool is_error);

/// What the receptor holds, and a warning where it is no sink; nothing without one.
void aci_summary_print_receptor(FILE *out, const aci_scenario *scenario,
                                const aci_results *results);
void aci_summary_write_receptor(aci_json *json, const aci_scenario *scenario,
                                const aci_results *results);

/// Regions, strips and planes; nothing where the config asks for none.
void aci_summary_print_targets(FILE *out, const aci_scenario *scenario, const aci_results *results);

/// The members "regions", "strips" and "uniformity": endpoints and the last moment, or their
/// numerical errors.
void aci_summary_write_targets(aci_json *json, const aci_scenario *scenario,
                               const aci_results *results, bool is_error);

/// What misses `simulation.accuracy` by most, by how much, and what would help; nothing where it is
/// reached.
void aci_summary_print_miss(FILE *out, const aci_scenario *scenario, const aci_results *results);

/// The member "accuracy_missed", likewise.
void aci_summary_write_miss(aci_json *json, const aci_scenario *scenario,
                            const aci_results *results);

/// The name of a history's row in the file.
const char *aci_summary_row_name(int row);

/// Largest part of the applied amount that the ledger does not account for at any time.
double aci_summary_largest_residual(const aci_history *history);

#endif
