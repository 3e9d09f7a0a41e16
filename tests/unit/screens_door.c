/* Staff mode: what locks it and what does not, how long a verdict stays, what a badge does that is
 * held, and that a verdict is told apart by each sense alone. The journeys stand in
 * tests/golden/door.c. */
#include "fake/hallway.h"
#include "screens/duty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static bool unlocked(const struct hallway *hallway)
{
    return door_unlocked(hallway->porch->door);
}

/* --- locking --- */

static void a_staff_badge_unlocks_and_locks(void **state)
{
    struct hallway *hallway = *state;
    assert_screen(&hallway->visitor, "welcome");
    hallway_show(hallway, "staff");
    assert_screen(&hallway->visitor, "staff");
    assert_int_equal(hallway->sound, UI_SOUND_ACCEPTED);
    assert_true(unlocked(hallway));
    hallway_show(hallway, "staff");
    assert_screen(&hallway->visitor, "welcome");
    assert_false(unlocked(hallway));
}

static void nobody_else_unlocks(void **state)
{
    struct hallway *hallway = *state;
    static const char *const keys[] = {"amina", "revoked", "unheard", "foreign"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        hallway_show(hallway, keys[i]);
        assert_false(unlocked(hallway));
        if (strcmp(visitor_screen(&hallway->visitor), "welcome") != 0)
            visitor_key(&hallway->visitor, UI_KEY_ESCAPE); /* a delegate's details */
    }
    hallway_scan(hallway, "BCDF BCDF BCDF BCDF BCDF BCDF BCDF BCDF");
    assert_false(unlocked(hallway));
}

static void a_held_staff_badge_does_neither(void **state)
{
    struct hallway *hallway = *state;
    hallway_show(hallway, "staff");
    for (int i = 0; i < 5; i++) {
        visitor_wait(&hallway->visitor, VISITOR_SECOND);
        hallway_hold(hallway, "staff");
        assert_screen(&hallway->visitor, "staff");
    }
    hallway_show(hallway, "staff");
    visitor_wait(&hallway->visitor, VISITOR_SECOND);
    hallway_hold(hallway, "staff");
    assert_screen(&hallway->visitor, "welcome");
    assert_false(unlocked(hallway));
}

static void silence_locks_but_not_at_the_door(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    visitor_wait(visitor, 100 * visitor_idle(visitor));
    assert_screen(visitor, "door");
    assert_true(unlocked(hallway));
    visitor_tap(visitor, "door/search");
    visitor_type(visitor, "amina");
    visitor_wait(visitor, visitor_idle(visitor) + 1);
    assert_screen(visitor, "idle");
    visitor_wait(visitor, visitor_warning(visitor) + 1);
    assert_screen(visitor, "welcome");
    assert_false(unlocked(hallway));
    assert_string_equal(visitor_draft(visitor)->search.text, "");
    assert_int_equal(visitor_draft(visitor)->duty.match_count, 0);
}

static void every_way_to_the_welcome_screen_locks(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_show(hallway, "staff");
    visitor_tap(visitor, "staff/lock");
    assert_screen(visitor, "welcome");
    assert_false(unlocked(hallway));
    hallway_show(hallway, "staff");
    visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "welcome");
    assert_false(unlocked(hallway));
    hallway_show(hallway, "staff");
    visitor_wait(visitor, visitor_idle(visitor) + 1);
    visitor_tap(visitor, "idle/wipe");
    assert_screen(visitor, "welcome");
    assert_false(unlocked(hallway));
    hallway_show(hallway, "staff");
    flow_free(visitor->flow);
    assert_false(unlocked(hallway));
    visitor->flow = flow_new(&visitor->options, visitor->now);
}

/* --- scanning --- */

static void a_badge_that_ends_the_warning_is_answered(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    visitor_tap(visitor, "door/search");
    visitor_wait(visitor, visitor_idle(visitor) + 1);
    assert_screen(visitor, "idle");
    hallway_show(hallway, "amina");
    assert_screen(visitor, "door");
    assert_verdict(hallway, "accepted");
}

static void a_scan_is_answered_wherever_staff_are(void **state)
{
    static const char *const controls[] = {"door/search", "door/register", "door/undo",
                                           "door/sessions"};
    struct hallway *hallway = *state;
    char key[16];
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    for (int i = 0; i < 4; i++) {
        visitor_tap(&hallway->visitor, controls[i]);
        snprintf(key, sizeof key, "extra-%d", i + 1);
        hallway_show(hallway, key);
        assert_screen(&hallway->visitor, "door");
        assert_verdict(hallway, "accepted");
    }
    assert_int_equal(hallway_inside(hallway), 5);
}

static void the_next_scan_replaces_a_verdict_at_once(void **state)
{
    struct hallway *hallway = *state;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    hallway_hold(hallway, "revoked");
    assert_verdict(hallway, "revoked");
    hallway_hold(hallway, "zoe");
    assert_verdict(hallway, "accepted");
    assert_string_equal(visitor_node(&hallway->visitor, "door/name")->label,
                        summit_person(&hallway->porch->summit, "zoe")->name);
}

