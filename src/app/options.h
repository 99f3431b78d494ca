/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The command line: a verb, its operands and options in any order. `--` ends the options, `-` is
/// an operand, `--option=value` and `--option value` are the same.
#ifndef ACICULA_APP_OPTIONS_H
#define ACICULA_APP_OPTIONS_H

#include <stdbool.h>

#include "acicula/base/status.h"

/// id, name, what its value is called (NULL: a switch), what it does
#define ACI_OPTION_LIST(X)                                                                         \
    X(SET, "--set", "KEY=VALUE",                                                                   \
      "change one value of the config, unit included; repeatable\n"                                \
      "(channels.depth=\"150 um\", skin.layers.dermis.clearance=\"0 1/s\"; layers\n"               \
      "that the config lists also by place: skin.layers[0].thickness=\"20 um\")")                  \
    X(OUT, "--out", "PATH", "where the output goes")                                               \
    X(FORCE, "--force", NULL, "replace an existing file")                                          \
    X(THREADS, "--threads", "N", "threads to use; the numbers do not depend on it")                \
    X(QUIET, "--quiet", NULL, "print nothing but errors")                                          \
    X(JSON, "--json", NULL, "one JSON object on standard output, SI numbers")                      \
    X(TABLE, "--table", "NAME",                                                                    \
      "history (the default), control, endpoints, geometry; with a device\n"                       \
      "channels, classes, insertion, treatment; of closing channels closure;\n"                    \
      "with the section systemic systemic; with targets regions,\n"                                \
      "region_endpoints, strips, uniformity")                                                      \
    X(UNITS, "--units", "LIST", "units such as h,ug/cm2, or `display`; SI without it")             \
    X(FORMAT, "--format", "NAME", "svg (the default) or png")                                      \
    X(FIGURES, "--figures", "LIST",                                                                \
      "some of section,absorbed,ledger,profile; with a device also force,\n"                       \
      "depth,plan,histogram, with the section systemic plasma, with\n"                             \
      "regions or output.strips those; of studies map (map:RESULT of one that\n"                   \
      "is not the first), tornado, indices, distribution, pareto, fit,\n"                          \
      "likelihood; of several runs endpoints; without it all but endpoints")                       \
    X(DRY_RUN, "--dry-run", NULL, "say how many cases, how long and how large; compute nothing")   \
    X(SHARD, "--shard", "I/N",                                                                     \
      "only every N-th case, from the I-th (0 .. N-1) on: one part of many\n"                      \
      "that run apart; `acicula collect` puts them together")                                      \
    X(PLAN, "--plan", NULL, "also rank what to measure next")                                      \
    X(REFERENCE, "--reference", NULL, "all keys, or all `results`, as a page in Markdown")         \
    X(HELP, "--help", NULL, "this text")                                                           \
    X(VERSION, "--version", NULL, "versions of the program and its libraries")

typedef enum aci_option {
#define ACI_OPTION_MEMBER(id, name, value, text) ACI_OPTION_##id,
    ACI_OPTION_LIST(ACI_OPTION_MEMBER)
#undef ACI_OPTION_MEMBER
        ACI_OPTIONS
} aci_option;

/// A set of options.
#define ACI_OPTION_BIT(id) (1u << ACI_OPTION_##id)

typedef struct aci_verb aci_verb;

/// A command line, understood. Texts are borrowed from it; the lists are owned.
typedef struct aci_options {
    char *const *words; ///< all of them, without the program's name
    int word_count;
    const aci_verb *verb; ///< NULL when there was none (--help and --version alone)
    const char **operands;
    int operand_count;
    const char **sets; ///< each KEY=VALUE
    int set_count;
    const char *out, *table, *units, *format, *figures; ///< NULL: not given
    int threads;                                        ///< 0: not given
    int shard, shards;                                  ///< 0 of 0: not given
    bool force, quiet, json, dry_run, plan, reference, help, version;
} aci_options;

/// Reads the words behind the program's name. ACI_BAD_INPUT with one line that ends in a
/// hint. Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_options_parse(int count, char *const *words, aci_options *out);
void aci_options_destroy(aci_options *options);

/// Name, value and text of an option, as in the list above.
const char *aci_options_name(aci_option option);
const char *aci_options_value(aci_option option);
const char *aci_options_text(aci_option option);

#endif
