#include "reading.h"

#include "command.h"
#include "core/clock.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/paths.h"
#include "core/words.h"

#include <stdlib.h>
#include <string.h>

/* A demonstration's organiser lies open beside the log, in a folder of their own or, in one that
 * was begun before they had one, in the kiosk's. NULL when there is none; to be freed. */
static char *key_beside(const char *data_dir)
{
    static const char *const places[] = {KIOSK_DEMO_ORGANISER "/organiser.key", "organiser.key"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = em_format("%s/%s", data_dir, places[i]);
        if (em_file_exists(path))
            return path;
        free(path);
    }
    return NULL;
}

/* The key that was asked for, or a demonstration's. One that has a passphrase is opened only for
 * who asks for it. */
static enum em_status read_key(struct reading *reading, const struct reading_options *options,
                               struct em_error *error)
{
    int fd;
    bool locked = false;
    enum em_status status = command_fd(options->fd_text, &fd, error);
    if (status != EM_OK)
        return status;
    char *beside = options->key_file ? NULL : key_beside(reading->data_dir);
    const char *path = options->key_file ? options->key_file : beside;
    if (beside)
        status = organiser_needs_passphrase(beside, &locked, error);
    if (status == EM_OK && path && !locked) {
        status = command_organiser(&reading->secret, path, fd, error);
        reading->key = status == EM_OK ? &reading->secret : NULL;
    }
    free(beside);
    return status;
}

/* --- what is asked for --- */

static const char *const orders[] = {
    [ORDER_NAME] = "name",
    [ORDER_GOVERNMENT] = "government",
    [ORDER_COUNTRY] = "country",
    [ORDER_TIME] = "time",
};

static enum em_status read_order(struct reading *reading, const char *text, struct em_error *error)
{
    if (!text)
        return EM_OK;
    for (size_t i = ORDER_NAME; i < sizeof orders / sizeof *orders; i++)
        if (strcmp(orders[i], text) == 0) {
            reading->order = (enum list_order)i;
            return EM_OK;
        }
    return em_fail(error, EM_INVALID,
                   "There is no order “%.32s”. There are: name, government, country, time.", text);
}

static bool digits(const char *text, const char *form)
{
    for (; *form; form++, text++)
        if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
            return false;
    return *text == '\0';
}

/* A day of the event's zone, or a moment in UTC: "2016-12-09", "2016-12-09T10:45:00Z". */
static bool read_since(int64_t *out, const char *text, const char *timezone)
{
    char full[EM_TIME_SIZE];
    if (digits(text, "0000-00-00")) {
        snprintf(full, sizeof full, "%sT12:00:00.000000Z", text);
        if (!em_time_read(full, out))
            return false;
        *out = words_midnight(*out, timezone, 0);
        return true;
    }
    if (digits(text, "0000-00-00T00:00:00Z")) {
        snprintf(full, sizeof full, "%.19s.000000Z", text);
        return em_time_read(full, out);
    }
    return em_time_read(text, out);
}

static enum em_status read_filter(struct reading *reading, const struct reading_options *options,
                                  struct em_error *error)
{
    reading->filter = (struct list_filter){.document = options->document,
                                           .session = options->session,
                                           .government = options->government,
                                           .public_only = options->public_only};
    if (options->since &&
        !read_since(&reading->filter.since_us, options->since, reading->edition.timezone))
        return em_fail(error, EM_INVALID,
                       "“%.40s” is neither a day nor a time. Write --since 2016-12-09, or in UTC "
                       "--since 2016-12-09T10:45:00Z.",
                       options->since);
    return read_order(reading, options->sort, error);
}

/* --- the store --- */

static enum em_status note_newest(void *context, const char *origin, struct em_error *error)
{
    struct reading *reading = context;
    int64_t at_us;
    enum em_status status = store_newest(reading->store, origin, &at_us, error);
    if (status == EM_OK && at_us > reading->newest_us)
        reading->newest_us = at_us;
    return status;
}

/* "ogp-paris-2016" of "ogp-paris-2016/hall-a-1". */
static enum em_status read_event(const struct reading *reading, char out[64],
                                 struct em_error *error)
{
    char origin[ENTRY_ORIGIN_SIZE];
    enum em_status status =
        store_meta_get(reading->store, STORE_META_ORIGIN, origin, sizeof origin, error);
    if (status != EM_OK)
        return status;
    if (!entry_origin_valid(origin))
        return em_fail(error, EM_DAMAGED,
                       "The store in %s is damaged: it does not say whose log it is. Put back a "
                       "copy that holds.",
                       reading->data_dir);
    snprintf(out, 64, "%.*s", (int)strcspn(origin, "/"), origin);
    return EM_OK;
}

static enum em_status open_store(struct reading *reading, char event[64], struct em_error *error)
{
    enum em_status status = command_store(&reading->store, reading->data_dir, STORE_READ, error);
    if (status == EM_OK)
        status = store_snapshot(reading->store, error);
    if (status == EM_OK)
        status = read_event(reading, event, error);
    return status == EM_OK ? store_log_names(reading->store, note_newest, reading, error) : status;
}

enum em_status reading_open(struct reading *out, const struct reading_options *options,
                            struct em_error *error)
{
    char event[64];
    *out = (struct reading){0};
    if (options->data_dir)
        snprintf(out->data_dir, sizeof out->data_dir, "%s", options->data_dir);
    else
        em_data_dir(out->data_dir, sizeof out->data_dir);
    /* First, before a file of ours takes the number of a descriptor that nobody opened. */
    enum em_status status = read_key(out, options, error);
    if (status == EM_OK)
        status = open_store(out, event, error);
    if (status == EM_OK)
        status = edition_open(&out->edition, event, options->event_dir, options->language,
                              options->needs_event, error);
    if (status == EM_OK)
        status = read_filter(out, options, error);
    if (status == EM_OK)
        filter_resolve(&out->filter, out->edition.pack);
    return status;
}

enum em_status reading_check(const struct reading_options *options, struct em_error *error)
{
    struct reading nothing = {.edition = {.timezone = "UTC"}};
    int fd;
    enum em_status status = command_fd(options->fd_text, &fd, error);
    return status == EM_OK ? read_filter(&nothing, options, error) : status;
}

void reading_close(struct reading *reading)
{
    edition_close(&reading->edition);
    store_close(reading->store);
    organiser_wipe(&reading->secret);
    reading->store = NULL;
    reading->key = NULL;
}

bool reading_tell_gaps(const struct reading *reading, const struct list_gaps *gaps)
{
    char *first = command_shown(gaps->first.text);
    if (gaps->unopened)
        fprintf(stderr,
                "emarge: nothing is left out, but what is sealed of %lld entr%s the key does not "
                "open. The first: %s\n",
                gaps->unopened, gaps->unopened == 1 ? "y" : "ies", first);
    else if (gaps->sealed)
        fprintf(stderr,
                "emarge: in %lld row%s something is sealed. Give the organiser's key with --key.\n",
                gaps->sealed, gaps->sealed == 1 ? "" : "s");
    if (gaps->unsure)
        fprintf(stderr,
                "emarge: of %lld signature%s only %s whether a later one of the same person counts "
                "instead.\n",
                gaps->unsure, gaps->unsure == 1 ? "" : "s",
                reading->key ? "what stays sealed tells" : "the organiser's key (--key) tells");
    free(first);
    return gaps->unopened > 0;
}
