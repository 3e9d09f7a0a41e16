#include "fake/listed.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

json_t *listed_rows(const struct tool_result *result)
{
    tool_said(result, 0, "");
    json_t *rows = json_loads(result->out, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_array(rows))
        fail_msg("no array of JSON: “%.200s”", result->out);
    return rows;
}

const char *listed_cell(const json_t *rows, size_t row, const char *column)
{
    static char text[4096];
    const json_t *value = json_object_get(json_array_get(rows, row), column);
    if (!value)
        fail_msg("row %zu has no “%s”", row, column);
    if (json_is_string(value))
        snprintf(text, sizeof text, "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
    else
        snprintf(text, sizeof text, "%s",
                 json_is_true(value)    ? "true"
                 : json_is_false(value) ? "false"
                                        : "");
    return text;
}

void listed_column_is(const json_t *rows, const char *column, const char *expected)
{
    struct em_buffer text = {0};
    em_buffer_text(&text, "");
    for (size_t i = 0; i < json_array_size(rows); i++)
        em_buffer_format(&text, "%s%s", i ? " / " : "", listed_cell(rows, i, column));
    assert_string_equal(text.data, expected);
    em_buffer_free(&text);
}

int listed_find(const json_t *rows, const char *column, const char *text)
{
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (strcmp(listed_cell(rows, i, column), text) == 0)
            return (int)i;
    return -1;
}
