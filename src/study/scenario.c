/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario_parts.h"

/* Parts of the duration that are reported when the config says nothing. */
enum { REPORTS_DEFAULT = 12, REPORTS_MAX = 10000 };
static const double cells_max = 2e8;
static const double accuracy_default = 1e-3;
static const double intact_pitch = 1e-3; /* any cell will do where nothing varies across */

void aci_scenario_give(const aci_node *map, const char *key, aci_value *value)
{
    const aci_node *node = aci_parameters_value(map, key);
    if (node != NULL) {
        *value = (aci_value){node->number, ACI_ORIGIN_GIVEN, 0, "config"};
    }
}

const aci_node *aci_scenario_need(aci_scenario_reader *reader, const char *section, const char *key,
                                  const char *what)
{
    const aci_node *map = aci_config_child(reader->root, section);
    if (map == NULL) {
        char path[ACI_NAME_SIZE];
        snprintf(path, sizeof path, "%s.%s", section, key);
        aci_config_fault_missing(reader->config, reader->root, path, "missing, expected %s", what);
    } else if (map->kind == ACI_NODE_MAP && aci_config_child(map, key) == NULL) {
        aci_config_fault_missing(reader->config, map, key, "missing, expected %s", what);
    }
    return aci_parameters_value(map, key);
}

bool aci_scenario_is_conflict(const aci_node **a, const aci_node **b)
{
    if (*a == NULL || *b == NULL) {
        return false;
    }
    bool a_is_set = (*a)->set != NULL, b_is_set = (*b)->set != NULL;
    if (a_is_set == b_is_set) {
        return true;
    }
    *(a_is_set ? b : a) = NULL;
    return false;
}

static bool set_times(aci_times *times, int count)
{
    times->time = calloc((size_t)(count > 0 ? count : 1), sizeof *times->time);
    times->count = times->time == NULL ? 0 : count;
    return times->time != NULL;
}

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the scenario");
}

/* Times must increase and end within the duration. */
aci_status aci_scenario_read_times(aci_scenario_reader *reader, const aci_node *list,
                                   aci_times *times)
{
    double before = 0.0, duration = reader->out->duration;
    int count = 0;
    if (list->count > REPORTS_MAX) {
        aci_config_fault(reader->config, list, "%d times, allowed are %d", list->count,
                         REPORTS_MAX);
        return ACI_OK;
    }
    if (!set_times(times, list->count)) {
        return out_of_memory();
    }
    for (const aci_node *node = list->first; node != NULL; node = node->next) {
        if (node->number <= before) {
            aci_config_fault(reader->config, node,
                             "%s is not later than the time before it, times must increase",
                             node->text);
        } else if (duration > 0.0 && node->number > duration) {
            aci_config_fault(reader->config, node, "%s is after simulation.duration", node->text);
        }
        before = node->number;
        times->time[count++] = node->number;
    }
    return ACI_OK;
}

/* Multiples of a step, and the end; a last step below a millionth of the others is rounding. */
static aci_status space_times(aci_scenario_reader *reader, const aci_node *node, double step)
{
    double duration = reader->out->duration, steps = ceil(duration / step * (1.0 - 1e-12));
    if (steps > REPORTS_MAX) {
        aci_config_fault(reader->config, node, "%.0f report times, allowed are %d", steps,
                         REPORTS_MAX);
        return ACI_OK;
    }
    if (!set_times(&reader->out->report, (int)steps)) {
        return out_of_memory();
    }
    for (int k = 0; k < (int)steps; k++) {
        reader->out->report.time[k] = k + 1 == (int)steps ? duration : step * (k + 1);
    }
    return ACI_OK;
}

static aci_status read_report_times(aci_scenario_reader *reader, const aci_node *simulation)
{
    const aci_node *times = aci_config_child(simulation, "report_times");
    const aci_node *every = aci_config_child(simulation, "report_every");
    if (aci_scenario_is_conflict(&times, &every)) {
        aci_config_fault_key(reader->config, every,
                             "given together with report_times, allowed is one of them");
        return ACI_OK;
    }
    if (times != NULL && times->valid && times->count == 0) {
        aci_config_fault(reader->config, times, "an empty list, expected at least one time");
        return ACI_OK;
    }
    if (times != NULL) {
        return times->valid ? aci_scenario_read_times(reader, times, &reader->out->report) : ACI_OK;
    }
    double duration = reader->out->duration;
    if (every == NULL) {
        return duration > 0.0 ? space_times(reader, NULL, duration / REPORTS_DEFAULT) : ACI_OK;
    }
    if (!every->valid || duration == 0.0) {
        return ACI_OK;
    }
    if (every->number > duration) {
        aci_config_fault(reader->config, every, "%s is longer than simulation.duration",
                         every->text);
        return ACI_OK;
    }
    return space_times(reader, every, every->number);
}

