/* The made-up summit that other tests list: the tool finds it good, hostile or not, and it is the
 * same again.
 */
#include "fake/signatories.h"
#include "fake/folder.h"
#include "fake/tool.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOOL(result, ...) tool_run(result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)

static char *make(const char *home, const char *name, struct signatories_options options)
{
    char *folder = em_format("%s/%s", home, name);
    options.folder = folder;
    signatories_make(&options);
    return folder;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static char *listed(const char *folder, const char *what)
{
    struct tool_result result = {0};
    TOOL(&result, "export", what, "--data", folder);
    assert_int_equal(result.code, 0);
    char *text = em_strdup(result.out);
    tool_result_free(&result);
    return text;
}

static void find_good(const char *folder)
{
    static const char *const lists[] = {"signatures", "attendance", "scans"};
    struct tool_result result = {0};
    TOOL(&result, "verify", "--data", folder);
    assert_int_equal(result.code, 0);
    assert_int_equal(count_of(result.out, "\nlog ") + 1, 4);
    tool_result_free(&result);
    for (size_t i = 0; i < 3; i++) {
        char *list = listed(folder, lists[i]);
        assert_true(count_of(list, "\n") > 20);
        free(list);
    }
}

static void test_good_and_repeated(void **state)
{
    const struct signatories_options options = {.count = 150, .seed = 7};
    char *first = make(*state, "first", options), *again = make(*state, "again", options);
    find_good(first);
    char *list = listed(first, "signatures"), *other = listed(again, "signatures");
    assert_string_equal(list, other);
    assert_true(count_of(list, ",drawn,") > 50 && count_of(list, ",typed,") > 5);
    free(list);
    free(other);
    free(first);
    free(again);
}

static void test_another_seed_is_another(void **state)
{
    char *first = make(*state, "one", (struct signatories_options){.count = 30, .seed = 1});
    char *other = make(*state, "two", (struct signatories_options){.count = 30, .seed = 2});
    char *list = listed(first, "signatures"), *others = listed(other, "signatures");
    assert_string_not_equal(list, others);
    free(list);
    free(others);
    free(first);
    free(other);
}

static void test_hostile_is_good(void **state)
{
    char *folder =
        make(*state, "hostile", (struct signatories_options){.count = 150, .hostile = true});
    find_good(folder);
    free(folder);
}

static void test_copied_boxes_are_good(void **state)
{
    char *folder = make(*state, "boxes", (struct signatories_options){.count = 100, .boxes = 10});
    find_good(folder);
    free(folder);
}

static int set_up(void **state)
{
    static char home[FAKE_PATH_SIZE];
    fake_folder_make(home);
    *state = home;
    return 0;
}

static int tear_down(void **state)
{
    fake_folder_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_and_repeated), cmocka_unit_test(test_another_seed_is_another),
        cmocka_unit_test(test_hostile_is_good), cmocka_unit_test(test_copied_boxes_are_good)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
