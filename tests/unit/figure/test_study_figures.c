/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../src/figure/study.h"
#include "acicula/output/findings_file.h"

TestSuite(study_figures, .timeout = 60);

static void put(aci_findings_text *texts, int count, const char *const *words)
{
    cr_assert_not_null(texts);
    for (int n = 0; n < count; ++n) {
        snprintf(texts[n], sizeof texts[n], "%s", words[n]);
    }
}

static void set(double *numbers, int count, const double *values)
{
    cr_assert_not_null(numbers);
    memcpy(numbers, values, (size_t)count * sizeof *values);
}

static const char *const keys[] = {"device.needle.length", "treatment.speed"};
static const char *const labels[] = {"needle length", "treatment speed"};

/// The depth goes from 90 to 120 um with the first key, from 101 to 99 um with the second.
static void add_tornado(aci_findings *findings)
{
    aci_sheet *sheet = aci_findings_add(findings, "tornado", "variable", "", 2);
    put(aci_findings_texts(sheet, "variable", ""), 2, keys);
    put(aci_findings_texts(sheet, "label", ""), 2, labels);
    put(aci_findings_texts(sheet, "low_text", ""), 2, (const char *[]){"275 um", "5 mm/s"});
    put(aci_findings_texts(sheet, "high_text", ""), 2, (const char *[]){"325 um", "9 mm/s"});
    set(aci_findings_numbers(sheet, "depth_low", "m", 1, ""), 2, (double[]){101e-6, 90e-6});
    set(aci_findings_numbers(sheet, "depth_high", "m", 1, ""), 2, (double[]){99e-6, 120e-6});
    set(aci_findings_numbers(sheet, "depth_median", "m", 1, ""), 2, (double[]){1e-4, 1e-4});
    set(aci_findings_numbers(sheet, "depth_elasticity", "1", 1, ""), 2, (double[]){-0.02, 1.5});
}

static void add_indices(aci_findings *findings)
{
    static const char *const columns[] = {"depth_first", "depth_first_low", "depth_first_high",
                                          "depth_total", "depth_total_low", "depth_total_high"};
    aci_sheet *sheet = aci_findings_add(findings, "indices", "variable", "", 2);
    put(aci_findings_texts(sheet, "variable", ""), 2, keys);
    put(aci_findings_texts(sheet, "label", ""), 2, labels);
    for (int n = 0; n < 6; ++n) {
        set(aci_findings_numbers(sheet, columns[n], "1", 1, ""), 2,
            (double[]){0.1 + 0.01 * n, 0.8 + 0.01 * n});
    }
}

/// Depths of 1, 2, .. 100 um, one missing; 80 % of them within limits.
static void add_samples(aci_findings *findings)
{
    aci_sheet *sheet = aci_findings_add(findings, "samples", "sample", "", 101);
    double *depth = aci_findings_numbers(sheet, "depth", "m", 1, "depth");
    cr_assert_not_null(depth);
    for (int n = 0; n < 100; ++n) {
        depth[n] = (n * 37 % 100 + 1) * 1e-6;
    }
    sheet = aci_findings_add(findings, "distribution", "share", "", 1);
    cr_assert_not_null(aci_findings_numbers(sheet, "share", "1", 1, ""));
    cr_assert_not_null(aci_findings_numbers(sheet, "depth", "m", 1, ""));
    cr_assert_not_null(aci_findings_numbers(sheet, "depth_low", "m", 1, ""));
    cr_assert_not_null(aci_findings_numbers(sheet, "depth_high", "m", 1, ""));
    sheet = aci_findings_add(findings, "spec", "limit", "", 1);
    put(aci_findings_texts(sheet, "result", ""), 1, (const char *[]){"depth"});
    set(aci_findings_numbers(sheet, "at_least", "", 1, ""), 1, (double[]){20.5e-6});
    set(aci_findings_numbers(sheet, "within", "1", 1, ""), 1, (double[]){0.8});
    set(aci_findings_numbers(sheet, "within_low", "1", 1, ""), 1, (double[]){0.71});
    set(aci_findings_numbers(sheet, "within_high", "1", 1, ""), 1, (double[]){0.87});
}

static void add_pareto(aci_findings *findings)
{
    aci_sheet *sheet = aci_findings_add(findings, "pareto", "point", "", 3);
    set(aci_findings_numbers(sheet, "benefit", "kg m-2", 1, "absorbed at 4 h"), 3,
        (double[]){1e-5, 3e-5, 4e-5});
    set(aci_findings_numbers(sheet, "cost", "m", 1, "invasiveness"), 3,
        (double[]){1e-6, 2e-6, 5e-6});
    put(aci_findings_texts(sheet, "label", ""), 3, (const char *[]){"", "knee", ""});
    sheet = aci_findings_add(findings, "evaluations", "evaluation", "", 3);
    set(aci_findings_numbers(sheet, "absorbed", "kg m-2", 1, "absorbed at 4 h"), 3,
        (double[]){1e-5, 2e-5, 2e-5});
    set(aci_findings_numbers(sheet, "cost", "m", 1, "invasiveness"), 3,
        (double[]){1e-6, 3e-6, 900e-6});
    set(aci_findings_numbers(sheet, "violation", "1", 1, ""), 3, (double[]){0, 0.2, 0});
}

