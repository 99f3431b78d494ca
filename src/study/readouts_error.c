/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readouts_error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The parts and the sum being made.
typedef struct union_of {
    const aci_scenario *scenario;
    const aci_readouts_part *parts;
    int count;
    aci_readouts *out;
} union_of;

static double largest_of(const aci_series *s, int column)
{
    double largest = 0.0;
    for (int n = 0; n < s->times; ++n) {
        largest = fmax(largest, fabs(s->values[n * s->columns + column]));
    }
    return largest;
}

static double largest_of_all(const aci_series *s)
{
    double largest = 0.0;
    for (int k = 0; k < s->columns; ++k) {
        largest = fmax(largest, largest_of(s, k));
    }
    return largest;
}

/// What the errors of a column are divided by.
static double region_size(const aci_scenario *scenario, const aci_readouts *r, int row, int column,
                          double least)
{
    const aci_region *region = &scenario->targets.regions[column];
    if (row == ACI_REGION_share_above) {
        return 1.0;
    }
    double height = region->to.value - region->from.value;
    bool is_amount = row == ACI_REGION_region_amount;
    return fmax(largest_of(&r->regions[row], column), is_amount ? least : least / height);
}

static double endpoint_size(const aci_readouts *r, int row, int column)
{
    bool is_time = row == ACI_REGION_ENDPOINT_time_of_mean_concentration_max ||
                   row == ACI_REGION_ENDPOINT_time_above_threshold;
    return is_time ? r->time[r->times - 1] - r->time[0] : fabs(r->endpoints[row].values[column]);
}

static double largest_difference(const aci_series *a, const aci_series *b, int column)
{
    double largest = 0.0;
    for (int n = 0; n < a->times; ++n) {
        int at = n * a->columns + column;
        largest = fmax(largest, fabs(a->values[at] - b->values[at]));
    }
    return largest;
}

static double part_of(double difference, double size)
{
    return difference == 0.0 ? 0.0 : difference / size;
}

static void estimate_column(const aci_readouts_estimating *how, aci_series *fine,
                            const aci_series *coarse, int column, double size)
{
    double error = how->factor * part_of(largest_difference(fine, coarse, column), size);
    fine->errors[column] = fmax(error, how->kept * coarse->errors[column]);
}

static void estimate_regions(const aci_readouts_estimating *how, aci_readouts *fine,
                             const aci_readouts *coarse)
{
    for (int k = 0; k < how->scenario->targets.region_count; ++k) {
        for (int row = 0; row < ACI_REGION_ROWS; ++row) {
            double size = region_size(how->scenario, fine, row, k, how->least);
            estimate_column(how, &fine->regions[row], &coarse->regions[row], k, size);
        }
        for (int row = 0; row < ACI_REGION_ENDPOINTS; ++row) {
            aci_series *f = &fine->endpoints[row];
            double difference = largest_difference(f, &coarse->endpoints[row], k);
            f->errors[k] += how->factor * part_of(difference, endpoint_size(fine, row, k));
        }
    }
}

void aci_readouts_estimate(const aci_readouts_estimating *how, aci_readouts *fine,
                           const aci_readouts *coarse)
{
    estimate_regions(how, fine, coarse);
    double strips = fmax(largest_of_all(&fine->strips), how->least);
    for (int k = 0; k < fine->strips.columns; ++k) {
        estimate_column(how, &fine->strips, &coarse->strips, k, strips);
    }
    for (int row = 0; row < ACI_UNIFORMITY_ROWS; ++row) {
        for (int k = 0; k < fine->uniformity[row].columns; ++k) {
            estimate_column(how, &fine->uniformity[row], &coarse->uniformity[row], k, 1.0);
        }
    }
}

/// Adds weight x values; errors become absolute ones of the sum, over its size.
static void add_series(aci_series *sum, const aci_series *part, double weight)
{
    for (int n = 0; n < sum->times * sum->columns; ++n) {
        sum->values[n] += weight * part->values[n];
    }
}

static void keep_largest(double *largest, double value)
{
    *largest = fmax(*largest, value);
}

/// Values of regions: sums, the largest, and the share of the summed volume.
static void add_regions(const union_of *u)
{
    aci_readouts *out = u->out;
    aci_series *share = &out->regions[ACI_REGION_share_above];
    aci_series *largest = &out->regions[ACI_REGION_largest_concentration];
    for (int p = 0; p < u->count; ++p) {
        const aci_readouts *r = u->parts[p].readouts;
        double weight = u->parts[p].weight;
        add_series(&out->volume, &r->volume, weight);
        add_series(&out->regions[ACI_REGION_region_amount], &r->regions[ACI_REGION_region_amount],
                   weight);
        for (int n = 0; n < share->times * share->columns; ++n) {
            double part = r->regions[ACI_REGION_share_above].values[n];
            share->values[n] += weight * r->volume.values[n] * part;
            if (weight > 0.0) {
                keep_largest(&largest->values[n],
                             r->regions[ACI_REGION_largest_concentration].values[n]);
            }
        }
    }
    for (int n = 0; n < share->times * share->columns; ++n) {
        share->values[n] /= out->volume.values[n] > 0.0 ? out->volume.values[n] : 1.0;
    }
}

/// Share of a part in the volume of a region.
static double volume_share(const union_of *u, int part, int column)
{
    const aci_series *sum = &u->out->volume, *own = &u->parts[part].readouts->volume;
    double largest = 0.0;
    for (int n = 0; n < sum->times; ++n) {
        int at = n * sum->columns + column;
        if (sum->values[at] > 0.0) {
            keep_largest(&largest, own->values[at] / sum->values[at]);
        }
    }
    return u->parts[part].weight * largest;
}

