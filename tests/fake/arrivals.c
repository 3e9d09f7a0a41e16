#include "fake/arrivals.h"

#include "core/base64.h"
#include "core/roll.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int arrivals_set_up(void **state)
{
    struct arrivals *at = *state;
    fake_kiosk_init(&at->kiosk, 1);
    at->ledger = fake_kiosk_started(&at->kiosk);
    at->store = ledger_store(at->ledger);
    at->error = (struct em_error){0};
    return 0;
}

int arrivals_tear_down(void **state)
{
    struct arrivals *at = *state;
    ledger_close(at->ledger);
    fake_kiosk_free(&at->kiosk);
    return 0;
}

void arrivals_lookup(char badge, uint8_t out[BADGE_LOOKUP_SIZE])
{
    memset(out, badge, BADGE_LOOKUP_SIZE);
}

char *arrivals_body(struct arrivals *at, const struct arrival *line)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    char text[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    arrivals_lookup(line->badge, lookup);
    base64_write(text, lookup, sizeof lookup);
    struct em_buffer body = {0};
    json_t *fields = json_pack("{s:s*, s:s*, s:s*, s:s*, s:I}", "delegate", line->subject, "id",
                               line->subject, "lookup", line->badge ? text : NULL, "origin",
                               line->subject, "seq", (json_int_t)line->seq);
    assert_int_equal(body_write(&body, fields, &at->kiosk.random.random, &at->error), EM_OK);
    return body.data;
}

/* What is needed of a log's head to let the store take entries; nobody proves it here. */
struct head {
    int64_t size;
    bool there;
};

static enum em_status take_head(void *context, const struct store_log *log, struct em_error *none)
{
    struct head *head = context;
    (void)none;
    head->there = true;
    head->size = log->size;
    return EM_OK;
}

static struct store_log log_of(struct arrivals *at, const char *origin)
{
    struct head head = {0};
    struct store_log log = {.checkpoint = "of no matter here"};
    store_logs(at->store, origin, take_head, &head, NULL);
    snprintf(log.origin, sizeof log.origin, "%s", origin);
    if (!head.there)
        assert_int_equal(store_log_add(at->store, &log, &at->error), EM_OK);
    log.size = head.size;
    return log;
}

/* Adds an entry of any log as a merge does: fact, head, projection. */
void arrivals_add(struct arrivals *at, const struct arrival *line)
{
    uint8_t leaf[ENTRY_HASH_SIZE];
    assert_int_equal(store_begin(at->store, &at->error), EM_OK);
    struct store_log log = log_of(at, line->origin);
    struct entry entry = {.seq = log.size++,
                          .kind = line->kind,
                          .at_us = FAKE_CLOCK_WALL + 1000000 * log.size,
                          .boot = "00112233445566778899aabbccddeeff"};
    snprintf(entry.origin, sizeof entry.origin, "%s", line->origin);
    char *body = arrivals_body(at, line);
    entry_set_body(&entry, body, strlen(body));
    entry_leaf(&entry, leaf);
    assert_int_equal(store_entry_add(at->store, &entry, leaf, &at->error), EM_OK);
    assert_int_equal(store_log_update(at->store, &log, &at->error), EM_OK);
    assert_int_equal(roster_apply(at->store, &entry, &at->error), EM_OK);
    assert_int_equal(store_commit(at->store, &at->error), EM_OK);
    free(body);
}

void arrivals_say(struct arrivals *at, const char *origin, enum entry_kind kind,
                  const char *subject, char badge)
{
    struct arrival line = {origin, kind, subject, badge, 0};
    arrivals_add(at, &line);
}

bool arrivals_badge(struct arrivals *at, char badge, struct roster_badge *out)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    arrivals_lookup(badge, lookup);
    enum em_status status = roster_badge(at->store, lookup, out, &at->error);
    assert_true(status == EM_OK || status == EM_NOT_FOUND);
    return status == EM_OK;
}

bool arrivals_belongs(struct arrivals *at, char badge, const char *delegate)
{
    struct roster_badge found;
    return arrivals_badge(at, badge, &found) && strcmp(found.delegate, delegate) == 0;
}

bool arrivals_revoked(struct arrivals *at, char badge)
{
    struct roster_badge found;
    return arrivals_badge(at, badge, &found) && found.revoked;
}

static enum em_status take_place(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *none)
{
    (void)leaf;
    (void)none;
    snprintf(context, 100, "%s#%d", strchr(entry->origin, '/') + 1, (int)entry->seq);
    return EM_OK;
}

/* "organiser#3": the entry that counts of somebody, "" when there is none. */
const char *arrivals_counts(struct arrivals *at, const char *delegate)
{
    static char place[100];
    *place = '\0';
    enum em_status status = roster_delegate(at->store, delegate, take_place, place, &at->error);
    assert_int_equal(status, *place ? EM_OK : EM_NOT_FOUND);
    return place;
}

static enum em_status list_one(void *context, const struct entry *entry, const char *id,
                               const uint8_t *lookup, struct em_error *none)
{
    (void)none;
    em_buffer_format(context, "%.1s=%s#%d:%c ", id, strchr(entry->origin, '/') + 1, (int)entry->seq,
                     lookup ? lookup[0] : '-');
    return EM_OK;
}

char *arrivals_list(struct arrivals *at)
{
    struct em_buffer list = {0};
    em_buffer_text(&list, "");
    assert_int_equal(roster_each(at->store, list_one, &list, &at->error), EM_OK);
    return list.data;
}

void arrivals_are(struct arrivals *at, const char *wanted)
{
    char *list = arrivals_list(at);
    assert_string_equal(list, wanted);
    free(list);
}

bool arrivals_rebuild_changes(struct arrivals *at)
{
    bool changed = true, same = false;
    assert_int_equal(store_snapshot(at->store, &at->error), EM_OK);
    assert_int_equal(roll_check(at->store, &same, &at->error), EM_OK);
    store_rollback(at->store);
    assert_int_equal(roll_rebuild(at->store, NULL, NULL, &changed, &at->error), EM_OK);
    assert_int_equal(same, !changed);
    return changed;
}
