#include "register.h"

#include "command.h"
#include "core/memory.h"
#include "core/roll.h"
#include "core/verify.h"
#include "signed.h"

#include <stdlib.h>
#include <string.h>

/* --- rows --- */

static struct register_log *log_of(struct public_register *made, const char *origin)
{
    if (made->log_count && strcmp(made->logs[made->log_count - 1].origin, origin) == 0)
        return &made->logs[made->log_count - 1];
    made->logs = em_grow(made->logs, made->log_count, &made->log_capacity, sizeof *made->logs);
    struct register_log *log = &made->logs[made->log_count++];
    *log = (struct register_log){.first = made->count};
    snprintf(log->origin, sizeof log->origin, "%s", origin);
    return log;
}

static const struct pack_government *known_government(const struct public_register *made,
                                                      const struct roll_signature *row)
{
    return governments_find(made->governments, row->government_id, row->government, row->country);
}

static void add_row(struct public_register *made, const struct roll_signature *row)
{
    made->rows = em_grow(made->rows, made->count, &made->capacity, sizeof *made->rows);
    struct register_row *out = &made->rows[made->count++];
    *out = (struct register_row){
        .log = made->log_count - 1,
        .seq = row->seq,
        .at_us = row->at_us,
        .number = em_strdup(row->number),
        .name = em_strdup(row->name ? row->name : ""),
        .role = em_strdup(row->role ? row->role : ""),
        .government = em_strdup(row->government),
        .government_id = em_strdup(row->government_id),
        .country = em_strdup(row->country),
        .language = em_strdup(row->language),
        .mode = em_strdup(row->mode),
        .known = known_government(made, row),
        .personal = strcmp(row->capacity, "personal") == 0,
        .read_to_end = row->read_to_end,
    };
    words_calendar_stamp(out->stamp, sizeof out->stamp, made->reading->edition.calendar,
                         row->at_us);
}

static void note_unlisted(struct public_register *made, const struct roll_signature *row)
{
    const struct event_pack *pack = made->reading->edition.pack;
    const struct pack_government *known =
        strcmp(row->capacity, "government") == 0 ? known_government(made, row) : NULL;
    made->unlisted++;
    for (size_t i = 0; known && i < made->pioneer_count; i++)
        if (&pack->governments[made->pioneers[i].government] == known)
            made->pioneers[i].unlisted = true;
}

static enum em_status visit(void *context, const struct signed_row *person, struct em_error *error)
{
    struct public_register *made = context;
    struct register_log *log = log_of(made, person->row->origin);
    (void)error;
    made->unsure += person->superseded == SUPERSEDED_UNKNOWN;
    if (!person->row->listed) {
        note_unlisted(made, person->row);
        return EM_OK;
    }
    add_row(made, person->row);
    log->count++;
    return EM_OK;
}

static int by_time(const void *a, const void *b)
{
    const struct register_row *left = *(const struct register_row *const *)a,
                              *right = *(const struct register_row *const *)b;
    if (left->at_us != right->at_us)
        return left->at_us < right->at_us ? -1 : 1;
    return left < right ? -1 : left > right; /* by log and seq */
}

static void order_rows(struct public_register *made)
{
    made->by_time = em_alloc(made->count * sizeof *made->by_time);
    for (size_t i = 0; i < made->count; i++)
        made->by_time[i] = &made->rows[i];
    if (made->count)
        qsort(made->by_time, made->count, sizeof *made->by_time, by_time);
}

/* --- pioneers --- */

static void find_pioneers(struct public_register *made)
{
    const struct event_pack *pack = made->reading->edition.pack;
    made->pioneers = em_alloc(pack->government_count * sizeof *made->pioneers);
    for (size_t i = 0; i < pack->government_count; i++)
        if (pack->governments[i].pioneer)
            made->pioneers[made->pioneer_count++] = (struct register_pioneer){.government = i};
}

static void match_pioneers(struct public_register *made)
{
    const struct event_pack *pack = made->reading->edition.pack;
    for (size_t i = 0; i < made->count; i++) {
        const struct register_row *row = made->by_time[i];
        for (size_t j = 0; j < made->pioneer_count && !row->personal; j++) {
            struct register_pioneer *pioneer = &made->pioneers[j];
            if (&pack->governments[pioneer->government] != row->known)
                continue;
            pioneer->row = pioneer->row ? pioneer->row : row;
            pioneer->count++;
        }
    }
}

