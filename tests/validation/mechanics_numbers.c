/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mechanics_numbers.h"

static const double pi = 3.141592653589793;
static const double silicon_strength = 2.9e9; /* Pa, compression; O'Mahony 2014 */
static const double roemgens_depth = 160e-6;  /* of the tip when the force drops, m */

static validation_range range_of(const validation_case *cases, int count,
                                 double (*number)(const validation_case *))
{
    validation_range range = {INFINITY, -INFINITY};
    for (int i = 0; i < count; i++) {
        double value = number(&cases[i]);
        range.least = fmin(range.least, value);
        range.largest = fmax(range.largest, value);
    }
    return range;
}

static validation_range single(double value)
{
    return (validation_range){value, value};
}

static double depth(const validation_case *c)
{
    return 1e6 * c->puncture.mean.depth;
}

static double depth_over_travel(const validation_case *c)
{
    return c->puncture.mean.depth / c->puncture.setting.travel;
}

static double depth_over_length(const validation_case *c)
{
    return c->puncture.mean.depth / c->scenario.needling.device.needle_length.value;
}

static double puncture_force(const validation_case *c)
{
    return 1e3 * c->puncture.mean.puncture_force;
}

static double puncture_newton(const validation_case *c)
{
    return c->puncture.mean.puncture_force;
}

static double tip_diameter(const validation_case *c)
{
    return 2.0 * c->scenario.needling.device.tip_radius.value;
}

static double tip_area(const validation_case *c)
{
    return 0.25 * pi * tip_diameter(c) * tip_diameter(c);
}

static double roemgens_force(const validation_case *c)
{
    return 20e-3 + (tip_diameter(c) - 5e-6) * (167e-3 - 20e-3) / (37e-6 - 5e-6);
}

static double force_over_roemgens(const validation_case *c)
{
    return c->puncture.mean.puncture_force / roemgens_force(c);
}

/* The least force of the curve's rows whose tip is so deep: depths do not fall along them. */
static double deep_force_over_roemgens(const validation_case *c)
{
    const aci_insertion_row *rows = c->puncture.rows;
    int i = 0;
    while (i < ACI_PUNCTURE_ROWS - 1 && rows[i].depth < roemgens_depth) {
        i++;
    }
    return rows[i].force / roemgens_force(c);
}

static double silicon_safety(const validation_case *c)
{
    const aci_insertion *mean = &c->puncture.mean;
    aci_needle needle = aci_scenario_needle(&c->scenario);
    double radius = aci_needle_radius(&needle, mean->depth);
    return silicon_strength * pi * radius * radius / mean->largest_force;
}

static double mouth(const validation_case *c)
{
    return 2e6 * sqrt(c->puncture.residual.mouth_area / pi);
}

static double mouth_over_base(const validation_case *c)
{
    return 1e-6 * mouth(c) / c->scenario.needling.device.needle_diameter.value;
}

static double mouth_aspect(const validation_case *c)
{
    return c->puncture.residual.slit_half_length / c->puncture.residual.slit_half_width;
}

static double pain(const validation_case *c)
{
    int needles = (int)c->scenario.needling.device.needles.value;
    return aci_withdrawal_pain(c->puncture.mean.depth, needles);
}

static double bleeding(const validation_case *c)
{
    return 100.0 * c->puncture.residual.bleeding;
}

static double density(const validation_case *c)
{
    return 1e-4 * c->puncture.statistics.channel_density;
}

static double closed_to(const validation_case *c, aci_closure_method method)
{
    double threshold = c->scenario.closing.threshold[method].value;
    return aci_closure_time(c->scenario.channels.closure, 0.0, threshold) / 3600.0;
}

static double closed_to_impedance(const validation_case *c)
{
    return closed_to(c, ACI_CLOSURE_IMPEDANCE);
}

static double closed_to_water_loss(const validation_case *c)
{
    return closed_to(c, ACI_CLOSURE_WATER_LOSS);
}

static double closed_to_dye(const validation_case *c)
{
    return closed_to(c, ACI_CLOSURE_DYE);
}

