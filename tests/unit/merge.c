/* Stores that are carried by hand: the union of their logs, in any order, and nothing that was not
 * proven. */
#include "core/merge.h"
#include "core/body.h"
#include "core/ledger_private.h"
#include "core/verify.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EVENT    "ogp-paris-2016"
#define HALL_A   EVENT "/hall-a-1"
#define HALL_B   EVENT "/hall-b-1"
#define OFFICE   EVENT "/organiser"
#define LOGS_MAX 8

/* Two kiosks, and the organiser's own store, twice. */
static struct fake_kiosk hall_a, hall_b, office, office_again;
static struct organiser_secret secret;

static void know_organiser(struct fake_kiosk *kiosk)
{
    kiosk->identity.has_badges = true;
    memcpy(kiosk->identity.organiser_log, secret.public.log_public, 32);
    memcpy(kiosk->identity.seal_public, secret.public.seal_public, 32);
}

static void init_hall(struct fake_kiosk *kiosk, const char *writer, char letter, uint64_t seed)
{
    fake_kiosk_init(kiosk, seed);
    snprintf(kiosk->identity.writer, sizeof kiosk->identity.writer, "%s", writer);
    kiosk->identity.letter = letter;
    know_organiser(kiosk);
}

static void init_office(struct fake_kiosk *kiosk)
{
    fake_kiosk_init(kiosk, 9);
    organiser_identity(&kiosk->identity, &secret);
}

static int set_up(void **state)
{
    (void)state;
    struct fake_random random;
    fake_random_init(&random, 4);
    organiser_generate(&secret, EVENT, &random.random);
    init_hall(&hall_a, "hall-a-1", 'A', 1);
    init_hall(&hall_b, "hall-b-1", 'B', 2);
    init_office(&office);
    init_office(&office_again);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_kiosk_free(&hall_a);
    fake_kiosk_free(&hall_b);
    fake_kiosk_free(&office);
    fake_kiosk_free(&office_again);
    return 0;
}

/* What the last merge told, and how it ended. */
static struct {
    struct merge_log logs[LOGS_MAX];
    size_t count;
    enum em_status status;
    struct em_error error;
} last;

static void note_log(void *context, const struct merge_log *log)
{
    (void)context;
    assert_true(last.count < LOGS_MAX);
    last.logs[last.count++] = *log;
}

static void merge_into(struct ledger *to, const struct fake_kiosk *from)
{
    struct store *store;
    last.count = 0;
    last.error.text[0] = '\0';
    assert_int_equal(store_open(&store, from->store, STORE_READ, &last.error), EM_OK);
    const struct merge_options options = {.tell = note_log};
    last.status = merge_store(to, store, &options, &last.error);
    store_close(store);
}

/* A start, a merge and an end. */
static void merge(struct fake_kiosk *to, const struct fake_kiosk *from)
{
    struct ledger *ledger = fake_kiosk_started(to);
    merge_into(ledger, from);
    ledger_close(ledger);
}

static void merge_well(struct fake_kiosk *to, const struct fake_kiosk *from)
{
    merge(to, from);
    if (last.status != EM_OK)
        fail_msg("%s", last.error.text);
}

static const struct merge_log *told(const char *origin)
{
    for (size_t i = 0; i < last.count; i++)
        if (strcmp(last.logs[i].origin, origin) == 0)
            return &last.logs[i];
    return NULL;
}

static void expect_told(const char *origin, int64_t had, int64_t added, bool new_log)
{
    const struct merge_log *log = told(origin);
    if (!log)
        fail_msg("nothing was told of %s", origin);
    assert_int_equal(log->had, had);
    assert_int_equal(log->added, added);
    assert_int_equal(log->new_log, new_log);
}

/* --- all that a store has, as one number --- */

