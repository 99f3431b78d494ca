/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a compound becomes in layers, fluids and listings.
#include <stdio.h>
#include <string.h>

#include "acicula/skin/compounds.h"

typedef enum tissue { UNKNOWN, BARRIER, EPIDERMIS, JUNCTION, DERMIS, HYPODERMIS } tissue;

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static tissue tissue_of(const char *name)
{
    if (strcmp(name, "stratum_corneum") == 0) {
        return BARRIER;
    }
    if (strstr(name, "junction") != NULL || strstr(name, "dermo_epidermal") != NULL ||
        strstr(name, "basement_membrane") != NULL) {
        return JUNCTION;
    }
    if (ends_with(name, "hypodermis") || strcmp(name, "subcutis") == 0) {
        return HYPODERMIS;
    }
    if (ends_with(name, "epidermis")) {
        return EPIDERMIS;
    }
    return ends_with(name, "dermis") ? DERMIS : UNKNOWN;
}

static void set_missing(aci_value *slot, aci_value value)
{
    if (slot->origin == ACI_ORIGIN_MISSING) {
        *slot = value;
    }
}

static aci_value assumed_as_dermis(aci_value value)
{
    return (aci_value){value.value, ACI_ORIGIN_ASSUMED, 'L', "assumed: as dermis"};
}

/// The compound's numbers in a tissue; the thickness is not used.
static aci_layer tissue_numbers(const aci_compound *compound, tissue kind)
{
    aci_layer numbers = {.name = ""};
    numbers.clearance = (aci_value){0.0, ACI_ORIGIN_ASSUMED, 'H', "no blood vessels"};
    switch (kind) {
    case BARRIER:
        numbers.diffusivity = compound->barrier_diffusivity;
        numbers.lateral_diffusivity = compound->barrier_lateral;
        numbers.partition = compound->barrier_partition;
        return numbers;
    case JUNCTION:
        numbers.diffusivity = compound->junction_diffusivity;
        numbers.partition = compound->epidermis_partition;
        break;
    case EPIDERMIS:
        numbers.diffusivity = compound->epidermis_diffusivity;
        numbers.partition = compound->epidermis_partition;
        break;
    case HYPODERMIS:
        numbers.diffusivity = assumed_as_dermis(compound->dermis_diffusivity);
        numbers.partition = assumed_as_dermis(compound->dermis_partition);
        numbers.clearance = assumed_as_dermis(compound->dermis_clearance);
        break;
    default:
        numbers.diffusivity = compound->dermis_diffusivity;
        numbers.partition = compound->dermis_partition;
        numbers.clearance = compound->dermis_clearance;
    }
    numbers.lateral_diffusivity = numbers.diffusivity;
    return numbers;
}

static void fill_layer(const aci_compound *compound, aci_skin_setting setting, aci_layer *layer)
{
    tissue kind = tissue_of(layer->name);
    if (kind == UNKNOWN) {
        return;
    }
    aci_layer numbers = tissue_numbers(compound, kind);
    if (setting == ACI_IN_VITRO) {
        numbers.clearance = (aci_value){0.0, ACI_ORIGIN_ASSUMED, 'H', "no blood flow in vitro"};
    }
    bool is_given = layer->diffusivity.origin != ACI_ORIGIN_MISSING;
    set_missing(&layer->lateral_diffusivity,
                is_given ? layer->diffusivity : numbers.lateral_diffusivity);
    set_missing(&layer->diffusivity, numbers.diffusivity);
    set_missing(&layer->partition, numbers.partition);
    set_missing(&layer->clearance, numbers.clearance);
}

aci_status aci_compounds_fill(const aci_compound *compound, aci_skin *skin)
{
    aci_compound complete = *compound;
    complete.barrier = skin->barrier;
    ACI_TRY(aci_compounds_complete(&complete));
    for (int i = 0; i < skin->layer_count; i++) {
        fill_layer(&complete, skin->setting, &skin->layers[i]);
    }
    return ACI_OK;
}

aci_status aci_compounds_channel(const aci_compound *compound, aci_compound_fluid *fluid)
{
    aci_compound complete = *compound;
    ACI_TRY(aci_compounds_complete(&complete));
    fluid->diffusivity = complete.water_diffusivity;
    fluid->partition =
        (aci_value){1.0, ACI_ORIGIN_ASSUMED, 'M', "assumed: watery fluid at the pH of the tissue"};
    return ACI_OK;
}

typedef struct entry {
    const char *label;
    const char *unit;
    double scale;
    const aci_value *value;
} entry;

static void write_entry(FILE *stream, const entry *line)
{
    if (line->value->origin == ACI_ORIGIN_MISSING) {
        return;
    }
    fprintf(stream, "  %-30s %10.4g %-6s %-10s  confidence %c  %s\n", line->label,
            line->scale * line->value->value, line->unit, aci_skin_origin_name(line->value->origin),
            line->value->confidence, line->value->source);
}

static void write_compound(FILE *stream, const aci_compound *compound)
{
    const aci_compound_kinetics *body = aci_compounds_kinetics(compound->name);
    const entry lines[] = {
        {"molar mass", "g/mol", 1e3, &compound->molar_mass},
        {"log Kow", "", 1.0, &compound->log_kow},
        {"pKa acid", "", 1.0, &compound->pka_acid},
        {"pKa base", "", 1.0, &compound->pka_base},
        {"hydrodynamic radius", "nm", 1e9, &compound->radius},
        {"D water", "um2/s", 1e12, &compound->water_diffusivity},
        {"solubility in water", "g/L", 1.0, &compound->solubility},
        {"Kp human skin", "cm/h", 3.6e5, &compound->skin_permeability},
        {"P stratum corneum, un-ionised", "cm/h", 3.6e5, &compound->barrier_permeability},
        {"K stratum corneum", "", 1.0, &compound->barrier_partition},
        {"D stratum corneum", "um2/s", 1e12, &compound->barrier_diffusivity},
        {"D stratum corneum, lateral", "um2/s", 1e12, &compound->barrier_lateral},
        {"K viable epidermis", "", 1.0, &compound->epidermis_partition},
        {"D viable epidermis", "um2/s", 1e12, &compound->epidermis_diffusivity},
        {"D dermo-epidermal junction", "um2/s", 1e12, &compound->junction_diffusivity},
        {"K dermis", "", 1.0, &compound->dermis_partition},
        {"D dermis", "um2/s", 1e12, &compound->dermis_diffusivity},
        {"clearance dermis, in vivo", "1/s", 1.0, &compound->dermis_clearance},
        {"body: volume of distribution", "L/kg", 1e3, &body->volume},
        {"body: clearance", "L/h/kg", 3.6e6, &body->clearance},
        {"body: terminal half-life", "h", 1.0 / 3600.0, &body->half_life},
        {"body: peripheral volume", "L/kg", 1e3, &body->peripheral_volume},
        {"body: exchange clearance", "L/h/kg", 3.6e6, &body->exchange},
        {"body: stated level in plasma", "mg/L", 1e3, &body->stated_level},
    };
    fprintf(stream, "%s: %s\n", compound->name, compound->note == NULL ? "" : compound->note);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        write_entry(stream, &lines[i]);
    }
}

char *aci_compounds_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return NULL;
    }
    for (int i = 0; i < aci_compounds_count(); i++) {
        aci_compound complete = *aci_compounds_at(i);
        if (aci_compounds_complete(&complete) == ACI_OK) {
            write_compound(stream, &complete);
        }
    }
    return fclose(stream) == 0 ? text : NULL;
}
