#include "ui/ui_private.h"

#include <math.h>
#include <string.h>

#define DECAY_SECONDS 0.325f /* of a throw: after this time 37 % of the speed is left */
#define SLOWEST       20     /* units a second: slower than this it stands still */
#define ARROW_STEP    80     /* units */
#define REVEAL_MARGIN 16     /* units left free beside what is scrolled into view */

/* --- viewports --- */

struct ui_viewport *ui_viewport(struct ui *ui, const char *id, bool make)
{
    for (size_t i = 0; id && i < ui->viewport_count; i++)
        if (strcmp(ui->viewports[i].id, id) == 0)
            return &ui->viewports[i];
    if (!make)
        return NULL;
    ui->viewports = ui_grow(ui->viewports, ui->viewport_count + 1, &ui->viewport_capacity,
                            sizeof *ui->viewports);
    struct ui_viewport *viewport = &ui->viewports[ui->viewport_count++];
    *viewport = (struct ui_viewport){0};
    ui_copy_id(viewport->id, id);
    return viewport;
}

int ui_viewport_of(const struct ui *ui, int index)
{
    while (index >= 0 && !ui->nodes[index].box.scroll)
        index = ui->nodes[index].parent;
    return index;
}

bool ui_viewport_move(struct ui_viewport *viewport, float position)
{
    float before = viewport->position;
    float last = (float)viewport->extent;
    viewport->position = position < 0 ? 0 : position > last ? last : position;
    return (int)viewport->position != (int)before;
}

static const struct ui_viewport *known_viewport(const struct ui *ui, const char *id)
{
    return ui_viewport((struct ui *)ui, id, false); /* makes none, changes nothing */
}

int ui_scroll_position(const struct ui *ui, const char *id)
{
    const struct ui_viewport *viewport = known_viewport(ui, id);
    return viewport ? (int)viewport->position : 0;
}

int ui_scroll_extent(const struct ui *ui, const char *id)
{
    const struct ui_viewport *viewport = known_viewport(ui, id);
    return viewport ? viewport->extent : 0;
}

/* Clamped by the next layout, which may know of more content than the last one. */
void ui_scroll_to(struct ui *ui, const char *id, int position)
{
    struct ui_viewport *viewport = ui_viewport(ui, id, true);
    viewport->position = (float)ui_most(0, position);
    viewport->velocity = 0;
    viewport->held = false;
}

void ui_hold_scroll(struct ui *ui)
{
    for (size_t i = 0; i < ui->viewport_count; i++) {
        struct ui_viewport *viewport = &ui->viewports[i];
        viewport->held = viewport->extent > 0;
        if (viewport->held)
            viewport->share = viewport->position / (float)viewport->extent;
    }
}

/* --- scrolling something into view, once it is laid out --- */

void ui_scroll_into_view(struct ui *ui, const char *node_id, bool to_top)
{
    ui_copy_id(ui->reveal, node_id);
    ui->reveal_top = to_top;
}

static int needed_shift(struct ui_rect view, struct ui_rect rect, int margin, bool to_top)
{
    int above = rect.y - margin - view.y;
    int below = rect.y + rect.h + margin - view.y - view.h;
    if (to_top || above < 0)
        return above;
    return below > 0 ? ui_least(below, above) : 0;
}

void ui_reveal(struct ui *ui)
{
    struct ui_node *node = ui_find_mutable(ui, ui->reveal);
    int margin = ui_units(ui, REVEAL_MARGIN);
    ui->reveal[0] = '\0';
    for (int i = node ? ui_viewport_of(ui, node->parent) : -1; i >= 0;
         i = ui_viewport_of(ui, ui->nodes[i].parent)) {
        struct ui_viewport *viewport = ui_viewport(ui, ui->nodes[i].id, true);
        int shift = needed_shift(ui->nodes[i].rect, node->rect, margin, ui->reveal_top);
        viewport->velocity = 0;
        if (ui_viewport_move(viewport, viewport->position + (float)shift))
            ui_layout_place(ui);
    }
}

/* --- keys --- */

static struct ui_viewport *viewport_at(struct ui *ui, int index)
{
    struct ui_viewport *viewport = index >= 0 ? ui_viewport(ui, ui->nodes[index].id, false) : NULL;
    return viewport && viewport->extent > 0 ? viewport : NULL;
}

struct ui_viewport *ui_viewport_for_keys(struct ui *ui)
{
    const struct ui_node *focused = ui_find(ui, ui->focus);
    int around = focused ? ui_viewport_of(ui, (int)(focused - ui->nodes)) : -1;
    if (viewport_at(ui, around))
        return viewport_at(ui, around);
    struct ui_viewport *only = NULL;
    for (int i = (int)ui_first_uncovered(ui); i < (int)ui->count; i++) {
        if (!ui->nodes[i].box.scroll || viewport_at(ui, i) == NULL)
            continue;
        if (only)
            return NULL;
        only = viewport_at(ui, i);
    }
    return only;
}

static float key_position(const struct ui *ui, const struct ui_viewport *viewport, enum ui_key key)
{
    float step = (float)ui_units(ui, ARROW_STEP);
    float page = (float)viewport->page * 0.9f; /* the last line is seen again as the first */
    switch (key) {
    case UI_KEY_UP:
        return viewport->position - step;
    case UI_KEY_DOWN:
        return viewport->position + step;
    case UI_KEY_PAGE_UP:
        return viewport->position - page;
    case UI_KEY_PAGE_DOWN:
        return viewport->position + page;
    case UI_KEY_HOME:
        return 0;
    case UI_KEY_END:
        return (float)viewport->extent;
    default:
        return viewport->position;
    }
}

bool ui_scroll_key(struct ui *ui, enum ui_key key, struct ui_action *action)
{
    struct ui_viewport *viewport = ui_viewport_for_keys(ui);
    if (viewport == NULL)
        return false;
    viewport->velocity = 0;
    if (!ui_viewport_move(viewport, key_position(ui, viewport, key)))
        return false;
    action->kind = UI_SCROLL;
    ui_copy_id(action->id, viewport->id);
    return true;
}

/* --- running on after a throw --- */

bool ui_scroll_running(const struct ui *ui)
{
    for (size_t i = 0; i < ui->viewport_count; i++)
        if (ui->viewports[i].velocity != 0)
            return true;
    return false;
}

/* The speed decays exponentially, so the way is its integral and does not depend on how often this
 * is called. */
static bool run(const struct ui *ui, struct ui_viewport *viewport, int64_t now)
{
    float seconds = (float)(now - viewport->run_at) / 1e6f;
    float kept = expf(-seconds / DECAY_SECONDS);
    float way = viewport->velocity * DECAY_SECONDS * (1 - kept);
    float wanted = viewport->position + way;
    bool moved = ui_viewport_move(viewport, wanted);
    bool at_end = viewport->position != wanted;
    viewport->run_at = now;
    viewport->velocity *= kept;
    if (at_end || fabsf(viewport->velocity) < (float)ui_units(ui, SLOWEST))
        viewport->velocity = 0;
    return moved;
}

bool ui_scroll_run(struct ui *ui, int64_t now, struct ui_action *action)
{
    bool any = false;
    for (size_t i = 0; i < ui->viewport_count; i++) {
        struct ui_viewport *viewport = &ui->viewports[i];
        if (viewport->velocity == 0 || now <= viewport->run_at || !run(ui, viewport, now))
            continue;
        action->kind = UI_SCROLL;
        ui_copy_id(action->id, viewport->id);
        any = true;
    }
    return any;
}
