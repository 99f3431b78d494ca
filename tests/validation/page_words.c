/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_SIZE = 32 };

const char *page_verdict(validation_verdict verdict)
{
    static const char *const verdicts[] = {
        [VALIDATION_PASS] = "pass",
        [VALIDATION_FAIL] = "**fail**",
        [VALIDATION_NOT_COMPARABLE] = "not comparable",
    };
    return verdicts[verdict];
}

const char *page_source(validation_source source)
{
    static const char *const sources[] = {
        [VALIDATION_READ] = "read",
        [VALIDATION_MEMORY] = "memory",
        [VALIDATION_SECOND_HAND] = "second hand",
        [VALIDATION_OURS] = "our threshold",
    };
    return sources[source];
}

static void format_number(double value, char text[NUMBER_SIZE])
{
    snprintf(text, NUMBER_SIZE, fabs(value) >= 1000.0 ? "%.0f" : "%.3g", value);
}

void page_range(validation_range range, const char *unit, char text[PAGE_RANGE_SIZE])
{
    char low[NUMBER_SIZE], high[NUMBER_SIZE];
    const char *space = unit[0] != '\0' ? " " : "";
    format_number(range.least, low);
    format_number(range.largest, high);
    if (isinf(range.least)) {
        snprintf(text, PAGE_RANGE_SIZE, "at most %s%s%s", high, space, unit);
    } else if (isinf(range.largest)) {
        snprintf(text, PAGE_RANGE_SIZE, "at least %s%s%s", low, space, unit);
    } else if (strcmp(low, high) == 0) {
        snprintf(text, PAGE_RANGE_SIZE, "%s%s%s", low, space, unit);
    } else {
        snprintf(text, PAGE_RANGE_SIZE, "%s to %s%s%s", low, high, space, unit);
    }
}
