/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/device.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "device_table.h"

static const double pi = 3.141592653589793;

#define ACI_DEVICE_ROW(name, unit, kinds, least, most, meaning)                                    \
    {#name, unit, kinds, least, most, meaning, offsetof(aci_device, name)},
static const aci_device_number numbers[] = {ACI_DEVICE_NUMBERS(ACI_DEVICE_ROW)};
#undef ACI_DEVICE_ROW

const char *aci_device_kind_name(aci_device_kind kind)
{
    static const char *const names[ACI_DEVICE_KINDS] = {"pen", "roller", "stamp", "rf"};
    assert(kind < ACI_DEVICE_KINDS);
    return names[kind];
}

int aci_device_count(void)
{
    int count = 0;
    while (aci_device_table[count].name[0] != '\0') {
        count++;
    }
    return count;
}

const aci_device *aci_device_at(int index)
{
    assert(index >= 0 && index < aci_device_count());
    return &aci_device_table[index];
}

const aci_device *aci_device_find(const char *name)
{
    for (int i = 0; i < aci_device_count(); i++) {
        if (strcmp(aci_device_table[i].name, name) == 0) {
            return &aci_device_table[i];
        }
    }
    return NULL;
}

aci_device aci_device_blank(aci_device_kind kind)
{
    return (aci_device){.kind = kind, .shape = ACI_NEEDLE_CONE};
}

int aci_device_number_count(void)
{
    return (int)(sizeof numbers / sizeof numbers[0]);
}

const aci_device_number *aci_device_number_at(int index)
{
    assert(index >= 0 && index < aci_device_number_count());
    return &numbers[index];
}

aci_value *aci_device_value(aci_device *device, const aci_device_number *number)
{
    return (aci_value *)((char *)device + number->offset);
}

aci_value *aci_device_value_find(aci_device *device, const char *name)
{
    for (int i = 0; i < aci_device_number_count(); i++) {
        if (strcmp(numbers[i].name, name) == 0) {
            return aci_device_value(device, &numbers[i]);
        }
    }
    return NULL;
}

double aci_device_travel(const aci_device *device)
{
    bool has_dial = device->kind == ACI_DEVICE_PEN || device->kind == ACI_DEVICE_RF;
    return has_dial ? device->protrusion.value : device->needle_length.value;
}

double aci_device_footprint(const aci_device *device)
{
    if (device->kind == ACI_DEVICE_ROLLER) {
        return 2.0 * pi * device->drum_radius.value * device->width.value;
    }
    return device->needles.value * device->pitch.value * device->pitch.value;
}

double aci_device_needle_density(const aci_device *device)
{
    return device->needles.value / aci_device_footprint(device);
}
