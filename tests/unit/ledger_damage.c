/* A ledger whose store does not hold: it is set aside, told, and everything goes on under another
 * letter. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_kiosk_set_up, fake_kiosk_tear_down, &kiosk)

static void overwrite(const char *path, size_t at, const char *bytes)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, strlen(bytes), file), strlen(bytes));
    assert_int_equal(fclose(file), 0);
}

/* Changes a body on the disk. */
static void damage(const char *path)
{
    struct em_buffer bytes = {0};
    assert_int_equal(em_file_read(path, 1 << 24, &bytes, &kiosk.error), EM_OK);
    const char *body = memmem(bytes.data, bytes.size, "\"capacity\"", 10);
    assert_non_null(body);
    overwrite(path, (size_t)(body - bytes.data), "damaged");
    em_buffer_free(&bytes);
}

static void next_log_is(const char *origin, const char *number, const char *letter)
{
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    assert_non_null(strstr(kiosk.notice.text, letter));
    struct ledger_receipt receipt = fake_kiosk_signed(&kiosk, ledger, 1);
    assert_string_equal(receipt.number, number);
    ledger_close(ledger);
    struct fake_entry entry = fake_kiosk_entry(&kiosk, origin, 0);
    assert_non_null(strstr(entry.body, "\"set_aside\":{\"file\":\""));
    assert_non_null(strstr(entry.body, letter));
    assert_null(strstr(entry.body, kiosk.folder)); /* files are named within the folder */
    fake_entry_free(&entry);
}

static void a_damaged_store_is_set_aside(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 3);
    damage(kiosk.store);
    struct em_buffer before = {0}, after = {0};
    assert_int_equal(em_file_read(kiosk.store, 1 << 24, &before, &kiosk.error), EM_OK);
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
    char *aside = em_format("%s/emarge.db.damaged-20161209T094712Z", kiosk.folder);
    assert_int_equal(em_file_read(aside, 1 << 24, &after, &kiosk.error), EM_OK);
    assert_int_equal(after.size, before.size);
    assert_memory_equal(after.data, before.data, before.size);
    assert_non_null(strstr(kiosk.notice.text, "emarge.db.damaged-20161209T094712Z"));
    em_buffer_free(&before);
    em_buffer_free(&after);
    free(aside);

    ledger_close(fake_kiosk_started(&kiosk)); /* and it is told once only */
    assert_string_equal(kiosk.notice.text, "");
}

static void every_damage_has_a_name_of_its_own(void **state)
{
    (void)state;
    kiosk.clock.step = 0; /* all within one second */
    fake_kiosk_day(&kiosk, 1);
    overwrite(kiosk.store, 0, "x");
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
    overwrite(kiosk.store, 0, "x");
    next_log_is("ogp-paris-2016/hall-a-1.3", "A3-1", "A3");
    overwrite(kiosk.store, 0, "x");
    next_log_is("ogp-paris-2016/hall-a-1.4", "A4-1", "A4");
    assert_true(fake_folder_count(kiosk.folder, "emarge.db.damaged-20161209T094712Z") >= 3);
    for (int n = 2; n <= 3; n++) {
        char *name = em_format("%s/emarge.db.damaged-20161209T094712Z.%d", kiosk.folder, n);
        assert_true(em_file_exists(name));
        free(name);
    }
}

static void a_store_that_is_gone_is_told(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 2);
    assert_int_equal(unlink(kiosk.store), 0);
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
}

/* No number is given twice, even when the files that were set aside were carried off. */
static void generations_survive_their_files(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 1);
    overwrite(kiosk.store, 0, "x");
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
    char *aside = em_format("%s/emarge.db.damaged-20161209T094712Z", kiosk.folder);
    assert_int_equal(unlink(aside), 0);
    free(aside);
    overwrite(kiosk.store, 0, "x");
    next_log_is("ogp-paris-2016/hall-a-1.3", "A3-1", "A3");
}

/* Brings the store back to what it was before the last day; its checkpoint copy stays. */
static void fall_back_a_day(void)
{
    struct em_buffer bytes = {0};
    fake_kiosk_day(&kiosk, 2);
    assert_int_equal(em_file_read(kiosk.store, 1 << 24, &bytes, &kiosk.error), EM_OK);
    fake_kiosk_day(&kiosk, 2);
    assert_int_equal(em_file_write_atomic(kiosk.store, bytes.data, bytes.size, 0600, &kiosk.error),
                     EM_OK);
    em_buffer_free(&bytes);
}

static void an_older_state_is_found_out(void **state)
{
    (void)state;
    fall_back_a_day();
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
}

/* The control: it is the checkpoint beside the store that tells. Nothing else could. */
static void an_older_state_alone_looks_whole(void **state)
{
    (void)state;
    fall_back_a_day();
    char *beside = ledger_beside_path(kiosk.folder);
    assert_int_equal(unlink(beside), 0);
    free(beside);
    ledger_close(fake_kiosk_started(&kiosk));
    assert_string_equal(kiosk.notice.text, "");
}

static void a_store_deleted_in_use_is_noticed(void **state)
{
    (void)state;
    struct ledger_receipt receipt;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    fake_kiosk_signed(&kiosk, ledger, 1);
    assert_int_equal(unlink(kiosk.store), 0);
    assert_int_equal(fake_kiosk_sign(&kiosk, ledger, 2, &receipt), EM_DAMAGED);
    assert_non_null(strstr(kiosk.error.text, "moved or deleted"));
    ledger_close(ledger);
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
}

static void a_projection_is_mended_without_a_word(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 3);
    assert_true(fake_sql(kiosk.store, "UPDATE roll_signature SET name = 'Somebody else'"));
    ledger_close(fake_kiosk_started(&kiosk));
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"
                                                  " WHERE name = 'Somebody else'"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_damaged_store_is_set_aside),      TEST(every_damage_has_a_name_of_its_own),
        TEST(a_store_that_is_gone_is_told),      TEST(generations_survive_their_files),
        TEST(an_older_state_is_found_out),       TEST(an_older_state_alone_looks_whole),
        TEST(a_store_deleted_in_use_is_noticed), TEST(a_projection_is_mended_without_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
