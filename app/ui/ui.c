#include "ui/ui_private.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct ui *ui_new(const struct ui_metrics *metrics)
{
    struct ui *ui = calloc(1, sizeof *ui);
    if (ui == NULL)
        abort();
    ui->metrics = *metrics;
    ui->texts = ui_texts_new(metrics);
    ui->keyboard = ui_keyboard_new();
    ui->width = 1920;
    ui->height = UI_UNITS_PER_SIDE;
    ui->open = -1;
    return ui;
}

void ui_free(struct ui *ui)
{
    if (ui == NULL)
        return;
    ui_texts_free(ui->texts);
    ui_keyboard_free(ui->keyboard);
    ui_arena_free(&ui->strings);
    paint_list_free(&ui->lists[0]);
    paint_list_free(&ui->lists[1]);
    free(ui->nodes);
    free(ui->extents);
    free(ui->viewports);
    free(ui);
}

/* --- the window and its unit --- */

void ui_resize(struct ui *ui, int width, int height)
{
    ui_hold_scroll(ui);
    ui->width = ui_most(1, width);
    ui->height = ui_most(1, height);
}

void ui_set_text_size(struct ui *ui, int size)
{
    assert(size >= 0 && size < UI_TEXT_SIZES);
    ui_hold_scroll(ui);
    ui->text_size = size;
}

static int shorter_side(const struct ui *ui)
{
    return ui_least(ui->width, ui->height);
}

int ui_width(const struct ui *ui)
{
    return (int)((int64_t)ui->width * UI_UNITS_PER_SIDE / shorter_side(ui));
}

int ui_height(const struct ui *ui)
{
    return (int)((int64_t)ui->height * UI_UNITS_PER_SIDE / shorter_side(ui));
}

bool ui_portrait(const struct ui *ui)
{
    return ui->height > ui->width;
}

int ui_text_size(const struct ui *ui)
{
    return ui->text_size;
}

int ui_units(const struct ui *ui, int units)
{
    if (units < 0)
        return -ui_units(ui, -units);
    int pixels =
        (int)(((int64_t)units * shorter_side(ui) + UI_UNITS_PER_SIDE / 2) / UI_UNITS_PER_SIDE);
    return units > 0 ? ui_most(1, pixels) : 0;
}

int ui_grown(const struct ui *ui, int units)
{
    return (units * ui_text_size_permille[ui->text_size] + 500) / 1000;
}

int ui_text_width(const struct ui *ui, enum ui_type type, const char *text)
{
    int pixels = ui_texts_width(ui->texts, ui_font_of(ui, type), text);
    int side = shorter_side(ui);
    return (int)(((int64_t)pixels * UI_UNITS_PER_SIDE + side - 1) / side);
}

/* --- building --- */

void ui_enter(struct ui *ui, const char *focus)
{
    ui->viewport_count = 0;
    ui->touch = (struct ui_touch){0};
    ui->target[0] = '\0';
    ui->reveal[0] = '\0';
    ui_copy_id(ui->focus, focus);
    ui_keyboard_reset(ui->keyboard);
}

void ui_take_place(const struct ui *ui, struct ui_place *out)
{
    size_t room = sizeof out->viewports / sizeof *out->viewports;
    *out = (struct ui_place){.viewport_count = ui->viewport_count};
    assert(ui->viewport_count <= room);
    ui_copy_id(out->focus, ui->focus);
    ui_copy_id(out->target, ui->target);
    for (size_t i = 0; i < ui->viewport_count; i++) {
        ui_copy_id(out->viewports[i].id, ui->viewports[i].id);
        out->viewports[i].position = (int)ui->viewports[i].position;
    }
}

void ui_give_focus(struct ui *ui, const struct ui_place *place)
{
    ui_copy_id(ui->focus, place->focus);
    ui_copy_id(ui->target, place->target);
}

void ui_give_place(struct ui *ui, const struct ui_place *place)
{
    ui_give_focus(ui, place);
    for (size_t i = 0; i < place->viewport_count; i++)
        ui_scroll_to(ui, place->viewports[i].id, place->viewports[i].position);
}

