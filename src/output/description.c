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
    {"displacement", "m", "way of the needle's base from first touch", "D"},
    {"force", "N", "force on the needle", "F"},
    {"dimple", "m", "how far the skin gives way under the needle", "w"},
    {"depth", "m", "depth of the tip below the deformed surface, 0 where not punctured", "d"},
    {"insertion_depth", "m", "depth of the tip at the end, mean skin", "d"},
    {"puncture_force", "N", "force at which the skin opens, mean skin", "F_p"},
    {"puncture_displacement", "m", "way of the base at the puncture, mean skin", NULL},
    {"lift", "m", "how far the skin stands into a pen's nozzle before a strike, mean skin", NULL},
    {"pop_in", "m", "how far the tip jumps in at the puncture, mean skin", NULL},
    {"largest_force", "N", "largest force on the way, mean skin", NULL},
    {"contact_force", "N", "share of the base plate, each needle, mean skin", NULL},
    {"buckling_safety", "1", "buckling force over largest force; 0 without a puncture", NULL},
    {"strength_safety", "1", "strength over largest stress; 0 without a puncture", NULL},
    ACI_SETTINGS_LIST(DESCRIPTION_ROW){
        "depth_5", "m", "depth that 5 % of all strikes at the setting do not reach", NULL},
    {"depth_50", "m", "median depth of all strikes at the setting, 0 where not punctured", NULL},
    {"depth_95", "m", "depth that 95 % of all strikes at the setting do not reach", NULL},
    {"punctured_share", "1", "punctures over strikes at the setting", NULL},
    {"toughness_factor", "1", "calibration: multiplies the toughness of every layer", NULL},
    {"length", "m", "length of the channel along its axis, 0 without a channel", "L"},
    {"mouth_radius", "m", "radius of the channel's mouth (same access to diffusion)", "r_0"},
    {"bottom_radius", "m", "radius of the channel's end", "r_1"},
    {"tilt", "rad", "of the channel's axis from the vertical", NULL},
    {"azimuth", "rad", "of the tilt, from +x to +y", NULL},
    {"punctured", "1", "1 where the needle went through the surface, else 0", NULL},
    {"failure", "1",
     "why there is no channel: 0 there is, 1 travel, 2 plate, 3 force, 4 energy, "
     "5 stall, 6 merged into an earlier one",
     NULL},
    {"pass", "1", "pass of the device, from 0", NULL},
    {"needle_density", "m-2", "needles per area of the device's head", NULL},
    {"strike_density", "m-2", "strikes per area of skin", NULL},
    {"channel_density", "m-2", "channels per area of skin", "sigma"},
    {"punctured_fraction", "1", "punctures over strikes", NULL},
    {"puncture_rate", "s-1", "punctures per second", NULL},
    {"treatment_time", "s", "time the treatment takes", NULL},
    {"open_area_fraction", "1", "area of all mouths over area of skin", NULL},
    {"coverage", "1", "part of the skin that is mouth", NULL},
    {"overlapping", "1", "part of the channels whose mouth overlaps another", NULL},
    {"nearest_neighbour", "m", "mean distance of a channel to the nearest other", NULL},
    {"dispersion", "1", "variance over mean of channels in windows of 1 mm2", NULL},
    {"depth_mean", "m", "mean depth over all strikes, 0 where not punctured", NULL},
    {"depth_deviation", "m", "standard deviation of the depth of punctured strikes", NULL},
    {"bleeding", "1", "mean probability that a channel cuts a vessel", NULL},
    {"through_fraction", "1", "part of the strikes whose tip went below the skin", NULL},
    {"patch_found", "1", "open channels whose mouth lies in the patch", NULL},
    {"patch_dropped", "1", "of them left out, because they overlap a deeper one", NULL},
    {"patch_moved", "1", "of the others moved in from the edge", NULL},
    {"weight", "1", "share of the strikes in the class; the last has no channel", NULL},
    {"channel_depth", "m", "depth of the channel of the class", NULL},
    {"control_concentration", "kg m-3", "concentration in plasma behind intact skin", NULL},
    {"control_concentration_max", "kg m-3", "the largest of it", NULL},
    {"stated_level", "kg m-3", "concentration in plasma not to be reached", NULL},
    ACI_HISTORY_LIST(DESCRIPTION_ROW) ACI_ENDPOINT_LIST(DESCRIPTION_ROW)
        ACI_SYSTEMIC_LIST(DESCRIPTION_ROW) ACI_SYSTEMIC_ENDPOINT_LIST(DESCRIPTION_ROW)};

/// Symbols of the rows that come from the lists of results.h.
static const char *const symbols[][2] = {
    {"absorbed", "Q"},
    {"absorption_flux", "J"},
    {"flux_max", "J_max"},
    {"time_of_flux_max", "T_max"},
    {"lag_time", "t_lag"},
    {"permeability", "K_p"},
    {"enhancement_ratio", "ER"},
    {"plasma_concentration", "C_p"},
    {"concentration_max", "C_max"},
    {"time_of_concentration_max", "t_max"},
    {"area_under_curve", "AUC_0-t"},
    {"area_under_curve_total", "AUC_0-inf"},
};

static const char *const displays[][2] = {
    {"s", "h"},
    {"m", "um"},
    {"kg m-3", "mg/mL"},
    {"kg m-2", "ug/cm2"},
    {"m s-1", "cm/h"},
    {"m2 s-1", "cm2/s"},
    {"kg m-2 s-1", "ug/cm2/h"},
    {"kg", "mg"},
    {"kg s-1", "mg/h"},
    {"kg s m-3", "mg h/L"},
};

/// Concentrations in plasma are far below those in skin.
static const char *const plasma[][2] = {
    {"plasma_concentration", "mg/L"},  {"concentration_max", "mg/L"},
    {"control_concentration", "mg/L"}, {"control_concentration_max", "mg/L"},
    {"stated_level", "mg/L"},
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

const char *aci_description_display(const char *name, const char *units)
{
    const char *own = pair_find(plasma, sizeof plasma / sizeof plasma[0], name);
    return own ? own : pair_find(displays, sizeof displays / sizeof displays[0], units);
}
