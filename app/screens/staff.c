/* Staff mode: which door this is to be, and whether all is well with what it knows and hears. */
#include "screens/duty.h"
#include "screens/frame.h"

#include <string.h>

enum { CHOOSE = SCREEN_ACTIONS /* argument: index in door_sessions */ };

/* --- the sessions --- */

static void session_row(struct screen_context *context, const struct session *session, size_t index)
{
    struct ui *ui = context->ui;
    struct door_count count = door_count_of(context->door, session);
    bool chosen = session == door_session(context->door);
    bool narrow = ui_portrait(ui) || ui_text_size(ui) > 1;
    const char *hours = duty_hours(context, session);
    const char *room = session->room[0] ? session->room : tr(context, "No room said");
    ui_open(ui, UI_NODE(.id = ui_text(ui, "staff/session/%s", session->id), .role = UI_ROLE_OPTION,
                        .look = UI_LOOK_OPTION, .action = CHOOSE, .argument = (intptr_t)index,
                        .state = chosen ? UI_SELECTED : 0,
                        .label = ui_text(ui, "%s, %s, %s", hours, session->title, room),
                        .box = {.direction = UI_ROW,
                                .w = UI_FILL,
                                .min_h = 104,
                                .left = 16,
                                .right = 16,
                                .top = 12,
                                .bottom = 14,
                                .gap = 24,
                                .cross = UI_CENTER}));
    if (!narrow)
        ui_add(ui, UI_NODE(.type = UI_TYPE_BODY, .label = hours, .box = {.w = 250}));
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_STRETCH));
    ui_add(ui, UI_NODE(.type = UI_TYPE_STRONG, .label = session->title, .shrink = true,
                       .max_lines = 3, .box = {.w = UI_FILL}));
    ui_add(ui, UI_NODE(.type = UI_TYPE_CAPTION, .color = UI_COLOR_MUTED, .shrink = true,
                       .label = narrow ? ui_text(ui, "%s  ·  %s", hours, room) : room,
                       .max_lines = 2, .box = {.w = UI_FILL}));
    ui_close(ui);
    ui_open(ui, UI_BOX(.cross = UI_END));
    if (count.nearly_full)
        ui_add(ui, UI_NODE(.role = UI_ROLE_IMG, .icon = "warning",
                           .label = tr(context, "Nearly full"), .box = {.w = 32, .h = 32}));
    ui_add(ui, UI_NODE(.type = UI_TYPE_BODY, .label = duty_inside(context, &count)));
    ui_close(ui);
    ui_close(ui);
}

static const char *heading_of(struct screen_context *context, const struct session *session,
                              const char *today)
{
    struct ui *ui = context->ui;
    int64_t now = door_now(context->door);
    const char *day = duty_day(context, session);
    bool is_today = strcmp(day, today) == 0;
    bool over = session->end_us ? session->end_us <= now : session->start_us < now && !is_today;
    return over       ? ui_text(ui, tr(context, "Over, %s"), day)
           : is_today ? ui_text(ui, tr(context, "Today, %s"), day)
                      : day;
}

/* The door gives them as staff look for them; what is over stands last. */
static void sessions(struct screen_context *context)
{
    struct ui *ui = context->ui;
    size_t count;
    const struct session *const *all = door_sessions(context->door, &count);
    const char *before = "";
    char today[64];
    words_day(today, sizeof today, door_now(context->door), context->pack->timezone,
              screen_language(context));
    if (count == 0)
        frame_status(context, "staff/none", UI_TYPE_BODY, UI_COLOR_MUTED, 0,
                     tr(context, "No programme yet: the organiser imports it."));
    for (size_t i = 0; i < count; i++) {
        const char *heading = heading_of(context, all[i], today);
        if (strcmp(heading, before) != 0)
            ui_add(
                ui,
                UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_STRONG, .color = UI_COLOR_MUTED,
                        .label = heading,
                        .box = {.w = UI_FILL, .left = 16, .top = before[0] ? 28 : 0, .bottom = 4}));
        before = heading;
        session_row(context, all[i], i);
    }
}

/* --- what staff check --- */

static void fact(struct screen_context *context, const char *id, const char *label,
                 const struct ui_node *value)
{
    struct ui *ui = context->ui;
    struct ui_node node = *value;
    node.id = id;
    node.role = UI_ROLE_STATUS;
    node.type = node.type ? node.type : UI_TYPE_BODY;
    node.shrink = true;
    node.box.w = UI_FILL;
    ui_open(ui, UI_BOX(.w = UI_FILL, .top = 10, .bottom = 10, .cross = UI_STRETCH));
    frame_text(context, UI_TYPE_CAPTION, UI_COLOR_MUTED, label);
    ui_add(ui, &node);
    ui_close(ui);
}

static const char *scanner_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct ui_scanner *scanner = &context->scanner;
    if (scanner->kind == UI_SCANNER_SERIAL)
        return scanner->alive ? ui_text(ui, tr(context, "%s: ready"), scanner->device)
                              : ui_text(ui, tr(context, "%s: not connected"), scanner->device);
    if (!scanner->alive)
        return tr(context, "Hand scanner: not heard yet. Scan any badge to try it.");
    return ui_text(ui, tr(context, "Hand scanner, types as “%1$s”: last heard %2$s ago"),
                   scanner->layout ? scanner->layout : "us",
                   duty_ago(context, context->now - scanner->last));
}

