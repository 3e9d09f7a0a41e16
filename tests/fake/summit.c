#include "fake/summit.h"

#include "core/memory.h"
#include "core/merge.h"
#include "core/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static void must(enum em_status status, const struct em_error *error)
{
    if (status != EM_OK)
        fail_msg("%s", error->text);
}

/* --- people and their badges --- */

static void mint(struct summit *summit, const struct summit_person *person,
                 struct delegate *delegate)
{
    struct badge_code code;
    char text[BADGE_TEXT_SIZE];
    enum badge_type type = strcmp(person->key, "staff") == 0 ? BADGE_STAFF : BADGE_DELEGATE;
    badge_mint(&code, type, summit->organiser.badge, SUMMIT_EVENT, &summit->random.random);
    badge_write(text, &code);
    delegate->code = em_strdup(person->foreign ? person->foreign : text);
}

static void make_people(struct summit *summit)
{
    assert_true(summit_people_count <= SUMMIT_PEOPLE_MAX);
    for (size_t i = 0; i < summit_people_count; i++) {
        const struct summit_person *person = &summit_people[i];
        struct delegate *delegate = &summit->people[i];
        delegate_new_id(delegate->id, &summit->random.random);
        delegate->name = em_strdup(person->name);
        delegate->role = em_strdup(person->role);
        delegate->government = em_strdup(person->government);
        delegate->country = em_strdup(person->country);
        delegate->email = em_format("%s@example.org", person->key);
        delegate->source = em_format("demo:%s", person->key);
        delegate->sessions = em_strdup(person->sessions);
        mint(summit, person, delegate);
    }
}

const struct delegate *summit_person(const struct summit *summit, const char *key)
{
    for (size_t i = 0; i < summit_people_count; i++)
        if (strcmp(summit_people[i].key, key) == 0)
            return &summit->people[i];
    fail_msg("Nobody is called %s.", key);
    return NULL;
}

const struct session *summit_session(const char *id)
{
    for (size_t i = 0; i < SUMMIT_SESSIONS; i++)
        if (strcmp(summit_sessions[i].id, id) == 0)
            return &summit_sessions[i];
    fail_msg("There is no session %s.", id);
    return NULL;
}

const char *summit_code(const struct summit *summit, const char *key)
{
    return summit_person(summit, key)->code;
}

const char *summit_id(const struct summit *summit, const char *key)
{
    return summit_person(summit, key)->id;
}

/* --- the organiser's log --- */

static struct ledger *begin_work(struct summit *summit)
{
    struct em_error error = {0};
    struct kiosk_identity identity;
    struct ledger_options options = {.data_dir = summit->organiser_folder,
                                     .identity = &identity,
                                     .clock = &summit->clock.clock,
                                     .random = &summit->random.random,
                                     .keep_damaged = true};
    struct ledger_notice notice;
    struct ledger *ledger = NULL;
    organiser_identity(&identity, &summit->organiser);
    must(ledger_open(&ledger, &options, &notice, &error), &error);
    kiosk_identity_wipe(&identity);
    must(ledger_begin(ledger, &error), &error);
    return ledger;
}

static void end_work(struct ledger *ledger)
{
    struct em_error error = {0};
    must(ledger_end(ledger, &error), &error);
    ledger_close(ledger);
}

static void add_session(struct summit *summit, struct ledger *ledger, const struct session *session)
{
    struct em_buffer body = {0};
    struct em_error error = {0};
    must(session_write(&body, session, &summit->random.random, &error), &error);
    must(ledger_add(ledger, ENTRY_SESSION, &body, NULL, NULL, &error), &error);
    em_buffer_free(&body);
}

static void add_delegate(struct summit *summit, struct ledger *ledger,
                         const struct delegate *person, bool staff)
{
    struct delegate_keys keys = {summit->organiser.public.seal_public, summit->organiser.staff,
                                 &summit->random.random};
    struct em_buffer body = {0}, sealed = {0};
    struct em_error error = {0};
    must((staff ? delegate_write_staff : delegate_write)(&body, &sealed, person, &keys, &error),
         &error);
    must(ledger_add(ledger, staff ? ENTRY_STAFF : ENTRY_BADGE, &body, &sealed, NULL, &error),
         &error);
    em_buffer_free(&body);
    em_buffer_free(&sealed);
}

static void add_person(struct summit *summit, struct ledger *ledger, const char *key)
{
    add_delegate(summit, ledger, summit_person(summit, key), strcmp(key, "staff") == 0);
}

static void add_revoke(struct summit *summit, struct ledger *ledger, const char *key)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct em_buffer body = {0};
    struct em_error error = {0};
    badge_lookup(lookup, summit_code(summit, key));
    must(roster_write_revoke(&body, lookup, "lost", &summit->random.random, &error), &error);
    must(ledger_add(ledger, ENTRY_REVOKE, &body, NULL, NULL, &error), &error);
    em_buffer_free(&body);
}

