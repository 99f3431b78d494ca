/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "scenario_parts.h"

enum { EXPONENTIAL, TWO_PHASE }; /* words of channels.closure.law */

static void refuse_keys(aci_scenario_reader *reader, const aci_node *closure,
                        const char *const *keys, const char *why)
{
    for (; *keys != NULL; keys++) {
        const aci_node *node = aci_config_child(closure, *keys);
        if (node != NULL) {
            aci_config_fault_key(reader->config, node, "%s", why);
        }
    }
}

static void read_exponential(aci_scenario_reader *reader, const aci_node *closure)
{
    static const char *const others[] = {"fast_fraction",
                                         "fast_time_constant",
                                         "slow_time_constant",
                                         "state",
                                         "occluded_fast_time_constant",
                                         "occluded_slow_time_constant",
                                         NULL};
    const aci_node *of = aci_parameters_value(closure, "of");
    const aci_node *constant = aci_parameters_value(closure, "time_constant");
    refuse_keys(reader, closure, others, "only with law: two_phase, set that or leave it out");
    if (aci_config_child(closure, "time_constant") == NULL) {
        aci_config_fault_missing(reader->config, closure, "time_constant",
                                 "missing, expected a time such as 6 h");
    }
    if (constant != NULL) {
        reader->out->channels.closure = (aci_closure){
            .law = of != NULL && of->choice == 1 ? ACI_CLOSURE_AREA : ACI_CLOSURE_RADIUS,
            .time_constant = constant->number};
    }
}

/* What stands out of the head: of a needle that a dial draws back only that part makes channels. */
static double needle_length(const aci_needling *needling)
{
    const aci_device *device = &needling->device;
    bool has_dial = device->kind == ACI_DEVICE_PEN || device->kind == ACI_DEVICE_RF;
    double length = needling->exists ? device->needle_length.value : 0.0;
    return has_dial ? fmin(length, device->protrusion.value) : length;
}

static void give_time(const aci_node *closure, const char *key, aci_value *value)
{
    const aci_node *node = aci_parameters_value(closure, key);
    aci_scenario_give(closure, key, value);
    if (node != NULL && node->is_word) {
        value->value = INFINITY;
    }
}

static void check_order(aci_scenario_reader *reader, const aci_node *closure)
{
    const aci_closure *out = &reader->out->channels.closure;
    const aci_node *fast = aci_config_child(closure, "fast_time_constant");
    const aci_node *slow = aci_config_child(closure, "slow_time_constant");
    bool has_both = out->fast_fraction > 0.0 && out->fast_fraction < 1.0;
    if (has_both && out->fast_time_constant > out->slow_time_constant) {
        aci_config_fault(reader->config, fast != NULL ? fast : slow,
                         "the fast part closes with %.6g h, later than the slow one with %.6g h: "
                         "allowed is a fast_time_constant up to slow_time_constant",
                         out->fast_time_constant / 3600.0, out->slow_time_constant / 3600.0);
    }
}

static void read_two_phase(aci_scenario_reader *reader, const aci_node *closure)
{
    static const char *const others[] = {"time_constant", NULL};
    const aci_node *of = aci_parameters_value(closure, "of");
    const aci_node *state = aci_parameters_value(closure, "state");
    aci_closing *closing = &reader->out->closing;
    closing->state = state != NULL ? (aci_closure_state)state->choice : ACI_CLOSURE_DRY;
    closing->needle_length = needle_length(&reader->out->needling);
    refuse_keys(reader, closure, others,
                "only with law: exponential; two_phase has fast_time_constant and "
                "slow_time_constant");
    if (of != NULL && of->choice != 1) {
        aci_config_fault(reader->config, of, "two_phase is a law of the area: leave it out");
    }
    aci_scenario_give(closure, "fast_fraction", &closing->numbers.fast_fraction);
    give_time(closure, "fast_time_constant", &closing->numbers.fast_time_constant);
    give_time(closure, "slow_time_constant", &closing->numbers.slow_time_constant);
    if (aci_config_fault_count(reader->config) > 0) {
        return;
    }
    if (aci_closure_fill(&reader->out->skin, closing->state, closing->needle_length,
                         &closing->numbers) != ACI_OK) {
        const aci_node *law = aci_config_child(closure, "law");
        aci_config_fault(reader->config, state != NULL ? state : law, "%s", aci_status_message());
        return;
    }
    reader->out->channels.closure = aci_closure_of(&closing->numbers);
    check_order(reader, closure);
}

