/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How many threads may be asked for, on the command line or in the environment.
#ifndef ACICULA_APP_THREADS_H
#define ACICULA_APP_THREADS_H

#include "acicula/base/status.h"

/// The number that `name` is given as. ACI_BAD_INPUT with what is allowed, and `example`.
ACI_MUST_CHECK aci_status aci_threads_read(const char *name, const char *example, const char *text,
                                           int *threads);

/// Refuses an OMP_NUM_THREADS, one number or a list as OpenMP has it, that --threads would not
/// take: tens of thousands of threads end the runtime, and what it cannot read it passes over.
/// Empty is as good as not set.
ACI_MUST_CHECK aci_status aci_threads_check_environment(void);

#endif
