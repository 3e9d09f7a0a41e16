#include "screens/frame.h"

#include <stdio.h>
#include <string.h>

#define RIGHT_EDGE    64
#define HEADER        104
#define CHIP          64
#define FOOTER_BUTTON 96
#define ITEM_INDENT   56

static const struct {
    enum screen_id screen;
    const char *msgid;
} steps[] = {
    {SCREEN_DOCUMENT, N_("Read")},
    {SCREEN_DETAILS, N_("Fill in")},
    {SCREEN_SIGN, N_("Sign")},
    {SCREEN_REVIEW, N_("Check")},
};
#define STEPS (sizeof steps / sizeof *steps)

static int margin_line(const struct ui *ui)
{
    return ui_portrait(ui) ? 72 : 176;
}

static int left_edge(const struct ui *ui)
{
    return margin_line(ui) + 40;
}

static int content_width(const struct ui *ui)
{
    return ui_width(ui) - left_edge(ui) - RIGHT_EDGE;
}

static void margin(struct ui *ui)
{
    ui_add(ui,
           UI_NODE(.look = UI_LOOK_MARGIN,
                   .box = {.absolute = true, .x = margin_line(ui), .w = 3, .h = ui_height(ui)}));
}

void page_open(struct screen_context *context, int top, int bottom)
{
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL));
    margin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = left_edge(ui), .right = RIGHT_EDGE,
                       .top = top, .bottom = bottom, .cross = UI_STRETCH));
}

void page_close(struct screen_context *context)
{
    ui_close(context->ui);
    ui_close(context->ui);
}

void frame_text(struct screen_context *context, enum ui_type type, enum ui_color color,
                const char *text)
{
    ui_add(context->ui, UI_NODE(.role = UI_ROLE_TEXT, .type = type, .color = color, .label = text));
}

void frame_status(struct screen_context *context, const char *id, enum ui_type type,
                  enum ui_color color, unsigned state, const char *text)
{
    ui_add(context->ui, UI_NODE(.id = id, .role = UI_ROLE_STATUS, .type = type, .color = color,
                                .state = state, .label = text));
}

void frame_space(struct screen_context *context, int height)
{
    ui_add(context->ui, UI_BOX(.w = 1, .h = height));
}

