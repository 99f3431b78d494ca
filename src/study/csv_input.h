/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A CSV file that a config names, line by line. A fault shows its line and column in the file.
#ifndef ACICULA_SRC_STUDY_CSV_INPUT_H
#define ACICULA_SRC_STUDY_CSV_INPUT_H

#include "acicula/base/config.h"

enum {
    ACI_CSV_INPUT_COLUMNS_MAX = 8,
    ACI_CSV_INPUT_CELL_SIZE = 64,
    ACI_CSV_INPUT_LINE_SIZE = 1024
};

typedef char aci_csv_input_cells[ACI_CSV_INPUT_COLUMNS_MAX][ACI_CSV_INPUT_CELL_SIZE];

/// Start with config and node set.
typedef struct aci_csv_input {
    aci_config *config;
    const aci_node *node; ///< the scalar that names the file
    const char *text;     ///< behind a byte order mark
    const char *at;       ///< next line
    int line, column;     ///< of a fault: the line from 1, the index of the column or 0
} aci_csv_input;

/// Reads the file; false, and a fault, when it cannot be read or is no text.
bool aci_csv_input_open(aci_csv_input *csv);

/// The next line that is neither empty nor a comment (#), trimmed; false at the end or, with
/// `is_faulty`, for a line that is too long.
bool aci_csv_input_next(aci_csv_input *csv, char line[ACI_CSV_INPUT_LINE_SIZE], bool *is_faulty);

/// Splits at commas; the number of cells, ACI_CSV_INPUT_COLUMNS_MAX + 1 when there are more.
int aci_csv_input_split(const char *line, aci_csv_input_cells cells);

/// Reads the cell of a column (csv->column) of plain numbers in a unit, into SI: 30 is exactly what
/// "30 um" is in a config. False, and a fault, for anything else.
bool aci_csv_input_number(const aci_csv_input *csv, const char *header, const char *cell,
                          const char *unit, double *value);

/// Adds a fault at line and column.
void aci_csv_input_refuse(const aci_csv_input *csv, const char *format, ...) ACI_PRINTF(2, 3);

#endif
