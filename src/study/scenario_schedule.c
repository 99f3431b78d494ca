/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the product comes on and off, is covered and dries, and when needles work. */
#include <stdlib.h>

#include "scenario_parts.h"

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for the schedule");
}

/* The key's node where all in it is valid. */
static const aci_node *value_of(const aci_scenario_reader *reader, const char *key)
{
    return aci_parameters_value(aci_config_child(reader->root, "schedule"), key);
}

static bool is_after_end(const aci_scenario_reader *reader, double time)
{
    return reader->out->duration > 0.0 && time > reader->out->duration;
}

static void refuse_late(aci_scenario_reader *reader, const aci_node *node)
{
    if (is_after_end(reader, node->number)) {
        aci_config_fault(reader->config, node, "%s is after simulation.duration", node->text);
    }
}

static void read_application(aci_scenario_reader *reader)
{
    aci_schedule *out = &reader->out->schedule;
    const aci_node *apply = value_of(reader, "apply_at"), *remove = value_of(reader, "remove_at");
    const aci_node *share = value_of(reader, "removed_fraction");
    out->apply_at = apply != NULL ? apply->number : 0.0;
    out->removed_fraction = share != NULL ? share->number : 1.0;
    out->removes = remove != NULL;
    out->remove_at = remove != NULL ? remove->number : 0.0;
    if (apply != NULL) {
        refuse_late(reader, apply);
    }
    if (remove != NULL) {
        refuse_late(reader, remove);
    }
    if (remove != NULL && remove->number <= out->apply_at) {
        aci_config_fault(reader->config, remove,
                         "%s is not later than schedule.apply_at: the product must be on before "
                         "it comes off",
                         remove->text);
    }
    if (share != NULL && aci_config_child(share->parent, "remove_at") == NULL) {
        aci_config_fault_key(reader->config, share, "only with schedule.remove_at");
    }
}

/* Times must increase and lie within the duration; `first` words what stands before the first. */
static aci_status read_times(aci_scenario_reader *reader, const aci_node *list, aci_times *out)
{
    const aci_node *before = NULL;
    out->time = calloc((size_t)list->count + 1, sizeof *out->time);
    if (out->time == NULL) {
        return out_of_memory();
    }
    for (const aci_node *node = list->first; node != NULL; before = node, node = node->next) {
        if (before != NULL && node->number <= before->number) {
            aci_config_fault(reader->config, node,
                             "%s is not later than the time before it, times must increase",
                             node->text);
        } else {
            refuse_late(reader, node);
        }
        out->time[out->count++] = node->number;
    }
    return ACI_OK;
}

static aci_status read_reapply(aci_scenario_reader *reader)
{
    aci_schedule *out = &reader->out->schedule;
    const aci_node *list = value_of(reader, "reapply");
    if (list == NULL) {
        return ACI_OK;
    }
    ACI_TRY(read_times(reader, list, &out->reapply));
    if (list->count > 0 && list->first->number <= out->apply_at) {
        aci_config_fault(reader->config, list->first,
                         "%s is not later than schedule.apply_at: the product must be on before "
                         "it comes on again",
                         list->first->text);
    }
    return ACI_OK;
}

static aci_status read_windows(aci_scenario_reader *reader)
{
    aci_schedule *out = &reader->out->schedule;
    const aci_node *list = value_of(reader, "occluded");
    aci_times times = {0, NULL};
    if (list == NULL) {
        return ACI_OK;
    }
    if (list->count % 2 != 0) {
        aci_config_fault(reader->config, list,
                         "%d times, expected an even number: from, to, from, to ..", list->count);
        return ACI_OK;
    }
    ACI_TRY(read_times(reader, list, &times));
    out->occluded = calloc((size_t)times.count / 2 + 1, sizeof *out->occluded);
    for (int k = 0; k + 1 < times.count && out->occluded != NULL; k += 2) {
        out->occluded[out->window_count++] = (aci_film_window){times.time[k], times.time[k + 1]};
    }
    free(times.time);
    return out->occluded != NULL ? ACI_OK : out_of_memory();
}

static aci_status read_sessions(aci_scenario_reader *reader)
{
    aci_scenario *out = reader->out;
    const aci_node *list = value_of(reader, "needling");
    if (list != NULL && list->count > 0) {
        ACI_TRY(read_times(reader, list, &out->schedule.needling));
    } else {
        out->schedule.needling.time = calloc(1, sizeof(double));
        out->schedule.needling.count = out->schedule.needling.time != NULL;
    }
    if (list != NULL && (list->count == 0 || list->first->number != 0.0)) {
        aci_config_fault(reader->config, list->count == 0 ? list : list->first,
                         "the first session must be at 0 h, from which all times count");
    } else if (list != NULL && out->channels.kind == ACI_CHANNELS_NONE && !out->needling.exists) {
        aci_config_fault_key(reader->config, list, "only with channels or a device");
    }
    return out->schedule.needling.count > 0 ? ACI_OK : out_of_memory();
}

static void read_drying(aci_scenario_reader *reader)
{
    aci_schedule *out = &reader->out->schedule;
    const aci_node *node = value_of(reader, "drying");
    if (node == NULL || node->kind != ACI_NODE_MAP) {
        return;
    }
    out->dries = true;
    out->climate = aci_evaporation_indoors();
    aci_scenario_give(node, "skin_temperature", &out->climate.skin_temperature);
    aci_scenario_give(node, "air_temperature", &out->climate.air_temperature);
    aci_scenario_give(node, "humidity", &out->climate.humidity);
    aci_scenario_give(node, "wind", &out->climate.wind);
    aci_scenario_complete_recipe(reader);
}

/* A dose without end has no film that could dry, be topped up or be wiped off in part. */
static void refuse_infinite(aci_scenario_reader *reader)
{
    static const char *const keys[] = {"reapply", "removed_fraction", "drying"};
    const aci_node *schedule = aci_config_child(reader->root, "schedule");
    for (int k = 0; k < 3 && reader->out->product.infinite; k++) {
        const aci_node *node = aci_config_child(schedule, keys[k]);
        bool is_none = node != NULL && node->valid && node->kind == ACI_NODE_SCALAR && k == 2;
        if (node != NULL && !is_none) {
            aci_config_fault_key(reader->config, node,
                                 "only with a finite product.dose; an infinite one allows "
                                 "apply_at, remove_at, occluded and needling");
        }
    }
}

aci_status aci_scenario_read_covers(aci_scenario_reader *reader)
{
    ACI_TRY(read_windows(reader));
    return read_sessions(reader);
}

double aci_scenario_opened(const aci_scenario *scenario, double time)
{
    const aci_times *sessions = &scenario->schedule.needling;
    double opened = 0.0;
    for (int n = 0; n < sessions->count && sessions->time[n] < time; n++) {
        opened = sessions->time[n];
    }
    return opened;
}

aci_status aci_scenario_read_schedule(aci_scenario_reader *reader)
{
    reader->out->schedule.exists = aci_config_child(reader->root, "schedule") != NULL;
    read_application(reader);
    ACI_TRY(read_reapply(reader));
    ACI_TRY(aci_scenario_read_covers(reader));
    read_drying(reader);
    refuse_infinite(reader);
    return ACI_OK;
}
