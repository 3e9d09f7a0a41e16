/* The roll: what it says of each signature, and that it can be dropped and made again to the same
 * bytes. */
#include "core/roll.h"
#include "core/ledger_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PEOPLE 12

static struct fake_kiosk kiosk;
static struct ledger *ledger;
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_kiosk_init(&kiosk, 1);
    return fake_kiosk_start(&kiosk, &ledger);
}

static int tear_down(void **state)
{
    (void)state;
    ledger_close(ledger);
    fake_kiosk_free(&kiosk);
    return 0;
}

static void compare_row(const struct roll_signature *row, const struct signature *signature,
                        int person)
{
    char number[ROLL_NUMBER_SIZE];
    snprintf(number, sizeof number, "A-%d", person + 1);
    assert_string_equal(row->number, number);
    assert_int_equal(row->seq, person + 1);
    assert_string_equal(row->document, signature->document);
    assert_string_equal(row->language, signature->language);
    assert_string_equal(row->mode, signature_mode_name[signature->mode]);
    assert_string_equal(row->capacity, signature_capacity_name[signature->capacity]);
    assert_string_equal(row->government, signature->government);
    assert_string_equal(row->government_id, signature->government_id);
    assert_string_equal(row->country, signature->country);
    assert_int_equal(row->read_to_end, signature->read_to_end);
    assert_int_equal(row->listed, signature->listed);
    assert_false(row->withdrawn || row->erased);
    assert_non_null(row->sealed);
    if (signature->listed)
        assert_string_equal(row->name, signature->name);
    else
        assert_true(row->name == NULL && row->role == NULL);
}

static enum em_status check_row(void *context, const struct roll_signature *row,
                                struct em_error *unused)
{
    int *person = context;
    struct fake_person storage;
    (void)unused;
    compare_row(row, fake_person(&storage, *person), *person);
    ++*person;
    return EM_OK;
}

static void every_signature_stands_in_it(void **state)
{
    (void)state;
    int person = 0;
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    assert_int_equal(roll_each(ledger->store, check_row, &person, &error), EM_OK);
    assert_int_equal(person, PEOPLE);
}

static void digest(uint8_t out[32])
{
    assert_int_equal(store_projections_digest(ledger->store, out, &error), EM_OK);
}

static bool rebuild_changes(void)
{
    bool changed = false;
    struct roll_state there = {0};
    const char *origin = ledger->log.origin;
    assert_int_equal(roll_rebuild(ledger->store, origin, &there, &changed, &error), EM_OK);
    assert_memory_equal(&there, &ledger->roll, sizeof there);
    return changed;
}

/* All that can befall a roll, and each time the same bytes afterwards. */
static const char *const tampering[] = {
    "DROP TABLE roll_signature",
    "DELETE FROM roll_signature",
    "DELETE FROM roll_signature WHERE seq = 4",
    "UPDATE roll_signature SET name = 'Somebody else' WHERE seq = 3",
    "UPDATE roll_signature SET name = 'A name that was private' WHERE seq = 2",
    "UPDATE roll_signature SET listed = 2 WHERE listed = 1",
    "UPDATE roll_signature SET withdrawn = 1 WHERE seq = 1",
    "UPDATE roll_signature SET government = government || ' ' WHERE seq = 5",
    "UPDATE roll_signature SET number = 'A-7' WHERE number = 'A-6'",
    "INSERT INTO roll_signature SELECT origin, 999, number, at, document, language, mode, capacity,"
    " government, government_id, country, read_to_end, listed, name, role, delegate,"
    " withdrawn, erased"
    " FROM roll_signature LIMIT 1",
    "DROP TABLE roll_signature; CREATE TABLE roll_signature (a TEXT)",
};

