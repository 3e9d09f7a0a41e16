/* In which words something is written for people: an event, one of its languages, and the
 * translations of our own sentences.
 */
#ifndef EM_TOOLS_EDITION_H
#define EM_TOOLS_EDITION_H

#include "core/catalog.h"
#include "core/pack.h"
#include "core/words.h"

#include <stdbool.h>

struct edition {
    struct event_pack *pack; /* NULL: no event pack was needed, and none was found for this log */
    struct catalog *catalog; /* English when there is no translation */
    const char *language;    /* BCP 47; borrowed from the pack or the caller */
    size_t index;            /* of the language in the pack */
    const char *timezone;    /* IANA; "UTC" without a pack */
    struct words_calendar *calendar; /* days and hours in this zone and language */
    char event[64];                  /* id, of the log */
    char **countries;                /* names, as they were asked for; for edition_country */
};

/* `event`: the id that the log has. `event_dir` NULL: the event that comes with emarge. `language`
 * NULL: the pack's first. EM_FOREIGN when the pack is of another event, EM_INVALID when it has
 * faults or not this language, EM_NOT_FOUND; unless `needed`, these leave the pack out and only a
 * pack that was asked for by name is a fault. Close it in any case. */
enum em_status edition_open(struct edition *out, const char *event, const char *event_dir,
                            const char *language, bool needed, struct em_error *error);
void edition_close(struct edition *edition); /* leaves {0} */

/* A sentence in the edition's language, by its English msgid; lives as long as the edition. */
const char *edition_text(const struct edition *edition, const char *msgid);
const char *edition_plural(const struct edition *edition, const char *one, const char *other,
                           long n);
/* A sentence with texts in its places, whatever their order is in the language: for {from} and {to}
 * `"from", text, "to", text, NULL`. Texts are put in as they are. To be freed. */
char *edition_fill(const struct edition *edition, const char *msgid, ...) __attribute__((sentinel));
/* "Paris · 7–9 décembre 2016"; needs a pack. To be freed. */
char *edition_line(const struct edition *edition);
/* A government by its id, in the edition's language; `name` when the pack does not know it. */
const char *edition_government(const struct edition *edition, const char *id, const char *name);
/* A country's name in the edition's language by its ISO 3166-1 alpha-2 code, looked up once; what
 * is no such code is returned as it is. */
const char *edition_country(const struct edition *edition, const char *code);
/* The document of this id, NULL when the pack has none. */
const struct pack_document *edition_document(const struct edition *edition, const char *id);

/* Marks a msgid in a table, for the translators' tools. */
#define N_(msgid) msgid

#endif
