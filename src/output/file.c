/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/output/file.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acicula/output/reader.h"
#include "layout.h"
#include "lock.h"
#include "place.h"
#include "space.h"

typedef enum file_stage { STAGE_CLAIMED, STAGE_BEGUN, STAGE_FINISHED } file_stage;

struct aci_file {
    aci_file_options options;
    char *path, *partial, *temporary, *directory, *lock_path;
    aci_lock lock;
    aci_layout layout;
    file_stage stage;
    bool has_begun; ///< `partial` is this run's
    bool is_broken; ///< a write failed: HDF5 must not touch the file any more
    hsize_t snapshots;
    double last_time;
};

/// Puts the file's name before the last message; a failed write ends all work on the file.
static aci_status report(aci_file *file, aci_status status)
{
    file->is_broken = file->is_broken || status != ACI_OK;
    return aci_place_report(file->path, status);
}

static aci_status system_failure(const char *path, const char *action)
{
    return ACI_FAIL(ACI_FILE, "%s: cannot %s: %s", path, action, strerror(errno));
}

static char *join(const char *first, const char *second, const char *third, const char *fourth)
{
    size_t size = strlen(first) + strlen(second) + strlen(third) + strlen(fourth) + 1;
    char *text = malloc(size);
    if (text) {
        snprintf(text, size, "%s%s%s%s", first, second, third, fourth);
    }
    return text;
}

static aci_status make_names(aci_file *file)
{
    const char *path = file->options.path;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    file->path = join(path, "", "", "");
    file->partial = join(path, ".partial", "", "");
    file->directory = slash ? join(path, "", "", "") : join("./", "", "", "");
    if (!file->path || !file->partial || !file->directory) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    if (slash) {
        file->directory[slash - path + 1] = '\0';
    }
    file->temporary = join(file->directory, ".", name, ".partial.tmp");
    file->lock_path = join(file->directory, ".", name, ".lock");
    return file->temporary && file->lock_path ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory");
}

static aci_status check_existing(const aci_file *file)
{
    struct stat found;
    bool has_partial = access(file->partial, F_OK) == 0;
    if (stat(file->path, &found) == 0) {
        if (!S_ISREG(found.st_mode)) {
            return ACI_FAIL(ACI_FILE, "%s: is no regular file", file->path);
        }
        if (!file->options.force) {
            return ACI_FAIL(ACI_FILE, "%s: exists already; --force replaces it", file->path);
        }
    }
    if (file->options.resume && !has_partial) {
        return ACI_FAIL(ACI_FILE, "%s: not found, nothing to resume", file->partial);
    }
    if (has_partial && !file->options.resume && !file->options.force) {
        return ACI_FAIL(ACI_FILE,
                        "%s: left by an interrupted run; --force starts again (`acicula resume "
                        "%s` will continue it once there are checkpoints)",
                        file->partial, file->path);
    }
    return ACI_OK;
}

/// A new, empty file under the dotted name.
static aci_status open_temporary(aci_file *file)
{
    file->layout =
        (aci_layout){.file = -1, .time = -1, .axes = {-1, -1, -1}, .nv = -1, .fields = {-1, -1}};
    file->stage = STAGE_CLAIMED;
    file->snapshots = 0;
    if (unlink(file->temporary) != 0 && errno != ENOENT) {
        return system_failure(file->temporary, "replace it");
    }
    return report(file, aci_store_create_file(file->temporary, &file->layout.file));
}

/// The lock comes first: what another run is writing is no leftover.
static aci_status claim(aci_file *file)
{
    ACI_TRY(make_names(file));
    ACI_TRY(aci_place_make(file->directory));
    ACI_TRY(aci_lock_take(&file->lock, file->lock_path, file->path));
    ACI_TRY(check_existing(file));
    return open_temporary(file);
}

aci_status aci_file_create(const aci_file_options *options, aci_file **out)
{
    aci_file *file = calloc(1, sizeof *file);
    *out = NULL;
    if (!file) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    aci_store_start();
    file->options = *options;
    file->layout.file = H5I_INVALID_HID;
    file->lock.descriptor = -1;
    aci_status status = claim(file);
    if (status != ACI_OK) {
        aci_file_destroy(&file);
    }
    *out = file;
    return status;
}

