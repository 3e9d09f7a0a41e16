#include "signatures.h"

#include "command.h"
#include "core/clock.h"
#include "core/memory.h"
#include "core/roll.h"
#include "core/seal.h"
#include "core/words.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define SEALED "(sealed)"
#define TEXT   1024

static const struct report_column columns[] = {
    {"number", CELL_TEXT},     {"signed_at", CELL_TEXT},  {"name", CELL_TEXT},
    {"role", CELL_TEXT},       {"government", CELL_TEXT}, {"country", CELL_TEXT},
    {"capacity", CELL_TEXT},   {"language", CELL_TEXT},   {"document", CELL_TEXT},
    {"mode", CELL_TEXT},       {"listed", CELL_BOOL},     {"email", CELL_TEXT},
    {"superseded", CELL_BOOL}, {"origin", CELL_TEXT},     {"seq", CELL_NUMBER},
    {"leaf", CELL_TEXT},
};
const struct report signatures_report = {columns, sizeof columns / sizeof *columns};

/* What the sealed part says, or that it stayed sealed. */
struct person {
    bool open;
    char name[TEXT], role[TEXT], email[TEXT];
};

static void take(char out[TEXT], json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    snprintf(out, TEXT, "%s", text ? text : "");
}

static enum em_status unseal(const struct roll_signature *row, const struct organiser_secret *key,
                             struct person *out, struct em_error *error)
{
    size_t size = row->sealed_size - SEAL_OVERHEAD;
    uint8_t *text = em_alloc(size + 1);
    enum em_status status = seal_open(text, row->sealed, row->sealed_size, key->public.seal_public,
                                      key->seal_secret, error);
    json_t *object = status == EM_OK ? json_loadb((char *)text, size, 0, NULL) : NULL;
    if (object) {
        take(out->name, object, "name");
        take(out->role, object, "role");
        take(out->email, object, "email");
        out->open = true;
    } else if (status == EM_OK) {
        status =
            em_fail(error, EM_DAMAGED, "what is sealed is not in the form that emarge writes.");
    }
    json_decref(object);
    sodium_memzero(text, size);
    free(text);
    return status;
}

static enum em_status person_of(const struct roll_signature *row,
                                const struct organiser_secret *key, struct person *out,
                                struct em_error *error)
{
    *out = (struct person){.open = false};
    if (key && row->sealed && row->sealed_size > SEAL_OVERHEAD) {
        enum em_status status = unseal(row, key, out, error);
        return status == EM_OK ? EM_OK
                               : em_context(error, "Signature %s of %s", row->number, row->origin);
    }
    snprintf(out->name, TEXT, "%s", row->listed && row->name ? row->name : SEALED);
    snprintf(out->role, TEXT, "%s", row->listed && row->role ? row->role : SEALED);
    snprintf(out->email, TEXT, "%s", SEALED);
    return EM_OK;
}

/* Who signed what, to find the signatures of one person. Two people of one name in one government
 * are told apart by their e-mail addresses when both gave one. */
struct signer {
    uint64_t person, email; /* keyed hashes; email 0: not given or not known */
    int64_t at_us;
    size_t row;
};

struct signers {
    struct store *store;
    const struct organiser_secret *key;
    uint8_t hash_key[crypto_shorthash_KEYBYTES];
    struct signer *items;
    size_t count, capacity;
    uint8_t *superseded; /* per row: 'n', 'y', or 'u' when the name is sealed */
    size_t rows, row_capacity;
};

static uint64_t hash(const struct signers *signers, const char *text)
{
    uint64_t value;
    crypto_shorthash((uint8_t *)&value, (const uint8_t *)text, strlen(text), signers->hash_key);
    return value ? value : 1;
}

static uint64_t person_hash(const struct signers *signers, const struct roll_signature *row,
                            const struct person *person)
{
    char name[TEXT], government[TEXT], all[3 * TEXT];
    words_fold(name, sizeof name, person->name);
    words_fold(government, sizeof government,
               row->government_id[0] ? row->government_id : row->government);
    snprintf(all, sizeof all, "%s\n%s\n%s\n%s", row->document, name, government, row->country);
    return hash(signers, all);
}

