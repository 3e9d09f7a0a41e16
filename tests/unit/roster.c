/* The roster: what it says of badges and delegates. */
#include "core/roster.h"
#include "core/store_private.h"
#include "fake/arrivals.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOT_HIM "ogp-paris-2016/organiser-b"
#define TENTH   "ogp-paris-2016/organiser.10"
#define STAGE   "ogp-paris-2016/stage-1" /* behind the organiser's by the alphabet */

static struct arrivals at;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, arrivals_set_up, arrivals_tear_down, &at)

static void a_badge_leads_to_its_owner(void **state)
{
    (void)state;
    struct roster_badge found;
    assert_false(arrivals_badge(&at, '1', &found));
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    arrivals_say(&at, ORGANISER, ENTRY_STAFF, BARAKA, '2');
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, CHEBET, 0);
    assert_true(arrivals_badge(&at, '1', &found));
    assert_int_equal(found.type, BADGE_DELEGATE);
    assert_string_equal(found.delegate, AMINA);
    assert_false(found.revoked);
    assert_true(arrivals_badge(&at, '2', &found));
    assert_int_equal(found.type, BADGE_STAFF);
    assert_string_equal(found.delegate, BARAKA);
    assert_false(arrivals_badge(&at, '3', &found));
    assert_string_equal(arrivals_counts(&at, BARAKA), "organiser#1");
    assert_string_equal(arrivals_counts(&at, "nobody"), "");
    arrivals_are(&at, "a=organiser#0:1 c=organiser#2:- ");
}

static void the_latest_entry_counts_and_the_organiser_before_all(void **state)
{
    (void)state;
    arrivals_say(&at, HALL_B, ENTRY_REGISTER, AMINA, '1');
    assert_string_equal(arrivals_counts(&at, AMINA), "hall-b-1#0");
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '2');
    arrivals_say(&at, HALL_B, ENTRY_REGISTER, AMINA, '3');
    assert_string_equal(arrivals_counts(&at, AMINA), "organiser#0");
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '4');
    assert_string_equal(arrivals_counts(&at, AMINA), "organiser#1");
    arrivals_say(&at, SECOND, ENTRY_BADGE, AMINA, '5');
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '6');
    assert_string_equal(arrivals_counts(&at, AMINA), "organiser.2#0");
    arrivals_say(&at, STAGE, ENTRY_REGISTER, AMINA, '7');
    assert_string_equal(arrivals_counts(&at, AMINA), "organiser.2#0");
    arrivals_are(&at, "a=organiser.2#0:5 ");
    assert_true(arrivals_belongs(&at, '1', AMINA) &&
                arrivals_belongs(&at, '4', AMINA)); /* nobody revoked them */
    arrivals_say(&at, STAGE, ENTRY_REGISTER, BARAKA, '5');
    assert_true(arrivals_belongs(&at, '5', AMINA));
    arrivals_say(&at, TENTH, ENTRY_BADGE, AMINA, '8');
    assert_string_equal(arrivals_counts(&at, AMINA), "organiser.10#0");
}

/* A kiosk that was taken over must not hand out badges, make staff, or change the programme. */
static void a_kiosk_is_believed_in_two_things_only(void **state)
{
    (void)state;
    struct roster_badge found;
    static const char *const others[] = {HALL_B, NOT_HIM};
    for (size_t i = 0; i < 2; i++) {
        arrivals_say(&at, others[i], ENTRY_BADGE, AMINA, '1');
        arrivals_say(&at, others[i], ENTRY_STAFF, BARAKA, '2');
        arrivals_say(&at, others[i], ENTRY_SESSION, "opening", 0);
        assert_false(arrivals_badge(&at, '1', &found) || arrivals_badge(&at, '2', &found));
        assert_string_equal(arrivals_counts(&at, AMINA), "");
        assert_string_equal(arrivals_counts(&at, BARAKA), "");
    }
    assert_int_equal(fake_sql_number(at.kiosk.store, "SELECT count(*) FROM roster_entry"), 0);
    arrivals_say(&at, HALL_B, ENTRY_REGISTER, CHEBET, '3');
    arrivals_say(&at, HALL_B, ENTRY_REVOKE, NULL, '1');
    assert_true(arrivals_belongs(&at, '3', CHEBET));
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA,
                 '3'); /* and not if the organiser says otherwise */
    assert_true(arrivals_belongs(&at, '3', AMINA));
}

