/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verbs.h"

#include <limits.h>
#include <string.h>

#include "acicula/base/parameters.h"
#include "command.h"

enum { NAMES_SIZE = 512, WORD_SIZE = 64, LATER_WIDTH = 98 };

#define BIT ACI_OPTION_BIT
#define ALWAYS (BIT(QUIET) | BIT(THREADS) | BIT(HELP) | BIT(VERSION))
#define SIMULATES (ALWAYS | BIT(SET) | BIT(OUT) | BIT(FORCE) | BIT(JSON))

static const aci_verb verbs[] = {
    {"run", "CONFIG", "compute one config into one result file",
     "CONFIG may be - (standard input). The result goes to results/<config stem>.h5 unless --out\n"
     "says otherwise; an existing one is never replaced without --force. Until it is done the "
     "file\n"
     "is called <result>.partial. The summary goes to standard output, progress to standard error.",
     "acicula run configs/first_run.yaml --set channels.depth=\"150 um\" --out results/shallow.h5",
     1, 1, SIMULATES, aci_command_run},
    {"check", "CONFIG", "say what would be computed; touch nothing",
     "Prints the complete config with the source of each value, then grid, memory, file size and\n"
     "run time as comments: the output is itself a config that can be run.",
     "acicula check configs/first_run.yaml", 1, 1, SIMULATES, aci_command_check},
    {"insert", "CONFIG", "penetration mechanics alone: force, depth, channels",
     "CONFIG needs skin and device; product and simulation may be missing. Prints one needle on "
     "the\n"
     "mean skin, then all strikes of the treatment with the spread of skin and operator. With "
     "--json\n"
     "SI numbers, first `depth`: the mean over the strikes of the tip's depth below the deformed\n"
     "surface, 0 where not punctured.",
     "acicula insert configs/pen.yaml --set device.protrusion=\"0.5 mm\"", 1, 1,
     ALWAYS | BIT(SET) | BIT(JSON), aci_command_insert},
    {"sweep", "CONFIG", "many cases of one config into one catalogue",
     "The section `sweep` of CONFIG says which keys take which values (`acicula explain sweep`).\n"
     "The catalogue goes to results/<config stem>.sweep.h5 and .csv unless --out says otherwise.\n"
     "Stopped or killed, the same command goes on where it was; more values in the section extend "
     "a\n"
     "finished catalogue. A case that fails is a row that says why, and the exit code is then 3.",
     "acicula sweep configs/sweeps/length_density.yaml --dry-run", 1, 1,
     SIMULATES | BIT(DRY_RUN) | BIT(SHARD), aci_command_sweep},
    {"collect", "DIR", "put the shards of a sweep together",
     "Joins the catalogues that `acicula sweep --shard I/N` left in the folder DIR, and what "
     "killed\n"
     "ones had done, into one: DIR.h5 and DIR.csv unless --out says otherwise. Exit code 3 when\n"
     "cases failed or are missing.",
     "acicula collect results/length_density.sweep", 1, 1,
     ALWAYS | BIT(OUT) | BIT(FORCE) | BIT(JSON), aci_command_collect},
    {"sensitivity", "CONFIG", "which of the uncertain numbers matter most",
     "The section `uncertain` of CONFIG says which numbers are uncertain and how, `sensitivity` "
     "what\n"
     "is asked (`acicula explain uncertain`). Sobol indices of each result with intervals, and "
     "each\n"
     "number alone at its 5 and 95 %. Goes to results/<config stem>.sensitivity.h5 and one CSV "
     "for\n"
     "each sheet unless --out says otherwise. Stopped or killed, the same command goes on where "
     "it\n"
     "was. Runs that fail are counted and left out.",
     "acicula sensitivity configs/studies/sensitivity.yaml", 1, 1, SIMULATES,
     aci_command_sensitivity},
    {"tolerance", "CONFIG", "how far results stray, and whether they keep to their limits",
     "The section `uncertain` of CONFIG says how numbers stray, `spec` what results must keep to,\n"
     "`tolerance` what is asked (`acicula explain tolerance`). Quantiles, the share within "
     "limits,\n"
     "Cp and Cpk, and what each cause contributes. Goes to results/<config stem>.tolerance.h5 and\n"
     "one CSV for each sheet unless --out says otherwise. Stopped or killed, the same command "
     "goes\n"
     "on where it was. Runs that fail are counted and left out.",
     "acicula tolerance configs/studies/tolerance.yaml", 1, 1, SIMULATES, aci_command_tolerance},
    {"optimise", "CONFIG", "the least invasive design that reaches a target",
     "The section `optimise` of CONFIG says what may be chosen, what must be reached and kept to, "
     "and\n"
     "what to make small (`acicula explain optimise`). Findings go to\n"
     "results/<config stem>.optimise.h5, each sheet also as CSV, unless --out says otherwise. "
     "Stopped\n"
     "or killed, the same command goes on where it was. Exit code 0 also when no design keeps to "
     "all\n"
     "limits: the nearest one is then given, and `feasible` in --json is false.",
     "acicula optimise configs/studies/optimise.yaml", 1, 1, SIMULATES, aci_command_optimise},
    {"calibrate", "[DATA...] CONFIG", "fit values of a config to measured curves",
     "The section `calibrate` of CONFIG says which keys are fitted (`acicula explain calibrate`).\n"
     "DATA has the columns time,amount,sd,n (and set) and a line of units; without DATA the files\n"
     "that the section names. Prints each value with its own 95 % interval, what is not "
     "determined\n"
     "and whether the model agrees with the data; writes results/<config stem>.calibrate.h5 and "
     "its\n"
     "sheets as CSV. --plan ranks what to measure next. Stopped, the same command goes on.",
     "acicula calibrate configs/calibration/li_2015_ghk.csv configs/calibration/li_2015.yaml", 1,
     INT_MAX, SIMULATES | BIT(PLAN), aci_command_calibrate},
    {"rerun", "FILE", "repeat a finished run from its result file alone",
     "Writes <stem>_rerun.h5 beside FILE unless --out says otherwise. On the same machine all\n"
     "arrays are the same bit for bit.",
     "acicula rerun results/first_run.h5", 1, 1, SIMULATES, aci_command_rerun},
    {"explain", "[KEY]", "meaning and unit of a config key or result, range, default, source",
     "Without KEY all keys and all results. A section explains the keys in it. KEY may also be a\n"
     "result: a variable, group or attribute of the result file (lag_time, /treatment), a key of\n"
     "`insert --json`, or `results` for all of them.",
     "acicula explain channels.closure\n  acicula explain /treatment", 0, 1,
     ALWAYS | BIT(REFERENCE), aci_command_explain},
    {"list", "skins|compounds|vehicles|solvents|devices",
     "the shipped library, with sources and confidence",
     "Every number says whether it is measured, correlated or assumed.", "acicula list compounds",
     1, 1, ALWAYS, aci_command_list},
    {"plot", "FILE...", "draw the standard figures of results and studies",
     "FILE is a result, the catalogue of a sweep or what a study found; each has its own figures.\n"
     "Writes <stem>_<figure>.svg (or .png) beside FILE, or in the folder given with --out, and\n"
     "replaces older ones. The figure `endpoints` is one of all FILEs together: what each run\n"
     "absorbed against the one number in which their configs differ. Needs the program gnuplot.",
     "acicula plot results/first_run.h5 --figures section,absorbed\n"
     "  acicula plot results/length_density.sweep.h5\n"
     "  acicula plot a.h5 b.h5 c.h5 --figures endpoints",
     1, INT_MAX, ALWAYS | BIT(OUT) | BIT(FORCE) | BIT(FORMAT) | BIT(FIGURES), aci_command_plot},
    {"export", "FILE", "a table of a result or study as CSV",
     "One line of names, one of units, then the rows, to standard output unless --out names a\n"
     "file. Numbers are SI and read back exactly; --units converts what it fits. Of a catalogue\n"
     "all cases; of a study's findings the sheet that --table names.",
     "acicula export results/first_run.h5 --table history --units h,ug/cm2,ug/cm2/h", 1, 1,
     ALWAYS | BIT(OUT) | BIT(FORCE) | BIT(TABLE) | BIT(UNITS), aci_command_export},
#define LATER(name, summary)                                                                       \
    {                                                                                              \
        name, "", summary, "", "", 0, INT_MAX, ~0u, NULL                                           \
    }
    LATER("resume", "continue an interrupted run"),
    LATER("verify", "the exact solutions as a pass/fail table"),
    LATER("compare", "two results side by side"),
    LATER("report", "a result as a page"),
};

