/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario_parts.h"

static const double rounding = 1e-9; /* relative; decimal input may differ in the last place */

static void refuse_beside(aci_scenario_reader *reader, const aci_node *channels,
                          const char *const *keys, const char *other)
{
    for (; *keys != NULL; keys++) {
        const aci_node *node = aci_config_child(channels, *keys);
        if (node != NULL) {
            aci_config_fault_key(reader->config, node,
                                 "not together with channels.%s, leave one out", other);
        }
    }
}

static void read_fluid(aci_scenario_reader *reader)
{
    aci_scenario *out = reader->out;
    aci_compound_fluid fluid = {.partition = {.origin = ACI_ORIGIN_MISSING}};
    if (reader->has_compound && !reader->compound_is_faulty &&
        aci_compounds_channel(&reader->compound, &fluid) != ACI_OK) {
        reader->compound_is_faulty = true;
    }
    aci_scenario_derive(reader, "channels", "diffusivity", &fluid.diffusivity,
                        &out->channel_diffusivity);
    aci_scenario_derive(reader, "channels", "partition", &fluid.partition, &out->channel_partition);
    out->channels.diffusivity = out->channel_diffusivity.value;
    out->channels.partition = out->channel_partition.value;
}

static void read_pitch(aci_scenario_reader *reader, const aci_node *channels)
{
    const aci_node *pitch = aci_config_child(channels, "pitch");
    const aci_node *density = aci_config_child(channels, "density");
    if (aci_scenario_is_conflict(&pitch, &density)) {
        aci_config_fault_key(reader->config, density,
                             "given together with pitch, allowed is one of them");
    } else if (pitch == NULL && density == NULL) {
        aci_config_fault_missing(reader->config, channels, "pitch",
                                 "missing, expected the distance of the channels such as 500 um, "
                                 "or their density such as 400 /cm2");
    } else if (pitch != NULL && pitch->valid) {
        reader->out->channels.pitch = pitch->number;
    } else if (density != NULL && density->valid) {
        reader->out->channels.pitch = 1.0 / sqrt(density->number);
    }
}

static aci_status read_cone(aci_scenario_reader *reader)
{
    const aci_node *mouth = aci_scenario_need(reader, "channels", "mouth_radius",
                                              "the radius at the surface such as 30 um (or a "
                                              "profile, or a file of tracts)");
    const aci_node *bottom = aci_scenario_need(reader, "channels", "bottom_radius",
                                               "the radius of the flat end such as 5 um");
    const aci_node *depth =
        aci_scenario_need(reader, "channels", "depth", "the depth of the end such as 300 um");
    if (mouth == NULL || bottom == NULL || depth == NULL) {
        return ACI_OK;
    }
    return aci_channels_cone(mouth->number, bottom->number, depth->number,
                             &reader->out->channels.profile);
}

static double widest(const aci_profile *profile)
{
    double radius = 0.0;
    for (int k = 0; k < profile->count; k++) {
        radius = fmax(radius, profile->radius[k]);
    }
    return radius;
}

/* The place to complain about: the key that sets the number. */
static const aci_node *first_of(const aci_node *map, const char *a, const char *b)
{
    const aci_node *node = aci_config_child(map, a);
    return node != NULL ? node : aci_config_child(map, b);
}

static void check_lattice(aci_scenario_reader *reader, const aci_node *channels)
{
    const aci_channels *out = &reader->out->channels;
    double skin = reader->skin_is_faulty ? 0.0 : aci_skin_thickness(&reader->out->skin);
    if (out->profile.count == 0) {
        return;
    }
    double depth = aci_channels_depth(&out->profile), radius = widest(&out->profile);
    if (skin > 0.0 && depth > skin * (1.0 + rounding)) {
        aci_config_fault(reader->config, first_of(channels, "depth", "profile"),
                         "%.6g um is deeper than the skin, whose layers reach %.6g um", 1e6 * depth,
                         1e6 * skin);
    }
    if (out->pitch > 0.0 && radius >= 0.5 * out->pitch) {
        aci_config_fault(
            reader->config, first_of(channels, "mouth_radius", "profile"),
            "channels of radius %.6g um overlap at a pitch of %.6g um, allowed is less "
            "than half the pitch",
            1e6 * radius, 1e6 * out->pitch);
    }
}

static void keep_file_name(aci_scenario_reader *reader, const aci_node *node)
{
    snprintf(reader->out->channels_file, ACI_TEXT_SIZE, "%s", node->text);
}

static aci_status read_lattice(aci_scenario_reader *reader, const aci_node *channels)
{
    static const char *const cone[] = {"mouth_radius", "bottom_radius", "depth", NULL};
    const aci_node *profile = aci_config_child(channels, "profile");
    reader->out->channels.kind = ACI_CHANNELS_LATTICE;
    read_pitch(reader, channels);
    if (profile == NULL) {
        ACI_TRY(read_cone(reader));
    } else {
        refuse_beside(reader, channels, cone, "profile");
    }
    if (profile != NULL && profile->valid) {
        keep_file_name(reader, profile);
        aci_status status =
            aci_scenario_read_profile(reader, profile, &reader->out->channels.profile);
        if (status != ACI_OK && aci_config_fault_count(reader->config) == 0) {
            return status;
        }
    }
    check_lattice(reader, channels);
    return ACI_OK;
}

