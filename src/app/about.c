/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "about.h"

#include <gsl/gsl_version.h>

#include "acicula/base/config.h"
#include "version.h"

aci_file_build aci_about_build(char libraries[ACI_ABOUT_SIZE])
{
    char yaml[32];
    aci_config_library(yaml, sizeof yaml);
    snprintf(libraries, ACI_ABOUT_SIZE, "GSL %s, %s", gsl_version, yaml);
    return (aci_file_build){aci_version_number(), aci_version_commit(), aci_version_compiler(),
                            aci_version_flags(), libraries};
}

void aci_about_print(FILE *out)
{
    char hdf5[32], others[ACI_ABOUT_SIZE];
    const aci_file_build build = aci_about_build(others);
    aci_file_library(hdf5, sizeof hdf5);
    fprintf(out, "acicula %s (commit %s)\n", build.version, build.commit);
    fprintf(out, "libraries: %s, %s\n", hdf5, build.libraries);
    fprintf(out, "compiler: %s\nflags: %s\n", build.compiler, build.compiler_flags);
    fprintf(out, "GPL-3.0-or-later. For research and education, not medical advice.\n");
}