static void read_geometry(aci_scenario_reader *reader, const aci_node *simulation)
{
    static const aci_geometry fitting[] = {ACI_SLAB, ACI_AXISYMMETRIC, ACI_BOX};
    const aci_node *node = aci_parameters_value(simulation, "geometry");
    aci_scenario *out = reader->out;
    aci_channels_kind kind = out->channels.kind;
    out->geometry = node != NULL ? (aci_geometry)node->choice : fitting[kind];
    if (kind == ACI_CHANNELS_NONE) {
        out->channels.pitch = intact_pitch;
    }
    if (node != NULL && out->geometry == ACI_SLAB && kind != ACI_CHANNELS_NONE) {
        aci_config_fault(reader->config, node,
                         "slab has no room for channels, allowed are axisymmetric, box or %s",
                         out->needling.exists ? "no device" : "'channels: none'");
    }
    if (node != NULL && out->geometry == ACI_AXISYMMETRIC && kind == ACI_CHANNELS_PATCH) {
        aci_config_fault(reader->config, node, "a patch of channels.file needs geometry: box");
    }
}

static void check_patch(aci_scenario_reader *reader, const aci_node *node)
{
    double side = sqrt(reader->out->needling.plan.area);
    if (node != NULL && reader->out->needling.exists && side > 0.0 &&
        node->number > side * (1.0 + 1e-9)) {
        aci_config_fault(reader->config, node,
                         "%s is wider than the treated square, allowed is up to %.6g mm (its area "
                         "is treatment.area)",
                         node->text, 1e3 * side);
    }
}

static void read_patch(aci_scenario_reader *reader, const aci_node *simulation)
{
    const aci_node *node = aci_config_child(simulation, "patch");
    bool has_device = reader->out->needling.exists;
    if (reader->out->channels.kind == ACI_CHANNELS_PATCH) {
        aci_scenario_need(reader, "simulation", "patch",
                          has_device ? "the side of a square of the treated skin, for example "
                                       "2 mm, as geometry: box has a device's true channels"
                                     : "the side of the patch of channels.file, for example 4 mm");
        reader->out->patch = node != NULL && node->valid ? node->number : 0.0;
    } else if (node != NULL) {
        aci_config_fault_key(reader->config, node, "only with %s, leave it out",
                             has_device ? "geometry: box" : "channels.file");
    }
    if (reader->out->patch > 0.0) {
        check_patch(reader, node);
    }
}

static void read_cells(aci_scenario_reader *reader, const aci_node *simulation)
{
    static const char *const axes[3] = {"z", "r, z", "x, y, z"};
    static const char *const geometries[3] = {"slab", "axisymmetric", "box"};
    const aci_node *cells = aci_parameters_value(simulation, "cells");
    aci_geometry geometry = reader->out->geometry;
    double total = 1.0;
    if (cells == NULL) {
        return;
    }
    for (const aci_node *node = cells->first; node != NULL; node = node->next) {
        if (strlen(node->key) != 1 || strchr("rxyz", node->key[0]) == NULL) {
            continue;
        }
        if (strchr(axes[geometry], node->key[0]) == NULL) {
            aci_config_fault_key(reader->config, node, "%s has no axis %s, allowed are %s",
                                 geometries[geometry], node->key, axes[geometry]);
        } else if (node->valid) {
            int axis = node->key[0] == 'z' ? 2 : node->key[0] == 'y' ? 1 : 0;
            reader->out->cells[axis] = (int)node->number;
            total *= node->number;
        }
    }
    if (total > cells_max) {
        aci_config_fault(reader->config, cells, "%.3g cells in all, allowed are at most %.0e",
                         total, cells_max);
    }
}

aci_status aci_scenario_read_simulation(aci_scenario_reader *reader)
{
    const aci_node *simulation = aci_config_child(reader->root, "simulation");
    const aci_node *accuracy = aci_parameters_value(simulation, "accuracy");
    const aci_node *duration = aci_scenario_need(reader, "simulation", "duration",
                                                 "the time to simulate, for example 24 h");
    reader->out->duration = duration == NULL ? 0.0 : duration->number;
    reader->out->accuracy = accuracy == NULL ? accuracy_default : accuracy->number;
    read_geometry(reader, simulation);
    read_patch(reader, simulation);
    read_cells(reader, simulation);
    return read_report_times(reader, simulation);
}

static void set_field(aci_scenario *scenario, int word)
{
    bool *const fields[] = {&scenario->output.concentration, &scenario->output.activity,
                            &scenario->output.layer_index, &scenario->output.partition,
                            &scenario->output.diffusivity};
    *fields[word] = true;
}

