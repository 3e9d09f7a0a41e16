/* The door: it waits for a badge, and each badge's verdict fills the screen. Read from five metres:
 * one colour, one sign, one word. The controls stand at the same places whatever is shown. */
#include "screens/duty.h"
#include "screens/frame.h"

#include <string.h>

#define LINES 4

enum { SET_WAY = SCREEN_ACTIONS /* argument: enum door_way */, UNDO, SEARCH, REGISTER, SESSIONS };

/* What stands on the page beside the sign. */
struct notice {
    struct duty_face face; /* look PAPER: nothing is being said */
    const char *word;      /* traced: the verdict's */
    const char *bold;      /* NULL: none */
    bool personal;         /* bold is the name */
    const char *lines[LINES];
    int count;
    int name_line; /* 1 and more: the line that is the name */
};

static bool on_colour(const struct notice *notice)
{
    return notice->face.look != UI_LOOK_PAPER;
}

static enum ui_color ink_of(const struct notice *notice)
{
    return on_colour(notice) ? UI_COLOR_WHITE : UI_COLOR_INK;
}

static void say(struct notice *notice, const char *line)
{
    if (line && line[0] && notice->count < LINES)
        notice->lines[notice->count++] = line;
}

/* --- what each verdict says --- */

static const char *place_and_time(struct screen_context *context, const struct session *session)
{
    const char *hours =
        session->whole_day ? tr(context, "All day") : duty_time(context, session->start_us);
    return session->room[0] ? ui_text(context->ui, "%s  ·  %s", hours, session->room) : hours;
}

static void say_accepted(struct screen_context *context, struct notice *notice)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    say(notice, duty_government(context, answer->government, answer->country));
    if (answer->way == DOOR_OUT && answer->unseen)
        say(notice, tr(context, "Nobody was seen coming in with this badge."));
    if (answer->from)
        say(notice, ui_text(context->ui, tr(context, "Has left: %s"), answer->from->title));
}

static void say_already_in(struct screen_context *context, struct notice *notice)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    say(notice, ui_text(context->ui, tr(context, "since %1$s, door %2$s"),
                        duty_time(context, answer->since_us), answer->door));
}

/* Where to go is said larger than who is sent there. */
static void say_not_this_session(struct screen_context *context, struct notice *notice)
{
    const struct session *right = context->visit->duty.answer.right;
    if (!right) {
        say(notice, tr(context, "This badge has no other session today."));
        return;
    }
    const char *name = notice->bold;
    notice->bold = right->title;
    notice->personal = false;
    say(notice, place_and_time(context, right));
    say(notice, name);
    notice->name_line = name ? notice->count : 0;
}

static void say_wrong_time(struct screen_context *context, struct notice *notice)
{
    int64_t opens = context->visit->duty.answer.opens_us;
    say(notice, opens ? ui_text(context->ui, tr(context, "The doors open at %s."),
                                duty_time(context, opens))
                      : tr(context, "This session is over."));
}

static void say_full(struct screen_context *context, struct notice *notice)
{
    say(notice, tr(context, "As many are inside as the room holds."));
}

static void say_revoked(struct screen_context *context, struct notice *notice)
{
    say(notice, tr(context, "This badge was replaced or withdrawn."));
    say(notice, tr(context, "Please go to the welcome desk."));
}

static void say_unknown(struct screen_context *context, struct notice *notice)
{
    say(notice, tr(context, "No badge of this event, as far as is known here."));
    say(notice, tr(context, "Please go to the welcome desk."));
}

static void say_provisional(struct screen_context *context, struct notice *notice)
{
    if (context->visit->duty.answer.way == DOOR_IN)
        say(notice, tr(context, "A genuine badge that this kiosk has not heard of yet."));
}

static void (*const speakers[VERDICT_COUNT])(struct screen_context *, struct notice *) = {
    [VERDICT_ACCEPTED] = say_accepted,
    [VERDICT_ALREADY_IN] = say_already_in,
    [VERDICT_NOT_THIS_SESSION] = say_not_this_session,
    [VERDICT_WRONG_TIME] = say_wrong_time,
    [VERDICT_FULL] = say_full,
    [VERDICT_REVOKED] = say_revoked,
    [VERDICT_UNKNOWN] = say_unknown,
    [VERDICT_PROVISIONAL] = say_provisional,
};

