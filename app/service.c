#include "service.h"

#include "core/door.h"
#include "core/keys.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LANGUAGES 16

/* Spoken when there is no event to say which. */
static const char *const fallback_languages[] = {"fr", "en", "es"};

struct service {
    struct event_pack *pack;
    struct catalog *catalogs[MAX_LANGUAGES];
    size_t catalog_count;
    int language;
    char *data_dir;
    struct kiosk_identity identity;
    struct ledger *ledger; /* NULL: not open, or it fell and could not be opened again */
    int64_t count, since;  /* as the ledger last said */
    bool set_aside;        /* a store was, since the start */
    struct em_error fault; /* of the last try to record; no text: it succeeded */
    struct recorder recorder;
    struct door *door;       /* NULL: this kiosk has no badges */
    struct em_buffer faults; /* of the start; sentences, a line each */
};

void service_complain(struct service *service, const char *sentence)
{
    fprintf(stderr, "emarge-kiosk: %s\n", sentence);
    if (service->faults.size)
        em_buffer_text(&service->faults, "\n");
    em_buffer_text(&service->faults, sentence);
}

static void open_pack(struct service *service, const struct options *options)
{
    struct pack_faults faults = {0};
    if (pack_load(&service->pack, options->event_dir, &faults) != EM_OK) {
        char *where = em_format("The event pack in %s cannot be used:", options->event_dir);
        service_complain(service, where);
        free(where);
        for (size_t i = 0; i < faults.count; i++)
            service_complain(service, faults.items[i].text);
    }
    pack_faults_free(&faults);
}

static void open_catalog(struct service *service, const struct options *options,
                         const char *language)
{
    struct em_error error = {0};
    char path[1200];
    snprintf(path, sizeof path, "%s/locale/%s.mo", options->share, language);
    const char *file = strcmp(language, "en") == 0 ? NULL : path;
    struct catalog **slot = &service->catalogs[service->catalog_count++];
    enum em_status status = catalog_open(slot, language, file, &error);
    if (status == EM_OK)
        return;
    if (status == EM_NOT_FOUND)
        em_fail(&error, status,
                "The event speaks “%s”, and the screens do not yet: there is no %s. Take it out of "
                "“languages” in event.ini, or translate the screens (resources/po/README.md) and "
                "build again.",
                language, path);
    service_complain(service, error.text);
    if (catalog_open(slot, language, NULL, &error) != EM_OK)
        abort(); /* the English catalog has no file and cannot fail */
}

static void open_catalogs(struct service *service, const struct options *options)
{
    const struct event_pack *pack = service->pack;
    size_t count =
        pack ? pack->language_count : sizeof fallback_languages / sizeof *fallback_languages;
    for (size_t i = 0; i < count && i < MAX_LANGUAGES; i++)
        open_catalog(service, options, pack ? pack->languages[i] : fallback_languages[i]);
}

static void choose_language(struct service *service, const struct options *options)
{
    if (!options->language || !service->pack)
        return;
    service->language = pack_language(service->pack, options->language);
    if (service->language >= 0)
        return;
    struct em_buffer sentence = {0};
    em_buffer_format(&sentence,
                     "This event does not speak “%s”. Give --language one of:", options->language);
    for (size_t i = 0; i < service->pack->language_count; i++)
        em_buffer_format(&sentence, " %s", service->pack->languages[i]);
    em_buffer_text(&sentence, ".");
    service_complain(service, sentence.data);
    em_buffer_free(&sentence);
    service->language = 0;
}

static enum em_status read_identity(struct service *service, const struct options *options,
                                    struct em_error *error)
{
    enum em_status status = kiosk_identity_read(&service->identity, options->data_dir, error);
    if (status != EM_NOT_FOUND)
        return status;
    if (options->locked) /* an event, whose signatures are to count */
        return em_fail(error, EM_NOT_FOUND,
                       "There is no kiosk.ini in %s, and so there are no keys to sign with. Make "
                       "them with `emarge enroll`, put them there, or name their folder with "
                       "--data; a demonstration is made without --locked only.",
                       options->data_dir);
    status = kiosk_enroll_demo(service->pack->id, options->data_dir, &em_random_system, error);
    if (status != EM_OK)
        return status;
    fprintf(
        stderr,
        "emarge-kiosk: this is a first start, so demonstration keys were made in %s.\n"
        "Whoever has that folder can read everything that is signed here. For a real event, make "
        "its keys with `emarge init`.\n",
        options->data_dir);
    return kiosk_identity_read(&service->identity, options->data_dir, error);
}

static enum em_status check_event(const struct service *service, struct em_error *error)
{
    if (strcmp(service->identity.event, service->pack->id) == 0)
        return EM_OK;
    return em_fail(error, EM_FOREIGN,
                   "The keys in %s are for the event “%s”, and this event pack is “%s”. Give this "
                   "kiosk the data folder that was made for this event, with --data.",
                   service->data_dir, service->identity.event, service->pack->id);
}

static enum em_status open_ledger(struct service *service, struct em_error *error)
{
    struct ledger_notice notice = {0};
    const struct ledger_options options = {.data_dir = service->data_dir,
                                           .identity = &service->identity,
                                           .clock = &em_clock_system,
                                           .random = &em_random_system};
    enum em_status status = ledger_open(&service->ledger, &options, &notice, error);
    if (status != EM_OK || !notice.text[0])
        return status;
    fprintf(stderr, "emarge-kiosk: %s\n", notice.text);
    service->set_aside = true;
    return EM_OK;
}

