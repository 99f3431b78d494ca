/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One config, many cases: the same document read again and again with other values in it.
///
/// Every case is what `acicula run CONFIG --set KEY=VALUE ...` would read, so a case of a study and
/// a run of its own are the same bit for bit. Files the config names are read once.
#ifndef ACICULA_STUDY_CASES_H
#define ACICULA_STUDY_CASES_H

#include <stdint.h>

#include "acicula/study/scenario.h"

/// "channels.depth" and "150 um", borrowed.
typedef struct aci_assignment {
    const char *key, *value;
} aci_assignment;

typedef struct aci_cases aci_cases;

/// Copies the document, its inputs and `set` (lines KEY=VALUE, NULL: none), which go before the
/// assignments. The config must have been read without faults.
ACI_MUST_CHECK aci_status aci_cases_create(const aci_config *config, const char *set,
                                           aci_cases **out);
void aci_cases_destroy(aci_cases **cases);

/// Reads one case. ACI_BAD_INPUT with the first fault as message. The scenario must be destroyed in
/// every case. Safe from several threads.
ACI_MUST_CHECK aci_status aci_cases_read(const aci_cases *cases, int count,
                                         const aci_assignment *assignments, aci_scenario *out);

/// The content of the inputs as sorted lines "key: value" without the title and the sections of
/// studies (sweep, uncertain, ...), with numbers in SI ("0.1 mm" and "100 um" are the same), and of
/// every file the config names a hash. Lives as long as the cases.
const char *aci_cases_canonical(const aci_cases *cases);

/// That text as a number, the same on every machine: FNV-1a, 64 bits.
uint64_t aci_cases_identity(const aci_cases *cases);

/// The same for one case: the identity with the assignments mixed in, whatever their order.
uint64_t aci_cases_identity_of(const aci_cases *cases, int count,
                               const aci_assignment *assignments);

#endif
