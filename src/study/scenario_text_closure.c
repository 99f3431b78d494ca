/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a config's text that say how channels close. */
#include <math.h>
#include <string.h>

#include "scenario_text_parts.h"

enum { KEY_SIZE = 96 };

/// A number of closing: group and key below it, units for people and SI.
typedef struct closure_text {
    const char *group, *key, *shown, *unit;
    const aci_value *value;
} closure_text;

enum { NUMBERS = 5 };

static void numbers_of(const aci_closing *closing, closure_text rows[NUMBERS])
{
    static const char group[] = "channels.closure";
    const aci_closure_numbers *n = &closing->numbers;
    rows[0] = (closure_text){group, "fast_fraction", "1", "1", &n->fast_fraction};
    rows[1] = (closure_text){group, "fast_time_constant", "h", "s", &n->fast_time_constant};
    rows[2] = (closure_text){group, "slow_time_constant", "h", "s", &n->slow_time_constant};
    n = &closing->occluded;
    rows[3] =
        (closure_text){group, "occluded_fast_time_constant", "h", "s", &n->fast_time_constant};
    rows[4] =
        (closure_text){group, "occluded_slow_time_constant", "h", "s", &n->slow_time_constant};
}

const char *aci_scenario_closing_state(const aci_closing *closing)
{
    if (closing->follows_covers) {
        return "as scheduled";
    }
    return closing->state == ACI_CLOSURE_OCCLUDED ? "occluded" : "dry";
}

static void write_number(aci_writer *to, const closure_text *row)
{
    const aci_value *value = row->value;
    if (value->origin == ACI_ORIGIN_MISSING) {
        return;
    }
    if (isfinite(value->value)) {
        aci_writer_value(to, 4, row->key, value, row->shown);
        return;
    }
    fprintf(to->out, "    %s: never", row->key);
    if (value->origin != ACI_ORIGIN_GIVEN) {
        fprintf(to->out, "  # ");
        aci_writer_origin(to, value);
    }
    fprintf(to->out, "\n");
}

static void write_two_phase(aci_writer *to, const aci_closing *closing)
{
    closure_text rows[NUMBERS];
    numbers_of(closing, rows);
    fprintf(to->out, "    law: two_phase\n");
    if (!closing->follows_covers) {
        fprintf(to->out, "    state: %s\n", aci_scenario_closing_state(closing));
    }
    for (int k = 0; k < NUMBERS; k++) {
        write_number(to, &rows[k]);
    }
}

static void write_detection(aci_writer *to, const aci_closing *closing)
{
    if (closing->detection < 0) {
        return;
    }
    const aci_value *threshold = &closing->threshold[closing->detection];
    aci_closure_method method = (aci_closure_method)closing->detection;
    fprintf(to->out, "    detection: %s\n", aci_closure_method_name(method));
    aci_writer_value(to, 4, "detection_threshold", threshold, "1");
}

void aci_scenario_write_closure(aci_writer *to, const aci_scenario *scenario)
{
    const aci_closure *closure = &scenario->channels.closure;
    if (closure->law == ACI_CLOSURE_NONE) {
        return;
    }
    fprintf(to->out, "  closure:\n");
    if (closure->law == ACI_CLOSURE_TWO_PHASE) {
        write_two_phase(to, &scenario->closing);
    } else {
        fprintf(to->out, "    law: exponential\n    of: %s\n",
                closure->law == ACI_CLOSURE_AREA ? "area" : "radius");
        aci_writer_key(to, 4, "time_constant", closure->time_constant, "h");
    }
    write_detection(to, &scenario->closing);
}

static int collect(const aci_closing *closing, closure_text *rows)
{
    int count = NUMBERS, kept = 0;
    numbers_of(closing, rows);
    for (int k = 0; k < ACI_CLOSURE_METHODS; k++) {
        rows[count++] = (closure_text){"channels.closure.threshold",
                                       aci_closure_method_name((aci_closure_method)k), "1", "1",
                                       &closing->threshold[k]};
    }
    for (int k = 0; k < count; k++) {
        if (rows[k].value->origin != ACI_ORIGIN_MISSING) {
            rows[kept++] = rows[k];
        }
    }
    return kept;
}

int aci_scenario_closing_numbers(const aci_scenario *scenario, aci_scenario_number *list)
{
    closure_text rows[ACI_SCENARIO_CLOSING_MAX];
    int count = collect(&scenario->closing, rows);
    for (int k = 0; k < count; k++) {
        list[k] =
            (aci_scenario_number){false, rows[k].group, rows[k].key, rows[k].unit, rows[k].value};
    }
    return count;
}

void aci_scenario_list_closure(aci_writer *to, const aci_scenario *scenario)
{
    closure_text rows[ACI_SCENARIO_CLOSING_MAX];
    int count = collect(&scenario->closing, rows);
    for (int k = 0; k < count; k++) {
        char key[KEY_SIZE];
        snprintf(key, sizeof key, "%s.%s", rows[k].group, rows[k].key);
        aci_writer_list(to, key, rows[k].value, rows[k].shown);
    }
}
