/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/withdrawal.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

#include "acicula/puncture/fracture.h"
#include "acicula/skin/mechanics.h"

/* slices of a layer for volume and blood: the profile is smooth in between, 1e-4 */
enum { SLICES = 24 };

/* how much of a drag the surface follows less: films show round to slightly oval mouths */

/// Half-axes of an open hole.
typedef struct hole {
    double length, width;
} hole;

/// One layer of a residual channel.
typedef struct wall {
    const aci_skin *skin;
    const aci_needle *needle;
    const aci_insertion *insertion;
    double shear_modulus, toughness, opening;
    aci_fracture_law law;
} wall;

/// Half-width over half-length of a slit under the skin's tension.
static double tension_opening(const aci_skin *skin)
{
    double stiffness = 0.0;
    double thickness = 0.0;
    for (int i = 0; i < skin->layer_count; i++) {
        const aci_layer *layer = &skin->layers[i];
        if (strcmp(layer->name, "hypodermis") != 0 || skin->layer_count == 1) {
            stiffness += 3.0 * aci_mechanics_modulus(skin, i, 0.0) * layer->thickness.value;
            thickness += layer->thickness.value;
        }
    }
    double strain = skin->mechanics.pre_tension.value * thickness / stiffness;
    return fmin(1.0, 1.5 * strain);
}

static wall make_wall(const aci_skin *skin, const aci_needle *needle,
                      const aci_insertion *insertion, int layer)
{
    double factor = insertion->rate_factor > 0.0 ? insertion->rate_factor : 1.0;
    wall w = {.skin = skin,
              .needle = needle,
              .insertion = insertion,
              .shear_modulus = factor * aci_mechanics_modulus(skin, layer, 0.0),
              .toughness = aci_mechanics_toughness(skin, layer),
              .opening = tension_opening(skin)};
    double exponent = skin->layers[layer].tissue.ogden_exponent.value;
    (aci_needle_is_flat(needle) ? aci_fracture_ring : aci_fracture_planar)(exponent, &w.law);
    return w;
}

static double crack_at(const wall *w, double depth)
{
    double radius = aci_needle_radius(w->needle, w->insertion->depth - depth);
    return aci_fracture_solve(&w->law, w->shear_modulus, w->toughness, radius).half_length;
}

/// The open hole at a depth, `drag` longer than the crack.
static hole hole_at(const wall *w, double depth, double drag)
{
    double radius = aci_needle_radius(w->needle, w->insertion->depth - depth);
    double damaged = (1.0 - w->skin->mechanics.recoil.value) * radius;
    double length = crack_at(w, depth);
    hole open = {damaged, damaged};
    if (length > damaged) {
        double width = fmax(damaged * damaged / length, w->opening * length);
        double shrink = fmin(1.0, radius / sqrt(length * width + 1e-300));
        open = (hole){length * shrink, width * shrink};
    }
    open.length += 0.5 * drag;
    return open;
}

double aci_withdrawal_access(double length, double width, double barrier)
{
    if (!(width > 0.0)) {
        return 0.0;
    }
    double a = length;
    double b = width;
    while (fabs(a - b) > 1e-15 * a) {
        double mean = 0.5 * (a + b);
        b = sqrt(a * b);
        a = mean;
    }
    double resistance = barrier / (M_PI * length * width) + 0.5 / a;
    return (M_PI + sqrt(M_PI * M_PI + 16.0 * M_PI * resistance * barrier)) /
           (4.0 * M_PI * resistance);
}

/// Adds what one layer holds of the channel: its volume, and the vessels cut in it.
static void add_layer(const wall *w, int layer, double slot, aci_residual *out, double *vessels)
{
    double top = aci_skin_layer_top(w->skin, layer);
    bool is_last = layer == w->skin->layer_count - 1;
    double bottom = is_last ? out->depth : fmin(out->depth, aci_skin_layer_top(w->skin, layer + 1));
    double step = (bottom - top) / SLICES;
    double density = w->skin->layers[layer].tissue.vessel_density.value;
    for (int i = 0; i < SLICES; i++) {
        double depth = top + (i + 0.5) * step;
        hole open = hole_at(w, depth, 0.0);
        out->volume += M_PI * open.length * open.width * step;
        *vessels += 0.5 * density * (2.0 * crack_at(w, depth) + slot) * step;
    }
}

/// Bottom of the truncated cone of a volume, as far as there is one.
static double bottom_radius(double mouth, double depth, double volume)
{
    double square = 12.0 * volume / (M_PI * depth) - 3.0 * mouth * mouth;
    double root = square > 0.0 ? 0.5 * (sqrt(square) - mouth) : 0.0;
    return fmin(mouth, fmax(0.0, root));
}

void aci_withdrawal_residual(const aci_skin *skin, const aci_needle *needle,
                             const aci_insertion *insertion, aci_drag drag, aci_residual *out)
{
    *out = (aci_residual){0};
    if (!insertion->punctured || insertion->depth <= 0.0) {
        return;
    }
    out->depth = insertion->depth;
    double vessels = 0.0;
    for (int i = 0; i < skin->layer_count && aci_skin_layer_top(skin, i) < out->depth; i++) {
        wall w = make_wall(skin, needle, insertion, i);
        add_layer(&w, i, drag.slot, out, &vessels);
    }
    wall surface = make_wall(skin, needle, insertion, 0);
    hole mouth = hole_at(&surface, 0.0, drag.kept);
    out->slit_half_length = mouth.length;
    out->slit_half_width = mouth.width;
    out->mouth_area = M_PI * mouth.length * mouth.width;
    out->mouth_radius =
        aci_withdrawal_access(mouth.length, mouth.width, skin->layers[0].thickness.value);
    out->bottom_radius = bottom_radius(out->mouth_radius, out->depth, out->volume);
    out->bleeding = -expm1(-vessels);
}

double aci_withdrawal_radius(const aci_skin *skin, const aci_needle *needle,
                             const aci_insertion *insertion, double depth)
{
    if (!insertion->punctured || depth < 0.0 || depth > insertion->depth) {
        return 0.0;
    }
    wall w = make_wall(skin, needle, insertion, aci_skin_layer_at(skin, depth));
    hole open = hole_at(&w, depth, 0.0);
    return sqrt(open.length * open.width);
}

double aci_withdrawal_relaxed(double start, double end, double time, double time_constant)
{
    return end + (start - end) * exp(-time / time_constant);
}

double aci_withdrawal_pain(double depth, int needles)
{
    return pow(depth / 160e-6, 1.17) * pow(needles, 0.30);
}