static enum em_status digest_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                   struct em_error *error)
{
    crypto_hash_sha256_state *hash = context;
    (void)error;
    crypto_hash_sha256_update(hash, leaf, 32);
    crypto_hash_sha256_update(hash, entry->body, entry->body_size);
    crypto_hash_sha256_update(hash, entry->sealed, entry->sealed_size);
    return EM_OK;
}

struct digesting {
    struct store *store;
    crypto_hash_sha256_state hash;
};

static enum em_status digest_log(void *context, const struct store_log *log, struct em_error *error)
{
    struct digesting *digesting = context;
    crypto_hash_sha256_update(&digesting->hash, (const uint8_t *)log->origin, sizeof log->origin);
    crypto_hash_sha256_update(&digesting->hash, (const uint8_t *)log->checkpoint,
                              strlen(log->checkpoint));
    return store_entries(digesting->store, log->origin, 0, digest_entry, &digesting->hash, error);
}

struct digest {
    uint8_t facts[32], lists[32];
};

static struct digest digest_of(const struct fake_kiosk *kiosk)
{
    struct digest digest;
    struct digesting digesting;
    assert_int_equal(store_open(&digesting.store, kiosk->store, STORE_READ, NULL), EM_OK);
    crypto_hash_sha256_init(&digesting.hash);
    assert_int_equal(store_logs(digesting.store, NULL, digest_log, &digesting, NULL), EM_OK);
    crypto_hash_sha256_final(&digesting.hash, digest.facts);
    assert_int_equal(store_projections_digest(digesting.store, digest.lists, NULL), EM_OK);
    store_close(digesting.store);
    return digest;
}

static void assert_same(struct digest a, struct digest b)
{
    assert_memory_equal(a.facts, b.facts, sizeof a.facts);
    assert_memory_equal(a.lists, b.lists, sizeof a.lists);
}

static void assert_differ(struct digest a, struct digest b)
{
    assert_memory_not_equal(a.facts, b.facts, sizeof a.facts);
}

/* A merge that is refused, and has changed nothing. */
static void expect_refused(struct fake_kiosk *to, const struct fake_kiosk *from,
                           enum em_status status, const char *said)
{
    struct ledger *ledger = fake_kiosk_started(to);
    struct digest before = digest_of(to);
    merge_into(ledger, from);
    assert_int_equal(last.status, status);
    if (!strstr(last.error.text, said))
        fail_msg("\"%s\" should say \"%s\"", last.error.text, said);
    assert_int_equal(last.count, 0);
    assert_same(digest_of(to), before);
    ledger_close(ledger);
}

static void expect_good(const struct fake_kiosk *kiosk)
{
    struct store *store;
    bool same = false;
    assert_int_equal(store_open(&store, kiosk->store, STORE_READ, NULL), EM_OK);
    assert_int_equal(roll_check(store, &same, NULL), EM_OK);
    assert_true(same);
    store_close(store);
}

/* --- the union --- */

static void a_merge_twice_adds_nothing(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 5);
    struct ledger *ledger = fake_kiosk_started(&office);
    merge_into(ledger, &hall_a);
    assert_int_equal(last.status, EM_OK);
    expect_told(HALL_A, 0, 7, true);
    assert_memory_equal(told(HALL_A)->vkey, hall_a.identity.log_public, 32);
    struct digest once = digest_of(&office);
    merge_into(ledger, &hall_a);
    assert_int_equal(last.status, EM_OK);
    expect_told(HALL_A, 7, 0, false);
    assert_same(digest_of(&office), once);
    int64_t since;
    assert_int_equal(ledger_signature_count(ledger, &since), 5);
    assert_true(since > 0);
    ledger_close(ledger);
    expect_good(&office);
}

static void a_mirror_follows_its_log(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 2);
    merge_well(&office, &hall_a);
    fake_kiosk_day(&hall_a, 3);
    merge_well(&office, &hall_a);
    expect_told(HALL_A, 4, 5, false);
    assert_int_equal(fake_sql_number(office.store, "SELECT count(*) FROM roll_signature"), 5);
    expect_good(&office);
}

