#include "platform/canvas.h"

#include "platform/coverage.h"
#include "platform/memory.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <string.h>

struct canvas {
    struct font *font;
    struct icons *icons;
    uint8_t *scratch; /* ink's coverage, before it is laid on the pixels once */
    size_t scratch_size;
};

struct canvas *canvas_new(struct font *font, struct icons *icons)
{
    struct canvas *canvas = memory_new(sizeof *canvas);
    canvas->font = font;
    canvas->icons = icons;
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    if (!canvas)
        return;
    free(canvas->scratch);
    free(canvas);
}

static uint32_t *row_at(const struct canvas_pixels *target, int x, int y)
{
    return target->pixels + (ptrdiff_t)y * target->stride + x;
}

static void fill_span(uint32_t *pixels, int count, uint32_t color)
{
    for (int i = 0; i < count; i++)
        pixels[i] = color;
}

static void fill(const struct canvas_pixels *target, struct ui_rect area, uint32_t color)
{
    for (int y = area.y; y < area.y + area.h; y++)
        fill_span(row_at(target, area.x, y), area.w, color);
}

/* Exact division by 255, rounded, for 0 to 255 * 255. */
static inline uint32_t by_255(uint32_t value)
{
    value += 128;
    return (value + (value >> 8)) >> 8;
}

static inline uint32_t blend(uint32_t below, uint32_t above, uint32_t coverage)
{
    uint32_t rest = 255 - coverage;
    uint32_t r = by_255((below >> 16 & 255) * rest + (above >> 16 & 255) * coverage);
    uint32_t g = by_255((below >> 8 & 255) * rest + (above >> 8 & 255) * coverage);
    uint32_t b = by_255((below & 255) * rest + (above & 255) * coverage);
    return r << 16 | g << 8 | b;
}

static void lay_mask(const struct canvas_pixels *target, struct ui_rect area,
                     const struct coverage_mask *mask, uint32_t color)
{
    area = ui_rect_intersect(area, mask->rect);
    for (int y = area.y; y < area.y + area.h; y++) {
        uint32_t *row = row_at(target, area.x, y);
        const uint8_t *covered =
            mask->bytes + (ptrdiff_t)(y - mask->rect.y) * mask->rect.w + (area.x - mask->rect.x);
        for (int i = 0; i < area.w; i++) {
            if (covered[i] == 255)
                row[i] = color;
            else if (covered[i])
                row[i] = blend(row[i], color, covered[i]);
        }
    }
}

/* --- boxes --- */

struct box {
    float cx, cy, w, h, radius, border_width;
    uint32_t fill, border; /* PAINT_NO_COLOR: what is below stays */
};

static struct box box_of(const struct paint_command *command)
{
    struct ui_rect r = command->rect;
    int shorter = r.w < r.h ? r.w : r.h;
    struct box box = {
        .cx = (float)r.x + (float)r.w / 2,
        .cy = (float)r.y + (float)r.h / 2,
        .w = (float)r.w,
        .h = (float)r.h,
        .radius = (float)(2 * command->radius < shorter ? 2 * command->radius : shorter) / 2,
        .border_width = command->border == PAINT_NO_COLOR ? 0 : (float)command->border_width,
        .fill = command->color,
        .border = command->border,
    };
    return box;
}

/* The outline covers what the outer edge holds and the inner one does not; the fill what the inner
 * one holds. */
static inline uint32_t box_pixel(const struct box *box, int x, int y, uint32_t below)
{
    float distance = coverage_box_distance((float)x + 0.5f - box->cx, (float)y + 0.5f - box->cy,
                                           box->w, box->h, box->radius);
    float outer = coverage_of(distance);
    float inner = box->border_width > 0 ? coverage_of(distance + box->border_width) : outer;
    float line = outer - inner;
    float filled = box->fill == PAINT_NO_COLOR ? 0 : inner;
    uint32_t color = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        float value = (float)(below >> shift & 255) * (1 - line - filled) +
                      (float)(box->border >> shift & 255) * line +
                      (float)(box->fill >> shift & 255) * filled;
        color |= (uint32_t)(value + 0.5f) << shift;
    }
    return color;
}

