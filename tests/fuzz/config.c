/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Fuzz target: no text may crash the config reader, hang it or leak. Run by `make check-long`.
#include <stdint.h>
#include <stdlib.h>

#include "acicula/base/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aci_config *config = NULL;
    aci_status status = aci_config_parse("fuzz.yaml", (const char *)data, size, &config);
    if (config == NULL || (status == ACI_BAD_INPUT) != (aci_config_faults(config)[0] != '\0')) {
        abort(); // refused without a message, or a message without a refusal
    }
    aci_config_destroy(&config);
    return 0;
}
