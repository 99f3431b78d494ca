/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Published numbers of transport beside those of a run: docs/validation/transport.md.
///
/// A row names a config of configs/validation, the settings with which it is run (cases), how a
/// number is taken from the results, and the band the number must lie in.
#ifndef ACICULA_TESTS_VALIDATION_TRANSPORT_ROWS_H
#define ACICULA_TESTS_VALIDATION_TRANSPORT_ROWS_H

#include "mechanics_rows.h"
#include "support/scenarios.h"

enum { TRANSPORT_CASES_MAX = 4 };

/// What the row was to those who chose a number.
typedef enum transport_use {
    TRANSPORT_BLIND,        ///< nothing was fitted to it
    TRANSPORT_IN_VIEW,      ///< an input was found after a first comparison
    TRANSPORT_FITTED,       ///< one number was: a pass is no prediction
    TRANSPORT_CONSTRUCTION, ///< the published number is an input: it must come back
} transport_use;

typedef struct transport_row {
    const char *id, *study, *condition, *published;
    const char *unit; ///< of number and band as shown; "" for a pure number
    const char *config;
    const char *cases[TRANSPORT_CASES_MAX + 1]; ///< "key=value; key=value"; "" as the config is
    validation_range (*number)(const trial *cases, int count); ///< in `unit`
    double low, high;
    validation_source source;
    transport_use use;
    bool gates;
    const char *note; ///< why it fails, or what to know about it; NULL without
} transport_row;

/// Tables end with a row without an id.
typedef struct transport_group {
    const char *title, *text; ///< `text` says what the rows have in common
    const transport_row *rows;
} transport_group;

extern const transport_row transport_model[], transport_intact[], transport_measured[],
    transport_shapes[], transport_ratios[];

/// Rows again under another condition. The id is the row's, the published text what is changed.
extern const transport_row transport_changes[];

/// All groups but the changes; ends with one without a title.
extern const transport_group transport_groups[];

/// Whether some row runs a config of configs/validation.
bool transport_uses(const char *config);

#endif
