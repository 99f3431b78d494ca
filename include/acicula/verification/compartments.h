/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One or two compartments with first-order elimination, exactly.
///   dA_c/dt = R - (k_e + k12) A_c + k21 A_p,   dA_p/dt = k12 A_c - k21 A_p
/// With alpha > beta the roots of x^2 - (k_e + k12 + k21) x + k_e k21; k12 = 0 is one compartment.
/// Gibaldi and Perrier, Pharmacokinetics, 2nd ed. 1982, chapters 1 and 2.
#ifndef ACICULA_VERIFICATION_COMPARTMENTS_H
#define ACICULA_VERIFICATION_COMPARTMENTS_H

typedef struct aci_compartments {
    double elimination; ///< k_e, 1/s, > 0
    double k12, k21;    ///< 1/s; both > 0 or k12 = 0
} aci_compartments;

/// alpha and beta, 1/s; of one compartment both k_e.
void aci_compartments_roots(const aci_compartments *body, double *alpha, double *beta);

/// Central and peripheral amounts, kg, after an input that goes straight from `first` to `last`
/// kg/s. Loses as many digits as the amounts are below rate / k_e^2 / duration.
void aci_compartments_advance(const aci_compartments *body, double duration, double first,
                              double last, double amount[2]);

/// Central amount over the dose, from a depot that empties at the rate `absorption`, 1/s, other
/// than the roots (Bateman 1910 for one compartment).
double aci_compartments_depot(const aci_compartments *body, double absorption, double time);

/// Time of the largest amount of one compartment, ln(k_a/k_e)/(k_a - k_e).
double aci_compartments_depot_peak(const aci_compartments *body, double absorption);

#endif
