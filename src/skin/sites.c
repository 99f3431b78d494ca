/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/sites.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "values.h"

#define EGAWA "Egawa 2007, in vivo confocal Raman, 10.2340/00015555-0183"
#define SANDBY "Sandby-Moller 2003, biopsies of 71 people, 10.1080/00015550310015419"
#define MENG "Meng 2022, ultrasound of 118 people, 10.1186/s12880-022-00839-w"
#define CHOPRA "Chopra 2015, 10.1093/asj/sjv079"
#define OLTULU "Oltulu 2022, Selcuk Med J 38:210, histology of 180 people"
#define JACOBI "Jacobi 2007, 10.1111/j.1600-0846.2006.00179.x"
#define LAURENT "Laurent 2007, ultrasound of 342 people, 10.1016/j.vaccine.2007.05.046"
#define PAPILLARY "assumed: the middle of 100-200 um, from memory, for every site"

static const aci_site sites[] = {
    {"cheek",
     "human cheek",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_MEASURED(16.8e-6, 'H', EGAWA)},
         {"viable_epidermis",
          ACI_VALUE_ASSUMED(60e-6, 'M',
                            "assumed between published ranges of the whole epidermis of the face: "
                            "30-63 um (" CHOPRA ") and 66-123 um (" OLTULU ")")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_ASSUMED(1200e-6, 'M',
                            "assumed inside published ranges of the whole dermis: 0.76-1.97 mm "
                            "(" CHOPRA "), 0.87 mm women, 1.14 mm men (" MENG ")")},
         {"hypodermis",
          ACI_VALUE_ASSUMED(4000e-6, 'L', "assumed: a few mm on the cheek, from memory")},
     }},
    {"forehead",
     "human forehead",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_ASSUMED(16.8e-6, 'L', "copied from cheek")},
         {"viable_epidermis", ACI_VALUE_ASSUMED(60e-6, 'L', "copied from cheek")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_MEASURED(
              865e-6, 'M', "dermis 1.17 mm men, 0.86 mm women; mean less 150 um papillary; " MENG)},
         {"hypodermis",
          ACI_VALUE_MEASURED(
              2000e-6, 'M', "Iyengar 2018, ultrasound of 32 people, 10.1097/DSS.0000000000001445")},
     }},
    {"neck",
     "human neck, front and side",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_ASSUMED(16.8e-6, 'L', "copied from cheek")},
         {"viable_epidermis", ACI_VALUE_ASSUMED(60e-6, 'L', "copied from cheek")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_MEASURED(
              835e-6, 'M', "dermis 0.98 mm men, 0.99 mm women; mean less 150 um papillary; " MENG)},
         {"hypodermis", ACI_VALUE_ASSUMED(4000e-6, 'L', "copied from cheek")},
     }},
    {"decolletage",
     "human upper chest",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_ASSUMED(16.8e-6, 'L', "copied from neck")},
         {"viable_epidermis", ACI_VALUE_ASSUMED(60e-6, 'L', "copied from neck")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', "copied from neck")},
         {"reticular_dermis", ACI_VALUE_ASSUMED(835e-6, 'L', "copied from neck")},
         {"hypodermis", ACI_VALUE_ASSUMED(4000e-6, 'L', "copied from neck")},
     }},
    {"back_of_hand",
     "human back of the hand",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_MEASURED(29.3e-6, 'H', EGAWA)},
         {"viable_epidermis", ACI_VALUE_ASSUMED(56.6e-6, 'L', "copied from forearm")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_MEASURED(1965e-6, 'L',
                             "dermis 2.115 mm in women less 150 um papillary; Oltulu 2018, archive "
                             "histology, thicker than elsewhere, 10.4103/tjps.TJPS_2_17")},
         {"hypodermis", ACI_VALUE_ASSUMED(2000e-6, 'L', "assumed: thin, from memory")},
     }},
    {"forearm",
     "human volar forearm",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_MEASURED(22.6e-6, 'H', EGAWA)},
         {"viable_epidermis", ACI_VALUE_MEASURED(56.6e-6, 'M', "dorsal side; " SANDBY)},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_MEASURED(960e-6, 'M',
                             "skin 1.19 mm (0.65-1.55), ultrasound of the proximal ventral forearm "
                             "(Van Mulder 2017), less the layers above")},
         {"hypodermis", ACI_VALUE_ASSUMED(4000e-6, 'L', "copied from cheek")},
     }},
    {"abdomen",
     "human abdomen",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_ASSUMED(14.9e-6, 'M', "copied from buttock; " SANDBY)},
         {"viable_epidermis", ACI_VALUE_ASSUMED(81.5e-6, 'M', "copied from buttock; " SANDBY)},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis", ACI_VALUE_ASSUMED(1664e-6, 'M',
                                                "copied from waist: skin 1.91 mm (" LAURENT
                                                "), less the layers above")},
         {"hypodermis",
          ACI_VALUE_ASSUMED(10000e-6, 'L', "assumed: 1-30 mm with body mass, from memory")},
     }},
    {"scalp",
     "human scalp; hair follicles are a section of their own",
     ACI_IN_VIVO,
     ACI_SPECIES_HUMAN,
     5,
     {
         {"stratum_corneum", ACI_VALUE_ASSUMED(16.8e-6, 'L', "copied from forehead")},
         {"viable_epidermis",
          ACI_VALUE_MEASURED(49e-6, 'M',
                             "epidermis 65.9 um in women, the thinnest of six regions (" OLTULU
                             "), less stratum corneum")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_ASSUMED(1250e-6, 'L',
                            "assumed inside the range of six regions of the head: dermis 1.15-1.50 "
                            "mm women, 1.11-1.94 mm men (" OLTULU ")")},
         {"hypodermis", ACI_VALUE_ASSUMED(5000e-6, 'L', "assumed: 4-6 mm, from memory")},
     }},
    {"human_dermatomed",
     "excised human skin cut to 400 um, for diffusion cells",
     ACI_IN_VITRO,
     ACI_SPECIES_HUMAN,
     4,
     {
         {"stratum_corneum",
          ACI_VALUE_ASSUMED(13.365e-6, 'M',
                            "assumed: the partially hydrated thickness of Wang, Kasting and "
                            "Nitsche, so that a measured Kp is reproduced")},
         {"viable_epidermis", ACI_VALUE_ASSUMED(60e-6, 'L', "copied from cheek")},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', PAPILLARY)},
         {"reticular_dermis",
          ACI_VALUE_ASSUMED(176.635e-6, 'M',
                            "assumed: a cut of 400 um (usual 200-500 um, from memory) less the "
                            "layers above")},
     }},
    {"pig_ear",
     "excised skin of the outer pig ear, full thickness without cartilage",
     ACI_IN_VITRO,
     ACI_SPECIES_PIG,
     4,
     {
         {"stratum_corneum", ACI_VALUE_MEASURED(22.5e-6, 'M', "middle of 17-28 um; " JACOBI)},
         {"viable_epidermis", ACI_VALUE_MEASURED(72.5e-6, 'M', "middle of 60-85 um; " JACOBI)},
         {"papillary_dermis", ACI_VALUE_ASSUMED(150e-6, 'L', "copied from human skin")},
         {"reticular_dermis",
          ACI_VALUE_ASSUMED(1050e-6, 'L',
                            "assumed: dermis about as deep as the follicles reach, 0.96-1.38 mm "
                            "(" JACOBI ")")},
     }},
    {"hairless_rat",
     "living hairless rat, back, down to the muscle sheet",
     ACI_IN_VIVO,
     ACI_SPECIES_RAT,
     5,
     {
         {"stratum_corneum", ACI_VALUE_ASSUMED(15e-6, 'L', "assumed: 9-18 um, from memory")},
         {"viable_epidermis", ACI_VALUE_ASSUMED(25e-6, 'L', "assumed: 15-30 um, from memory")},
         {"papillary_dermis",
          ACI_VALUE_ASSUMED(100e-6, 'L', "assumed: an upper share of the dermis of the rat")},
         {"reticular_dermis",
          ACI_VALUE_ASSUMED(600e-6, 'L', "assumed: dermis 0.6-1 mm, from memory")},
         {"hypodermis", ACI_VALUE_ASSUMED(300e-6, 'L', "assumed: fat above the muscle sheet")},
     }},
};

