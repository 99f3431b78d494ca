/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a result file says about its origin: the config it was made from and all that went with it.
#ifndef ACICULA_APP_RECORDED_H
#define ACICULA_APP_RECORDED_H

#include "acicula/output/file.h"

typedef struct aci_recorded {
    char *config, *set, *resolved;
    int input_count;
    aci_file_text *inputs; ///< owned, texts too
} aci_recorded;

/// From the provenance of a finished file. Destroy in every case.
ACI_MUST_CHECK aci_status aci_recorded_read(const char *path, aci_recorded *out);

void aci_recorded_destroy(aci_recorded *recorded);

#endif
