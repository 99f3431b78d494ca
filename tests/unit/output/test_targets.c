/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regions, strips and planes through the file and back. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/output/description.h"
#include "acicula/output/table.h"
#include "sample.h"

TestSuite(targets, .timeout = 20);

static void number(aci_series *series, double first)
{
    for (int n = 0; n < series->times * series->columns; n++) {
        series->values[n] = first + n / 7.0;
    }
    for (int k = 0; k < series->columns; k++) {
        series->errors[k] = 1e-3 * (k + 1);
    }
}

/* Two regions, one with a threshold, three strips, two planes without; 1 to 3 h. */
static void ask(sample *made)
{
    aci_targets *t = &made->scenario.targets;
    strcpy(made->scenario.skin.layers[0].name, "stratum_corneum");
    made->scenario.duration = made->time[SAMPLE_TIMES - 1];
    made->scenario.report = (aci_times){SAMPLE_TIMES, made->time};
    t->region_count = 2;
    t->regions[0] = (aci_region){
        .name = "basal_layer", .from.value = 70e-6, .to.value = 77e-6, .threshold = 0.25};
    t->regions[1] = (aci_region){.name = "deep", .from.value = 77e-6, .to.value = 90e-6};
    t->strips = 3;
    t->plane_count = 2;
    t->plane[0] = 100e-6;
    t->plane[1] = 300e-6;
    aci_readouts *r = &made->results.readouts;
    cr_assert_eq(aci_readouts_create(&made->scenario, false, r), ACI_OK);
    for (int row = 0; row < ACI_REGION_ROWS; row++) {
        number(&r->regions[row], 1.0 + row);
    }
    for (int row = 0; row < ACI_REGION_ENDPOINTS; row++) {
        number(&r->endpoints[row], 10.0 + row);
    }
    for (int row = 0; row < ACI_UNIFORMITY_ROWS; row++) {
        number(&r->uniformity[row], 0.1 * row);
    }
    number(&r->strips, 3.0);
}

static aci_reader *write_and_open(sample *made)
{
    aci_reader *reader = NULL;
    sample_create(ACI_AXISYMMETRIC, made);
    ask(made);
    cr_assert_eq(sample_write(made), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_open(made->path, false, &reader), ACI_OK, "%s", aci_status_message());
    return reader;
}

static void drop(sample *made, aci_reader **reader)
{
    aci_reader_destroy(reader);
    aci_readouts_destroy(&made->results.readouts);
    sample_destroy(made);
}

static void check_variable(const aci_reader *reader, const char *path, const aci_series *series)
{
    aci_reader_variable v;
    cr_assert_eq(aci_reader_read(reader, path, &v), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(v.count, (size_t)series->times * (size_t)series->columns);
    cr_assert_arr_eq(v.values, series->values, v.count * sizeof(double));
    cr_assert_eq(v.error_count, (size_t)series->columns);
    cr_assert_arr_eq(v.numerical_error, series->errors, v.error_count * sizeof(double));
    cr_assert(v.units[0] != '\0' && v.long_name[0] != '\0', "%s", path);
    aci_reader_destroy_variable(&v);
}

Test(targets, read_back_exactly)
{
    sample made;
    aci_reader *reader = write_and_open(&made);
    const aci_readouts *r = &made.results.readouts;
    check_variable(reader, "/regions/mean_concentration",
                   &r->regions[ACI_REGION_mean_concentration]);
    check_variable(reader, "/regions/mean_area_under_curve",
                   &r->endpoints[ACI_REGION_ENDPOINT_mean_area_under_curve]);
    check_variable(reader, "/strips/strip_amount", &r->strips);
    check_variable(reader, "/uniformity/gini", &r->uniformity[ACI_UNIFORMITY_gini]);
    cr_assert_not(aci_reader_has(reader, "/uniformity/area_above"));
    cr_assert_not(aci_reader_has(reader, "/uniformity/overlap"));
    drop(&made, &reader);
}

Test(targets, what_has_no_threshold_has_no_value)
{
    sample made;
    aci_reader_variable v;
    aci_reader *reader = write_and_open(&made);
    cr_assert_eq(aci_reader_read(reader, "/regions/time_above_threshold", &v), ACI_OK);
    cr_assert(v.values[0] == 13.0 && isnan(v.values[1]), "%g %g", v.values[0], v.values[1]);
    aci_reader_destroy_variable(&v);
    cr_assert_eq(aci_reader_read(reader, "/regions/share_above", &v), ACI_OK);
    cr_assert(v.values[0] == 4.0 && isnan(v.values[1]));
    aci_reader_destroy_variable(&v);
    drop(&made, &reader);
}

static void check_header(const aci_reader *reader, const char *table, const char *header)
{
    char *text = NULL;
    cr_assert_eq(aci_table_csv(reader, table, NULL, &text), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(strncmp(text, header, strlen(header)), 0, "%s", text);
    free(text);
}

Test(targets, tables_name_columns_after_regions_strips_and_depths)
{
    sample made;
    aci_reader *reader = write_and_open(&made);
    check_header(reader, "regions",
                 "time,region_amount_basal_layer,region_amount_deep,"
                 "mean_concentration_basal_layer,");
    check_header(reader, "region_endpoints",
                 "region,region_top,region_bottom,region_threshold,"
                 "mean_concentration_max,");
    check_header(reader, "strips", "time,strip_amount_1,strip_amount_2,strip_amount_3\ns,kg m-2");
    check_header(reader, "uniformity", "time,variation_100um,variation_300um,gini_100um,");
    drop(&made, &reader);
}

Test(targets, every_variable_is_explained)
{
    static const char *const groups[] = {"regions", "strips", "uniformity"};
    sample made;
    aci_reader *reader = write_and_open(&made);
    for (int g = 0; g < 3; g++) {
        char **names = NULL;
        int count = 0;
        cr_assert_eq(aci_reader_names(reader, groups[g], &names, &count), ACI_OK);
        for (int n = 0; n < count; n++) {
            aci_description found;
            cr_assert(aci_description_find(names[n], &found), "%s", names[n]);
            cr_assert(aci_description_is_in(&found, groups[g]), "%s/%s", groups[g], names[n]);
        }
        aci_reader_destroy_names(&names, count);
    }
    drop(&made, &reader);
}
