/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/base/parameters.h"
#include "threads.h"
#include "verbs.h"

enum { WORD_MAX = 64, SHARDS_MAX = 1000000 };

static const struct {
    const char *name, *value, *text;
} table[ACI_OPTIONS] = {
#define ROW(id, name, value, text) {name, value, text},
    ACI_OPTION_LIST(ROW)
#undef ROW
};

const char *aci_options_name(aci_option option)
{
    return table[option].name;
}

const char *aci_options_value(aci_option option)
{
    return table[option].value;
}

const char *aci_options_text(aci_option option)
{
    return table[option].text;
}

static aci_status unknown_option(const char *word, size_t length)
{
    char names[512] = "", given[WORD_MAX], nearest[WORD_MAX];
    size_t used = 0;
    for (int i = 0; i < ACI_OPTIONS; i++) {
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i > 0 ? "|" : "",
                                 table[i].name);
    }
    snprintf(given, sizeof given, "%.*s", (int)length, word);
    bool is_near = aci_parameters_nearest_word(names, given, nearest, sizeof nearest);
    return ACI_FAIL(ACI_BAD_INPUT,
                    "unknown option '%s'%s%s%s; `acicula --help` lists what there is", given,
                    is_near ? ", did you mean '" : "", is_near ? nearest : "", is_near ? "'?" : "");
}

/* The option a word names; `value` is what stands behind '=' or NULL. */
static aci_status find_option(const char *word, aci_option *option, const char **value)
{
    size_t length = strcspn(word, "=");
    *value = word[length] == '=' ? word + length + 1 : NULL;
    if (strcmp(word, "-h") == 0) {
        *option = ACI_OPTION_HELP;
        return ACI_OK;
    }
    for (int i = 0; i < ACI_OPTIONS; i++) {
        if (strlen(table[i].name) == length && strncmp(table[i].name, word, length) == 0) {
            *option = (aci_option)i;
            return ACI_OK;
        }
    }
    return unknown_option(word, length);
}

static aci_status read_shard(const char *text, aci_options *out)
{
    char *middle = NULL, *end = NULL;
    long shard = strtol(text, &middle, 10), shards = 0;
    bool is_pair =
        text[0] >= '0' && text[0] <= '9' && *middle == '/' && middle[1] >= '0' && middle[1] <= '9';
    if (is_pair) {
        shards = strtol(middle + 1, &end, 10);
    }
    if (!is_pair || *end != '\0' || shards < 1 || shards > SHARDS_MAX || shard >= shards) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "--shard is '%.40s', allowed is I/N with I from 0 to N - 1, for example "
                        "--shard 0/8",
                        text);
    }
    out->shard = (int)shard;
    out->shards = (int)shards;
    return ACI_OK;
}

/* A line break could not be kept in the file, where each value has one line. */
static aci_status add_set(aci_options *out, const char *text)
{
    if (strpbrk(text, "\r\n") != NULL) {
        return ACI_FAIL(ACI_BAD_INPUT, "--set with a line break in its value, write it on one line "
                                       "such as --set channels.depth=\"300 um\"");
    }
    out->sets[out->set_count++] = text;
    return ACI_OK;
}

static aci_status store_value(aci_options *out, aci_option option, const char *value)
{
    if (value[0] == '\0') {
        return ACI_FAIL(ACI_BAD_INPUT, "%s is empty, expected %s %s", table[option].name,
                        table[option].name, table[option].value);
    }
    switch (option) {
    case ACI_OPTION_SET:
        return add_set(out, value);
    case ACI_OPTION_THREADS:
        return aci_threads_read("--threads", "--threads 2", value, &out->threads);
    case ACI_OPTION_SHARD:
        return read_shard(value, out);
    case ACI_OPTION_OUT:
        out->out = value;
        return ACI_OK;
    case ACI_OPTION_TABLE:
        out->table = value;
        return ACI_OK;
    case ACI_OPTION_UNITS:
        out->units = value;
        return ACI_OK;
    case ACI_OPTION_FORMAT:
        out->format = value;
        return ACI_OK;
    default:
        out->figures = value;
        return ACI_OK;
    }
}

