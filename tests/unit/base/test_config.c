/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "acicula/base/config.h"

static aci_config *parse(const char *text)
{
    aci_config *config = NULL;
    cr_assert_eq(aci_config_parse("FILE", text, strlen(text), &config), ACI_OK, "%s",
                 aci_status_message());
    return config;
}

static const char *text_at(const aci_config *config, const char *path)
{
    const aci_node *node = aci_config_find(config, path);
    return node == NULL || node->text == NULL ? "(none)" : node->text;
}

static const char skin[] = "title: Ünïcode\nskin:\n  layers:\n    - {name: top, thickness: 15 um}\n"
                           "    - {name: dermis, thickness: 1 mm}\n";

Test(config, keeps_texts_and_places)
{
    aci_config *config = parse(skin);
    const aci_node *node = aci_config_find(config, "skin.layers[1].thickness");
    char path[ACI_CONFIG_PATH_SIZE];
    cr_assert_str_eq(node->text, "1 mm");
    cr_assert_eq(node->line, 5);
    cr_assert_eq(node->column, 33);
    cr_assert_eq(node->key_column, 22);
    aci_config_path(node, false, path);
    cr_assert_str_eq(path, "skin.layers[1].thickness");
    aci_config_path(node, true, path);
    cr_assert_str_eq(path, "skin.layers[].thickness");
    cr_assert_str_eq(text_at(config, "skin.layers.dermis.thickness"), "1 mm");
    cr_assert_str_eq(text_at(config, "skin.layers[2].thickness"), "(none)");
    cr_assert_str_eq(text_at(config, "skin..layers"), "(none)");
    cr_assert_str_eq(aci_config_faults(config), "");
    aci_config_destroy(&config);
    cr_assert_null(config);
}

Test(config, sets_values_by_path)
{
    aci_config *config = parse(skin);
    cr_assert_eq(aci_config_set(config, "skin.layers.dermis.thickness", "2 mm"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "skin.layers[0].thickness", "20 um"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "product.dose", "infinite"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "simulation.report_times", "[1 h, 2 h]"), ACI_OK);
    cr_assert_eq(aci_config_set_argument(config, "title=a = b"), ACI_OK);
    cr_assert_str_eq(text_at(config, "skin.layers[1].thickness"), "2 mm");
    cr_assert_str_eq(text_at(config, "skin.layers.top.thickness"), "20 um");
    cr_assert_str_eq(text_at(config, "product.dose"), "infinite");
    cr_assert_str_eq(text_at(config, "simulation.report_times[1]"), "2 h");
    cr_assert_str_eq(text_at(config, "title"), "a = b");
    cr_assert_eq(aci_config_find(config, "skin.layers")->count, 2);
    cr_assert_str_eq(aci_config_find(config, "product.dose")->set, "product.dose");
    aci_config_destroy(&config);
}

static const char paths[] = "uncertain:\n  device.protrusion: {tolerance: 25 um}\n"
                            "  device: {kind: pen}\n"
                            "vary: {channels.depth: [1 um], layers.top.depth: [2 um]}\n";

Test(config, follows_keys_that_are_paths)
{
    aci_config *config = parse(paths);
    cr_assert_str_eq(text_at(config, "uncertain.device.protrusion.tolerance"), "25 um");
    cr_assert_str_eq(text_at(config, "uncertain.device.kind"), "pen");
    cr_assert_str_eq(text_at(config, "vary.layers.top.depth[0]"), "2 um");
    cr_assert_eq(aci_config_set(config, "uncertain.device.protrusion.tolerance", "30 um"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "uncertain.device.protrusion.mode", "1 um"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "vary.channels.depth", "[50 um, 60 um]"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "vary.channels.pitch", "[70 um]"), ACI_OK);
    cr_assert_eq(aci_config_find(config, "uncertain")->count, 2);
    cr_assert_eq(aci_config_find(config, "vary")->count, 3);
    cr_assert_str_eq(text_at(config, "uncertain.device.protrusion.tolerance"), "30 um");
    cr_assert_str_eq(text_at(config, "uncertain.device.protrusion.mode"), "1 um");
    cr_assert_str_eq(text_at(config, "vary.channels.depth[1]"), "60 um");
    cr_assert_str_eq(text_at(config, "vary.channels.pitch[0]"), "70 um");
    aci_config_destroy(&config);
}

static bool is_vary(const char *pattern)
{
    return strcmp(pattern, "sweep.vary") == 0;
}

Test(config, makes_keys_that_are_paths_where_they_are_known_to_be)
{
    aci_config *config = parse(skin);
    aci_config_open(config, is_vary);
    cr_assert_eq(aci_config_set(config, "sweep.vary.channels.depth", "[1 um]"), ACI_OK);
    cr_assert_eq(aci_config_set(config, "sweep.vary.skin.layers[0].thickness", "[2 um]"), ACI_OK);
    const aci_node *vary = aci_config_find(config, "sweep.vary");
    cr_assert_eq(vary->count, 2);
    cr_assert_str_eq(vary->first->key, "channels.depth");
    cr_assert_str_eq(text_at(config, "sweep.vary.skin.layers[0].thickness[0]"), "2 um");
    cr_assert_eq(aci_config_set(config, "sweep.vary.channels.pitch.from", "1 um"), ACI_BAD_INPUT);
    aci_config_destroy(&config);
}

