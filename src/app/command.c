/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <stdio.h>

#include "about.h"
#include "threads.h"
#include "verbs.h"

int aci_command_report(aci_status status)
{
    if (status != ACI_OK) {
        fprintf(stderr, "acicula: error: %s\n", aci_status_message());
    }
    if (status == ACI_INTERNAL) {
        fprintf(stderr, "This is a bug in the program; please report it with the config.\n");
    }
    return (int)status;
}

static int dispatch(const aci_options *options)
{
    const aci_verb *verb = options->verb;
    if (options->version) {
        aci_about_print(stdout);
        return 0;
    }
    if (options->help) {
        verb == NULL ? aci_verbs_print(stdout) : aci_verbs_print_one(stdout, verb);
        return 0;
    }
    if (verb->command == NULL) {
        fprintf(stderr, "acicula: error: %s (%s) is not part of this version\n", verb->name,
                verb->summary);
        return ACI_BAD_INPUT;
    }
    if (options->threads == 0) {
        aci_status status = aci_threads_check_environment();
        if (status != ACI_OK) {
            return aci_command_report(status);
        }
    }
    return verb->command(options);
}

int aci_command(int count, char *const *words)
{
    aci_options options;
    aci_status status = aci_options_parse(count, words, &options);
    int code = status == ACI_OK ? dispatch(&options) : aci_command_report(status);
    aci_options_destroy(&options);
    return code;
}