static void order_does_not_matter(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 4);
    fake_kiosk_day(&hall_b, 3);
    struct ledger *first = fake_kiosk_started(&office);
    struct ledger *second = fake_kiosk_started(&office_again);
    merge_into(first, &hall_a);
    assert_int_equal(last.status, EM_OK);
    assert_differ(digest_of(&office), digest_of(&office_again));
    merge_into(first, &hall_b);
    assert_int_equal(last.status, EM_OK);
    merge_into(second, &hall_b);
    assert_int_equal(last.status, EM_OK);
    merge_into(second, &hall_a);
    assert_int_equal(last.status, EM_OK);
    assert_same(digest_of(&office), digest_of(&office_again));
    ledger_close(first);
    ledger_close(second);
    expect_good(&office);
}

/* What one kiosk recorded reaches another by way of the organiser, and each keeps its own. */
static void logs_go_both_ways(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 2);
    fake_kiosk_day(&hall_b, 3);
    merge_well(&office, &hall_a);
    merge_well(&hall_b, &office);
    expect_told(HALL_A, 0, 4, true);
    expect_told(OFFICE, 0, 2, false); /* its key was known */
    assert_int_equal(fake_sql_number(hall_b.store, "SELECT count(*) FROM roll_signature"), 5);
    merge_well(&office, &hall_b);
    expect_told(HALL_A, 4, 0, false);
    expect_told(OFFICE, 3, 0, false); /* this start is one more */
    assert_non_null(told(HALL_B));
    expect_good(&office);
    expect_good(&hall_b);
    /* A kiosk that is running can be read from. */
    struct ledger *running = fake_kiosk_started(&hall_a);
    fake_kiosk_signed(&hall_a, running, 77);
    merge_well(&office, &hall_a);
    expect_told(HALL_A, 4, 2, false);
    ledger_close(running);
}

/* Many entries, more than are looked at together. */
#define MANY 10000

static void record_many(struct fake_kiosk *kiosk, int from)
{
    struct ledger *ledger = fake_kiosk_started(kiosk);
    assert_int_equal(ledger_begin(ledger, NULL), EM_OK);
    for (int i = 0; i < MANY; i++) {
        struct em_buffer body = {0};
        assert_int_equal(
            body_write(&body, json_pack("{s:i}", "n", from + i), &kiosk->random.random, NULL),
            EM_OK);
        assert_int_equal(ledger_add(ledger, ENTRY_REFUSE, &body, NULL, NULL, NULL), EM_OK);
        em_buffer_free(&body);
    }
    assert_int_equal(ledger_end(ledger, NULL), EM_OK);
    ledger_close(ledger);
}

static void ten_thousand_entries(void **state)
{
    (void)state;
    record_many(&hall_a, 0);
    merge_well(&office, &hall_a);
    expect_told(HALL_A, 0, MANY + 2, true);
    merge_well(&office, &hall_a);
    expect_told(HALL_A, MANY + 2, 0, false);
    fake_kiosk_day(&hall_a, 1);
    merge_well(&office, &hall_a);
    expect_told(HALL_A, MANY + 2, 3, false);
    expect_good(&office);
}

/* --- what is refused --- */

static void damage(const char *path)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fputs("no store of SQLite's any more", file) < 0, 0);
    assert_int_equal(fclose(file), 0);
}

static void copy_kiosk(const struct fake_kiosk *from, struct fake_kiosk *to)
{
    fake_folder_copy(from->folder, to->folder);
    to->identity = from->identity;
}

