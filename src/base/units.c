/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "units_symbols.h"

enum { NUMBER_SIZE = 160, PLAIN_SIZE = 192, DIGITS_MAX = 120, EXPONENT_CLAMP = 100000 };

/// Where reading stands; after a failure, the place it is about.
typedef struct reader {
    const char *at;
} reader;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(reader *in)
{
    while (*in->at == ' ' || *in->at == '\t') {
        in->at++;
    }
}

/* One character for a message: a whole code point, or its code when it cannot be shown. */
static aci_status unexpected(const reader *in, const char *allowed)
{
    unsigned char first = (unsigned char)*in->at;
    int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first < 0x20 || first == 0x7f) {
        return ACI_FAIL(ACI_BAD_INPUT, "unexpected control character, %s", allowed);
    }
    return ACI_FAIL(ACI_BAD_INPUT, "unexpected character '%.*s', %s", length, in->at, allowed);
}

/// A decimal number as digits and a power of ten that can still be moved.
typedef struct decimal {
    char digits[NUMBER_SIZE]; ///< sign, digits, point
    long exponent;
    bool is_zero;
} decimal;

static aci_status read_exponent(reader *in, long *exponent)
{
    const char *at = in->at + 1;
    bool negative = *at == '-';
    if (*at == '-' || *at == '+') {
        at++;
    }
    if (!is_digit(*at)) {
        return ACI_OK; /* no exponent: the letter begins a unit */
    }
    for (; is_digit(*at); at++) {
        *exponent = *exponent < EXPONENT_CLAMP ? 10 * *exponent + (*at - '0') : *exponent;
    }
    *exponent = negative ? -*exponent : *exponent;
    in->at = at;
    return ACI_OK;
}

static aci_status read_decimal(reader *in, decimal *out)
{
    const char *start = in->at;
    const char *at = start + (*start == '-' || *start == '+');
    int digits = 0, points = 0;
    *out = (decimal){.is_zero = true};
    for (; is_digit(*at) || (*at == '.' && points == 0); at++) {
        points += *at == '.';
        digits += *at != '.';
        out->is_zero = out->is_zero && (*at == '.' || *at == '0');
    }
    if (digits == 0) {
        return ACI_FAIL(ACI_BAD_INPUT, "a number is missing, expected one such as 1.5 or 2e-3");
    }
    if (at - start > DIGITS_MAX) {
        return ACI_FAIL(ACI_BAD_INPUT, "a number of more than %d digits", DIGITS_MAX);
    }
    memcpy(out->digits, start, (size_t)(at - start));
    in->at = at;
    if (*at == ',') {
        return ACI_FAIL(ACI_BAD_INPUT, "unexpected character ',', the decimal sign is a point");
    }
    return *at == 'e' || *at == 'E' ? read_exponent(in, &out->exponent) : ACI_OK;
}

static double decimal_value(const decimal *number, int shift)
{
    char text[NUMBER_SIZE + 32];
    snprintf(text, sizeof text, "%se%ld", number->digits, number->exponent + shift);
    return strtod(text, NULL);
}

/* A single digit is enough for any unit of physics; more is a slip. */
static aci_status read_power(reader *in, int *power)
{
    const char *start = in->at;
    bool marked = *in->at == '^', negative = false, raised = false;
    int length = 0, sign = aci_units_superscript(in->at, &length);
    in->at += marked;
    if (!marked && sign == 10) {
        negative = raised = true;
        in->at += length;
        sign = aci_units_superscript(in->at, &length);
    } else if (*in->at == '-' || (marked && *in->at == '+')) {
        negative = *in->at == '-';
        marked = true;
        in->at++;
    }
    if (!marked && sign >= 0 && sign < 10) {
        *power = sign;
        in->at += length;
    } else if (!raised && is_digit(*in->at)) {
        *power = *in->at++ - '0';
    } else if (in->at == start) {
        *power = 1;
        return ACI_OK;
    } else {
        return ACI_FAIL(ACI_BAD_INPUT, "a power is missing, expected a digit");
    }
    if (*power == 0 || is_digit(*in->at)) {
        in->at = start;
        return ACI_FAIL(ACI_BAD_INPUT, "a power out of range, allowed are -9 to 9 without 0");
    }
    *power = negative ? -*power : *power;
    return ACI_OK;
}

static void multiply(aci_unit *unit, const aci_unit *factor, int power)
{
    unit->decimal += power * factor->decimal;
    for (int i = 0; i < abs(power); i++) {
        unit->numerator *= power > 0 ? factor->numerator : factor->denominator;
        unit->denominator *= power > 0 ? factor->denominator : factor->numerator;
    }
    for (int i = 0; i < ACI_BASE_UNITS; i++) {
        unit->dimension.exponent[i] += power * factor->dimension.exponent[i];
    }
}

