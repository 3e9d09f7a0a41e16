#include "fake/passages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int passages_set_up(void **state)
{
    struct passages *at = em_alloc(sizeof *at);
    at->attendance = attendance_new();
    *state = at;
    return 0;
}

int passages_tear_down(void **state)
{
    struct passages *at = *state;
    attendance_free(at->attendance);
    for (size_t i = 0; i < at->count; i++)
        free(at->bodies[i]);
    free(at);
    return 0;
}

void passages_note(struct passages *at, const char *origin, enum entry_kind kind, int minute,
                   char *body)
{
    struct entry *entry = &at->entries[at->count];
    *entry = (struct entry){.seq = (int64_t)at->count,
                            .kind = kind,
                            .at_us = PASSAGES_START + minute * PASSAGES_MINUTE};
    snprintf(entry->origin, sizeof entry->origin, "%s", origin);
    entry_set_body(entry, body, strlen(body));
    at->bodies[at->count++] = body;
}

void passages_add(struct passages *at, const char *origin, enum entry_kind kind, int minute,
                  const char *delegate, const char *session)
{
    bool known = strcmp(delegate, PASSAGES_LOOKUP) != 0;
    passages_note(
        at, origin, kind, minute,
        em_format("{\"salt\":\"x\",\"badge\":\"%s\",\"delegate\":\"%s\",\"session\":\"%s\","
                  "\"verdict\":\"%s\"}",
                  known ? "b" : PASSAGES_LOOKUP, known ? delegate : "", session,
                  known ? "accepted" : "provisional"));
}

void passages_about(struct passages *at, const char *origin, enum entry_kind kind, int minute,
                    size_t nth, const char *reason)
{
    passages_note(at, origin, kind, minute,
                  em_format("{\"salt\":\"x\",\"origin\":\"%s\",\"reason\":\"%s\",\"seq\":%zu}",
                            at->entries[nth].origin, reason, nth));
}

void passages_apply(struct passages *at)
{
    for (size_t i = 0; i < at->count; i++)
        assert_int_equal(attendance_apply(at->attendance, &at->entries[i], &at->error), EM_OK);
}

static enum em_status write_stay(void *context, const struct stay *stay, struct em_error *error)
{
    (void)error;
    em_buffer_format(context, "%s %s %d", stay->session, stay->subject,
                     (int)((stay->in_us - PASSAGES_START) / PASSAGES_MINUTE));
    if (stay->out_us)
        em_buffer_format(context, "-%d", (int)((stay->out_us - PASSAGES_START) / PASSAGES_MINUTE));
    em_buffer_format(context, " %s#%d", strrchr(stay->door, '/') + 1, (int)stay->seq);
    if (stay->out_door)
        em_buffer_format(context, " by %s", strrchr(stay->out_door, '/') + 1);
    em_buffer_format(context, "%s%s%s\n", stay->moved ? " moved" : "",
                     stay->provisional ? " provisional" : "", stay->attested ? " attested" : "");
    return EM_OK;
}

void passages_list(const struct attendance *attendance, struct em_buffer *out)
{
    em_buffer_text(out, "");
    assert_int_equal(attendance_each(attendance, NULL, write_stay, out, NULL), EM_OK);
}

void passages_expect_count(const struct attendance *attendance, const char *session, int inside,
                           int persons)
{
    int64_t in = -1, all = -1;
    attendance_count(attendance, session, &in, &all);
    assert_int_equal(in, inside);
    assert_int_equal(all, persons);
}
