#include "json_row.h"

#include "core/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* RFC 8259, 7. */
static void escape(FILE *out, UChar32 c)
{
    static const char letters[][3] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\"};
    if (c < (UChar32)(sizeof letters / sizeof *letters) && *letters[c])
        fputs(letters[c], out);
    else if (c < 0x20)
        fprintf(out, "\\u%04X", (unsigned)c);
    else if (U_IS_BMP(c))
        fprintf(out, "\\u%04x", (unsigned)c);
    else
        fprintf(out, "\\u%04x\\u%04x", (unsigned)U16_LEAD(c), (unsigned)U16_TRAIL(c));
}

static bool is_utf8(const char *text)
{
    UChar32 c = 0;
    for (int32_t at = 0; text[at] && c >= 0;)
        if ((unsigned char)text[at] < 0x80)
            at++;
        else
            U8_NEXT(text, at, -1, c);
    return c >= 0;
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* What a terminal obeys, and what hides, is escaped, too; only a damaged list has what is no UTF-8.
 */
static void put_text(FILE *out, const char *text)
{
    int32_t written = 0;
    UChar32 c, before = 0;
    if (!is_utf8(text)) {
        fputs("null", out);
        return;
    }
    fputc('"', out);
    for (int32_t at = 0, from = 0; text[at]; from = at, before = c) {
        c = (unsigned char)text[at];
        if (is_plain((unsigned char)c)) {
            at++;
            continue;
        }
        U8_NEXT(text, at, -1, c);
        bool own = c < 0x7F; /* JSON's own escapes part what stands before from what comes */
        if (!own && !words_hides(c, before))
            continue;
        fwrite(text + written, 1, (size_t)(from - written), out);
        escape(out, c);
        written = at;
        c = own ? 0 : c;
    }
    fputs(text + written, out);
    fputc('"', out);
}

static void put_bool(FILE *out, const char *text)
{
    fputs(strcmp(text, "yes") == 0 ? "true" : strcmp(text, "no") == 0 ? "false" : "null", out);
}

static void put_number(FILE *out, const char *text)
{
    if (*text)
        fprintf(out, "%lld", strtoll(text, NULL, 10));
    else
        fputs("null", out);
}

void json_row(FILE *out, const struct report *report, const char *const *cells)
{
    for (size_t i = 0; i < report->column_count; i++) {
        fputs(i ? ",\"" : "{\"", out);
        fputs(report->columns[i].name, out);
        fputs("\":", out);
        if (report->columns[i].type == CELL_NUMBER)
            put_number(out, cells[i]);
        else if (report->columns[i].type == CELL_BOOL)
            put_bool(out, cells[i]);
        else
            put_text(out, cells[i]);
    }
    fputc('}', out);
}
