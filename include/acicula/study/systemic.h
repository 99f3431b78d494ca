/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the absorbed compound does in the body: linear kinetics of one or two compartments, with
/// A_c and A_p the amounts in the central (plasma and what follows it at once) and the peripheral
/// compartment, k_e the elimination, k12 and k21 the exchange between them:
///
///   dA_c/dt = R(t) - (k_e + k12) A_c + k21 A_p,   dA_p/dt = k12 A_c - k21 A_p,
///   d(eliminated)/dt = k_e A_c,                   C = A_c / V,
///
/// from an empty body, with R the treated area times the rate of absorption of the run (cleared by
/// the blood or out at the bottom of the skin: both are taken to reach the plasma at once, whole).
/// k12 = 0 is one compartment. Gibaldi and Perrier, Pharmacokinetics, 2nd ed. 1982; Rowland and
/// Tozer, Clinical Pharmacokinetics, 4th ed. 2011. Not in it: protein binding that saturates, what
/// the body has of the compound already, metabolites, a loss on the way from skin to plasma.
///
/// The clearance is V k_e. The terminal half-life is ln 2 / beta, beta the smaller root of
/// x^2 - (k_e + k12 + k21) x + k_e k21; of one compartment ln 2 / k_e.
#ifndef ACICULA_STUDY_SYSTEMIC_H
#define ACICULA_STUDY_SYSTEMIC_H

#include <stdbool.h>

#include "acicula/base/status.h"
#include "acicula/skin/skin.h"

/// The body of a scenario, SI, with the origin of each number. `exists` is false without the
/// section `systemic`.
typedef struct aci_systemic_model {
    bool exists;
    aci_value treated_area;           ///< m2, > 0
    aci_value body_mass;              ///< kg; missing where no number is per body mass
    aci_value volume_of_distribution; ///< V of the central compartment, m3, > 0
    aci_value elimination_rate;       ///< k_e, 1/s, > 0
    aci_value k12, k21;               ///< 1/s, >= 0; missing with one compartment
    aci_value stated_level;           ///< concentration not to be reached, kg/m3; may be missing
} aci_systemic_model;

/// Rate of input into the whole body in pieces that join in time, straight within each; it may jump
/// between them. Arrays are borrowed.
typedef struct aci_systemic_input {
    int count;            ///< pieces, >= 1
    const double *time;   ///< [count + 1], s, rising, from 0
    const double *first;  ///< [count], kg/s at the beginning of each piece, >= 0
    const double *last;   ///< [count], kg/s at its end, >= 0
    double amount_error;  ///< of the amount that came in, relative to max(it, amount_floor)
    double amount_floor;  ///< kg
    double rate_error;    ///< of the rate, kg/s; INFINITY where it is not known
    double shape_error;   ///< of the amount between the times where it is known, kg
    double applied;       ///< until the end, kg; 0 where it is not known
    double applied_error; ///< relative
} aci_systemic_input;

/// Rows of the course in time, in the order of the file.
#define ACI_SYSTEMIC_LIST(X)                                                                       \
    X(plasma_concentration, "kg m-3", "concentration in plasma")                                   \
    X(input_rate, "kg s-1", "rate of input into the blood from the whole treated area")            \
    X(input_amount, "kg", "came into the blood until then")                                        \
    X(central_amount, "kg", "in the central compartment")                                          \
    X(peripheral_amount, "kg", "in the peripheral compartment")                                    \
    X(eliminated_amount, "kg", "eliminated until then")

typedef enum aci_systemic_row {
#define ACI_SYSTEMIC_MEMBER(name, unit, text) ACI_SYSTEMIC_##name,
    ACI_SYSTEMIC_LIST(ACI_SYSTEMIC_MEMBER)
#undef ACI_SYSTEMIC_MEMBER
        ACI_SYSTEMIC_ROWS
} aci_systemic_row;

#define ACI_SYSTEMIC_ENDPOINT_LIST(X)                                                              \
    X(concentration_max, "kg m-3", "largest concentration in plasma during the run")               \
    X(time_of_concentration_max, "s", "time of the largest concentration in plasma")               \
    X(area_under_curve, "kg s m-3", "integral of the plasma concentration over the run")           \
    X(area_under_curve_total, "kg s m-3",                                                          \
      "the same extrapolated: no input after the run, until all is eliminated")                    \
    X(systemic_fraction, "1", "came into the blood by the end, over what was applied")             \
    X(margin, "1", "stated level over the largest concentration in plasma")

typedef enum aci_systemic_endpoint {
#define ACI_SYSTEMIC_ENDPOINT_MEMBER(name, unit, text) ACI_SYSTEMIC_ENDPOINT_##name,
    ACI_SYSTEMIC_ENDPOINT_LIST(ACI_SYSTEMIC_ENDPOINT_MEMBER)
#undef ACI_SYSTEMIC_ENDPOINT_MEMBER
        ACI_SYSTEMIC_ENDPOINTS
} aci_systemic_endpoint;

typedef struct aci_systemic_value {
    bool exists; ///< false for what needs an input, a stated level, a dose
    double value, numerical_error;
} aci_systemic_value;

/// The course and its endpoints; times 0 where nothing was computed. Arrays are owned. Errors are
/// bounds, relative: to the largest concentration or rate, for amounts to the last input.
///
/// They follow from those of the input. With dA(t) the error of the amount A(t) that came in, what
/// is in the central compartment is off by at most dA scaled as A is, by parts
///   e (2 A(t) - A_c(t)) + 2 (floor and shape),
/// or, where that is less, by what the error of the rate adds up to until then, at most
/// dR min(t, 1/k_e). The largest concentration lies at the time found to within those times at
/// which C may be as large.
typedef struct aci_systemic_course {
    int times;
    double *time; ///< [times], s, from 0
    double *rows[ACI_SYSTEMIC_ROWS];
    double numerical_error[ACI_SYSTEMIC_ROWS];
    aci_systemic_value endpoints[ACI_SYSTEMIC_ENDPOINTS];
    bool rises_to_the_end; ///< the largest concentration is the last: it may rise further
} aci_systemic_course;

/// Solves the equations above by GSL's Runge-Kutta pair of order 8(9), tolerance 1e-11, piece by
/// piece; what came in is in the body or eliminated to round-off. `time` (rising, from 0, within
/// the input) is where the course is kept. Without any input only the areas exist, and are 0.
/// ACI_NUMERICAL when a step fails, ACI_FILE without memory. `out` must be destroyed in any case.
ACI_MUST_CHECK aci_status aci_systemic_solve(const aci_systemic_model *model,
                                             const aci_systemic_input *input, int times,
                                             const double *time, aci_systemic_course *out);

void aci_systemic_destroy(aci_systemic_course *course);

/// ln 2 / beta, s.
double aci_systemic_half_life(const aci_systemic_model *model);

/// k_e of a terminal half-life and an exchange; needs half_life > ln 2 / k21 unless k12 is 0:
/// beta (k12 + k21 - beta) / (k21 - beta). Not above zero where there is none.
double aci_systemic_elimination(double half_life, double k12, double k21);

/// "plasma_concentration", ...; "concentration_max", ...
const char *aci_systemic_row_name(aci_systemic_row row);
const char *aci_systemic_endpoint_name(aci_systemic_endpoint endpoint);

#endif
