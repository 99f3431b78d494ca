/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/skin/follicles.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "values.h"

#define OTBERG "Otberg 2004, 10.1046/j.0022-202X.2003.22110.x, from memory"
#define SHAPE "assumed: infundibula shaped as on the forehead, volume as diameter cubed"
#define DUCT "assumed: about where the duct of the sebaceous gland joins"
#define COUNTED(value) ACI_VALUE_MEASURED(value, 'M', OTBERG)
#define GLAND ACI_VALUE_ASSUMED(500e-6, 'L', DUCT)

#define FOREHEAD_COPY                                                                              \
    ACI_VALUE_ASSUMED(292e4, 'L', "copied from forehead"),                                         \
        ACI_VALUE_ASSUMED(66e-6, 'L', "copied from forehead"),                                     \
        ACI_VALUE_ASSUMED(1.9e-6, 'L', "copied from forehead"), GLAND
#define BACK_COPY                                                                                  \
    ACI_VALUE_ASSUMED(29e4, 'L', "copied from back"),                                              \
        ACI_VALUE_ASSUMED(78e-6, 'L', "copied from back"),                                         \
        ACI_VALUE_ASSUMED(0.31e-6, 'L', "copied from back"), GLAND
#define THIGH_COPY                                                                                 \
    ACI_VALUE_ASSUMED(17e4, 'L', "copied from thigh"),                                             \
        ACI_VALUE_ASSUMED(120e-6, 'L', "copied from thigh"),                                       \
        ACI_VALUE_ASSUMED(0.67e-6, 'L', "copied from thigh"), GLAND

static const aci_follicle_site sites[] = {
    {"forehead", COUNTED(292e4), COUNTED(66e-6), COUNTED(1.9e-6), GLAND},
    {"back", COUNTED(29e4), ACI_VALUE_ASSUMED(78e-6, 'L', "copied from forearm"),
     ACI_VALUE_ASSUMED(0.31e-6, 'L', SHAPE), GLAND},
    {"upper_arm", COUNTED(32e4), ACI_VALUE_ASSUMED(78e-6, 'L', "copied from forearm"),
     ACI_VALUE_ASSUMED(0.34e-6, 'L', SHAPE), GLAND},
    {"forearm", COUNTED(18e4), COUNTED(78e-6), ACI_VALUE_ASSUMED(0.19e-6, 'L', SHAPE), GLAND},
    {"thigh", COUNTED(17e4),
     ACI_VALUE_ASSUMED(120e-6, 'L', "assumed between those of forearm and calf"),
     ACI_VALUE_ASSUMED(0.67e-6, 'L', SHAPE), GLAND},
    {"calf", COUNTED(14e4), COUNTED(172e-6), COUNTED(1.8e-6),
     ACI_VALUE_ASSUMED(1000e-6, 'L', DUCT)},
    {"scalp",
     ACI_VALUE_MEASURED(223e4, 'M',
                        "terminal hairs, 175-300 /cm2; Barman 1965, J Invest Dermatol 44:233"),
     ACI_VALUE_ASSUMED(66e-6, 'L', "copied from forehead; openings of terminal hairs are wider"),
     ACI_VALUE_ASSUMED(1.45e-6, 'L', "each as on the forehead; those of terminal hairs hold more"),
     ACI_VALUE_ASSUMED(1000e-6, 'L', DUCT)},
    {"cheek", FOREHEAD_COPY},
    {"neck", BACK_COPY},
    {"decolletage", BACK_COPY},
    {"back_of_hand", ACI_VALUE_ASSUMED(18e4, 'L', "copied from forearm"),
     ACI_VALUE_ASSUMED(78e-6, 'L', "copied from forearm"),
     ACI_VALUE_ASSUMED(0.19e-6, 'L', "copied from forearm"), GLAND},
    {"abdomen", THIGH_COPY},
    {"human_dermatomed", THIGH_COPY},
};

int aci_follicles_count(void)
{
    return (int)(sizeof sites / sizeof sites[0]);
}

const aci_follicle_site *aci_follicles_at(int index)
{
    return &sites[index];
}

const aci_follicle_site *aci_follicles_find(const char *name)
{
    for (int i = 0; i < aci_follicles_count(); i++) {
        if (strcmp(sites[i].name, name) == 0) {
            return &sites[i];
        }
    }
    return NULL;
}

aci_value aci_follicles_sebum_partition(double log_kow)
{
    return (aci_value){0.43 * pow(10.0, 0.81 * log_kow), ACI_ORIGIN_CORRELATED, 'L',
                       "lipids of the stratum corneum for sebum, 0.43 Kow^0.81, Nitsche 2006, "
                       "10.1002/jps.20549"};
}

aci_value aci_follicles_sebum_diffusivity(void)
{
    return (aci_value)ACI_VALUE_ASSUMED(
        1e-11, 'L', "assumed: an oil some 70 times as viscous as water at the skin's temperature");
}

aci_value aci_follicles_wall_thickness(void)
{
    return (aci_value)ACI_VALUE_ASSUMED(
        5e-6, 'L', "assumed: thinner than between the follicles and open towards the bottom");
}

static void write_number(FILE *out, const char *name, double number, const char *unit,
                         const aci_value *value)
{
    fprintf(out, "  %-17s %8.3g %-6s  %-8s  confidence %c  %s\n", name, number, unit,
            aci_skin_origin_name(value->origin), value->confidence, value->source);
}

static void write_site(FILE *out, const aci_follicle_site *site)
{
    fprintf(out, "%s, hair follicles:\n", site->name);
    write_number(out, "density", 1e-4 * site->density.value, "/cm2", &site->density);
    write_number(out, "diameter", 1e6 * site->diameter.value, "um", &site->diameter);
    write_number(out, "volume", 1e5 * site->volume.value, "uL/cm2", &site->volume);
    write_number(out, "depth", 1e6 * site->depth.value, "um", &site->depth);
}

char *aci_follicles_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    for (int i = 0; i < aci_follicles_count(); i++) {
        write_site(out, &sites[i]);
    }
    return fclose(out) == 0 ? text : NULL;
}
