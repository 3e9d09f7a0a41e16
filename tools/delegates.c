/* Who was there, person by person: a row for every delegate of the roster and every walk-in, also
 * for those who never came. Minutes are of the stays whose end is known; the others are counted as
 * open.
 */
#include "attendees.h"
#include "core/clock.h"
#include "core/memory.h"
#include "core/roll.h"
#include "country_ranks.h"
#include "order.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE_US INT64_C(60000000)

static const struct report_column columns[] = {
    {"delegate", CELL_ID, COLUMN_PRIVATE_BARE, COLUMN_DATA, N_("Delegate"), 24},
    {"name", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Name"), 28},
    {"role", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Role"), 22},
    {"government", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Government"), 22},
    {"country", CELL_COUNTRY, COLUMN_PRIVATE, COLUMN_ROW, N_("Country"), 16},
    {"email", CELL_TEXT, COLUMN_PRIVATE, COLUMN_DATA, N_("E-mail"), 28},
    {"walk_in", CELL_BOOL, COLUMN_PUBLIC, COLUMN_ROW, N_("Walk-in"), 8},
    {"sessions", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, N_("Sessions"), 9},
    {"session_ids", CELL_TEXT, COLUMN_PUBLIC, COLUMN_DATA, N_("Which sessions"), 40},
    {"minutes", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, N_("Minutes"), 9},
    {"open", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_DATA, N_("Without an end"), 9},
    {"first_in", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("First came in"), 24},
    {"last_out", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("Last went out"), 24},
    {"signed", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, N_("Door signatures"), 9},
    {"signatures", CELL_TEXT, COLUMN_PRIVATE_BARE, COLUMN_ROW, N_("Signatures"), 12},
};
static const struct report report = {.name = "delegates",
                                     .title = N_("Attendance per delegate"),
                                     .columns = columns,
                                     .column_count = sizeof columns / sizeof *columns,
                                     .group = REPORT_NO_GROUP};

struct delegates {
    const struct list_work *work;
    struct presence presence;
    struct attendees attendees;
    struct em_buffer *numbers; /* of the signatures of each attendee */
};

static enum em_status note_signature(void *context, const struct roll_signature *row,
                                     struct em_error *error)
{
    struct delegates *delegates = context;
    const struct attendee *attendee = attendees_find(&delegates->attendees, row->delegate);
    (void)error;
    if (row->withdrawn || row->erased || !attendee ||
        !filter_time(delegates->work->filter, row->at_us))
        return EM_OK;
    struct em_buffer *numbers = &delegates->numbers[attendee - delegates->attendees.items];
    em_buffer_format(numbers, "%s%s", numbers->size ? " " : "", row->number);
    return EM_OK;
}

/* --- what a delegate's stays come to --- */

struct total {
    long long sessions, minutes, ended, open, signatures;
    int64_t first_us, last_us; /* 0: not known */
    struct em_buffer ids;
};

static bool is_wanted(const struct list_work *work, const struct stay *stay)
{
    const char *session = work->filter->session;
    return filter_time(work->filter, stay->in_us) &&
           (!session || strcmp(session, stay->session) == 0);
}

static bool was_there_before(const struct list_work *work, const struct attendee *attendee,
                             size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (is_wanted(work, &attendee->stays[i]) &&
            strcmp(attendee->stays[i].session, attendee->stays[before].session) == 0)
            return true;
    return false;
}

static void add_session(struct total *total, const char *id)
{
    em_buffer_format(&total->ids, "%s%s", total->ids.size ? " " : "", id);
    total->sessions++;
}

/* When the last of them left is known only if that stay has an end. */
static void add_stay(struct total *total, const struct stay *stay, int64_t left_us)
{
    if (!total->first_us)
        total->first_us = stay->in_us;
    total->last_us = left_us;
    total->signatures += stay->attested;
    total->open += left_us == 0;
    total->ended += left_us != 0;
    if (left_us)
        total->minutes += (left_us - stay->in_us) / MINUTE_US;
}

static struct total total_of(const struct delegates *delegates, const struct attendee *attendee)
{
    const struct list_work *work = delegates->work;
    struct total total = {0};
    em_buffer_text(&total.ids, "");
    for (size_t i = 0; i < attendee->stay_count; i++) {
        const struct stay *stay = &attendee->stays[i];
        if (!is_wanted(work, stay))
            continue;
        if (!was_there_before(work, attendee, i))
            add_session(&total, stay->session);
        add_stay(&total, stay, presence_left(&delegates->presence, stay));
    }
    return total;
}

/* --- writing --- */

static void write_number(char out[24], long long number)
{
    snprintf(out, 24, "%lld", number);
}

static void write_time(char out[EM_TIME_SIZE], int64_t at_us)
{
    *out = '\0';
    if (at_us)
        em_time_format(at_us, out);
}

static void write_row(const struct delegates *delegates, const struct attendee *attendee)
{
    const struct person *person = &attendee->person;
    const struct em_buffer *numbers = &delegates->numbers[attendee - delegates->attendees.items];
    struct total total = total_of(delegates, attendee);
    char sessions[24], minutes[24] = "", open[24], signatures[24];
    char first[EM_TIME_SIZE], last[EM_TIME_SIZE];
    write_number(sessions, total.sessions);
    write_number(open, total.open);
    write_number(signatures, total.signatures);
    if (total.ended)
        write_number(minutes, total.minutes);
    write_time(first, total.first_us);
    write_time(last, total.last_us);
    const char *cells[] = {
        attendee->id,
        person->name,
        person->role,
        person->government,
        person->country,
        person->email,
        attendee->walk_in ? "yes" : "no",
        sessions,
        total.ids.data,
        minutes,
        open,
        first,
        last,
        signatures,
        numbers->data ? numbers->data : "",
    };
    sink_row(delegates->work->sink, cells);
    em_buffer_free(&total.ids);
}

static bool is_governed(const struct list_work *work, const struct attendee *attendee)
{
    return filter_government(work->filter, "", attendee->person.government);
}

static bool is_any_governed(const struct delegates *delegates)
{
    const struct attendees *attendees = &delegates->attendees;
    for (size_t i = 0; i < attendees->count; i++)
        if (is_governed(delegates->work, &attendees->items[i]))
            return true;
    return false;
}

/* Of one session: who was expected there, and who came all the same. */
static bool is_row(const struct list_work *work, const struct attendee *attendee)
{
    const char *session = work->filter->session;
    if (!is_governed(work, attendee))
        return false;
    if (!session || attendee_expected(attendee, session))
        return true;
    for (size_t i = 0; i < attendee->stay_count; i++)
        if (strcmp(attendee->stays[i].session, session) == 0)
            return true;
    return false;
}

static enum em_status load(struct delegates *delegates, struct list_gaps *gaps,
                           struct em_error *error)
{
    const struct list_work *work = delegates->work;
    enum em_status status = presence_load(&delegates->presence, work, error);
    if (status == EM_OK)
        status = attendees_load(&delegates->attendees, &delegates->presence, gaps, error);
    if (status == EM_OK)
        status = presence_check_government(work, gaps, error);
    if (status == EM_OK)
        status = filter_check(work->filter, true, is_any_governed(delegates), error);
    if (status != EM_OK)
        return status;
    delegates->numbers = em_alloc(delegates->attendees.count * sizeof *delegates->numbers);
    return roll_each_open(work->store, note_signature, delegates, error);
}

static int64_t first_in(const struct list_work *work, const struct attendee *attendee)
{
    for (size_t i = 0; i < attendee->stay_count; i++)
        if (is_wanted(work, &attendee->stays[i]))
            return attendee->stays[i].in_us;
    return INT64_MAX;
}

/* They come by name, and so do those who are the same in what is asked for. */
static void add_key(struct order *order, const struct country_ranks *ranks,
                    const struct list_work *work, const struct attendee *attendee)
{
    if (work->order == ORDER_GOVERNMENT)
        order_text(order, attendee->person.government);
    if (work->order == ORDER_COUNTRY)
        order_number(order, country_rank(ranks, attendee->person.country));
    if (work->order == ORDER_TIME)
        order_number(order, first_in(work, attendee));
    order_row(order);
}

static void write_rows(const struct delegates *delegates)
{
    const struct list_work *work = delegates->work;
    const struct attendees *attendees = &delegates->attendees;
    struct order *order = order_new(work->edition->language);
    struct country_ranks *ranks = country_ranks_new(work->edition->language);
    for (size_t i = 0; i < attendees->count; i++)
        add_key(order, ranks, work, &attendees->items[i]);
    country_ranks_free(ranks);
    order_sort(order);
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->items[order_at(order, i)];
        if (is_row(work, attendee))
            write_row(delegates, attendee);
    }
    order_free(order);
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct delegates delegates = {.work = work};
    enum em_status status = load(&delegates, gaps, error);
    if (status == EM_OK)
        write_rows(&delegates);
    for (size_t i = 0; delegates.numbers && i < delegates.attendees.count; i++)
        em_buffer_free(&delegates.numbers[i]);
    free(delegates.numbers);
    attendees_free(&delegates.attendees);
    presence_free(&delegates.presence);
    return status;
}

const struct list list_delegates = {
    .report = &report,
    .about = "everybody on the roster and every walk-in, with the sessions they were in (all of "
             "them are held in memory)",
    .takes = TAKES_SINCE | TAKES_SESSION | TAKES_GOVERNMENT | TAKES_SORT,
    .not_public = LIST_NOT_PUBLIC,
    .write = write_list,
};
