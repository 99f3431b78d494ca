/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "treatment_parts.h"

static const double pi = 3.141592653589793;
static const double golden_angle = 2.399963229728653;
static const double usual_window = 1e-3;
enum { DISC_POINTS = 256 };

static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : 0.0;
}

static void count_outcomes(const aci_treatment *treatment, aci_treatment_statistics *out)
{
    double area = 0.0, bleeding = 0.0;
    for (int n = 0; n < treatment->strike_count; n++) {
        const aci_channel *channel = &treatment->channels[n];
        out->failures[channel->failure]++;
        out->punctures += channel->punctured;
        area += channel->residual.mouth_area;
        bleeding += channel->residual.bleeding;
    }
    out->strikes = treatment->strike_count;
    out->channels = out->failures[ACI_FAILURE_NONE];
    out->punctured_fraction = ratio(out->punctures, out->strikes);
    out->open_area_fraction = area / treatment->plan.area;
    out->bleeding = ratio(bleeding, out->channels);
}

static void set_rates(const aci_treatment *treatment, aci_treatment_statistics *out)
{
    out->duration = treatment->duration;
    out->strike_rate = out->strikes / out->duration;
    out->puncture_rate = out->punctures / out->duration;
    out->needle_density = aci_device_needle_density(&treatment->device);
    out->strike_density = out->strikes / treatment->plan.area;
    out->channel_density = out->channels / treatment->plan.area;
}

enum { NEIGHBOURS_MOST = 256 };

/// The mouths that overlap one mouth, relative to its middle. Beyond the room only their number
/// grows: so many overlapping mouths leave nothing to share.
typedef struct neighbours {
    const aci_mouths *mouths;
    int self, count;
    double x[NEIGHBOURS_MOST], y[NEIGHBOURS_MOST], square[NEIGHBOURS_MOST];
} neighbours;

static double shortest(double difference, double side)
{
    return difference - side * nearbyint(difference / side);
}

static bool keep_overlap(void *context, int point, double distance)
{
    neighbours *near = context;
    const aci_mouths *mouths = near->mouths;
    double radius = mouths->radius[point], side = mouths->places.side;
    if (point == near->self || distance >= radius + mouths->radius[near->self]) {
        return false;
    }
    if (near->count < NEIGHBOURS_MOST) {
        near->x[near->count] =
            shortest(mouths->places.x[point] - mouths->places.x[near->self], side);
        near->y[near->count] =
            shortest(mouths->places.y[point] - mouths->places.y[near->self], side);
        near->square[near->count] = radius * radius;
    }
    near->count++;
    return false;
}

static int count_covering(const neighbours *near, double x, double y)
{
    int covering = 0, count = near->count < NEIGHBOURS_MOST ? near->count : NEIGHBOURS_MOST;
    for (int k = 0; k < count; k++) {
        double dx = near->x[k] - x, dy = near->y[k] - y;
        covering += dx * dx + dy * dy < near->square[k];
    }
    return covering;
}

/// Part of the union of all mouths that one of them stands for: its area, shared at each point with
/// the others that cover it. The points, as many in each equal ring, are those of a sunflower.
static double own_area(const neighbours *near, double radius)
{
    double share = near->count > 0 ? 0.0 : 1.0;
    for (int k = 0; k < DISC_POINTS && near->count > 0; k++) {
        double r = radius * sqrt((k + 0.5) / DISC_POINTS), angle = golden_angle * k;
        share += 1.0 / (1.0 + count_covering(near, r * cos(angle), r * sin(angle))) / DISC_POINTS;
    }
    return pi * radius * radius * share;
}

static void measure_mouths(const aci_treatment *treatment, const aci_mouths *mouths,
                           aci_treatment_statistics *out)
{
    double covered = 0.0, distance = 0.0;
    int overlapping = 0;
    neighbours near = {.mouths = mouths};
    for (int k = 0; k < mouths->count; k++) {
        double radius = mouths->radius[k];
        const double at[2] = {mouths->places.x[k], mouths->places.y[k]};
        near.self = k;
        near.count = 0;
        aci_places_visit(&mouths->places, at, radius + mouths->largest, keep_overlap, &near);
        overlapping += near.count > 0;
        covered += own_area(&near, radius);
        distance += aci_places_nearest(&mouths->places, k);
    }
    /* shares are sampled: of an area covered all over they may add up to a little more */
    out->coverage = fmin(covered / treatment->plan.area, 1.0);
    out->overlapping = ratio(overlapping, mouths->count);
    out->nearest_neighbour = ratio(distance, mouths->count);
}

