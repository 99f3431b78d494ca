/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "../support/tolerances.h"
#include "acicula/verification/finite_dose.h"
#include "acicula/verification/layered.h"
#include "acicula/verification/slab.h"

static const aci_layered bilayer = {
    .donor_held = true,
    .donor_activity = 10.0,
    .count = 2,
    .layers = {{4, 1e-14, 13e-6, 0, 0}, {0.7, 9.5e-12, 87e-6, 0, 0}},
};

static const aci_layered trilayer = {
    .donor_held = true,
    .donor_activity = 10.0,
    .count = 3,
    .layers = {{4, 1e-14, 13e-6, 0, 0}, {0.7, 1e-11, 87e-6, 0, 0}, {0.7, 3e-11, 400e-6, 0, 0}},
};

static const aci_layered stiff = {
    .donor_held = true,
    .donor_activity = 10.0,
    .count = 3,
    .layers = {{4, 2e-16, 13e-6, 0, 0}, {0.7, 1.9e-10, 87e-6, 0, 0}, {0.7, 1.9e-10, 400e-6, 0, 0}},
};

static const aci_layered in_vivo = {
    .donor_held = true,
    .donor_activity = 10.0,
    .bottom_sealed = true,
    .count = 3,
    .layers = {{4, 1e-14, 13e-6, 0, 0}, {0.7, 1e-11, 87e-6, 0, 0}, {0.7, 3e-11, 1e-3, 2e-4, 0}},
};

static double outflow(const aci_layered *stack, double time)
{
    return aci_layered_passed(stack, stack->count, time) * MICROGRAM_PER_CM2;
}

static void check_outflow(const aci_layered *stack, int count, const double *times,
                          const char *const *printed)
{
    for (int i = 0; i < count; i++) {
        assert_printed(outflow(stack, times[i]), printed[i]);
    }
}

Test(exact_layered, bilayer_outflow)
{
    const double times[] = {300, 900, 1800, 3600, 7200, 14400, 28800, 86400};
    const char *printed[] = {"5.143e-10",   "0.002622655271", "0.2058454105", "2.505895868",
                             "11.46429537", "32.47541487",    "75.06225745",  "245.4347665"};
    check_outflow(&bilayer, 8, times, printed);
    assert_printed(aci_layered_resistance(&bilayer), "338082706.8");
    assert_printed(aci_layered_steady_exit(&bilayer) * MICROGRAM_PER_CM2_HOUR, "10.648282");
    assert_printed(aci_layered_lag(&bilayer), "3422.749813");
}

Test(exact_layered, trilayer_outflow)
{
    const double times[] = {600, 1800, 3600, 7200, 14400, 28800, 43200, 86400};
    const char *printed[] = {"2.427810037e-10", "0.002922317406", "0.2870237054", "4.067798064",
                             "20.50576586",     "60.28804717",    "100.6717963",  "221.8577854"};
    check_outflow(&trilayer, 8, times, printed);
    assert_printed(aci_layered_resistance(&trilayer), "356476190.5");
    assert_printed(aci_layered_steady_exit(&trilayer) * MICROGRAM_PER_CM2_HOUR, "10.09885119");
    assert_printed(aci_layered_lag(&trilayer), "7312.981827");
}

Test(exact_layered, trilayer_flux)
{
    const double times[] = {3600, 7200, 14400};
    const char *printed[] = {"1.413314731", "5.961481645", "9.481601998"};
    for (int i = 0; i < 3; i++) {
        double flux = aci_layered_flux(&trilayer, 3, times[i]);
        assert_printed(flux * MICROGRAM_PER_CM2_HOUR, printed[i]);
    }
}

Test(exact_layered, stiff_stack_outflow)
{
    const double times[] = {28800, 86400, 172800, 345600};
    const char *printed[] = {"6.749518e-4", "0.432823467", "3.335675806", "12.74369935"};
    check_outflow(&stiff, 4, times, printed);
    assert_printed(aci_layered_resistance(&stiff), "1.625366165e10");
    assert_printed(aci_layered_steady_exit(&stiff) * MICROGRAM_PER_CM2_HOUR, "0.2214885530");
    assert_printed(aci_layered_lag(&stiff), "141520.8229");
}

