/* What time does: silence warns and wipes, nothing is left of a visit, and what a hand began goes
 * on. */
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitor_set_up, visitor_tear_down)

/* --- silence --- */

static void silence_warns_and_then_wipes(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "sign");
    visitor_wait(visitor, visitor_idle(visitor) - 1);
    assert_screen(visitor, "sign");
    visitor_wait(visitor, 1);
    assert_screen(visitor, "idle");
    visitor_wait(visitor, visitor_warning(visitor) - 1);
    assert_screen(visitor, "idle");
    visitor_wait(visitor, 1);
    assert_screen(visitor, "welcome");
    assert_false(visit_begun(visitor_draft(visitor)));
}

static void the_warning_counts_every_second(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_wait(visitor, visitor_idle(visitor));
    for (int left = visitor->pack->warning_seconds; left > 0; left--) {
        char number[16];
        snprintf(number, sizeof number, " %d ", left);
        assert_non_null(strstr(visitor_node(visitor, "idle/countdown")->label, number));
        visitor_wait(visitor, VISITOR_SECOND);
    }
    assert_screen(visitor, "welcome");
}

/* A movement that changes nothing must not swallow the second that ends beneath it. */
static void the_countdown_goes_on_under_a_moving_finger(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "recorded");
    char before[256];
    snprintf(before, sizeof before, "%s", visitor_node(visitor, "recorded/countdown")->label);
    visitor_point(visitor, UI_EVENT_DOWN, 1, 1800, 500);
    for (int i = 0; i < 150; i++)
        visitor_point(visitor, UI_EVENT_MOVE, 1, 1800, 500);
    assert_string_not_equal(visitor_node(visitor, "recorded/countdown")->label, before);
}

static void any_sign_of_life_ends_the_warning(void **state)
{
    static const struct ui_event signs[] = {
        {.kind = UI_EVENT_UP, .pointer = 1, .x = 1500, .y = 900},
        {.kind = UI_EVENT_WHEEL, .scroll = -1, .x = 900, .y = 500},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_OTHER},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_ENTER},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_SPACE},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_ESCAPE},
        {.kind = UI_EVENT_TEXT, .text = "x"},
    };
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        visitor_wait(visitor, visitor_idle(visitor));
        assert_screen(visitor, "idle");
        visitor_do(visitor, signs[i]);
        assert_screen(visitor, "details");
    }
}

static void the_key_that_ends_the_warning_types_nothing(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_type(visitor, "Awa");
    visitor_wait(visitor, visitor_idle(visitor));
    visitor_key(visitor, UI_KEY_SPACE);
    visitor_type(visitor, " ");
    assert_string_equal(visitor_draft(visitor)->name.text, "Awa");
    visitor_key(visitor, UI_KEY_SPACE);
    visitor_type(visitor, " ");
    visitor_type(visitor, "Ba");
    assert_string_equal(visitor_draft(visitor)->name.text, "Awa Ba");
}

static void tab_leads_to_the_buttons_of_the_warning(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_wait(visitor, visitor_idle(visitor));
    visitor_tab_to(visitor, "idle/wipe");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_screen(visitor, "welcome");
}

/* The dump holds every node, its place and the focus; so nothing has moved. */
static void assert_warning_changes_nothing(struct visitor *visitor)
{
    char *before = visitor_dump(visitor);
    const char *screen = visitor_screen(visitor);
    visitor_wait(visitor, visitor_idle(visitor));
    assert_screen(visitor, "idle");
    visitor_tap(visitor, "idle/stay");
    assert_screen(visitor, screen);
    char *after = visitor_dump(visitor);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void the_warning_gives_the_screen_back_as_it_was(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    assert_warning_changes_nothing(visitor);
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/role");
    assert_warning_changes_nothing(visitor);
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "a");
    visitor_key(visitor, UI_KEY_DOWN);
    assert_warning_changes_nothing(visitor);
    visitor_key(visitor, UI_KEY_ESCAPE);
    visitor_tap(visitor, "details/notice");
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    assert_warning_changes_nothing(visitor);
    visitor_tap(visitor, "notice/close");
    assert_screen(visitor, "details");
    visitor_walk_to(visitor, "sign");
    assert_warning_changes_nothing(visitor);
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_IO;
    visitor_tap(visitor, "review/record");
    assert_warning_changes_nothing(visitor);
}

static void time_stands_still_where_nobody_has_been(void **state)
{
    struct visitor *visitor = *state;
    assert_int_equal(flow_next_tick(visitor->flow), INT64_MAX);
    int builds = visitor->builds;
    visitor_wait(visitor, 10 * visitor_idle(visitor));
    assert_screen(visitor, "welcome");
    assert_int_equal(visitor->builds, builds);
}

static void nothing_is_built_again_while_nothing_happens(void **state)
{
    struct visitor *visitor = *state;
    for (size_t i = 0; i + 1 < VISITOR_JOURNEY; i++) {
        visitor_walk_to(visitor, visitor_journey[i]);
        int builds = visitor->builds;
        visitor_wait(visitor, visitor_idle(visitor) - 1);
        assert_int_equal(visitor->builds, builds);
        visitor_key(visitor, UI_KEY_OTHER);
    }
}

