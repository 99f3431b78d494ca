/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include <math.h>
#include <stdlib.h>

static void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20 || byte == 0x7f) {
            fprintf(out, "\\u%04x", byte);
        } else {
            fprintf(out, byte == '"' || byte == '\\' ? "\\%c" : "%c", byte);
        }
    }
    fputc('"', out);
}

static void start_member(aci_json *json, const char *key)
{
    fprintf(json->out, "%s", json->count > 0 ? "," : "");
    if (json->depth > 0) {
        fprintf(json->out, "\n%*s", 2 * json->depth, "");
    }
    if (key != NULL) {
        write_text(json->out, key);
        fprintf(json->out, ": ");
    }
    json->count++;
}

void aci_json_open(aci_json *json, const char *key)
{
    start_member(json, key);
    fputc('{', json->out);
    json->depth++;
    json->count = 0;
}

void aci_json_close(aci_json *json)
{
    json->depth--;
    if (json->count > 0) {
        fprintf(json->out, "\n%*s", 2 * json->depth, "");
    }
    fprintf(json->out, "}%s", json->depth == 0 ? "\n" : "");
    json->count = 1;
}

void aci_json_number(aci_json *json, const char *key, double value)
{
    char text[40] = "null";
    for (int digits = 15; isfinite(value) && digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    start_member(json, key);
    fputs(text, json->out);
}

void aci_json_integer(aci_json *json, const char *key, long value)
{
    start_member(json, key);
    fprintf(json->out, "%ld", value);
}

void aci_json_boolean(aci_json *json, const char *key, bool value)
{
    start_member(json, key);
    fputs(value ? "true" : "false", json->out);
}

void aci_json_text(aci_json *json, const char *key, const char *text)
{
    start_member(json, key);
    write_text(json->out, text);
}
