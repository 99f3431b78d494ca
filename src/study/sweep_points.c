/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweep_points.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/random.h"
#include "acicula/base/units.h"

enum { PURPOSE_ORDER = 0x5357u, PURPOSE_PLACE = 0x5358u };

static aci_status sample_sobol(aci_sweep *sweep)
{
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)sweep->key_count);
    if (sequence == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the sweep");
    }
    for (long n = 0; n < sweep->count; ++n) {
        gsl_qrng_get(sequence, sweep->unit + (size_t)n * (size_t)sweep->key_count);
    }
    gsl_qrng_free(sequence);
    return ACI_OK;
}

/* Shares in random order (Fisher and Yates), a random place in each. */
static aci_status sample_latin(aci_sweep *sweep)
{
    const size_t count = (size_t)sweep->count, keys = (size_t)sweep->key_count;
    size_t *order = malloc(count * sizeof *order);
    if (order == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the sweep");
    }
    for (size_t k = 0; k < keys; ++k) {
        aci_random shuffle = aci_random_start(sweep->seed, PURPOSE_ORDER, k);
        aci_random place = aci_random_start(sweep->seed, PURPOSE_PLACE, k);
        for (size_t n = 0; n < count; ++n) {
            size_t other = (size_t)(aci_random_uniform(&shuffle) * (double)(n + 1));
            order[n] = order[other];
            order[other] = n;
        }
        for (size_t n = 0; n < count; ++n) {
            sweep->unit[n * keys + k] =
                ((double)order[n] + aci_random_uniform(&place)) / (double)count;
        }
    }
    free(order);
    return ACI_OK;
}

aci_status aci_sweep_sample(aci_sweep *sweep)
{
    sweep->unit = calloc((size_t)sweep->count * (size_t)sweep->key_count + 1, sizeof(double));
    if (sweep->unit == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the sweep");
    }
    return sweep->design == ACI_SWEEP_SOBOL ? sample_sobol(sweep) : sample_latin(sweep);
}

/* Between the ends of a range; both are met exactly. */
static double between(const aci_sweep_key *key, double share)
{
    double value = key->is_log ? key->from * exp(share * log(key->to / key->from))
                               : key->from + share * (key->to - key->from);
    return share <= 0.0 ? key->from : share >= 1.0 ? key->to : value;
}

/* Place of a key in its list or range, of case `number`. */
static int index_of(const aci_sweep *sweep, long number, int key)
{
    if (sweep->design == ACI_SWEEP_ZIP) {
        return (int)number;
    }
    for (int k = sweep->key_count - 1; k > key; --k) {
        number /= sweep->keys[k].count;
    }
    return (int)(number % sweep->keys[key].count);
}

/* Place of a case in the range of a key, 0 to 1. */
static double share_of(const aci_sweep *sweep, long number, int k)
{
    const int last = sweep->keys[k].count - 1;
    if (sweep->unit != NULL) {
        return sweep->unit[(size_t)number * (size_t)sweep->key_count + (size_t)k];
    }
    return last == 0 ? 0.0 : (double)index_of(sweep, number, k) / last;
}

/* The ends are written exactly; values between them in twelve digits of the config's unit, so that
 * halfway from 100 to 400 /cm2 in logarithms is 200 /cm2. */
static aci_status write_range_value(const aci_sweep *sweep, long number, int k, char *text)
{
    const aci_sweep_key *key = &sweep->keys[k];
    const double share = share_of(sweep, number, k), value = between(key, share);
    double shown = value;
    bool is_end = value == key->from || value == key->to;
    if (is_end || key->variable.is_count) {
        return aci_variable_write(&key->variable, value, text);
    }
    ACI_TRY(aci_units_convert(value, key->variable.in_unit, &shown));
    bool is_pure = strcmp(key->variable.in_unit, "1") == 0;
    snprintf(text, ACI_UNITS_TEXT_SIZE, "%.12g%s%s", shown, is_pure ? "" : " ",
             is_pure ? "" : key->variable.in_unit);
    return ACI_OK;
}

static const char *list_text(const aci_sweep *sweep, long number, int k)
{
    const aci_sweep_key *key = &sweep->keys[k];
    int index;
    if (sweep->unit != NULL) {
        double share = sweep->unit[(size_t)number * (size_t)sweep->key_count + (size_t)k];
        index = (int)(share * key->count);
        index = index < key->count ? index : key->count - 1;
    } else {
        index = index_of(sweep, number, k);
    }
    return key->texts[index];
}

aci_status aci_sweep_assign(const aci_sweep *sweep, aci_case *out)
{
    out->count = sweep->key_count;
    for (int k = 0; k < sweep->key_count; ++k) {
        const aci_sweep_key *key = &sweep->keys[k];
        const char *text = out->room[k];
        if (key->texts != NULL) {
            text = list_text(sweep, out->number, k);
        } else {
            ACI_TRY(write_range_value(sweep, out->number, k, out->room[k]));
        }
        out->assignments[k] = (aci_assignment){key->variable.key, text};
    }
    return ACI_OK;
}

double aci_sweep_number(const aci_sweep *sweep, const aci_case *values, int key)
{
    double number = NAN;
    const aci_sweep_key *k = &sweep->keys[key];
    if (k->has_words || aci_units_read(values->assignments[key].value, k->variable.in_unit, &number,
                                       NULL) != ACI_OK) {
        return NAN;
    }
    return number;
}
