/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "needled.h"

#include <stdlib.h>
#include <string.h>

/// The solves of one call, one after the other.
typedef struct series {
    const aci_needled_options *options;
    double done, share; ///< progress: what lies behind, and what this solve adds
} series;

static aci_status on_progress(void *context, double fraction)
{
    series *s = context;
    if (s->options->progress == NULL) {
        return ACI_OK;
    }
    return s->options->progress(s->options->progress_context, s->done + s->share * fraction);
}

static aci_status solve(series *s, const aci_scenario *scenario, const aci_observer *observer,
                        aci_accurate *out)
{
    aci_accuracy_options options = {.scenario = scenario,
                                    .geometry = scenario->geometry,
                                    .accuracy = scenario->accuracy,
                                    .observer = observer,
                                    .progress = on_progress,
                                    .progress_context = s};
    aci_status status = aci_accuracy_solve(&options, out);
    s->done += s->share;
    return status;
}

static int count_open(const aci_puncture *p)
{
    int count = 0;
    for (int k = 0; k < p->class_count; ++k) {
        count += aci_puncture_is_open(p, k) ? 1 : 0;
    }
    return count;
}

int aci_needled_shown(const aci_puncture *p)
{
    int open = count_open(p), seen = 0;
    for (int k = 0; k < p->class_count; ++k) {
        seen += aci_puncture_is_open(p, k) ? 1 : 0;
        if (aci_puncture_is_open(p, k) && 2 * seen > open) {
            return k;
        }
    }
    return -1;
}

static aci_status solve_class(series *s, int index, const aci_observer *observer, aci_accurate *out)
{
    aci_scenario scenario;
    aci_status status =
        aci_puncture_class_scenario(s->options->puncture, s->options->scenario, index, &scenario);
    if (status == ACI_OK) {
        status = solve(s, &scenario, observer, out);
    }
    aci_channels_destroy(&scenario.channels);
    return status;
}

/// Every open class, and the intact skin for the rest of the area.
static aci_status solve_classes(series *s, aci_accurate *solutions, aci_mixture_part *parts,
                                aci_accurate *out)
{
    const aci_puncture *p = s->options->puncture;
    int shown = aci_needled_shown(p), count = 1;
    double rest = 1.0;
    s->share = 1.0 / count_open(p);
    for (int k = 0; k < p->class_count; ++k) {
        if (!aci_puncture_is_open(p, k)) {
            continue;
        }
        const aci_observer *observer = k == shown ? s->options->observer : NULL;
        ACI_TRY(solve_class(s, k, observer, &solutions[k]));
        parts[count++] = (aci_mixture_part){p->classes[k].weight, &solutions[k]};
        rest -= p->classes[k].weight;
    }
    parts[0] = (aci_mixture_part){rest > 0.0 ? rest : 0.0, s->options->intact};
    return aci_mixture_combine(s->options->scenario, parts, count, out);
}

/// No strike left a channel: the history is that of intact skin to the bit; its layers are solved
/// again only where there are fields to show.
static aci_status solve_unopened(const series *s, aci_accurate *out)
{
    const aci_scenario *scenario = s->options->scenario;
    const aci_mixture_part intact = {1.0, s->options->intact};
    if (s->options->observer != NULL) {
        aci_accurate shown;
        aci_accuracy_options options = {.scenario = scenario,
                                        .geometry = ACI_SLAB,
                                        .accuracy = scenario->accuracy,
                                        .observer = s->options->observer};
        aci_status status = aci_accuracy_solve(&options, &shown);
        aci_accuracy_destroy(&shown);
        ACI_TRY(status);
    }
    return aci_mixture_combine(scenario, &intact, 1, out);
}

static aci_status solve_mixture(series *s, aci_accurate *out)
{
    const aci_puncture *p = s->options->puncture;
    size_t count = (size_t)p->class_count + 1;
    aci_accurate *solutions = calloc(count, sizeof *solutions);
    aci_mixture_part *parts = calloc(count, sizeof *parts);
    aci_status status = ACI_FAIL(ACI_FILE, "not enough memory for %zu classes", count);
    if (solutions != NULL && parts != NULL) {
        status =
            count_open(p) == 0 ? solve_unopened(s, out) : solve_classes(s, solutions, parts, out);
    }
    for (size_t k = 0; solutions != NULL && k < count; ++k) {
        aci_accuracy_destroy(&solutions[k]);
    }
    free(solutions);
    free(parts);
    return status;
}

static aci_status solve_patch(series *s, aci_accurate *out)
{
    aci_scenario scenario;
    s->share = 1.0;
    aci_status status =
        aci_puncture_patch_scenario(s->options->puncture, s->options->scenario, &scenario);
    if (status == ACI_OK) {
        status = solve(s, &scenario, s->options->observer, out);
    }
    aci_channels_destroy(&scenario.channels);
    return status;
}

aci_status aci_needled_solve(const aci_needled_options *options, aci_accurate *out)
{
    series s = {.options = options, .share = 1.0};
    memset(out, 0, sizeof *out);
    if (options->puncture == NULL) {
        return solve(&s, options->scenario, options->observer, out);
    }
    bool is_patch = options->scenario->channels.kind == ACI_CHANNELS_PATCH;
    return is_patch ? solve_patch(&s, out) : solve_mixture(&s, out);
}
