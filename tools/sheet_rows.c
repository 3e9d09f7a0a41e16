/* The rows of a sheet: somebody, or nobody yet. */
#include "hours.h"
#include "sheet_parts.h"

#include "core/base64.h"
#include "core/memory.h"
#include "core/words.h"
#include "paper_ink.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define LAST_ROW    68.0 /* points: with the table's head, if it begins a page */
#define RULE_THICK  0.5
#define RULE_GREY   0.5
#define BADGE_SHOWN 6 /* bytes of the lookup, as in the list of scans */

static const char *tr(const struct sheet *sheet, const char *msgid)
{
    return edition_text(sheet->edition, msgid);
}

struct row_texts {
    char number[32];
    char *hours, *alt;
    struct attest attest;
};

static void free_texts(struct row_texts *texts)
{
    free(texts->hours);
    free(texts->alt);
    attest_free(&texts->attest);
}

static void note_gap(struct sheets *sheets, const struct em_error *why)
{
    if (!sheets->tell)
        return;
    if (sheets->ink.unopened++ == 0)
        sheets->ink.first = *why;
}

static void put_line(struct paper_cell *cell, enum paper_style style, const char *text)
{
    size_t line = 0;
    while (line < PAPER_CELL_LINES && cell->lines[line].text)
        line++;
    if (text)
        text += strspn(text, " ");
    if (text && *text && line < PAPER_CELL_LINES)
        cell->lines[line] = (struct paper_line){style, text};
}

/* Paler than paper_sign_here: there are many on a page. */
static void draw_rule(cairo_t *cairo, double w, double h, void *context)
{
    (void)context;
    cairo_set_source_rgb(cairo, RULE_GREY, RULE_GREY, RULE_GREY);
    cairo_rectangle(cairo, 0, h - RULE_THICK, w, RULE_THICK);
    cairo_fill(cairo);
}

static void put_rule(struct paper_cell *cell)
{
    cell->figure = (struct paper_figure){.height = SHEET_SIGN, .draw = draw_rule};
}

static void put_no_signature(const struct sheet *sheet, struct paper_cell *cell)
{
    if (sheet->closed)
        put_line(cell, PAPER_MUTED, "–");
    else
        put_rule(cell);
}

static void put_ink(struct sheet *sheet, struct paper_cell *cell, struct row_texts *texts)
{
    struct em_error why = {0};
    if (paper_ink_figure(&cell->figure, texts->attest.ink, SHEET_SIGN, &why) != EM_OK) {
        note_gap(sheet->sheets, &why);
        cell->figure = (struct paper_figure){.height = SHEET_SIGN};
        put_line(cell, PAPER_MUTED, tr(sheet, "signed; the ink cannot be read"));
        return;
    }
    const char *name = texts->attest.name ? texts->attest.name : "";
    texts->alt =
        edition_fill(sheet->edition, "Signature of {name}, drawn by hand", "name", name, NULL);
    cell->figure.alt = texts->alt;
}

static enum em_status put_signature(struct sheet *sheet, struct paper_cell *cell,
                                    const char *subject, struct row_texts *texts,
                                    struct em_error *error)
{
    struct em_error why = {0};
    struct attest *attest = &texts->attest;
    if (!attests_has(sheet->sheets->attests, subject, sheet->session->id)) {
        put_no_signature(sheet, cell);
        return EM_OK;
    }
    enum em_status status =
        attests_open(sheet->sheets->attests, subject, sheet->session->id, attest, &why, error);
    if (status != EM_OK)
        return status;
    if (why.text[0])
        note_gap(sheet->sheets, &why);
    if (attest->ink) {
        put_ink(sheet, cell, texts);
    } else if (attest->name) {
        put_line(cell, PAPER_NAME, attest->name);
        put_line(cell, PAPER_FINE, tr(sheet, "typed"));
    } else {
        put_line(cell, PAPER_MUTED, tr(sheet, "signed (sealed)"));
    }
    return EM_OK;
}

static long long all_rows(const struct sheet *sheet)
{
    return sheet->expected + sheet->registered + sheet->others + sheet->blank;
}

