/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "figure/draw.h"
#include "figure_data.h"

TestSuite(targets_figures, .timeout = 30);

static double *numbers(int count, double first, double step)
{
    double *out = calloc((size_t)count, sizeof *out);
    for (int n = 0; n < count; n++) {
        out[n] = first + step * n;
    }
    return out;
}

/* One region that rises from 1 to 3 mg/mL in 2 h, to reach 2; two strips of 5 and 6 ug/cm2. */
static void make_targets(aci_figure_data *data)
{
    aci_figure_regions *r = &data->regions;
    *r = (aci_figure_regions){.times = 3, .columns = 1};
    r->time = numbers(3, 0.0, 3600.0);
    r->mean = numbers(3, 1.0, 1.0);
    r->threshold = numbers(1, 2.0, 0.0);
    r->largest = numbers(1, 3.0, 0.0);
    r->largest_error = numbers(1, 2e-3, 0.0);
    r->names = calloc(1, sizeof *r->names);
    r->names[0] = strdup("basal_layer");
    aci_figure_strips *s = &data->strips;
    *s = (aci_figure_strips){.times = 1, .columns = 2, .error = 3e-3};
    s->time = numbers(1, 7200.0, 0.0);
    s->amount = numbers(2, 5e-5, 1e-5);
    s->top = numbers(2, 0.0, 8e-6);
    s->bottom = numbers(2, 8e-6, 8e-6);
}

static char *script_of(const aci_figure_data *data, aci_figure_kind kind)
{
    char *text = NULL;
    size_t size = 0;
    aci_script script = {.stream = open_memstream(&text, &size), .output = "none.svg"};
    cr_assert_eq(aci_draw_script(data, kind, &script), ACI_OK);
    fclose(script.stream);
    return text;
}

static void has(const char *text, const char *part)
{
    cr_assert_not_null(strstr(text, part), "no '%s' in\n%s", part, text);
}

Test(targets_figures, regions_show_mean_and_threshold)
{
    aci_figure_data data;
    make_data(ACI_AXISYMMETRIC, &data);
    make_targets(&data);
    char *text = script_of(&data, ACI_FIGURE_regions);
    has(text, "\n0 1 NaN\n1 2 NaN\n2 3 NaN\nEND"); /* h, mg/mL, no intact skin */
    has(text, "from graph 0, first 2 to graph 1, first 2 nohead");
    has(text, "basal layer");
    has(text, "largest 3.00, to reach 2.00 mg/mL");
    has(text, "numerical error about 0.2 %");
    free(text);
    aci_data_destroy(&data);
}

Test(targets_figures, strips_show_each_content)
{
    aci_figure_data data;
    make_data(ACI_AXISYMMETRIC, &data);
    make_targets(&data);
    char *text = script_of(&data, ACI_FIGURE_strips);
    has(text, "$strips << END\n1 5\n2 6\nEND"); /* ug/cm2 */
    has(text, "each 8.00");
    has(text, "numerical error about 0.3 %");
    free(text);
    aci_data_destroy(&data);
}