static struct notice verdict(struct screen_context *context)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    struct notice notice = {.face = duty_face(answer), .word = verdict_word(answer->verdict)};
    if (answer->name[0] && context->pack->door_names) {
        notice.bold = answer->name;
        notice.personal = true;
    }
    speakers[answer->verdict](context, &notice);
    return notice;
}

static struct notice not_recorded(struct screen_context *context)
{
    struct notice notice = {
        .face = {N_("Not recorded"), "warning", UI_LOOK_ATTENTION, UI_SOUND_REFUSED}, .word = ""};
    say(&notice, tr(context, "Please show the badge again."));
    say(&notice, context->visit->duty.problem);
    return notice;
}

static struct notice waiting(struct screen_context *context)
{
    const struct duty *duty = &context->visit->duty;
    bool in = duty->way == DOOR_IN;
    struct notice notice = {.face = {in ? N_("Show your badge") : N_("Show your badge to leave"),
                                     in ? "badge" : "leave", UI_LOOK_PAPER, UI_SOUND_NONE},
                            .word = ""};
    return notice;
}

static struct notice undone(struct screen_context *context)
{
    struct notice notice = waiting(context);
    say(&notice, tr(context, "The last entry was taken back."));
    return notice;
}

static struct notice notice_of(struct screen_context *context)
{
    static struct notice (*const tellers[])(struct screen_context *) = {
        [DUTY_NOTHING] = waiting,
        [DUTY_VERDICT] = verdict,
        [DUTY_FAULT] = not_recorded,
        [DUTY_UNDONE] = undone,
    };
    return context->deadline ? tellers[context->visit->duty.news](context) : waiting(context);
}

/* --- the page --- */

static void button(struct screen_context *context, const struct notice *notice,
                   const struct ui_node *what)
{
    struct ui_node node = *what;
    bool radio = node.role == UI_ROLE_RADIO;
    bool chosen = radio && (node.state & UI_CHECKED);
    node.look = on_colour(notice) ? UI_LOOK_WHITE : chosen ? UI_LOOK_PRIMARY : UI_LOOK_BUTTON;
    node.box.left = node.box.right = 36;
    node.box.top = node.box.bottom = 6;
    node.box.h = radio ? 80 : 96;
    ui_add(context->ui, &node);
}

static void way_switch(struct screen_context *context, const struct notice *notice)
{
    static const struct {
        const char *id, *label;
    } ways[] = {[DOOR_IN] = {"door/in", N_("In")}, [DOOR_OUT] = {"door/out", N_("Out")}};
    int width = ui_portrait(context->ui) ? UI_FILL : UI_FIT;
    ui_open(context->ui, UI_BOX(.direction = UI_ROW, .w = width, .gap = 16));
    for (int way = DOOR_IN; way <= DOOR_OUT; way++)
        button(context, notice,
               UI_NODE(.id = ways[way].id, .role = UI_ROLE_RADIO,
                       .label = tr(context, ways[way].label), .action = SET_WAY, .argument = way,
                       .state = context->visit->duty.way == (enum door_way)way ? UI_CHECKED : 0,
                       .box = {.w = width, .min_w = 128}));
    ui_close(context->ui);
}

/* Which door this is, and how old what it knows. */
static void header(struct screen_context *context, const struct notice *notice)
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
                       .color = ink_of(notice), .label = session->title, .value = session->id,
                       .shrink = true, .max_lines = 2, .box = {.w = UI_FILL}));
    frame_text(context, UI_TYPE_BODY, ink_of(notice), where);
    frame_status(context, "door/data", UI_TYPE_CAPTION, ink_of(notice), 0, duty_data_age(context));
    ui_close(ui);
    way_switch(context, notice);
    ui_close(ui);
}

static void sign(struct screen_context *context, const struct notice *notice)
{
    int size = ui_portrait(context->ui) ? 340 : 400;
    ui_add(context->ui,
           UI_NODE(.id = "door/sign", .role = UI_ROLE_IMG, .look = UI_LOOK_RING,
                   .icon = notice->face.icon, .color = ink_of(notice),
                   .label = tr(context, notice->face.title), .box = {.w = size, .h = size}));
}

/* One line while the word stays large, else two. */
static int title_lines(struct screen_context *context, const char *title)
{
    struct ui *ui = context->ui;
    int room = ui_width(ui) - (ui_portrait(ui) ? 144 : 96 * 2 + 400 + 96);
    return ui_text_width(ui, UI_TYPE_NUMBER, title) * 3 <= room * 4 ? 1 : 2;
}

