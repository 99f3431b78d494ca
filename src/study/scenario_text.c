/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resolved config and the origins of its numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 192 };

static void write_layer(aci_writer *to, const aci_layer *layer, bool with_tissue)
{
    fprintf(to->out, "    - name: \"%s\"\n", layer->name);
    aci_writer_value(to, 6, "thickness", &layer->thickness, "um");
    aci_writer_value(to, 6, "diffusivity", &layer->diffusivity, "m2/s");
    aci_writer_value(to, 6, "lateral_diffusivity", &layer->lateral_diffusivity, "m2/s");
    aci_writer_value(to, 6, "partition", &layer->partition, "1");
    aci_writer_value(to, 6, "clearance", &layer->clearance, "1/s");
    if (layer->clearance_depth.origin != ACI_ORIGIN_MISSING) {
        aci_writer_value(to, 6, "clearance_depth", &layer->clearance_depth, "um");
    }
    aci_scenario_write_reaction(to, 6, layer);
    if (with_tissue) {
        aci_scenario_write_tissue(to, 6, &layer->tissue);
    }
}

static void write_skin(aci_writer *to, const aci_scenario *scenario)
{
    const aci_skin *skin = &scenario->skin;
    static const char *const below[] = {"sink", "sealed", "receptor"};
    bool with_tissue = scenario->needling.exists;
    fprintf(to->out, "skin:\n");
    if (skin->site[0] != '\0') {
        fprintf(to->out, "  site: %s\n", skin->site);
    }
    fprintf(to->out, "  setting: %s\n  below: %s\n",
            skin->setting == ACI_IN_VITRO ? "in_vitro" : "in_vivo", below[skin->below]);
    fprintf(to->out, "  hydration: %s\n",
            skin->barrier.hydration == ACI_HYDRATION_FULL ? "full" : "partial");
    aci_writer_value(to, 2, "polar_permeability", &skin->barrier.polar_permeability, "cm/h");
    if (with_tissue) {
        aci_scenario_write_mechanics(to, 2, &skin->mechanics);
    }
    fprintf(to->out, "  layers:\n");
    for (int i = 0; i < skin->layer_count; i++) {
        write_layer(to, &skin->layers[i], with_tissue);
    }
}

static void write_shape(aci_writer *to, const aci_scenario *scenario)
{
    const aci_channels *channels = &scenario->channels;
    const aci_profile *profile = &channels->profile;
    bool is_patch = channels->kind == ACI_CHANNELS_PATCH;
    if (scenario->channels_file[0] != '\0') {
        aci_writer_quoted(to, 2, is_patch ? "file" : "profile", scenario->channels_file);
    } else {
        aci_writer_key(to, 2, "mouth_radius", profile->radius[0], "um");
        aci_writer_key(to, 2, "bottom_radius", profile->radius[profile->count - 1], "um");
        aci_writer_key(to, 2, "depth", profile->depth[profile->count - 1], "um");
    }
    if (!is_patch) {
        aci_writer_key(to, 2, "pitch", channels->pitch, "um");
    }
}

static void write_channels(aci_writer *to, const aci_scenario *scenario)
{
    if (scenario->channels.kind == ACI_CHANNELS_NONE) {
        fprintf(to->out, "channels: none\n");
        return;
    }
    fprintf(to->out, "channels:\n");
    if (!scenario->needling.exists) {
        write_shape(to, scenario);
    }
    aci_writer_value(to, 2, "diffusivity", &scenario->channel_diffusivity, "m2/s");
    aci_writer_value(to, 2, "partition", &scenario->channel_partition, "1");
    aci_scenario_write_closure(to, scenario);
}

