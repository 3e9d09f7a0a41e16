/* The journey: which screen follows which, and what is kept on the way. */
#include "fake/porch.h"
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitor_set_up, visitor_tear_down)

/* --- forwards and back --- */

static void the_whole_journey_is_recorded(void **state)
{
    struct visitor *visitor = *state;
    const struct visitor_record *record = &visitor->record;
    visitor_walk_to(visitor, "recorded");
    assert_int_equal(visitor->records, 1);
    assert_string_equal(record->name, "Amina Nyambura");
    assert_string_equal(record->role, "Directrice");
    assert_string_equal(record->email, "amina@example.org");
    assert_string_equal(record->government, "Elgeyo Marakwet");
    assert_string_equal(record->government_id, "elgeyo-marakwet");
    assert_string_equal(record->country, "KE");
    assert_string_equal(record->language, "fr");
    assert_int_equal(record->mode, MODE_DRAWN);
    assert_int_equal(record->capacity, CAPACITY_GOVERNMENT);
    assert_false(record->listed || record->contact);
    assert_int_equal(record->strokes, 1);
    assert_non_null(strstr(visitor_node(visitor, "recorded/number")->label, "A-1"));
    visitor_tap(visitor, "recorded/finish");
    assert_screen(visitor, "welcome");
}

static void back_leads_the_same_way_and_keeps_everything(void **state)
{
    static const char *const way[] = {"review", "sign", "details", "document"};
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    for (size_t i = 0; i + 1 < sizeof way / sizeof *way; i++) {
        char id[64];
        assert_screen(visitor, way[i]);
        snprintf(id, sizeof id, "%s/back", way[i]);
        visitor_tap(visitor, id);
    }
    assert_screen(visitor, "document");
    visitor_tap(visitor, "document/sign");
    assert_string_equal(visitor_value(visitor, "details/name"), "Amina Nyambura");
    visitor_tap(visitor, "details/continue");
    assert_string_equal(visitor_value(visitor, "sign/pad"), "1");
    visitor_tap(visitor, "sign/continue");
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.email, "amina@example.org");
}

static void change_leads_from_the_review_to_the_details(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    visitor_tap(visitor, "review/change");
    assert_screen(visitor, "details");
}

/* Whoever comes next begins at the welcome screen, so nothing of a visit may be left there; and
 * nobody may lose what they wrote by one press too many. */
static void going_back_to_the_beginning_asks_before_it_wipes(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "sign");
    for (int i = 0; i < 2; i++)
        visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "document");
    visitor_tap(visitor, "document/back");
    assert_screen(visitor, "idle");
    visitor_tap(visitor, "idle/stay");
    assert_screen(visitor, "document");
    assert_string_equal(visitor_draft(visitor)->name.text, "Amina Nyambura");
    visitor_tap(visitor, "document/back");
    visitor_tap(visitor, "idle/wipe");
    assert_screen(visitor, "welcome");
    assert_false(visit_begun(visitor_draft(visitor)));
}

static void going_back_with_nothing_entered_keeps_language_and_text_size(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "welcome/es");
    visitor_tap(visitor, "header/text-size");
    visitor_tap(visitor, "document/back");
    assert_screen(visitor, "welcome");
    assert_string_equal(flow_language(visitor->flow), "es");
    assert_int_equal(visitor_draft(visitor)->text_size, 1);
}

static void the_notice_leads_back_to_where_it_was_asked_for(void **state)
{
    static const char *const askers[] = {"details", "review"};
    struct visitor *visitor = *state;
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
        char id[64];
        visitor_walk_to(visitor, askers[i]);
        snprintf(id, sizeof id, "%s/notice", askers[i]);
        visitor_tap(visitor, id);
        assert_screen(visitor, "notice");
        visitor_tap(visitor, "notice/close");
        assert_screen(visitor, askers[i]);
    }
}

/* --- the table of transitions --- */

