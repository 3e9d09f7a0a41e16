/* Unicode that people see: cleaning what was typed, searching, countries, dates and numbers. ICU
 * does it.
 *
 * Text is valid UTF-8 and NUL-terminated unless said otherwise; languages are BCP 47 tags, "fr".
 * What is written into `out` always ends in NUL and is cut between characters when `size` is too
 * small.
 *
 * Each call opens what it needs of ICU and closes it again, which costs more than the formatting:
 * ask for dates and countries when a screen or a language begins, not at each frame.
 */
#ifndef EM_CORE_WORDS_H
#define EM_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Copies text into out (size bytes with the final NUL), keeping what a person meant: invalid UTF-8
 * becomes U+FFFD, as do the code points that are never characters (U+FFFE and its like); control
 * characters and byte order marks vanish (a run of line breaks and tabs becomes one space);
 * bidirectional overrides and isolates vanish; a letter keeps WORDS_MARKS_MAX combining marks; the
 * rest stays to the letter, composed (NFC). Cut at a grapheme boundary when it is longer than out;
 * returns false then. out must not be text. */
#define WORDS_MARKS_MAX 30 /* UAX #15, 13: no text that people write comes near it */
bool words_clean(char *out, size_t size, const char *text, size_t length);

/* Copies text as a list shows it: tabs and line breaks become a space, and what hides or turns a
 * line around is made seen, as U+FFFD: control characters, bidirectional overrides, embeddings and
 * isolates, zero-width and other ignorable characters where they join or shape nothing, code points
 * that are never characters, bytes that are no UTF-8. Joiners and variation selectors within words
 * and emoji stay, as do the directional marks. For text of logs and files, which may be anything.
 * To be freed. */
char *words_visible(const char *text);
/* Whether the code point is such a one behind the one before it (0 at the start); tabs and line
 * breaks are. c < 0: no UTF-8. */
bool words_hides(int32_t c, int32_t before);

/* User-perceived characters (UAX #29). Byte offsets; text is valid UTF-8 and NUL-terminated. */
size_t words_next_grapheme(const char *text, size_t at);
size_t words_previous_grapheme(const char *text, size_t at);
size_t words_graphemes(const char *text);

/* Folds for search: case, accents and punctuation gone, words separated by one space, letters such
 * as ø or ı as they are typed without them. A key, not for showing: Hangul stands in jamo, so that
 * a syllable is found while it is being typed. 4 times the text's size holds nearly any; the rest
 * is cut. */
void words_fold(char *out, size_t size, const char *text);
/* How well `folded_query` finds `folded_text`: 0 not at all, 1 inside a word, 2 at a word's start,
 * 3 at the text's start. Every word of the query must be found, the first word ranks, and one found
 * only inside words ranks all as 1; "" finds all with 1. A space that the visitor left out is
 * forgiven. */
int words_match(const char *folded_text, const char *folded_query);

/* All countries of ISO 3166-1 by alpha-2 code, and Kosovo (XK), sorted by their name in the
 * language as its dictionaries sort. Fold once, match at each key. */
struct country {
    char code[3];
    char *name;
    char *folded;
};
struct country *words_countries(const char *language,
                                size_t *count); /* free with words_countries_free */
void words_countries_free(struct country *countries, size_t count);
/* The name of one country into out; the code itself, which may be anything, when ICU has no name.
 */
void words_country_name(char *out, size_t size, const char *code, const char *language);

/* How dictionaries of a language sort, for whoever sorts thousands of texts: each gets a key once
 * (UTS #10, 9), and keys are compared by memcmp or strcmp. */
struct words_collator;
struct em_buffer;
struct words_collator *words_collator_open(const char *language);
void words_collator_close(struct words_collator *collator); /* NULL is allowed */
/* Adds the text's key to `out`: no byte of it is 0 but the last. */
void words_collator_key(struct words_collator *collator, struct em_buffer *out, const char *text);

/* "7–9 décembre 2016", "7–9 de diciembre de 2016"; days as {year, month, day}, from not after to.
 * Gregorian calendar, in the pattern of the language; plain "en" follows British custom. */
void words_date_range(char *out, size_t size, const int from[3], const int to[3],
                      const char *language);
/* With no-break spaces: "9 décembre 2016", in French "1er décembre 2016"; the day of wall_us in the
 * zone (IANA name). */
void words_date(char *out, size_t size, int64_t wall_us, const char *timezone,
                const char *language);
/* "7 décembre": day and month. */
void words_day(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language);
/* The time of day in 24 hours, "10:47"; in French "10 h 47", with no-break spaces. */
void words_time(char *out, size_t size, int64_t wall_us, const char *timezone,
                const char *language);
/* The same three for whoever writes thousands of them: a zone and a language, opened once. */
struct words_calendar;
struct words_calendar *words_calendar_open(const char *timezone, const char *language);
void words_calendar_close(struct words_calendar *calendar); /* NULL is allowed */
void words_calendar_date(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us);
void words_calendar_day(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us);
void words_calendar_time(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us);
/* "2016-12-09T10:47", local and in every language the same: to count by days and hours. */
void words_calendar_stamp(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us);
/* The wall time at which the day begins that is `days` after the one of wall_us in the zone. */
int64_t words_midnight(int64_t wall_us, const char *timezone, int days);
void words_number(char *out, size_t size, int64_t number, const char *language); /* "12 345" */

#endif
