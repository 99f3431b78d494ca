/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One data set of a calibration: the config with its own values and report times. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calibrate_parts.h"

enum { PLANNED_STEPS = 12 };

static const double same_time = 1e-9; /* relative */

static bool is_same(double a, double b)
{
    return fabs(a - b) <= same_time * fmax(fabs(a), fabs(b));
}

/* What was measured keeps its exact time; an equal time of the grid is left out. */
static void add_time(aci_calibrate_set *set, double time)
{
    for (int n = 0; n < set->time_count; ++n) {
        if (is_same(set->times[n], time)) {
            return;
        }
    }
    set->times[set->time_count++] = time;
}

static int compare_times(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static aci_status collect_times(const aci_calibrate *calibrate, int number, double duration,
                                aci_calibrate_set *set)
{
    const aci_measured *measured = &calibrate->measured;
    size_t room = (size_t)measured->count + ACI_CALIBRATE_CURVE + PLANNED_STEPS +
                  (size_t)calibrate->plan.time_count;
    set->times = calloc(room, sizeof *set->times);
    if (set->times == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a data set");
    }
    for (int i = 0; i < measured->count; ++i) {
        if (measured->rows[i].set == number) {
            add_time(set, measured->rows[i].time);
        }
    }
    for (int n = 0; n < calibrate->plan.time_count; ++n) {
        add_time(set, calibrate->plan.times[n]);
    }
    for (int n = 1; n <= ACI_CALIBRATE_CURVE; ++n) {
        add_time(set, n == ACI_CALIBRATE_CURVE ? duration : duration * n / ACI_CALIBRATE_CURVE);
    }
    qsort(set->times, (size_t)set->time_count, sizeof *set->times, compare_times);
    return ACI_OK;
}

bool aci_calibrate_is_planned(const aci_calibrate *calibrate, const aci_calibrate_set *set,
                              double time)
{
    double last = set->times[set->time_count - 1];
    for (int n = 0; n < calibrate->plan.time_count; ++n) {
        if (is_same(calibrate->plan.times[n], time)) {
            return true;
        }
    }
    for (int n = 1; calibrate->plan.time_count == 0 && n <= PLANNED_STEPS; ++n) {
        if (is_same(last * n / PLANNED_STEPS, time)) {
            return true;
        }
    }
    return false;
}

static double last_measured(const aci_measured *measured, int number)
{
    double last = 0.0;
    for (int i = 0; i < measured->count; ++i) {
        last = measured->rows[i].set == number ? fmax(last, measured->rows[i].time) : last;
    }
    return last;
}

static aci_status write_time(FILE *stream, const char *before, double time)
{
    char text[ACI_UNITS_TEXT_SIZE];
    ACI_TRY(aci_units_write(time, "h", text));
    fprintf(stream, "%s%s", before, text);
    return ACI_OK;
}

static aci_status write_lines(FILE *stream, const char *set_lines, const char *own,
                              const aci_calibrate_set *set, bool prolongs)
{
    fprintf(stream, "%s%s", set_lines, own);
    fprintf(stream, "output.fields=[]\n");
    if (prolongs) {
        ACI_TRY(write_time(stream, "simulation.duration=", set->times[set->time_count - 1]));
        fputc('\n', stream);
    }
    for (int n = 0; n < set->time_count; ++n) {
        ACI_TRY(write_time(stream, n == 0 ? "simulation.report_times=[" : ", ", set->times[n]));
    }
    fprintf(stream, "]\n");
    return ACI_OK;
}

static aci_status open_cases(const aci_config *config, const char *set_lines, const char *own,
                             bool prolongs, aci_calibrate_set *set)
{
    char *lines = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&lines, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a data set");
    }
    aci_status status = write_lines(stream, set_lines, own, set, prolongs);
    fclose(stream);
    if (status == ACI_OK) {
        status = aci_cases_create(config, lines, &set->cases);
    }
    free(lines);
    return status;
}

static aci_status find_headlines(aci_calibrate_set *set)
{
    int count = set->result_count * set->time_count;
    set->headlines = calloc((size_t)count, sizeof *set->headlines);
    if (set->headlines == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a data set");
    }
    for (int n = 0; n < count; ++n) {
        ACI_TRY(aci_headline_find(&set->scenario, set->results[n / set->time_count],
                                  set->times[n % set->time_count], &set->headlines[n]));
    }
    return ACI_OK;
}

static void list_results(const aci_calibrate *calibrate, bool plans, aci_calibrate_set *set)
{
    set->results[set->result_count++] = calibrate->result;
    for (int k = 0; plans && k < calibrate->plan.result_count; ++k) {
        if (strcmp(calibrate->plan.results[k], calibrate->result) != 0) {
            set->results[set->result_count++] = calibrate->plan.results[k];
        }
    }
}

/* The duration the data set has by itself, before it is prolonged. */
static aci_status find_duration(const aci_config *config, const char *set_lines, const char *own,
                                double *duration)
{
    aci_calibrate_set plain = {.time_count = 0};
    char *lines = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&lines, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a data set");
    }
    fprintf(stream, "%s%s", set_lines, own);
    fclose(stream);
    aci_status status = aci_cases_create(config, lines, &plain.cases);
    if (status == ACI_OK) {
        status = aci_cases_read(plain.cases, 0, NULL, &plain.scenario);
    }
    *duration = plain.scenario.duration;
    aci_calibrate_set_unmake(&plain);
    free(lines);
    return status;
}

aci_status aci_calibrate_set_make(const aci_config *config, const char *set_lines,
                                  const aci_calibrate *calibrate, int number, bool plans,
                                  aci_calibrate_set *out)
{
    const char *own = calibrate->assignments[number] != NULL ? calibrate->assignments[number] : "";
    const char *lines = set_lines != NULL ? set_lines : "";
    double last = last_measured(&calibrate->measured, number);
    ACI_TRY(find_duration(config, lines, own, &out->duration));
    list_results(calibrate, plans, out);
    ACI_TRY(collect_times(calibrate, number, fmax(out->duration, last), out));
    ACI_TRY(open_cases(config, lines, own, last > out->duration, out));
    ACI_TRY(aci_cases_read(out->cases, 0, NULL, &out->scenario));
    return find_headlines(out);
}

void aci_calibrate_set_unmake(aci_calibrate_set *set)
{
    aci_cases_destroy(&set->cases);
    aci_scenario_destroy(&set->scenario);
    free(set->times);
    free(set->headlines);
    *set = (aci_calibrate_set){.time_count = 0};
}

int aci_calibrate_output(const aci_calibrate_set *set, int result, double time)
{
    for (int n = 0; n < set->time_count; ++n) {
        if (is_same(set->times[n], time)) {
            return set->first + result * set->time_count + n;
        }
    }
    return -1;
}
