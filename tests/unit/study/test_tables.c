/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults in the CSV files a config names. */
#include <criterion/criterion.h>
#include <string.h>

#include "acicula/study/scenario.h"

TestSuite(tables, .timeout = 10);

/* The column is that of the cell, behind its blanks; an empty file has a first line too. */
Test(tables, a_fault_in_a_table_shows_its_line)
{
    static const struct {
        const char *table, *fault;
    } cases[] = {
        {"depth_um,radius_um\n0, 30\n100,  3x\n",
         "t.csv:3:7: error: channels.profile: '3x' in column radius_um is not a number\n"
         "     3 | 100,  3x\n"
         "       |       ^\n"},
        {"depth_um,radius_um\n0,30\n100,-1\n200,1\n", "t.csv:3:5: error: channels.profile: a neg"},
        {"", "t.csv:1:1: error: channels.profile: no rows"},
        {"depth_um,radius_um\n", "t.csv:1:1: error: channels.profile: no rows"},
        {"\xef\xbb\xbf"
         "depth\n",
         "t.csv:1:1: error: channels.profile: 'depth' is not the header, expected "
         "depth_um,radius_um\n     1 | depth\n       | ^\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        static const char text[] = "channels: {profile: t.csv}\n";
        aci_config *config = NULL;
        aci_scenario scenario;
        cr_assert_eq(aci_config_parse("c.yaml", text, sizeof text - 1, &config), ACI_OK);
        cr_assert_eq(aci_config_add_input(config, "t.csv", cases[i].table, strlen(cases[i].table)),
                     ACI_OK);
        cr_assert_eq(aci_scenario_read(config, &scenario), ACI_BAD_INPUT);
        const char *faults = aci_config_faults(config);
        cr_assert_not_null(strstr(faults, cases[i].fault), "%s", faults);
        aci_scenario_destroy(&scenario);
        aci_config_destroy(&config);
    }
}
