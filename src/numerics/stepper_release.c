/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stepper_release.h"

#include <math.h>

static const double line_misses = 50.0; ///< the cube of a step over the fall by what it costs

void aci_stepper_find_release(aci_stepper *s)
{
    const aci_propagate_options *o = s->options;
    double x = o->release_rate * s->step;
    double first = o->release != NULL ? exp(-o->release_rate * (s->time - o->begin)) : 0.0;
    double mean = x > 0.0 ? -expm1(-x) / x * first : first;
    double half = -0.5 * expm1(-x) * first;
    for (int i = 0; i < ACI_STEPPER_STAGES; ++i) {
        s->fed[i] = mean + (1.0 - 2.0 * aci_stepper_node[i]) * half;
    }
}

void aci_stepper_add_release(const aci_stepper *s, double pole, double fed, double *right)
{
    if (s->options->release != NULL) {
        aci_field_add(s->op->extent, pole * fed, s->options->release, right);
    }
}

/* The line misses the release by the third power of the step over its fall, of what is left. */
double aci_stepper_release_step(const aci_stepper *s)
{
    const aci_propagate_options *o = s->options;
    if (o->release == NULL || o->release_rate == 0.0) {
        return INFINITY;
    }
    double left = exp(-fmin(700.0, o->release_rate * (s->time - o->begin)));
    return cbrt(line_misses * o->tolerance / left) / o->release_rate;
}
