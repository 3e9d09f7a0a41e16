/* The book as a web page that a browser prints, of the same parts: the text of the declaration,
 * then tables of number, signatory, date and ink, a row kept on one page, the head on each, pages
 * numbered. The ink of a signature is one path of inline SVG.
 *
 * The page is kind to the browser. Signatories are rows of a table: of bare <div> in one parent all
 * texts become children of one node, and making the tags of a PDF walks them anew for each. A table
 * has a hundred rows and borders of its own, for one of all and collapsed borders take longer and
 * more memory.
 */
#ifndef EM_BENCH_PEER_PAGE_H
#define EM_BENCH_PEER_PAGE_H

#include "printed.h"

#include "core/keys.h"

/* Of the signatures of the store that stand in our book. `document` is its CommonMark file, put in
 * as it is. What fails ends the process. */
void peer_page_write(const char *path, const char *store, const struct organiser_secret *key,
                     const char *document, const struct printed *book);

#endif