static void what_was_revoked_stays_so(void **state)
{
    (void)state;
    arrivals_say(&at, HALL_B, ENTRY_REVOKE, NULL, '1');
    assert_true(arrivals_revoked(&at, '1') && arrivals_belongs(&at, '1', ""));
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    assert_true(arrivals_revoked(&at, '1') && arrivals_belongs(&at, '1', AMINA));
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    assert_true(arrivals_revoked(&at, '1'));
    arrivals_are(&at, "a=organiser#1:- ");
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '2');
    assert_true(arrivals_revoked(&at, '1') && !arrivals_revoked(&at, '2'));
    arrivals_are(&at, "a=organiser#2:2 ");
}

static void erase(const char *origin, int seq)
{
    struct arrival line = {SECOND, ENTRY_ERASE, origin, 0, seq};
    arrivals_add(&at, &line);
    assert_int_equal(store_entry_erase(at.store, origin, seq, &at.error), EM_OK);
}

static void what_was_erased_counts_for_nothing(void **state)
{
    (void)state;
    struct roster_badge found;
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '2');
    arrivals_say(&at, ORGANISER, ENTRY_STAFF, BARAKA, '3');
    erase(ORGANISER, 1);
    assert_string_equal(arrivals_counts(&at, AMINA), "organiser#0");
    assert_false(arrivals_badge(&at, '2', &found));
    erase(ORGANISER, 0);
    erase(ORGANISER, 2);
    assert_string_equal(arrivals_counts(&at, AMINA), "");
    assert_false(arrivals_badge(&at, '1', &found) || arrivals_badge(&at, '3', &found));
    arrivals_are(&at, "");
    assert_false(arrivals_rebuild_changes(&at));
}

/* A kiosk's log may have been taken on trust: it must not bring a void badge back, nor take one
 * away. */
static void a_kiosk_erases_its_own_entries_only(void **state)
{
    (void)state;
    struct roster_badge found;
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, BARAKA, '2');
    arrivals_say(&at, ORGANISER, ENTRY_REVOKE, NULL, '1');
    arrivals_say(&at, HALL_B, ENTRY_REGISTER, CHEBET, '3');
    for (int seq = 0; seq < 3; seq++) {
        struct arrival others = {HALL_B, ENTRY_ERASE, ORGANISER, 0, seq};
        arrivals_add(&at, &others);
    }
    assert_true(arrivals_revoked(&at, '1') && arrivals_belongs(&at, '2', BARAKA));
    struct arrival stranger = {STAGE, ENTRY_ERASE, HALL_B, 0, 0};
    arrivals_add(&at, &stranger);
    assert_true(arrivals_belongs(&at, '3', CHEBET));
    struct arrival own = {HALL_B, ENTRY_ERASE, HALL_B, 0, 0};
    arrivals_add(&at, &own);
    assert_false(arrivals_badge(&at, '3', &found));
    assert_false(arrivals_rebuild_changes(&at));
}

static void a_checkin_writes_no_row(void **state)
{
    (void)state;
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    arrivals_say(&at, HALL_B, ENTRY_CHECKIN, AMINA, '1');
    arrivals_say(&at, HALL_B, ENTRY_REFUSE, AMINA, '1');
    assert_int_equal(fake_sql_number(at.kiosk.store, "SELECT count(*) FROM roster_entry"), 1);
}

