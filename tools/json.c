/* JSON: one array of objects, a line each. */
#include "core/memory.h"
#include "json_row.h"

#include <stdlib.h>

struct json {
    const struct writing *writing;
    bool begun; /* a row is there already */
};

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    (void)error;
    struct json *json = em_alloc(sizeof *json);
    json->writing = writing;
    fputs("[", writing->out);
    *state = json;
    return EM_OK;
}

static void row(void *state, const char *const *cells)
{
    struct json *json = state;
    fputs(json->begun ? ",\n" : "\n", json->writing->out);
    json->begun = true;
    json_row(json->writing->out, json->writing->report, cells);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    struct json *json = state;
    (void)whole, (void)error;
    fputs("\n]\n", json->writing->out);
    free(json);
    return EM_OK;
}

const struct writer writer_json = {
    .name = "json",
    .about = "one array of objects, a line each",
    .begin = begin,
    .row = row,
    .end = end,
};
