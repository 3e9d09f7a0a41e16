/* `emarge verify --receipt`: what a signatory took home proves their entry, and nothing else. */
#include "core/receipt.h"
#include "fake/kiosk.h"
#include "fake/sql.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;
static struct tool_result result;
static struct ledger_receipt last; /* of the last who signed */

static int set_up(void **state)
{
    (void)state;
    fake_kiosk_init(&kiosk, 5);
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    for (int person = 0; person < 5; person++)
        last = fake_kiosk_signed(&kiosk, ledger, person);
    ledger_close(ledger);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_kiosk_free(&kiosk);
    return 0;
}

static struct receipt of_last(void)
{
    struct receipt receipt = {.seq = last.seq};
    memcpy(receipt.origin, last.origin, sizeof receipt.origin);
    memcpy(receipt.leaf, last.leaf, sizeof receipt.leaf);
    return receipt;
}

static void verify_text(const char *text)
{
    tool_run(
        &result,
        (const char *const[]){EM_TOOL, "verify", "--data", kiosk.folder, "--receipt", text, NULL},
        NULL);
}

static void verify_receipt(const struct receipt *receipt)
{
    char text[RECEIPT_SIZE];
    receipt_write(text, receipt);
    verify_text(text);
}

static void a_receipt_proves_its_entry(void **state)
{
    (void)state;
    struct receipt receipt = of_last();
    verify_receipt(&receipt);
    tool_told(&result, 0, "receipt of entry 5 of ogp-paris-2016/hall-a-1\n  good: ");
}

static void another_hash_proves_nothing(void **state)
{
    (void)state;
    struct receipt receipt = of_last();
    receipt.leaf[31] ^= 1;
    verify_receipt(&receipt);
    tool_told(&result, 1, "BAD: this store has no such entry");
    tool_said(&result, 1, "the logs are good, and this receipt is of none of their entries");
}

static void another_entry_or_log_proves_nothing(void **state)
{
    (void)state;
    struct receipt receipt = of_last();
    receipt.seq = 400;
    verify_receipt(&receipt);
    tool_told(&result, 1, "BAD: this store has no such entry");
    receipt = of_last();
    strcpy(receipt.origin, "ogp-paris-2016/hall-z-9");
    verify_receipt(&receipt);
    tool_told(&result, 1, "BAD: this store has no such entry");
}

/* A forger who changes an entry and leaves its hash alone deceives the row, and not the log. */
static void an_entry_that_was_changed_is_found_out(void **state)
{
    (void)state;
    struct receipt receipt = of_last();
    assert_true(fake_sql_against_rules(
        kiosk.store, "UPDATE entry SET body = replace(body, 'Paris', 'Lyon') WHERE seq = 5"));
    verify_receipt(&receipt);
    tool_told(&result, 1, "BAD: the entry is there, in a log that is not good");
    tool_said(&result, 1, "not all is good. Keep this folder as it is");
}

static void what_is_no_receipt(void **state)
{
    (void)state;
    verify_text("A-41");
    tool_said(&result, 2, "“A-41” is no receipt.");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_receipt_proves_its_entry),
        TEST(another_hash_proves_nothing),
        TEST(another_entry_or_log_proves_nothing),
        TEST(an_entry_that_was_changed_is_found_out),
        TEST(what_is_no_receipt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
