/* A kiosk's own log is damaged: what others wrote is not lost with it. */
#include "core/body.h"
#include "core/door.h"
#include "core/file.h"
#include "core/ledger_private.h"
#include "core/roster.h"
#include "fake/porch.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, porch_set_up, porch_tear_down)

#define KEPT "The roster was kept, as it was on 2016-12-09 at 11:50 UTC."
#define LOST "The roster is lost: carry the organiser's log to this kiosk again"

static char *store_of(const char *folder)
{
    return em_format("%s/" STORE_FILE, folder);
}

/* What a number is of the kiosk's store. */
static int64_t number(const struct summit_kiosk *kiosk, const char *sql)
{
    char *path = store_of(kiosk->folder);
    int64_t found = fake_sql_number(path, sql);
    free(path);
    return found;
}

static void damage(const struct summit_kiosk *kiosk, const char *sql)
{
    char *path = store_of(kiosk->folder);
    assert_true(fake_sql_against_rules(path, sql));
    free(path);
}

#define OWN_ENTRY "UPDATE entry SET at = at + 1 WHERE origin LIKE '%hall-a-1' AND seq = 0;"

/* The day before: Amina comes in, and the kiosk is stopped. */
static struct summit_kiosk *stopped(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    summit_stop(&porch->summit.kiosk);
    return &porch->summit.kiosk;
}

static void start(struct porch *porch)
{
    summit_start(&porch->summit, &porch->summit.kiosk);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
}

static void expect_notice(const struct porch *porch, const char *said)
{
    if (!strstr(porch->summit.kiosk.notice.text, said))
        fail_msg("“%s” should say “%s”", porch->summit.kiosk.notice.text, said);
}

/* The new store is whole: the next start finds nothing amiss. */
static void expect_whole(struct porch *porch)
{
    summit_stop(&porch->summit.kiosk);
    start(porch);
    assert_string_equal(porch->summit.kiosk.notice.text, "");
}

static void expect_roster(struct porch *porch)
{
    size_t sessions;
    assert_int_equal(door_delegates(porch->door), summit_people_count - 2); /* staff, unheard */
    door_sessions(porch->door, &sessions);
    assert_int_equal(sessions, SUMMIT_SESSIONS);
    porch_unlock(porch);
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ACCEPTED);
    assert_int_equal(porch_in(porch, "revoked"), VERDICT_REVOKED);
}

/* --- what is kept --- */

static void a_damaged_own_entry_leaves_the_roster(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk *kiosk = stopped(porch);
    damage(kiosk, OWN_ENTRY);
    start(porch);
    expect_notice(porch, KEPT);
    expect_notice(porch, "set aside as emarge.db.damaged-");
    expect_roster(porch);
    /* Amina's coming was in the log that does not hold: she may come again. */
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(number(kiosk, "SELECT count(*) FROM log WHERE origin LIKE '%hall-a-1'"), 0);
    assert_int_equal(number(kiosk, "SELECT count(*) FROM log WHERE origin LIKE '%hall-a-1.2'"), 1);
    expect_whole(porch);
}

static void without_damage_nothing_is_said(void **state)
{
    struct porch *porch = *state;
    stopped(porch);
    start(porch);
    assert_string_equal(porch->summit.kiosk.notice.text, "");
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
}

/* Another kiosk's log, too, with what it says of who is inside. */
static void what_other_doors_saw_is_kept(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk other = {0};
    summit_enroll(&porch->summit, &other, "hall-b-1", 'B');
    summit_stop(&other);
    summit_merge(&porch->summit.kiosk, other.folder);
    struct summit_kiosk *kiosk = stopped(porch);
    damage(kiosk, OWN_ENTRY);
    start(porch);
    expect_notice(porch, KEPT);
    assert_int_equal(number(kiosk, "SELECT count(*) FROM entry WHERE origin LIKE '%hall-b-1'"), 2);
    kiosk_identity_wipe(&other.identity);
    expect_whole(porch);
}

struct bytes {
    struct em_buffer store, wal;
};

