/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The course of a scenario: what happens when. Between two events nothing changes abruptly.
#ifndef ACICULA_SRC_STUDY_COURSE_H
#define ACICULA_SRC_STUDY_COURSE_H

#include "acicula/study/scenario.h"

/// In the order in which events of one moment happen.
typedef enum aci_event_kind {
    ACI_EVENT_SAMPLE, ///< part of the receptor is drawn and replaced
    ACI_EVENT_REMOVE, ///< the product is wiped off, or some of it
    ACI_EVENT_NEEDLE, ///< the last needle leaves: channels are as wide as they get
    ACI_EVENT_APPLY,  ///< product is put on
    ACI_EVENT_TURN,   ///< a cover comes or goes
} aci_event_kind;

typedef struct aci_event {
    double time; ///< s
    aci_event_kind kind;
} aci_event;

typedef struct aci_course {
    double begin; ///< s, <= 0
    int count;
    aci_event *events; ///< in the order of time, none after the end; owned
} aci_course;

/// Without a schedule: needled and product put on at 0.
ACI_MUST_CHECK aci_status aci_course_create(const aci_scenario *scenario, aci_course *out);
void aci_course_destroy(aci_course *course);

/// Whether product and channels are there from 0 to the end and nothing else happens.
bool aci_course_is_plain(const aci_scenario *scenario);

/// The same but for the samples of a receptor.
bool aci_course_stands(const aci_scenario *scenario);

/// Whether a cover lies on the film at a time (from <= time < to).
bool aci_course_is_covered(const aci_schedule *schedule, double time);

#endif