static void write_vehicle(aci_writer *to, const aci_product *product)
{
    fprintf(to->out, "  vehicle: %s\n", aci_vehicles_at(product->vehicle)->name);
    aci_writer_value(to, 2, "ph", &product->ph, "1");
    aci_writer_value(to, 2, "density", &product->density, "g/mL");
    aci_writer_value(to, 2, "polymer_fraction", &product->polymer_fraction, "1");
    aci_writer_value(to, 2, "viscosity", &product->viscosity, "Pa s");
    aci_writer_value(to, 2, "solubility", &product->solubility, "kg/m3");
    aci_writer_value(to, 2, "measured_permeability", &product->permeability, "cm/h");
    if (product->ignores_measured) {
        fprintf(to->out, "  measured_permeability: no\n");
    }
}

static void write_product(aci_writer *to, const aci_scenario *scenario)
{
    const aci_product *product = &scenario->product;
    bool is_inline = strcmp(product->compound, "inline") == 0;
    fprintf(to->out, "product:\n");
    if (is_inline) {
        fprintf(to->out,
                "  # the compound was given inline; what followed from it is written out\n");
    } else if (product->compound[0] != '\0') {
        fprintf(to->out, "  compound: %s\n", product->compound);
    }
    aci_writer_key(to, 2, "concentration", product->concentration, "kg/m3");
    if (product->infinite) {
        fprintf(to->out, "  dose: infinite\n");
    } else {
        aci_writer_key(to, 2, "dose", product->film, "um");
    }
    write_vehicle(to, product);
    aci_writer_value(to, 2, "diffusivity", &product->diffusivity, "m2/s");
    aci_writer_value(to, 2, "partition", &product->partition, "1");
    aci_scenario_write_film(to, scenario);
}

static void write_cells(aci_writer *to, const aci_scenario *scenario)
{
    const char *separator = "";
    const int *cells = scenario->cells;
    if (cells[0] == 0 && cells[1] == 0 && cells[2] == 0) {
        return;
    }
    const char *const names[3] = {scenario->geometry == ACI_AXISYMMETRIC ? "r" : "x", "y", "z"};
    fprintf(to->out, "  cells: {");
    for (int axis = 0; axis < 3; axis++) {
        if (cells[axis] > 0) {
            fprintf(to->out, "%s%s: %d", separator, names[axis], cells[axis]);
            separator = ", ";
        }
    }
    fprintf(to->out, "}\n");
}

static void write_simulation(aci_writer *to, const aci_scenario *scenario)
{
    static const char *const names[3] = {"slab", "axisymmetric", "box"};
    fprintf(to->out, "simulation:\n  geometry: %s\n", names[scenario->geometry]);
    if (scenario->channels.kind == ACI_CHANNELS_PATCH) {
        aci_writer_key(to, 2, "patch", scenario->patch, "mm");
    }
    aci_writer_key(to, 2, "duration", scenario->duration, "h");
    aci_writer_times(to, "report_times", &scenario->report);
    aci_writer_key(to, 2, "accuracy", scenario->accuracy, "1");
    write_cells(to, scenario);
}

static void write_receptor(aci_writer *to, const aci_receptor *receptor)
{
    if (!receptor->exists) {
        return;
    }
    fprintf(to->out, "receptor:\n");
    aci_writer_key(to, 2, "volume", receptor->volume, "mL");
    aci_writer_key(to, 2, "area", receptor->area, "cm2");
    if (receptor->samples.count > 0) {
        aci_writer_times(to, "samples", &receptor->samples);
        aci_writer_key(to, 2, "sample_volume", receptor->sample_volume, "mL");
    }
}

static void write_output(aci_writer *to, const aci_scenario *scenario)
{
    static const char *const names[] = {"concentration", "activity", "layer_index", "partition",
                                        "diffusivity"};
    const bool wanted[] = {scenario->output.concentration, scenario->output.activity,
                           scenario->output.layer_index, scenario->output.partition,
                           scenario->output.diffusivity};
    const char *separator = "";
    fprintf(to->out, "output:\n  fields: [");
    for (int k = 0; k < 5; k++) {
        if (wanted[k]) {
            fprintf(to->out, "%s%s", separator, names[k]);
            separator = ", ";
        }
    }
    fprintf(to->out, "]\n");
    aci_writer_times(to, "field_times", &scenario->output.times);
    aci_scenario_write_readouts(to, &scenario->targets);
}

