/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The catalogue of a sweep: one row for each case, as netCDF-4/CF in HDF5 and as CSV.
///
/// What the columns are is a format; it is kept as text in the file (/provenance/format) and in the
/// journal's signature, so that catalogues and journals of shards can be merged without the config.
///
/// Layout of the file: dimension `case` (the place in the design), then for each column a variable
/// NAME(case[, axis ...]); `status(case)` 0 where the case is done, else the exit code it would
/// have had, `message(case)`, `case_id(case)`, `wall_seconds(case)`. Numbers of a failed case are
/// 0, numbers that a case does not have (a lag time without a steady state) are NAN. Columns of the
/// group "fields" stand in /fields, with the keys as coordinates.
#ifndef ACICULA_OUTPUT_CATALOGUE_H
#define ACICULA_OUTPUT_CATALOGUE_H

#include <stdint.h>

#include "acicula/output/file.h"
#include "acicula/output/journal.h"

enum {
    ACI_CATALOGUE_AXES_MAX = 10,
    ACI_CATALOGUE_COLUMNS_MAX = 160,
    ACI_CATALOGUE_NAME_SIZE = 96,
    ACI_CATALOGUE_RANK_MAX = 4
};

/// An axis beside `case`: times, layers, the axes of the common grid.
typedef struct aci_catalogue_axis {
    char name[ACI_CATALOGUE_NAME_SIZE];
    char unit[ACI_CATALOGUE_NAME_SIZE]; ///< "" for labels
    bool is_field;                      ///< of the group fields
    int size;
    double *values; ///< [size]; NULL for labels
    char **labels;  ///< [size]; NULL for numbers
} aci_catalogue_axis;

typedef struct aci_catalogue_column {
    char name[ACI_CATALOGUE_NAME_SIZE];
    char unit[ACI_CATALOGUE_NAME_SIZE];
    char long_name[2 * ACI_CATALOGUE_NAME_SIZE];
    bool is_text;  ///< texts instead of numbers
    bool is_key;   ///< varied by the sweep
    bool is_field; ///< of the group fields
    double
        model_form; ///< factor by which model and measurement differ (error_bars.h); 0: not known
    char model_form_source[ACI_TEXT_SIZE];
    int rank; ///< axes behind `case`
    int axes[ACI_CATALOGUE_RANK_MAX];
} aci_catalogue_column;

/// Columns in order: keys, then results, then fields last. Owned.
typedef struct aci_catalogue_format {
    long cases;                ///< of the design } not part of the text
    char title[ACI_TEXT_SIZE]; ///<               }
    int axis_count, column_count;
    aci_catalogue_axis axes[ACI_CATALOGUE_AXES_MAX];
    aci_catalogue_column columns[ACI_CATALOGUE_COLUMNS_MAX];
} aci_catalogue_format;

/// Adds an axis; its values or labels are copied (both NULL: 0 .. size - 1). -1 without memory.
int aci_catalogue_add_axis(aci_catalogue_format *format, const char *name, const char *unit,
                           int size, const double *values, const char *const *labels);

/// Adds a column without axes; set the rest in what it returns. NULL when there are too many.
aci_catalogue_column *aci_catalogue_add_column(aci_catalogue_format *format, const char *name,
                                               const char *unit, const char *long_name);

/// As text, and back.
ACI_MUST_CHECK aci_status aci_catalogue_write_format(const aci_catalogue_format *format,
                                                     char **out);
ACI_MUST_CHECK aci_status aci_catalogue_read_format(const char *text, aci_catalogue_format *out);
void aci_catalogue_destroy_format(aci_catalogue_format *format);

/// Numbers of one column in a row, and of all columns (`with_fields`: those of the fields too).
size_t aci_catalogue_width(const aci_catalogue_format *format, int column);
size_t aci_catalogue_numbers(const aci_catalogue_format *format, bool with_fields);

/// One case. `numbers` are all columns of numbers one after the other, fields last; `texts` one for
/// each column of texts.
typedef struct aci_catalogue_row {
    uint64_t identity;
    long number; ///< place in the design
    int status;
    double seconds;
    char message[512];
    double *numbers;
    char (*texts)[ACI_TEXT_SIZE];
} aci_catalogue_row;

/// A row of the format, all zero. ACI_FILE without memory; destroy also then.
ACI_MUST_CHECK aci_status aci_catalogue_create_row(const aci_catalogue_format *format,
                                                   aci_catalogue_row *out);
void aci_catalogue_destroy_row(aci_catalogue_row *row);

/// A row at the end of a journal, and back; a row read without its fields keeps those it had.
ACI_MUST_CHECK aci_status aci_catalogue_append_row(const aci_catalogue_format *format,
                                                   aci_journal *journal,
                                                   const aci_catalogue_row *row);
ACI_MUST_CHECK aci_status aci_catalogue_fetch_row(const aci_catalogue_format *format,
                                                  const aci_journal *journal, long record,
                                                  bool with_fields, aci_catalogue_row *out);

/// Rows for a catalogue in their order. `row` reads one of them.
typedef struct aci_catalogue_rows {
    long count;
    void *context;
    aci_status (*row)(void *context, long index, bool with_fields, aci_catalogue_row *out);
} aci_catalogue_rows;

/// Writes the catalogue and, beside it, the CSV (`csv` NULL: none): under dotted names first,
/// renamed when they are whole. An existing one is replaced. `signature` goes to the provenance.
/// ACI_FILE with the system's reason.
ACI_MUST_CHECK aci_status aci_catalogue_write(const aci_file_options *options, const char *csv,
                                              const char *signature,
                                              const aci_catalogue_format *format,
                                              const aci_catalogue_rows *rows);

/// The CSV alone: a line of names, one of units, then the rows; a column with axes becomes one for
/// each of its numbers, "absorbed_4h", "layer_amount_dermis_4h".
ACI_MUST_CHECK aci_status aci_catalogue_csv(const char *path, const aci_catalogue_format *format,
                                            const aci_catalogue_rows *rows);

/// A catalogue read back, whole but for its fields. Owned.
typedef struct aci_catalogue aci_catalogue;

/// ACI_FILE when the file is none.
ACI_MUST_CHECK aci_status aci_catalogue_open(const char *path, aci_catalogue **out);
void aci_catalogue_close(aci_catalogue **catalogue);

const char *aci_catalogue_signature(const aci_catalogue *catalogue);
const aci_catalogue_format *aci_catalogue_format_of(const aci_catalogue *catalogue);
/// Its rows; `context` is the catalogue.
aci_catalogue_rows aci_catalogue_rows_of(aci_catalogue *catalogue);

/// The CSV of a catalogue's file as text; the caller frees it.
ACI_MUST_CHECK aci_status aci_catalogue_table(const char *path, char **out);

/// Whether a file is a catalogue.
bool aci_catalogue_is(const char *path);

/// Whether a file is of HDF5 and cannot be opened: cut short, damaged or still being written.
bool aci_catalogue_is_damaged(const char *path);

#endif
