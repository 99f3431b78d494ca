/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mechanics_page.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mechanics_tables.h"

const validation_group validation_groups[] = {
    {"D1 Depth", validation_depths},
    {"D2 Force", validation_forces},
    {"D3 The hole left", validation_channels},
    {"D4 Pain and blood", validation_reactions},
    {"D5 Number", validation_densities},
    {"D5 Closing", validation_closings},
    {NULL, NULL},
};

static const char heading[] =
    "# Needles against published measurements\n"
    "\n"
    "Written by `make validation` from `tests/validation/`; change that, not this page. The test\n"
    "`validation` computes every number here again and compares the page, so it cannot drift.\n"
    "Any row by hand: `acicula insert configs/validation/NAME.yaml --set ...` with the values "
    "under\n"
    "'Settings'.\n"
    "\n"
    "A row **passes** when the model's number, or the whole range over its cases, lies in the "
    "band.\n"
    "Rows that were read in the source itself and are a measurement with a number **gate**; rows "
    "known\n"
    "from memory or from others, and thresholds of our own, are shown and do not. Without a "
    "published\n"
    "number a row is `not comparable`. One set of parameters serves all rows: they differ in "
    "device,\n"
    "drive, support, skin and speed alone.\n"
    "\n"
    "Excised skin is without tension and without fat, and lies on something as soft as muscle; "
    "living\n"
    "skin is the library's. What a paper's abstract does not say (tips, bases, hands) is assumed; "
    "each\n"
    "config lists what. These assumptions are not fitted, but they are freedom all the same: a "
    "tip's\n"
    "radius moves a force as much as toughness does.\n"
    "\n";

void validation_results_of(validation_results *out)
{
    out->count = 0;
    for (const validation_group *group = validation_groups; group->title != NULL; group++) {
        for (const validation_row *row = group->rows; row->id != NULL; row++) {
            cr_assert(out->count < VALIDATION_ROWS_MAX);
            validation_result *result = &out->list[out->count++];
            *result = (validation_result){.row = row};
            if (row->config != NULL) {
                result->number = validation_solve(row, NULL);
            }
            result->verdict = validation_judge(row, result->number);
        }
    }
}

int validation_count(const validation_results *results, validation_verdict verdict, bool gating)
{
    int count = 0;
    for (int i = 0; i < results->count; i++) {
        const validation_result *result = &results->list[i];
        count += result->verdict == verdict && (result->row->gates || !gating);
    }
    return count;
}

void validation_write_ids(FILE *page, const validation_results *results, validation_verdict verdict,
                          int use)
{
    const char *comma = "";
    for (int i = 0; i < results->count; i++) {
        const validation_result *result = &results->list[i];
        bool is_used = use < 0 || (int)result->row->use == use;
        if (result->row->gates && result->verdict == verdict && is_used) {
            fprintf(page, "%s%s", comma, result->row->id);
            comma = ", ";
        }
    }
    fputs(comma[0] == '\0' ? "none" : "", page);
}

static int gating_of_use(const validation_results *results, validation_use use)
{
    int count = 0;
    for (int i = 0; i < results->count; i++) {
        const validation_row *row = results->list[i].row;
        count += row->gates && row->use == use;
    }
    return count;
}

static void write_parameters(FILE *page, const validation_results *results)
{
    aci_skin_mechanics m = validation_parameters();
    int calibrating = gating_of_use(results, VALIDATION_CALIBRATION);
    fprintf(
        page,
        "Free parameters: **2** numbers were chosen on %d of the gating rows, "
        "`skin.toughness_factor` %.3g and\n"
        "`skin.dimple_factor` %.3g. `skin.recoil` %.3g was set by D3.1, the vessel density by D4.4 "
        "and D4.5, the\n"
        "two exponents of pain by D4.1 and D4.2. Of closing, the rat's time constant, its exponent "
        "in the needle's length and\nthe thresholds of dye and water loss were fitted on D5.3, the "
        "human time constants (fast, slow, occluded) and the\nfast part put inside ranges, D5.5 "
        "among them: 4 numbers on 3 rows, and 4 assumed; these rows do not gate. 10 numbers\nwere "
        "fitted to this page in all, and 4 put inside its ranges. The rate law "
        "(%.3g 1/s,\n"
        "exponent %.3g) was fitted elsewhere, to moduli at two rates; all other numbers of the "
        "skin "
        "are published\n"
        "or assumed, as `acicula list skins` says.\n\n",
        calibrating, m.toughness_factor.value, m.dimple_factor.value, m.recoil.value,
        m.rate_reference.value, m.rate_exponent.value);
}

static void write_uses(FILE *page, const validation_results *results)
{
    fprintf(page,
            "Use of a row: `calibration`, its verdict counted when the parameters were chosen; "
            "`in view`, it was looked\nat and did not count; `blind`, it came afterwards. Of the "
            "gating "
            "rows %d are calibration, %d in view\nand %d blind (",
            gating_of_use(results, VALIDATION_CALIBRATION),
            gating_of_use(results, VALIDATION_IN_VIEW), gating_of_use(results, VALIDATION_BLIND));
    validation_write_ids(page, results, VALIDATION_PASS, VALIDATION_BLIND);
    fputs(" passes). A pass of a calibration row is therefore no prediction: it says\n"
          "that two numbers can serve so many unlike tests at once.\n\n",
          page);
}

static void write_summary(FILE *page, const validation_results *results)
{
    int passed = validation_count(results, VALIDATION_PASS, true);
    int failed = validation_count(results, VALIDATION_FAIL, true);
    fprintf(page,
            "## Result\n\n**%d of %d gating rows pass.** Of all %d rows %d pass, %d fail and %d "
            "are not "
            "comparable.\n\nFailing and gating: ",
            passed, passed + failed, results->count,
            validation_count(results, VALIDATION_PASS, false),
            validation_count(results, VALIDATION_FAIL, false),
            validation_count(results, VALIDATION_NOT_COMPARABLE, false));
    validation_write_ids(page, results, VALIDATION_FAIL, -1);
    fputs(". Why stands under 'Remarks'; no parameter was bent to make them pass.\n\n", page);
    write_parameters(page, results);
    write_uses(page, results);
}

char *validation_page(const validation_results *results)
{
    char *text = NULL;
    size_t size = 0;
    FILE *page = open_memstream(&text, &size);
    cr_assert_not_null(page);
    fputs(heading, page);
    write_summary(page, results);
    validation_write_rows(page, results);
    validation_write_remarks(page, results);
    validation_write_parameters(page, results);
    validation_write_changes(page);
    validation_write_settings(page, results);
    cr_assert_eq(fclose(page), 0);
    return text;
}
