/* The log that the other tests of this folder read is what they say: its store, opened with the
 * key, has as many signatories, in as many scripts, and as much ink. What made it is not asked.
 */
#include "core/base64.h"
#include "core/ink.h"
#include "core/memory.h"
#include "fake/tool.h"
#include "reading.h"
#include "signed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cmocka.h>

#define SIGNATORIES    10000
#define SCRIPTS        10
#define OF_EACH_SCRIPT 50 /* names, so that it is no chance that one is there */
#define FEWEST_POINTS  20
#define MOST_POINTS    400
#define ENDS           20 /* points: so near to these two the shortest and the longest come */

/* What a walk over the signatures that count found. */
struct found {
    size_t people, drawn, opened;
    size_t in_script[USCRIPT_CODE_LIMIT]; /* names that have a letter of it */
    size_t fewest, most;                  /* points of a drawn signature */
};

/* --- names --- */

static void count_scripts(struct found *found, const char *name)
{
    bool has[USCRIPT_CODE_LIMIT] = {false};
    UErrorCode status = U_ZERO_ERROR;
    UChar32 c;
    for (int32_t at = 0; name[at];) {
        U8_NEXT(name, at, -1, c);
        has[uscript_getScript(c, &status)] = true;
        assert_true(U_SUCCESS(status));
    }
    for (size_t i = USCRIPT_INHERITED + 1; i < USCRIPT_CODE_LIMIT; i++)
        found->in_script[i] += has[i];
}

static size_t scripts_of(const struct found *found, size_t names)
{
    size_t scripts = 0;
    for (size_t i = 0; i < USCRIPT_CODE_LIMIT; i++)
        scripts += found->in_script[i] >= names;
    return scripts;
}

/* --- ink --- */

static size_t points_of(const char *text)
{
    struct ink ink;
    struct em_error error;
    size_t length = strlen(text), size = length / 4 * 3;
    for (const char *pad = strchr(text, '='); pad && *pad; pad++)
        size--;
    uint8_t *bytes = em_alloc(size + 1);
    assert_true(base64_read(bytes, size, text, length));
    ink_init(&ink, 1, 1);
    if (ink_decode(&ink, bytes, size, &error) != EM_OK)
        fail_msg("%s", error.text);
    size_t points = ink.count;
    ink_free(&ink);
    free(bytes);
    return points;
}

static void count_points(struct found *found, size_t points)
{
    found->fewest = found->drawn == 0 || points < found->fewest ? points : found->fewest;
    found->most = points > found->most ? points : found->most;
    found->drawn++;
}

/* --- the walk --- */

static enum em_status visit(void *context, const struct signed_row *row, struct em_error *error)
{
    struct found *found = context;
    (void)error;
    found->people++;
    found->opened += row->opened;
    if (row->name)
        count_scripts(found, row->name);
    if (row->ink)
        count_points(found, points_of(row->ink));
    return EM_OK;
}

static struct found walk(bool with_key)
{
    struct reading reading;
    struct em_error error;
    struct list_gaps gaps = {0};
    struct found found = {0};
    const struct reading_options options = {.data_dir = EM_SUMMIT,
                                            .key_file = EM_SUMMIT "/organiser.key"};
    if (reading_open(&reading, &options, &error) != EM_OK)
        fail_msg("%s", error.text);
    const struct signed_walk signatures = {.store = reading.store,
                                           .key = with_key ? reading.key : NULL,
                                           .filter = &reading.filter,
                                           .order = ORDER_LOG};
    if (signed_each(&signatures, visit, &found, &gaps, &error) != EM_OK)
        fail_msg("%s", error.text);
    reading_close(&reading);
    return found;
}

static void ten_thousand_signed_in_ten_scripts(void **state)
{
    (void)state;
    struct found found = walk(true);
    assert_true(found.people >= SIGNATORIES);
    assert_int_equal(found.opened, found.people);
    assert_true(scripts_of(&found, OF_EACH_SCRIPT) >= SCRIPTS);
}

static void most_are_drawn_of_few_points_and_of_many(void **state)
{
    (void)state;
    struct found found = walk(true);
    assert_true(found.drawn > found.people / 2);
    assert_in_range(found.fewest, FEWEST_POINTS, FEWEST_POINTS + ENDS);
    assert_in_range(found.most, MOST_POINTS - ENDS, MOST_POINTS);
}

/* The control: what is counted was sealed. */
static void without_the_key_there_is_no_ink(void **state)
{
    (void)state;
    struct found found = walk(false);
    assert_true(found.people >= SIGNATORIES);
    assert_int_equal(found.opened, 0);
    assert_int_equal(found.drawn, 0);
}

/* The control: two alphabets are two, and no more. */
static void a_script_is_counted_where_it_is(void **state)
{
    struct found found = {0};
    (void)state;
    count_scripts(&found, "Zoë d’Exempleville-Owusu");
    assert_int_equal(scripts_of(&found, 1), 1);
    count_scripts(&found, "ნინო");
    count_scripts(&found, "Amina ნინო");
    assert_int_equal(scripts_of(&found, 1), 2);
    assert_int_equal(scripts_of(&found, 3), 0);
}

static void it_is_whole(void **state)
{
    struct tool_result result = {0};
    (void)state;
    tool_run(&result, (const char *const[]){EM_TOOL, "verify", "--data", EM_SUMMIT, NULL}, NULL);
    tool_said(&result, 0, "");
    tool_result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_signed_in_ten_scripts),
        cmocka_unit_test(most_are_drawn_of_few_points_and_of_many),
        cmocka_unit_test(without_the_key_there_is_no_ink),
        cmocka_unit_test(a_script_is_counted_where_it_is),
        cmocka_unit_test(it_is_whole),
    };
    return cmocka_run_group_tests_name("a log of ten thousand", tests, NULL, NULL);
}
