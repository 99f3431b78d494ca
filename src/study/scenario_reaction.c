/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binding and metabolism of a layer, read and written. */
#include <stdio.h>

#include "scenario_parts.h"
#include "scenario_text_parts.h"

enum { KEY_SIZE = 192 };

static const char *on_rate_unit(aci_binding_kind kind)
{
    return kind == ACI_BINDING_SATURABLE ? "m3/kg/s" : "1/s";
}

/* Stores a number that must be there. */
static void take(aci_scenario_reader *reader, const aci_node *map, const char *key,
                 const char *example, aci_value *value)
{
    aci_scenario_give(map, key, value);
    if (aci_config_child(map, key) == NULL) {
        aci_config_fault_missing(reader->config, map, key, "missing, expected such as %s", example);
    }
}

/* The unit of the on-rate tells whether it belongs to the kind. */
static void check_on_rate(aci_scenario_reader *reader, const aci_node *map, aci_binding_kind kind)
{
    const aci_node *rate = aci_parameters_value(map, "on_rate");
    int expected = kind == ACI_BINDING_SATURABLE ? 1 : 0;
    if (rate != NULL && rate->choice != expected) {
        aci_config_fault(reader->config, rate, "'%.60s' is no rate of %s binding, which has %s",
                         rate->text, expected == 1 ? "saturable" : "linear", on_rate_unit(kind));
    }
}

static void read_binding(aci_scenario_reader *reader, const aci_node *map, aci_binding *out)
{
    const aci_node *kind = aci_parameters_value(map, "kind");
    const aci_node *capacity = aci_config_child(map, "capacity");
    if (aci_config_child(map, "kind") == NULL) {
        aci_config_fault_missing(reader->config, map, "kind",
                                 "missing, expected linear or saturable");
    }
    if (kind == NULL) {
        return;
    }
    out->kind = kind->choice == 1 ? ACI_BINDING_SATURABLE : ACI_BINDING_LINEAR;
    bool saturates = out->kind == ACI_BINDING_SATURABLE;
    take(reader, map, "on_rate", saturates ? "1e-3 m3/kg/s" : "1e-3 1/s", &out->on_rate);
    take(reader, map, "off_rate", "1e-4 1/s", &out->off_rate);
    check_on_rate(reader, map, out->kind);
    if (saturates) {
        take(reader, map, "capacity", "5 kg/m3", &out->capacity);
    } else if (capacity != NULL) {
        aci_config_fault_key(reader->config, capacity,
                             "linear binding has no capacity, leave it out or say kind: saturable");
    }
}

void aci_scenario_read_reaction(aci_scenario_reader *reader, const aci_node *entry,
                                aci_layer *layer)
{
    const aci_node *binding = aci_parameters_value(entry, "binding");
    const aci_node *metabolism = aci_parameters_value(entry, "metabolism");
    if (binding != NULL && binding->kind == ACI_NODE_MAP) {
        read_binding(reader, binding, &layer->binding);
    }
    if (metabolism != NULL && metabolism->kind == ACI_NODE_MAP) {
        aci_metabolism *out = &layer->metabolism;
        take(reader, metabolism, "rate_max", "1e-4 kg/m3/s", &out->rate_max);
        take(reader, metabolism, "half_saturation", "0.5 kg/m3", &out->half_saturation);
    }
}

void aci_scenario_write_reaction(aci_writer *to, int indent, const aci_layer *layer)
{
    const aci_binding *binding = &layer->binding;
    const aci_metabolism *metabolism = &layer->metabolism;
    if (binding->kind != ACI_BINDING_NONE) {
        fprintf(to->out, "%*sbinding:\n%*skind: %s\n", indent, "", indent + 2, "",
                binding->kind == ACI_BINDING_SATURABLE ? "saturable" : "linear");
        aci_writer_value(to, indent + 2, "on_rate", &binding->on_rate, on_rate_unit(binding->kind));
        aci_writer_value(to, indent + 2, "off_rate", &binding->off_rate, "1/s");
        aci_writer_value(to, indent + 2, "capacity", &binding->capacity, "kg/m3");
    }
    if (metabolism->rate_max.origin != ACI_ORIGIN_MISSING) {
        fprintf(to->out, "%*smetabolism:\n", indent, "");
        aci_writer_value(to, indent + 2, "rate_max", &metabolism->rate_max, "kg/m3/s");
        aci_writer_value(to, indent + 2, "half_saturation", &metabolism->half_saturation, "kg/m3");
    }
}

static void list(aci_writer *to, const aci_layer *layer, const char *key, const aci_value *value,
                 const char *unit)
{
    char path[KEY_SIZE];
    if (value->origin != ACI_ORIGIN_MISSING) {
        snprintf(path, sizeof path, "skin.layers.%s.%s", layer->name, key);
        aci_writer_list(to, path, value, unit);
    }
}

void aci_scenario_list_reaction(aci_writer *to, const aci_layer *layer)
{
    const aci_binding *binding = &layer->binding;
    const aci_metabolism *metabolism = &layer->metabolism;
    list(to, layer, "binding.on_rate", &binding->on_rate, on_rate_unit(binding->kind));
    list(to, layer, "binding.off_rate", &binding->off_rate, "1/s");
    list(to, layer, "binding.capacity", &binding->capacity, "kg/m3");
    list(to, layer, "metabolism.rate_max", &metabolism->rate_max, "kg/m3/s");
    list(to, layer, "metabolism.half_saturation", &metabolism->half_saturation, "kg/m3");
}
