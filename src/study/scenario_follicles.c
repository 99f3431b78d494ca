/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section follicles: the library's numbers for the site, or own ones, and what follows. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/skin/follicles.h"
#include "follicles.h"
#include "scenario_parts.h"

static const double pi = 3.14159265358979323846;
static const double least_range = 50e-6; /* of depths that a release is spread over, m */
static const double rounding = 1e-9;

/// The section while it is read.
typedef struct section {
    aci_scenario_reader *reader;
    const aci_node *map;
    const aci_follicle_site *library; ///< NULL where there is none
    aci_follicles *out;
    bool is_faulty;
} section;

static bool is_known(const aci_value *value)
{
    return value->origin != ACI_ORIGIN_MISSING;
}

static bool has(const section *s, const char *key)
{
    return aci_config_child(s->map, key) != NULL;
}

static void find_library(section *s)
{
    const aci_node *node = aci_parameters_value(s->map, "site");
    const char *name = node != NULL ? node->text : s->reader->out->skin.site;
    s->library = aci_follicles_find(name);
    if (s->library != NULL) {
        snprintf(s->out->site, sizeof s->out->site, "%s", s->library->name);
    } else if (node != NULL) {
        aci_config_fault(s->reader->config, node,
                         "the library has no follicles of '%s' (`acicula list skins` has those it "
                         "has)",
                         name);
        s->is_faulty = true;
    }
}

/// The user's number or the library's; a fault where there is none.
static void take(section *s, const char *key, const aci_value *known, const char *example,
                 aci_value *out)
{
    if (has(s, key)) {
        aci_scenario_give(s->map, key, out);
        s->is_faulty = s->is_faulty || !is_known(out);
    } else if (s->library != NULL) {
        *out = *known;
    } else if (!s->is_faulty) {
        aci_config_fault_missing(s->reader->config, s->map, key,
                                 "missing, and the library has no follicles of this skin: give it, "
                                 "for example %s, or follicles.site",
                                 example);
        s->is_faulty = true;
    }
}

/// A volume of the library belongs to its density.
static void scale_volume(section *s)
{
    if (!has(s, "volume") && s->library != NULL) {
        s->out->volume.value *= s->out->density.value / s->library->density.value;
    }
}

static void read_numbers(section *s)
{
    static const aci_value none = {.origin = ACI_ORIGIN_MISSING};
    const aci_follicle_site *l = s->library;
    aci_follicles *out = s->out;
    take(s, "density", l != NULL ? &l->density : &none, "100 /cm2", &out->density);
    take(s, "diameter", l != NULL ? &l->diameter : &none, "70 um", &out->diameter);
    take(s, "volume", l != NULL ? &l->volume : &none, "0.1 uL/cm2", &out->volume);
    if (!s->is_faulty) {
        scale_volume(s);
    }
}

/// Depth of an infundibulum as a cylinder; one of the library where there are none.
static double infundibulum(const section *s)
{
    double radius = 0.5 * s->out->diameter.value;
    double openings = s->out->density.value, volume = s->out->volume.value;
    if (openings == 0.0 && s->library != NULL) {
        openings = s->library->density.value;
        volume = s->library->volume.value;
    }
    return openings > 0.0 ? volume / (openings * pi * radius * radius) : 0.0;
}

/// Its permeability from the layer of stratum corneum, unless given.
static void read_wall(section *s)
{
    aci_follicles *out = s->out;
    const aci_skin *skin = &s->reader->out->skin;
    int barrier = aci_skin_find(skin, "stratum_corneum");
    out->wall_thickness = aci_follicles_wall_thickness();
    aci_scenario_give(s->map, "wall_thickness", &out->wall_thickness);
    aci_scenario_give(s->map, "wall_permeability", &out->wall_permeability);
    if (has(s, "wall_permeability") && !(out->wall_thickness.value > 0.0)) {
        aci_config_fault_key(s->reader->config, aci_config_child(s->map, "wall_permeability"),
                             "not together with wall_thickness: 0 um, which is no lining");
        s->is_faulty = true;
    }
    if (!(out->wall_thickness.value > 0.0) || has(s, "wall_permeability")) {
        return;
    }
    if (barrier < 0) {
        aci_config_fault_missing(s->reader->config, s->map, "wall_permeability",
                                 "missing: there is no layer stratum_corneum to take it from");
        s->is_faulty = true;
        return;
    }
    const aci_layer *layer = &skin->layers[barrier];
    out->wall_permeability = layer->diffusivity;
    out->wall_permeability.value *= layer->partition.value / out->wall_thickness.value;
    out->wall_permeability.origin = ACI_ORIGIN_ASSUMED;
    out->wall_permeability.confidence = 'L';
    out->wall_permeability.source = "assumed: as the layer stratum_corneum, over wall_thickness";
}

