/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

TestSuite(json, .timeout = 10);

Test(json, nests_and_escapes)
{
    char *text = NULL;
    size_t size = 0;
    aci_json json = {.out = open_memstream(&text, &size)};
    aci_json_open(&json, NULL);
    aci_json_text(&json, "title", "a \"b\" \\ \n");
    aci_json_open(&json, "empty");
    aci_json_close(&json);
    aci_json_open(&json, "inner");
    aci_json_integer(&json, "count", 3);
    aci_json_boolean(&json, "is", true);
    aci_json_close(&json);
    aci_json_number(&json, "nothing", NAN);
    aci_json_close(&json);
    fclose(json.out);
    cr_assert_str_eq(text, "{\n  \"title\": \"a \\\"b\\\" \\\\ \\u000a\",\n  \"empty\": {},\n"
                           "  \"inner\": {\n    \"count\": 3,\n    \"is\": true\n  },\n"
                           "  \"nothing\": null\n}\n");
    free(text);
}

Test(json, numbers_read_back_exactly)
{
    static const double values[] = {0.1, 1.0 / 3.0, 5e-324, 1.7976931348623157e308, -86400.0};
    for (int i = 0; i < 5; i++) {
        char *text = NULL;
        size_t size = 0;
        aci_json json = {.out = open_memstream(&text, &size)};
        aci_json_number(&json, NULL, values[i]);
        fclose(json.out);
        cr_assert_eq(strtod(text, NULL), values[i]);
        free(text);
    }
}