Test(config, asks_for_a_whole_entry_where_keys_are_paths)
{
    static const char fault[] = "--set vary.channels.pitch.from: error: vary.channels.pitch.from: "
                                "vary has no such key yet; a new one is set whole, as in --set "
                                "'vary.KEY={...}'";
    aci_config *config = parse(paths);
    cr_assert_eq(aci_config_set(config, "vary.channels.pitch.from", "1 um"), ACI_BAD_INPUT);
    cr_assert_eq(strncmp(aci_config_faults(config), fault, strlen(fault)), 0, "%s",
                 aci_config_faults(config));
    aci_config_destroy(&config);
}

Test(config, refuses_bad_settings_with_their_key)
{
    static const struct {
        const char *argument, *fault;
    } cases[] = {
        {"skin.layers[2].thickness=1 um", "--set skin.layers[2].thickness: error: "
                                          "skin.layers[2].thickness: no entry 2: an index "
                                          "counts the entries the config lists, skin.layers has 2 "
                                          "of them; name the entry"},
        {"title", "--set title: error: title: no '=' in it"},
        {"a..b=1", "--set a..b: error: a..b: not a key path"},
        {"title=1, 2", "--set title: error: title: expected one value"},
        {"title=", "--set title: error: title: expected one value"},
        {"title=*x", "--set title: error: title: aliases"},
        {"title.x=1", "--set title.x: error: title.x: title is 'Ünïcode' and has no keys"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        aci_config *config = parse(skin);
        cr_assert_eq(aci_config_set_argument(config, cases[i].argument), ACI_BAD_INPUT);
        cr_assert_eq(strncmp(aci_config_faults(config), cases[i].fault, strlen(cases[i].fault)), 0,
                     "%s", aci_config_faults(config));
        cr_assert_eq(aci_config_fault_count(config), 1);
        aci_config_destroy(&config);
    }
}

Test(config, lists_faults_by_place_with_a_caret)
{
    aci_config *config = parse("title: x\nskin:\t\"ä\"  # note\n");
    aci_config_fault(config, aci_config_find(config, "skin"), "second");
    aci_config_fault_key(config, aci_config_find(config, "title"), "first of %d", 2);
    cr_assert_str_eq(aci_config_faults(config), "FILE:1:1: error: title: first of 2\n"
                                                "     1 | title: x\n"
                                                "       | ^\n"
                                                "FILE:2:7: error: skin: second\n"
                                                "     2 | skin:   \"ä\"  # note\n"
                                                "       |         ^\n");
    cr_assert_eq(aci_config_status(config), ACI_BAD_INPUT);
    cr_assert_str_eq(aci_status_message(), "FILE:1:1: error: title: first of 2");
    aci_config_destroy(&config);
}

Test(config, cuts_long_lines_around_the_caret)
{
    char text[2000] = "title: ";
    memset(text + 7, 'x', 900);
    aci_config *config = parse(text);
    aci_config_fault_in(config, aci_config_find(config, "title"), 500, "here");
    const char *page = aci_config_faults(config);
    const char *source = strchr(page, '\n') + 1, *caret = strchr(source, '\n') + 1;
    cr_assert_leq((size_t)(caret - source), 120);
    cr_assert_eq(strncmp(page, "FILE:1:508: error:", 18), 0);
    cr_assert_eq(source[strcspn(caret, "^")], 'x');
    aci_config_destroy(&config);
}

/* What must be refused, quickly, with one fault. */
static void refused(const char *text, size_t size, const char *words)
{
    aci_config *config = NULL;
    clock_t start = clock();
    cr_assert_eq(aci_config_parse("FILE", text, size, &config), ACI_BAD_INPUT);
    cr_assert_lt((double)(clock() - start) / CLOCKS_PER_SEC, 1.0, "took too long");
    cr_assert_not_null(config);
    cr_assert_null(aci_config_root(config));
    cr_assert(strstr(aci_config_faults(config), words) != NULL, "%s", aci_config_faults(config));
    cr_assert_eq(strncmp(aci_config_faults(config), "FILE:", 5), 0);
    aci_config_destroy(&config);
}

static char *repeated(const char *part, size_t count, const char *before, size_t *size)
{
    size_t length = strlen(part), head = strlen(before);
    char *text = malloc(head + count * length + 1);
    memcpy(text, before, head + 1);
    for (size_t k = 0; k < count; k++) {
        memcpy(text + head + k * length, part, length);
    }
    *size = head + count * length;
    text[*size] = '\0';
    return text;
}

Test(config, stops_bombs)
{
    static const struct {
        const char *part, *before, *words;
        size_t count;
    } bombs[] = {
        {"[", "title: ", "nested too deeply", 200000},
        {"{a: ", "title: ", "nested too deeply", 100000},
        {"- ", "title:\n", "nested too deeply", 200000},
        {"a,", "title: [", "more than 100000 values", 300000},
        {"x", "title: ", "more than 1 MiB", 1100000},
        {"\0", "title: ", "empty", 0},
        {"&a ", "title: ", "", 1000},
        {"? ", "", "", 100000},
        {"\x01", "title: ", "control character", 10},
        {"\xff", "title: ", "not UTF-8", 10},
        {"\xed\xa0\x80", "title: ", "not UTF-8", 1},
        {"\xf4\x90\x80\x80", "title: ", "not UTF-8", 1},
        {"\xc0\x80", "title: ", "not UTF-8", 1},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof bombs[0]; i++) {
        size_t size = 0;
        if (bombs[i].count == 0) {
            refused("", 0, bombs[i].words);
            continue;
        }
        char *text = repeated(bombs[i].part, bombs[i].count, bombs[i].before, &size);
        refused(text, size, bombs[i].words);
        free(text);
    }
}

Test(config, stops_an_alias_bomb)
{
    const char text[] = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n";
    refused(text, sizeof text - 1, "anchors (&name) are not allowed");
}

Test(config, finds_duplicates_among_many_keys)
{
    size_t size = 0, used = 0;
    char *text = repeated("__________\n", 80000, "", &size);
    for (int k = 0; k < 80000; k++) {
        used += (size_t)sprintf(text + used, "k%d: 1\n", k == 79999 ? 7 : k);
    }
    aci_config *config = NULL;
    clock_t start = clock();
    cr_assert_eq(aci_config_parse("FILE", text, used, &config), ACI_BAD_INPUT);
    cr_assert_lt((double)(clock() - start) / CLOCKS_PER_SEC, 2.0);
    cr_assert_eq(aci_config_fault_count(config), 1);
    cr_assert(strstr(aci_config_faults(config), "FILE:80000:1: error: k7: duplicate key 'k7'"));
    aci_config_destroy(&config);
    free(text);
}

Test(config, counts_faults_beyond_the_ones_it_keeps)
{
    aci_config *config = parse("title: x\n");
    for (int k = 0; k < 1000; k++) {
        aci_config_fault(config, aci_config_root(config), "fault %d", k);
    }
    cr_assert_eq(aci_config_fault_count(config), 1000);
    cr_assert(strstr(aci_config_faults(config), "and 800 more faults"));
    aci_config_destroy(&config);
}

Test(config, missing_file_is_a_file_error)
{
    aci_config *config = NULL;
    cr_assert_eq(aci_config_read("/nowhere/at/all.yaml", &config), ACI_FILE);
    cr_assert_null(config);
    cr_assert_eq(aci_config_read("/", &config), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "/: error: cannot read"));
}

