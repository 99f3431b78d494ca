/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a device is pressed and moved. */
#include <assert.h>
#include <math.h>

#include "scenario_parts.h"

enum { CLASSES_USUAL = 5 };

static const double rounding = 1e-9;      /* relative; decimal input may differ in the last place */
static const double area_usual = 4e-4;    /* m2 */
static const double glide_of_pen = 10e-3; /* m/s */
static const double glide_of_roller = 50e-3; /* m/s */

static void read_force(aci_scenario_reader *reader, const aci_node *insertion, bool drives_by_force)
{
    aci_device_use *use = &reader->out->needling.use;
    const aci_node *total = aci_config_child(insertion, "force_total");
    const aci_node *each = aci_config_child(insertion, "force_per_needle");
    if (aci_scenario_is_conflict(&total, &each)) {
        aci_config_fault_key(reader->config, each,
                             "given together with force_total, allowed is one of them");
        return;
    }
    const aci_node *force = total != NULL ? total : each;
    if (force != NULL && !drives_by_force) {
        aci_config_fault_key(reader->config, force, "only with insertion.drive: force");
    } else if (force == NULL && drives_by_force) {
        aci_config_fault_missing(reader->config, insertion, "force_total",
                                 "missing, expected the force such as 5 N, or force_per_needle");
    } else if (force != NULL && force->valid) {
        use->force = force->number;
        use->force_is_needle = force == each;
    }
}

static void read_nozzle(aci_scenario_reader *reader, const aci_node *insertion)
{
    aci_device *device = &reader->out->needling.device;
    const aci_node *force = aci_config_child(insertion, "nozzle_force");
    if (force != NULL && device->kind != ACI_DEVICE_PEN) {
        aci_config_fault_key(reader->config, force, "only a pen has a nozzle, leave it out");
        return;
    }
    aci_scenario_give(insertion, "nozzle_force", &device->nozzle_force);
}

void aci_scenario_read_insertion(aci_scenario_reader *reader)
{
    static const aci_support supports[] = {ACI_SUPPORT_MUSCLE, ACI_SUPPORT_BONE, ACI_SUPPORT_FREE};
    const aci_node *insertion = aci_parameters_value(reader->root, "insertion");
    const aci_node *drive = aci_parameters_value(insertion, "drive");
    const aci_node *support = aci_parameters_value(insertion, "support");
    const aci_node *law = aci_parameters_value(insertion, "puncture");
    const aci_node *friction = aci_parameters_value(insertion, "friction");
    aci_needling *out = &reader->out->needling;
    bool has_force = aci_config_child(insertion, "force_total") != NULL ||
                     aci_config_child(insertion, "force_per_needle") != NULL;
    aci_drive usual = has_force                            ? ACI_DRIVE_FORCE
                      : out->device.kind == ACI_DEVICE_PEN ? ACI_DRIVE_CAM
                                                           : ACI_DRIVE_DISPLACEMENT;
    out->use.drive = drive != NULL ? (aci_drive)drive->choice : usual;
    out->usual_support = support != NULL ? NULL : aci_mechanics_support_of(reader->out->skin.site);
    out->use.support = support != NULL ? supports[support->choice] : out->usual_support->support;
    out->use.law = law != NULL ? (aci_puncture_law)law->choice : ACI_PUNCTURE_ENERGY;
    out->use.friction = friction != NULL ? friction->number : -1.0;
    read_force(reader, insertion, out->use.drive == ACI_DRIVE_FORCE);
    read_nozzle(reader, insertion);
}

static void read_tilt(aci_scenario_reader *reader, const aci_node *treatment)
{
    aci_needling *out = &reader->out->needling;
    const aci_node *node = aci_parameters_value(treatment, "tilt");
    if (node != NULL && out->device.kind == ACI_DEVICE_ROLLER) {
        aci_config_fault_key(reader->config, node, "a roller rolls upright, leave it out");
        return;
    }
    out->plan.tilt = node != NULL ? node->number : 0.0;
}

static void read_directions(aci_scenario_reader *reader, const aci_node *treatment)
{
    aci_treatment_plan *plan = &reader->out->needling.plan;
    const aci_node *list = aci_parameters_value(treatment, "directions");
    plan->direction_count = 1;
    plan->directions[0] = 0.0;
    if (list == NULL) {
        return;
    }
    if (list->count < 1 || list->count > ACI_TREATMENT_DIRECTIONS) {
        aci_config_fault(reader->config, list, "%d directions, allowed are 1 to %d", list->count,
                         ACI_TREATMENT_DIRECTIONS);
        return;
    }
    plan->direction_count = 0;
    for (const aci_node *node = list->first; node != NULL; node = node->next) {
        plan->directions[plan->direction_count++] = node->number;
    }
}

