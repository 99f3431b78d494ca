/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/error_bars.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/// Kinds of results that have been held against measurements.
typedef enum form_kind {
    FORM_DEPTH_PEN,
    FORM_DEPTH,
    FORM_FORCE,
    FORM_NUMBER,
    FORM_OPENING,
    FORM_INTACT,
    FORM_CHANNELS,
    FORM_DEVICE,
    FORM_FITTED,
    FORM_TIME,
    FORM_PLASMA,
    FORMS
} form_kind;

/* What model and measurement were apart, at most, over the rows named, in docs/validation. */
static const aci_model_form forms[FORMS] = {
    [FORM_DEPTH_PEN] = {4.3, 'L',
                        "mechanics D1.2 (second hand): 0.23 to 0.48 of the dial up to 1 mm, "
                        "published as closely matched"},
    [FORM_DEPTH] = {2.4, 'M',
                    "mechanics D1.1, D1.6 to D1.9: apart by 1.1 to 2.3, 1.7 and 1.5; D1.6 too "
                    "shallow for needles of 500 um"},
    [FORM_FORCE] = {5.7, 'L',
                    "mechanics D2.1a: 0.18 to 0.34 of the measured force; D2.5: 1.2 times"},
    [FORM_NUMBER] = {1.3, 'M', "mechanics D5.1: 228 per cm2, published 250 (190 to 290)"},
    [FORM_OPENING] = {7.5, 'L',
                      "mechanics D3.1: mouth 0.18 of the base's width, published 0.51; squared"},
    [FORM_INTACT] = {7.4, 'M',
                     "transport T2: 6 gating permeabilities, 5 within a factor of 5, T2.3 7.4 too "
                     "small; correlations, nothing measured"},
    [FORM_CHANNELS] = {3.0, 'L',
                       "band of blind predictions (Li 2015, data of Yuan 2023); own transport T5.2 "
                       "to T5.8: 5 of 7 within, T5.4 3.2 and T5.5 6.8 (ions)"},
    [FORM_DEVICE] = {55.0, 'L',
                     "transport T5.1, T4.4: the flux measured is that of 1.5 and 0.5 open channels "
                     "per cm2; with the 100 a needled cm2 has T5.1 comes out 55 times too large. "
                     "Calibrate what stays open"},
    [FORM_FITTED] = {1.5, 'M',
                     "band after fitting one number (Li 2015, data of Yuan 2023); own transport "
                     "T4.2, T4.3, T4.6: 1.03 to 1.28"},
    [FORM_TIME] = {1.7, 'L', "transport T4.5: lag 2.2 h, published 3.7 h"},
    [FORM_PLASMA] = {2.0, 'L',
                     "body alone: people differ by 2 and more about the mean adult; what is "
                     "absorbed comes on top"},
};