int aci_sites_count(void)
{
    return (int)(sizeof sites / sizeof sites[0]);
}

const aci_site *aci_sites_at(int index)
{
    assert(index >= 0 && index < aci_sites_count());
    return &sites[index];
}

const aci_site *aci_sites_find(const char *name)
{
    for (int i = 0; i < aci_sites_count(); i++) {
        if (strcmp(sites[i].name, name) == 0) {
            return &sites[i];
        }
    }
    return NULL;
}

void aci_sites_fill(const aci_site *site, aci_skin *out)
{
    snprintf(out->site, sizeof out->site, "%s", site->name);
    out->setting = site->setting;
    out->layer_count = site->layer_count;
    for (int i = 0; i < site->layer_count; i++) {
        aci_layer *layer = &out->layers[i];
        *layer = (aci_layer){.thickness = site->layers[i].thickness};
        snprintf(layer->name, sizeof layer->name, "%s", site->layers[i].name);
    }
}

static void write_site(FILE *stream, const aci_site *site)
{
    double total = 0.0;
    for (int i = 0; i < site->layer_count; i++) {
        total += site->layers[i].thickness.value;
    }
    fprintf(stream, "%s: %s; %s, %.2f mm\n", site->name, site->description,
            site->setting == ACI_IN_VIVO ? "in_vivo" : "in_vitro", 1e3 * total);
    for (int i = 0; i < site->layer_count; i++) {
        const aci_value *thickness = &site->layers[i].thickness;
        fprintf(stream, "  %-17s %8.1f um  %-8s  confidence %c  %s\n", site->layers[i].name,
                1e6 * thickness->value, aci_skin_origin_name(thickness->origin),
                thickness->confidence, thickness->source);
    }
}

char *aci_sites_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return NULL;
    }
    for (int i = 0; i < aci_sites_count(); i++) {
        write_site(stream, &sites[i]);
    }
    return fclose(stream) == 0 ? text : NULL;
}
