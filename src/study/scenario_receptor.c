/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receptor of a diffusion cell, below the skin. */
#include "scenario_parts.h"

static double read_size(aci_scenario_reader *reader, const char *key, const char *what)
{
    const aci_node *node = aci_scenario_need(reader, "receptor", key, what);
    return node != NULL ? node->number : 0.0;
}

static aci_status read_samples(aci_scenario_reader *reader, const aci_node *map)
{
    aci_receptor *out = &reader->out->receptor;
    const aci_node *samples = aci_parameters_value(map, "samples");
    const aci_node *volume = aci_parameters_value(map, "sample_volume");
    if (samples == NULL) {
        const aci_node *alone = aci_config_child(map, "sample_volume");
        if (alone != NULL && aci_config_child(map, "samples") == NULL) {
            aci_config_fault_key(reader->config, alone, "only with receptor.samples");
        }
        return ACI_OK;
    }
    out->sample_volume = read_size(reader, "sample_volume",
                                   "what is drawn each time, for example "
                                   "0.5 mL");
    if (volume != NULL && out->volume > 0.0 && out->sample_volume > out->volume) {
        aci_config_fault(reader->config, volume, "%s is more than receptor.volume", volume->text);
    }
    out->sampled_fraction = out->volume > 0.0 ? out->sample_volume / out->volume : 0.0;
    return aci_scenario_read_times(reader, samples, &out->samples);
}

aci_status aci_scenario_read_receptor(aci_scenario_reader *reader)
{
    const aci_node *map = aci_config_child(reader->root, "receptor");
    const aci_node *below = aci_config_child(aci_config_child(reader->root, "skin"), "below");
    aci_receptor *out = &reader->out->receptor;
    bool is_wanted = reader->out->skin.below == ACI_BELOW_RECEPTOR;
    if (map != NULL && !is_wanted) {
        aci_config_fault_key(reader->config, map, "only with skin.below: receptor");
    }
    if (map == NULL && is_wanted && below != NULL) {
        aci_config_fault(reader->config, below,
                         "a receptor needs its size, expected a section such as "
                         "receptor: {volume: 5 mL, area: 0.64 cm2}");
    }
    if (map == NULL || !is_wanted || map->kind != ACI_NODE_MAP) {
        return ACI_OK;
    }
    out->exists = true;
    out->volume = read_size(reader, "volume", "that of the fluid, for example 5 mL");
    out->area = read_size(reader, "area", "that of the skin over it, for example 0.64 cm2");
    return read_samples(reader, map);
}
