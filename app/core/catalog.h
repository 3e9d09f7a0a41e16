/* Translations of the interface: a GNU gettext MO file, msgids in English (gettext manual, "The Format
 * of GNU MO Files"). One catalog per language is open at once, because the welcome screen speaks all of
 * the event's languages at the same time; that, and needing no system locale, is what libintl cannot do.
 */
#ifndef EM_CORE_CATALOG_H
#define EM_CORE_CATALOG_H

#include "core/status.h"

struct catalog;

/* Reads `path`. NULL path gives the English catalog, which answers with the msgids themselves. */
enum em_status catalog_open(struct catalog **out, const char *language, const char *path,
                            struct em_error *error);
void catalog_close(struct catalog *catalog);

const char *catalog_language(const struct catalog *catalog);

/* The translation, or msgid when there is none. Lives as long as the catalog (or msgid). */
const char *catalog_text(const struct catalog *catalog, const char *msgid);
/* The form for n, chosen by ICU's plural rules of the language. */
const char *catalog_plural(const struct catalog *catalog, const char *one, const char *other, long n);

#endif
