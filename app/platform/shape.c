#include "platform/shape.h"

#include "platform/memory.h"

#include <hb.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

/* What stands at a UTF-16 unit: runs end where one of the two changes. */
struct place {
    UScriptCode script;
    struct face *face;
};

struct shaper {
    struct faces *faces;
    hb_buffer_t *buffer;
    UBiDi *bidi;
    UChar *text; /* the line in UTF-16, and a place for each unit */
    struct place *places;
    int32_t length, capacity;
    struct shape_glyph *glyphs;
    size_t count, glyph_capacity;
    int advance;
};

struct shaper *shaper_new(struct faces *faces)
{
    struct shaper *shaper = memory_new(sizeof *shaper);
    shaper->faces = faces;
    shaper->buffer = hb_buffer_create();
    shaper->bidi = memory_checked(ubidi_open());
    return shaper;
}

void shaper_free(struct shaper *shaper)
{
    if (!shaper)
        return;
    hb_buffer_destroy(shaper->buffer);
    ubidi_close(shaper->bidi);
    free(shaper->text);
    free(shaper->places);
    free(shaper->glyphs);
    free(shaper);
}

void shaper_forget(struct shaper *shaper)
{
    if (shaper->capacity)
        explicit_bzero(shaper->text, (size_t)shaper->capacity * sizeof *shaper->text);
    if (shaper->glyph_capacity)
        explicit_bzero(shaper->glyphs, shaper->glyph_capacity * sizeof *shaper->glyphs);
    hb_buffer_reset(shaper->buffer);
}

static void take_text(struct shaper *shaper, const char *text, size_t length)
{
    int32_t needed = (int32_t)length + 1; /* UTF-16 never has more units than UTF-8 has bytes */
    if (needed > shaper->capacity) {
        shaper->capacity = needed;
        shaper->text = memory_resize(shaper->text, (size_t)needed * sizeof *shaper->text);
        shaper->places = memory_resize(shaper->places, (size_t)needed * sizeof *shaper->places);
    }
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(shaper->text, shaper->capacity, &shaper->length, text, (int32_t)length,
                         0xFFFD, NULL, &status);
    if (U_FAILURE(status))
        shaper->length = 0;
}

static bool is_shared(UScriptCode script)
{
    return script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

/* The script of a run's first characters, where these are spaces, digits or signs. */
static UScriptCode first_script(const struct shaper *shaper)
{
    for (int32_t i = 0; i < shaper->length;) {
        UChar32 c;
        U16_NEXT(shaper->text, i, shaper->length, c);
        UErrorCode status = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript(c, &status);
        if (!is_shared(script))
            return script;
    }
    return USCRIPT_COMMON;
}

/* Marks, joiners and variation selectors belong to the letter before them. */
static bool belongs_to_previous(UChar32 c)
{
    return u_getCombiningClass(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* Spaces, digits and signs come from the look's own face where it has them, so they are the same
 * beside every script; other shared characters stay with what is before them. */
static struct place place_of(const struct shaper *shaper, struct ui_font style,
                             const struct place *before, UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &status);
    bool shared = is_shared(script);
    struct place place = {shared ? before->script : script, before->face};
    if (before->face && belongs_to_previous(c))
        return place;
    bool stays = shared && before->face && face_has(before->face, c) &&
                 !face_has(faces_main(shaper->faces, style), c);
    if (!stays)
        place.face = faces_find(shaper->faces, style, place.script, c);
    return place;
}

static void find_places(struct shaper *shaper, struct ui_font style)
{
    struct place before = {first_script(shaper), NULL};
    for (int32_t i = 0; i < shaper->length;) {
        int32_t start = i;
        UChar32 c;
        U16_NEXT(shaper->text, i, shaper->length, c);
        before = place_of(shaper, style, &before, c);
        for (int32_t unit = start; unit < i; unit++)
            shaper->places[unit] = before;
    }
}

static void add_glyphs(struct shaper *shaper, struct face *face)
{
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(shaper->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(shaper->buffer, NULL);
    if (shaper->count + count > shaper->glyph_capacity) {
        shaper->glyph_capacity = 2 * (shaper->count + count);
        shaper->glyphs =
            memory_resize(shaper->glyphs, shaper->glyph_capacity * sizeof *shaper->glyphs);
    }
    for (unsigned i = 0; i < count; i++) {
        shaper->glyphs[shaper->count++] =
            (struct shape_glyph){face, infos[i].codepoint, shaper->advance + positions[i].x_offset,
                                 positions[i].y_offset};
        shaper->advance += positions[i].x_advance;
    }
}

/* Shapes units [from, to), all of one place, with the rest of the line as context for joining. */
static void shape_run(struct shaper *shaper, int32_t from, int32_t to, bool right_to_left)
{
    struct place place = shaper->places[from];
    hb_buffer_clear_contents(shaper->buffer);
    hb_buffer_add_utf16(shaper->buffer, (const uint16_t *)shaper->text, shaper->length,
                        (unsigned)from, to - from);
    hb_buffer_set_direction(shaper->buffer, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(shaper->buffer,
                         hb_script_from_string(uscript_getShortName(place.script), -1));
    hb_shape(face_shaper(place.face), shaper->buffer, NULL, 0);
    add_glyphs(shaper, place.face);
}

static bool same_place(const struct place *a, const struct place *b)
{
    return a->script == b->script && a->face == b->face;
}

static void shape_left_to_right(struct shaper *shaper, int32_t from, int32_t to)
{
    while (from < to) {
        int32_t end = from + 1;
        while (end < to && same_place(&shaper->places[end], &shaper->places[from]))
            end++;
        shape_run(shaper, from, end, false);
        from = end;
    }
}

static void shape_right_to_left(struct shaper *shaper, int32_t from, int32_t to)
{
    while (to > from) {
        int32_t start = to - 1;
        while (start > from && same_place(&shaper->places[start - 1], &shaper->places[to - 1]))
            start--;
        shape_run(shaper, start, to, true);
        to = start;
    }
}

static bool may_turn(const struct shaper *shaper)
{
    for (int32_t i = 0; i < shaper->length; i++)
        if (shaper->text[i] >= 0x590)
            return true;
    return false;
}

/* Runs in the order of the screen. */
static void shape_bidirectional(struct shaper *shaper)
{
    UErrorCode status = U_ZERO_ERROR;
    ubidi_setPara(shaper->bidi, shaper->text, shaper->length, UBIDI_DEFAULT_LTR, NULL, &status);
    int32_t runs = ubidi_countRuns(shaper->bidi, &status);
    if (U_FAILURE(status)) {
        shape_left_to_right(shaper, 0, shaper->length);
        return;
    }
    for (int32_t i = 0; i < runs; i++) {
        int32_t start, length;
        if (ubidi_getVisualRun(shaper->bidi, i, &start, &length) == UBIDI_RTL)
            shape_right_to_left(shaper, start, start + length);
        else
            shape_left_to_right(shaper, start, start + length);
    }
}

struct shape shaper_line(struct shaper *shaper, struct ui_font style, const char *text,
                         size_t length)
{
    shaper->count = 0;
    shaper->advance = 0;
    take_text(shaper, text, length);
    find_places(shaper, style);
    if (may_turn(shaper))
        shape_bidirectional(shaper);
    else
        shape_left_to_right(shaper, 0, shaper->length);
    return (struct shape){shaper->glyphs, shaper->count, shaper->advance};
}
