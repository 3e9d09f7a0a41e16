#include "ui/edit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#define FAMILY "👩\u200D👩\u200D👧\u200D👦"
#define FRANCE "🇫🇷"

/* --- what must always hold, judged over UTF-16, where the code under test works in UTF-8 --- */

struct judged {
    UChar text[UI_EDIT_BYTES];
    int32_t length, caret;
};

static void read_as_utf16(struct judged *out, const struct ui_edit *edit)
{
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(out->text, UI_EDIT_BYTES, &out->length, edit->text, -1, &status);
    assert_true(U_SUCCESS(status)); /* else it is not valid UTF-8 */
    u_strFromUTF8(NULL, 0, &out->caret, edit->text, (int32_t)edit->caret, &status);
    assert_true(status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status));
}

static void assert_no_controls(const struct judged *text)
{
    for (int32_t i = 0; i < text->length; i++) {
        UChar c = text->text[i];
        assert_int_not_equal(u_charType(c), U_CONTROL_CHAR);
        assert_false((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
    }
}

static void assert_holds(const struct ui_edit *edit)
{
    assert_non_null(memchr(edit->text, '\0', UI_EDIT_BYTES));
    assert_true(edit->caret <= strlen(edit->text));
    struct judged judged;
    read_as_utf16(&judged, edit);
    assert_no_controls(&judged);
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(UBRK_CHARACTER, "", judged.text, judged.length, &status);
    assert_true(U_SUCCESS(status));
    assert_true(ubrk_isBoundary(breaks, judged.caret));
    int graphemes = 0;
    ubrk_first(breaks);
    while (ubrk_next(breaks) != UBRK_DONE)
        graphemes++;
    assert_true(graphemes <= UI_EDIT_GRAPHEMES);
    ubrk_close(breaks);
}

static void insert(struct ui_edit *edit, const char *text)
{
    ui_edit_insert(edit, text, strlen(text));
    assert_holds(edit);
}

static void expect(const struct ui_edit *edit, const char *before, const char *after)
{
    assert_int_equal(edit->caret, strlen(before));
    assert_memory_equal(edit->text, before, strlen(before));
    assert_string_equal(edit->text + edit->caret, after);
}

/* --- single things --- */

static void types_and_moves(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    insert(&edit, "Aina");
    ui_edit_left(&edit);
    ui_edit_left(&edit);
    ui_edit_left(&edit);
    insert(&edit, "m");
    expect(&edit, "Am", "ina");
    ui_edit_home(&edit);
    ui_edit_left(&edit);
    ui_edit_backspace(&edit);
    expect(&edit, "", "Amina");
    ui_edit_delete(&edit);
    expect(&edit, "", "mina");
    ui_edit_end(&edit);
    ui_edit_right(&edit);
    ui_edit_delete(&edit);
    expect(&edit, "mina", "");
    ui_edit_clear(&edit);
    expect(&edit, "", "");
}

static void removes_whole_graphemes(void **state)
{
    (void)state;
    static const char *const graphemes[] = {"é",
                                            "e\u0301\u0323",
                                            FAMILY,
                                            FRANCE,
                                            "👍🏽",
                                            "각",
                                            "ᄀ"
                                            "ᅡ"
                                            "ᆨ",
                                            "नि",
                                            "🏴󠁧󠁢󠁳󠁣󠁴󠁿"};
    for (size_t i = 0; i < sizeof graphemes / sizeof graphemes[0]; i++) {
        struct ui_edit edit = {0};
        ui_edit_set(&edit, "x");
        insert(&edit, graphemes[i]);
        insert(&edit, "y");
        ui_edit_left(&edit);
        ui_edit_left(&edit);
        expect(&edit, "x", edit.text + 1);
        ui_edit_right(&edit);
        ui_edit_backspace(&edit);
        expect(&edit, "x", "y");
    }
}

static void moves_in_the_order_of_reading_from_right_to_left(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    ui_edit_set(&edit, "محمد");
    ui_edit_left(&edit);
    expect(&edit, "محم", "د");
    ui_edit_backspace(&edit);
    expect(&edit, "مح", "د");
    insert(&edit, "\u200Fا\u200E");
    assert_non_null(strstr(edit.text, "\u200Fا\u200E")); /* marks only order neutrals: they stay */
}

static void caret_goes_behind_what_joins_over_it(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    ui_edit_set(&edit, "\u0301x");
    ui_edit_home(&edit);
    insert(&edit, "e");
    expect(&edit, "e\u0301", "x");

    ui_edit_set(&edit, "🇫-🇷");
    ui_edit_left(&edit);
    ui_edit_backspace(&edit);
    assert_holds(&edit);
    expect(&edit, FRANCE, "");
}

static void combining_marks_join_the_letter_before(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    insert(&edit, "Ano");
    insert(&edit, "\u0302");
    expect(&edit, "Ano\u0302", "");
    ui_edit_backspace(&edit);
    expect(&edit, "An", "");
}

static void breaks_of_lines_become_one_space(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    insert(&edit, "a\tb\nc\r\nd\re\u2028f\xC2\x85g\n\nh");
    expect(&edit, "a b c d e f g  h", "");
}

static void controls_and_overrides_are_dropped(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    static const char nul[] = "\x01"
                              "A\0n\x1B[1mn\x7F\xC2\x9F"
                              "e\u202E\u2066\u2069\uFEFF";
    ui_edit_insert(&edit, nul, sizeof nul - 1);
    assert_holds(&edit);
    expect(&edit, "An[1mne", "");
    assert_false(edit.overflow);
}

static void invalid_bytes_become_replacement_characters(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"a\xFF"
         "b",
         "a\uFFFDb"},
        {"\xC3", "\uFFFD"},
        {"\xC3(", "\uFFFD("},
        {"\xC0\xAF", "\uFFFD\uFFFD"},                     /* overlong */
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},           /* a surrogate */
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* behind U+10FFFF */
        {"\xF0\x9F\x91", "\uFFFD"},                       /* cut short */
        {"\xEF\xBF\xBF", "\uFFFD"},                       /* U+FFFF, not a character */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ui_edit edit = {0};
        insert(&edit, cases[i].bytes);
        assert_string_equal(edit.text, cases[i].text);
    }
}