Test(exact_layered, clearance_in_the_dermis)
{
    const double times[] = {1800, 3600, 7200, 14400, 28800, 86400};
    const char *printed[][4] = {
        {"19.14933285", "0.007623543", "0.132056756", "0.01884649708"},
        {"27.11023920", "0.2640567534", "1.532246504", "0.1285127789"},
        {"39.05483499", "2.990301179", "6.048198165", "0.3287741579"},
        {"59.94952058", "16.35027684", "11.58075534", "0.4766709987"},
        {"100.5398501", "54.20468829", "13.84749175", "0.5204596459"},
        {"262.3109799", "215.7464106", "14.04164326", "0.5238920513"},
    };
    for (int i = 0; i < 6; i++) {
        double time = times[i];
        double uptake = aci_layered_passed(&in_vivo, 0, time);
        assert_printed(uptake * MICROGRAM_PER_CM2, printed[i][0]);
        double cleared = aci_layered_cleared_total(&in_vivo, time);
        assert_printed(cleared * MICROGRAM_PER_CM2, printed[i][1]);
        double amount = aci_layered_amount(&in_vivo, 2, time);
        assert_printed(amount * MICROGRAM_PER_CM2, printed[i][2]);
        assert_printed(aci_layered_activity(&in_vivo, 100e-6, time), printed[i][3]);
    }
}

Test(exact_layered, clearance_limits_the_steady_flux)
{
    double flux = aci_layered_steady_entry(&in_vivo);
    assert_printed(flux * MICROGRAM_PER_CM2_HOUR, "10.10998803");
    aci_layered above = in_vivo;
    above.count = 2;
    assert_printed(10.0 / flux - aci_layered_resistance(&above), "18654936.17");
}

/* each term comes from a transform of its own, relative error 1e-13 of the uptake */
Test(exact_layered, mass_is_conserved)
{
    for (double time = 30.0; time < 1e6; time *= 3.0) {
        double found = aci_layered_cleared_total(&in_vivo, time);
        for (int i = 0; i < 3; i++) {
            found += aci_layered_amount(&in_vivo, i, time);
        }
        assert_relative(found, aci_layered_passed(&in_vivo, 0, time), 1e-12);
    }
}

/* an invariant of the equations (reciprocity), so only the inversion's 1e-13 is left */
Test(exact_layered, outflow_does_not_know_the_order_of_layers)
{
    aci_layered reversed = trilayer;
    reversed.layers[0] = trilayer.layers[2];
    reversed.layers[2] = trilayer.layers[0];
    for (double time = 900.0; time < 1e6; time *= 3.0) {
        assert_relative(outflow(&reversed, time), outflow(&trilayer, time), 1e-11);
    }
    assert_relative(aci_layered_lag(&reversed), aci_layered_lag(&trilayer), 1e-13);
}

/* D t/h^2 > 0.05, where the series itself is good to 1e-13 */
Test(exact_layered, one_layer_is_the_slab)
{
    aci_slab slab = {1.0, 1e-14, 15e-6, 0.0, 10.0};
    aci_layered stack = {.donor_held = true, .donor_activity = 10.0, .count = 1};
    stack.layers[0] = (aci_layered_material){1.0, 1e-14, 15e-6, 0.0, 0.0};
    for (double time = 1200.0; time < 1e6; time *= 2.0) {
        assert_relative(aci_layered_passed(&stack, 1, time), aci_slab_passed(&slab, time), 1e-11);
        assert_relative(aci_layered_activity(&stack, 5e-6, time),
                        aci_slab_activity(&slab, 5e-6, time), 1e-11);
    }
}

/* cutting a layer changes nothing in the equations */
Test(exact_layered, a_cut_layer_is_the_same_layer)
{
    aci_layered cut = in_vivo;
    cut.count = 4;
    cut.layers[3] = in_vivo.layers[2];
    cut.layers[2].thickness = 0.3e-3;
    cut.layers[3].thickness = 0.7e-3;
    double whole = aci_layered_amount(&in_vivo, 2, 7200);
    double parts = aci_layered_amount(&cut, 2, 7200) + aci_layered_amount(&cut, 3, 7200);
    assert_relative(parts, whole, 1e-12);
    assert_relative(aci_layered_activity(&cut, 400e-6, 7200),
                    aci_layered_activity(&in_vivo, 400e-6, 7200), 1e-11);
}

