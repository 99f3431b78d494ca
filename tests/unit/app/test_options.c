/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/options.h"

#include <criterion/criterion.h>
#include <string.h>

#include "app/verbs.h"

TestSuite(options, .timeout = 10);

#define COUNT(words) ((int)(sizeof(words) / sizeof(words)[0]))

/// Parses and asserts success; the caller destroys.
static aci_options parsed(int count, const char *const *words)
{
    aci_options options;
    cr_assert_eq(aci_options_parse(count, (char *const *)words, &options), ACI_OK, "%s",
                 aci_status_message());
    return options;
}

/// Parses and asserts a refusal of one line that holds `hint`.
static void check_refused(int count, const char *const *words, const char *hint)
{
    aci_options options;
    cr_assert_eq(aci_options_parse(count, (char *const *)words, &options), ACI_BAD_INPUT);
    cr_assert_not_null(strstr(aci_status_message(), hint), "'%s' has no '%s'", aci_status_message(),
                       hint);
    cr_assert_null(strchr(aci_status_message(), '\n'));
    aci_options_destroy(&options);
}

Test(options, come_before_and_after_the_operand)
{
    const char *const words[] = {"--quiet", "run",    "--out=a b.h5", "--set",
                                 "x=1",     "c.yaml", "--force",      "--threads",
                                 "3",       "--set",  "y==2"};
    aci_options options = parsed(COUNT(words), words);
    cr_assert_str_eq(options.verb->name, "run");
    cr_assert_eq(options.operand_count, 1);
    cr_assert_str_eq(options.operands[0], "c.yaml");
    cr_assert_str_eq(options.out, "a b.h5");
    cr_assert_eq(options.set_count, 2);
    cr_assert_str_eq(options.sets[0], "x=1");
    cr_assert_str_eq(options.sets[1], "y==2");
    cr_assert_eq(options.threads, 3);
    cr_assert(options.quiet && options.force && !options.json);
    aci_options_destroy(&options);
}

Test(options, end_at_two_dashes)
{
    const char *const words[] = {"run", "--", "--json"};
    aci_options options = parsed(COUNT(words), words);
    cr_assert_str_eq(options.operands[0], "--json");
    cr_assert_not(options.json);
    aci_options_destroy(&options);
}

Test(options, take_a_dash_for_standard_input)
{
    const char *const words[] = {"check", "-"};
    aci_options options = parsed(COUNT(words), words);
    cr_assert_str_eq(options.operands[0], "-");
    aci_options_destroy(&options);
}

Test(options, help_and_version_need_no_verb_and_no_operand)
{
    const char *const alone[] = {"--version"}, *const verb[] = {"run", "--help"};
    aci_options options = parsed(COUNT(alone), alone);
    cr_assert(options.version && options.verb == NULL);
    aci_options_destroy(&options);
    options = parsed(COUNT(verb), verb);
    cr_assert(options.help);
    aci_options_destroy(&options);
}

Test(options, refuse_what_is_not_right)
{
    const char *const near[] = {"run", "c.yaml", "--fore"}, *const verb[] = {"rum", "c.yaml"},
                      *const missing[] = {"run"}, *const many[] = {"run", "a", "b"},
                      *const value[] = {"run", "a", "--out"},
                      *const empty[] = {"run", "a", "--out="},
                      *const flag[] = {"run", "a", "--force=yes"},
                      *const threads[] = {"run", "a", "--threads", "2x"},
                      *const zero[] = {"run", "a", "--threads=0"},
                      *const other[] = {"list", "skins", "--set", "a=1"},
                      *const lines[] = {"run", "a", "--set", "a=1\nb=2"};
    check_refused(COUNT(near), near, "--force");
    check_refused(COUNT(verb), verb, "'run'");
    check_refused(COUNT(missing), missing, "CONFIG");
    check_refused(COUNT(many), many, "'b'");
    check_refused(COUNT(value), value, "--out PATH");
    check_refused(COUNT(empty), empty, "--out PATH");
    check_refused(COUNT(flag), flag, "no value");
    check_refused(COUNT(threads), threads, "whole number");
    check_refused(COUNT(zero), zero, "whole number");
    check_refused(COUNT(other), other, "acicula list --help");
    check_refused(COUNT(lines), lines, "line break");
    check_refused(0, NULL, "acicula --help");
}

Test(options, of_a_later_verb_are_not_judged)
{
    const char *const words[] = {"verify", "c.yaml", "--jobs", "4"};
    aci_options options = parsed(COUNT(words), words);
    cr_assert_null(options.verb->command);
    aci_options_destroy(&options);
}

Test(options, every_verb_has_an_example_of_itself)
{
    const char *const names[] = {"run", "check", "rerun", "explain", "list", "plot", "export"};
    for (int i = 0; i < COUNT(names); i++) {
        const aci_verb *verb = NULL;
        cr_assert_eq(aci_verbs_find(names[i], &verb), ACI_OK);
        cr_assert_not_null(strstr(verb->example, names[i]));
    }
}
