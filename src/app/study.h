/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the verbs of studies share: a config read, its cases, a model whose finished points are
/// kept on disk, progress, and the findings written at the end.
///
/// Order of use: aci_study_open, aci_study_model, the study itself, aci_study_close.
#ifndef ACICULA_APP_STUDY_H
#define ACICULA_APP_STUDY_H

#include "acicula/study/evaluate.h"
#include "acicula/study/findings.h"
#include "options.h"
#include "progress.h"
#include "recipe.h"

struct aci_journal;
struct aci_study;

enum { ACI_STUDY_MODELS_MAX = 32 };

/// One model of a study: a config with its variables and headlines.
typedef struct aci_study_model_state {
    struct aci_study *study;
    uint64_t salt; ///< keeps the points of several models in one journal apart
    aci_evaluate_model model;
} aci_study_model_state;

typedef struct aci_study {
    const aci_options *options;
    const char *verb; ///< "sensitivity"
    int config_operand;
    aci_recipe recipe;
    aci_cases *cases;
    char *path;                  ///< of the findings
    struct aci_journal *journal; ///< points that are done: `path`.partial
    long *slots;                 ///< [slot_count] a table of its records by identity
    long slot_count;
    aci_progress progress;
    const char *stage; ///< what is being done, for the progress; NULL: "runs"
    double begin, end; ///< part of the whole that the model's next batches are; 0 and 1 at first
    bool is_open;      ///< aci_study_open went well
    double wall_start; ///< s, on a clock
    int model_count;
    aci_study_model_state *models; ///< [ACI_STUDY_MODELS_MAX]
} aci_study;

/// Reads the operand at `config_operand` with --set, chooses the path (--out or
/// results/<stem>.<verb>.h5), refuses an existing result without --force. Prints its own messages
/// and returns the exit code, 0 when all is well. Close it in every case.
int aci_study_open(const aci_options *options, const char *verb, int config_operand,
                   aci_study *out);

/// The config as a model: variables in, headlines out (the arrays are borrowed). Shows progress,
/// stops on SIGINT, SIGTERM and SIGUSR1 with ACI_INTERRUPTED, and keeps each finished point in the
/// journal, so that the same command goes on where it was stopped. May be called several times.
ACI_MUST_CHECK aci_status aci_study_model(aci_study *study, const aci_evaluate_question *question,
                                          aci_model *out);

/// The same for other cases than the study's own (of another data set); borrowed.
ACI_MUST_CHECK aci_status aci_study_model_of(aci_study *study, const aci_cases *cases,
                                             const aci_evaluate_question *question, aci_model *out);

/// Runs computed by all its models so far, recalled points not counted.
long aci_study_runs(const aci_study *study);

/// Writes the findings when `status` is ACI_OK (a file, and each sheet as
/// <path stem>_<sheet>.csv), prints what went wrong otherwise, with the place in the config where
/// the message begins with a key, or the config's faults. Frees everything, findings too. The exit
/// code; 0 for a study that could not be opened, which has said so itself.
int aci_study_close(aci_study *study, aci_status status, aci_findings *findings);

#endif
