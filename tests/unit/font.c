#include "platform/font.h"

#include "platform/line_cache.h"
#include "ui/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct font *font;
static struct ui_metrics metrics;

static int set_up(void **state)
{
    (void)state;
    char problem[256] = "";
    font = font_new(problem, sizeof problem);
    if (!font)
        fail_msg("%s", problem);
    metrics = font_metrics(font);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    font_free(font);
    return 0;
}

static int width(enum ui_face face, int px, const char *text)
{
    return metrics.width(metrics.context, (struct ui_font){face, px}, text, strlen(text));
}

static struct font_line line(enum ui_face face, int px, const char *text)
{
    return font_line(font, (struct ui_font){face, px}, text, strlen(text));
}

static size_t ink(struct font_line drawn)
{
    size_t sum = 0;
    for (int i = 0; drawn.coverage && i < drawn.width * drawn.height; i++)
        sum += drawn.coverage[i];
    return sum;
}

static void a_concatenation_is_as_wide_as_its_parts(void **state)
{
    (void)state;
    for (int px = 20; px <= 130; px += 11) {
        int whole = width(UI_FACE_SANS, px, "Nous, gouvernements locaux");
        int parts = width(UI_FACE_SANS, px, "Nous, ") + width(UI_FACE_SANS, px, "gouvernements ") +
                    width(UI_FACE_SANS, px, "locaux");
        assert_in_range(whole, parts - 2, parts + 2);
    }
}

static void width_is_the_advance_not_the_ink(void **state)
{
    (void)state;
    /* The ink of an italic f reaches far past its advance: a layout that counts ink sets text too
     * wide. */
    struct font_line f = line(UI_FACE_SERIF_ITALIC, 60, "f");
    assert_true(f.left < 0);
    assert_true(f.left + f.width > width(UI_FACE_SERIF_ITALIC, 60, "f"));
    assert_true(width(UI_FACE_SANS, 30, " ") > 0);
    assert_null(line(UI_FACE_SANS, 30, " ").coverage);
    assert_int_equal(width(UI_FACE_SANS, 30, ""), 0);
}

static void pairs_are_kerned(void **state)
{
    (void)state;
    assert_true(width(UI_FACE_SANS, 100, "To") <
                width(UI_FACE_SANS, 100, "T") + width(UI_FACE_SANS, 100, "o"));
}

static void a_mark_sits_on_its_letter(void **state)
{
    (void)state;
    assert_int_equal(width(UI_FACE_SANS, 40, "e\xCC\x81"), width(UI_FACE_SANS, 40, "é"));
    assert_true(ink(line(UI_FACE_SANS, 40, "e\xCC\x81")) > ink(line(UI_FACE_SANS, 40, "e")));
}

/* What a character that no font has looks like. */
static struct font_line tofu(enum ui_face face)
{
    return line(face, 40, "\xF4\x8F\xBF\xBD"); /* U+10FFFD, private use */
}

static bool same_ink(struct font_line a, struct font_line b)
{
    return a.width == b.width && a.height == b.height && a.coverage && b.coverage &&
           memcmp(a.coverage, b.coverage, (size_t)a.width * (size_t)a.height) == 0;
}

static void every_script_shows_in_every_face(void **state)
{
    (void)state;
    static const char *const letters[] = {"ქ", "한", "中", "あ", "ع", "ש", "ह", "ท",
                                          "Ж", "Ω",  "Հ",  "አ",  "ব", "த", "ភ", "ລ"};
    for (int face = 0; face < UI_FACES; face++) {
        struct font_line box = tofu((enum ui_face)face);
        assert_true(ink(box) > 0);
        assert_true(same_ink(tofu((enum ui_face)face), box)); /* the comparison can say yes */
        for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
            struct font_line drawn = line((enum ui_face)face, 40, letters[i]);
            assert_true(ink(drawn) > 0);
            assert_false(same_ink(drawn, tofu((enum ui_face)face)));
        }
    }
}

