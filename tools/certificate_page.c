/* One certificate: who, at what, in which sessions, and where that is recorded. */
#include "certificate_parts.h"
#include "hours.h"
#include "log_heads.h"

#include "core/memory.h"
#include "core/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIGN_HEIGHT 40.0                 /* points */
#define FOOT_HEIGHT (SIGN_HEIGHT + 38.0) /* below the sessions, but for the logs */
#define WIDE_GAP    46.0                 /* above the title */
#define NARROW_GAP  10.0                 /* the same, where there are many sessions */
#define ROW_PADS    10.0
#define TABLE_GAP   12.0
#define GUTTERS     20.0 /* of the table, in all */
/* All that stands on the page besides the names and the sessions, with the room around it. */
#define FIXED_HEIGHT 266.0

enum column { SESSION, PRESENT, RECORD, COLUMNS };
#define SESSION_SHARE 54.0
#define PRESENT_SHARE 20.0
#define RECORD_SHARE  26.0
#define SHARES        (SESSION_SHARE + PRESENT_SHARE + RECORD_SHARE)

struct page {
    const struct certificates *of;
    const struct edition *edition;
    struct paper_doc *doc;
    const struct attendee *attendee;
};

static const char *tr(const struct page *page, const char *msgid)
{
    return edition_text(page->edition, msgid);
}

static const struct pack_texts *event_of(const struct page *page)
{
    return &page->edition->pack->texts[page->edition->index];
}

/* --- who --- */

static bool is_first(const struct attendee *attendee, size_t stay)
{
    for (size_t i = 0; i < stay; i++)
        if (strcmp(attendee->stays[i].session, attendee->stays[stay].session) == 0)
            return false;
    return true;
}

static size_t session_count(const struct attendee *attendee)
{
    size_t count = 0;
    for (size_t i = 0; i < attendee->stay_count; i++)
        count += is_first(attendee, i);
    return count;
}

/* "Elgeyo Marakwet, Kenya"; to be freed. */
static char *from_where(const struct page *page)
{
    const struct person *person = &page->attendee->person;
    const char *country = edition_country(page->edition, person->country);
    return em_format("%s%s%s", person->government, *person->government && *country ? ", " : "",
                     country);
}

/* Translators: a person's name and government stand above it, a table below it. */
static const char *statement(const struct page *page)
{
    return edition_plural(page->edition,
                          "took part in this event, and was recorded as present at this session:",
                          "took part in this event, and was recorded as present at these sessions:",
                          (long)session_count(page->attendee));
}

/* To be freed. */
static char *log_words(const struct page *page)
{
    return edition_fill(page->edition,
                        "Record: a log, an entry in it, and the beginning of its hash, which "
                        "`emarge verify` proves. As the logs have it: {logs}",
                        "logs", page->of->logs, NULL);
}

/* What stands below the sessions. */
static double foot_height(const struct page *page)
{
    char *logs = log_words(page);
    double height =
        FOOT_HEIGHT + paper_text_height(page->doc, PAPER_FINE, paper_width(page->doc), logs);
    free(logs);
    return height;
}

/* Of a session's row, if its hours do not make it taller. */
static double row_height(const struct page *page, const char *id)
{
    const struct session *session = programme_find(&page->of->presence.programme, id);
    double width = (paper_width(page->doc) - GUTTERS) * SESSION_SHARE / SHARES;
    return ROW_PADS +
           paper_text_height(page->doc, PAPER_SMALL, width, session ? session->title : id) +
           paper_text_height(page->doc, PAPER_MUTED, width, "–");
}

static double sessions_height(const struct page *page)
{
    const struct attendee *attendee = page->attendee;
    double height = 0;
    for (size_t i = 0; i < attendee->stay_count; i++)
        if (is_first(attendee, i))
            height += row_height(page, attendee->stays[i].session);
    return height;
}

static double text_height(const struct page *page, enum paper_style style, const char *text)
{
    return paper_text_height(page->doc, style, paper_width(page->doc), text);
}

/* About so much room is left on the page, if it is one. */
static double spare_height(const struct page *page)
{
    const struct person *person = &page->attendee->person;
    char *where = from_where(page);
    double height = FIXED_HEIGHT + foot_height(page) + sessions_height(page) +
                    text_height(page, PAPER_HEADING, person->name) +
                    text_height(page, PAPER_LEAD, person->role) +
                    text_height(page, PAPER_LEAD, where) +
                    text_height(page, PAPER_LEAD, statement(page));
    free(where);
    return paper_height(page->doc) - height;
}

static void draw_head(const struct page *page)
{
    char *line = edition_line(page->edition);
    paper_text(page->doc, PAPER_LEAD, event_of(page)->name);
    paper_text(page->doc, PAPER_MUTED, line);
    paper_space(page->doc, fmin(WIDE_GAP, fmax(NARROW_GAP, spare_height(page))));
    paper_heading_styled(page->doc, 1, PAPER_TITLE, false, tr(page, "Certificate of attendance"));
    free(line);
}

static void draw_person(const struct page *page)
{
    const struct person *person = &page->attendee->person;
    char *where = from_where(page);
    paper_doc_country(page->doc, person->country);
    paper_doc_at_left(page->doc, true);
    paper_space(page->doc, 14);
    /* Translators: the name of a person follows on a line of its own. */
    paper_text(page->doc, PAPER_LEAD, tr(page, "This is to certify that"));
    paper_heading_styled(page->doc, 2, PAPER_HEADING, true, person->name);
    paper_text(page->doc, PAPER_LEAD, person->role);
    paper_text(page->doc, PAPER_LEAD, where);
    paper_doc_country(page->doc, "");
    paper_doc_at_left(page->doc, false);
    paper_space(page->doc, 12);
    paper_text(page->doc, PAPER_LEAD, statement(page));
    paper_space(page->doc, 4);
    free(where);
}

