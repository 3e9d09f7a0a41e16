/* A row as JSON: the same as a JSON library's, with escapes for what hides. */
#include "json_row.h"

#include "core/memory.h"
#include "core/words.h"
#include "fake/hostile.h"
#include "fake/random.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <cmocka.h>

static const struct report_column columns[] = {
    {.name = "text", .type = CELL_TEXT},  {.name = "number", .type = CELL_NUMBER},
    {.name = "bool", .type = CELL_BOOL},  {.name = "time", .type = CELL_TIME},
    {.name = "another", .type = CELL_ID},
};
static const struct report report = {.columns = columns, .column_count = 5};

static char *written(const char *const *cells)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    json_row(out, &report, cells);
    fclose(out);
    return text;
}

/* A run of text between the library's own escapes. */
static int put_run(const char *text, size_t size, void *out)
{
    UChar32 c, before = 0;
    for (size_t at = 0, from = 0; at < size; from = at, before = c) {
        U8_NEXT(text, at, size, c);
        if (c < 0x7F || !words_hides(c, before))
            fwrite(text + from, 1, at - from, out);
        else if (U_IS_BMP(c))
            fprintf(out, "\\u%04x", (unsigned)c);
        else
            fprintf(out, "\\u%04x\\u%04x", (unsigned)U16_LEAD(c), (unsigned)U16_TRAIL(c));
    }
    return 0;
}

static json_t *value(enum cell_type type, const char *text)
{
    if (type == CELL_NUMBER)
        return *text ? json_integer(strtoll(text, NULL, 10)) : json_null();
    if (type == CELL_BOOL)
        return strcmp(text, "yes") == 0  ? json_true()
               : strcmp(text, "no") == 0 ? json_false()
                                         : json_null();
    json_t *string = json_string(text);
    return string ? string : json_null();
}

/* What the library makes of the same row. */
static char *expected(const char *const *cells)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    json_t *object = json_object();
    for (size_t i = 0; i < report.column_count; i++)
        json_object_set_new(object, columns[i].name, value(columns[i].type, cells[i]));
    json_dump_callback(object, put_run, out, JSON_COMPACT);
    json_decref(object);
    fclose(out);
    return text;
}

static void compare(const char *const *cells)
{
    char *ours = written(cells), *theirs = expected(cells);
    assert_string_equal(ours, theirs);
    free(ours);
    free(theirs);
}

static void hostile_texts_are_written_as_the_library_does(void **state)
{
    static char text[HOSTILE_SIZE], other[HOSTILE_SIZE];
    (void)state;
    for (size_t i = 0; i < hostile_count(); i++)
        compare((const char *const[]){hostile_text(text, sizeof text, i), "12", "yes",
                                      "2016-12-09T09:47:12.345678Z",
                                      hostile_text(other, sizeof other, i + 1)});
}

static void numbers_and_marks_too(void **state)
{
    static const char *const numbers[] = {"", "0", "007", "-5", "99999999999999999999", "x"};
    static const char *const marks[] = {"yes", "no", "unknown", ""};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        compare((const char *const[]){"", numbers[i], marks[i % 4], "", ""});
}

/* Any bytes, most of them of the sort that is escaped. */
static void any_bytes_too(void **state)
{
    static const char *const pieces[] = {"\"",     "\\",     "\x01", "\x7F",   "\n",
                                         "\u200D", "\uFE0F", "👩",    "\u202E", "é",
                                         "क",      "\xFF",   "\xC3", "a",      "\U000E0041"};
    struct fake_random random;
    (void)state;
    fake_random_init(&random, 4);
    for (int round = 0; round < 3000; round++) {
        struct em_buffer text = {0};
        em_buffer_text(&text, "");
        for (uint64_t left = fake_random_below(&random, 8); left; left--)
            em_buffer_text(&text, pieces[fake_random_below(&random, 15)]);
        compare((const char *const[]){text.data, "1", "no", text.data, "end"});
        em_buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_texts_are_written_as_the_library_does),
        cmocka_unit_test(numbers_and_marks_too),
        cmocka_unit_test(any_bytes_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
