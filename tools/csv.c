/* CSV, RFC 4180: UTF-8, LF; with --excel a byte order mark and CRLF, which that program wants. */
#include "report.h"

#include <string.h>

/* A cell begins at its start, and behind what separates cells where the spreadsheet is not English:
 * in Paris, "x;=1+1" in a cell would be a formula in the next one, quoted or not. */
#define SEPARATORS ";|\t\r\n"
#define PASSED_BY  " \"\t\r\n" /* before a formula's sign; a quote opens the cell anew */

/* What begins a formula: also in the full width of East Asian keyboards (OWASP, CSV Injection). */
static const char *const formula_signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

static bool is_formula(const char *text)
{
    text += strspn(text, PASSED_BY);
    for (size_t i = 0; i < sizeof formula_signs / sizeof *formula_signs; i++)
        if (strncmp(text, formula_signs[i], strlen(formula_signs[i])) == 0)
            return true;
    return false;
}

/* The bytes of a control character other than tab and line break, 0 for any other: a terminal
 * obeys them, and no name has one. */
static size_t control_length(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] == 0xC2 && bytes[1] >= 0x80 && bytes[1] <= 0x9F)
        return 2;
    return (bytes[0] < 0x20 && !strchr("\t\r\n", bytes[0])) || bytes[0] == 0x7F;
}

/* An apostrophe before a formula makes it a text. */
static void quoted_cell(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *at = text; *at;) {
        if ((at == text || strchr(SEPARATORS, at[-1])) && is_formula(at))
            fputc('\'', out);
        if (*at == '"')
            fputc('"', out);
        size_t control = control_length(at);
        if (control)
            fputs("\uFFFD", out);
        else
            fputc(*at, out);
        at += control ? control : 1;
    }
    fputc('"', out);
}

static bool is_plain(const char *text)
{
    for (const char *at = text; *at; at++)
        if (strchr(",\"" SEPARATORS, *at) || control_length(at))
            return false;
    return !is_formula(text);
}

static void cell(FILE *out, const char *text)
{
    if (is_plain(text))
        fputs(text, out);
    else
        quoted_cell(out, text);
}

static void end_line(const struct writing *writing)
{
    fputs(writing->options->excel ? "\r\n" : "\n", writing->out);
}

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    const struct report *report = writing->report;
    (void)error;
    *state = (void *)writing;
    if (writing->options->excel)
        fputs("\xEF\xBB\xBF", writing->out);
    for (size_t i = 0; i < report->column_count; i++)
        fprintf(writing->out, "%s%s", i ? "," : "", report->columns[i].name);
    end_line(writing);
    return EM_OK;
}

static void row(void *state, const char *const *cells)
{
    const struct writing *writing = state;
    for (size_t i = 0; i < writing->report->column_count; i++) {
        if (i)
            fputc(',', writing->out);
        cell(writing->out, cells[i]);
    }
    end_line(writing);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    (void)state, (void)whole, (void)error;
    return EM_OK;
}

const struct writer writer_csv = {
    .name = "csv",
    .about = "RFC 4180, a header and a line a row; --excel for that program",
    .begin = begin,
    .row = row,
    .end = end,
};
