/* The roster does not depend on the order in which logs arrive, and can be made again. */
#include "core/roll.h"
#include "core/roster.h"
#include "fake/arrivals.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arrivals at;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, arrivals_set_up, arrivals_tear_down, &at)

/* A day at three writers: replaced, registered, revoked and erased, across logs. */
static const struct arrival day[] = {
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
        arrivals_add(&at, &day[i]);
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
        assert_false(arrivals_rebuild_changes(&at));
        char *list = arrivals_list(&at);
        assert_int_equal(store_projections_digest(at.store, again, &at.error), EM_OK);
        if (round == 0)
            memcpy(digest, again, sizeof digest);
        assert_memory_equal(digest, again, sizeof digest);
        first = first ? first : em_strdup(list);
        assert_string_equal(list, first);
        free(list);
        arrivals_tear_down(state);
        arrivals_set_up(state);
    }
    assert_string_equal(first, "a=organiser#0:- b=organiser.2#0:- e=hall-b-1#4:- ");
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
        arrivals_add(&at, &day[i]);
    char *before = arrivals_list(&at);
    for (size_t i = 0; i < sizeof tampering / sizeof tampering[0]; i++) {
        assert_true(fake_sql(at.kiosk.store, tampering[i]));
        if (!arrivals_rebuild_changes(&at))
            fail_msg("nothing was mended after: %s", tampering[i]);
        assert_false(arrivals_rebuild_changes(&at));
        arrivals_are(&at, before);
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
        arrivals_add(&at, &day[i]);
    char *before = arrivals_list(&at);
    /* The store alone: a ledger would want these logs proven. */
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        ledger_close(at.ledger);
        at.ledger = NULL;
        assert_true(fake_sql(at.kiosk.store, shapes[i]));
        struct store *opened = NULL;
        assert_int_equal(store_open(&opened, at.kiosk.store, STORE_WRITE, &at.error), EM_OK);
        at.store = opened;
        arrivals_rebuild_changes(&at);
        assert_false(arrivals_rebuild_changes(&at));
        arrivals_are(&at, before);
        assert_true(store_projections_shaped(at.store));
        store_close(opened);
    }
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_order_of_arrival_does_not_matter),
        TEST(rebuilding_gives_the_same_bytes),
        TEST(a_start_mends_what_was_tampered_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
