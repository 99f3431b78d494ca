/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured curves from CSV files, and the faults in them. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "acicula/base/random.h"
#include "acicula/study/measured.h"

TestSuite(measured, .timeout = 10);

static aci_status read_file(const char *table, aci_config **config, aci_measured *out)
{
    static const char text[] = "calibrate: {data: [in/cells.csv]}\n";
    *out = (aci_measured){.count = 0};
    cr_assert_eq(aci_config_parse("c.yaml", text, sizeof text - 1, config), ACI_OK);
    cr_assert_eq(aci_config_add_input(*config, "in/cells.csv", table, strlen(table)), ACI_OK);
    const aci_node *node = aci_config_find(*config, "calibrate.data[0]");
    cr_assert_not_null(node);
    return aci_measured_read(*config, node, NULL, "kg m-2", out);
}

Test(measured, columns_come_in_any_order_and_unit)
{
    aci_config *config = NULL;
    aci_measured m;
    aci_status status = read_file("# a comment\nset,sd,time,n,amount\n,ng/cm2,min,,ug/cm2\n"
                                  "arm,4600,60,3,19.6\n# another\nleg,,180,,30\narm,100,180,4,0\n",
                                  &config, &m);
    cr_assert_eq(status, ACI_OK, "%s", aci_config_faults(config));
    cr_assert_eq(m.count, 3);
    cr_assert_eq(m.set_count, 2);
    cr_assert_str_eq(m.sets[1], "leg");
    cr_assert_eq(aci_measured_find(&m, "leg"), 1);
    cr_assert_eq(aci_measured_find(&m, "cells"), -1);
    cr_assert_eq(m.rows[0].time, 3600.0);
    cr_assert_float_eq(m.rows[0].amount, 19.6e-5, 1e-19);
    cr_assert_float_eq(m.rows[0].deviation, 4.6e-5, 1e-19);
    cr_assert_eq(m.rows[0].samples, 3.0);
    cr_assert(isnan(m.rows[1].deviation) && m.rows[1].samples == 1.0 && m.rows[1].set == 1);
    aci_measured_destroy(&m);
    aci_config_destroy(&config);
}

/* Pooled by hand: (2 0.1^2 + 3 0.2^2)/5. */
Test(measured, deviations_are_pooled_by_their_degrees_of_freedom)
{
    aci_config *config = NULL;
    aci_measured m;
    double freedom = 0.0;
    cr_assert_eq(read_file("time,amount,sd,n\nh,kg/m2,kg/m2,1\n1,2,0.2,3\n2,3,0.6,4\n3,4,1,1\n",
                           &config, &m),
                 ACI_OK);
    cr_assert_str_eq(m.sets[0], "cells");
    cr_assert_float_eq(aci_measured_spread(&m, &freedom), sqrt((2 * 0.01 + 3 * 0.04) / 5), 1e-15);
    cr_assert_eq(freedom, 5.0);
    aci_measured_destroy(&m);
    aci_config_destroy(&config);
}

/* Sets of eight times with three samples each of one relative deviation: five in a hundred are
 * found unlike, within four standard deviations of 2000 sets and the approximation's own 0.01. */
Test(measured, deviations_of_one_kind_are_alike_in_95_of_100_sets)
{
    enum { SETS = 2000, TIMES = 8 };
    aci_measured_row rows[TIMES] = {{.time = 0.0}};
    const aci_measured m = {.count = TIMES, .rows = rows};
    aci_random random = aci_random_start(5, 1, 0);
    int unlike = 0;
    for (int set = 0; set < SETS; ++set) {
        for (int i = 0; i < TIMES; ++i) {
            double x[3], mean = 0.0, square = 0.0;
            for (int k = 0; k < 3; ++k) {
                x[k] = aci_random_normal(&random);
                mean += x[k] / 3.0;
            }
            for (int k = 0; k < 3; ++k) {
                square += (x[k] - mean) * (x[k] - mean);
            }
            rows[i] = (aci_measured_row){.time = i, .amount = 10.0, .samples = 3.0};
            rows[i].deviation = sqrt(square / 2.0);
        }
        unlike += aci_measured_likeness(&m) < 0.05;
    }
    cr_assert_float_eq((double)unlike / SETS, 0.05, 4.0 * sqrt(0.05 * 0.95 / SETS) + 0.01, "%d",
                       unlike);
    for (int i = 0; i < TIMES; ++i) {
        rows[i].deviation = 1.0;
    }
    cr_assert_float_eq(aci_measured_likeness(&m), 1.0, 1e-12);
    rows[0].deviation = 1e-3;
    rows[1].deviation = 100.0;
    cr_assert_lt(aci_measured_likeness(&m), 1e-3);
    rows[0].amount = -rows[0].amount;
    cr_assert_lt(aci_measured_likeness(&m), 1e-3);
}

