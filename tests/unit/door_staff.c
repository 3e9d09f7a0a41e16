/* Staff mode: what it opens, what it is for, and that locking leaves nothing of it. */
#include "core/door_private.h"
#include "fake/porch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, porch_set_up, porch_tear_down)

static enum em_status unlock(struct porch *porch, const char *text)
{
    return door_unlock(porch->door, text, strlen(text), &porch->error);
}

/* --- unlocking and locking --- */

static void a_staff_badge_opens_staff_mode(void **state)
{
    struct porch *porch = *state;
    assert_false(door_unlocked(porch->door));
    assert_string_equal(door_staff(porch->door), "");
    porch_unlock(porch);
    assert_true(door_unlocked(porch->door));
    assert_string_equal(door_staff(porch->door), "Camille Témoin");
    assert_memory_equal(porch->door->staff_key, porch->summit.organiser.staff, 32);
}

static void nothing_else_does(void **state)
{
    struct porch *porch = *state;
    static const char *const keys[] = {"amina", "revoked", "unheard", "foreign"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_int_equal(unlock(porch, summit_code(&porch->summit, keys[i])), EM_DENIED);
    assert_int_equal(unlock(porch, "staff"), EM_DENIED);
    assert_int_equal(unlock(porch, ""), EM_DENIED);
    assert_false(door_unlocked(porch->door));
    assert_non_null(strstr(porch->error.text, "staff badge"));
}

static void a_revoked_staff_badge_opens_nothing(void **state)
{
    struct porch *porch = *state;
    summit_revoke(&porch->summit, "staff");
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(unlock(porch, summit_code(&porch->summit, "staff")), EM_DENIED);
    assert_non_null(strstr(porch->error.text, "void"));
}

static void what_a_scan_is_is_told_before_anything_is_done(void **state)
{
    struct porch *porch = *state;
    static const struct {
        const char *key;
        enum badge_sort sort;
    } sorts[] = {
        {"amina", SORT_DELEGATE},      {"foreign", SORT_DELEGATE}, {"staff", SORT_STAFF},
        {"unheard", SORT_PROVISIONAL}, {"revoked", SORT_REVOKED},
    };
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++) {
        const char *code = summit_code(&porch->summit, sorts[i].key);
        assert_int_equal(door_sort(porch->door, code, strlen(code)), sorts[i].sort);
    }
    assert_int_equal(door_sort(porch->door, "7", 1), SORT_UNKNOWN);
    assert_int_equal(door_sort(porch->door, "", 0), SORT_UNKNOWN);
    assert_int_equal(porch_entries(porch, "refuse"), 0);
}

static bool is_wiped(const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((const uint8_t *)bytes)[i])
            return false;
    return true;
}

static void locking_wipes_what_was_opened(void **state)
{
    struct porch *porch = *state;
    struct door_match matches[4];
    struct delegate walk_in = {.name = (char *)"Somebody New"};
    char code[BADGE_TEXT_SIZE], id[DELEGATE_ID_SIZE];
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    porch_in(porch, "amina");
    assert_int_equal(door_search(porch->door, "nyambura", matches, 4, &porch->error), 1);
    const uint8_t *key = porch->door->staff_key;
    assert_false(is_wiped(key, 32));
    assert_false(is_wiped(porch->door->sightings, sizeof porch->door->sightings));

    door_lock(porch->door);
    assert_true(is_wiped(key, 32));
    assert_true(is_wiped(porch->door->sightings, sizeof porch->door->sightings));
    assert_null(porch->door->people);
    assert_string_equal(door_staff(porch->door), "");
    assert_int_equal(door_search(porch->door, "nyambura", matches, 4, &porch->error), 0);
    assert_int_equal(porch->error.status, EM_DENIED);
    assert_int_equal(door_admit(porch->door, summit_id(&porch->summit, "zoe"), DOOR_IN,
                                &porch->answer, &porch->error),
                     EM_DENIED);
    assert_int_equal(door_register(porch->door, &walk_in, code, id, &porch->error), EM_DENIED);
    assert_int_equal(porch_in(porch, "guessable"), VERDICT_ACCEPTED);
    assert_string_equal(porch->answer.name, ""); /* the code alone opens nothing */
}

/* --- searching --- */

static size_t search(struct porch *porch, const char *query, struct door_match *out)
{
    porch->error = (struct em_error){0};
    return door_search(porch->door, query, out, 5, &porch->error);
}

