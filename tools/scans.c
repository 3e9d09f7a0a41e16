/* Every scan at a door, also those that were turned away and those that were undone. */
#include "core/clock.h"
#include "core/memory.h"
#include "presence.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the lookup: enough to tell badges apart, too few to find one by. */
#define BADGE_SHOWN 6

static const struct report_column columns[] = {
    {"session", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Session"), 24},
    {"title", CELL_TEXT, COLUMN_PUBLIC, COLUMN_GROUP, N_("Title"), 40},
    {"at", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("Time"), 24},
    {"kiosk", CELL_ID, COLUMN_PUBLIC, COLUMN_ROW, N_("Kiosk"), 12},
    {"verdict", CELL_WORD, COLUMN_PUBLIC, COLUMN_ROW, N_("Answer"), 16},
    {"delegate", CELL_ID, COLUMN_PRIVATE_BARE, COLUMN_DATA, N_("Delegate"), 24},
    {"name", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Name"), 28},
    {"government", CELL_TEXT, COLUMN_PRIVATE, COLUMN_ROW, N_("Government"), 24},
    {"badge", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Badge"), 12},
    {"way", CELL_WORD, COLUMN_PUBLIC, COLUMN_ROW, N_("Way"), 6},
    {"signed", CELL_BOOL, COLUMN_PUBLIC, COLUMN_ROW, N_("Signed"), 8},
    {"undone", CELL_WORD, COLUMN_PUBLIC, COLUMN_ROW, N_("Undone"), 16},
    {"origin", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Log"), 26},
    {"seq", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_DATA, N_("Entry"), 8},
    {"leaf", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Leaf hash"), 64},
};
static const struct report report = {.name = "scans",
                                     .title = N_("Scans"),
                                     .columns = columns,
                                     .column_count = sizeof columns / sizeof *columns,
                                     .group = 0};

static const enum entry_kind kinds[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_REFUSE};

struct scan_row {
    struct presence_place place; /* its texts are filled in when all rows are there */
    uint32_t session, origin, verdict;
    const char *way; /* a refused scan does not say which way it went */
    char delegate[DELEGATE_ID_SIZE], badge[2 * BADGE_SHOWN + 1];
    uint8_t leaf[ENTRY_HASH_SIZE];
};

struct scans {
    struct presence presence;
    struct interned words; /* sessions, origins and verdicts */
    struct scan_row *rows;
    size_t count, capacity;
};

/* --- collecting --- */

static void show_badge(char out[2 * BADGE_SHOWN + 1], const json_t *body)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    *out = '\0';
    if (body_bytes(body, "badge", lookup, sizeof lookup))
        sodium_bin2hex(out, 2 * BADGE_SHOWN + 1, lookup, BADGE_SHOWN);
}

/* What was erased leaves a row with its place. */
static enum em_status add_scan(struct scans *scans, const struct entry *entry, const uint8_t *leaf,
                               const json_t *body, struct em_error *error)
{
    struct scan_row row = {.place = {.at_us = entry->at_us, .seq = entry->seq},
                           .session = interned_put(&scans->words, body_word(body, "session")),
                           .origin = interned_put(&scans->words, entry->origin),
                           .verdict = interned_put(&scans->words, body_word(body, "verdict")),
                           .way = entry->kind == ENTRY_CHECKIN    ? "in"
                                  : entry->kind == ENTRY_CHECKOUT ? "out"
                                                                  : ""};
    memcpy(row.leaf, leaf, sizeof row.leaf);
    show_badge(row.badge, body);
    enum em_status status = presence_delegate(&scans->presence, body, row.delegate, error);
    if (status != EM_OK)
        return status;
    scans->rows = em_grow(scans->rows, scans->count, &scans->capacity, sizeof row);
    scans->rows[scans->count++] = row;
    return EM_OK;
}

static enum em_status collect(void *context, const struct entry *entry, const uint8_t *leaf,
                              struct em_error *error)
{
    struct scans *scans = context;
    const struct list_filter *filter = scans->presence.work->filter;
    const char *only = filter->session;
    json_t *body;
    if (!filter_time(filter, entry->at_us))
        return EM_OK;
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_DAMAGED)
        status = EM_OK; /* as one that was erased */
    if (status == EM_OK && (!only || strcmp(only, body_word(body, "session")) == 0))
        status = add_scan(scans, entry, leaf, body, error);
    json_decref(body);
    return status;
}

static int by_place(const void *a, const void *b)
{
    return presence_compare(&((const struct scan_row *)a)->place,
                            &((const struct scan_row *)b)->place);
}

static void sort(struct scans *scans)
{
    for (size_t i = 0; i < scans->count; i++) {
        struct scan_row *row = &scans->rows[i];
        row->place.session = interned_text(&scans->words, row->session);
        row->place.origin = interned_text(&scans->words, row->origin);
        row->place.start_us = presence_start(&scans->presence, row->place.session);
    }
    if (scans->count)
        qsort(scans->rows, scans->count, sizeof *scans->rows, by_place);
}

/* --- writing --- */

static const struct presence_place *place_of(const void *context, size_t index)
{
    return &((const struct scans *)context)->rows[index].place;
}

static const char *delegate_of(const void *context, size_t index)
{
    return ((const struct scans *)context)->rows[index].delegate;
}

/* Whether the delegate signed at the door; who went out or was turned away was not asked. */
static const char *signed_word(const struct scans *scans, const struct scan_row *row)
{
    if (strcmp(row->way, "in") != 0)
        return "";
    return attendance_attested(scans->presence.attendance, row->place.origin, row->place.seq)
               ? "yes"
               : "no";
}

static void write_row(const void *context, size_t index, const struct person *person)
{
    const struct scans *scans = context;
    const struct scan_row *row = &scans->rows[index];
    const struct list_work *work = scans->presence.work;
    const struct presence_place *place = &row->place;
    const struct session *session = programme_find(&scans->presence.programme, place->session);
    const char *undone = attendance_undone(scans->presence.attendance, place->origin, place->seq);
    char at[EM_TIME_SIZE], seq[24], leaf[2 * sizeof row->leaf + 1];
    em_time_format(place->at_us, at);
    snprintf(seq, sizeof seq, "%lld", (long long)place->seq);
    sodium_bin2hex(leaf, sizeof leaf, row->leaf, sizeof row->leaf);
    const char *cells[] = {
        place->session,
        session ? session->title : "",
        at,
        presence_kiosk(place->origin),
        interned_text(&scans->words, row->verdict),
        row->delegate,
        person->name,
        person->government,
        row->badge,
        row->way,
        signed_word(scans, row),
        !undone   ? ""
        : *undone ? undone
                  : "undone",
        place->origin,
        seq,
        leaf,
    };
    sink_row(work->sink, cells);
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct scans scans = {0};
    enum em_status status = presence_load(&scans.presence, work, error);
    if (status == EM_OK)
        status = store_entries_of_kinds(work->store, kinds, sizeof kinds / sizeof *kinds, collect,
                                        &scans, error);
    struct presence_rows rows = {&scans, scans.count, place_of, delegate_of, write_row};
    if (status == EM_OK)
        sort(&scans);
    if (status == EM_OK)
        status = presence_write(&scans.presence, &rows, gaps, error);
    free(scans.rows);
    interned_free(&scans.words);
    presence_free(&scans.presence);
    return status;
}

const struct list list_scans = {
    .report = &report,
    .about = "every scan at a door, with what the door answered",
    .takes = TAKES_SINCE | TAKES_SESSION | TAKES_GOVERNMENT | TAKES_SORT,
    .not_public = LIST_NOT_PUBLIC,
    .write = write_list,
};
