/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several runs against the number in which they differ. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "figure/compare.h"
#include "place.h"
#include "support/tolerances.h"

TestSuite(compare, .timeout = 60);

static void run(place *at, const char *settings, const char *out)
{
    char command[512];
    snprintf(command, sizeof command, "\"$A\" run slab.yaml --quiet %s --out %s", settings, out);
    cr_assert_eq(place_run(at, command), 0, "%s", at->err);
}

/// Amounts are linear in the concentration; runs stand in its order, whatever theirs.
Test(compare, finds_the_number_that_differs)
{
    place at;
    char paths[3][2 * PLACE_PATH];
    const char *const list[] = {paths[0], paths[1], paths[2]};
    static const char *const settings[] = {
        "--set product.concentration='4 kg/m3' --set title=other",
        "--set product.concentration='1 kg/m3'", "--set product.concentration='2 kg/m3'"};
    place_open(&at);
    for (int n = 0; n < 3; n++) {
        snprintf(paths[n], sizeof paths[n], "%s/r%d.h5", at.folder, n);
        run(&at, settings[n], strrchr(paths[n], '/') + 1);
    }
    aci_compare runs;
    cr_assert_eq(aci_compare_read(list, 3, &runs), ACI_OK, "%s", aci_status_message());
    cr_assert_str_eq(runs.key, "product.concentration");
    cr_assert_str_eq(runs.unit, "kg/m3");
    for (int n = 0; n < 3; n++) {
        double scale = 1 << n;
        cr_assert(runs.points[n].place == scale);
        assert_relative(runs.points[n].absorbed, scale * runs.points[0].absorbed, 1e-12);
        cr_assert(runs.points[n].delivered >= runs.points[n].absorbed);
    }
    aci_compare_destroy(&runs);
    place_close(&at);
}

static void refuses(const char *const *list, int count, const char *why)
{
    aci_compare runs;
    cr_assert_eq(aci_compare_read(list, count, &runs), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), why), "%s", aci_status_message());
    aci_compare_destroy(&runs);
}

Test(compare, refuses_none_and_more_than_one)
{
    place at;
    char paths[3][2 * PLACE_PATH];
    const char *const same[] = {paths[0], paths[1]}, *const two[] = {paths[0], paths[2]};
    static const char *const settings[] = {
        "", "--set title=other", "--set product.concentration='2 kg/m3' --set skin.below=sealed"};
    place_open(&at);
    for (int n = 0; n < 3; n++) {
        snprintf(paths[n], sizeof paths[n], "%s/r%d.h5", at.folder, n);
        run(&at, settings[n], strrchr(paths[n], '/') + 1);
    }
    refuses(same, 1, "at least two files");
    refuses(same, 2, "the same");
    refuses(two, 2, "product.concentration");
    place_close(&at);
}
