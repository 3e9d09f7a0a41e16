/* One session's sheet: everybody who is expected, then who else came, then lines that are empty. */
#include "hours.h"
#include "sheet_parts.h"

#include "core/memory.h"
#include "core/words.h"

#include <stdlib.h>
#include <string.h>

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

static enum sheet_group group_of(const struct attendee *attendee, const char *session)
{
    if (attendee_expected(attendee, session))
        return SHEET_EXPECTED;
    if (!was_here(attendee, session))
        return SHEET_NOT_HERE;
    return attendee->walk_in ? SHEET_REGISTERED : SHEET_OTHERS;
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

/* One without an end lasts to the end of its day; one that the programme does not have any more is
 * none for which people are waited. */
static bool is_over(const struct sheet *sheet)
{
    const struct session *session = sheet->session;
    int64_t end_us = session->end_us;
    if (!end_us && session->start_us)
        end_us = words_midnight(session->start_us, sheet->edition->timezone, 1);
    return sheet->sheets->newest_us >= end_us;
}

static enum em_status count_all(struct sheet *sheet, struct em_error *error)
{
    const struct attendees *attendees = &sheet->sheets->attendees;
    const char *id = sheet->session->id;
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->items[i];
        enum sheet_group group = group_of(attendee, id);
        sheet->expected += group == SHEET_EXPECTED;
        sheet->came += group == SHEET_EXPECTED && was_here(attendee, id);
        sheet->registered += group == SHEET_REGISTERED;
        sheet->others += group == SHEET_OTHERS;
        if (group != SHEET_NOT_HERE)
            sheet->signatures += attests_has(sheet->sheets->attests, attendee->id, id);
    }
    enum em_status status = attendees_unknown(attendees, id, count_unknown, sheet, error);
    sheet->closed = present(sheet) > 0 && is_over(sheet);
    sheet->blank = sheet->sheets->blank_rows;
    if (sheet->blank < 0)
        sheet->blank = present(sheet) ? 0 : SHEET_BLANK;
    return status;
}

/* --- the table --- */

static enum em_status draw_group(struct sheet *sheet, enum sheet_group group,
                                 struct em_error *error)
{
    const struct attendees *attendees = &sheet->sheets->attendees;
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < attendees->count; i++)
        if (group_of(&attendees->items[i], sheet->session->id) == group)
            status = sheet_row_attendee(sheet, &attendees->items[i], group, error);
    paper_doc_country(sheet->doc, "");
    return status;
}

static void draw_blank_rows(struct sheet *sheet)
{
    if (sheet->blank)
        paper_row_across(sheet->doc, PAPER_STRONG, tr(sheet, "Not on the list"));
    for (long long i = 0; i < sheet->blank; i++)
        sheet_row_blank(sheet);
}

static enum em_status draw_rows(struct sheet *sheet, struct em_error *error)
{
    enum em_status status = draw_group(sheet, SHEET_EXPECTED, error);
    if (status == EM_OK && sheet->registered) {
        paper_row_across(sheet->doc, PAPER_STRONG, tr(sheet, "Registered at the door"));
        status = draw_group(sheet, SHEET_REGISTERED, error);
    }
    if (status == EM_OK && sheet->others) {
        paper_row_across(sheet->doc, PAPER_STRONG, tr(sheet, "Others who came"));
        status = draw_group(sheet, SHEET_OTHERS, error);
    }
    if (status == EM_OK && sheet->others)
        status = attendees_unknown(&sheet->sheets->attendees, sheet->session->id, sheet_row_unknown,
                                   sheet, error);
    if (status == EM_OK)
        draw_blank_rows(sheet);
    return status;
}

static enum em_status draw_table(struct sheet *sheet, struct em_error *error)
{
    bool filled = present(sheet) > 0;
    const struct paper_column columns[SHEET_COLUMNS] = {
        [SHEET_NUMBER] = {tr(sheet, "No."), 5, true},
        [SHEET_NAME] = {tr(sheet, "Name"), filled ? 30 : 33, false},
        [SHEET_GOVERNMENT] = {tr(sheet, "Government"), 22, false},
        [SHEET_PRESENT] = {tr(sheet, "Presence"), filled ? 18 : 11, false},
        [SHEET_SIGNATURE] = {tr(sheet, "Signature"), filled ? 27 : 31, false},
    };
    paper_table_begin(sheet->doc, PAPER_RULED, columns, SHEET_COLUMNS);
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

#define MANY 9 /* of what is not known yet, the plural in every language of an event */

/* Translators: each stands alone, below a large number. */
static const char *total_label(const struct sheet *sheet, size_t total, long long number)
{
    const struct edition *edition = sheet->edition;
    long n = (long)number;
    switch (total) {
    case 0:
        return edition_plural(edition, "person expected", "people expected", n);
    case 1:
        return edition_plural(edition, "of them came", "of them came", n);
    case 2:
        return tr(sheet, "not on the list");
    case 3:
        return edition_plural(edition, "person present in all", "people present in all", n);
    default:
        return edition_plural(edition, "signature given", "signatures given", n);
    }
}

static void draw_totals(struct sheet *sheet)
{
    enum { TOTALS = 5 };
    const long long totals[TOTALS] = {sheet->expected, sheet->came,
                                      sheet->registered + sheet->others, present(sheet),
                                      sheet->signatures};
    const struct paper_column columns[TOTALS] = {
        {"", 1, false}, {"", 1, false}, {"", 1, false}, {"", 1, false}, {"", 1, false}};
    struct paper_cell cells[TOTALS] = {0};
    char numbers[TOTALS][32];
    for (size_t i = 0; i < TOTALS; i++) {
        /* Before the event the others are counted by hand. */
        bool known = i == 0 || present(sheet);
        words_number(numbers[i], sizeof numbers[i], totals[i], sheet->edition->language);
        cells[i].lines[0] = (struct paper_line){PAPER_SUBHEAD, known ? numbers[i] : "…"};
        cells[i].lines[1] =
            (struct paper_line){PAPER_MUTED, total_label(sheet, i, known ? totals[i] : MANY)};
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
    const struct paper_cell cells[2] = {
        {.lines = {{PAPER_FINE, logs}}},
        {.lines = {{PAPER_MUTED, tr(sheet, "Signature of the person in charge")}},
         .figure = {.height = 1.4 * SHEET_SIGN, .draw = paper_sign_here}},
    };
    paper_keep(sheet->doc, SHEET_FOOT);
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
    free(footer);
    return status;
}
