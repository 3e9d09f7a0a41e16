/* Opening a ledger: the lock, the proof of what is there, and what is done when it does not hold.
 */
#include "core/file.h"
#include "core/ledger_private.h"
#include "core/lock.h"
#include "core/roster.h"
#include "core/verify.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being opened: the checkpoint that lay beside it, and what was set aside, and why. */
struct opening {
    struct note_checkpoint beside;
    bool has_beside;
    bool keep; /* what is damaged stays where it is */
    char aside[LEDGER_ASIDE_SIZE];
    char why[384]; /* "" unless there is something to tell */
    enum ledger_roster roster;
};

static void enter_log(struct ledger *ledger, const struct store_log *log)
{
    ledger->log = *log;
    snprintf(ledger->note, sizeof ledger->note, "%s", log->checkpoint);
    ledger->log.checkpoint = ledger->note;
}

struct checking {
    struct ledger *ledger;
    const struct opening *opening;
    char own[ENTRY_ORIGIN_SIZE];
};

/* Merging takes the organiser's log with the organiser's key only; the door believes what lies
 * here.
 */
static enum em_status check_organiser(const struct ledger *ledger, const struct store_log *log,
                                      struct em_error *error)
{
    const struct kiosk_identity *identity = &ledger->identity;
    if (!identity->has_badges || !roster_is_organiser(log->origin) ||
        memcmp(log->vkey, identity->organiser_log, sizeof log->vkey) == 0)
        return EM_OK;
    return em_fail(error, EM_FOREIGN,
                   "The store in %s has a log %s that was signed with another key than the "
                   "organiser's in kiosk.ini. Give this kiosk the data folder that was enrolled "
                   "for it; nothing was changed.",
                   ledger->data_dir, log->origin);
}

static enum em_status check_log(void *context, const struct store_log *log, struct em_error *error)
{
    struct checking *checking = context;
    struct verify_options options = {0};
    bool own = strcmp(log->origin, checking->own) == 0;
    if (own && checking->opening->has_beside &&
        strcmp(checking->opening->beside.origin, log->origin) == 0)
        options.earlier = &checking->opening->beside;
    struct verify_result result;
    enum em_status status = verify_log(checking->ledger->store, log, &options, &result, error);
    if (status != EM_OK)
        return status;
    if (!result.good && result.bad_seq >= 0)
        return em_fail(error, EM_DAMAGED, "Entry %lld of the log %s does not hold: %s",
                       (long long)result.bad_seq, log->origin, result.reason);
    if (!result.good)
        return em_fail(error, EM_DAMAGED, "The log %s does not hold: %s", log->origin,
                       result.reason);
    if (own)
        enter_log(checking->ledger, log);
    return check_organiser(checking->ledger, log, error);
}

/* Good in itself, so it is no damage but a mistake of the hand: leave it alone, and say so. */
static enum em_status check_owner(struct ledger *ledger, struct em_error *error)
{
    const struct kiosk_identity *identity = &ledger->identity;
    ledger->generation = ledger_generation(ledger->log.origin, identity);
    if (ledger->generation == 0)
        return em_fail(error, EM_FOREIGN,
                       "The store in %s is of %s, and this kiosk is %s/%s. Give it the data folder "
                       "that was enrolled for it; nothing was changed.",
                       ledger->data_dir, ledger->log.origin, identity->event, identity->writer);
    if (memcmp(ledger->log.vkey, identity->log_public, sizeof ledger->log.vkey) != 0)
        return em_fail(
            error, EM_FOREIGN,
            "The store in %s was begun with another kiosk.key. Put that key back, or use "
            "a new data folder; nothing was changed.",
            ledger->data_dir);
    return EM_OK;
}

/* An older copy of this folder, from before a log was set aside, must not come back to life. */
static enum em_status check_newest(const struct ledger *ledger, const struct opening *opening,
                                   struct em_error *error)
{
    if (!opening->has_beside || opening->beside.size == 0 ||
        ledger_generation(opening->beside.origin, &ledger->identity) <= ledger->generation)
        return EM_OK;
    return em_fail(error, EM_DAMAGED, "The store holds %s, and %s was begun after it.",
                   ledger->log.origin, opening->beside.origin);
}

static enum em_status check_all(struct ledger *ledger, const struct opening *opening,
                                struct em_error *error)
{
    struct checking checking = {.ledger = ledger, .opening = opening};
    enum em_status status = store_check(ledger->store, error);
    if (status == EM_OK)
        status = store_meta_get(ledger->store, STORE_META_ORIGIN, checking.own, sizeof checking.own,
                                error);
    if (status == EM_OK)
        status = store_logs(ledger->store, NULL, check_log, &checking, error);
    if (status == EM_OK && strcmp(ledger->log.origin, checking.own) != 0)
        status = EM_NOT_FOUND;
    if (status == EM_NOT_FOUND)
        status = em_fail(error, EM_DAMAGED, "The store does not say which log is its own.");
    return status;
}

