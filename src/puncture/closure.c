/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/closure.h"

#include <math.h>

static bool parts_move(double part, double fast, double slow)
{
    return (part > 0.0 && isfinite(fast)) || (part < 1.0 && isfinite(slow));
}

bool aci_closure_is_moving(aci_closure closure)
{
    double part = closure.fast_fraction;
    bool moves = parts_move(part, closure.fast_time_constant, closure.slow_time_constant) ||
                 (closure.cover_count > 0 && parts_move(part, closure.occluded_fast_time_constant,
                                                        closure.occluded_slow_time_constant));
    return closure.law == ACI_CLOSURE_TWO_PHASE ? moves : closure.law != ACI_CLOSURE_NONE;
}

/// Time under covers between two moments, s.
static double covered_time(const aci_closure *closure, double from, double to)
{
    double sum = 0.0;
    for (int n = 0; n < closure->cover_count; ++n) {
        const aci_closure_cover *cover = &closure->covers[n];
        sum += fmax(0.0, fmin(cover->to, to) - fmax(cover->from, from));
    }
    return sum;
}

/// The open areas of the fast and of the slow part over A0.
static void find_parts(const aci_closure *closure, double opened, double time, double part[2])
{
    double covered = covered_time(closure, opened, time);
    double dry = fmax(0.0, time - opened - covered);
    double fast = dry / closure->fast_time_constant, slow = dry / closure->slow_time_constant;
    if (covered > 0.0) {
        fast += covered / closure->occluded_fast_time_constant;
        slow += covered / closure->occluded_slow_time_constant;
    }
    part[0] = closure->fast_fraction * exp(-fast);
    part[1] = (1.0 - closure->fast_fraction) * exp(-slow);
}

double aci_closure_area(aci_closure closure, double opened, double time)
{
    double part[2];
    switch (closure.law) {
    case ACI_CLOSURE_RADIUS:
        return exp(-2.0 * (time - opened) / closure.time_constant);
    case ACI_CLOSURE_AREA:
        return exp(-(time - opened) / closure.time_constant);
    case ACI_CLOSURE_TWO_PHASE:
        find_parts(&closure, opened, time, part);
        return part[0] + part[1];
    case ACI_CLOSURE_NONE:
        break;
    }
    return 1.0;
}

double aci_closure_radius(aci_closure closure, double opened, double time)
{
    switch (closure.law) {
    case ACI_CLOSURE_RADIUS:
        return exp(-(time - opened) / closure.time_constant);
    case ACI_CLOSURE_AREA:
        return exp(-0.5 * (time - opened) / closure.time_constant);
    case ACI_CLOSURE_TWO_PHASE:
        return sqrt(aci_closure_area(closure, opened, time));
    case ACI_CLOSURE_NONE:
        break;
    }
    return 1.0;
}

/// Halves a bracket, times since opening, of a falling function until no number lies between its
/// ends.
static double bisect(aci_closure closure, double opened, double area, double low, double high)
{
    for (;;) {
        double middle = low + 0.5 * (high - low);
        if (middle <= low || middle >= high) {
            return high;
        }
        if (aci_closure_area(closure, opened, opened + middle) > area) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// In the air. Both parts together close no sooner than the faster alone and no later than the
/// slower alone; where one never closes, the other has to get below what is left over.
static double dry_time(aci_closure closure, double area)
{
    double fast = closure.fast_time_constant, slow = closure.slow_time_constant;
    double part = closure.fast_fraction;
    closure.cover_count = 0;
    if (!isfinite(fast) || !isfinite(slow)) {
        double open = isfinite(slow) ? part : isfinite(fast) ? 1.0 - part : 1.0;
        return open < area ? fmin(fast, slow) * log((1.0 - open) / (area - open)) : INFINITY;
    }
    double wait = log(1.0 / area);
    double high = fmax(fast, slow) * wait * (1.0 + 1e-12); /* the end itself is rounded */
    return bisect(closure, 0.0, area, fmin(fast, slow) * wait * (1.0 - 1e-12), high);
}

/// Under covers until the last is off; from there on in the air, with the parts as they are then.
static double two_phase_time(aci_closure closure, double opened, double area)
{
    double end = 0.0, part[2];
    for (int n = 0; n < closure.cover_count; ++n) {
        end = fmax(end, closure.covers[n].to - opened);
    }
    if (end == 0.0) {
        return dry_time(closure, area);
    }
    find_parts(&closure, opened, opened + end, part);
    double left = part[0] + part[1];
    if (left <= area) {
        return bisect(closure, opened, area, 0.0, end);
    }
    closure.fast_fraction = part[0] / left;
    return end + dry_time(closure, area / left);
}

double aci_closure_time(aci_closure closure, double opened, double area)
{
    switch (closure.law) {
    case ACI_CLOSURE_RADIUS:
        return 0.5 * closure.time_constant * log(1.0 / area);
    case ACI_CLOSURE_AREA:
        return closure.time_constant * log(1.0 / area);
    case ACI_CLOSURE_TWO_PHASE:
        return two_phase_time(closure, opened, area);
    case ACI_CLOSURE_NONE:
        break;
    }
    return INFINITY;
}
