/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <string.h>

#include "acicula/puncture/needle.h"

#define STEEL_FRICTION "; friction of a bare needle in pork: 10.1038/srep31847"
#define NO_FRICTION "; friction assumed, as steel"

static const aci_needle_material materials[] = {
    {"stainless_steel", 193e9, 500e6, 0.33, 'M', "AISI 304 drawn, from memory" STEEL_FRICTION},
    {"coated_steel", 193e9, 500e6, 0.05, 'M',
     "AISI 304 drawn, from memory; friction of a metallic-glass coat in pork: 10.1038/srep31847"},
    {"titanium", 114e9, 830e6, 0.33, 'M', "Ti-6Al-4V, from memory" NO_FRICTION},
    {"nickel", 200e9, 400e6, 0.33, 'L', "electroformed, from memory" NO_FRICTION},
    {"silicon", 169e9, 1000e6, 0.33, 'M', "single crystal, from memory" NO_FRICTION},
    {"polycarbonate", 2.4e9, 62e6, 0.33, 'M', "from memory" NO_FRICTION},
    {"plga", 2.0e9, 45e6, 0.33, 'L', "dry, from memory" NO_FRICTION},
    {"pmvema", 3.0e9, 50e6, 0.33, 'L', "dry copolymer, assumed" NO_FRICTION},
};

/* ISO 9626, outer diameter in mm from gauge 10 to 34, from memory */
static const double gauges[] = {3.4,  3.0,  2.7, 2.4,  2.1,  1.8,  1.6, 1.4,  1.2,
                                1.1,  0.9,  0.8, 0.7,  0.6,  0.55, 0.5, 0.45, 0.4,
                                0.36, 0.33, 0.3, 0.25, 0.23, 0.2,  0.18};
enum { GAUGE_FIRST = 10 };

int aci_needle_material_count(void)
{
    return (int)(sizeof materials / sizeof materials[0]);
}

const aci_needle_material *aci_needle_material_at(int index)
{
    return &materials[index];
}

const aci_needle_material *aci_needle_material_find(const char *name)
{
    for (int i = 0; i < aci_needle_material_count(); i++) {
        if (strcmp(materials[i].name, name) == 0) {
            return &materials[i];
        }
    }
    return NULL;
}

double aci_needle_gauge(int gauge)
{
    int last = GAUGE_FIRST + (int)(sizeof gauges / sizeof gauges[0]) - 1;
    return gauge >= GAUGE_FIRST && gauge <= last ? 1e-3 * gauges[gauge - GAUGE_FIRST] : 0.0;
}