/* --- the sessions --- */

static enum em_status take_leaf(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    (void)entry, (void)error;
    short_hash(context, leaf);
    return EM_OK;
}

/* "hall-a-1, 41, 3f2a9c017b64…": the log, the entry in it, and the beginning of its hash. */
static enum em_status add_record(const struct page *page, struct em_buffer *out,
                                 const struct stay *stay, struct em_error *error)
{
    char hash[SHORT_HASH_SIZE];
    enum em_status status =
        store_entry(page->of->work.store, stay->door, stay->seq, take_leaf, hash, error);
    if (status == EM_OK)
        em_buffer_format(out, "%s%s, %lld, %s", out->size ? "\n" : "", presence_kiosk(stay->door),
                         (long long)stay->seq, hash);
    return status;
}

static enum em_status records_of(const struct page *page, const char *session, char **out,
                                 struct em_error *error)
{
    const struct attendee *attendee = page->attendee;
    struct em_buffer text = {0};
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < attendee->stay_count; i++)
        if (strcmp(attendee->stays[i].session, session) == 0)
            status = add_record(page, &text, &attendee->stays[i], error);
    *out = text.data;
    return status;
}

static enum em_status draw_session(const struct page *page, const char *id, struct em_error *error)
{
    const struct session *session = programme_find(&page->of->presence.programme, id);
    char *when = session ? hours_session(page->edition, session) : em_strdup("");
    char *where = em_format("%s%s%s", session ? session->room : "",
                            session && *session->room && *when ? " · " : "", when);
    char *hours =
        hours_stays(&page->of->presence, page->attendee->stays, page->attendee->stay_count, id);
    char *records = NULL;
    enum em_status status = records_of(page, id, &records, error);
    if (status == EM_OK)
        paper_row(page->doc,
                  (const struct paper_cell[COLUMNS]){
                      [SESSION] = {.lines = {{PAPER_SMALL, session ? session->title : id},
                                             {PAPER_MUTED, where}}},
                      [PRESENT] = {.lines = {{PAPER_SMALL, hours}}},
                      [RECORD] = {.lines = {{PAPER_FINE, records}}},
                  });
    free(records);
    free(hours);
    free(where);
    free(when);
    return status;
}

static enum em_status draw_sessions(const struct page *page, struct em_error *error)
{
    const struct attendee *attendee = page->attendee;
    const struct paper_column columns[COLUMNS] = {
        [SESSION] = {tr(page, "Session"), SESSION_SHARE, false},
        [PRESENT] = {tr(page, "Presence"), PRESENT_SHARE, false},
        [RECORD] = {tr(page, "Record"), RECORD_SHARE, false},
    };
    enum em_status status = EM_OK;
    size_t left = session_count(attendee);
    paper_table_begin(page->doc, PAPER_RULED, columns, COLUMNS);
    for (size_t i = 0; status == EM_OK && i < attendee->stay_count; i++) {
        const char *id = attendee->stays[i].session;
        if (!is_first(attendee, i))
            continue;
        if (--left == 0) /* nobody signs a page that says nothing */
            paper_keep(page->doc, row_height(page, id) + TABLE_GAP + foot_height(page));
        status = draw_session(page, id, error);
    }
    paper_table_end(page->doc);
    return status;
}

/* --- place, date, signature --- */

static void draw_foot(const struct page *page)
{
    char date[96];
    const struct paper_column columns[2] = {{"", 54, false}, {"", 46, false}};
    words_calendar_date(date, sizeof date, page->edition->calendar, page->of->issued_us);
    /* Translators: where and on which day a certificate is made out. */
    char *issued = edition_fill(page->edition, "Done at {place}, {date}", "place",
                                page->edition->pack->place, "date", date, NULL);
    char *logs = log_words(page);
    double height = foot_height(page);
    paper_keep(page->doc, height);
    if (paper_page(page->doc) == 1)
        paper_down_to(page->doc, paper_height(page->doc) - height);
    paper_table_begin(page->doc, PAPER_BARE, columns, 2);
    paper_row(page->doc, (const struct paper_cell[2]){
                             {.lines = {{PAPER_NAME, issued}}},
                             {.lines = {{PAPER_NAME, tr(page, "For the organisers")}},
                              .figure = {.height = SIGN_HEIGHT, .draw = paper_sign_here}},
                         });
    paper_table_end(page->doc);
    paper_text(page->doc, PAPER_FINE, logs);
    free(logs);
    free(issued);
}

enum em_status certificate_page(const struct certificates *certificates, struct paper_doc *doc,
                                const struct attendee *attendee, struct em_error *error)
{
    const struct page page = {certificates, certificates->work.edition, doc, attendee};
    char *footer = em_format("%s · %s · %s", tr(&page, "Certificate of attendance"),
                             attendee->person.name, event_of(&page)->short_name);
    paper_part(doc, footer);
    draw_head(&page);
    draw_person(&page);
    enum em_status status = draw_sessions(&page, error);
    if (status == EM_OK)
        draw_foot(&page);
    free(footer);
    return status;
}
