#include "list.h"

#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *list_export(const char *bin, const char *data)
{
    char tool[512], *output;
    snprintf(tool, sizeof tool, "%s/emarge", bin);
    const char *const command[] = {tool,   "export", "signatures", "--format",
                                   "json", "--data", data,         NULL};
    int status = program_run(command, &output);
    json_t *rows = status == 0 ? json_loads(output, 0, NULL) : NULL;
    if (!json_is_array(rows))
        fprintf(stderr, "emarge export ended with %d and wrote:\n%s\n", status, output);
    free(output);
    return json_is_array(rows) ? rows : NULL;
}

bool list_verify(const char *bin, const char *data)
{
    char tool[512], *output;
    snprintf(tool, sizeof tool, "%s/emarge", bin);
    const char *const command[] = {tool, "verify", "--data", data, NULL};
    int status = program_run(command, &output);
    if (status != 0)
        fprintf(stderr, "emarge verify ended with %d and wrote:\n%s\n", status, output);
    free(output);
    return status == 0;
}

json_t *list_row(json_t *rows, const char *number)
{
    size_t index;
    json_t *row;
    json_array_foreach(rows, index, row)
    {
        const char *is = json_string_value(json_object_get(row, "number"));
        if (is && !strcmp(is, number))
            return row;
    }
    return NULL;
}

bool list_row_has(const json_t *row, const char *expected)
{
    bool has = true;
    const char *field;
    json_t *fields = json_loads(expected, 0, NULL), *value;
    json_object_foreach(fields, field, value)
    {
        if (json_equal(value, json_object_get(row, field)))
            continue;
        char *is = json_dumps(json_object_get(row, field), JSON_ENCODE_ANY);
        char *ought = json_dumps(value, JSON_ENCODE_ANY);
        fprintf(stderr, "%s is %s and ought to be %s\n", field, is ? is : "not there", ought);
        free(is);
        free(ought);
        has = false;
    }
    json_decref(fields);
    return has && fields;
}