static aci_status copy_times(const aci_times *from, aci_times *to)
{
    if (!set_times(to, from->count)) {
        return out_of_memory();
    }
    for (int k = 0; k < from->count; k++) {
        to->time[k] = from->time[k];
    }
    return ACI_OK;
}

aci_status aci_scenario_read_output(aci_scenario_reader *reader)
{
    const aci_node *output = aci_config_child(reader->root, "output");
    const aci_node *fields = aci_parameters_value(output, "fields");
    const aci_node *times = aci_parameters_value(output, "field_times");
    if (aci_config_child(output, "fields") == NULL) {
        reader->out->output.concentration = true;
    }
    for (const aci_node *node = fields == NULL ? NULL : fields->first; node; node = node->next) {
        set_field(reader->out, node->choice);
    }
    return times != NULL ? aci_scenario_read_times(reader, times, &reader->out->output.times)
                         : copy_times(&reader->out->report, &reader->out->output.times);
}

static void read_title(aci_scenario_reader *reader)
{
    const aci_node *title = aci_parameters_value(reader->root, "title");
    if (title != NULL) {
        snprintf(reader->out->title, sizeof reader->out->title, "%s", title->text);
    }
}

aci_status aci_scenario_read(aci_config *config, aci_scenario *out)
{
    aci_scenario_reader reader = {.config = config, .out = out};
    *out = (aci_scenario){.channels = {.kind = ACI_CHANNELS_NONE}, .closing = {.detection = -1}};
    reader.root = aci_config_root(config);
    if (reader.root == NULL) {
        return aci_config_status(config);
    }
    aci_parameters_check(config, aci_scenario_parameters());
    read_title(&reader);
    aci_scenario_read_compound(&reader);
    aci_scenario_read_skin(&reader);
    aci_scenario_fill_layers(&reader);
    aci_scenario_read_product(&reader);
    aci_scenario_read_systemic(&reader);
    ACI_TRY(aci_scenario_read_needling(&reader));
    ACI_TRY(aci_scenario_read_channels(&reader));
    ACI_TRY(aci_scenario_read_simulation(&reader));
    if (out->channels.kind == ACI_CHANNELS_PATCH && !out->needling.exists) {
        const aci_node *channels = aci_config_child(reader.root, "channels");
        aci_scenario_check_tracts(&reader, aci_config_child(channels, "file"));
    }
    ACI_TRY(aci_scenario_read_schedule(&reader));
    ACI_TRY(aci_scenario_cover_closure(&reader));
    ACI_TRY(aci_scenario_read_receptor(&reader));
    ACI_TRY(aci_scenario_read_output(&reader));
    aci_scenario_read_follicles(&reader);
    aci_scenario_read_targets(&reader);
    ACI_TRY(aci_config_status(config));
    return aci_scenario_write_notes(&reader);
}

aci_status aci_scenario_read_needles(aci_config *config, aci_scenario *out)
{
    aci_scenario_reader reader = {.config = config, .out = out};
    *out = (aci_scenario){.channels = {.kind = ACI_CHANNELS_NONE}, .closing = {.detection = -1}};
    reader.root = aci_config_root(config);
    if (reader.root == NULL) {
        return aci_config_status(config);
    }
    aci_parameters_check(config, aci_scenario_parameters());
    read_title(&reader);
    aci_scenario_read_skin(&reader);
    if (aci_config_child(reader.root, "device") != NULL) {
        ACI_TRY(aci_scenario_read_needling(&reader));
        aci_scenario_read_closure(&reader);
        ACI_TRY(aci_scenario_read_covers(&reader));
        ACI_TRY(aci_scenario_cover_closure(&reader));
    } else {
        aci_config_fault_missing(config, reader.root, "device",
                                 "missing, expected the needles such as {preset: dermapen_4}");
    }
    return aci_config_status(config);
}

void aci_scenario_destroy(aci_scenario *scenario)
{
    if (scenario == NULL) {
        return;
    }
    aci_channels_destroy(&scenario->channels);
    free(scenario->needling.profile.depth);
    free(scenario->needling.profile.radius);
    scenario->needling.profile = (aci_profile){0};
    free(scenario->notes);
    scenario->notes = NULL;
    free(scenario->report.time);
    free(scenario->output.times.time);
    free(scenario->schedule.reapply.time);
    free(scenario->schedule.needling.time);
    free(scenario->schedule.occluded);
    free(scenario->closing.covers);
    scenario->closing = (aci_closing){.detection = -1};
    scenario->schedule = (aci_schedule){.exists = false};
    free(scenario->receptor.samples.time);
    scenario->receptor = (aci_receptor){.exists = false};
    scenario->report = scenario->output.times = (aci_times){0, NULL};
}
