/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets have the columns that their headers promise to figures and scripts. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/sensitivity_findings.h"
#include "acicula/study/tolerance_findings.h"
#include "study/sheets.h"
#include "support/scenarios.h"

/* Two inputs, the result their product. */
static aci_status evaluate(void *context, int points, const double *inputs, double *values,
                           double *errors, aci_status *statuses)
{
    (void)context;
    for (int p = 0; p < points; ++p) {
        values[p] = inputs[2 * p] * inputs[2 * p + 1];
        errors[p] = 0.01 * values[p];
        statuses[p] = ACI_OK;
    }
    return ACI_OK;
}

static const aci_model model = {NULL, 2, 1, evaluate, NULL};

/// A config that asks for what the model stands for.
typedef struct asked {
    trial t;
    aci_distribution_list uncertain;
    aci_inquiry inquiry;
    aci_limits limits;
    aci_findings findings;
} asked;

static void ask(asked *a)
{
    *a = (asked){.findings = {.sheet_count = 0}};
    trial_read(trial_cone,
               SETTINGS("uncertain={channels.depth: {distribution: normal, tolerance: 20 um}, "
                        "skin.layers.dermis.thickness: {distribution: normal, variation: 10 %}}",
                        "spec=[{result: absorbed, at_least: 0 ug/cm2, at_most: 1 kg/m2}]"),
               &a->t);
    cr_assert_eq(aci_distribution_read(a->t.config, &a->uncertain), ACI_OK);
    cr_assert_eq(aci_inquiry_read(a->t.config, "tolerance", &a->t.scenario, &a->inquiry), ACI_OK);
    cr_assert_eq(aci_limits_read(a->t.config, "spec", &a->t.scenario, &a->limits), ACI_OK);
}

static void drop(asked *a)
{
    aci_findings_destroy(&a->findings);
    trial_drop(&a->t);
}

static void check_columns(const asked *a, const char *sheet, int rows, const char *const *names)
{
    const aci_sheet *found = aci_findings_sheet(&a->findings, sheet);
    cr_assert_not_null(found, "%s", sheet);
    cr_assert_eq(found->rows, rows, "%s", sheet);
    for (int k = 0; names[k] != NULL; ++k) {
        cr_assert_not_null(aci_findings_column(found, names[k]), "%s.%s", sheet, names[k]);
    }
}

#define NAMES(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define R "absorbed_at_24_h"

Test(sheets, of_sensitivity_have_the_columns_promised)
{
    asked a;
    aci_sensitivity found;
    aci_sensitivity_options options = {64, 1, 0.95};
    ask(&a);
    cr_assert_eq(aci_sensitivity_solve(&model, a.uncertain.distributions, &options, &found),
                 ACI_OK);
    cr_assert_eq(aci_sensitivity_findings_write(&found, &a.uncertain, &a.inquiry, &a.t.scenario,
                                                &a.findings),
                 ACI_OK);
    check_columns(&a, "indices", 2,
                  NAMES("variable", "label", R "_first", R "_first_low", R "_first_high",
                        R "_total", R "_total_low", R "_total_high"));
    check_columns(&a, "tornado", 2,
                  NAMES("variable", "label", "variable_unit", "low", "median", "high", "low_text",
                        "high_text", R "_low", R "_high", R "_median", R "_elasticity"));
    check_columns(&a, "samples", 128, NAMES("channels_depth", "skin_layers_dermis_thickness", R));
    check_columns(&a, "headlines", 1, NAMES("result", "value", "model_form"));
    const aci_sheet *tornado = aci_findings_sheet(&a.findings, "tornado");
    cr_assert_str_eq(aci_findings_column(tornado, "label")->texts[1], "dermis thickness");
    cr_assert_str_eq(aci_findings_column(tornado, "low_text")->texts[0], "283.6 um");
    cr_assert_float_eq(aci_findings_column(tornado, R "_elasticity")->numbers[0], 1.0, 1e-12);
    aci_sensitivity_destroy(&found);
    drop(&a);
}

Test(sheets, of_tolerance_have_the_columns_promised)
{
    asked a;
    aci_tolerance found;
    aci_tolerance_options options = {64, 1, 0.95};
    int outputs[1];
    ask(&a);
    outputs[0] = aci_inquiry_add(&a.inquiry, &a.limits.limits[0].headline);
    cr_assert_eq(outputs[0], 0);
    cr_assert_eq(aci_tolerance_solve(&model, a.uncertain.distributions, &options, &found), ACI_OK);
    aci_tolerance_subject subject = {&a.uncertain, &a.inquiry, &a.limits, outputs, &a.t.scenario};
    cr_assert_eq(aci_tolerance_findings_write(&found, &subject, &a.findings), ACI_OK);
    check_columns(&a, "distribution", 9, NAMES("share", R, R "_low", R "_high"));
    check_columns(&a, "moments", 1,
                  NAMES("result", "result_unit", "used", "mean", "mean_low", "mean_high",
                        "deviation", "deviation_low", "deviation_high", "linear", "linear_low",
                        "linear_high", "skewness", "kurtosis", "centre", "median",
                        "root_sum_square", "worst_low", "worst_high", "remark"));
    check_columns(&a, "contributions", 2,
                  NAMES("variable", "label", R "_regression", R "_regression_low",
                        R "_regression_high", R "_first", R "_first_low", R "_first_high",
                        R "_root_sum_square", R "_minus_2", R "_minus_1", R "_plus_1",
                        R "_plus_2"));
    check_columns(&a, "spec", 1,
                  NAMES("result", "result_unit", "at_least", "at_most", "within", "within_low",
                        "within_high", "cp", "cp_low", "cp_high", "cpk", "cpk_low", "cpk_high",
                        "ppk", "remark"));
    check_columns(&a, "samples", 64, NAMES("channels_depth", "skin_layers_dermis_thickness", R));
    check_columns(&a, "headlines", 1, NAMES("result", "value", "model_form"));
    aci_tolerance_destroy(&found);
    drop(&a);
}

static void check_label(const char *key, const char *expected)
{
    aci_variable variable;
    aci_findings_text label;
    snprintf(variable.key, sizeof variable.key, "%s", key);
    aci_sheets_label(&variable, label);
    cr_assert_str_eq(label, expected);
}

Test(sheets, labels_are_the_last_two_words_of_a_key)
{
    check_label("device.needle.length", "needle length");
    check_label("treatment.speed", "treatment speed");
    check_label("skin.layers.stratum_corneum.thickness", "stratum corneum thickness");
    check_label("title", "title");
}
