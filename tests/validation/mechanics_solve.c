/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mechanics_solve.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "acicula/skin/mechanics.h"
#include "support/scenarios.h"

enum { TEXT_SIZE = 1200 };

validation_verdict validation_judge(const validation_row *row, validation_range number)
{
    if (isnan(row->low) || isnan(row->high)) {
        return VALIDATION_NOT_COMPARABLE;
    }
    bool is_inside = number.least >= row->low && number.largest <= row->high;
    return is_inside ? VALIDATION_PASS : VALIDATION_FAIL;
}

/// "key=value; key=value", each as `--set` takes it.
static void set_all(aci_config *config, const char *settings)
{
    char setting[TEXT_SIZE];
    while (settings != NULL && *settings != '\0') {
        size_t length = strcspn(settings, ";");
        snprintf(setting, sizeof setting, "%.*s", (int)length, settings);
        cr_assert_eq(aci_config_set_argument(config, setting), ACI_OK, "%s", setting);
        settings += length;
        settings += strspn(settings, "; ");
    }
}

static void solve_case(const validation_row *row, const char *settings, const char *also,
                       validation_case *out)
{
    char name[TEXT_SIZE], path[2 * TEXT_SIZE];
    snprintf(name, sizeof name, "configs/validation/%s.yaml", row->config);
    source_path(name, path, sizeof path);
    *out = (validation_case){.config = NULL};
    cr_assert_eq(aci_config_read(path, &out->config), ACI_OK, "%s", aci_status_message());
    set_all(out->config, settings);
    set_all(out->config, also);
    aci_status status = aci_scenario_read_needles(out->config, &out->scenario);
    cr_assert_eq(status, ACI_OK, "%s", aci_config_faults(out->config));
    status = aci_puncture_solve(&out->scenario, &out->puncture);
    cr_assert_eq(status, ACI_OK, "%s, %s: %s", row->id, settings, aci_status_message());
}

static void drop_case(validation_case *c)
{
    aci_puncture_destroy(&c->puncture);
    aci_scenario_destroy(&c->scenario);
    aci_config_destroy(&c->config);
}

validation_range validation_solve(const validation_row *row, const char *also)
{
    validation_case cases[VALIDATION_CASES_MAX];
    int count = 0;
    for (; row->cases[count] != NULL; count++) {
        solve_case(row, row->cases[count], also, &cases[count]);
    }
    cr_assert(count > 0 && row->number != NULL, "%s has a config and nothing to do", row->id);
    validation_range number = row->number(cases, count);
    cr_assert(isfinite(number.least) && isfinite(number.largest), "%s", row->id);
    for (int i = 0; i < count; i++) {
        drop_case(&cases[i]);
    }
    return number;
}

aci_skin_mechanics validation_parameters(void)
{
    aci_skin skin = {.layer_count = 0};
    aci_mechanics_fill(&skin);
    return skin.mechanics;
}
