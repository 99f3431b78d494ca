/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transport_page.h"

enum { SETTINGS_MAX = 12, TEXT_SIZE = 1200 };

const transport_group transport_groups[] = {
    {"T1 The model's own cases",
     "The published numbers are computed, by the calculator of the CDC and by another code: band, "
     "10 % about\nthe calculator's. Same equations, other programs; nothing of this says that skin "
     "does it.",
     transport_model},
    {"T2 Intact skin, predicted",
     "Decimal logarithm of the permeability in cm/s. No measured permeability is used, of no "
     "compound; skin\nsoaked as in a diffusion cell. Band: 0.7 decades on both sides. The soaking "
     "matters: partially "
     "hydrated, as a\nrun has it without skin.hydration, T2.2 and T2.5 lie outside as well (see "
     "'Under another condition').",
     transport_intact},
    {"T3 Intact skin, the measured permeability given",
     "A check of the way from an input to the result, 5 % for the layers below.",
     transport_measured},
    {"T4 How the absorbed amount grows after needling",
     "Ratios of amounts Q: the donor's concentration is not known. One number is fitted for each "
     "of the two\ncompounds.",
     transport_shapes},
    {"T5 How much channels help",
     "Steady flux over that of intact skin. One density of channels for all rows, fitted to T5.1. "
     "Band: a\nfactor of 3 on both sides.",
     transport_ratios},
    {NULL, NULL, NULL},
};

static void solve_case(const transport_row *row, const char *settings, trial *out)
{
    char path[TEXT_SIZE], copy[TEXT_SIZE];
    const char *list[SETTINGS_MAX + 1] = {NULL};
    int count = 0;
    cr_assert(strlen(settings) < sizeof copy);
    snprintf(copy, sizeof copy, "%s", settings);
    for (char *at = strtok(copy, ";"); at != NULL; at = strtok(NULL, ";")) {
        cr_assert(count < SETTINGS_MAX);
        list[count++] = at + strspn(at, " ");
    }
    snprintf(path, sizeof path, "configs/validation/%s.yaml", row->config);
    trial_read_file(path, list, out);
    trial_run(out, NULL);
}

static validation_verdict judge(const transport_row *row, validation_range number)
{
    const validation_row band = {.low = row->low, .high = row->high};
    return validation_judge(&band, number);
}

transport_result transport_solve(const transport_row *row)
{
    trial cases[TRANSPORT_CASES_MAX];
    transport_result result = {.row = row};
    int count = 0;
    for (; row->cases[count] != NULL; count++) {
        solve_case(row, row->cases[count], &cases[count]);
    }
    result.number = row->number(cases, count);
    cr_assert(isfinite(result.number.least) && isfinite(result.number.largest), "%s", row->id);
    result.verdict = judge(row, result.number);
    for (int i = 0; i < count; i++) {
        trial_drop(&cases[i]);
    }
    return result;
}

void transport_results_of(transport_results *out)
{
    out->count = 0;
    for (const transport_group *group = transport_groups; group->title != NULL; group++) {
        for (const transport_row *row = group->rows; row->id != NULL; row++) {
            cr_assert(out->count < TRANSPORT_ROWS_MAX);
            out->list[out->count++] = transport_solve(row);
        }
    }
}

int transport_count(const transport_results *results, validation_verdict verdict, bool gating)
{
    int count = 0;
    for (int i = 0; i < results->count; i++) {
        const transport_result *result = &results->list[i];
        count += result->verdict == verdict && (result->row->gates || !gating);
    }
    return count;
}

bool transport_uses(const char *config)
{
    for (const transport_group *group = transport_groups; group->title != NULL; group++) {
        for (const transport_row *row = group->rows; row->id != NULL; row++) {
            if (strcmp(row->config, config) == 0) {
                return true;
            }
        }
    }
    return false;
}
