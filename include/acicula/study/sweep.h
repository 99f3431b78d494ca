/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The section `sweep` of a config: which keys take which values, and the list of cases.
///
///   sweep:
///     design: grid                # grid | zip | latin_hypercube | sobol
///     vary:
///       channels.depth: [50 um, 100 um, 200 um]
///       channels.pitch: {from: 250 um, to: 1000 um, count: 8, spacing: log}
///     samples: 100                # latin_hypercube and sobol: how many cases
///     seed: 1
///     results: [absorbed, steady_flux]
///     fields: no
///     time_limit: 1 h             # of a case; one that takes longer is a failed one
///
/// grid: every value with every other, the last key changing fastest. zip: the first values
/// together, the second values together ... latin_hypercube: of `samples` equal shares of each
/// range each is met once, at random within it (McKay, Beckman, Conover 1979, 10.2307/1268522).
/// sobol: the sequence of Sobol without its first point, the origin (Antonov and Saleev 1979); more
/// samples go on where fewer ended. In both a list is met element by element with equal shares.
///
/// Case n is a function of the section and n alone, so that it can be made anywhere.
#ifndef ACICULA_STUDY_SWEEP_H
#define ACICULA_STUDY_SWEEP_H

#include "acicula/study/evaluate.h"

enum { ACI_SWEEP_KEYS_MAX = 24, ACI_SWEEP_CASES_MAX = 10000000, ACI_SWEEP_OUTCOMES_MAX = 48 };

typedef enum aci_sweep_design {
    ACI_SWEEP_GRID,
    ACI_SWEEP_ZIP,
    ACI_SWEEP_LATIN_HYPERCUBE,
    ACI_SWEEP_SOBOL
} aci_sweep_design;

/// What one key takes: a list, or a range between two ends.
typedef struct aci_sweep_key {
    aci_variable variable;
    int count;       ///< of the list, or of the points of the range; 0: a range to sample from
    char **texts;    ///< [count] as the config takes them; NULL for a range; owned
    bool has_words;  ///< a value is a word or text: its column is one of texts
    bool is_log;     ///< of a range
    double from, to; ///< of a range, SI
} aci_sweep_key;

/// Owned; destroy in every case.
typedef struct aci_sweep {
    aci_sweep_design design;
    int key_count;
    aci_sweep_key keys[ACI_SWEEP_KEYS_MAX];
    long count; ///< of cases
    uint64_t seed;
    bool fields;
    double time_limit; ///< s of wall clock for one case
    double *unit;      ///< [count][key_count] in (0, 1), of latin_hypercube and sobol
    int outcome_count; ///< 0 before aci_sweep_read_results
    aci_outcome outcomes[ACI_SWEEP_OUTCOMES_MAX];
} aci_sweep;

/// Reads everything but `results`. Adds all faults to the config; ACI_BAD_INPUT when there is any,
/// or there is no section.
ACI_MUST_CHECK aci_status aci_sweep_read(aci_config *config, aci_sweep *out);

/// Finds the results asked for in a case's scenario; without the key all amounts, steady_flux, the
/// endpoints and, with a device, depth and punctured_fraction. Faults as above.
ACI_MUST_CHECK aci_status aci_sweep_read_results(aci_config *config, const aci_scenario *scenario,
                                                 aci_sweep *sweep);

void aci_sweep_destroy(aci_sweep *sweep);

/// The values of case out->number (0 .. count - 1).
ACI_MUST_CHECK aci_status aci_sweep_assign(const aci_sweep *sweep, aci_case *out);

/// The value of key `key` in a case as a number, SI; NAN where it is a word.
double aci_sweep_number(const aci_sweep *sweep, const aci_case *values, int key);

#endif
