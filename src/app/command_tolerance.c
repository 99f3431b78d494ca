/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tolerance: how far results stray, whether they keep to their limits, and what makes them stray.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/tolerance_findings.h"
#include "command.h"
#include "uncertain.h"

enum { SAMPLES_USUAL = 1024 };

static void print_spread(const aci_headline *result, const aci_tolerance_output *out)
{
    enum { SHOWN = 5 };
    static const int shown[SHOWN] = {0, 1, 4, 7, 8};
    aci_headline_text mean, deviation;
    printf("%s: mean %s, deviation %s\n ", result->label,
           aci_headline_text_value(result, out->mean.value, mean),
           aci_headline_text_value(result, out->deviation.value, deviation));
    for (int k = 0; k < SHOWN; ++k) {
        aci_headline_text text;
        printf("  %.0f %%: %s", 100.0 * aci_tolerance_shares[shown[k]],
               aci_headline_text_value(result, out->quantiles[shown[k]].value, text));
    }
    printf("\n");
}

static void print_stack(const aci_headline *result, const aci_tolerance_output *out)
{
    aci_headline_text low, high, square;
    printf("   worst case %s to %s; deviation by root sum of squares %s",
           aci_headline_text_number(result, out->worst_low, low),
           aci_headline_text_value(result, out->worst_high, high),
           aci_headline_text_value(result, out->root_sum_square, square));
    if (!isnan(out->linear.value)) {
        printf("; %.0f %% of the variance is linear", 100.0 * out->linear.value);
    }
    printf("\n");
}

static void print_causes(const aci_tolerance *found, const aci_uncertain *of, int output)
{
    const aci_headline *result = &of->inquiry.results[output];
    const char *unit = aci_headline_text_unit(result);
    printf("   %-40s %-22s %-22s  at -1, +1 deviation%s%s\n", "the others at their medians",
           " regression", " first index", *unit != '\0' ? ", " : "", unit);
    for (int i = 0; i < found->inputs; ++i) {
        const aci_tolerance_cause *cause = &found->causes[output * found->inputs + i];
        aci_headline_text low, high;
        printf("   %-40.40s %6.3f [%6.3f,%6.3f] %6.3f [%6.3f,%6.3f]  %9s %9s\n",
               of->list.variables[i].key, cause->regression.value, cause->regression.low,
               cause->regression.high, cause->first.value, cause->first.low, cause->first.high,
               aci_headline_text_number(result, cause->steps[1], low),
               aci_headline_text_number(result, cause->steps[2], high));
    }
    printf("\n");
}

static double number_at(const aci_sheet *sheet, const char *column, int row)
{
    const aci_column *found = aci_findings_column(sheet, column);
    return found != NULL ? found->numbers[row] : NAN;
}

/* What does not exist (a result that does not vary, too few samples) is left out. */
static void print_indices(const aci_sheet *sheet, int row)
{
    double cpk = number_at(sheet, "cpk", row), ppk = number_at(sheet, "ppk", row);
    if (!isnan(cpk)) {
        printf(", Cpk %.3g [%.3g, %.3g]", cpk, number_at(sheet, "cpk_low", row),
               number_at(sheet, "cpk_high", row));
    }
    if (!isnan(ppk)) {
        printf(", Ppk %.3g", ppk);
    }
    printf("\n");
}

static void print_bounds(const aci_limit *limit)
{
    const aci_headline *result = &limit->headline;
    aci_headline_text least, most;
    if (!isfinite(limit->at_most)) {
        printf("at least %s", aci_headline_text_value(result, limit->at_least, least));
    } else if (!isfinite(limit->at_least)) {
        printf("at most %s", aci_headline_text_value(result, limit->at_most, most));
    } else {
        printf("%s to %s", aci_headline_text_number(result, limit->at_least, least),
               aci_headline_text_value(result, limit->at_most, most));
    }
}

static void print_limit(const aci_sheet *sheet, const aci_limit *limit, int row)
{
    printf("   %-24s ", limit->headline.label);
    print_bounds(limit);
    printf(": %.4g %% within [%.4g, %.4g]", 100.0 * number_at(sheet, "within", row),
           100.0 * number_at(sheet, "within_low", row),
           100.0 * number_at(sheet, "within_high", row));
    print_indices(sheet, row);
}

static void print_spec(const aci_findings *findings, const aci_uncertain *of)
{
    const aci_sheet *sheet = aci_findings_sheet(findings, "spec");
    if (sheet == NULL) {
        return;
    }
    printf("Limits\n");
    for (int n = 0; n < of->limits.count; ++n) {
        print_limit(sheet, &of->limits.limits[n], n);
    }
    printf("\n");
}

static void print_words(const aci_study *study, const aci_uncertain *of, const aci_tolerance *found,
                        const aci_findings *findings)
{
    for (int k = 0; k < found->outputs; ++k) {
        print_spread(&of->inquiry.results[k], &found->results[k]);
        print_stack(&of->inquiry.results[k], &found->results[k]);
        print_causes(found, of, k);
    }
    print_spec(findings, of);
    aci_uncertain_print_headlines(findings, &of->inquiry);
    aci_uncertain_print_notes(study, findings);
}

