/* The roster: what it says of badges and delegates, whatever the order in which logs arrive. */
#include "core/roster.h"
#include "core/base64.h"
#include "core/ledger.h"
#include "core/ledger_private.h"
#include "core/roll.h"
#include "core/store_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ORGANISER "ogp-paris-2016/organiser"
#define SECOND    "ogp-paris-2016/organiser.2"
#define NOT_HIM   "ogp-paris-2016/organiser-b"
#define TENTH     "ogp-paris-2016/organiser.10"
#define HALL_B    "ogp-paris-2016/hall-b-1"
#define STAGE     "ogp-paris-2016/stage-1" /* behind the organiser's by the alphabet */
#define AMINA     "aaaaaaaaaaaaaaaaaaaaaaaa"
#define BARAKA    "bbbbbbbbbbbbbbbbbbbbbbbb"
#define CHEBET    "cccccccccccccccccccccccc"

static struct fake_kiosk kiosk;
static struct ledger *ledger;
static struct store *store;
static struct em_error error;

static int set_up(void **state)
{
    fake_kiosk_set_up(state);
    ledger = fake_kiosk_started(&kiosk);
    store = ledger_store(ledger);
    error = (struct em_error){0};
    return 0;
}

static int tear_down(void **state)
{
    ledger_close(ledger);
    return fake_kiosk_tear_down(state);
}

#define TEST(name) cmocka_unit_test_prestate_setup_teardown(name, set_up, tear_down, &kiosk)

/* What an entry of a log says, in few words; the lookup of a badge is 32 times its letter. */
struct line {
    const char *origin;
    enum entry_kind kind;
    const char *subject; /* delegate or session; of an `erase` the origin */
    char badge;          /* 0: none */
    int seq;             /* of an `erase` */
};

static void lookup_of(char badge, uint8_t out[BADGE_LOOKUP_SIZE])
{
    memset(out, badge, BADGE_LOOKUP_SIZE);
}

static char *body_of(const struct line *line)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    char text[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    lookup_of(line->badge, lookup);
    base64_write(text, lookup, sizeof lookup);
    struct em_buffer body = {0};
    json_t *fields = json_pack("{s:s*, s:s*, s:s*, s:s*, s:I}", "delegate", line->subject, "id",
                               line->subject, "lookup", line->badge ? text : NULL, "origin",
                               line->subject, "seq", (json_int_t)line->seq);
    assert_int_equal(body_write(&body, fields, &kiosk.random.random, &error), EM_OK);
    return body.data;
}

/* A log's head as the fourth wall of a merge: only what the store needs to take entries. */
struct head {
    const char *origin;
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

static struct store_log log_of(const char *origin)
{
    struct head head = {.origin = origin};
    struct store_log log = {.checkpoint = "of no matter here"};
    store_logs(store, origin, take_head, &head, NULL);
    snprintf(log.origin, sizeof log.origin, "%s", origin);
    if (!head.there)
        assert_int_equal(store_log_add(store, &log, &error), EM_OK);
    log.size = head.size;
    return log;
}

/* Adds an entry of any log as a merge does: fact, head, projection. */
static void arrive(const struct line *line)
{
    uint8_t leaf[ENTRY_HASH_SIZE];
    assert_int_equal(store_begin(store, &error), EM_OK);
    struct store_log log = log_of(line->origin);
    struct entry entry = {.seq = log.size++,
                          .kind = line->kind,
                          .at_us = FAKE_CLOCK_WALL + 1000000 * log.size,
                          .boot = "00112233445566778899aabbccddeeff"};
    snprintf(entry.origin, sizeof entry.origin, "%s", line->origin);
    char *body = body_of(line);
    entry_set_body(&entry, body, strlen(body));
    entry_leaf(&entry, leaf);
    assert_int_equal(store_entry_add(store, &entry, leaf, &error), EM_OK);
    assert_int_equal(store_log_update(store, &log, &error), EM_OK);
    assert_int_equal(roster_apply(store, &entry, &error), EM_OK);
    assert_int_equal(store_commit(store, &error), EM_OK);
    free(body);
}

static void say(const char *origin, enum entry_kind kind, const char *subject, char badge)
{
    struct line line = {origin, kind, subject, badge, 0};
    arrive(&line);
}

static bool badge_is(char badge, struct roster_badge *out)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    lookup_of(badge, lookup);
    enum em_status status = roster_badge(store, lookup, out, &error);
    assert_true(status == EM_OK || status == EM_NOT_FOUND);
    return status == EM_OK;
}