static const struct {
    enum screen_id from;
    enum outcome outcome;
    int to;
} table[] = {
#define SCREEN_COVERED                           SCREEN_COUNT
#define TRANSITION(from, outcome, to, its_focus) {SCREEN_##from, OUTCOME_##outcome, SCREEN_##to},
#include "screens/transitions.def"
#undef TRANSITION
};
#define ROWS (sizeof table / sizeof *table)

static void no_outcome_has_two_sequels(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = i + 1; j < ROWS; j++)
            assert_false(table[i].from == table[j].from && table[i].outcome == table[j].outcome);
}

/* Marks what leads to `screen` in one step more, until nothing is added. */
static void spread(bool reached[SCREEN_COUNT], bool backwards)
{
    for (size_t round = 0; round < ROWS; round++)
        for (size_t i = 0; i < ROWS; i++) {
            if (table[i].to == SCREEN_COVERED)
                continue;
            int from = backwards ? table[i].to : (int)table[i].from;
            int to = backwards ? (int)table[i].from : table[i].to;
            reached[to] |= reached[from];
        }
}

static void every_screen_is_reached_and_left(void **state)
{
    bool there[SCREEN_COUNT] = {[SCREEN_WELCOME] = true};
    bool home[SCREEN_COUNT] = {[SCREEN_WELCOME] = true, [SCREEN_NOTICE] = true};
    (void)state;
    spread(there, false);
    spread(home, true);
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        assert_int_equal(there[screen], screen != SCREEN_OUT_OF_SERVICE);
        assert_int_equal(home[screen], screen != SCREEN_OUT_OF_SERVICE);
    }
}

/* What only a badge leads to is gone to at once, with staff at the door. */
static bool behind_a_badge(struct visitor *visitor, struct porch *porch, enum screen_id screen)
{
    static const enum screen_id open_to_all[] = {
        SCREEN_WELCOME, SCREEN_DOCUMENT, SCREEN_DETAILS,  SCREEN_GOVERNMENT, SCREEN_COUNTRY,
        SCREEN_SIGN,    SCREEN_REVIEW,   SCREEN_RECORDED, SCREEN_NOTICE,     SCREEN_IDLE};
    for (size_t i = 0; i < sizeof open_to_all / sizeof *open_to_all; i++)
        if (open_to_all[i] == screen)
            return false;
    porch_unlock(porch);
    porch_choose(porch, SUMMIT_TERRITORIES);
    flow_go(visitor->flow, screen, visitor->now);
    flow_build(visitor->flow);
    return true;
}

/* A new visitor at a screen of the journey, or at one that a control of the details leads to. */
static void start_at(struct visitor *visitor, const char *screen)
{
    static const char *const aside[][2] = {{"government", "details/government"},
                                           {"country", "details/country"},
                                           {"notice", "details/notice"}};
    const char *control = NULL;
    for (size_t i = 0; i < sizeof aside / sizeof *aside; i++)
        if (strcmp(screen, aside[i][0]) == 0)
            control = aside[i][1];
    visitor_walk_to(visitor, control || strcmp(screen, "idle") == 0 ? "details" : screen);
    if (control)
        visitor_tap(visitor, control);
    if (strcmp(screen, "idle") == 0)
        visitor_wait(visitor, visitor_idle(visitor) + 1);
    assert_screen(visitor, screen);
}

/* Every control of every screen, pressed by a visitor who has just come there: the flow asserts
 * that its outcome has a row. */
