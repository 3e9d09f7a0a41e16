#include "platform/face.h"

#include "platform/face_finder.h"
#include "platform/memory.h"

#include <ft2build.h>
#include <hb-ot.h>
#include <stdio.h>
#include <string.h>

#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_SIZES_H

/* A font file as opened: one mapping for the shaper and the rasteriser. */
struct opened {
    struct face_file file;
    hb_blob_t *blob;
    hb_face_t *shaped;
    FT_Face drawn;
    struct opened *next;
};

#define GLYPH_BUCKETS 64

struct kept_glyph {
    uint32_t key; /* glyph and quarter */
    struct face_glyph glyph;
    struct kept_glyph *next;
};

struct face {
    struct faces *owner;
    struct opened *opened;
    int px;
    FT_Size size;
    hb_font_t *shaper;
    struct kept_glyph *glyphs[GLYPH_BUCKETS];
    struct face *next;
};

/* The files to try for a script in a style, in order. The last may be one that was found by a
 * character. */
#define CHAIN_FILES 8

struct chain {
    enum ui_face style;
    UScriptCode script;
    struct opened *files[CHAIN_FILES];
    int count;
    struct chain *next;
};

#define NOWHERE_SLOTS 256

struct faces {
    FT_Library library;
    struct face_finder *finder;
    struct opened *opened;
    struct opened *main[UI_FACES];
    struct face *sized;
    struct chain *chains;
    UChar32 nowhere[NOWHERE_SLOTS]; /* characters that no installed font has, by their low bits */
    size_t glyph_bytes;
};

/* --- files --- */

static void opened_free(struct opened *opened)
{
    if (!opened)
        return;
    FT_Done_Face(opened->drawn);
    hb_face_destroy(opened->shaped);
    hb_blob_destroy(opened->blob);
    free(opened);
}

/* NULL when the file cannot be read as a scalable font. */
static struct opened *open_file(struct faces *faces, const struct face_file *file)
{
    for (struct opened *o = faces->opened; o; o = o->next)
        if (o->file.index == file->index && strcmp(o->file.path, file->path) == 0)
            return o;
    struct opened *opened = memory_new(sizeof *opened);
    opened->file = *file;
    opened->blob = hb_blob_create_from_file(file->path);
    opened->shaped = hb_face_create(opened->blob, (unsigned)file->index);
    unsigned size = 0;
    const char *bytes = hb_blob_get_data(opened->blob, &size);
    if (FT_New_Memory_Face(faces->library, (const FT_Byte *)bytes, (FT_Long)size, file->index,
                           &opened->drawn) ||
        !FT_IS_SCALABLE(opened->drawn)) {
        opened_free(opened);
        return NULL;
    }
    opened->next = faces->opened;
    faces->opened = opened;
    return opened;
}

static bool has(const struct opened *opened, UChar32 c)
{
    return FT_Get_Char_Index(opened->drawn, (FT_ULong)c) != 0;
}

static bool open_main(struct faces *faces, enum ui_face style, char *problem, size_t size)
{
    struct face_file file;
    const char *family = face_finder_family(style);
    if (!face_finder_main(faces->finder, style, &file)) {
        snprintf(problem, size,
                 "The typeface %s is not installed. Install the package fonts-noto-core and start "
                 "again.",
                 family);
        return false;
    }
    faces->main[style] = open_file(faces, &file);
    if (!faces->main[style])
        snprintf(problem, size,
                 "The font file %s cannot be read. Install the package fonts-noto-core again.",
                 file.path);
    return faces->main[style] != NULL;
}

struct faces *faces_new(char *problem, size_t size)
{
    struct faces *faces = memory_new(sizeof *faces);
    if (FT_Init_FreeType(&faces->library))
        abort(); /* fails only for want of memory */
    faces->finder = face_finder_new();
    for (int style = 0; style < UI_FACES; style++) {
        if (!open_main(faces, (enum ui_face)style, problem, size)) {
            faces_free(faces);
            return NULL;
        }
    }
    return faces;
}

/* --- sizes --- */

static struct face *sized(struct faces *faces, struct opened *opened, int px)
{
    for (struct face *f = faces->sized; f; f = f->next)
        if (f->opened == opened && f->px == px)
            return f;
    struct face *face = memory_new(sizeof *face);
    face->owner = faces;
    face->opened = opened;
    face->px = px;
    if (FT_New_Size(opened->drawn, &face->size) || FT_Activate_Size(face->size))
        abort();
    FT_Set_Pixel_Sizes(opened->drawn, 0, (FT_UInt)px);
    face->shaper = hb_font_create(opened->shaped);
    hb_font_set_scale(face->shaper, px * 64, px * 64);
    face->next = faces->sized;
    faces->sized = face;
    return face;
}

static void glyphs_free(struct face *face)
{
    for (int i = 0; i < GLYPH_BUCKETS; i++) {
        while (face->glyphs[i]) {
            struct kept_glyph *kept = face->glyphs[i];
            face->glyphs[i] = kept->next;
            free((uint8_t *)kept->glyph.coverage);
            free(kept);
        }
    }
}

static void sized_free(struct face *face)
{
    glyphs_free(face);
    hb_font_destroy(face->shaper);
    FT_Done_Size(face->size);
    free(face);
}