/* --- limits --- */

static char *repeated(const char *piece, size_t times)
{
    size_t length = strlen(piece);
    char *text = calloc(times, length + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, piece, length);
    return text;
}

static void paste(struct ui_edit *edit, const char *piece, size_t times)
{
    char *text = repeated(piece, times);
    insert(edit, text);
    free(text);
}

static void a_long_paste_is_cut_and_says_so(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",    "é",       "語", "👍",   FAMILY,
                                         FRANCE, "e\u0301", "ا",  "\xFF"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct ui_edit edit = {0};
        paste(&edit, pieces[i], 2000);
        assert_true(edit.overflow);
        assert_int_equal(edit.caret, strlen(edit.text));
        size_t piece = pieces[i][0] == '\xFF' ? strlen("\uFFFD") : strlen(pieces[i]);
        size_t fit = (UI_EDIT_BYTES - 1) / piece;
        assert_int_equal(edit.caret, piece * (fit < UI_EDIT_GRAPHEMES ? fit : UI_EDIT_GRAPHEMES));
    }
}

static void what_just_fits_is_no_overflow(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    paste(&edit, "é", UI_EDIT_GRAPHEMES);
    assert_false(edit.overflow);
    insert(&edit, "x");
    assert_true(edit.overflow);
    assert_int_equal(strlen(edit.text), 2 * UI_EDIT_GRAPHEMES);
    insert(&edit, "\u0323"); /* joins the last letter: no grapheme more */
    assert_false(edit.overflow);
    insert(&edit, "x");
    ui_edit_backspace(&edit);
    assert_false(edit.overflow);
    insert(&edit, "\x01\x02");
    assert_false(edit.overflow); /* nothing that is kept was left out */
}

