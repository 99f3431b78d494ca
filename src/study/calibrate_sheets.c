/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calibration found, as sheets. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/study/error_bars.h"
#include "calibrate_parts.h"

static const double contradicted = 0.05; /* p below which errors as given do not hold */

/// What the sheets are made of.
typedef struct found {
    const aci_calibrate_join *join;
    const aci_fit *fit;
    const aci_fit_profile *profiles;
    aci_findings *findings;
} found;

static aci_status out_of_memory(void)
{
    return ACI_FAIL(ACI_FILE, "out of memory for what a calibration found");
}

aci_fit_interval aci_calibrate_interval(const aci_fit *fit, const aci_fit_profile *profiles,
                                        int parameter, const char **kind)
{
    bool is_scaled = fit->freedom > 0 && fit->p_value < contradicted;
    if (profiles == NULL) {
        *kind = is_scaled ? "linear, errors scaled" : "linear, errors as given";
        return is_scaled ? fit->linear_scaled[parameter] : fit->linear[parameter];
    }
    *kind = is_scaled ? "profile, errors scaled" : "profile, errors as given";
    return is_scaled ? profiles[parameter].scaled : profiles[parameter].interval;
}

static void put_text(aci_findings_text *texts, int row, const char *text)
{
    if (texts != NULL) {
        snprintf(texts[row], ACI_FINDINGS_TEXT_SIZE, "%.*s", ACI_FINDINGS_TEXT_SIZE - 1, text);
    }
}

static void put(double *numbers, int row, double value)
{
    if (numbers != NULL) {
        numbers[row] = value;
    }
}

static const char *set_name(const aci_calibrate_join *join, int set)
{
    return set < 0 ? "" : join->calibrate->measured.sets[set];
}

static void add_names(const found *f, aci_sheet *sheet)
{
    aci_findings_text *names = aci_findings_texts(sheet, "parameter", "fitted value");
    aci_findings_text *keys = aci_findings_texts(sheet, "key", "key of the config");
    aci_findings_text *sets = aci_findings_texts(sheet, "set", "data set; empty: shared by all");
    aci_findings_text *units = aci_findings_texts(sheet, "unit", "SI unit of the row's numbers");
    for (int j = 0; j < f->fit->parameter_count; ++j) {
        const aci_variable *variable = &f->join->variables[f->join->key[j]];
        put_text(names, j, f->join->parameters[j].name);
        put_text(keys, j, variable->key);
        put_text(sets, j, set_name(f->join, f->join->set_of[j]));
        put_text(units, j, variable->unit);
    }
}

static void add_interval(aci_sheet *sheet, const char *suffix, const char *what, int rows,
                         const aci_fit_interval *intervals)
{
    char low[32], high[32], text[ACI_FINDINGS_TEXT_SIZE];
    snprintf(low, sizeof low, "low%s", suffix);
    snprintf(high, sizeof high, "high%s", suffix);
    snprintf(text, sizeof text, "lower end of the 95 %% interval, %s", what);
    double *lows = aci_findings_numbers(sheet, low, "1", 1, text);
    snprintf(text, sizeof text, "upper end of the 95 %% interval, %s", what);
    double *highs = aci_findings_numbers(sheet, high, "1", 1, text);
    for (int j = 0; j < rows; ++j) {
        put(lows, j, intervals[j].low);
        put(highs, j, intervals[j].high);
    }
}

static void add_headline(const found *f, aci_sheet *sheet)
{
    aci_fit_interval intervals[ACI_FIT_PARAMETERS_MAX];
    const char *kind = "";
    for (int j = 0; j < f->fit->parameter_count; ++j) {
        intervals[j] = aci_calibrate_interval(f->fit, f->profiles, j, &kind);
    }
    add_interval(sheet, "", "the headline", f->fit->parameter_count, intervals);
    aci_findings_text *kinds = aci_findings_texts(sheet, "interval", "what low and high are");
    double *open_low =
        aci_findings_numbers(sheet, "open_low", "1", 1, "1: the interval ends with the box");
    double *open_high =
        aci_findings_numbers(sheet, "open_high", "1", 1, "1: the interval ends with the box");
    for (int j = 0; j < f->fit->parameter_count; ++j) {
        put_text(kinds, j, kind);
        put(open_low, j, intervals[j].low_is_open);
        put(open_high, j, intervals[j].high_is_open);
    }
}

