/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drying.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { NEWTON_MAX = 400 }; /* a step of the slowest search is one e-folding of the thickness */

/// A film from a moment on; `held` says that its water does not evaporate.
typedef struct stretch {
    const aci_drying *drying;
    double still;
    double start[ACI_FILM_SOLVENTS_MAX];
    int water; ///< the solvent that is in the air; -1: none
    bool held;
} stretch;

/* (exp(-b tau) - exp(-a tau))/(a - b), also where a and b are equal or nearly so. */
static double phi(double a, double b, double tau)
{
    double least = fmin(a, b), x = fabs(a - b) * tau;
    return exp(-least * tau) * tau * (x > 0.0 ? -expm1(-x) / x : 1.0);
}

static double water_at(const stretch *film, double tau)
{
    const aci_drying *drying = film->drying;
    double first = film->start[film->water], speed = drying->speed[film->water];
    double alpha = drying->ambient[film->water], kappa = speed * (1.0 - alpha);
    if (film->held) {
        return first;
    }
    double fed = film->still * phi(kappa, 0.0, tau);
    for (int j = 0; j < drying->count; j++) {
        fed += j == film->water ? 0.0 : film->start[j] * phi(kappa, drying->speed[j], tau);
    }
    return first * exp(-kappa * tau) + speed * alpha * fed;
}

/* The volumes at tau; returns their sum. */
static double volumes_at(const stretch *film, double tau, double *volumes)
{
    double sum = 0.0;
    for (int i = 0; i < film->drying->count; i++) {
        volumes[i] = i == film->water ? water_at(film, tau)
                                      : film->start[i] * exp(-film->drying->speed[i] * tau);
        sum += volumes[i];
    }
    return sum;
}

/* t(tau); `water` is the volume of water at tau. */
static double time_at(const stretch *film, double tau, double water)
{
    const aci_drying *drying = film->drying;
    double time = film->still * tau;
    for (int j = 0; j < drying->count; j++) {
        double lost = -expm1(-drying->speed[j] * tau) / drying->speed[j];
        time += j == film->water ? 0.0 : film->start[j] * lost;
    }
    if (film->water >= 0 && film->held) {
        time += film->start[film->water] * tau;
    } else if (film->water >= 0) {
        time += (film->start[film->water] - water) / drying->speed[film->water];
        time /= 1.0 - drying->ambient[film->water];
    }
    return time;
}

static double age(const stretch *film, double time, double *volumes)
{
    double tau = 0.0, step = INFINITY;
    double sum = volumes_at(film, tau, volumes);
    for (int k = 0; k < NEWTON_MAX && step > DBL_EPSILON * tau; k++) {
        double water = film->water >= 0 ? volumes[film->water] : 0.0;
        step = (time - time_at(film, tau, water)) / (film->still + sum);
        tau += fmax(step, 0.0);
        sum = volumes_at(film, tau, volumes);
    }
    return tau;
}

/* The tau at which water held back begins to evaporate: the others' volume has fallen to
 * v_w (1 - alpha)/alpha - still. Convex and falling, so that Newton comes from the left. */
static double release(const stretch *film)
{
    const aci_drying *drying = film->drying;
    double alpha = drying->ambient[film->water], tau = 0.0, step = INFINITY;
    double wanted = film->start[film->water] * (1.0 - alpha) / alpha - film->still;
    if (!(wanted > 0.0)) {
        return INFINITY;
    }
    for (int k = 0; k < NEWTON_MAX && step > DBL_EPSILON * tau; k++) {
        double sum = 0.0, fall = 0.0;
        for (int j = 0; j < drying->count; j++) {
            double volume = film->start[j] * exp(-drying->speed[j] * tau);
            sum += j == film->water ? 0.0 : volume;
            fall += j == film->water ? 0.0 : drying->speed[j] * volume;
        }
        step = fall > 0.0 ? (sum - wanted) / fall : 0.0;
        tau += fmax(step, 0.0);
    }
    return tau;
}

static stretch begin(const aci_drying *drying, double still, const double *start)
{
    stretch film = {.drying = drying, .still = still, .water = -1};
    double sum = still;
    memcpy(film.start, start, (size_t)drying->count * sizeof *start);
    for (int i = 0; i < drying->count; i++) {
        sum += start[i];
        film.water = drying->ambient[i] > 0.0 ? i : film.water;
    }
    film.held = film.water >= 0 && start[film.water] <= drying->ambient[film.water] * sum;
    return film;
}

void aci_drying_solve(const aci_drying *drying, double still, const double *start, double time,
                      double *volumes)
{
    stretch film = begin(drying, still, start);
    double released = film.held ? release(&film) : INFINITY;
    double wait = isfinite(released) ? time_at(&film, released, 0.0) : INFINITY;
    if (time > wait) {
        volumes_at(&film, released, film.start);
        film.held = false;
        time -= wait;
    }
    age(&film, time, volumes);
}
