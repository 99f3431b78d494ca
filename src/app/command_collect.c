/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
int aci_command_collect(const aci_options *options)
{
    (void)options;
    return 0;
}
