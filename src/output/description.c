/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "description.h"

#include <stddef.h>
#include <string.h>

#include "acicula/study/results.h"

#define DESCRIPTION_ROW(name, units, text) {#name, units, text, NULL},

static const aci_description descriptions[] = {
    {"time", "s", "time since product and channels are both there", "t"},
    {"z", "m", "depth below the undeformed surface", "z"},
    {"r", "m", "distance from the axis of the channel", "r"},
    {"x", "m", "position along x", "x"},
    {"y", "m", "position along y", "y"},
    {"z_bounds", "m", "upper and lower side of the cell", NULL},
    {"r_bounds", "m", "inner and outer side of the cell", NULL},
    {"x_bounds", "m", "lower and upper side of the cell along x", NULL},
    {"y_bounds", "m", "lower and upper side of the cell along y", NULL},
    {"concentration", "kg m-3", "concentration, mean over the cell's volume", "C"},
    {"activity", "kg m-3", "concentration over partition", "u"},
    {"layer_index", "1", "layer at the cell's centre from the top, -1 in the vehicle", NULL},
    {"partition", "1", "partition coefficient at the start, mean over the cell", "K"},
    {"diffusivity", "m2 s-1", "diffusivity along depth at the start, mean over the cell", "D"},
    {"channel_fraction", "1", "part of the cell that is channel at the start", NULL},
    {"layer_top", "m", "depth of the upper side of the layer", NULL},
    {"layer_bottom", "m", "depth of the lower side of the layer", NULL},
    {"layer_amount", "kg m-2", "compound in the tissue of each layer, channels excluded", NULL},
    {"steady_flux", "kg m-2 s-1", "limit of the rate of absorption", "J_ss"},
    ACI_HISTORY_LIST(DESCRIPTION_ROW) ACI_ENDPOINT_LIST(DESCRIPTION_ROW)};

/// Symbols of the rows that come from the lists of results.h.
static const char *const symbols[][2] = {
    {"absorbed", "Q"},           {"absorption_flux", "J"},
    {"flux_max", "J_max"},       {"time_of_flux_max", "T_max"},
    {"lag_time", "t_lag"},       {"permeability", "K_p"},
    {"enhancement_ratio", "ER"},
};

static const char *const displays[][2] = {
    {"s", "h"},        {"m", "um"},         {"kg m-3", "mg/mL"},        {"kg m-2", "ug/cm2"},
    {"m s-1", "cm/h"}, {"m2 s-1", "cm2/s"}, {"kg m-2 s-1", "ug/cm2/h"},
};

static const char *pair_find(const char *const (*pairs)[2], size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(pairs[i][0], key) == 0) {
            return pairs[i][1];
        }
    }
    return NULL;
}

bool aci_description_find(const char *name, aci_description *out)
{
    for (size_t i = 0; i < sizeof descriptions / sizeof descriptions[0]; i++) {
        if (strcmp(descriptions[i].name, name) == 0) {
            *out = descriptions[i];
            if (!out->symbol) {
                out->symbol = pair_find(symbols, sizeof symbols / sizeof symbols[0], name);
            }
            return true;
        }
    }
    return false;
}

const char *aci_description_display(const char *units)
{
    return pair_find(displays, sizeof displays / sizeof displays[0], units);
}
