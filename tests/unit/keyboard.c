#include "ui/keyboard.h"

#include "fake/desk.h"
#include "ui/keyboard_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/utf8.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const languages[] = {"fr", "en", "es"};

static void expect_letters(const char *language, const char *letters)
{
    struct desk desk;
    desk_sit_down(&desk, language, UI_KEYBOARD_NAME);
    char shown[256] = "";
    for (size_t i = 0; i < ui_count(desk.ui); i++)
        if (desk_key_types(ui_node(desk.ui, i)))
            strcat(shown, ui_node(desk.ui, i)->label);
    assert_string_equal(shown, letters);
    desk_stand_up(&desk);
}

static void an_empty_name_shows_capitals(void **state)
{
    (void)state;
    expect_letters("fr", "AZERTYUIOPQSDFGHJKLMWXCVBN’-");
    expect_letters("en", "QWERTYUIOPASDFGHJKL’ZXCVBNM-");
    expect_letters("es", "QWERTYUIOPASDFGHJKLÑZXCVBNM’-");
}

static void keys_speak_and_stay_out_of_tab_order(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_TEXT);
    size_t keys = 0;
    for (size_t i = 0; i < ui_count(desk.ui); i++) {
        const struct ui_node *node = ui_node(desk.ui, i);
        if (node->action < UI_ACTION_KEYBOARD)
            continue;
        keys++;
        assert_int_equal(node->role, UI_ROLE_BUTTON);
        assert_true(node->label && *node->label);
        assert_true(node->state & UI_SKIP_TAB);
        assert_ptr_equal(ui_find(desk.ui, node->id), node);
    }
    assert_int_equal(keys, strlen("azertyuiopqsdfghjklmwxcvbn") + 2 /* ’- */ + 2 + 4);
    assert_string_equal(desk_label(&desk, "key/accents"), "é\u00A0è\u00A0ç");
    assert_string_equal(desk_label(&desk, "key/space"), "espace");
    assert_string_equal(ui_find(desk.ui, "key/shift")->icon, "shift");
    assert_string_equal(ui_find(desk.ui, "key/backspace")->icon, "backspace");
    desk_stand_up(&desk);
}

static void next_is_the_screens(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_NAME);
    const struct ui_node *next = ui_find(desk.ui, "key/next");
    assert_int_equal(next->action, UI_ACTION_KEYBOARD_NEXT);
    assert_int_equal(next->argument, DESK_NEXT_ACTION);
    assert_string_equal(next->label, "Suivant");
    assert_false(desk_press(&desk, "key/next"));
    desk_stand_up(&desk);
}

static void an_address_has_its_signs_at_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct desk desk;
        desk_sit_down(&desk, languages[i], UI_KEYBOARD_EMAIL);
        static const char *const keys[] = {"key/a", "key/-", "key/b", "key/_",
                                           "key/@", "key/c", "key/."};
        for (size_t j = 0; j < COUNT(keys); j++)
            assert_true(desk_press(&desk, keys[j]));
        assert_string_equal(desk.edit.text, "a-b_@c.");
        assert_int_equal(ui_find(desk.ui, "key/@")->rect.y, ui_find(desk.ui, "key/space")->rect.y);
        assert_int_equal(ui_find(desk.ui, "key/.")->rect.y, ui_find(desk.ui, "key/space")->rect.y);
        desk_press(&desk, "key/shift");
        desk_press(&desk, "key/a");
        desk_press(&desk, "key/a");
        assert_string_equal(desk.edit.text, "a-b_@c.Aa");
        desk_stand_up(&desk);
    }
}

/* --- shift --- */

static void every_word_of_a_name_begins_with_a_capital(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_NAME);
    static const char *const keys[] = {"key/j", "key/o",     "key/-", "key/d", "key/’",
                                       "key/a", "key/space", "key/b", "key/c", "key/backspace"};
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_true(desk_press(&desk, keys[i]));
    assert_string_equal(desk.edit.text, "Jo-D’a B");
    ui_edit_home(&desk.edit);
    desk_build(&desk);
    assert_string_equal(desk_label(&desk, "key/m"), "M");
    desk_stand_up(&desk);
}

