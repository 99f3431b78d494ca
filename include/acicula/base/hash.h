/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A short number for a long content: FNV-1a with 64 bits (Fowler, Noll, Vo; RFC 9923), the same on
/// every machine. Two different contents share it by chance once in some 1e19; it is no seal.
#ifndef ACICULA_BASE_HASH_H
#define ACICULA_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define ACI_HASH_START UINT64_C(0xcbf29ce484222325)

/// Goes on from `hash` over some bytes.
uint64_t aci_hash_bytes(uint64_t hash, const void *bytes, size_t size);

/// The same over a text and its end, so that "ab", "c" differs from "a", "bc".
uint64_t aci_hash_text(uint64_t hash, const char *text);

#endif
