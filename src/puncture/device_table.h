/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The shipped devices as a constant array, ended by an entry with an empty name.
#ifndef ACICULA_SRC_PUNCTURE_DEVICE_TABLE_H
#define ACICULA_SRC_PUNCTURE_DEVICE_TABLE_H

#include "acicula/puncture/device.h"

extern const aci_device aci_device_table[];

#endif