/* The last row stands on one page with the totals: nobody signs a page that names nobody. */
static void put_number(struct sheet *sheet, struct paper_cell *cell, struct row_texts *texts)
{
    if (sheet->rows + 1 == all_rows(sheet))
        paper_keep(sheet->doc, LAST_ROW + SHEET_FOOT);
    words_number(texts->number, sizeof texts->number, ++sheet->rows, sheet->edition->language);
    put_line(cell, PAPER_MUTED, texts->number);
    cell->figure = (struct paper_figure){.height = SHEET_SIGN - 14}; /* no row is lower */
}

/* Why somebody is on the sheet who is not expected. */
static const char *note_of(const struct sheet *sheet, const struct attendee *attendee,
                           enum sheet_group group)
{
    if (group == SHEET_EXPECTED)
        return "";
    if (attendee->gone)
        return tr(sheet, "no longer on the roster");
    if (attendee->revoked)
        return tr(sheet, "badge declared void");
    return group == SHEET_REGISTERED ? "" : tr(sheet, "badge for other sessions");
}

enum em_status sheet_row_attendee(struct sheet *sheet, const struct attendee *attendee,
                                  enum sheet_group group, struct em_error *error)
{
    const struct person *person = &attendee->person;
    struct row_texts texts = {.hours = hours_stays(&sheet->sheets->presence, attendee->stays,
                                                   attendee->stay_count, sheet->session->id)};
    struct paper_cell cells[SHEET_COLUMNS] = {0};
    put_number(sheet, &cells[SHEET_NUMBER], &texts);
    put_line(&cells[SHEET_NAME], PAPER_NAME, person->sealed ? tr(sheet, "(sealed)") : person->name);
    put_line(&cells[SHEET_NAME], PAPER_FINE, note_of(sheet, attendee, group));
    put_line(&cells[SHEET_PRESENT], PAPER_SMALL, texts.hours);
    if (sheet->closed && !*texts.hours)
        put_line(&cells[SHEET_PRESENT], PAPER_MUTED, tr(sheet, "not recorded"));
    if (!person->sealed) {
        put_line(&cells[SHEET_NAME], PAPER_MUTED, person->role);
        put_line(&cells[SHEET_GOVERNMENT], PAPER_SMALL, person->government);
        put_line(&cells[SHEET_GOVERNMENT], PAPER_MUTED,
                 edition_country(sheet->edition, person->country));
        paper_doc_country(sheet->doc, person->country);
    }
    enum em_status status =
        put_signature(sheet, &cells[SHEET_SIGNATURE], attendee->id, &texts, error);
    if (status == EM_OK)
        paper_row(sheet->doc, cells);
    free_texts(&texts);
    return status;
}

/* --- who nobody knows --- */

/* "Badge 3f2a9c017b64", as the list of scans names it. */
static char *badge_name(const struct sheet *sheet, const char *subject)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    char hex[2 * BADGE_SHOWN + 1] = "?";
    if (base64_read(lookup, sizeof lookup, subject, strlen(subject)))
        sodium_bin2hex(hex, sizeof hex, lookup, BADGE_SHOWN);
    return edition_fill(sheet->edition, "Badge {badge}", "badge", hex, NULL);
}

enum em_status sheet_row_unknown(void *context, const struct stay *stay, struct em_error *error)
{
    struct sheet *sheet = context;
    struct row_texts texts = {.hours = hours_stay(&sheet->sheets->presence, stay)};
    struct paper_cell cells[SHEET_COLUMNS] = {0};
    char *name = badge_name(sheet, stay->subject);
    put_number(sheet, &cells[SHEET_NUMBER], &texts);
    put_line(&cells[SHEET_NAME], PAPER_NAME, name);
    put_line(&cells[SHEET_NAME], PAPER_FINE, tr(sheet, "let in provisionally, not known yet"));
    put_line(&cells[SHEET_PRESENT], PAPER_SMALL, texts.hours);
    enum em_status status =
        put_signature(sheet, &cells[SHEET_SIGNATURE], stay->subject, &texts, error);
    if (status == EM_OK)
        paper_row(sheet->doc, cells);
    free(name);
    free_texts(&texts);
    return status;
}

void sheet_row_blank(struct sheet *sheet)
{
    struct row_texts texts = {0};
    struct paper_cell cells[SHEET_COLUMNS] = {0};
    put_number(sheet, &cells[SHEET_NUMBER], &texts);
    put_rule(&cells[SHEET_NAME]);
    put_rule(&cells[SHEET_GOVERNMENT]);
    put_rule(&cells[SHEET_SIGNATURE]);
    paper_row(sheet->doc, cells);
}