static void rebuilding_gives_the_same_bytes(void **state)
{
    (void)state;
    uint8_t before[32], after[32], tampered[32];
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    fake_kiosk_append_about(&kiosk, ledger, ENTRY_WITHDRAW, 3);
    digest(before);
    assert_false(rebuild_changes()); /* kept up entry by entry, it is what the entries say */
    for (size_t i = 0; i < sizeof tampering / sizeof tampering[0]; i++) {
        assert_true(fake_sql(kiosk.store, tampering[i]));
        /* the control: the digest sees the tampering, or cannot be made at all */
        if (store_projections_digest(ledger->store, tampered, &error) == EM_OK)
            assert_memory_not_equal(before, tampered, sizeof before);
        if (!rebuild_changes())
            fail_msg("nothing was mended after: %s", tampering[i]);
        digest(after);
        assert_memory_equal(before, after, sizeof before);
    }
}

/* Numbers, and the marks in the row of seq 3. */
static enum em_status check_marks(void *context, const struct roll_signature *row,
                                  struct em_error *unused)
{
    const struct roll_signature *wanted = context;
    (void)unused;
    if (row->seq != wanted->seq)
        return EM_OK;
    assert_string_equal(row->number, wanted->number);
    assert_int_equal(row->withdrawn, wanted->withdrawn);
    assert_int_equal(row->erased, wanted->erased);
    if (row->erased) {
        assert_string_equal(row->government, "");
        assert_true(row->name == NULL && row->sealed == NULL);
    }
    return EM_OK;
}

static void check_count(int64_t wanted)
{
    int64_t count, since;
    assert_int_equal(store_roll_count(ledger->store, &count, &since, &error), EM_OK);
    assert_int_equal(count, wanted);
}

static void withdrawn_and_erased_do_not_count(void **state)
{
    (void)state;
    struct roll_signature withdrawn = {.seq = 3, .number = "A-3", .withdrawn = true};
    struct roll_signature erased = {.seq = 5, .number = "A-5", .erased = true};
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    check_count(PEOPLE);
    fake_kiosk_append_about(&kiosk, ledger, ENTRY_WITHDRAW, 3);
    check_count(PEOPLE - 1);
    fake_kiosk_append_about(&kiosk, ledger, ENTRY_ERASE, 5);
    assert_int_equal(store_entry_erase(ledger->store, ledger->log.origin, 5, &error), EM_OK);
    check_count(PEOPLE - 2);
    assert_int_equal(roll_each(ledger->store, check_marks, &withdrawn, &error), EM_OK);
    assert_int_equal(roll_each(ledger->store, check_marks, &erased, &error), EM_OK);
    assert_false(rebuild_changes());
}

/* What was erased leaves its number behind, and no one else gets it; the log stays good. */
static void an_erased_signature_keeps_its_place(void **state)
{
    (void)state;
    struct ledger_receipt receipt;
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    fake_kiosk_append_about(&kiosk, ledger, ENTRY_ERASE, 5);
    assert_int_equal(store_entry_erase(ledger->store, ledger->log.origin, 5, &error), EM_OK);
    ledger_close(ledger);
    assert_int_equal(fake_kiosk_start(&kiosk, &ledger), EM_OK);
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(fake_kiosk_sign(&kiosk, ledger, PEOPLE, &receipt), EM_OK);
    assert_string_equal(receipt.number, "A-13");
}

/* Two logs in one store; the one that sorts first withdraws what the other signed. */
static void a_withdrawal_reaches_another_log(void **state)
{
    (void)state;
    struct store_log log = {.origin = "a/a", .checkpoint = ""};
    struct entry entry = {.origin = "a/a",
                          .kind = ENTRY_WITHDRAW,
                          .at_us = FAKE_CLOCK_WALL,
                          .boot = "00112233445566778899aabbccddeeff"};
    static const char body[] = "{\"origin\":\"ogp-paris-2016/hall-a-1\",\"seq\":2}";
    uint8_t leaf[32];
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    entry_set_body(&entry, body, strlen(body));
    entry_leaf(&entry, leaf);
    assert_int_equal(store_begin(ledger->store, &error), EM_OK);
    assert_int_equal(store_log_add(ledger->store, &log, &error), EM_OK);
    assert_int_equal(store_entry_add(ledger->store, &entry, leaf, &error), EM_OK);
    assert_int_equal(store_commit(ledger->store, &error), EM_OK);
    assert_true(rebuild_changes());
    check_count(PEOPLE - 1);
}

