/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map_raster.h"

#include <math.h>
#include <stdlib.h>

static int below(const double *places, int count, double at)
{
    int n = 0;
    while (n + 2 < count && places[n + 1] <= at) {
        n++;
    }
    return n;
}

double aci_map_raster_between(const aci_map_lattice *lattice, const double *values, bool is_log,
                              double x, double y)
{
    int i = below(lattice->across, lattice->columns, x), k = below(lattice->up, lattice->rows, y);
    double a = (x - lattice->across[i]) / (lattice->across[i + 1] - lattice->across[i]);
    double b = (y - lattice->up[k]) / (lattice->up[k + 1] - lattice->up[k]);
    double sum = 0.0;
    for (int n = 0; n < 4; n++) {
        double value = values[i + n % 2 + lattice->columns * (k + n / 2)];
        double weight = (n % 2 ? a : 1.0 - a) * (n / 2 ? b : 1.0 - b);
        sum += weight * (is_log ? log(value) : value);
    }
    return is_log ? exp(sum) : sum;
}

static aci_square square_at(const aci_raster *raster, int i, int k)
{
    static const int right[4] = {0, 1, 1, 0}, up[4] = {0, 0, 1, 1};
    aci_square square;
    for (int n = 0; n < 4; n++) {
        square.x[n] = (double)(i + right[n]) / (raster->width - 1);
        square.z[n] = (double)(k + up[n]) / (raster->height - 1);
        square.value[n] = raster->pixels[i + right[n] + raster->width * (k + up[n])];
    }
    return square;
}

static bool is_whole(const aci_square *square)
{
    double sum = square->value[0] + square->value[1] + square->value[2] + square->value[3];
    return !isnan(sum);
}

aci_status aci_map_raster_line(const aci_raster *raster, double level, aci_segment **segments,
                               int *count)
{
    *count = 0;
    *segments = malloc(2 * (size_t)raster->width * (size_t)raster->height * sizeof **segments);
    if (*segments == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for the lines of a map");
    }
    for (int k = 0; k + 1 < raster->height; k++) {
        for (int i = 0; i + 1 < raster->width; i++) {
            aci_square square = square_at(raster, i, k);
            *count += is_whole(&square) ? aci_image_cross(&square, level, *segments + *count) : 0;
        }
    }
    return ACI_OK;
}
