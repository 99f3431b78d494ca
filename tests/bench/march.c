/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "acicula/numerics/propagate.h"
#include "clock.h"
#include "commands.h"
#include "discrete.h"

static aci_status print_row(void *context, const aci_moment *moment)
{
    const discrete *d = context;
    double amounts[STAIRCASE_MATERIALS];
    discrete_amounts(d, moment->u, amounts);
    double absorbed = (moment->total.left + moment->total.sunk) / (1e-6 * d->grid->footprint);
    printf("row %g %.9g", moment->time / 3600.0, absorbed);
    for (int m = 0; m < STAIRCASE_MATERIALS; ++m) {
        printf(" %.9g", amounts[m]);
    }
    printf("\n");
    return ACI_OK;
}

static aci_status march(discrete *d, double tolerance)
{
    double times[STAIRCASE_TIMES];
    for (int n = 0; n < STAIRCASE_TIMES; ++n) {
        times[n] = 3600.0 * staircase_hours[n];
    }
    const aci_propagate_options options = {.end = times[STAIRCASE_TIMES - 1],
                                           .report_count = STAIRCASE_TIMES,
                                           .report_times = times,
                                           .tolerance = tolerance};
    const aci_watch watch = {.context = d, .report = print_row};
    aci_propagate_report report = {0};
    double begin = clock_now();
    ACI_TRY(aci_propagate(d->op, &options, &watch, d->u, &report));
    double taken = clock_now() - begin, apply;
    ACI_TRY(discrete_time_apply(d, d->u, &apply));
    printf("cells %zu\nvoxels_s %.6g\nassembly_s %.6g\npropagate_s %.6g\nwall_s %.6g\n",
           d->op->extent.count, d->voxels_s, d->setup_s, taken, d->setup_s + taken);
    printf("solves %ld\niterations %ld\nindicator %.3g\napply_s %.6g\n", report.solves,
           report.iterations, report.indicator, apply);
    return ACI_OK;
}

int command_march(char **words)
{
    discrete d;
    aci_status status = discrete_create(words[0], words[2], &d);
    if (status == ACI_OK) {
        status = march(&d, strtod(words[1], NULL));
    }
    discrete_destroy(&d);
    return status == ACI_OK ? 0 : discrete_fail(status);
}