void summit_announce(struct summit *summit, const char *key)
{
    struct ledger *ledger = begin_work(summit);
    add_person(summit, ledger, key);
    end_work(ledger);
}

void summit_announce_others(struct summit *summit, const struct delegate *others, size_t count)
{
    struct ledger *ledger = begin_work(summit);
    for (size_t i = 0; i < count; i++)
        add_delegate(summit, ledger, &others[i], false);
    end_work(ledger);
}

void summit_revoke(struct summit *summit, const char *key)
{
    struct ledger *ledger = begin_work(summit);
    add_revoke(summit, ledger, key);
    end_work(ledger);
}

void summit_schedule(struct summit *summit, const struct session *session)
{
    struct ledger *ledger = begin_work(summit);
    add_session(summit, ledger, session);
    end_work(ledger);
}

static void prepare(struct summit *summit)
{
    struct ledger *ledger = begin_work(summit);
    for (size_t i = 0; i < SUMMIT_SESSIONS; i++)
        add_session(summit, ledger, &summit_sessions[i]);
    for (size_t i = 0; i < summit_people_count; i++)
        if (strcmp(summit_people[i].key, "unheard") != 0)
            add_person(summit, ledger, summit_people[i].key);
    add_revoke(summit, ledger, "revoked");
    end_work(ledger);
}

/* --- kiosks --- */

void summit_merge(struct summit_kiosk *to, const char *folder)
{
    struct em_error error = {0};
    struct store *from;
    char *path = em_format("%s/" STORE_FILE, folder);
    must(store_open(&from, path, STORE_READ, &error), &error);
    must(merge_store(to->ledger, from, &(struct merge_options){0}, &error), &error);
    store_close(from);
    free(path);
}

enum em_status summit_try_start(struct summit *summit, struct summit_kiosk *kiosk,
                                struct em_error *error)
{
    struct ledger_options options = {.data_dir = kiosk->folder,
                                     .identity = &kiosk->identity,
                                     .clock = &summit->clock.clock,
                                     .random = &summit->random.random};
    return ledger_open(&kiosk->ledger, &options, &kiosk->notice, error);
}

void summit_start(struct summit *summit, struct summit_kiosk *kiosk)
{
    struct em_error error = {0};
    must(summit_try_start(summit, kiosk, &error), &error);
}

void summit_stop(struct summit_kiosk *kiosk)
{
    ledger_close(kiosk->ledger);
    kiosk->ledger = NULL;
}

void summit_enroll(struct summit *summit, struct summit_kiosk *kiosk, const char *writer,
                   char letter)
{
    struct em_error error = {0};
    snprintf(kiosk->folder, sizeof kiosk->folder, "%.180s/%s", summit->folder, writer);
    must(kiosk_enroll(&summit->organiser, writer, letter, false, kiosk->folder,
                      &summit->random.random, &error),
         &error);
    must(kiosk_identity_read(&kiosk->identity, kiosk->folder, &error), &error);
    summit_start(summit, kiosk);
    summit_merge(kiosk, summit->organiser_folder);
}

/* --- the whole --- */

static void make_organiser(struct summit *summit)
{
    struct em_error error = {0};
    organiser_generate(&summit->organiser, SUMMIT_EVENT, &summit->random.random);
    snprintf(summit->organiser_folder, sizeof summit->organiser_folder, "%.180s/organiser",
             summit->folder);
    assert_int_equal(mkdir(summit->organiser_folder, 0700), 0);
    must(organiser_write(&summit->organiser, summit->organiser_folder, NULL, &summit->random.random,
                         &error),
         &error);
}

void summit_init(struct summit *summit, uint64_t seed)
{
    *summit = (struct summit){0};
    fake_folder_make(summit->folder);
    fake_clock_init(&summit->clock);
    fake_random_init(&summit->random, seed);
    summit->clock.wall = SUMMIT_NOW - SUMMIT_HOUR; /* the organiser worked before */
    make_organiser(summit);
    make_people(summit);
    prepare(summit);
    summit->clock.wall = SUMMIT_NOW;
    summit->clock.step = 1000;
    summit_enroll(summit, &summit->kiosk, "hall-a-1", 'A');
}

void summit_free(struct summit *summit)
{
    if (summit->kiosk.ledger)
        summit_stop(&summit->kiosk);
    kiosk_identity_wipe(&summit->kiosk.identity);
    organiser_wipe(&summit->organiser);
    for (size_t i = 0; i < summit_people_count; i++)
        delegate_free(&summit->people[i]);
    fake_folder_remove(summit->folder);
}
