/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Many runs at once. Small cases run side by side, one on each thread; large ones one after the
/// other with all threads inside. What comes out does not depend on it, bit for bit.
///
/// A case that fails (bad input, a numerical gate, too little memory) is a result like any other;
/// the rest goes on.
#ifndef ACICULA_STUDY_EVALUATE_H
#define ACICULA_STUDY_EVALUATE_H

#include "acicula/study/cases.h"
#include "acicula/study/headline.h"
#include "acicula/study/model.h"
#include "acicula/study/observer.h"
#include "acicula/study/variable.h"

enum { ACI_EVALUATE_KEYS_MAX = 64 };

/// The values of one case. Texts in `room` or elsewhere, valid until the case is done.
typedef struct aci_case {
    long number;
    int count;
    aci_assignment assignments[ACI_EVALUATE_KEYS_MAX];
    char room[ACI_EVALUATE_KEYS_MAX][ACI_UNITS_TEXT_SIZE];
} aci_case;

/// What became of it.
typedef struct aci_case_end {
    const aci_case *values;
    aci_status status;
    const char *message;          ///< "" when it went well
    const aci_scenario *scenario; ///< NULL where it could not be read
    const aci_results *results;   ///< NULL where it failed
    void *watch;                  ///< what `watch` returned
    double seconds;
} aci_case_end;

typedef struct aci_evaluate_options {
    const aci_cases *cases;
    long count;
    void *context;
    double time_limit;    ///< s of wall clock after which a case is given up and fails; 0: none
    bool without_control; ///< the intact skin is not needed (run.h)
    bool mechanics_only;  ///< needles alone: results have `puncture` and nothing else
    /// Fills in count, assignments and room of case `number` (0 .. count - 1). From any thread.
    aci_status (*assign)(void *context, aci_case *out);
    /// An observer for the snapshots of one case, and what `done` gets as `watch`; NULL: none
    /// wanted. From any thread. `free_watch` frees it.
    aci_observer (*watch)(void *context, const aci_scenario *scenario, void **watch);
    void (*free_watch)(void *context, void *watch);
    /// One case has ended, well or not; one call at a time, in any order. A status other than
    /// ACI_OK ends everything.
    aci_status (*done)(void *context, const aci_case_end *end);
    /// Part of all the work, 0..1; one call at a time. ACI_INTERRUPTED gives the running cases up.
    aci_status (*progress)(void *context, double fraction, const char *stage);
} aci_evaluate_options;

/// ACI_OK also when cases failed. ACI_INTERRUPTED and what `done` returned otherwise.
ACI_MUST_CHECK aci_status aci_evaluate(const aci_evaluate_options *options);

/// The time limit in the message of a case that was given up for it, s; 0 for any other message.
double aci_evaluate_given_up(const char *message);

/// What a model is asked: what goes in, what comes out. Borrowed.
typedef struct aci_evaluate_question {
    int variable_count, headline_count;
    const aci_variable *variables;
    const aci_headline *headlines;
} aci_evaluate_question;

/// A config as a model: variables in, headline numbers out.
typedef struct aci_evaluate_model {
    const aci_cases *cases;
    int variable_count, headline_count;
    const aci_variable *variables;
    const aci_headline *headlines;
    void *context; ///< of the functions below, which may be NULL
    aci_status (*progress)(void *context, double fraction, const char *stage);
    /// A store of points done before: fills values and errors [headline_count] and returns true.
    bool (*recall)(void *context, uint64_t identity, double *values, double *errors,
                   aci_status *status);
    aci_status (*keep)(void *context, uint64_t identity, const double *values, const double *errors,
                       aci_status status);
    char reason[512]; ///< of the last failed point
    long runs;        ///< counted, without recalled ones
} aci_evaluate_model;

/// The model of it; `context` borrows `model`. Needles alone where all headlines are mechanical.
aci_model aci_evaluate_as_model(aci_evaluate_model *model);

#endif
