/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Reads result files, finished or not. Nothing is changed in the file.
///
/// Order of use: aci_reader_open, the questions below, aci_reader_destroy. Names of variables are
/// paths in the file, "/history/absorbed". Errors are ACI_FILE and begin with the file's name.
#ifndef ACICULA_OUTPUT_READER_H
#define ACICULA_OUTPUT_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "acicula/base/status.h"
#include "acicula/numerics/grid.h"

enum { ACI_READER_NAME_SIZE = 256, ACI_READER_RANK_MAX = 5 };

/// What stands still, read when the file is opened. Owned by the reader.
typedef struct aci_reader_contents {
    bool is_complete; ///< run_complete
    char title[ACI_READER_NAME_SIZE];
    aci_geometry geometry;
    int cells[3];     ///< x or r, y, z as in aci_grid; all 0 in a file without a grid
    double *edges[3]; ///< [cells + 1], m; NULL for an axis the geometry does not use
    int snapshots;
    double *times; ///< [snapshots], s
    int layers;
    char **layer_names;               ///< [layers], top to bottom
    double *layer_top, *layer_bottom; ///< [layers], m
} aci_reader_contents;

/// One variable, whole. Destroy with aci_reader_destroy_variable.
typedef struct aci_reader_variable {
    char name[ACI_READER_NAME_SIZE]; ///< without the group
    int rank;
    size_t size[ACI_READER_RANK_MAX];
    size_t count; ///< product of the sizes; 1 for a scalar
    double
        *values;  ///< [count], last dimension fastest, NaN where the file has none; NULL for texts
    char **texts; ///< [count]; NULL for numbers
    char units[ACI_READER_NAME_SIZE], long_name[ACI_READER_NAME_SIZE]; ///< "" where it has none
    char symbol[ACI_READER_NAME_SIZE], display_units[ACI_READER_NAME_SIZE];
    size_t error_count;      ///< 0 where no numerical error is given
    double *numerical_error; ///< [error_count], relative
} aci_reader_variable;

typedef struct aci_reader aci_reader;

/// ACI_FILE when the file is missing, is no HDF5 file, no result of this program, truncated or
/// damaged, still being written by a run or, without `unfinished_too`, not complete.
ACI_MUST_CHECK aci_status aci_reader_open(const char *path, bool unfinished_too, aci_reader **out);
void aci_reader_destroy(aci_reader **reader);

const aci_reader_contents *aci_reader_describe(const aci_reader *reader);

/// One snapshot (0 <= index < snapshots) of a field in the root, or a field without time (`index`
/// is ignored), in the order of aci_grid: x fastest. `values` holds all cells.
ACI_MUST_CHECK aci_status aci_reader_field(const aci_reader *reader, const char *name, int index,
                                           double *values);

/// The channel's part of each cell at the start, like a field.
ACI_MUST_CHECK aci_status aci_reader_channel_fraction(const aci_reader *reader, double *values);

/// Whether a group or variable exists.
bool aci_reader_has(const aci_reader *reader, const char *name);

/// A whole variable of numbers or texts.
ACI_MUST_CHECK aci_status aci_reader_read(const aci_reader *reader, const char *name,
                                          aci_reader_variable *out);
void aci_reader_destroy_variable(aci_reader_variable *variable);

/// A scalar text such as "/provenance/config". Caller frees.
ACI_MUST_CHECK aci_status aci_reader_text(const aci_reader *reader, const char *name, char **out);

/// Names in a group in the order they were written. Free with aci_reader_destroy_names.
ACI_MUST_CHECK aci_status aci_reader_names(const aci_reader *reader, const char *group,
                                           char ***names, int *count);
void aci_reader_destroy_names(char ***names, int count);

/// Attributes of an object; "/" is the file. Text: caller frees. Both fail when there is none.
ACI_MUST_CHECK aci_status aci_reader_attribute_text(const aci_reader *reader, const char *object,
                                                    const char *name, char **out);
ACI_MUST_CHECK aci_status aci_reader_attribute_number(const aci_reader *reader, const char *object,
                                                      const char *name, double *out);

#endif