static aci_status read_factor(reader *in, bool divide, aci_unit *unit)
{
    size_t length = aci_units_symbol_length(in->at);
    aci_unit factor;
    int power = 0;
    if (*in->at == '1' && !is_digit(in->at[1]) && !divide) {
        in->at++;
        return ACI_OK;
    }
    if (length == 0) {
        return *in->at == '\0' ? ACI_FAIL(ACI_BAD_INPUT, "a unit is missing at the end")
                               : unexpected(in, "expected a unit");
    }
    if (!aci_units_symbol(in->at, length, &factor)) {
        const char *near = aci_units_near(in->at, length);
        return ACI_FAIL(ACI_BAD_INPUT, "unknown unit '%.*s'%s%s%s",
                        (int)(length < 40 ? length : 40), in->at, near ? ", did you mean '" : "",
                        near ? near : "", near ? "'?" : "");
    }
    in->at += length;
    ACI_TRY(read_power(in, &power));
    multiply(unit, &factor, divide ? -power : power);
    return ACI_OK;
}

/* Consumes what stands between two factors; `more` is false at the end of the text. */
static aci_status read_operator(reader *in, bool *divide, bool *more)
{
    const char *start = in->at;
    skip_blanks(in);
    *divide = *in->at == '/';
    *more = *in->at != '\0';
    if (*in->at == '/' || *in->at == '*' || *in->at == '.') {
        in->at++;
    } else if (strncmp(in->at, "·", 2) == 0) {
        in->at += 2;
    } else if (*more && in->at == start) {
        return unexpected(in, "expected a unit, '/', '*' or the end");
    }
    skip_blanks(in);
    return ACI_OK;
}

static aci_status read_unit(reader *in, aci_unit *unit)
{
    bool divide = *in->at == '/', more = true;
    *unit = (aci_unit){.numerator = 1.0, .denominator = 1.0};
    if (divide) {
        in->at++;
        skip_blanks(in);
    }
    while (more) {
        ACI_TRY(read_factor(in, divide, unit));
        ACI_TRY(read_operator(in, &divide, &more));
    }
    if (!(unit->numerator < 1e100 && unit->denominator < 1e100)) {
        return ACI_FAIL(ACI_BAD_INPUT, "a unit out of range");
    }
    return ACI_OK;
}

static aci_status read_unit_text(const char *text, aci_unit *unit)
{
    reader in = {aci_units_zero(text) > 0.0 ? "K" : text};
    if (text[0] == '\0' || strcmp(text, "1") == 0) {
        *unit = (aci_unit){.numerator = 1.0, .denominator = 1.0};
        return ACI_OK;
    }
    return read_unit(&in, unit);
}

static bool is_same(const aci_dimension *a, const aci_dimension *b)
{
    return memcmp(a->exponent, b->exponent, sizeof a->exponent) == 0;
}

/* The unit that follows a number, held against the one expected. */
static aci_status read_expected(reader *in, const char *expected, aci_unit *unit)
{
    static const aci_dimension pure = {{0}};
    aci_unit target;
    const char *start = in->at;
    ACI_TRY(read_unit_text(expected, &target));
    bool is_pure = is_same(&target.dimension, &pure);
    if (*start == '\0') {
        *unit = (aci_unit){.numerator = 1.0, .denominator = 1.0};
        return is_pure ? ACI_OK
                       : ACI_FAIL(ACI_BAD_INPUT, "a unit is missing, for example %s", expected);
    }
    ACI_TRY(read_unit(in, unit));
    in->at = start;
    if (is_pure && strcmp(start, "%") != 0) {
        return ACI_FAIL(ACI_BAD_INPUT, "a pure number: no unit allowed but %%");
    }
    if (!is_same(&unit->dimension, &target.dimension)) {
        return strcmp(expected, "kg/m3") == 0
                   ? ACI_FAIL(ACI_BAD_INPUT, "wrong dimension, expected a concentration such as "
                                             "20 kg/m3 or 20 mg/mL")
                   : ACI_FAIL(ACI_BAD_INPUT, "wrong dimension, expected a unit such as %s",
                              expected);
    }
    return ACI_OK;
}

static aci_status read_quantity(reader *in, const char *expected, double *value)
{
    decimal number;
    aci_unit unit;
    skip_blanks(in);
    const char *start = in->at;
    ACI_TRY(read_decimal(in, &number));
    skip_blanks(in);
    if (aci_units_read_celsius(expected, in->at, decimal_value(&number, 0), value)) {
        return ACI_OK;
    }
    ACI_TRY(read_expected(in, expected, &unit));
    in->at = start;
    *value = decimal_value(&number, unit.decimal) * unit.numerator / unit.denominator;
    if (!isfinite(*value)) {
        return ACI_FAIL(ACI_BAD_INPUT, "a number too large to be stored");
    }
    if (*value == 0.0 && !number.is_zero) {
        return ACI_FAIL(ACI_BAD_INPUT, "a number too small to be stored");
    }
    return ACI_OK;
}

