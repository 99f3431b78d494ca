/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The answer of `insert --json`. One table writes its keys and explains them.
#ifndef ACICULA_APP_NEEDLES_JSON_H
#define ACICULA_APP_NEEDLES_JSON_H

#include <stdio.h>

#include "acicula/study/puncture.h"

/// A key. What it means stands in the file's description of `variable`, or else here.
typedef struct aci_needles_json_key {
    const char *object; ///< "mean_needle", or "" outside of it
    const char *name;
    const char *variable;     ///< of the result file, the same number; NULL: there is none
    const char *units, *text; ///< NULL where a variable is named; units also for words
} aci_needles_json_key;

void aci_needles_json_write(FILE *out, const aci_scenario *scenario, const aci_puncture *puncture);

/// Key `index` from 0; false behind the last.
bool aci_needles_json_describe(int index, aci_needles_json_key *out);

/// In words: the layer the mean needle's tip ended in, and why it stopped.
const char *aci_needles_json_layer(const aci_scenario *scenario, const aci_puncture *puncture);
const char *aci_needles_json_stop(const aci_scenario *scenario, const aci_puncture *puncture);

/// What gives way before the mean needle is as deep as computed, "buckles"; NULL: nothing does.
const char *aci_needles_json_weakness(const aci_puncture *puncture);

#endif
