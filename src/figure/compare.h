/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Several runs that differ in one number of their configs.
#ifndef ACICULA_FIGURE_COMPARE_H
#define ACICULA_FIGURE_COMPARE_H

#include "acicula/base/config.h"
#include "text.h"

/// One run: where it stands, and what became of its dose, kg/m2.
typedef struct aci_compare_point {
    double place; ///< the number, in the unit the configs give it
    double absorbed, delivered;
    double error; ///< numerical, the larger of both, relative
} aci_compare_point;

typedef struct aci_compare {
    char key[ACI_CONFIG_PATH_SIZE]; ///< "schedule.apply_at"
    char unit[ACI_FIGURE_TEXT];     ///< "min"; "" for a pure number
    double hours;                   ///< of the first run's end
    int count;
    aci_compare_point *points; ///< by place; owned
} aci_compare;

/// Reads the files and finds the number. Titles, report times and what is stored may differ as
/// well. ACI_BAD_INPUT where nothing or more than one number differs, ACI_FILE where a file cannot
/// be read. Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_compare_read(const char *const *paths, int count, aci_compare *out);
void aci_compare_destroy(aci_compare *compare);

#endif
