/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/closure.h"

#include <criterion/criterion.h>
#include <string.h>

#include "acicula/skin/sites.h"
#include "support/tolerances.h"

static const double hour = 3600.0;

static aci_closure two_phase(double part, double fast, double slow)
{
    return (aci_closure){.law = ACI_CLOSURE_TWO_PHASE,
                         .fast_fraction = part,
                         .fast_time_constant = fast * hour,
                         .slow_time_constant = slow * hour};
}

/// One part alone is the exponential of the area; a sum and a square root each add a rounding.
Test(closure, one_part_is_the_exponential_of_the_area)
{
    const aci_closure area = {.law = ACI_CLOSURE_AREA, .time_constant = 3.0 * hour};
    const aci_closure fast = two_phase(1.0, 3.0, INFINITY), slow = two_phase(0.0, 1.0, 3.0);
    for (double time = 0.0; time < 60.0 * hour; time += 0.3 * hour) {
        assert_relative(aci_closure_area(fast, 0.0, time), aci_closure_area(area, 0.0, time),
                        4e-16);
        assert_relative(aci_closure_area(slow, 0.0, time), aci_closure_area(area, 0.0, time),
                        4e-16);
        assert_relative(aci_closure_radius(fast, 0.0, time), aci_closure_radius(area, 0.0, time),
                        1e-14);
    }
}

/// What never closes is open for ever; all else moves.
Test(closure, a_part_that_never_closes)
{
    const aci_closure open = two_phase(0.0, 1.0, INFINITY), half = two_phase(0.5, 0.75, INFINITY);
    cr_assert(!aci_closure_is_moving(open) && aci_closure_is_moving(half));
    cr_assert(!aci_closure_is_moving((aci_closure){.law = ACI_CLOSURE_NONE}));
    cr_assert(aci_closure_is_moving(two_phase(1.0, 1.0, INFINITY)));
    cr_assert(aci_closure_area(open, 0.0, 1e9) == 1.0 && aci_closure_radius(open, 0.0, 1e9) == 1.0);
    cr_assert(aci_closure_area(half, 0.0, 1e9) == 0.5);
    cr_assert(isinf(aci_closure_time(half, 0.0, 0.5)) && isinf(aci_closure_time(open, 0.0, 0.999)));
    assert_relative(aci_closure_time(half, 0.0, 0.75), 0.75 * hour * log(2.0), 1e-15);
}

Test(closure, starts_at_one_and_falls)
{
    const aci_closure laws[] = {{.law = ACI_CLOSURE_RADIUS, .time_constant = hour},
                                {.law = ACI_CLOSURE_AREA, .time_constant = hour},
                                two_phase(0.8, 0.8, 20.0),
                                two_phase(0.5, 0.75, 40.0)};
    for (size_t k = 0; k < sizeof laws / sizeof laws[0]; k++) {
        double before = aci_closure_area(laws[k], 0.0, 0.0);
        cr_assert(before == 1.0 && aci_closure_radius(laws[k], 0.0, 0.0) == 1.0);
        for (double time = 0.1 * hour; time < 100.0 * hour; time += 0.1 * hour) {
            double area = aci_closure_area(laws[k], 0.0, time),
                   radius = aci_closure_radius(laws[k], 0.0, time);
            cr_assert(area < before && area > 0.0);
            assert_relative(radius * radius, area, 1e-13);
            before = area;
        }
    }
}

Test(closure, time_of_one_exponential_is_exact)
{
    const aci_closure area = {.law = ACI_CLOSURE_AREA, .time_constant = 5.0 * hour};
    const aci_closure radius = {.law = ACI_CLOSURE_RADIUS, .time_constant = 5.0 * hour};
    for (double part = 0.01; part < 1.0; part += 0.03) {
        cr_assert(aci_closure_time(area, 0.0, part) == 5.0 * hour * log(1.0 / part));
        cr_assert(aci_closure_time(radius, 0.0, part) == 2.5 * hour * log(1.0 / part));
        /* A = exp(-x) is known to x roundings of its argument, x = ln(1/part) < 5 */
        assert_relative(aci_closure_time(two_phase(1.0, 5.0, 5.0), 0.0, part),
                        aci_closure_time(area, 0.0, part), 1e-14);
    }
    cr_assert(isinf(aci_closure_time((aci_closure){.law = ACI_CLOSURE_NONE}, 0.0, 0.1)));
}