static void add_fit(aci_findings *findings)
{
    aci_sheet *sheet = aci_findings_add(findings, "fit", "measurement", "", 3);
    put(aci_findings_texts(sheet, "set", ""), 3, (const char *[]){"human", "pig", "human"});
    set(aci_findings_numbers(sheet, "time", "s", 1, ""), 3, (double[]){3600, 3600, 7200});
    set(aci_findings_numbers(sheet, "measured", "kg m-2", 1, ""), 3, (double[]){1e-5, 5e-5, 3e-5});
    set(aci_findings_numbers(sheet, "error", "kg m-2", 1, ""), 3, (double[]){1e-6, 2e-6, 3e-6});
    set(aci_findings_numbers(sheet, "standardised_residual", "1", 1, ""), 3,
        (double[]){-1, 0.5, 2.5});
    sheet = aci_findings_add(findings, "curve", "point", "", 2);
    put(aci_findings_texts(sheet, "set", ""), 2, (const char *[]){"human", "pig"});
    set(aci_findings_numbers(sheet, "time", "s", 1, ""), 2, (double[]){7200, 7200});
    set(aci_findings_numbers(sheet, "model", "kg m-2", 1, ""), 2, (double[]){2e-5, 4e-5});
    set(aci_findings_numbers(sheet, "band_low", "kg m-2", 1, ""), 2, (double[]){1e-5, 3e-5});
    set(aci_findings_numbers(sheet, "band_high", "kg m-2", 1, ""), 2, (double[]){3e-5, 5e-5});
}

static void add_profile(aci_findings *findings)
{
    static const char *const name[] = {"channels.diffusivity", "channels.diffusivity",
                                       "channels.diffusivity"};
    aci_sheet *sheet = aci_findings_add(findings, "profile", "point", "", 3);
    put(aci_findings_texts(sheet, "parameter", ""), 3, name);
    set(aci_findings_numbers(sheet, "value", "", 1, ""), 3, (double[]){1e-10, 2e-10, 3e-10});
    set(aci_findings_numbers(sheet, "chi2_rise", "1", 1, ""), 3, (double[]){4, 0, 5});
    set(aci_findings_numbers(sheet, "threshold", "1", 1, ""), 3, (double[]){3.84, 3.84, 3.84});
    sheet = aci_findings_add(findings, "parameters", "parameter", "", 1);
    put(aci_findings_texts(sheet, "parameter", ""), 1, name);
    put(aci_findings_texts(sheet, "unit", ""), 1, (const char *[]){"m2 s-1"});
    set(aci_findings_numbers(sheet, "estimate", "", 1, ""), 1, (double[]){2e-10});
    set(aci_findings_numbers(sheet, "low", "", 1, ""), 1, (double[]){1.02e-10});
    set(aci_findings_numbers(sheet, "high", "", 1, ""), 1, (double[]){2.9e-10});
}

static aci_study_data make_data(void (*const *parts)(aci_findings *), int count)
{
    aci_study_data data = {.findings = {.verb = "study", .title = "It's a {study}_x"}};
    for (int n = 0; n < count; ++n) {
        parts[n](&data.findings);
    }
    return data;
}

static char *script_of(void (*part)(aci_findings *), aci_figure_kind kind)
{
    char *text = NULL;
    size_t size = 0;
    aci_study_data data = make_data(&part, 1);
    aci_script script = {.stream = open_memstream(&text, &size), .output = "none.svg"};
    cr_assert_null(aci_study_lack(&data, kind), "%s", aci_study_lack(&data, kind));
    cr_assert_eq(aci_study_script(&data, kind, &script), ACI_OK);
    fclose(script.stream);
    aci_study_destroy(&data);
    return text;
}

static void has(const char *text, const char *part)
{
    cr_assert_not_null(strstr(text, part), "no '%s' in\n%s", part, text);
}

Test(study_figures, tornado_has_the_largest_on_top)
{
    char *text = script_of(add_tornado, ACI_FIGURE_tornado);
    has(text, "$low << END\n95 1.5 90 100 ");
    has(text, "$high << END\n110 1.5 100 120 ");
    has(text, "\n100.5 0.5 100 101 ");
    has(text, "275 \xc2\xb5m");
    has(text, "depth (\xc2\xb5m)");
    free(text);
}

Test(study_figures, indices_have_intervals)
{
    char *text = script_of(add_indices, ACI_FIGURE_indices);
    has(text, "$first << END\n0.8 1.69 0 0.8 1.52 1.86 0.81 0.82\n");
    has(text, "$total << END\n0.83 1.31 0 0.83 1.14 1.48 0.84 0.85\n");
    has(text, "part of the variance");
    free(text);
}

