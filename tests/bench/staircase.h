/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The discrete systems of the benchmark, for this program and for those it is compared with:
/// B2, a quarter of a square cell with one conical channel, and B3, a patch with many tilted ones,
/// both under a film that holds u = 1 at the beginning. Cells are cell-centred; each has the
/// material at its centre, a face the resistances of its two half cells in series.
///
/// Lengths in um, diffusivities in um2/s, so that no number of a peer is far from 1.
#ifndef ACICULA_TESTS_BENCH_STAIRCASE_H
#define ACICULA_TESTS_BENCH_STAIRCASE_H

#include <stdbool.h>

enum { STAIRCASE_MATERIALS = 5, STAIRCASE_TIMES = 7 };

typedef enum material { HORNY, EPIDERMIS, DERMIS, CHANNEL, FILM } material;

extern const double staircase_diffusivity[STAIRCASE_MATERIALS];
extern const double staircase_clearance[STAIRCASE_MATERIALS]; ///< 1/s
extern const double staircase_hours[STAIRCASE_TIMES];

/// A truncated cone from its mouth at z = 0 along a unit axis.
typedef struct tract {
    double x, y, length, mouth, bottom, axis[3];
} tract;

typedef struct staircase {
    int cells[3];
    double side; ///< of the square footprint
    double *edges[3];
    unsigned char *material; ///< [cells], x fastest
} staircase;

/// Edges and materials of "G0" (64 x 64 x 96), "G1" and "G2" (every cell halved each time) or "B3".
/// B3 reads the tracts from a file. False, with words on standard error, when that fails.
bool staircase_create(const char *name, const char *tracts_path, staircase *out);
void staircase_destroy(staircase *grid);

long staircase_size(const staircase *grid);
double staircase_width(const staircase *grid, int axis, int index);

/// Conductance, um3/s, of the face between a cell and the next along an axis; over the last face
/// along z, to a held zero, over the other outer faces nothing.
double staircase_conductance(const staircase *grid, int axis, const int cell[3]);

/// What a cell is made of, and its volume, um3.
material staircase_material(const staircase *grid, int i, int j, int k);
double staircase_volume(const staircase *grid, int i, int j, int k);

#endif
