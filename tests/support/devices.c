/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <string.h>

void device_set(aci_device *device, const char *name, double value)
{
    aci_value *slot = aci_device_value_find(device, name);
    cr_assert_not_null(slot, "%s", name);
    *slot = (aci_value){value, ACI_ORIGIN_GIVEN, 0, "config"};
}

aci_device device_make(aci_device_kind kind, ...)
{
    aci_device device = aci_device_blank(kind);
    va_list list;
    va_start(list, kind);
    for (const char *name = va_arg(list, const char *); name != NULL;
         name = va_arg(list, const char *)) {
        device_set(&device, name, va_arg(list, double));
    }
    va_end(list);
    aci_device_complete(&device);
    cr_assert(aci_device_check(&device) == ACI_OK, "%s", aci_status_message());
    return device;
}

aci_device device_product(const char *name)
{
    const aci_device *found = aci_device_find(name);
    cr_assert_not_null(found, "%s", name);
    aci_device device = *found;
    aci_device_complete(&device);
    cr_assert(aci_device_check(&device) == ACI_OK, "%s: %s", name, aci_status_message());
    return device;
}

void assert_refused(aci_device device, const char *first, const char *second)
{
    aci_device_complete(&device);
    cr_assert(aci_device_check(&device) == ACI_BAD_INPUT, "%s", first);
    const char *message = aci_status_message();
    cr_assert(strstr(message, first) != NULL && strstr(message, second) != NULL, "%s", message);
}
