/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a run with a device, through the program. */
#include <criterion/criterion.h>
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