void faces_free(struct faces *faces)
{
    if (!faces)
        return;
    while (faces->sized) {
        struct face *face = faces->sized;
        faces->sized = face->next;
        sized_free(face);
    }
    while (faces->chains) {
        struct chain *chain = faces->chains;
        faces->chains = chain->next;
        free(chain);
    }
    while (faces->opened) {
        struct opened *opened = faces->opened;
        faces->opened = opened->next;
        opened_free(opened);
    }
    face_finder_free(faces->finder);
    FT_Done_FreeType(faces->library);
    free(faces);
}

/* --- which face --- */

static struct chain *chain_of(struct faces *faces, enum ui_face style, UScriptCode script)
{
    for (struct chain *c = faces->chains; c; c = c->next)
        if (c->style == style && c->script == script)
            return c;
    struct chain *chain = memory_new(sizeof *chain);
    chain->style = style;
    chain->script = script;
    struct face_file file;
    for (int n = 0;
         n < CHAIN_FILES - 1 && face_finder_script(faces->finder, style, script, n, &file); n++) {
        chain->files[chain->count] = open_file(faces, &file);
        chain->count += chain->files[chain->count] != NULL;
    }
    chain->next = faces->chains;
    faces->chains = chain;
    return chain;
}

/* Any font with the character; the chain remembers the latest such, for the characters beside it.
 */
static struct opened *anywhere(struct faces *faces, struct chain *chain, UChar32 c)
{
    UChar32 *nowhere = &faces->nowhere[c % NOWHERE_SLOTS];
    if (*nowhere == c)
        return NULL;
    struct face_file file;
    struct opened *opened = face_finder_character(faces->finder, chain->style, c, &file)
                                ? open_file(faces, &file)
                                : NULL;
    if (!opened || !has(opened, c)) {
        *nowhere = c;
        return NULL;
    }
    if (chain->count < CHAIN_FILES)
        chain->count++;
    chain->files[chain->count - 1] = opened;
    return opened;
}

struct face *faces_main(struct faces *faces, struct ui_font style)
{
    return sized(faces, faces->main[style.face], style.px);
}

struct face *faces_find(struct faces *faces, struct ui_font style, UScriptCode script, UChar32 c)
{
    struct opened *opened = faces->main[style.face];
    if (has(opened, c))
        return sized(faces, opened, style.px);
    struct chain *chain = chain_of(faces, style.face, script);
    for (int i = 0; i < chain->count; i++)
        if (has(chain->files[i], c))
            return sized(faces, chain->files[i], style.px);
    struct opened *any = anywhere(faces, chain, c);
    return sized(faces, any ? any : opened, style.px);
}

bool face_has(const struct face *face, UChar32 c)
{
    return has(face->opened, c);
}

hb_font_t *face_shaper(const struct face *face)
{
    return face->shaper;
}

static int rounded_up(const struct face *face, int units)
{
    int em = face->opened->drawn->units_per_EM;
    return (units * face->px + em - 1) / em;
}

int face_ascent(const struct face *face)
{
    return rounded_up(face, face->opened->drawn->ascender);
}

int face_height(const struct face *face)
{
    return face_ascent(face) + rounded_up(face, -face->opened->drawn->descender);
}

/* --- glyphs --- */

static struct face_glyph glyph_of_bitmap(FT_GlyphSlot slot)
{
    const FT_Bitmap *bitmap = &slot->bitmap;
    struct face_glyph glyph = {NULL, (int)bitmap->width, (int)bitmap->rows, slot->bitmap_left,
                               slot->bitmap_top};
    if (bitmap->width == 0 || bitmap->rows == 0)
        return glyph;
    uint8_t *coverage = memory_new((size_t)bitmap->width * bitmap->rows);
    for (unsigned y = 0; y < bitmap->rows; y++)
        memcpy(coverage + (size_t)y * bitmap->width, bitmap->buffer + (ptrdiff_t)y * bitmap->pitch,
               bitmap->width);
    glyph.coverage = coverage;
    return glyph;
}

static struct face_glyph rasterise(struct face *face, uint32_t glyph, int quarter)
{
    FT_Face drawn = face->opened->drawn;
    FT_Activate_Size(face->size);
    if (FT_Load_Glyph(drawn, glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP))
        return (struct face_glyph){0};
    FT_Outline_Translate(&drawn->glyph->outline, quarter * 16, 0);
    if (FT_Render_Glyph(drawn->glyph, FT_RENDER_MODE_NORMAL))
        return (struct face_glyph){0};
    return glyph_of_bitmap(drawn->glyph);
}

const struct face_glyph *face_glyph(struct face *face, uint32_t glyph, int quarter)
{
    uint32_t key = glyph << 2 | (uint32_t)quarter;
    struct kept_glyph **bucket = &face->glyphs[key % GLYPH_BUCKETS];
    for (struct kept_glyph *kept = *bucket; kept; kept = kept->next)
        if (kept->key == key)
            return &kept->glyph;
    struct kept_glyph *kept = memory_new(sizeof *kept);
    kept->key = key;
    kept->glyph = rasterise(face, glyph, quarter);
    kept->next = *bucket;
    *bucket = kept;
    face->owner->glyph_bytes +=
        sizeof *kept + (size_t)kept->glyph.width * (size_t)kept->glyph.height;
    return &kept->glyph;
}

void faces_trim(struct faces *faces)
{
    if (faces->glyph_bytes <= FACE_GLYPH_BYTES)
        return;
    for (struct face *face = faces->sized; face; face = face->next)
        glyphs_free(face);
    faces->glyph_bytes = 0;
}
