/* The form: what it asks for, what it forgives, and where "next" leads. */
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int come(void **state)
{
    visitor_set_up(state);
    visitor_walk_to(*state, "details");
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, come, visitor_tear_down)

static bool is_missing(const struct visitor *visitor, const char *id)
{
    return visitor_node(visitor, id)->state & UI_MISSING;
}

static void write_in(struct visitor *visitor, const char *id, const char *text)
{
    visitor_tap(visitor, id);
    visitor_type(visitor, text);
}

/* --- what must be filled in --- */

static void nothing_complains_before_continue(void **state)
{
    static const char *const fields[] = {"details/name", "details/role", "details/government",
                                         "details/country", "details/email"};
    struct visitor *visitor = *state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_false(is_missing(visitor, fields[i]));
}

static void continue_names_what_is_missing_and_goes_to_the_first(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/continue");
    assert_screen(visitor, "details");
    assert_true(is_missing(visitor, "details/name"));
    assert_true(is_missing(visitor, "details/government"));
    assert_true(is_missing(visitor, "details/country"));
    assert_false(is_missing(visitor, "details/role"));
    assert_false(is_missing(visitor, "details/email"));
    assert_string_equal(visitor_focus(visitor), "details/name");
    visitor_type(visitor, "Awa Ba");
    assert_false(is_missing(visitor, "details/name"));
    visitor_tap(visitor, "details/continue");
    assert_string_equal(visitor_focus(visitor), "details/government");
}

static void spaces_are_no_name(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/capacity/personal");
    write_in(visitor, "details/name", "   ");
    visitor_tap(visitor, "details/continue");
    assert_true(is_missing(visitor, "details/name"));
}

static void who_signs_in_their_own_name_needs_no_government(void **state)
{
    struct visitor *visitor = *state;
    write_in(visitor, "details/name", "Awa Ba");
    visitor_tap(visitor, "details/capacity/personal");
    visitor_tap(visitor, "details/continue");
    assert_screen(visitor, "sign");
    visitor_walk_to(visitor, "recorded");
    assert_int_equal(visitor->record.capacity, CAPACITY_PERSONAL);
    assert_string_equal(visitor->record.government, "");
    assert_string_equal(visitor->record.country, "");
}

static void an_address_that_is_surely_none_is_named(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } addresses[] = {
        {"", true},
        {"a@b.org", true},
        {"  a@b.org ", true},
        {"a.b+c@d-e.co.ke", true},
        {"é@bücher.example", true},
        {"a@b", false},
        {"@b.org", false},
        {"a@.org", false},
        {"a@b.", false},
        {"a@b@c.org", false},
        {"a b@c.org", false},
        {"aminaexample.org", false},
    };
    struct visitor *visitor = *state;
    write_in(visitor, "details/name", "Awa Ba");
    visitor_tap(visitor, "details/capacity/personal");
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        ui_edit_set(&visitor_draft(visitor)->email, addresses[i].text);
        visitor_tap(visitor, "details/continue");
        assert_screen(visitor, addresses[i].good ? "sign" : "details");
        if (addresses[i].good)
            visitor_tap(visitor, "sign/back");
        else
            assert_string_equal(visitor_focus(visitor), "details/email");
    }
}

static void spaces_around_what_was_typed_are_not_recorded(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/capacity/personal");
    write_in(visitor, "details/name", "  Awa  Ba ");
    write_in(visitor, "details/role", " Maire");
    write_in(visitor, "details/email", "awa@example.org ");
    visitor_tap(visitor, "details/continue");
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.name, "Awa  Ba");
    assert_string_equal(visitor->record.role, "Maire");
    assert_string_equal(visitor->record.email, "awa@example.org");
}

static void what_is_longer_than_200_characters_is_cut_and_said(void **state)
{
    struct visitor *visitor = *state;
    const struct ui_edit *name = &visitor_draft(visitor)->name;
    for (int i = 0; i < 199; i++)
        visitor_type(visitor, "é");
    assert_false(is_missing(visitor, "details/name"));
    visitor_type(visitor, "éx");
    assert_true(is_missing(visitor, "details/name"));
    assert_int_equal(strlen(name->text), 200 * strlen("é"));
    visitor_key(visitor, UI_KEY_BACKSPACE);
    assert_false(is_missing(visitor, "details/name"));
}

static void consents_are_not_given_unasked(void **state)
{
    struct visitor *visitor = *state;
    assert_false(visitor_node(visitor, "details/listed")->state & UI_CHECKED);
    assert_false(visitor_node(visitor, "details/contact")->state & UI_CHECKED);
    visitor_tap(visitor, "details/contact");
    visitor_tap(visitor, "details/listed");
    visitor_tap(visitor, "details/listed");
    visitor_walk_to(visitor, "recorded");
    assert_true(visitor->record.contact);
    assert_false(visitor->record.listed);
}

/* --- the way through the form --- */

static void next_goes_from_field_to_field(void **state)
{
    struct visitor *visitor = *state;
    visitor_type(visitor, "Awa Ba");
    visitor_tap(visitor, "key/next");
    assert_string_equal(visitor_focus(visitor), "details/role");
    visitor_tap(visitor, "key/next");
    assert_screen(visitor, "government");
    visitor_type(visitor, "Ville de Nulle Part");
    visitor_tap(visitor, "key/next");
    assert_screen(visitor, "country");
    visitor_type(visitor, "kenya");
    visitor_tap(visitor, "key/next");
    assert_screen(visitor, "details");
    assert_string_equal(visitor_focus(visitor), "details/email");
    assert_string_equal(visitor_draft(visitor)->government, "Ville de Nulle Part");
    assert_string_equal(visitor_draft(visitor)->country, "KE");
    visitor_tap(visitor, "key/next");
    assert_string_equal(visitor_focus(visitor), "details/listed");
}

