/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to know about a fit, in sentences. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibrate_parts.h"

static const double contradicted = 0.05;
static const double nearly_one = 0.99;
static const double counts = 0.05;      /* component of a direction that is named */
static const double few_samples = 10.0; /* below, a deviation is known to a quarter at best */
static const double as_low = 0.005;     /* rise of chi2 that is none */
static const double is_coarse = 0.3;    /* numerical error over the data's */

static void write_value(const aci_calibrate_join *join, int parameter, double value,
                        char text[ACI_UNITS_TEXT_SIZE])
{
    const aci_variable *variable = &join->variables[join->key[parameter]];
    double shown = 0.0;
    if (aci_units_convert(value, variable->in_unit, &shown) != ACI_OK) {
        shown = value;
    }
    bool is_pure = strcmp(variable->in_unit, "1") == 0;
    snprintf(text, ACI_UNITS_TEXT_SIZE, "%.4g%s%.40s", shown, is_pure ? "" : " ",
             is_pure ? "" : variable->in_unit);
}

static aci_status note_quality(const aci_fit *fit, aci_findings *findings)
{
    if (fit->freedom < 1) {
        return aci_findings_note(findings,
                                 "As many values as measurements: nothing is left to tell "
                                 "whether the model is right.");
    }
    const char *verdict =
        fit->p_value < contradicted
            ? "the model misses the data by more than their errors, something in it or in the "
              "errors "
              "is wrong. The intervals given first are those with all errors scaled"
        : fit->chi2 > fit->freedom
            ? "the model agrees with the data within their errors, though not well (chi2 per "
              "degree "
              "above 1). The intervals given first take the errors as they are; scaled ones beside"
            : "the model agrees with the data within their errors. The intervals take the errors "
              "as "
              "they are";
    return aci_findings_note(findings, "chi2 %.4g with %d degree%s of freedom, p = %.2g: %s.",
                             fit->chi2, fit->freedom, fit->freedom == 1 ? "" : "s", fit->p_value,
                             verdict);
}

/* The pooled errors of few samples are known through all of them; those of each alone are not. */
static aci_status note_errors(const aci_calibrate_join *join, aci_findings *findings)
{
    const aci_measured *measured = &join->calibrate->measured;
    const double least = aci_measured_fewest(measured);
    double freedom = 0.0, pooled = aci_measured_spread(measured, &freedom);
    if (join->calibrate->pools) {
        return aci_findings_note(findings,
                                 "All amounts have one relative deviation between samples, %.3g %% "
                                 "with %.0f degrees of freedom, pooled from the sd; "
                                 "calibrate.error.pool: no takes each sd as it is.",
                                 100.0 * pooled, freedom);
    }
    return least >= few_samples
               ? ACI_OK
               : aci_findings_note(
                     findings,
                     "The sd of %.0f samples is itself uncertain: intervals built on "
                     "each sd alone are too short (with 3 samples they hold the truth "
                     "in 53 to 68 of 100 cases, not 95). calibrate.error.pool: yes "
                     "takes one relative deviation from all of them.",
                     least);
}

static aci_status note_end(const aci_calibrate_join *join, int parameter, bool is_high, double rise,
                           aci_findings *findings)
{
    const aci_fit_parameter *p = &join->parameters[parameter];
    char end[ACI_UNITS_TEXT_SIZE], higher[64] = "as low as at the best value";
    write_value(join, parameter, is_high ? p->to : p->from, end);
    if (rise > as_low) {
        snprintf(higher, sizeof higher, "only %.2g higher", rise);
    }
    return aci_findings_note(findings,
                             "%s is not determined %s: at the end of its box, %s, chi2 is %s.",
                             p->name, is_high ? "upwards" : "downwards", end, higher);
}

static aci_status note_profile(const aci_calibrate_join *join, const aci_fit *fit,
                               const aci_fit_profile *profile, int parameter,
                               aci_findings *findings)
{
    double low = profile->rise[0], high = profile->rise[profile->count - 1];
    if (profile->interval.low_is_open && fit->at_end[parameter] != -1) {
        ACI_TRY(note_end(join, parameter, false, low, findings));
    }
    if (profile->interval.high_is_open && fit->at_end[parameter] != 1) {
        ACI_TRY(note_end(join, parameter, true, high, findings));
    }
    return profile->is_uneven
               ? aci_findings_note(findings,
                                   "%s: chi2 jumps where the interval ends, or falls again behind "
                                   "it. That is several minima or the numerical error of the "
                                   "runs; with a smaller simulation.accuracy it would be seen "
                                   "which. The interval ends where chi2 first rises enough.",
                                   join->parameters[parameter].name)
               : ACI_OK;
}

