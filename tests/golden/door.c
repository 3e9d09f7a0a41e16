/* A day at the door, driven by scans and touches through the flow on the real core: all eight
 * verdicts, undoing, leaving, coming without a badge, being found by name, signing. What is on
 * screen after each step is the golden file's (tests/golden/journeys); EM_GOLDEN=update writes them
 * anew.
 */
#include "fake/hallway.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- a journey and its golden file --- */

struct journey {
    struct hallway *hallway;
    FILE *out;
    char *text;
    size_t size;
};

static void begin(struct journey *journey, void **state)
{
    *journey = (struct journey){.hallway = *state};
    journey->out = open_memstream(&journey->text, &journey->size);
}

static void look(struct journey *journey, const char *after)
{
    const struct visitor *visitor = &journey->hallway->visitor;
    fprintf(journey->out, "== %s: %s\n", after, visitor_screen(visitor));
    ui_dump(flow_ui(visitor->flow), journey->out);
}

static void finish(struct journey *journey, const char *name)
{
    char path[1024];
    const char *mode = getenv("EM_GOLDEN");
    fclose(journey->out);
    snprintf(path, sizeof path, EM_TESTS "/golden/journeys/%s.txt", name);
    if (mode && strcmp(mode, "update") == 0) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(journey->text, file);
        fclose(file);
    }
    char *golden = fake_file_text(path);
    if (!golden || strcmp(golden, journey->text) != 0)
        fail_msg("%s differs (EM_GOLDEN=update writes it anew; read the diff)", path);
    free(golden);
    free(journey->text);
}

/* --- the journeys --- */

static bool reached[VERDICT_COUNT];

static void show(struct journey *journey, const char *key, enum verdict verdict)
{
    if (strcmp(key, "nobody") == 0)
        hallway_scan(journey->hallway, "WIFI:S:guests;;");
    else
        hallway_show(journey->hallway, key);
    look(journey, key);
    assert_screen(&journey->hallway->visitor, "door");
    assert_verdict(journey->hallway, verdict_word(verdict));
    reached[verdict] = true;
}

static void all_verdicts_are_reached(void **state)
{
    struct journey journey;
    begin(&journey, state);
    char key[16];
    hallway_show(journey.hallway, "staff");
    look(&journey, "staff");
    visitor_tap(&journey.hallway->visitor, "staff/session/" SUMMIT_TERRITORIES);
    look(&journey, "chosen");
    show(&journey, "amina", VERDICT_ACCEPTED);
    show(&journey, "amina", VERDICT_ALREADY_IN);
    show(&journey, "workshop", VERDICT_NOT_THIS_SESSION);
    show(&journey, "revoked", VERDICT_REVOKED);
    show(&journey, "nobody", VERDICT_UNKNOWN);
    show(&journey, "unheard", VERDICT_PROVISIONAL);
    hallway_change(journey.hallway, SUMMIT_EVENING);
    show(&journey, "amina", VERDICT_WRONG_TIME);
    hallway_change(journey.hallway, SUMMIT_WORKSHOP);
    for (int i = 1; i <= 10; i++) {
        snprintf(key, sizeof key, "extra-%d", i);
        hallway_show(journey.hallway, key);
        assert_verdict(journey.hallway, "accepted");
    }
    show(&journey, "amina", VERDICT_FULL);
    visitor_wait(&journey.hallway->visitor, 9 * VISITOR_SECOND);
    look(&journey, "waiting");
    assert_verdict(journey.hallway, "");
    finish(&journey, "verdicts");
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        if (!reached[verdict])
            fail_msg("no journey reaches %s", verdict_word((enum verdict)verdict));
}

static void an_entry_is_taken_back(void **state)
{
    struct journey journey;
    begin(&journey, state);
    struct visitor *visitor = &journey.hallway->visitor;
    hallway_open(journey.hallway, SUMMIT_TERRITORIES);
    hallway_show(journey.hallway, "amina");
    assert_int_equal(hallway_inside(journey.hallway), 1);
    visitor_tap(visitor, "door/undo");
    look(&journey, "undo");
    visitor_tap(visitor, "undo/mistake");
    look(&journey, "mistake");
    assert_int_equal(hallway_inside(journey.hallway), 0);
    assert_true(visitor_node(visitor, "door/undo")->state & UI_DISABLED);
    hallway_show(journey.hallway, "amina");
    assert_verdict(journey.hallway, "accepted");
    assert_int_equal(porch_entries(journey.hallway->porch, "undo"), 1);
    finish(&journey, "undo");
}

