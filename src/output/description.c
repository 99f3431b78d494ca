/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/description.h"

#include <stddef.h>
#include <string.h>

#include "acicula/study/results.h"

static const aci_description groups[] = {
    {NULL, "/", NULL, "fields at the field times, and the attributes of the run", NULL},
    {NULL, "geometry", NULL, "what stands still: layers and channels on the grid", NULL},
    {NULL, "history", NULL, "amounts at the report times, per area of treated skin", NULL},
    {NULL, "control", NULL, "the same as history, on intact skin", NULL},
    {NULL, "endpoints", NULL, "single numbers of the whole run", NULL},
    {NULL, "insertion", NULL,
     "one needle on the mean skin: its way, and the depth of strikes against what is set", NULL},
    {NULL, "channels", NULL, "one row for each strike of a needle, its channel or its failure",
     NULL},
    {NULL, "treatment", NULL, "all strikes together", NULL},
    {NULL, "systemic", NULL, "in the blood: what is absorbed, followed through the body", NULL},
    {NULL, "regions", NULL,
     "targets of the config: bands of depth followed over time, the tissue without channels", NULL},
    {NULL, "strips", NULL, "tape strips: content of equal layers of the stratum corneum", NULL},
    {NULL, "uniformity", NULL, "how even the tissue's concentration is across planes", NULL},
    {NULL, "closure", NULL, "when closing channels count as closed, by method", NULL},
    {NULL, "classes", NULL,
     "strikes sorted by depth into classes, each followed by the transport; the last has no "
     "channel",
     NULL},
    {NULL, "provenance", NULL, "what the run needs to be repeated and judged", NULL},
};

#define ACI_DESCRIPTION_HISTORY(name, units, text) {"history, control", #name, units, text, NULL},
#define ACI_DESCRIPTION_ENDPOINT(name, units, text) {"endpoints", #name, units, text, NULL},
#define ACI_DESCRIPTION_SYSTEMIC(name, units, text) {"systemic", #name, units, text, NULL},
#define ACI_DESCRIPTION_REGION(name, units, text) {"regions", #name, units, text, NULL},
#define ACI_DESCRIPTION_PLANE(name, units, text) {"uniformity", #name, units, text, NULL},
#define ACI_DESCRIPTION_SETTING(name, units, text) {"insertion", #name, units, text, NULL},

