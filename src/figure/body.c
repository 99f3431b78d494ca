/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 128 };

static aci_status read(const aci_reader *reader, const char *name, int count,
                       aci_reader_variable *out)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "/systemic/%s", name);
    ACI_TRY(aci_reader_read(reader, path, out));
    if (out->values == NULL || (count > 0 && out->count != (size_t)count)) {
        aci_reader_destroy_variable(out);
        return ACI_FAIL(ACI_FILE, "%s: not the numbers expected there", path);
    }
    return ACI_OK;
}

/// The numbers of a variable become the caller's.
static aci_status read_row(const aci_reader *reader, const char *name, aci_figure_body *body,
                           double **out)
{
    aci_reader_variable variable = {0};
    ACI_TRY(read(reader, name, body->times, &variable));
    body->times = (int)variable.count;
    *out = variable.values;
    variable.values = NULL;
    aci_reader_destroy_variable(&variable);
    return ACI_OK;
}

static aci_status read_scalar(const aci_reader *reader, const char *name, aci_systemic_value *out)
{
    char path[PATH_SIZE];
    aci_reader_variable variable = {0};
    snprintf(path, sizeof path, "/systemic/%s", name);
    if (!aci_reader_has(reader, path)) {
        return ACI_OK;
    }
    ACI_TRY(read(reader, name, 1, &variable));
    double error = variable.error_count > 0 ? variable.numerical_error[0] : 0.0;
    *out = (aci_systemic_value){true, variable.values[0], error};
    aci_reader_destroy_variable(&variable);
    return ACI_OK;
}

aci_status aci_body_read(const aci_reader *reader, aci_figure_body *out)
{
    aci_systemic_value level = {false, 0.0, 0.0};
    memset(out, 0, sizeof *out);
    if (!aci_reader_has(reader, "/systemic/time")) {
        return ACI_OK;
    }
    ACI_TRY(read_row(reader, "time", out, &out->time));
    ACI_TRY(read_row(reader, "plasma_concentration", out, &out->concentration));
    ACI_TRY(read_row(reader, "control_concentration", out, &out->control));
    ACI_TRY(read_scalar(reader, "stated_level", &level));
    out->level = level.value;
    for (int n = 0; n < ACI_SYSTEMIC_ENDPOINTS; n++) {
        const char *name = aci_systemic_endpoint_name((aci_systemic_endpoint)n);
        ACI_TRY(read_scalar(reader, name, &out->endpoints[n]));
    }
    return ACI_OK;
}

void aci_body_destroy(aci_figure_body *body)
{
    free(body->time);
    free(body->concentration);
    free(body->control);
    memset(body, 0, sizeof *body);
}
