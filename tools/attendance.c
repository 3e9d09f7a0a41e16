/* Who was where: a row for every stay in a session that was not undone. Its minutes are known when
 * the person checked out, or entered another session while this one was on.
 */
#include "core/clock.h"
#include "core/memory.h"
#include "presence.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE_US INT64_C(60000000)

static const struct report_column columns[] = {
    {"session", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Session"), 24},
    {"title", CELL_TEXT, COLUMN_PUBLIC, COLUMN_GROUP, N_("Title"), 40},
    {"room", CELL_TEXT, COLUMN_PUBLIC, COLUMN_GROUP, N_("Room"), 20},
    {"start", CELL_TIME, COLUMN_PUBLIC, COLUMN_GROUP, N_("Start"), 24},
    {"delegate", CELL_ID, COLUMN_PRIVATE_BARE, COLUMN_DATA, N_("Delegate"), 24},
    {"name", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Name"), 28},
    {"government", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Government"), 24},
    {"checked_in_at", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("Came in"), 24},
    {"checked_out_at", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("Went out"), 24},
    {"minutes", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, N_("Minutes"), 9},
    {"verdict", CELL_WORD, COLUMN_PUBLIC, COLUMN_ROW, N_("Answer"), 12},
    {"kiosk", CELL_ID, COLUMN_PUBLIC, COLUMN_ROW, N_("Kiosk"), 12},
};
static const struct report report = {.name = "attendance",
                                     .title = N_("Attendance"),
                                     .columns = columns,
                                     .column_count = sizeof columns / sizeof *columns,
                                     .group = 0};

struct row {
    struct presence_place place; /* of the entrance */
    struct stay stay;
};

struct attendance_list {
    struct presence presence;
    struct row *rows;
    size_t count, capacity;
};

static enum em_status add_stay(void *context, const struct stay *stay, struct em_error *error)
{
    struct attendance_list *list = context;
    (void)error;
    if (!filter_time(list->presence.work->filter, stay->in_us))
        return EM_OK;
    list->rows = em_grow(list->rows, list->count, &list->capacity, sizeof *list->rows);
    list->rows[list->count++] =
        (struct row){.place = {presence_start(&list->presence, stay->session), stay->session,
                               stay->door, stay->in_us, stay->seq},
                     .stay = *stay};
    return EM_OK;
}

static int by_place(const void *a, const void *b)
{
    return presence_compare(&((const struct row *)a)->place, &((const struct row *)b)->place);
}

/* --- writing --- */

/* Empty when it is not known: the person is inside, or left unseen. */
static void write_minutes(char *out, size_t size, const struct stay *stay, int64_t left_us)
{
    *out = '\0';
    if (left_us)
        snprintf(out, size, "%lld", (long long)((left_us - stay->in_us) / MINUTE_US));
}

static const struct presence_place *place_of(const void *context, size_t index)
{
    return &((const struct attendance_list *)context)->rows[index].place;
}

static const char *delegate_of(const void *context, size_t index)
{
    const struct stay *stay = &((const struct attendance_list *)context)->rows[index].stay;
    return stay->provisional ? "" : stay->subject;
}

static void write_row(const void *context, size_t index, const struct person *person)
{
    const struct attendance_list *list = context;
    const struct list_work *work = list->presence.work;
    const struct stay *stay = &list->rows[index].stay;
    const struct session *session = programme_find(&list->presence.programme, stay->session);
    int64_t left_us = presence_left(&list->presence, stay);
    char start[EM_TIME_SIZE] = "", in[EM_TIME_SIZE], out[EM_TIME_SIZE] = "", minutes[24];
    if (session)
        em_time_format(session->start_us, start);
    em_time_format(stay->in_us, in);
    if (left_us)
        em_time_format(left_us, out);
    write_minutes(minutes, sizeof minutes, stay, left_us);
    const char *cells[] = {
        stay->session,
        session ? session->title : "",
        session ? session->room : "",
        start,
        delegate_of(list, index),
        person->name,
        person->government,
        in,
        out,
        minutes,
        presence_verdict(&list->presence, stay->door, stay->seq),
        presence_kiosk(stay->door),
    };
    sink_row(work->sink, cells);
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct attendance_list list = {0};
    enum em_status status = presence_load(&list.presence, work, error);
    if (status == EM_OK)
        status = attendance_each(list.presence.attendance, work->filter->session, add_stay, &list,
                                 error);
    if (status == EM_OK && list.count)
        qsort(list.rows, list.count, sizeof *list.rows, by_place);
    struct presence_rows rows = {&list, list.count, place_of, delegate_of, write_row};
    if (status == EM_OK)
        status = presence_write(&list.presence, &rows, gaps, error);
    free(list.rows);
    presence_free(&list.presence);
    return status;
}

const struct list list_attendance = {
    .report = &report,
    .about = "who was in which session, from when to when",
    .takes = TAKES_SINCE | TAKES_SESSION | TAKES_GOVERNMENT | TAKES_SORT,
    .not_public = LIST_NOT_PUBLIC,
    .write = write_list,
};
