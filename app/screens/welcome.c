/* The first thing that is seen: what is signed here, and a button in each language that begins. A
 * staff badge opens staff mode from here. */
#include "screens/duty.h"
#include "screens/frame.h"
#include "screens/owner.h"

enum { START = SCREEN_ACTIONS };

static void where_and_when(struct screen_context *context)
{
    const struct event_pack *pack = context->pack;
    char dates[96];
    words_date_range(dates, sizeof dates, pack->starts, pack->ends, screen_language(context));
    frame_text(context, UI_TYPE_BODY, UI_COLOR_MUTED,
               ui_text(context->ui, "%s  ·  %s%s%s", pack->place, dates,
                       pack->hashtag[0] ? "  ·  " : "", pack->hashtag));
}

static void lead(struct screen_context *context)
{
    long pioneers = 0;
    for (size_t i = 0; i < context->pack->government_count; i++)
        pioneers += context->pack->governments[i].pioneer;
    const char *text =
        tr(context, "Read the declaration, then sign it on this screen. It takes two minutes.");
    if (pioneers)
        text = ui_text(context->ui,
                       trn(context,
                           "%ld pioneer government. Read the declaration, then sign it on "
                           "this screen. It takes two minutes.",
                           "%ld pioneer governments. Read the declaration, then sign it on "
                           "this screen. It takes two minutes.",
                           pioneers),
                       pioneers);
    ui_open(context->ui, UI_BOX(.w = UI_FILL, .max_w = 1120));
    frame_text(context, UI_TYPE_FIELD, UI_COLOR_MUTED, text);
    ui_close(context->ui);
}

static void start_button(struct screen_context *context, int language)
{
    struct ui *ui = context->ui;
    const struct event_pack *pack = context->pack;
    const char *call = tr_in(context, language, "Read and sign");
    ui_open(
        ui,
        UI_NODE(.id = ui_text(ui, "welcome/%s", pack->languages[language]), .role = UI_ROLE_BUTTON,
                .look = UI_LOOK_PRIMARY, .action = START, .argument = language,
                .label = ui_text(ui, "%s, %s", call, pack->language_names[language]),
                .box = {.w = UI_FILL, .h = 176, .gap = 4, .main = UI_CENTER, .cross = UI_CENTER}));
    ui_add(ui, UI_NODE(.type = UI_TYPE_BIG_BUTTON, .color = UI_COLOR_WHITE, .label = call,
                       .shrink = true));
    ui_add(ui, UI_NODE(.type = UI_TYPE_BODY, .color = UI_COLOR_WHITE,
                       .label = pack->language_names[language]));
    ui_close(ui);
}

/* "412 signatures since 7 December", or nothing before the first. */
static void count(struct screen_context *context)
{
    int64_t since;
    int64_t signatures = context->recorder->count(context->recorder->context, &since);
    const char *note =
        context->demo ? tr(context, "Demonstration: nothing signed here counts.") : "";
    const char *counted = "";
    if (signatures > 0) {
        char number[32], day[64];
        words_number(number, sizeof number, signatures, screen_language(context));
        words_day(day, sizeof day, since, context->pack->timezone, screen_language(context));
        counted = ui_text(context->ui,
                          trn(context, "%1$s signature since %2$s", "%1$s signatures since %2$s",
                              (long)signatures),
                          number, day);
    }
    const char *between = counted[0] && note[0] ? "  ·  " : "";
    frame_status(context, "welcome/count", UI_TYPE_CAPTION, UI_COLOR_MUTED, 0,
                 ui_text(context->ui, "%s%s%s", counted, between, note));
}

static void for_staff(struct screen_context *context, const char *id, const char *text)
{
    frame_space(context, 12);
    frame_status(context, id, UI_TYPE_CAPTION, UI_COLOR_INK, 0, text);
}

/* Staff pass by more often than they read a journal. */
static void tell_staff(struct screen_context *context)
{
    const struct recorder *recorder = context->recorder;
    const char *gone = duty_scanner_gone(context);
    if (gone)
        for_staff(context, "welcome/scanner",
                  ui_text(context->ui, tr(context, "For staff: %s"), gone));
    if (recorder->set_aside(recorder->context))
        for_staff(context, "welcome/set-aside",
                  tr(context, "For staff: an earlier record of this kiosk could not be read on and "
                              "was set aside. Please tell the organiser."));
}

static void badge(struct screen_context *context)
{
    const char *note = owner_note(context);
    if (!note)
        return;
    frame_space(context, 20);
    frame_status(context, "welcome/badge", UI_TYPE_FIELD,
                 context->visit->badge > VISIT_BADGE_CLOSED ? UI_COLOR_ATTENTION_TEXT
                                                            : UI_COLOR_INK,
                 0, note);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    bool roomy = ui_text_size(ui) < 2;
    page_open(context, portrait ? (roomy ? 200 : 96) : (roomy ? 150 : 64), 44);
    where_and_when(context);
    frame_space(context, 20);
    ui_add(ui, UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_HERO, .shrink = true,
                       .max_lines = portrait ? 4 : 2,
                       .label = context->pack->documents[0].titles[context->visit->language],
                       .box = {.w = UI_FILL}));
    frame_space(context, 40);
    lead(context);
    badge(context);
    frame_space(context, UI_FILL);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL, .gap = 32,
                       .cross = UI_STRETCH));
    for (size_t i = 0; i < context->pack->language_count; i++)
        start_button(context, (int)i);
    ui_close(ui);
    frame_space(context, 40);
    count(context);
    tell_staff(context);
    page_close(context);
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind != UI_PRESS || action->action != START)
        return OUTCOME_STAY;
    visit_set_language(context->visit, context->pack, (int)action->argument);
    return OUTCOME_NEXT;
}

/* A badge that stayed before the scanner after it locked does not unlock. */
static enum outcome unlock(struct screen_context *context, const char *bytes, size_t size)
{
    struct em_error error = {0};
    if (!duty_staff_badge_comes(context))
        return OUTCOME_STAY;
    bool unlocked = door_unlock(context->door, bytes, size, &error) == EM_OK;
    context->sound = unlocked ? UI_SOUND_ACCEPTED : UI_SOUND_REFUSED;
    return unlocked ? OUTCOME_STAFF : OUTCOME_STAY;
}

static enum outcome on_scan(struct screen_context *context, const char *bytes, size_t size)
{
    if (context->door && door_sort(context->door, bytes, size) == SORT_STAFF)
        return unlock(context, bytes, size);
    context->visit->from_details = false;
    return owner_scan(context, bytes, size);
}

const struct screen screen_welcome = {
    .name = "welcome", .build = build, .on_action = on_action, .on_scan = on_scan};
