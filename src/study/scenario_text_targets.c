/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read out of the tissue, as text. */
#include <stdio.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 96 };

void aci_scenario_write_regions(aci_writer *to, const aci_targets *targets)
{
    if (targets->region_count > 0) {
        fprintf(to->out, "regions:\n");
    }
    for (int k = 0; k < targets->region_count; k++) {
        const aci_region *region = &targets->regions[k];
        fprintf(to->out, "  - name: \"%s\"\n", region->name);
        aci_writer_value(to, 4, "from", &region->from, "um");
        aci_writer_value(to, 4, "to", &region->to, "um");
        if (region->threshold > 0.0) {
            aci_writer_key(to, 4, "threshold", region->threshold, "kg/m3");
        }
    }
}

void aci_scenario_write_readouts(aci_writer *to, const aci_targets *targets)
{
    if (targets->plane_count > 0) {
        fprintf(to->out, "  uniformity_depths: [");
        for (int k = 0; k < targets->plane_count; k++) {
            fprintf(to->out, "%s", k > 0 ? ", " : "");
            aci_writer_quantity(to, targets->plane[k], "um");
        }
        fprintf(to->out, "]\n");
    }
    if (targets->given_threshold > 0.0) {
        aci_writer_key(to, 2, "uniformity_threshold", targets->given_threshold, "kg/m3");
    }
    if (targets->strips > 0) {
        fprintf(to->out, "  strips: %d\n", targets->strips);
    }
}

void aci_scenario_list_regions(aci_writer *to, const aci_targets *targets)
{
    for (int k = 0; k < targets->region_count; k++) {
        const aci_region *region = &targets->regions[k];
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "regions.%s.from", region->name);
        aci_writer_list(to, key, &region->from, "um");
        snprintf(key, sizeof key, "regions.%s.to", region->name);
        aci_writer_list(to, key, &region->to, "um");
    }
}
