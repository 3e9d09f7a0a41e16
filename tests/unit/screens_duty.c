/* Staff mode: what a badge that stays before the scanner may change, which codes are shown to whom,
 * and how seldom a door that waits is drawn again. */
#include "fake/hallway.h"
#include "screens/duty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOUR_SECONDS 3600

/* --- two badges before one scanner --- */

static const char *name_of(const struct hallway *hallway, const char *key)
{
    return summit_person(&hallway->porch->summit, key)->name;
}

static void what_is_shown_is_what_is_taken_back(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    hallway_hold(hallway, "zoe");
    hallway_hold(hallway, "amina"); /* hers is still there */
    assert_string_equal(visitor_node(visitor, "door/name")->label, name_of(hallway, "amina"));
    visitor_tap(visitor, "door/undo");
    assert_string_equal(visitor_node(visitor, "undo/name")->label, name_of(hallway, "amina"));
    visitor_tap(visitor, "undo/mistake");
    hallway_show(hallway, "zoe");
    assert_verdict(hallway, "already-in");
    hallway_show(hallway, "amina");
    assert_verdict(hallway, "accepted");
}

static void a_held_badge_takes_nobody_from_the_sheet(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_PITCHES);
    hallway_show(hallway, "amina");
    hallway_hold(hallway, "zoe");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    hallway_hold(hallway, "amina");
    assert_screen(visitor, "attest");
    assert_non_null(
        strstr(visitor_node(visitor, "attest/signatory")->label, name_of(hallway, "zoe")));
    visitor_tap(visitor, "attest/record");
    assert_screen(visitor, "door");
    assert_string_equal(visitor_node(visitor, "door/name")->label, name_of(hallway, "zoe"));
}

static void a_held_badge_takes_staff_from_nothing(void **state)
{
    static const char *const controls[] = {"door/search", "door/register", "door/undo",
                                           "door/sessions"};
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    for (int i = 0; i < 4; i++) {
        char first[16], second[16], screen[32];
        snprintf(first, sizeof first, "extra-%d", 2 * i + 1);
        snprintf(second, sizeof second, "extra-%d", 2 * i + 2);
        hallway_show(hallway, first);
        hallway_hold(hallway, second);
        visitor_tap(visitor, controls[i]);
        snprintf(screen, sizeof screen, "%s", visitor_screen(visitor));
        hallway_hold(hallway, first);
        assert_screen(visitor, screen);
    }
}

/* --- a hand that was on its way when a badge changed the screen --- */

static void touch(struct visitor *visitor, const char *id)
{
    struct ui_rect rect = visitor_node(visitor, id)->rect;
    visitor_drag(visitor, rect.x + rect.w / 2, rect.y + rect.h / 2, 0, 0);
}

static void who_was_signing_does_not_sign_for_the_next(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_PITCHES);
    hallway_show(hallway, "amina");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    assert_string_equal(visitor_value(visitor, "attest/pad"), "1");
    hallway_hold(hallway, "zoe");
    assert_string_equal(visitor_node(visitor, "attest/name")->label, name_of(hallway, "zoe"));
    visitor_stroke(visitor, 5); /* Amina's hand goes on */
    assert_string_equal(visitor_value(visitor, "attest/pad"), "0");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    assert_string_equal(visitor_value(visitor, "attest/pad"), "1");
}

static void a_hand_presses_nothing_that_it_has_not_seen(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    hallway_show(hallway, "amina");
    visitor_tap(visitor, "door/search");
    hallway_hold(hallway, "zoe");
    assert_screen(visitor, "door");
    touch(visitor, "door/undo");
    assert_screen(visitor, "door");
    hallway_hold(hallway, "extra-1"); /* at the door nothing has moved */
    touch(visitor, "door/undo");
    assert_screen(visitor, "undo");
}

/* --- who was drawing when the next badge came --- */

static bool names_unsigned(struct hallway *hallway, const char *key)
{
    const struct ui_node *node = ui_find(flow_ui(hallway->visitor.flow), "door/not-signed");
    return node && strstr(node->label, name_of(hallway, key));
}

