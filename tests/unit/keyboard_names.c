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
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const languages[] = {"fr", "en", "es"};

/* --- a typist who knows every way to a character --- */

static const struct ui_node *key_showing(const struct desk *desk, const char *text)
{
    for (size_t i = 0; i < ui_count(desk->ui); i++) {
        const struct ui_node *node = ui_node(desk->ui, i);
        if (desk_key_types(node) && strcmp(node->label, text) == 0)
            return node;
    }
    return strcmp(text, " ") == 0 ? ui_find(desk->ui, "key/space") : NULL;
}

/* With shift off, once and locked, then back off. */
static bool try_shifts(struct desk *desk, const char *text)
{
    for (int shift = 0; shift < 3; shift++) {
        const struct ui_node *key = key_showing(desk, text);
        if (key)
            return desk_press_node(desk, key, false);
        if (desk_has(desk, "key/shift"))
            desk_press(desk, "key/shift");
    }
    return false;
}

static bool try_pages(struct desk *desk, const char *text)
{
    char first[16];
    snprintf(first, sizeof first, "%s",
             desk_has(desk, "key/more") ? desk_label(desk, "key/more") : "");
    for (;;) {
        if (try_shifts(desk, text))
            return true;
        if (!*first)
            return false;
        desk_press(desk, "key/more");
        if (strcmp(desk_label(desk, "key/more"), first) == 0)
            return false;
    }
}

static bool try_long_presses(struct desk *desk, const char *text)
{
    desk_start_over(desk);
    for (size_t i = 0; i < ui_count(desk->ui); i++) {
        const struct ui_node *node = ui_node(desk->ui, i);
        if (!desk_key_types(node) || !keyboard_has_forms(node->id + 4))
            continue;
        desk_press_node(desk, node, true);
        if (try_pages(desk, text))
            return true;
        desk_start_over(desk);
    }
    return false;
}

static bool type_character(struct desk *desk, const char *text)
{
    static const char *const layers[] = {NULL, "key/accents", "key/layer"};
    for (size_t i = 0; i < COUNT(layers); i++) {
        desk_start_over(desk);
        if (layers[i])
            desk_press(desk, layers[i]);
        if (try_pages(desk, text))
            return true;
    }
    return try_long_presses(desk, text);
}

static void type(struct desk *desk, const char *text)
{
    for (size_t i = 0, from = 0; text[i]; from = i) {
        char character[5] = "";
        U8_FWD_1_UNSAFE(text, i);
        memcpy(character, text + from, i - from);
        if (!type_character(desk, character))
            fail_msg("%s cannot be typed in %s", character, desk->language);
    }
}

static void expect_typed(struct desk *desk, const char *text)
{
    ui_edit_clear(&desk->edit);
    type(desk, text);
    assert_string_equal(desk->edit.text, text);
}

/* --- names --- */

static void names_can_be_typed_in_every_layout(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Austin",
        "Bojonegoro",
        "Buenos Aires",
        "Elgeyo Marakwet",
        "Jalisco",
        "Kigoma",
        "La Libertad",
        "Madrid",
        "Ontario",
        "Paris",
        "São Paulo",
        "Sao Paulo",
        "Écosse",
        "Scotland",
        "Sekondi-Takoradi",
        "Séoul",
        "Tbilissi",
        "Seúl",
        "Tiflis",
        "Maëlle Grégoire",
        "O’Higgins",
        "Łukasz Żółć",
        "Nguyễn Thị Hương",
        "Ağrı İpek Şahin",
        "Þórdís Ævarsdóttir",
        "Ondřej Příhoda",
        "Ștefan Țăranu",
        "Gal·la",
        "Oʻzbekiston",
        "Gülər Əliyeva",
        "Jürgen Groß",
        "DE LA CRUZ",
        "van der Berg",
        "Ōé, Jr.",
        "K’iche’ (Maya)",
    };
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct desk desk;
        desk_sit_down(&desk, languages[i], UI_KEYBOARD_NAME);
        for (size_t j = 0; j < COUNT(names); j++)
            expect_typed(&desk, names[j]);
        desk_stand_up(&desk);
    }
}

static bool seen_before(bool *seen, const char *character)
{
    UChar32 c;
    U8_GET_UNSAFE(character, 0, c);
    assert_true(c < 0x3000);
    bool before = seen[c];
    seen[c] = true;
    return before;
}

static void type_letters_of(struct desk *desk, const char *name, bool *seen)
{
    for (size_t i = 0, from = 0; name[i]; from = i) {
        char character[5] = "";
        U8_FWD_1_UNSAFE(name, i);
        memcpy(character, name + from, i - from);
        if (!seen_before(seen, character))
            expect_typed(desk, character);
    }
}

static void country_name(char *out, int capacity, const char *language, const char *country)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar name[128];
    ULocaleDisplayNames *names = uldn_open(language, ULDN_STANDARD_NAMES, &status);
    uldn_regionDisplayName(names, country, name, (int32_t)COUNT(name), &status);
    u_strToUTF8(out, capacity, NULL, name, -1, &status);
    assert_true(U_SUCCESS(status));
    uldn_close(names);
}

static void countries_can_be_typed_in_every_layout(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++) {
        bool seen[0x3000] = {0};
        size_t countries = 0;
        struct desk desk;
        desk_sit_down(&desk, languages[i], UI_KEYBOARD_NAME);
        for (size_t j = 0; j < COUNT(languages); j++)
            for (const char *const *country = uloc_getISOCountries(); *country; country++) {
                char name[256];
                country_name(name, sizeof name, languages[j], *country);
                type_letters_of(&desk, name, seen);
                countries++;
            }
        assert_true(countries > 3 * 190);
        desk_stand_up(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_can_be_typed_in_every_layout),
        cmocka_unit_test(countries_can_be_typed_in_every_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