/// The time found has the threshold's area. One rounding of the time moves ln A by t/fast roundings
/// at most, here below 500.
Test(closure, time_of_two_parts_has_the_area_of_the_threshold)
{
    double before = INFINITY;
    for (double part = 0.001; part < 1.0; part *= 1.3) {
        aci_closure closure = two_phase(0.8, 0.8, 20.0);
        double time = aci_closure_time(closure, 0.0, part);
        assert_relative(aci_closure_area(closure, 0.0, time), part, 500 * 2.3e-16);
        cr_assert(time < before);
        before = time;
    }
}

static aci_skin skin_of(const char *site)
{
    aci_skin skin;
    memset(&skin, 0, sizeof skin);
    if (site != NULL) {
        aci_sites_fill(aci_sites_find(site), &skin);
    }
    return skin;
}

static aci_closure_numbers library(const char *site, aci_closure_state state, double length)
{
    aci_skin skin = skin_of(site);
    aci_closure_numbers numbers = {.fast_fraction = {.origin = ACI_ORIGIN_MISSING}};
    cr_assert_eq(aci_closure_fill(&skin, state, length, &numbers), ACI_OK);
    return numbers;
}

/// Kalluri 2011: rat needles of 370 and 770 um, closed to calcein at 12 and 18 h.
Test(closure, rat_channels_close_to_dye_as_published)
{
    double dye = aci_closure_threshold(ACI_CLOSURE_DYE).value;
    aci_closure_numbers shorter = library("hairless_rat", ACI_CLOSURE_DRY, 370e-6);
    aci_closure_numbers longer = library("hairless_rat", ACI_CLOSURE_DRY, 770e-6);
    double first = aci_closure_time(aci_closure_of(&shorter), 0.0, dye);
    double second = aci_closure_time(aci_closure_of(&longer), 0.0, dye);
    assert_relative(first, 12.0 * hour, 0.15);
    assert_relative(second, 18.0 * hour, 0.15);
    assert_relative(second / first, pow(770.0 / 370.0, 0.55), 1e-14);
}

Test(closure, time_constants_of_the_library_grow_with_the_needle)
{
    aci_closure_numbers plain = library("cheek", ACI_CLOSURE_DRY, 0.0);
    aci_closure_numbers same = library("cheek", ACI_CLOSURE_DRY, ACI_CLOSURE_LENGTH);
    aci_closure_numbers longer = library("cheek", ACI_CLOSURE_DRY, 4.0 * ACI_CLOSURE_LENGTH);
    double growth = pow(4.0, 0.55);
    cr_assert(same.fast_time_constant.value == plain.fast_time_constant.value);
    cr_assert(longer.fast_fraction.value == plain.fast_fraction.value);
    assert_relative(longer.fast_time_constant.value, growth * plain.fast_time_constant.value,
                    1e-15);
    assert_relative(longer.slow_time_constant.value, growth * plain.slow_time_constant.value,
                    1e-15);
    cr_assert_not_null(strstr(longer.slow_time_constant.source, "needle length"));
    cr_assert_not_null(strstr(plain.slow_time_constant.source, "no length is known"));
}

