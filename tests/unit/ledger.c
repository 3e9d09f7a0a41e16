/* The ledger: what it records, what it keeps private, and what it does with a store that does not
 * hold. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "core/seal.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <jansson.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;

static int set_up(void **state)
{
    (void)state;
    fake_kiosk_init(&kiosk, 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_kiosk_free(&kiosk);
    return 0;
}

static struct ledger *started(void)
{
    struct ledger *ledger;
    if (fake_kiosk_start(&kiosk, &ledger) != EM_OK)
        fail_msg("%s", kiosk.error.text);
    return ledger;
}

static struct ledger_receipt signed_by(struct ledger *ledger, int person)
{
    struct ledger_receipt receipt;
    if (fake_kiosk_sign(&kiosk, ledger, person, &receipt) != EM_OK)
        fail_msg("%s", kiosk.error.text);
    return receipt;
}

/* A kiosk's day: it starts, `people` sign, it ends. */
static void one_day(int people)
{
    struct ledger *ledger = started();
    for (int person = 0; person < people; person++)
        signed_by(ledger, person);
    ledger_close(ledger);
}

/* -- Recording -- */

static void numbers_count_on(void **state)
{
    (void)state;
    int64_t since = -1;
    struct ledger *ledger = started();
    assert_int_equal(ledger_signature_count(ledger, &since), 0);
    assert_int_equal(since, 0);
    struct ledger_receipt first = signed_by(ledger, 0);
    assert_string_equal(first.number, "A-1");
    assert_int_equal(first.seq, 1); /* `open` is 0 */
    assert_string_equal(signed_by(ledger, 1).number, "A-2");
    assert_int_equal(ledger_signature_count(ledger, &since), 2);
    assert_int_equal(since, first.at_us);
    ledger_close(ledger);

    ledger = started();
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(ledger_signature_count(ledger, &since), 2);
    assert_int_equal(since, first.at_us);
    struct ledger_receipt third = signed_by(ledger, 2);
    assert_string_equal(third.number, "A-3");
    assert_int_equal(third.seq, 5); /* after `close` and `open` */
    ledger_close(ledger);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"), 3);
}

/* The body and the sealed part of one entry, copied out of the store. */
struct parts {
    int64_t seq;
    char *body;
    struct em_buffer sealed;
    uint8_t leaf[32];
};

static enum em_status take_parts(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct parts *parts = context;
    (void)error;
    if (entry->seq != parts->seq)
        return EM_OK;
    parts->body = em_strndup((const char *)entry->body, entry->body_size);
    if (entry->sealed)
        em_buffer_add(&parts->sealed, entry->sealed, entry->sealed_size);
    memcpy(parts->leaf, leaf, sizeof parts->leaf);
    return EM_OK;
}

static struct parts parts_of(const char *path, const char *origin, int64_t seq)
{
    struct parts parts = {.seq = seq};
    struct store *store;
    assert_int_equal(store_open(&store, path, STORE_READ, &kiosk.error), EM_OK);
    assert_int_equal(store_entries(store, origin, 0, take_parts, &parts, &kiosk.error), EM_OK);
    store_close(store);
    assert_non_null(parts.body);
    return parts;
}

static void free_parts(struct parts *parts)
{
    free(parts->body);
    em_buffer_free(&parts->sealed);
}

/* The names of a JSON object in their order, with a space behind each. */
static char *keys_of(json_t *object)
{
    struct em_buffer keys = {0};
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) em_buffer_format(&keys, "%s ", key);
    return keys.data;
}

static void check_body(const char *text, const struct signature *signature)
{
    json_t *body = json_loads(text, 0, NULL);
    char *keys = keys_of(body);
    assert_string_equal(keys, signature->listed
                                  ? "salt capacity contact country document government "
                                    "government_id language listed mode name read_to_end role "
                                    "text_sha256 "
                                  : "salt capacity contact country document government "
                                    "government_id language listed mode read_to_end text_sha256 ");
    assert_int_equal(json_string_length(json_object_get(body, "salt")), 24);
    assert_string_equal(json_string_value(json_object_get(body, "text_sha256")),
                        "WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=");
    if (signature->listed)
        assert_string_equal(json_string_value(json_object_get(body, "name")), signature->name);
    free(keys);
    json_decref(body);
}

