/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Fuzz target: a config and, behind the first NUL, one `--set` argument, held against a table of
/// every kind of key. Nothing may crash, hang or leak, and refusals come with a message.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/parameters.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const aci_parameter rows[] = {
    {.key = "a", .kind = ACI_SECTION, .words = "none", .meaning = "section"},
    {.key = "a.q",
     .kind = ACI_QUANTITY,
     .unit = "um|mg/cm2",
     .words = "all",
     .meaning = "quantity"},
    {.key = "a.n", .kind = ACI_NUMBER, .range = {0.0, 1.0, true, false}, .meaning = "number"},
    {.key = "a.c", .kind = ACI_CHOICE, .words = "hot|cold", .later = "wet", .meaning = "choice"},
    {.key = "l", .kind = ACI_ENTRIES, .meaning = "entries"},
    {.key = "l[].name", .kind = ACI_TEXT, .meaning = "text"},
    {.key = "l[].k", .kind = ACI_COUNT, .meaning = "count"},
    {.key = "t", .kind = ACI_QUANTITIES, .unit = "h", .meaning = "times"},
    {.key = "f", .kind = ACI_CHOICES, .words = "x|y", .meaning = "choices"},
    {.key = "b", .kind = ACI_BOOLEAN, .meaning = "boolean"},
    {.key = "s", .kind = ACI_SECTION, .open_text = true, .meaning = "section or text"},
    {.key = "z", .kind = ACI_LATER, .meaning = "later"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const aci_parameter_table table = {sizeof rows / sizeof rows[0], rows};
    const uint8_t *end = size == 0 ? NULL : memchr(data, 0, size);
    size_t length = end == NULL ? size : (size_t)(end - data);
    aci_config *config = NULL;
    char *argument = calloc(1, size + 1);
    if (argument == NULL) {
        return 0;
    }
    if (end != NULL) {
        memcpy(argument, end + 1, size - length - 1);
    }
    aci_status status = aci_config_parse("fuzz.yaml", (const char *)data, length, &config);
    if (status == ACI_OK && end != NULL) {
        status = aci_config_set_argument(config, argument);
    }
    if (config == NULL || (status == ACI_BAD_INPUT) != (aci_config_fault_count(config) > 0)) {
        abort();
    }
    aci_parameters_check(config, table);
    if ((aci_config_faults(config)[0] == '\0') != (aci_config_status(config) == ACI_OK)) {
        abort();
    }
    aci_config_destroy(&config);
    free(argument);
    return 0;
}
