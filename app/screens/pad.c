#include "screens/pad.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAD_UNITS 1000 /* the pad's width, see core/ink.h */

void pad_init(struct pad *pad)
{
    *pad = (struct pad){0};
    ink_init(&pad->ink, PAD_UNITS, PAD_UNITS); /* the first touch says the true height */
    pad->view.width = PAD_UNITS;
}

static void wipe(void *bytes, size_t size)
{
    if (bytes)
        explicit_bzero(bytes, size);
}

void pad_free(struct pad *pad)
{
    wipe(pad->ink.points, pad->ink.capacity * sizeof *pad->ink.points);
    wipe(pad->capsules, pad->capacity * sizeof *pad->capsules);
    ink_free(&pad->ink);
    free(pad->capsules);
    free(pad->starts);
    *pad = (struct pad){0};
}

static void show(struct pad *pad)
{
    pad->view.capsules = pad->capsules;
    pad->view.count = pad->count;
}

/* Appends the capsules of the spans that end at `point` or later. */
static void append(struct pad *pad, size_t point)
{
    size_t count;
    struct ink_capsule *span = ink_capsules(&pad->ink, point, &count);
    for (size_t i = 0; i < count; i++) {
        pad->capsules = em_grow(pad->capsules, pad->count, &pad->capacity, sizeof *pad->capsules);
        const struct ink_capsule *c = &span[i];
        pad->capsules[pad->count++] = (struct ui_capsule){c->x0, c->y0, c->r0, c->x1, c->y1, c->r1};
    }
    free(span);
}

static struct ui_rect bounds(const struct pad *pad, size_t from, struct ui_rect rect)
{
    double scale = (double)rect.w / PAD_UNITS;
    struct ui_rect all = {0};
    for (size_t i = from; i < pad->count; i++) {
        const struct ui_capsule *c = &pad->capsules[i];
        float radius = fmaxf(c->r0, c->r1);
        int x0 = (int)floor((fminf(c->x0, c->x1) - radius) * scale) - 1;
        int y0 = (int)floor((fminf(c->y0, c->y1) - radius) * scale) - 1;
        int x1 = (int)ceil((fmaxf(c->x0, c->x1) + radius) * scale) + 1;
        int y1 = (int)ceil((fmaxf(c->y0, c->y1) + radius) * scale) + 1;
        struct ui_rect one = {rect.x + x0, rect.y + y0, x1 - x0, y1 - y0};
        all = ui_rect_union(all, one);
    }
    return all;
}

/* All capsules anew: after an undo, or when the last stroke has ended. */
static void redraw(struct pad *pad)
{
    pad->count = 0;
    append(pad, 0);
    pad->view.generation++;
    show(pad);
}

void pad_clear(struct pad *pad)
{
    ink_clear(&pad->ink);
    pad->drawing = false;
    redraw(pad);
}

void pad_undo(struct pad *pad)
{
    ink_undo(&pad->ink);
    pad->drawing = false;
    redraw(pad);
}

bool pad_empty(const struct pad *pad)
{
    return pad->ink.count == 0;
}

/* The newest point changed the span before it: take both away and add them again. */
static void extend(struct pad *pad, struct ui_rect rect, struct ui_rect *dirty)
{
    size_t point = pad->ink.count - 1;
    size_t first = pad->ink.strokes[pad->ink.stroke_count - 1].first;
    size_t before = point > first ? point - 1 : point;
    size_t room = pad->starts_capacity;
    while (point >= room)
        pad->starts = em_grow(pad->starts, room, &room, sizeof *pad->starts);
    pad->starts_capacity = room;

    size_t keep = before < point ? pad->starts[before] : pad->count;
    *dirty = ui_rect_union(*dirty, bounds(pad, keep, rect));
    pad->count = keep;
    pad->starts[before] = keep;
    append(pad, before);
    if (before < point) {
        size_t last;
        free(ink_capsules(&pad->ink, point, &last));
        pad->starts[point] = pad->count - last;
    }
    *dirty = ui_rect_union(*dirty, bounds(pad, keep, rect));
    show(pad);
}

static int32_t to_units(int pixels, struct ui_rect rect)
{
    return (int32_t)lround((double)pixels * PAD_UNITS * INK_SCALE / rect.w);
}

void pad_pointer(struct pad *pad, const struct ui_event *event, struct ui_rect rect,
                 struct ui_rect *dirty)
{
    int32_t x = to_units(event->x - rect.x, rect);
    int32_t y = to_units(event->y - rect.y, rect);
    size_t points = pad->ink.count;
    if (event->kind == UI_EVENT_DOWN) {
        pad->ink.height = (int32_t)lround((double)rect.h * PAD_UNITS / rect.w);
        pad->drawing = true;
        ink_pen_down(&pad->pen, &pad->ink, x, y, event->at);
    } else if (pad->drawing && (event->kind == UI_EVENT_MOVE || event->kind == UI_EVENT_UP)) {
        ink_pen_move(&pad->pen, &pad->ink, x, y, event->at);
    }
    if (pad->ink.count != points)
        extend(pad, rect, dirty);
    if (event->kind == UI_EVENT_UP || event->kind == UI_EVENT_CANCEL)
        pad->drawing = false;
}

const struct ui_ink *pad_preview(struct pad *pad, int max_w, int max_h, int *w, int *h)
{
    float x0 = 0, y0 = 0, x1 = 1, y1 = 1;
    for (size_t i = 0; i < pad->count; i++) {
        const struct ui_capsule *c = &pad->capsules[i];
        float r = fmaxf(c->r0, c->r1);
        float left = fminf(c->x0, c->x1) - r, top = fminf(c->y0, c->y1) - r;
        float right = fmaxf(c->x0, c->x1) + r, bottom = fmaxf(c->y0, c->y1) + r;
        x0 = i ? fminf(x0, left) : left;
        y0 = i ? fminf(y0, top) : top;
        x1 = i ? fmaxf(x1, right) : right;
        y1 = i ? fmaxf(y1, bottom) : bottom;
    }
    float scale = fminf(1, fminf((float)max_w / (x1 - x0), (float)max_h / (y1 - y0)));
    *w = (int)fminf((float)max_w, ceilf((x1 - x0) * scale)); /* the product may be a hair above */
    *h = (int)fminf((float)max_h, ceilf((y1 - y0) * scale));
    pad->preview = (struct ui_ink){.capsules = pad->capsules,
                                   .count = pad->count,
                                   .x = x0,
                                   .y = y0,
                                   .width = (float)*w / scale};
    return &pad->preview;
}