static void right_to_left_text_runs_to_the_left(void **state)
{
    (void)state;
    /* Two thin vavs, then a heavy shin. */
    struct font_line drawn = line(UI_FACE_SANS, 60, "ווש");
    int left = 0, right = 0;
    for (int y = 0; y < drawn.height; y++) {
        for (int x = 0; x < drawn.width; x++)
            *(x < drawn.width / 2 ? &left : &right) += drawn.coverage[y * drawn.width + x] > 127;
    }
    assert_true(left > right); /* the heavy shin, said last, stands at the left */
}

static void arabic_letters_join(void **state)
{
    (void)state;
    /* Joined behs are narrower than behs apart (a zero-width non-joiner between them).
     */
    assert_true(width(UI_FACE_SANS, 60, "ببب") <
                width(UI_FACE_SANS, 60, "ب\xE2\x80\x8Cب\xE2\x80\x8Cب"));
}

static void mixed_directions_draw_all_their_letters(void **state)
{
    (void)state;
    size_t both = ink(line(UI_FACE_SANS, 40, "Maroc المغرب 2016"));
    size_t parts = ink(line(UI_FACE_SANS, 40, "Maroc")) + ink(line(UI_FACE_SANS, 40, "المغرب")) +
                   ink(line(UI_FACE_SANS, 40, "2016"));
    assert_in_range(both, parts - parts / 20, parts + parts / 20);
}

static void broken_bytes_show_a_replacement(void **state)
{
    (void)state;
    assert_true(ink(line(UI_FACE_SANS, 30, "\xFF\xC3")) > 0);
    assert_true(width(UI_FACE_SANS, 30, "a\xF0\x9F") > width(UI_FACE_SANS, 30, "a"));
}

static void long_text_of_marks_is_no_trouble(void **state)
{
    (void)state;
    char marks[2001] = "a";
    for (size_t i = 1; i + 1 < sizeof marks; i += 2)
        memcpy(marks + i, "\xCC\x81", 2);
    marks[1999] = '\0';
    assert_true(ink(line(UI_FACE_SANS, 34, marks)) > 0);
}

static void asking_again_gives_the_same(void **state)
{
    (void)state;
    struct font_line first = line(UI_FACE_SERIF, 31, "Reconnaître");
    size_t size = (size_t)first.width * (size_t)first.height;
    uint8_t *kept = malloc(size);
    memcpy(kept, first.coverage, size);
    for (int i = 0; i < 3000; i++) { /* enough to push it out */
        char other[64];
        snprintf(other, sizeof other, "des gouvernements locaux, numéro %d", i);
        line(UI_FACE_DISPLAY, 60, other);
    }
    struct font_line again = line(UI_FACE_SERIF, 31, "Reconnaître");
    assert_int_equal((size_t)again.width * (size_t)again.height, size);
    assert_memory_equal(again.coverage, kept, size);
    free(kept);
}

static void the_cache_keeps_its_budget_and_what_was_used_last(void **state)
{
    (void)state;
    struct line_cache *cache = line_cache_new(20000);
    struct ui_font style = {UI_FACE_SANS, 30};
    line_cache_get(cache, style, "kept", 4)->width = 7;
    for (int i = 0; i < 1000; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d", i);
        struct cached_line *entry = line_cache_get(cache, style, name, strlen(name));
        assert_int_equal(entry->width, LINE_UNKNOWN);
        line_cache_draw(cache, entry, (struct font_line){calloc(1, 1000), 50, 20, 0, 0});
        assert_true(line_cache_bytes(cache) <= 20000);
        assert_int_equal(line_cache_get(cache, style, "kept", 4)->width, 7);
    }
    assert_int_equal(line_cache_get(cache, style, "0", 1)->width, LINE_UNKNOWN);
    assert_false(line_cache_get(cache, style, "0", 1)->drawn);
    struct ui_font larger = {UI_FACE_SANS, 31};
    assert_int_equal(line_cache_get(cache, larger, "kept", 4)->width, LINE_UNKNOWN);
    line_cache_free(cache);
}

