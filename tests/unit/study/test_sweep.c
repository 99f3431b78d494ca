/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `sweep`: which cases it means. */
#include "acicula/study/sweep.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static aci_config *open_config(const char *section)
{
    aci_config *config = NULL;
    char text[2048];
    snprintf(text, sizeof text, "sweep:\n%s", section);
    cr_assert_eq(aci_config_parse("test.yaml", text, strlen(text), &config), ACI_OK);
    aci_parameters_check(config, aci_scenario_parameters());
    return config;
}

static void read_sweep(const char *section, aci_sweep *out)
{
    aci_config *config = open_config(section);
    aci_status status = aci_sweep_read(config, out);
    cr_assert_eq(status, ACI_OK, "%s", aci_config_faults(config));
    aci_config_destroy(&config);
}

/* "depth|pitch" of a case, as the config would take it. */
static void read_case(const aci_sweep *sweep, long number, aci_case *out)
{
    memset(out, 0, sizeof *out);
    out->number = number;
    cr_assert_eq(aci_sweep_assign(sweep, out), ACI_OK);
}

static void expect_case(const aci_sweep *sweep, long number, const char *first, const char *second)
{
    aci_case values;
    read_case(sweep, number, &values);
    cr_assert_eq(values.count, 2);
    cr_assert_str_eq(values.assignments[0].value, first, "case %ld", number);
    cr_assert_str_eq(values.assignments[1].value, second, "case %ld", number);
}

Test(sweep, grid_goes_through_all_with_the_last_key_fastest)
{
    aci_sweep sweep;
    read_sweep("  vary:\n    channels.depth: [50 um, 0.1 mm]\n    product.dose: [infinite, 20 um, "
               "30 um]\n",
               &sweep);
    cr_assert_eq(sweep.count, 6);
    expect_case(&sweep, 0, "50 um", "infinite");
    expect_case(&sweep, 2, "50 um", "30 um");
    expect_case(&sweep, 3, "0.1 mm", "infinite");
    expect_case(&sweep, 5, "0.1 mm", "30 um");
    cr_assert(!sweep.keys[0].has_words);
    cr_assert(sweep.keys[1].has_words);
    aci_sweep_destroy(&sweep);
}

Test(sweep, zip_goes_side_by_side)
{
    aci_sweep sweep;
    read_sweep("  design: zip\n  vary:\n    channels.depth: [50 um, 100 um, 150 um]\n    "
               "channels.pitch: {from: 300 um, to: 500 um, count: 3}\n",
               &sweep);
    cr_assert_eq(sweep.count, 3);
    expect_case(&sweep, 0, "50 um", "300 um");
    expect_case(&sweep, 1, "100 um", "400 um");
    expect_case(&sweep, 2, "150 um", "500 um");
    aci_sweep_destroy(&sweep);
}

Test(sweep, ranges_meet_both_ends_and_space_evenly)
{
    aci_sweep sweep;
    read_sweep("  vary:\n    channels.density: {from: 25 /cm2, to: 400 /cm2, count: 5, spacing: "
               "log}\n    channels.partition: {from: 0.1, to: 0.9, count: 5}\n",
               &sweep);
    cr_assert_eq(sweep.count, 25);
    for (int n = 0; n < 5; n++) {
        aci_case values;
        read_case(&sweep, 5 * n, &values);
        double density = aci_sweep_number(&sweep, &values, 0);
        cr_assert_float_eq(density, 25e4 * pow(2.0, n), 1e-11 * density);
        read_case(&sweep, n, &values);
        cr_assert_float_eq(aci_sweep_number(&sweep, &values, 1), 0.1 + 0.2 * n, 1e-12);
    }
    expect_case(&sweep, 24, "400 1/cm2", "0.9");
    aci_sweep_destroy(&sweep);
}

Test(sweep, a_range_of_whole_numbers_gives_whole_numbers)
{
    aci_sweep sweep;
    read_sweep("  vary:\n    device.needles: {from: 1, to: 9, count: 5}\n    treatment.passes: "
               "{from: 1, to: 100, count: 3, spacing: log}\n",
               &sweep);
    expect_case(&sweep, 0, "1", "1");
    expect_case(&sweep, 1, "1", "10");
    expect_case(&sweep, 14, "9", "100");
    aci_sweep_destroy(&sweep);
}

static void read_latin(int seed, aci_sweep *out)
{
    char section[512];
    snprintf(section, sizeof section,
             "  design: latin_hypercube\n  samples: 40\n  seed: %d\n  vary:\n    channels.depth: "
             "{from: 4 um, to: 400 um}\n    channels.partition: {from: 1e-2, to: 1e2, spacing: "
             "log}\n",
             seed);
    read_sweep(section, out);
}

/* One sample in each of the equal shares of each key (McKay, Beckman, Conover 1979). */
Test(sweep, latin_hypercube_meets_each_share_once)
{
    aci_sweep sweep, other;
    read_latin(1, &sweep);
    read_latin(2, &other);
    int differing = 0;
    for (int k = 0; k < 2; k++) {
        int met[40] = {0};
        for (long n = 0; n < 40; n++) {
            double u = sweep.unit[2 * n + k];
            cr_assert(u > 0.0 && u < 1.0);
            met[(int)(40.0 * u)]++;
            differing += u != other.unit[2 * n + k];
        }
        for (int share = 0; share < 40; share++) {
            cr_assert_eq(met[share], 1, "key %d share %d", k, share);
        }
    }
    cr_assert_gt(differing, 70);
    aci_sweep_destroy(&sweep);
    aci_sweep_destroy(&other);
}