static void summarise_windows(const int *counts, aci_treatment_statistics *out)
{
    double mean = 0.0, square = 0.0;
    int empty = 0;
    for (int k = 0; k < out->windows; k++) {
        mean += counts[k];
        empty += counts[k] == 0;
    }
    mean /= out->windows;
    for (int k = 0; k < out->windows; k++) {
        square += (counts[k] - mean) * (counts[k] - mean);
    }
    out->window_mean = mean;
    out->window_variance = ratio(square, out->windows - 1.0);
    out->dispersion = ratio(out->window_variance, mean);
    out->empty_share = (double)empty / out->windows;
}

static aci_status count_windows(const aci_treatment *treatment, const aci_mouths *mouths,
                                aci_treatment_statistics *out)
{
    double side = treatment->side;
    int across = (int)fmax(1.0, round(side / usual_window));
    out->windows = across * across;
    out->window_area = treatment->plan.area / out->windows;
    int *counts = calloc((size_t)out->windows, sizeof *counts);
    if (counts == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d windows", out->windows);
    }
    for (int k = 0; k < mouths->count; k++) {
        int column = (int)fmin(mouths->places.x[k] / side * across, across - 1.0);
        int row = (int)fmin(mouths->places.y[k] / side * across, across - 1.0);
        counts[row * across + column]++;
    }
    summarise_windows(counts, out);
    free(counts);
    return ACI_OK;
}

static double tip_depth(const aci_channel *channel)
{
    return channel->depth;
}

/// Straight between the sorted values, the first at 0 and the last at 1.
static double quantile(const aci_ranked *list, int count, double share)
{
    double place = share * (count - 1.0);
    int low = (int)place, high = low + 1 < count ? low + 1 : low;
    return list[low].depth + (place - low) * (list[high].depth - list[low].depth);
}

static void summarise_depths(const aci_ranked *list, int count, aci_treatment_statistics *out)
{
    static const double shares[ACI_TREATMENT_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    double sum = 0.0, square = 0.0;
    for (int k = 0; k < count; k++) {
        sum += list[k].depth;
    }
    double mean = ratio(sum, count);
    for (int k = 0; k < count; k++) {
        square += (list[k].depth - mean) * (list[k].depth - mean);
    }
    out->depth_mean = ratio(sum, out->strikes);
    out->depth_punctured_mean = mean;
    out->depth_deviation = sqrt(ratio(square, count - 1.0));
    for (int q = 0; q < ACI_TREATMENT_QUANTILES && count > 0; q++) {
        out->depth_quantiles[q] = quantile(list, count, shares[q]);
    }
}

static aci_status measure_depths(const aci_treatment *treatment, aci_treatment_statistics *out)
{
    aci_ranked *list = NULL;
    int count = 0;
    ACI_TRY(aci_treatment_rank(treatment, aci_treatment_is_puncture, tip_depth, &list, &count));
    summarise_depths(list, count, out);
    free(list);
    return ACI_OK;
}

aci_status aci_treatment_statistics_of(const aci_treatment *treatment,
                                       aci_treatment_statistics *out)
{
    aci_mouths mouths;
    *out = (aci_treatment_statistics){0};
    count_outcomes(treatment, out);
    set_rates(treatment, out);
    ACI_TRY(measure_depths(treatment, out));
    ACI_TRY(aci_treatment_mouths(treatment, &mouths));
    measure_mouths(treatment, &mouths, out);
    aci_status status = count_windows(treatment, &mouths, out);
    aci_treatment_drop_mouths(&mouths);
    return status;
}

void aci_treatment_histogram(const aci_treatment *treatment, double most, int count, int *bins)
{
    for (int k = 0; k < count; k++) {
        bins[k] = 0;
    }
    for (int n = 0; n < treatment->strike_count; n++) {
        const aci_channel *channel = &treatment->channels[n];
        if (channel->punctured) {
            double bin = floor(channel->depth / most * count);
            bins[(int)fmin(fmax(bin, 0.0), count - 1.0)]++;
        }
    }
}
