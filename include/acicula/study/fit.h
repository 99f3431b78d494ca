/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Values of a model fitted to measured numbers by weighted least squares, and how well they are
/// determined.
///
///   chi2(theta) = sum_i ((f_i(theta) - y_i)/e_i)^2,   e_i the standard error of y_i, known
///
/// Every parameter lives in a box: its place 0 <= p <= 1 goes from `from` to `to`, linearly or in
/// the logarithm. The descent is Levenberg-Marquardt of GSL (gsl_multifit_nlinear, trust region) in
/// x = ln(p/(1 - p)), from the best of several starts; a parameter that runs into an end of its box
/// is held there where chi2 still falls outwards. The Jacobian is taken by central differences in
/// p, all points of it in one call of the model, so that they are computed side by side.
///
/// With J = d(f/e)/dp at the minimum, parameters at an end of their box left out,
///   covariance = (J^T J)^-1    (Seber and Wild 1989, Nonlinear Regression, 10.1002/0471725315)
/// and the profile of one parameter is chi2 with all others fitted anew at each of its values;
/// where it has risen by the quantile q of chi2 with one degree of freedom (3.84) the parameter's
/// own 95 % interval ends (Venzon and Moolgavkar 1988, 10.2307/2347496; Raue 2009,
/// 10.1093/bioinformatics/btp358). Where the fit misses the data by more than their errors,
/// chi2/freedom > 1, the scaled interval takes all errors as too small by one factor:
///   rise = chi2/freedom F(1, freedom)_95 %.
///
/// Results depend on the model, the data and the parameters alone.
#ifndef ACICULA_STUDY_FIT_H
#define ACICULA_STUDY_FIT_H

#include <stdbool.h>

#include "acicula/study/model.h"

enum { ACI_FIT_PARAMETERS_MAX = 16, ACI_FIT_PROFILE_MAX = 64, ACI_FIT_NAME_SIZE = 160 };

typedef struct aci_fit_parameter {
    char name[ACI_FIT_NAME_SIZE];
    double from, to, start; ///< from < start < to; > 0 where logarithmic
    bool logarithmic;
} aci_fit_parameter;

/// What is fitted to what. Everything is borrowed.
typedef struct aci_fit_problem {
    aci_model model; ///< inputs: the parameters; outputs: the data and whatever else is wanted
    int parameter_count;
    const aci_fit_parameter *parameters;
    int data_count;         ///< >= parameter_count
    const int *output;      ///< [data] of the model's outputs
    const double *measured; ///< [data]
    const double *error;    ///< [data] standard error of it, > 0
    /// Degrees of freedom that the errors were estimated with, where one factor is common to all of
    /// them (a pooled deviation); 0: they are known. With it chi2/freedom follows F instead of
    /// chi2.
    double error_freedom;
    int starts; ///< points tried, the given start among them; >= 1
    /// A fall of chi2 that is not worth going on for; 0: 1e-4, up to 0.02 (a seventh of a standard
    /// error) where numerical errors let chi2 jump.
    double tolerance;
    /// Tells how far it is; a status other than ACI_OK ends everything. May be NULL.
    aci_status (*progress)(void *context, const char *stage);
    void *context;
} aci_fit_problem;

/// From value to value where chi2 has risen enough.
typedef struct aci_fit_interval {
    double low, high;
    /// chi2 does not rise enough up to the end of the box, which then is the end of the interval.
    bool low_is_open, high_is_open;
} aci_fit_interval;

/// A combination of parameters that the data hardly move with: along it, from one side of the box
/// to the other, chi2 rises by less than 3.84 in the linear model.
typedef struct aci_fit_direction {
    double rise;                              ///< of chi2 along it
    double component[ACI_FIT_PARAMETERS_MAX]; ///< change of place; the largest is 1
} aci_fit_direction;

typedef struct aci_fit {
    int parameter_count, data_count, output_count;
    double place[ACI_FIT_PARAMETERS_MAX], estimate[ACI_FIT_PARAMETERS_MAX];
    int at_end[ACI_FIT_PARAMETERS_MAX]; ///< -1 at `from`, 1 at `to`, 0 inside
    /// Of the value; NAN at an end of the box, or where no direction of it is determined.
    double standard_error[ACI_FIT_PARAMETERS_MAX];
    /// In places, and as correlations; NAN for parameters at an end.
    double covariance[ACI_FIT_PARAMETERS_MAX][ACI_FIT_PARAMETERS_MAX];
    double correlation[ACI_FIT_PARAMETERS_MAX][ACI_FIT_PARAMETERS_MAX];
    /// Place -+ 1.96 standard errors, in values; and with scaled errors (NAN without freedom).
    aci_fit_interval linear[ACI_FIT_PARAMETERS_MAX], linear_scaled[ACI_FIT_PARAMETERS_MAX];
    int direction_count;
    aci_fit_direction directions[ACI_FIT_PARAMETERS_MAX];
    double chi2;
    double error_freedom; ///< of the problem
    int freedom;          ///< data less parameters
    double p_value;       ///< that chi2 is this large or larger by chance; NAN without freedom
    double aic, aicc;     ///< Akaike's criterion 2 P - 2 ln L, and that for few data (NAN: too few)
    double numerical;     ///< largest numerical error of the model over the data's error
    double *values, *errors; ///< [outputs] of the model at the estimate, owned
    double *jacobian;        ///< [outputs][parameters] d(output)/d(place), owned
    int descents;            ///< started; `reached`: that ended within 0.1 of the least chi2
    int reached;
    long points; ///< asked of the model
    int failed;  ///< of them
} aci_fit;

/// One profile, in the order of values.
typedef struct aci_fit_profile {
    int count;
    double value[ACI_FIT_PROFILE_MAX], rise[ACI_FIT_PROFILE_MAX];
    aci_fit_interval interval; ///< errors as given
    aci_fit_interval scaled;   ///< errors scaled; NAN without freedom
    bool is_determined;        ///< the interval ends inside the box on both sides
    bool is_uneven;            ///< chi2 jumps at an end, or falls below its threshold behind it
    double deepest;            ///< least rise, <= 0, and the places where it is
    bool found_better;         ///< by more than noise below the fit's chi2
    double better[ACI_FIT_PARAMETERS_MAX];
} aci_fit_profile;

/// Value of a parameter at a place, and back.
double aci_fit_value(const aci_fit_parameter *parameter, double place);
double aci_fit_place(const aci_fit_parameter *parameter, double value);

/// Fits. ACI_BAD_INPUT for fewer data than parameters; ACI_NUMERICAL where no start gives numbers.
/// Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_fit_solve(const aci_fit_problem *problem, aci_fit *out);
void aci_fit_destroy(aci_fit *fit);

/// The profile of one parameter. Each of its points starts where its neighbour ended.
ACI_MUST_CHECK aci_status aci_fit_profile_one(const aci_fit_problem *problem, aci_fit *fit,
                                              int parameter, aci_fit_profile *out);

/// All profiles [parameters]. Where one finds a lower chi2, the fit is done again from there, a few
/// times at most and while it falls.
ACI_MUST_CHECK aci_status aci_fit_profiles(const aci_fit_problem *problem, aci_fit *fit,
                                           aci_fit_profile *out);

/// Standard error of an output of the model at the estimate, from the covariance.
double aci_fit_band(const aci_fit *fit, int output);

/// The rise of chi2 at which the 95 % intervals end: errors as given (3.84, or F(1,
/// error_freedom)), and scaled (NAN without freedom).
double aci_fit_rise(double error_freedom);
double aci_fit_scaled_rise(const aci_fit *fit);

#endif
