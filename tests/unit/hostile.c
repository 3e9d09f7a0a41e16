/* The hostile texts that other tests rely on: enough, all different, all UTF-8. */
#include "fake/hostile.h"

#include "core/memory.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void test_all_differ_and_are_utf8(void **state)
{
    (void)state;
    static char text[HOSTILE_SIZE];
    size_t count = hostile_count();
    char **all = em_alloc(count * sizeof *all);
    assert_true(count >= 500);
    for (size_t i = 0; i < count; i++) {
        all[i] = em_strdup(hostile_text(text, sizeof text, i));
        json_t *valid = json_string(all[i]); /* NULL when it is no UTF-8 */
        assert_non_null(valid);
        json_decref(valid);
        assert_true(*all[i] && strlen(all[i]) < HOSTILE_SIZE - 1);
    }
    qsort(all, count, sizeof *all, compare);
    for (size_t i = 1; i < count; i++)
        if (strcmp(all[i - 1], all[i]) == 0)
            fail_msg("“%s” is there twice", all[i]);
    for (size_t i = 0; i < count; i++)
        free(all[i]);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_differ_and_are_utf8)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
