/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Transport against published numbers: docs/validation/transport.md says what a run gives.
/// `make validation` writes the page.
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "page_file.h"
#include "transport_page.h"

/* Of the gating rows; a row less is a change to be explained. */
enum { LEAST_PASSES = 20 };

Test(validation, page_of_transport_is_what_runs_give)
{
    static transport_results results;
    transport_results_of(&results);
    char *computed = transport_page(&results);
    page_file_check("docs/validation/transport.md", computed);
    cr_assert_geq(transport_count(&results, VALIDATION_PASS, true), LEAST_PASSES);
    free(computed);
}

/* Only what was read, and is not the row's own input, may gate. */
Test(validation, gating_rows_of_transport_are_read_and_no_input)
{
    for (const transport_group *group = transport_groups; group->title != NULL; group++) {
        for (const transport_row *row = group->rows; row->id != NULL; row++) {
            bool may_gate = row->source == VALIDATION_READ && row->use != TRANSPORT_CONSTRUCTION;
            cr_assert(!row->gates || may_gate, "%s", row->id);
            cr_assert(row->low < row->high && row->config != NULL, "%s", row->id);
            cr_assert(row->id[0] == group->title[0] && row->id[1] == group->title[1]);
        }
    }
}

/* A change is judged by the band of its row, of which it keeps the config. */
Test(validation, changes_of_transport_keep_config_and_band)
{
    for (const transport_row *change = transport_changes; change->id != NULL; change++) {
        bool is_found = false;
        for (const transport_group *group = transport_groups; group->title != NULL; group++) {
            for (const transport_row *row = group->rows; row->id != NULL; row++) {
                if (strcmp(row->id, change->id) == 0) {
                    is_found = row->low == change->low && row->high == change->high &&
                               row->number == change->number &&
                               strcmp(row->config, change->config) == 0;
                }
            }
        }
        cr_assert(is_found, "%s", change->id);
    }
}
