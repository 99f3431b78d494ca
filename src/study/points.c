/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "points.h"

#include <assert.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/random.h"

enum { BITS = 30 }; /* of a coordinate of GSL's sequence */
/* Keep these random numbers from those of others. */
static const uint32_t purpose = 0x706f696e, latin_purpose = 0x6c617469;

int aci_points_round(int count)
{
    const int replicates = ACI_POINTS_REPLICATES;
    return (count + replicates - 1) / replicates * replicates;
}

static void draw_shifts(int dimensions, uint64_t seed, int replicate, uint32_t *shifts)
{
    aci_random random = aci_random_start(seed, purpose, (uint64_t)replicate);
    for (int d = 0; d < dimensions; ++d) {
        shifts[d] = (uint32_t)ldexp(aci_random_uniform(&random), BITS);
    }
}

/* One replicate: GSL leaves the point 0 out. */
static void fill_replicate(gsl_qrng *sequence, int dimensions, int count, const uint32_t *shifts,
                           double *out)
{
    double point[ACI_POINTS_DIMENSIONS_MAX];
    memset(point, 0, sizeof point);
    gsl_qrng_init(sequence);
    for (int n = 0; n < count; ++n) {
        for (int d = 0; d < dimensions; ++d) {
            uint32_t digits = (uint32_t)ldexp(point[d], BITS) ^ shifts[d];
            out[n * dimensions + d] = ldexp(digits + 0.5, -BITS);
        }
        gsl_qrng_get(sequence, point);
    }
}

aci_status aci_points_fill(int dimensions, int count, uint64_t seed, double *out)
{
    assert(dimensions >= 1 && dimensions <= ACI_POINTS_DIMENSIONS_MAX);
    assert(count % ACI_POINTS_REPLICATES == 0);
    uint32_t shifts[ACI_POINTS_DIMENSIONS_MAX];
    int rows = count / ACI_POINTS_REPLICATES;
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
    if (sequence == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the points of a study");
    }
    for (int r = 0; r < ACI_POINTS_REPLICATES; ++r) {
        draw_shifts(dimensions, seed, r, shifts);
        fill_replicate(sequence, dimensions, rows, shifts,
                       out + (size_t)r * (size_t)rows * (size_t)dimensions);
    }
    gsl_qrng_free(sequence);
    return ACI_OK;
}

/* Fisher and Yates: every order is as likely. */
static void shuffle(aci_random *random, int count, int *order)
{
    for (int n = 0; n < count; ++n) {
        int other = (int)(aci_random_uniform(random) * (n + 1));
        order[n] = order[other];
        order[other] = n;
    }
}

aci_status aci_points_latin(int dimensions, int count, uint64_t seed, double *out)
{
    assert(count % ACI_POINTS_REPLICATES == 0);
    int rows = count / ACI_POINTS_REPLICATES;
    int *order = malloc(((size_t)rows + 1) * sizeof *order);
    if (order == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the points of a study");
    }
    for (int stream = 0; stream < ACI_POINTS_REPLICATES * dimensions; ++stream) {
        int first = stream / dimensions * rows, column = stream % dimensions;
        aci_random random = aci_random_start(seed, latin_purpose, (uint64_t)stream);
        shuffle(&random, rows, order);
        for (int n = 0; n < rows; ++n) {
            out[(size_t)(first + n) * (size_t)dimensions + (size_t)column] =
                (order[n] + aci_random_uniform(&random)) / rows;
        }
    }
    free(order);
    return ACI_OK;
}
