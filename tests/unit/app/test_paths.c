/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/paths.h"

#include <criterion/criterion.h>
#include <stdlib.h>

TestSuite(paths, .timeout = 10);

static void check_result(const char *config, const char *expected)
{
    char *path = NULL;
    cr_assert_eq(aci_paths_result(config, &path), ACI_OK);
    cr_assert_str_eq(path, expected);
    free(path);
}

Test(paths, a_result_is_named_after_its_config)
{
    check_result("configs/first_run.yaml", "results/first_run.h5");
    check_result("B1.a0.yaml", "results/B1.a0.h5");
    check_result("../x/plain", "results/plain.h5");
    check_result(".hidden", "results/.hidden.h5");
    check_result("-", "results/config.h5");
}

Test(paths, a_rerun_stays_beside_its_file)
{
    char *path = NULL;
    cr_assert_eq(aci_paths_rerun("a.b/c/run.h5", &path), ACI_OK);
    cr_assert_str_eq(path, "a.b/c/run_rerun.h5");
    free(path);
    cr_assert_eq(aci_paths_rerun("run.h5", &path), ACI_OK);
    cr_assert_str_eq(path, "run_rerun.h5");
    free(path);
}

Test(paths, a_folder_is_no_file)
{
    cr_assert_eq(aci_paths_check_file("/"), ACI_BAD_INPUT);
    cr_assert_eq(aci_paths_check_file("/tmp"), ACI_BAD_INPUT);
    cr_assert_eq(aci_paths_check_file("not/there/"), ACI_BAD_INPUT);
    cr_assert_eq(aci_paths_check_file("not_there.h5"), ACI_OK);
}

Test(paths, a_command_line_is_quoted_for_a_shell)
{
    char *line = NULL;
    const char *const words[] = {"run", "it's.yaml", "--set", "a=2 mm", ""};
    cr_assert_eq(aci_paths_command_line(5, (char *const *)words, &line), ACI_OK);
    cr_assert_str_eq(line, "acicula run 'it'\\''s.yaml' --set 'a=2 mm' ''");
    free(line);
}
