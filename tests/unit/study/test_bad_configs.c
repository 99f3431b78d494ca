/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bad: each config is refused with the first line in its .expected, in bounded time; one
 * whose needles are at fault is refused by the mechanics alone with the same line. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "acicula/study/distribution.h"
#include "acicula/study/goal.h"
#include "acicula/study/inquiry.h"
#include "acicula/study/limits.h"

static const char *source_directory(void)
{
    const char *directory = getenv("ACICULA_SOURCE");
#ifdef ACI_SOURCE_DIR
    directory = directory == NULL ? ACI_SOURCE_DIR : directory;
#endif
    return directory == NULL ? "." : directory;
}

/* The first line of a file, without its end; false when there is none. */
static bool first_line(const char *path, char *line, size_t size)
{
    FILE *file = fopen(path, "r");
    bool found = file != NULL && fgets(line, (int)size, file) != NULL;
    if (file != NULL) {
        fclose(file);
    }
    line[found ? strcspn(line, "\n") : 0] = '\0';
    return found;
}

/* The first line of the faults, the path of the config replaced by FILE. */
static void first_fault(aci_config *config, const char *path, char *line, size_t size)
{
    const char *page = aci_config_faults(config);
    size_t length = strlen(path);
    bool is_path = strncmp(page, path, length) == 0;
    page += is_path ? length : 0;
    snprintf(line, size, "%s%.*s", is_path ? "FILE" : "", (int)strcspn(page, "\n"), page);
}

typedef aci_status read_function(aci_config *config, aci_scenario *out);

/* A config as every verb would read it: sections of studies too, when the scenario is good. */
static aci_status read_with_studies(aci_config *config, aci_scenario *out)
{
    static aci_distribution_list uncertain;
    static aci_limits limits;
    static aci_goal goal;
    aci_inquiry inquiry;
    ACI_TRY(aci_scenario_read(config, out));
    bool is_good = aci_distribution_read(config, &uncertain) == ACI_OK;
    is_good = aci_limits_read(config, "spec", out, &limits) == ACI_OK && is_good;
    is_good = aci_inquiry_read(config, "sensitivity", out, &inquiry) == ACI_OK && is_good;
    is_good = aci_inquiry_read(config, "tolerance", out, &inquiry) == ACI_OK && is_good;
    if (aci_config_child(aci_config_root(config), "optimise") != NULL) {
        is_good = aci_goal_read(config, out, &goal) == ACI_OK && is_good;
    }
    return is_good ? ACI_OK : aci_config_status(config);
}

/* Whether a fault is one of the needles, where nothing else follows from it. */
static bool is_of_needles(const char *expected)
{
    static const char *const sections[] = {"device", "insertion", "treatment"};
    const char *key = strstr(expected, ": error: ");
    for (int k = 0; k < 3 && key != NULL; k++) {
        if (strncmp(key + 9, sections[k], strlen(sections[k])) == 0) {
            return true;
        }
    }
    return false;
}

/* Reads the config and holds its first fault against what is expected. */
static void check_read(const char *path, const char *expected, read_function *read)
{
    char line[2048];
    aci_config *config = NULL;
    aci_scenario scenario = {.duration = 0.0};
    clock_t start = clock();
    aci_status status = aci_config_read(path, &config);
    cr_assert_not_null(config, "%s", path);
    if (status == ACI_OK) {
        status = read(config, &scenario);
    }
    first_fault(config, path, line, sizeof line);
    cr_assert_eq(status, ACI_BAD_INPUT, "%s", path);
    cr_assert_str_eq(line, expected, "%s:\n%s\n%s", path, line, expected);
    cr_assert(!is_of_needles(expected) || aci_config_fault_count(config) == 1, "%s",
              aci_config_faults(config));
    cr_assert_lt((double)(clock() - start) / CLOCKS_PER_SEC, 0.5, "%s took too long", path);
    aci_scenario_destroy(&scenario);
    aci_config_destroy(&config);
}

/* Whether the fault lies in what the mechanics read, so that `insert` finds it as `run` does. */
static bool is_mechanical(const char *expected)
{
    return is_of_needles(expected) && strstr(expected, "only with device,") == NULL;
}

static void check_bad(const char *directory, const char *name, int *mechanical)
{
    char path[1400], expected[2048];
    snprintf(path, sizeof path, "%s/%s.expected", directory, name);
    cr_assert(first_line(path, expected, sizeof expected), "%s is missing", path);
    snprintf(path, sizeof path, "%s/%s.yaml", directory, name);
    check_read(path, expected, read_with_studies);
    if (is_mechanical(expected)) {
        check_read(path, expected, aci_scenario_read_needles);
        (*mechanical)++;
    }
}

Test(bad_configs, are_refused_with_place_and_remedy)
{
    char directory[1024];
    int count = 0, mechanical = 0;
    snprintf(directory, sizeof directory, "%s/tests/bad", source_directory());
    DIR *files = opendir(directory);
    cr_assert_not_null(files, "%s", directory);
    for (struct dirent *entry = readdir(files); entry != NULL; entry = readdir(files)) {
        char *end = strstr(entry->d_name, ".yaml");
        if (end != NULL && end[5] == '\0') {
            *end = '\0';
            check_bad(directory, entry->d_name, &mechanical);
            count++;
        }
    }
    closedir(files);
    cr_assert_geq(count, 175);
    cr_assert_geq(mechanical, 65);
}
