/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a config's text that belong to the needles. */
#include <string.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 192 };

/// A number of the device, its key below `device` and the unit it is written in.
typedef struct number_text {
    const char *number, *key, *unit;
    bool of_needle;
} number_text;

static const number_text numbers[] = {
    {"needles", "needles", "1", false},
    {"pitch", "pitch", "mm", false},
    {"rows", "rows", "1", false},
    {"width", "width", "mm", false},
    {"protrusion", "protrusion", "mm", false},
    {"stroke", "stroke", "mm", false},
    {"frequency", "frequency", "Hz", false},
    {"moving_mass", "moving_mass", "g", false},
    {"stall_force", "stall_force", "N", false},
    {"ring_radius", "ring_radius", "mm", false},
    {"ring_width", "ring_width", "mm", false},
    {"suction", "suction", "kPa", false},
    {"drum_radius", "drum_radius", "mm", false},
    {"rolling_radius", "rolling_radius", "mm", false},
    {"entry_speed", "entry_speed", "m/s", false},
    {"tolerance", "tolerance", "mm", false},
    {"surface_drag", "surface_drag", "1", false},
    {"missing", "missing", "1", false},
    {"conducting_length", "conducting_length", "mm", false},
    {"needle_length", "length", "mm", true},
    {"needle_diameter", "base_diameter", "um", true},
    {"tip_radius", "tip_radius", "um", true},
    {"tip_length", "tip_length", "um", true},
    {"tip_wear", "wear", "um", true},
};

enum { NUMBERS = sizeof numbers / sizeof numbers[0] };

static const char *const drives[] = {"displacement", "force", "energy", "cam"};
static const char *const laws[] = {"energy", "line"};
static const char *const shapes[] = {"cone", "pyramid", "cylinder", "bevel"};

/* A number that this kind or shape has no use for is not written: it would be refused. */
static const aci_value *used_number(const aci_device *device, const number_text *row)
{
    for (int i = 0; i < aci_device_number_count(); i++) {
        const aci_device_number *number = aci_device_number_at(i);
        if (strcmp(number->name, row->number) == 0 &&
            strchr(number->kinds, "prsf"[device->kind]) != NULL) {
            return (const aci_value *)(const void *)((const char *)device + number->offset);
        }
    }
    return NULL;
}

static void write_needle(aci_writer *to, const aci_needling *n)
{
    fprintf(to->out, "  needle:\n");
    if (n->device.shape == ACI_NEEDLE_PROFILE) {
        aci_writer_quoted(to, 4, "profile", n->profile_file);
    } else {
        fprintf(to->out, "    shape: %s\n", shapes[n->device.shape]);
    }
    for (int k = 0; k < NUMBERS && n->device.shape != ACI_NEEDLE_PROFILE; k++) {
        const aci_value *value = numbers[k].of_needle ? used_number(&n->device, &numbers[k]) : NULL;
        if (value != NULL) {
            aci_writer_value(to, 4, numbers[k].key, value, numbers[k].unit);
        }
    }
    if (n->device.material != NULL) {
        fprintf(to->out, "    material: %s\n", n->device.material);
    }
}

static void write_device(aci_writer *to, const aci_needling *n)
{
    fprintf(to->out, "device:\n");
    if (n->device.name[0] != '\0') {
        fprintf(to->out, "  # %s of the library, number by number\n", n->device.name);
    }
    fprintf(to->out, "  kind: %s\n", aci_device_kind_name(n->device.kind));
    for (int k = 0; k < NUMBERS; k++) {
        const aci_value *value = numbers[k].of_needle ? NULL : used_number(&n->device, &numbers[k]);
        if (value != NULL) {
            aci_writer_value(to, 2, numbers[k].key, value, numbers[k].unit);
        }
    }
    write_needle(to, n);
}