/* --- logs --- */

struct proving {
    struct public_register *made;
    struct progress progress;
};

static void step(void *context, const char *origin, int64_t done, int64_t total)
{
    progress_step(context, origin, done, total);
}

static struct register_log *known_log(struct public_register *made, const char *origin)
{
    for (size_t i = 0; i < made->log_count; i++)
        if (strcmp(made->logs[i].origin, origin) == 0)
            return &made->logs[i];
    return NULL;
}

/* What is published must hold where it is published from. */
static enum em_status prove(void *context, const struct store_log *from, struct em_error *error)
{
    struct proving *proving = context;
    struct register_log *log = known_log(proving->made, from->origin);
    if (!log)
        return EM_OK; /* nobody signed in it */
    struct verify_result result;
    const struct witness witness = witness_of(&proving->made->witnesses, from->origin);
    const struct verify_options options = {.log_public = witness.key,
                                           .progress = {step, &proving->progress}};
    enum em_status status =
        verify_log(proving->made->reading->store, from, &options, &result, error);
    progress_end(&proving->progress);
    if (status != EM_OK)
        return status;
    if (!result.good)
        return em_fail(error, EM_DAMAGED,
                       "The log %s is not good: %s Nothing was written. Run `emarge verify`.",
                       from->origin, result.reason);
    log->size = from->size;
    log->checkpoint = em_strdup(from->checkpoint);
    log->witness = witness.name;
    note_vkey(log->key, from->origin, from->vkey);
    return EM_OK;
}

static enum em_status check_lists(struct public_register *made, struct em_error *error)
{
    bool same;
    enum em_status status = roll_check(made->reading->store, &same, error);
    if (status != EM_OK || same)
        return status;
    return em_fail(error, EM_DAMAGED,
                   "The lists in this store are not what the logs say. Nothing was written. Run "
                   "`emarge rebuild`.");
}

static enum em_status prove_logs(struct public_register *made, struct em_error *error)
{
    struct proving proving = {.made = made};
    enum em_status status = witnesses_open(&made->witnesses, made->reading->data_dir, error);
    if (status == EM_OK)
        status = store_logs(made->reading->store, NULL, prove, &proving, error);
    for (size_t i = 0; i < made->log_count; i++) { /* they do not move any more */
        const char *slash = strchr(made->logs[i].origin, '/');
        made->logs[i].writer = slash ? slash + 1 : made->logs[i].origin;
    }
    return status == EM_OK ? check_lists(made, error) : status;
}

enum em_status register_gather(struct public_register *out, struct reading *reading,
                               struct reading_options *options, struct list_gaps *gaps,
                               struct em_error *error)
{
    const char *id = options->document ? options->document : reading->edition.pack->documents[0].id;
    *out = (struct public_register){.reading = reading, .options = options};
    out->document = edition_document(&reading->edition, id);
    if (!out->document)
        return em_fail(error, EM_INVALID, "The event has no document “%.64s”.", id);
    const struct list_filter filter = {.document = id, .pack = reading->edition.pack};
    const struct signed_walk walk = {
        .store = reading->store, .key = reading->key, .filter = &filter};
    out->governments = governments_new(reading->edition.pack);
    find_pioneers(out);
    enum em_status status = signed_each(&walk, visit, out, gaps, error);
    if (status != EM_OK)
        return status;
    order_rows(out);
    match_pioneers(out);
    return prove_logs(out, error);
}

void register_free(struct public_register *made)
{
    for (size_t i = 0; i < made->count; i++) {
        struct register_row *row = &made->rows[i];
        char *texts[] = {row->number,        row->name,    row->role,     row->government,
                         row->government_id, row->country, row->language, row->mode};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            free(texts[j]);
    }
    for (size_t i = 0; i < made->log_count; i++)
        free(made->logs[i].checkpoint);
    free(made->rows);
    free(made->by_time);
    free(made->logs);
    free(made->pioneers);
    governments_free(made->governments);
    witnesses_close(&made->witnesses);
}
