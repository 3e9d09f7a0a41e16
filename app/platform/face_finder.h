/* Which font file belongs to a family, through fontconfig. The only room of fontconfig. */
#ifndef EM_PLATFORM_FACE_FINDER_H
#define EM_PLATFORM_FACE_FINDER_H

#include "ui/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <unicode/uscript.h>

struct face_file {
    char path[1024];
    int index; /* within a collection (.ttc) */
};

struct face_finder;

struct face_finder *face_finder_new(void);
void face_finder_free(struct face_finder *finder);

/* The family that the look asks for. */
const char *face_finder_family(enum ui_face style);
/* Its file. False when it is not installed. */
bool face_finder_main(struct face_finder *finder, enum ui_face style, struct face_file *file);
/* The n-th choice for a script: serif for a serif style first, sans otherwise, then the other, then
 * the plain text face of the look. False when there is no n-th; a family that is not installed is
 * passed over. */
bool face_finder_script(struct face_finder *finder, enum ui_face style, UScriptCode script, int n,
                        struct face_file *file);
/* Any installed font that has the character. */
bool face_finder_character(struct face_finder *finder, enum ui_face style, int32_t character,
                           struct face_file *file);

#endif