/* The longest form of the event's name that leaves room for the header's controls. */
static const char *event_line(struct screen_context *context, int room)
{
    const struct event_pack *pack = context->pack;
    const struct pack_texts *texts = &pack->texts[context->visit->language];
    const char *forms[] = {
        ui_text(context->ui, "%s  ·  %s %d", texts->name, pack->place, pack->starts[0]),
        ui_text(context->ui, "%s  ·  %s %d", texts->short_name, pack->place, pack->starts[0]),
        ui_text(context->ui, "%s %d", pack->place, pack->starts[0]),
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (ui_text_width(context->ui, UI_TYPE_CAPTION, forms[i]) <= room)
            return forms[i];
    return "";
}

static int chip_width(struct screen_context *context, const char *label)
{
    int wanted = ui_text_width(context->ui, UI_TYPE_STRONG, label) + 52;
    return wanted > 88 ? wanted : 88;
}

static int header_controls_width(struct screen_context *context)
{
    int width = 88;
    for (size_t i = 0; i < context->pack->language_count; i++)
        width += 16 + chip_width(context, context->pack->language_names[i]);
    return width;
}

static void language_chip(struct screen_context *context, int language)
{
    const struct event_pack *pack = context->pack;
    bool current = language == context->visit->language;
    const char *name = pack->language_names[language];
    ui_add(context->ui,
           UI_NODE(.id = ui_text(context->ui, "header/language/%s", pack->languages[language]),
                   .role = UI_ROLE_RADIO, .label = name, .look = UI_LOOK_CHIP,
                   .state = current ? UI_SELECTED | UI_CHECKED : 0, .action = ACTION_LANGUAGE,
                   .argument = language, .box = {.w = chip_width(context, name), .h = CHIP}));
}

static void header(struct screen_context *context)
{
    struct ui *ui = context->ui;
    int room = content_width(ui) - header_controls_width(context) - 32;
    ui_open(ui,
            UI_BOX(.direction = UI_ROW, .w = UI_FILL, .h = HEADER, .gap = 16, .cross = UI_CENTER));
    ui_open(ui, UI_BOX(.w = UI_FILL));
    frame_text(context, UI_TYPE_CAPTION, UI_COLOR_MUTED, event_line(context, room));
    ui_close(ui);
    ui_add(ui, UI_NODE(.id = "header/text-size", .role = UI_ROLE_BUTTON,
                       .label = tr(context, "Text size"), .icon = "text-size", .look = UI_LOOK_CHIP,
                       .action = ACTION_TEXT_SIZE, .box = {.w = 88, .h = CHIP}));
    for (size_t i = 0; i < context->pack->language_count; i++)
        language_chip(context, (int)i);
    ui_close(ui);
}

static int button_width(struct screen_context *context, const char *label)
{
    return ui_text_width(context->ui, UI_TYPE_BUTTON, label) + 112;
}

static int steps_width(struct screen_context *context)
{
    int width = 40 * (int)(STEPS - 1);
    for (size_t i = 0; i < STEPS; i++)
        width += ui_text_width(context->ui, UI_TYPE_STRONG, tr(context, steps[i].msgid));
    return width;
}

static void step_row(struct screen_context *context, enum screen_id current)
{
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .gap = 40, .main = UI_CENTER,
                       .cross = UI_CENTER));
    for (size_t i = 0; i < STEPS; i++)
        ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .label = tr(context, steps[i].msgid),
                           .look = UI_LOOK_STEP,
                           .state = steps[i].screen == current ? UI_SELECTED : 0));
    ui_close(ui);
}

/* The steps stand between the buttons when they fit there, above them in portrait, and give way to
 * the buttons when the text is large: the title says where one is. */
static void footer(struct screen_context *context, const struct frame *frame)
{
    struct ui *ui = context->ui;
    const char *back = frame->back ? frame->back : tr(context, "Back");
    int buttons = (frame->back_id ? button_width(context, back) : 0) +
                  (frame->next_id ? button_width(context, frame->next) : 0);
    bool are_steps = frame->step != SCREEN_COUNT;
    bool between = are_steps && buttons + steps_width(context) + 80 <= content_width(ui);
    bool above =
        are_steps && !between && ui_portrait(ui) && steps_width(context) <= content_width(ui);

    ui_add(ui, UI_NODE(.look = UI_LOOK_RULE, .box = {.w = UI_FILL, .h = 2}));
    if (above) {
        ui_open(ui, UI_BOX(.w = UI_FILL, .top = 24));
        step_row(context, frame->step);
        ui_close(ui);
    }
    bool crowded = buttons + 24 > content_width(ui);
    ui_open(ui,
            UI_BOX(.direction = UI_ROW, .w = UI_FILL, .h = FOOTER_BUTTON + 54,
                   .main = frame->back_id ? UI_BETWEEN : UI_END, .cross = UI_CENTER, .gap = 24));
    if (frame->back_id)
        ui_add(ui, UI_NODE(.id = frame->back_id, .role = UI_ROLE_BUTTON, .label = back,
                           .look = UI_LOOK_BUTTON, .action = ACTION_BACK,
                           .box = {.w = button_width(context, back), .h = FOOTER_BUTTON}));
    if (between)
        step_row(context, frame->step);
    if (frame->next_id)
        ui_add(ui, UI_NODE(.id = frame->next_id, .role = UI_ROLE_BUTTON, .label = frame->next,
                           .look = UI_LOOK_PRIMARY, .action = ACTION_NEXT,
                           .box = {.w = crowded ? UI_FILL : button_width(context, frame->next),
                                   .h = FOOTER_BUTTON}));
    ui_close(ui);
}

