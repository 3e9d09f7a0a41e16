/* One session's sheet: everybody who is expected, then who else came, then lines that are empty. */
#include "hours.h"
#include "sheet_parts.h"

#include "core/base64.h"
#include "core/memory.h"
#include "core/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define SIGN_HEIGHT 31.0  /* points: room for a hand */
#define FOOT_HEIGHT 132.0 /* totals and the place to sign below */
#define LAST_ROW    68.0  /* with the table's head, if it begins a page */
#define RULE_THICK  0.5
#define RULE_GREY   0.5
#define BADGE_SHOWN 6 /* bytes of the lookup, as in the list of scans */

enum column { NUMBER, NAME, GOVERNMENT, PRESENT, SIGNATURE, COLUMNS };

enum group { EXPECTED, REGISTERED, OTHERS, NOT_HERE };

struct sheet {
    struct sheets *sheets;
    const struct edition *edition;
    struct paper_doc *doc;
    const struct session *session;
    long long rows;  /* so far */
    long long blank; /* at the end, to be filled in by hand */
    long long expected, came, registered, others, signatures;
    struct paper_ink ink;
};

static const char *tr(const struct sheet *sheet, const char *msgid)
{
    return edition_text(sheet->edition, msgid);
}

/* --- who is on it --- */

static bool was_here(const struct attendee *attendee, const char *session)
{
    for (size_t i = 0; i < attendee->stay_count; i++)
        if (strcmp(attendee->stays[i].session, session) == 0)
            return true;
    return false;
}

static enum group group_of(const struct attendee *attendee, const char *session)
{
    if (attendee_expected(attendee, session))
        return EXPECTED;
    if (!was_here(attendee, session))
        return NOT_HERE;
    return attendee->walk_in ? REGISTERED : OTHERS;
}

static enum em_status count_unknown(void *context, const struct stay *stay, struct em_error *error)
{
    struct sheet *sheet = context;
    (void)error;
    sheet->others++;
    sheet->signatures += attests_has(sheet->sheets->attests, stay->subject, stay->session);
    return EM_OK;
}

static long long present(const struct sheet *sheet)
{
    return sheet->came + sheet->registered + sheet->others;
}

static enum em_status count_all(struct sheet *sheet, struct em_error *error)
{
    const struct attendees *attendees = &sheet->sheets->attendees;
    const char *id = sheet->session->id;
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->items[i];
        enum group group = group_of(attendee, id);
        sheet->expected += group == EXPECTED;
        sheet->came += group == EXPECTED && was_here(attendee, id);
        sheet->registered += group == REGISTERED;
        sheet->others += group == OTHERS;
        if (group != NOT_HERE)
            sheet->signatures += attests_has(sheet->sheets->attests, attendee->id, id);
    }
    enum em_status status = attendees_unknown(attendees, id, count_unknown, sheet, error);
    sheet->blank = sheet->sheets->blank_rows;
    if (sheet->blank < 0)
        sheet->blank = present(sheet) ? 0 : SHEET_BLANK;
    return status;
}

/* --- a row --- */

struct row_texts {
    char number[32], country[256];
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
    cell->figure = (struct paper_figure){.height = SIGN_HEIGHT, .draw = draw_rule};
}

static void put_ink(struct sheet *sheet, struct paper_cell *cell, struct row_texts *texts)
{
    struct em_error why = {0};
    if (!paper_doc_counts(sheet->doc) &&
        paper_ink_read(&sheet->ink, texts->attest.ink, &why) != EM_OK) {
        note_gap(sheet->sheets, &why);
        cell->figure = (struct paper_figure){.height = SIGN_HEIGHT};
        put_line(cell, PAPER_MUTED, tr(sheet, "signed; the ink cannot be read"));
        return;
    }
    const char *name = texts->attest.name ? texts->attest.name : "";
    texts->alt =
        edition_fill(sheet->edition, "Signature of {name}, drawn by hand", "name", name, NULL);
    cell->figure = (struct paper_figure){
        .height = SIGN_HEIGHT, .alt = texts->alt, .draw = paper_ink_draw, .context = &sheet->ink};
}