static aci_status flush(aci_file *file)
{
    return aci_store_check(H5Fflush(file->layout.file, H5F_SCOPE_GLOBAL), "flush");
}

static aci_status reserve_snapshot(aci_file *file)
{
    const hid_t arrays[ACI_LAYOUT_FIELDS + 1] = {file->layout.time, file->layout.fields[0],
                                                 file->layout.fields[1]};
    hsize_t total = 0;
    for (int i = 0; i <= ACI_LAYOUT_FIELDS; i++) {
        hsize_t bytes = 0;
        if (arrays[i] >= 0) {
            ACI_TRY(aci_space_entry(arrays[i], &bytes));
        }
        total += bytes;
    }
    return aci_space_reserve(file->layout.file, total);
}

static aci_status append_snapshot(aci_file *file, double time,
                                  const double *const values[ACI_LAYOUT_FIELDS])
{
    ACI_TRY(reserve_snapshot(file));
    for (int i = 0; i < ACI_LAYOUT_FIELDS; i++) {
        if (file->layout.fields[i] >= 0) {
            assert(values[i]);
            ACI_TRY(aci_store_append(file->layout.fields[i], file->snapshots, values[i]));
        }
    }
    ACI_TRY(aci_store_append(file->layout.time, file->snapshots, &time));
    file->snapshots++;
    file->last_time = time;
    return ACI_OK;
}

static aci_status same_grid(const aci_reader *old, const aci_grid *grid)
{
    const aci_reader_contents *contents = aci_reader_describe(old);
    if (contents->geometry != grid->geometry ||
        memcmp(contents->cells, grid->cells, sizeof grid->cells) != 0) {
        return ACI_FAIL(ACI_FILE, "the interrupted run has another grid");
    }
    return ACI_OK;
}

static aci_status copy_snapshot(aci_file *file, const aci_reader *old, int index, double *buffer,
                                size_t cells)
{
    const double *values[ACI_LAYOUT_FIELDS] = {NULL};
    for (size_t i = 0; i < ACI_LAYOUT_FIELDS; i++) {
        if (file->layout.fields[i] >= 0) {
            values[i] = buffer + i * cells;
            ACI_TRY(aci_reader_field(old, aci_layout_field_names[i], index, buffer + i * cells));
        }
    }
    return append_snapshot(file, aci_reader_describe(old)->times[index], values);
}

static aci_status copy_snapshots(aci_file *file, const aci_reader *old, const aci_grid *grid)
{
    const aci_reader_contents *contents = aci_reader_describe(old);
    size_t cells = aci_grid_size(grid);
    aci_status status = same_grid(old, grid);
    double *buffer = malloc(ACI_LAYOUT_FIELDS * cells * sizeof *buffer);
    if (!buffer) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    for (int i = 0; status == ACI_OK && i < contents->snapshots; i++) {
        if (contents->times[i] <= file->options.resume_time) {
            status = copy_snapshot(file, old, i, buffer, cells);
        }
    }
    free(buffer);
    return status;
}

static aci_status take_over(aci_file *file, const aci_grid *grid)
{
    aci_reader *old = NULL;
    ACI_TRY(aci_reader_open(file->partial, true, &old));
    aci_status status = copy_snapshots(file, old, grid);
    aci_reader_destroy(&old);
    return status;
}

/// The old result goes only now that the new file exists.
static aci_status publish(aci_file *file)
{
    if (rename(file->temporary, file->partial) != 0) {
        return system_failure(file->partial, "rename to it");
    }
    file->stage = STAGE_BEGUN;
    file->has_begun = true;
    if (file->options.force && unlink(file->path) != 0 && errno != ENOENT) {
        return system_failure(file->path, "remove it");
    }
    return ACI_OK;
}

static aci_status snapshot(void *context, const aci_snapshot *moment)
{
    aci_file *file = context;
    assert(file->stage == STAGE_BEGUN);
    if (file->options.resume && file->snapshots > 0 && moment->time <= file->last_time) {
        return ACI_OK;
    }
    const double *values[ACI_LAYOUT_FIELDS] = {moment->concentration, moment->activity};
    ACI_TRY(report(file, append_snapshot(file, moment->time, values)));
    return report(file, flush(file));
}

