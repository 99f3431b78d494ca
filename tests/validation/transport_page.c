/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport_page.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char heading[] =
    "# Transport against published numbers\n"
    "\n"
    "Written by `make validation` from `tests/validation/`; change that, not this page. The test\n"
    "`validation` computes every number here again and compares the page, so it cannot drift.\n"
    "Any row by hand: `acicula run configs/validation/NAME.yaml --set ...` with the values under\n"
    "'Settings'.\n"
    "\n"
    "A row **passes** when the computed number lies in the band. Rows whose published number was "
    "read in\n"
    "the source or in an aggregate of measurements **gate**; rows known from memory do not, nor "
    "do rows\n"
    "whose published number is their input. Use of a row: `blind`, nothing was fitted to it; `in "
    "view`, an\n"
    "input was found after a first comparison; `fitted`, one number was, and a pass is no "
    "prediction;\n"
    "`construction`, the number is put in.\n"
    "\n";

static int gating_of_use(const transport_results *results, transport_use use,
                         validation_verdict verdict)
{
    int count = 0;
    for (int i = 0; i < results->count; i++) {
        const transport_result *result = &results->list[i];
        count += result->row->gates && result->row->use == use && result->verdict == verdict;
    }
    return count;
}

static void write_failing(FILE *page, const transport_results *results)
{
    const char *comma = "";
    for (int i = 0; i < results->count; i++) {
        const transport_result *result = &results->list[i];
        if (result->row->gates && result->verdict == VALIDATION_FAIL) {
            fprintf(page, "%s%s", comma, result->row->id);
            comma = ", ";
        }
    }
    fputs(comma[0] == '\0' ? "none" : "", page);
}

static void write_blind(FILE *page, const transport_results *results)
{
    int passed = gating_of_use(results, TRANSPORT_BLIND, VALIDATION_PASS);
    int failed = gating_of_use(results, TRANSPORT_BLIND, VALIDATION_FAIL);
    int viewed = gating_of_use(results, TRANSPORT_IN_VIEW, VALIDATION_PASS) +
                 gating_of_use(results, TRANSPORT_IN_VIEW, VALIDATION_FAIL);
    int fitted = gating_of_use(results, TRANSPORT_FITTED, VALIDATION_PASS) +
                 gating_of_use(results, TRANSPORT_FITTED, VALIDATION_FAIL);
    fprintf(page,
            "Of the gating rows %d are blind, of which %d pass; %d are in view and %d fitted. "
            "Fitted numbers:\n**3**, the part that closes of T4.1, the density of T4.4 and that of "
            "T5.1. No number of the library was\nchanged for this page.\n\n",
            passed + failed, passed, viewed, fitted);
}

void transport_write_summary(FILE *page, const transport_results *results)
{
    int passed = transport_count(results, VALIDATION_PASS, true);
    int failed = transport_count(results, VALIDATION_FAIL, true);
    fputs(heading, page);
    fprintf(page,
            "## Result\n\n**%d of %d gating rows pass.** Of all %d rows %d pass and %d fail.\n\n"
            "Failing and gating: ",
            passed, passed + failed, results->count,
            transport_count(results, VALIDATION_PASS, false),
            transport_count(results, VALIDATION_FAIL, false));
    write_failing(page, results);
    fputs(". Why stands under 'Remarks'.\n\n", page);
    write_blind(page, results);
}

char *transport_page(const transport_results *results)
{
    char *text = NULL;
    size_t size = 0;
    FILE *page = open_memstream(&text, &size);
    cr_assert_not_null(page);
    transport_write_summary(page, results);
    transport_write_tables(page, results);
    cr_assert_eq(fclose(page), 0);
    return text;
}
