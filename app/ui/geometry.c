#include "ui/geometry.h"

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

bool ui_rect_empty(struct ui_rect r)
{
    return r.w <= 0 || r.h <= 0;
}

bool ui_rect_contains(struct ui_rect r, int x, int y)
{
    return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

struct ui_rect ui_rect_intersect(struct ui_rect a, struct ui_rect b)
{
    int x = most(a.x, b.x);
    int y = most(a.y, b.y);
    int w = most(0, least(a.x + a.w, b.x + b.w) - x);
    int h = most(0, least(a.y + a.h, b.y + b.h) - y);
    if (w == 0 || h == 0)
        w = h = 0;
    return (struct ui_rect){x, y, w, h};
}

struct ui_rect ui_rect_union(struct ui_rect a, struct ui_rect b)
{
    if (ui_rect_empty(a))
        return b;
    if (ui_rect_empty(b))
        return a;
    int x = least(a.x, b.x);
    int y = least(a.y, b.y);
    return (struct ui_rect){x, y, most(a.x + a.w, b.x + b.w) - x, most(a.y + a.h, b.y + b.h) - y};
}

struct ui_rect ui_rect_inset(struct ui_rect r, int by)
{
    return (struct ui_rect){r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};
}
