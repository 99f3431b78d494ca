/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Faults that `make check-long` plants to see that its sanitizers tell of them; each assertion
/// holds.
#include <criterion/criterion.h>
#include <limits.h>
#include <stdlib.h>

/// volatile: the compiler must not see the faults and take them away.
static void *volatile kept;
static volatile int largest = INT_MAX;

Test(planted, leak)
{
    kept = malloc(77);
    cr_assert_not_null(kept);
    kept = NULL;
}

Test(planted, overrun)
{
    kept = calloc(8, 1);
    char *bytes = kept;
    cr_assert_not_null(bytes);
    bytes[8] = 1;
    cr_assert_eq(bytes[0], 0);
    free(bytes);
}

Test(planted, overflow)
{
    int next = largest + 1;
    cr_assert_neq(next, 0);
}
