/* What the words files share: the way between UTF-8 and ICU's UTF-16, and locales. Private to them.
 */
#ifndef EM_CORE_WORDS_ICU_H
#define EM_CORE_WORDS_ICU_H

#include <stddef.h>
#include <unicode/unorm2.h>

#define WORDS_LOCALE_SIZE 64
#define WORDS_LINE        256 /* UTF-16 units that a date, a number or a country's name needs at most */

/* ICU was given sound arguments and carries its data inside its library, so a failure means that
 * memory ran out or that the installation is broken: abort, as for memory. */
void words_must(UErrorCode status);

/* Invalid UTF-8 becomes U+FFFD. The caller frees; *units is the length without the final zero. */
UChar *words_utf16(const char *text, size_t length, int32_t *units);

/* Normalized text; the caller frees. *units is the length of text, then of the result. */
UChar *words_normalized(const UNormalizer2 *normalizer, const UChar *text, int32_t *units);

/* Into out as UTF-8, cut between two characters when it is too long. */
void words_utf8(char *out, size_t size, const UChar *text, int32_t units);

/* The ICU locale of a BCP 47 language: Gregorian calendar, and for plain "en" the customs of the
 * United Kingdom (7 December, 24 hours). A tag that makes no sense gives the root locale. */
void words_locale(char out[WORDS_LOCALE_SIZE], const char *language);

#endif
