/* What the tests of sheets and certificates share: a door at which people sign, and pages read back
 * as letters. What fails here fails the test.
 */
#ifndef EM_FAKE_SHEETS_H
#define EM_FAKE_SHEETS_H

#include "fake/day.h"

/* Lets somebody in at door A, who signs: drawn by a hand, or typed. Returns the entrance's seq. */
int64_t sheets_sign(struct day *day, const char *key, bool drawn);
/* Registers Åsa Oväntad of Exempelstad at door A, and lets her in. */
void sheets_walk_in(struct day *day);

/* As pdf_letters, without hyphens: pdftotext takes one at the end of a line away. To be freed. */
char *sheets_letters(const char *path);
/* The same of a text that is to be found there. To be freed. */
char *sheets_plain(const char *text);
bool sheets_has(const char *letters, const char *text);
/* Where the text ends, at or behind `from`; the test fails when it is not there. */
const char *sheets_after(const char *from, const char *text);

/* Another organiser's key of the same event, in a folder of the day's: its path, to be freed. */
char *sheets_other_key(struct day *day);

#endif