static void people_are_found_as_they_are_typed(void **state)
{
    struct porch *porch = *state;
    struct door_match matches[5];
    static const struct {
        const char *query, *first;
    } queries[] = {
        {"amina", "amina"},
        {"NYAMBURA", "amina"},
        {"nyam ami", "amina"},
        {"ostrom", "zoe"},
        {"zoe nunez", "zoe"},
        {"lukasi", "zoe"},
        {"홍가", "garam"},
        {"მაგალ", "nino"},
        {"أمينة", "amena"},
        {"binti juma", "mwanaidi"},
        {"contoh sri", "sri"},
        {"suharti", "suharti"},
        {"figueiredo", "long"},
        {"ejemplo angel", "foreign"},
        {"exemplar", "badgeless"},
        {"o'sample", "extra-14"},
        {"mussiggang", "extra-2"},
        {"lucia madrid", "extra-21"},
        {"madrid ejemplo", "foreign"},
    };
    porch_unlock(porch);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        if (search(porch, queries[i].query, matches) == 0)
            fail_msg("“%s” finds nobody.", queries[i].query);
        assert_string_equal(matches[0].delegate, summit_id(&porch->summit, queries[i].first));
        assert_string_equal(matches[0].name, summit_person(&porch->summit, queries[i].first)->name);
    }
    assert_int_equal(search(porch, "nobody at all", matches), 0);
    assert_int_equal(porch->error.status, EM_OK);
}

static void governments_find_their_people(void **state)
{
    struct porch *porch = *state;
    struct door_match matches[5];
    porch_unlock(porch);
    assert_int_equal(search(porch, "bojonegoro", matches), 3);
    for (int i = 0; i < 3; i++)
        assert_string_equal(matches[i].government, "Bojonegoro");
    assert_int_equal(search(porch, "austin", matches), 2); /* by name before by government */
    assert_string_equal(matches[0].name, "Austin Placeholder");
    assert_int_equal(search(porch, "", matches), 5);
    assert_int_equal(search(porch, "temoin", matches), 0); /* staff are no delegates */
}

static void the_best_stay_when_there_are_too_many(void **state)
{
    struct porch *porch = *state;
    struct door_match all[64], best[3];
    porch_unlock(porch);
    size_t count = door_search(porch->door, "a", all, 64, &porch->error);
    assert_true(count > 10);
    assert_int_equal(door_search(porch->door, "a", best, 3, &porch->error), 3);
    for (int i = 0; i < 3; i++)
        assert_string_equal(best[i].delegate, all[i].delegate);
    assert_int_equal(door_search(porch->door, "a", best, 0, &porch->error), 0);
}

/* --- by name --- */

static void whoever_is_found_is_let_in(void **state)
{
    struct porch *porch = *state;
    struct door_match matches[5];
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    assert_int_equal(search(porch, "exemplar", matches), 1);
    assert_false(matches[0].inside);
    assert_int_equal(
        door_admit(porch->door, matches[0].delegate, DOOR_IN, &porch->answer, &porch->error),
        EM_OK);
    assert_int_equal(porch->answer.verdict, VERDICT_ACCEPTED);
    assert_string_equal(porch->answer.name, "Ailsa Exemplar");
    char *body = porch_last_body(porch);
    assert_null(strstr(body, "\"badge\""));
    free(body);
    assert_int_equal(search(porch, "exemplar", matches), 1);
    assert_true(matches[0].inside);
    assert_int_equal(
        door_admit(porch->door, matches[0].delegate, DOOR_IN, &porch->answer, &porch->error),
        EM_OK);
    assert_int_equal(porch->answer.verdict, VERDICT_ALREADY_IN);
    assert_int_equal(
        door_admit(porch->door, matches[0].delegate, DOOR_OUT, &porch->answer, &porch->error),
        EM_OK);
    assert_int_equal(porch->answer.count.inside, 0);
}

static void by_name_the_same_rules_hold(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    const char *id = summit_id(&porch->summit, "workshop");
    assert_int_equal(door_admit(porch->door, id, DOOR_IN, &porch->answer, &porch->error), EM_OK);
    assert_int_equal(porch->answer.verdict, VERDICT_NOT_THIS_SESSION);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    id = summit_id(&porch->summit, "amina"); /* by badge and by name they are one person */
    assert_int_equal(door_admit(porch->door, id, DOOR_IN, &porch->answer, &porch->error), EM_OK);
    assert_int_equal(porch->answer.verdict, VERDICT_ALREADY_IN);
    assert_int_equal(door_admit(porch->door, "nobody", DOOR_IN, &porch->answer, &porch->error),
                     EM_NOT_FOUND);
}

/* --- walk-ins --- */

static const struct delegate newcomer = {.name = (char *)"Ġorġ Ħal-Eżempju",
                                         .role = (char *)"Kunsillier",
                                         .government = (char *)"Ħal Eżempju",
                                         .country = (char *)"MT",
                                         .email = (char *)"gorg@example.org"};

