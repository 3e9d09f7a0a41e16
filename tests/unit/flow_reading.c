/* Languages, text sizes and the reader: what is chosen anew on any step loses nothing, and what was
 * read is known. */
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitor_set_up, visitor_tear_down)

/* --- languages and text size --- */

static void switch_languages(struct visitor *visitor, int *switches)
{
    static const char *const languages[] = {"es", "en", "fr"};
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        char id[64];
        snprintf(id, sizeof id, "header/language/%s", languages[l]);
        if (!visitor_sees(visitor, id))
            continue;
        const char *screen = visitor_screen(visitor);
        visitor_tap(visitor, id);
        assert_screen(visitor, screen);
        assert_string_equal(flow_language(visitor->flow), languages[l]);
        ++*switches;
    }
}

static void a_language_may_be_chosen_on_every_step_and_keeps_everything(void **state)
{
    static const char *const aside[] = {"details/government", "details/country", "details/notice"};
    struct visitor *visitor = *state;
    int switches = 0;
    for (size_t i = 0; i < VISITOR_JOURNEY; i++) {
        visitor_walk_to(visitor, visitor_journey[i]);
        switch_languages(visitor, &switches);
        for (size_t a = 0; strcmp(visitor_journey[i], "details") == 0 && a < 3; a++) {
            visitor_tap(visitor, aside[a]);
            switch_languages(visitor, &switches);
            visitor_key(visitor, UI_KEY_ESCAPE);
        }
    }
    assert_int_equal(switches, 7 * 3);
    assert_string_equal(visitor->record.name, "Amina Nyambura");
    assert_string_equal(visitor->record.email, "amina@example.org");
    assert_string_equal(visitor->record.government_id, "elgeyo-marakwet");
    assert_int_equal(visitor->record.strokes, 1);
}

static void a_listed_government_takes_its_name_in_the_new_language(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/government");
    visitor_tap(visitor, "government/option/scotland");
    assert_string_equal(visitor_value(visitor, "details/government"), "Écosse");
    visitor_tap(visitor, "header/language/en");
    assert_string_equal(visitor_value(visitor, "details/government"), "Scotland");
    visitor_tap(visitor, "header/language/es");
    assert_string_equal(visitor_value(visitor, "details/government"), "Escocia");
}

static void a_government_as_it_was_written_stays_so(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "Écosse du Sud");
    visitor_tap(visitor, "government/free");
    visitor_tap(visitor, "country/back");
    visitor_tap(visitor, "header/language/en");
    assert_string_equal(visitor_value(visitor, "details/government"), "Écosse du Sud");
}

/* The entry says which text was shown: the one on screen when "I sign" was pressed. */
static void what_is_signed_is_the_text_that_was_shown(void **state)
{
    struct visitor *visitor = *state;
    const struct pack_document *document = &visitor->pack->documents[0];
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_END);
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "header/language/en");
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.language, "fr");
    assert_true(visitor->record.read_to_end);
    assert_memory_equal(visitor->record.text_sha256, document->texts[0]->sha256, 32);
    assert_string_equal(flow_language(visitor->flow), "en");
}

static void reading_to_the_end_counts_for_the_text_that_was_read(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_END);
    visitor_tap(visitor, "header/language/en");
    visitor_key(visitor, UI_KEY_HOME);
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.language, "en");
    assert_false(visitor->record.read_to_end);
}

static void a_text_that_fits_the_window_is_read_to_its_end(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_RESIZE, .width = 1000, .height = 9000});
    assert_int_equal(ui_scroll_extent(flow_ui(visitor->flow), "document/text"), 0);
    visitor_walk_to(visitor, "recorded");
    assert_true(visitor->record.read_to_end);
}

static void the_reader_keeps_the_place_in_a_larger_text(void **state)
{
    struct visitor *visitor = *state;
    const struct ui *ui = flow_ui(visitor->flow);
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    int permille =
        ui_scroll_position(ui, "document/text") * 1000 / ui_scroll_extent(ui, "document/text");
    assert_true(permille > 100);
    for (int i = 0; i < 2 * UI_TEXT_SIZES; i++) {
        int extent = ui_scroll_extent(ui, "document/text");
        visitor_tap(visitor, "header/text-size");
        assert_int_not_equal(ui_scroll_extent(ui, "document/text"), extent);
        int now =
            ui_scroll_position(ui, "document/text") * 1000 / ui_scroll_extent(ui, "document/text");
        assert_in_range(now, permille - 10, permille + 10);
    }
    assert_int_equal(visitor_draft(visitor)->text_size, 0);
}

static void a_page_that_is_thrown_runs_on_and_is_read_to_its_end(void **state)
{
    struct visitor *visitor = *state;
    const struct ui *ui = flow_ui(visitor->flow);
    visitor_walk_to(visitor, "document");
    for (int round = 0; round < 12; round++) {
        visitor_drag(visitor, 700, 850, -50, 12);
        int released = ui_scroll_position(ui, "document/text");
        visitor_wait(visitor, 2 * VISITOR_SECOND);
        assert_true(ui_scroll_position(ui, "document/text") > released ||
                    released == ui_scroll_extent(ui, "document/text"));
    }
    visitor_walk_to(visitor, "recorded");
    assert_true(visitor->record.read_to_end);
}

static void languages_and_text_size_by_touch_leave_the_writer_writing(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/role");
    visitor_tap(visitor, "header/language/en");
    assert_string_equal(visitor_focus(visitor), "details/role");
    visitor_tap(visitor, "header/text-size");
    visitor_type(visitor, "Mayor");
    assert_string_equal(visitor_value(visitor, "details/role"), "Mayor");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_language_may_be_chosen_on_every_step_and_keeps_everything),
        TEST(a_listed_government_takes_its_name_in_the_new_language),
        TEST(a_government_as_it_was_written_stays_so),
        TEST(what_is_signed_is_the_text_that_was_shown),
        TEST(reading_to_the_end_counts_for_the_text_that_was_read),
        TEST(a_text_that_fits_the_window_is_read_to_its_end),
        TEST(the_reader_keeps_the_place_in_a_larger_text),
        TEST(a_page_that_is_thrown_runs_on_and_is_read_to_its_end),
        TEST(languages_and_text_size_by_touch_leave_the_writer_writing),
    };
    return cmocka_run_group_tests_name("unit/flow_reading", tests, NULL, NULL);
}
