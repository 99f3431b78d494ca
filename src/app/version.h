/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What this program is, as text: the Makefile compiles it into version.c alone, so that a new
/// commit rebuilds one small file.
#ifndef ACICULA_APP_VERSION_H
#define ACICULA_APP_VERSION_H

/// The release, "0.1.0".
const char *aci_version_number(void);

/// The commit, e.g. "1a2b3c4d5e6f" or "1a2b3c4d5e6f-dirty"; "unknown" outside a git checkout.
const char *aci_version_commit(void);

/// The compiler's name and version.
const char *aci_version_compiler(void);

/// The flags the library was compiled with.
const char *aci_version_flags(void);

#endif