static void write_insertion(aci_writer *to, const aci_needling *n)
{
    const aci_device_use *use = &n->use;
    fprintf(to->out, "insertion:\n  model: reduced\n  drive: %s\n", drives[use->drive]);
    if (use->drive == ACI_DRIVE_FORCE) {
        aci_writer_key(to, 2, use->force_is_needle ? "force_per_needle" : "force_total", use->force,
                       "N");
    }
    if (n->device.kind == ACI_DEVICE_PEN) {
        aci_writer_value(to, 2, "nozzle_force", &n->device.nozzle_force, "N");
    }
    fprintf(to->out, "  support: %s", aci_mechanics_support_name(use->support));
    if (n->usual_support != NULL) {
        fprintf(to->out, "   # %s, low confidence", n->usual_support->source);
    }
    fprintf(to->out, "\n  puncture: %s\n", laws[use->law]);
    if (use->friction >= 0.0) {
        aci_writer_key(to, 2, "friction", use->friction, "1");
    }
}

static void write_spread(aci_writer *to, const aci_treatment_spread *spread)
{
    fprintf(to->out, "  spread:\n");
    aci_writer_value(to, 4, "thickness", &spread->thickness, "1");
    aci_writer_value(to, 4, "modulus", &spread->modulus, "1");
    aci_writer_value(to, 4, "toughness", &spread->toughness, "1");
    aci_writer_value(to, 4, "force", &spread->force, "1");
    aci_writer_value(to, 4, "speed", &spread->speed, "1");
    aci_writer_value(to, 4, "travel", &spread->travel, "1");
}

static void write_treatment(aci_writer *to, const aci_needling *n)
{
    const aci_treatment_plan *plan = &n->plan;
    fprintf(to->out, "treatment:\n");
    aci_writer_key(to, 2, "area", plan->area, "cm2");
    aci_writer_key(to, 2, "speed", plan->speed, "mm/s");
    fprintf(to->out, "  passes: %d\n  directions: [", plan->passes);
    for (int k = 0; k < plan->direction_count; k++) {
        fprintf(to->out, k == 0 ? "" : ", ");
        aci_writer_quantity(to, plan->directions[k], "rad");
    }
    fprintf(to->out, "]\n  seed: %llu\n", (unsigned long long)plan->seed);
    aci_writer_key(to, 2, "merge_radius", plan->merge_radius, "um");
    if (n->device.kind != ACI_DEVICE_ROLLER) {
        aci_writer_key(to, 2, "tilt", plan->tilt, "deg");
    }
    fprintf(to->out, "  classes: %d\n", n->classes);
    write_spread(to, &plan->spread);
}

void aci_scenario_write_needling(aci_writer *to, const aci_scenario *scenario)
{
    if (scenario->needling.exists) {
        write_device(to, &scenario->needling);
        write_insertion(to, &scenario->needling);
        write_treatment(to, &scenario->needling);
    }
}

/// Keys of a layer's or a skin's mechanics beside their values.
typedef struct mechanics_text {
    const char *key, *unit;
    const aci_value *value;
} mechanics_text;

enum { TISSUE_NUMBERS = 5, SKIN_NUMBERS = 7 };

static void tissue_of(const aci_tissue *t, mechanics_text rows[TISSUE_NUMBERS])
{
    rows[0] = (mechanics_text){"shear_modulus", "kPa", &t->shear_modulus};
    rows[1] = (mechanics_text){"ogden_exponent", "1", &t->ogden_exponent};
    rows[2] = (mechanics_text){"toughness", "kJ/m2", &t->toughness};
    rows[3] = (mechanics_text){"density", "kg/m3", &t->density};
    rows[4] = (mechanics_text){"vessel_density", "1/mm2", &t->vessel_density};
}

static void mechanics_of(const aci_skin_mechanics *m, mechanics_text rows[SKIN_NUMBERS])
{
    rows[0] = (mechanics_text){"toughness_factor", "1", &m->toughness_factor};
    rows[1] = (mechanics_text){"pre_tension", "kPa", &m->pre_tension};
    rows[2] = (mechanics_text){"dimple_factor", "1", &m->dimple_factor};
    rows[3] = (mechanics_text){"span", "mm", &m->span};
    rows[4] = (mechanics_text){"rate_reference", "1/s", &m->rate_reference};
    rows[5] = (mechanics_text){"rate_exponent", "1", &m->rate_exponent};
    rows[6] = (mechanics_text){"recoil", "1", &m->recoil};
}

void aci_scenario_write_tissue(aci_writer *to, int indent, const aci_tissue *tissue)
{
    mechanics_text rows[TISSUE_NUMBERS];
    tissue_of(tissue, rows);
    for (int k = 0; k < TISSUE_NUMBERS; k++) {
        aci_writer_value(to, indent, rows[k].key, rows[k].value, rows[k].unit);
    }
}

