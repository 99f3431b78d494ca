/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No command destroys what it reads, by whatever name the output is given. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

TestSuite(inputs, .timeout = 60);

/* The command is refused with one sentence and changes no byte of the folder. */
static void check_refused(place *at, const char *command)
{
    static const char sums[] = "find . -type f ! -name '.out' ! -name '.err' | sort | xargs cksum";
    place_run(at, "%s", sums);
    char *before = strdup(at->out);
    int code = place_run(at, "%s", command);
    cr_assert_eq(code, 2, "exit code %d of %s\n%s", code, command, at->err);
    cr_assert_not_null(strstr(at->err, "would destroy"), "%s", at->err);
    cr_assert_eq(strchr(at->err, '\n')[1], '\0');
    place_run(at, "%s", sums);
    cr_assert_str_eq(at->out, before, "changed by %s", command);
    free(before);
}

Test(inputs, a_config_outlives_its_run)
{
    place at;
    place_open(&at);
    check_refused(&at, "\"$A\" run slab.yaml --out slab.yaml --force");
    check_refused(&at, "\"$A\" run slab.yaml --out ./slab.yaml");
    place_run(&at, "ln -s slab.yaml soft; ln slab.yaml hard; ln slab.yaml q.h5.partial");
    check_refused(&at, "\"$A\" run soft --out hard --force");
    check_refused(&at, "\"$A\" run slab.yaml --out q.h5 --force");
    place_close(&at);
}

Test(inputs, a_table_outlives_the_run_that_reads_it)
{
    place at;
    place_open(&at);
    place_run(&at, "mkdir in");
    place_write(&at, "in/hole.csv", "depth_um,radius_um\n0,30\n100,10\n");
    place_run(&at, "sed s/channels:.none// slab.yaml >in/hole.yaml");
    check_refused(&at, "\"$A\" run in/hole.yaml --set simulation.geometry=axisymmetric --set "
                       "channels.profile=hole.csv "
                       "--set channels.pitch='500 um' --set channels.diffusivity='5e-10 m2/s' "
                       "--set channels.partition=1 --out in/hole.csv --force");
    place_close(&at);
}

Test(inputs, a_result_outlives_export_and_rerun)
{
    place at;
    place_open(&at);
    cr_assert_eq(place_run(&at, "\"$A\" run slab.yaml --quiet --out r.h5"), 0, "%s", at.err);
    check_refused(&at, "\"$A\" export r.h5 --out r.h5 --force");
    check_refused(&at, "\"$A\" rerun r.h5 --out r.h5 --force");
    place_run(&at, "ln r.h5 other.h5");
    check_refused(&at, "\"$A\" rerun r.h5 --out other.h5 --force");
    place_close(&at);
}
