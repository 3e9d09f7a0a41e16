/* Text in Markdown is the same text when it is rendered, and takes as many columns as it is said.
 */
#include "md_text.h"

#include "core/words.h"
#include "fake/hostile.h"

#include <cmark.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_written(const char *text, const char *as)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    md_text(&out, text);
    assert_string_equal(out.data, as);
    em_buffer_free(&out);
}

static void markup_is_text(void **state)
{
    (void)state;
    assert_written("", "");
    assert_written("Zoé Ελένη 김 - 3.", "Zoé Ελένη 김 - 3.");
    assert_written("a|b", "a\\|b");
    assert_written("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~");
    assert_written("[x](y) <b>", "\\[x\\](y) \\<b\\>");
    assert_written("Smith & Sons, AT&T", "Smith & Sons, AT&T");
    assert_written("&amp; &#60;", "\\&amp; \\&\\#60;");
    assert_written("http://example.org", "http\\://example.org");
    assert_written("WWW.example.org", "WWW\\.example.org");
    assert_written("ana@example.org", "ana\\@example.org");
}

/* Of a paragraph that begins as a row of a table does. */
static char *rendered(const char *text)
{
    struct em_buffer line = {0};
    em_buffer_text(&line, "x ");
    md_text(&line, text);
    em_buffer_text(&line, " x");
    char *html = cmark_markdown_to_html(line.data, line.size, CMARK_OPT_UNSAFE);
    em_buffer_free(&line);
    return html;
}

/* As cmark writes text: an apostrophe stays as it is. */
static char *expected(const char *text)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "<p>x ");
    for (; *text; text++)
        switch (*text) {
        case '&':
            em_buffer_text(&out, "&amp;");
            break;
        case '<':
            em_buffer_text(&out, "&lt;");
            break;
        case '>':
            em_buffer_text(&out, "&gt;");
            break;
        case '"':
            em_buffer_text(&out, "&quot;");
            break;
        default:
            em_buffer_add(&out, text, 1);
        }
    em_buffer_text(&out, " x</p>\n");
    return out.data;
}

static void any_text_renders_as_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < hostile_count(); i++) {
        char text[HOSTILE_SIZE];
        char *visible = words_visible(hostile_text(text, sizeof text, i));
        char *html = rendered(visible), *same = expected(visible);
        assert_string_equal(html, same);
        free(html);
        free(same);
        free(visible);
    }
}

static void letters_take_their_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } cases[] = {
        {"", 0},
        {"Amina", 5},
        {"Zoé", 3},
        {"Zoe\u0301", 3},
        {"김가람", 6},
        {"\u1100\u1161\u11A8", 2}, /* 각, in jamo */
        {"司馬国示", 8},
        {"ＡＢ", 4},
        {"ნინო", 4},
        {"مثال", 4},
        {"می\u200Cخواهم", 7},
        {"👩", 2},
        {"👩🏽\u200D⚖\uFE0F", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(md_width(cases[i].text), cases[i].columns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_is_text),
        cmocka_unit_test(any_text_renders_as_itself),
        cmocka_unit_test(letters_take_their_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
