/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/random.h"

#include <math.h>

static const double two_pi = 6.283185307179586;

static void round_once(uint32_t x[4], const uint32_t key[2])
{
    uint64_t first = UINT64_C(0xD2511F53) * x[0];
    uint64_t second = UINT64_C(0xCD9E8D57) * x[2];
    uint32_t y0 = (uint32_t)(second >> 32) ^ x[1] ^ key[0];
    uint32_t y2 = (uint32_t)(first >> 32) ^ x[3] ^ key[1];
    x[1] = (uint32_t)second;
    x[3] = (uint32_t)first;
    x[0] = y0;
    x[2] = y2;
}

void aci_random_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t step[2] = {key[0], key[1]};
    for (int i = 0; i < 4; i++) {
        out[i] = counter[i];
    }
    for (int i = 0; i < 10; i++) {
        round_once(out, step);
        step[0] += UINT32_C(0x9E3779B9);
        step[1] += UINT32_C(0xBB67AE85);
    }
}

aci_random aci_random_start(uint64_t seed, uint32_t purpose, uint64_t stream)
{
    return (aci_random){.seed = seed, .stream = stream, .purpose = purpose};
}

/* 52 bits and a half: the middle of its interval, so that 0 and 1 are out of reach. */
static double to_double(uint32_t high, uint32_t low)
{
    uint64_t bits = ((uint64_t)high << 32 | low) >> 12;
    return ((double)bits + 0.5) * 0x1p-52;
}

double aci_random_uniform(aci_random *random)
{
    if (random->uniform > 0.0) {
        double value = random->uniform;
        random->uniform = 0.0;
        return value;
    }
    uint32_t counter[4] = {random->block++, random->purpose, (uint32_t)random->stream,
                           (uint32_t)(random->stream >> 32)};
    uint32_t key[2] = {(uint32_t)random->seed, (uint32_t)(random->seed >> 32)};
    uint32_t out[4];
    aci_random_block(counter, key, out);
    random->uniform = to_double(out[2], out[3]);
    return to_double(out[0], out[1]);
}

double aci_random_normal(aci_random *random)
{
    if (random->normal_count > 0) {
        random->normal_count = 0;
        return random->normal;
    }
    double size = sqrt(-2.0 * log(aci_random_uniform(random)));
    double angle = two_pi * aci_random_uniform(random);
    random->normal = size * sin(angle);
    random->normal_count = 1;
    return size * cos(angle);
}

double aci_random_factor(double variation, double normal)
{
    double variance = log1p(variation * variation);
    return exp(sqrt(variance) * normal - 0.5 * variance);
}
