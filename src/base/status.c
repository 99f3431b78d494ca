/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/status.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char last_message[4096];

void aci_status_tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(last_message, sizeof last_message, format, arguments);
    va_end(arguments);
}

const char *aci_status_message(void)
{
    return last_message;
}

const char *aci_status_text(aci_status status)
{
    switch (status) {
#define ACI_STATUS_CASE(name, code, text)                                                          \
    case ACI_##name:                                                                               \
        return text;
        ACI_STATUS_LIST(ACI_STATUS_CASE)
#undef ACI_STATUS_CASE
    }
    return "unknown status";
}