static void words(struct screen_context *context, const struct notice *notice)
{
    struct ui *ui = context->ui;
    const char *title = tr(context, notice->face.title);
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_STRETCH, .gap = 12));
    ui_add(ui,
           UI_NODE(.id = "door/verdict", .role = UI_ROLE_STATUS, .type = UI_TYPE_NUMBER,
                   .color = ink_of(notice), .label = title, .value = notice->word, .shrink = true,
                   .max_lines = title_lines(context, title), .box = {.w = UI_FILL}));
    frame_space(context, 12);
    if (notice->bold)
        ui_add(ui, UI_NODE(.id = notice->personal ? "door/name" : "door/right",
                           .role = UI_ROLE_TEXT, .type = UI_TYPE_NAME, .color = ink_of(notice),
                           .state = notice->personal ? UI_PERSONAL : 0, .label = notice->bold,
                           .shrink = true, .max_lines = 3, .box = {.w = UI_FILL}));
    for (int i = 0; i < notice->count; i++)
        ui_add(ui, UI_NODE(.id = i + 1 == notice->name_line ? "door/name" : NULL,
                           .role = UI_ROLE_TEXT, .type = UI_TYPE_DETAIL, .color = ink_of(notice),
                           .label = notice->lines[i], .state = UI_PERSONAL, .shrink = true,
                           .max_lines = 2, .box = {.w = UI_FILL}));
    ui_close(ui);
}

static void middle(struct screen_context *context, const struct notice *notice)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    frame_space(context, UI_FILL);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = portrait ? 56 : 96, .cross = portrait ? UI_STRETCH : UI_CENTER));
    sign(context, notice);
    words(context, notice);
    ui_close(ui);
    frame_space(context, UI_FILL);
}

static void nearly_full(struct screen_context *context, const struct notice *notice,
                        const struct door_count *count)
{
    struct ui *ui = context->ui;
    bool full = count->inside >= count->capacity;
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 12, .cross = UI_CENTER));
    ui_add(ui, UI_NODE(.role = UI_ROLE_IMG, .icon = "warning", .color = ink_of(notice),
                       .box = {.w = 36, .h = 36}));
    frame_status(context, "door/nearly-full", UI_TYPE_STRONG, ink_of(notice), 0,
                 full ? tr(context, "Full") : tr(context, "Nearly full"));
    ui_close(ui);
}

static void counts(struct screen_context *context, const struct notice *notice)
{
    struct ui *ui = context->ui;
    struct door_count count = door_count(context->door);
    bool portrait = ui_portrait(ui);
    ui_open(ui, UI_BOX(.cross = portrait ? UI_START : UI_END));
    if (count.nearly_full)
        nearly_full(context, notice, &count);
    ui_add(ui, UI_NODE(.id = "door/inside", .role = UI_ROLE_STATUS, .type = UI_TYPE_BIG_BUTTON,
                       .color = ink_of(notice), .label = duty_inside(context, &count),
                       .value = ui_text(ui, "%lld", (long long)count.inside)));
    frame_status(context, "door/persons", UI_TYPE_CAPTION, ink_of(notice), 0,
                 ui_text(ui,
                         trn(context, "%s person in all", "%s people in all", (long)count.persons),
                         duty_number(context, count.persons)));
    ui_close(ui);
}

static void actions(struct screen_context *context, const struct notice *notice)
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
        button(context, notice, &node);
        if (i % per_row == per_row - 1)
            ui_close(ui);
    }
}

static void footer(struct screen_context *context, const struct notice *notice)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = portrait ? 24 : 40, .main = UI_BETWEEN,
                       .cross = portrait ? UI_STRETCH : UI_END));
    if (portrait)
        counts(context, notice);
    actions(context, notice);
    if (!portrait)
        counts(context, notice);
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct notice notice = notice_of(context);
    int side = ui_portrait(ui) ? 72 : 96;
    ui_open(ui, UI_NODE(.look = notice.face.look, .box = {.w = UI_FILL,
                                                          .h = UI_FILL,
                                                          .left = side,
                                                          .right = side,
                                                          .top = 56,
                                                          .bottom = 56,
                                                          .cross = UI_STRETCH}));
    header(context, &notice);
    middle(context, &notice);
    footer(context, &notice);
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
                                   .on_scan = duty_scan,
                                   .stays = true,
                                   .refresh = DUTY_REFRESH_US};