/// The user's numbers stay; a part that is not there needs none.
Test(closure, what_is_given_is_not_touched)
{
    aci_skin rat = skin_of("hairless_rat"), cheek = skin_of("cheek");
    aci_value given = {7.0, ACI_ORIGIN_GIVEN, 0, "config"};
    aci_value one = {1.0, ACI_ORIGIN_GIVEN, 0, "config"};
    aci_closure_numbers alone = {.fast_fraction = one, .fast_time_constant = given};
    cr_assert_eq(aci_closure_fill(&rat, ACI_CLOSURE_OCCLUDED, 1e-3, &alone), ACI_OK);
    cr_assert(alone.fast_time_constant.value == 7.0);
    cr_assert_eq(alone.slow_time_constant.origin, ACI_ORIGIN_MISSING);
    cr_assert(aci_closure_area(aci_closure_of(&alone), 0.0, 7.0) == exp(-1.0));
    aci_closure_numbers some = {.slow_time_constant = given};
    cr_assert_eq(aci_closure_fill(&cheek, ACI_CLOSURE_DRY, 1e-3, &some), ACI_OK);
    cr_assert(some.slow_time_constant.value == 7.0);
    cr_assert_eq(some.fast_time_constant.origin, ACI_ORIGIN_ASSUMED);
}

Test(closure, what_nobody_knows_is_refused)
{
    aci_skin rat = skin_of("hairless_rat"), pig = skin_of("pig_ear");
    aci_closure_numbers numbers = {.fast_fraction = {.origin = ACI_ORIGIN_MISSING}};
    cr_assert_eq(aci_closure_fill(&rat, ACI_CLOSURE_OCCLUDED, 0.0, &numbers), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "rat"));
    pig.setting = ACI_IN_VIVO;
    cr_assert_eq(aci_closure_fill(&pig, ACI_CLOSURE_DRY, 0.0, &numbers), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), "pig"));
}

static void assert_documented(const aci_value *value)
{
    cr_assert(value->source != NULL && strlen(value->source) > 10);
    cr_assert(value->origin == ACI_ORIGIN_SETTING ||
              (value->confidence != '\0' && strchr("HML", value->confidence) != NULL));
    bool is_said = strncmp(value->source, "assumed", 7) == 0;
    cr_assert(is_said == (value->origin == ACI_ORIGIN_ASSUMED), "%s", value->source);
}

/// Excised skin does not heal, whatever lies on it; a skin without a site is taken for human, and
/// says so.
Test(closure, every_number_of_the_library_is_documented)
{
    static const struct {
        const char *site;
        aci_closure_state state;
    } cases[] = {{"cheek", ACI_CLOSURE_DRY},        {"cheek", ACI_CLOSURE_OCCLUDED},
                 {NULL, ACI_CLOSURE_DRY},           {NULL, ACI_CLOSURE_OCCLUDED},
                 {"hairless_rat", ACI_CLOSURE_DRY}, {"pig_ear", ACI_CLOSURE_DRY},
                 {"pig_ear", ACI_CLOSURE_OCCLUDED}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        aci_closure_numbers n = library(cases[k].site, cases[k].state, 0.0);
        bool is_dead = cases[k].site != NULL && strcmp(cases[k].site, "pig_ear") == 0;
        assert_documented(&n.fast_fraction);
        assert_documented(&n.fast_time_constant);
        cr_assert((strstr(n.fast_fraction.source, "human is assumed") != NULL) ==
                  (cases[k].site == NULL));
        if (n.fast_fraction.value < 1.0) {
            assert_documented(&n.slow_time_constant);
            cr_assert(isinf(n.slow_time_constant.value) == is_dead);
        }
    }
}

Test(closure, each_method_has_its_own_threshold)
{
    for (int k = 0; k < ACI_CLOSURE_OWN; k++) {
        aci_value threshold = aci_closure_threshold((aci_closure_method)k);
        cr_assert(threshold.value > 0.0 && threshold.value < 1.0);
        assert_documented(&threshold);
        cr_assert(strlen(aci_closure_method_name((aci_closure_method)k)) > 2);
    }
    cr_assert_eq(aci_closure_threshold(ACI_CLOSURE_OWN).origin, ACI_ORIGIN_MISSING);
}