static void next_does_not_ask_again_for_what_is_there(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/government");
    visitor_tap(visitor, "government/option/paris");
    visitor_tap(visitor, "details/role");
    visitor_tap(visitor, "key/next");
    assert_screen(visitor, "details");
    assert_string_equal(visitor_focus(visitor), "details/email");
}

static void who_leaves_a_list_is_where_they_were(void **state)
{
    static const char *const lists[] = {"government", "country"};
    struct visitor *visitor = *state;
    for (size_t i = 0; i < 2; i++) {
        char id[64];
        snprintf(id, sizeof id, "details/%s", lists[i]);
        visitor_tap(visitor, id);
        snprintf(id, sizeof id, "%s/back", lists[i]);
        visitor_tap(visitor, id);
        snprintf(id, sizeof id, "details/%s", lists[i]);
        assert_string_equal(visitor_focus(visitor), id);
    }
}

static void the_keyboard_writes_to_the_last_field_when_one_comes_back(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/role");
    visitor_tap(visitor, "details/notice");
    visitor_tap(visitor, "notice/close");
    visitor_tap(visitor, "key/a");
    assert_string_equal(visitor_draft(visitor)->role.text, "A");
}

/* --- governments and countries --- */

static void a_listed_government_brings_its_country(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "TBIL");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_screen(visitor, "details");
    assert_string_equal(visitor_draft(visitor)->government_id, "tbilisi");
    assert_string_equal(visitor_draft(visitor)->country, "GE");
}

static void another_government_does_not_keep_the_country_of_the_first(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/government");
    visitor_tap(visitor, "government/option/tbilisi");
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "Zapopan");
    visitor_tap(visitor, "government/free");
    assert_screen(visitor, "country");
    assert_string_equal(visitor_draft(visitor)->country, "");
    assert_string_equal(visitor_draft(visitor)->government_id, "");
    visitor_tap(visitor, "country/option/MX");
    assert_screen(visitor, "details");
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "Guadalajara");
    visitor_tap(visitor, "government/free");
    assert_screen(visitor, "details"); /* a country chosen by hand is the visitor's own */
    assert_string_equal(visitor_draft(visitor)->country, "MX");
}

static void enter_in_an_empty_search_chooses_nothing(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/government");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_screen(visitor, "government");
    assert_non_null(strstr(visitor_focus(visitor), "government/option/"));
    assert_string_equal(visitor_draft(visitor)->government, "");
}

static void a_touch_in_a_search_chooses_nothing(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "paris");
    visitor_tap(visitor, "government/search");
    assert_screen(visitor, "government");
    assert_string_equal(visitor_draft(visitor)->government, "");
}

static void enter_where_nothing_is_found_stays(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/country");
    visitor_type(visitor, "qqqq");
    assert_true(visitor_sees(visitor, "choose/nothing"));
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_tap(visitor, "key/next");
    assert_screen(visitor, "country");
}

static void a_search_begins_empty(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "paris");
    visitor_key(visitor, UI_KEY_ESCAPE);
    visitor_tap(visitor, "details/country");
    assert_string_equal(visitor_node(visitor, "country/search")->edit->text, "");
    visitor_key(visitor, UI_KEY_ESCAPE);
    visitor_tap(visitor, "details/government");
    assert_string_equal(visitor_node(visitor, "government/search")->edit->text, "");
}

static void a_search_goes_on_in_the_new_language(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "details/country");
    visitor_type(visitor, "alle");
    assert_true(visitor_sees(visitor, "country/option/DE")); /* Allemagne */
    visitor_tap(visitor, "header/language/es");
    assert_string_equal(visitor_node(visitor, "country/search")->edit->text, "alle");
    assert_false(visitor_sees(visitor, "country/option/DE")); /* Alemania */
    assert_string_equal(visitor_focus(visitor), "country/search");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_complains_before_continue),
        TEST(continue_names_what_is_missing_and_goes_to_the_first),
        TEST(spaces_are_no_name),
        TEST(who_signs_in_their_own_name_needs_no_government),
        TEST(an_address_that_is_surely_none_is_named),
        TEST(spaces_around_what_was_typed_are_not_recorded),
        TEST(what_is_longer_than_200_characters_is_cut_and_said),
        TEST(consents_are_not_given_unasked),
        TEST(next_goes_from_field_to_field),
        TEST(next_does_not_ask_again_for_what_is_there),
        TEST(who_leaves_a_list_is_where_they_were),
        TEST(the_keyboard_writes_to_the_last_field_when_one_comes_back),
        TEST(a_listed_government_brings_its_country),
        TEST(another_government_does_not_keep_the_country_of_the_first),
        TEST(enter_in_an_empty_search_chooses_nothing),
        TEST(a_touch_in_a_search_chooses_nothing),
        TEST(enter_where_nothing_is_found_stays),
        TEST(a_search_begins_empty),
        TEST(a_search_goes_on_in_the_new_language),
    };
    return cmocka_run_group_tests_name("unit/screens_details", tests, NULL, NULL);
}
