/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Published measurements of needling beside the model's numbers: docs/validation/mechanics.md.
///
/// A row names a config of configs/validation, the settings with which it is run (cases), how a
/// number is taken from what comes out, and the band the number must lie in. Rows without a
/// published number have no band and are `not comparable`.
#ifndef ACICULA_TESTS_VALIDATION_MECHANICS_ROWS_H
#define ACICULA_TESTS_VALIDATION_MECHANICS_ROWS_H

#include <math.h>
#include <stdbool.h>

#include "acicula/study/puncture.h"

enum { VALIDATION_CASES_MAX = 8 };

/// A config with the settings of one case, read and solved.
typedef struct validation_case {
    aci_config *config;
    aci_scenario scenario;
    aci_puncture puncture;
} validation_case;

/// What is compared: the whole range must lie in the band.
typedef struct validation_range {
    double least, largest;
} validation_range;

/// How the published number is known here.
typedef enum validation_source {
    VALIDATION_READ,        ///< in the source itself, mostly its abstract
    VALIDATION_MEMORY,      ///< from memory, to be looked up
    VALIDATION_SECOND_HAND, ///< in another text about it
    VALIDATION_OURS,        ///< a threshold chosen here
} validation_source;

/// What the row was to those who chose the parameters.
typedef enum validation_use {
    VALIDATION_CALIBRATION, ///< its verdict counted
    VALIDATION_IN_VIEW,     ///< it was looked at, but did not count
    VALIDATION_BLIND,       ///< it came after the parameters were fixed
} validation_use;

typedef struct validation_row {
    const char *id, *study, *doi;
    const char *condition, *published;
    const char *unit; ///< of number and band as shown; "" for a pure number
    const char *config;
    const char *cases[VALIDATION_CASES_MAX + 1]; ///< "key=value; key=value"; "" as the config is
    validation_range (*number)(const validation_case *cases, int count); ///< in `unit`
    double low, high; ///< band; both NAN: not comparable
    validation_source source;
    validation_use use;
    bool gates;
    const char *note; ///< why it fails, or what to know about it; NULL without
} validation_row;

/// Tables end with a row without an id.
typedef struct validation_group {
    const char *title;
    const validation_row *rows;
} validation_group;

extern const validation_row validation_depths[], validation_forces[], validation_channels[],
    validation_reactions[], validation_densities[], validation_closings[];

/// Rows again under another condition: what would have to be different. The id is the row's.
extern const validation_row validation_changes[];

/// All groups but the changes; ends with one without a title.
extern const validation_group validation_groups[];

#define VALIDATION_NO_BAND .low = NAN, .high = NAN
#define VALIDATION_AT_MOST(value) .low = -INFINITY, .high = (value)
#define VALIDATION_AT_LEAST(value) .low = (value), .high = INFINITY

#endif
