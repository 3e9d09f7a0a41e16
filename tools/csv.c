/* CSV, RFC 4180: UTF-8, LF; with --excel a byte order mark and CRLF, which that program wants. */
#include "report.h"

#include <string.h>

/* A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV
 * Injection). */
static bool is_formula(const char *text)
{
    return text[0] && strchr("=+-@\t\r", text[0]);
}

static void cell(FILE *out, const char *text)
{
    bool formula = is_formula(text);
    if (!formula && !strpbrk(text, ",\"\r\n")) {
        fputs(text, out);
        return;
    }
    fputs(formula ? "\"'" : "\"", out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void end_line(FILE *out, const struct writer_options *options)
{
    fputs(options->excel ? "\r\n" : "\n", out);
}

static void begin(FILE *out, const struct report *report, const struct writer_options *options)
{
    if (options->excel)
        fputs("\xEF\xBB\xBF", out);
    for (size_t i = 0; i < report->column_count; i++)
        fprintf(out, "%s%s", i ? "," : "", report->columns[i].name);
    end_line(out, options);
}

static void row(FILE *out, const struct report *report, const char *const *cells, bool first,
                const struct writer_options *options)
{
    (void)first;
    for (size_t i = 0; i < report->column_count; i++) {
        if (i)
            fputc(',', out);
        cell(out, cells[i]);
    }
    end_line(out, options);
}

static void end(FILE *out)
{
    (void)out;
}

const struct writer writer_csv = {.name = "csv", .begin = begin, .row = row, .end = end};