static enum em_status put_signature(struct sheet *sheet, struct paper_cell *cell,
                                    const char *subject, struct row_texts *texts,
                                    struct em_error *error)
{
    struct em_error why = {0};
    struct attest *attest = &texts->attest;
    if (!attests_has(sheet->sheets->attests, subject, sheet->session->id)) {
        put_rule(cell);
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
        paper_keep(sheet->doc, LAST_ROW + FOOT_HEIGHT);
    words_number(texts->number, sizeof texts->number, ++sheet->rows, sheet->edition->language);
    put_line(cell, PAPER_MUTED, texts->number);
    cell->figure = (struct paper_figure){.height = SIGN_HEIGHT - 14}; /* no row is lower */
}

/* Why somebody is on the sheet who is not expected. */
static const char *note_of(const struct sheet *sheet, const struct attendee *attendee,
                           enum group group)
{
    if (group == EXPECTED)
        return "";
    if (attendee->gone)
        return tr(sheet, "no longer on the roster");
    if (attendee->revoked)
        return tr(sheet, "badge declared void");
    return group == REGISTERED ? "" : tr(sheet, "badge for other sessions");
}

static enum em_status draw_attendee(struct sheet *sheet, const struct attendee *attendee,
                                    enum group group, struct em_error *error)
{
    const struct person *person = &attendee->person;
    struct row_texts texts = {.hours = hours_stays(&sheet->sheets->presence, attendee->stays,
                                                   attendee->stay_count, sheet->session->id)};
    struct paper_cell cells[COLUMNS] = {0};
    put_number(sheet, &cells[NUMBER], &texts);
    put_line(&cells[NAME], PAPER_NAME, person->sealed ? tr(sheet, "(sealed)") : person->name);
    put_line(&cells[NAME], PAPER_FINE, note_of(sheet, attendee, group));
    put_line(&cells[PRESENT], PAPER_SMALL, texts.hours);
    if (!person->sealed) {
        put_line(&cells[NAME], PAPER_MUTED, person->role);
        put_line(&cells[GOVERNMENT], PAPER_SMALL, person->government);
        words_country_name(texts.country, sizeof texts.country, person->country,
                           sheet->edition->language);
        put_line(&cells[GOVERNMENT], PAPER_MUTED, *person->country ? texts.country : "");
        paper_doc_country(sheet->doc, person->country);
    }
    enum em_status status = put_signature(sheet, &cells[SIGNATURE], attendee->id, &texts, error);
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

static enum em_status draw_unknown(void *context, const struct stay *stay, struct em_error *error)
{
    struct sheet *sheet = context;
    struct row_texts texts = {.hours = hours_stay(&sheet->sheets->presence, stay)};
    struct paper_cell cells[COLUMNS] = {0};
    char *name = badge_name(sheet, stay->subject);
    put_number(sheet, &cells[NUMBER], &texts);
    put_line(&cells[NAME], PAPER_NAME, name);
    put_line(&cells[NAME], PAPER_FINE, tr(sheet, "let in provisionally, not known yet"));
    put_line(&cells[PRESENT], PAPER_SMALL, texts.hours);
    enum em_status status = put_signature(sheet, &cells[SIGNATURE], stay->subject, &texts, error);
    if (status == EM_OK)
        paper_row(sheet->doc, cells);
    free(name);
    free_texts(&texts);
    return status;
}

/* --- the table --- */

static enum em_status draw_group(struct sheet *sheet, enum group group, struct em_error *error)
{
    const struct attendees *attendees = &sheet->sheets->attendees;
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < attendees->count; i++)
        if (group_of(&attendees->items[i], sheet->session->id) == group)
            status = draw_attendee(sheet, &attendees->items[i], group, error);
    paper_doc_country(sheet->doc, "");
    return status;
}

static void draw_blank_rows(struct sheet *sheet)
{
    if (sheet->blank)
        paper_row_across(sheet->doc, PAPER_STRONG, tr(sheet, "Not on the list"));
    for (long long i = 0; i < sheet->blank; i++) {
        struct row_texts texts = {0};
        struct paper_cell cells[COLUMNS] = {0};
        put_number(sheet, &cells[NUMBER], &texts);
        put_rule(&cells[NAME]);
        put_rule(&cells[GOVERNMENT]);
        put_rule(&cells[SIGNATURE]);
        paper_row(sheet->doc, cells);
    }
}

static enum em_status draw_rows(struct sheet *sheet, struct em_error *error)
{
    enum em_status status = draw_group(sheet, EXPECTED, error);
    if (status == EM_OK && sheet->registered) {
        paper_row_across(sheet->doc, PAPER_STRONG, tr(sheet, "Registered at the door"));
        status = draw_group(sheet, REGISTERED, error);
    }
    if (status == EM_OK && sheet->others) {
        paper_row_across(sheet->doc, PAPER_STRONG, tr(sheet, "Others who came"));
        status = draw_group(sheet, OTHERS, error);
    }
    if (status == EM_OK && sheet->others)
        status = attendees_unknown(&sheet->sheets->attendees, sheet->session->id, draw_unknown,
                                   sheet, error);
    if (status == EM_OK)
        draw_blank_rows(sheet);
    return status;
}

static enum em_status draw_table(struct sheet *sheet, struct em_error *error)
{
    bool filled = present(sheet) > 0;
    const struct paper_column columns[COLUMNS] = {
        [NUMBER] = {tr(sheet, "No."), 5, true},
        [NAME] = {tr(sheet, "Name"), filled ? 30 : 33, false},
        [GOVERNMENT] = {tr(sheet, "Government"), 22, false},
        [PRESENT] = {tr(sheet, "Presence"), filled ? 18 : 11, false},
        [SIGNATURE] = {tr(sheet, "Signature"), filled ? 27 : 31, false},
    };
    paper_table_begin(sheet->doc, PAPER_RULED, columns, COLUMNS);
    enum em_status status = draw_rows(sheet, error);
    paper_table_end(sheet->doc);
    return status;
}

/* --- above and below it --- */

static void draw_head(struct sheet *sheet)
{
    const struct session *session = sheet->session;
    char *line = edition_line(sheet->edition);
    char *when = hours_session(sheet->edition, session);
    char *where = em_format("%s%s%s", session->room, *session->room && *when ? " · " : "", when);
    char *event =
        em_format("%s · %s", sheet->edition->pack->texts[sheet->edition->index].name, line);
    paper_text(sheet->doc, PAPER_STRONG, tr(sheet, "Attendance sheet"));
    paper_heading_styled(sheet->doc, 1, PAPER_HEADING, true, session->title);
    paper_text(sheet->doc, PAPER_LEAD, where);
    paper_text(sheet->doc, PAPER_MUTED, event);
    if (sheet->sheets->sealed)
        paper_text(sheet->doc, PAPER_STRONG,
                   tr(sheet, "The names are sealed: this sheet was made without the organiser’s "
                             "key, and does not say who was expected or who came."));
    paper_space(sheet->doc, 6);
    free(event);
    free(where);
    free(when);
    free(line);
}

static void draw_totals(struct sheet *sheet)
{
    const struct {
        const char *label;
        long long number;
    } totals[] = {
        {tr(sheet, "expected"), sheet->expected},
        {tr(sheet, "of these came"), sheet->came},
        {tr(sheet, "not on the list"), sheet->registered + sheet->others},
        {tr(sheet, "present in all"), present(sheet)},
        {tr(sheet, "signed"), sheet->signatures},
    };
    enum { TOTALS = sizeof totals / sizeof *totals };
    const struct paper_column columns[TOTALS] = {
        {"", 1, false}, {"", 1, false}, {"", 1, false}, {"", 1, false}, {"", 1, false}};
    struct paper_cell cells[TOTALS] = {0};
    char numbers[TOTALS][32];
    for (size_t i = 0; i < TOTALS; i++) {
        words_number(numbers[i], sizeof numbers[i], totals[i].number, sheet->edition->language);
        /* Before the event the others are counted by hand. */
        put_line(&cells[i], PAPER_SUBHEAD, i == 0 || present(sheet) ? numbers[i] : "…");
        put_line(&cells[i], PAPER_MUTED, totals[i].label);
    }
    paper_table_begin(sheet->doc, PAPER_BARE, columns, TOTALS);
    paper_row(sheet->doc, cells);
    paper_table_end(sheet->doc);
}

static void draw_foot(struct sheet *sheet)
{
    const struct paper_column columns[2] = {{"", 58, false}, {"", 42, false}};
    char *logs = edition_fill(sheet->edition, "As the logs have it: {logs}", "logs",
                              sheet->sheets->logs, NULL);
    struct paper_cell cells[2] = {0};
    put_line(&cells[0], PAPER_FINE, logs);
    put_line(&cells[1], PAPER_MUTED, tr(sheet, "Signature of the person in charge"));
    cells[1].figure = (struct paper_figure){.height = 1.4 * SIGN_HEIGHT, .draw = paper_sign_here};
    paper_keep(sheet->doc, FOOT_HEIGHT);
    paper_space(sheet->doc, 10);
    draw_totals(sheet);
    paper_table_begin(sheet->doc, PAPER_BARE, columns, 2);
    paper_row(sheet->doc, cells);
    paper_table_end(sheet->doc);
    free(logs);
}

enum em_status sheet_session(struct sheets *sheets, struct paper_doc *doc,
                             const struct session *session, struct em_error *error)
{
    struct sheet sheet = {
        .sheets = sheets, .edition = sheets->work.edition, .doc = doc, .session = session};
    char *footer = em_format("%s · %s", sheet.edition->pack->texts[sheet.edition->index].short_name,
                             session->title);
    enum em_status status = count_all(&sheet, error);
    if (status == EM_OK) {
        paper_part(doc, footer);
        draw_head(&sheet);
        status = draw_table(&sheet, error);
    }
    if (status == EM_OK)
        draw_foot(&sheet);
    paper_ink_free(&sheet.ink);
    free(footer);
    return status;
}
