/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace.h"

#include <math.h>
#include <stdlib.h>

static const double plateau = 1.0 + 1e-6; ///< a flux must rise by more to be a later maximum

aci_status aci_trace_add(aci_trace *trace, double time, double flux)
{
    if (trace->count == trace->capacity) {
        int capacity = trace->capacity == 0 ? 256 : 2 * trace->capacity;
        double *times = realloc(trace->time, (size_t)capacity * sizeof *times);
        trace->time = times != NULL ? times : trace->time;
        double *fluxes = realloc(trace->flux, (size_t)capacity * sizeof *fluxes);
        trace->flux = fluxes != NULL ? fluxes : trace->flux;
        if (times == NULL || fluxes == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory for %d times", capacity);
        }
        trace->capacity = capacity;
    }
    trace->time[trace->count] = time;
    trace->flux[trace->count++] = flux;
    return ACI_OK;
}

void aci_trace_destroy(aci_trace *trace)
{
    free(trace->time);
    free(trace->flux);
    *trace = (aci_trace){0};
}

/// The last point at or before a time, but never the very last one.
static int point_before(const aci_trace *trace, double time)
{
    int low = 0, high = trace->count - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(trace->time[middle] <= time ? &low : &high) = middle;
    }
    return low;
}

static double slope(const aci_trace *trace, int from)
{
    double length = trace->time[from + 1] - trace->time[from];
    return length > 0.0 ? (trace->flux[from + 1] - trace->flux[from]) / length : 0.0;
}

/// Half the second derivative of the parabola through a piece's ends and the point beside it.
static double curvature(const aci_trace *trace, int piece)
{
    int first = piece + 2 < trace->count ? piece : piece - 1;
    if (first < 0) {
        return 0.0;
    }
    double length = trace->time[first + 2] - trace->time[first];
    return length > 0.0 ? (slope(trace, first + 1) - slope(trace, first)) / length : 0.0;
}

double aci_trace_flux(const aci_trace *trace, double time, double *bend)
{
    int last = trace->count - 1;
    *bend = 0.0;
    if (last < 0 || time < trace->time[0]) {
        return 0.0;
    }
    if (time >= trace->time[last]) {
        return trace->flux[last];
    }
    int piece = point_before(trace, time);
    double before = time - trace->time[piece], after = trace->time[piece + 1] - time;
    *bend = fabs(curvature(trace, piece)) * before * after;
    double share = before + after > 0.0 ? before / (before + after) : 0.0;
    return (1.0 - share) * trace->flux[piece] + share * trace->flux[piece + 1];
}

/// Top of the parabola through three points when it lies between them.
static aci_peak top_of(aci_peak a, aci_peak b, aci_peak c)
{
    double slope1 = (b.flux - a.flux) / (b.time - a.time);
    double slope2 = (c.flux - b.flux) / (c.time - b.time);
    double bent = (slope2 - slope1) / (c.time - a.time);
    if (!(bent < 0.0)) {
        return b;
    }
    double time = 0.5 * (a.time + b.time - slope1 / bent);
    double flux = a.flux + (time - a.time) * (slope1 + bent * (time - b.time));
    return time > a.time && time < c.time ? (aci_peak){flux, time} : b;
}

void aci_trace_follow(aci_trace_search *search, double time, double flux)
{
    const aci_peak now = {flux, time}, *old = search->last;
    aci_peak *peak = &search->peak;
    if (search->count > 1 && old[1].flux >= old[0].flux && old[1].flux >= flux) {
        aci_peak top = top_of(old[0], old[1], now);
        *peak = top.flux > plateau * peak->flux ? top : *peak;
    }
    *peak = flux > plateau * peak->flux ? now : *peak;
    search->last[0] = search->last[1];
    search->last[1] = now;
    search->count++;
}
