/* What the tests of sheets and certificates share: a door at which people sign, and pages read back
 * as letters. What fails here fails the test.
 */
#ifndef EM_FAKE_SHEETS_H
#define EM_FAKE_SHEETS_H

#include "fake/day.h"

#include <jansson.h>

/* Lets somebody in at door A, who signs: drawn by a hand, or typed. Returns the entrance's seq. */
int64_t sheets_sign(struct day *day, const char *key, bool drawn);
/* Registers Åsa Oväntad of Exempelstad at door A, and lets her in. */
void sheets_walk_in(struct day *day);

/* Of a PDF among the day's files; to be freed. */
char *sheets_path(struct day *day, const char *name);
/* Runs these words, in which the path stands in place of an empty one; there is nothing to complain
 * of. */
void sheets_make(struct day *day, const char *path, const char *const words[]);
/* As sheets_make, and the letters of what was made, to be freed. */
char *sheets_made(struct day *day, const char *path, const char *const words[]);
/* The letters of the sheets, made there, or at the day's "sheet". */
#define SHEETS_AT(day, path, home, ...)                                                            \
    sheets_made(day, path,                                                                         \
                (const char *const[]){EM_TOOL, "sheet", "--data", home, "--output", "",            \
                                      ##__VA_ARGS__, NULL})
#define SHEETS_OF(day, home, ...) SHEETS_AT(day, NULL, home, ##__VA_ARGS__)

/* As pdf_letters, without hyphens: pdftotext takes one at the end of a line away. To be freed. */
char *sheets_letters(const char *path);
/* The same of a text that is to be found there. To be freed. */
char *sheets_plain(const char *text);
bool sheets_has(const char *letters, const char *text);
/* Where the text ends, at or behind `from`; the test fails when it is not there. */
const char *sheets_after(const char *from, const char *text);

/* In the row of somebody, after the event, and what follows it in the place of a signature. */
#define SHEETS_NOT_RECORDED "sansenregistrement–"
/* The letters of a sheet, in French, against the list of delegates of its session (fake/listed.h):
 * a row for each of them, in their order. NULL, or a sentence that begins "row 17: " (from 1) and
 * says what is wrong there; to be freed. */
char *sheets_differ(const char *letters, const json_t *delegates);
/* Whether the delegate of that row, from 0, was in the session. */
bool sheets_was_there(const json_t *delegates, size_t row);

/* Another organiser's key of the same event, in a folder of the day's: its path, to be freed. */
char *sheets_other_key(struct day *day);

#endif
