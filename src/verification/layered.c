/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/layered.h"

#include <assert.h>
#include <complex.h>
#include <math.h>

#include "acicula/verification/laplace.h"

/// What a layer does at one s: q, g = K D q, the initial state's part of u and functions of q h.
typedef struct two_port {
    double complex rate;     ///< q
    double complex wave;     ///< g
    double complex resting;  ///< initial_activity/(s + k)
    double complex tangent;  ///< tanh(q h)
    double complex secant;   ///< 1/cosh(q h)
    double complex cosecant; ///< 1/sinh(q h)
} two_port;

/// Laplace transforms of u and J at the interfaces, top to bottom.
typedef struct response {
    double complex activity[ACI_LAYERED_MAX + 1];
    double complex flux[ACI_LAYERED_MAX + 1];
} response;

typedef enum quantity { FLUX, PASSED, ACTIVITY, AMOUNT, CLEARED, EVAPORATED, DONOR } quantity;

typedef struct question {
    const aci_layered *stack;
    quantity quantity;
    int index;       ///< interface or layer
    double position; ///< for ACTIVITY: depth below the top of layer `index`
} question;

static two_port port_at(const aci_layered_material *layer, double complex s)
{
    two_port port;
    port.rate = csqrt((s + layer->clearance) / layer->diffusivity);
    port.wave = layer->partition * layer->diffusivity * port.rate;
    port.resting = layer->initial_activity / (s + layer->clearance);
    double complex argument = port.rate * layer->thickness;
    port.tangent = ctanh(argument);
    if (creal(argument) < 1.0) {
        port.secant = 1.0 / ccosh(argument);
        port.cosecant = 1.0 / csinh(argument);
    } else {
        double complex decay = cexp(-argument);
        port.secant = 2.0 * decay / (1.0 + decay * decay);
        port.cosecant = 2.0 * decay / (1.0 - decay * decay);
    }
    return port;
}

/// The relation J = admittance u + source at one depth; a perfect sink has no finite admittance.
typedef struct relation {
    bool is_sink;
    double complex admittance;
    double complex source;
} relation;

/// The relation at a layer's upper side from the one at its lower side.
static relation look_through(const two_port *port, relation below)
{
    relation above = {.is_sink = false};
    double complex passed;
    if (below.is_sink) {
        above.admittance = port->wave / port->tangent;
        passed = port->wave * port->resting * port->cosecant;
    } else {
        double complex sum = port->wave + below.admittance * port->tangent;
        double complex mixed = below.admittance + port->wave * port->tangent;
        double complex arriving = below.source + below.admittance * port->resting;
        above.admittance = port->wave * mixed / sum;
        passed = arriving * port->secant * port->wave / sum;
    }
    above.source = passed - above.admittance * port->resting;
    return above;
}

static double complex top_activity(const aci_layered *stack, double complex s, relation skin)
{
    if (stack->donor_held) {
        return stack->donor_activity / s;
    }
    double complex donor = stack->transfer + s * stack->donor_capacity;
    double complex dose = stack->donor_capacity * stack->donor_activity;
    return (dose - skin.source) / (skin.admittance + donor);
}

/// u at a layer's lower side, from u at its upper side and the relation at its lower side.
static double complex bottom_activity(const two_port *port, relation below, double complex top)
{
    if (below.is_sink) {
        return 0.0;
    }
    double complex arriving = below.source + below.admittance * port->resting;
    double complex difference = (top - port->resting) * port->secant * port->wave;
    double complex sum = port->wave + below.admittance * port->tangent;
    return port->resting + (difference - arriving * port->tangent) / sum;
}

static void solve(const aci_layered *stack, double complex s, two_port *ports, response *out)
{
    relation seen[ACI_LAYERED_MAX + 1];
    seen[stack->count] = (relation){.is_sink = !stack->bottom_sealed};
    for (int i = stack->count - 1; i >= 0; i--) {
        ports[i] = port_at(&stack->layers[i], s);
        seen[i] = look_through(&ports[i], seen[i + 1]);
    }
    out->activity[0] = top_activity(stack, s, seen[0]);
    out->flux[0] = seen[0].admittance * out->activity[0] + seen[0].source;
    for (int i = 0; i < stack->count; i++) {
        const two_port *port = &ports[i];
        relation below = seen[i + 1];
        out->activity[i + 1] = bottom_activity(port, below, out->activity[i]);
        out->flux[i + 1] = below.admittance * out->activity[i + 1] + below.source;
        if (below.is_sink) {
            double complex top = out->activity[i] - port->resting;
            out->flux[i + 1] = port->wave * (top * port->cosecant + port->resting / port->tangent);
        }
    }
}

/// sinh(q part)/sinh(q whole) for 0 <= part <= whole.
static double complex sinh_ratio(double complex rate, double part, double whole)
{
    if (creal(rate) * whole < 1.0) {
        return csinh(rate * part) / csinh(rate * whole);
    }
    double complex shape = (1.0 - cexp(-2.0 * rate * part)) / (1.0 - cexp(-2.0 * rate * whole));
    return cexp(-rate * (whole - part)) * shape;
}

static double complex inside(const aci_layered_material *layer, const two_port *port,
                             const double complex ends[2], double position)
{
    double rest = layer->thickness - position;
    double complex upper =
        (ends[0] - port->resting) * sinh_ratio(port->rate, rest, layer->thickness);
    double complex lower =
        (ends[1] - port->resting) * sinh_ratio(port->rate, position, layer->thickness);
    return port->resting + upper + lower;
}

