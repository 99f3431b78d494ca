/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Needles against published measurements: docs/validation/mechanics.md says what the model says.
/// `make validation` writes the page.
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mechanics_page.h"
#include "page_file.h"
#include "support/scenarios.h"
#include "transport_rows.h"

enum { PATH_SIZE = 1200, LEAST_PASSES = 10 };

Test(validation, page_of_mechanics_is_what_the_model_says)
{
    static validation_results results;
    validation_results_of(&results);
    char *computed = validation_page(&results);
    page_file_check("docs/validation/mechanics.md", computed);
    cr_assert_geq(validation_count(&results, VALIDATION_PASS, true), LEAST_PASSES);
    free(computed);
}

Test(validation, verdict_follows_from_number_and_band)
{
    const validation_row band = {.low = 1.0, .high = 2.0};
    const validation_row most = {VALIDATION_AT_MOST(2.0)}, least = {VALIDATION_AT_LEAST(1.0)};
    const validation_row none = {VALIDATION_NO_BAND};
    cr_assert_eq(validation_judge(&band, (validation_range){1.0, 2.0}), VALIDATION_PASS);
    cr_assert_eq(validation_judge(&band, (validation_range){0.99, 1.5}), VALIDATION_FAIL);
    cr_assert_eq(validation_judge(&band, (validation_range){1.5, 2.01}), VALIDATION_FAIL);
    cr_assert_eq(validation_judge(&band, (validation_range){NAN, NAN}), VALIDATION_FAIL);
    cr_assert_eq(validation_judge(&most, (validation_range){-5.0, 2.0}), VALIDATION_PASS);
    cr_assert_eq(validation_judge(&least, (validation_range){0.5, 7.0}), VALIDATION_FAIL);
    cr_assert_eq(validation_judge(&none, (validation_range){1.0, 1.0}), VALIDATION_NOT_COMPARABLE);
}

/* Only what was read in the source and has a band may gate. */
Test(validation, gating_rows_are_read_and_have_a_band)
{
    for (const validation_group *group = validation_groups; group->title != NULL; group++) {
        for (const validation_row *row = group->rows; row->id != NULL; row++) {
            bool has_band = !isnan(row->low) && row->config != NULL;
            cr_assert(!row->gates || (has_band && row->source == VALIDATION_READ), "%s", row->id);
            cr_assert(row->id[0] == group->title[0] && row->id[1] == group->title[1]);
        }
    }
}

static bool is_used(const char *config)
{
    for (const validation_group *group = validation_groups; group->title != NULL; group++) {
        for (const validation_row *row = group->rows; row->id != NULL; row++) {
            if (row->config != NULL && strcmp(row->config, config) == 0) {
                return true;
            }
        }
    }
    return false;
}

Test(validation, every_config_has_its_row)
{
    char path[PATH_SIZE], config[PATH_SIZE];
    source_path("configs/validation", path, sizeof path);
    DIR *folder = opendir(path);
    cr_assert_not_null(folder, "%s", path);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        size_t length = strcspn(entry->d_name, ".");
        snprintf(config, sizeof config, "%.*s", (int)length, entry->d_name);
        cr_assert(length == 0 || is_used(config) || transport_uses(config), "%s", entry->d_name);
    }
    closedir(folder);
}