enum { VERBS = sizeof verbs / sizeof verbs[0] };

static aci_status unknown_verb(const char *name)
{
    char names[NAMES_SIZE] = "", given[WORD_SIZE], nearest[WORD_SIZE];
    size_t used = 0;
    for (int i = 0; i < VERBS; i++) {
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i > 0 ? "|" : "",
                                 verbs[i].name);
    }
    snprintf(given, sizeof given, "%s", name);
    bool is_near = aci_parameters_nearest_word(names, given, nearest, sizeof nearest);
    return ACI_FAIL(ACI_BAD_INPUT,
                    "unknown command '%s'%s%s%s; `acicula --help` lists what there is", given,
                    is_near ? ", did you mean '" : "", is_near ? nearest : "", is_near ? "'?" : "");
}

aci_status aci_verbs_find(const char *name, const aci_verb **out)
{
    for (int i = 0; i < VERBS; i++) {
        if (strcmp(name, verbs[i].name) == 0) {
            *out = &verbs[i];
            return ACI_OK;
        }
    }
    return unknown_verb(name);
}

/* The text may have several lines; the second column starts at 24. */
static void print_option(FILE *out, aci_option option)
{
    char head[WORD_SIZE];
    const char *value = aci_options_value(option);
    snprintf(head, sizeof head, "%s%s%s", aci_options_name(option), value ? " " : "",
             value ? value : "");
    fprintf(out, "  %-20s  ", head);
    for (const char *text = aci_options_text(option); *text != '\0'; text++) {
        fputc(*text, out);
        if (*text == '\n') {
            fprintf(out, "%24s", "");
        }
    }
    fputc('\n', out);
}

