/* The journey by keyboard alone: every control is reached, every press acts, and one always sees
 * where one is.
 */
#include "fake/visitor.h"
#include "ui/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitor_set_up, visitor_tear_down)

static void press(struct visitor *visitor, const char *id)
{
    visitor_tab_to(visitor, id);
    visitor_key(visitor, UI_KEY_ENTER);
}

/* A blue border that follows the node's edge, within the few pixels that a ring stands off. */
static bool has_ring(const struct visitor *visitor, const struct ui_node *node)
{
    const struct paint_list *list = ui_commands(flow_ui(visitor->flow));
    for (size_t i = 0; i < list->count; i++) {
        const struct paint_command *command = &list->items[i];
        struct ui_rect rect = command->rect, r = node->rect;
        int off = r.x - rect.x;
        if (command->kind == PAINT_BOX && command->border == ui_color_rgb(UI_COLOR_BLUE) &&
            command->border_width >= 3 && off >= 0 && off <= 12 && rect.y == r.y - off &&
            rect.w == r.w + 2 * off && rect.h == r.h + 2 * off)
            return true;
    }
    return false;
}

/* --- the whole way --- */

static void the_whole_journey_by_keys(void **state)
{
    struct visitor *visitor = *state;
    press(visitor, "welcome/en");
    visitor_key(visitor, UI_KEY_END);
    press(visitor, "document/sign");
    assert_string_equal(visitor_focus(visitor), "details/name");
    visitor_type(visitor, "Seán O’Brien");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_string_equal(visitor_focus(visitor), "details/role");
    visitor_type(visitor, "Deputy Mayor");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_string_equal(visitor_focus(visitor), "details/government");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_screen(visitor, "government");
    visitor_type(visitor, "tbil");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_screen(visitor, "details");
    assert_string_equal(visitor_focus(visitor), "details/email");
    visitor_type(visitor, "sean@example.org");
    visitor_tab_to(visitor, "details/listed");
    visitor_key(visitor, UI_KEY_SPACE);
    visitor_type(visitor, " "); /* the space bar's text comes after its key */
    press(visitor, "details/continue");
    press(visitor, "sign/typed");
    visitor_key(visitor, UI_KEY_ENTER); /* "continue" has the focus: what was pressed is gone */
    press(visitor, "review/record");
    assert_screen(visitor, "recorded");
    assert_string_equal(visitor->record.name, "Seán O’Brien");
    assert_string_equal(visitor->record.role, "Deputy Mayor");
    assert_string_equal(visitor->record.government_id, "tbilisi");
    assert_string_equal(visitor->record.country, "GE");
    assert_string_equal(visitor->record.email, "sean@example.org");
    assert_int_equal(visitor->record.mode, MODE_TYPED);
    assert_true(visitor->record.listed && !visitor->record.inked && visitor->record.read_to_end);
    press(visitor, "recorded/finish");
    assert_screen(visitor, "welcome");
}

/* --- every control, on every screen --- */

static bool is_control(const struct ui_node *node)
{
    bool key = node->id && strncmp(node->id, "key/", 4) == 0;
    return (node->action || node->edit) && !(node->state & UI_DISABLED) && !key;
}

/* Tab goes to every control once and is then where it began; each has a ring. */
static void assert_all_reached(struct visitor *visitor)
{
    const struct ui *ui = flow_ui(visitor->flow);
    size_t controls = 0, reached = 0;
    char first[64];
    for (size_t i = 0; i < ui_count(ui); i++)
        controls += is_control(ui_node(ui, i));
    assert_true(controls > 0);
    visitor_key(visitor, UI_KEY_TAB);
    snprintf(first, sizeof first, "%s", visitor_focus(visitor));
    do {
        const struct ui_node *node = visitor_node(visitor, visitor_focus(visitor));
        if (!has_ring(visitor, node))
            fail_msg("%s: %s has no ring", visitor_screen(visitor), node->id);
        assert_int_equal(ui_rect_intersect(node->rect, node->clip).h, node->rect.h);
        reached++;
        visitor_key(visitor, UI_KEY_TAB);
    } while (strcmp(visitor_focus(visitor), first) != 0 && reached <= controls);
    assert_int_equal(reached, controls);
    visitor_back_tab(visitor);
    visitor_key(visitor, UI_KEY_TAB);
    assert_string_equal(visitor_focus(visitor), first);
}

static void every_control_is_reached_and_seen(void **state)
{
    static const char *const steps[] = {"welcome", "document", "details",
                                        "sign",    "review",   "recorded"};
    static const char *const aside[] = {"details/government", "details/country", "details/notice"};
    struct visitor *visitor = *state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        visitor_walk_to(visitor, steps[i]);
        assert_all_reached(visitor);
        for (size_t a = 0; strcmp(steps[i], "details") == 0 && a < 3; a++) {
            visitor_tap(visitor, aside[a]);
            assert_all_reached(visitor);
            visitor_key(visitor, UI_KEY_ESCAPE);
        }
    }
    visitor_tap(visitor, "recorded/finish");
    visitor_walk_to(visitor, "sign");
    visitor_stroke(visitor, 0);
    visitor_tap(visitor, "sign/continue");
    assert_all_reached(visitor); /* the question about the small mark */
    visitor_wait(visitor, visitor_idle(visitor));
    assert_screen(visitor, "idle");
    assert_all_reached(visitor);
}

