/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mechanics_tables.h"

#include <stdlib.h>
#include <string.h>

#include "page_words.h"

static const char *const uses[] = {
    [VALIDATION_CALIBRATION] = "calibration",
    [VALIDATION_IN_VIEW] = "in view",
    [VALIDATION_BLIND] = "blind",
};

static void write_row(FILE *page, const validation_result *result)
{
    const validation_row *row = result->row;
    char band[PAGE_RANGE_SIZE] = "-", number[PAGE_RANGE_SIZE] = "-", config[PAGE_RANGE_SIZE] = "-";
    bool is_comparable = result->verdict != VALIDATION_NOT_COMPARABLE;
    if (is_comparable) {
        page_range((validation_range){row->low, row->high}, row->unit, band);
    }
    if (row->config != NULL) {
        page_range(result->number, row->unit, number);
        snprintf(config, sizeof config, "%s", row->config);
    }
    fprintf(page, "| %s | %s, %s | %s | %s (%s) | %s | %s | %s | %s | %s | %s |\n", row->id,
            row->study, row->doi, row->condition, row->published, page_source(row->source), band,
            number, page_verdict(result->verdict), row->gates ? "yes" : "no",
            is_comparable ? uses[row->use] : "-", config);
}

void validation_write_rows(FILE *page, const validation_results *results)
{
    int next = 0;
    for (const validation_group *group = validation_groups; group->title != NULL; group++) {
        fprintf(
            page,
            "## %s\n\n"
            "| row | study | condition | published (known by) | band | model | verdict | gates | "
            "use | config |\n|---|---|---|---|---|---|---|---|---|---|\n",
            group->title);
        for (const validation_row *row = group->rows; row->id != NULL; row++) {
            write_row(page, &results->list[next++]);
        }
        fputs("\n", page);
    }
}

void validation_write_remarks(FILE *page, const validation_results *results)
{
    fputs("## Remarks\n\n", page);
    for (int i = 0; i < results->count; i++) {
        const validation_result *result = &results->list[i];
        if (result->row->note != NULL) {
            fprintf(page, "- **%s** (%s) %s\n", result->row->id,
                    result->verdict == VALIDATION_FAIL ? "fail" : page_verdict(result->verdict),
                    result->row->note);
        }
    }
    fputs("\n", page);
}

/// One line: a value of a key, how many gating rows pass, which fail.
static void write_value(FILE *page, const validation_results *results, const char *key,
                        double value)
{
    char setting[PAGE_RANGE_SIZE], failing[1024] = "";
    int passed = 0;
    snprintf(setting, sizeof setting, "%s=%g", key, value);
    for (int i = 0; i < results->count; i++) {
        const validation_row *row = results->list[i].row;
        if (!row->gates) {
            continue;
        }
        if (validation_judge(row, validation_solve(row, setting)) == VALIDATION_PASS) {
            passed++;
        } else {
            size_t used = strlen(failing);
            snprintf(failing + used, sizeof failing - used, "%s%s", used > 0 ? ", " : "", row->id);
        }
    }
    fprintf(page, "| %s | %g | %d | %s |\n", key, value, passed, failing);
}

/// The line of the values in use, from what is known already.
static void write_own_value(FILE *page, const validation_results *results, const char *key,
                            double value)
{
    fprintf(page, "| %s | **%g** | **%d** | ", key, value,
            validation_count(results, VALIDATION_PASS, true));
    validation_write_ids(page, results, VALIDATION_FAIL, -1);
    fputs(" |\n", page);
}

static void write_values(FILE *page, const validation_results *results, const char *key,
                         double value)
{
    static const double factors[] = {0.1, 0.3, 1.0, 3.0, 10.0};
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
        if (factors[i] == 1.0) {
            write_own_value(page, results, key, value);
        } else {
            write_value(page, results, key, factors[i] * value);
        }
    }
}

void validation_write_parameters(FILE *page, const validation_results *results)
{
    aci_skin_mechanics m = validation_parameters();
    fputs(
        "## One set of parameters\n\n"
        "How many gating rows would pass with other values of the two calibrated numbers, the rest "
        "unchanged.\n\n| key | value | passing | failing |\n|---|---|---|---|\n",
        page);
    write_values(page, results, "skin.toughness_factor", m.toughness_factor.value);
    write_values(page, results, "skin.dimple_factor", m.dimple_factor.value);
    fputs("\n", page);
}

void validation_write_changes(FILE *page)
{
    fputs(
        "## Under another condition\n\n"
        "Rows again with one thing changed: what would have to be different for them to pass. None "
        "of this is\nused above.\n\n"
        "| row | changed | band | model | in the band |\n|---|---|---|---|---|\n",
        page);
    for (const validation_row *row = validation_changes; row->id != NULL; row++) {
        char band[PAGE_RANGE_SIZE], number[PAGE_RANGE_SIZE];
        validation_range range = validation_solve(row, NULL);
        page_range((validation_range){row->low, row->high}, row->unit, band);
        page_range(range, row->unit, number);
        fprintf(page, "| %s | %s | %s | %s | %s |\n", row->id, row->condition, band, number,
                validation_judge(row, range) == VALIDATION_PASS ? "yes" : "no");
    }
    fputs("\n", page);
}

void validation_write_settings(FILE *page, const validation_results *results)
{
    fputs("## Settings\n\n"
          "What the cases of a row set in its config, case by case; rows that are not here are run "
          "as "
          "the config is.\n\n| row | config | cases |\n|---|---|---|\n",
          page);
    for (int i = 0; i < results->count; i++) {
        const validation_row *row = results->list[i].row;
        bool is_plain = row->config == NULL || (row->cases[0][0] == '\0' && row->cases[1] == NULL);
        if (is_plain) {
            continue;
        }
        fprintf(page, "| %s | %s | ", row->id, row->config);
        for (int k = 0; row->cases[k] != NULL; k++) {
            const char *settings = row->cases[k][0] != '\0' ? row->cases[k] : "as it is";
            fprintf(page, "%s`%s`", k > 0 ? "<br>" : "", settings);
        }
        fputs(" |\n", page);
    }
}
