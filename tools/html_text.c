#include "html_text.h"

#include "core/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/utf8.h>

static const char *reference(UChar32 c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return c < 0 ? "\uFFFD" : NULL;
    }
}

void html_text(FILE *out, const char *text)
{
    size_t size = strlen(text), written = 0;
    for (size_t at = 0, from = 0; at < size; from = at) {
        UChar32 c;
        U8_NEXT(text, at, size, c);
        const char *instead = reference(c);
        if (!instead)
            continue;
        fwrite(text + written, 1, from - written, out);
        fputs(instead, out);
        written = at;
    }
    fwrite(text + written, 1, size - written, out);
}

void html_visible(FILE *out, const char *text)
{
    char *visible = words_visible(text);
    html_text(out, visible);
    free(visible);
}

const char *html_direction(const char *language)
{
    return uloc_isRightToLeft(language) ? "rtl" : "ltr";
}

const char html_colours[] =
    ":root{color-scheme:light dark;--paper:#f6f2e9;--sheet:#fffdf8;--ink:#17202b;--muted:#343b46;"
    "--rule:#d9d2c3;--blue:#183582;--margin:#c4464e;--margin-text:#8f2730;--on-blue:#fff}\n"
    "@media (prefers-color-scheme:dark){:root{--paper:#12161c;--sheet:#1a2029;--ink:#ece7db;"
    "--muted:#c6c1b5;--rule:#39414c;--blue:#a9bdf7;--margin:#d9666d;--margin-text:#f0a3a7;"
    "--on-blue:#12161c}}\n"
    "@media print{:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#17202b;--muted:#343b46;"
    "--rule:#b9b2a3;--blue:#183582;--margin:#c4464e;--margin-text:#8f2730;--on-blue:#fff}}\n";