static struct bytes bytes_of(const char *path)
{
    struct bytes bytes = {{0}, {0}};
    char *wal = em_format("%s-wal", path);
    assert_int_equal(em_file_read(path, 1 << 26, &bytes.store, NULL), EM_OK);
    if (em_file_exists(wal))
        assert_int_equal(em_file_read(wal, 1 << 26, &bytes.wal, NULL), EM_OK);
    free(wal);
    return bytes;
}

static void assert_same(struct bytes a, struct bytes b)
{
    assert_int_equal(a.store.size, b.store.size);
    assert_int_equal(a.wal.size, b.wal.size);
    assert_memory_equal(a.store.data, b.store.data, a.store.size);
    if (a.wal.size)
        assert_memory_equal(a.wal.data, b.wal.data, a.wal.size);
    em_buffer_free(&a.store);
    em_buffer_free(&a.wal);
    em_buffer_free(&b.store);
    em_buffer_free(&b.wal);
}

static char *aside_of(const struct summit_kiosk *kiosk)
{
    char name[LEDGER_ASIDE_SIZE];
    assert_int_equal(ledger_count_aside(kiosk->folder, name), 1);
    return em_format("%s/%s", kiosk->folder, name);
}

static enum em_status count_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                  struct em_error *error)
{
    (void)entry, (void)leaf, (void)error;
    ++*(int64_t *)context;
    return EM_OK;
}

/* Reads it with nothing beside it but a -wal that says something, and leaves nothing else there. */
static int64_t read_alone(const struct summit_kiosk *kiosk, const char *aside, bool has_wal)
{
    struct store *store;
    int64_t entries = 0;
    for (int i = has_wal; i < 2; i++) {
        char *sidecar = em_format("%s%s", aside, i ? "-shm" : "-wal");
        unlink(sidecar);
        free(sidecar);
    }
    assert_int_equal(store_open(&store, aside, STORE_ASIDE, NULL), EM_OK);
    assert_int_equal(
        store_entries(store, SUMMIT_EVENT "/organiser", 0, count_entry, &entries, NULL), EM_OK);
    store_close(store);
    assert_int_equal(fake_folder_count(kiosk->folder, "emarge.db.damaged-"), has_wal ? 2 : 1);
    return entries;
}

static void nothing_of_what_was_set_aside_is_changed(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk *kiosk = stopped(porch);
    damage(kiosk, OWN_ENTRY);
    char *path = store_of(kiosk->folder);
    struct bytes before = bytes_of(path);
    start(porch);
    char *aside = aside_of(kiosk);
    assert_same(before, bytes_of(aside));
    before = bytes_of(aside);
    assert_true(read_alone(kiosk, aside, false) > 0);
    assert_same(before, bytes_of(aside));
    free(aside);
    free(path);
}

/* As a power cut leaves it: the roster came last, and is in the -wal alone. */
static void a_roster_in_the_wal_is_found(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk *kiosk = &porch->summit.kiosk;
    char crashed[FAKE_PATH_SIZE];
    fake_folder_make(crashed);
    summit_announce(&porch->summit, "unheard");
    summit_merge(kiosk, porch->summit.organiser_folder);
    fake_folder_copy(kiosk->folder, crashed);
    summit_stop(kiosk);
    fake_folder_remove(kiosk->folder);
    assert_int_equal(em_folder_make(kiosk->folder, 0700, NULL), EM_OK);
    fake_folder_copy(crashed, kiosk->folder);
    fake_folder_remove(crashed);
    char *beside = ledger_beside_path(kiosk->folder), *path = store_of(kiosk->folder);
    struct note_checkpoint said;
    assert_true(ledger_beside_read(&said, kiosk->folder, &kiosk->identity));
    /* A checkpoint from the time to come: the log that is there lacks entries. */
    struct store_log ahead = {.size = 0};
    uint8_t leaf[32] = {1};
    snprintf(ahead.origin, sizeof ahead.origin, "%s", said.origin);
    for (int i = 0; i < 1000; i++)
        merkle_append(&ahead.frontier, leaf);
    struct ledger signer = {.identity = kiosk->identity};
    char note[NOTE_SIZE];
    ledger_sign_head(&signer, &ahead, note);
    assert_int_equal(ledger_beside_write(kiosk->folder, note, NULL), EM_OK);
    struct bytes before = bytes_of(path);
    assert_true(before.wal.size > 0);
    start(porch);
    expect_notice(porch, "as it was on 2016-12-09 at 12:50 UTC"); /* what came last */
    assert_int_equal(door_delegates(porch->door), summit_people_count - 1);
    char *aside = aside_of(kiosk);
    assert_same(before, bytes_of(aside));
    before = bytes_of(aside);
    int64_t entries = read_alone(kiosk, aside, true);
    assert_same(before, bytes_of(aside));
    assert_true(read_alone(kiosk, aside, false) < entries); /* the control: it was in the -wal */
    free(aside);
    free(beside);
    free(path);
}