/// Square of the correlation of two numbers.
static validation_range line(const validation_case *cases, int count,
                             double (*x)(const validation_case *))
{
    double mean_x = 0.0, mean_y = 0.0, xx = 0.0, xy = 0.0, yy = 0.0;
    for (int i = 0; i < count; i++) {
        mean_x += x(&cases[i]) / count;
        mean_y += puncture_newton(&cases[i]) / count;
    }
    for (int i = 0; i < count; i++) {
        double dx = x(&cases[i]) - mean_x, dy = puncture_newton(&cases[i]) - mean_y;
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    return single(xy * xy / (xx * yy));
}

validation_range validation_depth(const validation_case *cases, int count)
{
    return range_of(cases, count, depth);
}

validation_range validation_depth_over_travel(const validation_case *cases, int count)
{
    return range_of(cases, count, depth_over_travel);
}

validation_range validation_depth_over_length(const validation_case *cases, int count)
{
    return range_of(cases, count, depth_over_length);
}

validation_range validation_depth_spread(const validation_case *cases, int count)
{
    validation_range range = range_of(cases, count, depth);
    return single(100.0 * (range.largest - range.least) / range.largest);
}

validation_range validation_pierced(const validation_case *cases, int count)
{
    int pierced = 0;
    for (int i = 0; i < count; i++) {
        pierced += cases[i].puncture.mean.punctured;
    }
    return single(pierced);
}

validation_range validation_only_by_impact(const validation_case *cases, int count)
{
    int as_seen = 0;
    for (int i = 0; i < count; i++) {
        as_seen += cases[i].puncture.mean.punctured == (i > 0);
    }
    return single(as_seen);
}

validation_range validation_puncture_force(const validation_case *cases, int count)
{
    return range_of(cases, count, puncture_force);
}

validation_range validation_puncture_newton(const validation_case *cases, int count)
{
    return range_of(cases, count, puncture_newton);
}

validation_range validation_force_first_over_last(const validation_case *cases, int count)
{
    return single(puncture_force(&cases[0]) / puncture_force(&cases[count - 1]));
}

validation_range validation_force_over_roemgens(const validation_case *cases, int count)
{
    return range_of(cases, count, force_over_roemgens);
}

validation_range validation_deep_force_over_roemgens(const validation_case *cases, int count)
{
    return range_of(cases, count, deep_force_over_roemgens);
}

validation_range validation_line_of_diameter(const validation_case *cases, int count)
{
    return line(cases, count, tip_diameter);
}

validation_range validation_line_of_area(const validation_case *cases, int count)
{
    return line(cases, count, tip_area);
}

validation_range validation_force_fall(const validation_case *cases, int count)
{
    validation_range range = {INFINITY, -INFINITY};
    for (int i = 0; i + 1 < count; i += 2) {
        double fall = 1.0 - puncture_force(&cases[i + 1]) / puncture_force(&cases[i]);
        range.least = fmin(range.least, 100.0 * fall);
        range.largest = fmax(range.largest, 100.0 * fall);
    }
    return range;
}

validation_range validation_silicon_safety(const validation_case *cases, int count)
{
    return range_of(cases, count, silicon_safety);
}

validation_range validation_mouth(const validation_case *cases, int count)
{
    return range_of(cases, count, mouth);
}

validation_range validation_mouth_over_base(const validation_case *cases, int count)
{
    return range_of(cases, count, mouth_over_base);
}

validation_range validation_mouth_aspect(const validation_case *cases, int count)
{
    return range_of(cases, count, mouth_aspect);
}

validation_range validation_pain(const validation_case *cases, int count)
{
    return range_of(cases, count, pain);
}

validation_range validation_pain_by_length(const validation_case *cases, int count)
{
    const validation_case *last = &cases[count - 1];
    double first_length = cases[0].scenario.needling.device.needle_length.value;
    double last_length = last->scenario.needling.device.needle_length.value;
    return single(log(pain(last) / pain(&cases[0])) / log(last_length / first_length));
}

validation_range validation_pain_by_needles(const validation_case *cases, int count)
{
    const validation_case *last = &cases[count - 1];
    double first_needles = cases[0].scenario.needling.device.needles.value;
    double last_needles = last->scenario.needling.device.needles.value;
    return single(log(pain(last) / pain(&cases[0])) / log(last_needles / first_needles));
}

validation_range validation_bleeding(const validation_case *cases, int count)
{
    return range_of(cases, count, bleeding);
}

validation_range validation_bleeding_rises(const validation_case *cases, int count)
{
    int rises = 0;
    for (int i = 0; i + 1 < count; i++) {
        rises += bleeding(&cases[i + 1]) > bleeding(&cases[i]);
    }
    return single(rises);
}

validation_range validation_density(const validation_case *cases, int count)
{
    return range_of(cases, count, density);
}

validation_range validation_closed_to_impedance(const validation_case *cases, int count)
{
    return range_of(cases, count, closed_to_impedance);
}

validation_range validation_closed_to_water_loss(const validation_case *cases, int count)
{
    return range_of(cases, count, closed_to_water_loss);
}

validation_range validation_closed_to_dye(const validation_case *cases, int count)
{
    return range_of(cases, count, closed_to_dye);
}
