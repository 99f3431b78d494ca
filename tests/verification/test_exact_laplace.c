/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <complex.h>
#include <criterion/criterion.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/laplace.h"

static double complex front(double complex s, const void *context)
{
    const double *delay = context;
    return cexp(-*delay * csqrt(s)) / s;
}

static double complex ramp(double complex s, const void *context)
{
    (void)context;
    return 1.0 / (s * s);
}

static double complex decay(double complex s, const void *context)
{
    const double *rate = context;
    return 1.0 / (s + *rate);
}

/* e^(-a sqrt s)/s -> erfc(a/(2 sqrt t)), from 1 down to 1e-200; exp(-x^2) itself loses x^2 eps */
Test(exact_laplace, front_keeps_its_relative_accuracy)
{
    double delay = 1.0;
    for (double time = 1e3; time > 6e-4; time /= 2.0) {
        double expected = erfc(delay / (2.0 * sqrt(time)));
        assert_relative(aci_laplace_invert(front, &delay, time, delay), expected, 2e-12);
    }
}

Test(exact_laplace, ramp_and_decay)
{
    double rate = 0.3;
    for (double time = 1e-3; time < 1e5; time *= 10.0) {
        assert_relative(aci_laplace_invert(ramp, NULL, time, 0.0), time, 1e-12);
        double left = aci_laplace_invert(decay, &rate, time, 0.0);
        cr_assert_float_eq(left, exp(-rate * time), 1e-13);
    }
}

/* too small a delay costs only where the answer is nearly nothing */
Test(exact_laplace, delay_may_be_underestimated)
{
    double delay = 1.0;
    for (double time = 1e-2; time < 1e3; time *= 3.0) {
        double expected = erfc(delay / (2.0 * sqrt(time)));
        cr_assert_float_eq(aci_laplace_invert(front, &delay, time, 0.0), expected, 1e-13);
    }
}

Test(exact_laplace, nothing_arrives_out_of_reach)
{
    double delay = 1.0;
    cr_assert_eq(aci_laplace_invert(front, &delay, 1e-5, delay), 0.0);
}