/* Points 1 to 2^k - 1 and the origin meet each of 2^k equal shares once, in each dimension; more
 * samples go on where fewer ended. */
Test(sweep, sobol_is_balanced_and_can_be_extended)
{
    aci_sweep few, many;
    const char *text = "  design: sobol\n  samples: %d\n  vary:\n    channels.depth: {from: 10 um, "
                       "to: 400 um}\n    channels.partition: {from: 1e-2, to: 1e2, spacing: log}\n";
    char section[512];
    snprintf(section, sizeof section, text, 31);
    read_sweep(section, &few);
    snprintf(section, sizeof section, text, 127);
    read_sweep(section, &many);
    for (int k = 0; k < 2; k++) {
        int met[128] = {1};
        for (long n = 0; n < 127; n++) {
            met[(int)(128.0 * many.unit[2 * n + k])]++;
        }
        for (int share = 0; share < 128; share++) {
            cr_assert_eq(met[share], 1, "key %d share %d", k, share);
        }
    }
    cr_assert_eq(memcmp(few.unit, many.unit, 31 * 2 * sizeof(double)), 0);
    aci_sweep_destroy(&few);
    aci_sweep_destroy(&many);
}

Test(sweep, samples_take_the_elements_of_a_list_with_equal_shares)
{
    aci_sweep sweep;
    int met[4] = {0};
    read_sweep("  design: latin_hypercube\n  samples: 40\n  vary:\n    skin.setting: [in_vivo, "
               "in_vitro]\n    channels.depth: [50 um, 100 um]\n",
               &sweep);
    for (long n = 0; n < sweep.count; n++) {
        aci_case values;
        read_case(&sweep, n, &values);
        met[strcmp(values.assignments[0].value, "in_vitro") == 0]++;
        met[2 + (strcmp(values.assignments[1].value, "100 um") == 0)]++;
    }
    for (int k = 0; k < 4; k++) {
        cr_assert_eq(met[k], 20);
    }
    aci_sweep_destroy(&sweep);
}

static void expect_fault(const char *section, const char *message)
{
    aci_sweep sweep;
    aci_config *config = open_config(section);
    aci_status status = aci_sweep_read(config, &sweep);
    cr_assert_eq(status, ACI_BAD_INPUT, "%s", section);
    cr_assert_not_null(strstr(aci_config_faults(config), message), "%s\ndoes not say: %s",
                       aci_config_faults(config), message);
    aci_sweep_destroy(&sweep);
    aci_config_destroy(&config);
}

Test(sweep, says_what_is_wrong)
{
    expect_fault("  design: grid\n", "sweep.vary: missing");
    expect_fault("  vary: {channels.dept: [1 um]}\n", "did you mean 'channels.depth'");
    expect_fault("  vary: {channels.depth: [1 um, 3 s]}\n", "wrong dimension");
    expect_fault("  vary: {channels.depth: [1 um, -3 um]}\n", "out of range");
    expect_fault("  vary: {channels.depth: []}\n", "at least one");
    expect_fault("  vary: {channels.depth: 100 um}\n", "expected a list [..] or a range");
    expect_fault("  vary: {channels.depth: {from: 1 um, to: 2 um}}\n", "count: missing");
    expect_fault("  vary: {channels.depth: {from: 1 um, count: 3}}\n", "to: missing");
    expect_fault("  vary: {channels.depth: {from: 3 um, to: 2 um, count: 3}}\n",
                 "not above `from`");
    expect_fault("  vary: {channels.depth: {from: 1 um, to: 2 um, count: 3, step: 1}}\n",
                 "unknown key 'step'");
    expect_fault("  vary: {channels.depth: {from: 1 um, to: 2 um, count: 2.5}}\n",
                 "expected a whole number");
    expect_fault("  vary: {schedule.apply_at: {from: -1 min, to: 1 min, count: 3, spacing: log}}\n",
                 "above zero");
    expect_fault("  vary: {skin.site: {from: 1, to: 2, count: 3}}\n", "expected a list");
    expect_fault("  vary: {skin.layers: [1]}\n", "takes no single value");
    expect_fault("  vary: {sweep.seed: [1, 2]}\n", "takes no single value");
    expect_fault("  design: zip\n  vary: {channels.depth: [1 um, 2 um], channels.pitch: [1 mm]}\n",
                 "side by side");
    expect_fault("  design: sobol\n  vary: {channels.depth: {from: 1 um, to: 2 um, count: 3}}\n",
                 "sweep.samples says");
    expect_fault("  samples: 3\n  vary: {channels.depth: [1 um]}\n", "latin_hypercube and sobol");
    expect_fault("  vary: {product.dose: [10 um, 2 mg/cm2]}\n", "another dimension");
    expect_fault("  vary: {channels.depth: {from: 1 um, to: 2 um, count: 100000}, channels.pitch: "
                 "{from: 1 mm, to: 2 mm, count: 100000}}\n",
                 "at most 10000000");
}
