/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_words.h"
#include "transport_page.h"

static const char *const uses[] = {
    [TRANSPORT_BLIND] = "blind",
    [TRANSPORT_IN_VIEW] = "in view",
    [TRANSPORT_FITTED] = "fitted",
    [TRANSPORT_CONSTRUCTION] = "construction",
};

static void format_result(const transport_result *result, char band[PAGE_RANGE_SIZE],
                          char number[PAGE_RANGE_SIZE])
{
    const transport_row *row = result->row;
    page_range((validation_range){row->low, row->high}, row->unit, band);
    page_range(result->number, row->unit, number);
}

static void write_row(FILE *page, const transport_result *result)
{
    const transport_row *row = result->row;
    char band[PAGE_RANGE_SIZE], number[PAGE_RANGE_SIZE];
    format_result(result, band, number);
    fprintf(page, "| %s | %s | %s | %s (%s) | %s | %s | %s | %s | %s | %s |\n", row->id, row->study,
            row->condition, row->published, page_source(row->source), band, number,
            page_verdict(result->verdict), row->gates ? "yes" : "no", uses[row->use], row->config);
}

static void write_rows(FILE *page, const transport_results *results)
{
    int next = 0;
    for (const transport_group *group = transport_groups; group->title != NULL; group++) {
        fprintf(page,
                "## %s\n\n%s\n\n"
                "| row | study | condition | published (known by) | band | computed | verdict | "
                "gates | use | config |\n|---|---|---|---|---|---|---|---|---|---|\n",
                group->title, group->text);
        for (const transport_row *row = group->rows; row->id != NULL; row++) {
            write_row(page, &results->list[next++]);
        }
        fputc('\n', page);
    }
}

static void write_remarks(FILE *page, const transport_results *results)
{
    fputs("## Remarks\n\n", page);
    for (int i = 0; i < results->count; i++) {
        const transport_result *result = &results->list[i];
        const char *verdict = result->verdict == VALIDATION_PASS ? "pass" : "fail";
        if (result->row->note != NULL) {
            fprintf(page, "- **%s** (%s) %s\n", result->row->id, verdict, result->row->note);
        }
    }
    fputc('\n', page);
}

static void write_changes(FILE *page)
{
    fputs("## Under another condition\n\nRows again with one thing changed. None of this is used "
          "above.\n\n| row | changed | band | computed | in the band |\n|---|---|---|---|---|\n",
          page);
    for (const transport_row *row = transport_changes; row->id != NULL; row++) {
        transport_result result = transport_solve(row);
        char band[PAGE_RANGE_SIZE], number[PAGE_RANGE_SIZE];
        format_result(&result, band, number);
        fprintf(page, "| %s | %s | %s | %s | %s |\n", row->id, row->published, band, number,
                result.verdict == VALIDATION_PASS ? "yes" : "no");
    }
    fputc('\n', page);
}

static void write_settings(FILE *page, const transport_results *results)
{
    fputs("## Settings\n\nWhat the cases of a row set in its config; rows that are not here are "
          "run as the config is.\n\n| row | config | cases |\n|---|---|---|\n",
          page);
    for (int i = 0; i < results->count; i++) {
        const transport_row *row = results->list[i].row;
        if (row->cases[0][0] == '\0' && row->cases[1] == NULL) {
            continue;
        }
        fprintf(page, "| %s | %s | ", row->id, row->config);
        for (int k = 0; row->cases[k] != NULL; k++) {
            fprintf(page, "%s`%s`", k > 0 ? "<br>" : "",
                    row->cases[k][0] == '\0' ? "as it is" : row->cases[k]);
        }
        fputs(" |\n", page);
    }
}

void transport_write_tables(FILE *page, const transport_results *results)
{
    write_rows(page, results);
    write_remarks(page, results);
    write_changes(page);
    write_settings(page, results);
}
