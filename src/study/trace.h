/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The absorption flux on the propagator's own times, and the largest of it.
#ifndef ACICULA_STUDY_TRACE_H
#define ACICULA_STUDY_TRACE_H

#include "acicula/base/status.h"

/// The largest absorption flux, kg/m2/s, and when, s.
typedef struct aci_peak {
    double flux, time;
} aci_peak;

/// Owned arrays. Starts as {0}.
typedef struct aci_trace {
    int count, capacity;
    double *time; ///< [count], s, not decreasing
    double *flux; ///< [count], kg/m2/s
} aci_trace;

/// Adds a point behind the last one. ACI_FILE when memory is out.
ACI_MUST_CHECK aci_status aci_trace_add(aci_trace *trace, double time, double flux);

void aci_trace_destroy(aci_trace *trace);

/// Flux at a time, straight between the points; 0 before the first and the last value after the
/// last. `bend` is how far the parabola through the next point lies off that line, >= 0.
double aci_trace_flux(const aci_trace *trace, double time, double *bend);

/// A search for the largest flux. Starts as {0}.
typedef struct aci_trace_search {
    aci_peak peak; ///< so far: a point, or the top of the parabola through three
    aci_peak last[2];
    int count;
} aci_trace_search;

/// The next point; times must not decrease. A flux must rise by 1e-6 to be a later maximum.
void aci_trace_follow(aci_trace_search *search, double time, double flux);

#endif
