/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reaction_local.h"

#include <float.h>
#include <math.h>

enum { NEWTON_MAX = 200, COLUMNS = 8, ATTEMPTS_MAX = 1000 };

static const double tolerance = 1e-11; ///< of a coupled cell, relative to a + b at the start

/// (1 - e^-x) / x
static double decay(double x)
{
    return x > 0.0 ? -expm1(-x) / x : 1.0;
}

/// Moves `amount` from mobile to bound, no more than there is.
static void move_to_bound(aci_local *cell, double amount)
{
    amount = fmin(fmax(amount, -cell->bound), cell->mobile);
    cell->mobile -= amount;
    cell->bound += amount;
}

static void bind_linear(const aci_reaction_layer *layer, double share, double step, aci_local *cell)
{
    double on = layer->on_rate * share;
    double change = on * cell->mobile - layer->off_rate * cell->bound;
    move_to_bound(cell, change * step * decay((on + layer->off_rate) * step));
}

/// db/dt = on (b - low) (b - high), in terms of how far b is from the lower root, so that nothing
/// cancels where the step is short or the end is reached.
static void bind_saturable(const aci_reaction_layer *layer, double share, double step,
                           aci_local *cell)
{
    double on = layer->on_rate * share, off = layer->off_rate, most = layer->capacity;
    double total = cell->mobile + cell->bound;
    double apart = on * (total - most);
    double rate = sqrt(apart * apart + off * (2.0 * on * (total + most) + off));
    double sum = on * (total + most) + off + rate;
    if (sum <= 0.0) {
        return;
    }
    double beyond = cell->bound - 2.0 * on * total * most / sum;
    double time = step * decay(rate * step);
    move_to_bound(cell, -beyond * time * (rate - on * beyond) / (1.0 - beyond * on * time));
}

void aci_local_bind(const aci_reaction_layer *layer, double share, double step, aci_local *cell)
{
    if (layer->binding == ACI_BINDING_LINEAR) {
        bind_linear(layer, share, step, cell);
    } else if (layer->binding == ACI_BINDING_SATURABLE) {
        bind_saturable(layer, share, step, cell);
    }
}

/// The x <= 0 at which load (e^x - 1) + x + time = 0. The left side is convex and grows: from
/// above, Newton never passes the root.
static double degradation_exponent(double load, double time)
{
    double x = fmin(-time / (1.0 + load), load - time);
    for (int n = 0; n < NEWTON_MAX; ++n) {
        double change = (load * expm1(x) + x + time) / (load * exp(x) + 1.0);
        x -= change;
        if (!(change > 2.0 * DBL_EPSILON * -x)) {
            break;
        }
    }
    return x;
}

/// With x = ln(C/C0): C0 (e^x - 1) + half_saturation x = -share rate_max t.
void aci_local_degrade(const aci_reaction_layer *layer, double share, double step, aci_local *cell)
{
    if (layer->rate_max <= 0.0 || share <= 0.0 || cell->mobile <= 0.0) {
        return;
    }
    double load = share * cell->mobile / layer->half_saturation;
    double time = share * layer->rate_max * step / layer->half_saturation;
    double exponent = degradation_exponent(load, time);
    cell->degraded -= cell->mobile * expm1(exponent);
    cell->mobile *= exp(exponent);
}

/// What happens per second, and how it changes with a and b.
typedef struct rates {
    double binding, binding_mobile, binding_bound;
    double loss, loss_mobile;
} rates;

static rates rates_of(const aci_reaction_layer *layer, double share, const double state[2])
{
    rates r = {0};
    double concentration = share * state[0];
    double free = 1.0;
    if (layer->binding == ACI_BINDING_SATURABLE) {
        free = layer->capacity - state[1];
        r.binding_bound = -layer->on_rate * concentration;
    }
    r.binding = layer->on_rate * concentration * free - layer->off_rate * state[1];
    r.binding_mobile = layer->on_rate * share * free;
    r.binding_bound -= layer->off_rate;
    double sum = layer->half_saturation + concentration;
    r.loss = layer->rate_max * concentration / sum;
    r.loss_mobile = share * layer->rate_max * (layer->half_saturation / sum) / sum;
    return r;
}

/// One linearly implicit Euler step, (1 - h J) change = h f, with J from the start of the column.
/// Multiplied out, so that the fast exchange of a and b cancels by itself and not in the digits.
static void euler_change(const rates *now, const rates *start, double h, double change[2])
{
    double on = h * start->binding_mobile, off = -h * start->binding_bound;
    double loss = h * start->loss_mobile;
    double determinant = 1.0 + on + off + loss + off * loss;
    change[0] = -h * (now->binding + (1.0 + off) * now->loss) / determinant;
    change[1] = h * ((1.0 + loss) * now->binding - on * now->loss) / determinant;
}