static aci_status keep_covers(const aci_schedule *schedule, aci_closing *out)
{
    out->covers = calloc((size_t)schedule->window_count, sizeof *out->covers);
    if (out->covers == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the covers");
    }
    for (int k = 0; k < schedule->window_count; k++) {
        out->covers[k] = (aci_closure_cover){schedule->occluded[k].from, schedule->occluded[k].to};
    }
    return ACI_OK;
}

/* A time constant that the user gave as the only one of its part holds under covers too. */
static void read_occluded(const aci_node *closure, aci_closing *closing)
{
    aci_closure_numbers *out = &closing->occluded;
    const aci_closure_numbers *dry = &closing->numbers;
    out->fast_fraction = dry->fast_fraction;
    if (dry->fast_time_constant.origin == ACI_ORIGIN_GIVEN) {
        out->fast_time_constant = dry->fast_time_constant;
    }
    if (dry->slow_time_constant.origin == ACI_ORIGIN_GIVEN) {
        out->slow_time_constant = dry->slow_time_constant;
    }
    give_time(closure, "occluded_fast_time_constant", &out->fast_time_constant);
    give_time(closure, "occluded_slow_time_constant", &out->slow_time_constant);
}

aci_status aci_scenario_cover_closure(aci_scenario_reader *reader)
{
    static const char *const keys[] = {"occluded_fast_time_constant", "occluded_slow_time_constant",
                                       NULL};
    const aci_node *channels = aci_config_child(reader->root, "channels");
    const aci_node *closure = aci_parameters_value(channels, "closure");
    aci_scenario *out = reader->out;
    aci_closing *closing = &out->closing;
    if (out->channels.closure.law != ACI_CLOSURE_TWO_PHASE) {
        return ACI_OK;
    }
    if (out->schedule.window_count == 0 || aci_config_child(closure, "state") != NULL) {
        refuse_keys(reader, closure, keys, "only with schedule.occluded and without state");
        return ACI_OK;
    }
    closing->follows_covers = true;
    read_occluded(closure, closing);
    if (aci_closure_fill(&out->skin, ACI_CLOSURE_OCCLUDED, closing->needle_length,
                         &closing->occluded) != ACI_OK) {
        aci_config_fault_key(reader->config, aci_config_child(closure, "law"),
                             "how fast channels close under the covers of schedule.occluded is not "
                             "known for this skin: give occluded_fast_time_constant and "
                             "occluded_slow_time_constant, or a state that holds throughout");
        return ACI_OK;
    }
    ACI_TRY(keep_covers(&out->schedule, closing));
    out->channels.closure = aci_closure_under(&closing->numbers, &closing->occluded,
                                              out->schedule.window_count, closing->covers);
    return ACI_OK;
}

/* A threshold replaces that of the method named; without a name it is the user's own. */
static void read_detection(aci_scenario_reader *reader, const aci_node *closure)
{
    aci_closing *closing = &reader->out->closing;
    const aci_node *method = aci_parameters_value(closure, "detection");
    const aci_node *threshold = aci_config_child(closure, "detection_threshold");
    for (int k = 0; k < ACI_CLOSURE_METHODS; k++) {
        closing->threshold[k] = aci_closure_threshold((aci_closure_method)k);
    }
    if (method != NULL || threshold != NULL) {
        closing->detection = method != NULL ? method->choice : ACI_CLOSURE_OWN;
        aci_scenario_give(closure, "detection_threshold", &closing->threshold[closing->detection]);
    }
    if (closing->detection == ACI_CLOSURE_OWN && threshold == NULL) {
        aci_config_fault_missing(reader->config, closure, "detection_threshold",
                                 "missing, a method of your own needs the part of the area below "
                                 "which it calls a channel closed, such as 0.1");
    }
}

void aci_scenario_read_closure(aci_scenario_reader *reader)
{
    const aci_node *channels = aci_config_child(reader->root, "channels");
    const aci_node *closure = aci_parameters_value(channels, "closure");
    const aci_node *law = aci_parameters_value(closure, "law");
    if (closure == NULL || closure->kind != ACI_NODE_MAP) {
        return;
    }
    if (law == NULL && aci_config_child(closure, "law") != NULL) {
        return; /* a word that is no law has had its fault */
    }
    if (law != NULL && law->choice == TWO_PHASE) {
        read_two_phase(reader, closure);
    } else {
        read_exponential(reader, closure);
    }
    read_detection(reader, closure);
}
