/* Which parts of the window differ between two lists of commands.
 *
 * Commands that stand in both lists, in the same order, need no painting; all others dirty what
 * they touch. The common ones are found by walking both lists together and, where they part,
 * looking a few commands ahead: a caret that moves to another field shifts everything between by
 * one, and must not repaint it.
 */
#include "ui/paint.h"

#include <string.h>

#define LOOK_AHEAD 12

struct dirt {
    struct ui_rect *out, window;
    size_t count, capacity;
    bool all;
};

static bool same_rect(struct ui_rect a, struct ui_rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same(const struct paint_command *a, const struct paint_command *b)
{
    return a->kind == b->kind && same_rect(a->rect, b->rect) && same_rect(a->clip, b->clip) &&
           a->color == b->color && a->border == b->border && a->border_width == b->border_width &&
           a->radius == b->radius && a->font.face == b->font.face && a->font.px == b->font.px &&
           a->baseline == b->baseline && a->ink == b->ink && a->generation == b->generation &&
           same_text(a->text, b->text);
}

static bool touch(struct ui_rect a, struct ui_rect b)
{
    return !ui_rect_empty(ui_rect_intersect(a, b));
}

/* Adds a rectangle, swallowing those that it overlaps, until none does. */
static void add(struct dirt *dirt, struct ui_rect rect)
{
    rect = ui_rect_intersect(rect, dirt->window);
    if (ui_rect_empty(rect) || dirt->all)
        return;
    for (size_t i = 0; i < dirt->count;) {
        if (!touch(dirt->out[i], rect)) {
            i++;
            continue;
        }
        rect = ui_rect_union(dirt->out[i], rect);
        dirt->out[i] = dirt->out[--dirt->count];
        i = 0;
    }
    if (dirt->count == dirt->capacity)
        dirt->all = true;
    else
        dirt->out[dirt->count++] = rect;
}

/* How many commands of each list to skip until both go on alike; 1 and 1 when they do not soon. */
static void resume(const struct paint_list *a, size_t i, const struct paint_list *b, size_t j,
                   size_t *skip_a, size_t *skip_b)
{
    for (size_t ahead = 1; ahead <= LOOK_AHEAD; ahead++) {
        for (size_t in_a = 0; in_a <= ahead; in_a++) {
            size_t in_b = ahead - in_a;
            if (i + in_a < a->count && j + in_b < b->count &&
                same(&a->items[i + in_a], &b->items[j + in_b])) {
                *skip_a = in_a;
                *skip_b = in_b;
                return;
            }
        }
    }
    *skip_a = *skip_b = 1;
}

static void add_commands(struct dirt *dirt, const struct paint_list *list, size_t *at, size_t count)
{
    for (; count > 0 && *at < list->count; count--)
        add(dirt, paint_bounds(&list->items[(*at)++]));
}

static void compare(struct dirt *dirt, const struct paint_list *a, const struct paint_list *b)
{
    size_t i = 0, j = 0, skip_a, skip_b;
    while (i < a->count && j < b->count) {
        if (same(&a->items[i], &b->items[j])) {
            i++;
            j++;
            continue;
        }
        resume(a, i, b, j, &skip_a, &skip_b);
        add_commands(dirt, a, &i, skip_a);
        add_commands(dirt, b, &j, skip_b);
    }
    add_commands(dirt, a, &i, a->count);
    add_commands(dirt, b, &j, b->count);
}

size_t paint_difference(const struct paint_list *before, const struct paint_list *after, int w,
                        int h, struct ui_rect *out, size_t capacity)
{
    struct dirt dirt = {.out = out, .window = {0, 0, w, h}, .capacity = capacity};
    if (before->background == after->background)
        compare(&dirt, before, after);
    else
        dirt.all = true;
    if (!dirt.all)
        return dirt.count;
    out[0] = dirt.window;
    return 1;
}