static void who_was_drawing_is_named_and_comes_back(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_PITCHES);
    hallway_show(hallway, "amina");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    hallway_show(hallway, "revoked");
    assert_verdict(hallway, "revoked");
    assert_true(names_unsigned(hallway, "amina"));
    visitor_wait(visitor, 2 * VISITOR_SECOND + DUTY_VERDICT_US);
    assert_verdict(hallway, "");
    assert_true(names_unsigned(hallway, "amina"));
    hallway_show(hallway, "amina");
    assert_screen(visitor, "attest");
    assert_string_equal(visitor_value(visitor, "door/verdict"), "already-in");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    visitor_tap(visitor, "attest/record");
    assert_screen(visitor, "door");
    assert_false(names_unsigned(hallway, "amina"));
    assert_int_equal(porch_entries(hallway->porch, "attest"), 1);
    assert_int_equal(porch_entries(hallway->porch, "refuse"), 1); /* the other badge */
    hallway_show(hallway, "amina");
    assert_screen(visitor, "door");
    assert_verdict(hallway, "already-in");
}

static void ones_own_badge_takes_no_ink(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_PITCHES);
    hallway_show(hallway, "amina");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    hallway_show(hallway, "amina");
    assert_screen(visitor, "attest");
    visitor_tap(visitor, "attest/record");
    assert_screen(visitor, "door");
    assert_int_equal(porch_entries(hallway->porch, "attest"), 1);
}

static void who_did_not_draw_or_has_left_is_not_named(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_PITCHES);
    hallway_show(hallway, "amina");
    hallway_show(hallway, "revoked");
    assert_false(names_unsigned(hallway, "amina"));
    hallway_show(hallway, "amina");
    visitor_wait(visitor, VISITOR_SECOND);
    visitor_stroke(visitor, 5);
    hallway_show(hallway, "revoked");
    assert_true(names_unsigned(hallway, "amina"));
    visitor_tap(visitor, "door/out");
    hallway_show(hallway, "amina");
    assert_false(names_unsigned(hallway, "amina"));
}

/* --- a scanner that is not there --- */

static bool says(struct hallway *hallway, const char *id)
{
    flow_build(hallway->visitor.flow);
    return ui_find(flow_ui(hallway->visitor.flow), id) != NULL;
}

static void a_serial_scanner_that_is_gone_is_said_at_the_door(void **state)
{
    struct hallway *hallway = *state;
    struct flow *flow = hallway->visitor.flow;
    struct ui_scanner scanner = {.kind = UI_SCANNER_SERIAL, .device = "/dev/ttyACM0"};
    assert_false(says(hallway, "welcome/scanner"));
    flow_set_scanner(flow, &scanner);
    assert_true(says(hallway, "welcome/scanner"));
    hallway_open(hallway, SUMMIT_TERRITORIES);
    flow_set_scanner(flow, &scanner);
    assert_true(says(hallway, "door/scanner"));
    assert_non_null(strstr(visitor_node(&hallway->visitor, "door/scanner")->label, scanner.device));
    scanner.alive = true;
    flow_set_scanner(flow, &scanner);
    assert_false(says(hallway, "door/scanner"));
    flow_set_scanner(flow, &(struct ui_scanner){.kind = UI_SCANNER_WEDGE}); /* never heard */
    assert_false(says(hallway, "door/scanner"));
}

/* --- codes that open doors --- */

/* Whether eight letters of the code in a row, grouped as on a badge or not, are anywhere on the
 * screen. */
static bool shows_code(const struct hallway *hallway, const char *key)
{
    const char *code = summit_code(&hallway->porch->summit, key);
    struct badge_code read;
    char grouped[BADGE_GROUPED];
    assert_true(badge_read(&read, code));
    badge_write_grouped(grouped, &read);
    const struct ui *ui = flow_ui(hallway->visitor.flow);
    bool found = false;
    for (size_t i = 0; i < ui_count(ui); i++) {
        const char *label = ui_node(ui, i)->label;
        found |= label && (strstr(label, code) || strstr(label, grouped));
    }
    return found;
}

static void a_staff_badge_is_never_written_on_the_screen(void **state)
{
    struct hallway *hallway = *state;
    hallway_show(hallway, "staff");
    hallway_hold(hallway, "staff"); /* a scanner that reads on and on */
    assert_screen(&hallway->visitor, "staff");
    assert_string_equal(visitor_value(&hallway->visitor, "staff/sort"), "staff");
    assert_false(shows_code(hallway, "staff"));
}

