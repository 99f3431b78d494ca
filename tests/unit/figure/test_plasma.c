/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "figure/draw.h"
#include "figure_data.h"

TestSuite(plasma, .timeout = 30);

enum { POINTS = 49 };

/// C = x e^(1 - x) of a largest concentration at 2 h, kg/m3; behind intact skin a tenth.
static void make_body(double largest, double level, aci_figure_data *data)
{
    aci_figure_body *body = &data->body;
    body->times = POINTS;
    body->time = calloc(POINTS, sizeof(double));
    body->concentration = calloc(POINTS, sizeof(double));
    body->control = calloc(POINTS, sizeof(double));
    for (int n = 0; n < POINTS; n++) {
        double x = n / 4.0;
        body->time[n] = 1800.0 * n;
        body->concentration[n] = largest * x * exp(1 - x);
        body->control[n] = 0.1 * body->concentration[n];
    }
    body->level = level;
    body->endpoints[ACI_SYSTEMIC_ENDPOINT_concentration_max] =
        (aci_systemic_value){true, largest, 2e-3};
    body->endpoints[ACI_SYSTEMIC_ENDPOINT_time_of_concentration_max] =
        (aci_systemic_value){true, 7200, 1e-2};
    body->endpoints[ACI_SYSTEMIC_ENDPOINT_area_under_curve_total] =
        (aci_systemic_value){true, 3.6, 1e-3};
    body->endpoints[ACI_SYSTEMIC_ENDPOINT_margin] =
        (aci_systemic_value){level > 0, level / largest, 2e-3};
}

static char *script_of(const aci_figure_data *data)
{
    char *text = NULL;
    size_t size = 0;
    aci_script script = {.stream = open_memstream(&text, &size), .output = "none.svg"};
    cr_assert_eq(aci_draw_script(data, ACI_FIGURE_plasma, &script), ACI_OK);
    fclose(script.stream);
    return text;
}

static void has(const char *text, const char *part)
{
    cr_assert_not_null(strstr(text, part), "no '%s' in\n%s", part, text);
}

Test(plasma, marks_the_largest_and_the_level)
{
    aci_figure_data data;
    make_data(ACI_AXISYMMETRIC, &data);
    make_body(2e-3, 6e-3, &data);
    char *text = script_of(&data);
    has(text, "$peak << END\n2 2\nEND"); /* h, mg/L */
    has(text, "from graph 0, first 6 to graph 1, first 6 nohead");
    has(text, "concentration in plasma (mg/L)");
    has(text, "largest 2.00 mg/L at 2 h");
    has(text, "largest 0.200 mg/L");
    has(text, "margin 3.00");
    has(text, "numerical error about 0.2 %");
    has(text, "1.00 mg h/L"); /* 3.6 kg s/m3 */
    has(text, "unset logscale y");
    free(text);
    aci_data_destroy(&data);
}

/// A level in sight is on a linear axis, one far above on a logarithmic one, in its window.
Test(plasma, a_level_far_above_makes_the_axis_logarithmic)
{
    aci_figure_data data;
    make_data(ACI_AXISYMMETRIC, &data);
    make_body(2e-5, 6e-3, &data);
    char *text = script_of(&data);
    double low = 0, high = 0;
    const char *range = strstr(text, "set yrange [");
    cr_assert_not_null(range);
    cr_assert_eq(sscanf(range, "set yrange [%lf:%lf]", &low, &high), 2);
    has(text, "\nset logscale y");
    has(text, "g/L)"); /* ug/L */
    has(text, "0 NaN NaN\n");
    cr_assert(low > 0 && low <= 0.02 && high >= 6000, "%g:%g", low, high);
    free(text);
    aci_data_destroy(&data);
}

Test(plasma, without_a_level_there_is_no_line)
{
    aci_figure_data data;
    make_data(ACI_SLAB, &data);
    make_body(2e-8, 0, &data);
    char *text = script_of(&data);
    has(text, "ng/L");
    cr_assert_null(strstr(text, "stated level"));
    cr_assert_null(strstr(text, "nohead lw 1.5 dt (8,5)"));
    cr_assert_null(strstr(text, "using 1:3"), "intact skin is its own control");
    free(text);
    aci_data_destroy(&data);
}

Test(plasma, is_drawn)
{
    aci_figure_data data;
    char path[] = "/tmp/acicula-plasma-XXXXXX", line[4096] = "";
    int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    close(descriptor);
    make_data(ACI_AXISYMMETRIC, &data);
    make_body(2e-5, 6e-3, &data);
    cr_assert_eq(aci_draw_file(&data, ACI_FIGURE_plasma, ACI_FIGURE_SVG, path), ACI_OK, "%s",
                 aci_status_message());
    FILE *file = fopen(path, "r");
    bool has_label = false;
    while (fgets(line, sizeof line, file) != NULL) {
        has_label = has_label || strstr(line, "stated level") != NULL;
    }
    fclose(file);
    unlink(path);
    cr_assert(has_label);
    aci_data_destroy(&data);
}
