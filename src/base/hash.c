/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/hash.h"

#include <string.h>

uint64_t aci_hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t n = 0; n < size; ++n) {
        hash = (hash ^ at[n]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

uint64_t aci_hash_text(uint64_t hash, const char *text)
{
    return aci_hash_bytes(hash, text, strlen(text) + 1);
}