static void a_text_begins_with_one_capital(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "en", UI_KEYBOARD_TEXT);
    static const char *const keys[] = {"key/a", "key/b", "key/space", "key/c", "key/-", "key/d"};
    for (size_t i = 0; i < COUNT(keys); i++)
        desk_press(&desk, keys[i]);
    assert_string_equal(desk.edit.text, "Ab c-d");
    desk_stand_up(&desk);
}

static void shift_once_turns_one_letter_round(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "en", UI_KEYBOARD_NAME);
    desk_press(&desk,
               "key/shift"); /* a capital would come by itself: this asks for a small letter */
    assert_string_equal(desk_label(&desk, "key/d"), "d");
    desk_press(&desk, "key/d");
    desk_press(&desk, "key/shift");
    assert_string_equal(desk_label(&desk, "key/e"), "E");
    desk_press(&desk, "key/e");
    desk_press(&desk, "key/f");
    assert_string_equal(desk.edit.text, "dEf");
    desk_stand_up(&desk);
}

static void shift_locks_and_unlocks(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "es", UI_KEYBOARD_TEXT);
    desk_press(&desk, "key/shift");
    desk_press(&desk, "key/shift");
    assert_string_equal(ui_find(desk.ui, "key/shift")->icon, "shift-lock");
    desk_press(&desk, "key/a");
    desk_press(&desk, "key/ñ");
    desk_press(&desk, "key/space");
    desk_press(&desk, "key/o");
    desk_press(&desk, "key/shift");
    desk_press(&desk, "key/s");
    desk_press_long(&desk, "key/shift");
    desk_press(&desk, "key/u");
    desk_press(&desk, "key/v");
    assert_string_equal(desk.edit.text, "AÑ OsUV");
    desk_stand_up(&desk);
}

static void keys_type_what_they_show_in_turkish(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "tr", UI_KEYBOARD_NAME);
    assert_string_equal(desk_label(&desk, "key/i"), "İ");
    desk_press(&desk, "key/i");
    desk_press(&desk, "key/i");
    desk_press_long(&desk, "key/i");
    desk_press(&desk, "key/ı");
    desk_press_long(&desk, "key/shift");
    desk_press_long(&desk, "key/i");
    assert_string_equal(desk_label(&desk, "key/ı"), "I");
    desk_press(&desk, "key/ı");
    assert_string_equal(desk.edit.text, "İiıI");
    desk_stand_up(&desk);

    desk_sit_down(&desk, "fr", UI_KEYBOARD_NAME);
    desk_press_long(&desk, "key/i");
    assert_false(desk_has(&desk, "key/ı")); /* would show I, as the key i does */
    desk_press(&desk, "key/shift");
    desk_press(&desk, "key/ı");
    assert_string_equal(desk.edit.text, "ı");
    desk_stand_up(&desk);
}

/* --- layers and long presses --- */

static void a_long_press_opens_forms_in_the_first_row(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_TEXT);
    desk_press(&desk, "key/q");
    int first_row = ui_find(desk.ui, "key/e")->rect.y;
    assert_false(desk_press_long(&desk, "key/e"));
    assert_string_equal(desk.edit.text, "Q");
    assert_false(desk_has(&desk, "key/r"));
    assert_true(desk_has(&desk, "key/e"));
    assert_int_equal(ui_find(desk.ui, "key/é")->rect.y, first_row);
    assert_true(ui_find(desk.ui, "key/é")->rect.x < ui_find(desk.ui, "key/ē")->rect.x);
    desk_press(&desk, "key/shift"); /* a capital accent is wanted: they stay */
    desk_press(&desk, "key/é");
    assert_string_equal(desk.edit.text, "QÉ");
    assert_true(desk_has(&desk, "key/r"));
    desk_press_long(&desk, "key/e");
    desk_press(&desk, "key/s"); /* another key closes them and types */
    assert_string_equal(desk.edit.text, "QÉs");
    assert_true(desk_has(&desk, "key/r"));
    desk_stand_up(&desk);
}

static void a_slow_hand_can_type_everything(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "en", UI_KEYBOARD_EMAIL);
    desk_press_long(&desk, "key/e");
    assert_true(desk_press_long(&desk, "key/e"));
    desk_press_long(&desk, "key/s");
    assert_true(desk_press_long(&desk, "key/s"));
    desk_press_long(&desk, "key/-");
    assert_true(desk_press_long(&desk, "key/–"));
    assert_true(desk_press_long(&desk, "key/q"));
    assert_true(desk_press_long(&desk, "key/space"));
    assert_string_equal(desk.edit.text, "es–q ");
    assert_true(desk_press_long(&desk, "key/backspace"));
    assert_string_equal(desk.edit.text, "es–q");
    desk_stand_up(&desk);
}