static const aci_description variables[] = {
    {"/, history, control, regions, strips, uniformity", "time", "s",
     "time since product and channels are both there", "t"},
    {"/", "z", "m", "depth below the undeformed surface", "z"},
    {"/", "r", "m", "distance from the axis of the channel", "r"},
    {"/, channels", "x", "m", "position along x", "x"},
    {"/, channels", "y", "m", "position along y", "y"},
    {"/", "z_bounds", "m", "upper and lower side of the cell", NULL},
    {"/", "r_bounds", "m", "inner and outer side of the cell", NULL},
    {"/", "x_bounds", "m", "lower and upper side of the cell along x", NULL},
    {"/", "y_bounds", "m", "lower and upper side of the cell along y", NULL},
    {"/", "concentration", "kg m-3", "concentration, mean over the cell's volume", "C"},
    {"/", "activity", "kg m-3", "concentration over partition, continuous across layers", "u"},
    {"/", "layer_index", "1", "layer at the cell's centre from the top, -1 in the vehicle", NULL},
    {"/", "partition", "1", "partition coefficient at the start, mean over the cell", "K"},
    {"/", "diffusivity", "m2 s-1", "diffusivity along depth at the start, mean over the cell", "D"},
    {"geometry", "channel_fraction", "1", "part of the cell that is channel at the start", NULL},
    {"geometry", "layer_top", "m", "depth of the upper side of the layer", NULL},
    {"geometry", "layer_bottom", "m", "depth of the lower side of the layer", NULL},
    {"history, control", "layer_amount", "kg m-2",
     "compound in the tissue of each layer, what is bound there included, channels excluded", NULL},
    {"history, control", "steady_flux", "kg m-2 s-1",
     "limit of the rate of absorption; over a receptor that into a sink in its place", "J_ss"},
    {"insertion", "displacement", "m", "way of the needle's base from first touch", "D"},
    {"insertion", "force", "N", "force on the needle", "F"},
    {"insertion", "dimple", "m", "how far the skin gives way under the needle", "w"},
    {"insertion, channels, classes", "depth", "m",
     "depth of the tip below the deformed surface, 0 where not punctured", "d"},
    {"insertion", "insertion_depth", "m", "depth of the tip at the end, mean skin", "d"},
    {"insertion", "puncture_force", "N", "force at which the skin opens, mean skin", "F_p"},
    {"insertion", "puncture_displacement", "m", "way of the base at the puncture, mean skin", NULL},
    {"insertion", "lift", "m",
     "how far the skin stands into a pen's nozzle before a strike, mean skin", NULL},
    {"insertion", "pop_in", "m", "how far the tip jumps in at the puncture, mean skin", NULL},
    {"insertion", "largest_force", "N", "largest force on the way, mean skin", NULL},
    {"insertion", "contact_force", "N", "share of the base plate, each needle, mean skin", NULL},
    {"insertion", "buckling_safety", "1", "buckling force over largest force; 0 without a puncture",
     NULL},
    {"insertion", "strength_safety", "1", "strength over largest stress; 0 without a puncture",
     NULL},
    ACI_SETTINGS_LIST(ACI_DESCRIPTION_SETTING){
        "insertion", "depth_5", "m", "depth that 5 % of all strikes at the setting do not reach",
        NULL},
    {"insertion", "depth_50", "m",
     "median depth of all strikes at the setting, 0 where not punctured", NULL},
    {"insertion", "depth_95", "m", "depth that 95 % of all strikes at the setting do not reach",
     NULL},
    {"insertion", "punctured_share", "1", "punctures over strikes at the setting", NULL},
    {"insertion", "toughness_factor", "1", "calibration: multiplies the toughness of every layer",
     NULL},
    {"channels", "length", "m", "length of the channel along its axis, 0 without a channel", "L"},
    {"channels, classes", "mouth_radius", "m",
     "radius of the channel's mouth (same access to diffusion)", "r_0"},
    {"channels, classes", "bottom_radius", "m", "radius of the channel's end", "r_1"},
    {"channels", "tilt", "rad", "of the channel's axis from the vertical", NULL},
    {"channels", "azimuth", "rad", "of the tilt, from +x to +y", NULL},
    {"channels", "punctured", "1", "1 where the needle went through the surface, else 0", NULL},
    {"channels", "failure", "1",
     "why there is no channel: 0 there is, 1 travel, 2 plate, 3 force, 4 energy, "
     "5 stall, 6 merged into an earlier one, 7 the needle is broken or blunt",
     NULL},
    {"channels", "pass", "1", "pass of the device, from 0", NULL},
    {"treatment", "needle_density", "m-2", "needles per area of the device's head", NULL},
    {"treatment", "strike_density", "m-2", "strikes per area of skin", NULL},
    {"treatment", "channel_density", "m-2", "channels per area of skin", "sigma"},
    {"treatment", "punctured_fraction", "1", "punctures over strikes", NULL},
    {"treatment", "puncture_rate", "s-1", "punctures per second", NULL},
    {"treatment", "treatment_time", "s", "time the treatment takes", NULL},
    {"treatment", "open_area_fraction", "1", "area of all mouths over area of skin", NULL},
    {"treatment", "coverage", "1", "part of the skin that is mouth", NULL},
    {"treatment", "overlapping", "1", "part of the channels whose mouth overlaps another", NULL},
    {"treatment", "nearest_neighbour", "m", "mean distance of a channel to the nearest other",
     NULL},
    {"treatment", "dispersion", "1", "variance over mean of channels in windows of 1 mm2", NULL},
    {"treatment", "depth_mean", "m", "mean depth over all strikes, 0 where not punctured", NULL},
    {"treatment", "depth_deviation", "m", "standard deviation of the depth of punctured strikes",
     NULL},
    {"treatment", "bleeding", "1", "mean probability that a channel cuts a vessel", NULL},
    {"treatment", "through_fraction", "1", "part of the strikes whose tip went below the skin",
     NULL},
    {"treatment", "patch_found", "1", "open channels whose mouth lies in the patch", NULL},
    {"treatment", "patch_dropped", "1", "of them left out, because they overlap a deeper one",
     NULL},
    {"treatment", "patch_moved", "1", "of the others moved in from the edge", NULL},
    {"classes", "weight", "1", "share of the strikes in the class; the last has no channel", NULL},
    {"classes", "channel_depth", "m", "depth of the channel of the class", NULL},
    {"closure", "method", NULL, "who sees whether channels are open", NULL},
    {"closure", "threshold", "1",
     "open area over that at the start below which the method sees none", NULL},
    {"closure", "time_closed", "s",
     "time at which the method no longer sees the channels; missing: never", NULL},
    {"history", "film_thickness", "m", "thickness of the product film", NULL},
    {"history", "area_fraction", "1", "area of the channels over that at the start", "A/A0"},
    {"/", "nv", "1", "sides of a cell", NULL},
    {"geometry, history, control", "layer", NULL, "layer of the skin, top to bottom", NULL},
    {"insertion", "setting", "1", "number of the setting", NULL},
    {"channels", "channel", "1", "number of the strike", NULL},
    {"classes", "class", "1", "number of the class, from the shallowest", NULL},
    {"provenance", "config", NULL, "the config as it was written", NULL},
    {"provenance", "set", NULL, "what --set changed, one a line", NULL},
    {"provenance", "config_resolved", NULL, "the complete config, which can be run", NULL},
    {"provenance", "values", NULL, "every value with its origin and source", NULL},
    {"provenance", "environment", NULL, "program, compiler, libraries and machine", NULL},
    {"provenance", "inputs", NULL, "text of each file the config reads", NULL},
    {"systemic", "control_concentration", "kg m-3", "concentration in plasma behind intact skin",
     NULL},
    {"systemic", "control_concentration_max", "kg m-3", "the largest of it", NULL},
    {"systemic", "stated_level", "kg m-3", "concentration in plasma not to be reached", NULL},
    {"regions", "region", NULL, "region of the config", NULL},
    {"regions", "region_top", "m", "depth of the upper side of the region", NULL},
    {"regions", "region_bottom", "m", "depth of the lower side of the region", NULL},
    {"regions", "region_threshold", "kg m-3", "concentration to be reached in the region", NULL},
    {"regions", "control_mean_concentration", "kg m-3",
     "mean concentration of the region in intact skin", NULL},
    {"regions", "control_mean_concentration_max", "kg m-3", "the largest of it over time", NULL},
    {"strips", "strip", "1", "number of the strip, from the surface", NULL},
    {"strips", "strip_top", "m", "depth of the upper side of the strip", NULL},
    {"strips", "strip_bottom", "m", "depth of the lower side of the strip", NULL},
    {"strips", "strip_amount", "kg m-2", "compound in the tissue of the strip", NULL},
    {"strips", "control_strip_amount", "kg m-2", "the same in intact skin", NULL},
    {"uniformity", "plane_depth", "m", "depth of the plane", "z"},
    {"uniformity", "plane_threshold", "kg m-3", "concentration above which area counts as covered",
     NULL},
    ACI_REGION_LIST(ACI_DESCRIPTION_REGION) ACI_REGION_ENDPOINT_LIST(ACI_DESCRIPTION_REGION)
        ACI_UNIFORMITY_LIST(ACI_DESCRIPTION_PLANE) ACI_HISTORY_LIST(ACI_DESCRIPTION_HISTORY)
            ACI_ENDPOINT_LIST(ACI_DESCRIPTION_ENDPOINT) ACI_SYSTEMIC_LIST(ACI_DESCRIPTION_SYSTEMIC)
                ACI_SYSTEMIC_ENDPOINT_LIST(ACI_DESCRIPTION_SYSTEMIC)};

