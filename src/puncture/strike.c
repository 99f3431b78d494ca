/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strike.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

#include "acicula/puncture/cavity.h"
#include "acicula/skin/mechanics.h"

/// Index of the interval of stations that holds s.
static int interval(const aci_strike *strike, double s)
{
    const double *station = strike->model->station;
    int low = 0;
    int high = ACI_STATIONS - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(s < station[middle] ? &high : &low) = middle;
    }
    return low;
}

/// A row of values along the needle at s, straight between the stations; 0 in front of the tip.
static double value_at(const aci_strike *strike, const double *values, double s)
{
    if (s < 0.0) {
        return 0.0;
    }
    int i = interval(strike, s);
    const double *station = &strike->model->station[i];
    double part = fmin(s, station[1]) - station[0];
    return values[i] + part * (values[i + 1] - values[i]) / (station[1] - station[0]);
}

/// Integral of a table from the tip to s.
static double sum_at(const aci_strike *strike, const aci_table *table, double s)
{
    if (s < 0.0) {
        return 0.0;
    }
    int i = interval(strike, s);
    double part = fmin(s, strike->model->station[i + 1]) - strike->model->station[i];
    return table->sum[i] + 0.5 * part * (table->value[i] + value_at(strike, table->value, s));
}

static void add_up(const aci_insertion_model *model, aci_table *table)
{
    table->sum[0] = 0.0;
    for (int i = 1; i < ACI_STATIONS; i++) {
        double step = model->station[i] - model->station[i - 1];
        table->sum[i] = table->sum[i - 1] + 0.5 * step * (table->value[i] + table->value[i - 1]);
    }
}

/// Pressure of a stratum on the needle: that of the circular hole in a neo-Hooke solid that is as
/// large to its surroundings as the crack, a slit of half-length a being like a hole of radius a/2
/// and a ring crack like one of its own radius.
static double holding_pressure(const aci_stratum *stratum, const aci_fracture_steady *crack,
                               double radius)
{
    double rest = crack->half_length * (stratum->law->perimeter > 3.0 ? 1.0 : 0.5);
    aci_cavity cavity = {stratum->shear_modulus, fmin(rest, radius), radius};
    return crack->half_length > 0.0 ? aci_cavity_pressure(&cavity) : 0.0;
}

static void fill_holding(aci_strike *strike, int k)
{
    const aci_insertion_model *model = strike->model;
    aci_holding *holding = &strike->holding[k];
    aci_table drag;
    for (int i = 0; i < ACI_STATIONS; i++) {
        double radius = model->radius[i];
        const aci_stratum *stratum = &strike->stratum[k];
        aci_fracture_steady crack =
            aci_fracture_solve(stratum->law, stratum->shear_modulus, stratum->toughness, radius);
        holding->fracture.value[i] = crack.force - crack.elastic;
        holding->elastic.value[i] = crack.elastic;
        drag.value[i] =
            2.0 * M_PI * radius * model->friction * holding_pressure(stratum, &crack, radius);
    }
    add_up(model, &drag);
    memcpy(holding->friction.value, drag.sum, sizeof drag.sum);
    add_up(model, &holding->fracture);
    add_up(model, &holding->elastic);
    add_up(model, &holding->friction);
    for (int i = 0; i < ACI_STATIONS; i++) {
        holding->all.value[i] =
            holding->fracture.value[i] + holding->elastic.value[i] + holding->friction.value[i];
    }
    add_up(model, &holding->all);
}

/// How far the tip is below the lower side of stratum k; below 0 in the tip's own.
static double passed(const aci_strike *strike, double depth, int k, int tip)
{
    return k < tip ? depth - strike->top[k + 1] : -1.0;
}

double aci_strike_friction(const aci_strike *strike, double depth, int tip)
{
    double force = 0.0;
    for (int k = 0; k <= tip; k++) {
        const double *drag = strike->holding[k].friction.value;
        force += value_at(strike, drag, depth - strike->top[k]) -
                 value_at(strike, drag, passed(strike, depth, k, tip));
    }
    return fmax(force, 0.0);
}

double aci_strike_force(const aci_strike *strike, double depth, int tip)
{
    double force = 0.0;
    for (int k = 0; k <= tip; k++) {
        const double *all = strike->holding[k].all.value;
        force += value_at(strike, all, depth - strike->top[k]) -
                 value_at(strike, all, passed(strike, depth, k, tip));
    }
    return fmax(force, 0.0);
}