static void every_form_is_offered(struct desk *desk, const char *key, const char *forms)
{
    char id[16];
    snprintf(id, sizeof id, "key/%s", key);
    for (size_t i = 0, from = 0; forms[i]; from = i) {
        char form[5] = "", form_id[16];
        U8_FWD_1_UNSAFE(forms, i);
        memcpy(form, forms + from, i - from);
        snprintf(form_id, sizeof form_id, "key/%s", form);
        desk_start_over(desk);
        if (!desk_has(desk, id))
            desk_press(desk, "key/layer");
        desk_press_long(desk, id);
        for (int page = 0; !desk_has(desk, form_id) && page < 4; page++)
            desk_press(desk, "key/more");
        ui_edit_set(&desk->edit, "x");
        assert_true(desk_press(desk, form_id));
        assert_string_equal(desk->edit.text + 1, form);
    }
}

static void every_form_of_the_table_can_be_chosen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct desk desk;
        desk_sit_down(&desk, languages[i], UI_KEYBOARD_TEXT);
        ui_edit_set(&desk.edit, "x"); /* small letters */
#define KEYBOARD_FORMS(key, forms) every_form_is_offered(&desk, key, forms);
#include "ui/keyboard_layouts.def"
        desk_stand_up(&desk);
    }
}

static void layers_come_and_go(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_TEXT);
    desk_press(&desk, "key/layer");
    assert_string_equal(desk_label(&desk, "key/layer"), "ABC");
    desk_press(&desk, "key/1");
    desk_press(&desk, "key/2"); /* signs stay: a number has more than one digit */
    desk_press(&desk, "key/accents");
    assert_string_equal(desk_label(&desk, "key/accents"), "ABC");
    desk_press(&desk, "key/more");
    desk_press(&desk, "key/more");
    desk_press(&desk, "key/more"); /* round again */
    desk_press(&desk, "key/é");
    assert_true(desk_has(&desk, "key/a")); /* back to letters by itself */
    assert_string_equal(desk.edit.text, "12é");
    desk_press(&desk, "key/accents");
    desk_press(&desk, "key/accents");
    assert_true(desk_has(&desk, "key/a"));
    desk_press(&desk, "key/layer");
    desk_press(&desk, "key/layer");
    assert_true(desk_has(&desk, "key/a"));
    desk_stand_up(&desk);
}

static void a_key_without_a_field_does_nothing(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_TEXT);
    for (size_t i = 0; i < ui_count(desk.ui); i++) {
        const struct ui_node *node = ui_node(desk.ui, i);
        if (node->action >= UI_ACTION_KEYBOARD)
            assert_false(ui_keyboard_press(ui_keyboard_state(desk.ui), NULL, node, false));
    }
    desk_stand_up(&desk);
}

static void a_full_field_says_that_nothing_changed(void **state)
{
    (void)state;
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_TEXT);
    for (int i = 0; i < UI_EDIT_GRAPHEMES; i++)
        assert_true(desk_press(&desk, "key/a"));
    assert_false(desk_press(&desk, "key/a"));
    assert_true(desk.edit.overflow);
    desk_stand_up(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_name_shows_capitals),
        cmocka_unit_test(keys_speak_and_stay_out_of_tab_order),
        cmocka_unit_test(next_is_the_screens),
        cmocka_unit_test(an_address_has_its_signs_at_hand),
        cmocka_unit_test(every_word_of_a_name_begins_with_a_capital),
        cmocka_unit_test(a_text_begins_with_one_capital),
        cmocka_unit_test(shift_once_turns_one_letter_round),
        cmocka_unit_test(shift_locks_and_unlocks),
        cmocka_unit_test(keys_type_what_they_show_in_turkish),
        cmocka_unit_test(a_long_press_opens_forms_in_the_first_row),
        cmocka_unit_test(a_slow_hand_can_type_everything),
        cmocka_unit_test(every_form_of_the_table_can_be_chosen),
        cmocka_unit_test(layers_come_and_go),
        cmocka_unit_test(a_key_without_a_field_does_nothing),
        cmocka_unit_test(a_full_field_says_that_nothing_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
