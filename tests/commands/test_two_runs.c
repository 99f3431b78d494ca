/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two runs at a time that are told to write the same file. */
#include <criterion/criterion.h>
#include <string.h>

#include "place.h"

TestSuite(two_runs, .timeout = 60);

/* A cell of 90 000 unknowns takes seconds; the second run starts when progress is first told. */
static const char long_run[] =
    "\"$A\" run slab.yaml --set channels='{mouth_radius: 30 um, bottom_radius: 5 um, "
    "depth: 100 um, pitch: 500 um, diffusivity: 1e-10 m2/s, partition: 1}' "
    "--set simulation.geometry=axisymmetric --set simulation.accuracy=1e-3 "
    "--set simulation.cells='{r: 300, z: 300}' --out r.h5 2>log & p=$!; n=0; "
    "while [ ! -s log ] && [ $n -lt 1000 ]; do n=$((n+1)); sleep 0.01; done; ";

Test(two_runs, the_second_fails_with_one_sentence_and_the_first_goes_on)
{
    place at;
    place_open(&at);
    int code = place_run(&at,
                         "%s \"$A\" run slab.yaml --force --out r.h5 >out; code=$?; "
                         "kill -TERM $p; wait $p; [ $? = 130 ] && exit $code",
                         long_run);
    cr_assert_eq(code, 5, "%d\n%s", code, at.err);
    cr_assert_str_eq(at.err, "acicula: error: r.h5: another run is writing it; wait for its end or "
                             "choose another --out\n");
    cr_assert_eq(place_run(&at, "\"$A\" run slab.yaml --force --quiet --out r.h5"), 0);
    cr_assert_eq(place_run(&at, "rm -f log out; ls -A"), 0);
    cr_assert_str_eq(at.out, ".err\n.out\nr.h5\nslab.yaml\n");
    place_close(&at);
}