static void a_paste_in_the_middle_keeps_what_stood_behind(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    ui_edit_set(&edit, "start end");
    for (int i = 0; i < 3; i++)
        ui_edit_left(&edit);
    paste(&edit, "語", 1000);
    assert_true(edit.overflow);
    assert_int_equal(edit.caret, strlen("start ") + 3 * (UI_EDIT_GRAPHEMES - strlen("start end")));
    assert_string_equal(edit.text + edit.caret, "end");
}

static void one_endless_grapheme_does_not_fit(void **state)
{
    (void)state;
    struct ui_edit edit = {0};
    ui_edit_set(&edit, "Ana");
    paste(&edit, "\u0301", 2000);
    assert_true(edit.overflow);
    ui_edit_set(&edit, edit.text); /* its own text is a text like any other */
    assert_holds(&edit);
    ui_edit_backspace(&edit);
    expect(&edit, "An", "");
}

/* --- any operations on any bytes --- */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void insert_anything(struct ui_edit *edit, uint32_t *seed)
{
    static const char *const pieces[] = {
        "a",    " ",    "\u0301", "\u200D", "👩",      "🇫",  "🇷",      "ᄀ",
        "ᅡ",   "ᆨ",   FAMILY,   "ا",      "\u202E", "\r", "\n",     "\xE2",
        "\x80", "\xFF", "\uFE0F", "\u0600", "\u094D", "क",  "\u0903", "\u20E3"};
    char text[512] = "";
    size_t count = next_random(seed) % 64 == 0 ? 40 : next_random(seed) % 4;
    for (size_t i = 0; i < count; i++)
        strcat(text, pieces[next_random(seed) % (sizeof pieces / sizeof pieces[0])]);
    ui_edit_insert(edit, text, strlen(text));
}

static void insert_random_bytes(struct ui_edit *edit, uint32_t *seed)
{
    char bytes[32];
    size_t length = next_random(seed) % sizeof bytes;
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)next_random(seed);
    ui_edit_insert(edit, bytes, length);
}

static void do_anything(struct ui_edit *edit, uint32_t *seed)
{
    static void (*const moves[])(struct ui_edit *) = {
        ui_edit_left, ui_edit_left, ui_edit_right,     ui_edit_right,  ui_edit_backspace,
        ui_edit_home, ui_edit_end,  ui_edit_backspace, ui_edit_delete,
    };
    uint32_t which = next_random(seed) % 16;
    if (which < sizeof moves / sizeof moves[0])
        moves[which](edit);
    else if (which == 15)
        insert_random_bytes(edit, seed);
    else
        insert_anything(edit, seed);
}

static void anything_leaves_a_good_text(void **state)
{
    (void)state;
    for (uint32_t run = 1; run <= 60; run++) {
        struct ui_edit edit = {0};
        uint32_t seed = run * 2654435761u;
        for (int i = 0; i < 300; i++) {
            do_anything(&edit, &seed);
            assert_holds(&edit);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_and_moves),
        cmocka_unit_test(removes_whole_graphemes),
        cmocka_unit_test(moves_in_the_order_of_reading_from_right_to_left),
        cmocka_unit_test(caret_goes_behind_what_joins_over_it),
        cmocka_unit_test(combining_marks_join_the_letter_before),
        cmocka_unit_test(breaks_of_lines_become_one_space),
        cmocka_unit_test(controls_and_overrides_are_dropped),
        cmocka_unit_test(invalid_bytes_become_replacement_characters),
        cmocka_unit_test(a_long_paste_is_cut_and_says_so),
        cmocka_unit_test(what_just_fits_is_no_overflow),
        cmocka_unit_test(a_paste_in_the_middle_keeps_what_stood_behind),
        cmocka_unit_test(one_endless_grapheme_does_not_fit),
        cmocka_unit_test(anything_leaves_a_good_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
