/* QR codes: their version and mode, and that a reader sees the three finder patterns. That the text
 * comes back is shown with a real reader in tests/tool/badge.c. */
#include "core/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LETTERS "BCDEFGHJKNPRSTVX"

static int size_of(const char *text)
{
    struct qr qr;
    struct em_error error = {0};
    assert_int_equal(qr_make(&qr, text, &error), EM_OK);
    int size = qr.size;
    qr_free(&qr);
    return size;
}

/* As bytes 32 characters would need version 3: the alphanumeric mode is seen by the size. */
static void a_badge_fits_version_2(void **state)
{
    (void)state;
    assert_int_equal(size_of(LETTERS LETTERS), 25);
    assert_int_equal(size_of("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"), 25);
    assert_int_equal(size_of("bcdefghjknprstvxbcdefghjknprstvx"), 29);
    assert_int_equal(size_of("é"), 21);
}

static uint8_t finder(int x, int y)
{
    static const char *const rows[] = {"1111111", "1000001", "1011101", "1011101",
                                       "1011101", "1000001", "1111111"};
    return rows[y][x] == '1';
}

static void modules_are_rows_of_0_and_1(void **state)
{
    (void)state;
    struct qr qr;
    struct em_error error = {0};
    assert_int_equal(qr_make(&qr, LETTERS LETTERS, &error), EM_OK);
    for (int i = 0; i < qr.size * qr.size; i++)
        assert_true(qr.modules[i] <= 1);
    for (int y = 0; y < 7; y++)
        for (int x = 0; x < 7; x++) {
            assert_int_equal(qr.modules[y * 25 + x], finder(x, y));
            assert_int_equal(qr.modules[y * 25 + 18 + x], finder(x, y));
            assert_int_equal(qr.modules[(18 + y) * 25 + x], finder(x, y));
        }
    assert_int_equal(qr.modules[17 * 25 + 8], 1); /* the dark module, 4 * version + 9 down */
    qr_free(&qr);
    assert_null(qr.modules);
    qr_free(&qr);
}

/* The two bits of the error correction level (ISO/IEC 18004, 7.9): M is 00, under the mask 10. */
static void the_level_is_m(void **state)
{
    (void)state;
    struct qr qr;
    struct em_error error = {0};
    assert_int_equal(qr_make(&qr, LETTERS LETTERS, &error), EM_OK);
    assert_int_equal(qr.modules[8 * 25], 1);
    assert_int_equal(qr.modules[8 * 25 + 1], 0);
    qr_free(&qr);
}

static void the_same_text_gives_the_same_modules(void **state)
{
    (void)state;
    struct qr one, other;
    struct em_error error = {0};
    assert_int_equal(qr_make(&one, LETTERS LETTERS, &error), EM_OK);
    assert_int_equal(qr_make(&other, LETTERS LETTERS, &error), EM_OK);
    assert_memory_equal(one.modules, other.modules, 25 * 25);
    qr_free(&other);
    assert_int_equal(qr_make(&other, LETTERS "CBDEFGHJKNPRSTVX", &error), EM_OK);
    assert_memory_not_equal(one.modules, other.modules, 25 * 25);
    qr_free(&one);
    qr_free(&other);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    static char text[QR_MOST + 2];
    struct qr qr;
    struct em_error error = {0};
    memset(text, 'a', QR_MOST);
    assert_int_equal(size_of(text), 177);
    text[QR_MOST] = 'a';
    assert_int_equal(qr_make(&qr, text, &error), EM_INVALID);
    assert_non_null(strstr(error.text, "2332"));
    assert_int_equal(qr_make(&qr, "", &error), EM_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_badge_fits_version_2),
        cmocka_unit_test(modules_are_rows_of_0_and_1),
        cmocka_unit_test(the_level_is_m),
        cmocka_unit_test(the_same_text_gives_the_same_modules),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
