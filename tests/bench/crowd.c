#include "crowd.h"

#include "core/base64.h"
#include "core/roll.h"
#include "folder.h"
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define EVENT       "ogp-paris-2016"
#define HOUR_US     INT64_C(3600000000)
#define SALT_TEXT   24 /* letters of base64 */
#define LOOKUP_TEXT 44

/* The organiser's log while it is written. */
struct writing {
    struct crowd *crowd;
    struct store *store;
    struct store_log log;
    char note[NOTE_SIZE];
    int64_t at_us;
    struct em_buffer body, sealed; /* of the real delegate made last */
};

static void must(enum em_status status, const struct em_error *error)
{
    if (status == EM_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(1);
}

static char *store_path(const struct crowd *crowd)
{
    return em_format("%s/" STORE_FILE, crowd->folder);
}

/* --- the log --- */

static void sign_head(struct writing *writing)
{
    struct note_checkpoint checkpoint = {.size = writing->log.frontier.size};
    memcpy(checkpoint.origin, writing->log.origin, sizeof checkpoint.origin);
    merkle_root(&writing->log.frontier, checkpoint.root);
    note_sign(writing->note, &checkpoint, writing->crowd->organiser.log_secret);
    writing->log.size = (int64_t)checkpoint.size;
    writing->log.checkpoint = writing->note;
}

static void add(struct writing *writing, enum entry_kind kind, const struct em_buffer *body,
                const struct em_buffer *sealed)
{
    struct em_error error = {0};
    struct entry entry = {.seq = (int64_t)writing->log.frontier.size,
                          .kind = kind,
                          .at_us = writing->at_us++,
                          .boot = "00000000000000000000000000000000"};
    uint8_t leaf[ENTRY_HASH_SIZE];
    memcpy(entry.origin, writing->log.origin, sizeof entry.origin);
    entry_set_body(&entry, body->data, body->size);
    if (sealed)
        entry_set_sealed(&entry, sealed->data, sealed->size);
    entry_leaf(&entry, leaf);
    merkle_append(&writing->log.frontier, leaf);
    must(store_entry_add(writing->store, &entry, leaf, &error), &error);
}

static void add_session(struct writing *writing, const char *id)
{
    struct em_error error = {0};
    struct em_buffer body = {0};
    struct session session = {.id = (char *)id,
                              .title = (char *)"A session of the benchmark",
                              .room = (char *)"Hall",
                              .format = (char *)"conference",
                              .start_us = writing->at_us,
                              .end_us = writing->at_us + 12 * HOUR_US};
    must(session_write(&body, &session, &em_random_system, &error), &error);
    add(writing, ENTRY_SESSION, &body, NULL);
    em_buffer_free(&body);
}

/* --- badges --- */

static void mint(const struct crowd *crowd, enum badge_type type, char out[BADGE_TEXT_SIZE])
{
    struct badge_code code;
    badge_mint(&code, type, crowd->organiser.badge, EVENT, &em_random_system);
    badge_write(out, &code);
}

static struct delegate_keys keys_of(const struct crowd *crowd)
{
    return (struct delegate_keys){crowd->organiser.public.seal_public, crowd->organiser.staff,
                                  &em_random_system};
}

static void add_staff(struct writing *writing)
{
    struct crowd *crowd = writing->crowd;
    struct delegate_keys keys = keys_of(crowd);
    struct em_buffer body = {0}, sealed = {0};
    struct em_error error = {0};
    mint(crowd, BADGE_STAFF, crowd->staff);
    struct delegate staff = {.name = (char *)"Camille Témoin", .code = crowd->staff};
    delegate_new_id(staff.id, &em_random_system);
    must(delegate_write_staff(&body, &sealed, &staff, &keys, &error), &error);
    add(writing, ENTRY_STAFF, &body, &sealed);
    em_buffer_free(&body);
    em_buffer_free(&sealed);
}

static const char *const given[] = {"Amélie",  "Nino",  "Kofi",  "Åse",     "Mwanaidi",
                                    "Jürgen",  "Siân",  "İpek",  "Xóchitl", "Şerban",
                                    "Wahyuni", "Ángel", "أمينة", "ნინო",    "가람"};
static const char *const family[] = {"Échantillon", "Beispiel", "Ejemplo",    "Sample",   "Mfano",
                                     "Exemplu",     "Örnekçi",  "Enghraifft", "Contohnya"};
static const char *const places[] = {"Paris",  "Madrid", "Elgeyo Marakwet", "Bojonegoro", "Tbilisi",
                                     "Austin", "Séoul"};
#define PICK(list, number) list[(number) % (sizeof list / sizeof *list)]

static void write_real(struct writing *writing, size_t number)
{
    struct crowd *crowd = writing->crowd;
    struct delegate_keys keys = keys_of(crowd);
    struct em_error error = {0};
    char name[96], email[64], source[32];
    snprintf(name, sizeof name, "%s %s-%zu", PICK(given, number), PICK(family, number / 3), number);
    snprintf(email, sizeof email, "delegate-%zu@example.org", number);
    snprintf(source, sizeof source, "bench:%zu", number);
    mint(crowd, BADGE_DELEGATE, crowd->codes[number]);
    struct delegate delegate = {.name = name,
                                .role = (char *)"Conseillère aux exemples",
                                .government = (char *)PICK(places, number),
                                .country = (char *)"FR",
                                .email = email,
                                .source = source,
                                .code = crowd->codes[number],
                                .sessions = (char *)(number % 2 ? CROWD_ELSEWHERE : "")};
    delegate_new_id(delegate.id, &em_random_system);
    em_buffer_free(&writing->body);
    em_buffer_free(&writing->sealed);
    must(delegate_write(&writing->body, &writing->sealed, &delegate, &keys, &error), &error);
}

/* Where the value of a key begins in the body. */
static char *value_of(const struct em_buffer *body, const char *key)
{
    char *at = strstr(body->data, key);
    if (!at)
        abort();
    return at + strlen(key);
}

/* Makes another delegate of the body, with the boxes of the one before. */
static void become_another(struct writing *writing)
{
    char code[BADGE_TEXT_SIZE], id[DELEGATE_ID_SIZE], text[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    uint8_t lookup[BADGE_LOOKUP_SIZE], salt[SALT_TEXT / 4 * 3 - 2];
    mint(writing->crowd, BADGE_DELEGATE, code);
    delegate_new_id(id, &em_random_system);
    memcpy(value_of(&writing->body, "\"delegate\":\""), id, sizeof id - 1);
    badge_lookup(lookup, code);
    base64_write(text, lookup, sizeof lookup);
    memcpy(value_of(&writing->body, "\"lookup\":\""), text, LOOKUP_TEXT);
    em_random_system.fill(NULL, salt, sizeof salt);
    base64_write(text, salt, sizeof salt);
    memcpy(value_of(&writing->body, "\"salt\":\""), text, SALT_TEXT);
}

static void add_badges(struct writing *writing)
{
    const struct crowd *crowd = writing->crowd;
    size_t each = crowd->badges / crowd->real;
    for (size_t i = 0; i < crowd->badges; i++) {
        if (i % each == 0)
            write_real(writing, i / each);
        else
            become_another(writing);
        add(writing, ENTRY_BADGE, &writing->body, &writing->sealed);
    }
    em_buffer_free(&writing->body);
    em_buffer_free(&writing->sealed);
}

/* As a merge does: the entries, the head, and the projections made anew, in one transaction. */
static void write_log(struct writing *writing)
{
    struct em_error error = {0};
    char *path = store_path(writing->crowd);
    must(store_open(&writing->store, path, STORE_WRITE, &error), &error);
    must(store_begin(writing->store, &error), &error);
    entry_origin_make(writing->log.origin, EVENT, ORGANISER_WRITER);
    memcpy(writing->log.vkey, writing->crowd->organiser.public.log_public,
           sizeof writing->log.vkey);
    sign_head(writing);
    must(store_log_add(writing->store, &writing->log, &error), &error);
    add_session(writing, CROWD_HERE);
    add_session(writing, CROWD_ELSEWHERE);
    add_staff(writing);
    add_badges(writing);
    sign_head(writing);
    must(store_log_update(writing->store, &writing->log, &error), &error);
    must(roll_remake(writing->store, &error), &error);
    must(store_commit(writing->store, &error), &error);
    store_trust(writing->store);
    store_close(writing->store);
    free(path);
}

/* --- the kiosk --- */

static void open_ledger(struct crowd *crowd)
{
    struct em_error error = {0};
    struct ledger_notice notice;
    struct ledger_options options = {.data_dir = crowd->folder,
                                     .identity = &crowd->identity,
                                     .clock = &em_clock_system,
                                     .random = &em_random_system,
                                     .keep_damaged = true};
    must(ledger_open(&crowd->ledger, &options, &notice, &error), &error);
}

static void close_ledger(struct crowd *crowd)
{
    ledger_close(crowd->ledger);
    crowd->ledger = NULL;
}

void crowd_make(struct crowd *crowd, const char *folder, size_t badges, size_t real)
{
    struct em_error error = {0};
    double began = samples_now();
    *crowd = (struct crowd){.badges = badges, .real = real};
    crowd->codes = em_alloc(real * sizeof *crowd->codes);
    snprintf(crowd->folder, sizeof crowd->folder, "%.480s/kiosk", folder);
    folder_fresh(folder);
    organiser_generate(&crowd->organiser, EVENT, &em_random_system);
    must(kiosk_enroll(&crowd->organiser, "hall-a-1", 'A', false, crowd->folder, &em_random_system,
                      &error),
         &error);
    must(kiosk_identity_read(&crowd->identity, crowd->folder, &error), &error);
    open_ledger(crowd);
    close_ledger(crowd);
    struct writing writing = {.crowd = crowd, .at_us = em_clock_system.wall_us(NULL) - HOUR_US};
    write_log(&writing);
    crowd->seconds = samples_now() - began;
}

static struct ledger *lend(void *context, bool again, struct em_error *error)
{
    struct crowd *crowd = context;
    if (!again)
        return crowd->ledger;
    em_fail(error, EM_IO, "The store of the benchmark failed.");
    return NULL;
}

void crowd_open(struct crowd *crowd)
{
    struct em_error error = {0};
    struct door_options options = {.ledger = lend,
                                   .context = crowd,
                                   .identity = &crowd->identity,
                                   .clock = &em_clock_system,
                                   .random = &em_random_system,
                                   .timezone = "Europe/Paris",
                                   .opens_us = HOUR_US};
    open_ledger(crowd);
    crowd->door = door_new(&options);
    must(door_refresh(crowd->door, &error), &error);
    must(door_choose(crowd->door, CROWD_HERE, &error), &error);
}

void crowd_close(struct crowd *crowd)
{
    door_free(crowd->door);
    crowd->door = NULL;
    close_ledger(crowd);
}

void crowd_free(struct crowd *crowd)
{
    folder_fresh(crowd->folder);
    free(crowd->codes);
    organiser_wipe(&crowd->organiser);
    kiosk_identity_wipe(&crowd->identity);
}

int64_t crowd_bytes(const struct crowd *crowd)
{
    struct stat file;
    char *path = store_path(crowd);
    int64_t bytes = stat(path, &file) == 0 ? (int64_t)file.st_size : 0;
    free(path);
    return bytes;
}