#define HEAD "time,amount,sd,n\nh,ug/cm2,ug/cm2,1\n"

Test(measured, a_fault_shows_file_line_and_column)
{
    static const struct {
        const char *table, *fault;
    } cases[] = {
        {"", "in/cells.csv:1:1: error: calibrate.data[0]: no measurements, expected a line of"},
        {HEAD, "in/cells.csv:2:1: error: calibrate.data[0]: no measurements"},
        {"time,amounts\n", "in/cells.csv:1:6: error: calibrate.data[0]: 'amounts' is no column, "
                           "allowed are time, amount, sd, n and set\n"
                           "     1 | time,amounts\n"
                           "       |      ^\n"},
        {"time,sd\n", "in/cells.csv:1:1: error: calibrate.data[0]: no column amount, expected"},
        {"time,amount,time\n", "in/cells.csv:1:13: error: calibrate.data[0]: a second column time"},
        {"time,amount\nh\n", "in/cells.csv:2:1: error: calibrate.data[0]: 1 units for 2 columns"},
        {"time,amount\nh,ug\n", "in/cells.csv:2:3: error: calibrate.data[0]: 'ug' is no unit of "
                                "column amount, expected one such as ug/cm2 in kg m-2"},
        {"time,amount\nm,ug/cm2\n", "in/cells.csv:2:1: error: calibrate.data[0]: 'm' is no unit"},
        {HEAD "1,2,3\n", "in/cells.csv:3:1: error: calibrate.data[0]: 3 columns, expected 4"},
        {HEAD "1,2x,3,3\n",
         "in/cells.csv:3:3: error: calibrate.data[0]: '2x' in column amount is not a number"},
        {HEAD "1,,3,3\n", "in/cells.csv:3:3: error: calibrate.data[0]: column amount is empty"},
        {HEAD "0,2,3,3\n", "in/cells.csv:3:1: error: calibrate.data[0]: a time out of range"},
        {HEAD "1,2,0,3\n", "in/cells.csv:3:5: error: calibrate.data[0]: a standard deviation of 0 "
                           "or less, allowed is more; leave it empty where it is not known"},
        {HEAD "1,2,3,2.5\n", "in/cells.csv:3:7: error: calibrate.data[0]: a number of samples"},
        {HEAD "1,2,3,0\n", "in/cells.csv:3:7: error: calibrate.data[0]: a number of samples"},
        {HEAD "1,2,3,3\n2,2,3,3\n1,2,3,3\n",
         "in/cells.csv:5:1: error: calibrate.data[0]: the same amount of data set 'cells' at this "
         "time as in in/cells.csv:3: given twice?"},
        {"time,amount,set\nh,ug/cm2,\n1,2,an arm\n",
         "in/cells.csv:3:5: error: calibrate.data[0]: 'an arm' is no name of a data set"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        aci_config *config = NULL;
        aci_measured m;
        cr_assert_eq(read_file(cases[i].table, &config, &m), ACI_BAD_INPUT, "%s", cases[i].table);
        const char *faults = aci_config_faults(config);
        cr_assert_eq(strncmp(faults, cases[i].fault, strlen(cases[i].fault)), 0, "%s\n%s", faults,
                     cases[i].fault);
        cr_assert_eq(aci_config_fault_count(config), 1);
        aci_measured_destroy(&m);
        aci_config_destroy(&config);
    }
}
