/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/mechanics.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "mechanics_table.h"

static const char fallback[] = "dermis";

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static const aci_tissue *find_tissue(const char *site, const char *layer)
{
    for (int i = 0; i < aci_mechanics_tissue_count; i++) {
        const aci_mechanics_tissue *row = &aci_mechanics_tissues[i];
        if (same(row->site, site) && same(row->layer, layer)) {
            return &row->tissue;
        }
    }
    return NULL;
}

static void fill_value(aci_value *value, const aci_value *from, bool is_own)
{
    if (value->origin == ACI_ORIGIN_MISSING && from->origin != ACI_ORIGIN_MISSING) {
        *value = *from;
        if (!is_own) {
            value->origin = ACI_ORIGIN_ASSUMED;
            value->confidence = 'L';
        }
    }
}

/// `is_own` no: numbers of another tissue, which makes them an assumption here.
static void fill_tissue(aci_tissue *tissue, const aci_tissue *from, bool is_own)
{
    if (from == NULL) {
        return;
    }
    fill_value(&tissue->shear_modulus, &from->shear_modulus, is_own);
    fill_value(&tissue->ogden_exponent, &from->ogden_exponent, is_own);
    fill_value(&tissue->toughness, &from->toughness, is_own);
    fill_value(&tissue->density, &from->density, is_own);
    fill_value(&tissue->vessel_density, &from->vessel_density, is_own);
}

static void fill_whole(aci_skin_mechanics *whole, const aci_skin_mechanics *from)
{
    fill_value(&whole->toughness_factor, &from->toughness_factor, true);
    fill_value(&whole->pre_tension, &from->pre_tension, true);
    fill_value(&whole->dimple_factor, &from->dimple_factor, true);
    fill_value(&whole->span, &from->span, true);
    fill_value(&whole->rate_reference, &from->rate_reference, true);
    fill_value(&whole->rate_exponent, &from->rate_exponent, true);
    fill_value(&whole->recoil, &from->recoil, true);
    fill_value(&whole->thickness_spread, &from->thickness_spread, true);
    fill_value(&whole->modulus_spread, &from->modulus_spread, true);
    fill_value(&whole->toughness_spread, &from->toughness_spread, true);
}

void aci_mechanics_fill(aci_skin *skin)
{
    for (int i = 0; i < skin->layer_count; i++) {
        aci_layer *layer = &skin->layers[i];
        fill_tissue(&layer->tissue, find_tissue(skin->site, layer->name), true);
        fill_tissue(&layer->tissue, find_tissue(NULL, layer->name), true);
        fill_tissue(&layer->tissue, find_tissue(NULL, fallback), false);
    }
    for (int pass = 0; pass < 2; pass++) {
        const char *site = pass == 0 ? skin->site : NULL;
        for (int i = 0; i < aci_mechanics_whole_count; i++) {
            if (same(aci_mechanics_wholes[i].site, site)) {
                fill_whole(&skin->mechanics, &aci_mechanics_wholes[i].mechanics);
            }
        }
    }
}

double aci_mechanics_rate_factor(const aci_skin *skin, double rate)
{
    const aci_skin_mechanics *mechanics = &skin->mechanics;
    if (rate <= 0.0) {
        return 1.0;
    }
    return 1.0 + pow(rate / mechanics->rate_reference.value, mechanics->rate_exponent.value);
}

double aci_mechanics_modulus(const aci_skin *skin, int layer, double rate)
{
    return skin->layers[layer].tissue.shear_modulus.value * aci_mechanics_rate_factor(skin, rate);
}

double aci_mechanics_toughness(const aci_skin *skin, int layer)
{
    return skin->layers[layer].tissue.toughness.value * skin->mechanics.toughness_factor.value;
}

const aci_mechanics_support *aci_mechanics_support_of(const char *site)
{
    const aci_mechanics_support *row = aci_mechanics_supports;
    while (row->site != NULL && !same(row->site, site)) {
        row++;
    }
    return row;
}

const char *aci_mechanics_support_name(aci_support support)
{
    static const char *const names[] = {"bone", "muscle", "free"};
    return names[support];
}

typedef struct entry {
    const char *name, *unit;
    double scale; ///< from SI to the unit shown
    size_t offset;
} entry;

static const entry tissue_entries[] = {
    {"shear modulus", "kPa", 1e-3, offsetof(aci_tissue, shear_modulus)},
    {"ogden exponent", "", 1.0, offsetof(aci_tissue, ogden_exponent)},
    {"toughness", "kJ/m2", 1e-3, offsetof(aci_tissue, toughness)},
    {"density", "kg/m3", 1.0, offsetof(aci_tissue, density)},
    {"vessel density", "mm/mm3", 1e-6, offsetof(aci_tissue, vessel_density)},
};

static const entry whole_entries[] = {
    {"toughness factor", "", 1.0, offsetof(aci_skin_mechanics, toughness_factor)},
    {"pre-tension", "kPa", 1e-3, offsetof(aci_skin_mechanics, pre_tension)},
    {"dimple factor", "", 1.0, offsetof(aci_skin_mechanics, dimple_factor)},
    {"span", "mm", 1e3, offsetof(aci_skin_mechanics, span)},
    {"rate reference", "1/s", 1.0, offsetof(aci_skin_mechanics, rate_reference)},
    {"rate exponent", "", 1.0, offsetof(aci_skin_mechanics, rate_exponent)},
    {"recoil", "", 1.0, offsetof(aci_skin_mechanics, recoil)},
    {"thickness spread", "", 1.0, offsetof(aci_skin_mechanics, thickness_spread)},
    {"modulus spread", "", 1.0, offsetof(aci_skin_mechanics, modulus_spread)},
    {"toughness spread", "", 1.0, offsetof(aci_skin_mechanics, toughness_spread)},
};

static void write_entries(FILE *stream, const void *object, const entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const aci_value *value = (const void *)((const char *)object + entries[i].offset);
        if (value->origin != ACI_ORIGIN_MISSING) {
            fprintf(stream, "  %-17s %8.4g %-7s %-10s confidence %c  %s\n", entries[i].name,
                    value->value * entries[i].scale, entries[i].unit,
                    aci_skin_origin_name(value->origin), value->confidence, value->source);
        }
    }
}

char *aci_mechanics_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return NULL;
    }
    for (int i = 0; i < aci_mechanics_tissue_count; i++) {
        const aci_mechanics_tissue *row = &aci_mechanics_tissues[i];
        fprintf(stream, "%s, %s\n", row->layer, row->site != NULL ? row->site : "every skin");
        write_entries(stream, &row->tissue, tissue_entries,
                      sizeof tissue_entries / sizeof tissue_entries[0]);
    }
    for (int i = 0; i < aci_mechanics_whole_count; i++) {
        const aci_mechanics_whole *row = &aci_mechanics_wholes[i];
        fprintf(stream, "whole skin, %s\n", row->site != NULL ? row->site : "every skin");
        write_entries(stream, &row->mechanics, whole_entries,
                      sizeof whole_entries / sizeof whole_entries[0]);
    }
    fprintf(stream, "support underneath\n");
    for (const aci_mechanics_support *row = aci_mechanics_supports;; row++) {
        fprintf(stream, "  %-17s %-16s assumed    confidence L  %s\n",
                row->site != NULL ? row->site : "every other skin",
                aci_mechanics_support_name(row->support), row->source);
        if (row->site == NULL) {
            break;
        }
    }
    return fclose(stream) == 0 ? text : NULL;
}
