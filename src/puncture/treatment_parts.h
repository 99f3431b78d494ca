/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the files of the treatment share.
#ifndef ACICULA_SRC_PUNCTURE_TREATMENT_PARTS_H
#define ACICULA_SRC_PUNCTURE_TREATMENT_PARTS_H

#include "acicula/puncture/treatment.h"
#include "places.h"

/// The streams of random numbers of one seed.
typedef enum aci_treatment_stream {
    ACI_STREAM_PASS = 1, ///< one per pass: where it begins, how the head is turned
    ACI_STREAM_OPERATOR, ///< one per pass: force and speed
    ACI_STREAM_BEAT,     ///< one per beat: force and speed
    ACI_STREAM_NEEDLE,   ///< one per needle: travel
    ACI_STREAM_PLACE,    ///< one per node of the field: thickness, modulus, toughness
    ACI_STREAM_STRIKE,   ///< one per strike: thickness, modulus, toughness
    ACI_STREAM_MISSING,  ///< one per needle: whether it is whole
} aci_treatment_stream;

/// Refuses an impossible plan.
ACI_MUST_CHECK aci_status aci_treatment_check_plan(const aci_treatment_plan *plan);

/// The factors of a strike at (x, y).
aci_insertion_variation aci_treatment_vary(const aci_treatment_plan *plan, const aci_strike *strike,
                                           int number, int beat);

/// Whether a needle of the head makes no channel.
bool aci_treatment_is_missing(const aci_treatment *treatment, int needle);

/// A coordinate brought back into [0, side).
double aci_treatment_wrap(double coordinate, double side);

/// An angle brought into [0, 2 pi).
double aci_treatment_angle(double angle);

/// Whether a strike left a channel of its own; whether it punctured at all.
bool aci_treatment_has_channel(const aci_channel *channel);
bool aci_treatment_is_puncture(const aci_channel *channel);

/// Mouths of the channels in the order of the strikes, [count] each, with the strikes' numbers and
/// the sorted places. Freed by the caller with aci_treatment_drop_mouths.
typedef struct aci_mouths {
    int count;
    int *strike;
    double *radius;
    double largest;
    aci_places places;
} aci_mouths;

ACI_MUST_CHECK aci_status aci_treatment_mouths(const aci_treatment *treatment, aci_mouths *out);
void aci_treatment_drop_mouths(aci_mouths *mouths);

/// A strike and the depth by which it is put in order.
typedef struct aci_ranked {
    double depth;
    int strike;
} aci_ranked;

/// The strikes that are `wanted`, by rising depth, equal ones by rising number. `*out` is allocated
/// and freed by the caller.
ACI_MUST_CHECK aci_status aci_treatment_rank(const aci_treatment *treatment,
                                             bool (*wanted)(const aci_channel *),
                                             double (*depth)(const aci_channel *), aci_ranked **out,
                                             int *count);

#endif
