/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Channels that close under covers that come and go. */
#include <criterion/criterion.h>
#include <math.h>

#include "acicula/puncture/closure.h"
#include "support/tolerances.h"

static const double hour = 3600.0;

static const aci_closure_cover windows[] = {
    {-1.0 * 3600, 0.5 * 3600}, {2.0 * 3600, 5.0 * 3600}, {7.0 * 3600, 7.5 * 3600}};

static aci_closure covered(int count, const aci_closure_cover *covers)
{
    return (aci_closure){.law = ACI_CLOSURE_TWO_PHASE,
                         .fast_fraction = 0.8,
                         .fast_time_constant = 0.8 * hour,
                         .slow_time_constant = 20.0 * hour,
                         .occluded_fast_time_constant = 15.0 * hour,
                         .occluded_slow_time_constant = 40.0 * hour,
                         .cover_count = count,
                         .covers = covers};
}

static double two_parts(double fast, double slow)
{
    return 0.8 * exp(-fast) + 0.2 * exp(-slow);
}

/// At 6 h, 0.5 + 3 h have been covered and 1.5 + 1 h not. The exponents, below 4, are rounded.
Test(covers, each_part_is_piecewise_exponential)
{
    aci_closure closure = covered(3, windows);
    double fast = 2.5 / 0.8 + 3.5 / 15.0, slow = 2.5 / 20.0 + 3.5 / 40.0;
    assert_relative(aci_closure_area(closure, 0.0, 6.0 * hour), two_parts(fast, slow), 4e-15);
    assert_relative(aci_closure_area(closure, 0.0, 0.25 * hour),
                    two_parts(0.25 / 15.0, 0.25 / 40.0), 1e-15);
    double radius = aci_closure_radius(closure, 0.0, 6.0 * hour);
    assert_relative(radius * radius, two_parts(fast, slow), 4e-15);
}

/// da/dt = -a/time constant on either side of the cover's end, by differences of second order:
/// a step of h has the error (h/time constant)^2/6.
Test(covers, rate_is_that_of_the_moment)
{
    aci_closure closure = covered(3, windows);
    closure.fast_fraction = 1.0;
    const double step = 10.0, moments[] = {1.0 * hour, 3.0 * hour, 6.0 * hour, 7.2 * hour};
    for (int n = 0; n < 4; ++n) {
        double constant = (n % 2 == 0 ? 0.8 : 15.0) * hour;
        double later = log(aci_closure_area(closure, 0.0, moments[n] + step));
        double rate = later - log(aci_closure_area(closure, 0.0, moments[n] - step));
        assert_relative(-rate / (2.0 * step), 1.0 / constant, 1e-10);
    }
}

/// Covers over everything are the occluded numbers, covers out of reach and none the dry ones: the
/// same bits.
Test(covers, everywhere_or_nowhere)
{
    static const aci_closure_cover always = {-1e9, 1e9}, other[] = {{-9.0, 0.0}, {1e7, 2e7}};
    aci_closure occluded = covered(0, NULL), dry = covered(0, NULL);
    occluded.fast_time_constant = occluded.occluded_fast_time_constant;
    occluded.slow_time_constant = occluded.occluded_slow_time_constant;
    for (double time = 0.0; time < 200.0 * hour; time += 1.7 * hour) {
        cr_assert(aci_closure_area(covered(1, &always), 0.0, time) ==
                  aci_closure_area(occluded, 0.0, time));
        cr_assert(aci_closure_area(covered(2, other), 0.0, time) ==
                  aci_closure_area(dry, 0.0, time));
    }
    assert_relative(aci_closure_time(covered(1, &always), 0.0, 0.17),
                    aci_closure_time(occluded, 0.0, 0.17), 1e-14);
    cr_assert(aci_closure_time(covered(0, NULL), 0.0, 0.17) == aci_closure_time(dry, 0.0, 0.17));
}

/// Opened again, they start at 1 and see the covers of their own time: moved together, opening and
/// covers make no difference.
Test(covers, sessions_start_again)
{
    aci_closure closure = covered(3, windows);
    double opened = 4.0 * hour;
    cr_assert(aci_closure_area(closure, opened, opened) == 1.0);
    assert_relative(aci_closure_area(closure, opened, 6.0 * hour),
                    two_parts(1.0 / 0.8 + 1.0 / 15.0, 1.0 / 20.0 + 1.0 / 40.0), 4e-15);
    aci_closure_cover moved[3];
    for (int n = 0; n < 3; ++n) {
        moved[n] = (aci_closure_cover){windows[n].from + 64.0 * hour, windows[n].to + 64.0 * hour};
    }
    for (double time = 0.0; time < 20.0 * hour; time += 0.3 * hour) {
        /* times of 84 h and below are rounded to 3e-11 s, of a shortest time constant of 2880 s */
        assert_relative(aci_closure_area(covered(3, moved), 64.0 * hour, 64.0 * hour + time),
                        aci_closure_area(closure, 0.0, time), 1e-13);
    }
}

/// The time found has the threshold's area, within covers and after them; one exponential does not
/// know covers. A rounding of the time moves ln A by a rounding of t/fast, here below 500.
Test(covers, time_has_the_area_of_the_threshold)
{
    aci_closure closure = covered(3, windows);
    double before = INFINITY;
    for (double part = 0.001; part < 1.0; part *= 1.2) {
        double time = aci_closure_time(closure, 0.0, part);
        assert_relative(aci_closure_area(closure, 0.0, time), part, 500 * 2.3e-16);
        cr_assert(time < before);
        before = time;
    }
    aci_closure area = closure;
    area.law = ACI_CLOSURE_AREA;
    area.time_constant = 3.0 * hour;
    cr_assert(aci_closure_area(area, hour, 4.0 * hour) == exp(-1.0));
    cr_assert(aci_closure_time(area, hour, 0.1) == 3.0 * hour * log(10.0));
}

/// What closes in the air only stops under a cover, and the other way round.
Test(covers, either_may_never_close)
{
    aci_closure closure = covered(2, windows);
    closure.occluded_fast_time_constant = closure.occluded_slow_time_constant = INFINITY;
    double area = aci_closure_area(closure, 0.0, 2.0 * hour);
    cr_assert(aci_closure_area(closure, 0.0, 5.0 * hour) == area);
    cr_assert(aci_closure_is_moving(closure));
    closure = covered(2, windows);
    closure.fast_time_constant = closure.slow_time_constant = INFINITY;
    cr_assert(aci_closure_is_moving(closure));
    cr_assert(isinf(aci_closure_time(closure, 0.0, 0.5)));
    closure.cover_count = 0;
    cr_assert_not(aci_closure_is_moving(closure));
}