static void read_spread(aci_scenario_reader *reader, const aci_node *treatment)
{
    aci_needling *out = &reader->out->needling;
    aci_treatment_spread *spread = &out->plan.spread;
    const aci_node *node = aci_parameters_value(treatment, "spread");
    bool is_none = node != NULL && node->is_word && node->choice == 1;
    *spread = is_none ? aci_treatment_spread_none()
                      : aci_treatment_spread_usual(&reader->out->skin, &out->device);
    if (node == NULL || node->kind != ACI_NODE_MAP) {
        return;
    }
    aci_scenario_give(node, "thickness", &spread->thickness);
    aci_scenario_give(node, "modulus", &spread->modulus);
    aci_scenario_give(node, "toughness", &spread->toughness);
    aci_scenario_give(node, "force", &spread->force);
    aci_scenario_give(node, "speed", &spread->speed);
    aci_scenario_give(node, "travel", &spread->travel);
}

static double number_or(const aci_node *map, const char *key, double usual)
{
    const aci_node *node = aci_parameters_value(map, key);
    return node != NULL ? node->number : usual;
}

static void read_geometry(aci_scenario_reader *reader)
{
    const aci_node *simulation = aci_config_child(reader->root, "simulation");
    const aci_node *geometry = aci_parameters_value(simulation, "geometry");
    bool is_patch = geometry != NULL && (aci_geometry)geometry->choice == ACI_BOX;
    reader->out->channels.kind = is_patch ? ACI_CHANNELS_PATCH : ACI_CHANNELS_LATTICE;
}

/* A head wider than the square would be wrapped around it and strike where it has struck. */
static aci_status check_area(const aci_needling *needling)
{
    double side = sqrt(needling->plan.area), extent = aci_motion_extent(&needling->device);
    if (side >= extent * (1.0 - rounding)) {
        return ACI_OK;
    }
    return ACI_FAIL(
        ACI_BAD_INPUT,
        "treatment.area = %.6g cm2: the head, %.6g mm wide, does not fit on a square of "
        "%.6g mm; allowed is from %.6g cm2, results are per area",
        1e4 * needling->plan.area, 1e3 * extent, 1e3 * side, 1e4 * extent * extent);
}

/* Beyond what a spread of the travel may be; the config cannot give that much itself. */
static aci_status check_tolerance(const aci_needling *needling)
{
    double tolerance = needling->device.tolerance.value,
           spread = needling->plan.spread.travel.value;
    if (spread <= ACI_TREATMENT_SPREAD_MOST) {
        return ACI_OK;
    }
    return ACI_FAIL(
        ACI_BAD_INPUT,
        "device.tolerance = %.6g mm: too much for needles that go %.6g mm, allowed is up "
        "to %.6g mm",
        1e3 * tolerance, 1e3 * aci_device_travel(&needling->device),
        1e3 * tolerance * ACI_TREATMENT_SPREAD_MOST / spread);
}

static aci_status check_use(const aci_needling *needling)
{
    aci_insertion_setting setting;
    ACI_TRY(aci_device_setting(&needling->device, &needling->use, &setting));
    ACI_TRY(check_area(needling));
    ACI_TRY(check_tolerance(needling));
    return aci_treatment_check(&needling->plan, &needling->device);
}

static void check_treatment(aci_scenario_reader *reader)
{
    if (aci_config_fault_count(reader->config) == 0 &&
        check_use(&reader->out->needling) != ACI_OK) {
        aci_scenario_refuse(reader, aci_status_message());
    }
}

/* The usual area, or what the head needs: room for itself, and for one hit. */
static double usual_area(const aci_device *device, double speed)
{
    aci_motion motion;
    double extent = aci_motion_extent(device);
    double least = fmax(area_usual, extent * extent);
    bool is_possible = aci_motion_solve(device, speed, &motion) == ACI_OK;
    return is_possible ? fmax(least, motion.spacing * motion.width) : least;
}

void aci_scenario_read_treatment(aci_scenario_reader *reader)
{
    aci_needling *out = &reader->out->needling;
    const aci_node *treatment = aci_parameters_value(reader->root, "treatment");
    double glide = out->device.kind == ACI_DEVICE_ROLLER ? glide_of_roller : glide_of_pen;
    out->plan.speed = number_or(treatment, "speed", glide);
    out->plan.area = number_or(treatment, "area", usual_area(&out->device, out->plan.speed));
    out->plan.passes = (int)number_or(treatment, "passes", 1.0);
    out->plan.seed = (uint64_t)number_or(treatment, "seed", 1.0);
    out->plan.merge_radius = number_or(treatment, "merge_radius", 0.0);
    out->classes = (int)number_or(treatment, "classes", CLASSES_USUAL);
    out->use.speed = out->plan.speed;
    read_tilt(reader, treatment);
    read_directions(reader, treatment);
    read_spread(reader, treatment);
    read_geometry(reader);
    check_treatment(reader);
}

aci_needle aci_scenario_needle(const aci_scenario *scenario)
{
    aci_needle needle = {.length = 0.0};
    aci_status status = aci_device_needle(&scenario->needling.device, &needle);
    assert(status == ACI_OK); /* its material was looked up when it was read */
    (void)status;
    needle.profile = scenario->needling.profile;
    return needle;
}