void frame_open(struct screen_context *context, const struct frame *frame)
{
    struct ui *ui = context->ui;
    page_open(context, 0, 0);
    header(context);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    if (frame->title) {
        ui_add(ui, UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_TITLE, .label = frame->title));
        frame_space(context, 16);
    }
}

void frame_close(struct screen_context *context, const struct frame *frame)
{
    ui_close(context->ui);
    footer(context, frame);
    page_close(context);
}

static void item(struct screen_context *context, const struct document_block *block)
{
    struct ui *ui = context->ui;
    int indent = ui_grown(ui, ITEM_INDENT);
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .bottom = ui_grown(ui, 14)));
    ui_open(ui, UI_BOX(.w = indent, .left = 12));
    frame_text(context, UI_TYPE_READ, UI_COLOR_NUMBER,
               block->number ? ui_text(ui, "%d.", block->number) : "•");
    ui_close(ui);
    ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .type = UI_TYPE_READ, .label = block->text,
                       .box = {.w = UI_FILL}));
    ui_close(ui);
}

static void heading(struct screen_context *context, const char *id,
                    const struct document_block *block)
{
    struct ui *ui = context->ui;
    bool title = block->level == 1;
    ui_open(ui, UI_NODE(.id = id, .role = UI_ROLE_NONE,
                        .box = {.w = UI_FILL,
                                .top = title ? 0 : ui_grown(ui, 22),
                                .bottom = ui_grown(ui, 14)}));
    ui_add(ui,
           UI_NODE(.role = UI_ROLE_HEADING, .label = block->text, .shrink = true,
                   .type = title ? UI_TYPE_TITLE : UI_TYPE_READ_HEADING, .box = {.w = UI_FILL}));
    ui_close(ui);
}

static void paragraph(struct screen_context *context, const struct document_block *block)
{
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.w = UI_FILL, .bottom = ui_grown(ui, 14)));
    ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .type = UI_TYPE_READ, .label = block->text,
                       .box = {.w = UI_FILL}));
    ui_close(ui);
}

void frame_document(struct screen_context *context, const char *prefix,
                    const struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct document_block *block = &document->blocks[i];
        if (block->kind == BLOCK_HEADING)
            heading(context, ui_text(context->ui, "%s/block/%zu", prefix, i), block);
        else if (block->kind == BLOCK_ITEM)
            item(context, block);
        else
            paragraph(context, block);
    }
}

void frame_keyboard(struct screen_context *context, enum ui_keyboard_purpose purpose,
                    int next_action)
{
    struct ui *ui = context->ui;
    const struct ui_keyboard_words words = {.space = tr(context, "space"),
                                            .next = tr(context, "Next"),
                                            .shift = tr(context, "Capitals"),
                                            .shift_lock = tr(context, "Capitals locked"),
                                            .backspace = tr(context, "Delete")};
    frame_space(context, 12);
    ui_keyboard(ui, screen_language(context), purpose, ui_portrait(ui) ? 500 : 372, &words,
                next_action);
    frame_space(context, 16);
}

static void scroll_mark(struct screen_context *context, const char *viewport, struct ui_box box)
{
    struct ui *ui = context->ui;
    ui_add(ui, UI_NODE(.id = ui_text(ui, "%s/progress", viewport), .role = UI_ROLE_PROGRESSBAR,
                       .look = UI_LOOK_PROGRESS, .value = viewport, .box = box));
}

void frame_scroll_mark(struct screen_context *context, const char *viewport)
{
    scroll_mark(context, viewport, (struct ui_box){.w = 6, .h = UI_FILL});
}

void frame_scroll_mark_in_margin(struct screen_context *context, const char *viewport)
{
    scroll_mark(context, viewport,
                (struct ui_box){.w = 6,
                                .h = UI_FILL,
                                .absolute = true,
                                .x = content_width(context->ui) + RIGHT_EDGE / 2 - 3});
}
