#include "edition.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/paths.h"
#include "core/words.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS 26
#define CODES   (LETTERS * LETTERS) /* of countries */

static enum em_status load_pack(struct edition *edition, const char *folder, struct em_error *error)
{
    struct pack_faults faults = {0};
    enum em_status status = pack_load(&edition->pack, folder, &faults);
    if (status != EM_OK)
        em_fail(error, status, "The event pack %s has faults. The first: %s", folder,
                faults.count ? faults.items[0].text : "it cannot be read");
    else if (strcmp(edition->pack->id, edition->event) != 0)
        status = em_fail(error, EM_FOREIGN,
                         "The log is of %s, and the event pack %s is of %s. Name the right one "
                         "with --event.",
                         edition->event, folder, edition->pack->id);
    pack_faults_free(&faults);
    return status;
}

static enum em_status choose_language(struct edition *edition, const char *language,
                                      struct em_error *error)
{
    const struct event_pack *pack = edition->pack;
    int index = language ? pack_language(pack, language) : 0;
    if (index >= 0) {
        edition->index = (size_t)index;
        edition->language = pack->languages[index];
        return EM_OK;
    }
    struct em_buffer list = {0};
    for (size_t i = 0; i < pack->language_count; i++)
        em_buffer_format(&list, "%s%s", i ? ", " : "", pack->languages[i]);
    em_fail(error, EM_INVALID, "The event has no language “%.32s”. It has: %s.", language,
            list.data);
    em_buffer_free(&list);
    return EM_INVALID;
}

/* Without a translation it is English. */
static void open_catalog(struct edition *edition)
{
    char share[1024];
    em_share_dir(share, sizeof share);
    char *path = em_format("%s/locale/%s.mo", share, edition->language);
    if (!em_file_exists(path) ||
        catalog_open(&edition->catalog, edition->language, path, NULL) != EM_OK)
        catalog_open(&edition->catalog, edition->language, NULL, NULL);
    free(path);
}

enum em_status edition_open(struct edition *out, const char *event, const char *event_dir,
                            const char *language, bool needed, struct em_error *error)
{
    char ours[1024];
    em_event_dir(ours, sizeof ours);
    *out = (struct edition){.language = language ? language : "en", .timezone = "UTC"};
    snprintf(out->event, sizeof out->event, "%s", event);
    enum em_status status = load_pack(out, event_dir ? event_dir : ours, error);
    if (status != EM_OK) {
        pack_free(out->pack);
        out->pack = NULL;
        if (needed || event_dir)
            return status;
    }
    if (out->pack) {
        out->timezone = out->pack->timezone;
        status = choose_language(out, language, error);
        if (status != EM_OK)
            return status;
    }
    open_catalog(out);
    out->countries = em_alloc(CODES * sizeof *out->countries);
    out->calendar = words_calendar_open(out->timezone, out->language);
    return EM_OK;
}

void edition_close(struct edition *edition)
{
    for (size_t i = 0; edition->countries && i < CODES; i++)
        free(edition->countries[i]);
    free(edition->countries);
    words_calendar_close(edition->calendar);
    catalog_close(edition->catalog);
    pack_free(edition->pack);
    *edition = (struct edition){0};
}

const char *edition_text(const struct edition *edition, const char *msgid)
{
    return catalog_text(edition->catalog, msgid);
}

const char *edition_plural(const struct edition *edition, const char *one, const char *other,
                           long n)
{
    return catalog_plural(edition->catalog, one, other, n);
}

/* The text for the place that `at` begins with, and the length of its name; NULL when it is none.
 */
static const char *text_for(const char *at, va_list pairs, size_t *length)
{
    const char *name;
    while ((name = va_arg(pairs, const char *))) {
        const char *text = va_arg(pairs, const char *);
        *length = strlen(name);
        if (strncmp(at + 1, name, *length) == 0 && at[1 + *length] == '}')
            return text;
    }
    return NULL;
}

char *edition_fill(const struct edition *edition, const char *msgid, ...)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    for (const char *at = edition_text(edition, msgid); *at;) {
        const char *text = NULL;
        size_t length;
        va_list pairs;
        va_start(pairs, msgid);
        if (*at == '{')
            text = text_for(at, pairs, &length);
        va_end(pairs);
        em_buffer_add(&out, text ? text : at, text ? strlen(text) : 1);
        at += text ? length + 2 : 1;
    }
    return out.data;
}

char *edition_line(const struct edition *edition)
{
    char dates[128];
    const struct event_pack *pack = edition->pack;
    words_date_range(dates, sizeof dates, pack->starts, pack->ends, edition->language);
    return em_format("%s · %s", pack->place, dates);
}

const char *edition_government(const struct edition *edition, const char *id, const char *name)
{
    const struct event_pack *pack = edition->pack;
    for (size_t i = 0; *id && pack && i < pack->government_count; i++)
        if (strcmp(pack->governments[i].id, id) == 0)
            return pack->governments[i].names[edition->index];
    return name;
}

const struct pack_document *edition_document(const struct edition *edition, const char *id)
{
    const struct event_pack *pack = edition->pack;
    for (size_t i = 0; pack && i < pack->document_count; i++)
        if (strcmp(pack->documents[i].id, id) == 0)
            return &pack->documents[i];
    return NULL;
}

static int letter_of(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : -1;
}

const char *edition_country(const struct edition *edition, const char *code)
{
    int first = letter_of(code[0]), second = first < 0 ? -1 : letter_of(code[1]);
    if (second < 0 || code[2])
        return code;
    char **name = &edition->countries[LETTERS * first + second];
    if (!*name) {
        char text[256];
        words_country_name(text, sizeof text, code, edition->language);
        *name = em_strdup(text);
    }
    return *name;
}