/* The door's own record is the kiosk's ledger. */
static struct ledger *ledger_of(void *context, bool again, struct em_error *error)
{
    struct service *service = context;
    if (again) {
        ledger_close(service->ledger);
        service->ledger = NULL;
    }
    if (!service->ledger && open_ledger(service, error) != EM_OK)
        fprintf(stderr, "emarge-kiosk: %s\n", error->text);
    return service->ledger;
}

static void open_door(struct service *service)
{
    const struct event_pack *pack = service->pack;
    const struct door_options options = {.ledger = ledger_of,
                                         .context = service,
                                         .identity = &service->identity,
                                         .clock = &em_clock_system,
                                         .random = &em_random_system,
                                         .timezone = pack->timezone,
                                         .opens_us = pack->door_opens_minutes * INT64_C(60000000)};
    service->door = door_new(&options);
}

static void open_keys(struct service *service, const struct options *options)
{
    struct em_error error = {0};
    enum em_status status = read_identity(service, options, &error);
    if (status == EM_OK)
        status = check_event(service, &error);
    if (status != EM_OK)
        service_complain(service, error.text);
}

const char *service_scanner_layout(const struct service *service)
{
    const char *layout = service->identity.scanner_layout;
    return layout[0] ? layout : "us"; /* there are no keys, and no badges */
}

bool service_open(struct service *service)
{
    struct em_error error = {0};
    if (service->faults.size)
        return true;
    enum em_status status = open_ledger(service, &error);
    if (status == EM_OK && service->door)
        status = door_refresh(service->door, &error);
    if (status != EM_OK)
        service_complain(service, error.text);
    return status == EM_OK;
}

static enum em_status sign(struct service *service, const struct signature *signature,
                           struct ledger_receipt *receipt, struct em_error *error)
{
    enum em_status status = service->ledger ? EM_OK : open_ledger(service, error);
    if (status == EM_OK)
        status = ledger_sign(service->ledger, signature, receipt, error);
    if (status != EM_OK)
        fprintf(stderr, "emarge-kiosk: %s\n", error->text);
    return status;
}

/* The store itself fell, not what is signed: opening it anew sets a damaged one aside and goes on
 * with a new log, so that the delegate is served. */
static bool mends_by_opening(enum em_status status)
{
    return status == EM_DAMAGED || status == EM_IO;
}

static enum em_status record(void *context, const struct signature *signature,
                             struct ledger_receipt *receipt, struct em_error *error)
{
    struct service *service = context;
    bool was_open = service->ledger != NULL;
    enum em_status status = sign(service, signature, receipt, error);
    if (was_open && mends_by_opening(status)) {
        ledger_close(service->ledger);
        service->ledger = NULL;
        status = sign(service, signature, receipt, error);
    }
    service->fault = status == EM_OK ? (struct em_error){0} : *error;
    return status;
}

static int64_t count(void *context, int64_t *since_us)
{
    struct service *service = context;
    if (service->ledger)
        service->count = ledger_signature_count(service->ledger, &service->since);
    *since_us = service->since;
    return service->count;
}

static const char *fault(void *context)
{
    const struct service *service = context;
    return service->fault.text[0] ? service->fault.text : NULL;
}

static bool set_aside(void *context)
{
    const struct service *service = context;
    return service->set_aside;
}

/* A key that cannot be made now is asked for again, and its fault told, when something is recorded.
 */
static void prepare(void *context, const struct signature *signature)
{
    struct service *service = context;
    struct em_error error = {0};
    if (service->ledger && ledger_prepare(service->ledger, signature, &error) != EM_OK)
        fprintf(stderr, "emarge-kiosk: %s\n", error.text);
}

struct service *service_new(const struct options *options)
{
    struct service *service = em_alloc(sizeof *service);
    open_pack(service, options);
    open_catalogs(service, options);
    choose_language(service, options);
    service->data_dir = em_strdup(options->data_dir);
    if (service->faults.size == 0)
        open_keys(service, options);
    if (service->faults.size == 0 && service->identity.has_badges)
        open_door(service);
    service->recorder = (struct recorder){.record = record,
                                          .count = count,
                                          .fault = fault,
                                          .set_aside = set_aside,
                                          .context = service,
                                          .prepare = prepare};
    return service;
}

void service_free(struct service *service)
{
    if (!service)
        return;
    door_free(service->door);
    ledger_close(service->ledger);
    kiosk_identity_wipe(&service->identity);
    for (size_t i = 0; i < service->catalog_count; i++)
        catalog_close(service->catalogs[i]);
    pack_free(service->pack);
    em_buffer_free(&service->faults);
    free(service->data_dir);
    free(service);
}

void service_describe(const struct service *service, struct flow_options *out)
{
    out->pack = service->pack;
    out->catalogs = service->catalogs;
    out->catalog_count = service->catalog_count;
    out->recorder = &service->recorder;
    out->language = service->language;
    out->demo = service->identity.demo;
    out->door = service->door;
    out->fault = service->faults.size ? service->faults.data : NULL;
}