static aci_status read_patch(aci_scenario_reader *reader, const aci_node *channels)
{
    static const char *const others[] = {"mouth_radius", "bottom_radius", "depth", "profile",
                                         "pitch",        "density",       NULL};
    const aci_node *file = aci_config_child(channels, "file");
    reader->out->channels.kind = ACI_CHANNELS_PATCH;
    refuse_beside(reader, channels, others, "file");
    if (!file->valid) {
        return ACI_OK;
    }
    keep_file_name(reader, file);
    aci_status status = aci_scenario_read_tracts(reader, file);
    return status != ACI_OK && aci_config_fault_count(reader->config) > 0 ? ACI_OK : status;
}

/* The device makes the channels; only their fluid and closure are left to say. */
static void refuse_shapes(aci_scenario_reader *reader, const aci_node *channels)
{
    static const char *const shapes[] = {"mouth_radius", "bottom_radius", "depth", "profile",
                                         "pitch",        "density",       "file",  NULL};
    for (const char *const *key = shapes; *key != NULL; key++) {
        const aci_node *node = aci_config_child(channels, *key);
        if (node != NULL) {
            aci_config_fault_key(reader->config, node,
                                 "not together with device, which makes the channels: leave one "
                                 "of them out");
        }
    }
}

aci_status aci_scenario_read_channels(aci_scenario_reader *reader)
{
    const aci_node *channels = aci_parameters_value(reader->root, "channels");
    bool is_map = channels != NULL && channels->kind == ACI_NODE_MAP;
    if (reader->out->needling.exists && !is_map) {
        if (channels != NULL) {
            aci_config_fault(reader->config, channels,
                             "intact skin and a device: leave one of them out");
        }
        read_fluid(reader);
        return ACI_OK;
    }
    if (!is_map) {
        return ACI_OK;
    }
    aci_scenario_read_closure(reader);
    read_fluid(reader);
    if (reader->out->needling.exists) {
        refuse_shapes(reader, channels);
        return ACI_OK;
    }
    return aci_config_child(channels, "file") != NULL ? read_patch(reader, channels)
                                                      : read_lattice(reader, channels);
}

/// Where a tract's mouth is, for the search along x.
typedef struct mouth {
    double x, y, radius;
    int row;
} mouth;

static int compare_mouths(const void *a, const void *b)
{
    const mouth *left = a, *right = b;
    return (left->x > right->x) - (left->x < right->x);
}

static void check_tract(aci_scenario_reader *reader, const aci_node *node, int row)
{
    const aci_tract *tract = &reader->out->channels.tracts[row];
    double side = reader->out->patch;
    double skin = reader->skin_is_faulty ? 0.0 : aci_skin_thickness(&reader->out->skin);
    double radius = tract->mouth_radius;
    double deepest = tract->length * cos(tract->tilt) + tract->bottom_radius * sin(tract->tilt);
    bool is_inside = tract->x >= radius && tract->x <= side - radius && tract->y >= radius &&
                     tract->y <= side - radius;
    if (side > 0.0 && !is_inside) {
        aci_config_fault(reader->config, node,
                         "the mouth of tract %d, at %.6g, %.6g um, is not within the patch of %.6g "
                         "um",
                         row + 1, 1e6 * tract->x, 1e6 * tract->y, 1e6 * side);
    }
    if (skin > 0.0 && deepest > skin * (1.0 + rounding)) {
        aci_config_fault(reader->config, node,
                         "tract %d reaches %.6g um, deeper than the skin of %.6g um", row + 1,
                         1e6 * deepest, 1e6 * skin);
    }
}

/* Sorted along x, a mouth can only touch its neighbours within two radii. */
static void check_overlaps(aci_scenario_reader *reader, const aci_node *node, mouth *mouths,
                           double largest)
{
    int count = reader->out->channels.tract_count;
    qsort(mouths, (size_t)count, sizeof *mouths, compare_mouths);
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count && mouths[k].x - mouths[i].x < 2.0 * largest; k++) {
            double distance = hypot(mouths[k].x - mouths[i].x, mouths[k].y - mouths[i].y);
            if (distance >= mouths[i].radius + mouths[k].radius) {
                continue;
            }
            aci_config_fault(
                reader->config, node,
                "the mouths of tracts %d and %d overlap: %.6g um apart, radii %.6g and "
                "%.6g um",
                mouths[i].row + 1, mouths[k].row + 1, 1e6 * distance, 1e6 * mouths[i].radius,
                1e6 * mouths[k].radius);
            if (aci_config_fault_count(reader->config) > 20) {
                return;
            }
        }
    }
}

void aci_scenario_check_tracts(aci_scenario_reader *reader, const aci_node *node)
{
    const aci_channels *channels = &reader->out->channels;
    mouth *mouths = calloc((size_t)channels->tract_count + 1, sizeof *mouths);
    double largest = 0.0;
    for (int row = 0; row < channels->tract_count && mouths != NULL; row++) {
        const aci_tract *tract = &channels->tracts[row];
        mouths[row] = (mouth){tract->x, tract->y, tract->mouth_radius, row};
        largest = fmax(largest, tract->mouth_radius);
        if (aci_config_fault_count(reader->config) <= 20) {
            check_tract(reader, node, row);
        }
    }
    if (mouths != NULL) {
        check_overlaps(reader, node, mouths, largest);
    }
    free(mouths);
}