static enum em_status remember_last(void *context, const struct entry *entry, const uint8_t *leaf,
                                    struct em_error *error)
{
    struct ledger *ledger = context;
    (void)leaf;
    (void)error;
    ledger->last_us = entry->at_us;
    return EM_OK;
}

static enum em_status take_up(struct ledger *ledger, struct em_error *error)
{
    const char *origin = ledger->log.origin;
    enum em_status status = roll_rebuild(ledger->store, origin, &ledger->roll, NULL, error);
    if (status == EM_OK)
        status = store_entries(ledger->store, origin, ledger->log.size - 1, remember_last, ledger,
                               error);
    return status;
}

static char *store_path(const struct ledger *ledger)
{
    return em_format("%s/" STORE_FILE, ledger->data_dir);
}

static enum em_status open_existing(struct ledger *ledger, const struct opening *opening,
                                    struct em_error *error)
{
    char *path = store_path(ledger);
    enum em_status status = store_open(&ledger->store, path, STORE_WRITE, error);
    free(path);
    if (status == EM_OK)
        status = check_all(ledger, opening, error);
    if (status == EM_OK)
        status = check_owner(ledger, error);
    if (status == EM_OK)
        status = check_newest(ledger, opening, error);
    if (status == EM_OK)
        status = take_up(ledger, error);
    return status;
}

/* The name of the new log is reserved before the log is there, see ledger_beside_write. */
static enum em_status begin_log(struct ledger *ledger, const struct opening *opening,
                                struct em_error *error)
{
    int last = ledger_last_generation(ledger->data_dir, &ledger->identity,
                                      opening->has_beside ? &opening->beside : NULL);
    if (last < ledger->generation)
        last = ledger->generation; /* what a damaged store still said of itself */
    ledger->generation = last + 1;
    ledger->log = (struct store_log){0};
    ledger_origin(ledger->log.origin, &ledger->identity, ledger->generation);
    memcpy(ledger->log.vkey, ledger->identity.log_public, sizeof ledger->log.vkey);
    ledger_sign_head(ledger, &ledger->log, ledger->note);
    char *path = store_path(ledger);
    enum em_status status = ledger_beside_write(ledger->data_dir, ledger->note, error);
    if (status == EM_OK)
        status = store_create(path, &ledger->log, error);
    if (status == EM_OK)
        status = store_open(&ledger->store, path, STORE_WRITE, error);
    free(path);
    return status;
}

/* Sentences name files by their whole path; in the log they are named within the data folder. */
static void without_folder(char *out, size_t size, const char *text, const char *folder)
{
    size_t length = strlen(folder);
    size_t used = 0;
    while (*text && used + 1 < size) {
        bool at = strncmp(text, folder, length) == 0 && text[length] == '/';
        if (at)
            text += length + 1;
        else
            out[used++] = *text++;
    }
    out[used] = '\0';
}

static enum em_status replace(struct ledger *ledger, struct opening *opening, const char *why,
                              struct em_error *error)
{
    if (opening->keep)
        return em_fail(error, EM_DAMAGED,
                       "%s Nothing was changed in %s. Put back a copy of the store that holds.",
                       why, ledger->data_dir);
    without_folder(opening->why, sizeof opening->why, why, ledger->data_dir);
    store_close(ledger->store);
    ledger->store = NULL;
    enum em_status status =
        ledger_set_aside(ledger->data_dir, ledger_wall(ledger), opening->aside, error);
    return status == EM_OK ? begin_log(ledger, opening, error) : status;
}

/* No store: a new folder, unless something tells that there was one. */
static enum em_status begin_or_replace(struct ledger *ledger, struct opening *opening,
                                       struct em_error *error)
{
    char *wal = em_format("%s/" STORE_FILE "-wal", ledger->data_dir);
    bool left = em_file_exists(wal);
    free(wal);
    int last = ledger_last_generation(ledger->data_dir, &ledger->identity,
                                      opening->has_beside ? &opening->beside : NULL);
    if (left || last > 0)
        return replace(ledger, opening, "The store " STORE_FILE " is not there any more.", error);
    return begin_log(ledger, opening, error);
}

/* A log that was begun in the place of another and whose first entry, which says so, was cut off.
 */
static void remember_aside(const struct ledger *ledger, struct opening *opening)
{
    if (ledger->log.size > 0 || ledger->generation < 2)
        return;
    ledger_count_aside(ledger->data_dir, opening->aside);
    snprintf(opening->why, sizeof opening->why, "The start that found it was cut short.");
}

static enum em_status open_store(struct ledger *ledger, struct opening *opening,
                                 struct em_error *error)
{
    opening->has_beside = ledger_beside_read(&opening->beside, ledger->data_dir, &ledger->identity);
    enum em_status status = open_existing(ledger, opening, error);
    if (status == EM_OK)
        remember_aside(ledger, opening);
    if (status == EM_NOT_FOUND)
        return begin_or_replace(ledger, opening, error);
    if (status != EM_DAMAGED)
        return status;
    char why[sizeof opening->why];
    snprintf(why, sizeof why, "%.383s", error->text);
    return replace(ledger, opening, why, error);
}

