/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "surrogate.h"

#include <float.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "optimise_parts.h"

/* A spread beyond this is better met by the logarithm: an amount against depth goes like one. */
#define LOGARITHM_BEYOND 8.0
/* Diagonal entries of the factors below this share of the largest: the places lie in a plane. */
#define SINGULAR 1e-14

struct aci_surrogate {
    int variables, outputs, count;
    double centre[ACI_OPTIMISE_VARIABLES_MAX], scale;
    double *places;       ///< [count][variables], about the centre, in units of the scale
    double *coefficients; ///< [count + 1 + variables][outputs]
    bool is_log[ACI_OPTIMISE_OUTPUTS_MAX];
    double span[ACI_OPTIMISE_OUTPUTS_MAX];
};

static double cube_of_distance(int variables, const double *a, const double *b)
{
    double sum = 0.0;
    for (int k = 0; k < variables; k++) {
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum * sqrt(sum);
}

/* Distances of about 1 keep the matrix well scaled however small the cloud of points is. */
static void set_places(aci_surrogate *s, const double *places)
{
    double least[ACI_OPTIMISE_VARIABLES_MAX], most[ACI_OPTIMISE_VARIABLES_MAX];
    s->scale = 0.0;
    for (int k = 0; k < s->variables; k++) {
        least[k] = most[k] = places[k];
        for (int n = 1; n < s->count; n++) {
            least[k] = fmin(least[k], places[n * s->variables + k]);
            most[k] = fmax(most[k], places[n * s->variables + k]);
        }
        s->centre[k] = 0.5 * (least[k] + most[k]);
        s->scale = fmax(s->scale, most[k] - least[k]);
    }
    s->scale = s->scale > 0.0 ? s->scale : 1.0;
    for (int n = 0; n < s->count * s->variables; n++) {
        s->places[n] = (places[n] - s->centre[n % s->variables]) / s->scale;
    }
}

static void set_outputs(aci_surrogate *s, const double *values)
{
    for (int m = 0; m < s->outputs; m++) {
        double least = values[m], most = values[m];
        for (int n = 1; n < s->count; n++) {
            least = fmin(least, values[n * s->outputs + m]);
            most = fmax(most, values[n * s->outputs + m]);
        }
        s->is_log[m] = least > 0.0 && most > LOGARITHM_BEYOND * least;
        double span = s->is_log[m] ? log(most / least) : most - least;
        s->span[m] = span > 0.0 ? span : 1.0;
    }
}

static void fill_matrix(const aci_surrogate *s, gsl_matrix *matrix)
{
    gsl_matrix_set_zero(matrix);
    for (int n = 0; n < s->count; n++) {
        const double *place = s->places + n * s->variables;
        size_t row = (size_t)n, tail = (size_t)s->count;
        for (int i = 0; i < n; i++) {
            double cube = cube_of_distance(s->variables, place, s->places + i * s->variables);
            gsl_matrix_set(matrix, row, (size_t)i, cube);
            gsl_matrix_set(matrix, (size_t)i, row, cube);
        }
        gsl_matrix_set(matrix, row, tail, 1.0);
        gsl_matrix_set(matrix, tail, row, 1.0);
        for (int k = 0; k < s->variables; k++) {
            gsl_matrix_set(matrix, row, tail + 1 + (size_t)k, place[k]);
            gsl_matrix_set(matrix, tail + 1 + (size_t)k, row, place[k]);
        }
    }
}

static bool is_singular(const gsl_matrix *factors)
{
    double least = INFINITY, most = 0.0;
    for (size_t n = 0; n < factors->size1; n++) {
        double entry = fabs(gsl_matrix_get(factors, n, n));
        least = fmin(least, entry);
        most = fmax(most, entry);
    }
    return !(least > SINGULAR * most);
}

static void solve_outputs(aci_surrogate *s, const double *values, const gsl_matrix *factors,
                          const gsl_permutation *order, gsl_vector *x)
{
    for (int m = 0; m < s->outputs; m++) {
        gsl_vector_set_zero(x);
        for (int n = 0; n < s->count; n++) {
            double value = values[n * s->outputs + m];
            gsl_vector_set(x, (size_t)n, aci_surrogate_level(s, m, value));
        }
        gsl_linalg_LU_svx(factors, order, x);
        for (size_t n = 0; n < x->size; n++) {
            s->coefficients[n * (size_t)s->outputs + (size_t)m] = gsl_vector_get(x, n);
        }
    }
}

static aci_status fit(aci_surrogate *s, const double *values)
{
    size_t size = (size_t)s->count + 1 + (size_t)s->variables;
    gsl_matrix *matrix = gsl_matrix_alloc(size, size);
    gsl_permutation *order = gsl_permutation_alloc(size);
    gsl_vector *x = gsl_vector_alloc(size);
    aci_status status = ACI_OK;
    int sign;
    if (matrix == NULL || order == NULL || x == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a response surface");
    } else {
        fill_matrix(s, matrix);
        gsl_linalg_LU_decomp(matrix, order, &sign);
        if (is_singular(matrix)) {
            status = ACI_FAIL(ACI_NUMERICAL, "the points of a response surface lie in a plane");
        } else {
            solve_outputs(s, values, matrix, order, x);
        }
    }
    gsl_matrix_free(matrix);
    gsl_permutation_free(order);
    gsl_vector_free(x);
    return status;
}

aci_status aci_surrogate_create(int variables, int outputs, int count, const double *places,
                                const double *values, aci_surrogate **out)
{
    *out = NULL;
    if (count < variables + 1) {
        return ACI_FAIL(ACI_NUMERICAL, "%d points are too few for a response surface", count);
    }
    aci_surrogate *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a response surface");
    }
    s->variables = variables;
    s->outputs = outputs;
    s->count = count;
    s->places = malloc((size_t)count * (size_t)variables * sizeof *s->places);
    s->coefficients =
        malloc(((size_t)count + 1 + (size_t)variables) * (size_t)outputs * sizeof *s->coefficients);
    aci_status status;
    if (s->places == NULL || s->coefficients == NULL) {
        status = ACI_FAIL(ACI_FILE, "out of memory for a response surface");
    } else {
        set_places(s, places);
        set_outputs(s, values);
        status = fit(s, values);
    }
    *out = s;
    if (status != ACI_OK) {
        aci_surrogate_destroy(out);
    }
    return status;
}