Test(config, takes_inputs_from_memory_and_from_files)
{
    char directory[] = "/tmp/acicula-config-XXXXXX", path[128];
    const aci_config_input *input = NULL;
    aci_config *config = NULL;
    cr_assert_not_null(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/run.yaml", directory);
    FILE *file = fopen(path, "w");
    fputs("file: table.csv\nmemory: given.csv\nmissing: nothing.csv\n", file);
    fclose(file);
    snprintf(path, sizeof path, "%s/table.csv", directory);
    file = fopen(path, "w");
    fputs("1,2\n", file);
    fclose(file);
    snprintf(path, sizeof path, "%s/run.yaml", directory);
    cr_assert_eq(aci_config_read(path, &config), ACI_OK);
    cr_assert_eq(aci_config_add_input(config, "given.csv", "3,4\n", 4), ACI_OK);
    cr_assert_eq(aci_config_read_input(config, aci_config_find(config, "file"), &input), ACI_OK);
    cr_assert_str_eq(input->text, "1,2\n");
    cr_assert_eq(aci_config_read_input(config, aci_config_find(config, "memory"), &input), ACI_OK);
    cr_assert_str_eq(input->text, "3,4\n");
    cr_assert_eq(aci_config_read_input(config, aci_config_find(config, "file"), &input), ACI_OK);
    cr_assert_eq(aci_config_input_count(config), 2);
    cr_assert_str_eq(aci_config_input_at(config, 1)->name, "table.csv");
    cr_assert_eq(aci_config_read_input(config, aci_config_find(config, "missing"), &input),
                 ACI_FILE);
    cr_assert_eq(aci_config_status(config), ACI_FILE);
    aci_config_fault(config, aci_config_root(config), "something else");
    cr_assert_eq(aci_config_status(config), ACI_BAD_INPUT);
    aci_config_destroy(&config);
    unlink(path);
    snprintf(path, sizeof path, "%s/table.csv", directory);
    unlink(path);
    rmdir(directory);
}

Test(config, skips_a_byte_order_mark_and_takes_every_line_end)
{
    aci_config *config = parse("\xef\xbb\xbftitle: x\r\nskin: y\rproduct: z\n");
    cr_assert_str_eq(text_at(config, "title"), "x");
    cr_assert_eq(aci_config_find(config, "product")->line, 3);
    aci_config_fault(config, aci_config_find(config, "product"), "here");
    cr_assert(strstr(aci_config_faults(config), "     3 | product: z\n"));
    aci_config_destroy(&config);
}
