/* The event pack: a folder that says what this event is. Read and validated whole at start; all
 * faults are collected, each with file, line and remedy, so that an organiser mends a pack in one
 * go. resources/README.md tells an organiser what stands in each file.
 *
 *   event.ini                    names, dates, venue, languages, documents, idle times
 *   governments.csv              id,country,pioneer,<one column of names per language>
 *   documents/ID/LANGUAGE.md     one CommonMark file per language
 *   notice/LANGUAGE.md           the data notice
 */
#ifndef EM_CORE_PACK_H
#define EM_CORE_PACK_H

#include "core/document.h"
#include "core/memory.h"
#include "core/status.h"

#include <stdbool.h>

#define PACK_MAX_FILE_SIZE (1024 * 1024) /* bytes */

/* Where the files of a pack come from: a folder, or memory. */
struct pack_source {
    /* Adds the bytes of the file to `out`, which is empty. `path` is relative, with slashes. A
     * fault leaves its sentence without the path. */
    enum em_status (*read)(void *context, const char *path, struct em_buffer *out,
                           struct em_error *error);
    void *context;
};

struct pack_fault {
    char *text; /* "event.ini:12: dates end before they start. Write the last day in `ends`." */
};

#define PACK_MAX_FAULTS 200 /* a last one says that there are more */

struct pack_faults { /* begins as {0} */
    struct pack_fault *items;
    size_t count, capacity;
};

void pack_faults_free(struct pack_faults *faults);

/* What stands in the pack once per language; index as in event_pack.languages. */
struct pack_texts {
    const char *name;       /* "Sommet mondial du Partenariat pour un gouvernement ouvert" */
    const char *short_name; /* for the header, "… · Paris 2016" is made of it and place and year */
    struct document *notice;
};

struct pack_document {
    const char *id;
    const char *original;    /* language of the text that is signed; the others are courtesy */
    struct document **texts; /* per language of the pack */
    const char **titles;     /* per language: the short title of the welcome screen */
};

struct pack_government {
    const char *id;     /* "elgeyo-marakwet" */
    char country[3];    /* ISO 3166-1 alpha-2 */
    const char **names; /* per language */
    bool pioneer;
};

struct event_pack {
    const char *id;    /* "ogp-paris-2016" */
    const char *place; /* "Paris" */
    const char *venue;
    const char *hashtag;    /* "#OGPLOCALGOV" or "" */
    const char *timezone;   /* IANA, "Europe/Paris" */
    int starts[3], ends[3]; /* year, month, day */
    int idle_seconds;       /* without a touch before the warning */
    int warning_seconds;    /* of warning before the visit is wiped */
    int recorded_seconds;   /* that the recorded screen stays */
    bool door_names;        /* the door shows whose badge it was */
    int door_opens_minutes; /* before a session's start people are let in */
    const char *
        *languages; /* BCP 47, the first is the default; with language_names in that language */
    const char **language_names; /* "Français" */
    size_t language_count;
    struct pack_texts *texts;
    struct pack_document *documents;
    size_t document_count;
    struct pack_government *governments;
    size_t government_count;
};

/* EM_OK and a pack, or at least one fault and *out is NULL: EM_NOT_FOUND when the folder has no
 * event.ini, else EM_INVALID. */
enum em_status pack_load(struct event_pack **out, const char *folder, struct pack_faults *faults);
/* The same, with the files coming from anywhere. */
enum em_status pack_load_from(struct event_pack **out, const struct pack_source *source,
                              struct pack_faults *faults);
void pack_free(struct event_pack *pack);

/* Index of a language in the pack, or -1. */
int pack_language(const struct event_pack *pack, const char *language);

#endif
