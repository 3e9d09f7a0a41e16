#include "report.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/words.h"
#include "list.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

const struct writer *const writers[] = {
#define WRITER(name) &writer_##name,
#include "writers.def"
#undef WRITER
};
const size_t writer_count = sizeof writers / sizeof *writers;

const struct writer *writer_find(const char *name)
{
    for (size_t i = 0; i < writer_count; i++)
        if (strcmp(writers[i]->name, name) == 0)
            return writers[i];
    return NULL;
}

void writer_names(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < writer_count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", writers[i]->name);
}

/* --- words --- */

/* Of every list, with what a page says in its place. */
static const struct {
    const char *word, *msgid;
} words[] = {
    {"yes", N_("yes")},
    {"no", N_("no")},
    {"unknown", N_("unknown")},
    {"drawn", N_("by hand")},
    {"typed", N_("typed")},
    {"assisted", N_("with assistance")},
    {"government", N_("for a government")},
    {"personal", N_("personally")},
    {"accepted", N_("accepted")},
    {"provisional", N_("provisional")},
    {"already-in", N_("already inside")},
    {"not-this-session", N_("not this session")},
    {"wrong-time", N_("not now")},
    {"full", N_("full")},
    {"revoked", N_("revoked")},
    {"in", N_("in")},
    {"out", N_("out")},
    {"undone", N_("undone")},
    {LIST_SEALED, N_("(sealed)")},
};

const char *report_word(const struct edition *edition, const char *word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return edition_text(edition, words[i].msgid);
    return word;
}

/* --- text that people see --- */

static bool joins(UChar32 c)
{
    return c == 0x200C || c == 0x200D;
}

/* Joiners belong between letters of scripts that shape them, and between emoji. */
static bool may_join(UChar32 before)
{
    if (before < 0x300)
        return false;
    int8_t type = u_charType(before);
    return u_isalpha(before) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ||
           u_hasBinaryProperty(before, UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(before, UCHAR_EMOJI_MODIFIER) || before == 0xFE0F;
}

static bool hides(UChar32 c, UChar32 before)
{
    if (joins(c))
        return !may_join(before);
    if (c >= 0xFE00 && c <= 0xFE0F)
        return before == 0;
    return c < 0 || u_charType(c) == U_CONTROL_CHAR || u_charType(c) == U_FORMAT_CHAR ||
           c == 0x2028 || c == 0x2029 || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
           c == 0x034F;
}

char *report_visible(const char *text)
{
    struct em_buffer out = {0};
    int32_t length = (int32_t)strlen(text);
    UChar32 before = 0;
    em_buffer_text(&out, "");
    for (int32_t at = 0, from = 0; at < length; from = at) {
        UChar32 c;
        U8_NEXT(text, at, length, c);
        if (c == '\t' || c == '\n' || c == '\r')
            em_buffer_text(&out, " ");
        else if (hides(c, before))
            em_buffer_text(&out, "\uFFFD");
        else
            em_buffer_add(&out, text + from, (size_t)(at - from));
        before = c;
    }
    return out.data;
}

/* "9 décembre 2016, 10 h 47"; what is no time of ours stays as it is. */
static void page_time(char *out, size_t size, const struct edition *edition, const char *cell)
{
    int64_t at_us;
    char day[64], hour[32];
    if (!em_time_read(cell, &at_us)) {
        snprintf(out, size, "%s", cell);
        return;
    }
    words_calendar_date(day, sizeof day, edition->calendar, at_us);
    words_calendar_time(hour, sizeof hour, edition->calendar, at_us);
    snprintf(out, size, "%s, %s", day, hour);
}

static void page_number(char *out, size_t size, const struct edition *edition, const char *cell)
{
    char *end;
    long long number = strtoll(cell, &end, 10);
    if (*end)
        snprintf(out, size, "%s", cell);
    else
        words_number(out, size, number, edition->language);
}

char *report_page_text(const struct edition *edition, enum cell_type type, const char *cell)
{
    char short_text[256];
    if (*cell && type == CELL_TIME)
        page_time(short_text, sizeof short_text, edition, cell);
    else if (*cell && type == CELL_NUMBER)
        page_number(short_text, sizeof short_text, edition, cell);
    else if (*cell && type == CELL_COUNTRY)
        words_country_name(short_text, sizeof short_text, cell, edition->language);
    else
        return report_visible(type == CELL_WORD || type == CELL_BOOL ||
                                      strcmp(cell, LIST_SEALED) == 0
                                  ? report_word(edition, cell)
                                  : cell);
    return report_visible(short_text);
}