static enum em_status collect(void *context, const struct roll_signature *row,
                              struct em_error *error)
{
    struct signers *signers = context;
    struct person person;
    enum em_status status = person_of(row, signers->key, &person, error);
    if (status != EM_OK)
        return status;
    size_t index = signers->rows;
    signers->superseded = em_grow(signers->superseded, index, &signers->row_capacity, 1);
    signers->superseded[signers->rows++] = 'n';
    if (row->withdrawn || row->erased)
        return EM_OK;
    if (!person.open && !(row->listed && row->name)) {
        signers->superseded[index] = 'u';
        return EM_OK;
    }
    signers->items =
        em_grow(signers->items, signers->count, &signers->capacity, sizeof *signers->items);
    signers->items[signers->count++] = (struct signer){
        .person = person_hash(signers, row, &person),
        .email = person.open && person.email[0] ? hash(signers, person.email) : 0,
        .at_us = row->at_us,
        .row = index,
    };
    return EM_OK;
}

static int by_person(const void *a, const void *b)
{
    const struct signer *left = a, *right = b;
    if (left->person != right->person)
        return left->person < right->person ? -1 : 1;
    if (left->at_us != right->at_us)
        return left->at_us < right->at_us ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static bool same_person(const struct signer *a, const struct signer *b)
{
    return a->person == b->person && (!a->email || !b->email || a->email == b->email);
}

static void mark_superseded(struct signers *signers)
{
    if (signers->count)
        qsort(signers->items, signers->count, sizeof *signers->items, by_person);
    for (size_t i = 0; i < signers->count; i++)
        for (size_t later = i + 1;
             later < signers->count && signers->items[later].person == signers->items[i].person;
             later++)
            if (same_person(&signers->items[i], &signers->items[later])) {
                signers->superseded[signers->items[i].row] = 'y';
                break;
            }
}

struct writing {
    const struct signers *signers;
    const struct writer *writer;
    const struct writer_options *options;
    FILE *out;
    size_t row;
    bool any;
    long long *sealed;
    struct progress progress;
};

static const char *yes_no(bool yes)
{
    return yes ? "yes" : "no";
}

static enum em_status write_row(void *context, const struct roll_signature *row,
                                struct em_error *error)
{
    struct writing *writing = context;
    const struct signers *signers = writing->signers;
    size_t index = writing->row++;
    progress_step(&writing->progress, "signatures", (long long)writing->row,
                  (long long)signers->rows);
    if (row->withdrawn || row->erased)
        return EM_OK;
    struct person person;
    enum em_status status = person_of(row, signers->key, &person, error);
    if (status != EM_OK)
        return status;
    char at[EM_TIME_SIZE], seq[24], leaf[2 * sizeof row->leaf + 1];
    em_time_format(row->at_us, at);
    snprintf(seq, sizeof seq, "%lld", (long long)row->seq);
    sodium_bin2hex(leaf, sizeof leaf, row->leaf, sizeof row->leaf);
    char mark = (char)signers->superseded[index];
    const char *cells[] = {
        row->number,
        at,
        person.name,
        person.role,
        row->government,
        row->country,
        row->capacity,
        row->language,
        row->document,
        row->mode,
        yes_no(row->listed),
        person.email,
        mark == 'u' ? "unknown" : yes_no(mark == 'y'),
        row->origin,
        seq,
        leaf,
    };
    writing->writer->row(writing->out, &signatures_report, cells, !writing->any, writing->options);
    writing->any = true;
    *writing->sealed += !person.open;
    return EM_OK;
}

enum em_status signatures_write(struct store *store, const struct organiser_secret *key,
                                const struct writer *writer, const struct writer_options *options,
                                FILE *out, long long *sealed, struct em_error *error)
{
    struct signers signers = {.store = store, .key = key};
    struct writing writing = {
        .signers = &signers, .writer = writer, .options = options, .out = out, .sealed = sealed};
    *sealed = 0;
    em_random_system.fill(NULL, signers.hash_key, sizeof signers.hash_key);
    enum em_status status = roll_each(store, collect, &signers, error);
    if (status == EM_OK) {
        mark_superseded(&signers);
        writer->begin(out, &signatures_report, options);
        status = roll_each(store, write_row, &writing, error);
        progress_end(&writing.progress);
        writer->end(out);
    }
    free(signers.items);
    free(signers.superseded);
    return status;
}