/* The log goes on in two copies of one folder: at entry 4, each says something else. */
static void a_forked_log_is_refused(void **state)
{
    (void)state;
    struct fake_kiosk copy;
    init_hall(&copy, "hall-a-1", 'A', 1);
    fake_kiosk_day(&hall_a, 2);
    copy_kiosk(&hall_a, &copy);
    fake_kiosk_day(&hall_a, 3);
    fake_clock_advance(&copy.clock, 1000000);
    fake_kiosk_day(&copy, 1); /* shorter than what is had */
    merge_well(&office, &hall_a);
    expect_refused(&office, &copy, EM_DAMAGED, "Entry 4 of " HALL_A " says one thing");
    fake_kiosk_day(&copy, 7); /* longer */
    expect_refused(&office, &copy, EM_DAMAGED, "Entry 4 of " HALL_A " says one thing");
    /* And the own log of who is merged into. */
    expect_refused(&copy, &hall_a, EM_DAMAGED, "Entry 4 of " HALL_A " says one thing");
    fake_kiosk_free(&copy);
}

static void a_fork_far_inside_is_named(void **state)
{
    (void)state;
    struct fake_kiosk copy;
    init_hall(&copy, "hall-a-1", 'A', 1);
    record_many(&hall_a, 0);
    copy_kiosk(&hall_a, &copy);
    fake_kiosk_day(&hall_a, 1);
    fake_clock_advance(&copy.clock, 1000000);
    fake_kiosk_day(&copy, 1);
    merge_well(&office, &hall_a);
    expect_refused(&office, &copy, EM_DAMAGED, "Entry 10002 of " HALL_A " says one thing");
    fake_kiosk_free(&copy);
}

static void what_does_not_hold_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *said;
    } cases[] = {
        {"DELETE FROM entry WHERE seq = 3", "Entry 3 of the log " HALL_A},
        {"DELETE FROM entry WHERE seq = 6", "Entry 6 of the log " HALL_A},
        {"UPDATE entry SET body = replace(body, 'Paris', 'Parys') WHERE seq = 2",
         "Entry 2 of the log " HALL_A},
        {"UPDATE entry SET sealed = NULL WHERE seq = 4", "Entry 4 of the log " HALL_A},
        {"UPDATE entry SET at = at + 1 WHERE seq = 1", "Entry 1 of the log " HALL_A},
        {"UPDATE log SET checkpoint = replace(checkpoint, '7', '8')", "The log " HALL_A},
    };
    fake_kiosk_day(&hall_a, 5);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_kiosk copy;
        init_hall(&copy, "hall-a-1", 'A', 1);
        copy_kiosk(&hall_a, &copy);
        assert_true(fake_sql_against_rules(copy.store, cases[i].sql));
        expect_refused(&office, &copy, EM_DAMAGED, cases[i].said);
        fake_kiosk_free(&copy);
    }
    merge_well(&office, &hall_a);
}

/* One bad log among good ones: none is taken. */
static void all_or_nothing(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 2);
    fake_kiosk_day(&hall_b, 2);
    merge_well(&office_again, &hall_a);
    merge_well(&office_again, &hall_b);
    assert_true(fake_sql_against_rules(office_again.store,
                                       "DELETE FROM entry WHERE origin LIKE '%hall-b-1' "
                                       "AND seq = 1"));
    expect_refused(&office, &office_again, EM_DAMAGED, "Entry 1 of the log " HALL_B);
}

/* The fork is met after another log was added. */
static void what_was_added_before_a_fork_is_taken_back(void **state)
{
    (void)state;
    struct fake_kiosk copy, hall_c;
    init_hall(&copy, "hall-b-1", 'B', 2);
    init_hall(&hall_c, "hall-c-1", 'C', 3);
    fake_kiosk_day(&hall_a, 2);
    fake_kiosk_day(&hall_b, 1);
    copy_kiosk(&hall_b, &copy);
    fake_kiosk_day(&hall_b, 1);
    fake_clock_advance(&copy.clock, 1000000);
    fake_kiosk_day(&copy, 1);
    merge_well(&hall_c, &hall_b);
    merge_well(&copy, &hall_a);
    expect_refused(&hall_c, &copy, EM_DAMAGED, "Entry 3 of " HALL_B " says one thing");
    fake_kiosk_free(&copy);
    fake_kiosk_free(&hall_c);
}

