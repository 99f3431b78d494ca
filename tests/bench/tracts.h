/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Channels into whole cells. Only the cells of a tract's bounding box are looked at, so the time
/// grows with the cells that channels fill and not with cells times tracts.
#ifndef ACICULA_TESTS_BENCH_TRACTS_H
#define ACICULA_TESTS_BENCH_TRACTS_H

#include "staircase.h"

/// Makes CHANNEL of every cell below the surface whose centre lies in the tract.
void tracts_carve(const tract *t, staircase *grid);

/// The same for all tracts of a file with the columns x_um, y_um, length_um, mouth_radius_um,
/// bottom_radius_um, tilt_deg, azimuth_deg. False, with words on standard error, when it fails.
bool tracts_carve_file(const char *path, staircase *grid);

#endif
