/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A model: numbers in, numbers out, many points at once. Behind it stands a run of a config
/// (evaluate.h) or, in tests, a formula; sensitivity, tolerance, optimisation and calibration know
/// only this.
#ifndef ACICULA_STUDY_MODEL_H
#define ACICULA_STUDY_MODEL_H

#include "acicula/base/status.h"

typedef struct aci_model {
    void *context;
    int inputs, outputs;
    /// values and errors are [points][outputs], inputs [points][inputs], SI. `errors` are the
    /// estimated numerical errors, absolute. A point that fails has its status in `statuses`
    /// [points] and NaN in its values; the call itself fails only where nothing can go on
    /// (ACI_FILE, ACI_INTERRUPTED). The values of a point depend on its inputs alone, not on the
    /// other points, their order or the number of threads.
    aci_status (*evaluate)(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses);
    /// Why the last point that failed did so; NULL: not known. May be NULL itself.
    const char *(*reason)(void *context);
} aci_model;

#endif