static bool is_one_of(const char *name, const char *words)
{
    size_t length = strlen(name);
    for (const char *at = strstr(words, name); at != NULL; at = strstr(at + 1, name)) {
        bool begins = at == words || at[-1] == ' ';
        if (begins && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static int mechanical_form(const aci_scenario *scenario, const char *name)
{
    bool is_pen = scenario->needling.device.kind == ACI_DEVICE_PEN;
    if (is_one_of(name, "depth depth_5 depth_50 depth_95 insertion_depth")) {
        return is_pen ? FORM_DEPTH_PEN : FORM_DEPTH;
    }
    return is_one_of(name, "puncture_force largest_force buckling_safety strength_safety")
               ? FORM_FORCE
           : is_one_of(name, "strike_density channel_density") ? FORM_NUMBER
           : is_one_of(name, "open_area_fraction coverage")    ? FORM_OPENING
                                                               : FORMS;
}

/* Amounts in layers and regions, concentrations there and what evaporates have no measurement
   beside them. */
static int transport_form(const aci_scenario *scenario, const char *name, bool is_fitted)
{
    bool is_intact = !scenario->needling.exists && scenario->channels.kind == ACI_CHANNELS_NONE;
    if (is_one_of(name, "concentration_max area_under_curve area_under_curve_total margin")) {
        return FORM_PLASMA;
    }
    if (is_one_of(name, "lag_time time_of_flux_max")) {
        return FORM_TIME;
    }
    if (!is_one_of(name, "absorbed absorption_flux steady_flux bottom cleared flux_max "
                         "permeability enhancement_ratio fraction_of_dose dermal_delivery "
                         "receptor_concentration systemic_fraction")) {
        return FORMS;
    }
    return is_fitted                   ? FORM_FITTED
           : is_intact                 ? FORM_INTACT
           : scenario->needling.exists ? FORM_DEVICE
                                       : FORM_CHANNELS;
}

const aci_model_form *aci_error_bars_model_form(const aci_scenario *scenario,
                                                const aci_headline *headline, bool is_fitted)
{
    const char *name = headline->outcome.name;
    int found = headline->outcome.is_mechanical ? mechanical_form(scenario, name)
                                                : transport_form(scenario, name, is_fitted);
    return found < FORMS ? &forms[found] : NULL;
}

aci_error_bar aci_error_bars_start(const aci_scenario *scenario, const aci_headline *headline,
                                   bool is_fitted)
{
    return (aci_error_bar){
        .label = headline->label,
        .unit = headline->outcome.unit,
        .value = NAN,
        .numerical = NAN,
        .parameter_low = NAN,
        .parameter_high = NAN,
        .model_form = aci_error_bars_model_form(scenario, headline, is_fitted),
    };
}

/// The columns of the sheet.
typedef struct columns {
    aci_findings_text *result, *unit, *confidence, *source;
    double *value, *numerical, *low, *high, *form;
} columns;

static void write_text(aci_findings_text *texts, int row, const char *text)
{
    snprintf(texts[row], sizeof texts[row], "%s", text);
}

static void write_row(const columns *to, int row, const aci_error_bar *bar)
{
    char confidence[2] = "";
    const aci_model_form *form = bar->model_form;
    confidence[0] = form != NULL ? form->confidence : '\0';
    write_text(to->result, row, bar->label);
    write_text(to->unit, row, bar->unit);
    to->value[row] = bar->value;
    to->numerical[row] = bar->numerical;
    to->low[row] = bar->parameter_low;
    to->high[row] = bar->parameter_high;
    to->form[row] = form != NULL ? form->factor : NAN;
    write_text(to->confidence, row, confidence);
    write_text(to->source, row, form != NULL ? form->source : "never held against a measurement");
}

static bool add_columns(aci_sheet *sheet, columns *to)
{
    to->result = aci_findings_texts(sheet, "result", "headline number");
    to->unit = aci_findings_texts(sheet, "result_unit", "unit of the result's numbers");
    to->value = aci_findings_numbers(sheet, "value", "", 1, "value, in result_unit");
    to->numerical = aci_findings_numbers(sheet, "numerical", "", 1,
                                         "numerical error, absolute, in result_unit");
    to->low = aci_findings_numbers(sheet, "parameter_low", "", 1,
                                   "low end over the uncertain numbers, in result_unit");
    to->high = aci_findings_numbers(sheet, "parameter_high", "", 1,
                                    "high end over the uncertain numbers, in result_unit");
    to->form = aci_findings_numbers(sheet, "model_form", "1", 1,
                                    "factor between model and measurement, up or down");
    to->confidence = aci_findings_texts(sheet, "model_form_confidence", "H, M or L");
    to->source = aci_findings_texts(sheet, "model_form_source", "where the factor comes from");
    return to->result != NULL && to->unit != NULL && to->value != NULL && to->numerical != NULL &&
           to->low != NULL && to->high != NULL && to->form != NULL && to->confidence != NULL &&
           to->source != NULL;
}

aci_status aci_error_bars_write(const aci_error_bar *bars, int count, double part,
                                aci_findings *findings)
{
    columns to;
    aci_sheet *sheet = aci_findings_add(findings, "headlines", "headline",
                                        "Headline numbers and how sure they are", count);
    if (!add_columns(sheet, &to)) {
        return ACI_FAIL(ACI_FILE, "out of memory for %d headlines", count);
    }
    for (int row = 0; row < count; ++row) {
        write_row(&to, row, &bars[row]);
    }
    if (part > 0.0) {
        ACI_TRY(aci_findings_note(findings,
                                  "parameter_low to parameter_high hold %.4g %% of the values over "
                                  "the uncertain numbers.",
                                  100.0 * part));
    }
    return aci_findings_note(findings, "Numerical, parameter and model form errors stand beside "
                                       "each other: none holds another.");
}
