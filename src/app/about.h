/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the program is and what it is built on, for --version and for the result file.
#ifndef ACICULA_APP_ABOUT_H
#define ACICULA_APP_ABOUT_H

#include <stdio.h>

#include "acicula/output/file.h"

enum { ACI_ABOUT_SIZE = 128 };

/// What a file says of the program; `libraries` takes the ones other than HDF5, "GSL 2.7.1, libyaml
/// 0.2.5", and is borrowed.
aci_file_build aci_about_build(char libraries[ACI_ABOUT_SIZE]);

/// Version, commit, compiler, libraries, licence.
void aci_about_print(FILE *out);

#endif