void aci_scenario_write_mechanics(aci_writer *to, int indent, const aci_skin_mechanics *mechanics)
{
    mechanics_text rows[SKIN_NUMBERS];
    mechanics_of(mechanics, rows);
    for (int k = 0; k < SKIN_NUMBERS; k++) {
        aci_writer_value(to, indent, rows[k].key, rows[k].value, rows[k].unit);
    }
}

static const char *si_unit(const char *shown)
{
    static const char *const pairs[][2] = {{"kPa", "Pa"}, {"kJ/m2", "J/m2"}, {"1/mm2", "1/m2"},
                                           {"mm", "m"},   {"um", "m"},       {"Hz", "1/s"},
                                           {"g", "kg"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (strcmp(pairs[i][0], shown) == 0) {
            return pairs[i][1];
        }
    }
    return shown;
}

/// The list being filled.
typedef struct number_list {
    aci_scenario_number *numbers;
    const char **shown; ///< units for people, beside the numbers; NULL where nobody asks
    int count;
} number_list;

static void add(number_list *to, bool is_layer, const char *group, const mechanics_text *row)
{
    if (row->value == NULL || row->value->origin == ACI_ORIGIN_MISSING) {
        return;
    }
    if (to->shown != NULL) {
        to->shown[to->count] = row->unit;
    }
    to->numbers[to->count++] =
        (aci_scenario_number){is_layer, group, row->key, si_unit(row->unit), row->value};
}

static void add_device(number_list *to, const aci_device *device)
{
    for (int k = 0; k < NUMBERS; k++) {
        mechanics_text row = {numbers[k].key, numbers[k].unit, used_number(device, &numbers[k])};
        add(to, false, numbers[k].of_needle ? "device.needle" : "device", &row);
    }
}

static void add_spread(number_list *to, const aci_treatment_spread *spread)
{
    const mechanics_text rows[] = {
        {"thickness", "1", &spread->thickness}, {"modulus", "1", &spread->modulus},
        {"toughness", "1", &spread->toughness}, {"force", "1", &spread->force},
        {"speed", "1", &spread->speed},         {"travel", "1", &spread->travel},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        add(to, false, "treatment.spread", &rows[k]);
    }
}

static int collect(const aci_scenario *scenario, aci_scenario_number *list, const char **shown)
{
    const aci_skin *skin = &scenario->skin;
    mechanics_text tissue[TISSUE_NUMBERS], whole[SKIN_NUMBERS];
    number_list to = {list, shown, 0};
    if (!scenario->needling.exists) {
        return 0;
    }
    for (int i = 0; i < skin->layer_count; i++) {
        tissue_of(&skin->layers[i].tissue, tissue);
        for (int k = 0; k < TISSUE_NUMBERS; k++) {
            add(&to, true, skin->layers[i].name, &tissue[k]);
        }
    }
    mechanics_of(&skin->mechanics, whole);
    for (int k = 0; k < SKIN_NUMBERS; k++) {
        add(&to, false, "skin", &whole[k]);
    }
    add_device(&to, &scenario->needling.device);
    if (scenario->needling.device.kind == ACI_DEVICE_PEN) {
        mechanics_text row = {"nozzle_force", "N", &scenario->needling.device.nozzle_force};
        add(&to, false, "insertion", &row);
    }
    add_spread(&to, &scenario->needling.plan.spread);
    return to.count;
}

int aci_scenario_numbers(const aci_scenario *scenario, aci_scenario_number *list)
{
    int count = collect(scenario, list, NULL);
    return count + aci_scenario_film_numbers(scenario, list + count);
}

void aci_scenario_list_needling(aci_writer *to, const aci_scenario *scenario)
{
    aci_scenario_number list[ACI_SCENARIO_NUMBERS_MAX];
    const char *shown[ACI_SCENARIO_NUMBERS_MAX];
    int count = collect(scenario, list, shown);
    for (int i = 0; i < count; i++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "%s%s.%s", list[i].is_layer ? "skin.layers." : "", list[i].group,
                 list[i].name);
        aci_writer_list(to, key, list[i].value, shown[i]);
    }
}
