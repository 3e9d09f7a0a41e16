/* JSON: one array of objects, a line each. Yes and no are true and false, what is not known is
 * null. */
#include "core/memory.h"
#include "report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

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

static json_t *value(enum cell_type type, const char *text)
{
    if (type == CELL_NUMBER)
        return *text ? json_integer(strtoll(text, NULL, 10)) : json_null();
    if (type == CELL_BOOL)
        return strcmp(text, "yes") == 0  ? json_true()
               : strcmp(text, "no") == 0 ? json_false()
                                         : json_null();
    json_t *string = json_string(text);
    return string ? string : json_null(); /* no UTF-8: only a damaged list has that */
}

/* What a terminal obeys, and what turns a line around: in JSON an escape says the same. */
static bool is_escaped(UChar32 c)
{
    return (c >= 0x7F && c <= 0x9F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static int put(const char *text, size_t size, void *out)
{
    size_t written = 0;
    for (size_t at = 0, from = 0; at < size; from = at) {
        UChar32 c;
        U8_NEXT(text, at, size, c);
        if (!is_escaped(c))
            continue;
        fwrite(text + written, 1, from - written, out);
        fprintf(out, "\\u%04x", (unsigned)c);
        written = at;
    }
    fwrite(text + written, 1, size - written, out);
    return 0;
}

static void row(void *state, const char *const *cells)
{
    struct json *json = state;
    const struct report *report = json->writing->report;
    json_t *object = json_object();
    for (size_t i = 0; i < report->column_count; i++)
        json_object_set_new(object, report->columns[i].name,
                            value(report->columns[i].type, cells[i]));
    fputs(json->begun ? ",\n" : "\n", json->writing->out);
    json->begun = true;
    json_dump_callback(object, put, json->writing->out, JSON_COMPACT);
    json_decref(object);
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