/// K_f = P/K of the product times the lining per area, 4 V/d of cylinders.
static void read_release(section *s)
{
    aci_follicles *out = s->out;
    double partition = s->reader->out->product.partition.value;
    aci_scenario_give(s->map, "release", &out->release);
    if (has(s, "release")) {
        return;
    }
    if (!is_known(&out->wall_permeability)) {
        aci_config_fault_missing(
            s->reader->config, s->map, "release",
            "missing: without a lining nothing tells how fast lumped follicles "
            "empty");
        s->is_faulty = true;
        return;
    }
    out->release = (aci_value){
        out->wall_permeability.value / partition * 4.0 * out->volume.value / out->diameter.value,
        ACI_ORIGIN_ASSUMED, 'L', "assumed: through the lining of cylinders, one way"};
}

static double dermis_top(const aci_skin *skin)
{
    for (int n = 0; n < skin->layer_count; n++) {
        if (strstr(skin->layers[n].name, "dermis") != NULL &&
            strstr(skin->layers[n].name, "epidermis") == NULL) {
            return aci_skin_layer_top(skin, n);
        }
    }
    return -1.0;
}

static void read_range(section *s)
{
    static const char even[] = "assumed: along the infundibulum below the epidermis";
    aci_follicles *out = s->out;
    const aci_skin *skin = &s->reader->out->skin;
    double whole = aci_skin_thickness(skin), top = dermis_top(skin);
    aci_scenario_give(s->map, "release_from", &out->release_from);
    aci_scenario_give(s->map, "release_to", &out->release_to);
    if (!is_known(&out->release_from) && top < 0.0) {
        aci_config_fault_missing(s->reader->config, s->map, "release_from",
                                 "missing: no layer is called a dermis, expected a depth such as "
                                 "100 um");
        s->is_faulty = true;
        return;
    }
    if (!is_known(&out->release_from)) {
        out->release_from = (aci_value){top, ACI_ORIGIN_ASSUMED, 'L', even};
    }
    double from = out->release_from.value;
    if (!is_known(&out->release_to)) {
        double to = fmin(whole, fmax(infundibulum(s), from + least_range));
        out->release_to = (aci_value){to, ACI_ORIGIN_ASSUMED, 'L', even};
    }
    if (out->release_to.value <= from || out->release_to.value > whole * (1.0 + rounding)) {
        const aci_node *to = aci_config_child(s->map, "release_to");
        aci_config_fault(s->reader->config, to != NULL ? to : s->map,
                         "a release down to %.6g um, allowed is below release_from, %.6g um, and "
                         "within the skin of %.6g um",
                         1e6 * out->release_to.value, 1e6 * from, 1e6 * whole);
    }
}

static void read_lumped(section *s)
{
    const aci_node *fraction = aci_config_child(s->map, "fraction");
    if (fraction != NULL && s->reader->out->product.infinite) {
        aci_config_fault_key(s->reader->config, fraction,
                             "only with a finite dose: an infinite one fills the follicles and "
                             "keeps them full");
    }
    aci_scenario_give(s->map, "fraction", &s->out->fraction);
    read_release(s);
    read_range(s);
}

static void read_sebum(section *s)
{
    aci_follicles *out = s->out;
    const aci_scenario_reader *reader = s->reader;
    out->sebum_diffusivity = aci_follicles_sebum_diffusivity();
    aci_scenario_give(s->map, "sebum_diffusivity", &out->sebum_diffusivity);
    aci_scenario_give(s->map, "sebum_partition", &out->sebum_partition);
    if (has(s, "sebum_partition")) {
        return;
    }
    if (reader->has_compound && is_known(&reader->compound.log_kow)) {
        out->sebum_partition = aci_follicles_sebum_partition(reader->compound.log_kow.value);
    } else if (!reader->compound_is_faulty) {
        aci_config_fault_missing(reader->config, s->map, "sebum_partition",
                                 "missing, and there is no product.compound with a log_kow to take "
                                 "it from");
    }
}

