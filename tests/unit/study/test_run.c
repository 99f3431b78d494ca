/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/run.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/scenarios.h"

TestSuite(run, .timeout = 60);

typedef struct course {
    double fraction;
    int calls;
} course;

static aci_status follow(void *context, double fraction, const char *stage)
{
    course *c = context;
    cr_assert(fraction >= c->fraction && fraction <= 1.0, "%g after %g, %s", fraction, c->fraction,
              stage);
    c->fraction = fraction;
    ++c->calls;
    return ACI_OK;
}

/// Through a layer as tight as this one next to nothing moves: a Krylov space misses the balance,
/// and the same level is done again in steps, from its beginning.
Test(run, progress_never_runs_backwards_where_a_level_is_done_again)
{
    course c = {0};
    const aci_observer observer = {.context = &c, .progress = follow};
    trial t;
    trial_read(trial_slab, SETTINGS("skin.layers.stratum_corneum.diffusivity=1e-25 m2/s"), &t);
    trial_run(&t, &observer);
    cr_assert_str_eq(t.results.cost.propagator, "TR-BDF2");
    cr_assert_gt(c.calls, 10);
    trial_drop(&t);
}
