/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweep_summary.h"

#include <unistd.h>

#include "acicula/study/run.h"
#include "json.h"
#include "progress.h"

void aci_sweep_summary_print(FILE *out, const aci_sweep_summary *summary)
{
    const aci_sweep_plan *plan = summary->plan;
    fprintf(out, "%ld cases", summary->rows);
    if (summary->computed < summary->rows) {
        fprintf(out, ", %ld of them computed now", summary->computed);
    }
    if (summary->computed > 0) {
        fprintf(out, ", %.3g s a case on one thread", summary->case_seconds);
    }
    fprintf(out, "\n%s and %s\n", plan->path, plan->csv);
    fprintf(out,
            "Errors in three parts: numerical beside each result (NAME_numerical_error); of the "
            "model's form as\na factor (attribute model_form) where it was held against "
            "measurements; of the parameters by\n`acicula tolerance` for a case.\n");
}

void aci_sweep_summary_json(FILE *out, const aci_sweep_summary *summary)
{
    aci_json json = {.out = out};
    aci_json_open(&json, NULL);
    aci_json_text(&json, "catalogue", summary->plan->path);
    aci_json_text(&json, "csv", summary->plan->csv);
    aci_json_integer(&json, "cases", summary->rows);
    aci_json_integer(&json, "design_cases", summary->plan->format.cases);
    aci_json_integer(&json, "computed", summary->computed);
    aci_json_integer(&json, "failed", summary->failed);
    aci_json_number(&json, "wall_seconds_per_case", summary->case_seconds);
    aci_json_close(&json);
}

/// What the cases looked at would take, the largest and the mean.
typedef struct cost {
    long looked_at, refused;
    double time, memory;
} cost;

/* A few cases stand for all of them. */
static aci_status estimate(const aci_sweep_plan *plan, cost *out)
{
    enum { SAMPLES = 9 };
    const long count = plan->sweep.count;
    for (long k = 0; k < SAMPLES && k < count; ++k) {
        aci_case values = {.number = count <= SAMPLES ? k : k * (count - 1) / (SAMPLES - 1)};
        aci_scenario scenario = {.patch = 0.0};
        aci_run_plan run = {.time = 0.0};
        ACI_TRY(aci_sweep_assign(&plan->sweep, &values));
        aci_status status =
            aci_cases_read(plan->cases, values.count, values.assignments, &scenario);
        if (status == ACI_OK) {
            status = aci_run_estimate(&scenario, &run);
        }
        aci_scenario_destroy(&scenario);
        out->looked_at++;
        out->refused += status != ACI_OK;
        out->time += run.time;
        out->memory = run.memory > out->memory ? run.memory : out->memory;
    }
    return ACI_OK;
}

static double bytes_of(const aci_sweep_plan *plan)
{
    return (double)plan->sweep.count *
           (8.0 * (double)aci_catalogue_numbers(&plan->format, true) + 128.0);
}

static void tell_in_words(const aci_sweep_plan *plan, const cost *c, double seconds, int threads)
{
    char duration[32];
    aci_progress_duration(seconds / threads, duration, sizeof duration);
    printf("%ld cases", aci_sweep_plan_cases(plan));
    if (plan->shards > 1) {
        printf(" of %ld in shard %d of %d", plan->format.cases, plan->shard, plan->shards);
    }
    printf(", %d keys, %d results\n", plan->sweep.key_count, plan->sweep.outcome_count);
    printf("about %s on %d thread%s (%.3g s a case, to a factor of 2 to 5, from %ld cases), %.3g "
           "MB a case\n",
           duration, threads, threads == 1 ? "" : "s", seconds / (double)aci_sweep_plan_cases(plan),
           c->looked_at, c->memory / 1e6);
    if (c->refused > 0) {
        printf("%ld of the %ld cases looked at cannot be run and would be rows that say why\n",
               c->refused, c->looked_at);
    }
    printf("catalogue %s, at most %.3g MB\n", plan->path, bytes_of(plan) / 1e6);
}

int aci_sweep_plan_tell(const aci_sweep_plan *plan, const aci_options *options)
{
    cost c = {.time = 0.0};
    aci_status status = estimate(plan, &c);
    if (status != ACI_OK) {
        return aci_recipe_report(&plan->recipe, status);
    }
    const int threads = aci_run_set_threads(options->threads);
    const long good = c.looked_at - c.refused;
    const double each = good > 0 ? c.time / (double)good : 0.0;
    if (!options->json) {
        tell_in_words(plan, &c, each * (double)aci_sweep_plan_cases(plan), threads);
        return 0;
    }
    aci_json json = {.out = stdout};
    aci_json_open(&json, NULL);
    aci_json_text(&json, "catalogue", plan->path);
    aci_json_integer(&json, "cases", aci_sweep_plan_cases(plan));
    aci_json_integer(&json, "design_cases", plan->format.cases);
    aci_json_integer(&json, "threads", threads);
    aci_json_number(&json, "seconds", each * (double)aci_sweep_plan_cases(plan) / threads);
    aci_json_number(&json, "memory_per_case", c.memory);
    aci_json_number(&json, "bytes", bytes_of(plan));
    aci_json_close(&json);
    return 0;
}