static void add_profile_intervals(const found *f, aci_sheet *sheet)
{
    aci_fit_interval given[ACI_FIT_PARAMETERS_MAX], scaled[ACI_FIT_PARAMETERS_MAX];
    for (int j = 0; j < f->fit->parameter_count; ++j) {
        const aci_fit_interval none = {.low = NAN, .high = NAN};
        given[j] = f->profiles != NULL ? f->profiles[j].interval : none;
        scaled[j] = f->profiles != NULL ? f->profiles[j].scaled : none;
    }
    add_interval(sheet, "_given", "profile, errors as given", f->fit->parameter_count, given);
    add_interval(sheet, "_scaled", "profile, errors scaled", f->fit->parameter_count, scaled);
    add_interval(sheet, "_linear", "linear, errors as given", f->fit->parameter_count,
                 f->fit->linear);
}

static aci_status add_parameters(const found *f)
{
    const aci_fit *fit = f->fit;
    aci_sheet *sheet = aci_findings_add(f->findings, "parameters", "parameter", "Fitted values",
                                        fit->parameter_count);
    add_names(f, sheet);
    double *estimate = aci_findings_numbers(sheet, "estimate", "1", 1, "best value, in `unit`");
    double *error = aci_findings_numbers(sheet, "standard_error", "1", 1,
                                         "from the covariance, errors as given");
    add_headline(f, sheet);
    add_profile_intervals(f, sheet);
    double *from = aci_findings_numbers(sheet, "from", "1", 1, "lower end of the box");
    double *to = aci_findings_numbers(sheet, "to", "1", 1, "upper end of the box");
    double *at_end = aci_findings_numbers(sheet, "at_end", "1", 1,
                                          "-1 or 1: the best value is an end of the box");
    for (int j = 0; j < fit->parameter_count; ++j) {
        put(estimate, j, fit->estimate[j]);
        put(error, j, fit->standard_error[j]);
        put(from, j, f->join->parameters[j].from);
        put(to, j, f->join->parameters[j].to);
        put(at_end, j, fit->at_end[j]);
    }
    return at_end == NULL ? out_of_memory() : ACI_OK;
}

static aci_status add_correlation(const found *f)
{
    int count = f->fit->parameter_count;
    aci_sheet *sheet = aci_findings_add(f->findings, "correlation", "parameter",
                                        "Correlation of the fitted values", count);
    aci_findings_text *names = aci_findings_texts(sheet, "parameter", "fitted value");
    double *numbers = aci_findings_numbers(sheet, "correlation", "1", count,
                                           "correlation with each value, in the rows' order");
    for (int a = 0; a < count && numbers != NULL; ++a) {
        put_text(names, a, f->join->parameters[a].name);
        for (int b = 0; b < count; ++b) {
            numbers[a * count + b] = f->fit->correlation[a][b];
        }
    }
    return numbers == NULL ? out_of_memory() : ACI_OK;
}

static aci_status add_fit(const found *f)
{
    const aci_calibrate *calibrate = f->join->calibrate;
    const char *unit = calibrate->unit;
    aci_sheet *sheet = aci_findings_add(f->findings, "fit", "measurement", "Measured and fitted",
                                        calibrate->measured.count);
    aci_findings_text *sets = aci_findings_texts(sheet, "set", "data set");
    double *columns[] = {
        aci_findings_numbers(sheet, "time", "s", 1, "time of the sample"),
        aci_findings_numbers(sheet, "measured", unit, 1, "mean of the samples"),
        aci_findings_numbers(sheet, "sd", unit, 1, "standard deviation between samples"),
        aci_findings_numbers(sheet, "n", "1", 1, "number of samples"),
        aci_findings_numbers(sheet, "error", unit, 1, "standard error of the mean, as used"),
        aci_findings_numbers(sheet, "model", unit, 1, "fitted model"),
        aci_findings_numbers(sheet, "numerical_error", unit, 1, "estimated error of computation"),
        aci_findings_numbers(sheet, "residual", unit, 1, "model - measured"),
        aci_findings_numbers(sheet, "standardised_residual", "1", 1, "residual over error"),
    };
    for (int i = 0; i < calibrate->measured.count; ++i) {
        const aci_measured_row *row = &calibrate->measured.rows[i];
        double model = f->fit->values[f->join->output[i]], error = f->join->error[i];
        double gap = model - row->amount;
        double values[] = {row->time,
                           row->amount,
                           row->deviation,
                           row->samples,
                           error,
                           model,
                           f->fit->errors[f->join->output[i]],
                           gap,
                           gap / error};
        put_text(sets, i, calibrate->measured.sets[row->set]);
        for (int k = 0; k < 9; ++k) {
            put(columns[k], i, values[k]);
        }
    }
    return columns[8] == NULL ? out_of_memory() : ACI_OK;
}

