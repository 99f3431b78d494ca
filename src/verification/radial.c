/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/radial.h"

#include <assert.h>
#include <complex.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

#include "acicula/verification/complex_bessel.h"
#include "acicula/verification/laplace.h"

typedef enum quantity { ACTIVITY, FLUX, PASSED, CLEARED, AMOUNT } quantity;

typedef struct question {
    const aci_radial *radial;
    quantity quantity;
    double radius;
} question;

/// Decaying and returning wave at a radius, times e^(q (r - a)) and with e^(-2 q (b - r)) kept
/// apart so that nothing overflows; order 0 gives u, order 1 minus its slope over q.
static double complex wave(const aci_radial *radial, double complex rate, double radius, int order)
{
    double complex outward = aci_complex_bessel_k(order, rate * radius);
    if (radial->cell_radius <= 0.0) {
        return outward;
    }
    double complex far = rate * radial->cell_radius;
    double complex ratio = aci_complex_bessel_k(1, far) / aci_complex_bessel_i(1, far);
    double complex back = cexp(-2.0 * rate * (radial->cell_radius - radius));
    double sign = order ? -1.0 : 1.0;
    return outward + sign * ratio * back * aci_complex_bessel_i(order, rate * radius);
}

static double complex transform(double complex s, const void *context)
{
    const question *asked = context;
    const aci_radial *radial = asked->radial;
    double complex rate = csqrt((s + radial->clearance) / radial->diffusivity);
    double complex wall = wave(radial, rate, radial->wall_radius, 0);
    double complex activity = radial->wall_activity / s;
    if (asked->quantity == ACTIVITY) {
        double complex decay = cexp(-rate * (asked->radius - radial->wall_radius));
        return activity * decay * wave(radial, rate, asked->radius, 0) / wall;
    }
    double perimeter = 2.0 * M_PI * radial->wall_radius;
    double complex slope = rate * wave(radial, rate, radial->wall_radius, 1) / wall;
    double complex flux = perimeter * radial->partition * radial->diffusivity * slope * activity;
    switch (asked->quantity) {
    case PASSED:
        return flux / s;
    case CLEARED:
        return flux * radial->clearance / ((s + radial->clearance) * s);
    case AMOUNT:
        return flux / (s + radial->clearance);
    case ACTIVITY:
    case FLUX:
        break;
    }
    return flux;
}

static double answer(const aci_radial *radial, quantity wanted, double radius, double time)
{
    assert(radius >= radial->wall_radius);
    question asked = {.radial = radial, .quantity = wanted, .radius = radius};
    double delay = (radius - radial->wall_radius) / sqrt(radial->diffusivity);
    return aci_laplace_invert(transform, &asked, time, delay);
}

double aci_radial_activity(const aci_radial *radial, double radius, double time)
{
    return answer(radial, ACTIVITY, radius, time);
}

double aci_radial_flux(const aci_radial *radial, double time)
{
    return answer(radial, FLUX, radial->wall_radius, time);
}

double aci_radial_passed(const aci_radial *radial, double time)
{
    return answer(radial, PASSED, radial->wall_radius, time);
}

double aci_radial_cleared(const aci_radial *radial, double time)
{
    return answer(radial, CLEARED, radial->wall_radius, time);
}

double aci_radial_amount(const aci_radial *radial, double time)
{
    return answer(radial, AMOUNT, radial->wall_radius, time);
}

/// Share of the wave coming back from the sealed outer wall, K1(q b)/I1(q b); real arguments.
static double returning(const aci_radial *radial, double rate)
{
    if (radial->cell_radius <= 0.0) {
        return 0.0;
    }
    double far = rate * radial->cell_radius;
    return gsl_sf_bessel_K1(far) / gsl_sf_bessel_I1(far);
}

double aci_radial_steady_activity(const aci_radial *radial, double radius)
{
    if (radial->clearance == 0.0) {
        assert(radial->cell_radius > 0.0);
        return radial->wall_activity;
    }
    double rate = sqrt(radial->clearance / radial->diffusivity);
    double share = returning(radial, rate);
    double here = gsl_sf_bessel_K0(rate * radius) + share * gsl_sf_bessel_I0(rate * radius);
    double near = rate * radial->wall_radius;
    double wall = gsl_sf_bessel_K0(near) + share * gsl_sf_bessel_I0(near);
    return radial->wall_activity * here / wall;
}

double aci_radial_steady_flux(const aci_radial *radial)
{
    if (radial->clearance == 0.0) {
        assert(radial->cell_radius > 0.0);
        return 0.0;
    }
    double rate = sqrt(radial->clearance / radial->diffusivity);
    double share = returning(radial, rate);
    double near = rate * radial->wall_radius;
    double slope = gsl_sf_bessel_K1(near) - share * gsl_sf_bessel_I1(near);
    double wall = gsl_sf_bessel_K0(near) + share * gsl_sf_bessel_I0(near);
    double conductivity = radial->partition * radial->diffusivity;
    return 2.0 * M_PI * near * conductivity * radial->wall_activity * slope / wall;
}
