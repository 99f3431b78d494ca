/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A smooth curve through points in time, and what follows from it.
///
/// Between two points it is the mean of the parabolas through these two and the point before or
/// behind them, weighted linearly (a cubic, with a continuous slope); beside a turn, or an end, the
/// one parabola there is; with no third point a straight line.
#ifndef ACICULA_STUDY_CURVE_H
#define ACICULA_STUDY_CURVE_H

#include <stdbool.h>

/// Borrows all. `turns` may be NULL: none.
typedef struct aci_curve {
    int count;          ///< >= 1
    const double *time; ///< increasing
    const double *value;
    const bool *turns; ///< the curve may have a kink there
} aci_curve;

/// Value in the interval [time[piece], time[piece + 1]].
double aci_curve_at(const aci_curve *curve, int piece, double time);

double aci_curve_integral(const aci_curve *curve);

/// Time spent above a level.
double aci_curve_above(const aci_curve *curve, double level);

/// The largest value, and when first.
double aci_curve_peak(const aci_curve *curve, double *time);

/// Every second point of each stretch between turns, the turns and the ends: for an estimate of
/// what lies between the points. Room for `count` is the caller's. Returns how many.
int aci_curve_thin(const aci_curve *curve, double *time, double *value, bool *turns);

#endif