static void what_is_forgotten_is_measured_and_drawn_anew(void **state)
{
    (void)state;
    struct ui_font style = {UI_FACE_SANS, 30};
    const char *name = "Amina Nyambura";
    int width = metrics.width(metrics.context, style, name, strlen(name));
    struct font_line before = font_line(font, style, name, strlen(name));
    metrics.forget(metrics.context);
    struct font_line after = font_line(font, style, name, strlen(name));
    assert_int_equal(after.width, before.width);
    assert_int_equal(metrics.width(metrics.context, style, name, strlen(name)), width);

    struct line_cache *cache = line_cache_new(20000);
    line_cache_draw(cache, line_cache_get(cache, style, name, strlen(name)),
                    (struct font_line){calloc(1, 1000), 50, 20, 0, 0});
    assert_true(line_cache_bytes(cache) > 1000);
    line_cache_forget(cache);
    assert_int_equal(line_cache_bytes(cache), 0);
    assert_int_equal(line_cache_get(cache, style, name, strlen(name))->width, LINE_UNKNOWN);
    line_cache_free(cache);
}

static void wrapped_lines_fit(void **state)
{
    (void)state;
    const char *text = "Nous, gouvernements locaux, régionaux et autres infranationaux "
                       "décentralisés du monde entier, représentant les populations de "
                       "municipalités, de villes, de zones métropolitaines";
    struct ui_line lines[32];
    struct ui_font style = {UI_FACE_SERIF, 31};
    size_t count = ui_wrap(&metrics, style, text, 500, lines, 32);
    assert_in_range(count, 3, 12);
    for (size_t i = 0; i < count; i++) {
        assert_true(lines[i].width <= 500);
        int again = metrics.width(metrics.context, style, text + lines[i].from,
                                  lines[i].to - lines[i].from);
        assert_in_range(again, lines[i].width - 1, lines[i].width + 1);
    }
}

static void a_missing_family_is_said_with_its_package(void **state)
{
    (void)state;
    char folder[] = "/tmp/emarge-fonts-XXXXXX", config[128], problem[256] = "";
    assert_non_null(mkdtemp(folder));
    snprintf(config, sizeof config, "%s/fonts.conf", folder);
    FILE *file = fopen(config, "w");
    fprintf(file, "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir></fontconfig>", folder);
    fclose(file);
    setenv("FONTCONFIG_FILE", config, 1);
    struct font *none = font_new(problem, sizeof problem);
    unsetenv("FONTCONFIG_FILE");
    remove(config);
    remove(folder);
    assert_null(none);
    assert_non_null(strstr(problem, "fonts-noto-core"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_concatenation_is_as_wide_as_its_parts),
        cmocka_unit_test(width_is_the_advance_not_the_ink),
        cmocka_unit_test(pairs_are_kerned),
        cmocka_unit_test(a_mark_sits_on_its_letter),
        cmocka_unit_test(every_script_shows_in_every_face),
        cmocka_unit_test(right_to_left_text_runs_to_the_left),
        cmocka_unit_test(arabic_letters_join),
        cmocka_unit_test(mixed_directions_draw_all_their_letters),
        cmocka_unit_test(broken_bytes_show_a_replacement),
        cmocka_unit_test(long_text_of_marks_is_no_trouble),
        cmocka_unit_test(asking_again_gives_the_same),
        cmocka_unit_test(the_cache_keeps_its_budget_and_what_was_used_last),
        cmocka_unit_test(what_is_forgotten_is_measured_and_drawn_anew),
        cmocka_unit_test(wrapped_lines_fit),
        cmocka_unit_test(a_missing_family_is_said_with_its_package),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
