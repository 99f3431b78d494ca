/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The verbs of the program, one row each: parsing, dispatch and every help text follow from it.
#ifndef ACICULA_APP_VERBS_H
#define ACICULA_APP_VERBS_H

#include <stdio.h>

#include "acicula/base/status.h"
#include "options.h"

struct aci_verb {
    const char *name;
    const char *operands; ///< as shown, "CONFIG"
    const char *summary;  ///< one line
    const char *text;     ///< a few lines more
    const char *example;  ///< a whole command
    int least, most;      ///< operands
    unsigned options;     ///< ACI_OPTION_BIT of those it takes
    /// Does it, prints its own messages and returns the exit code; NULL: comes in a later version.
    int (*command)(const aci_options *options);
};

/// ACI_BAD_INPUT for an unknown verb, naming the nearest.
ACI_MUST_CHECK aci_status aci_verbs_find(const char *name, const aci_verb **out);

/// What the program prints for --help, and for VERB --help.
void aci_verbs_print(FILE *out);
void aci_verbs_print_one(FILE *out, const aci_verb *verb);

#endif
