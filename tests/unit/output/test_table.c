/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/table.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

TestSuite(table, .timeout = 20);

static aci_reader *write_and_open(sample *made)
{
    aci_reader *reader = NULL;
    sample_create(ACI_AXISYMMETRIC, made);
    cr_assert_eq(sample_write(made), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_open(made->path, false, &reader), ACI_OK, "%s", aci_status_message());
    return reader;
}

static char *csv(const aci_reader *reader, const char *table, const char *units)
{
    char *text = NULL;
    cr_assert_eq(aci_table_csv(reader, table, units, &text), ACI_OK, "%s", aci_status_message());
    return text;
}

/// The field in a line and column, both from 0.
static void field(const char *text, int line, int column, char out[64])
{
    for (; line > 0; line--) {
        text = strchr(text, '\n') + 1;
    }
    for (; column > 0; column--) {
        text = strchr(text, ',') + 1;
    }
    size_t length = strcspn(text, ",\n");
    cr_assert_lt(length, 64);
    memcpy(out, text, length);
    out[length] = '\0';
}

static int column_of(const char *text, const char *name)
{
    char found[64];
    for (int column = 0; column < 32; column++) {
        field(text, 0, column, found);
        if (strcmp(found, name) == 0) {
            return column;
        }
    }
    return -1;
}

Test(table, history_reads_back_exactly)
{
    sample made;
    char text[64];
    aci_reader *reader = write_and_open(&made);
    char *table = csv(reader, "history", NULL);
    cr_assert_eq(strncmp(table, "time,applied,vehicle,", 21), 0, "%s", table);
    int absorbed = column_of(table, "absorbed"), dermis = column_of(table, "layer_amount_dermis");
    cr_assert(absorbed > 0 && dermis > 0);
    field(table, 1, absorbed, text);
    cr_assert_str_eq(text, "kg m-2");
    for (int i = 0; i < SAMPLE_TIMES; i++) {
        field(table, 2 + i, absorbed, text);
        cr_assert_eq(strtod(text, NULL), made.rows[ACI_HISTORY_absorbed][i]);
        field(table, 2 + i, dermis, text);
        cr_assert_eq(strtod(text, NULL), made.layer_amount[2 * i + 1]);
    }
    free(table);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

/// 1 kg/m2 = 1e5 ug/cm2; the conversion rounds once or twice, each time by half a unit in the last
/// place, hence the tolerance of 4 ulp.
Test(table, converts_units)
{
    sample made;
    char text[64];
    aci_reader *reader = write_and_open(&made);
    char *table = csv(reader, "history", "h,ug/cm2");
    int absorbed = column_of(table, "absorbed"), flux = column_of(table, "absorption_flux");
    field(table, 1, 0, text);
    cr_assert_str_eq(text, "h");
    field(table, 1, absorbed, text);
    cr_assert_str_eq(text, "ug/cm2");
    field(table, 1, flux, text);
    cr_assert_str_eq(text, "kg m-2 s-1");
    for (int i = 0; i < SAMPLE_TIMES; i++) {
        double expected = 1e5 * made.rows[ACI_HISTORY_absorbed][i];
        field(table, 2 + i, 0, text);
        cr_assert_eq(strtod(text, NULL), i + 1.0);
        field(table, 2 + i, absorbed, text);
        cr_assert_lt(fabs(strtod(text, NULL) - expected), 4 * 2.3e-16 * expected);
    }
    free(table);
    table = csv(reader, "history", "display");
    field(table, 1, flux, text);
    cr_assert_str_eq(text, "ug/cm2/h");
    free(table);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

Test(table, has_endpoints_and_layers)
{
    sample made;
    aci_reader *reader = write_and_open(&made);
    char *endpoints = csv(reader, "endpoints", NULL), *layers = csv(reader, "geometry", "um");
    cr_assert_str_eq(endpoints, "flux_max,time_of_flux_max,lag_time,permeability,"
                                "enhancement_ratio,dermal_delivery,steady_flux\n"
                                "kg m-2 s-1,s,s,m s-1,1,kg m-2,kg m-2 s-1\n"
                                "0.1,0.2,0.30000000000000004,0.4,0.5,0.6000000000000001,"
                                "3.3333333333333337e-10\n");
    cr_assert_str_eq(layers, "layer,layer_top,layer_bottom\n,um,um\n"
                             "stratum_corneum,0,15\ndermis,15,915\n");
    free(endpoints);
    free(layers);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

static void check_refused(const aci_reader *reader, const char *table, const char *units,
                          const char *word)
{
    char *text = NULL;
    cr_assert_eq(aci_table_csv(reader, table, units, &text), ACI_BAD_INPUT);
    cr_assert_null(text);
    cr_assert(strstr(aci_status_message(), word), "%s", aci_status_message());
}

Test(table, says_what_is_allowed)
{
    sample made;
    aci_reader *reader = write_and_open(&made);
    check_refused(reader, "histroy", NULL, "it has history, control, endpoints, geometry");
    check_refused(reader, "provenance", NULL, "it has");
    check_refused(reader, "history", "furlong", "'furlong' is no unit");
    check_refused(reader, "geometry", "um,ug/cm2", "'ug/cm2' fits no column");
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}
