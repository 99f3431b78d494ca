/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How invasive a treatment is: one index, for devices and prescribed channels alike.
///
/// **Wounds.** V/A = 1/A sum_i V_i, the volume of the open channels right after the needles left,
/// per area treated, m3/m2 = m: the wound fraction n pi a(z)^2 added up over depth, which is what
/// models of healing take as the dose of the wound. 1 um is 0.1 uL/cm2, or 1 mm3 in 10 cm2.
///
/// **Index.** I = 1/A sum_i V_i (1 + P_i), with P_i the probability that channel i cuts a vessel
/// (puncture/withdrawal.h): the volume of the wounds, those that bleed counted twice. Depth weighs
/// twice: a deeper channel of the same needle is wider and longer, and only below the epidermis
/// are there vessels. Zero without channels; between V/A and 2 V/A.
///
/// For prescribed channels P_i is that of a cut as wide as the hole, N = int (L_V/2) 2 r dz.
///
/// Weakness: that bleeding counts twice is a convention; the vessel density behind P_i is chosen,
/// not measured; V_i rests on one number for how far skin springs back; the tissue pushed aside
/// elastically is not counted, nor pain, which has a law of its own (aci_withdrawal_pain), nor
/// several sessions, each of which wounds anew. It compares designs; it is no clinical score.
#ifndef ACICULA_STUDY_INVASIVENESS_H
#define ACICULA_STUDY_INVASIVENESS_H

#include "acicula/study/puncture.h"

/// V/A, m. `puncture` is that of a scenario with needling after aci_puncture_solve; NULL with
/// prescribed channels.
double aci_invasiveness_wound_volume(const aci_scenario *scenario, const aci_puncture *puncture);

/// I, m.
double aci_invasiveness_index(const aci_scenario *scenario, const aci_puncture *puncture);

#endif
