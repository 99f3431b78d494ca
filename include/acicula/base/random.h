/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Random numbers that know their place: number n of a stream is a function of (seed, purpose,
/// stream, n) and of nothing else, so that any of them can be drawn alone, in any order, on any
/// thread.
///
/// The generator is Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011, 10.1145/2063384.2063405):
/// ten rounds of multiplication over a 128-bit counter under a 64-bit key. The key is the seed; the
/// counter is {block of the stream, purpose, stream low, stream high}. Each block gives two
/// doubles. The bits are the same on every machine; aci_random_normal goes through log and cos of
/// the C library and shares their last digit.
#ifndef ACICULA_BASE_RANDOM_H
#define ACICULA_BASE_RANDOM_H

#include <stdint.h>

/// A place in a stream; a plain value.
typedef struct aci_random {
    uint64_t seed, stream;
    uint32_t purpose, block;
    double uniform; ///< the second double of the last block, 0 when it is used up
    double normal;  ///< the second normal of the last pair
    int normal_count;
} aci_random;

/// The start of a stream. `purpose` keeps streams of the same number apart.
aci_random aci_random_start(uint64_t seed, uint32_t purpose, uint64_t stream);

/// The next number, even in (0, 1); neither end is ever met.
double aci_random_uniform(aci_random *random);

/// The next number of the normal distribution with mean 0 and variance 1 (Box and Muller 1958,
/// 10.1214/aoms/1177706645); |value| < 8.6.
double aci_random_normal(aci_random *random);

/// A factor of mean 1 and coefficient of variation `variation` >= 0 whose logarithm is normal:
///   exp(s normal - s^2 / 2),  s^2 = log(1 + variation^2);  exactly 1 for variation 0.
double aci_random_factor(double variation, double normal);

/// One block of the generator.
void aci_random_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

#endif
