/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_times(const aci_times *times)
{
    return times->count > 0;
}

bool aci_course_stands(const aci_scenario *scenario)
{
    const aci_schedule *s = &scenario->schedule;
    bool is_needled_once = s->needling.count <= 1;
    return !s->exists || (s->apply_at == 0.0 && !s->removes && !has_times(&s->reapply) &&
                          s->window_count == 0 && is_needled_once && !s->dries);
}

bool aci_course_is_plain(const aci_scenario *scenario)
{
    return !has_times(&scenario->receptor.samples) && aci_course_stands(scenario);
}

bool aci_course_is_covered(const aci_schedule *schedule, double time)
{
    for (int n = 0; n < schedule->window_count; ++n) {
        if (time >= schedule->occluded[n].from && time < schedule->occluded[n].to) {
            return true;
        }
    }
    return false;
}

static void add(aci_course *course, double end, double time, aci_event_kind kind)
{
    if (time < end) {
        course->events[course->count++] = (aci_event){time, kind};
    }
}

static void add_times(aci_course *course, double end, const aci_times *times, aci_event_kind kind)
{
    for (int n = 0; n < times->count; ++n) {
        add(course, end, times->time[n], kind);
    }
}

static int compare_events(const void *a, const void *b)
{
    const aci_event *x = a, *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    return (int)x->kind - (int)y->kind;
}

static void collect(const aci_scenario *scenario, aci_course *out)
{
    const aci_schedule *s = &scenario->schedule;
    double end = scenario->duration;
    add(out, end, s->exists ? s->apply_at : 0.0, ACI_EVENT_APPLY);
    if (s->removes) {
        add(out, end, s->remove_at, ACI_EVENT_REMOVE);
    }
    add_times(out, end, &s->reapply, ACI_EVENT_APPLY);
    if (has_times(&s->needling)) {
        add_times(out, end, &s->needling, ACI_EVENT_NEEDLE);
    } else {
        add(out, end, 0.0, ACI_EVENT_NEEDLE);
    }
    for (int n = 0; n < s->window_count; ++n) {
        add(out, end, s->occluded[n].from, ACI_EVENT_TURN);
        add(out, end, s->occluded[n].to, ACI_EVENT_TURN);
    }
    add_times(out, end, &scenario->receptor.samples, ACI_EVENT_SAMPLE);
}

aci_status aci_course_create(const aci_scenario *scenario, aci_course *out)
{
    const aci_schedule *s = &scenario->schedule;
    *out = (aci_course){0};
    int most = 3 + s->reapply.count + s->needling.count + 2 * s->window_count +
               scenario->receptor.samples.count;
    out->events = malloc((size_t)most * sizeof *out->events);
    if (out->events == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d events", most);
    }
    collect(scenario, out);
    qsort(out->events, (size_t)out->count, sizeof *out->events, compare_events);
    out->begin = out->count > 0 ? fmin(0.0, out->events[0].time) : 0.0;
    return ACI_OK;
}

void aci_course_destroy(aci_course *course)
{
    free(course->events);
    *course = (aci_course){0};
}
