/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the runtime of OpenMP is told before a run, seen in the environment of the process. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

TestSuite(waiting, .timeout = 60);

/* A pipe that is not fed keeps the run where it reads its config. */
static void check_environment(const char *given, const char *options, bool is_shortened)
{
    place at;
    place_open(&at);
    int code =
        place_run(&at,
                  "[ -r /proc/self/environ ] || exit 7; mkfifo pipe; "
                  "(%s exec \"$A\" run - %s --quiet <pipe) & p=$!; exec 3>pipe; n=0; "
                  "while [ $n -lt %d ] && ! grep -qzx GOMP_SPINCOUNT=10000 /proc/$p/environ; "
                  "do n=$((n+1)); sleep 0.01; done; "
                  "tr '\\0' '\\n' </proc/$p/environ; cat slab.yaml >&3; exec 3>&-; wait $p",
                  given, options, is_shortened ? 1000 : 30);
    if (code == 7) {
        place_close(&at);
        cr_skip("this system shows no environment of a process");
    }
    cr_assert_eq(code, 0, "%s", at.err);
    cr_assert_eq(strstr(at.out, "GOMP_SPINCOUNT=10000") != NULL, is_shortened, "%s", at.out);
    cr_assert(place_has(&at, "results/config.h5"));
    place_close(&at);
}

Test(waiting, is_short_for_several_threads)
{
    unsetenv("OMP_WAIT_POLICY");
    unsetenv("GOMP_SPINCOUNT");
    check_environment("", "", true);
}

Test(waiting, is_left_alone_for_one_thread)
{
    unsetenv("OMP_WAIT_POLICY");
    unsetenv("GOMP_SPINCOUNT");
    check_environment("", "--threads 1", false);
}

Test(waiting, is_left_to_the_user)
{
    unsetenv("OMP_WAIT_POLICY");
    unsetenv("GOMP_SPINCOUNT");
    check_environment("export OMP_WAIT_POLICY=active;", "", false);
    check_environment("export GOMP_SPINCOUNT=7;", "", false);
}
