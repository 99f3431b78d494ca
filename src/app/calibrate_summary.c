/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_summary.h"

#include <math.h>
#include <string.h>

#include "json.h"

enum { NAME_WIDTH = 36, LINE_WIDTH = 100, SHOWN_MAX = 10 };

static double in_unit(double value, const char *unit)
{
    double shown = NAN;
    return isfinite(value) && aci_units_convert(value, unit, &shown) == ACI_OK ? shown : value;
}

static const aci_variable *variable_of(const aci_calibrate_summary *s, int parameter)
{
    return &s->join->variables[s->join->key[parameter]];
}

/* An end of the box has a star. */
static void print_interval(FILE *out, aci_fit_interval interval, const char *unit)
{
    fprintf(out, "%.4g%s to %.4g%s", in_unit(interval.low, unit), interval.low_is_open ? "*" : "",
            in_unit(interval.high, unit), interval.high_is_open ? "*" : "");
}

static bool has_star(const aci_calibrate_summary *s)
{
    bool found = false;
    const char *kind = "";
    for (int j = 0; j < s->fit->parameter_count; ++j) {
        aci_fit_interval interval = aci_calibrate_interval(s->fit, s->profiles, j, &kind);
        found = found || interval.low_is_open || interval.high_is_open;
    }
    return found;
}

static void print_parameter(FILE *out, const aci_calibrate_summary *s, int j)
{
    const char *kind = "";
    const char *unit = variable_of(s, j)->in_unit;
    aci_fit_interval interval = aci_calibrate_interval(s->fit, s->profiles, j, &kind);
    fprintf(out, "  %-*s %10.4g %-7s", NAME_WIDTH, s->join->parameters[j].name,
            in_unit(s->fit->estimate[j], unit), strcmp(unit, "1") == 0 ? "" : unit);
    print_interval(out, interval, unit);
    fputc('\n', out);
}

/* Notes wrapped at words. */
static void print_notes(FILE *out, const char *notes)
{
    int column = 0;
    for (const char *at = notes; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, " \n");
        bool is_start = column == 0;
        if (!is_start && column + 1 + (int)length > LINE_WIDTH) {
            column = fprintf(out, "\n ") - 1;
        }
        column += fprintf(out, "%s%.*s", is_start ? "- " : " ", (int)length, at);
        at += length;
        if (*at == '\n') {
            fputc('\n', out);
            column = 0;
        }
        at += *at != '\0';
    }
}

static void print_sample(FILE *out, const aci_calibrate_summary *s, const aci_plan_sample *sample,
                         int number)
{
    aci_calibrate_place place = aci_calibrate_place_of(s->join, sample->output);
    fprintf(out, "  %2d. %s, %s at %.4g h: gain %.3g\n", number,
            s->join->calibrate->measured.sets[place.set], place.result, place.time / 3600.0,
            sample->gain);
    for (int j = 0; j < s->fit->parameter_count && number == 1; ++j) {
        const aci_fit_parameter *p = &s->join->parameters[j];
        const char *unit = variable_of(s, j)->in_unit;
        double half = sample->half[j], place_of = s->fit->place[j];
        fprintf(out, "      %-*s then %.4g to %.4g %s\n", NAME_WIDTH, p->name,
                in_unit(aci_fit_value(p, place_of - half), unit),
                in_unit(aci_fit_value(p, place_of + half), unit),
                strcmp(unit, "1") == 0 ? "" : unit);
    }
}

static void print_plan(FILE *out, const aci_calibrate_summary *s)
{
    fprintf(out, "\nWhat to measure next, each alone (ln of the gain in information):\n");
    for (int rank = 1; rank <= SHOWN_MAX; ++rank) {
        for (int n = 0; n < s->sample_count; ++n) {
            if (s->samples[n].rank == rank) {
                print_sample(out, s, &s->samples[n], rank);
            }
        }
    }
    fprintf(out, "One after the other, each beside those before:");
    for (int turn = 1; turn <= s->join->calibrate->plan.picks; ++turn) {
        for (int n = 0; n < s->sample_count; ++n) {
            aci_calibrate_place place = aci_calibrate_place_of(s->join, s->samples[n].output);
            if (s->samples[n].pick == turn) {
                fprintf(out, "%s %s (%s) at %.4g h", turn > 1 ? "," : "", place.result,
                        s->join->calibrate->measured.sets[place.set], place.time / 3600.0);
            }
        }
    }
    fputc('\n', out);
}

