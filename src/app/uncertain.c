/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncertain.h"

#include <math.h>
#include <stdio.h>

#include "acicula/base/units.h"
#include "acicula/output/description.h"

static aci_status need_uncertain(aci_config *config, const aci_uncertain *out)
{
    if (out->list.count == 0 && aci_config_fault_count(config) == 0) {
        aci_config_fault_missing(
            config, aci_config_root(config), "uncertain",
            "missing, expected keys and how uncertain they are, such as "
            "{device.needle.length: {distribution: normal, tolerance: 25 um}}");
    }
    return aci_config_status(config);
}

static aci_status add_limits(aci_config *config, aci_uncertain *out)
{
    for (int n = 0; n < out->limits.count; ++n) {
        out->limit_outputs[n] = aci_inquiry_add(&out->inquiry, &out->limits.limits[n].headline);
        if (out->limit_outputs[n] < 0) {
            aci_config_fault(config, aci_config_find(config, "spec"),
                             "more than %d different results together with those asked for",
                             (int)ACI_INQUIRY_RESULTS_MAX);
            break;
        }
    }
    return aci_config_status(config);
}

/* A part that is at fault does not keep the next from telling its own. */
aci_status aci_uncertain_read(aci_study *study, const char *section, bool with_limits,
                              aci_uncertain *out)
{
    aci_config *config = study->recipe.config;
    *out = (aci_uncertain){.scenario = &study->recipe.scenario};
    aci_status uncertain = aci_distribution_read(config, &out->list);
    aci_status inquiry = aci_inquiry_read(config, section, out->scenario, &out->inquiry);
    aci_status limits =
        with_limits ? aci_limits_read(config, "spec", out->scenario, &out->limits) : ACI_OK;
    if (uncertain != ACI_OK || inquiry != ACI_OK || limits != ACI_OK) {
        return aci_config_status(config);
    }
    ACI_TRY(need_uncertain(config, out));
    return add_limits(config, out);
}

aci_evaluate_question aci_uncertain_question(const aci_uncertain *of)
{
    return (aci_evaluate_question){of->list.count, of->inquiry.count, of->list.variables,
                                   of->inquiry.results};
}

static double number_at(const aci_sheet *sheet, const char *column, int row)
{
    const aci_column *found = aci_findings_column(sheet, column);
    return found != NULL && found->numbers != NULL ? found->numbers[row] : NAN;
}

void aci_uncertain_print_headlines(const aci_findings *findings, const aci_inquiry *inquiry)
{
    const aci_sheet *sheet = aci_findings_sheet(findings, "headlines");
    printf("Headline numbers: value with all uncertain numbers at the centres of their "
           "distributions; numerical error; range by what is uncertain; model form\n");
    for (int k = 0; sheet != NULL && k < inquiry->count; ++k) {
        const aci_headline *result = &inquiry->results[k];
        aci_headline_text value, error, low, high;
        double form = number_at(sheet, "model_form", k);
        printf("  %-24s  %s; +- %s; %s to %s; ", result->label,
               aci_headline_text_value(result, number_at(sheet, "value", k), value),
               aci_headline_text_number(result, number_at(sheet, "numerical", k), error),
               aci_headline_text_number(result, number_at(sheet, "parameter_low", k), low),
               aci_headline_text_number(result, number_at(sheet, "parameter_high", k), high));
        printf(isnan(form) ? "no factor known\n" : "within x %.3g\n", form);
    }
}

void aci_uncertain_print_notes(const aci_study *study, const aci_findings *findings)
{
    printf("\n%s%s and its sheets as CSV beside it\n",
           findings->notes != NULL ? findings->notes : "", study->path);
}

void aci_uncertain_json_head(aci_json *json, const aci_study *study, int runs, int failed,
                             double confidence)
{
    aci_json_text(json, "file", study->path);
    aci_json_integer(json, "runs", runs);
    aci_json_integer(json, "failed", failed);
    aci_json_number(json, "confidence", confidence);
}

void aci_uncertain_json_headlines(aci_json *json, const aci_findings *findings,
                                  const aci_inquiry *inquiry)
{
    static const char *const columns[] = {"value", "numerical", "parameter_low", "parameter_high",
                                          "model_form"};
    const aci_sheet *sheet = aci_findings_sheet(findings, "headlines");
    aci_json_open(json, "headlines");
    for (int k = 0; sheet != NULL && k < inquiry->count; ++k) {
        aci_json_open(json, inquiry->names[k]);
        aci_json_text(json, "unit", inquiry->results[k].outcome.unit);
        for (size_t c = 0; c < sizeof columns / sizeof columns[0]; ++c) {
            aci_json_number(json, columns[c], number_at(sheet, columns[c], k));
        }
        aci_json_close(json);
    }
    aci_json_close(json);
}

void aci_uncertain_json_interval(aci_json *json, const char *name, aci_interval value)
{
    char end[64];
    aci_json_number(json, name, value.value);
    snprintf(end, sizeof end, "%s_low", name);
    aci_json_number(json, end, value.low);
    snprintf(end, sizeof end, "%s_high", name);
    aci_json_number(json, end, value.high);
}
