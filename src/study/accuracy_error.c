/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the errors of a run are measured by, their estimate from two levels, and what misses.
#include <math.h>
#include <string.h>

#include "accuracy.h"
#include "readouts_error.h"

static const double safety = 1.75;
static const double order =
    1.5; ///< what the estimate relies on; a slanted wall in a barrier costs some
/// Part of what the estimate of the level before lets expect that is kept: two solutions may agree
/// by chance.
static const double guard = 0.5;
static const double amount_allowance = 3.0;

/// Parts of the applied amount below which errors are not followed: of less than a millionth nobody
/// asks for the digits, and a run would refine for ever after what large molecules, of which next
/// to nothing is absorbed, owe to the tolerance of its solves. Round-off leaves `noise`, which must
/// stay below the accuracy.
static const double least_absorbed = 1e-6;
static const double noise = 1e-9;
static const double least_amount = 1e-2;

double aci_accuracy_dermal_delivery(const aci_scenario *scenario, const aci_history *h)
{
    int last = h->times - 1;
    double sum = h->rows[ACI_HISTORY_absorbed][last];
    for (int layer = 0; layer < h->layers; ++layer) {
        bool barrier = strcmp(scenario->skin.layers[layer].name, "stratum_corneum") == 0;
        sum += barrier ? 0.0 : h->layer_amount[last * h->layers + layer];
    }
    return sum;
}

/// The largest concentration in the receptor; without one the row is that of an amount.
static double receptor_measure(const aci_scenario *s, const aci_history *h, double least,
                               double amount)
{
    const aci_receptor *receptor = &s->receptor;
    if (!receptor->exists) {
        return amount;
    }
    double applied = h->rows[ACI_HISTORY_applied][h->times - 1];
    double largest = least * applied * receptor->area / receptor->volume;
    for (int n = 0; n < h->times; ++n) {
        largest = fmax(largest, h->rows[ACI_HISTORY_receptor_concentration][n]);
    }
    return largest;
}

/// What errors of a row are divided by at one time.
static double measure(const aci_scenario *s, const aci_history *h, int row, int time, double amount)
{
    const double *absorbed = h->rows[ACI_HISTORY_absorbed];
    int last = h->times - 1;
    double least = fmax(least_absorbed, noise / s->accuracy);
    double end = fmax(absorbed[last], 1e3 * least * h->rows[ACI_HISTORY_applied][last]);
    switch (row) {
    case ACI_HISTORY_absorbed:
    case ACI_HISTORY_cleared:
    case ACI_HISTORY_bottom:
        return fmax(absorbed[time], 1e-3 * end);
    case ACI_HISTORY_absorption_flux: {
        double largest = end / h->time[last];
        for (int n = 0; n < h->times; ++n) {
            largest = fmax(largest, h->rows[row][n]);
        }
        return largest;
    }
    case ACI_HISTORY_receptor_concentration:
        return receptor_measure(s, h, least, amount);
    default:
        return amount;
    }
}

static double amount_of(const aci_scenario *s, const aci_history *h)
{
    double end = h->rows[ACI_HISTORY_absorbed][h->times - 1];
    double applied = h->rows[ACI_HISTORY_applied][h->times - 1];
    return s->product.infinite ? fmax(end, least_amount * applied) : applied;
}

double aci_accuracy_resolved(const aci_scenario *scenario)
{
    return fmax(noise, least_absorbed * scenario->accuracy);
}

double aci_accuracy_measure(const aci_scenario *s, const aci_history *h, int row, int time)
{
    return measure(s, h, row, time, amount_of(s, h));
}

static double ratio_or_zero(double difference, double size)
{
    return difference == 0.0 ? 0.0 : fabs(difference) / size;
}

/// `time` gets that of the largest, where there is one.
static double row_difference(const aci_scenario *s, const aci_history *fine,
                             const aci_history *coarse, int row, double amount, double *time)
{
    double largest = 0.0;
    for (int n = 0; n < fine->times; ++n) {
        double difference = fine->rows[row][n] - coarse->rows[row][n];
        double part = ratio_or_zero(difference, measure(s, fine, row, n, amount));
        *time = part > largest ? fine->time[n] : *time;
        largest = fmax(largest, part);
    }
    return largest;
}