void aci_calibrate_summary_print(FILE *out, const aci_calibrate_summary *summary)
{
    const aci_fit *fit = summary->fit;
    const char *kind = "";
    int sets = summary->join->set_count;
    (void)aci_calibrate_interval(fit, summary->profiles, 0, &kind);
    fprintf(out,
            "%s\n\n%d measurement%s in %d data set%s, %d value%s fitted, %ld runs computed\n\n",
            summary->findings->title, fit->data_count, fit->data_count == 1 ? "" : "s", sets,
            sets == 1 ? "" : "s", fit->parameter_count, fit->parameter_count == 1 ? "" : "s",
            summary->runs);
    fprintf(out, "  %-*s %10s %-7s95 %% interval (%s)\n", NAME_WIDTH, "value", "best", "", kind);
    for (int j = 0; j < fit->parameter_count; ++j) {
        print_parameter(out, summary, j);
    }
    fprintf(out, "%s\n",
            has_star(summary) ? "  * open: chi2 does not rise enough up to this end of the box\n"
                              : "");
    print_notes(out, summary->findings->notes);
    if (summary->samples != NULL) {
        print_plan(out, summary);
    }
    fprintf(out, "\n%s, and each sheet as CSV beside it\n", summary->path);
}

static void json_parameter(aci_json *json, const aci_calibrate_summary *s, int j)
{
    const char *kind = "";
    aci_fit_interval interval = aci_calibrate_interval(s->fit, s->profiles, j, &kind);
    aci_json_open(json, s->join->parameters[j].name);
    aci_json_text(json, "unit", variable_of(s, j)->unit);
    aci_json_number(json, "estimate", s->fit->estimate[j]);
    aci_json_number(json, "standard_error", s->fit->standard_error[j]);
    aci_json_number(json, "low", interval.low);
    aci_json_number(json, "high", interval.high);
    aci_json_text(json, "interval", kind);
    aci_json_boolean(json, "open_low", interval.low_is_open);
    aci_json_boolean(json, "open_high", interval.high_is_open);
    aci_json_integer(json, "at_end", s->fit->at_end[j]);
    aci_json_close(json);
}

static void json_sample(aci_json *json, const aci_calibrate_summary *s,
                        const aci_plan_sample *sample)
{
    char name[ACI_NAME_SIZE];
    aci_calibrate_place place = aci_calibrate_place_of(s->join, sample->output);
    snprintf(name, sizeof name, "%d", sample->pick);
    aci_json_open(json, name);
    aci_json_text(json, "set", s->join->calibrate->measured.sets[place.set]);
    aci_json_text(json, "result", place.result);
    aci_json_number(json, "time", place.time);
    aci_json_number(json, "gain", sample->gain);
    aci_json_close(json);
}

void aci_calibrate_summary_json(FILE *out, const aci_calibrate_summary *summary)
{
    const aci_fit *fit = summary->fit;
    aci_json json = {.out = out};
    aci_json_open(&json, NULL);
    aci_json_text(&json, "findings", summary->path);
    aci_json_integer(&json, "runs", summary->runs);
    aci_json_integer(&json, "measurements", fit->data_count);
    aci_json_number(&json, "chi2", fit->chi2);
    aci_json_integer(&json, "freedom", fit->freedom);
    aci_json_number(&json, "p_value", fit->p_value);
    aci_json_number(&json, "aic", fit->aic);
    aci_json_number(&json, "aicc", fit->aicc);
    aci_json_open(&json, "parameters");
    for (int j = 0; j < fit->parameter_count; ++j) {
        json_parameter(&json, summary, j);
    }
    aci_json_close(&json);
    if (summary->samples != NULL) {
        aci_json_open(&json, "plan");
        for (int turn = 1; turn <= summary->join->calibrate->plan.picks; ++turn) {
            for (int n = 0; n < summary->sample_count; ++n) {
                if (summary->samples[n].pick == turn) {
                    json_sample(&json, summary, &summary->samples[n]);
                }
            }
        }
        aci_json_close(&json);
    }
    aci_json_text(&json, "notes", summary->findings->notes != NULL ? summary->findings->notes : "");
    aci_json_close(&json);
}