static void add_region_errors(const union_of *u, int row, int column)
{
    const aci_scenario *s = u->scenario;
    double size = region_size(s, u->out, row, column, 0.0), sum = 0.0, largest = 0.0;
    for (int p = 0; p < u->count; ++p) {
        const aci_readouts *r = u->parts[p].readouts;
        double error = r->regions[row].errors[column] * region_size(s, r, row, column, 0.0);
        double share =
            row == ACI_REGION_region_amount ? u->parts[p].weight : volume_share(u, p, column);
        sum += share * error;
        keep_largest(&largest, u->parts[p].weight > 0.0 ? error : 0.0);
    }
    double error = row == ACI_REGION_largest_concentration ? largest : sum;
    u->out->regions[row].errors[column] = part_of(error, size);
}

/// Beside the errors of interpolation that are there.
static void add_endpoint_errors(const union_of *u, int row, int column)
{
    bool is_time = row == ACI_REGION_ENDPOINT_time_of_mean_concentration_max ||
                   row == ACI_REGION_ENDPOINT_time_above_threshold;
    double sum = 0.0, largest = 0.0;
    for (int p = 0; p < u->count; ++p) {
        const aci_readouts *r = u->parts[p].readouts;
        double error = r->endpoints[row].errors[column] * endpoint_size(r, row, column);
        sum += volume_share(u, p, column) * error;
        keep_largest(&largest, u->parts[p].weight > 0.0 ? error : 0.0);
    }
    double size = endpoint_size(u->out, row, column);
    u->out->endpoints[row].errors[column] += part_of(is_time ? largest : sum, size);
}

static void add_strips(const union_of *u)
{
    aci_series *sum = &u->out->strips;
    for (int p = 0; p < u->count; ++p) {
        add_series(sum, &u->parts[p].readouts->strips, u->parts[p].weight);
    }
    double size = largest_of_all(sum);
    for (int k = 0; k < sum->columns; ++k) {
        for (int p = 0; p < u->count; ++p) {
            const aci_series *part = &u->parts[p].readouts->strips;
            double error = u->parts[p].weight * part->errors[k] * largest_of_all(part);
            sum->errors[k] += part_of(error, size);
        }
    }
}

/// The pieces of all parts, each area by its part's share; room for all is in `out`.
static int gather(const union_of *u, int at, aci_spot *out)
{
    int count = 0;
    for (int p = 0; p < u->count; ++p) {
        const aci_spots *spots = &u->parts[p].readouts->spots[at];
        for (int n = 0; n < spots->count && u->parts[p].weight > 0.0; ++n) {
            out[count] = spots->spots[n];
            out[count++].area *= u->parts[p].weight;
        }
    }
    return count;
}

static aci_status find_uniformity(const union_of *u, int at, double threshold)
{
    aci_readouts *out = u->out;
    aci_uniformity found;
    size_t most = 1;
    for (int p = 0; p < u->count; ++p) {
        most += (size_t)u->parts[p].readouts->spots[at].count;
    }
    aci_spot *spots = malloc(most * sizeof *spots);
    if (spots == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu cells", most);
    }
    aci_probe_uniformity(gather(u, at, spots), spots, threshold, &found);
    free(spots);
    out->uniformity[ACI_UNIFORMITY_variation].values[at] = found.variation;
    out->uniformity[ACI_UNIFORMITY_gini].values[at] = found.gini;
    out->uniformity[ACI_UNIFORMITY_area_above].values[at] = found.above;
    double axis = out->axis.values[at];
    out->uniformity[ACI_UNIFORMITY_overlap].values[at] =
        axis > 0.0 ? out->edge.values[at] / axis : 0.0;
    return ACI_OK;
}

static void add_plane_errors(const union_of *u)
{
    for (int row = 0; row < ACI_UNIFORMITY_ROWS; ++row) {
        aci_series *sum = &u->out->uniformity[row];
        for (int k = 0; k < sum->columns; ++k) {
            for (int p = 0; p < u->count; ++p) {
                double error = u->parts[p].readouts->uniformity[row].errors[k];
                keep_largest(&sum->errors[k], u->parts[p].weight > 0.0 ? error : 0.0);
            }
        }
    }
}

static aci_status add_planes(const union_of *u)
{
    aci_readouts *out = u->out;
    for (int p = 0; p < u->count; ++p) {
        add_series(&out->edge, &u->parts[p].readouts->edge, u->parts[p].weight);
        add_series(&out->axis, &u->parts[p].readouts->axis, u->parts[p].weight);
    }
    for (int n = 0; n < out->edge.times * out->edge.columns; ++n) {
        int plane = n % out->edge.columns;
        ACI_TRY(find_uniformity(u, n, u->scenario->targets.plane_threshold[plane]));
    }
    add_plane_errors(u);
    return ACI_OK;
}

aci_status aci_readouts_combine(const aci_scenario *scenario, const aci_readouts_part *parts,
                                int count, aci_readouts *out)
{
    union_of u = {scenario, parts, count, out};
    ACI_TRY(aci_readouts_create(scenario, false, out));
    add_regions(&u);
    ACI_TRY(aci_readouts_finish(scenario, out));
    for (int k = 0; k < scenario->targets.region_count; ++k) {
        for (int row = 0; row < ACI_REGION_ROWS; ++row) {
            add_region_errors(&u, row, k);
        }
        for (int row = 0; row < ACI_REGION_ENDPOINTS; ++row) {
            add_endpoint_errors(&u, row, k);
        }
    }
    add_strips(&u);
    return add_planes(&u);
}
