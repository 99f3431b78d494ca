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

typedef struct aci_study {
    const aci_options *options;
    const char *verb; ///< "sensitivity"
    aci_recipe recipe;
    aci_cases *cases;
    char *path;                  ///< of the findings
    struct aci_journal *journal; ///< points that are done: `path`.partial
    aci_progress progress;
    aci_evaluate_model model; ///< behind aci_study_model
} aci_study;

/// Reads the operand at `config_operand` with --set, chooses the path (--out or
/// results/<stem>.<verb>.h5), refuses an existing result without --force. Prints its own messages
/// and returns the exit code, 0 when all is well. Close it in every case.
int aci_study_open(const aci_options *options, const char *verb, int config_operand,
                   aci_study *out);

/// The config as a model: variables in, headlines out (both borrowed). Shows progress, stops on
/// SIGINT, SIGTERM and SIGUSR1 with ACI_INTERRUPTED, and keeps each finished point in the journal,
/// so that the same command goes on where it was stopped.
ACI_MUST_CHECK aci_status aci_study_model(aci_study *study, int variable_count,
                                          const aci_variable *variables, int headline_count,
                                          const aci_headline *headlines, aci_model *out);

/// Writes the findings when `status` is ACI_OK (a file, and each sheet as
/// <path stem>_<sheet>.csv), prints what went wrong otherwise, with the place in the config where
/// the message begins with a key. Frees everything, findings too. The exit code.
int aci_study_close(aci_study *study, aci_status status, aci_findings *findings);

#endif
