#include "platform/coverage.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

float coverage_box_distance(float x, float y, float w, float h, float radius)
{
    float dx = fabsf(x) - w / 2 + radius;
    float dy = fabsf(y) - h / 2 + radius;
    if (dx <= 0 || dy <= 0)
        return fmaxf(dx, dy) - radius;
    return sqrtf(dx * dx + dy * dy) - radius;
}

/* A capsule prepared: along its axis and across it, where the tangents touch is decided by the sine
 * and the cosine of the angle that they make with the axis. */
struct prepared {
    struct ui_capsule c;
    float length, ux, uy; /* axis */
    float sine, cosine;
    bool circle; /* one end holds the other: c.x0, c.y0, c.r0 is the larger */
};

static struct prepared prepare(const struct ui_capsule *capsule)
{
    struct prepared p = {.c = *capsule};
    float dx = p.c.x1 - p.c.x0, dy = p.c.y1 - p.c.y0;
    p.length = sqrtf(dx * dx + dy * dy);
    if (p.length <= fabsf(p.c.r0 - p.c.r1)) {
        p.circle = true;
        if (p.c.r1 > p.c.r0)
            p.c = (struct ui_capsule){p.c.x1, p.c.y1, p.c.r1, p.c.x1, p.c.y1, p.c.r1};
        return p;
    }
    p.ux = dx / p.length;
    p.uy = dy / p.length;
    p.sine = (p.c.r0 - p.c.r1) / p.length;
    p.cosine = sqrtf(1 - p.sine * p.sine);
    return p;
}

static inline float distance(const struct prepared *p, float x, float y)
{
    float dx = x - p->c.x0, dy = y - p->c.y0;
    if (p->circle)
        return sqrtf(dx * dx + dy * dy) - p->c.r0;
    float along = dx * p->ux + dy * p->uy;
    float across = fabsf(dx * p->uy - dy * p->ux);
    float foot = along * p->cosine - across * p->sine;
    if (foot <= 0)
        return sqrtf(along * along + across * across) - p->c.r0;
    if (foot >= p->length * p->cosine) {
        along -= p->length;
        return sqrtf(along * along + across * across) - p->c.r1;
    }
    return along * p->sine + across * p->cosine - p->c.r0;
}

float coverage_capsule_distance(const struct ui_capsule *capsule, float x, float y)
{
    struct prepared p = prepare(capsule);
    return distance(&p, x, y);
}

static struct ui_rect capsule_bounds(const struct ui_capsule *c)
{
    int left = (int)floorf(fminf(c->x0 - c->r0, c->x1 - c->r1) - 0.5f);
    int top = (int)floorf(fminf(c->y0 - c->r0, c->y1 - c->r1) - 0.5f);
    int right = (int)ceilf(fmaxf(c->x0 + c->r0, c->x1 + c->r1) + 0.5f);
    int bottom = (int)ceilf(fmaxf(c->y0 + c->r0, c->y1 + c->r1) + 0.5f);
    return (struct ui_rect){left, top, right - left, bottom - top};
}

/* The columns of a row that a capsule can reach: its axis within `reach` of the row, widened by
 * `reach`. Saves a long slanted piece from being tried in its whole bounding box. */
static struct ui_rect row_span(const struct ui_capsule *c, struct ui_rect area, int row)
{
    float reach = fmaxf(c->r0, c->r1) + 1;
    float y = (float)row + 0.5f;
    float t0 = 0, t1 = 1, dy = c->y1 - c->y0;
    if (fabsf(dy) > 1e-3f) {
        float a = (y - reach - c->y0) / dy, b = (y + reach - c->y0) / dy;
        t0 = fmaxf(0, fminf(a, b));
        t1 = fminf(1, fmaxf(a, b));
    }
    float a = c->x0 + t0 * (c->x1 - c->x0), b = c->x0 + t1 * (c->x1 - c->x0);
    int left = (int)floorf(fminf(a, b) - reach), right = (int)ceilf(fmaxf(a, b) + reach);
    return ui_rect_intersect(area, (struct ui_rect){left, row, t0 > t1 ? 0 : right - left, 1});
}

void coverage_add_capsule(struct coverage_mask *mask, const struct ui_capsule *capsule)
{
    struct ui_rect area = ui_rect_intersect(mask->rect, capsule_bounds(capsule));
    if (ui_rect_empty(area))
        return;
    struct prepared p = prepare(capsule);
    for (int y = area.y; y < area.y + area.h; y++) {
        struct ui_rect span = row_span(capsule, area, y);
        uint8_t *row = mask->bytes + (size_t)(y - mask->rect.y) * (size_t)mask->rect.w;
        for (int x = span.x; x < span.x + span.w; x++) {
            float covered = coverage_of(distance(&p, (float)x + 0.5f, (float)y + 0.5f));
            uint8_t byte = (uint8_t)(covered * 255 + 0.5f);
            if (byte > row[x - mask->rect.x])
                row[x - mask->rect.x] = byte;
        }
    }
}
