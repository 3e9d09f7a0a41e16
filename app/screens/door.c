/* The door: it waits for a badge, and each badge's verdict fills the screen. Read from five metres:
 * one colour, one sign, one word. The controls stand at the same places whatever is shown. */
#include "screens/duty.h"
#include "screens/frame.h"
#include "screens/saying.h"

enum { SET_WAY = SCREEN_ACTIONS /* argument: enum door_way */, UNDO, SEARCH, REGISTER, SESSIONS };

static bool on_colour(const struct saying *saying)
{
    return saying->face.look != UI_LOOK_PAPER;
}

static enum ui_color ink_of(const struct saying *saying)
{
    return on_colour(saying) ? UI_COLOR_WHITE : UI_COLOR_INK;
}

static void button(struct screen_context *context, const struct saying *saying,
                   const struct ui_node *what)
{
    struct ui_node node = *what;
    bool radio = node.role == UI_ROLE_RADIO;
    bool chosen = radio && (node.state & UI_CHECKED);
    node.look = on_colour(saying) ? UI_LOOK_WHITE : chosen ? UI_LOOK_PRIMARY : UI_LOOK_BUTTON;
    node.box.left = node.box.right = 36;
    node.box.top = node.box.bottom = 6;
    node.box.h = radio ? 80 : 96;
    ui_add(context->ui, &node);
}

static void way_switch(struct screen_context *context, const struct saying *saying)
{
    static const struct {
        const char *id, *label;
    } ways[] = {[DOOR_IN] = {"door/in", N_("In")}, [DOOR_OUT] = {"door/out", N_("Out")}};
    int width = ui_portrait(context->ui) ? UI_FILL : UI_FIT;
    ui_open(context->ui, UI_BOX(.direction = UI_ROW, .w = width, .gap = 16));
    for (int way = DOOR_IN; way <= DOOR_OUT; way++)
        button(context, saying,
               UI_NODE(.id = ways[way].id, .role = UI_ROLE_RADIO,
                       .label = tr(context, ways[way].label), .action = SET_WAY, .argument = way,
                       .state = context->visit->duty.way == (enum door_way)way ? UI_CHECKED : 0,
                       .box = {.w = width, .min_w = 128}));
    ui_close(context->ui);
}

static void warning(struct screen_context *context, const struct saying *saying, const char *id,
                    const char *text)
{
    if (text)
        ui_add(context->ui,
               UI_NODE(.id = id, .role = UI_ROLE_STATUS, .type = UI_TYPE_CAPTION,
                       .color = on_colour(saying) ? UI_COLOR_WHITE : UI_COLOR_ATTENTION_TEXT,
                       .state = UI_PERSONAL, .label = text, .shrink = true,
                       .max_lines = ui_text_size(context->ui) < 2 ? 2 : 1, .box = {.w = UI_FILL}));
}

static bool warned(struct screen_context *context)
{
    return duty_scanner_gone(context) || duty_not_signed(context);
}

/* What staff are to know whatever is shown. */
static void warnings(struct screen_context *context, const struct saying *saying)
{
    if (!warned(context))
        return;
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.direction = ui_portrait(ui) ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = ui_portrait(ui) ? 0 : 24, .cross = UI_STRETCH));
    warning(context, saying, "door/scanner", duty_scanner_gone(context));
    warning(context, saying, "door/not-signed", duty_not_signed(context));
    ui_close(ui);
}