static void check_private(const struct em_buffer *sealed, const struct signature *signature)
{
    char plain[8192] = "";
    assert_true(sealed->size > SEAL_OVERHEAD && sealed->size < sizeof plain);
    assert_int_equal(seal_open((uint8_t *)plain, (const uint8_t *)sealed->data, sealed->size,
                               kiosk.identity.seal_public, kiosk.seal_secret, &kiosk.error),
                     EM_OK);
    json_t *body = json_loads(plain, 0, NULL);
    char *keys = keys_of(body);
    assert_string_equal(keys, "salt email ink name role ");
    assert_string_equal(json_string_value(json_object_get(body, "name")), signature->name);
    assert_string_equal(json_string_value(json_object_get(body, "email")), signature->email);
    assert_int_equal(json_is_string(json_object_get(body, "ink")), signature->ink != NULL);
    free(keys);
    json_decref(body);
}

static void a_signature_says_what_it_should(void **state)
{
    (void)state;
    struct ledger *ledger = started();
    for (int person = 0; person < 4; person++) {
        struct fake_person storage;
        const struct signature *signature = fake_person(&storage, person);
        struct ledger_receipt receipt = signed_by(ledger, person);
        struct parts parts = parts_of(kiosk.store, "ogp-paris-2016/hall-a-1", receipt.seq);
        check_body(parts.body, signature);
        check_private(&parts.sealed, signature);
        assert_memory_equal(parts.leaf, receipt.leaf, sizeof receipt.leaf);
        free_parts(&parts);
    }
    ledger_close(ledger);
}

/* Whether any file of the folder holds the text, as a thief of the disk would look for it. */
static bool on_disk(const char *text)
{
    static const char *const names[] = {"emarge.db", "emarge.db-wal", "emarge.db-shm",
                                        "emarge.checkpoint", "emarge.lock"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct em_buffer bytes = {0};
        char *path = em_format("%s/%s", kiosk.folder, names[i]);
        if (em_file_read(path, 1 << 24, &bytes, NULL) == EM_OK)
            found = found || memmem(bytes.data, bytes.size, text, strlen(text));
        em_buffer_free(&bytes);
        free(path);
    }
    return found;
}

static void what_is_private_is_not_on_the_disk(void **state)
{
    (void)state;
    struct ledger *ledger = started();
    signed_by(ledger, 10);                  /* listed */
    signed_by(ledger, 11);                  /* not listed */
    assert_true(on_disk("Nº10 d’Éxemple")); /* the control: what may be read is found this way */
    assert_true(on_disk("Maire n° 10"));
    assert_false(on_disk("Nº11 d’Éxemple"));
    assert_false(on_disk("Maire n° 11"));
    assert_false(on_disk("zoe10@example.org"));
    assert_false(on_disk("zoe11@example.org"));
    ledger_close(ledger);
    assert_false(on_disk("Nº11 d’Éxemple"));
    assert_false(on_disk("zoe11@example.org"));
}

static void same_input_same_bytes(void **state)
{
    (void)state;
    one_day(5);
    struct parts a = parts_of(kiosk.store, "ogp-paris-2016/hall-a-1", 4);
    struct fake_kiosk first = kiosk;
    fake_kiosk_init(&kiosk, 1);
    one_day(5);
    struct parts b = parts_of(kiosk.store, "ogp-paris-2016/hall-a-1", 4);
    assert_memory_equal(a.leaf, b.leaf, sizeof a.leaf);
    assert_string_equal(a.body, b.body);
    assert_int_equal(a.sealed.size, b.sealed.size);
    assert_memory_equal(a.sealed.data, b.sealed.data, a.sealed.size);
    free_parts(&a);
    free_parts(&b);
    fake_kiosk_free(&first);
}

static void what_is_not_utf8_is_refused(void **state)
{
    (void)state;
    struct fake_person storage;
    struct ledger_receipt receipt;
    struct ledger *ledger = started();
    struct signature signature = *fake_person(&storage, 1);
    signature.name = "broken \xff name";
    assert_int_equal(ledger_sign(ledger, &signature, &receipt, &kiosk.error), EM_INVALID);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM entry"), 1);
    assert_string_equal(signed_by(ledger, 2).number, "A-1");
    ledger_close(ledger);
}