void aci_surrogate_destroy(aci_surrogate **surrogate)
{
    if (*surrogate != NULL) {
        free((*surrogate)->places);
        free((*surrogate)->coefficients);
    }
    free(*surrogate);
    *surrogate = NULL;
}

static void add_row(const aci_surrogate *s, int row, double factor, double *values)
{
    const double *coefficients = s->coefficients + row * s->outputs;
    for (int m = 0; m < s->outputs; m++) {
        values[m] += factor * coefficients[m];
    }
}

void aci_surrogate_levels(const aci_surrogate *s, const double *place, double *levels)
{
    double x[ACI_OPTIMISE_VARIABLES_MAX];
    memset(levels, 0, (size_t)s->outputs * sizeof *levels);
    add_row(s, s->count, 1.0, levels);
    for (int k = 0; k < s->variables; k++) {
        x[k] = (place[k] - s->centre[k]) / s->scale;
        add_row(s, s->count + 1 + k, x[k], levels);
    }
    for (int n = 0; n < s->count; n++) {
        add_row(s, n, cube_of_distance(s->variables, x, s->places + n * s->variables), levels);
    }
}

void aci_surrogate_values(const aci_surrogate *s, const double *place, double *values)
{
    aci_surrogate_levels(s, place, values);
    for (int m = 0; m < s->outputs; m++) {
        values[m] = s->is_log[m] ? exp(values[m]) : values[m];
    }
}

double aci_surrogate_level(const aci_surrogate *surrogate, int output, double value)
{
    return surrogate->is_log[output] ? log(fmax(value, DBL_MIN)) : value;
}

double aci_surrogate_span(const aci_surrogate *surrogate, int output)
{
    return surrogate->span[output];
}

void aci_surrogate_slopes(const aci_surrogate *s, const double *place, double step, double *slopes)
{
    double up[ACI_OPTIMISE_OUTPUTS_MAX], down[ACI_OPTIMISE_OUTPUTS_MAX];
    for (int k = 0; k < s->variables; k++) {
        double x[ACI_OPTIMISE_VARIABLES_MAX];
        double least = fmax(0.0, place[k] - step), most = fmin(1.0, place[k] + step);
        memcpy(x, place, (size_t)s->variables * sizeof *x);
        x[k] = most;
        aci_surrogate_values(s, x, up);
        x[k] = least;
        aci_surrogate_values(s, x, down);
        for (int m = 0; m < s->outputs; m++) {
            slopes[k * s->outputs + m] = (up[m] - down[m]) / (most - least);
        }
    }
}
