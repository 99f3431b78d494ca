/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sensitivity: which of the uncertain numbers matter most. */
#include <stdio.h>
#include <string.h>

#include "acicula/study/sensitivity_findings.h"
#include "command.h"
#include "uncertain.h"

enum { SAMPLES_USUAL = 512 };

/* Rows of an output by their total index, largest first. */
static void rank(const aci_sensitivity *found, int output, int *order)
{
    const aci_interval *total = &found->total[output * found->inputs];
    for (int i = 0; i < found->inputs; ++i) {
        int place = i;
        while (place > 0 && total[order[place - 1]].value < total[i].value) {
            order[place] = order[place - 1];
            --place;
        }
        order[place] = i;
    }
}

static void print_row(const aci_sensitivity *found, const aci_uncertain *of, int output, int input)
{
    int place = output * found->inputs + input, bar = input * found->outputs + output;
    aci_interval first = found->first[place], total = found->total[place];
    const aci_headline *result = &of->inquiry.results[output];
    aci_headline_text low, high;
    printf("  %-40.40s %6.3f [%6.3f,%6.3f] %6.3f [%6.3f,%6.3f]  %9s %9s\n",
           of->list.variables[input].key, first.value, first.low, first.high, total.value,
           total.low, total.high, aci_headline_text_number(result, found->low[bar], low),
           aci_headline_text_number(result, found->high[bar], high));
}

static void print_result(const aci_sensitivity *found, const aci_uncertain *of, int output)
{
    int order[ACI_UNCERTAIN_MAX];
    const aci_headline *result = &of->inquiry.results[output];
    const char *unit = aci_headline_text_unit(result);
    rank(found, output, order);
    printf("%s%s%s%s\n", result->label, *unit != '\0' ? " (" : "", unit, *unit != '\0' ? ")" : "");
    printf("  %-40s %-22s %-22s   at 5 %%     at 95 %%\n", "", " first", " total");
    for (int i = 0; i < found->inputs; ++i) {
        print_row(found, of, output, order[i]);
    }
    printf("\n");
}

static void print_words(const aci_study *study, const aci_uncertain *of,
                        const aci_sensitivity *found, const aci_findings *findings)
{
    for (int k = 0; k < found->outputs; ++k) {
        print_result(found, of, k);
    }
    aci_uncertain_print_headlines(findings, &of->inquiry);
    aci_uncertain_print_notes(study, findings);
}

static void json_indices(aci_json *json, const aci_uncertain *of, const aci_sensitivity *found,
                         int output)
{
    aci_json_open(json, of->inquiry.names[output]);
    for (int i = 0; i < found->inputs; ++i) {
        int place = output * found->inputs + i, bar = i * found->outputs + output;
        aci_json_open(json, of->list.variables[i].key);
        aci_uncertain_json_interval(json, "first", found->first[place]);
        aci_uncertain_json_interval(json, "total", found->total[place]);
        aci_json_number(json, "low", found->low[bar]);
        aci_json_number(json, "high", found->high[bar]);
        aci_json_number(json, "elasticity", found->elasticity[bar]);
        aci_json_close(json);
    }
    aci_json_close(json);
}

static void print_json(const aci_study *study, const aci_uncertain *of,
                       const aci_sensitivity *found, const aci_findings *findings)
{
    aci_json json = {.out = stdout};
    aci_json_open(&json, NULL);
    aci_uncertain_json_head(&json, study, found->points, found->failed, found->confidence);
    aci_uncertain_json_headlines(&json, findings, &of->inquiry);
    aci_json_open(&json, "indices");
    for (int k = 0; k < found->outputs; ++k) {
        json_indices(&json, of, found, k);
    }
    aci_json_close(&json);
    aci_json_close(&json);
}

static aci_status solve(aci_study *study, aci_uncertain *of, aci_sensitivity *found,
                        aci_findings *findings)
{
    aci_model model;
    ACI_TRY(aci_uncertain_read(study, "sensitivity", false, of));
    const aci_inquiry *asked = &of->inquiry;
    const aci_sensitivity_options options = {asked->samples > 0 ? asked->samples : SAMPLES_USUAL,
                                             asked->seed, asked->confidence};
    const aci_evaluate_question question = aci_uncertain_question(of);
    ACI_TRY(aci_study_model(study, &question, &model));
    ACI_TRY(aci_sensitivity_solve(&model, of->list.distributions, &options, found));
    return aci_sensitivity_findings_write(found, &of->list, asked, of->scenario, findings);
}

int aci_command_sensitivity(const aci_options *options)
{
    aci_study study;
    aci_uncertain of;
    aci_sensitivity found = {.inputs = 0};
    aci_findings findings = {.verb = "sensitivity", .title = "Which uncertain numbers matter"};
    aci_status status = ACI_OK;
    int code = aci_study_open(options, "sensitivity", 0, &study);
    if (code == 0) {
        status = solve(&study, &of, &found, &findings);
    }
    if (code == 0 && status == ACI_OK && (options->json || !options->quiet)) {
        (options->json ? print_json : print_words)(&study, &of, &found, &findings);
    }
    int closed = aci_study_close(&study, status, &findings);
    aci_sensitivity_destroy(&found);
    return code != 0 ? code : closed;
}
