/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain and list: what the program knows without a run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/parameters.h"
#include "acicula/puncture/device.h"
#include "acicula/skin/compounds.h"
#include "acicula/skin/mechanics.h"
#include "acicula/skin/sites.h"
#include "acicula/skin/vehicles.h"
#include "acicula/study/results.h"
#include "acicula/study/scenario.h"
#include "command.h"

static const struct {
    const char *group, *name, *units, *text;
} results[] = {
    {"", "time", "s", "times of the fields; in history and control those of the reports"},
    {"", "concentration", "kg m-3",
     "compound per volume, mean over a cell: of tissue, channel fluid "
     "or product alike (output.fields)"},
    {"", "activity", "kg m-3",
     "u = concentration / partition, continuous across layers "
     "(output.fields)"},
    {"geometry", "channel_fraction", "1", "part of each cell that is channel at the start"},
    {"", "numerical_error", "1",
     "attribute of each amount and endpoint: its estimated error by grid and time steps, relative; "
     "what parameters and model add is not in it"},
#define ROW(name, units, text) {"history, control", #name, units, text},
    ACI_HISTORY_LIST(ROW)
#undef ROW
        {"history, control", "layer_amount", "kg m-2", "compound in the tissue of each layer"},
    {"history, control", "steady_flux", "kg m-2 s-1",
     "limit of absorption_flux (infinite dose, no closure)"},
#define ROW(name, units, text) {"endpoints", #name, units, text},
    ACI_ENDPOINT_LIST(ROW)
#undef ROW
};

enum { RESULTS = sizeof results / sizeof results[0] };

static void print_result(int index)
{
    bool is_history = strcmp(results[index].group, "history, control") == 0;
    printf("%s\n    %s\n    unit:    %s%s\n    in file: /%s\n", results[index].name,
           results[index].text, results[index].units,
           strncmp(results[index].units, "kg m-2", 6) == 0 ? ", per treated area" : "",
           is_history ? "history and /control" : results[index].group);
}

/* All results of a group; false when there is no such group. */
static bool explain_group(const char *group)
{
    bool is_found = false;
    for (int i = 0; i < RESULTS && group[0] != '\0'; i++) {
        if (strstr(results[i].group, group) == results[i].group ||
            (strcmp(group, "control") == 0 && strstr(results[i].group, group) != NULL)) {
            print_result(i);
            is_found = true;
        }
    }
    return is_found;
}

/* The name of a result, with or without its group. */
static bool explain_result(const char *key)
{
    const char *slash = strrchr(key, '/');
    const char *name = slash != NULL ? slash + 1 : key;
    for (int i = 0; i < RESULTS; i++) {
        if (strcmp(results[i].name, name) == 0) {
            print_result(i);
            return true;
        }
    }
    return explain_group(name);
}

static void print_results(void)
{
    printf("\nResults, by the names they have in the file\n\n");
    for (int i = 0; i < RESULTS; i++) {
        print_result(i);
    }
}

static aci_status explain(const char *key)
{
    char *text = NULL;
    aci_status status = aci_parameters_explain(aci_scenario_parameters(), key, &text);
    if (status != ACI_OK && key != NULL && explain_result(key)) {
        return ACI_OK;
    }
    if (status == ACI_OK) {
        fputs(text, stdout);
    }
    if (status == ACI_OK && key == NULL) {
        print_results();
    }
    free(text);
    return status;
}

static aci_status print_reference(void)
{
    char *text = NULL;
    ACI_TRY(aci_parameters_reference(aci_scenario_parameters(), &text));
    fputs(text, stdout);
    free(text);
    return ACI_OK;
}

int aci_command_explain(const aci_options *options)
{
    if (options->reference && options->operand_count > 0) {
        return aci_command_report(
            ACI_FAIL(ACI_BAD_INPUT, "explain --reference takes no KEY, it prints all of them"));
    }
    const char *key = options->operand_count > 0 ? options->operands[0] : NULL;
    return aci_command_report(options->reference ? print_reference() : explain(key));
}

static aci_status refuse_library(const char *name)
{
    char nearest[ACI_NAME_SIZE];
    bool is_near = aci_parameters_nearest_word("skins|compounds|vehicles|devices", name, nearest,
                                               sizeof nearest);
    if (aci_parameters_nearest_word("site|sites|layers", name, nearest, sizeof nearest)) {
        snprintf(nearest, sizeof nearest, "skins"); /* what the config calls skin.site */
        is_near = true;
    }
    return ACI_FAIL(ACI_BAD_INPUT,
                    "no library '%.60s'%s%s%s; allowed are skins, compounds, vehicles and devices",
                    name, is_near ? ", did you mean '" : "", is_near ? nearest : "",
                    is_near ? "'?" : "");
}

static char *skins(void)
{
    char *sites = aci_sites_text(), *mechanics = aci_mechanics_text(), *text = NULL;
    if (sites != NULL && mechanics != NULL) {
        size_t size = strlen(sites) + strlen(mechanics) + 2;
        text = malloc(size);
        if (text != NULL) {
            snprintf(text, size, "%s\n%s", sites, mechanics);
        }
    }
    free(sites);
    free(mechanics);
    return text;
}

static aci_status list(const char *name)
{
    static const struct {
        const char *name;
        char *(*text)(void);
    } libraries[] = {{"skins", skins},
                     {"compounds", aci_compounds_text},
                     {"vehicles", aci_vehicles_text},
                     {"devices", aci_device_text}};
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        if (strcmp(name, libraries[i].name) == 0) {
            char *text = libraries[i].text();
            fputs(text != NULL ? text : "", stdout);
            free(text);
            return text != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for the list");
        }
    }
    return refuse_library(name);
}

int aci_command_list(const aci_options *options)
{
    return aci_command_report(list(options->operands[0]));
}
