/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readouts_times.h"

#include <math.h>
#include <stdlib.h>

#include "course.h"

enum { POINTS_ONE = 128, POINTS_COSTLY = 48, POINTS_ALL = 512, POINTS_LEAST = 8 };

static const double apart = 0.3; ///< of the distance to the next point

/// Part of a stretch before which there is no point: a Krylov space grows with the first time that
/// is asked for, and costs ten times as much where that is 1e-6 of the stretch.
static const double first_share = 1e-3;

/// Events and report times, each once; what the others keep apart from.
typedef struct fixed_times {
    int count;
    double *time;
    bool *turns;
} fixed_times;

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool is_event(const aci_course *course, double time)
{
    for (int n = 0; n < course->count; ++n) {
        if (course->events[n].time == time) {
            return true;
        }
    }
    return false;
}

static aci_status create_fixed(const aci_scenario *s, const aci_course *course, fixed_times *out)
{
    int most = s->report.count + course->count + 2, total = 0;
    double *all = malloc((size_t)most * sizeof *all);
    *out = (fixed_times){.time = all, .turns = calloc((size_t)most, sizeof *out->turns)};
    if (all == NULL || out->turns == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d times", most);
    }
    all[total++] = course->begin;
    for (int n = 0; n < course->count; ++n) {
        all[total++] = course->events[n].time;
    }
    for (int n = 0; n < s->report.count; ++n) {
        all[total++] = s->report.time[n];
    }
    all[total++] = s->duration;
    qsort(all, (size_t)total, sizeof *all, compare_doubles);
    for (int n = 0; n < total; ++n) {
        if (out->count == 0 || all[n] > all[out->count - 1]) {
            all[out->count] = all[n];
            out->turns[out->count++] = is_event(course, all[n]);
        }
    }
    return ACI_OK;
}

/// Points in each stretch. A film that may hold undissolved compound is solved anew from point to
/// point.
static int points_of(const aci_scenario *s, int stretches)
{
    bool is_costly = !s->product.infinite && s->product.solubility.origin != ACI_ORIGIN_MISSING;
    int one = is_costly ? POINTS_COSTLY : POINTS_ONE;
    int each = POINTS_ALL / stretches;
    each = each < POINTS_LEAST ? POINTS_LEAST : each;
    return stretches == 1 || each > one ? one : each;
}

static double nearest(const fixed_times *fixed, double time)
{
    double distance = HUGE_VAL;
    for (int n = 0; n < fixed->count; ++n) {
        distance = fmin(distance, fabs(fixed->time[n] - time));
    }
    return distance;
}

/// Adds the points of a stretch [begin, end] to the list, its ends left out.
static int add_stretch(const fixed_times *fixed, double begin, double end, int points, double *out)
{
    int count = 0;
    for (int n = 1; n < points; ++n) {
        double share = (double)n / points, before = (double)(n - 1) / points;
        double time = begin + (end - begin) * share * share * share;
        double step = (end - begin) * (share * share * share - before * before * before);
        bool is_late = share * share * share >= first_share;
        if (is_late && nearest(fixed, time) > apart * step) {
            out[count++] = time;
        }
    }
    return count;
}

static int count_stretches(const fixed_times *fixed)
{
    int count = 1;
    for (int n = 1; n + 1 < fixed->count; ++n) {
        count += fixed->turns[n] ? 1 : 0;
    }
    return count;
}

static int add_all(const fixed_times *fixed, int points, double *out)
{
    int count = 0;
    double begin = fixed->time[0];
    for (int n = 0; n < fixed->count; ++n) {
        out[count++] = fixed->time[n];
        bool is_end = n > 0 && (fixed->turns[n] || n + 1 == fixed->count);
        if (is_end) {
            count += add_stretch(fixed, begin, fixed->time[n], points, out + count);
            begin = fixed->time[n];
        }
    }
    qsort(out, (size_t)count, sizeof *out, compare_doubles);
    return count;
}

static aci_status merge(const aci_scenario *s, const fixed_times *fixed, int *count, double **times,
                        bool **turns)
{
    int stretches = count_stretches(fixed), points = points_of(s, stretches);
    size_t most = (size_t)fixed->count + (size_t)stretches * (size_t)points;
    *times = malloc(most * sizeof **times);
    *turns = calloc(most, sizeof **turns);
    if (*times == NULL || *turns == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %zu times", most);
    }
    *count = add_all(fixed, points, *times);
    for (int n = 0, at = 0; n < *count; ++n) {
        while (at + 1 < fixed->count && fixed->time[at] < (*times)[n]) {
            ++at;
        }
        (*turns)[n] = fixed->turns[at] && fixed->time[at] == (*times)[n];
    }
    return ACI_OK;
}

aci_status aci_readouts_times(const aci_scenario *scenario, int *count, double **times,
                              bool **turns)
{
    aci_course course;
    fixed_times fixed = {0};
    *count = 0;
    *times = NULL;
    *turns = NULL;
    aci_status status = aci_course_create(scenario, &course);
    if (status == ACI_OK) {
        status = create_fixed(scenario, &course, &fixed);
    }
    if (status == ACI_OK) {
        status = merge(scenario, &fixed, count, times, turns);
    }
    free(fixed.time);
    free(fixed.turns);
    aci_course_destroy(&course);
    return status;
}
