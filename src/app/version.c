/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "version.h"

#ifndef ACI_VERSION
#define ACI_VERSION "unknown"
#endif
#ifndef ACI_COMMIT
#define ACI_COMMIT "unknown"
#endif
#ifndef ACI_COMPILER_FLAGS
#define ACI_COMPILER_FLAGS "unknown"
#endif
#ifdef __FAST_MATH__
#error "fast-math breaks the reproducible sums and the guards against NaN"
#endif

#if defined(__clang__)
#define COMPILER_NAME __VERSION__
#else
#define COMPILER_NAME "gcc " __VERSION__
#endif

const char *aci_version_number(void)
{
    return ACI_VERSION;
}

const char *aci_version_commit(void)
{
    return ACI_COMMIT;
}

const char *aci_version_compiler(void)
{
    return COMPILER_NAME;
}

const char *aci_version_flags(void)
{
    return ACI_COMPILER_FLAGS;
}