static bool *switch_of(aci_options *out, aci_option option)
{
    switch (option) {
    case ACI_OPTION_FORCE:
        return &out->force;
    case ACI_OPTION_QUIET:
        return &out->quiet;
    case ACI_OPTION_JSON:
        return &out->json;
    case ACI_OPTION_DRY_RUN:
        return &out->dry_run;
    case ACI_OPTION_PLAN:
        return &out->plan;
    case ACI_OPTION_REFERENCE:
        return &out->reference;
    case ACI_OPTION_HELP:
        return &out->help;
    default:
        return &out->version;
    }
}

/* One option at words[*at], which moves on to the value when that is a word of its own. */
static aci_status read_option(int count, char *const *words, int *at, unsigned *given,
                              aci_options *out)
{
    aci_option option = ACI_OPTIONS;
    const char *value = NULL;
    ACI_TRY(find_option(words[*at], &option, &value));
    *given |= 1u << option;
    if (table[option].value == NULL) {
        *switch_of(out, option) = true;
        return value == NULL ? ACI_OK
                             : ACI_FAIL(ACI_BAD_INPUT, "%s takes no value, write it alone",
                                        table[option].name);
    }
    if (value == NULL && *at + 1 >= count) {
        return ACI_FAIL(ACI_BAD_INPUT, "%s needs a value, expected %s %s", table[option].name,
                        table[option].name, table[option].value);
    }
    return store_value(out, option, value != NULL ? value : words[++*at]);
}

/* Behind a verb of a later version stands what this one cannot know. */
static aci_status read_words(int count, char *const *words, unsigned *given, aci_options *out)
{
    bool is_literal = false, is_later = false;
    for (int at = 0; at < count; at++) {
        const char *word = words[at];
        if (is_later) {
            out->help |= strcmp(word, "--help") == 0;
        } else if (!is_literal && strcmp(word, "--") == 0) {
            is_literal = true;
        } else if (!is_literal && word[0] == '-' && word[1] != '\0') {
            ACI_TRY(read_option(count, words, &at, given, out));
        } else if (out->verb == NULL) {
            ACI_TRY(aci_verbs_find(word, &out->verb));
            is_later = out->verb->command == NULL;
        } else {
            out->operands[out->operand_count++] = word;
        }
    }
    return ACI_OK;
}

static aci_status check_operands(const aci_options *options)
{
    const aci_verb *verb = options->verb;
    if (options->operand_count < verb->least && !options->reference) {
        return ACI_FAIL(ACI_BAD_INPUT, "%s needs %s, for example `%s`", verb->name, verb->operands,
                        verb->example);
    }
    if (options->operand_count > verb->most) {
        return ACI_FAIL(ACI_BAD_INPUT, "%s takes %s and '%.80s' is too many; for example `%s`",
                        verb->name, verb->operands, options->operands[verb->most], verb->example);
    }
    return ACI_OK;
}

static aci_status check_verb(const aci_options *options, unsigned given)
{
    const aci_verb *verb = options->verb;
    if (options->help || options->version) {
        return ACI_OK;
    }
    if (verb == NULL) {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "no command, expected for example `acicula run configs/first_run.yaml`; "
                        "`acicula --help` lists all");
    }
    for (int i = 0; verb->command != NULL && i < ACI_OPTIONS; i++) {
        if ((given & ~verb->options & 1u << i) != 0) {
            return ACI_FAIL(ACI_BAD_INPUT, "%s has no option %s; `acicula %s --help` lists its own",
                            verb->name, table[i].name, verb->name);
        }
    }
    return verb->command == NULL ? ACI_OK : check_operands(options);
}

aci_status aci_options_parse(int count, char *const *words, aci_options *out)
{
    unsigned given = 0;
    size_t size = (size_t)(count > 0 ? count : 1);
    *out = (aci_options){.words = words,
                         .word_count = count,
                         .operands = calloc(size, sizeof *out->operands),
                         .sets = calloc(size, sizeof *out->sets)};
    if (out->operands == NULL || out->sets == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the command line");
    }
    ACI_TRY(read_words(count, words, &given, out));
    return check_verb(out, given);
}

void aci_options_destroy(aci_options *options)
{
    free(options->operands);
    free(options->sets);
    *options = (aci_options){.verb = NULL};
}
