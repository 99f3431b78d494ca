/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/file.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "acicula/output/reader.h"
#include "sample.h"

TestSuite(file, .timeout = 20);

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static void touch(const char *path)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs("precious", file);
    fclose(file);
}

static void make_results(const sample *made)
{
    char results[96];
    snprintf(results, sizeof results, "%s/results", made->directory);
    cr_assert_eq(mkdir(results, 0777), 0);
}

Test(file, has_a_dotted_name_then_partial_then_its_own)
{
    sample made;
    char dotted[160];
    aci_file *file = NULL;
    sample_create(ACI_AXISYMMETRIC, &made);
    snprintf(dotted, sizeof dotted, "%s/results/.case.h5.partial.tmp", made.directory);
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_OK, "%s", aci_status_message());
    aci_observer observer = aci_file_observer(file);
    cr_assert(exists(dotted) && !exists(made.partial) && !exists(made.path));
    cr_assert_eq(observer.begin(observer.context, &made.scene), ACI_OK);
    cr_assert(!exists(dotted) && exists(made.partial) && !exists(made.path));
    cr_assert_eq(sample_snapshot(&made, &observer, 0), ACI_OK);
    cr_assert_eq(observer.end(observer.context, &made.results), ACI_OK);
    cr_assert(!exists(dotted) && !exists(made.partial) && exists(made.path));
    aci_file_destroy(&file);
    cr_assert_null(file);
    sample_destroy(&made);
}

Test(file, never_begun_leaves_nothing)
{
    sample made;
    char results[96];
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    snprintf(results, sizeof results, "%s/results", made.directory);
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_OK);
    aci_file_destroy(&file);
    cr_assert_eq(rmdir(results), 0, "the directory is not empty");
    sample_destroy(&made);
}

Test(file, refuses_to_overwrite_a_result)
{
    sample made;
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    make_results(&made);
    touch(made.path);
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_FILE);
    cr_assert_null(file);
    cr_assert(strstr(aci_status_message(), "--force"), "%s", aci_status_message());
    made.options.force = true;
    cr_assert_eq(sample_write(&made), ACI_OK, "%s", aci_status_message());
    aci_reader *reader = NULL;
    cr_assert_eq(aci_reader_open(made.path, false, &reader), ACI_OK);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

Test(file, force_keeps_the_old_result_until_the_new_file_exists)
{
    sample made;
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    make_results(&made);
    touch(made.path);
    made.options.force = true;
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_OK);
    aci_file_destroy(&file);
    cr_assert(exists(made.path));
    cr_assert_eq(sample_write_part(&made, 1), ACI_OK);
    cr_assert(!exists(made.path) && exists(made.partial));
    sample_destroy(&made);
}

Test(file, names_resume_for_what_an_interrupted_run_left)
{
    sample made;
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    cr_assert_eq(sample_write_part(&made, 2), ACI_OK);
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "resume"), "%s", aci_status_message());
    cr_assert(strstr(aci_status_message(), "--force"), "%s", aci_status_message());
    made.options.force = true;
    cr_assert_eq(sample_write(&made), ACI_OK);
    cr_assert(!exists(made.partial));
    sample_destroy(&made);
}

/// The second one fails, with or without force, before and after the first one's .partial is there;
/// the first one's file is whole.
Test(file, a_second_run_of_the_same_name_is_refused)
{
    sample made;
    aci_file *first = NULL, *second = NULL;
    sample_create(ACI_SLAB, &made);
    cr_assert_eq(aci_file_create(&made.options, &first), ACI_OK);
    aci_observer observer = aci_file_observer(first);
    for (int begun = 0; begun < 2; begun++) {
        for (int force = 0; force < 2; force++) {
            made.options.force = force;
            cr_assert_eq(aci_file_create(&made.options, &second), ACI_FILE);
            cr_assert(strstr(aci_status_message(), "another run"), "%s", aci_status_message());
        }
        cr_assert_eq(aci_file_has_begun(first), begun);
        cr_assert(begun || observer.begin(observer.context, &made.scene) == ACI_OK, "%s",
                  aci_status_message());
    }
    made.options.force = false;
    cr_assert_eq(sample_snapshot(&made, &observer, 0), ACI_OK);
    cr_assert_eq(observer.end(observer.context, &made.results), ACI_OK);
    aci_file_destroy(&first);
    aci_reader *reader = NULL;
    cr_assert_eq(aci_reader_open(made.path, false, &reader), ACI_OK, "%s", aci_status_message());
    aci_reader_destroy(&reader);
    made.options.force = true;
    cr_assert_eq(aci_file_create(&made.options, &second), ACI_OK, "%s", aci_status_message());
    cr_assert_not(aci_file_has_begun(second));
    aci_file_destroy(&second);
    sample_destroy(&made);
}

/// An empty lock file without its process.
Test(file, a_killed_runs_lock_is_no_obstacle)
{
    sample made;
    char lock[160], results[96];
    sample_create(ACI_SLAB, &made);
    make_results(&made);
    snprintf(lock, sizeof lock, "%s/results/.case.h5.lock", made.directory);
    touch(lock);
    cr_assert_eq(sample_write(&made), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(unlink(made.path), 0);
    snprintf(results, sizeof results, "%s/results", made.directory);
    cr_assert_eq(rmdir(results), 0, "the directory is not empty");
    sample_destroy(&made);
}

Test(file, refuses_what_is_no_regular_file)
{
    sample made;
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    made.options.force = true;
    made.options.path = "/dev/null";
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_FILE);
    made.options.path = made.directory;
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_FILE);
    sample_destroy(&made);
}

