/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Steady flux and lag of a stack: the transfer matrices of (u, J), top to bottom, and their
/// derivative with respect to s, both at s = 0, where they are entire functions of s.
#include <assert.h>
#include <math.h>

#include "acicula/verification/layered.h"

typedef struct matrix {
    double value[2][2];
    double slope[2][2]; ///< d/ds
} matrix;

/// d/dX of sinh(sqrt X)/sqrt X, given that function and cosh(sqrt X).
static double sinc_slope(double square, double cosine, double sinc)
{
    if (square < 0.1) {
        return 1.0 / 6.0 + square * (1.0 / 60.0 + square * (1.0 / 1680.0 + square / 90720.0));
    }
    return (cosine - sinc) / (2.0 * square);
}

/// One layer: cosh qh, -sinh qh/(K D q), -K D q sinh qh, cosh qh with X = (q h)^2.
static matrix layer_matrix(const aci_layered_material *layer)
{
    double diffusion_time = layer->thickness * layer->thickness / layer->diffusivity;
    double resistance = layer->thickness / (layer->partition * layer->diffusivity);
    double square = layer->clearance * diffusion_time;
    double root = sqrt(square);
    double cosine = cosh(root);
    double sinc = root > 0.0 ? sinh(root) / root : 1.0;
    double slope = sinc_slope(square, cosine, sinc);
    matrix out = {{{cosine, -resistance * sinc}, {-square * sinc / resistance, cosine}}, {{0}}};
    out.slope[0][0] = 0.5 * sinc * diffusion_time;
    out.slope[0][1] = -resistance * slope * diffusion_time;
    out.slope[1][0] = -(sinc + square * slope) / resistance * diffusion_time;
    out.slope[1][1] = out.slope[0][0];
    return out;
}

static matrix product(const matrix *left, const matrix *right)
{
    matrix out = {{{0}}, {{0}}};
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            out.value[i][j] =
                left->value[i][0] * right->value[0][j] + left->value[i][1] * right->value[1][j];
            out.slope[i][j] =
                left->slope[i][0] * right->value[0][j] + left->slope[i][1] * right->value[1][j] +
                left->value[i][0] * right->slope[0][j] + left->value[i][1] * right->slope[1][j];
        }
    }
    return out;
}

static matrix stack_matrix(const aci_layered *stack)
{
    assert(stack->count >= 1 && stack->count <= ACI_LAYERED_MAX);
    matrix whole = layer_matrix(&stack->layers[0]);
    for (int i = 1; i < stack->count; i++) {
        matrix layer = layer_matrix(&stack->layers[i]);
        whole = product(&layer, &whole);
    }
    return whole;
}

double aci_layered_resistance(const aci_layered *stack)
{
    double sum = 0.0;
    for (int i = 0; i < stack->count; i++) {
        const aci_layered_material *layer = &stack->layers[i];
        sum += layer->thickness / (layer->partition * layer->diffusivity);
    }
    return sum;
}

double aci_layered_steady_entry(const aci_layered *stack)
{
    assert(stack->donor_held);
    matrix whole = stack_matrix(stack);
    int row = stack->bottom_sealed ? 1 : 0;
    return -stack->donor_activity * whole.value[row][0] / whole.value[row][1];
}

double aci_layered_steady_exit(const aci_layered *stack)
{
    assert(stack->donor_held);
    return stack->bottom_sealed ? 0.0 : -stack->donor_activity / stack_matrix(stack).value[0][1];
}

double aci_layered_lag(const aci_layered *stack)
{
    assert(stack->donor_held && !stack->bottom_sealed);
    matrix whole = stack_matrix(stack);
    return whole.slope[0][1] / whole.value[0][1];
}