static bool belongs(char badge, const char *delegate)
{
    struct roster_badge found;
    return badge_is(badge, &found) && strcmp(found.delegate, delegate) == 0;
}

static bool is_revoked(char badge)
{
    struct roster_badge found;
    return badge_is(badge, &found) && found.revoked;
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
static const char *counts(const char *delegate)
{
    static char place[100];
    *place = '\0';
    enum em_status status = roster_delegate(store, delegate, take_place, place, &error);
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

static char *list_all(void)
{
    struct em_buffer list = {0};
    em_buffer_text(&list, "");
    assert_int_equal(roster_each(store, list_one, &list, &error), EM_OK);
    return list.data;
}

static void listed_are(const char *wanted)
{
    char *list = list_all();
    assert_string_equal(list, wanted);
    free(list);
}

static void a_badge_leads_to_its_owner(void **state)
{
    (void)state;
    struct roster_badge found;
    assert_false(badge_is('1', &found));
    say(ORGANISER, ENTRY_BADGE, AMINA, '1');
    say(ORGANISER, ENTRY_STAFF, BARAKA, '2');
    say(ORGANISER, ENTRY_BADGE, CHEBET, 0);
    assert_true(badge_is('1', &found));
    assert_int_equal(found.type, BADGE_DELEGATE);
    assert_string_equal(found.delegate, AMINA);
    assert_false(found.revoked);
    assert_true(badge_is('2', &found));
    assert_int_equal(found.type, BADGE_STAFF);
    assert_string_equal(found.delegate, BARAKA);
    assert_false(badge_is('3', &found));
    assert_string_equal(counts(BARAKA), "organiser#1");
    assert_string_equal(counts("nobody"), "");
    listed_are("a=organiser#0:1 c=organiser#2:- ");
}

static void the_latest_entry_counts_and_the_organiser_before_all(void **state)
{
    (void)state;
    say(HALL_B, ENTRY_REGISTER, AMINA, '1');
    assert_string_equal(counts(AMINA), "hall-b-1#0");
    say(ORGANISER, ENTRY_BADGE, AMINA, '2');
    say(HALL_B, ENTRY_REGISTER, AMINA, '3');
    assert_string_equal(counts(AMINA), "organiser#0");
    say(ORGANISER, ENTRY_BADGE, AMINA, '4');
    assert_string_equal(counts(AMINA), "organiser#1");
    say(SECOND, ENTRY_BADGE, AMINA, '5');
    say(ORGANISER, ENTRY_BADGE, AMINA, '6');
    assert_string_equal(counts(AMINA), "organiser.2#0");
    say(STAGE, ENTRY_REGISTER, AMINA, '7');
    assert_string_equal(counts(AMINA), "organiser.2#0");
    listed_are("a=organiser.2#0:5 ");
    assert_true(belongs('1', AMINA) && belongs('4', AMINA)); /* nobody revoked them */
    say(STAGE, ENTRY_REGISTER, BARAKA, '5');
    assert_true(belongs('5', AMINA));
    say(TENTH, ENTRY_BADGE, AMINA, '8');
    assert_string_equal(counts(AMINA), "organiser.10#0");
}

/* A kiosk that was taken over must not hand out badges, make staff, or change the programme. */
static void a_kiosk_is_believed_in_two_things_only(void **state)
{
    (void)state;
    struct roster_badge found;
    static const char *const others[] = {HALL_B, NOT_HIM};
    for (size_t i = 0; i < 2; i++) {
        say(others[i], ENTRY_BADGE, AMINA, '1');
        say(others[i], ENTRY_STAFF, BARAKA, '2');
        say(others[i], ENTRY_SESSION, "opening", 0);
        assert_false(badge_is('1', &found) || badge_is('2', &found));
        assert_string_equal(counts(AMINA), "");
        assert_string_equal(counts(BARAKA), "");
    }
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roster_entry"), 0);
    say(HALL_B, ENTRY_REGISTER, CHEBET, '3');
    say(HALL_B, ENTRY_REVOKE, NULL, '1');
    assert_true(belongs('3', CHEBET));
    say(ORGANISER, ENTRY_BADGE, AMINA, '3'); /* and not if the organiser says otherwise */
    assert_true(belongs('3', AMINA));
}

static void what_was_revoked_stays_so(void **state)
{
    (void)state;
    say(HALL_B, ENTRY_REVOKE, NULL, '1');
    assert_true(is_revoked('1') && belongs('1', ""));
    say(ORGANISER, ENTRY_BADGE, AMINA, '1');
    assert_true(is_revoked('1') && belongs('1', AMINA));
    say(ORGANISER, ENTRY_BADGE, AMINA, '1');
    assert_true(is_revoked('1'));
    listed_are("a=organiser#1:- ");
    say(ORGANISER, ENTRY_BADGE, AMINA, '2');
    assert_true(is_revoked('1') && !is_revoked('2'));
    listed_are("a=organiser#2:2 ");
}

static bool rebuild_changes(void)
{
    bool changed = true, same = false;
    assert_int_equal(store_snapshot(store, &error), EM_OK);
    assert_int_equal(roll_check(store, &same, &error), EM_OK);
    store_rollback(store);
    assert_int_equal(roll_rebuild(store, NULL, NULL, &changed, &error), EM_OK);
    assert_int_equal(same, !changed);
    return changed;
}

static void erase(const char *origin, int seq)
{
    struct line line = {HALL_B, ENTRY_ERASE, origin, 0, seq};
    arrive(&line);
    assert_int_equal(store_entry_erase(store, origin, seq, &error), EM_OK);
}

static void what_was_erased_counts_for_nothing(void **state)
{
    (void)state;
    struct roster_badge found;
    say(ORGANISER, ENTRY_BADGE, AMINA, '1');
    say(ORGANISER, ENTRY_BADGE, AMINA, '2');
    say(ORGANISER, ENTRY_STAFF, BARAKA, '3');
    erase(ORGANISER, 1);
    assert_string_equal(counts(AMINA), "organiser#0");
    assert_false(badge_is('2', &found));
    erase(ORGANISER, 0);
    erase(ORGANISER, 2);
    assert_string_equal(counts(AMINA), "");
    assert_false(badge_is('1', &found) || badge_is('3', &found));
    listed_are("");
    assert_false(rebuild_changes());
}

/* A day at three writers: replaced, registered, revoked and erased, across logs. */
static const struct line day[] = {
    {ORGANISER, ENTRY_BADGE, AMINA, '1', 0},     {ORGANISER, ENTRY_BADGE, BARAKA, '2', 0},
    {ORGANISER, ENTRY_STAFF, CHEBET, '3', 0},    {ORGANISER, ENTRY_BADGE, AMINA, '4', 0},
    {ORGANISER, ENTRY_REVOKE, NULL, '1', 0},     {ORGANISER, ENTRY_SESSION, "opening", 0, 0},
    {ORGANISER, ENTRY_SESSION, "opening", 0, 0}, {SECOND, ENTRY_BADGE, BARAKA, '5', 0},
    {SECOND, ENTRY_ERASE, ORGANISER, 0, 3},      {HALL_B, ENTRY_REGISTER, AMINA, '6', 0},
    {HALL_B, ENTRY_REGISTER, "d", '7', 0},       {HALL_B, ENTRY_REVOKE, NULL, '5', 0},
    {HALL_B, ENTRY_ERASE, HALL_B, 0, 1},         {HALL_B, ENTRY_REGISTER, "e", '5', 0},
    {HALL_B, ENTRY_ERASE, SECOND, 0, 0},         {HALL_B, ENTRY_BADGE, "f", '8', 0},
};
#define DAY (sizeof day / sizeof day[0])

/* Lets the day arrive in some order that keeps to each log's own. */
static void arrive_shuffled(struct fake_random *chance)
{
    bool done[DAY] = {0};
    for (size_t left = DAY; left > 0;) {
        size_t i = fake_random_below(chance, DAY);
        for (size_t j = 0; j < i; j++)
            if (!done[j] && strcmp(day[j].origin, day[i].origin) == 0)
                i = j;
        if (done[i])
            continue;
        arrive(&day[i]);
        done[i] = true;
        left--;
    }
}

static void the_order_of_arrival_does_not_matter(void **state)
{
    (void)state;
    struct fake_random chance;
    char *first = NULL;
    uint8_t digest[32], again[32];
    fake_random_init(&chance, 3);
    for (int round = 0; round < 25; round++) {
        arrive_shuffled(&chance);
        assert_false(rebuild_changes());
        char *list = list_all();
        assert_int_equal(store_projections_digest(store, again, &error), EM_OK);
        if (round == 0)
            memcpy(digest, again, sizeof digest);
        assert_memory_equal(digest, again, sizeof digest);
        first = first ? first : em_strdup(list);
        assert_string_equal(list, first);
        free(list);
        tear_down(state);
        set_up(state);
    }
    assert_string_equal(first, "a=organiser#0:- b=organiser#1:2 e=hall-b-1#4:- ");
    free(first);
}

static const char *const tampering[] = {
    "DROP TABLE roster_entry",
    "DROP INDEX roster_lookup",
    "DROP INDEX roster_subject; CREATE INDEX roster_subject ON roster_entry (seq)",
    "CREATE TRIGGER roster_gone AFTER INSERT ON roster_entry BEGIN DELETE FROM roll_signature; END",
    "DELETE FROM roster_entry WHERE says = 3",
    "UPDATE roster_entry SET subject = '" CHEBET "' WHERE says = 1",
    "UPDATE roster_entry SET lookup = zeroblob(32) WHERE says = 2",
    "UPDATE roster_entry SET rank = 9 WHERE rank = 0",
    "INSERT INTO roster_entry VALUES ('x/organiser', 1, 1, 1, '" AMINA "', zeroblob(32))",
};

static void rebuilding_gives_the_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < DAY; i++)
        arrive(&day[i]);
    char *before = list_all();
    for (size_t i = 0; i < sizeof tampering / sizeof tampering[0]; i++) {
        assert_true(fake_sql(kiosk.store, tampering[i]));
        if (!rebuild_changes())
            fail_msg("nothing was mended after: %s", tampering[i]);
        assert_false(rebuild_changes());
        listed_are(before);
    }
    free(before);
}

