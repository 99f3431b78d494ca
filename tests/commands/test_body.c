/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section systemic from the command line. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "acicula/study/systemic.h"
#include "place.h"
#include "support/scenarios.h"

TestSuite(body, .timeout = 60);

static const char section[] = "systemic: {treated_area: 100 cm2, volume_of_distribution: 40 L, "
                              "half_life: 3 h, stated_level: 1 mg/L}\n";

static void open_place(place *at)
{
    char text[4096];
    place_open(at);
    snprintf(text, sizeof text, "%s%s", trial_slab, section);
    place_write(at, "body.yaml", text);
}

Test(body, file_holds_course_and_endpoints_with_units_and_errors)
{
    place at;
    char path[2 * PLACE_PATH];
    char **names = NULL;
    int count = 0;
    aci_reader *reader = NULL;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run body.yaml --quiet --out b.h5"), 0);
    snprintf(path, sizeof path, "%s/b.h5", at.folder);
    cr_assert_eq(aci_reader_open(path, false, &reader), ACI_OK);
    cr_assert_eq(aci_reader_names(reader, "/systemic", &names, &count), ACI_OK);
    /* time, rows, endpoints; control_concentration and its largest, stated_level */
    cr_assert_eq(count, 1 + ACI_SYSTEMIC_ROWS + ACI_SYSTEMIC_ENDPOINTS + 3);
    for (int i = 0; i < count; i++) {
        aci_reader_variable v;
        snprintf(path, sizeof path, "/systemic/%s", names[i]);
        cr_assert_eq(aci_reader_read(reader, path, &v), ACI_OK);
        bool is_known = strcmp(names[i], "time") == 0 || strcmp(names[i], "stated_level") == 0;
        cr_assert(v.units[0] != '\0' && v.long_name[0] != '\0', "%s", names[i]);
        cr_assert_eq(v.error_count, is_known ? 0 : 1, "%s", names[i]);
        aci_reader_destroy_variable(&v);
    }
    aci_reader_destroy_names(&names, count);
    aci_reader_destroy(&reader);
    place_close(&at);
}

Test(body, is_told_in_words_json_tables_and_explained)
{
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run body.yaml --out b.h5"), 0);
    place_check_has(at.out,
                    "In the body, from 100 cm2 of such skin; one compartment, terminal half-life "
                    "3 h:");
    place_check_has(at.out, "largest plasma concentration");
    place_check_has(at.out, "1 mg/L (stated) over it");
    place_check_code(&at, place_run(&at, "\"$A\" run body.yaml --json --out b.h5 --force"), 0);
    place_check_has(at.out, "\"systemic\": {\n    \"concentration_max\": ");
    place_check_has(at.out, "\"margin\": ");
    place_check_has(at.out, "\"half_life\": 10800");
    place_check_has(at.out, "\"systemic.treated_area\"");
    place_check_code(&at, place_run(&at, "\"$A\" export b.h5 --table systemic --units h,mg/L"), 0);
    place_check_has(at.out, "time,plasma_concentration,input_rate,input_amount,central_amount,"
                            "peripheral_amount,eliminated_amount,control_concentration\nh,mg/L,");
    place_check_code(&at, place_run(&at, "\"$A\" export b.h5 --table endpoints"), 0);
    place_check_has(at.out, ",concentration_max,time_of_concentration_max,area_under_curve,");
    place_check_code(&at, place_run(&at, "\"$A\" explain area_under_curve_total"), 0);
    place_check_has(at.out, "in file: /systemic");
    place_check_code(&at, place_run(&at, "\"$A\" explain systemic.k12"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" check body.yaml"), 0);
    place_check_has(at.out, "systemic:\n  treated_area: 100 cm2\n  volume_of_distribution: 40 L\n");
    place_close(&at);
}

Test(body, rerun_gives_the_same_bits)
{
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run body.yaml --quiet --out b.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" rerun b.h5 --quiet --out again.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export b.h5 --table systemic > b.csv"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export again.h5 --table systemic > again.csv"), 0);
    place_check_code(&at, place_run(&at, "cmp b.csv again.csv"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" check body.yaml --quiet"), 0);
    place_check_code(&at,
                     place_run(&at, "\"$A\" check body.yaml | \"$A\" run - --quiet --out c.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export c.h5 --table systemic > c.csv"), 0);
    place_check_code(&at, place_run(&at, "cmp b.csv c.csv"), 0);
    place_close(&at);
}

Test(body, without_the_section_there_is_none)
{
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run slab.yaml --quiet --out s.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export s.h5 --table systemic"), 2);
    place_check_code(&at, place_run(&at, "\"$A\" plot s.h5 --figures plasma"), 5);
    place_check_code(&at, place_run(&at, "\"$A\" run body.yaml --quiet --out b.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" plot b.h5 --quiet"), 0);
    cr_assert(place_has(&at, "b_plasma.svg"));
    place_close(&at);
}
