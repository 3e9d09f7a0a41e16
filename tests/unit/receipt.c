/* The receipt: one text, read back to the letter, and nothing else taken for one. */
#include "core/receipt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LEAF "00FF0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E"
#define GOOD "EMARGE1 OGP-PARIS-2016/HALL-A-1.2 41 " LEAF

static void test_written(void **state)
{
    (void)state;
    struct receipt receipt = {.origin = "ogp-paris-2016/hall-a-1.2", .seq = 41, .leaf = {0, 255}};
    char text[RECEIPT_SIZE];
    for (int i = 2; i < 32; i++)
        receipt.leaf[i] = (uint8_t)(i - 1);
    receipt_write(text, &receipt);
    assert_string_equal(text, GOOD);
}

static void test_longest(void **state)
{
    (void)state;
    struct receipt receipt = {.seq = INT64_C(999999999999999999)}, back;
    char text[RECEIPT_SIZE], name[ENTRY_NAME_MAX + 1];
    memset(name, 'z', ENTRY_NAME_MAX);
    name[ENTRY_NAME_MAX] = '\0';
    entry_origin_make(receipt.origin, name, name);
    strcat(receipt.origin, ".999999");
    receipt_write(text, &receipt);
    assert_true(receipt_read(&back, text));
    assert_string_equal(back.origin, receipt.origin);
    assert_int_equal(back.seq, receipt.seq);
}

static void test_read_as_phones_show_it(void **state)
{
    (void)state;
    struct receipt receipt;
    assert_true(receipt_read(&receipt, " emarge1 ogp-paris-2016/hall-a-1.2 41\n" LEAF "\r\n"));
    assert_string_equal(receipt.origin, "ogp-paris-2016/hall-a-1.2");
    assert_int_equal(receipt.seq, 41);
    assert_int_equal(receipt.leaf[1], 255);
    assert_int_equal(receipt.leaf[31], 30);
}

static void test_nothing_else(void **state)
{
    static const char *const others[] = {
        "",
        "EMARGE2 OGP-PARIS-2016/HALL-A-1 41 " LEAF,
        "EMARGE1 OGP-PARIS-2016 41 " LEAF,
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 -1 " LEAF,
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 4e1 " LEAF,
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 9999999999999999999 " LEAF,
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 41 00FF",
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 41 " LEAF "00",
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 41 G0" LEAF,
        "EMARGE1 OGP-PARIS-2016/HALL-A-1 41",
        GOOD " AND MORE",
    };
    (void)state;
    struct receipt receipt = {.seq = 7};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (receipt_read(&receipt, others[i]))
            fail_msg("taken for a receipt: %s", others[i]);
    assert_int_equal(receipt.seq, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_longest),
        cmocka_unit_test(test_read_as_phones_show_it),
        cmocka_unit_test(test_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
