/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/array.h"

#include <gsl/gsl_math.h>
#include <math.h>

int aci_array_side(const aci_array *array)
{
    int side = (int)ceil(sqrt((double)array->count) - 1e-9);
    return side > 1 ? side : 1;
}

double aci_array_sum_at(const aci_array *array, double x, double y)
{
    int side = aci_array_side(array);
    double sum = 0.0;
    for (int j = 0; j < array->count; j++) {
        int row = j / side;
        double distance = hypot(j % side - x, row - y);
        if (distance > 0.0) {
            sum += fmax(0.0, 1.0 / distance - array->pitch / array->range);
        }
    }
    return sum;
}

double aci_array_sum(const aci_array *array, int index)
{
    int side = aci_array_side(array);
    int row = index / side;
    return aci_array_sum_at(array, index % side, row);
}

int aci_array_centre(const aci_array *array)
{
    int side = aci_array_side(array);
    int rows = (array->count + side - 1) / side;
    int index = rows / 2 * side + side / 2;
    return index < array->count ? index : array->count - 1;
}

/// Sum of 1/r over a square of needles, from a point in pitches; a needle at the point is left out.
static double square_sum(int side, double x, double y)
{
    double sum = 0.0;
    for (int k = 0; k < side * side; k++) {
        int row = k / side;
        double distance = hypot(k % side - x, row - y);
        sum += distance > 0.0 ? 1.0 / distance : 0.0;
    }
    return sum;
}

/// Excess of a square of needles: the cells beside its centre, those outside left out. In an even
/// square they differ, the centre being beside the middle; by symmetry two of them are alike.
static double square_excess(int side)
{
    int centre = side / 2;
    double before = centre - 0.5, after = centre + 0.5;
    double amid = square_sum(side, before, before);
    if (side % 2 == 0 && side > 2) {
        amid = 0.25 * amid + 0.5 * square_sum(side, before, after) +
               0.25 * square_sum(side, after, after);
    }
    return amid - square_sum(side, centre, centre);
}

double aci_array_excess(int side)
{
    /* both sums diverge alike; continued from sum 1/r^(2 s) = 4 zeta(s) beta(s) over the points and
       (2^s - 1) times that over the middles of the cells, their difference at s = 1/2 stays */
    static const double zeta_half = -1.4603545088095868;
    static const double beta_half = 0.6676914571896092;
    if (side <= 0) {
        double points = 4.0 * zeta_half * beta_half;
        return points * (M_SQRT2 - 1.0) - points;
    }
    return square_excess(side);
}

void aci_array_order(const aci_array *array, int *order)
{
    for (int i = 0; i < array->count; i++) {
        double sum = aci_array_sum(array, i);
        int k = i;
        while (k > 0 && aci_array_sum(array, order[k - 1]) > sum * (1.0 + 1e-12)) {
            order[k] = order[k - 1];
            k--;
        }
        order[k] = i;
    }
}

bool aci_array_load_punctures(const aci_array *array, double force_total, double puncture_force)
{
    return force_total >= array->count * puncture_force;
}

double aci_array_shared_depth(const aci_array *array)
{
    return array->count > 1 ? 1.5 * array->pitch / aci_array_excess(aci_array_side(array))
                            : INFINITY;
}

double aci_array_compliance(double sum, double young_modulus, double pitch)
{
    return sum * 0.75 / (M_PI * young_modulus * pitch);
}
