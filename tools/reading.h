/* What every verb that lists something opens: the store, in one snapshot, the organiser's key if
 * there is one, and the edition.
 */
#ifndef EM_TOOLS_READING_H
#define EM_TOOLS_READING_H

#include "core/keys.h"
#include "core/store.h"
#include "edition.h"
#include "list.h"
#include "manual.h"

#include <stdbool.h>

/* As they stand on the command line; NULL: not given. */
struct reading_options {
    const char *data_dir, *key_file, *fd_text, *event_dir, *language;
    const char *since, *document, *session, *government, *sort;
    bool public_only;
    bool needs_event; /* set by the verb: without the event pack there is nothing to write */
};

/* The rows for command_options, of what every listing verb takes; the verb adds its own. */
#define READING_ROWS(o)                                                                            \
    {"--data", &(o).data_dir, NULL}, {"--key", &(o).key_file, NULL},                               \
        {"--passphrase-fd", &(o).fd_text, NULL}, {"--event", &(o).event_dir, NULL},                \
    {                                                                                              \
        "--language", &(o).language, NULL                                                          \
    }
/* And of what narrows or orders the list. */
#define READING_ROW_SINCE(o)                                                                       \
    {                                                                                              \
        "--since", &(o).since, NULL                                                                \
    }
#define READING_ROW_DOCUMENT(o)                                                                    \
    {                                                                                              \
        "--document", &(o).document, NULL                                                          \
    }
#define READING_ROW_SESSION(o)                                                                     \
    {                                                                                              \
        "--session", &(o).session, NULL                                                            \
    }
#define READING_ROW_GOVERNMENT(o)                                                                  \
    {                                                                                              \
        "--government", &(o).government, NULL                                                      \
    }
#define READING_ROW_SORT(o)                                                                        \
    {                                                                                              \
        "--sort", &(o).sort, NULL                                                                  \
    }
#define READING_ROW_PUBLIC(o)                                                                      \
    {                                                                                              \
        "--public", NULL, &(o).public_only                                                         \
    }

/* What the manual says of these options, in the same order: items for manual.options. */
#define READING_MANUAL                                                                             \
    {"--data", "DIR",                                                                              \
     "the folder of a kiosk or of the organiser, or a copy (default: the kiosk's own default)"},   \
        {"--key", "FILE",                                                                          \
         "the organiser's secret key, which opens what is sealed: e-mail addresses, ink, the "     \
         "names of those who did not agree to be listed, and all names of the roster"},            \
        MANUAL_PASSPHRASE_FD,                                                                      \
        {"--event", "DIR", "the event pack (default: the one that comes with emarge)"},            \
    {                                                                                              \
        "--language", "xx", "one of the event's languages (default: its first)"                    \
    }
#define READING_MANUAL_SINCE                                                                       \
    {                                                                                              \
        "--since", "WHEN", "nothing before this day of the event's zone, or this time in UTC"      \
    }
#define READING_MANUAL_DOCUMENT                                                                    \
    {                                                                                              \
        "--document", "ID", "signatures under this document only"                                  \
    }
#define READING_MANUAL_SESSION                                                                     \
    {                                                                                              \
        "--session", "ID", "of this session only"                                                  \
    }
#define READING_MANUAL_GOVERNMENT                                                                  \
    {                                                                                              \
        "--government", "NAME", "of this government only: its id or its name"                      \
    }
#define READING_MANUAL_SORT                                                                        \
    {                                                                                              \
        "--sort", "ORDER",                                                                         \
            "by name, government or country, as the language sorts them, or by time (default: as " \
            "the log has them); within a session, where a list has sessions. A key of each row "   \
            "is held in memory, up to 160 MB for a million"                                        \
    }
#define READING_MANUAL_PUBLIC                                                                      \
    {                                                                                              \
        "--public", NULL,                                                                          \
            "only what signatories agreed to show: no private columns, and nobody who did not "    \
            "agree to be listed"                                                                   \
    }

struct reading {
    struct store *store;                /* within a snapshot */
    const struct organiser_secret *key; /* NULL: what is sealed stays sealed */
    struct edition edition;
    struct list_filter filter;
    enum list_order order;
    int64_t newest_us; /* wall time of the newest entry of all logs; 0 when there is none */

    char data_dir[1024];
    struct organiser_secret secret;
};

/* Whether the words can be understood at all, before anything is opened: EM_INVALID. */
enum em_status reading_check(const struct reading_options *options, struct em_error *error);
/* Checks, too. Close it in any case. The options outlive it. */
enum em_status reading_open(struct reading *out, const struct reading_options *options,
                            struct em_error *error);
void reading_close(struct reading *reading); /* wipes the key */

/* Tells on standard error how much stayed sealed; true when the key should have opened it: the
 * verb then ends with EXIT_BAD. */
bool reading_tell_gaps(const struct reading *reading, const struct list_gaps *gaps);

#endif
