/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A calibration: the section `calibrate` of a config, the data it names, the runs that are held
/// against them, and what was found as sheets.
///
///   calibrate:
///     data: [li_2015.csv]
///     fit:
///       channels.diffusivity: {from: 1e-11 m2/s, to: 1e-9 m2/s, scale: log}
///       product.concentration: {from: 1 kg/m3, to: 100 kg/m3, separate: yes}
///     sets: [{name: human, set: {skin.site: human_dermatomed}}]
///     error: {relative: 5 %}
///
/// Order of use: aci_calibrate_read, aci_calibrate_join, then aci_fit_solve and aci_fit_profiles
/// (fit.h) on its problem, aci_calibrate_plan, aci_calibrate_findings.
///
/// The error of a mean is e = sd/sqrt(n). Each data set is the config with its own values, reported
/// at the times it was measured at, at 24 equal steps of the duration and, for a plan, at the times
/// proposed; the duration is prolonged to the last of them. One run of each data set gives all.
#ifndef ACICULA_STUDY_CALIBRATE_H
#define ACICULA_STUDY_CALIBRATE_H

#include "acicula/study/evaluate.h"
#include "acicula/study/findings.h"
#include "acicula/study/fit.h"
#include "acicula/study/measured.h"
#include "acicula/study/plan.h"

enum { ACI_CALIBRATE_KEYS_MAX = 12, ACI_CALIBRATE_PLANNED_MAX = 4, ACI_CALIBRATE_CURVE = 24 };

/// A key that is fitted.
typedef struct aci_calibrate_key {
    aci_variable variable;
    double from, to, start; ///< SI
    bool logarithmic, separate;
} aci_calibrate_key;

/// The section, with its data. Destroy in every case.
typedef struct aci_calibrate {
    int key_count;
    aci_calibrate_key keys[ACI_CALIBRATE_KEYS_MAX];
    aci_measured measured;
    char *assignments[ACI_MEASURED_SETS_MAX]; ///< of each data set: lines KEY=VALUE, or NULL; owned
    char result[ACI_NAME_SIZE];               ///< "absorbed", "layer_amount.dermis"
    char unit[ACI_NAME_SIZE];                 ///< of it, "kg m-2"
    double relative;                          ///< calibrate.error.relative; NAN: not given
    bool pools, profiles;
    int starts;
    struct {
        int result_count; ///< 0: calibrate.result alone
        char results[ACI_CALIBRATE_PLANNED_MAX][ACI_NAME_SIZE];
        int time_count; ///< 0: 12 equal steps of the duration
        double *times;  ///< owned
        double relative, samples;
        int picks;
    } plan;
} aci_calibrate;

/// Reads the section and the data of a config that was read without faults. Adds all faults, those
/// in data with file, line and column; ACI_BAD_INPUT when there is any.
ACI_MUST_CHECK aci_status aci_calibrate_read(aci_config *config, const aci_scenario *scenario,
                                             aci_calibrate *out);
void aci_calibrate_destroy(aci_calibrate *calibrate);

typedef struct aci_calibrate_set aci_calibrate_set;

/// The data sets as one model, and the problem of fitting it. Destroy in every case; not to be
/// moved.
typedef struct aci_calibrate_join {
    const aci_calibrate *calibrate; ///< borrowed
    int set_count;
    aci_calibrate_set *sets; ///< owned
    aci_variable *variables; ///< [keys], owned
    bool plans;              ///< outputs for a plan are there
    aci_fit_parameter parameters[ACI_FIT_PARAMETERS_MAX];
    int key[ACI_FIT_PARAMETERS_MAX];    ///< of each parameter
    int set_of[ACI_FIT_PARAMETERS_MAX]; ///< -1: shared by all
    int *output;                        ///< [data], owned
    double *measured, *error;           ///< [data], owned
    aci_fit_problem problem;
} aci_calibrate_join;

/// Makes the model of one data set from its cases (evaluate.h), which are borrowed and stay, as do
/// the arrays of the question.
typedef struct aci_calibrate_modeller {
    void *context;
    aci_status (*make)(void *context, const aci_cases *cases, const aci_evaluate_question *question,
                       aci_model *out);
} aci_calibrate_modeller;

/// Makes cases and model of all data sets. `set` are the lines of --set (NULL: none). `plans`: the
/// results that a plan may propose are outputs as well. ACI_BAD_INPUT where a data set's own values
/// do not fit.
ACI_MUST_CHECK aci_status aci_calibrate_make(const aci_config *config, const char *set,
                                             const aci_calibrate *calibrate, bool plans,
                                             const aci_calibrate_modeller *modeller,
                                             aci_calibrate_join *out);
void aci_calibrate_unmake(aci_calibrate_join *join);

/// What an output of the joined model is.
typedef struct aci_calibrate_place {
    int set;
    const char *result, *unit; ///< borrowed
    double time;               ///< s
} aci_calibrate_place;

aci_calibrate_place aci_calibrate_place_of(const aci_calibrate_join *join, int output);

/// Ranks what could be measured next; `samples` is owned by the caller (free).
ACI_MUST_CHECK aci_status aci_calibrate_plan(const aci_calibrate_join *join, const aci_fit *fit,
                                             aci_plan_sample **samples, int *count);

/// Everything found, as sheets and notes. `profiles` [parameters] or NULL, `samples` NULL without a
/// plan. A row of the sheet:
///   parameters   parameter, key, set (texts; set "" for one that all share), unit (text);
///                estimate, standard_error, low, high (the headline interval), interval (text: what
///                it is), low_given, high_given (errors as given), low_scaled, high_scaled (all
///                errors scaled by sqrt(chi2/freedom)), low_linear, high_linear; from, to (the
///                box), at_end (-1, 0, 1), open_low, open_high (1: the interval ends with the box).
///                Numbers in SI, in `unit`
///   correlation  parameter (text), correlation [parameters]
///   fit          set (text), time (s), measured, sd (between samples), n, error (of the mean, as
///                used), model, numerical_error, residual (model - measured),
///                standardised_residual (residual/error)
///   curve        set (text), time (s), model, band_low, band_high (95 % of the model's curve, from
///                the covariance, of errors as given), measured times among them
///   profile      parameter (text), value (SI), chi2_rise, threshold, threshold_scaled (the rise at
///                which the intervals end); rows of one parameter follow each other by value
///   plan         set, result (texts), time (s), predicted (SI), assumed_error, gain (ln of the
///                factor on the determinant of the information), rank, pick (0: not picked), low,
///                high [parameters]: the interval to be expected after this measurement alone
///   summary      quantity (text), value: chi2, freedom, p_value, scale (sqrt(chi2/freedom)), aic,
///                aicc, descents, reached, numerical, points, error_freedom
///   headlines    as error_bars.h says: what is measured, at the end of each data set
ACI_MUST_CHECK aci_status aci_calibrate_findings(const aci_calibrate_join *join, const aci_fit *fit,
                                                 const aci_fit_profile *profiles,
                                                 const aci_plan_sample *samples, int sample_count,
                                                 aci_findings *findings);

/// The headline interval of a parameter and what it is: the profile with errors as given where the
/// fit is not contradicted (p >= 0.05), scaled errors otherwise; linear without profiles.
aci_fit_interval aci_calibrate_interval(const aci_fit *fit, const aci_fit_profile *profiles,
                                        int parameter, const char **kind);

#endif
