/* See fake/listing.h: the book of signatures, row by row. */
#include "fake/listing.h"

#include "core/clock.h"
#include "core/memory.h"
#include "fake/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LEAF_SHOWN 16 /* digits of a leaf's hash */

static const char *text_of(const struct listing *listing, size_t row, const char *column)
{
    return *listing_cell(listing, row, column);
}

static bool is(const struct listing *listing, size_t row, const char *column, const char *word)
{
    return strcmp(text_of(listing, row, column), word) == 0;
}

static bool has_name(const struct edition *edition, const struct pack_government *government,
                     const char *name)
{
    for (size_t i = 0; i < edition->pack->language_count; i++)
        if (strcmp(government->names[i], name) == 0)
            return true;
    return false;
}

/* As it was signed for, or, one that the event knows, by its name in the book's language. */
static bool take_government(const char **at, const struct edition *edition, const char *name)
{
    for (size_t i = 0; i < edition->pack->government_count; i++) {
        const struct pack_government *government = &edition->pack->governments[i];
        if (has_name(edition, government, name) && pdf_take(at, government->names[edition->index]))
            return true;
    }
    return pdf_take(at, name);
}

static bool take_place(const char **at, const struct listing *listing, size_t row)
{
    const char *government = text_of(listing, row, "government");
    const char *code = text_of(listing, row, "country");
    char *country = report_page_text(&listing->edition, CELL_COUNTRY, code);
    bool taken = take_government(at, &listing->edition, government) &&
                 (!*government || !*country || pdf_take(at, "·")) && pdf_take(at, country);
    free(country);
    return taken && (!is(listing, row, "capacity", "personal") ||
                     pdf_take(at, report_word(&listing->edition, "personal")));
}

static bool take_time(const char **at, const struct listing *listing, size_t row)
{
    char day[64], hour[32];
    int64_t us;
    assert_true(em_time_read(text_of(listing, row, "signed_at"), &us));
    words_calendar_date(day, sizeof day, listing->edition.calendar, us);
    words_calendar_time(hour, sizeof hour, listing->edition.calendar, us);
    return pdf_take(at, day) && pdf_take(at, hour);
}

static bool take_entry(const char **at, const struct listing *listing, size_t row)
{
    char *text = em_format("%s · %s %.*s…", strrchr(text_of(listing, row, "origin"), '/') + 1,
                           text_of(listing, row, "seq"), LEAF_SHOWN, text_of(listing, row, "leaf"));
    bool taken = pdf_take(at, text);
    free(text);
    return taken;
}

/* What was drawn is no text. */
static bool take_signature(const char **at, const struct listing *listing, size_t row)
{
    return is(listing, row, "mode", "drawn") ||
           (pdf_take(at, text_of(listing, row, "name")) &&
            pdf_take(at, report_word(&listing->edition, text_of(listing, row, "mode"))));
}

static bool take_row(const char **at, const struct listing *listing, size_t row)
{
    return pdf_take(at, text_of(listing, row, "number")) &&
           pdf_take(at, text_of(listing, row, "name")) &&
           pdf_take(at, text_of(listing, row, "role")) && take_place(at, listing, row) &&
           take_time(at, listing, row) && take_entry(at, listing, row) &&
           take_signature(at, listing, row);
}

/* A heading, and the head of the rows beneath it. A row that stands before them is none: it has the
 * sign behind its hash. */
static void take_heading(const char **at, const char *head)
{
    const char *found = strstr(*at, head), *sign = strstr(*at, "…");
    if (found && (!sign || found < sign))
        *at = found + strlen(head);
}

/* The letters of what stands above the rows; to be freed. */
static char *head_of_rows(const struct edition *edition)
{
    static const char *const words[] = {"Number", "Signatory", "Signed on", "Signature"};
    struct em_buffer head = {0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        em_buffer_text(&head, edition_text(edition, words[i]));
    pdf_only_letters(head.data);
    return head.data;
}

char *listing_differs_book(const struct listing *listing, const char *path)
{
    const struct edition *edition = &listing->edition;
    char *head = head_of_rows(edition), *differs = NULL;
    char *foot = em_format("%s · ", edition->pack->texts[edition->index].short_name);
    char *body = pdf_body(path, foot, head);
    const char *at = strstr(body, head), *from = at;
    assert_non_null(at);
    for (size_t row = 1; row < listing->table.count && !differs; row++) {
        if (!is(listing, row, "superseded", "no"))
            continue;
        take_heading(&at, head);
        from = at;
        if (!take_row(&at, listing, row))
            differs = em_format("row %zu: “%s” … is not what stands there: %.300s", row,
                                text_of(listing, row, "name"), from);
    }
    if (!differs && !pdf_take(&at, edition_text(edition, "What proves this book")))
        differs = em_format("row %zu: the list has no such row: %.300s", listing->table.count, at);
    free(body);
    free(foot);
    free(head);
    return differs;
}