static void the_last_delegates_code_is_not_left_for_who_opens_the_list_of_doors(void **state)
{
    struct hallway *hallway = *state;
    hallway_show(hallway, "staff");
    hallway_show(hallway, "amina");
    assert_true(shows_code(hallway, "amina")); /* a test scan shows what arrived */
    visitor_tap(&hallway->visitor, "staff/session/" SUMMIT_TERRITORIES);
    hallway_show(hallway, "zoe");
    visitor_tap(&hallway->visitor, "door/sessions");
    assert_string_equal(visitor_value(&hallway->visitor, "staff/sort"), "delegate");
    assert_false(shows_code(hallway, "zoe"));
    assert_false(shows_code(hallway, "amina"));
    hallway_scan(hallway, "qwertz-4711");
    visitor_tap(&hallway->visitor, "door/sessions"); /* what nobody knows is shown as it came */
    assert_non_null(strstr(visitor_node(&hallway->visitor, "staff/scan")->label, "qwertz-4711"));
}

/* --- rest --- */

static void a_door_that_waits_is_drawn_when_its_words_change(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    char *before = em_strdup(visitor_node(visitor, "door/data")->label);
    int changes = 0, builds = visitor->builds;
    for (int i = 0; i < HOUR_SECONDS; i++) {
        fake_clock_advance(&hallway->porch->summit.clock, VISITOR_SECOND);
        visitor_wait(visitor, VISITOR_SECOND);
        const char *now = visitor_node(visitor, "door/data")->label;
        changes += strcmp(now, before) != 0;
        free(before);
        before = em_strdup(now);
    }
    free(before);
    assert_true(changes > 0);
    assert_true(visitor->builds - builds <= changes + 1);
}

static void a_clock_that_is_behind_makes_no_list_new(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    assert_null(strstr(visitor_node(visitor, "door/data")->label, "décembre"));
    hallway->porch->summit.clock.wall -= INT64_C(40) * 365 * 24 * SUMMIT_HOUR; /* a dead battery */
    hallway_show(hallway, "amina");
    assert_non_null(strstr(visitor_node(visitor, "door/data")->label, "décembre"));
}

static void a_verdict_is_drawn_twice(void **state)
{
    struct hallway *hallway = *state;
    struct visitor *visitor = &hallway->visitor;
    hallway_open(hallway, SUMMIT_TERRITORIES);
    int builds = visitor->builds;
    hallway_hold(hallway, "amina");
    visitor_wait(visitor, DUTY_VERDICT_US + VISITOR_SECOND);
    assert_verdict(hallway, "");
    assert_int_equal(visitor->builds - builds, 2);
}

int main(void)
{
#define IN_HALLWAY(test) cmocka_unit_test_setup_teardown(test, hallway_set_up, hallway_tear_down)
    const struct CMUnitTest tests[] = {
        IN_HALLWAY(what_is_shown_is_what_is_taken_back),
        IN_HALLWAY(a_held_badge_takes_nobody_from_the_sheet),
        IN_HALLWAY(a_held_badge_takes_staff_from_nothing),
        IN_HALLWAY(a_serial_scanner_that_is_gone_is_said_at_the_door),
        IN_HALLWAY(who_was_drawing_is_named_and_comes_back),
        IN_HALLWAY(ones_own_badge_takes_no_ink),
        IN_HALLWAY(who_did_not_draw_or_has_left_is_not_named),
        IN_HALLWAY(who_was_signing_does_not_sign_for_the_next),
        IN_HALLWAY(a_hand_presses_nothing_that_it_has_not_seen),
        IN_HALLWAY(a_staff_badge_is_never_written_on_the_screen),
        IN_HALLWAY(the_last_delegates_code_is_not_left_for_who_opens_the_list_of_doors),
        IN_HALLWAY(a_door_that_waits_is_drawn_when_its_words_change),
        IN_HALLWAY(a_clock_that_is_behind_makes_no_list_new),
        IN_HALLWAY(a_verdict_is_drawn_twice),
    };
    return cmocka_run_group_tests_name("screens_duty", tests, NULL, NULL);
}