/* Whatever was done to the lists while no kiosk ran, a start mends it without a word. */
static void a_start_mends_what_was_tampered_with(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "DROP TABLE roster_entry; CREATE TABLE roster_entry (a TEXT)",
        "DROP TABLE roll_signature; CREATE TABLE roll_signature (a TEXT)",
        "DROP INDEX roster_lookup",
    };
    for (size_t i = 0; i < DAY; i++)
        arrive(&day[i]);
    char *before = list_all();
    /* without the proof of logs that have no true head: the store alone */
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        ledger_close(ledger);
        ledger = NULL;
        assert_true(fake_sql(kiosk.store, shapes[i]));
        struct store *opened = NULL;
        assert_int_equal(store_open(&opened, kiosk.store, STORE_WRITE, &error), EM_OK);
        store = opened;
        rebuild_changes();
        assert_false(rebuild_changes());
        listed_are(before);
        assert_true(store_projections_shaped(store));
        store_close(opened);
    }
    free(before);
}

static void a_checkin_writes_no_row(void **state)
{
    (void)state;
    say(ORGANISER, ENTRY_BADGE, AMINA, '1');
    say(HALL_B, ENTRY_CHECKIN, AMINA, '1');
    say(HALL_B, ENTRY_REFUSE, AMINA, '1');
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roster_entry"), 1);
}