/// The depths of a resolved follicle, held against each other, the skin and the cell.
static void check_cylinder(section *s)
{
    const aci_follicles *f = s->out;
    double whole = aci_skin_thickness(&s->reader->out->skin);
    const aci_node *depth = aci_config_child(s->map, "depth");
    const aci_node *wall = aci_config_child(s->map, "wall_depth");
    if (depth != NULL && f->depth.value > whole * (1.0 + rounding)) {
        aci_config_fault(s->reader->config, depth,
                         "%.6g um is deeper than the skin, whose layers reach %.6g um",
                         1e6 * f->depth.value, 1e6 * whole);
    }
    if (wall != NULL && f->wall_depth.value > f->depth.value * (1.0 + rounding)) {
        aci_config_fault(s->reader->config, wall, "%.6g um is deeper than the follicle, %.6g um",
                         1e6 * f->wall_depth.value, 1e6 * f->depth.value);
    }
    if (f->density.value > 0.0 && f->diameter.value >= 0.9 / sqrt(f->density.value)) {
        const aci_node *diameter = aci_config_child(s->map, "diameter");
        aci_config_fault(s->reader->config, diameter != NULL ? diameter : s->map,
                         "follicles of %.6g um touch at %.6g per cm2, allowed is less than 0.9 of "
                         "their distance",
                         1e6 * f->diameter.value, 1e-4 * f->density.value);
    }
}

static void read_resolved(section *s)
{
    static const aci_value none = {.origin = ACI_ORIGIN_MISSING};
    static const char cylinder[] = "assumed: an infundibulum as a cylinder, volume over openings";
    aci_follicles *out = s->out;
    double whole = aci_skin_thickness(&s->reader->out->skin);
    take(s, "depth", s->library != NULL ? &s->library->depth : &none, "500 um", &out->depth);
    if (!has(s, "depth")) {
        out->depth.value = fmin(out->depth.value, whole);
    }
    out->wall_depth =
        (aci_value){fmin(infundibulum(s), out->depth.value), ACI_ORIGIN_ASSUMED, 'L', cylinder};
    aci_scenario_give(s->map, "wall_depth", &out->wall_depth);
    read_sebum(s);
    check_cylinder(s);
}

/// Keys of the other model.
static void refuse_foreign(section *s)
{
    static const char *const lumped[] = {"fraction", "release", "release_from", "release_to", NULL};
    static const char *const resolved[] = {"depth", "wall_depth", "sebum_diffusivity",
                                           "sebum_partition", NULL};
    bool is_lumped = s->out->model == ACI_FOLLICLES_LUMPED;
    for (const char *const *key = is_lumped ? resolved : lumped; *key != NULL; key++) {
        const aci_node *node = aci_config_child(s->map, *key);
        if (node != NULL) {
            aci_config_fault_key(s->reader->config, node, "only with model: %s",
                                 is_lumped ? "resolved" : "lumped");
        }
    }
}

void aci_scenario_read_follicles(aci_scenario_reader *reader)
{
    const aci_node *map = aci_config_child(reader->root, "follicles");
    if (map == NULL || map->kind != ACI_NODE_MAP) {
        return;
    }
    section s = {.reader = reader, .map = map, .out = &reader->out->follicles};
    const aci_node *model = aci_scenario_need(reader, "follicles", "model", "lumped or resolved");
    if (model == NULL || reader->skin_is_faulty) {
        return;
    }
    s.out->model = model->choice == 0 ? ACI_FOLLICLES_LUMPED : ACI_FOLLICLES_RESOLVED;
    refuse_foreign(&s);
    find_library(&s);
    read_numbers(&s);
    if (!s.is_faulty) {
        read_wall(&s);
    }
    if (!s.is_faulty && s.out->model == ACI_FOLLICLES_LUMPED) {
        read_lumped(&s);
    } else if (!s.is_faulty) {
        read_resolved(&s);
    }
}

void aci_scenario_note_follicles(const aci_scenario *scenario, FILE *out)
{
    const aci_follicles *f = &scenario->follicles;
    if (f->model == ACI_FOLLICLES_NONE || !(f->density.value > 0.0)) {
        return;
    }
    if (f->model == ACI_FOLLICLES_LUMPED) {
        fprintf(out,
                "Lumped follicles hold up to %.3g ug/cm2 and empty with a time constant of %.3g h; "
                "what they release is spread over the area.\n",
                1e5 * scenario->product.concentration * f->volume.value,
                f->volume.value / f->release.value / 3600.0);
        return;
    }
    if (scenario->channels.kind == ACI_CHANNELS_NONE && !scenario->needling.exists) {
        return;
    }
    double reach = 0.5 * f->diameter.value + aci_follicles_reach(scenario);
    double share = 1.0 - exp(-f->density.value * pi * reach * reach);
    fprintf(out,
            "Follicles and channels are added as shunts that know nothing of each other. Within "
            "%.3g um of a follicle, where its compound spreads, lie %.3g %% of the skin and of "
            "channels put at random: %s\n",
            1e6 * reach, 100.0 * share,
            share < 0.1 ? "they hardly meet."
                        : "there they share what gets in, and the sum is too large.");
}
