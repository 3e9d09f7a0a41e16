#include "fake/carry.h"

#include "core/body.h"
#include "core/roll.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void know_organiser(const struct carry *at, struct fake_kiosk *kiosk)
{
    kiosk->identity.has_badges = true;
    memcpy(kiosk->identity.organiser_log, at->secret.public.log_public, 32);
    memcpy(kiosk->identity.seal_public, at->secret.public.seal_public, 32);
}

void carry_init_hall(const struct carry *at, struct fake_kiosk *kiosk, const char *writer,
                     char letter, uint64_t seed)
{
    fake_kiosk_init(kiosk, seed);
    snprintf(kiosk->identity.writer, sizeof kiosk->identity.writer, "%s", writer);
    kiosk->identity.letter = letter;
    know_organiser(at, kiosk);
}

static void init_office(const struct carry *at, struct fake_kiosk *kiosk)
{
    fake_kiosk_init(kiosk, 9);
    organiser_identity(&kiosk->identity, &at->secret);
}

int carry_set_up(void **state)
{
    struct carry *at = *state;
    struct fake_random random;
    fake_random_init(&random, 4);
    organiser_generate(&at->secret, CARRY_EVENT, &random.random);
    carry_init_hall(at, &at->hall_a, "hall-a-1", 'A', 1);
    carry_init_hall(at, &at->hall_b, "hall-b-1", 'B', 2);
    init_office(at, &at->office);
    init_office(at, &at->office_again);
    return 0;
}

int carry_tear_down(void **state)
{
    struct carry *at = *state;
    fake_kiosk_free(&at->hall_a);
    fake_kiosk_free(&at->hall_b);
    fake_kiosk_free(&at->office);
    fake_kiosk_free(&at->office_again);
    return 0;
}

static void note_log(void *context, const struct merge_log *log)
{
    struct carry *at = context;
    assert_true(at->count < CARRY_LOGS_MAX);
    at->logs[at->count++] = *log;
}

void carry_into(struct carry *at, struct ledger *to, const struct fake_kiosk *from)
{
    struct store *store;
    at->count = 0;
    at->error.text[0] = '\0';
    assert_int_equal(store_open(&store, from->store, STORE_READ, &at->error), EM_OK);
    const struct merge_options options = {.tell = note_log, .context = at};
    at->status = merge_store(to, store, &options, &at->error);
    store_close(store);
}

void carry_well(struct carry *at, struct fake_kiosk *to, const struct fake_kiosk *from)
{
    struct ledger *ledger = fake_kiosk_started(to);
    carry_into(at, ledger, from);
    ledger_close(ledger);
    if (at->status != EM_OK)
        fail_msg("%s", at->error.text);
}

const struct merge_log *carry_told(const struct carry *at, const char *origin)
{
    for (size_t i = 0; i < at->count; i++)
        if (strcmp(at->logs[i].origin, origin) == 0)
            return &at->logs[i];
    return NULL;
}

void carry_expect(const struct carry *at, const char *origin, int64_t had, int64_t added,
                  bool new_log)
{
    const struct merge_log *log = carry_told(at, origin);
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

struct carry_digest carry_digest(const struct fake_kiosk *kiosk)
{
    struct carry_digest digest;
    struct digesting digesting;
    assert_int_equal(store_open(&digesting.store, kiosk->store, STORE_READ, NULL), EM_OK);
    crypto_hash_sha256_init(&digesting.hash);
    assert_int_equal(store_logs(digesting.store, NULL, digest_log, &digesting, NULL), EM_OK);
    crypto_hash_sha256_final(&digesting.hash, digest.facts);
    assert_int_equal(store_projections_digest(digesting.store, digest.lists, NULL), EM_OK);
    store_close(digesting.store);
    return digest;
}

void carry_assert_same(struct carry_digest a, struct carry_digest b)
{
    assert_memory_equal(a.facts, b.facts, sizeof a.facts);
    assert_memory_equal(a.lists, b.lists, sizeof a.lists);
}

void carry_refused(struct carry *at, struct fake_kiosk *to, const struct fake_kiosk *from,
                   enum em_status status, const char *said)
{
    struct ledger *ledger = fake_kiosk_started(to);
    struct carry_digest before = carry_digest(to);
    carry_into(at, ledger, from);
    assert_int_equal(at->status, status);
    if (!strstr(at->error.text, said))
        fail_msg("\"%s\" should say \"%s\"", at->error.text, said);
    assert_int_equal(at->count, 0);
    carry_assert_same(carry_digest(to), before);
    ledger_close(ledger);
}

void carry_expect_good(const struct fake_kiosk *kiosk)
{
    struct store *store;
    bool same = false;
    assert_int_equal(store_open(&store, kiosk->store, STORE_READ, NULL), EM_OK);
    assert_int_equal(roll_check(store, &same, NULL), EM_OK);
    assert_true(same);
    store_close(store);
}

void carry_record_many(struct fake_kiosk *kiosk, int from)
{
    struct ledger *ledger = fake_kiosk_started(kiosk);
    assert_int_equal(ledger_begin(ledger, NULL), EM_OK);
    for (int i = 0; i < CARRY_MANY; i++) {
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

void carry_copy(const struct fake_kiosk *from, struct fake_kiosk *to)
{
    fake_folder_copy(from->folder, to->folder);
    to->identity = from->identity;
}
