#include "core/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- folding and matching ---- */

static void expect_fold(const char *text, const char *folded)
{
    char out[256];
    words_fold(out, sizeof out, text);
    assert_string_equal(out, folded);
}

static void folding_forgets_case_and_accents(void **state)
{
    (void)state;
    expect_fold("Évêque À LA GRÈVE", "eveque a la greve");
    expect_fold("España, Peñón", "espana penon");
    expect_fold("Großstraße STRASSE", "grossstrasse strasse");
    expect_fold("Tromsø TRØNDELAG Århus", "tromso trondelag arhus");
    expect_fold("İstanbul ISTANBUL Diyarbakır", "istanbul istanbul diyarbakir");
    expect_fold("Łódź Đà Nẵng Œuvre Æsir", "lodz da nang oeuvre aesir");
    expect_fold("e\u0301te\u0301 \u00E9t\u00E9", "ete ete");
    expect_fold("ﬁn Ｐａｒｉｓ", "fin paris");
    expect_fold("ΆΘΗΝΑΣ Ёлка", "αθηνασ елка");
}

static void folding_makes_punctuation_one_space(void **state)
{
    (void)state;
    expect_fold("  Côte d’Ivoire -- (Guinée‑Bissau)! ", "cote d ivoire guinee bissau");
    expect_fold("Hawaiʻi", "hawaii");
    expect_fold("Pa\u00ADris", "paris"); /* a soft hyphen separates nothing */
    expect_fold("", "");
    expect_fold("?!…", "");
}

static void folding_speaks_other_scripts(void **state)
{
    (void)state;
    expect_fold("საქართველო ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ",
                "საქართველო საქართველო");
    expect_fold("الأُرْدُنّ", "الاردن");
    expect_fold("ســلام", "سلام");
    expect_fold("हिन्दी", "हिनदी"); /* vowel signs are letters, not accents */
    expect_fold("कुमार", "कुमार");
    expect_fold("ガーナ", "カーナ");
}

static void folding_finds_a_hangul_syllable_being_typed(void **state)
{
    (void)state;
    char seoul[64], typed[64];
    words_fold(seoul, sizeof seoul, "서울");
    const char *const keys[] = {"ㅅ", "서", "성", "서우", "서울"};
    const int found[] = {3, 3, 0, 3, 3};
    for (size_t i = 0; i < 5; i++) {
        words_fold(typed, sizeof typed, keys[i]);
        assert_int_equal(words_match(seoul, typed), found[i]);
    }
}

static void folding_survives_invalid_text_and_small_room(void **state)
{
    (void)state;
    char out[4];
    words_fold(out, sizeof out, "ab\xFF\xC3(cd");
    assert_string_equal(out, "ab ");
    words_fold(out, sizeof out, "aéკარგი");
    assert_string_equal(out, "ae");
    words_fold(out, 1, "abc");
    assert_string_equal(out, "");
}

static int match(const char *text, const char *query)
{
    char folded_text[256], folded_query[256];
    words_fold(folded_text, sizeof folded_text, text);
    words_fold(folded_query, sizeof folded_query, query);
    return words_match(folded_text, folded_query);
}

static void matching_ranks_where_it_finds(void **state)
{
    (void)state;
    assert_int_equal(match("Corée du Nord", "cor"), 3);
    assert_int_equal(match("Corée du Nord", "NORD"), 2);
    assert_int_equal(match("Corée du Nord", "orée"), 1);
    assert_int_equal(match("Corée du Nord", "sud"), 0);
    assert_int_equal(match("Corée du Nord", ""), 1);
    assert_int_equal(match("", "a"), 0);
    assert_int_equal(match("", ""), 1);
}

static void matching_needs_every_word(void **state)
{
    (void)state;
    assert_int_equal(match("Elgeyo Marakwet", "elgeyo mar"), 3);
    assert_int_equal(match("Elgeyo Marakwet", "mar elg"), 2);
    assert_int_equal(match("Elgeyo Marakwet", "elg akw"), 1);
    assert_int_equal(match("Elgeyo Marakwet", "elgeyo paris"), 0);
}

static void matching_forgives_a_missing_space(void **state)
{
    (void)state;
    assert_int_equal(match("N’Djamena", "ndjam"), 3);
    assert_int_equal(match("Côte d’Ivoire", "divoire"), 2);
    assert_int_equal(match("États-Unis", "sun"), 0); /* only from a word's start */
}

/* ---- graphemes ---- */