static double layer_difference(const aci_history *fine, const aci_history *coarse, int layer,
                               double amount)
{
    double largest = 0.0;
    for (int n = 0; n < fine->times; ++n) {
        int at = n * fine->layers + layer;
        double difference = fine->layer_amount[at] - coarse->layer_amount[at];
        largest = fmax(largest, ratio_or_zero(difference, amount));
    }
    return largest;
}

static double relative(double fine, double coarse)
{
    return ratio_or_zero(fine - coarse, fabs(fine));
}

static void estimate_row(const aci_scenario *s, aci_history *h, const aci_history *coarse, int row,
                         double factor, double kept)
{
    double time = 0.0;
    double error = factor * row_difference(s, h, coarse, row, amount_of(s, h), &time);
    double expected = kept * coarse->numerical_error[row];
    h->numerical_error[row] = fmax(error, expected);
    h->error_time[row] = error > expected ? time : coarse->error_time[row];
}

void aci_accuracy_estimate(const aci_scenario *s, aci_accurate *accurate,
                           const aci_accurate *companion)
{
    aci_history *h = &accurate->solution.history;
    const aci_history *c = &companion->solution.history;
    double q = accurate->resolution / companion->resolution;
    double factor = safety / fabs(pow(q, order) - 1.0);
    double kept = guard / (q * q);
    double amount = amount_of(s, h);
    for (int row = 0; row < ACI_HISTORY_mass_residual; ++row) {
        estimate_row(s, h, c, row, factor, kept);
    }
    for (int layer = 0; layer < h->layers; ++layer) {
        double error = factor * layer_difference(h, c, layer, amount);
        h->layer_error[layer] = fmax(error, kept * c->layer_error[layer]);
    }
    h->steady_flux_error =
        fmax(factor * relative(h->steady_flux, c->steady_flux), kept * c->steady_flux_error);
    aci_readouts_estimate(
        &(aci_readouts_estimating){
            .scenario = s,
            .factor = factor,
            .kept = kept,
            .least = least_absorbed * h->rows[ACI_HISTORY_applied][h->times - 1],
        },
        &accurate->solution.readouts, &companion->solution.readouts);
    accurate->lag_error =
        factor * relative(accurate->solution.lag_time, companion->solution.lag_time);
    accurate->peak_error =
        factor * relative(accurate->solution.peak.flux, companion->solution.peak.flux);
    accurate->peak_time_error =
        factor * relative(accurate->solution.peak.time, companion->solution.peak.time);
    accurate->dermal_error =
        factor * relative(aci_accuracy_dermal_delivery(s, h), aci_accuracy_dermal_delivery(s, c));
}

/// Takes what is further beyond its allowance.
static void look_at(aci_shortfall *worst, aci_shortfall other)
{
    if (other.error * worst->allowed > worst->error * other.allowed) {
        *worst = other;
    }
}

aci_shortfall aci_accuracy_shortfall(const aci_accurate *a, double accuracy)
{
    const aci_history *h = &a->solution.history;
    const double amount = amount_allowance * accuracy;
    aci_shortfall worst = {.row = ACI_SHORTFALL_STEADY_FLUX, .allowed = accuracy};
    worst.error = h->steady_flux_error;
    for (int row = 0; row < ACI_HISTORY_mass_residual; ++row) {
        if (row != ACI_HISTORY_absorption_flux && row != ACI_HISTORY_receptor_concentration) {
            look_at(&worst,
                    (aci_shortfall){.row = row,
                                    .error = h->numerical_error[row],
                                    .allowed = row == ACI_HISTORY_absorbed ? accuracy : amount,
                                    .time = h->error_time[row]});
        }
    }
    for (int layer = 0; layer < h->layers; ++layer) {
        look_at(&worst, (aci_shortfall){.row = ACI_SHORTFALL_LAYER,
                                        .layer = layer,
                                        .error = h->layer_error[layer],
                                        .allowed = amount});
    }
    return worst;
}

double aci_accuracy_excess(const aci_accurate *a, double accuracy)
{
    aci_shortfall worst = aci_accuracy_shortfall(a, accuracy);
    return worst.error / worst.allowed;
}