static void a_verdict_goes_by_itself(void **state)
{
    struct hallway *hallway = *state;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    visitor_wait(&hallway->visitor, DUTY_VERDICT_US - VISITOR_SECOND / 2);
    assert_verdict(hallway, "accepted");
    visitor_wait(&hallway->visitor, VISITOR_SECOND);
    assert_verdict(hallway, "");
    assert_false(visitor_sees(&hallway->visitor, "door/name"));
    assert_false(visitor_node(&hallway->visitor, "door/undo")->state & UI_DISABLED);
}

static void a_held_badge_is_heard_once_and_disturbs_nobody(void **state)
{
    struct hallway *hallway = *state;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    assert_int_equal(hallway->sound, UI_SOUND_ACCEPTED);
    hallway_hold(hallway, "amina");
    assert_int_equal(hallway->sound, UI_SOUND_NONE);
    assert_verdict(hallway, "accepted");
    assert_int_equal(hallway_inside(hallway), 1);
    visitor_tap(&hallway->visitor, "door/undo");
    hallway_hold(hallway, "amina");
    assert_screen(&hallway->visitor, "undo");
}

static void a_test_scan_says_what_came_and_records_nothing(void **state)
{
    struct hallway *hallway = *state;
    const struct visitor *visitor = &hallway->visitor;
    hallway_show(hallway, "staff");
    hallway_show(hallway, "amina");
    assert_screen(visitor, "staff");
    assert_string_equal(visitor_value(visitor, "staff/sort"), "delegate");
    assert_int_equal(strlen(visitor_node(visitor, "staff/scan")->label), BADGE_GROUPED - 1);
    hallway_scan(hallway, "\x1e]Q1qwertz\r");
    assert_string_equal(visitor_value(visitor, "staff/sort"), "unknown");
    assert_non_null(strstr(visitor_node(visitor, "staff/scan")->label, "qwertz"));
    assert_int_equal(porch_entries(hallway->porch, "checkin"), 0);
    assert_int_equal(porch_entries(hallway->porch, "refuse"), 0);
}

static void what_could_not_be_recorded_lets_nobody_in(void **state)
{
    struct hallway *hallway = *state;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    ledger_close(hallway->porch->summit.kiosk.ledger);
    hallway->porch->summit.kiosk.ledger = NULL;
    char *store = em_format("%s/" STORE_FILE, hallway->porch->summit.kiosk.folder);
    char *away = em_format("%s.away", store);
    assert_int_equal(rename(store, away), 0);
    assert_int_equal(mkdir(store, 0700), 0); /* where the store would be made anew */
    hallway_show(hallway, "amina");
    assert_int_equal(hallway->sound, UI_SOUND_REFUSED);
    assert_screen(&hallway->visitor, "door");
    assert_verdict(hallway, "");
    assert_int_equal(visitor_node(&hallway->visitor, "door/verdict")->color, UI_COLOR_WHITE);
    assert_int_equal(rmdir(store), 0);
    free(store);
    free(away);
}

static void who_does_not_sign_leaves_the_door_open(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_PITCHES);
    hallway_show(hallway, "amina");
    assert_screen(visitor, "attest");
    visitor_wait(visitor, 40 * VISITOR_SECOND);
    visitor_stroke(visitor, 5); /* somebody is there, and takes time */
    visitor_wait(visitor, 40 * VISITOR_SECOND);
    assert_screen(visitor, "attest");
    visitor_wait(visitor, 10 * visitor_idle(visitor));
    assert_screen(visitor, "door");
    assert_true(unlocked(hallway));
    assert_int_equal(porch_entries(hallway->porch, "attest"), 0);
    assert_int_equal(hallway_inside(hallway), 1);
}

/* --- senses and eyes --- */

static void every_verdict_is_told_apart_by_sign_and_word(void **state)
{
    (void)state;
    struct duty_face faces[VERDICT_COUNT + 1];
    for (int i = 0; i <= VERDICT_COUNT; i++) {
        struct door_answer answer = {.verdict = (enum verdict)i};
        if (i == VERDICT_COUNT)
            answer = (struct door_answer){.verdict = VERDICT_ACCEPTED, .way = DOOR_OUT};
        faces[i] = duty_face(&answer);
        char *path = em_format(EM_SHARE "/icons/%s.svg", faces[i].icon);
        char *icon = fake_file_text(path);
        assert_non_null(icon);
        free(icon);
        free(path);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(faces[i].icon, faces[j].icon);
            assert_string_not_equal(faces[i].title, faces[j].title);
            assert_int_equal(faces[i].look == faces[j].look, faces[i].sound == faces[j].sound);
        }
    }
}

