/* The summit of the tests is what its header says. */
#include "fake/summit.h"
#include "core/roster.h"
#include "core/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct summit summit;
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    summit_init(&summit, 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    summit_free(&summit);
    return 0;
}

static enum em_status look_up(const char *key, struct roster_badge *badge)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    badge_lookup(lookup, summit_code(&summit, key));
    return roster_badge(ledger_store(summit.kiosk.ledger), lookup, badge, &error);
}

static void the_kiosk_has_heard_of_every_badge_but_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < summit_people_count; i++) {
        const char *key = summit_people[i].key;
        struct roster_badge badge;
        if (!*summit_code(&summit, key))
            continue;
        bool unheard = strcmp(key, "unheard") == 0;
        assert_int_equal(look_up(key, &badge), unheard ? EM_NOT_FOUND : EM_OK);
        if (unheard)
            continue;
        assert_string_equal(badge.delegate, summit_id(&summit, key));
        assert_int_equal(badge.revoked, strcmp(key, "revoked") == 0);
        assert_int_equal(badge.type, strcmp(key, "staff") ? BADGE_DELEGATE : BADGE_STAFF);
    }
}

static void news_are_brought_by_merging(void **state)
{
    (void)state;
    struct roster_badge badge;
    summit_announce(&summit, "unheard");
    summit_revoke(&summit, "amina");
    assert_int_equal(look_up("unheard", &badge), EM_NOT_FOUND);
    summit_merge(&summit.kiosk, summit.organiser_folder);
    assert_int_equal(look_up("unheard", &badge), EM_OK);
    assert_int_equal(look_up("amina", &badge), EM_OK);
    assert_true(badge.revoked);
}

static void the_programme_is_there(void **state)
{
    (void)state;
    struct programme programme;
    assert_int_equal(programme_load(&programme, ledger_store(summit.kiosk.ledger), &error), EM_OK);
    assert_int_equal(programme.count, SUMMIT_SESSIONS);
    for (size_t i = 0; i < SUMMIT_SESSIONS; i++) {
        const struct session *session = programme_find(&programme, summit_sessions[i].id);
        assert_non_null(session);
        assert_true(session_same(session, &summit_sessions[i]));
    }
    char time[32];
    const struct session *two = programme_find(&programme, SUMMIT_TERRITORIES);
    words_time(time, sizeof time, two->start_us, SUMMIT_TIMEZONE, "en");
    assert_string_equal(time, "14:00");
    words_time(time, sizeof time, SUMMIT_NOW, SUMMIT_TIMEZONE, "en");
    assert_string_equal(time, "13:50");
    programme_free(&programme);
}

static void a_name_has_120_characters(void **state)
{
    (void)state;
    assert_int_equal(words_graphemes(summit_person(&summit, "long")->name), 120);
    assert_null(strchr(summit_person(&summit, "suharti")->name, ' '));
    assert_true(badge_guessable(summit_code(&summit, "guessable")));
    assert_false(badge_guessable(summit_code(&summit, "foreign")));
}

static void the_same_seed_gives_the_same_codes(void **state)
{
    (void)state;
    char *code = strdup(summit_code(&summit, "amina"));
    struct summit again;
    summit_init(&again, 1);
    assert_string_equal(summit_code(&again, "amina"), code);
    summit_free(&again);
    summit_init(&again, 2);
    assert_string_not_equal(summit_code(&again, "amina"), code);
    summit_free(&again);
    free(code);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_kiosk_has_heard_of_every_badge_but_one),
        TEST(news_are_brought_by_merging),
        TEST(the_programme_is_there),
        TEST(a_name_has_120_characters),
        TEST(the_same_seed_gives_the_same_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
