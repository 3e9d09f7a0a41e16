/* The order of lists: as the dictionaries of a language sort, and stable. */
#include "order.h"

#include "core/memory.h"
#include "core/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Sorted by text alone; the names joined by spaces, to be freed. */
static char *sorted(const char *language, const char *const *texts, size_t count)
{
    struct em_buffer joined = {0};
    struct order *order = order_new(language);
    for (size_t i = 0; i < count; i++) {
        order_text(order, texts[i]);
        order_row(order);
    }
    order_sort(order);
    assert_int_equal(order_count(order), count);
    em_buffer_text(&joined, "");
    for (size_t i = 0; i < count; i++)
        em_buffer_format(&joined, "%s%s", i ? " " : "", texts[order_at(order, i)]);
    order_free(order);
    return joined.data;
}

static void each_language_has_its_alphabet(void **state)
{
    (void)state;
    static const struct {
        const char *language, *texts[6], *expected;
    } cases[] = {
        {"fr", {"zèbre", "Éve", "eva", "Łódź", "lz", "Zoé"}, "eva Éve Łódź lz zèbre Zoé"},
        {"es", {"ñu", "nz", "oso", "na", "Ñandú", "no"}, "na no nz Ñandú ñu oso"},
        {"en", {"ñu", "nz", "oso", "na", "Ñandú", "no"}, "na Ñandú no ñu nz oso"},
        {"sv", {"zon", "ål", "arm", "öl", "ärt", "ask"}, "arm ask zon ål ärt öl"},
        {"fr", {"나무", "ჯემალ", "가람", "ანა", "Ziad", "أمينة"}, "Ziad ანა ჯემალ أمينة 가람 나무"},
        {"fr", {"cote", "côté", "coté", "côte", "Cote", "d"}, "cote Cote coté côte côté d"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *found = sorted(cases[i].language, cases[i].texts, 6);
        assert_string_equal(found, cases[i].expected);
        free(found);
    }
}

/* The same letters, composed or not, are the same text. */
static void ways_of_writing_an_accent_do_not_matter(void **state)
{
    (void)state;
    static const char *const texts[] = {"e\u0301b", "éa", "e\u0301a", "éb"};
    char *found = sorted("fr", texts, 4);
    assert_string_equal(found, "éa e\u0301a e\u0301b éb");
    free(found);
}

static void what_is_not_known_comes_last(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "b", "\U0010FFFD", "a"};
    char *found = sorted("en", texts, 4);
    assert_string_equal(found, "a b \U0010FFFD ");
    free(found);
}

/* By group, then by name, then as they came. */
static void parts_of_a_key_come_one_after_the_other(void **state)
{
    (void)state;
    static const struct {
        int64_t group;
        const char *name;
    } rows[] = {{2, "a"}, {-1, "b"}, {2, NULL}, {-1, "ab"}, {INT64_MIN, "z"}, {-1, "b"}, {2, "a"}};
    static const size_t expected[] = {4, 3, 1, 5, 0, 6, 2};
    struct order *order = order_new("en");
    for (size_t i = 0; i < 7; i++) {
        order_number(order, rows[i].group);
        order_text(order, rows[i].name);
        order_row(order);
    }
    order_sort(order);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(order_at(order, i), expected[i]);
    order_free(order);
}

static void no_rows_and_rows_without_keys(void **state)
{
    (void)state;
    struct order *order = order_new("no such language");
    order_sort(order);
    assert_int_equal(order_count(order), 0);
    order_row(order);
    order_row(order);
    order_sort(order);
    assert_int_equal(order_at(order, 0), 0);
    assert_int_equal(order_at(order, 1), 1);
    order_free(order);
    order_free(NULL);
}

/* A key that is longer than most: nothing of it is cut. */
static void long_texts_are_told_apart_by_their_ends(void **state)
{
    (void)state;
    char *texts[2];
    for (int i = 0; i < 2; i++) {
        struct em_buffer text = {0};
        for (int part = 0; part < 2000; part++)
            em_buffer_text(&text, "ლé");
        em_buffer_text(&text, i ? "a" : "b");
        texts[i] = text.data;
    }
    struct order *order = order_new("fr");
    for (int i = 0; i < 2; i++) {
        order_text(order, texts[i]);
        order_row(order);
    }
    order_sort(order);
    assert_int_equal(order_at(order, 0), 1);
    order_free(order);
    free(texts[0]);
    free(texts[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_has_its_alphabet),
        cmocka_unit_test(ways_of_writing_an_accent_do_not_matter),
        cmocka_unit_test(what_is_not_known_comes_last),
        cmocka_unit_test(parts_of_a_key_come_one_after_the_other),
        cmocka_unit_test(no_rows_and_rows_without_keys),
        cmocka_unit_test(long_texts_are_told_apart_by_their_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
