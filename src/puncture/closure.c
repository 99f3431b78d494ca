/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/closure.h"

#include <math.h>

bool aci_closure_is_moving(aci_closure closure)
{
    bool fast = closure.fast_fraction > 0.0 && isfinite(closure.fast_time_constant);
    bool slow = closure.fast_fraction < 1.0 && isfinite(closure.slow_time_constant);
    return closure.law == ACI_CLOSURE_TWO_PHASE ? fast || slow : closure.law != ACI_CLOSURE_NONE;
}

double aci_closure_area(aci_closure closure, double time)
{
    double fast = closure.fast_fraction;
    switch (closure.law) {
    case ACI_CLOSURE_RADIUS:
        return exp(-2.0 * time / closure.time_constant);
    case ACI_CLOSURE_AREA:
        return exp(-time / closure.time_constant);
    case ACI_CLOSURE_TWO_PHASE:
        return fast * exp(-time / closure.fast_time_constant) +
               (1.0 - fast) * exp(-time / closure.slow_time_constant);
    case ACI_CLOSURE_NONE:
        break;
    }
    return 1.0;
}

double aci_closure_radius(aci_closure closure, double time)
{
    switch (closure.law) {
    case ACI_CLOSURE_RADIUS:
        return exp(-time / closure.time_constant);
    case ACI_CLOSURE_AREA:
        return exp(-0.5 * time / closure.time_constant);
    case ACI_CLOSURE_TWO_PHASE:
        return sqrt(aci_closure_area(closure, time));
    case ACI_CLOSURE_NONE:
        break;
    }
    return 1.0;
}

/// Halves a bracket of a falling function until no number lies between its ends.
static double bisect(aci_closure closure, double area, double low, double high)
{
    for (;;) {
        double middle = low + 0.5 * (high - low);
        if (middle <= low || middle >= high) {
            return high;
        }
        if (aci_closure_area(closure, middle) > area) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// Both parts together close no sooner than the faster alone and no later than the slower alone;
/// where one never closes, the other has to get below what is left over.
static double two_phase_time(aci_closure closure, double area)
{
    double fast = closure.fast_time_constant, slow = closure.slow_time_constant;
    double part = closure.fast_fraction;
    if (!isfinite(fast) || !isfinite(slow)) {
        double open = isfinite(slow) ? part : isfinite(fast) ? 1.0 - part : 1.0;
        return open < area ? fmin(fast, slow) * log((1.0 - open) / (area - open)) : INFINITY;
    }
    double wait = log(1.0 / area);
    double high = fmax(fast, slow) * wait * (1.0 + 1e-12); /* the end itself is rounded */
    return bisect(closure, area, fmin(fast, slow) * wait * (1.0 - 1e-12), high);
}

double aci_closure_time(aci_closure closure, double area)
{
    switch (closure.law) {
    case ACI_CLOSURE_RADIUS:
        return 0.5 * closure.time_constant * log(1.0 / area);
    case ACI_CLOSURE_AREA:
        return closure.time_constant * log(1.0 / area);
    case ACI_CLOSURE_TWO_PHASE:
        return two_phase_time(closure, area);
    case ACI_CLOSURE_NONE:
        break;
    }
    return INFINITY;
}
