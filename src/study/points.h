/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Points that fill the unit cube evenly: those of Sobol (GSL: Antonov and Saleev 1979,
/// 10.1016/0041-5553(79)90085-5), in replicates that are each shifted at random.
///
/// A replicate is the sequence from its first point, 0, on. The shift adds a random number to the
/// binary digits of each coordinate without carrying, so that a replicate fills boxes as evenly as
/// the sequence does while each of its points is uniform in the cube: replicates differ by chance
/// alone, which is what their spread is used for (Owen 1995 has it for nets; Cranley and Patterson
/// 1976, 10.1137/0713071, for shifts).
#ifndef ACICULA_STUDY_POINTS_H
#define ACICULA_STUDY_POINTS_H

#include <stdint.h>

#include "acicula/base/status.h"

enum {
    ACI_POINTS_REPLICATES = 8,
    ACI_POINTS_DIMENSIONS_MAX = 40, ///< that GSL's sequence has
};

/// The least multiple of the number of replicates that is not below `count`.
int aci_points_round(int count);

/// Fills out[count][dimensions], strictly within 0 and 1; count a multiple of the replicates.
/// Replicate r is rows r count / 8 and on. The same for the same seed, on every machine.
ACI_MUST_CHECK aci_status aci_points_fill(int dimensions, int count, uint64_t seed, double *out);

/// The same as Latin hypercubes, one a replicate: of every coordinate one value in each of the
/// replicate's equal slices, at random in it and in random order (McKay, Beckman and Conover 1979,
/// 10.1080/00401706.1979.10489755). Any number of dimensions.
ACI_MUST_CHECK aci_status aci_points_latin(int dimensions, int count, uint64_t seed, double *out);

#endif