static void it_tells_how_many_and_how_old(void **state)
{
    (void)state;
    int64_t delegates = -1, newest = -1;
    assert_int_equal(roster_count(store, &delegates, &newest, &error), EM_OK);
    assert_int_equal(delegates, 0);
    assert_int_equal(newest, 0);
    say(ORGANISER, ENTRY_BADGE, AMINA, '1');
    say(ORGANISER, ENTRY_BADGE, AMINA, '2');
    say(ORGANISER, ENTRY_STAFF, BARAKA, '3');
    for (int i = 0; i < 9; i++)
        say(HALL_B, ENTRY_REGISTER, CHEBET, '4'); /* later, and not the organiser's */
    assert_int_equal(roster_count(store, &delegates, &newest, &error), EM_OK);
    assert_int_equal(delegates, 2);
    assert_int_equal(newest, FAKE_CLOCK_WALL + 3000000);
}

/* What a ledger records itself goes into the roster too. */
static void a_ledger_keeps_it_up(void **state)
{
    (void)state;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct em_buffer body = {0};
    struct line line = {HALL_B, ENTRY_REGISTER, CHEBET, '1', 0};
    struct em_buffer registered = {.data = body_of(&line)};
    registered.size = strlen(registered.data);
    lookup_of('1', lookup);
    assert_int_equal(ledger_record(ledger, ENTRY_REGISTER, &registered, NULL, NULL, &error), EM_OK);
    assert_true(belongs('1', CHEBET) && !is_revoked('1'));
    assert_int_equal(roster_write_revoke(&body, lookup, "lost", &kiosk.random.random, &error),
                     EM_OK);
    assert_non_null(strstr(body.data, "\"reason\":\"lost\""));
    assert_int_equal(ledger_begin(ledger, &error), EM_OK);
    assert_int_equal(ledger_add(ledger, ENTRY_REVOKE, &body, NULL, NULL, &error), EM_OK);
    assert_int_equal(ledger_end(ledger, &error), EM_OK);
    assert_true(is_revoked('1'));
    assert_false(rebuild_changes());
    em_buffer_free(&body);
    em_buffer_free(&registered);
}