static void print_later(FILE *out)
{
    int column = fprintf(out, "  in later versions:");
    for (int i = 0; i < VERBS; i++) {
        if (verbs[i].command != NULL) {
            continue;
        }
        if (column + 2 + (int)strlen(verbs[i].name) > LATER_WIDTH) {
            column = fprintf(out, "\n                    ") - 1;
        }
        column += fprintf(out, " %s", verbs[i].name);
    }
    fputc('\n', out);
}

void aci_verbs_print(FILE *out)
{
    fprintf(out, "acicula: how a serum gets through skin that fine needles have opened\n\n"
                 "  acicula VERB ... [OPTIONS]      acicula VERB --help says more\n\n");
    for (int i = 0; i < VERBS; i++) {
        if (verbs[i].command != NULL) {
            fprintf(out, "  %-11s %-16s %s\n", verbs[i].name, verbs[i].operands, verbs[i].summary);
        }
    }
    print_later(out);
    fprintf(out, "\nOptions, before or after the operands; -- ends them:\n");
    for (int i = 0; i < ACI_OPTIONS; i++) {
        if ((SIMULATES & 1u << i) != 0) {
            print_option(out, (aci_option)i);
        }
    }
    fprintf(
        out,
        "\nExample:\n  acicula run configs/first_run.yaml\n  acicula plot "
        "results/first_run.h5\n\n"
        "Exit codes: 0 done, 1 internal error, 2 bad input or command line, 3 a sweep with failed\n"
        "cases, 4 a numerical gate failed, 5 file or system error, 130 interrupted.\n");
}

void aci_verbs_print_one(FILE *out, const aci_verb *verb)
{
    if (verb->command == NULL) {
        fprintf(out, "acicula %s: %s. It is not part of this version.\n", verb->name,
                verb->summary);
        return;
    }
    fprintf(out, "acicula %s %s [OPTIONS]: %s\n\n%s\n\nOptions:\n", verb->name, verb->operands,
            verb->summary, verb->text);
    for (int i = 0; i < ACI_OPTIONS; i++) {
        if ((verb->options & 1u << i) != 0) {
            print_option(out, (aci_option)i);
        }
    }
    fprintf(out, "\nExample:\n  %s\n", verb->example);
}
