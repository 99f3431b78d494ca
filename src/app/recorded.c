/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorded.h"

#include <stdio.h>
#include <stdlib.h>

#include "acicula/output/reader.h"

static aci_status read_input(const aci_reader *reader, const char *name, aci_file_text *out)
{
    char path[2 * ACI_READER_NAME_SIZE];
    char *original = NULL, *text = NULL;
    snprintf(path, sizeof path, "/provenance/inputs/%s", name);
    ACI_TRY(aci_reader_attribute_text(reader, path, "path", &original));
    out->name = original;
    ACI_TRY(aci_reader_text(reader, path, &text));
    out->text = text;
    return ACI_OK;
}

static aci_status read_inputs(const aci_reader *reader, aci_recorded *out)
{
    char **names = NULL;
    int count = 0;
    ACI_TRY(aci_reader_names(reader, "/provenance/inputs", &names, &count));
    out->inputs = calloc((size_t)count + 1, sizeof *out->inputs);
    aci_status status = out->inputs != NULL
                            ? ACI_OK
                            : ACI_FAIL(ACI_FILE, "out of memory for the tables of a result");
    for (int i = 0; status == ACI_OK && i < count; i++) {
        out->input_count = i + 1;
        status = read_input(reader, names[i], &out->inputs[i]);
    }
    aci_reader_destroy_names(&names, count);
    return status;
}

aci_status aci_recorded_read(const char *path, aci_recorded *out)
{
    aci_reader *reader = NULL;
    *out = (aci_recorded){.config = NULL};
    ACI_TRY(aci_reader_open(path, false, &reader));
    aci_status status = aci_reader_text(reader, "/provenance/config", &out->config);
    if (status == ACI_OK) {
        status = aci_reader_text(reader, "/provenance/set", &out->set);
    }
    if (status == ACI_OK) {
        status = aci_reader_text(reader, "/provenance/config_resolved", &out->resolved);
    }
    if (status == ACI_OK) {
        status = read_inputs(reader, out);
    }
    aci_reader_destroy(&reader);
    return status;
}

void aci_recorded_destroy(aci_recorded *recorded)
{
    for (int i = 0; i < recorded->input_count; i++) {
        free((char *)recorded->inputs[i].name);
        free((char *)recorded->inputs[i].text);
    }
    free(recorded->inputs);
    free(recorded->config);
    free(recorded->set);
    free(recorded->resolved);
    *recorded = (aci_recorded){.config = NULL};
}
