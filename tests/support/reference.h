/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a history ought to be, and how far it is from that in the measure of simulation.accuracy.
#ifndef ACICULA_TESTS_SUPPORT_REFERENCE_H
#define ACICULA_TESTS_SUPPORT_REFERENCE_H

#include "acicula/study/results.h"

enum { REFERENCE_TIMES = 16, REFERENCE_LAYERS = 8 };

/// The columns of a reference; layers follow.
typedef enum reference_column {
    REFERENCE_APPLIED,
    REFERENCE_VEHICLE,
    REFERENCE_CHANNEL,
    REFERENCE_CLEARED,
    REFERENCE_BOTTOM,
    REFERENCE_ABSORBED,
    REFERENCE_LAYER,
    REFERENCE_COLUMNS = REFERENCE_LAYER + REFERENCE_LAYERS
} reference_column;

typedef struct reference {
    int times, layers;
    double error;       ///< its own, in the same measure
    double dose;        ///< kg/m2; 0: infinite
    double steady_flux; ///< kg/m2/s; 0: none
    double time[REFERENCE_TIMES];
    double amount[REFERENCE_COLUMNS][REFERENCE_TIMES]; ///< kg/m2
} reference;

/// Reads tests/verification/reference/NAME.csv, three layers. `dose` as above.
void reference_read(const char *name, double dose, reference *out);

/// Adds up the columns: what has been applied until then.
void reference_fill_applied(reference *r);

/// Largest error of a column over all times: absorbed, cleared and bottom over
/// max(absorbed(t), 1e-3 of its last value), others over the last absorbed or the dose.
double reference_error(const reference *r, const aci_history *h, int column);

/// The contract: absorbed and steady flux <= accuracy, every amount <= 3 accuracy.
void reference_check_contract(const reference *r, const aci_history *h, double accuracy);

/// Each estimate is at least the true error and at most `most` times it (0: no upper bound). The
/// true error is known to within the reference's own, which is taken off or added on the side that
/// makes the assertion certain; where the error found is less than five times the reference's own,
/// the ratio says nothing and is not asserted.
void reference_check_estimates(const reference *r, const aci_history *h, double most);

#endif