static const aci_description attributes[] = {
    {"variable", "units", NULL, "SI unit, as CF writes it", NULL},
    {"variable", "long_name", NULL, "meaning in words", NULL},
    {"variable", "symbol", NULL, "usual symbol", NULL},
    {"variable", "display_units", NULL, "unit people use for it; `export --units display`", NULL},
    {"variable", "numerical_error", "1",
     "estimated error of an amount or endpoint by grid and time steps, relative; what parameters "
     "and model add is not in it",
     NULL},
    {"variable", "numerical_error_measure", NULL, "what numerical_error is relative to", NULL},
    {"variable", "chosen", NULL, "setting of the run, in the variable's unit", NULL},
    {"variable", "axis", NULL, "T, X, Y or Z (CF)", NULL},
    {"variable", "positive", NULL, "z is positive downwards (CF)", NULL},
    {"variable", "bounds", NULL, "variable of the cells' sides (CF)", NULL},
    {"variable", "cell_methods", NULL, "the numbers are means over cells (CF)", NULL},
    {"variable", "flag_values", NULL, "values of layer_index (CF)", NULL},
    {"variable", "flag_meanings", NULL, "names of flag_values (CF)", NULL},
    {"variable", "_FillValue", NULL, "stands for what was not written; a finished file has none",
     NULL},
    {"variable", "path", NULL, "of an input, as the config names it", NULL},
    {"group closure", "law", NULL, "how the channels close", NULL},
    {"group closure", "opened", "s",
     "when the channels were opened last, from where the times count", NULL},
    {"group closure", "state", NULL,
     "dry or occluded: whose time constants were taken; as scheduled: both, by the covers", NULL},
    {"group closure", "needle_length", "m", "by which the library's times were scaled; 0: not",
     NULL},
    {"group closure", "detection", NULL, "method the config names", NULL},
    {"file", "Conventions", NULL, "conventions of the file", NULL},
    {"file", "title", NULL, "title of the config", NULL},
    {"file", "source", NULL, "program, version and commit (CF)", NULL},
    {"file", "program", NULL, "acicula", NULL},
    {"file", "schema_version", "1", "version of this list", NULL},
    {"file", "version", NULL, "of the program", NULL},
    {"file", "commit", NULL, "of the program's source", NULL},
    {"file", "compiler", NULL, "that built the program", NULL},
    {"file", "compiler_flags", NULL, "that built the program", NULL},
    {"file", "libraries", NULL, "and their versions", NULL},
    {"file", "history", NULL, "time and command line (CF)", NULL},
    {"file", "comment", NULL, "what holds for all numbers", NULL},
    {"file", "geometry", NULL, "slab, axisymmetric or box", NULL},
    {"file", "accuracy", "1", "simulation.accuracy", NULL},
    {"file", "accuracy_requested", "1", "simulation.accuracy", NULL},
    {"file", "accuracy_reached", "1", "1 where the estimated errors meet it, else 0", NULL},
    {"file", "assumed_values", "1", "how many of the values of the run are assumed", NULL},
    {"file", "seed", "1", "of the random numbers (treatment.seed); 0 without a device", NULL},
    {"file", "threads", "1", "used; the numbers do not depend on it", NULL},
    {"file", "receptor_over_donor", "1",
     "largest concentration in the receptor over the donor's activity as it was put on", NULL},
    {"file", "sink_condition", "1",
     "1 where that stayed at or below 0.1, else 0: what is absorbed was held back by the receptor",
     NULL},
    {"file", "run_complete", "1", "1 when the run was finished, written last", NULL},
    {"file", "shown_class", "1", "class whose cell the fields show, -1 without classes", NULL},
    {"file", "wall_time", "s", "time the run took", NULL},
    {"file", "cells", "1", "of the grid; with classes of all grids", NULL},
    {"file", "time_steps", "1", "taken", NULL},
    {"file", "solves", "1", "of linear systems", NULL},
    {"file", "solver_iterations", "1", "of all solves", NULL},
    {"file", "propagator", NULL, "what advanced the solution in time", NULL},
};

