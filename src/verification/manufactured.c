/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/manufactured.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

/* rate constants of the loss; macros because they initialise constants */
#define CUBE_CLEARANCE 2.0
#define SLAB_CLEARANCE 1.0
#define CELL_CLEARANCE 1.0

static double linear_partition(const double place[3])
{
    return 1.0 + place[2];
}

static double cube_activity(const double place[3], double time)
{
    double across = 1.0 + 0.5 * cos(M_PI * place[0]) * cos(M_PI * place[1]);
    return exp(-time) * across * cos(0.5 * M_PI * place[2]);
}

static void cube_diffusivity(const double place[3], double out[3])
{
    out[0] = 1.0 + 0.5 * place[0];
    out[1] = out[0];
    out[2] = 0.1 * (1.0 + place[2]);
}

static double cube_source(const double place[3], double time)
{
    double partition = 1.0 + place[2];
    double lateral = 1.0 + 0.5 * place[0];
    double wave = 0.5 * cos(M_PI * place[0]) * cos(M_PI * place[1]);
    double wave_slope = -0.5 * M_PI * sin(M_PI * place[0]) * cos(M_PI * place[1]);
    double down = cos(0.5 * M_PI * place[2]);
    double down_slope = -0.5 * M_PI * sin(0.5 * M_PI * place[2]);
    double down_curve = -0.25 * M_PI * M_PI * down;
    double reaction = (CUBE_CLEARANCE - 1.0) * partition * (1.0 + wave) * down;
    double across = partition * down * (0.5 * wave_slope - lateral * 2.0 * M_PI * M_PI * wave);
    double along = 0.2 * partition * down_slope + 0.1 * partition * partition * down_curve;
    return exp(-time) * (reaction - across - (1.0 + wave) * along);
}

static double cube_amount(double time)
{
    return exp(-time) * 4.0 / M_PI * (1.0 - 1.0 / M_PI);
}

static double cube_entry(double time)
{
    (void)time;
    return 0.0;
}

static double cube_exit(double time)
{
    return 0.2 * M_PI * exp(-time);
}

const aci_manufactured aci_manufactured_cube = {
    .name = "cube",
    .clearance = CUBE_CLEARANCE,
    .top = NAN,
    .bottom = 0.0,
    .activity = cube_activity,
    .source = cube_source,
    .partition = linear_partition,
    .diffusivity = cube_diffusivity,
    .amount = cube_amount,
    .entry = cube_entry,
    .exit = cube_exit,
};

static double slab_activity(const double place[3], double time)
{
    return 1.0 - place[2] + 0.5 * exp(-time) * sin(M_PI * place[2]);
}

static void slab_diffusivity(const double place[3], double out[3])
{
    out[0] = 0.1 * (2.0 - place[2]);
    out[1] = out[0];
    out[2] = out[0];
}

static double slab_source(const double place[3], double time)
{
    double z = place[2];
    double moving = 0.5 * exp(-time);
    double slope = -1.0 + moving * M_PI * cos(M_PI * z);
    double curve = -moving * M_PI * M_PI * sin(M_PI * z);
    double conductivity = 0.1 * (1.0 + z) * (2.0 - z);
    double conductivity_slope = 0.1 * (1.0 - 2.0 * z);
    double rate = SLAB_CLEARANCE * slab_activity(place, time) - moving * sin(M_PI * z);
    return (1.0 + z) * rate - conductivity * curve - conductivity_slope * slope;
}

static double slab_amount(double time)
{
    return 2.0 / 3.0 + 1.5 / M_PI * exp(-time);
}

static double slab_entry(double time)
{
    return 0.2 * (1.0 - 0.5 * M_PI * exp(-time));
}

static double slab_exit(double time)
{
    return 0.2 * (1.0 + 0.5 * M_PI * exp(-time));
}

const aci_manufactured aci_manufactured_slab = {
    .name = "slab",
    .clearance = SLAB_CLEARANCE,
    .top = 1.0,
    .bottom = 0.0,
    .activity = slab_activity,
    .source = slab_source,
    .partition = linear_partition,
    .diffusivity = slab_diffusivity,
    .amount = slab_amount,
    .entry = slab_entry,
    .exit = slab_exit,
};

/* first positive zero of J1 and J0 there */
static const double zero = 3.8317059702075123156;
static const double bessel_at_zero = -0.40275939570255297210;

static double cell_wave(double radius)
{
    return 1.0 + 0.5 * gsl_sf_bessel_J0(zero * radius);
}

static double cell_activity(const double place[3], double time)
{
    double moving = 0.5 * exp(-time) * cell_wave(place[0]);
    return 1.0 - place[2] + moving * sin(M_PI * place[2]);
}

static double cell_partition(const double place[3])
{
    return (1.0 + place[2]) * (1.0 + 0.5 * place[0] * place[0]);
}

static void cell_diffusivity(const double place[3], double out[3])
{
    out[0] = 1.0 + 0.5 * place[0] * place[0];
    out[1] = out[0];
    out[2] = 0.1 * (1.0 + place[2]);
}

static double cell_source(const double place[3], double time)
{
    double r = place[0];
    double z = place[2];
    double growth = 1.0 + 0.5 * r * r;
    double partition = (1.0 + z) * growth;
    double moving = 0.5 * exp(-time);
    double wave = cell_wave(r);
    double wave_slope = -0.5 * zero * gsl_sf_bessel_J1(zero * r);
    double wave_curve = -zero * zero * (wave - 1.0);
    double sine = moving * sin(M_PI * z);
    double across = sine * (partition * growth * wave_curve + 2.0 * r * partition * wave_slope);
    double slope = -1.0 + moving * wave * M_PI * cos(M_PI * z);
    double along =
        0.2 * partition * slope - 0.1 * partition * (1.0 + z) * M_PI * M_PI * sine * wave;
    double rate = CELL_CLEARANCE * cell_activity(place, time) - sine * wave;
    return partition * rate - across - along;
}

/// int 2 pi r (1 + r^2/2) dr over the cell.
static double cell_area(void)
{
    return 1.25 * M_PI;
}

/// int 2 pi r (1 + r^2/2) (1 + J0(j r)/2) dr over the cell.
static double cell_wave_area(void)
{
    return cell_area() + M_PI * bessel_at_zero / (zero * zero);
}

static double cell_amount(double time)
{
    return 2.0 / 3.0 * cell_area() + 1.5 / M_PI * exp(-time) * cell_wave_area();
}

static double cell_entry(double time)
{
    return 0.1 * (cell_area() - 0.5 * M_PI * exp(-time) * cell_wave_area());
}

static double cell_exit(double time)
{
    return 0.4 * (cell_area() + 0.5 * M_PI * exp(-time) * cell_wave_area());
}

const aci_manufactured aci_manufactured_cell = {
    .name = "cell",
    .clearance = CELL_CLEARANCE,
    .top = 1.0,
    .bottom = 0.0,
    .activity = cell_activity,
    .source = cell_source,
    .partition = cell_partition,
    .diffusivity = cell_diffusivity,
    .amount = cell_amount,
    .entry = cell_entry,
    .exit = cell_exit,
};
