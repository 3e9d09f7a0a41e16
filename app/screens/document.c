/* The declaration, like a printed page. */
#include "screens/frame.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define VIEWPORT "document/text"
#define TOP      "document/top"
#define MEASURE  1180 /* units: some 66 characters of the reading type at its smallest size */

enum { GO_TO_SECTION = SCREEN_ACTIONS };

static const struct document *current(const struct screen_context *context)
{
    const struct visit *visit = context->visit;
    return context->pack->documents[visit->document].texts[visit->language];
}

/* A heading that opens a list is a section one may jump to. */
static bool is_section(const struct document *document, size_t block)
{
    return document->blocks[block].kind == BLOCK_HEADING && block + 1 < document->count &&
           document->blocks[block + 1].kind == BLOCK_ITEM;
}

static const char *section_name(struct screen_context *context, const char *heading)
{
    size_t length = strlen(heading);
    while (length > 0 && strchr(" :", heading[length - 1]))
        length--;
    return ui_text(context->ui, "%.*s", (int)length, heading);
}

/* The last section whose heading has passed the middle of the viewport. The rectangles are those of
 * the frame before the scrolling, so they are taken from the text's top, which moves with them. */
static size_t section_in_view(const struct screen_context *context)
{
    const struct document *document = current(context);
    const struct ui_node *viewport = ui_find(context->ui, VIEWPORT);
    const struct ui_node *top = ui_find(context->ui, TOP);
    size_t found = SIZE_MAX;
    if (!viewport || !top)
        return found;
    int middle = ui_scroll_position(context->ui, VIEWPORT) + viewport->rect.h / 2;
    for (size_t i = 0; i < document->count; i++) {
        if (!is_section(document, i))
            continue;
        char id[64];
        snprintf(id, sizeof id, "document/block/%zu", i);
        const struct ui_node *heading = ui_find(context->ui, id);
        if (heading && heading->rect.y - top->rect.y < middle)
            found = i;
    }
    return found;
}

static void sections(struct screen_context *context, bool row)
{
    struct ui *ui = context->ui;
    const struct document *document = current(context);
    size_t shown = context->visit->section;
    ui_open(ui, UI_BOX(.direction = row ? UI_FLOW : UI_COLUMN, .w = UI_FILL, .gap = row ? 40 : 0,
                       .row_gap = 1));
    for (size_t i = 0; i < document->count; i++) {
        if (!is_section(document, i))
            continue;
        const char *name = section_name(context, document->blocks[i].text);
        ui_add(ui, UI_NODE(.id = ui_text(ui, "document/section/%zu", i), .role = UI_ROLE_LINK,
                           .label = name, .look = row ? UI_LOOK_STEP : UI_LOOK_MARK,
                           .action = GO_TO_SECTION, .argument = (intptr_t)i,
                           .state = i == shown ? UI_SELECTED : 0,
                           .box = {.w = row ? UI_FIT : UI_FILL, .min_h = 56}));
    }
    ui_close(ui);
}

static void larger_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    ui_add(ui, UI_NODE(.id = "document/text-size", .role = UI_ROLE_BUTTON,
                       .label = tr(context, "Larger text"), .look = UI_LOOK_CHIP,
                       .action = ACTION_TEXT_SIZE, .box = {.w = UI_FILL, .h = 80}));
}

/* Whose badge was read sees that it was. */
static void greeting(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    if (visit->badge != VISIT_BADGE_FILLED || !visit->name.text[0])
        return;
    frame_status(context, "document/badge", UI_TYPE_BODY, UI_COLOR_MUTED, UI_PERSONAL,
                 ui_text(context->ui, tr(context, "Welcome, %s."), visit->name.text));
    frame_space(context, 20);
}

static void courtesy(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    const struct event_pack *pack = context->pack;
    if (strcmp(pack->documents[visit->document].original, pack->languages[visit->language]) == 0)
        return;
    frame_status(context, "document/courtesy", UI_TYPE_CAPTION, UI_COLOR_MUTED, 0,
                 tr(context, "Courtesy translation. The French text is the one that is signed."));
    frame_space(context, 20);
}

static void text(struct screen_context *context, int width)
{
    struct ui *ui = context->ui;
    ui_open(ui,
            UI_BOX(.direction = UI_ROW, .w = width, .h = UI_FILL, .gap = 56, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = VIEWPORT, .role = UI_ROLE_DOCUMENT, .label = current(context)->title,
                        .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    ui_add(ui, UI_NODE(.id = TOP, .box = {.w = 1, .h = 1}));
    greeting(context);
    courtesy(context);
    frame_document(context, "document", current(context));
    frame_space(context, 40);
    ui_close(ui);
    frame_scroll_mark(context, VIEWPORT);
    ui_close(ui);
}

static struct frame frame_of(struct screen_context *context)
{
    return (struct frame){.step = SCREEN_DOCUMENT,
                          .back_id = "document/back",
                          .next_id = "document/sign",
                          .next = tr(context, "I sign this declaration")};
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct frame frame = frame_of(context);
    /* Where the text is large or the page narrow, it needs the full width to keep its measure. */
    bool wide = !ui_portrait(ui) && ui_text_size(ui) < 2;
    frame_open(context, &frame);
    if (!wide) {
        sections(context, true);
        frame_space(context, 16);
        text(context, UI_FILL);
    } else {
        ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .h = UI_FILL, .gap = 48,
                           .cross = UI_STRETCH, .bottom = 16));
        text(context, MEASURE + 62);
        ui_open(ui, UI_BOX(.w = UI_FILL, .gap = 32));
        sections(context, false);
        larger_text(context);
        ui_close(ui);
        ui_close(ui);
    }
    frame_close(context, &frame);
}

static void note_reading(struct screen_context *context)
{
    struct visit *visit = context->visit;
    int extent = ui_scroll_extent(context->ui, VIEWPORT);
    int position = ui_scroll_position(context->ui, VIEWPORT);
    visit->section = section_in_view(context);
    if (position >= extent)
        visit->read_texts |= 1u << visit->language;
}

/* What was on screen at this moment is what is signed, whatever language is chosen later. */
static enum outcome go_on(struct screen_context *context)
{
    note_reading(context);
    context->visit->text = context->visit->language;
    return OUTCOME_NEXT;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind == UI_SCROLL)
        note_reading(context);
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    if (action->action == GO_TO_SECTION) {
        context->visit->section = (size_t)action->argument;
        char id[64];
        snprintf(id, sizeof id, "document/block/%zu", (size_t)action->argument);
        ui_scroll_into_view(context->ui, id, true);
    }
    return action->action == ACTION_NEXT ? go_on(context) : OUTCOME_STAY;
}

const struct screen screen_document = {.name = "document", .build = build, .on_action = on_action};
