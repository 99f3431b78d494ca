/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_input.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "acicula/base/units.h"

/* Where the column begins in the source line, in characters from 1. */
static int find_column(const aci_csv_input *csv)
{
    const char *at = csv->text;
    int place = 1;
    for (int line = 1; line < csv->line && *at != '\0'; at++) {
        line += *at == '\n';
    }
    for (int k = 0; k < csv->column && at[strcspn(at, ",\n")] == ',';) {
        k += *at == ',';
        place += ((unsigned char)*at++ & 0xc0) != 0x80;
    }
    return place + (int)strspn(at, " \t");
}

void aci_csv_input_refuse(const aci_csv_input *csv, const char *format, ...)
{
    char message[ACI_CSV_INPUT_LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    aci_config_fault_input(csv->config, csv->node, csv->line > 0 ? csv->line : 1, find_column(csv),
                           "%s", message);
}

static void trim(char *text)
{
    size_t start = strspn(text, " \t"), length = strlen(text + start);
    memmove(text, text + start, length + 1);
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL) {
        text[--length] = '\0';
    }
}

bool aci_csv_input_open(aci_csv_input *csv)
{
    const aci_config_input *input = NULL;
    if (aci_config_read_input(csv->config, csv->node, &input) != ACI_OK) {
        return false;
    }
    csv->text = csv->at = input->text;
    csv->line = 1;
    csv->column = 0;
    if (strlen(input->text) != input->size) {
        aci_csv_input_refuse(csv, "a NUL in it (a binary file?), expected a table as text");
        return false;
    }
    csv->text += strncmp(csv->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    csv->at = csv->text;
    csv->line = 0;
    return true;
}

bool aci_csv_input_next(aci_csv_input *csv, char line[ACI_CSV_INPUT_LINE_SIZE], bool *is_faulty)
{
    *is_faulty = false;
    while (*csv->at != '\0') {
        size_t length = strcspn(csv->at, "\n");
        csv->line++;
        csv->column = 0;
        snprintf(line, ACI_CSV_INPUT_LINE_SIZE, "%.*s",
                 (int)(length < ACI_CSV_INPUT_LINE_SIZE ? length : ACI_CSV_INPUT_LINE_SIZE),
                 csv->at);
        csv->at += length + (csv->at[length] == '\n');
        trim(line);
        if (length >= ACI_CSV_INPUT_LINE_SIZE) {
            aci_csv_input_refuse(csv, "a line of more than %d bytes", ACI_CSV_INPUT_LINE_SIZE - 1);
            *is_faulty = true;
            return false;
        }
        if (line[0] != '\0' && line[0] != '#') {
            return true;
        }
    }
    return false;
}

int aci_csv_input_split(const char *line, aci_csv_input_cells cells)
{
    int count = 0;
    for (;;) {
        size_t length = strcspn(line, ",");
        if (count == ACI_CSV_INPUT_COLUMNS_MAX) {
            return ACI_CSV_INPUT_COLUMNS_MAX + 1;
        }
        snprintf(cells[count], ACI_CSV_INPUT_CELL_SIZE, "%.*s",
                 (int)(length < ACI_CSV_INPUT_CELL_SIZE ? length : ACI_CSV_INPUT_CELL_SIZE), line);
        trim(cells[count++]);
        if (line[length] == '\0') {
            return count;
        }
        line += length + 1;
    }
}

bool aci_csv_input_number(const aci_csv_input *csv, const char *header, const char *cell,
                          const char *unit, double *value)
{
    char text[2 * ACI_CSV_INPUT_CELL_SIZE + 16];
    size_t plain = strspn(cell, "0123456789.+-eE");
    if (cell[0] == '\0') {
        aci_csv_input_refuse(csv, "column %s is empty, expected a number", header);
        return false;
    }
    bool is_pure = strcmp(unit, "1") == 0;
    snprintf(text, sizeof text, "%.*s%s%s", ACI_CSV_INPUT_CELL_SIZE, cell, is_pure ? "" : " ",
             is_pure ? "" : unit);
    if (cell[plain] != '\0' || aci_units_read(text, unit, value, NULL) != ACI_OK) {
        aci_csv_input_refuse(csv, "'%.40s' in column %s is not a number", cell, header);
        return false;
    }
    return true;
}