static void a_walk_in_gets_a_badge_at_once(void **state)
{
    struct porch *porch = *state;
    char code[BADGE_TEXT_SIZE], id[DELEGATE_ID_SIZE];
    struct door_match matches[5];
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    int64_t before = door_delegates(porch->door);
    assert_int_equal(search(porch, "gorg", matches), 0);
    assert_int_equal(door_register(porch->door, &newcomer, code, id, &porch->error), EM_OK);
    assert_int_equal(door_delegates(porch->door), before + 1);
    assert_int_equal(search(porch, "hal ezempju", matches), 1);
    assert_string_equal(matches[0].delegate, id);
    assert_false(matches[0].inside); /* registered is not let in */

    assert_int_equal(porch_scan(porch, code, DOOR_IN), VERDICT_ACCEPTED);
    assert_string_equal(porch->answer.name, newcomer.name);
    assert_string_equal(porch->answer.delegate, id);
    porch_restart(porch);
    assert_int_equal(door_delegates(porch->door), before + 1);
    assert_int_equal(porch_scan(porch, code, DOOR_IN), VERDICT_ALREADY_IN);
    assert_string_equal(porch->answer.name, newcomer.name);
    porch_unlock(porch);
    assert_int_equal(search(porch, "ezempju", matches), 1);
    assert_true(matches[0].inside);
}

static void another_kiosk_takes_a_walk_in_provisionally(void **state)
{
    struct porch *porch = *state;
    char code[BADGE_TEXT_SIZE], id[DELEGATE_ID_SIZE];
    struct summit_kiosk other = {0};
    porch_unlock(porch);
    assert_int_equal(door_register(porch->door, &newcomer, code, id, &porch->error), EM_OK);
    summit_enroll(&porch->summit, &other, "hall-b-1", 'B');
    struct badge_code read;
    assert_true(badge_read(&read, code));
    assert_true(badge_genuine(&read, other.identity.badge, SUMMIT_EVENT));
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct roster_badge badge;
    badge_lookup(lookup, code);
    assert_int_equal(roster_badge(ledger_store(other.ledger), lookup, &badge, NULL), EM_NOT_FOUND);
    summit_merge(&other, porch->summit.kiosk.folder);
    assert_int_equal(roster_badge(ledger_store(other.ledger), lookup, &badge, NULL), EM_OK);
    assert_string_equal(badge.delegate, id);
    summit_stop(&other);
    kiosk_identity_wipe(&other.identity);
}

static void a_walk_in_needs_a_name_and_a_kiosk_with_badges(void **state)
{
    struct porch *porch = *state;
    char code[BADGE_TEXT_SIZE] = "untouched", id[DELEGATE_ID_SIZE];
    struct delegate nameless = {.name = (char *)""};
    porch_unlock(porch);
    assert_int_equal(door_register(porch->door, &nameless, code, id, &porch->error), EM_INVALID);
    struct delegate broken = {.name = (char *)"\xff"};
    assert_int_equal(door_register(porch->door, &broken, code, id, &porch->error), EM_INVALID);
    porch->summit.kiosk.identity.has_badges = false;
    assert_int_equal(door_register(porch->door, &newcomer, code, id, &porch->error), EM_INVALID);
    assert_string_equal(code, "untouched");
    assert_int_equal(porch_entries(porch, "register"), 0);
}

static void a_name_at_the_door_is_cut_between_characters(void **state)
{
    (void)state;
    char out[8];
    door_copy(out, sizeof out, "ééééé"); /* ten bytes */
    assert_string_equal(out, "ééé");
    door_copy(out, sizeof out, "홍가람");
    assert_string_equal(out, "홍가");
    door_copy(out, sizeof out, "1234567");
    assert_string_equal(out, "1234567");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_staff_badge_opens_staff_mode),
        TEST(nothing_else_does),
        TEST(a_revoked_staff_badge_opens_nothing),
        TEST(what_a_scan_is_is_told_before_anything_is_done),
        TEST(locking_wipes_what_was_opened),
        TEST(people_are_found_as_they_are_typed),
        TEST(governments_find_their_people),
        TEST(the_best_stay_when_there_are_too_many),
        TEST(whoever_is_found_is_let_in),
        TEST(by_name_the_same_rules_hold),
        TEST(a_walk_in_gets_a_badge_at_once),
        TEST(another_kiosk_takes_a_walk_in_provisionally),
        TEST(a_walk_in_needs_a_name_and_a_kiosk_with_badges),
        cmocka_unit_test(a_name_at_the_door_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