Test(study_figures, distribution_counts_every_sample_once)
{
    char *text = script_of(add_samples, ACI_FIGURE_distribution);
    const char *bars = strstr(text, "$bars0 << END\n"), *steps = strstr(text, "$steps0 << END\n");
    cr_assert(bars != NULL && steps != NULL);
    double sum = 0, share = 0, place = 0, width = 0;
    int length = 0;
    bars += strlen("$bars0 << END\n");
    while (sscanf(bars, "%lf %lf %lf\n%n", &place, &share, &width, &length) == 3) {
        sum += share;
        bars += length;
    }
    cr_assert_float_eq(sum, 100, 1e-3); // each share is written with six digits
    has(text, "\n20 20\n21 21\n");
    has(text, "\n100 100\n");
    has(text, "within the limits 80.00 % (71.00 to 87.00)");
    has(text, "from first 20.5, graph 0 to first 20.5, graph 1");
    has(text, "depth: median 50.0, nine in ten between 5.00 and 96.0 \xc2\xb5m");
    free(text);
}

Test(study_figures, pareto_names_the_knee_and_shows_what_lies_behind)
{
    char *text = script_of(add_pareto, ACI_FIGURE_pareto);
    has(text, "$front << END\n1 1\n2 3\n5 4\nEND");
    has(text, "$all << END\n1 1 1\n3 2 0\nNaN NaN 0\nEND"); // the third lies outside the panel
    has(text, "$marks << END\n2 3\n");
    has(text, "knee: 3.00 \xc2\xb5g/cm\xc2\xb2 at 2.00 \xc2\xb5m");
    free(text);
}

Test(study_figures, fit_keeps_sets_apart)
{
    char *text = script_of(add_fit, ACI_FIGURE_fit);
    has(text, "$points0 << END\n1 1 0.1 -1\n2 3 0.3 2.5\nEND");
    has(text, "$points1 << END\n1 5 0.2 0.5\nEND");
    has(text, "$curve1 << END\n2 4 3 5\nEND");
    has(text, "'human'");
    has(text, "'pig'");
    free(text);
}

Test(study_figures, likelihood_shows_estimate_and_interval)
{
    char *text = script_of(add_profile, ACI_FIGURE_likelihood);
    has(text, "$profile0 << END\n1e-06 4\n2e-06 0\n3e-06 5\nEND"); // cm2/s
    has(text, "from graph 0, first 3.84 to graph 1, first 3.84");
    has(text, "rectangle from 1.02e-06, graph 0 to 2.9e-06, graph 1");
    has(text, "channels diffusivity (cm\xc2\xb2/s)");
    free(text);
}

Test(study_figures, are_those_whose_sheets_are_there)
{
    void (*const parts[])(aci_findings *) = {add_tornado, add_fit};
    aci_study_data data = make_data(parts, 2);
    for (int kind = 0; kind < ACI_FIGURES; ++kind) {
        bool is_there = kind == ACI_FIGURE_tornado || kind == ACI_FIGURE_fit;
        cr_assert_eq(aci_study_is_usual(&data, (aci_figure_kind)kind), is_there, "%s",
                     aci_figure_name((aci_figure_kind)kind));
        cr_assert_eq(aci_study_lack(&data, (aci_figure_kind)kind) == NULL, is_there);
    }
    aci_study_destroy(&data);
}

static void write_file(const char *path)
{
    void (*const parts[])(aci_findings *) = {add_tornado, add_indices, add_samples,
                                             add_pareto,  add_fit,     add_profile};
    aci_study_data data = make_data(parts, 6);
    const aci_findings_file_options options = {.path = path, .build = {"1", "c", "cc", "-O", "G"}};
    cr_assert_eq(aci_findings_file_write(&options, &data.findings), ACI_OK, "%s",
                 aci_status_message());
    aci_study_destroy(&data);
}

Test(study_figures, are_drawn_beside_the_file)
{
    char directory[] = "/tmp/acicula_study_XXXXXX", path[64];
    aci_figure_report report;
    const aci_figure_options all = {.directory = NULL};
    cr_assert_not_null(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/study.h5", directory);
    write_file(path);
    cr_assert_eq(aci_figure_draw(path, &all, &report), ACI_OK, "%s", aci_status_message());
    for (int kind = ACI_FIGURE_tornado; kind < ACI_FIGURES; ++kind) {
        cr_assert_not_null(report.written[kind]);
        cr_assert_eq(unlink(report.written[kind]), 0);
    }
    aci_figure_report_destroy(&report);
    const aci_figure_options others = {.figures = 1u << ACI_FIGURE_map | 1u << ACI_FIGURE_absorbed};
    cr_assert_eq(aci_figure_draw(path, &others, &report), ACI_FILE);
    cr_assert(report.skipped[ACI_FIGURE_map] && report.skipped[ACI_FIGURE_absorbed]);
    aci_figure_report_destroy(&report);
    (void)unlink(path);
    cr_assert_eq(rmdir(directory), 0);
}
