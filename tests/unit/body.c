/* Bodies: the salt first, the names in order, and reading back what may be anything. */
#include "core/body.h"
#include "fake/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct fake_random chance;
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_random_init(&chance, 7);
    error = (struct em_error){0};
    return 0;
}

static char *written(json_t *fields)
{
    struct em_buffer out = {0};
    assert_int_equal(body_write(&out, fields, &chance.random, &error), EM_OK);
    return out.data;
}

/* What stands behind the salt. */
static const char *after_salt(const char *text)
{
    assert_memory_equal(text, "{\"salt\":\"", 9);
    assert_int_equal(strcspn(text + 9, "\""), 24);
    return text + 9 + 24;
}

static void names_are_in_order_behind_the_salt(void **state)
{
    (void)state;
    char *text = written(
        json_pack("{s:i, s:s, s:{s:b, s:b}}", "zoo", 3, "badge", "ä\"", "middle", "y", 1, "x", 0));
    assert_string_equal(after_salt(text),
                        "\",\"badge\":\"ä\\\"\",\"middle\":{\"x\":false,\"y\":true},\"zoo\":3}");
    free(text);
    text = written(json_object());
    assert_string_equal(after_salt(text), "\"}");
    free(text);
}

static void each_body_has_a_salt_of_its_own(void **state)
{
    (void)state;
    char *first = written(json_pack("{s:s}", "a", "b"));
    char *second = written(json_pack("{s:s}", "a", "b"));
    assert_string_not_equal(first, second);
    set_up(NULL);
    char *again = written(json_pack("{s:s}", "a", "b"));
    assert_string_equal(first, again);
    free(first);
    free(second);
    free(again);
}

static void a_text_that_is_no_utf8_is_refused(void **state)
{
    (void)state;
    struct em_buffer out = {0};
    json_t *fields = json_pack("{s:s}", "name", "\xff");
    assert_int_equal(body_write(&out, fields, &chance.random, &error), EM_INVALID);
    assert_non_null(strstr(error.text, "UTF-8"));
    assert_int_equal(out.size, 0);
}

static enum em_status read_text(json_t **out, const char *text)
{
    struct entry entry = {.origin = "an-event/hall", .seq = 41};
    if (text)
        entry_set_body(&entry, text, strlen(text));
    return body_read(out, &entry, &error);
}

static void what_was_written_reads_back(void **state)
{
    (void)state;
    uint8_t bytes[4] = {0};
    json_t *body;
    char *text = written(json_pack("{s:s, s:s, s:i}", "name", "Amina", "key", "AAEC/w==", "n", 1));
    assert_int_equal(read_text(&body, text), EM_OK);
    assert_string_equal(body_word(body, "name"), "Amina");
    assert_string_equal(body_word(body, "nothing"), "");
    assert_string_equal(body_word(body, "n"), ""); /* a number is no word */
    assert_true(body_bytes(body, "key", bytes, sizeof bytes));
    assert_memory_equal(bytes, "\x00\x01\x02\xff", 4);
    assert_false(body_bytes(body, "key", bytes, 3));
    assert_false(body_bytes(body, "name", bytes, sizeof bytes));
    assert_false(body_bytes(body, "nothing", bytes, sizeof bytes));
    json_decref(body);
    free(text);
}

static void an_erased_body_is_none_and_another_is_damage(void **state)
{
    (void)state;
    json_t *body = (json_t *)&error;
    assert_int_equal(read_text(&body, NULL), EM_OK);
    assert_null(body);
    assert_string_equal(body_word(body, "name"), "");
    assert_false(body_bytes(body, "key", (uint8_t *)&error, 4));
    static const char *const foreign[] = {"",         "[1]",   "\"text\"",
                                          "{\"a\":1", "{} {}", "{\"a\":\xff}"};
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        assert_int_equal(read_text(&body, foreign[i]), EM_DAMAGED);
        assert_null(body);
        assert_non_null(strstr(error.text, "entry 41 of an-event/hall"));
    }
}

/* --- the short way of reading, against jansson's --- */

static void check_same(const char *text, size_t size)
{
    json_t *ours = body_parse(text, size), *theirs = json_loadb(text, size, 0, NULL);
    if (ours && theirs) {
        char *first = json_dumps(ours, 0), *second = json_dumps(theirs, 0);
        assert_string_equal(first, second); /* the order of members, too */
        free(first);
        free(second);
    } else if (ours != theirs) {
        fail_msg("%s reads %.*s", ours ? "emarge alone" : "jansson alone", (int)size, text);
    }
    json_decref(ours);
    json_decref(theirs);
}

static const char *const texts[] = {
    "{}",
    "{\"a\":\"b\",\"c\":true,\"d\":false,\"e\":\"\",\"\":\"é 홍 \U0001F58B\"}",
    "{\"a\":\"first\",\"b\":\"\",\"a\":\"second\"}",
    "{\"a\":\"\\u00e9 \\\" \\\\\",\"b\":[1,{\"c\":null}],\"d\":-2.5e3}",
    "{\"a\": \"spaces\" , \"b\":\"c\" }\n",
    "{\"seq\":41,\"origin\":\"event/hall\"}",
    "{\"a\":\"b\",}",
    "{\"a\":\"b\"}}",
    "{\"a\":truely}",
    "{\"a\":\"\xc3\"}",
    "{\"\xff\":\"a\"}",
    "{\"a\":\"\xed\xa0\x80\"}",
    "{\"a\":\"line\nbreak\"}",
    "[\"a\"]",
    "\"a\"",
    "",
};

static void the_short_way_reads_what_jansson_reads(void **state)
{
    (void)state;
    static const char bytes[] = "\"\\{}:,tfu0[ \n\x7f\x80\xc3";
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = strdup(texts[i]);
        size_t size = strlen(text);
        for (size_t cut = 0; cut <= size; cut++)
            check_same(text, cut);
        for (size_t at = 0; at < size; at++)
            for (size_t b = 0; b < sizeof bytes; b++) { /* the NUL, too */
                char was = text[at];
                text[at] = bytes[b];
                check_same(text, size);
                text[at] = was;
            }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(names_are_in_order_behind_the_salt, set_up),
        cmocka_unit_test_setup(each_body_has_a_salt_of_its_own, set_up),
        cmocka_unit_test_setup(a_text_that_is_no_utf8_is_refused, set_up),
        cmocka_unit_test_setup(what_was_written_reads_back, set_up),
        cmocka_unit_test_setup(an_erased_body_is_none_and_another_is_damage, set_up),
        cmocka_unit_test_setup(the_short_way_reads_what_jansson_reads, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
