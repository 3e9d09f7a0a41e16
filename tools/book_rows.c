/* The signatures of the book: a ledger, one person a row. What a hand drew stands in its last
 * column, and so does, in the face of titles, the name of who signed in another way.
 */
#include "book_parts.h"

#include "core/memory.h"
#include "core/signature.h"
#include "core/words.h"
#include "paper_ink.h"
#include "presence.h"
#include "report.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define INK_HEIGHT    40.0 /* points */
#define GROUP_ROOM    150  /* its heading, the ledger's head and a row or two */
#define LEAF_BYTES    8    /* of its hash that are printed */
#define FIRST_JAMO    0x1100
#define BICAMERAL_END 0x590 /* Latin, Greek, Cyrillic, Armenian: an index has their capitals */

static const struct paper_column columns[] = {
    {N_("Number"), 1.0, false},
    {N_("Signatory"), 3.9, false},
    {N_("Signed on"), 2.8, false},
    {N_("Signature"), 3.5, false},
};
#define COLUMNS (sizeof columns / sizeof *columns)
enum { NUMBER, WHO, WHEN, SIGNATURE };

/* --- groups --- */

/* Under which letter of an index a folded name stands: Hangul under its first consonant, Han under
 * one for all, everything else under itself. */
static char *index_letter(const char *folded)
{
    static const char consonants[] = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"; /* of 3 bytes each */
    int32_t c, size = 0;
    U8_NEXT(folded, size, -1, c);
    if (c < BICAMERAL_END) {
        char letter[U8_MAX_LENGTH + 1] = "";
        int32_t length = 0;
        U8_APPEND_UNSAFE(letter, length, u_toupper(c < 0 ? 0xFFFD : c));
        return em_strdup(letter);
    }
    if (c >= FIRST_JAMO && c < FIRST_JAMO + (int32_t)(sizeof consonants / 3))
        return em_strndup(consonants + 3 * (c - FIRST_JAMO), 3);
    if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC))
        return em_strdup("漢字");
    return em_strndup(folded, (size_t)size);
}

static char *initial(const char *name)
{
    char folded[64];
    if (!name)
        return em_strdup(LIST_SEALED);
    words_fold(folded, sizeof folded, name);
    return index_letter(folded);
}

/* What the signatures of a group have in common: its heading, but for the kiosk's. */
static char *group_of(const struct book *book, const struct signed_row *person)
{
    const struct roll_signature *row = person->row;
    char text[128];
    switch (book->reading->order) {
    case ORDER_NAME:
        return initial(person->name);
    case ORDER_GOVERNMENT:
        return em_strdup(edition_government(book->edition, row->government_id, row->government));
    case ORDER_COUNTRY:
        return em_strdup(edition_country(book->edition, row->country));
    case ORDER_TIME:
        words_calendar_date(text, sizeof text, book->edition->calendar, row->at_us);
        return em_strdup(text);
    case ORDER_LOG:
    default:
        return em_strdup(row->origin);
    }
}

static char *heading_of(const struct book *book, const char *group)
{
    if (book->reading->order == ORDER_LOG)
        return edition_fill(book->edition, N_("Kiosk {name}"), "name", presence_kiosk(group), NULL);
    if (strcmp(group, LIST_SEALED) == 0)
        return em_strdup(report_word(book->edition, group));
    return em_strdup(*group ? group : "–");
}

static void begin_ledger(struct book *book)
{
    struct paper_column heads[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) {
        heads[i] = columns[i];
        heads[i].head = book_word(book, columns[i].head);
    }
    paper_table_begin(book->doc, PAPER_RULED, heads, COLUMNS);
}

static void begin_group(struct book *book, const struct signed_row *person)
{
    char *group = group_of(book, person);
    if (book->group && strcmp(book->group, group) == 0) {
        free(group);
        return;
    }
    char *heading = heading_of(book, group);
    paper_table_end(book->doc);
    paper_keep(book->doc, GROUP_ROOM);
    paper_heading(book->doc, 2, heading);
    begin_ledger(book);
    free(heading);
    free(book->group);
    book->group = group;
}

/* --- a row --- */

static char *government_line(const struct book *book, const struct roll_signature *row)
{
    const struct edition *edition = book->edition;
    const char *country = edition_country(edition, row->country);
    const char *government = edition_government(edition, row->government_id, row->government);
    return em_format("%s%s%s", government, *government && *country ? " · " : "", country);
}