/* Which door this is, and how old what it knows. */
static void header(struct screen_context *context, const struct saying *saying)
{
    struct ui *ui = context->ui;
    static const struct session gone = {.id = (char *)"", .title = (char *)"", .room = (char *)""};
    const struct session *session = door_session(context->door);
    session = session ? session : &gone; /* a newer programme does not have it */
    const char *hours = session == &gone ? "" : duty_hours(context, session);
    const char *where = session->room[0] ? ui_text(ui, "%s  ·  %s", session->room, hours) : hours;
    bool portrait = ui_portrait(ui);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = portrait ? 24 : 40, .cross = portrait ? UI_STRETCH : UI_CENTER));
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_STRETCH));
    ui_add(ui, UI_NODE(.id = "door/session", .role = UI_ROLE_HEADING, .type = UI_TYPE_BUTTON,
                       .color = ink_of(saying), .label = session->title, .value = session->id,
                       .shrink = true, .max_lines = 2, .box = {.w = UI_FILL}));
    frame_text(context, UI_TYPE_BODY, ink_of(saying), where);
    frame_status(context, "door/data", UI_TYPE_CAPTION, ink_of(saying), 0, duty_data_age(context));
    warnings(context, saying);
    ui_close(ui);
    way_switch(context, saying);
    ui_close(ui);
}

static void sign(struct screen_context *context, const struct saying *saying)
{
    int size = ui_portrait(context->ui) ? 340 : 400;
    ui_add(context->ui,
           UI_NODE(.id = "door/sign", .role = UI_ROLE_IMG, .look = UI_LOOK_RING,
                   .icon = saying->face.icon, .color = ink_of(saying),
                   .label = tr(context, saying->face.title), .box = {.w = size, .h = size}));
}

/* One line while the word stays large, else two. */
static int title_lines(struct screen_context *context, const char *title)
{
    struct ui *ui = context->ui;
    int room = ui_width(ui) - (ui_portrait(ui) ? 144 : 96 * 2 + 400 + 96);
    return ui_text_width(ui, UI_TYPE_NUMBER, title) * 3 <= room * 4 ? 1 : 2;
}

static void words(struct screen_context *context, const struct saying *saying)
{
    struct ui *ui = context->ui;
    const char *title = tr(context, saying->face.title);
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_STRETCH, .gap = 12));
    ui_add(ui,
           UI_NODE(.id = "door/verdict", .role = UI_ROLE_STATUS, .type = UI_TYPE_NUMBER,
                   .color = ink_of(saying), .label = title, .value = saying->word, .shrink = true,
                   .max_lines = title_lines(context, title), .box = {.w = UI_FILL}));
    frame_space(context, 12);
    if (saying->bold)
        ui_add(ui, UI_NODE(.id = saying->personal ? "door/name" : "door/right",
                           .role = UI_ROLE_TEXT, .type = UI_TYPE_NAME, .color = ink_of(saying),
                           .state = saying->personal ? UI_PERSONAL : 0, .label = saying->bold,
                           .shrink = true, .max_lines = 3, .box = {.w = UI_FILL}));
    for (int i = 0; i < saying->count; i++)
        ui_add(ui, UI_NODE(.id = i + 1 == saying->name_line ? "door/name" : NULL,
                           .role = UI_ROLE_TEXT, .type = UI_TYPE_DETAIL, .color = ink_of(saying),
                           .label = saying->lines[i], .state = UI_PERSONAL, .shrink = true,
                           .max_lines = 2, .box = {.w = UI_FILL}));
    ui_close(ui);
}

static void middle(struct screen_context *context, const struct saying *saying)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    frame_space(context, UI_FILL);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = portrait ? 56 : 96, .cross = portrait ? UI_STRETCH : UI_CENTER));
    sign(context, saying);
    words(context, saying);
    ui_close(ui);
    frame_space(context, UI_FILL);
}

static void nearly_full(struct screen_context *context, const struct saying *saying,
                        const struct door_count *count)
{
    struct ui *ui = context->ui;
    bool full = count->inside >= count->capacity;
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 12, .cross = UI_CENTER));
    ui_add(ui, UI_NODE(.role = UI_ROLE_IMG, .icon = "warning", .color = ink_of(saying),
                       .box = {.w = 36, .h = 36}));
    frame_status(context, "door/nearly-full", UI_TYPE_STRONG, ink_of(saying), 0,
                 full ? tr(context, "Full") : tr(context, "Nearly full"));
    ui_close(ui);
}

