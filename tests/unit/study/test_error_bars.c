/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three parts of an error, and where the model's comes from. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/study/error_bars.h"
#include "support/scenarios.h"

static double factor_of(const trial *t, const char *name, bool is_fitted)
{
    aci_headline headline;
    cr_assert_eq(aci_headline_find(&t->scenario, name, NAN, &headline), ACI_OK, "%s",
                 aci_status_message());
    const aci_model_form *form = aci_error_bars_model_form(&t->scenario, &headline, is_fitted);
    cr_assert(form == NULL || (strlen(form->source) < ACI_FINDINGS_TEXT_SIZE &&
                               strchr("HML", form->confidence) != NULL));
    return form == NULL ? 0.0 : form->factor;
}

Test(error_bars, the_form_hangs_on_the_kind_of_result)
{
    trial slab, cone, pen;
    trial_read(trial_slab, NULL, &slab);
    trial_read(trial_cone, NULL, &cone);
    trial_read_file("configs/pen.yaml", NULL, &pen);
    cr_assert_gt(factor_of(&slab, "absorbed", false), 5.0);
    cr_assert_eq(factor_of(&cone, "absorbed", false), 3.0);
    cr_assert_eq(factor_of(&cone, "absorbed", true), 1.5);
    cr_assert_gt(factor_of(&pen, "absorbed", false), 3.0);
    cr_assert_eq(factor_of(&cone, "layer_amount.dermis", false), 0.0);
    cr_assert_gt(factor_of(&pen, "depth", false), 4.0);
    cr_assert_eq(factor_of(&pen, "punctured_fraction", false), 0.0);
    trial_drop(&slab);
    trial_drop(&cone);
    trial_drop(&pen);
}

Test(error_bars, stand_in_a_sheet_of_their_own_and_are_not_folded)
{
    trial t;
    aci_headline headline;
    aci_findings findings = {.sheet_count = 0};
    trial_read(trial_cone, NULL, &t);
    cr_assert_eq(aci_headline_find(&t.scenario, "absorbed", NAN, &headline), ACI_OK);
    aci_error_bar bar = aci_error_bars_start(&t.scenario, &headline, false);
    bar.value = 2.0;
    bar.numerical = 0.01;
    bar.parameter_low = 1.5;
    bar.parameter_high = 3.0;
    cr_assert_eq(aci_error_bars_write(&bar, 1, 0.9, &findings), ACI_OK);
    const aci_sheet *sheet = aci_findings_sheet(&findings, "headlines");
    cr_assert_str_eq(aci_findings_column(sheet, "result")->texts[0], "absorbed at 24 h");
    cr_assert_str_eq(aci_findings_column(sheet, "result_unit")->texts[0], "kg m-2");
    cr_assert_eq(aci_findings_column(sheet, "value")->numbers[0], 2.0);
    cr_assert_eq(aci_findings_column(sheet, "numerical")->numbers[0], 0.01);
    cr_assert_eq(aci_findings_column(sheet, "parameter_high")->numbers[0], 3.0);
    cr_assert_eq(aci_findings_column(sheet, "model_form")->numbers[0], 3.0);
    cr_assert_not_null(strstr(findings.notes, "90 %"));
    aci_findings_destroy(&findings);
    trial_drop(&t);
}
