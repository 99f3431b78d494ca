/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/indentation.h"

#include <gsl/gsl_math.h>
#include <math.h>

double aci_indentation_sphere(double plain_modulus, double radius, double depth)
{
    return 4.0 / 3.0 * plain_modulus * sqrt(radius) * depth * sqrt(depth);
}

double aci_indentation_cone(double plain_modulus, double half_angle, double depth)
{
    return M_2_PI * plain_modulus * tan(half_angle) * depth * depth;
}

double aci_indentation_punch(double plain_modulus, double radius, double depth)
{
    return 2.0 * plain_modulus * radius * depth;
}

double aci_indentation_sphere_contact(double radius, double depth)
{
    return sqrt(radius * depth);
}

double aci_indentation_cone_contact(double half_angle, double depth)
{
    return M_2_PI * depth * tan(half_angle);
}

double aci_indentation_sphere_pressure(double plain_modulus, double radius, double depth)
{
    return M_2_PI * plain_modulus * sqrt(depth / radius);
}

double aci_indentation_blunt_cone(double plain_modulus, double half_angle, double radius,
                                  double depth)
{
    double contact = radius * cos(half_angle);
    double switched = contact * contact / radius;
    if (depth <= switched) {
        return aci_indentation_sphere(plain_modulus, radius, depth);
    }
    double force = aci_indentation_sphere(plain_modulus, radius, switched);
    double cone_depth = sqrt(force / (M_2_PI * plain_modulus * tan(half_angle)));
    return aci_indentation_cone(plain_modulus, half_angle, cone_depth + depth - switched);
}

double aci_indentation_bonded_factor(double chi)
{
    return 1.0 + chi * (1.133 + chi * (1.283 + chi * (0.769 + chi * 0.0975)));
}

double aci_indentation_share(double x, double poisson)
{
    if (x <= 0.0) {
        return 0.0;
    }
    if (isinf(x)) {
        return 1.0;
    }
    double square = x * x;
    double bracket = (1.0 - 2.0 * poisson) * x * log1p(1.0 / square) - x / (1.0 + square);
    return M_2_PI * atan(x) + bracket / (2.0 * M_PI * (1.0 - poisson));
}

double aci_indentation_modulus(const aci_indentation_stack *stack, double contact)
{
    double compliance = 0.0;
    double above = 0.0; /* sum of h E^(1/3): over this layer's E^(1/3) the top as it is seen */
    for (int k = 0; k < stack->count; k++) {
        bool is_endless = k == stack->count - 1 && stack->base == ACI_BASE_SAME;
        double root = cbrt(stack->young_modulus[k]);
        double top = above / root / contact;
        double bottom = is_endless ? INFINITY : top + stack->thickness[k] / contact;
        double share = aci_indentation_share(bottom, 0.5) - aci_indentation_share(top, 0.5);
        compliance += share / stack->young_modulus[k];
        above += stack->thickness[k] * root;
    }
    return 1.0 / compliance;
}

/// Force over deflection of the skin as a membrane held at its span, N/m.
static double membrane_stiffness(const aci_indentation_stack *stack, double contact)
{
    return 2.0 * M_PI * stack->tension / log1p(stack->span / contact);
}

double aci_indentation_taut_modulus(const aci_indentation_stack *stack, double contact)
{
    double punch = 2.0 * contact / 0.75;
    return aci_indentation_modulus(stack, contact) + membrane_stiffness(stack, contact) / punch;
}

double aci_indentation_ring_lift(const aci_indentation_stack *stack,
                                 const aci_indentation_ring *ring)
{
    double modulus = aci_indentation_taut_modulus(stack, ring->radius) / 0.75;
    double pressed = ring->force + M_PI * ring->radius * ring->radius * ring->suction;
    double middle = pressed / (M_PI * modulus * ring->radius);
    double sink = log(32.0 * ring->radius / ring->width) / M_PI;
    double sucked = (2.0 - 4.0 / M_PI) * ring->suction * ring->radius / modulus;
    return (sink - 1.0) * middle + sucked;
}

/// A clamped plate pushed at its middle: force = stiffness y (1 + 0.443 (y/thickness)^2).
typedef struct plate {
    double stiffness, thickness;
} plate;

/// Stiffness 16 pi B/span^2, with B the sum of the layers' E h (h^2/12 + arm^2)/(1 - nu^2) about
/// the neutral plane.
static plate make_plate(const aci_indentation_stack *stack)
{
    double weight = 0.0;
    double moment = 0.0;
    double second = 0.0;
    double top = 0.0;
    for (int k = 0; k < stack->count; k++) {
        double h = stack->thickness[k];
        double middle = top + 0.5 * h;
        double stiffness = stack->young_modulus[k] * h;
        weight += stiffness;
        moment += stiffness * middle;
        second += stiffness * (middle * middle + h * h / 12.0);
        top += h;
    }
    double bending = (second - moment * moment / weight) / 0.75;
    return (plate){16.0 * M_PI * bending / (stack->span * stack->span), top};
}

static double plate_force(const plate *p, double deflection)
{
    return p->stiffness * deflection * (1.0 + 0.443 * gsl_pow_2(deflection / p->thickness));
}

/// Force of the tip alone at a depth, nu = 1/2.
static double tip_force(const aci_indentation_stack *stack, double modulus, double depth)
{
    double plain = modulus / 0.75;
    return stack->is_flat ? aci_indentation_punch(plain, stack->tip_radius, depth)
                          : aci_indentation_sphere(plain, stack->tip_radius, depth);
}

static double local_force(const aci_indentation_stack *stack, double depth)
{
    double contact = 0.75 * stack->depth_factor * depth;
    double modulus = aci_indentation_modulus(stack, contact);
    double deep = stack->depth_factor * modulus * depth * depth;
    return fmax(deep, tip_force(stack, modulus, depth));
}

/// Share of a dimple that is local where the stack also bends: local_force(x) = plate(w - x), to
/// the last digits of the force. False position with halved weights (Illinois).
static double local_part(const aci_indentation_stack *stack, double dimple)
{
    plate p = make_plate(stack);
    double low = 0.0;
    double high = dimple;
    double below = -plate_force(&p, dimple);
    double above = local_force(stack, dimple);
    double middle = dimple;
    int side = 0;
    for (int i = 0; i < 60 && high - low > 1e-14 * dimple; i++) {
        middle = (low * above - high * below) / (above - below);
        double force = local_force(stack, middle);
        double miss = force - plate_force(&p, dimple - middle);
        if (fabs(miss) <= 4e-16 * force) {
            break;
        }
        bool is_low = miss < 0.0;
        *(is_low ? &low : &high) = middle;
        *(is_low ? &below : &above) = miss;
        *(is_low ? &above : &below) *= side == (is_low ? -1 : 1) ? 0.5 : 1.0;
        side = is_low ? -1 : 1;
    }
    return middle;
}

double aci_indentation_force(const aci_indentation_stack *stack, double dimple)
{
    if (dimple <= 0.0) {
        return 0.0;
    }
    double local = stack->base == ACI_BASE_MISSING ? local_part(stack, dimple) : dimple;
    double contact = 0.75 * stack->depth_factor * dimple;
    return local_force(stack, local) + membrane_stiffness(stack, contact) * dimple;
}
