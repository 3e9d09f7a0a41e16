/* Text in HTML stays text. */
#include "html_text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *written(void (*put)(FILE *, const char *), const char *text)
{
    char *bytes;
    size_t size;
    FILE *out = open_memstream(&bytes, &size);
    put(out, text);
    fclose(out);
    return bytes;
}

static void assert_written(void (*put)(FILE *, const char *), const char *text, const char *as)
{
    char *bytes = written(put, text);
    assert_string_equal(bytes, as);
    free(bytes);
}

static void markup_is_text(void **state)
{
    (void)state;
    assert_written(html_text, "", "");
    assert_written(html_text, "Zoé Ελένη 김", "Zoé Ελένη 김");
    assert_written(html_text, "<script>alert(\"x\")</script>",
                   "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    assert_written(html_text, "' onload='x", "&#39; onload=&#39;x");
    assert_written(html_text, "a & b &amp;", "a &amp; b &amp;amp;");
    assert_written(html_text, "a\xFF<\xC3", "a\uFFFD&lt;\uFFFD");
}

static void what_hides_is_seen(void **state)
{
    (void)state;
    assert_written(html_visible, "a\u202Eb\x1b<", "a\uFFFDb\uFFFD&lt;");
    assert_written(html_visible, "a\nb", "a b");
}

static void languages_have_a_direction(void **state)
{
    (void)state;
    assert_string_equal(html_direction("fr"), "ltr");
    assert_string_equal(html_direction("ar"), "rtl");
    assert_string_equal(html_direction("az-Arab"), "rtl");
}

/* -- Contrast (WCAG 2.2, relative luminance) -- */

static double channel(const char *hex)
{
    char two[3] = {hex[0], hex[1]};
    double value = (double)strtol(two, NULL, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(const char *block, const char *name)
{
    char key[32], hex[8];
    snprintf(key, sizeof key, "--%s:#", name);
    const char *at = strstr(block, key);
    assert_non_null(at);
    at += strlen(key);
    if (strspn(at, "0123456789abcdef") == 3)
        snprintf(hex, sizeof hex, "%c%c%c%c%c%c", at[0], at[0], at[1], at[1], at[2], at[2]);
    else
        snprintf(hex, sizeof hex, "%.6s", at);
    return 0.2126 * channel(hex) + 0.7152 * channel(hex + 2) + 0.0722 * channel(hex + 4);
}

static double contrast(const char *block, const char *one, const char *other)
{
    double a = luminance(block, one), b = luminance(block, other);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void text_is_read_in_each_light(void **state)
{
    (void)state;
    static const char *const texts[] = {"ink", "muted", "blue", "margin-text"};
    int blocks = 0;
    for (const char *at = html_colours; (at = strstr(at, ":root{")); at++, blocks++) {
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            assert_true(contrast(at, texts[i], "paper") >= 7);
            assert_true(contrast(at, texts[i], "sheet") >= 7);
        }
        assert_true(contrast(at, "on-blue", "blue") >= 7);
    }
    assert_int_equal(blocks, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_is_text),
        cmocka_unit_test(what_hides_is_seen),
        cmocka_unit_test(languages_have_a_direction),
        cmocka_unit_test(text_is_read_in_each_light),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