Test(exact_layered, deposition_zone_is_the_series)
{
    aci_layered stack = {.count = 2};
    stack.layers[0] = (aci_layered_material){1.0, 1e-14, 1.5e-6, 0.0, 1.0 / 1.5e-6};
    stack.layers[1] = (aci_layered_material){1.0, 1e-14, 13.5e-6, 0.0, 0.0};
    for (int evaporates = 0; evaporates < 2; evaporates++) {
        stack.transfer = evaporates * 2.0 * 1e-14 / 15e-6;
        aci_finite_dose_zone dose = {1.5e-6, 15e-6, 1e-14, stack.transfer};
        for (double time = 1800.0; time < 1e5; time *= 2.0) {
            cr_assert_float_eq(aci_layered_passed(&stack, 2, time),
                               aci_finite_dose_absorbed(&dose, time), 1e-12);
            cr_assert_float_eq(aci_layered_evaporated(&stack, time),
                               aci_finite_dose_evaporated(&dose, time), 1e-12);
        }
    }
}

Test(exact_layered, stirred_film_is_the_series)
{
    aci_layered stack = {.donor_activity = 1.0, .donor_capacity = 20e-6, .count = 1};
    stack.layers[0] = (aci_layered_material){2.0, 1e-14, 15e-6, 0.0, 0.0};
    aci_finite_dose_film dose = {20e-6, 2.0, 15e-6, 1e-14};
    for (double time = 600.0; time < 1e5; time *= 2.0) {
        cr_assert_float_eq(aci_layered_donor(&stack, time) / 20e-6,
                           aci_finite_dose_film_left(&dose, time), 1e-12);
        cr_assert_float_eq(aci_layered_passed(&stack, 1, time) / 20e-6,
                           aci_finite_dose_film_absorbed(&dose, time), 1e-12);
    }
}

/* a vehicle of 50 um as first layer, at rest at 10 kg/m3 under a sealed top */
static aci_layered meshed_vehicle(double diffusivity)
{
    aci_layered stack = in_vivo;
    stack.donor_held = false;
    stack.count = 4;
    for (int i = 3; i > 0; i--) {
        stack.layers[i] = in_vivo.layers[i - 1];
    }
    stack.layers[0] = (aci_layered_material){1.0, diffusivity, 50e-6, 0.0, 10.0};
    return stack;
}

Test(exact_layered, finite_vehicle_conserves_the_dose)
{
    aci_layered stack = meshed_vehicle(5e-10);
    for (double time = 1.0; time < 1e7; time *= 10.0) {
        double found = aci_layered_cleared_total(&stack, time);
        for (int i = 0; i < 4; i++) {
            found += aci_layered_amount(&stack, i, time);
        }
        assert_relative(found, 10.0 * 50e-6, 1e-12);
        double left = aci_layered_amount(&stack, 0, time);
        cr_assert_float_eq(left + aci_layered_passed(&stack, 1, time), 5e-4, 5e-16);
    }
}

/* diffusion inside the film delays by about h^2/D = 2.5e-6 s against the hours of uptake */
Test(exact_layered, fast_vehicle_is_a_stirred_film)
{
    aci_layered meshed = meshed_vehicle(1e-3);
    aci_layered stirred = in_vivo;
    stirred.donor_held = false;
    stirred.donor_capacity = 50e-6;
    for (double time = 3600.0; time < 1e5; time *= 2.0) {
        assert_relative(aci_layered_amount(&meshed, 0, time), aci_layered_donor(&stirred, time),
                        1e-8);
        assert_relative(aci_layered_cleared_total(&meshed, time),
                        aci_layered_cleared_total(&stirred, time), 1e-8);
    }
}

/* closed and lossless: uniform u = dose/sum K h in the end; slowest mode faster than 1e5 s */
Test(exact_layered, closed_stack_comes_to_one_activity)
{
    aci_layered stack = meshed_vehicle(5e-10);
    stack.layers[3].clearance = 0.0;
    double capacity = 0.0;
    for (int i = 0; i < 4; i++) {
        capacity += stack.layers[i].partition * stack.layers[i].thickness;
    }
    double depths[] = {0.0, 20e-6, 55e-6, 100e-6, 1.1e-3};
    for (int i = 0; i < 5; i++) {
        assert_relative(aci_layered_activity(&stack, depths[i], 1e8), 5e-4 / capacity, 1e-11);
    }
}