static void who_leaves_is_checked_out(void **state)
{
    struct journey journey;
    begin(&journey, state);
    struct visitor *visitor = &journey.hallway->visitor;
    hallway_open(journey.hallway, SUMMIT_TERRITORIES);
    hallway_show(journey.hallway, "amina");
    visitor_tap(visitor, "door/out");
    look(&journey, "out");
    hallway_show(journey.hallway, "amina");
    look(&journey, "amina");
    assert_int_equal(hallway_inside(journey.hallway), 0);
    hallway_show(journey.hallway, "zoe");
    look(&journey, "zoe was never seen");
    assert_int_equal(porch_entries(journey.hallway->porch, "checkout"), 2);
    finish(&journey, "out");
}

static void fill(struct visitor *visitor, const char *id, const char *text)
{
    visitor_tap(visitor, id);
    visitor_type(visitor, text);
}

static void who_has_no_badge_gets_one(void **state)
{
    struct journey journey;
    begin(&journey, state);
    struct visitor *visitor = &journey.hallway->visitor;
    char code[BADGE_TEXT_SIZE];
    hallway_open(journey.hallway, SUMMIT_TERRITORIES);
    visitor_tap(visitor, "door/register");
    visitor_tap(visitor, "register/make");
    look(&journey, "without a name");
    assert_screen(visitor, "register");
    fill(visitor, "register/name", "Noor Zonderbadge");
    fill(visitor, "register/role", "Beleidsadviseur");
    fill(visitor, "register/government", "écosse");
    visitor_tap(visitor, "register/make");
    look(&journey, "made");
    assert_screen(visitor, "badge");
    snprintf(code, sizeof code, "%s", visitor_draft(visitor)->duty.code);
    assert_int_equal(strlen(code), 32);
    visitor_tap(visitor, "badge/admit");
    look(&journey, "in");
    assert_verdict(journey.hallway, "accepted");
    hallway_scan(journey.hallway, code);
    assert_verdict(journey.hallway, "already-in");
    assert_string_equal(visitor_node(visitor, "door/name")->label, "Noor Zonderbadge");
    finish(&journey, "register");
}

static void who_forgot_their_badge_is_found(void **state)
{
    struct journey journey;
    begin(&journey, state);
    struct visitor *visitor = &journey.hallway->visitor;
    hallway_open(journey.hallway, SUMMIT_TERRITORIES);
    visitor_tap(visitor, "door/search");
    visitor_type(visitor, "nyamb am");
    look(&journey, "words in any order");
    visitor_tap(visitor, "search/option/0");
    look(&journey, "in");
    assert_verdict(journey.hallway, "accepted");
    assert_string_equal(visitor_node(visitor, "door/name")->label, "Amina Nyambura");
    visitor_tap(visitor, "door/search");
    visitor_type(visitor, "AMINA");
    look(&journey, "is inside");
    visitor_tap(visitor, "search/option/0");
    look(&journey, "out");
    assert_int_equal(hallway_inside(journey.hallway), 0);
    finish(&journey, "search");
}

static void who_comes_in_signs_for_it(void **state)
{
    struct journey journey;
    begin(&journey, state);
    struct visitor *visitor = &journey.hallway->visitor;
    hallway_open(journey.hallway, SUMMIT_PITCHES);
    hallway_show(journey.hallway, "amina");
    look(&journey, "amina");
    visitor_wait(visitor, VISITOR_SECOND); /* the hand comes to the sheet */
    visitor_stroke(visitor, 30);
    visitor_tap(visitor, "attest/record");
    look(&journey, "signed");
    assert_screen(visitor, "door");
    hallway_show(journey.hallway, "zoe");
    visitor_tap(visitor, "attest/type");
    look(&journey, "typed");
    visitor_tap(visitor, "attest/record");
    assert_int_equal(porch_entries(journey.hallway->porch, "attest"), 2);
    hallway_show(journey.hallway, "nino");
    hallway_show(journey.hallway, "garam"); /* goes before her who does not sign */
    look(&journey, "the next");
    assert_int_equal(porch_entries(journey.hallway->porch, "attest"), 2);
    visitor_tap(visitor, "attest/skip");
    assert_screen(visitor, "door");
    assert_int_equal(hallway_inside(journey.hallway), 4);
    finish(&journey, "attest");
}

int main(void)
{
#define IN_HALLWAY(test) cmocka_unit_test_setup_teardown(test, hallway_set_up, hallway_tear_down)
    const struct CMUnitTest tests[] = {
        IN_HALLWAY(all_verdicts_are_reached),        IN_HALLWAY(an_entry_is_taken_back),
        IN_HALLWAY(who_leaves_is_checked_out),       IN_HALLWAY(who_has_no_badge_gets_one),
        IN_HALLWAY(who_forgot_their_badge_is_found), IN_HALLWAY(who_comes_in_signs_for_it),
    };
    return cmocka_run_group_tests_name("golden/door", tests, NULL, NULL);
}