static void json_quantiles(aci_json *json, const aci_tolerance_output *out)
{
    aci_json_open(json, "quantiles");
    for (int k = 0; k < ACI_TOLERANCE_QUANTILES; ++k) {
        char name[16];
        snprintf(name, sizeof name, "%g", aci_tolerance_shares[k]);
        aci_uncertain_json_interval(json, name, out->quantiles[k]);
    }
    aci_json_close(json);
}

static void json_causes(aci_json *json, const aci_uncertain *of, const aci_tolerance *found,
                        int output)
{
    aci_json_open(json, "contributions");
    for (int i = 0; i < found->inputs; ++i) {
        const aci_tolerance_cause *cause = &found->causes[output * found->inputs + i];
        aci_json_open(json, of->list.variables[i].key);
        aci_uncertain_json_interval(json, "regression", cause->regression);
        aci_uncertain_json_interval(json, "first", cause->first);
        aci_json_number(json, "root_sum_square", cause->root_sum_square);
        aci_json_close(json);
    }
    aci_json_close(json);
}

static void json_results(aci_json *json, const aci_uncertain *of, const aci_tolerance *found)
{
    aci_json_open(json, "results");
    for (int k = 0; k < found->outputs; ++k) {
        const aci_tolerance_output *out = &found->results[k];
        aci_json_open(json, of->inquiry.names[k]);
        aci_uncertain_json_interval(json, "mean", out->mean);
        aci_uncertain_json_interval(json, "deviation", out->deviation);
        aci_json_number(json, "skewness", out->skewness);
        aci_json_number(json, "kurtosis", out->kurtosis);
        aci_json_number(json, "root_sum_square", out->root_sum_square);
        aci_json_number(json, "worst_low", out->worst_low);
        aci_json_number(json, "worst_high", out->worst_high);
        json_quantiles(json, out);
        json_causes(json, of, found, k);
        aci_json_close(json);
    }
    aci_json_close(json);
}

static void json_spec(aci_json *json, const aci_findings *findings)
{
    const aci_sheet *sheet = aci_findings_sheet(findings, "spec");
    for (int row = 0; sheet != NULL && row < sheet->rows; ++row) {
        char name[32];
        snprintf(name, sizeof name, "limit_%d", row + 1);
        aci_json_open(json, name);
        for (int k = 0; k < sheet->column_count; ++k) {
            const aci_column *column = &sheet->columns[k];
            if (column->texts != NULL) {
                aci_json_text(json, column->name, column->texts[row]);
            } else {
                aci_json_number(json, column->name, column->numbers[row]);
            }
        }
        aci_json_close(json);
    }
}

static void print_json(const aci_study *study, const aci_uncertain *of, const aci_tolerance *found,
                       const aci_findings *findings)
{
    aci_json json = {.out = stdout};
    aci_json_open(&json, NULL);
    aci_uncertain_json_head(&json, study, found->points, found->failed, found->confidence);
    aci_uncertain_json_headlines(&json, findings, &of->inquiry);
    json_results(&json, of, found);
    aci_json_open(&json, "spec");
    json_spec(&json, findings);
    aci_json_close(&json);
    aci_json_close(&json);
}

static aci_status solve(aci_study *study, aci_uncertain *of, aci_tolerance *found,
                        aci_findings *findings)
{
    aci_model model;
    ACI_TRY(aci_uncertain_read(study, "tolerance", true, of));
    const aci_inquiry *asked = &of->inquiry;
    const aci_tolerance_options options = {asked->samples > 0 ? asked->samples : SAMPLES_USUAL,
                                           asked->seed, asked->confidence};
    const aci_evaluate_question question = aci_uncertain_question(of);
    ACI_TRY(aci_study_model(study, &question, &model));
    ACI_TRY(aci_tolerance_solve(&model, of->list.distributions, &options, found));
    const aci_tolerance_subject subject = {&of->list, asked, &of->limits, of->limit_outputs,
                                           of->scenario};
    return aci_tolerance_findings_write(found, &subject, findings);
}

int aci_command_tolerance(const aci_options *options)
{
    aci_study study;
    aci_uncertain of;
    aci_tolerance found = {.inputs = 0};
    aci_findings findings = {.verb = "tolerance", .title = "How far results stray"};
    aci_status status = ACI_OK;
    int code = aci_study_open(options, "tolerance", 0, &study);
    if (code == 0) {
        status = solve(&study, &of, &found, &findings);
    }
    if (code == 0 && status == ACI_OK && (options->json || !options->quiet)) {
        (options->json ? print_json : print_words)(&study, &of, &found, &findings);
    }
    int closed = aci_study_close(&study, status, &findings);
    aci_tolerance_destroy(&found);
    return code != 0 ? code : closed;
}
