/* Translations of the interface: a GNU gettext MO file, msgids in English (gettext manual, "The
 * Format of GNU MO Files"). One catalog per language is open at once, because the welcome screen
 * speaks all of the event's languages at the same time; that, and needing no system locale, is what
 * libintl cannot do.
 */
#ifndef EM_CORE_CATALOG_H
#define EM_CORE_CATALOG_H

#include "core/status.h"

#include <stddef.h>

struct catalog;

#define CATALOG_SIZE_MAX (4u << 20)

/* Reads `path`. NULL path gives the English catalog, which answers with the msgids themselves.
 *
 * The file is checked whole before the catalog exists: every offset inside the file, strings ended
 * by NUL and in UTF-8, msgids sorted and unique, a header with "charset=UTF-8" and "nplurals=", as
 * many forms for each plural as nplurals says. Both byte orders; revision 0.0. Otherwise
 * EM_INVALID; what reading a file can give besides (core/file.h). */
enum em_status catalog_open(struct catalog **out, const char *language, const char *path,
                            struct em_error *error);
/* The same from bytes, which are copied; `path` only names them in the error's sentence. */
enum em_status catalog_parse(struct catalog **out, const char *language, const char *path,
                             const void *bytes, size_t size, struct em_error *error);
void catalog_close(struct catalog *catalog);

const char *catalog_language(const struct catalog *catalog);

/* The translation, or msgid when there is none. Lives as long as the catalog (or msgid). */
const char *catalog_text(const struct catalog *catalog, const char *msgid);
/* The form for n, chosen by ICU's plural rules of the language; `one` or `other` when there is no
 * translation.
 *
 * A file's forms stand in CLDR's order (zero, one, two, few, many, other), without the categories
 * that no whole number below 1000 takes, or, when nplurals is greater, that none takes of these and
 * a million: French and Spanish have one and other, or one, many and other. A category without a
 * form takes the last. A file whose nplurals fits neither is refused. */
const char *catalog_plural(const struct catalog *catalog, const char *one, const char *other,
                           long n);

#endif
