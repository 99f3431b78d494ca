/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "acicula/puncture/motion.h"

static const double most_force = 500.0; /* N, more than a hand can press */

static aci_status check_force(const aci_device_use *use)
{
    const char *key = use->force_is_needle ? "force_per_needle" : "force_total";
    bool is_enough = use->drive == ACI_DRIVE_FORCE ? use->force > 0.0 : use->force >= 0.0;
    if (is_enough && use->force <= most_force) {
        return ACI_OK;
    }
    return ACI_FAIL(ACI_BAD_INPUT, "insertion.%s = %.6g N: allowed is above 0, up to %.6g N", key,
                    use->force, most_force);
}

static aci_status check_drive(const aci_device *device, const aci_device_use *use)
{
    bool is_roller = device->kind == ACI_DEVICE_ROLLER;
    if (use->drive == ACI_DRIVE_CAM && device->kind != ACI_DEVICE_PEN) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "insertion.drive = cam: only a pen has a cam, allowed for a %s are "
                        "displacement%s force%s",
                        aci_device_kind_name(device->kind), is_roller ? " and" : ",",
                        is_roller ? "" : " and energy");
    }
    if (use->drive == ACI_DRIVE_ENERGY && is_roller) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "insertion.drive = energy: a roller does not fly onto the skin, "
                        "allowed are displacement and force");
    }
    return ACI_OK;
}

static aci_reference reference(const aci_device *device)
{
    return device->kind == ACI_DEVICE_PEN ? ACI_REFERENCE_NOZZLE : ACI_REFERENCE_PLATE;
}

aci_status aci_device_setting(const aci_device *device, const aci_device_use *use,
                              aci_insertion_setting *out)
{
    aci_motion motion;
    ACI_TRY(aci_motion_solve(device, use->speed, &motion));
    ACI_TRY(check_force(use));
    ACI_TRY(check_drive(device, use));
    double travel = aci_device_travel(device), needles = device->needles.value;
    double reach = use->reach > 0.0 ? fmin(use->reach, travel) : travel;
    double engaged = fmax(1.0, aci_motion_engaged(device, reach));
    double entry = aci_motion_enter(device, use->speed, travel).speed;
    double slot = aci_motion_enter(device, use->speed, reach).surface_slot;
    double mass = device->moving_mass.value;
    bool has_crank = device->kind == ACI_DEVICE_PEN;
    *out = (aci_insertion_setting){
        .drive = use->drive,
        .support = use->support,
        .law = use->law,
        .travel = travel,
        .force = use->force_is_needle ? use->force : use->force / engaged,
        .energy = use->drive == ACI_DRIVE_ENERGY ? 0.5 * mass * entry * entry / needles : 0.0,
        .speed = has_crank && use->drive != ACI_DRIVE_ENERGY ? 0.0 : entry,
        .stroke = device->stroke.value,
        .frequency = has_crank ? device->frequency.value : 0.0,
        .moving_mass = mass,
        .stall_force = device->stall_force.value,
        .slot = slot,
        .friction = use->friction,
        .needles = (int)lround(engaged),
        .pitch = device->pitch.value,
        .reference = reference(device),
        .ring = {device->ring_radius.value, device->ring_width.value, device->nozzle_force.value,
                 device->suction.value},
    };
    return ACI_OK;
}