static void welcome_goes_back_to_its_language_and_text_size(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "welcome/en");
    visitor_tap(visitor, "header/text-size");
    visitor_tap(visitor, "document/back");
    visitor_wait(visitor, visitor_idle(visitor) - 1);
    assert_string_equal(flow_language(visitor->flow), "en");
    visitor_wait(visitor, 1);
    assert_screen(visitor, "welcome");
    assert_string_equal(flow_language(visitor->flow), "fr");
    assert_int_equal(ui_text_size(flow_ui(visitor->flow)), 0);
    assert_int_equal(flow_next_tick(visitor->flow), INT64_MAX);
}

static void recorded_returns_by_itself(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "recorded");
    int64_t stays = visitor->pack->recorded_seconds * VISITOR_SECOND;
    visitor_key(visitor, UI_KEY_ESCAPE);
    visitor_wait(visitor, stays - 2 * 10000);
    assert_screen(visitor, "recorded");
    visitor_wait(visitor, 2 * 10000);
    assert_screen(visitor, "welcome");
    assert_int_equal(visitor->records, 1);
}

/* --- what a wipe leaves --- */

/* The sanitizer keeps memory in places of its own. */
#ifdef __SANITIZE_ADDRESS__
#define HEAP_ELSEWHERE true
#else
#define HEAP_ELSEWHERE false
#endif

/* Whether the bytes stand anywhere on this process's heap. */
static bool on_the_heap(const char *text)
{
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    bool found = false;
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        if (strstr(line, "[heap]") && sscanf(line, "%lx-%lx", &from, &to) == 2)
            found |= memmem((const void *)from, to - from, text, strlen(text)) != NULL;
    }
    fclose(maps);
    return found;
}

/* The name is made on the stack, so that only what the product keeps of it is on the heap. */
static void write_secretly(struct visitor *visitor, const char *field, unsigned seed, char text[16])
{
    for (int i = 0; i < 12; i++)
        text[i] = (char)('a' + (seed = seed * 1103515245 + 12345) / 65536 % 26);
    text[12] = '\0';
    visitor_tap(visitor, field);
    visitor_type(visitor, text);
}

static void a_wipe_leaves_nothing_in_memory(void **state)
{
    struct visitor *visitor = *state;
    char name[16], role[16], email[16], government[16];
    if (HEAP_ELSEWHERE)
        skip();
    visitor_walk_to(visitor, "details");
    write_secretly(visitor, "details/name", 1, name);
    write_secretly(visitor, "details/role", 2, role);
    write_secretly(visitor, "details/email", 3, email);
    visitor_tap(visitor, "details/government");
    write_secretly(visitor, "government/search", 4, government);
    visitor_tap(visitor, "government/free");
    visitor_key(visitor, UI_KEY_ESCAPE);
    const char *const written[] = {name, role, email, government};
    for (size_t i = 0; i < 4; i++)
        assert_true(on_the_heap(written[i]));
    visitor_wait(visitor, visitor_idle(visitor) + visitor_warning(visitor));
    assert_screen(visitor, "welcome");
    for (size_t i = 0; i < 4; i++)
        assert_false(on_the_heap(written[i]));
}

static void a_wipe_leaves_nothing_in_the_draft(void **state)
{
    struct visitor *visitor = *state;
    struct visit empty, *visit = visitor_draft(visitor);
    visitor_walk_to(visitor, "review");
    assert_non_null(memmem(visit, sizeof *visit, "Amina", 5));
    visitor_wait(visitor, visitor_idle(visitor) + visitor_warning(visitor));
    memset(&empty, 0, sizeof empty);
    visit_begin(&empty, 0);
    assert_memory_equal(visit, &empty, sizeof empty);
}

/* --- what goes on without a hand --- */

static void a_held_backspace_erases_and_stays(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/name");
    visitor_type(visitor, "Amina");
    struct ui_rect key = visitor_node(visitor, "key/backspace")->rect;
    visitor_point(visitor, UI_EVENT_DOWN, 1, key.x + key.w / 2, key.y + key.h / 2);
    visitor_wait(visitor, 2 * VISITOR_SECOND);
    assert_screen(visitor, "details");
    assert_string_equal(visitor_value(visitor, "details/name"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(silence_warns_and_then_wipes),
        TEST(the_warning_counts_every_second),
        TEST(the_countdown_goes_on_under_a_moving_finger),
        TEST(any_sign_of_life_ends_the_warning),
        TEST(the_key_that_ends_the_warning_types_nothing),
        TEST(tab_leads_to_the_buttons_of_the_warning),
        TEST(the_warning_gives_the_screen_back_as_it_was),
        TEST(time_stands_still_where_nobody_has_been),
        TEST(nothing_is_built_again_while_nothing_happens),
        TEST(welcome_goes_back_to_its_language_and_text_size),
        TEST(recorded_returns_by_itself),
        TEST(a_wipe_leaves_nothing_in_memory),
        TEST(a_wipe_leaves_nothing_in_the_draft),
        TEST(a_held_backspace_erases_and_stays),
    };
    return cmocka_run_group_tests_name("unit/flow_time", tests, NULL, NULL);
}
