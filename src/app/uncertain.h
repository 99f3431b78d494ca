/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the verbs of uncertain numbers share: their part of the config, and how numbers are shown.
#ifndef ACICULA_APP_UNCERTAIN_H
#define ACICULA_APP_UNCERTAIN_H

#include "acicula/study/error_bars.h"
#include "acicula/study/inquiry.h"
#include "acicula/study/limits.h"
#include "acicula/study/sensitivity.h"
#include "acicula/study/tolerance.h"
#include "headline_text.h"
#include "json.h"
#include "study.h"

/// What is uncertain, what is asked, what results must keep to.
typedef struct aci_uncertain {
    aci_distribution_list list;
    aci_inquiry inquiry;
    aci_limits limits;
    int limit_outputs[ACI_LIMITS_MAX]; ///< the place of each limit's result in the inquiry
    const aci_scenario *scenario;
} aci_uncertain;

/// Reads `uncertain`, the verb's section and, where `with_limits`, `spec`, whose results are added
/// to those asked for. All faults at once; ACI_BAD_INPUT when there is any, or nothing is
/// uncertain.
ACI_MUST_CHECK aci_status aci_uncertain_read(aci_study *study, const char *section,
                                             bool with_limits, aci_uncertain *out);

/// The results asked for, of what is uncertain; borrows.
aci_evaluate_question aci_uncertain_question(const aci_uncertain *of);

/// Headline numbers with their three errors, read from the sheet `headlines`.
void aci_uncertain_print_headlines(const aci_findings *findings, const aci_inquiry *inquiry);
void aci_uncertain_print_notes(const aci_study *study, const aci_findings *findings);

/// The head of the JSON object: file, runs, failed, confidence.
void aci_uncertain_json_head(aci_json *json, const aci_study *study, int runs, int failed,
                             double confidence);

/// `headlines`: an object with one for each result, in SI.
void aci_uncertain_json_headlines(aci_json *json, const aci_findings *findings,
                                  const aci_inquiry *inquiry);

/// NAME, NAME_low, NAME_high.
void aci_uncertain_json_interval(aci_json *json, const char *name, aci_interval value);

#endif