static void scanner(struct screen_context *context)
{
    const struct ui_scanner *scanner = &context->scanner;
    bool gone = scanner->kind == UI_SCANNER_SERIAL && !scanner->alive;
    fact(context, "staff/scanner", tr(context, "Scanner"),
         UI_NODE(.label = scanner_text(context), .value = scanner->alive ? "alive" : "silent",
                 .type = gone ? UI_TYPE_STRONG : UI_TYPE_BODY,
                 .color = gone ? UI_COLOR_ATTENTION_TEXT : UI_COLOR_INK));
}

static void test_scan(struct screen_context *context)
{
    static const struct {
        const char *word, *msgid;
    } sorts[] = {
        [SORT_UNKNOWN] = {"unknown", N_("No badge of this event")},
        [SORT_DELEGATE] = {"delegate", N_("A delegate’s badge")},
        [SORT_STAFF] = {"staff", N_("A staff badge")},
        [SORT_REVOKED] = {"revoked", N_("A badge that is not valid any more")},
        [SORT_PROVISIONAL] = {"provisional", N_("A genuine badge, not heard of yet")},
    };
    const struct duty *duty = &context->visit->duty;
    const char *label = tr(context, "Last scan");
    if (!duty->arrived) {
        fact(context, "staff/sort", label,
             UI_NODE(.label = tr(context, "None yet. Before a session is chosen, every scan is "
                                          "only a test."),
                     .value = "", .color = UI_COLOR_MUTED));
        return;
    }
    fact(context, "staff/sort", label,
         UI_NODE(.label = tr(context, sorts[duty->sort].msgid), .value = sorts[duty->sort].word,
                 .type = UI_TYPE_STRONG));
    if (duty->text[0])
        ui_add(context->ui, UI_NODE(.id = "staff/scan", .role = UI_ROLE_TEXT, .type = UI_TYPE_BODY,
                                    .state = UI_PERSONAL, .label = duty->text, .shrink = true,
                                    .box = {.w = UI_FILL}));
}

static void facts(struct screen_context *context)
{
    struct ui *ui = context->ui;
    long delegates = (long)door_delegates(context->door);
    fact(context, "staff/who", tr(context, "Unlocked by"),
         UI_NODE(.label = door_staff(context->door), .state = UI_PERSONAL, .type = UI_TYPE_STRONG));
    fact(context, "staff/data", tr(context, "What this kiosk knows"),
         UI_NODE(.label = ui_text(
                     ui, trn(context, "%1$s, %2$s delegate", "%1$s, %2$s delegates", delegates),
                     duty_data_age(context), duty_number(context, delegates)),
                 .value = ui_text(ui, "%ld", delegates)));
    scanner(context);
    test_scan(context);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui), chosen = door_session(context->door);
    struct frame frame = {.step = SCREEN_COUNT,
                          .title = tr(context, "Which door is this?"),
                          .back_id = "staff/lock",
                          .back = tr(context, "Lock"),
                          .next_id = chosen ? "staff/door" : NULL,
                          .next = tr(context, "Back to the door")};
    frame_open(context, &frame);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL, .h = UI_FILL,
                       .gap = portrait ? 24 : 72, .cross = UI_STRETCH));
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = portrait ? UI_FILL : UI_FILL_BY(5), .h = UI_FILL,
                       .gap = 16, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = "staff/sessions", .role = UI_ROLE_LIST, .label = frame.title,
                        .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    sessions(context);
    ui_close(ui);
    frame_scroll_mark(context, "staff/sessions");
    ui_close(ui);
    ui_open(ui, UI_NODE(.id = "staff/facts", .box = {.w = portrait ? UI_FILL : UI_FILL_BY(3),
                                                     .h = portrait ? UI_FIT : UI_FILL,
                                                     .scroll = !portrait}));
    facts(context);
    ui_close(ui);
    ui_close(ui);
    frame_space(context, 16);
    frame_close(context, &frame);
}

static enum outcome choose(struct screen_context *context, size_t index)
{
    size_t count;
    struct em_error error = {0};
    const struct session *const *all = door_sessions(context->door, &count);
    if (index >= count || door_choose(context->door, all[index]->id, &error) != EM_OK)
        return OUTCOME_STAY;
    struct duty *duty = &context->visit->duty;
    explicit_bzero(duty->text, sizeof duty->text); /* of a test scan, which was shown */
    duty->news = DUTY_NOTHING;
    duty->undo = -1;
    explicit_bzero(duty->not_signed, sizeof duty->not_signed);
    duty->unsigned_count = 0;
    duty->way = DOOR_IN;
    return OUTCOME_DOOR;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    if (action->action == ACTION_NEXT)
        return OUTCOME_DOOR;
    return action->action == CHOOSE ? choose(context, (size_t)action->argument) : OUTCOME_STAY;
}

static int64_t holds_for(struct screen_context *context)
{
    const struct ui_scanner *scanner = &context->scanner;
    bool heard = scanner->kind == UI_SCANNER_WEDGE && scanner->alive;
    int64_t ago = heard ? duty_ago_holds(context->now - scanner->last) : INT64_MAX;
    int64_t age = duty_data_age_holds(context);
    return ago < age ? ago : age;
}

const struct screen screen_staff = {.name = "staff",
                                    .build = build,
                                    .on_action = on_action,
                                    .on_scan = duty_scan,
                                    .holds_for = holds_for};