static void every_outcome_has_a_sequel(void **state)
{
    static const char *const screens[] = {
#define SCREEN(id, name) #name,
#include "screens/screens.def"
#undef SCREEN
    };
    (void)state;
    int pressed = 0;
    struct porch *porch;
    porch_set_up((void **)&porch);
    for (size_t s = 0; s < SCREEN_COUNT; s++) {
        bool of_staff = s >= SCREEN_STAFF && s <= SCREEN_BADGE; /* screens_door.c presses these */
        bool more = s != SCREEN_OUT_OF_SERVICE && !of_staff;
        for (size_t control = 0; more; control++) {
            struct visitor visitor;
            visitor_come_to_door(&visitor, EM_SHARE, NULL, porch->door);
            if (!behind_a_badge(&visitor, porch, (enum screen_id)s))
                start_at(&visitor, screens[s]);
            const struct ui *ui = flow_ui(visitor.flow);
            size_t found = 0;
            more = false;
            for (size_t i = 0; i < ui_count(ui) && !more; i++) {
                const struct ui_node *node = ui_node(ui, i);
                bool a_choice = node->role == UI_ROLE_OPTION ||
                                strncmp(node->id ? node->id : "", "key/", 4) == 0;
                if (!node->action || (a_choice && found > 12) || found++ != control)
                    continue;
                char id[64];
                snprintf(id, sizeof id, "%s", node->id);
                visitor_tap(&visitor, id);
                pressed++;
                more = true;
            }
            visitor_leave(&visitor);
        }
    }
    assert_true(pressed > 60);
    porch_tear_down((void **)&porch);
}

/* --- out of service --- */

static void refuse_and_give_up(struct visitor *visitor)
{
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_FULL;
    visitor_tap(visitor, "review/record");
    assert_screen(visitor, "review");
    visitor_wait(visitor, visitor_idle(visitor));
    visitor_wait(visitor, visitor_warning(visitor));
}

static void nobody_is_invited_where_nothing_can_be_recorded(void **state)
{
    struct visitor *visitor = *state;
    refuse_and_give_up(visitor);
    assert_screen(visitor, "out_of_service");
    assert_string_equal(visitor_node(visitor, "out_of_service/fault")->label,
                        "The recorder of this test refuses.");
    assert_string_equal(visitor_draft(visitor)->name.text, "");
    assert_false(flow_wants_again(visitor->flow));
    visitor_tap(visitor, "out_of_service/again");
    assert_true(flow_wants_again(visitor->flow));
}

static void a_fault_that_was_mended_is_forgotten(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_FULL;
    visitor_tap(visitor, "review/record");
    visitor->answer = EM_OK;
    visitor_tap(visitor, "review/record");
    assert_screen(visitor, "recorded");
    visitor_tap(visitor, "recorded/finish");
    assert_screen(visitor, "welcome");
}

static void out_of_service_stays_so(void **state)
{
    struct visitor *visitor = *state;
    struct flow_options options = visitor->options;
    options.pack = NULL;
    options.fault = "event.ini:1: There is nothing in it.";
    struct flow *flow = flow_new(&options, visitor->now);
    static const struct ui_event events[] = {
        {.kind = UI_EVENT_DOWN, .x = 500, .y = 500}, {.kind = UI_EVENT_UP, .x = 500, .y = 500},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_ENTER}, {.kind = UI_EVENT_KEY, .key = UI_KEY_ESCAPE},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_TAB},   {.kind = UI_EVENT_WHEEL, .scroll = 1},
        {.kind = UI_EVENT_TEXT, .text = "a"},
    };
    flow_build(flow);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        struct ui_rect dirty = {0};
        flow_event(flow, &events[i], &dirty);
        flow_build(flow);
        assert_string_equal(flow_screen(flow), "out_of_service");
        assert_int_equal(flow_next_tick(flow), INT64_MAX);
    }
    assert_string_equal(ui_find(flow_ui(flow), "out_of_service/fault")->label, options.fault);
    flow_free(flow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_whole_journey_is_recorded),
        TEST(back_leads_the_same_way_and_keeps_everything),
        TEST(change_leads_from_the_review_to_the_details),
        TEST(going_back_to_the_beginning_asks_before_it_wipes),
        TEST(going_back_with_nothing_entered_keeps_language_and_text_size),
        TEST(the_notice_leads_back_to_where_it_was_asked_for),
        cmocka_unit_test(no_outcome_has_two_sequels),
        cmocka_unit_test(every_screen_is_reached_and_left),
        cmocka_unit_test(every_outcome_has_a_sequel),
        TEST(nobody_is_invited_where_nothing_can_be_recorded),
        TEST(a_fault_that_was_mended_is_forgotten),
        TEST(out_of_service_stays_so),
    };
    return cmocka_run_group_tests_name("unit/flow", tests, NULL, NULL);
}
