/* The last hand on a PDF: what cairo 1.16 leaves out of a tagged document is put in as its bytes
 * pass by. The document's language, its title in the window's bar, XMP metadata, an identifier made
 * of the content, and attributes of tags: a figure's alternative text, a header's scope.
 *
 * It stands between cairo and the file, and holds one object of the PDF at a time, the forms of the
 * page that is being set, and the place of each object (16 bytes; a tagged text is one). Objects
 * that are no streams are packed and deflated (ISO 32000-1, 7.5.7), which cairo does not do.
 *
 * libqpdf would do the same in a second pass over a file: of a table of 10,000 rows and five tagged
 * cells it made 1.7 MB of cairo's 9.9 in 2.2 s and 148 MB of memory, where cairo itself took 1.1 s
 * and 61 MB; this took 0.3 s and 4 MB more, made 1.9 MB of it, and needs no file that can be read
 * again.
 */
#ifndef EM_TOOLS_PAPER_FINISH_H
#define EM_TOOLS_PAPER_FINISH_H

#include "core/status.h"
#include "paper_doc.h"

#include <cairo.h>
#include <stdint.h>
#include <stdio.h>

struct paper_finish;

/* What the document says of itself; title and language are not NULL. */
struct paper_about {
    const char *title, *subject, *author, *language;
    int64_t created_us;
};

/* `out` outlives it; `about` is read when it begins. */
struct paper_finish *paper_finish_new(FILE *out, const struct paper_about *about);
/* A cairo_write_func_t whose closure is the struct paper_finish. */
cairo_status_t paper_finish_put(void *finish, const unsigned char *bytes, unsigned length);

/* One for each tag "TH" that the document gets, in the order of the tags: of what it is the header,
 * "Column" or "Row", and across how many columns it goes. */
void paper_finish_scope(struct paper_finish *finish, const char *scope, size_t columns);
/* The same for each tag "Figure". */
void paper_finish_alt(struct paper_finish *finish, const char *text);
/* The same for each tag "Sect": BCP 47. */
void paper_finish_language(struct paper_finish *finish, const char *language);

/* One for each image, in the order in which they are drawn, a new one for each: a figure with a
 * `write`, drawn `w` points wide, which takes the image's place. */
void paper_finish_form(struct paper_finish *finish, const struct paper_figure *figure, double w);

/* When cairo has written all: ends the file and frees. EM_IO: the bytes could not be written, or
 * were not such as cairo 1.16 makes, and nobody should have them. `error` may be NULL. */
enum em_status paper_finish_end(struct paper_finish *finish, struct em_error *error);

#endif
