/* JSON: one array of objects, a line each. Yes and no are true and false, what is not known is
 * null. */
#include "report.h"

#include <jansson.h>
#include <string.h>
#include <unicode/utf8.h>

static void begin(FILE *out, const struct report *report, const struct writer_options *options)
{
    (void)report, (void)options;
    fputs("[", out);
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

static void row(FILE *out, const struct report *report, const char *const *cells, bool first,
                const struct writer_options *options)
{
    (void)options;
    json_t *object = json_object();
    for (size_t i = 0; i < report->column_count; i++)
        json_object_set_new(object, report->columns[i].name,
                            value(report->columns[i].type, cells[i]));
    fputs(first ? "\n" : ",\n", out);
    json_dump_callback(object, put, out, JSON_COMPACT);
    json_decref(object);
}

static void end(FILE *out)
{
    fputs("\n]\n", out);
}

const struct writer writer_json = {.name = "json", .begin = begin, .row = row, .end = end};