static enum em_status append_open(struct ledger *ledger, const struct opening *opening,
                                  struct em_error *error)
{
    char letter[ROLL_LETTER_SIZE];
    ledger_letter(letter, &ledger->identity, ledger->generation);
    struct entry entry = {.kind = ENTRY_OPEN, .at_us = ledger_wall(ledger)};
    struct ledger_start start = {.letter = letter,
                                 .at_us = entry.at_us,
                                 .last_us = ledger->last_us,
                                 .aside_file = opening->aside,
                                 .aside_why = *opening->why ? opening->why : NULL};
    struct em_buffer body = {0};
    ledger_body_open(&body, &start, ledger->random);
    entry_set_body(&entry, body.data, body.size);
    enum em_status status = ledger_append(ledger, &entry, NULL, error);
    em_buffer_free(&body);
    return status;
}

static enum em_status open_beside(struct ledger *ledger, struct em_error *error)
{
    enum em_status status = ledger_beside_write(ledger->data_dir, ledger->note, error);
    char *path = ledger_beside_path(ledger->data_dir);
    if (status == EM_OK)
        ledger->beside = open(path, O_WRONLY | O_CLOEXEC);
    free(path);
    return status;
}

/* A -wal that was cut off takes the latest roster with it, and an earlier one looks whole: so its
 * age is told. */
static void tell_kept(char *out, size_t size, struct store *store)
{
    char time[EM_TIME_SIZE];
    int64_t newest_us = 0;
    roster_count(store, NULL, &newest_us, NULL);
    em_time_format(newest_us, time);
    snprintf(out, size, " The roster was kept, as it was on %.10s at %.5s UTC.", time, time + 11);
}

static void tell_roster(char *out, size_t size, const struct ledger *ledger,
                        enum ledger_roster roster)
{
    static const char *const words[] = {
        [LEDGER_ROSTER_LOST] = " The roster is lost: carry",
        [LEDGER_ROSTER_MISSING] = " There is no roster; if there was one, carry",
    };
    *out = '\0';
    if (roster == LEDGER_ROSTER_KEPT)
        tell_kept(out, size, ledger->store);
    else if (roster != LEDGER_ROSTER_NONE)
        snprintf(out, size, "%s the organiser's log to this kiosk again, with `emarge merge`.",
                 words[roster]);
}

static void tell(struct ledger_notice *notice, const struct ledger *ledger,
                 const struct opening *opening)
{
    char letter[ROLL_LETTER_SIZE], roster[160];
    ledger_letter(letter, &ledger->identity, ledger->generation);
    tell_roster(roster, sizeof roster, ledger, opening->roster);
    *notice->text = '\0';
    if (*opening->why && *opening->aside)
        snprintf(
            notice->text, sizeof notice->text,
            "The record of this kiosk was damaged. It was set aside as %s; nothing was deleted. "
            "A new record was begun, numbered from %s-1.%s Give the file to the organiser. "
            "(%.200s)",
            opening->aside, letter, roster, opening->why);
    else if (*opening->why)
        snprintf(notice->text, sizeof notice->text,
                 "The record of this kiosk is missing. A new record was begun, numbered from "
                 "%s-1.%s If the file was moved, give it to the organiser.",
                 letter, roster);
}

static void start_boot(struct ledger *ledger)
{
    uint8_t id[(ENTRY_BOOT_SIZE - 1) / 2];
    ledger->random->fill(ledger->random->context, id, sizeof id);
    sodium_bin2hex(ledger->boot, sizeof ledger->boot, id, sizeof id);
    ledger->boot_us = ledger_mono(ledger);
}

static struct ledger *new_ledger(const struct ledger_options *options)
{
    struct ledger *ledger = em_alloc(sizeof *ledger);
    ledger->data_dir = em_strdup(options->data_dir);
    ledger->identity = *options->identity;
    ledger->clock = options->clock;
    ledger->random = options->random;
    ledger->lock = -1;
    ledger->beside = -1;
    start_boot(ledger);
    return ledger;
}

enum em_status ledger_open(struct ledger **out, const struct ledger_options *options,
                           struct ledger_notice *notice, struct em_error *error)
{
    struct em_error own; /* a sentence is needed here even if the caller wants none */
    struct opening opening = {.keep = options->keep_damaged};
    struct ledger *ledger = new_ledger(options);
    enum em_status status = lock_acquire(&ledger->lock, ledger->data_dir, &own);
    if (status == EM_OK)
        status = open_store(ledger, &opening, &own);
    if (status == EM_OK)
        store_trust(ledger->store);
    if (status == EM_OK && *opening.why)
        opening.roster = ledger_rescue(ledger, opening.aside);
    if (status == EM_OK)
        status = append_open(ledger, &opening, &own);
    if (status == EM_OK)
        status = open_beside(ledger, &own);
    if (status == EM_OK)
        status = store_roll_count(ledger->store, &ledger->count, &ledger->since_us, &own);
    if (status != EM_OK) {
        ledger_free(ledger);
        return em_fail(error, status, "%s", own.text);
    }
    tell(notice, ledger, &opening);
    *out = ledger;
    return EM_OK;
}
