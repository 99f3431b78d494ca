/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The result file: one run, self-contained, HDF5 in the netCDF-4 data model with CF metadata.
///
/// Order of use: aci_file_create, hand aci_file_observer to aci_run, aci_file_destroy.
///
/// Life of a file NAME in a directory DIR:
///   create      DIR/.NAME.partial.tmp      DIR is made when missing
///   begin       DIR/NAME.partial           renamed after the first flush: always readable
///   snapshot    appended and flushed: a killed run loses at most the snapshot being written
///   end         DIR/NAME                   run_complete = 1 is the last thing written; fsync,
///   rename
/// A run that stops early leaves NAME.partial. From create to destroy DIR/.NAME.lock keeps a second
/// run off the same name.
///
/// Layout: see docs/reference. Variables are float64 throughout. Fields are not rounded to float32,
/// although that would halve the file: sums of concentration x volume then agree with the amounts
/// in /history to rounding, and a repeated run can be compared bit by bit. Filters are those of
/// every HDF5 build (shuffle, deflate, fletcher32) in chunks of at most 128 x 128 values, one
/// snapshot each.
#ifndef ACICULA_OUTPUT_FILE_H
#define ACICULA_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "acicula/base/status.h"
#include "acicula/study/observer.h"
#include "acicula/study/scenario.h"

/// A text with a name: an input file the config reads, the name as the config writes it.
typedef struct aci_file_text {
    const char *name;
    const char *text;
} aci_file_text;

/// What the program is. No member may be NULL.
typedef struct aci_file_build {
    const char *version, *commit, *compiler, *compiler_flags;
    const char *libraries; ///< versions of the libraries other than HDF5, "GSL 2.7.1, ..."
} aci_file_build;

/// All pointers are borrowed and must live until the file is destroyed. Texts may be NULL (empty).
typedef struct aci_file_options {
    const char *path; ///< of the finished file
    bool force;       ///< replace `path` and its .partial; the old ones go once the new one exists
    bool resume;      ///< take the snapshots of the .partial up to `resume_time` over
    double resume_time;           ///< s
    const aci_scenario *scenario; ///< title, layers, geometry, which fields
    const char *config;           ///< as written
    const char *set;              ///< what `--set` changed in it, KEY=VALUE a line
    const char *config_resolved;  ///< complete and runnable
    const char *values;           ///< table of where each value comes from
    int input_count;
    const aci_file_text *inputs;
    const char *command_line;
    int threads;
    uint64_t seed; ///< of the strikes; 0 without a device
    aci_file_build build;
} aci_file_options;

typedef struct aci_file aci_file;

/// The HDF5 library in use, "HDF5 1.10.8".
void aci_file_library(char *text, size_t size);

/// Claims the name: makes the directory and the dotted file, so that an unwritable place is found
/// before the computation. ACI_FILE
///   when another run is writing `path`, with or without `force`,
///   when `path` exists (without `force`; names --force) or is no regular file,
///   when `path`.partial exists (without `force` or `resume`; names resume),
///   when there is nothing to resume, or nothing can be written.
ACI_MUST_CHECK aci_status aci_file_create(const aci_file_options *options, aci_file **out);

/// The observer that writes the file. `begin` may be called once. Snapshots must come in order of
/// time; one at a time already taken over by `resume` is skipped. `end` finishes the file. Every
/// failure is ACI_FILE with the file's name and the system's reason ("No space left on device").
aci_observer aci_file_observer(aci_file *file);

/// Whether `path`.partial is of this run and can be read; false before `begin`.
bool aci_file_has_begun(const aci_file *file);

/// Snapshots in that file so far; a finer grid begins again with none.
int aci_file_snapshots(const aci_file *file);

/// Closes and frees; an unfinished file stays as `path`.partial, one never begun is removed.
void aci_file_destroy(aci_file **file);

#endif