/* The control: what is touched has no ring, so the test above can see that one is missing. */
static void a_touch_leaves_no_ring(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/listed");
    assert_false(has_ring(visitor, visitor_node(visitor, "details/listed")));
}

/* --- single keys --- */

static void arrows_choose_the_capacity(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tab_to(visitor, "details/capacity/government");
    visitor_key(visitor, UI_KEY_DOWN);
    assert_string_equal(visitor_focus(visitor), "details/capacity/personal");
    assert_int_equal(visitor_draft(visitor)->capacity, CAPACITY_PERSONAL);
    visitor_key(visitor, UI_KEY_UP);
    assert_int_equal(visitor_draft(visitor)->capacity, CAPACITY_GOVERNMENT);
}

static void arrows_choose_the_language_and_keep_the_focus(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_tab_to(visitor, "header/language/fr");
    visitor_key(visitor, UI_KEY_RIGHT);
    assert_string_equal(flow_language(visitor->flow), "en");
    assert_string_equal(visitor_focus(visitor), "header/language/en");
    visitor_key(visitor, UI_KEY_RIGHT);
    visitor_key(visitor, UI_KEY_ENTER);
    assert_string_equal(flow_language(visitor->flow), "es");
    assert_string_equal(visitor_focus(visitor), "header/language/es");
}

static void text_size_never_loses_the_focus(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_tab_to(visitor, "document/text-size");
    for (int i = 1; i <= UI_TEXT_SIZES; i++) {
        visitor_key(visitor, UI_KEY_ENTER);
        assert_int_equal(visitor_draft(visitor)->text_size, i % UI_TEXT_SIZES);
        assert_string_not_equal(visitor_focus(visitor), "");
    }
}

static void keys_scroll_the_declaration(void **state)
{
    struct visitor *visitor = *state;
    const struct ui *ui = flow_ui(visitor->flow);
    visitor_walk_to(visitor, "document");
    static const enum ui_key down[] = {UI_KEY_DOWN, UI_KEY_PAGE_DOWN, UI_KEY_END};
    static const enum ui_key up[] = {UI_KEY_UP, UI_KEY_PAGE_UP, UI_KEY_HOME};
    for (int i = 0; i < 3; i++) {
        int before = ui_scroll_position(ui, "document/text");
        visitor_key(visitor, down[i]);
        assert_true(ui_scroll_position(ui, "document/text") > before);
    }
    assert_int_equal(ui_scroll_position(ui, "document/text"),
                     ui_scroll_extent(ui, "document/text"));
    for (int i = 0; i < 3; i++) {
        int before = ui_scroll_position(ui, "document/text");
        visitor_key(visitor, up[i]);
        assert_true(ui_scroll_position(ui, "document/text") < before);
    }
    assert_int_equal(ui_scroll_position(ui, "document/text"), 0);
}

static void escape_leads_one_step_back(void **state)
{
    static const char *const back[][2] = {
        {"review", "sign"}, {"sign", "details"}, {"details", "document"}};
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        assert_screen(visitor, back[i][0]);
        visitor_key(visitor, UI_KEY_ESCAPE);
        assert_screen(visitor, back[i][1]);
    }
    visitor_key(visitor, UI_KEY_ESCAPE); /* asks: something was entered */
    assert_screen(visitor, "idle");
    visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "document");
}

static void escape_does_nothing_where_nothing_is_behind(void **state)
{
    struct visitor *visitor = *state;
    visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "welcome");
    visitor_walk_to(visitor, "recorded");
    visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "recorded");
}

static void escape_in_a_search_changes_nothing(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    press(visitor, "details/government");
    visitor_type(visitor, "madr");
    visitor_key(visitor, UI_KEY_ESCAPE);
    assert_string_equal(visitor_draft(visitor)->government, "");
    assert_string_equal(visitor_focus(visitor), "details/government");
}

static void a_held_enter_does_not_sign(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_type(visitor, "Awa Ba");
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "paris");
    for (int i = 0; i < 60; i++)
        visitor_key(visitor, UI_KEY_ENTER);
    assert_int_equal(visitor->attempts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_whole_journey_by_keys),
        TEST(every_control_is_reached_and_seen),
        TEST(a_touch_leaves_no_ring),
        TEST(arrows_choose_the_capacity),
        TEST(arrows_choose_the_language_and_keep_the_focus),
        TEST(text_size_never_loses_the_focus),
        TEST(keys_scroll_the_declaration),
        TEST(escape_leads_one_step_back),
        TEST(escape_does_nothing_where_nothing_is_behind),
        TEST(escape_in_a_search_changes_nothing),
        TEST(a_held_enter_does_not_sign),
    };
    return cmocka_run_group_tests_name("unit/flow_keyboard", tests, NULL, NULL);
}