/// Where a step begins.
typedef struct origin {
    double state[2]; ///< a, b
    rates rates;
} origin;

/// The change over `step` in `count` Euler steps; false where an amount becomes negative.
static bool euler(const aci_reaction_layer *layer, double share, const origin *from, double step,
                  int count, double change[2])
{
    double state[2] = {from->state[0], from->state[1]};
    rates now = from->rates;
    change[0] = change[1] = 0.0;
    for (int n = 0; n < count; ++n) {
        double part[2];
        euler_change(&now, &from->rates, step / count, part);
        change[0] += part[0];
        change[1] += part[1];
        state[0] = from->state[0] + change[0];
        state[1] = from->state[1] + change[1];
        if (!(state[0] >= 0.0 && state[1] >= 0.0)) {
            return false;
        }
        now = rates_of(layer, share, state);
    }
    return true;
}

/// Aitken and Neville: row j of the table from row j - 1, in place. The error of the last entry.
static double extrapolate(double table[COLUMNS][2], int j)
{
    double error = 0.0;
    for (int k = 1; k <= j; ++k) {
        double ratio = (double)(j + 1) / (double)(j + 1 - k) - 1.0;
        double *low = table[j - k], *high = table[j - k + 1];
        error = 0.0;
        for (int n = 0; n < 2; ++n) {
            double correction = (high[n] - low[n]) / ratio;
            error = fmax(error, fabs(correction));
            low[n] = high[n] + correction;
        }
    }
    return error;
}

/// Columns used until the error is allowed; 0 where all do not get there.
static int try_step(const aci_reaction_layer *layer, double share, double step,
                    const aci_local *cell, double allowed, double change[2])
{
    double table[COLUMNS][2];
    origin from = {.state = {cell->mobile, cell->bound}};
    from.rates = rates_of(layer, share, from.state);
    for (int j = 0; j < COLUMNS; ++j) {
        if (!euler(layer, share, &from, step, j + 1, table[j])) {
            return 0;
        }
        double error = extrapolate(table, j);
        if (j > 0 && error <= allowed) {
            change[0] = table[0][0];
            change[1] = table[0][1];
            return j + 1;
        }
    }
    return 0;
}

/// Adds the change, keeping the cell, within the tolerance, above zero and from gaining mass.
static void apply(aci_local *cell, const double change[2])
{
    double before = cell->mobile + cell->bound;
    cell->mobile = fmax(cell->mobile + change[0], 0.0);
    cell->bound = fmax(cell->bound + change[1], 0.0);
    double after = cell->mobile + cell->bound;
    if (after > before) {
        cell->mobile *= before / after;
        cell->bound *= before / after;
        after = before;
    }
    cell->degraded += before - after;
}

/// Both closed forms in turn: for what is left below the tolerance, and where attempts run out,
/// which rates over 14 decades do not bring about (the most were 410).
static void alternate(const aci_reaction_layer *layer, double share, double step, aci_local *cell)
{
    aci_local_degrade(layer, share, 0.5 * step, cell);
    aci_local_bind(layer, share, step, cell);
    aci_local_degrade(layer, share, 0.5 * step, cell);
}

static void advance_coupled(const aci_reaction_layer *layer, double share, double step,
                            aci_local *cell)
{
    const double allowed = tolerance * (cell->mobile + cell->bound);
    double done = 0.0, part = step;
    for (int n = 0; n < ATTEMPTS_MAX && done < step; ++n) {
        if (cell->mobile + cell->bound <= allowed) {
            break;
        }
        double change[2];
        bool is_last = part >= step - done;
        part = is_last ? step - done : part;
        int columns = try_step(layer, share, part, cell, allowed, change);
        if (columns == 0) {
            part *= 0.25;
            continue;
        }
        apply(cell, change);
        done = is_last ? step : done + part;
        part *= columns < COLUMNS - 1 ? 4.0 : 1.0;
    }
    if (done < step) {
        alternate(layer, share, step - done, cell);
    }
}

void aci_local_advance(const aci_reaction_layer *layer, double share, double step, aci_local *cell)
{
    bool binds = layer->binding != ACI_BINDING_NONE;
    if (binds && layer->rate_max > 0.0) {
        advance_coupled(layer, share, step, cell);
    } else if (binds) {
        aci_local_bind(layer, share, step, cell);
    } else {
        aci_local_degrade(layer, share, step, cell);
    }
}