static void names_are_personal_and_may_be_hidden(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    assert_true(visitor_node(visitor, "door/name")->state & UI_PERSONAL);
    for (size_t i = 0; i < ui_count(flow_ui(visitor->flow)); i++) {
        const struct ui_node *node = ui_node(flow_ui(visitor->flow), i);
        if (node->label && strstr(node->label, "Amina"))
            assert_true(node->state & UI_PERSONAL);
    }
    visitor->pack->door_names = false;
    hallway_show(hallway, "zoe");
    char *dump = visitor_dump(visitor);
    assert_null(strstr(dump, summit_person(&hallway->porch->summit, "zoe")->name));
    free(dump);
}

static void the_age_of_the_data_is_said_anew(void **state)
{
    struct hallway *hallway = *state;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    char *before = em_strdup(visitor_node(&hallway->visitor, "door/data")->label);
    fake_clock_advance(&hallway->porch->summit.clock, 2 * SUMMIT_HOUR);
    visitor_wait(&hallway->visitor, 2 * SUMMIT_HOUR);
    assert_string_not_equal(visitor_node(&hallway->visitor, "door/data")->label, before);
    free(before);
}

/* --- no control without a sequel --- */

static const struct {
    const char *screen, *session, *control;
} places[] = {
    {"staff", NULL, NULL},
    {"door", SUMMIT_TERRITORIES, NULL},
    {"attest", SUMMIT_PITCHES, NULL},
    {"undo", SUMMIT_TERRITORIES, "door/undo"},
    {"search", SUMMIT_TERRITORIES, "door/search"},
    {"register", SUMMIT_TERRITORIES, "door/register"},
    {"badge", SUMMIT_TERRITORIES, "door/register"},
};

static void go_to(struct hallway *hallway, size_t place)
{
    struct visitor *visitor = &hallway->visitor;
    hallway_show(hallway, "staff");
    if (places[place].session) {
        char id[80];
        snprintf(id, sizeof id, "staff/session/%s", places[place].session);
        visitor_tap(visitor, id);
        hallway_show(hallway, "amina");
    }
    if (places[place].control)
        visitor_tap(visitor, places[place].control);
    if (strcmp(places[place].screen, "badge") == 0) {
        visitor_type(visitor, "Noor");
        visitor_tap(visitor, "register/make");
    }
    if (strcmp(places[place].screen, "search") == 0)
        visitor_type(visitor, "mfano");
    assert_screen(visitor, places[place].screen);
}

/* The id of the control of that number; keys of the keyboard and the header are common to all
 * screens, and pressed elsewhere. */
static bool nth_control(const struct ui *ui, size_t number, char id[64])
{
    for (size_t i = 0; i < ui_count(ui); i++) {
        const struct ui_node *node = ui_node(ui, i);
        bool common =
            node->id && (strncmp(node->id, "key/", 4) == 0 || strncmp(node->id, "header/", 7) == 0);
        if (!node->action || !node->id || common || (node->state & UI_DISABLED) || number-- > 0)
            continue;
        snprintf(id, 64, "%s", node->id);
        return true;
    }
    return false;
}

static void every_control_has_a_sequel(void **state)
{
    (void)state;
    int pressed = 0;
    for (size_t place = 0; place < sizeof places / sizeof *places; place++) {
        bool more = true;
        for (size_t control = 0; more; control++) {
            void *hallway;
            char id[64];
            hallway_set_up(&hallway);
            struct visitor *visitor = &((struct hallway *)hallway)->visitor;
            go_to(hallway, place);
            more = nth_control(flow_ui(visitor->flow), control, id);
            if (more)
                visitor_tap(visitor, id);
            pressed += more;
            hallway_tear_down(&hallway);
        }
    }
    assert_true(pressed > 25);
}

int main(void)
{
#define IN_HALLWAY(test) cmocka_unit_test_setup_teardown(test, hallway_set_up, hallway_tear_down)
    const struct CMUnitTest tests[] = {
        IN_HALLWAY(a_staff_badge_unlocks_and_locks),
        IN_HALLWAY(nobody_else_unlocks),
        IN_HALLWAY(a_held_staff_badge_does_neither),
        IN_HALLWAY(silence_locks_but_not_at_the_door),
        IN_HALLWAY(every_way_to_the_welcome_screen_locks),
        IN_HALLWAY(a_badge_that_ends_the_warning_is_answered),
        IN_HALLWAY(a_scan_is_answered_wherever_staff_are),
        IN_HALLWAY(the_next_scan_replaces_a_verdict_at_once),
        IN_HALLWAY(a_verdict_goes_by_itself),
        IN_HALLWAY(a_held_badge_is_heard_once_and_disturbs_nobody),
        IN_HALLWAY(a_test_scan_says_what_came_and_records_nothing),
        IN_HALLWAY(what_could_not_be_recorded_lets_nobody_in),
        IN_HALLWAY(who_does_not_sign_leaves_the_door_open),
        cmocka_unit_test(every_verdict_is_told_apart_by_sign_and_word),
        IN_HALLWAY(names_are_personal_and_may_be_hidden),
        IN_HALLWAY(the_age_of_the_data_is_said_anew),
        cmocka_unit_test(every_control_has_a_sequel),
    };
    return cmocka_run_group_tests_name("screens_door", tests, NULL, NULL);
}
