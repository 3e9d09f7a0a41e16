#include "fake/kiosk.h"

#include "core/ledger_private.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void make_keys(struct fake_kiosk *kiosk, uint64_t seed)
{
    uint8_t log_seed[32] = "a kiosk of a test", seal_seed[32] = "an organiser of a test";
    memcpy(log_seed + 24, &seed, sizeof seed);
    crypto_sign_seed_keypair(kiosk->identity.log_public, kiosk->identity.log_secret, log_seed);
    crypto_box_seed_keypair(kiosk->identity.seal_public, kiosk->seal_secret, seal_seed);
}

void fake_kiosk_init(struct fake_kiosk *kiosk, uint64_t seed)
{
    *kiosk = (struct fake_kiosk){
        .identity = {.event = "ogp-paris-2016", .writer = "hall-a-1", .letter = 'A'}};
    fake_folder_make(kiosk->folder);
    snprintf(kiosk->store, sizeof kiosk->store, "%.200s/%s", kiosk->folder, STORE_FILE);
    make_keys(kiosk, seed);
    fake_clock_init(&kiosk->clock);
    kiosk->clock.step = 1000;
    fake_random_init(&kiosk->random, seed);
}

void fake_kiosk_free(struct fake_kiosk *kiosk)
{
    fake_folder_remove(kiosk->folder);
}

enum em_status fake_kiosk_start(struct fake_kiosk *kiosk, struct ledger **ledger)
{
    struct ledger_options options = {.data_dir = kiosk->folder,
                                     .identity = &kiosk->identity,
                                     .clock = &kiosk->clock.clock,
                                     .random = &kiosk->random.random};
    *ledger = NULL;
    kiosk->error = (struct em_error){0};
    return ledger_open(ledger, &options, &kiosk->notice, &kiosk->error);
}

static void draw(struct fake_person *storage, int person)
{
    storage->ink = (struct ink){.width = 1000,
                                .height = 400,
                                .points = storage->points,
                                .count = 40,
                                .strokes = storage->strokes,
                                .stroke_count = 2};
    for (int i = 0; i < 40; i++)
        storage->points[i] = (struct ink_point){i * 1700, (i * i * 31 + person) % 40000, 300 + i};
    storage->strokes[0] = (struct ink_stroke){0, 25};
    storage->strokes[1] = (struct ink_stroke){25, 15};
}

const struct signature *fake_person(struct fake_person *storage, int person)
{
    bool drawn = person % 3 == 0;
    snprintf(storage->name, sizeof storage->name, "Zoé Nº%d d’Éxemple", person);
    snprintf(storage->role, sizeof storage->role, "Maire n° %d", person);
    snprintf(storage->email, sizeof storage->email, "zoe%d@example.org", person);
    draw(storage, person);
    storage->signature = (struct signature){
        .document = "local-governments",
        .language = person % 2 ? "en" : "fr",
        .read_to_end = person % 5 != 0,
        .capacity = person % 4 ? CAPACITY_GOVERNMENT : CAPACITY_PERSONAL,
        .mode = drawn ? MODE_DRAWN : MODE_TYPED,
        .government = "Ville de Paris",
        .government_id = "paris",
        .country = "FR",
        .listed = person % 2 == 0,
        .contact = person % 7 == 0,
        .name = storage->name,
        .role = storage->role,
        .email = storage->email,
        .ink = drawn ? &storage->ink : NULL,
    };
    memset(storage->signature.text_sha256, 0x5a, 32);
    return &storage->signature;
}

enum em_status fake_kiosk_sign(struct fake_kiosk *kiosk, struct ledger *ledger, int person,
                               struct ledger_receipt *receipt)
{
    struct fake_person storage;
    kiosk->error = (struct em_error){0};
    return ledger_sign(ledger, fake_person(&storage, person), receipt, &kiosk->error);
}

/* --- in tests --- */

int fake_kiosk_set_up(void **state)
{
    fake_kiosk_init(*state, 1);
    return 0;
}

int fake_kiosk_tear_down(void **state)
{
    fake_kiosk_free(*state);
    return 0;
}

static void must(const struct fake_kiosk *kiosk, enum em_status status)
{
    if (status != EM_OK)
        fail_msg("%s", kiosk->error.text);
}

struct ledger *fake_kiosk_started(struct fake_kiosk *kiosk)
{
    struct ledger *ledger;
    must(kiosk, fake_kiosk_start(kiosk, &ledger));
    return ledger;
}

struct ledger_receipt fake_kiosk_signed(struct fake_kiosk *kiosk, struct ledger *ledger, int person)
{
    struct ledger_receipt receipt;
    must(kiosk, fake_kiosk_sign(kiosk, ledger, person, &receipt));
    return receipt;
}

void fake_kiosk_sign_all(struct fake_kiosk *kiosk, struct ledger *ledger, int people)
{
    for (int person = 0; person < people; person++)
        fake_kiosk_signed(kiosk, ledger, person);
}

void fake_kiosk_day(struct fake_kiosk *kiosk, int people)
{
    struct ledger *ledger = fake_kiosk_started(kiosk);
    fake_kiosk_sign_all(kiosk, ledger, people);
    ledger_close(ledger);
}

void fake_kiosk_append_about(struct fake_kiosk *kiosk, struct ledger *ledger, enum entry_kind kind,
                             int64_t seq)
{
    struct entry entry = {.kind = kind, .at_us = FAKE_CLOCK_WALL};
    char *body =
        em_format("{\"salt\":\"x\",\"origin\":\"%s\",\"seq\":%d}", ledger->log.origin, (int)seq);
    entry_set_body(&entry, body, strlen(body));
    must(kiosk, ledger_append(ledger, &entry, NULL, &kiosk->error));
    free(body);
}

static enum em_status take_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct fake_entry *copy = context;
    (void)error;
    if (entry->seq != copy->seq)
        return EM_OK;
    copy->body = em_strndup((const char *)entry->body, entry->body_size);
    if (entry->sealed)
        em_buffer_add(&copy->sealed, entry->sealed, entry->sealed_size);
    memcpy(copy->leaf, leaf, sizeof copy->leaf);
    return EM_OK;
}

struct fake_entry fake_kiosk_entry(struct fake_kiosk *kiosk, const char *origin, int64_t seq)
{
    struct fake_entry entry = {.seq = seq};
    struct store *store;
    must(kiosk, store_open(&store, kiosk->store, STORE_READ, &kiosk->error));
    must(kiosk, store_entries(store, origin, 0, take_entry, &entry, &kiosk->error));
    store_close(store);
    assert_non_null(entry.body);
    return entry;
}

void fake_entry_free(struct fake_entry *entry)
{
    free(entry->body);
    em_buffer_free(&entry->sealed);
}
