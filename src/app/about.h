/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the program is and what it is built on, for --version and for the result file.
#ifndef ACICULA_APP_ABOUT_H
#define ACICULA_APP_ABOUT_H

#include <stddef.h>
#include <stdio.h>

/// The libraries other than HDF5, "GSL 2.7.1, libyaml 0.2.5".
void aci_about_libraries(char *text, size_t size);

/// Version, commit, compiler, libraries, licence.
void aci_about_print(FILE *out);

#endif