/// Symbols of the rows that come from the lists of results.h.
static const char *const symbols[][2] = {
    {"absorbed", "Q"},
    {"absorption_flux", "J"},
    {"flux_max", "J_max"},
    {"time_of_flux_max", "T_max"},
    {"lag_time", "t_lag"},
    {"permeability", "K_p"},
    {"enhancement_ratio", "ER"},
    {"mean_concentration", "C_mean"},
    {"mean_concentration_max", "C_max"},
    {"time_of_mean_concentration_max", "t_max"},
    {"mean_area_under_curve", "AUC"},
    {"time_above_threshold", "t_above"},
    {"variation", "CV"},
    {"gini", "G"},
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
    {"m-2", "1/cm2"},
};

/// Concentrations in plasma are far below those in skin, integrals of them as well.
static const char *const plasma[][2] = {
    {"plasma_concentration", "mg/L"},  {"concentration_max", "mg/L"},
    {"control_concentration", "mg/L"}, {"control_concentration_max", "mg/L"},
    {"stated_level", "mg/L"},          {"mean_area_under_curve", "mg h/mL"},
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

const aci_description *aci_description_list(aci_description_kind kind, int *count)
{
    static const struct {
        const aci_description *rows;
        size_t count;
    } lists[ACI_DESCRIPTION_KINDS] = {
        [ACI_DESCRIPTION_GROUP] = {groups, sizeof groups / sizeof groups[0]},
        [ACI_DESCRIPTION_VARIABLE] = {variables, sizeof variables / sizeof variables[0]},
        [ACI_DESCRIPTION_ATTRIBUTE] = {attributes, sizeof attributes / sizeof attributes[0]},
    };
    *count = (int)lists[kind].count;
    return lists[kind].rows;
}

bool aci_description_find(const char *name, aci_description *out)
{
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        if (strcmp(variables[i].name, name) == 0) {
            *out = variables[i];
            if (!out->symbol) {
                out->symbol = pair_find(symbols, sizeof symbols / sizeof symbols[0], name);
            }
            return true;
        }
    }
    return false;
}

bool aci_description_is_in(const aci_description *description, const char *group)
{
    size_t length = strlen(group);
    for (const char *at = description->groups; at != NULL && *at != '\0';) {
        size_t end = strcspn(at, ",");
        if (end == length && strncmp(at, group, length) == 0) {
            return true;
        }
        at += end + strspn(at + end, ", ");
    }
    return false;
}

const char *aci_description_display(const char *name, const char *units)
{
    const char *own = pair_find(plasma, sizeof plasma / sizeof plasma[0], name);
    return own ? own : pair_find(displays, sizeof displays / sizeof displays[0], units);
}
