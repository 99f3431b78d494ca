/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An accuracy that is not reached is no failure, but everything says so. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "place.h"

TestSuite(accuracy, .timeout = 60);

static double attribute(const place *at, const char *name)
{
    char path[2 * PLACE_PATH];
    double value = -1.0;
    aci_reader *reader = NULL;
    snprintf(path, sizeof path, "%s/r.h5", at->folder);
    cr_assert_eq(aci_reader_open(path, false, &reader), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_attribute_number(reader, "/", name, &value), ACI_OK);
    aci_reader_destroy(&reader);
    return value;
}

/// Six cells miss 1e-4 by far.
Test(accuracy, a_miss_is_told_on_standard_output_in_json_and_in_the_file)
{
    static const char miss[] =
        "\"$A\" run slab.yaml --force --out r.h5 --set simulation.accuracy=1e-4 "
        "--set simulation.cells='{z: 6}'";
    place at;
    place_open(&at);
    cr_assert_eq(place_run(&at, "%s", miss), 0, "%s", at.err);
    cr_assert_not_null(strstr(at.out, "simulation.accuracy 0.0001 was not reached"), "%s", at.out);
    cr_assert_eq(attribute(&at, "accuracy_requested"), 1e-4);
    cr_assert_eq(attribute(&at, "accuracy_reached"), 0.0);
    cr_assert_eq(place_run(&at, "%s --json", miss), 0);
    cr_assert_not_null(strstr(at.out, "\"accuracy_requested\": 0.0001"), "%s", at.out);
    cr_assert_not_null(strstr(at.out, "\"accuracy_reached\": false"), "%s", at.out);
    cr_assert_eq(place_run(&at, "\"$A\" run slab.yaml --force --out r.h5 --json"), 0);
    cr_assert_not_null(strstr(at.out, "\"accuracy_reached\": true"), "%s", at.out);
    cr_assert_eq(attribute(&at, "accuracy_reached"), 1.0);
    place_close(&at);
}