static aci_status note_at_end(const aci_calibrate_join *join, const aci_fit *fit, int parameter,
                              aci_findings *findings)
{
    char end[ACI_UNITS_TEXT_SIZE];
    write_value(join, parameter, fit->estimate[parameter], end);
    return aci_findings_note(findings,
                             "%s ran into the end of its box, %s: the data want it beyond, or the "
                             "model is not theirs. Its interval has one end only.",
                             join->parameters[parameter].name, end);
}

/* Places are parts of the box; in logarithms a component is one of ln(value). */
static double in_own_scale(const aci_fit_parameter *p, double component)
{
    return component * (p->logarithmic ? log(p->to / p->from) : p->to - p->from);
}

static aci_status note_direction(const aci_calibrate_join *join, const aci_fit_direction *direction,
                                 aci_findings *findings)
{
    char text[ACI_FINDINGS_TEXT_SIZE * 2] = "";
    size_t used = 0;
    double unit = 0.0;
    for (int j = 0; j < join->problem.parameter_count && used < sizeof text; ++j) {
        const aci_fit_parameter *p = &join->parameters[j];
        double step = in_own_scale(p, direction->component[j]);
        if (fabs(direction->component[j]) < counts) {
            continue;
        }
        unit = unit == 0.0 ? fabs(step) : unit;
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%+.3g %s%s%s",
                                 used > 0 ? ", " : "", step / unit, p->logarithmic ? "ln(" : "",
                                 p->name, p->logarithmic ? ")" : "");
    }
    return aci_findings_note(findings,
                             "The data do not determine this direction (chi2 rises by %.2g across "
                             "the box): %s, moved together.",
                             direction->rise, text);
}

static aci_status note_correlations(const aci_calibrate_join *join, const aci_fit *fit,
                                    aci_findings *findings)
{
    for (int a = 0; a < fit->parameter_count; ++a) {
        for (int b = a + 1; b < fit->parameter_count; ++b) {
            if (fabs(fit->correlation[a][b]) > nearly_one) {
                ACI_TRY(aci_findings_note(
                    findings,
                    "%s and %s have a correlation of %.4f: the data tell them "
                    "apart hardly at all.",
                    join->parameters[a].name, join->parameters[b].name, fit->correlation[a][b]));
            }
        }
    }
    return ACI_OK;
}

static aci_status note_durations(const aci_calibrate_join *join, aci_findings *findings)
{
    for (int k = 0; k < join->set_count; ++k) {
        const aci_calibrate_set *set = &join->sets[k];
        char last[ACI_UNITS_TEXT_SIZE];
        double end = set->times[set->time_count - 1];
        if (end > set->duration * (1.0 + 1e-9)) {
            ACI_TRY(aci_units_write(end, "h", last));
            ACI_TRY(aci_findings_note(findings,
                                      "%s was measured up to %s, later than simulation.duration: "
                                      "the run goes on to then.",
                                      join->calibrate->measured.sets[k], last));
        }
    }
    return ACI_OK;
}

static aci_status note_search(const aci_fit *fit, aci_findings *findings)
{
    if (fit->descents > 1 && fit->reached == 1) {
        ACI_TRY(aci_findings_note(findings,
                                  "Only one of %d descents ended at this minimum: ask for more "
                                  "calibrate.starts.",
                                  fit->descents));
    }
    if (fit->failed > 0) {
        ACI_TRY(aci_findings_note(findings, "%d of %ld points had no numbers and were gone around.",
                                  fit->failed, fit->points));
    }
    return fit->numerical > is_coarse
               ? aci_findings_note(findings,
                                   "The estimated numerical error is up to %.2g of an amount's "
                                   "error: ask for a smaller simulation.accuracy.",
                                   fit->numerical)
               : ACI_OK;
}

aci_status aci_calibrate_notes(const aci_calibrate_join *join, const aci_fit *fit,
                               const aci_fit_profile *profiles, aci_findings *findings)
{
    ACI_TRY(note_quality(fit, findings));
    for (int j = 0; j < fit->parameter_count; ++j) {
        if (fit->at_end[j] != 0) {
            ACI_TRY(note_at_end(join, fit, j, findings));
        }
        if (profiles != NULL) {
            ACI_TRY(note_profile(join, fit, &profiles[j], j, findings));
        }
    }
    for (int k = 0; k < fit->direction_count; ++k) {
        ACI_TRY(note_direction(join, &fit->directions[k], findings));
    }
    ACI_TRY(note_correlations(join, fit, findings));
    ACI_TRY(note_errors(join, findings));
    ACI_TRY(note_durations(join, findings));
    return note_search(fit, findings);
}
