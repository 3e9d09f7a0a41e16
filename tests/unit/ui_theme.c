/* The tables of the look: contrast by WCAG 2.1 (1.4.3, relative luminance), sizes by the panel they
 * are for. */
#include "ui/node.h"
#include "ui/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static double linear(uint32_t channel)
{
    double c = (double)(channel & 0xff) / 255;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(enum ui_color color)
{
    uint32_t rgb = ui_color_rgb(color);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
}

static double contrast(enum ui_color a, enum ui_color b)
{
    double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}

static void contrast_is_what_the_look_promises(void **state)
{
    (void)state;
    static const struct {
        enum ui_color text, ground;
        double least;
    } pairs[] = {
        {UI_COLOR_INK, UI_COLOR_PAPER, 10},
        {UI_COLOR_INK, UI_COLOR_SHEET, 10},
        {UI_COLOR_INK, UI_COLOR_KEY_DARK, 10},
        {UI_COLOR_MUTED, UI_COLOR_PAPER, 10},
        {UI_COLOR_MUTED, UI_COLOR_SHEET, 10},
        {UI_COLOR_BLUE, UI_COLOR_PAPER, 10},
        {UI_COLOR_BLUE, UI_COLOR_SHEET, 10},
        {UI_COLOR_WHITE, UI_COLOR_BLUE, 10},
        {UI_COLOR_WHITE, UI_COLOR_BLUE_PRESSED, 10},
        {UI_COLOR_PEN, UI_COLOR_SHEET, 10},
        {UI_COLOR_WHITE, UI_COLOR_ATTENTION, 10},
        {UI_COLOR_WHITE, UI_COLOR_ACCEPTED, 10},
        {UI_COLOR_WHITE, UI_COLOR_REFUSED, 10},
        {UI_COLOR_WHITE, UI_COLOR_DEEP, 10},
        {UI_COLOR_INK, UI_COLOR_WHITE, 10},
        {UI_COLOR_ATTENTION_TEXT, UI_COLOR_PAPER, 10},
        /* under a finger, disabled, or not text alone */
        {UI_COLOR_INK, UI_COLOR_PRESSED, 7},
        {UI_COLOR_BLUE, UI_COLOR_PRESSED, 4.5},
        {UI_COLOR_MUTED, UI_COLOR_RULE, 4.5},
        {UI_COLOR_RULE, UI_COLOR_ATTENTION, 4.5},
        {UI_COLOR_RULE, UI_COLOR_ACCEPTED, 4.5},
        {UI_COLOR_RULE, UI_COLOR_REFUSED, 4.5},
        {UI_COLOR_NUMBER, UI_COLOR_PAPER, 4.5},
        {UI_COLOR_MARGIN, UI_COLOR_PAPER, 3},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (contrast(pairs[i].text, pairs[i].ground) < pairs[i].least)
            fail_msg("pair %zu has %.2f, not %.1f", i, contrast(pairs[i].text, pairs[i].ground),
                     pairs[i].least);
}

static void a_press_is_seen(void **state)
{
    (void)state;
    assert_true(luminance(UI_COLOR_PRESSED) < luminance(UI_COLOR_KEY_DARK) * 0.8);
    assert_true(luminance(UI_COLOR_BLUE_PRESSED) < luminance(UI_COLOR_BLUE) * 0.8);
}

static void every_type_has_a_size_and_a_line(void **state)
{
    (void)state;
    for (int type = 0; type < UI_TYPES; type++) {
        const struct ui_type_style *style = ui_type_style((enum ui_type)type);
        assert_in_range(style->size, 24, 170);
        assert_true(style->line >= style->size);
        assert_in_range(style->face, 0, UI_FACES - 1);
    }
}

/* A unit is 1/1080 of a 24" 16:9 panel's height; Noto Sans' capitals are 0.714 em. */
static void the_largest_capital_is_7_3_mm(void **state)
{
    (void)state;
    double unit = 24 * 25.4 * 9 / sqrt(16 * 16 + 9 * 9) / 1080;
    double size = 24.0 * ui_text_size_permille[UI_TEXT_SIZES - 1] / 1000;
    assert_true(size * 0.714 * unit >= 7.3);
    for (int i = 1; i < UI_TEXT_SIZES; i++)
        assert_true(ui_text_size_permille[i] > ui_text_size_permille[i - 1]);
}

static void roles_have_their_aria_names(void **state)
{
    (void)state;
    assert_string_equal(ui_role_name(UI_ROLE_NONE), "none");
    assert_string_equal(ui_role_name(UI_ROLE_TEXTBOX), "textbox");
    assert_string_equal(ui_role_name(UI_ROLE_APPLICATION), "application");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_what_the_look_promises),
        cmocka_unit_test(a_press_is_seen),
        cmocka_unit_test(every_type_has_a_size_and_a_line),
        cmocka_unit_test(the_largest_capital_is_7_3_mm),
        cmocka_unit_test(roles_have_their_aria_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
