/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "treatment_parts.h"

static int compare(const void *a, const void *b)
{
    const aci_ranked *left = a, *right = b;
    int by_depth = (left->depth > right->depth) - (left->depth < right->depth);
    return by_depth != 0 ? by_depth : left->strike - right->strike;
}

aci_status aci_treatment_rank(const aci_treatment *treatment, bool (*wanted)(const aci_channel *),
                              double (*depth)(const aci_channel *), aci_ranked **out, int *count)
{
    aci_ranked *list = malloc(((size_t)treatment->strike_count + 1) * sizeof *list);
    *out = list;
    *count = 0;
    if (list == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d strikes", treatment->strike_count);
    }
    for (int n = 0; n < treatment->strike_count; n++) {
        if (wanted(&treatment->channels[n])) {
            list[(*count)++] = (aci_ranked){depth(&treatment->channels[n]), n};
        }
    }
    qsort(list, (size_t)*count, sizeof *list, compare);
    return ACI_OK;
}