static void a_body_that_is_no_json_is_damage(void **state)
{
    (void)state;
    struct roll_state state_before = ledger->roll;
    struct entry entry = {.kind = ENTRY_SIGN, .at_us = FAKE_CLOCK_WALL};
    entry_set_body(&entry, "[1", 2);
    assert_int_equal(ledger_append(ledger, &entry, NULL, &error), EM_DAMAGED);
    assert_non_null(strstr(error.text, "JSON"));
    assert_memory_equal(&state_before, &ledger->roll, sizeof state_before);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM entry"), 1);
}

/* Signs with a badge, or without one (NULL). */
static struct ledger_receipt sign_as(const char *delegate, const char *document)
{
    struct fake_person storage;
    struct ledger_receipt receipt = {.seq = -1};
    fake_person(&storage, 1);
    storage.signature.delegate = delegate;
    storage.signature.document = document;
    assert_int_equal(ledger_sign(ledger, &storage.signature, &receipt, &error), EM_OK);
    return receipt;
}

static enum em_status take_number(void *context, const struct roll_signature *row,
                                  struct em_error *unused)
{
    (void)unused;
    assert_non_null(row->sealed);
    snprintf(context, ROLL_NUMBER_SIZE, "%s", row->number);
    return EM_OK;
}

static void signed_by(const char *delegate, const char *document, const char *wanted)
{
    char number[ROLL_NUMBER_SIZE] = "";
    enum em_status status =
        roll_of_delegate(ledger->store, delegate, document, take_number, number, &error);
    assert_int_equal(status, *wanted ? EM_OK : EM_NOT_FOUND);
    assert_string_equal(number, wanted);
}

static void the_signature_of_a_delegate_is_found(void **state)
{
    (void)state;
    sign_as("1", "first");
    sign_as(NULL, "first");
    sign_as("", "first");
    sign_as("2", "first");
    sign_as("1", "second");
    signed_by("1", "first", "A-1");
    signed_by("1", "second", "A-5");
    signed_by("2", "second", "");
    signed_by("3", "first", "");
    signed_by("", "first", ""); /* nobody's signatures are not one person's */
    kiosk.clock.wall -= INT64_C(3600) * 1000000;
    struct ledger_receipt later = sign_as("1", "first");
    signed_by("1", "first", "A-6"); /* whatever the clock said */
    struct fake_entry entry = fake_kiosk_entry(&kiosk, ledger->log.origin, later.seq);
    assert_non_null(strstr(entry.body, "\"country\":\"FR\",\"delegate\":\"1\",\"document\":"));
    fake_entry_free(&entry);
    entry = fake_kiosk_entry(&kiosk, ledger->log.origin, 2);
    assert_null(strstr(entry.body, "delegate"));
    fake_entry_free(&entry);
    fake_kiosk_append_about(&kiosk, ledger, ENTRY_WITHDRAW, later.seq);
    signed_by("1", "first", "A-1");
    fake_kiosk_append_about(&kiosk, ledger, ENTRY_ERASE, 1);
    assert_int_equal(store_entry_erase(ledger->store, ledger->log.origin, 1, &error), EM_OK);
    signed_by("1", "first", "");
    assert_false(rebuild_changes());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_signature_stands_in_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rebuilding_gives_the_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(withdrawn_and_erased_do_not_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_erased_signature_keeps_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_withdrawal_reaches_another_log, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_body_that_is_no_json_is_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_signature_of_a_delegate_is_found, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
