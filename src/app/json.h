/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One JSON object, written as it comes. Numbers read back exactly; what is not finite is null.
#ifndef ACICULA_APP_JSON_H
#define ACICULA_APP_JSON_H

#include <stdbool.h>
#include <stdio.h>

/// Start with {.out = stream}. `key` is NULL for the outermost object.
typedef struct aci_json {
    FILE *out;
    int depth;
    int count; ///< members of the object being written, so far
} aci_json;

void aci_json_open(aci_json *json, const char *key);
void aci_json_close(aci_json *json);
void aci_json_number(aci_json *json, const char *key, double value);
void aci_json_integer(aci_json *json, const char *key, long value);
void aci_json_boolean(aci_json *json, const char *key, bool value);
void aci_json_text(aci_json *json, const char *key, const char *text);

#endif
