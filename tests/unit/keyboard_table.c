#include "ui/keyboard_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const languages[] = {"fr", "en", "es"};

static bool is_letter(const char *key)
{
    UChar32 c;
    U8_GET_UNSAFE(key, 0, c);
    return u_isalpha(c);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (size_t i = 0; text[i]; count++)
        U8_FWD_1_UNSAFE(text, i);
    return count;
}

static void check_rows(const char *const rows[KEYBOARD_ROWS])
{
    struct keyboard_keys keys = {0};
    size_t sum = 0;
    for (size_t i = 0; i < KEYBOARD_ROWS; i++) {
        assert_in_range(characters(rows[i]), 8, 12);
        sum += characters(rows[i]);
        keyboard_keys_add(&keys, rows[i]);
    }
    assert_int_equal(keys.count, sum); /* none twice */
}

static void check_accents(const char *accents)
{
    struct keyboard_keys keys = {0};
    keyboard_keys_add(&keys, accents);
    assert_int_equal(keys.count, characters(accents));
    assert_true(keys.count >= 3); /* they name the layer's key */
    for (size_t i = 0; i < keys.count; i++)
        assert_true(is_letter(keys.key[i]));
}

static void rows_and_accents_of_the_table(void **state)
{
    (void)state;
#define KEYBOARD_LAYOUT(language, first, second, third, accents)                                   \
    check_rows((const char *const[]){first, second, third});                                       \
    check_accents(accents);
#include "ui/keyboard_layouts.def"
    check_rows(keyboard_signs.row);
    for (size_t i = 0; i < COUNT(languages); i++)
        for (char letter = 'a'; letter <= 'z'; letter++) {
            const struct keyboard_layout *layout = keyboard_layout_for(languages[i]);
            struct keyboard_keys keys = {0};
            for (size_t row = 0; row < KEYBOARD_ROWS; row++)
                keyboard_keys_add(&keys, layout->row[row]);
            assert_true(keyboard_keys_have(&keys, (const char[]){letter, '\0'}));
        }
}

/* "e" is the letter of "ễ": the first of its canonical decomposition. Other letters stand for
 * themselves. */
static UChar32 bare(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[8];
    int32_t length = unorm2_getDecomposition(unorm2_getNFDInstance(&status), c, text, 8, &status);
    if (length <= 0)
        return c;
    U16_GET(text, 0, 0, length, c);
    return c;
}

static void check_forms(const char *key, const char *forms)
{
    assert_int_equal(characters(key), 1);
    struct keyboard_keys keys = {0};
    keyboard_keys_add(&keys, forms);
    assert_int_equal(keys.count, characters(forms));
    assert_false(keyboard_keys_have(&keys, key));
    for (size_t i = 0; i < keys.count && is_letter(key); i++) {
        UChar32 c;
        U8_GET_UNSAFE(keys.key[i], 0, c);
        UErrorCode status = U_ZERO_ERROR;
        assert_true(u_isalpha(c));
        assert_int_equal(uscript_getScript(c, &status), USCRIPT_LATIN);
        assert_true(bare(c) == c || u_tolower(bare(c)) == (UChar32)key[0]);
    }
}

static void forms_of_the_table(void **state)
{
    (void)state;
    struct keyboard_keys seen = {0}, all = {0};
    size_t rows = 0;
#define KEYBOARD_FORMS(key, forms)                                                                 \
    check_forms(key, forms);                                                                       \
    keyboard_keys_add(&seen, key);                                                                 \
    rows++;                                                                                        \
    if (is_letter(key))                                                                            \
        keyboard_keys_add(&all, forms);
#include "ui/keyboard_layouts.def"
    assert_int_equal(seen.count, rows); /* no key has two rows */
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct keyboard_keys accents = {0};
        keyboard_keys_add(&accents, keyboard_layout_for(languages[i])->accents);
        for (size_t j = 0; j < accents.count; j++)
            assert_true(keyboard_keys_have(&all, accents.key[j]));
    }
}

static void the_accents_of_europe_are_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct keyboard_keys keys = {0}, europe = {0};
        keyboard_add_accents(&keys, keyboard_layout_for(languages[i]));
        keyboard_keys_add(&europe, "łőűšžčćđğıİşţțșøåæœþðÿßñçąęėįųūāēīņģķļřůěťďňĺľŕħġżċŵŷǧəơư");
        for (size_t j = 0; j < europe.count; j++)
            assert_true(keyboard_keys_have(&keys, europe.key[j]));
        for (size_t j = 0; j < keys.count; j++)
            assert_true(is_letter(keys.key[j]));
        assert_in_range(keys.count, europe.count, 3 * 33); /* three pages */
    }
}

static void layouts_follow_the_language(void **state)
{
    (void)state;
    assert_string_equal(keyboard_layout_for("fr")->language, "fr");
    assert_string_equal(keyboard_layout_for("fr-CA")->language, "fr");
    assert_string_equal(keyboard_layout_for("es_MX")->language, "es");
    assert_string_equal(keyboard_layout_for("en")->language, "");
    assert_string_equal(keyboard_layout_for("f")->language, "");
    assert_string_equal(keyboard_layout_for("fry")->language, "");
    assert_string_equal(keyboard_layout_for("")->language, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_accents_of_the_table),
        cmocka_unit_test(forms_of_the_table),
        cmocka_unit_test(the_accents_of_europe_are_there),
        cmocka_unit_test(layouts_follow_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
