/* Entries of other kinds than signatures: one at a time, and many in one transaction. */
#include "core/body.h"
#include "core/ledger_private.h"
#include "core/verify.h"
#include "fake/disk.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BATCH 300

static struct fake_kiosk kiosk;
static struct ledger *ledger;

static int set_up(void **state)
{
    fake_kiosk_set_up(state);
    ledger = fake_kiosk_started(&kiosk);
    return 0;
}

static int tear_down(void **state)
{
    fake_disk_room(-1);
    ledger_close(ledger);
    return fake_kiosk_tear_down(state);
}

#define TEST(name) cmocka_unit_test_prestate_setup_teardown(name, set_up, tear_down, &kiosk)

typedef enum em_status recorder(struct ledger *ledger, enum entry_kind kind,
                                const struct em_buffer *body, const struct em_buffer *sealed,
                                struct ledger_place *place, struct em_error *error);

static enum em_status record_as(recorder *way, int number, struct ledger_place *place)
{
    struct em_buffer body = {0};
    char bytes[] = "sealed bytes";
    struct em_buffer sealed = {.data = bytes, .size = 12};
    json_t *fields = json_pack("{s:i, s:s}", "number", number, "padding",
                               "as long as the line of a programme, or nearly so");
    assert_int_equal(body_write(&body, fields, &kiosk.random.random, &kiosk.error), EM_OK);
    enum em_status status =
        way(ledger, ENTRY_CHECKIN, &body, number % 2 ? &sealed : NULL, place, &kiosk.error);
    em_buffer_free(&body);
    return status;
}

static int64_t entries_on_disk(void)
{
    return fake_sql_number(kiosk.store, "SELECT count(*) FROM entry");
}

static enum em_status prove(void *context, const struct store_log *log, struct em_error *error)
{
    const struct verify_options none = {0};
    (void)error;
    return verify_log(ledger_store(ledger), log, &none, context, NULL);
}

/* The log holds, has so many entries, and the ledger knows the same of it. */
static void holds(int64_t entries)
{
    struct verify_result result;
    const char *origin = ledger_origin_of(ledger);
    assert_int_equal(store_logs(ledger_store(ledger), origin, prove, &result, &kiosk.error), EM_OK);
    if (!result.good)
        fail_msg("entry %d: %s", (int)result.bad_seq, result.reason);
    assert_int_equal(result.entries, entries);
    assert_int_equal(ledger->log.size, entries);
    assert_int_equal(entries_on_disk(), entries);
}

static void one_entry_says_where_it_is(void **state)
{
    (void)state;
    struct ledger_place place = {.seq = -1};
    assert_int_equal(record_as(ledger_record, 1, &place), EM_OK);
    assert_int_equal(place.seq, 1);
    assert_int_equal(place.at_us, ledger->last_us);
    assert_int_equal(record_as(ledger_record, 2, NULL), EM_OK);
    holds(3);
    struct fake_entry entry = fake_kiosk_entry(&kiosk, ledger_origin_of(ledger), 1);
    assert_non_null(strstr(entry.body, "\"number\":1"));
    assert_int_equal(entry.sealed.size, 12);
    fake_entry_free(&entry);
}

static void add_many(int count)
{
    struct ledger_place place;
    for (int i = 0; i < count; i++) {
        assert_int_equal(record_as(ledger_add, i, &place), EM_OK);
        assert_int_equal(place.seq, ledger->log.size + i);
    }
}

static void a_batch_is_there_when_it_ends(void **state)
{
    (void)state;
    assert_int_equal(ledger_begin(ledger, &kiosk.error), EM_OK);
    add_many(BATCH);
    assert_int_equal(entries_on_disk(), 1); /* a reader sees none of it yet */
    assert_int_equal(ledger_end(ledger, &kiosk.error), EM_OK);
    holds(1 + BATCH);
    fake_kiosk_signed(&kiosk, ledger, 1);
    holds(2 + BATCH);
}

static void a_batch_that_is_abandoned_has_not_happened(void **state)
{
    (void)state;
    struct store_log before = ledger->log;
    ledger_abandon(ledger); /* of none: nothing */
    assert_int_equal(ledger_begin(ledger, &kiosk.error), EM_OK);
    add_many(BATCH);
    ledger_abandon(ledger);
    assert_memory_equal(&before, &ledger->log, sizeof before);
    holds(1);
    assert_int_equal(record_as(ledger_record, 1, NULL), EM_OK);
    holds(2);
}

static void an_empty_batch_leaves_the_log_as_it_is(void **state)
{
    (void)state;
    assert_int_equal(ledger_begin(ledger, &kiosk.error), EM_OK);
    assert_int_equal(ledger_end(ledger, &kiosk.error), EM_OK);
    holds(1);
}