static aci_status add_curve(const found *f)
{
    const double width = sqrt(aci_fit_rise(f->fit->error_freedom));
    const char *unit = f->join->calibrate->unit;
    int rows = 0;
    for (int k = 0; k < f->join->set_count; ++k) {
        rows += f->join->sets[k].time_count;
    }
    aci_sheet *sheet = aci_findings_add(f->findings, "curve", "point", "Fitted curves", rows);
    aci_findings_text *sets = aci_findings_texts(sheet, "set", "data set");
    double *time = aci_findings_numbers(sheet, "time", "s", 1, "time");
    double *model = aci_findings_numbers(sheet, "model", unit, 1, "fitted model");
    double *low = aci_findings_numbers(sheet, "band_low", unit, 1, "95 % of the model's curve");
    double *high = aci_findings_numbers(sheet, "band_high", unit, 1, "95 % of the model's curve");
    for (int k = 0, row = 0; k < f->join->set_count; ++k) {
        const aci_calibrate_set *set = &f->join->sets[k];
        for (int n = 0; n < set->time_count; ++n, ++row) {
            double value = f->fit->values[set->first + n];
            double half = width * aci_fit_band(f->fit, set->first + n);
            put_text(sets, row, set_name(f->join, k));
            put(time, row, set->times[n]);
            put(model, row, value);
            put(low, row, value - half);
            put(high, row, value + half);
        }
    }
    return high == NULL ? out_of_memory() : ACI_OK;
}

static aci_status add_profiles(const found *f)
{
    int rows = 0;
    for (int j = 0; j < f->fit->parameter_count; ++j) {
        rows += f->profiles[j].count;
    }
    aci_sheet *sheet = aci_findings_add(f->findings, "profile", "point",
                                        "chi2 with one value held and the others fitted", rows);
    aci_findings_text *names = aci_findings_texts(sheet, "parameter", "the value that is held");
    double *value = aci_findings_numbers(sheet, "value", "1", 1, "of it, SI");
    double *rise = aci_findings_numbers(sheet, "chi2_rise", "1", 1, "chi2 above its minimum");
    double *given = aci_findings_numbers(sheet, "threshold", "1", 1,
                                         "rise at which the 95 % interval ends, errors as given");
    double *scaled =
        aci_findings_numbers(sheet, "threshold_scaled", "1", 1, "the same with errors scaled");
    for (int j = 0, row = 0; j < f->fit->parameter_count; ++j) {
        for (int n = 0; n < f->profiles[j].count; ++n, ++row) {
            put_text(names, row, f->join->parameters[j].name);
            put(value, row, f->profiles[j].value[n]);
            put(rise, row, f->profiles[j].rise[n]);
            put(given, row, aci_fit_rise(f->fit->error_freedom));
            put(scaled, row, aci_fit_scaled_rise(f->fit));
        }
    }
    return scaled == NULL ? out_of_memory() : ACI_OK;
}

static void put_expected(const found *f, const aci_plan_sample *sample, int row, double *low,
                         double *high)
{
    int count = f->fit->parameter_count;
    for (int j = 0; j < count && high != NULL; ++j) {
        const aci_fit_parameter *p = &f->join->parameters[j];
        low[row * count + j] = aci_fit_value(p, f->fit->place[j] - sample->half[j]);
        high[row * count + j] = aci_fit_value(p, f->fit->place[j] + sample->half[j]);
    }
}

