/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decay.h"

#include <math.h>

double aci_decay_value(double rate, double time)
{
    return exp(-fmax(rate, 0.0) * time);
}

double aci_decay_integral(double rate, double time)
{
    double x = fmax(rate, 0.0) * time;
    return x < 1e-12 ? time : -expm1(-x) / x * time;
}

double aci_decay_driven(double rate, double fall, double time)
{
    double slow = fmin(fmax(rate, 0.0), fall), fast = fmax(fmax(rate, 0.0), fall);
    return exp(-slow * time) * aci_decay_integral(fast - slow, time);
}

/// Its integral from 0 to time: by the equation itself where the decay is fast, which closes the
/// balance; else as the difference of two integrals, or its series where these are nearly equal:
///   sum over n of (-1)^n t^(n+2) / (n+2)!  sum over i of rate^i fall^(n-i).
double aci_decay_driven_integral(double rate, double fall, double time)
{
    double x = fmax(rate, 0.0) * time, f = fall * time;
    if (x > 0.5) {
        return (aci_decay_integral(fall, time) - aci_decay_driven(rate, fall, time)) / rate;
    }
    if (f > 1.0) {
        return (aci_decay_integral(rate, time) - aci_decay_integral(fall, time)) / (f - x) * time;
    }
    double sum = 0.0, factor = 0.5 * time * time, power = 1.0, mixed = 1.0;
    for (int n = 0; n < 20; ++n) {
        sum += factor * mixed;
        power *= x;
        mixed = f * mixed + power;
        factor *= -1.0 / (n + 3);
    }
    return sum;
}
