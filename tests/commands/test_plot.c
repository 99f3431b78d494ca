/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a run with a device, through the program. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "place.h"

TestSuite(plot, .timeout = 60);

static const char stamp[] =
    "skin: {site: cheek}\n"
    "device: {kind: stamp, needles: 25, needle: {length: 0.5 mm}}\n"
    "treatment: {area: 1 cm2}\n"
    "product: {compound: niacinamide, concentration: 50 kg/m3, dose: infinite}\n"
    "simulation: {duration: 1 h, accuracy: 1e-1}\n";

static void open_with_gnuplot(place *at)
{
    place_open(at);
    if (place_run(at, "command -v gnuplot") != 0) {
        place_close(at);
        cr_skip("gnuplot is not installed");
    }
}

Test(plot, draws_the_needles_of_a_device)
{
    place at;
    open_with_gnuplot(&at);
    place_write(&at, "stamp.yaml", stamp);
    cr_assert_eq(place_run(&at, "\"$A\" run stamp.yaml --quiet --out s.h5 && \"$A\" plot s.h5"), 0,
                 "%s", at.err);
    cr_assert_str_eq(at.out, "s_section.svg\ns_absorbed.svg\ns_ledger.svg\ns_profile.svg\n"
                             "s_force.svg\ns_depth.svg\ns_plan.svg\ns_histogram.svg\n");
    place_close(&at);
}

/* gnuplot goes on past a full disk and says it went well. */
static const char half_gnuplot[] = "#!/bin/sh\n"
                                   "name=$(sed -n \"s/^set output '\\(.*\\)'/\\1/p\" \"$2\")\n"
                                   "echo '<svg>half' > \"$name\"\n";

Test(plot, leaves_no_half_a_picture)
{
    place at;
    place_open(&at);
    place_write(&at, "gnuplot", half_gnuplot);
    cr_assert_eq(place_run(&at, "chmod +x gnuplot; \"$A\" run slab.yaml --quiet --out r.h5"), 0,
                 "%s", at.err);
    for (int n = 0; n < 2; n++) {
        place_check_code(&at,
                         place_run(&at, "PATH=\"$PWD:$PATH\" \"$A\" plot r.h5 --format %s --out d",
                                   n == 0 ? "svg" : "png"),
                         5);
        place_check_has(at.err, "d/r_section.");
        place_check_has(at.err, ": cannot write: gnuplot left half a picture");
        place_check_code(&at, place_run(&at, "test -z \"$(ls -A d)\""), 0);
    }
    place_close(&at);
}

Test(plot, names_the_place_it_cannot_write)
{
    place at;
    open_with_gnuplot(&at);
    cr_assert_eq(place_run(&at, "mkdir d; \"$A\" run slab.yaml --quiet --out d/r.h5; "
                                "mkdir d/.r_section.svg"),
                 0, "%s", at.err);
    place_check_code(&at, place_run(&at, "\"$A\" plot d/r.h5"), 5);
    place_check_has(at.err, "d/r_section.svg: cannot write: Is a directory; --out names another");
    place_close(&at);
}

/* Without a device nobody hears of needles but those who ask for them. */
Test(plot, refuses_needles_to_those_who_ask)
{
    place at;
    open_with_gnuplot(&at);
    cr_assert_eq(place_run(&at, "\"$A\" run slab.yaml --quiet --out r.h5 && \"$A\" plot r.h5"), 0,
                 "%s", at.err);
    cr_assert_null(strstr(at.err, "device"));
    cr_assert_eq(place_run(&at, "\"$A\" plot r.h5 --figures plan"), 5, "%s", at.err);
    cr_assert_not_null(strstr(at.err, "no figure plan: the run had no device"), "%s", at.err);
    cr_assert_not(place_has(&at, "r_plan.svg"));
    place_close(&at);
}

static const char swept[] =
    "skin:\n"
    "  layers: [{name: dermis, thickness: 1 mm, diffusivity: 1e-10 m2/s, partition: 1}]\n"
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
    "simulation: {geometry: slab, duration: 1 h, accuracy: 1e-1}\n"
    "output: {fields: []}\n"
    "spec: [{result: absorbed, at_least: 1 ug/cm2}]\n"
    "sweep:\n"
    "  vary:\n"
    "    skin.layers.dermis.thickness: [100 um, 200 um, 400 um]\n"
    "    product.concentration: [1 kg/m3, 2 kg/m3]\n"
    "  results: [absorbed, steady_flux]\n";

Test(plot, draws_the_map_of_a_sweep)
{
    place at;
    open_with_gnuplot(&at);
    place_write(&at, "swept.yaml", swept);
    cr_assert_eq(place_run(&at, "\"$A\" sweep swept.yaml --quiet --out s.h5 && \"$A\" plot s.h5"),
                 0, "%s", at.err);
    cr_assert_str_eq(at.out, "s_map.svg\n");
    place_check_code(&at, place_run(&at, "grep -c 'at least 1' s_map.svg"), 0);
    place_check_code(&at, place_run(&at, "\"$A\" plot s.h5 --figures map:steady_flux"), 0);
    cr_assert_str_eq(at.out, "s_map_steady_flux.svg\n");
    place_check_code(&at, place_run(&at, "\"$A\" plot s.h5 --figures map:depth"), 2);
    place_check_has(at.err, "the catalogue has no such result, it has absorbed, steady_flux");
    place_check_code(&at, place_run(&at, "\"$A\" plot s.h5 --figures pareto"), 5);
    place_check_has(at.err, "no figure pareto: the file does not hold this kind of study");
    place_close(&at);
}

Test(plot, scatters_cases_that_lie_on_no_grid)
{
    static const char section[] = "sweep:\n"
                                  "  design: latin_hypercube\n"
                                  "  samples: 12\n"
                                  "  vary:\n"
                                  "    skin.layers.dermis.thickness: {from: 100 um, to: 400 um}\n"
                                  "    product.concentration: {from: 1 kg/m3, to: 2 kg/m3}\n"
                                  "    skin.layers.dermis.partition: {from: 1, to: 2}\n"
                                  "  results: [absorbed]\n";
    char text[2 * sizeof swept];
    place at;
    open_with_gnuplot(&at);
    const size_t head = (size_t)(strstr(swept, "sweep:\n") - swept);
    snprintf(text, sizeof text, "%.*s%s", (int)head, swept, section);
    place_write(&at, "swept.yaml", text);
    cr_assert_eq(place_run(&at, "\"$A\" sweep swept.yaml --quiet --out s.h5 && \"$A\" plot s.h5"),
                 0, "%s", at.err);
    cr_assert_str_eq(at.out, "s_map.svg\n");
    place_check_code(&at, place_run(&at, "grep -c 'lie on no grid' s_map.svg"), 0);
    place_check_code(&at, place_run(&at, "grep -c 'dermis partition' s_map.svg"), 0);
    place_close(&at);
}

Test(plot, exports_the_cases_of_a_sweep)
{
    place at;
    place_open(&at);
    place_write(&at, "swept.yaml", swept);
    cr_assert_eq(place_run(&at, "\"$A\" sweep swept.yaml --quiet --out s.h5 && "
                                "\"$A\" export s.h5 | cmp - s.csv"),
                 0, "%s", at.err);
    place_check_code(&at, place_run(&at, "\"$A\" export s.h5 --table history"), 2);
    place_check_has(at.err, "it has cases");
    place_close(&at);
}