aci_status aci_units_read(const char *text, const char *unit, double *value, int *column)
{
    reader in = {text};
    double read = 0.0;
    aci_status status = read_quantity(&in, unit, &read);
    if (column != NULL) {
        *column = (int)(in.at - text);
    }
    if (status == ACI_OK) {
        *value = read;
    }
    return status;
}

aci_status aci_units_dimension(const char *unit, aci_dimension *dimension)
{
    aci_unit read;
    ACI_TRY(read_unit_text(unit, &read));
    *dimension = read.dimension;
    return ACI_OK;
}

bool aci_units_match(const char *unit, const char *other)
{
    aci_dimension a, b;
    return aci_units_dimension(unit, &a) == ACI_OK && aci_units_dimension(other, &b) == ACI_OK &&
           is_same(&a, &b);
}

/* Shortest digits of a double, split for shifting: -1.25e-7 is "-1.25" and -7. */
static void split(double value, int precision, decimal *out)
{
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%.*e", precision, value);
    char *mark = strchr(text, 'e');
    *mark = '\0';
    memcpy(out->digits, text, strlen(text) + 1);
    out->exponent = strtol(mark + 1, NULL, 10);
}

static void split_shortest(double value, decimal *out)
{
    for (int precision = 0; precision < 17; precision++) {
        split(value, precision, out);
        if (decimal_value(out, 0) == value) {
            return;
        }
    }
}

aci_status aci_units_convert(double value, const char *unit, double *out)
{
    aci_unit read;
    decimal number;
    ACI_TRY(read_unit_text(unit, &read));
    if (!isfinite(value)) {
        *out = value;
        return ACI_OK;
    }
    split_shortest(value, &number);
    *out = decimal_value(&number, -read.decimal) * read.denominator / read.numerator -
           aci_units_zero(unit);
    return ACI_OK;
}

/* Plain notation where it is short, powers of ten elsewhere. */
static void write_number(const decimal *number, int shift, char text[PLAIN_SIZE])
{
    bool is_zero = strspn(number->digits, "-0.") == strlen(number->digits);
    long exponent = is_zero ? 0 : number->exponent + shift;
    const char *sign = number->digits[0] == '-' ? "-" : "";
    char digits[NUMBER_SIZE] = "";
    size_t count = 0;
    for (const char *at = number->digits; *at != '\0'; at++) {
        if (is_digit(*at)) {
            digits[count++] = *at;
        }
    }
    if (exponent < -3 || exponent > 6) {
        snprintf(text, PLAIN_SIZE, "%se%ld", number->digits, exponent);
    } else if (exponent < 0) {
        snprintf(text, PLAIN_SIZE, "%s0.%.*s%s", sign, (int)(-exponent - 1), "000", digits);
    } else if (count <= (size_t)exponent + 1) {
        snprintf(text, PLAIN_SIZE, "%s%s%.*s", sign, digits, (int)(exponent + 1 - (long)count),
                 "000000");
    } else {
        snprintf(text, PLAIN_SIZE, "%s%.*s.%s", sign, (int)exponent + 1, digits,
                 digits + exponent + 1);
    }
}

static bool write_exact(double value, const char *unit, const aci_unit *read, char *text)
{
    double scaled = value * read->denominator / read->numerator - aci_units_zero(unit);
    const double near[3] = {scaled, nextafter(scaled, INFINITY), nextafter(scaled, -INFINITY)};
    for (int k = 0; k < 17 * 3; k++) {
        decimal number;
        char plain[PLAIN_SIZE];
        double back = 0.0;
        split(near[k % 3], k / 3, &number);
        write_number(&number, -read->decimal, plain);
        int length = snprintf(text, ACI_UNITS_TEXT_SIZE, "%s%s%s", plain,
                              strcmp(unit, "1") == 0 || *unit == '\0' ? "" : " ",
                              strcmp(unit, "1") == 0 ? "" : unit);
        if (length < ACI_UNITS_TEXT_SIZE && aci_units_read(text, unit, &back, NULL) == ACI_OK &&
            back == value) {
            return true;
        }
    }
    return false;
}

aci_status aci_units_write(double value, const char *unit, char *text)
{
    aci_unit read;
    char base[ACI_UNITS_TEXT_SIZE];
    ACI_TRY(read_unit_text(unit, &read));
    if (!isfinite(value)) {
        return ACI_FAIL(ACI_INTERNAL, "a quantity that is not finite cannot be written");
    }
    if (write_exact(value, unit, &read, text)) {
        return ACI_OK;
    }
    aci_units_base_text(&read.dimension, base);
    ACI_TRY(read_unit_text(base, &read));
    return write_exact(value, base, &read, text)
               ? ACI_OK
               : ACI_FAIL(ACI_INTERNAL, "a quantity in %s cannot be written", unit);
}