static aci_status add_plan(const found *f, const aci_plan_sample *samples, int count)
{
    const char *unit = count > 0 ? aci_calibrate_place_of(f->join, samples[0].output).unit : "1";
    aci_sheet *sheet =
        aci_findings_add(f->findings, "plan", "sample", "What could be measured next", count);
    aci_findings_text *sets = aci_findings_texts(sheet, "set", "data set");
    aci_findings_text *results = aci_findings_texts(sheet, "result", "what is measured");
    double *columns[] = {
        aci_findings_numbers(sheet, "time", "s", 1, "when"),
        aci_findings_numbers(sheet, "predicted", unit, 1, "by the fit"),
        aci_findings_numbers(sheet, "assumed_error", unit, 1, "standard error it would have"),
        aci_findings_numbers(sheet, "gain", "1", 1, "ln of the factor on det of the information"),
        aci_findings_numbers(sheet, "rank", "1", 1, "by gain"),
        aci_findings_numbers(sheet, "pick", "1", 1, "turn beside those picked before; 0: none"),
    };
    int width = f->fit->parameter_count;
    double *low = aci_findings_numbers(sheet, "low", "1", width, "95 % intervals to be expected");
    double *high = aci_findings_numbers(sheet, "high", "1", width, "95 % intervals to be expected");
    for (int n = 0; n < count; ++n) {
        const aci_plan_sample *sample = &samples[n];
        aci_calibrate_place place = aci_calibrate_place_of(f->join, sample->output);
        double values[] = {place.time,    f->fit->values[sample->output],
                           sample->error, sample->gain,
                           sample->rank,  sample->pick};
        put_text(sets, n, set_name(f->join, place.set));
        put_text(results, n, place.result);
        put_expected(f, sample, n, low, high);
        for (int k = 0; k < 6; ++k) {
            put(columns[k], n, values[k]);
        }
    }
    return high == NULL ? out_of_memory() : ACI_OK;
}

static aci_status add_summary(const found *f)
{
    const aci_fit *fit = f->fit;
    const struct {
        const char *name;
        double value;
    } rows[] = {{"chi2", fit->chi2},
                {"freedom", fit->freedom},
                {"p_value", fit->p_value},
                {"scale", fit->freedom > 0 ? sqrt(fit->chi2 / fit->freedom) : NAN},
                {"aic", fit->aic},
                {"aicc", fit->aicc},
                {"descents", fit->descents},
                {"reached", fit->reached},
                {"numerical", fit->numerical},
                {"points", (double)fit->points},
                {"error_freedom", fit->error_freedom}};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    aci_sheet *sheet = aci_findings_add(f->findings, "summary", "quantity", "The fit", ROWS);
    aci_findings_text *names = aci_findings_texts(sheet, "quantity", "what");
    double *values = aci_findings_numbers(sheet, "value", "1", 1, "its value");
    for (int n = 0; n < ROWS; ++n) {
        put_text(names, n, rows[n].name);
        put(values, n, rows[n].value);
    }
    return values == NULL ? out_of_memory() : ACI_OK;
}

/* What is measured, at the end of each data set. */
static aci_status add_headlines(const found *f)
{
    const double width = sqrt(aci_fit_rise(f->fit->error_freedom));
    aci_error_bar bars[ACI_MEASURED_SETS_MAX];
    char labels[ACI_MEASURED_SETS_MAX][3 * ACI_NAME_SIZE];
    for (int k = 0; k < f->join->set_count; ++k) {
        const aci_calibrate_set *set = &f->join->sets[k];
        int last = set->time_count - 1, output = set->first + last;
        double half = width * aci_fit_band(f->fit, output);
        bars[k] = aci_error_bars_start(&set->scenario, &set->headlines[last], true);
        snprintf(labels[k], sizeof labels[k], "%s (%s)", set->headlines[last].label,
                 set_name(f->join, k));
        bars[k].label = f->join->set_count > 1 ? labels[k] : bars[k].label;
        bars[k].value = f->fit->values[output];
        bars[k].numerical = f->fit->errors[output];
        bars[k].parameter_low = bars[k].value - half;
        bars[k].parameter_high = bars[k].value + half;
    }
    return aci_error_bars_write(bars, f->join->set_count, 0.95, f->findings);
}

aci_status aci_calibrate_findings(const aci_calibrate_join *join, const aci_fit *fit,
                                  const aci_fit_profile *profiles, const aci_plan_sample *samples,
                                  int sample_count, aci_findings *findings)
{
    const found f = {join, fit, profiles, findings};
    ACI_TRY(add_parameters(&f));
    ACI_TRY(add_correlation(&f));
    ACI_TRY(add_fit(&f));
    ACI_TRY(add_curve(&f));
    if (profiles != NULL) {
        ACI_TRY(add_profiles(&f));
    }
    if (samples != NULL) {
        ACI_TRY(add_plan(&f, samples, sample_count));
    }
    ACI_TRY(add_summary(&f));
    ACI_TRY(aci_calibrate_notes(join, fit, profiles, findings));
    return add_headlines(&f);
}
