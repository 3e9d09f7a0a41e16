#include "report.h"

#include "core/clock.h"
#include "core/words.h"
#include "list.h"

#include <stdlib.h>
#include <string.h>

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
    {"mistake", N_("A mistake")},
    {"wrong-person", N_("The wrong person")},
    {"wrong-session", N_("The wrong session")},
    {"did-not-enter", N_("They did not go in")},
    {"counted", N_("that count")},
    {"unsure", N_("of these, perhaps superseded")},
    {"superseded", N_("superseded by a later one")},
    {"withdrawn", N_("withdrawn")},
    {"erased", N_("erased")},
    {LIST_SEALED, N_("(sealed)")},
};

const char *report_word(const struct edition *edition, const char *word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return edition_text(edition, words[i].msgid);
    return word;
}

/* --- cells on pages --- */

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
    if (strcmp(cell, LIST_SEALED) == 0 || type == CELL_WORD || type == CELL_BOOL)
        return words_visible(report_word(edition, cell));
    if (*cell && type == CELL_TIME)
        page_time(short_text, sizeof short_text, edition, cell);
    else if (*cell && type == CELL_NUMBER)
        page_number(short_text, sizeof short_text, edition, cell);
    else
        return words_visible(type == CELL_COUNTRY ? edition_country(edition, cell) : cell);
    return words_visible(short_text);
}
