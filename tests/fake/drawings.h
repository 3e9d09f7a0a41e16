/* What stands drawn on the pages of a PDF as forms (form XObjects), read back from their operators,
 * in the order in which the pages place them. What cannot be read fails the test.
 */
#ifndef EM_FAKE_DRAWINGS_H
#define EM_FAKE_DRAWINGS_H

#include "core/ink_outline.h"

/* Places through which its lines go, close to each other; y goes up. */
struct drawing {
    struct ink_place *places;
    size_t count, capacity;
};
struct drawings {
    struct drawing *items;
    size_t count, capacity;
};

void drawings_read(struct drawings *out, const char *path);
void drawings_free(struct drawings *drawings);

/* Whether its lines go along the ink: made as large as the drawing is, no point of the ink is much
 * further from a line than it is broad, and both are equally wide and high. Coarse, and enough to
 * tell whose it is; how good an outline is, the ink's judge says (fake/ink_judge.h). */
bool drawing_is_of(const struct drawing *drawing, const struct ink *ink);

#endif
