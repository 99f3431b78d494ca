/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain and list: what the program knows without a run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/parameters.h"
#include "acicula/product/solvents.h"
#include "acicula/puncture/device.h"
#include "acicula/skin/compounds.h"
#include "acicula/skin/follicles.h"
#include "acicula/skin/mechanics.h"
#include "acicula/skin/sites.h"
#include "acicula/skin/vehicles.h"
#include "acicula/study/scenario.h"
#include "command.h"
#include "glossary.h"

/* A key of the config, a result, or both: the config and the file share some names. */
static aci_status explain_name(const char *name)
{
    char *text = NULL;
    aci_status status = aci_parameters_explain(aci_scenario_parameters(), name, &text);
    if (status == ACI_OK) {
        fputs(text, stdout);
    }
    free(text);
    return aci_glossary_explain(stdout, name) ? ACI_OK : status;
}

static aci_status explain_all(void)
{
    char *text = NULL;
    ACI_TRY(aci_parameters_explain(aci_scenario_parameters(), NULL, &text));
    printf("%s\nResults, by the names they have in the file\n\n", text);
    free(text);
    aci_glossary_explain(stdout, "results");
    return ACI_OK;
}

static aci_status print_reference(void)
{
    char *text = NULL;
    ACI_TRY(aci_parameters_reference(aci_scenario_parameters(), &text));
    fputs(text, stdout);
    free(text);
    return ACI_OK;
}

static aci_status write_page(const char *name)
{
    if (name == NULL) {
        return print_reference();
    }
    if (strcmp(name, "results") != 0) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "explain --reference takes no KEY: it prints all of them, or all results "
                        "with the word 'results'");
    }
    aci_glossary_write_page(stdout);
    return ACI_OK;
}

int aci_command_explain(const aci_options *options)
{
    const char *name = options->operand_count > 0 ? options->operands[0] : NULL;
    aci_status status = ACI_OK;
    if (options->reference) {
        status = write_page(name);
    } else {
        status = name != NULL ? explain_name(name) : explain_all();
    }
    return aci_command_report(status);
}

static aci_status refuse_library(const char *name)
{
    char nearest[ACI_NAME_SIZE];
    bool is_near = aci_parameters_nearest_word("skins|compounds|vehicles|solvents|devices", name,
                                               nearest, sizeof nearest);
    if (aci_parameters_nearest_word("site|sites|layers", name, nearest, sizeof nearest)) {
        snprintf(nearest, sizeof nearest, "skins"); /* what the config calls skin.site */
        is_near = true;
    }
    return ACI_FAIL(
        ACI_BAD_INPUT,
        "no library '%.60s'%s%s%s; allowed are skins, compounds, vehicles, solvents and devices",
        name, is_near ? ", did you mean '" : "", is_near ? nearest : "", is_near ? "'?" : "");
}

static char *skins(void)
{
    char *sites = aci_sites_text(), *mechanics = aci_mechanics_text(), *text = NULL;
    char *follicles = aci_follicles_text();
    if (sites != NULL && mechanics != NULL && follicles != NULL) {
        size_t size = strlen(sites) + strlen(follicles) + strlen(mechanics) + 3;
        text = malloc(size);
        if (text != NULL) {
            snprintf(text, size, "%s\n%s\n%s", sites, follicles, mechanics);
        }
    }
    free(sites);
    free(follicles);
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
                     {"solvents", aci_solvents_text},
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