static aci_status close_hdf5(aci_file *file)
{
    hsize_t size = 0;
    hid_t hdf5 = file->layout.file;
    file->layout.file = H5I_INVALID_HID;
    ACI_TRY(aci_layout_close(&file->layout, ACI_OK));
    ACI_TRY(aci_store_check(H5Fflush(hdf5, H5F_SCOPE_GLOBAL), "flush"));
    ACI_TRY(aci_store_check(H5Fget_filesize(hdf5, &size), "close"));
    ACI_TRY(aci_store_check(H5Fclose(hdf5), "close"));
    return aci_space_trim(file->stage == STAGE_CLAIMED ? file->temporary : file->partial, size);
}

/// A finer grid takes the place of the one before, whose file stays readable until then.
static aci_status begin(void *context, const aci_scene *scene)
{
    aci_file *file = context;
    if (file->stage == STAGE_BEGUN) {
        ACI_TRY(report(file, close_hdf5(file)));
        ACI_TRY(open_temporary(file));
    }
    assert(file->stage == STAGE_CLAIMED);
    ACI_TRY(report(file, aci_layout_write(&file->layout, &file->options, scene)));
    if (file->options.resume) {
        ACI_TRY(report(file, take_over(file, scene->grid)));
    }
    ACI_TRY(report(file, flush(file)));
    return publish(file);
}

/// Room for the ledger: all rows twice over (history and control), each with its description.
static aci_status reserve_ledger(const aci_file *file, const aci_results *results)
{
    const aci_history *history = &results->history;
    hsize_t variables = 2 * (ACI_HISTORY_ROWS + 4) + ACI_ENDPOINTS + ACI_CLOSURE_METHODS;
    hsize_t values =
        2 * (hsize_t)history->times * (hsize_t)(ACI_HISTORY_ROWS + history->layers + 2);
    return aci_space_reserve(
        file->layout.file, variables * 4096 + values * sizeof(double) + aci_needles_size(results) +
                               aci_body_size(results) + aci_targets_size(results));
}

static aci_status end(void *context, const aci_results *results)
{
    aci_file *file = context;
    assert(file->stage == STAGE_BEGUN);
    hid_t root = file->layout.file;
    ACI_TRY(report(file, reserve_ledger(file, results)));
    ACI_TRY(report(file, aci_ledger_write(root, file->options.scenario, results)));
    ACI_TRY(report(file, aci_closing_write(root, file->options.scenario)));
    ACI_TRY(report(file, aci_needles_write(root, file->options.scenario, results)));
    ACI_TRY(report(file, aci_body_write(root, file->options.scenario, results)));
    ACI_TRY(report(file, aci_targets_write(root, file->options.scenario, results)));
    ACI_TRY(report(file, flush(file)));
    ACI_TRY(report(file, aci_store_change_integer(root, "run_complete", 1)));
    ACI_TRY(report(file, close_hdf5(file)));
    ACI_TRY(aci_place_sync(file->partial));
    if (rename(file->partial, file->path) != 0) {
        return system_failure(file->path, "rename to it");
    }
    file->stage = STAGE_FINISHED;
    return aci_place_sync(file->directory);
}

aci_observer aci_file_observer(aci_file *file)
{
    return (aci_observer){.context = file, .begin = begin, .snapshot = snapshot, .end = end};
}

bool aci_file_has_begun(const aci_file *file)
{
    return file->has_begun;
}

int aci_file_snapshots(const aci_file *file)
{
    return (int)file->snapshots;
}

void aci_file_destroy(aci_file **file)
{
    aci_file *old = *file;
    if (!old) {
        return;
    }
    if (old->layout.file >= 0 && !old->is_broken) {
        (void)close_hdf5(old);
    }
    // without the lock the dotted file is another run's
    if (old->lock.descriptor >= 0 && old->stage == STAGE_CLAIMED) {
        (void)unlink(old->temporary);
    }
    aci_lock_release(&old->lock);
    free(old->lock_path);
    free(old->path);
    free(old->partial);
    free(old->temporary);
    free(old->directory);
    free(old);
    *file = NULL;
}