void ui_forget(struct ui *ui)
{
    ui_arena_forget(&ui->strings);
    for (size_t i = 0; i < sizeof ui->lists / sizeof *ui->lists; i++)
        if (ui->lists[i].strings)
            memset(ui->lists[i].strings, 0, ui->lists[i].strings_capacity);
    if (ui->metrics.forget)
        ui->metrics.forget(ui->metrics.context);
}

void ui_begin(struct ui *ui)
{
    assert(ui->open == -1);
    ui->count = 0;
    ui_arena_reset(&ui->strings);
}

void ui_open(struct ui *ui, const struct ui_node *node)
{
    assert(node->id || (node->action == 0 && !node->box.scroll && node->edit == NULL));
    ui->nodes = ui_grow(ui->nodes, ui->count + 1, &ui->capacity, sizeof *ui->nodes);
    struct ui_node *copy = &ui->nodes[ui->count];
    *copy = *node;
    copy->parent = ui->open;
    copy->depth = ui->open < 0 ? 0 : ui->nodes[ui->open].depth + 1;
    copy->rect = copy->clip = (struct ui_rect){0};
    copy->font_px = 0;
    ui->open = (int)ui->count++;
}

void ui_close(struct ui *ui)
{
    assert(ui->open >= 0);
    struct ui_node *node = &ui->nodes[ui->open];
    node->end = (int)ui->count;
    ui->open = node->parent;
}

void ui_add(struct ui *ui, const struct ui_node *node)
{
    ui_open(ui, node);
    ui_close(ui);
}

const char *ui_text(struct ui *ui, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    assert(length >= 0);
    char *text = ui_arena_take(&ui->strings, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

static bool has_keyboard(const struct ui *ui)
{
    for (size_t i = 0; i < ui->count; i++)
        if (ui_is_key(&ui->nodes[i]))
            return true;
    return false;
}

/* What the focus refers to may have come or gone with this build. */
static void settle_focus(struct ui *ui)
{
    struct ui_node *focused = ui_find_mutable(ui, ui->focus);
    if (focused == NULL)
        ui->focus[0] = '\0';
    else if (ui_is_textbox(focused))
        ui_copy_id(ui->target, ui->focus);
    struct ui_node *target = ui_target_node(ui);
    if (target && target != focused && has_keyboard(ui))
        target->state |= UI_CURRENT;
}

/* A progress mark that names a viewport shows where that one stands. */
static void follow_viewports(struct ui *ui)
{
    for (size_t i = 0; i < ui->count; i++) {
        struct ui_node *node = &ui->nodes[i];
        struct ui_viewport *viewport =
            node->look == UI_LOOK_PROGRESS ? ui_viewport(ui, node->value, false) : NULL;
        if (viewport == NULL)
            continue;
        int whole = ui_most(1, viewport->page + viewport->extent);
        node->progress_size = (int)((int64_t)viewport->page * 1000 / whole);
        node->progress = viewport->extent ? (int)viewport->position * 1000 / viewport->extent : 0;
    }
}

void ui_end(struct ui *ui)
{
    assert(ui->open == -1);
    ui->extents = ui_grow(ui->extents, ui->count, &ui->extents_capacity, sizeof *ui->extents);
    settle_focus(ui);
    ui_layout(ui);
    ui_reveal(ui);
    follow_viewports(ui);
    ui_paint(ui);
}

/* --- reading --- */

size_t ui_count(const struct ui *ui)
{
    return ui->count;
}

const struct ui_node *ui_node(const struct ui *ui, size_t index)
{
    assert(index < ui->count);
    return &ui->nodes[index];
}

struct ui_node *ui_find_mutable(const struct ui *ui, const char *id)
{
    if (id == NULL || *id == '\0')
        return NULL;
    for (size_t i = 0; i < ui->count; i++)
        if (ui_has_id(&ui->nodes[i], id))
            return &ui->nodes[i];
    return NULL;
}

const struct ui_node *ui_find(const struct ui *ui, const char *id)
{
    return ui_find_mutable(ui, id);
}

const struct paint_list *ui_commands(const struct ui *ui)
{
    return &ui->lists[ui->list];
}

struct ui_keyboard *ui_keyboard_state(struct ui *ui)
{
    return ui->keyboard;
}
