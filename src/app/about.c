/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "about.h"

#include <gsl/gsl_version.h>

#include "acicula/base/config.h"
#include "acicula/output/file.h"
#include "version.h"

void aci_about_libraries(char *text, size_t size)
{
    char yaml[32];
    aci_config_library(yaml, sizeof yaml);
    snprintf(text, size, "GSL %s, %s", gsl_version, yaml);
}

void aci_about_print(FILE *out)
{
    char hdf5[32], others[64];
    aci_file_library(hdf5, sizeof hdf5);
    aci_about_libraries(others, sizeof others);
    fprintf(out, "acicula %s (commit %s)\n", aci_version_number(), aci_version_commit());
    fprintf(out, "libraries: %s, %s\n", hdf5, others);
    fprintf(out, "compiler: %s\nflags: %s\n", aci_version_compiler(), aci_version_flags());
    fprintf(out, "GPL-3.0-or-later. For research and education, not medical advice.\n");
}
