/* Unicode that people see: cleaning what was typed, searching, countries, dates and numbers. ICU does it.
 */
#ifndef EM_CORE_WORDS_H
#define EM_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Copies text into out (size bytes with the final NUL), keeping what a person meant: invalid UTF-8 becomes
 * U+FFFD, control characters vanish (line breaks and tabs become one space), bidirectional overrides
 * and isolates vanish, the rest stays to the letter, composed (NFC). Cut at a grapheme boundary
 * when it is longer; returns false then. */
bool words_clean(char *out, size_t size, const char *text, size_t length);

/* User-perceived characters (UAX #29). Byte offsets; text is valid UTF-8 and NUL-terminated. */
size_t words_next_grapheme(const char *text, size_t at);
size_t words_previous_grapheme(const char *text, size_t at);
size_t words_graphemes(const char *text);

/* Folds for search: case, accents and punctuation gone, words separated by one space. */
void words_fold(char *out, size_t size, const char *text);
/* How well `folded_query` finds `folded_text`: 0 not at all, 1 inside a word, 2 at a word's start,
 * 3 at the text's start. Every word of the query must be found; "" finds all with 1. */
int words_match(const char *folded_text, const char *folded_query);

/* ISO 3166-1 alpha-2 codes of all countries, sorted by their name in the language. */
struct country {
    char code[3];
    char *name;
    char *folded;
};
struct country *words_countries(const char *language, size_t *count); /* free with countries_free */
void words_countries_free(struct country *countries, size_t count);
/* The name of one country into out; the code itself when ICU has no name. */
void words_country_name(char *out, size_t size, const char *code, const char *language);

/* "7–9 décembre 2016"; days as {year, month, day}. */
void words_date_range(char *out, size_t size, const int from[3], const int to[3], const char *language);
/* "9 décembre 2016" and "10:47" in the zone. */
void words_date(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language);
void words_time(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language);
/* "7 décembre": day and month. */
void words_day(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language);
void words_number(char *out, size_t size, int64_t number, const char *language); /* "1 234" */

#endif
