/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/device.h"

enum { HALVINGS = 14 }; /* 2^-14 of the travel */

/// Displacement of the mean strike when the needles engaged at a reach share the force.
static aci_status sink(const aci_device *device, const aci_skin *skin, const aci_needle *needle,
                       aci_device_use use, double *displacement)
{
    aci_insertion_setting setting;
    aci_insertion_model *model = NULL;
    aci_insertion insertion;
    ACI_TRY(aci_device_setting(device, &use, &setting));
    ACI_TRY(aci_insertion_create(skin, needle, &setting, &model));
    aci_status status = aci_insertion_solve(model, NULL, &insertion);
    aci_insertion_destroy(&model);
    *displacement = insertion.displacement;
    return status;
}

/* The displacement falls with the reach, so the two cross once, if only in a jump. */
aci_status aci_device_balance(const aci_device *device, const aci_skin *skin,
                              const aci_needle *needle, aci_device_use *use)
{
    bool is_shared =
        device->kind == ACI_DEVICE_ROLLER && use->drive == ACI_DRIVE_FORCE && !use->force_is_needle;
    double low = 0.0, high = aci_device_travel(device);
    for (int i = 0; i < HALVINGS && is_shared; i++) {
        aci_device_use guess = *use;
        double displacement = 0.0;
        guess.reach = 0.5 * (low + high);
        ACI_TRY(sink(device, skin, needle, guess, &displacement));
        *(displacement > guess.reach ? &low : &high) = guess.reach;
    }
    use->reach = is_shared ? high : use->reach;
    return ACI_OK;
}