/* A process that is gone without a word: what it acknowledged is there, and there is nothing to
 * tell. */
static void a_crash_is_a_clean_restart(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct ledger *ledger = started();
        for (int person = 0; person < 3; person++)
            signed_by(ledger, person);
        _exit(0);
    }
    int result = 1;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_int_equal(result, 0);
    int64_t since;
    struct ledger *ledger = started();
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(ledger_signature_count(ledger, &since), 3);
    assert_string_equal(signed_by(ledger, 3).number, "A-4");
    ledger_close(ledger);
}

static void a_clock_that_went_back_is_told(void **state)
{
    (void)state;
    one_day(1);
    kiosk.clock.wall -= 3600 * INT64_C(1000000);
    ledger_close(started());
    struct parts parts = parts_of(kiosk.store, "ogp-paris-2016/hall-a-1", 3);
    json_t *body = json_loads(parts.body, 0, NULL);
    json_t *clock = json_object_get(body, "clock");
    assert_true(json_is_true(json_object_get(clock, "back")));
    json_decref(body);
    free_parts(&parts);
}

/* -- A store that does not hold -- */

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
    struct ledger *ledger = started();
    assert_non_null(strstr(kiosk.notice.text, letter));
    struct ledger_receipt receipt = signed_by(ledger, 1);
    assert_string_equal(receipt.number, number);
    ledger_close(ledger);
    struct parts parts = parts_of(kiosk.store, origin, 0);
    assert_non_null(strstr(parts.body, "\"set_aside\":{\"file\":\""));
    assert_non_null(strstr(parts.body, letter));
    assert_null(strstr(parts.body, kiosk.folder)); /* files are named within the folder */
    free_parts(&parts);
}

static void a_damaged_store_is_set_aside(void **state)
{
    (void)state;
    one_day(3);
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

    ledger_close(started()); /* and it is told once only */
    assert_string_equal(kiosk.notice.text, "");
}

static void every_damage_has_a_name_of_its_own(void **state)
{
    (void)state;
    kiosk.clock.step = 0; /* all within one second */
    one_day(1);
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
    one_day(2);
    assert_int_equal(unlink(kiosk.store), 0);
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
}

/* No number is given twice, even when the files that were set aside were carried off. */
static void generations_survive_their_files(void **state)
{
    (void)state;
    one_day(1);
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
    one_day(2);
    assert_int_equal(em_file_read(kiosk.store, 1 << 24, &bytes, &kiosk.error), EM_OK);
    one_day(2);
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
    ledger_close(started());
    assert_string_equal(kiosk.notice.text, "");
}

static void a_store_deleted_in_use_is_noticed(void **state)
{
    (void)state;
    struct ledger_receipt receipt;
    struct ledger *ledger = started();
    signed_by(ledger, 1);
    assert_int_equal(unlink(kiosk.store), 0);
    assert_int_equal(fake_kiosk_sign(&kiosk, ledger, 2, &receipt), EM_DAMAGED);
    assert_non_null(strstr(kiosk.error.text, "moved or deleted"));
    ledger_close(ledger);
    next_log_is("ogp-paris-2016/hall-a-1.2", "A2-1", "A2");
}

static void a_projection_is_mended_without_a_word(void **state)
{
    (void)state;
    one_day(3);
    assert_true(fake_sql(kiosk.store, "UPDATE roll_signature SET name = 'Somebody else'"));
    ledger_close(started());
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"
                                                  " WHERE name = 'Somebody else'"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_count_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_signature_says_what_it_should, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_private_is_not_on_the_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(same_input_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_utf8_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_crash_is_a_clean_restart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_clock_that_went_back_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_damaged_store_is_set_aside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_damage_has_a_name_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_store_that_is_gone_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(generations_survive_their_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_older_state_is_found_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_older_state_alone_looks_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_store_deleted_in_use_is_noticed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_projection_is_mended_without_a_word, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