aci_status aci_scenario_text(const aci_scenario *scenario, char **out)
{
    aci_writer to;
    *out = NULL;
    ACI_TRY(aci_writer_open(&to));
    fprintf(to.out, "# Every value in full, as the run used it.\n");
    if (scenario->channels_file[0] != '\0') {
        fprintf(to.out, "# Needs the file named under channels beside it.\n");
    }
    if (scenario->needling.profile_file[0] != '\0') {
        fprintf(to.out, "# Needs the file named under device.needle beside it.\n");
    }
    if (scenario->title[0] != '\0') {
        aci_writer_quoted(&to, 0, "title", scenario->title);
    }
    write_skin(&to, scenario);
    aci_scenario_write_needling(&to, scenario);
    write_channels(&to, scenario);
    write_product(&to, scenario);
    aci_scenario_write_schedule(&to, scenario);
    write_receptor(&to, &scenario->receptor);
    aci_scenario_write_systemic(&to, scenario);
    aci_scenario_write_follicles(&to, scenario);
    aci_scenario_write_regions(&to, &scenario->targets);
    write_simulation(&to, scenario);
    write_output(&to, scenario);
    return aci_writer_close(&to, out);
}

static void list_layer(aci_writer *to, const aci_layer *layer)
{
    static const char *const keys[] = {"thickness", "diffusivity", "lateral_diffusivity",
                                       "partition", "clearance",   "clearance_depth"};
    static const char *const units[] = {"um", "m2/s", "m2/s", "1", "1/s", "um"};
    const aci_value *const values[] = {&layer->thickness,           &layer->diffusivity,
                                       &layer->lateral_diffusivity, &layer->partition,
                                       &layer->clearance,           &layer->clearance_depth};
    int count = layer->clearance_depth.origin != ACI_ORIGIN_MISSING ? 6 : 5;
    for (int k = 0; k < count; k++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "skin.layers.%s.%s", layer->name, keys[k]);
        aci_writer_list(to, key, values[k], units[k]);
    }
    aci_scenario_list_reaction(to, layer);
}

aci_status aci_scenario_origins(const aci_scenario *scenario, char **out)
{
    aci_writer to;
    *out = NULL;
    ACI_TRY(aci_writer_open(&to));
    for (int i = 0; i < scenario->skin.layer_count; i++) {
        list_layer(&to, &scenario->skin.layers[i]);
    }
    aci_writer_list(&to, "channels.diffusivity", &scenario->channel_diffusivity, "m2/s");
    aci_writer_list(&to, "channels.partition", &scenario->channel_partition, "1");
    aci_writer_list(&to, "skin.polar_permeability", &scenario->skin.barrier.polar_permeability,
                    "cm/h");
    aci_writer_list(&to, "product.density", &scenario->product.density, "g/mL");
    aci_writer_list(&to, "product.polymer_fraction", &scenario->product.polymer_fraction, "1");
    aci_writer_list(&to, "product.viscosity", &scenario->product.viscosity, "Pa s");
    aci_writer_list(&to, "product.solubility", &scenario->product.solubility, "kg/m3");
    aci_writer_list(&to, "product.diffusivity", &scenario->product.diffusivity, "m2/s");
    aci_writer_list(&to, "product.partition", &scenario->product.partition, "1");
    aci_scenario_list_film(&to, scenario);
    aci_scenario_list_closure(&to, scenario);
    aci_scenario_list_systemic(&to, scenario);
    aci_scenario_list_follicles(&to, scenario);
    aci_scenario_list_regions(&to, &scenario->targets);
    aci_scenario_list_needling(&to, scenario);
    fprintf(to.out, "%s", scenario->notes == NULL ? "" : scenario->notes);
    return aci_writer_close(&to, out);
}
