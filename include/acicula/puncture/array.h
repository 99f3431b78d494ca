/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Many needles at once: how they push the skin down together, and whether they puncture.
///
/// Forces on an elastic half-space add up: beside its own dimple F/k_loc, needle i sinks by
///   sum over j of F_j (1 - nu^2)/(pi E r_ij).
/// With equal loads on a square lattice of n x n needles at pitch p that is F (1 - nu^2)/(pi E p)
/// times a pure number, the lattice sum of p/r: at the centre of n = 5 13.82, at its corner 9.05;
/// about 3.5 n at the centre. The skin amid four needles has no dimple of its own and a sum that is
/// larger by up to 2.28 (n without limit). Three tests follow, each for another way of holding:
///   (i)   a hand shares its force: each needle gets F_total/N, which must reach F_p;
///   (ii)  a base plate travels with the needles: only the dimple relative to the skin amid them
///         counts, and it must stay below the needle's length;
///   (iii) the nozzle of a pen rests on the skin around: the whole dimple counts, and it must stay
///         below the travel.
/// A needle at the edge has a smaller sum, hence a stiffer bed: it punctures first. Over a rigid
/// base, or in the time a strike takes, pushes do not reach further than a range: the kernel is
/// then 1/r - 1/range, 0 beyond. SI units; no allocation; safe from every thread.
#ifndef ACICULA_PUNCTURE_ARRAY_H
#define ACICULA_PUNCTURE_ARRAY_H

#include <stdbool.h>

/// A square lattice of needles; `count` needles fill it row by row from one side.
typedef struct aci_array {
    int count;    ///< of needles, >= 1
    double pitch; ///< m, > 0
    double range; ///< m, > 0; INFINITY on a half-space
} aci_array;

/// Needles along a side of the smallest square that holds them all.
int aci_array_side(const aci_array *array);

/// Sum of p/r - p/range over the other needles, from needle `index`, >= 0.
double aci_array_sum(const aci_array *array, int index);

/// The same from the point (x, y) in pitches, needle (column, row) at (column, row); a needle at
/// the point itself is left out.
double aci_array_sum_at(const aci_array *array, double x, double y);

/// Index of the needle next to the middle: the softest bed.
int aci_array_centre(const aci_array *array);

/// By how much the sum at the middles of the cells beside the centre (the mean of the four, of 2 x
/// 2 needles the only one) exceeds the centre's, for a square of `side` >= 2 needles on a
/// half-space; `side` <= 0: without limit, 2.284722 = 4 zeta(1/2) beta(1/2) (sqrt 2 - 2).
double aci_array_excess(int side);

/// Order in which the needles puncture under equal travel: stiffest bed first. Stores indices in
/// order[count]; equal sums keep the order of their indices.
void aci_array_order(const aci_array *array, int *order);

/// (i) Whether a force shared by all needles reaches the puncture force of each.
bool aci_array_load_punctures(const aci_array *array, double force_total, double puncture_force);

/// (ii) Depth below which the skin goes down with needles and plate alike, m; INFINITY for one
/// needle. Seen from the plate it is a rigid base: a layer of depth h on one takes
/// 9 F/(8 pi E h) from the dimple of a half-space (indentation.h, h far larger than the contact),
/// the skin amid the needles takes excess (1 - nu^2) F/(pi E p) from it; both are the same for
///   h = 3 p/(2 excess),
/// 0.657 p without limit. Unlike the difference of two dimples it stays above 0 for crowded needles
/// and holds for layers of any stiffness.
double aci_array_shared_depth(const aci_array *array);

/// c of a lattice sum, m/N: sum (1 - nu^2)/(pi E p) with nu = 1/2.
double aci_array_compliance(double sum, double young_modulus, double pitch);

#endif