static void strangers_are_refused(void **state)
{
    (void)state;
    struct fake_kiosk other;
    fake_kiosk_init(&other, 6);
    strcpy(other.identity.event, "ogp-tbilisi-2018");
    fake_kiosk_day(&other, 1);
    expect_refused(&office, &other, EM_FOREIGN, "ogp-tbilisi-2018/hall-a-1");
    fake_kiosk_free(&other);
    /* An event whose name begins with ours. */
    fake_kiosk_init(&other, 6);
    strcpy(other.identity.event, EVENT "-2");
    fake_kiosk_day(&other, 1);
    expect_refused(&office, &other, EM_FOREIGN, EVENT "-2/hall-a-1");
    fake_kiosk_free(&other);
    /* The same name, another key. */
    init_hall(&other, "hall-a-1", 'A', 7);
    fake_kiosk_day(&other, 1);
    fake_kiosk_day(&hall_a, 1);
    merge_well(&office, &hall_a);
    expect_refused(&office, &other, EM_DAMAGED, "another key");
    fake_kiosk_free(&other);
}

/* Of a kiosk whose record was damaged, the log that follows has another name and the same key. */
static void a_log_that_follows_a_damaged_one_has_its_key(void **state)
{
    (void)state;
    struct fake_kiosk other;
    fake_kiosk_day(&hall_a, 1);
    merge_well(&office, &hall_a);
    init_hall(&other, "hall-a-1", 'A', 7);
    fake_kiosk_day(&other, 1);
    damage(other.store);
    fake_kiosk_day(&other, 1);
    expect_refused(&office, &other, EM_DAMAGED, "another key");
    damage(hall_a.store);
    fake_kiosk_day(&hall_a, 4);
    merge_well(&office, &hall_a);
    expect_told(HALL_A ".2", 0, 6, true);
    merge_well(&hall_a, &office); /* and its own first log comes back to it */
    expect_told(HALL_A, 0, 3, false);
    fake_kiosk_free(&other);
}

static void only_the_organiser_s_log_is_believed(void **state)
{
    (void)state;
    struct fake_kiosk impostor;
    fake_kiosk_init(&impostor, 8);
    strcpy(impostor.identity.writer, ORGANISER_WRITER);
    fake_kiosk_day(&impostor, 0);
    fake_kiosk_day(&office, 0);
    expect_refused(&hall_a, &impostor, EM_DAMAGED, "another key");
    hall_a.identity.has_badges = false;
    expect_refused(&hall_a, &office, EM_FOREIGN, "before there were badges");
    hall_a.identity.has_badges = true;
    merge_well(&hall_a, &office);
    expect_told(OFFICE, 0, 2, false); /* its key was known */
    fake_kiosk_free(&impostor);
}

/* Nor when it was put into the store by other hands than a merge's. */
static void an_organiser_s_log_of_another_key_is_not_started_with(void **state)
{
    (void)state;
    struct ledger *ledger = NULL;
    fake_kiosk_day(&office, 0);
    merge_well(&hall_a, &office);
    hall_a.identity.organiser_log[7] ^= 1;
    struct digest before = digest_of(&hall_a);
    assert_int_equal(fake_kiosk_start(&hall_a, &ledger), EM_FOREIGN);
    assert_non_null(strstr(hall_a.error.text, OFFICE));
    assert_same(digest_of(&hall_a), before);
    hall_a.identity.organiser_log[7] ^= 1;
    ledger_close(fake_kiosk_started(&hall_a));
    hall_a.identity.has_badges = false; /* whoever has no door believes nobody, and starts */
    hall_a.identity.organiser_log[7] ^= 1;
    ledger_close(fake_kiosk_started(&hall_a));
}

