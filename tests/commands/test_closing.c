/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How channels close, from the command line: check, run, insert and what the file holds. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/output/reader.h"
#include "acicula/puncture/closure.h"
#include "place.h"
#include "support/tolerances.h"

TestSuite(closing, .timeout = 60);

static const char config[] =
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 485 um, diffusivity: 2e-10 m2/s, partition: 1}\n"
    "channels:\n"
    "  mouth_radius: 30 um\n"
    "  bottom_radius: 5 um\n"
    "  depth: 300 um\n"
    "  pitch: 500 um\n"
    "  diffusivity: 5e-10 m2/s\n"
    "  partition: 1\n"
    "  closure: {law: two_phase, slow_time_constant: never, detection_threshold: 0.5}\n"
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
    "simulation: {duration: 2 h, report_times: [1 h, 2 h], accuracy: 1e-1}\n"
    "output: {field_times: [2 h]}\n";

static void open_place(place *at)
{
    place_open(at);
    place_write(at, "c.yaml", config);
}

/// f = 0.8 falls in 0.8 h, the rest stays: 0.5 is reached after 0.8 h ln(0.8/0.3) = 0.785 h, 0.35
/// after 0.8 h ln(0.8/0.15) = 1.34 h, 0.17 never.
Test(closing, check_and_run_name_the_method)
{
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" check c.yaml"), 0);
    place_check_has(at.out, "(two_phase, dry, as for needles of 500 um)");
    place_check_has(at.out, "#   closed to your own method     after 0.785 h");
    place_check_has(at.out,
                    "#   closed to water loss          after 1.34 h        A/A0 below 0.35");
    place_check_has(at.out, "human is assumed, the skin has no site");
    place_check_code(&at, place_run(&at, "\"$A\" run c.yaml --out r.h5"), 0);
    place_check_has(at.out, "  closed to impedance           never");
    place_check_code(&at, place_run(&at, "\"$A\" check c.yaml --json"), 0);
    place_check_has(at.out, "\"detection\": \"own\"");
    place_check_has(at.out, "\"time_closed\": null");
    place_close(&at);
}

static aci_reader_variable read_variable(const aci_reader *reader, const char *name)
{
    aci_reader_variable out;
    cr_assert_eq(aci_reader_read(reader, name, &out), ACI_OK, "%s", aci_status_message());
    return out;
}

/// The file has the law's times and, at the report times, its area; a repeat has the same.
Test(closing, file_holds_methods_and_area)
{
    static const double area[] = {0.8 * 0.2865047968601901 + 0.2, 0.8 * 0.0820849986238988 + 0.2};
    place at;
    char path[2 * PLACE_PATH];
    aci_reader *reader = NULL;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run c.yaml --quiet --out r.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" rerun r.h5 --quiet --out s.h5"), 0);
    for (int k = 0; k < 2; k++) {
        snprintf(path, sizeof path, "%s/%s", at.folder, k == 0 ? "r.h5" : "s.h5");
        cr_assert_eq(aci_reader_open(path, false, &reader), ACI_OK);
        aci_reader_variable method = read_variable(reader, "/closure/method");
        aci_reader_variable time = read_variable(reader, "/closure/time_closed");
        aci_reader_variable left = read_variable(reader, "/history/area_fraction");
        cr_assert(method.count == 4 && time.count == 4 && left.count == 2);
        cr_assert_str_eq(method.texts[3], "own");
        cr_assert_str_eq(time.units, "s");
        cr_assert(isnan(time.values[ACI_CLOSURE_IMPEDANCE]) && isnan(time.values[ACI_CLOSURE_DYE]));
        assert_relative(time.values[ACI_CLOSURE_OWN], 0.8 * 3600.0 * log(0.8 / 0.3), 1e-14);
        assert_relative(left.values[0], area[0], 1e-15);
        assert_relative(left.values[1], area[1], 1e-15);
        aci_reader_destroy_variable(&method);
        aci_reader_destroy_variable(&time);
        aci_reader_destroy_variable(&left);
        aci_reader_destroy(&reader);
    }
    place_close(&at);
}

/// Covered from half an hour to three, opened again after one: at 1 h, before that session, half
/// the time was covered, at 2 h all of it; times of closing count from the session.
Test(closing, file_follows_covers_and_sessions)
{
    const double area[] = {0.8 * exp(-0.5 / 0.8 - 0.5 / 15.0) + 0.2, 0.8 * exp(-1.0 / 15.0) + 0.2};
    const double closed = 1.0 + 0.8 * (log(0.8 / 0.3) - 1.0 / 15.0);
    place at;
    char path[2 * PLACE_PATH];
    aci_reader *reader = NULL;
    double opened;
    open_place(&at);
    place_check_code(
        &at,
        place_run(&at, "\"$A\" run c.yaml --out r.h5 --set schedule.occluded='[30 min, 2 h]' "
                       "--set schedule.needling='[0 h, 1 h]'"),
        0);
    place_check_has(at.out, "as scheduled");
    place_check_has(at.out, "from the last session at 1 h");
    snprintf(path, sizeof path, "%s/r.h5", at.folder);
    cr_assert_eq(aci_reader_open(path, false, &reader), ACI_OK);
    aci_reader_variable time = read_variable(reader, "/closure/time_closed");
    aci_reader_variable left = read_variable(reader, "/history/area_fraction");
    cr_assert_eq(aci_reader_attribute_number(reader, "/closure", "opened", &opened), ACI_OK);
    cr_assert(opened == 3600.0);
    assert_relative(left.values[0], area[0], 1e-15);
    assert_relative(left.values[1], area[1], 1e-15);
    assert_relative(time.values[ACI_CLOSURE_OWN], closed * 3600.0, 1e-14);
    aci_reader_destroy_variable(&time);
    aci_reader_destroy_variable(&left);
    aci_reader_destroy(&reader);
    place_close(&at);
}

Test(closing, tables_are_exported_with_gaps)
{
    place at;
    open_place(&at);
    place_check_code(&at, place_run(&at, "\"$A\" run c.yaml --quiet --out r.h5"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5 --table closure --units h"), 0);
    place_check_has(at.out,
                    "method,threshold,time_closed\n,1,h\nimpedance,0.17,\nwater_loss,0.35,1.3");
    place_check_code(&at, place_run(&at, "\"$A\" export r.h5"), 0);
    place_check_has(at.out, ",area_fraction");
    place_check_code(&at,
                     place_run(&at, "\"$A\" run c.yaml --quiet --out s.h5 --set "
                                    "channels.closure=none"),
                     0);
    place_check_code(&at, place_run(&at, "\"$A\" export s.h5 --table closure"), 2);
    place_close(&at);
}

Test(closing, insert_says_when_the_channels_close)
{
    static const char needles[] = "skin: {site: hairless_rat}\n"
                                  "device: {preset: dermaroller_770}\n"
                                  "treatment: {area: 4 cm2, spread: none}\n"
                                  "channels: {closure: {law: two_phase, detection: dye}}\n";
    place at;
    open_place(&at);
    place_write(&at, "n.yaml", needles);
    place_check_code(&at, place_run(&at, "\"$A\" insert n.yaml"), 0);
    place_check_has(at.out, "(two_phase, dry, by needles of 770 um):\n  closed to dye");
    place_check_code(&at, place_run(&at, "\"$A\" insert n.yaml --json"), 0);
    place_check_has(at.out, "\"needle_length\": 0.00077");
    place_close(&at);
}