static void a_batch_that_is_open_at_the_end_is_abandoned(void **state)
{
    (void)state;
    assert_int_equal(ledger_begin(ledger, &kiosk.error), EM_OK);
    add_many(2);
    ledger_close(ledger);
    ledger = fake_kiosk_started(&kiosk);
    assert_string_equal(kiosk.notice.text, "");
    holds(3); /* open, close, open */
}

/* Wherever the disk runs full: what was acknowledged is there, and nothing else. */
static void a_batch_that_the_disk_cuts_has_not_happened(void **state)
{
    (void)state;
    int cut = 0, whole = 0;
    int64_t entries = 1;
    for (int64_t room = 0; room < 400000; room += 23456) {
        fake_disk_room(room);
        enum em_status status = ledger_begin(ledger, &kiosk.error);
        if (status == EM_OK) {
            for (int i = 0; status == EM_OK && i < BATCH; i++)
                status = record_as(ledger_add, i, NULL);
            enum em_status end = ledger_end(ledger, &kiosk.error);
            assert_true(status == EM_OK || end == status);
            status = end;
        }
        assert_true(status == EM_OK || status == EM_FULL);
        fake_disk_room(-1);
        cut += status == EM_FULL;
        whole += status == EM_OK;
        entries += status == EM_OK ? BATCH : 0;
        holds(entries);
    }
    assert_true(cut > 3 && whole > 3);
    ledger_close(ledger);
    ledger = fake_kiosk_started(&kiosk);
    assert_string_equal(kiosk.notice.text, "");
}

/* The control of the above: what is added after a failure would stand alone, were it let in. */
static void a_batch_that_failed_takes_nothing_more(void **state)
{
    (void)state;
    char broken[] = "[1", empty[] = "{}";
    struct em_buffer bad = {.data = broken, .size = 2}, good = {.data = empty, .size = 2};
    struct em_error error = {0};
    assert_int_equal(ledger_begin(ledger, &error), EM_OK);
    assert_int_equal(ledger_add(ledger, ENTRY_CHECKIN, &good, NULL, NULL, &error), EM_OK);
    assert_int_equal(ledger_add(ledger, ENTRY_SIGN, &bad, NULL, NULL, &error), EM_DAMAGED);
    struct em_error later = {0};
    assert_int_equal(ledger_add(ledger, ENTRY_CHECKIN, &good, NULL, NULL, &later), EM_DAMAGED);
    assert_string_equal(later.text, error.text);
    later = (struct em_error){0};
    assert_int_equal(ledger_end(ledger, &later), EM_DAMAGED);
    assert_string_equal(later.text, error.text);
    holds(1);
}

static void a_withdrawal_is_counted_at_once(void **state)
{
    (void)state;
    int64_t since;
    fake_kiosk_signed(&kiosk, ledger, 0);
    struct ledger_receipt second = fake_kiosk_signed(&kiosk, ledger, 1);
    char text[128];
    int size =
        snprintf(text, sizeof text, "{\"origin\":\"%s\",\"seq\":1}", ledger_origin_of(ledger));
    struct em_buffer body = {.data = text, .size = (size_t)size};
    assert_int_equal(ledger_record(ledger, ENTRY_WITHDRAW, &body, NULL, NULL, &kiosk.error), EM_OK);
    assert_int_equal(ledger_signature_count(ledger, &since), 1);
    assert_int_equal(since, second.at_us);
}

static void a_store_that_is_damaged_is_kept(void **state)
{
    (void)state;
    struct ledger_options options = {.data_dir = kiosk.folder,
                                     .identity = &kiosk.identity,
                                     .clock = &kiosk.clock.clock,
                                     .random = &kiosk.random.random,
                                     .keep_damaged = true};
    ledger_close(ledger);
    ledger = NULL;
    assert_true(fake_sql_against_rules(kiosk.store, "UPDATE entry SET at = 1 WHERE seq = 1"));
    struct ledger *kept = NULL;
    for (int i = 0; i < 2; i++) { /* damaged, then gone */
        kiosk.error = (struct em_error){0};
        assert_int_equal(ledger_open(&kept, &options, &kiosk.notice, &kiosk.error), EM_DAMAGED);
        assert_null(kept);
        assert_non_null(strstr(kiosk.error.text, "Nothing was changed"));
        assert_int_equal(fake_folder_count(kiosk.folder, STORE_FILE ".damaged"), 0);
        remove(kiosk.store);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_entry_says_where_it_is),
        TEST(a_batch_is_there_when_it_ends),
        TEST(a_batch_that_is_abandoned_has_not_happened),
        TEST(an_empty_batch_leaves_the_log_as_it_is),
        TEST(a_batch_that_is_open_at_the_end_is_abandoned),
        TEST(a_batch_that_the_disk_cuts_has_not_happened),
        TEST(a_batch_that_failed_takes_nothing_more),
        TEST(a_withdrawal_is_counted_at_once),
        TEST(a_store_that_is_damaged_is_kept),
    };
    fake_disk_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
