/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Fuzz target: the first byte chooses the unit that is expected, the rest is read as a quantity
/// and as a unit. Nothing may crash; refusals have a place and a message, and what is read is
/// finite and goes round exactly.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const expected[] = {"um", "1", "kg/m3", "mg/cm2", "h", "m2/s", "1/s", "deg"};

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_round(double value, const char *unit)
{
    char written[ACI_UNITS_TEXT_SIZE];
    double back = 0.0;
    require(aci_units_write(value, unit, written) == ACI_OK);
    require(aci_units_read(written, unit, &back, NULL) == ACI_OK && back == value);
}

static void check_quantity(const char *text, const char *unit)
{
    double value = 0.0;
    int column = 0;
    if (aci_units_read(text, unit, &value, &column) == ACI_OK) {
        require(isfinite(value));
        check_round(value, unit);
        return;
    }
    require(column >= 0 && (size_t)column <= strlen(text) && aci_status_message()[0] != '\0');
}

/// A unit fits itself, and one that fits the expected one expresses the same quantities.
static void check_unit(const char *text, const char *unit)
{
    aci_dimension dimension;
    double value = 0.0;
    bool is_unit = aci_units_dimension(text, &dimension) == ACI_OK;
    require(is_unit == aci_units_match(text, text));
    if (aci_units_match(text, unit)) {
        require(is_unit);
        require(aci_units_convert(1.5, text, &value) != ACI_OK || isfinite(value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const char *unit = expected[data[0] % (sizeof expected / sizeof expected[0])];
    char *text = malloc(size);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    check_quantity(text, unit);
    check_unit(text, unit);
    free(text);
    return 0;
}