static void box_span(const struct canvas_pixels *target, const struct box *box, int from, int to,
                     int y)
{
    uint32_t *row = row_at(target, 0, y);
    for (int x = from; x < to; x++)
        row[x] = box_pixel(box, x, y, row[x]);
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* The middle of a row, away from the corners and the sides, is of one kind: outline or fill. */
static void box_middle(const struct canvas_pixels *target, const struct box *box, int from, int to,
                       int y)
{
    float depth = box->h / 2 - SDL_fabsf((float)y + 0.5f - box->cy);
    uint32_t color = depth < box->border_width ? box->border : box->fill;
    if (from < to && color != PAINT_NO_COLOR)
        fill_span(row_at(target, from, y), to - from, color);
}

static void paint_box(struct canvas *canvas, const struct canvas_pixels *target,
                      const struct paint_command *command, struct ui_rect area)
{
    (void)canvas;
    struct box box = box_of(command);
    area = ui_rect_intersect(area, command->rect);
    int side = (int)(box.radius > box.border_width ? box.radius : box.border_width) + 1;
    int end = area.x + area.w;
    int left = clamp(command->rect.x + side, area.x, end);
    int right = clamp(command->rect.x + command->rect.w - side, left, end);
    for (int y = area.y; y < area.y + area.h; y++) {
        box_span(target, &box, area.x, left, y);
        box_middle(target, &box, left, right, y);
        box_span(target, &box, right, end, y);
    }
}

/* --- text, icons, ink --- */

static void paint_text(struct canvas *canvas, const struct canvas_pixels *target,
                       const struct paint_command *command, struct ui_rect area)
{
    struct font_line line =
        font_line(canvas->font, command->font, command->text, strlen(command->text));
    int baseline = command->rect.y + command->baseline;
    struct coverage_mask mask = {
        .rect = {command->rect.x + line.left, baseline - line.top, line.width, line.height},
        .bytes = (uint8_t *)line.coverage,
    };
    if (line.coverage)
        lay_mask(target, area, &mask, command->color);
}

static void paint_icon(struct canvas *canvas, const struct canvas_pixels *target,
                       const struct paint_command *command, struct ui_rect area)
{
    struct ui_rect r = command->rect;
    struct icon icon = icons_get(canvas->icons, command->text, r.w, r.h);
    struct coverage_mask mask = {
        .rect = {r.x + (r.w - icon.width) / 2, r.y + (r.h - icon.height) / 2, icon.width,
                 icon.height},
        .bytes = (uint8_t *)icon.coverage,
    };
    if (icon.coverage)
        lay_mask(target, area, &mask, command->color);
}

static uint8_t *cleared_scratch(struct canvas *canvas, size_t size)
{
    if (size > canvas->scratch_size) {
        canvas->scratch = memory_resize(canvas->scratch, size);
        canvas->scratch_size = size;
    }
    memset(canvas->scratch, 0, size);
    return canvas->scratch;
}

struct span {
    float from, to;
};

/* Whether a capsule may touch the area, in the ink's own units. A signature has thousands of them,
 * and a pen's motion concerns a handful: what is far away must cost next to nothing. */
static bool may_touch(const struct ui_capsule *c, struct span across, struct span down)
{
    float reach = c->r0 > c->r1 ? c->r0 : c->r1;
    across = (struct span){across.from - reach, across.to + reach};
    down = (struct span){down.from - reach, down.to + reach};
    return (c->x0 > across.from || c->x1 > across.from) &&
           (c->x0 < across.to || c->x1 < across.to) && (c->y0 > down.from || c->y1 > down.from) &&
           (c->y0 < down.to || c->y1 < down.to);
}

/* Whole pixels as a span of the ink, one pixel wider for the soft edge. */
static struct span in_ink(int from, int size, float origin, float scale)
{
    return (struct span){((float)from - 1 - origin) / scale,
                         ((float)(from + size) + 1 - origin) / scale};
}

static void paint_ink(struct canvas *canvas, const struct canvas_pixels *target,
                      const struct paint_command *command, struct ui_rect area)
{
    const struct ui_ink *ink = command->ink;
    if (!ink || ink->width <= 0)
        return;
    struct coverage_mask mask = {
        .rect = area,
        .bytes = cleared_scratch(canvas, (size_t)area.w * (size_t)area.h),
    };
    float scale = (float)command->rect.w / ink->width;
    float x = (float)command->rect.x - ink->x * scale;
    float y = (float)command->rect.y - ink->y * scale;
    struct span across = in_ink(area.x, area.w, x, scale), down = in_ink(area.y, area.h, y, scale);
    for (size_t i = 0; i < ink->count; i++) {
        const struct ui_capsule *c = &ink->capsules[i];
        if (!may_touch(c, across, down))
            continue;
        struct ui_capsule placed = {x + c->x0 * scale, y + c->y0 * scale, c->r0 * scale,
                                    x + c->x1 * scale, y + c->y1 * scale, c->r1 * scale};
        coverage_add_capsule(&mask, &placed);
    }
    lay_mask(target, area, &mask, command->color);
}

typedef void paint_function(struct canvas *canvas, const struct canvas_pixels *target,
                            const struct paint_command *command, struct ui_rect area);

static paint_function *const painters[] = {
    [PAINT_BOX] = paint_box,
    [PAINT_TEXT] = paint_text,
    [PAINT_ICON] = paint_icon,
    [PAINT_INK] = paint_ink,
};

void canvas_paint(struct canvas *canvas, const struct canvas_pixels *target,
                  const struct paint_list *list, struct ui_rect dirty)
{
    dirty = ui_rect_intersect(dirty, (struct ui_rect){0, 0, target->width, target->height});
    fill(target, dirty, list->background);
    for (size_t i = 0; i < list->count; i++) {
        const struct paint_command *command = &list->items[i];
        struct ui_rect area = ui_rect_intersect(dirty, paint_bounds(command));
        if (!ui_rect_empty(area))
            painters[command->kind](canvas, target, command, area);
    }
}

bool canvas_png(const struct canvas_pixels *pixels, const char *path, char *problem, size_t size)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(pixels->pixels, pixels->width, pixels->height, 32,
                                           pixels->stride * 4, SDL_PIXELFORMAT_RGB888);
    bool saved = surface && IMG_SavePNG(surface, path) == 0;
    if (!saved)
        snprintf(problem, size, "The picture could not be written to %s: %s.", path,
                 SDL_GetError());
    SDL_FreeSurface(surface);
    return saved;
}
