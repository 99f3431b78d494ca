/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Devices for tests; what a test does not say is completed. A failure fails the test.
#ifndef ACICULA_TESTS_SUPPORT_DEVICES_H
#define ACICULA_TESTS_SUPPORT_DEVICES_H

#include "acicula/puncture/device.h"

/// Arguments "name", value, ..., NULL for the numbers of a device.
aci_device device_make(aci_device_kind kind, ...);

/// A product of the library, completed and checked.
aci_device device_product(const char *name);

/// Sets one number and completes nothing.
void device_set(aci_device *device, const char *name, double value);

/// The check refuses the completed device with a message that has all these words.
void assert_refused(aci_device device, const char *first, const char *second);

#endif
