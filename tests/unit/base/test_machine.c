/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/machine.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

TestSuite(machine, .timeout = 10);

/// The memory as seen with files of a made-up system, written by a line of shell in its folder.
static double memory_with(const char *line)
{
    char folder[] = "/tmp/acicula-machine-XXXXXX", command[1024];
    cr_assert_not_null(mkdtemp(folder));
    snprintf(command, sizeof command, "cd %s && mkdir -p proc/self sys/fs/cgroup && { %s; }",
             folder, line);
    cr_assert_eq(system(command), 0);
    double memory = aci_machine_memory(folder);
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_assert_eq(system(command), 0);
    return memory;
}

Test(machine, memory_is_what_is_there_and_what_groups_leave)
{
    const double all = memory_with("true");
    cr_assert(all > 1e7);
    cr_assert_eq(memory_with("echo 0::/a/b >proc/self/cgroup; mkdir -p sys/fs/cgroup/a/b; "
                             "echo max >sys/fs/cgroup/a/b/memory.max; "
                             "echo 2000000 >sys/fs/cgroup/a/memory.max"),
                 2e6);
    cr_assert_eq(memory_with("echo 0::/not/there >proc/self/cgroup; "
                             "echo 3000000 >sys/fs/cgroup/memory.max"),
                 3e6);
    cr_assert_eq(memory_with("printf '1:cpu:/\\n9:memory:/a\\n' >proc/self/cgroup; "
                             "mkdir -p sys/fs/cgroup/memory/a; "
                             "echo 4000000 >sys/fs/cgroup/memory/a/memory.limit_in_bytes"),
                 4e6);
    cr_assert_eq(memory_with("echo 0::/ >proc/self/cgroup; echo max >sys/fs/cgroup/memory.max"),
                 all);
    cr_assert_eq(memory_with("echo nonsense >proc/self/cgroup"), all);
}
