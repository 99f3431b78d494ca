/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/device.h"

aci_status aci_device_needle(const aci_device *device, aci_needle *out)
{
    const char *name = device->material != NULL ? device->material : "stainless_steel";
    const aci_needle_material *material = aci_needle_material_find(name);
    if (material == NULL) {
        return ACI_FAIL(ACI_BAD_INPUT, "device.needle.material: '%s' is not in the library", name);
    }
    *out = (aci_needle){
        .shape = device->shape,
        .length = device->needle_length.value,
        .tip_radius = device->tip_radius.value + device->tip_wear.value,
        .base_diameter = device->needle_diameter.value,
        .tip_length = device->tip_length.value,
        .material = material,
    };
    return ACI_OK;
}

aci_status aci_device_set_gauge(aci_device *device, int gauge)
{
    double diameter = aci_needle_gauge(gauge);
    if (diameter <= 0.0) {
        return ACI_FAIL(ACI_BAD_INPUT, "device.needle.gauge = %d: not in ISO 9626", gauge);
    }
    device->needle_diameter = (aci_value){diameter, ACI_ORIGIN_GIVEN, 0, "gauge of ISO 9626"};
    return ACI_OK;
}