static double spent_on(const aci_strike *strike, const aci_table *table, double above, double below)
{
    return sum_at(strike, table, above) - sum_at(strike, table, below);
}

double aci_strike_work(const aci_strike *strike, double depth, int tip)
{
    double work = 0.0;
    for (int k = 0; k <= tip; k++) {
        work += spent_on(strike, &strike->holding[k].all, depth - strike->top[k],
                         passed(strike, depth, k, tip));
    }
    return work;
}

aci_strike_energy aci_strike_spent(const aci_strike *strike, double depth, int tip)
{
    aci_strike_energy energy = {0};
    for (int k = 0; k <= tip; k++) {
        const aci_holding *holding = &strike->holding[k];
        double above = depth - strike->top[k];
        double below = passed(strike, depth, k, tip);
        energy.fracture += spent_on(strike, &holding->fracture, above, below);
        energy.elastic += spent_on(strike, &holding->elastic, above, below);
        energy.friction += spent_on(strike, &holding->friction, above, below);
    }
    return energy;
}

/// Scales the strata by the strike's variation.
static void vary(aci_strike *strike)
{
    const aci_insertion_model *model = strike->model;
    const aci_insertion_variation *variation = &strike->variation;
    double top = 0.0;
    for (int k = 0; k < model->strata; k++) {
        aci_stratum stratum = model->stratum[k];
        stratum.thickness *= variation->thickness;
        stratum.shear_modulus *= variation->modulus;
        stratum.toughness *= variation->toughness;
        strike->stratum[k] = stratum;
        strike->top[k] = top;
        top += stratum.thickness;
    }
    strike->top[model->strata] = top;
}

static void stiffen(aci_strike *strike)
{
    const aci_insertion_model *model = strike->model;
    double rate = strike->mean_speed / fmin(model->needle.length, strike->travel);
    strike->rate_factor = aci_mechanics_rate_factor(&model->skin, rate);
    for (int k = 0; k < model->strata; k++) {
        strike->stratum[k].shear_modulus *= strike->rate_factor;
    }
}

/// Skin that stands into a nozzle is touched earlier; a pen's needles never leave what stands
/// higher than they draw back.
static void set_travel(aci_strike *strike)
{
    const aci_insertion_setting *setting = &strike->model->setting;
    strike->lift = aci_strike_lift(strike);
    strike->travel = setting->travel * strike->variation.travel + strike->lift;
    if (setting->drive == ACI_DRIVE_CAM && strike->lift > 0.0) {
        strike->travel = fmin(strike->travel, fmax(setting->stroke, setting->travel));
    }
}

/// Speed at first touch, and over the way in: a crank slows down to rest at its deepest.
static void set_speed(aci_strike *strike)
{
    const aci_insertion_setting *setting = &strike->model->setting;
    double factor = strike->variation.speed;
    strike->speed = setting->speed * factor;
    strike->mean_speed = strike->speed;
    if (setting->speed <= 0.0 && setting->stroke > 0.0 && setting->frequency > 0.0) {
        double part = fmin(1.0, strike->travel / setting->stroke);
        double crank = factor * M_PI * setting->frequency * setting->stroke;
        strike->speed = 2.0 * crank * sqrt(part * (1.0 - part));
        strike->mean_speed = crank * part / asin(sqrt(part));
    }
}

void aci_strike_prepare(const aci_insertion_model *model, const aci_insertion_variation *variation,
                        aci_strike *out)
{
    static const aci_insertion_variation mean = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    out->model = model;
    out->variation = variation != NULL ? *variation : mean;
    vary(out);
    set_travel(out);
    set_speed(out);
    stiffen(out);
    out->depth_limit = fmin(model->needle.length, out->travel);
    if (model->setting.support == ACI_SUPPORT_BONE) {
        out->depth_limit = fmin(out->depth_limit, out->top[model->strata]);
    }
    out->strata = 0;
    while (out->strata < model->strata &&
           (out->strata == 0 || out->top[out->strata] < out->depth_limit)) {
        fill_holding(out, out->strata);
        out->strata++;
    }
    aci_strike_fill_dimple(out);
}
