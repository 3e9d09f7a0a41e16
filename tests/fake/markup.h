/* HTML as our writers make it: every start tag with its attributes between double quotes. What
 * stands in it beyond what they write came from somebody's text.
 */
#ifndef EM_FAKE_MARKUP_H
#define EM_FAKE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

/* The first tag or attribute that is in neither list (each ended by NULL), or what stands where
 * there should be none: a raw '<', an attribute without quotes; as a sentence, to be freed. NULL:
 * there is none. What stands between <style> and </style> is passed by. */
char *markup_strange(const char *html, const char *const tags[], const char *const attributes[]);

/* The text between `open`, such as `<td class="name">`, and the next tag, with its references
 * resolved, from *at on, which is moved behind it; NULL when there is no further one. To be freed.
 */
char *markup_text(const char **at, const char *open);
/* The text of the table's cell that begins at *at, without the tags in it; *at is moved behind it.
 * NULL when none begins there. To be freed. */
char *markup_cell(const char **at);

#endif
