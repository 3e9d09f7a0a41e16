#include "json_row.h"

#include "core/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

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

static void escape(FILE *out, UChar32 c)
{
    if (U_IS_BMP(c))
        fprintf(out, "\\u%04x", (unsigned)c);
    else
        fprintf(out, "\\u%04x\\u%04x", (unsigned)U16_LEAD(c), (unsigned)U16_TRAIL(c));
}

static int put(const char *text, size_t size, void *out)
{
    size_t written = 0;
    UChar32 before = 0;
    for (size_t at = 0, from = 0; at < size; from = at) {
        UChar32 c;
        U8_NEXT(text, at, size, c);
        bool hides = c >= 0x7F && words_hides(c, before);
        before = c;
        if (!hides)
            continue;
        fwrite(text + written, 1, from - written, out);
        escape(out, c);
        written = at;
    }
    fwrite(text + written, 1, size - written, out);
    return 0;
}

void json_row(FILE *out, const struct report *report, const char *const *cells)
{
    json_t *object = json_object();
    for (size_t i = 0; i < report->column_count; i++)
        json_object_set_new(object, report->columns[i].name,
                            value(report->columns[i].type, cells[i]));
    json_dump_callback(object, put, out, JSON_COMPACT);
    json_decref(object);
}
