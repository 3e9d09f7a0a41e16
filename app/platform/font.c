#include "platform/font.h"

#include "platform/face.h"
#include "platform/line_cache.h"
#include "platform/memory.h"
#include "platform/shape.h"
#include "ui/geometry.h"

struct font {
    struct faces *faces;
    struct shaper *shaper;
    struct line_cache *lines;
};

struct font *font_new(char *problem, size_t size)
{
    struct faces *faces = faces_new(problem, size);
    if (!faces)
        return NULL;
    struct font *font = memory_new(sizeof *font);
    font->faces = faces;
    font->shaper = shaper_new(faces);
    font->lines = line_cache_new(FONT_CACHE_BYTES);
    return font;
}

void font_free(struct font *font)
{
    if (!font)
        return;
    line_cache_free(font->lines);
    shaper_free(font->shaper);
    faces_free(font->faces);
    free(font);
}

/* --- measures --- */

static int measure_width(void *context, struct ui_font style, const char *text, size_t length)
{
    struct font *font = context;
    struct cached_line *line = line_cache_get(font->lines, style, text, length);
    if (line->width == LINE_UNKNOWN)
        line->width = (shaper_line(font->shaper, style, text, length).advance + 32) >> 6;
    return line->width;
}

static int measure_ascent(void *context, struct ui_font style)
{
    return face_ascent(faces_main(((struct font *)context)->faces, style));
}

static int measure_height(void *context, struct ui_font style)
{
    return face_height(faces_main(((struct font *)context)->faces, style));
}

static void forget(void *context)
{
    struct font *font = context;
    line_cache_forget(font->lines);
    shaper_forget(font->shaper);
}

struct ui_metrics font_metrics(struct font *font)
{
    return (struct ui_metrics){.width = measure_width,
                               .ascent = measure_ascent,
                               .height = measure_height,
                               .forget = forget,
                               .context = font};
}

/* --- ink --- */

/* Glyphs stand at quarters of a pixel across, so that letters keep their distances, and on whole
 * pixels down. */
struct stamp {
    const struct face_glyph *glyph;
    struct ui_rect rect; /* y down from the baseline */
};

static struct stamp stamp_of(const struct shape_glyph *placed)
{
    int quarters = (placed->x + 8) >> 4;
    const struct face_glyph *glyph = face_glyph(placed->face, placed->glyph, quarters & 3);
    int x = (quarters >> 2) + glyph->left;
    int y = -((placed->y + 32) >> 6) - glyph->top;
    return (struct stamp){glyph, {x, y, glyph->width, glyph->height}};
}

static struct ui_rect bounds_of(const struct shape *shape)
{
    struct ui_rect bounds = {0};
    for (size_t i = 0; i < shape->count; i++) {
        struct stamp stamp = stamp_of(&shape->glyphs[i]);
        if (stamp.glyph->coverage)
            bounds = ui_rect_union(bounds, stamp.rect);
    }
    return bounds;
}

/* Coverage adds up: where two letters of a joined script abut within a pixel, no seam shows. */
static void press(uint8_t *coverage, struct ui_rect bounds, const struct stamp *stamp)
{
    const uint8_t *from = stamp->glyph->coverage;
    for (int y = 0; y < stamp->rect.h; y++) {
        uint8_t *to = coverage + (ptrdiff_t)(stamp->rect.y - bounds.y + y) * bounds.w +
                      (stamp->rect.x - bounds.x);
        for (int x = 0; x < stamp->rect.w; x++, from++) {
            int sum = to[x] + *from;
            to[x] = (uint8_t)(sum > 255 ? 255 : sum);
        }
    }
}

static struct font_line draw(struct font *font, struct ui_font style, const char *text,
                             size_t length)
{
    struct shape shape = shaper_line(font->shaper, style, text, length);
    struct ui_rect bounds = bounds_of(&shape);
    if (ui_rect_empty(bounds))
        return (struct font_line){0};
    uint8_t *coverage = memory_new((size_t)bounds.w * (size_t)bounds.h);
    for (size_t i = 0; i < shape.count; i++) {
        struct stamp stamp = stamp_of(&shape.glyphs[i]);
        if (stamp.glyph->coverage)
            press(coverage, bounds, &stamp);
    }
    return (struct font_line){coverage, bounds.w, bounds.h, bounds.x, -bounds.y};
}

struct font_line font_line(struct font *font, struct ui_font style, const char *text, size_t length)
{
    struct cached_line *line = line_cache_get(font->lines, style, text, length);
    if (!line->drawn) {
        faces_trim(font->faces);
        line_cache_draw(font->lines, line, draw(font, style, text, length));
    }
    return line->ink;
}