Test(file, says_which_directory_cannot_be_made)
{
    sample made;
    char path[192];
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    make_results(&made);
    touch(made.path);
    snprintf(path, sizeof path, "%s/below/case.h5", made.path);
    made.options.path = path;
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "Not a directory"), "%s", aci_status_message());
    sample_destroy(&made);
}

/// Snapshots up to the resumed time are taken over, later ones replaced, none written twice.
static void check_resume(int snapshots, double time)
{
    sample made;
    double values[SAMPLE_CELLS_MAX];
    aci_reader *reader = NULL;
    sample_create(ACI_BOX, &made);
    cr_assert_eq(sample_write_part(&made, snapshots), ACI_OK);
    cr_assert_eq(aci_reader_open(made.partial, true, &reader), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_describe(reader)->snapshots, snapshots);
    aci_reader_destroy(&reader);
    made.options.resume = true;
    made.options.resume_time = time < 0.0 ? made.time[0] : time;
    cr_assert_eq(sample_write(&made), ACI_OK, "%s", aci_status_message());
    cr_assert_eq(aci_reader_open(made.path, false, &reader), ACI_OK);
    cr_assert_eq(aci_reader_describe(reader)->snapshots, SAMPLE_TIMES);
    for (int i = 0; i < SAMPLE_TIMES; i++) {
        cr_assert_eq(aci_reader_describe(reader)->times[i], made.time[i]);
        cr_assert_eq(aci_reader_field(reader, "concentration", i, values), ACI_OK);
        for (size_t cell = 0; cell < aci_grid_size(made.grid); cell++) {
            cr_assert_eq(values[cell], sample_value(0, i, cell));
        }
    }
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

Test(file, resume_gives_the_same_fields_as_one_run)
{
    check_resume(2, -1.0);
}

/// The file of a run that was interrupted before its first snapshot.
Test(file, resume_begins_with_a_grid_alone)
{
    check_resume(0, 0.0);
}

Test(file, resume_needs_the_same_grid)
{
    sample made, other;
    sample_create(ACI_BOX, &made);
    sample_create(ACI_SLAB, &other);
    cr_assert_eq(sample_write_part(&made, 2), ACI_OK);
    other.options.path = made.path;
    other.options.resume = true;
    cr_assert_eq(sample_write(&other), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "another grid"), "%s", aci_status_message());
    cr_assert(exists(made.partial));
    sample_destroy(&other);
    sample_destroy(&made);
}

Test(file, resume_without_a_partial_file_fails)
{
    sample made;
    aci_file *file = NULL;
    sample_create(ACI_SLAB, &made);
    made.options.resume = true;
    cr_assert_eq(aci_file_create(&made.options, &file), ACI_FILE);
    cr_assert(strstr(aci_status_message(), "nothing to resume"), "%s", aci_status_message());
    sample_destroy(&made);
}

static void lift_limit(void)
{
    struct rlimit size;
    if (getrlimit(RLIMIT_FSIZE, &size) == 0) {
        size.rlim_cur = size.rlim_max;
        setrlimit(RLIMIT_FSIZE, &size);
    }
}

/// Writes snapshots in a child whose files may not grow beyond `limit`; the exit code tells. The
/// limit holds for HDF5's ending, which runs first, and not for what a sanitizer reports last: it
/// would wait for ever when it cannot write to its log.
static int write_with_limit(sample *made, rlim_t limit)
{
    pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        struct rlimit size;
        signal(SIGXFSZ, SIG_IGN);
        bool is_limited = getrlimit(RLIMIT_FSIZE, &size) == 0 && atexit(lift_limit) == 0;
        size.rlim_cur = limit;
        is_limited = is_limited && setrlimit(RLIMIT_FSIZE, &size) == 0;
        aci_file *file = NULL;
        aci_status status = aci_file_create(&made->options, &file);
        aci_observer observer = aci_file_observer(file);
        status = status != ACI_OK ? status : observer.begin(observer.context, &made->scene);
        for (int i = 0; status == ACI_OK && i < 2000; i++) {
            made->time[0] = i;
            status = sample_snapshot(made, &observer, 0);
        }
        bool is_told = strstr(aci_status_message(), made->path) != NULL &&
                       strstr(aci_status_message(), "File too large") != NULL;
        aci_file_destroy(&file);
        exit(is_limited && status == ACI_FILE && is_told ? 5 : 1);
    }
    int result = 0;
    cr_assert_eq(waitpid(child, &result, 0), child);
    return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
}

/// The limit stands for a full disk. What was flushed before stays readable; the process ends by
/// itself (HDF5 alone would go round for ever at exit).
Test(file, full_disk_is_one_message_and_keeps_the_snapshots)
{
    sample made;
    aci_reader *reader = NULL;
    sample_create(ACI_BOX, &made);
    cr_assert_eq(write_with_limit(&made, 300000), 5);
    cr_assert(!exists(made.path));
    cr_assert_eq(aci_reader_open(made.partial, true, &reader), ACI_OK, "%s", aci_status_message());
    cr_assert_gt(aci_reader_describe(reader)->snapshots, 10);
    aci_reader_destroy(&reader);
    sample_destroy(&made);
}

/// Too small even for what stands still: no file remains that cannot be read.
Test(file, full_disk_at_the_start_leaves_no_partial)
{
    sample made;
    sample_create(ACI_BOX, &made);
    for (rlim_t limit = 0; limit < 10000; limit += 2500) {
        cr_assert_eq(write_with_limit(&made, limit), 5, "limit %lu", (unsigned long)limit);
        cr_assert(!exists(made.path) && !exists(made.partial));
    }
    sample_destroy(&made);
}