static void it_tells_how_many_and_how_old(void **state)
{
    (void)state;
    int64_t delegates = -1, newest = -1;
    assert_int_equal(roster_count(at.store, &delegates, &newest, &at.error), EM_OK);
    assert_int_equal(delegates, 0);
    assert_int_equal(newest, 0);
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '1');
    arrivals_say(&at, ORGANISER, ENTRY_BADGE, AMINA, '2');
    arrivals_say(&at, ORGANISER, ENTRY_STAFF, BARAKA, '3');
    for (int i = 0; i < 9; i++)
        arrivals_say(&at, HALL_B, ENTRY_REGISTER, CHEBET, '4'); /* later, and not the organiser's */
    assert_int_equal(roster_count(at.store, &delegates, &newest, &at.error), EM_OK);
    assert_int_equal(delegates, 2);
    assert_int_equal(newest, FAKE_CLOCK_WALL + 3000000);
}

/* What a ledger records itself goes into the roster too. */
static void a_ledger_keeps_it_up(void **state)
{
    (void)state;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct em_buffer body = {0};
    struct arrival line = {HALL_B, ENTRY_REGISTER, CHEBET, '1', 0};
    struct em_buffer registered = {.data = arrivals_body(&at, &line)};
    registered.size = strlen(registered.data);
    arrivals_lookup('1', lookup);
    assert_int_equal(ledger_record(at.ledger, ENTRY_REGISTER, &registered, NULL, NULL, &at.error),
                     EM_OK);
    assert_true(arrivals_belongs(&at, '1', CHEBET) && !arrivals_revoked(&at, '1'));
    assert_int_equal(roster_write_revoke(&body, lookup, "lost", &at.kiosk.random.random, &at.error),
                     EM_OK);
    assert_non_null(strstr(body.data, "\"reason\":\"lost\""));
    assert_int_equal(ledger_begin(at.ledger, &at.error), EM_OK);
    assert_int_equal(ledger_add(at.ledger, ENTRY_REVOKE, &body, NULL, NULL, &at.error), EM_OK);
    assert_int_equal(ledger_end(at.ledger, &at.error), EM_OK);
    assert_true(arrivals_revoked(&at, '1'));
    assert_false(arrivals_rebuild_changes(&at));
    em_buffer_free(&body);
    em_buffer_free(&registered);
}

/* Whether SQLite plans a step for this statement that begins so. */
static bool plans(enum store_sql which, const char *step, const char *but)
{
    sqlite3 *db;
    sqlite3_stmt *plan;
    char *sql = em_format("EXPLAIN QUERY PLAN %s", store_sql[which]);
    bool found = false;
    assert_int_equal(sqlite3_open(at.kiosk.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *planned = (const char *)sqlite3_column_text(plan, 3);
        found |= strncmp(planned, step, strlen(step)) == 0 && (!but || !strstr(planned, but));
    }
    sqlite3_finalize(plan);
    sqlite3_close(db);
    free(sql);
    return found;
}

/* Whether it would read a table or an index through; the steps of a subquery stand for themselves.
 */
static bool reads_through(enum store_sql which)
{
    return plans(which, "SCAN", "(subquery");
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

/* A sorter is a table of its own that is made and thrown away at each scan. */
static void a_scan_of_a_badge_sorts_nothing(void **state)
{
    (void)state;
    assert_false(plans(SQL_ROSTER_LOOKUP, "USE TEMP B-TREE", NULL));
    assert_false(plans(SQL_ROSTER_LATEST, "USE TEMP B-TREE", NULL));
    assert_true(plans(SQL_ROLL_OF_DELEGATE, "USE TEMP B-TREE", NULL)); /* the control */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_badge_leads_to_its_owner),
        TEST(the_latest_entry_counts_and_the_organiser_before_all),
        TEST(a_kiosk_is_believed_in_two_things_only),
        TEST(what_was_revoked_stays_so),
        TEST(what_was_erased_counts_for_nothing),
        TEST(a_kiosk_erases_its_own_entries_only),
        TEST(a_checkin_writes_no_row),
        TEST(it_tells_how_many_and_how_old),
        TEST(a_ledger_keeps_it_up),
        TEST(a_scan_of_a_badge_reads_no_table_through),
        TEST(a_scan_of_a_badge_sorts_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
