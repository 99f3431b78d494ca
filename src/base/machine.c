/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/base/machine.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LINE_SIZE = 4096, PATH_SIZE = 2 * LINE_SIZE };

/* The number in a file; infinite where there is none ("max"). */
static double limit_in(const char *path)
{
    double value = INFINITY;
    FILE *in = fopen(path, "r");
    if (in != NULL) {
        int found = fscanf(in, "%lf", &value);
        (void)fclose(in);
        return found == 1 ? value : INFINITY;
    }
    return INFINITY;
}

/* The least limit of a group and those it is in. Inside a container the group's own folder may not
 * be there: what is mounted is then the group itself. */
static double least_upwards(const char *mount, char *group, const char *name)
{
    char path[PATH_SIZE];
    double least = INFINITY;
    for (;;) {
        snprintf(path, sizeof path, "%s%s/%s", mount, group, name);
        least = fmin(least, limit_in(path));
        char *last = strrchr(group, '/');
        if (last == NULL) {
            return least;
        }
        *last = '\0';
    }
}

/* Of one line of /proc/self/cgroup, "0::/group" (version 2) or "9:memory:/group". */
static double limit_of_line(const char *root, char *line)
{
    char mount[LINE_SIZE];
    line[strcspn(line, "\n")] = '\0';
    char *controllers = strchr(line, ':');
    char *group = controllers != NULL ? strchr(controllers + 1, ':') : NULL;
    if (group == NULL) {
        return INFINITY;
    }
    *group++ = '\0';
    if (controllers[1] == '\0') {
        snprintf(mount, sizeof mount, "%s/sys/fs/cgroup", root);
        return least_upwards(mount, group, "memory.max");
    }
    if (strstr(controllers, "memory") != NULL) {
        snprintf(mount, sizeof mount, "%s/sys/fs/cgroup/memory", root);
        return least_upwards(mount, group, "memory.limit_in_bytes");
    }
    return INFINITY;
}

static double limit_of_groups(const char *root)
{
    char path[LINE_SIZE], line[LINE_SIZE];
    double least = INFINITY;
    snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    FILE *in = fopen(path, "r");
    while (in != NULL && fgets(line, sizeof line, in) != NULL) {
        least = fmin(least, limit_of_line(root, line));
    }
    if (in != NULL) {
        (void)fclose(in);
    }
    return least;
}

static double limit_of_process(void)
{
    struct rlimit limit;
    bool is_limited = getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    return is_limited ? (double)limit.rlim_cur : INFINITY;
}

double aci_machine_memory(const char *root)
{
    double physical = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    return fmin(physical > 0.0 ? physical : INFINITY,
                fmin(limit_of_groups(root), limit_of_process()));
}

void aci_machine_format(double bytes, char text[ACI_MACHINE_TEXT])
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (bytes >= 999.5 && unit < 4) {
        bytes /= 1000.0;
        unit++;
    }
    snprintf(text, ACI_MACHINE_TEXT, "%.3g %s", bytes, units[unit]);
}