/* --- what is not --- */

static void expect_lost(struct porch *porch)
{
    const struct summit_kiosk *kiosk = &porch->summit.kiosk;
    start(porch);
    expect_notice(porch, LOST);
    assert_int_equal(number(kiosk, "SELECT count(*) FROM log"),
                     1); /* nor the own one, that holds */
    assert_int_equal(door_delegates(porch->door), 0);
    assert_int_not_equal(door_unlock(porch->door, summit_code(&porch->summit, "staff"),
                                     strlen(summit_code(&porch->summit, "staff")), &porch->error),
                         EM_OK);
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder); /* the remedy */
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    expect_roster(porch);
    expect_whole(porch);
}

static void a_damaged_mirror_is_not_taken(void **state)
{
    struct porch *porch = *state;
    damage(stopped(porch), "UPDATE entry SET at = at + 1 WHERE origin LIKE '%organiser' AND seq = "
                           "9");
    expect_lost(porch);
}

static void a_damaged_head_of_a_mirror_is_not_taken(void **state)
{
    struct porch *porch = *state;
    damage(stopped(porch), "UPDATE log SET frontier = x'00' WHERE origin LIKE '%organiser'");
    expect_lost(porch);
}

/* Logs are read by name, and the own one comes first. */
static void a_damaged_own_head_does_not_hide_the_others(void **state)
{
    struct porch *porch = *state;
    damage(stopped(porch), "UPDATE log SET frontier = x'00' WHERE origin LIKE '%hall-a-1'");
    start(porch);
    expect_notice(porch, KEPT);
    expect_roster(porch);
}

static void a_damaged_name_does_not_hide_the_organiser(void **state)
{
    struct porch *porch = *state;
    damage(stopped(porch),
           "UPDATE log SET origin = hex(zeroblob(400)) WHERE origin LIKE '%hall-a-1'");
    start(porch);
    expect_notice(porch, KEPT);
    expect_roster(porch);
}

static void a_file_that_cannot_be_read_gives_none(void **state)
{
    struct porch *porch = *state;
    char *path = store_of(stopped(porch)->folder);
    assert_int_equal(em_file_write_atomic(path, "a poem", 6, 0600, NULL), EM_OK);
    free(path);
    expect_lost(porch);
}

/* Whole in itself, and signed by somebody else. */
static void a_mirror_under_another_key_is_not_taken(void **state)
{
    struct porch *porch = *state;
    struct kiosk_identity *identity = &stopped(porch)->identity;
    damage(&porch->summit.kiosk, OWN_ENTRY);
    identity->organiser_log[0] ^= 1;
    start(porch);
    expect_notice(porch, LOST);
    assert_int_equal(door_delegates(porch->door), 0);
}

static void a_kiosk_without_badges_hears_nothing_of_rosters(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk *kiosk = stopped(porch);
    damage(kiosk, OWN_ENTRY);
    kiosk->identity.has_badges = false;
    summit_start(&porch->summit, kiosk);
    expect_notice(porch, "set aside as emarge.db.damaged-");
    assert_null(strstr(kiosk->notice.text, "roster"));
}

/* The entry that says why bytes are gone is in a log that does not hold: without it the other would
 * not hold either, and the next start would set everything aside once more. */
