/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "treatment_parts.h"

static double residual_depth(const aci_channel *channel)
{
    return channel->residual.depth;
}

/// Adds a share of what a part has more than the base: the mean of equal parts is then exact.
static void add(aci_residual *sum, const aci_residual *base, const aci_residual *part, double share)
{
    sum->depth += share * (part->depth - base->depth);
    sum->mouth_radius += share * (part->mouth_radius - base->mouth_radius);
    sum->bottom_radius += share * (part->bottom_radius - base->bottom_radius);
    sum->mouth_area += share * (part->mouth_area - base->mouth_area);
    sum->volume += share * (part->volume - base->volume);
    sum->slit_half_length += share * (part->slit_half_length - base->slit_half_length);
    sum->slit_half_width += share * (part->slit_half_width - base->slit_half_width);
    sum->bleeding += share * (part->bleeding - base->bleeding);
}

/// Ranks [from, to) of the list, borders between strikes cut through them.
static void fill_class(const aci_treatment *treatment, const aci_ranked *list, double from,
                       double to, aci_treatment_class *out)
{
    int first = (int)floor(from), last = (int)ceil(to) - 1;
    const aci_channel *base = &treatment->channels[list[first].strike];
    out->depth_least = list[first].depth;
    out->depth_most = list[last].depth;
    out->depth = base->depth;
    out->residual = base->residual;
    for (int k = first; k <= last; k++) {
        const aci_channel *channel = &treatment->channels[list[k].strike];
        double share = (fmin(to, k + 1.0) - fmax(from, k)) / (to - from);
        out->depth += share * (channel->depth - base->depth);
        add(&out->residual, &base->residual, &channel->residual, share);
    }
}

/* The last class that is not empty takes what is left of 1, so that the sum in order is 1. */
static void weigh(const aci_treatment *treatment, int channels, int count, aci_treatment_class *out)
{
    double share = (double)channels / treatment->strike_count / count, sum = 0.0;
    bool has_failures = channels < treatment->strike_count;
    for (int k = 0; k < count; k++) {
        bool is_last = k == count - 1 && !has_failures;
        out[k].weight = is_last ? 1.0 - sum : share;
        sum += out[k].weight;
    }
    out[count].weight = has_failures ? 1.0 - sum : 0.0;
}

aci_status aci_treatment_classes(const aci_treatment *treatment, int count,
                                 aci_treatment_class *out)
{
    aci_ranked *list = NULL;
    int channels = 0;
    if (count < 1) {
        return ACI_FAIL(ACI_BAD_INPUT, "depth classes = %d: allowed is 1 or more", count);
    }
    ACI_TRY(
        aci_treatment_rank(treatment, aci_treatment_has_channel, residual_depth, &list, &channels));
    memset(out, 0, ((size_t)count + 1) * sizeof *out);
    for (int k = 0; k < count && channels > 0; k++) {
        double from = (double)k * channels / count, to = (k + 1.0) * channels / count;
        fill_class(treatment, list, from, fmin(to, channels), &out[k]);
    }
    weigh(treatment, channels, count, out);
    free(list);
    return ACI_OK;
}
