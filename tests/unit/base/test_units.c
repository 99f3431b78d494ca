/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/units.h"

static double read(const char *text, const char *unit)
{
    double value = NAN;
    cr_assert_eq(aci_units_read(text, unit, &value, NULL), ACI_OK, "'%s': %s", text,
                 aci_status_message());
    return value;
}

/* The same number however it is spelt: equal bits, not a tolerance. */
Test(units, decimal_input_is_exact)
{
    cr_assert(read("150 um", "m") == 1.5e-4);
    cr_assert(read("0.15 mm", "m") == 1.5e-4);
    cr_assert(read("1.5e-4 m", "m") == 1.5e-4);
    cr_assert(read("0.000015 dam", "m") == 1.5e-4);
    cr_assert(read("0.3 um", "m") == 0.3e-6);
    cr_assert(read("5e-10 m2/s", "m2/s") == 5e-10);
    cr_assert(read("5e-6 cm2/s", "m2/s") == 5e-10);
}

Test(units, knows_the_units_of_the_field)
{
    static const struct {
        const char *text, *unit;
        double value;
    } cases[] = {
        {"2 mg/cm2", "kg/m2", 0.02},
        {"10 uL/cm2", "m", 1e-4},
        {"40 /cm2", "1/m2", 4e5},
        {"1e-4 1/s", "1/s", 1e-4},
        {"0.05 g/mL", "kg/m3", 50.0},
        {"3.6 L/g/h", "m3/kg/s", 1e-3},
        {"6 ug/mL/min", "kg/m3/s", 1e-4},
        {"24 h", "s", 86400.0},
        {"1 d", "s", 86400.0},
        {"1 day", "s", 86400.0},
        {"90 min", "s", 5400.0},
        {"2 N", "kg m s-2", 2.0},
        {"2.5 kJ/m2", "J/m2", 2500.0},
        {"90 Hz", "1/s", 90.0},
        {"120 rpm", "Hz", 2.0},
        {"180 deg", "rad", 3.14159265358979323846},
        {"15 %", "1", 0.15},
        {"122 Da", "g/mol", 0.122},
        {"0.5 kDa", "kg/mol", 0.5},
        {"2 mM", "mol/m3", 2.0},
        {"1 cP", "mPa.s", 1e-3},
        {"37 K", "K", 37.0},
        {"0.1 N/mm", "N/m", 100.0},
        {"3 W/m/K", "kg m s-3 K-1", 3.0},
        {"2 mm^2", "m2", 2e-6},
        {"2 mm²", "m2", 2e-6},
        {"3 m·s⁻¹", "m/s", 3.0},
        {"3 m*s^-1", "m/s", 3.0},
        {"3 kg m-2 s-1", "kg/m2/s", 3.0},
        {"5 µm", "m", 5e-6},
        {"5 μm", "m", 5e-6},
        {"1.5mm", "m", 1.5e-3},
        {"-3 um", "m", -3e-6},
        {"+3 um", "m", 3e-6},
        {".5 m", "m", 0.5},
        {"0 um", "m", 0.0},
        {"7", "1", 7.0},
        {"1e3", "1", 1000.0},
        {"36 km/h", "m/s", 10.0},
        {"5 V", "W/A", 5.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = read(cases[i].text, cases[i].unit);
        cr_assert(value == cases[i].value, "%s is %.17g", cases[i].text, value);
    }
}

Test(units, temperatures_are_points_on_a_scale)
{
    cr_assert(read("32 degC", "degC") == 305.15);
    cr_assert(read("305.15 K", "degC") == 305.15);
    cr_assert(read("0 degC", "degC") == 273.15);
    cr_assert(read("-273.15 degC", "degC") == 0.0);
    cr_assert(read("22.7degC ", "degC") == 295.85);
    cr_assert(read("0.3 kK", "degC") == 300.0);
    cr_assert(aci_units_match("degC", "K"));
    double value = NAN;
    cr_assert_eq(aci_units_convert(305.15, "degC", &value), ACI_OK);
    cr_assert_leq(fabs(value - 32.0), 305.15 * 2.3e-16);
}

/* Every hundredth of a degree is the decimal it says, and is written as that. */
Test(units, temperatures_are_decimals)
{
    char kelvin[32], celsius[32], text[ACI_UNITS_TEXT_SIZE];
    for (int k = 0; k < 40000; k += 7) {
        int moved = k - 27315;
        snprintf(kelvin, sizeof kelvin, "%d.%02d K", k / 100, k % 100);
        snprintf(celsius, sizeof celsius, "%s%d.%02d degC", moved < 0 ? "-" : "", abs(moved) / 100,
                 abs(moved) % 100);
        cr_assert(read(kelvin, "degC") == read(celsius, "degC"), "%s %s", kelvin, celsius);
        cr_assert_eq(aci_units_write(read(kelvin, "degC"), "degC", text), ACI_OK);
        cr_assert(read(text, "degC") == read(kelvin, "degC"), "%s", text);
        cr_assert(strstr(text, " degC") != NULL && strlen(text) <= strlen("-273.15 degC"), "%s",
                  text);
    }
}

static void refused(const char *text, const char *unit, int column, const char *words)
{
    double value = -1.0;
    int found = -1;
    cr_assert_eq(aci_units_read(text, unit, &value, &found), ACI_BAD_INPUT, "'%s' passed", text);
    cr_assert(strstr(aci_status_message(), words) != NULL, "'%s': %s", text, aci_status_message());
    cr_assert_eq(found, column, "'%s': column %d", text, found);
    cr_assert(value == -1.0);
}

/* Per body mass is a dimension of its own, so that it cannot be taken for one of the body. */
Test(units, knows_the_units_of_kinetics)
{
    static const char per_mass[] = "L/h/kg";
    double value = 0.0;
    cr_assert(read("0.6 L/kg", "L/kg") == 0.6e-3);
    cr_assert(read("0.9 L/h/kg", per_mass) == read("15 mL/min/kg", per_mass));
    cr_assert(read("54 l/h", "L/h") == read("900 ml/min", "L/h"));
    cr_assert(read("6 mg/L", "mg/L") == read("6 ug/mL", "mg/L"));
    cr_assert(read("600 ng/mL", "mg/L") == read("0.06 mg/dL", "mg/L"));
    cr_assert(aci_units_match("mg h/L", "kg s m-3") && aci_units_match("mg/h", "kg s-1"));
    cr_assert(!aci_units_match("L/h", per_mass) && !aci_units_match("L", "L/kg"));
    cr_assert_eq(aci_units_convert(3.6, "mg h/L", &value), ACI_OK);
    cr_assert(value == 1.0);
}

Test(units, refuses_with_column_and_reason)
{
    refused("1,5 mm", "m", 1, "decimal sign");
    refused("", "m", 0, "number is missing");
    refused("nan m", "m", 0, "number is missing");
    refused("inf m", "m", 0, "number is missing");
    refused("0x10 m", "m", 1, "unknown unit");
    refused("0", "m", 1, "unit is missing");
    refused("5", "m", 1, "unit is missing");
    refused("5 mm", "s", 2, "wrong dimension");
    refused("5 mm", "1", 2, "pure number");
    refused("5 1", "1", 2, "pure number");
    refused("5 parsec", "m", 2, "unknown unit 'parsec'");
    refused("37 degC", "K", 3, "unknown unit");
    refused("37", "degC", 2, "for example degC");
    refused("37 C", "degC", 3, "did you mean 'degC'");
    refused("37 degC/s", "degC", 3, "unknown unit");
    refused("37 mm", "degC", 3, "a unit such as degC");
    refused("2 mm 3", "m", 5, "unexpected character '3'");
    refused("2 mm$", "m", 4, "unexpected character '$'");
    refused("2 m/", "m", 4, "unit is missing");
    refused("2 m^", "m", 4, "power is missing");
    refused("2 m0", "m", 3, "power out of range");
    refused("2 m12", "m", 3, "power out of range");
    refused("1e999 m", "m", 0, "too large");
    refused("1e-999 m", "m", 0, "too small");
    refused("1e99999999999999999999 m", "m", 0, "too large");
    refused("1.2.3 m", "m", 3, "unexpected character '.'");
    refused("- 5 m", "m", 0, "number is missing");
    refused("5 kmin", "s", 2, "unknown unit");
}

Test(units, refuses_a_number_without_end)
{
    char text[400];
    memset(text, '7', sizeof text);
    memcpy(text + sizeof text - 3, " m", 3);
    refused(text, "m", 0, "digits");
}

static void goes_round(double value, const char *unit)
{
    char text[ACI_UNITS_TEXT_SIZE];
    double back = NAN;
    cr_assert_eq(aci_units_write(value, unit, text), ACI_OK);
    cr_assert_eq(aci_units_read(text, unit, &back, NULL), ACI_OK, "%s", text);
    cr_assert(back == value, "%.17g as '%s' is %.17g", value, text, back);
}

/* Any double, any unit: written and read again it has the same bits. */
Test(units, writing_and_reading_is_the_identity)
{
    static const char *const units[] = {"um",    "h",        "d", "deg", "1/h",
                                        "kg/m3", "ug/cm2/h", "%", "1",   "degC"};
    unsigned long long state = 12345;
    for (int k = 0; k < 20000; k++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        double mantissa = (double)(state >> 11) / 9007199254740992.0 - 0.5;
        goes_round(ldexp(mantissa, (int)(state % 121) - 60), units[k % 10]);
    }
    goes_round(0.0, "um");
}

Test(units, writes_the_shortest_text)
{
    static const struct {
        double value;
        const char *unit, *text;
    } cases[] = {
        {1.5e-4, "um", "150 um"},
        {0.0, "um", "0 um"},
        {86400.0, "h", "24 h"},
        {1e-14, "m2/s", "1e-14 m2/s"},
        {0.001, "1", "0.001"},
        {50.0, "kg/m3", "50 kg/m3"},
        {-0.25, "", "-0.25"},
        {1234567.0, "1", "1234567"},
        {12345678.0, "1", "1.2345678e7"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ACI_UNITS_TEXT_SIZE];
        cr_assert_eq(aci_units_write(cases[i].value, cases[i].unit, text), ACI_OK);
        cr_assert_str_eq(text, cases[i].text);
    }
}

Test(units, converts_for_display)
{
    double value = 0.0;
    cr_assert_eq(aci_units_convert(1.5e-4, "um", &value), ACI_OK);
    cr_assert(value == 150.0);
    cr_assert_eq(aci_units_convert(5400.0, "h", &value), ACI_OK);
    cr_assert(value == 1.5);
    cr_assert_eq(aci_units_convert(3e-8, "ug/cm2", &value), ACI_OK);
    cr_assert(value == 3e-3);
    cr_assert_eq(aci_units_convert(1.0, "furlong", &value), ACI_BAD_INPUT);
    cr_assert(aci_units_match("kg m-2", "ug/cm2"));
    cr_assert_not(aci_units_match("kg m-3", "ug/cm2"));
    cr_assert_not(aci_units_match("kg m-3", "nonsense"));
}

Test(units, proposes_the_unit_that_was_meant)
{
    static const char *const cases[][3] = {
        {"3 umm", "m", "'um'?"},
        {"3 hours", "s", "'h'?"},
        {"3 microns", "m", "'um'?"},
        {"3 sec", "s", "'s'?"},
    };
    double value = 0.0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cr_assert_eq(aci_units_read(cases[i][0], cases[i][1], &value, NULL), ACI_BAD_INPUT);
        cr_assert_not_null(strstr(aci_status_message(), cases[i][2]), "%s", aci_status_message());
    }
    cr_assert_eq(aci_units_read("3 parsecs", "m", &value, NULL), ACI_BAD_INPUT);
    cr_assert_null(strstr(aci_status_message(), "mean"), "%s", aci_status_message());
}