static void a_log_whose_erasures_are_unexplained_is_not_taken(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk other = {0}, *kiosk = &porch->summit.kiosk;
    summit_enroll(&porch->summit, &other, "hall-b-1", 'B');
    summit_stop(&other);
    summit_merge(kiosk, other.folder);
    stopped(porch);
    damage(kiosk, "UPDATE entry SET body = NULL WHERE origin LIKE '%hall-b-1' AND seq = 1;"
                  "UPDATE entry SET kind = 'erase' WHERE origin LIKE '%organiser' AND seq = 3;"
                  "UPDATE entry SET body = '{\"salt\":\"x\",\"origin\":\"" SUMMIT_EVENT
                  "/hall-b-1\",\"seq\":1}' WHERE origin LIKE '%organiser' AND seq = 3");
    start(porch);
    expect_notice(porch, LOST);
    assert_int_equal(number(kiosk, "SELECT count(*) FROM log WHERE origin LIKE '%hall-b-1'"), 0);
    kiosk_identity_wipe(&other.identity);
    expect_whole(porch);
}

/* --- starts that were cut short --- */

/* The file has its new name, and the power fails before there is another. */
static void a_start_that_was_cut_short_goes_on(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk *kiosk = stopped(porch);
    char name[LEDGER_ASIDE_SIZE];
    damage(kiosk, OWN_ENTRY);
    assert_int_equal(ledger_set_aside(kiosk->folder, SUMMIT_NOW, name, NULL), EM_OK);
    start(porch);
    expect_notice(porch, KEPT);
    expect_roster(porch);
}

static void a_store_that_is_gone_takes_the_roster_with_it(void **state)
{
    struct porch *porch = *state;
    char *path = store_of(stopped(porch)->folder);
    assert_int_equal(unlink(path), 0);
    free(path);
    start(porch);
    expect_notice(porch, "The record of this kiosk is missing.");
    expect_notice(porch, LOST);
}

/* --- during the day --- */

static void the_door_goes_on_with_its_roster(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk *kiosk = &porch->summit.kiosk;
    const char *code = summit_code(&porch->summit, "zoe");
    char *path = store_of(kiosk->folder);
    porch_unlock(porch);
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    /* A stranger's entry where the next one belongs. */
    assert_true(fake_sql(path, "INSERT INTO entry SELECT origin, seq + 1, kind, at, boot, mono, "
                               "body, sealed, body_hash, sealed_hash, leaf FROM entry WHERE origin "
                               "LIKE '%hall-a-1' ORDER BY seq DESC LIMIT 1"));
    fake_clock_advance(&porch->summit.clock, DOOR_HELD_US);
    assert_int_equal(
        door_scan(porch->door, code, strlen(code), DOOR_IN, &porch->answer, &porch->error),
        EM_DAMAGED);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ACCEPTED);
    assert_int_equal(porch->opened_anew, 1);
    expect_notice(porch, KEPT);
    assert_string_equal(ledger_origin_of(kiosk->ledger), SUMMIT_EVENT "/hall-a-1.2");
    assert_true(door_unlocked(porch->door));
    assert_int_equal(door_delegates(porch->door), summit_people_count - 2);
    assert_int_equal(door_count(porch->door).inside, 1); /* Zoé; Amina's coming did not hold */
    assert_int_equal(porch_in(porch, "nino"), VERDICT_ACCEPTED);
    assert_int_equal(porch->opened_anew, 1);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_damaged_own_entry_leaves_the_roster),
        TEST(without_damage_nothing_is_said),
        TEST(what_other_doors_saw_is_kept),
        TEST(nothing_of_what_was_set_aside_is_changed),
        TEST(a_roster_in_the_wal_is_found),
        TEST(a_damaged_mirror_is_not_taken),
        TEST(a_damaged_head_of_a_mirror_is_not_taken),
        TEST(a_damaged_own_head_does_not_hide_the_others),
        TEST(a_damaged_name_does_not_hide_the_organiser),
        TEST(a_file_that_cannot_be_read_gives_none),
        TEST(a_mirror_under_another_key_is_not_taken),
        TEST(a_kiosk_without_badges_hears_nothing_of_rosters),
        TEST(a_log_whose_erasures_are_unexplained_is_not_taken),
        TEST(a_start_that_was_cut_short_goes_on),
        TEST(a_store_that_is_gone_takes_the_roster_with_it),
        TEST(the_door_goes_on_with_its_roster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