/* Whether SQLite would read a table or an index through for this statement. */
static bool reads_through(enum store_sql which)
{
    sqlite3 *db;
    sqlite3_stmt *plan;
    char *sql = em_format("EXPLAIN QUERY PLAN %s", store_sql[which]);
    bool found = false;
    assert_int_equal(sqlite3_open(kiosk.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW)
        found |= strstr((const char *)sqlite3_column_text(plan, 3), "SCAN") != NULL;
    sqlite3_finalize(plan);
    sqlite3_close(db);
    free(sql);
    return found;
}

static void a_scan_of_a_badge_reads_no_table_through(void **state)
{
    (void)state;
    static const enum store_sql asked[] = {SQL_ROSTER_LOOKUP, SQL_ROSTER_LATEST,
                                           SQL_ENTRY_NEWEST,  SQL_ROLL_OF_DELEGATE,
                                           SQL_ROSTER_PUT,    SQL_ROLL_PUT};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        if (reads_through(asked[i]))
            fail_msg("reads a table through: %s", store_sql[asked[i]]);
    assert_true(reads_through(SQL_ENTRY_OF_KINDS)); /* the control */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_badge_leads_to_its_owner),
        TEST(the_latest_entry_counts_and_the_organiser_before_all),
        TEST(a_kiosk_is_believed_in_two_things_only),
        TEST(what_was_revoked_stays_so),
        TEST(what_was_erased_counts_for_nothing),
        TEST(the_order_of_arrival_does_not_matter),
        TEST(rebuilding_gives_the_same_bytes),
        TEST(a_start_mends_what_was_tampered_with),
        TEST(a_checkin_writes_no_row),
        TEST(it_tells_how_many_and_how_old),
        TEST(a_ledger_keeps_it_up),
        TEST(a_scan_of_a_badge_reads_no_table_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
