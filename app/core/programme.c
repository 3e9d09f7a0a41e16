#include "core/programme.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
    return em_strdup(text ? text : "");
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

void session_free(struct session *session)
{
    free(session->id);
    free(session->title);
    free(session->room);
    free(session->format);
    *session = (struct session){0};
}

void session_copy(struct session *out, const struct session *session)
{
    *out = *session;
    out->id = copy(session->id);
    out->title = copy(session->title);
    out->room = copy(session->room);
    out->format = copy(session->format);
}

bool session_same(const struct session *a, const struct session *b)
{
    return same(a->id, b->id) && same(a->title, b->title) && same(a->room, b->room) &&
           same(a->format, b->format) && a->start_us == b->start_us && a->end_us == b->end_us &&
           a->whole_day == b->whole_day && a->capacity == b->capacity &&
           a->emargement == b->emargement;
}

/* Writes a time that reads back; false for one that has no such form. */
static bool write_time(int64_t at_us, char out[EM_TIME_SIZE])
{
    int64_t back;
    em_time_format(at_us, out);
    return em_time_read(out, &back) && back == at_us;
}

static enum em_status check_session(const struct session *session, struct em_error *error)
{
    char text[EM_TIME_SIZE];
    const char *id = session->id ? session->id : "";
    if (!entry_name_valid(id))
        return em_fail(error, EM_INVALID,
                       "A session has the id “%s”. An id is 1 to %d of a-z, 0-9 and -.", id,
                       ENTRY_NAME_MAX);
    if (!write_time(session->start_us, text) ||
        (session->end_us && !write_time(session->end_us, text)))
        return em_fail(error, EM_INVALID,
                       "The session “%s” is at a time before 1970 or after 9999. Correct it in the "
                       "programme.",
                       id);
    if (session->capacity < 0)
        return em_fail(error, EM_INVALID,
                       "The room of the session “%s” holds %" PRId64
                       " persons. Correct it in the programme.",
                       id, session->capacity);
    return EM_OK;
}

enum em_status session_write(struct em_buffer *body, const struct session *session,
                             const struct em_random *random, struct em_error *error)
{
    char start[EM_TIME_SIZE], end[EM_TIME_SIZE];
    enum em_status status = check_session(session, error);
    if (status != EM_OK)
        return status;
    em_time_format(session->start_us, start);
    em_time_format(session->end_us, end);
    json_t *fields =
        json_pack("{s:I, s:b, s:s*, s:s, s:s, s:s, s:s, s:s, s:b}", "capacity",
                  (json_int_t)session->capacity, "emargement", session->emargement, "end",
                  session->end_us ? end : NULL, "format", session->format ? session->format : "",
                  "id", session->id, "room", session->room ? session->room : "", "start", start,
                  "title", session->title ? session->title : "", "whole_day", session->whole_day);
    return body_write(body, fields, random, error);
}

/* An end that is not there was not said. */
static bool read_end(const json_t *body, int64_t *end_us)
{
    *end_us = 0;
    return !json_object_get(body, "end") || em_time_read(body_word(body, "end"), end_us);
}

static bool read_session(struct session *out, const json_t *body)
{
    struct session session = {
        .id = (char *)body_word(body, "id"),
        .title = (char *)body_word(body, "title"),
        .room = (char *)body_word(body, "room"),
        .format = (char *)body_word(body, "format"),
        .whole_day = json_is_true(json_object_get(body, "whole_day")),
        .capacity = json_integer_value(json_object_get(body, "capacity")),
        .emargement = json_is_true(json_object_get(body, "emargement")),
    };
    if (!entry_name_valid(session.id) || session.capacity < 0 ||
        !em_time_read(body_word(body, "start"), &session.start_us) ||
        !read_end(body, &session.end_us))
        return false;
    session_copy(out, &session);
    return true;
}

enum em_status session_read(struct session *out, const struct entry *entry, struct em_error *error)
{
    json_t *body;
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK)
        return status;
    if (!body)
        status = em_fail(error, EM_NOT_FOUND, "The session in entry %" PRId64 " of %s was erased.",
                         entry->seq, entry->origin);
    else if (!read_session(out, body))
        status = em_fail(error, EM_DAMAGED,
                         "The session in entry %" PRId64
                         " of %s is not as emarge writes one. Import the programme again.",
                         entry->seq, entry->origin);
    json_decref(body);
    return status;
}

static enum em_status take_session(void *context, const struct entry *entry, const char *id,
                                   const uint8_t *lookup, struct em_error *error)
{
    struct programme *programme = context;
    (void)id;
    (void)lookup;
    programme->sessions = em_grow(programme->sessions, programme->count, &programme->capacity,
                                  sizeof *programme->sessions);
    enum em_status status = session_read(&programme->sessions[programme->count], entry, error);
    if (status == EM_OK)
        programme->count++;
    return status;
}

static int by_place(const void *a, const void *b)
{
    const struct session *left = a, *right = b;
    if (left->start_us != right->start_us)
        return left->start_us < right->start_us ? -1 : 1;
    int order = strcmp(left->room, right->room);
    if (order == 0)
        order = strcmp(left->title, right->title);
    return order ? order : strcmp(left->id, right->id);
}

enum em_status programme_load(struct programme *out, struct store *store, struct em_error *error)
{
    struct programme programme = {0};
    enum em_status status =
        store_roster_each(store, ROSTER_SESSION, take_session, &programme, error);
    if (status != EM_OK) {
        programme_free(&programme);
        return status;
    }
    if (programme.count)
        qsort(programme.sessions, programme.count, sizeof *programme.sessions, by_place);
    *out = programme;
    return EM_OK;
}

void programme_free(struct programme *programme)
{
    for (size_t i = 0; i < programme->count; i++)
        session_free(&programme->sessions[i]);
    free(programme->sessions);
    *programme = (struct programme){0};
}

const struct session *programme_find(const struct programme *programme, const char *id)
{
    for (size_t i = 0; i < programme->count; i++)
        if (strcmp(programme->sessions[i].id, id) == 0)
            return &programme->sessions[i];
    return NULL;
}