/// int K u dx: of the two decaying waves, plus the resting part. No difference of large numbers.
static double complex content(const aci_layered_material *layer, const two_port *port,
                              const double complex ends[2])
{
    double complex waves = ends[0] + ends[1] - 2.0 * port->resting;
    double complex half = ctanh(0.5 * port->rate * layer->thickness);
    return layer->partition * (waves * half / port->rate + port->resting * layer->thickness);
}

static double complex transform(double complex s, const void *context)
{
    const question *asked = context;
    const aci_layered *stack = asked->stack;
    two_port ports[ACI_LAYERED_MAX];
    response found;
    solve(stack, s, ports, &found);
    int i = asked->index;
    switch (asked->quantity) {
    case FLUX:
        return found.flux[i];
    case PASSED:
        return found.flux[i] / s;
    case ACTIVITY:
        return inside(&stack->layers[i], &ports[i], &found.activity[i], asked->position);
    case AMOUNT:
        return content(&stack->layers[i], &ports[i], &found.activity[i]);
    case CLEARED:
        return content(&stack->layers[i], &ports[i], &found.activity[i]) *
               (stack->layers[i].clearance / s);
    case EVAPORATED:
        return stack->transfer * found.activity[0] / s;
    case DONOR:
        return stack->donor_capacity * found.activity[0];
    }
    return 0.0;
}

static double crossing(const aci_layered_material *layer)
{
    return layer->thickness / sqrt(layer->diffusivity);
}

/// sum of length/sqrt(D) from the nearest source to every interface, s^(1/2).
static void arrivals(const aci_layered *stack, double *arrival)
{
    int count = stack->count;
    for (int i = 0; i <= count; i++) {
        arrival[i] = INFINITY;
    }
    if (stack->donor_held || stack->donor_capacity > 0.0) {
        arrival[0] = 0.0;
    }
    for (int i = 0; i < count; i++) {
        if (stack->layers[i].initial_activity != 0.0) {
            arrival[i] = 0.0;
            arrival[i + 1] = 0.0;
        }
    }
    for (int i = 0; i < count; i++) {
        arrival[i + 1] = fmin(arrival[i + 1], arrival[i] + crossing(&stack->layers[i]));
    }
    for (int i = count - 1; i >= 0; i--) {
        arrival[i] = fmin(arrival[i], arrival[i + 1] + crossing(&stack->layers[i]));
    }
}

static double delay_of(const question *asked)
{
    double arrival[ACI_LAYERED_MAX + 1];
    arrivals(asked->stack, arrival);
    int i = asked->index;
    const aci_layered_material *layer = &asked->stack->layers[i];
    switch (asked->quantity) {
    case FLUX:
    case PASSED:
    case EVAPORATED:
    case DONOR:
        return arrival[i];
    case AMOUNT:
    case CLEARED:
        return fmin(arrival[i], arrival[i + 1]);
    case ACTIVITY:
        break;
    }
    if (layer->initial_activity != 0.0) {
        return 0.0;
    }
    double down = arrival[i] + asked->position / sqrt(layer->diffusivity);
    double up = arrival[i + 1] + (layer->thickness - asked->position) / sqrt(layer->diffusivity);
    return fmin(down, up);
}

static double answer(const aci_layered *stack, quantity wanted, int index, double time)
{
    assert(stack->count >= 1 && stack->count <= ACI_LAYERED_MAX);
    question asked = {.stack = stack, .quantity = wanted, .index = index};
    return aci_laplace_invert(transform, &asked, time, delay_of(&asked));
}

double aci_layered_thickness(const aci_layered *stack)
{
    double sum = 0.0;
    for (int i = 0; i < stack->count; i++) {
        sum += stack->layers[i].thickness;
    }
    return sum;
}

double aci_layered_flux(const aci_layered *stack, int interface, double time)
{
    assert(interface >= 0 && interface <= stack->count);
    return answer(stack, FLUX, interface, time);
}

double aci_layered_passed(const aci_layered *stack, int interface, double time)
{
    assert(interface >= 0 && interface <= stack->count);
    return time == 0.0 ? 0.0 : answer(stack, PASSED, interface, time);
}

double aci_layered_activity(const aci_layered *stack, double depth, double time)
{
    int i = 0;
    while (i < stack->count - 1 && depth > stack->layers[i].thickness) {
        depth -= stack->layers[i].thickness;
        i++;
    }
    question asked = {.stack = stack, .quantity = ACTIVITY, .index = i};
    asked.position = fmin(fmax(depth, 0.0), stack->layers[i].thickness);
    return aci_laplace_invert(transform, &asked, time, delay_of(&asked));
}

double aci_layered_amount(const aci_layered *stack, int layer, double time)
{
    assert(layer >= 0 && layer < stack->count);
    return answer(stack, AMOUNT, layer, time);
}

double aci_layered_cleared(const aci_layered *stack, int layer, double time)
{
    assert(layer >= 0 && layer < stack->count);
    return answer(stack, CLEARED, layer, time);
}

double aci_layered_cleared_total(const aci_layered *stack, double time)
{
    double sum = 0.0;
    for (int i = 0; i < stack->count; i++) {
        sum += aci_layered_cleared(stack, i, time);
    }
    return sum;
}

double aci_layered_evaporated(const aci_layered *stack, double time)
{
    assert(!stack->donor_held);
    return answer(stack, EVAPORATED, 0, time);
}

double aci_layered_donor(const aci_layered *stack, double time)
{
    assert(!stack->donor_held);
    return answer(stack, DONOR, 0, time);
}