static void counts(struct screen_context *context, const struct saying *saying)
{
    struct ui *ui = context->ui;
    struct door_count count = door_count(context->door);
    bool portrait = ui_portrait(ui);
    ui_open(ui, UI_BOX(.cross = portrait ? UI_START : UI_END));
    if (count.nearly_full)
        nearly_full(context, saying, &count);
    ui_add(ui, UI_NODE(.id = "door/inside", .role = UI_ROLE_STATUS, .type = UI_TYPE_BIG_BUTTON,
                       .color = ink_of(saying), .label = duty_inside(context, &count),
                       .value = ui_text(ui, "%lld", (long long)count.inside)));
    frame_status(context, "door/persons", UI_TYPE_CAPTION, ink_of(saying), 0,
                 ui_text(ui,
                         trn(context, "%s person in all", "%s people in all", (long)count.persons),
                         duty_number(context, count.persons)));
    ui_close(ui);
}

static void actions(struct screen_context *context, const struct saying *saying)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    const struct ui_node all[] = {
        {.id = "door/undo",
         .label = tr(context, "Undo"),
         .action = UNDO,
         .state = context->visit->duty.undo < 0 ? UI_DISABLED : 0},
        {.id = "door/search", .label = tr(context, "Search"), .action = SEARCH},
        {.id = "door/register", .label = tr(context, "No badge"), .action = REGISTER},
        {.id = "door/sessions", .label = tr(context, "Sessions"), .action = SESSIONS},
    };
    int count = (int)(sizeof all / sizeof *all), per_row = portrait ? 2 : count;
    for (int i = 0; i < count; i++) {
        struct ui_node node = all[i];
        node.role = UI_ROLE_BUTTON;
        node.box.w = portrait ? UI_FILL : UI_FIT;
        if (i % per_row == 0)
            ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 20, .w = portrait ? UI_FILL : UI_FIT));
        button(context, saying, &node);
        if (i % per_row == per_row - 1)
            ui_close(ui);
    }
}

static void footer(struct screen_context *context, const struct saying *saying)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = portrait ? 24 : 40, .main = UI_BETWEEN,
                       .cross = portrait ? UI_STRETCH : UI_END));
    if (portrait)
        counts(context, saying);
    actions(context, saying);
    if (!portrait)
        counts(context, saying);
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct saying saying = saying_of(context);
    int side = ui_portrait(ui) ? 72 : 96;
    int edge = warned(context) ? 40 : 56; /* which makes room for one more line */
    ui_open(ui, UI_NODE(.look = saying.face.look, .box = {.w = UI_FILL,
                                                          .h = UI_FILL,
                                                          .left = side,
                                                          .right = side,
                                                          .top = edge,
                                                          .bottom = edge,
                                                          .cross = UI_STRETCH}));
    header(context, &saying);
    middle(context, &saying);
    footer(context, &saying);
    ui_close(ui);
}

/* What there is to say is said for a while. */
static void enter(struct screen_context *context)
{
    const struct duty *duty = &context->visit->duty;
    int64_t until = duty->news_at + DUTY_VERDICT_US;
    if (duty->news != DUTY_NOTHING && until > context->now)
        context->deadline = until;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    switch (action->action) {
    case SET_WAY:
        context->visit->duty.way = (enum door_way)action->argument;
        context->deadline = 0;
        return OUTCOME_STAY;
    case UNDO:
        return OUTCOME_UNDO;
    case SEARCH:
        return OUTCOME_SEARCH;
    case REGISTER:
        return OUTCOME_REGISTER;
    case SESSIONS:
        return OUTCOME_BACK;
    }
    return OUTCOME_STAY;
}

const struct screen screen_door = {.name = "door",
                                   .enter = enter,
                                   .build = build,
                                   .on_action = on_action,
                                   .on_scan = duty_scan_at_door,
                                   .stays = true,
                                   .holds_for = duty_data_age_holds};