static void expect_graphemes(const char *const *parts, size_t count)
{
    char text[512] = "";
    size_t bounds[16] = {0};
    for (size_t i = 0; i < count; i++) {
        strcat(text, parts[i]);
        bounds[i + 1] = strlen(text);
    }
    assert_int_equal(words_graphemes(text), count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(words_next_grapheme(text, bounds[i]), bounds[i + 1]);
        assert_int_equal(words_previous_grapheme(text, bounds[i + 1]), bounds[i]);
    }
}

static void graphemes_are_what_a_person_sees(void **state)
{
    (void)state;
    const char *const parts[] = {
        "a",
        "e\u0301",
        "é",
        "\U0001F1EB\U0001F1F7",                       /* the flag of France */
        "\U0001F1F0\U0001F1EA",                       /* the flag of Kenya */
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", /* a family, joined */
        "\U0001F44D\U0001F3FD",
        "\u1112\u1161\u11AB", /* Hangul in jamo */
        "한",
        "नि",
        "ქ",
        "n\u0303\u0323\u0301",
    };
    expect_graphemes(parts, sizeof parts / sizeof *parts);
}

static void graphemes_end_at_the_ends(void **state)
{
    (void)state;
    assert_int_equal(words_next_grapheme("", 0), 0);
    assert_int_equal(words_previous_grapheme("", 0), 0);
    assert_int_equal(words_graphemes(""), 0);
    assert_int_equal(words_next_grapheme("ab", 2), 2);
    assert_int_equal(words_next_grapheme("ab", 99), 2);
    assert_int_equal(words_previous_grapheme("ab", 99), 1);
    assert_int_equal(words_previous_grapheme("ab", 0), 0);
}

/* ---- cleaning ---- */

static void expect_clean(const char *text, size_t length, const char *clean)
{
    char out[512];
    assert_true(words_clean(out, sizeof out, text, length));
    assert_string_equal(out, clean);
}

static void cleaning_keeps_what_was_meant(void **state)
{
    (void)state;
    const char *const kept[] = {
        "Amina Nyambura", "María-José d’Íñigo (ñ)", "محمد بن\u200Cعلی", "김민준", "\u200Fשלום",
        "a  b ",          "100 % <b>&amp;"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        expect_clean(kept[i], strlen(kept[i]), kept[i]);
    expect_clean("e\u0301", 3, "é");
}

static void cleaning_drops_what_was_not(void **state)
{
    (void)state;
    expect_clean("a\0b\x1B[31m\x7F\xC2\x80"
                 "c",
                 12, "ab[31mc");
    expect_clean("one\r\n\t\ntwo\u2028three", 18, "one two three");
    const char *const turns[] = {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                 "\u2066", "\u2067", "\u2068", "\u2069"};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        expect_clean(turns[i], strlen(turns[i]), "");
    expect_clean("a\u202Eb\u2069c", 9, "abc");
    expect_clean("\uFEFFa", 4, "a");
}

static void cleaning_marks_invalid_bytes(void **state)
{
    (void)state;
    expect_clean("a\xFF", 2, "a\uFFFD");
    expect_clean("\xC3", 1, "\uFFFD");
    expect_clean("\xE2\x82x", 3, "\uFFFDx");
    expect_clean("\xC0\xAF", 2, "\uFFFD\uFFFD");           /* overlong */
    expect_clean("\xED\xA0\x80", 3, "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
    expect_clean("\xEF\xBF\xBF", 3, "\uFFFD");             /* U+FFFF */
    expect_clean("é", 1, "\uFFFD");                        /* cut by the length */
}

static void cleaning_cuts_between_graphemes(void **state)
{
    (void)state;
    char out[8];
    assert_true(words_clean(out, sizeof out, "abcdefg", 7));
    assert_false(words_clean(out, sizeof out, "abcdefgh", 8));
    assert_string_equal(out, "abcdefg");
    assert_false(words_clean(out, sizeof out, "abcdeéf", 8));
    assert_string_equal(out, "abcdeé");
    assert_false(words_clean(out, sizeof out, "abcdefé", 8));
    assert_string_equal(out, "abcdef");
    const char *flags = "\U0001F1EB\U0001F1F7"; /* eight bytes, one picture */
    assert_false(words_clean(out, sizeof out, flags, strlen(flags)));
    assert_string_equal(out, "");
    assert_false(words_clean(out, 1, "a", 1));
    assert_string_equal(out, "");
    assert_true(words_clean(out, 1, "", 0));
}

static void cleaning_takes_two_thousand_characters(void **state)
{
    (void)state;
    char text[4001], out[401];
    for (size_t i = 0; i < 2000; i++)
        memcpy(text + 2 * i, "é", 2);
    text[4000] = '\0';
    assert_false(words_clean(out, sizeof out, text, 4000));
    assert_int_equal(words_graphemes(out), 200);
}

static void cleaning_limits_the_marks_on_a_letter(void **state)
{
    (void)state;
    char text[1100] = "Z", out[1100];
    for (size_t i = 0; i < 500; i++)
        strcat(text, "\u0302");
    strcat(text, "oe\u0301");
    assert_true(words_clean(out, sizeof out, text, strlen(text)));
    assert_int_equal(words_graphemes(out), 3);
    /* The first mark composes with Z. */
    assert_int_equal(strlen(out), strlen("Ẑ") + 2 * WORDS_MARKS_MAX + strlen("oé"));
    char again[1100];
    assert_true(words_clean(again, sizeof again, out, strlen(out)));
    assert_string_equal(again, out);
}

static void cleaning_bounds_what_it_looks_at(void **state)
{
    (void)state;
    size_t length = 3u << 20;
    char *text = malloc(length), out[16];
    memset(text, '\x01', length);
    assert_false(words_clean(out, sizeof out, text, length));
    assert_string_equal(out, "");
    free(text);
}

/* Any bytes: the result is valid, clean, and cleaning it again changes nothing. */
static void cleaning_any_bytes_twice_is_cleaning_once(void **state)
{
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 20000; round++) {
        char text[40], once[64], twice[64];
        size_t length = (size_t)(seed % sizeof text);
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1103515245u + 12345u;
            text[i] = (char)(seed >> 16);
        }
        seed = seed * 1103515245u + 12345u;
        words_clean(once, sizeof once, text, length);
        assert_true(words_clean(twice, sizeof twice, once, strlen(once)));
        assert_string_equal(once, twice);
    }
}

