/* The book as a web page that a browser prints: the text of the declaration, then each signature
 * with its ink as inline SVG, a path a stroke. No style but what keeps a signature on one page.
 */
#ifndef EM_BENCH_PEER_PAGE_H
#define EM_BENCH_PEER_PAGE_H

#include "core/keys.h"

/* Of the signatures in the store that hold, also those that a later one supersedes. `document` is
 * its CommonMark file, put in as it is. Returns how many there are; what fails ends the process. */
int peer_page_write(const char *path, const char *store, const struct organiser_secret *key,
                    const char *document);

#endif