static void a_store_that_fell_back_is_told(void **state)
{
    (void)state;
    struct fake_kiosk copy;
    init_hall(&copy, "hall-a-1", 'A', 1);
    fake_kiosk_day(&hall_a, 1);
    copy_kiosk(&hall_a, &copy);
    fake_kiosk_day(&hall_a, 4);
    merge_well(&office, &hall_a);
    expect_refused(&copy, &office, EM_DAMAGED, "fell back");
    fake_kiosk_free(&copy);
}

/* --- erasing --- */

static void record_erasure(struct fake_kiosk *by, const char *origin, int64_t seq)
{
    struct em_buffer body = {0};
    struct ledger *ledger = fake_kiosk_started(by);
    json_t *fields = json_pack("{s:s, s:I}", "origin", origin, "seq", (json_int_t)seq);
    assert_int_equal(body_write(&body, fields, &by->random.random, NULL), EM_OK);
    assert_int_equal(ledger_record(ledger, ENTRY_ERASE, &body, NULL, NULL, NULL), EM_OK);
    em_buffer_free(&body);
    ledger_close(ledger);
}

#define COUNTING "SELECT count(*) FROM roll_signature WHERE erased = 0"
#define BYTES_OF_2                                                                                 \
    "SELECT count(body) + count(sealed) FROM entry WHERE origin LIKE '%a-1' AND seq = 2"

static void what_the_organiser_erased_is_erased_everywhere(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 3);
    merge_well(&office, &hall_a);
    record_erasure(&office, HALL_A, 2);
    assert_int_equal(fake_sql_number(hall_a.store, BYTES_OF_2), 2);
    merge_well(&hall_a, &office);
    assert_int_equal(fake_sql_number(hall_a.store, BYTES_OF_2), 0);
    expect_good(&hall_a);
    merge_well(&office, &hall_a); /* and what was erased is no fork */
    assert_int_equal(fake_sql_number(office.store, BYTES_OF_2), 0);
    expect_good(&office);
}

/* A log that nobody knows must not take bytes away. */
static void others_erase_nothing(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 3);
    merge_well(&office, &hall_a);
    record_erasure(&hall_b, HALL_A, 2);
    merge_well(&office, &hall_b);
    assert_int_equal(fake_sql_number(office.store, BYTES_OF_2), 2);
    assert_int_equal(fake_sql_number(office.store, COUNTING), 3);
}

/* Whoever carries a store may have taken a revocation's bytes out of it. A log of their own that
 * says so, as if it were an erasure, must not make that good. */
static void bytes_that_others_took_away_are_missed(void **state)
{
    (void)state;
    fake_kiosk_day(&hall_a, 3);
    merge_well(&office, &hall_a);
    record_erasure(&hall_b, HALL_A, 2);
    merge_well(&office, &hall_b);
    assert_true(fake_sql(office.store, "UPDATE entry SET body = NULL, sealed = NULL "
                                       "WHERE origin LIKE '%a-1' AND seq = 2"));
    struct fake_kiosk hall_c;
    init_hall(&hall_c, "hall-c-1", 'C', 3);
    expect_refused(&hall_c, &office, EM_DAMAGED, "Entry 2 of the log " HALL_A);
    fake_kiosk_free(&hall_c);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_merge_twice_adds_nothing),
        TEST(a_mirror_follows_its_log),
        TEST(order_does_not_matter),
        TEST(logs_go_both_ways),
        TEST(ten_thousand_entries),
        TEST(a_forked_log_is_refused),
        TEST(a_fork_far_inside_is_named),
        TEST(what_does_not_hold_is_refused),
        TEST(all_or_nothing),
        TEST(what_was_added_before_a_fork_is_taken_back),
        TEST(strangers_are_refused),
        TEST(a_log_that_follows_a_damaged_one_has_its_key),
        TEST(only_the_organiser_s_log_is_believed),
        TEST(an_organiser_s_log_of_another_key_is_not_started_with),
        TEST(a_store_that_fell_back_is_told),
        TEST(what_the_organiser_erased_is_erased_everywhere),
        TEST(others_erase_nothing),
        TEST(bytes_that_others_took_away_are_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
