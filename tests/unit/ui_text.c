/* Line breaking. Every character is half an em wide: 10 px at a size of 20. */
#include "fake/metrics.h"
#include "ui/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct ui_font font = {UI_FACE_SANS, 20};

/* The lines joined by "|". */
static void assert_lines(const char *text, int width, const char *expected)
{
    struct ui_line lines[16];
    char got[256] = "";
    size_t count = ui_wrap(&fake_metrics, font, text, width, lines, 16);
    assert_true(count <= 16);
    for (size_t i = 0; i < count; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? "|" : "",
                 (int)(lines[i].to - lines[i].from), text + lines[i].from);
    assert_string_equal(got, expected);
}

static void words_go_to_the_next_line(void **state)
{
    (void)state;
    assert_lines("one two three", 1000, "one two three");
    assert_lines("one two three", 70, "one two|three");
    assert_lines("one two three", 69, "one|two|three");
    assert_lines("", 100, "");
}

static void spaces_at_the_end_take_no_room(void **state)
{
    (void)state;
    struct ui_line lines[4];
    assert_int_equal(ui_wrap(&fake_metrics, font, "one   two", 30, lines, 4), 2);
    assert_int_equal(lines[0].width, 30);
    assert_int_equal(lines[0].to, 3);
    assert_int_equal(lines[1].from, 6);
}

static void no_break_spaces_hold(void **state)
{
    (void)state;
    assert_lines("Qui signe\u202f? Moi", 80, "Qui|signe\u202f?|Moi");
    assert_lines("10\u00a0h\u00a047 ici", 60, "10\u00a0h\u00a04|7 ici"); /* wider than the line */
    assert_lines("10\u00a0h\u00a047 ici", 70, "10\u00a0h\u00a047|ici");
}

static void long_words_break_between_graphemes(void **state)
{
    (void)state;
    assert_lines("abcdef", 20, "ab|cd|ef");
    assert_lines("abcdef", 1, "a|b|c|d|e|f");
    /* e and its combining acute are two characters here but one grapheme */
    assert_lines("ae\u0301e\u0301", 30, "ae\u0301|e\u0301");
}

static void line_breaks_are_kept(void **state)
{
    (void)state;
    assert_lines("one\ntwo", 1000, "one|two");
    assert_lines("one\n\ntwo\n", 1000, "one||two|");
}

static void languages_without_spaces_break_too(void **state)
{
    (void)state;
    assert_lines("地方政府宣言", 30, "地方政|府宣言");
}

static void what_does_not_fit_is_only_counted(void **state)
{
    (void)state;
    struct ui_line lines[2];
    assert_int_equal(ui_wrap(&fake_metrics, font, "a b c d", 10, lines, 2), 4);
    assert_int_equal(lines[1].from, 2);
}

static void the_widest_word_is_found(void **state)
{
    (void)state;
    assert_int_equal(ui_widest_word(&fake_metrics, font, "une déclaration commune"), 110);
    assert_int_equal(ui_widest_word(&fake_metrics, font, "vice-présidente"), 100);
    assert_int_equal(ui_widest_word(&fake_metrics, font, ""), 0);
}

/* Every byte of the text is in one line or is space between two, at any width. */
static void nothing_is_lost(void **state)
{
    (void)state;
    const char *text =
        "Nous, gouvernements locaux, régionaux et autres infranationaux décentralisés";
    for (int width = 1; width < 900; width += 7) {
        struct ui_line lines[100];
        size_t count = ui_wrap(&fake_metrics, font, text, width, lines, 100);
        size_t at = 0;
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(strspn(text + at, " "), lines[i].from - at);
            assert_true(lines[i].to > lines[i].from);
            assert_true(lines[i].width <= width || lines[i].width <= 10);
            at = lines[i].to;
        }
        assert_int_equal(at, strlen(text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_go_to_the_next_line),
        cmocka_unit_test(spaces_at_the_end_take_no_room),
        cmocka_unit_test(no_break_spaces_hold),
        cmocka_unit_test(long_words_break_between_graphemes),
        cmocka_unit_test(line_breaks_are_kept),
        cmocka_unit_test(languages_without_spaces_break_too),
        cmocka_unit_test(what_does_not_fit_is_only_counted),
        cmocka_unit_test(the_widest_word_is_found),
        cmocka_unit_test(nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