/* Plain ASCII takes a short way: with a letter beside it that is none it takes the long one. */
static void folding_ascii_is_folding(void **state)
{
    (void)state;
    uint32_t chance = 1;
    for (int round = 0; round < 20000; round++) {
        char text[24], other[32], folded[64], others[64], wanted[64];
        size_t length = (size_t)round % 20;
        for (size_t i = 0; i < length; i++) {
            chance = chance * 1664525 + 1013904223;
            text[i] = (char)(1 + (chance >> 24) % 127);
        }
        text[length] = '\0';
        snprintf(other, sizeof other, "%s é", text);
        words_fold(folded, sizeof folded, text);
        words_fold(others, sizeof others, other);
        snprintf(wanted, sizeof wanted, "%s%se", folded, *folded ? " " : "");
        assert_string_equal(others, wanted);
    }
}

static void a_short_fold_is_cut(void **state)
{
    char out[8];
    (void)state;
    words_fold(out, sizeof out, "Amina Nyambura");
    assert_string_equal(out, "amina n");
    words_fold(out, 7, "Amina Nyambura");
    assert_string_equal(out, "amina ");
    words_fold(out, 7, "Ámina Nyambura");
    assert_string_equal(out, "amina ");
    words_fold(out, 1, "Amina");
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_forgets_case_and_accents),
        cmocka_unit_test(folding_makes_punctuation_one_space),
        cmocka_unit_test(folding_speaks_other_scripts),
        cmocka_unit_test(folding_finds_a_hangul_syllable_being_typed),
        cmocka_unit_test(folding_survives_invalid_text_and_small_room),
        cmocka_unit_test(matching_ranks_where_it_finds),
        cmocka_unit_test(matching_needs_every_word),
        cmocka_unit_test(matching_forgives_a_missing_space),
        cmocka_unit_test(graphemes_are_what_a_person_sees),
        cmocka_unit_test(graphemes_end_at_the_ends),
        cmocka_unit_test(cleaning_keeps_what_was_meant),
        cmocka_unit_test(cleaning_drops_what_was_not),
        cmocka_unit_test(cleaning_marks_invalid_bytes),
        cmocka_unit_test(cleaning_cuts_between_graphemes),
        cmocka_unit_test(cleaning_takes_two_thousand_characters),
        cmocka_unit_test(cleaning_limits_the_marks_on_a_letter),
        cmocka_unit_test(cleaning_bounds_what_it_looks_at),
        cmocka_unit_test(cleaning_any_bytes_twice_is_cleaning_once),
        cmocka_unit_test(folding_ascii_is_folding),
        cmocka_unit_test(a_short_fold_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