static char *when_lines(const struct book *book, const struct roll_signature *row)
{
    char day[64], hour[32];
    words_calendar_date(day, sizeof day, book->edition->calendar, row->at_us);
    words_calendar_time(hour, sizeof hour, book->edition->calendar, row->at_us);
    return em_format("%s\n%s", day, hour);
}

static char *entry_lines(const struct roll_signature *row)
{
    char leaf[2 * LEAF_BYTES + 1];
    sodium_bin2hex(leaf, sizeof leaf, row->leaf, LEAF_BYTES);
    return em_format("%s · %lld\n%s…", presence_kiosk(row->origin), (long long)row->seq, leaf);
}

static void put_words(const struct book *book, struct paper_cell *cell,
                      const struct signed_row *person)
{
    bool drawn = strcmp(person->row->mode, signature_mode_name[MODE_DRAWN]) == 0;
    if (!drawn && person->name)
        cell->lines[0] = (struct paper_line){PAPER_SUBHEAD, person->name};
    else if (!book->filter.public_only && !(drawn && person->opened))
        cell->lines[0] = (struct paper_line){PAPER_MUTED, report_word(book->edition, LIST_SEALED)};
    cell->lines[1] = (struct paper_line){PAPER_FINE, report_word(book->edition, person->row->mode)};
}

/* False: there is none to be drawn, and words stand in its place. */
static bool put_ink(struct book *book, struct paper_cell *cell, const struct signed_row *person)
{
    struct em_error why = {0};
    if (!person->ink || book->filter.public_only)
        return false;
    if (paper_ink_figure(&cell->figure, person->ink, INK_HEIGHT, &why) != EM_OK) {
        if (book->unread.unopened++ == 0)
            em_fail(&book->unread.first, why.status, "Signature %s of %s: %s", person->row->number,
                    person->row->origin, why.text);
        return false;
    }
    return true;
}

static char *spoken(const struct book *book, const struct signed_row *person)
{
    return edition_fill(book->edition, N_("Signature of {name}, drawn by hand"), "name",
                        person->name ? person->name : person->row->number, NULL);
}

static void put_row(struct book *book, const struct signed_row *person)
{
    const struct roll_signature *row = person->row;
    struct paper_cell cells[COLUMNS] = {0};
    char *government = government_line(book, row), *when = when_lines(book, row);
    char *entry = entry_lines(row), *alt = spoken(book, person);
    bool personal = strcmp(row->capacity, signature_capacity_name[CAPACITY_PERSONAL]) == 0;
    cells[NUMBER].lines[0] = (struct paper_line){PAPER_STRONG, row->number};
    cells[WHO].lines[0] =
        person->name ? (struct paper_line){PAPER_NAME, person->name}
                     : (struct paper_line){PAPER_MUTED, report_word(book->edition, LIST_SEALED)};
    cells[WHO].lines[1] = (struct paper_line){PAPER_SMALL, person->role};
    cells[WHO].lines[2] = (struct paper_line){PAPER_SMALL, government};
    if (personal)
        cells[WHO].lines[3] =
            (struct paper_line){PAPER_MUTED, report_word(book->edition, row->capacity)};
    cells[WHEN].lines[0] = (struct paper_line){PAPER_SMALL, when};
    cells[WHEN].lines[1] = (struct paper_line){PAPER_FINE, entry};
    if (put_ink(book, &cells[SIGNATURE], person))
        cells[SIGNATURE].figure.alt = alt;
    else
        put_words(book, &cells[SIGNATURE], person);
    paper_doc_country(book->doc, row->country);
    paper_row(book->doc, cells);
    book->drawn++;
    free(government);
    free(when);
    free(entry);
    free(alt);
}

/* --- all of them --- */

static enum em_status visit(void *context, const struct signed_row *person, struct em_error *error)
{
    struct book *book = context;
    (void)error;
    begin_group(book, person);
    put_row(book, person);
    return EM_OK;
}

enum em_status book_signatures(struct book *book, struct em_error *error)
{
    const struct signed_walk walk = {.store = book->reading->store,
                                     .key = book->reading->key,
                                     .filter = &book->filter,
                                     .order = book->reading->order,
                                     .language = book->edition->language};
    paper_new_page(book->doc);
    paper_heading(book->doc, 1, book_word(book, N_("Signatures")));
    enum em_status status = signed_each(&walk, visit, book, &book->gaps, error);
    paper_table_end(book->doc);
    if (status == EM_OK && book->drawn == 0)
        paper_text(book->doc, PAPER_BODY, book_word(book, N_("Nobody has signed.")));
    paper_doc_country(book->doc, "");
    return status;
}
