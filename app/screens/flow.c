#include "screens/flow.h"

#include "core/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SECOND       INT64_C(1000000)
#define BOUNCE       (SECOND * 2 / 5) /* faster than anybody reads and presses */
#define BOUNCE_UNITS 48               /* 13 mm on a 24" panel */

static const struct screen *const screens[SCREEN_COUNT] = {
#define SCREEN(id, name) [SCREEN_##id] = &screen_##name,
#include "screens/screens.def"
#undef SCREEN
};

#define SCREEN_COVERED SCREEN_COUNT

static const struct transition {
    enum screen_id from;
    enum outcome outcome;
    enum screen_id to;
    const char *focus;
} transitions[] = {
#define TRANSITION(from, outcome, to, focus) {SCREEN_##from, OUTCOME_##outcome, SCREEN_##to, focus},
#include "screens/transitions.def"
#undef TRANSITION
};

struct flow {
    struct screen_context context;
    enum screen_id screen;
    enum screen_id covered[SCREEN_COUNT]; /* by notice and idle: where to go back to */
    struct {
        bool known;
        struct ui_place place;
    } left[SCREEN_COUNT]; /* where the visitor was on each screen */
    struct visit visit;
    int language;          /* between visits */
    int64_t touched;       /* the last time that a person did something */
    int64_t seconds_shown; /* of the countdown, in the last build */
    struct ui_event led;   /* the touch that led to this screen */
    bool waking; /* a key has ended the warning: the text that it types is still to come */
    struct country *countries;
    int countries_language; /* in which they are named; -1: not yet */
    bool again;             /* see flow_wants_again */
    int64_t stale_at;       /* when what is shown of times gone by must be said anew */
};

static int64_t stay(const struct flow *flow, enum screen_id screen)
{
    const struct event_pack *pack = flow->context.pack;
    switch (screen) {
    case SCREEN_IDLE:
        return pack->warning_seconds * SECOND;
    case SCREEN_RECORDED:
    case SCREEN_WITHDRAWN:
        return pack->recorded_seconds * SECOND;
    default:
        return 0;
    }
}

static bool covers(enum screen_id screen)
{
    return screen == SCREEN_NOTICE || screen == SCREEN_IDLE;
}

/* The welcome screen holds nothing of anybody: the next person may begin there at any moment. */
static void new_visit(struct flow *flow, int language, int text_size)
{
    struct ui *ui = flow->context.ui;
    const struct recorder *recorder = flow->context.recorder;
    visit_wipe(&flow->visit);
    if (flow->context.door)
        door_lock(flow->context.door);
    if (recorder->prepare)
        recorder->prepare(recorder->context, NULL);
    visit_begin(&flow->visit, language);
    flow->visit.text_size = text_size;
    memset(flow->left, 0, sizeof flow->left);
    ui_set_text_size(ui, text_size);
    ui_forget(ui);
}

static void show(struct flow *flow, enum screen_id screen)
{
    struct screen_context *context = &flow->context;
    flow->screen = screen;
    int64_t duration = stay(flow, screen);
    context->deadline = duration ? context->now + duration : 0;
    ui_enter(context->ui, screens[screen]->focus);
}

static void enter(struct flow *flow, enum screen_id screen)
{
    if (covers(screen))
        flow->covered[screen] = flow->screen;
    ui_take_place(flow->context.ui, &flow->left[flow->screen].place);
    flow->left[flow->screen].known = true;
    show(flow, screen);
    if (screens[screen]->enter)
        screens[screen]->enter(&flow->context);
}

static void come_back(struct flow *flow, enum screen_id screen, const char *focus)
{
    if (!flow->left[screen].known) {
        enter(flow, screen);
        return;
    }
    show(flow, screen);
    ui_give_place(flow->context.ui, &flow->left[screen].place);
    if (focus)
        ui_set_focus(flow->context.ui, focus);
}

/* Nobody is invited to sign what cannot be recorded. */
static enum screen_id welcome_or_fault(struct screen_context *context)
{
    const char *fault = context->recorder->fault(context->recorder->context);
    if (!fault)
        return SCREEN_WELCOME;
    context->fault = fault;
    return SCREEN_OUT_OF_SERVICE;
}

static void go(struct flow *flow, const struct transition *transition)
{
    enum outcome outcome = transition->outcome;
    enum screen_id to = transition->to;
    flow->context.leaving = outcome == OUTCOME_LEAVE;
    if (to == SCREEN_COVERED)
        to = flow->covered[flow->screen];
    if (to == SCREEN_WELCOME && outcome == OUTCOME_BACK)
        new_visit(flow, flow->visit.language, flow->visit.text_size);
    else if (to == SCREEN_WELCOME)
        new_visit(flow, flow->language, 0);
    if (to == SCREEN_WELCOME)
        to = welcome_or_fault(&flow->context);
    flow->again = outcome == OUTCOME_AGAIN;
    if (outcome == OUTCOME_BACK || transition->focus)
        come_back(flow, to, transition->focus);
    else
        enter(flow, to);
}

static bool follow(struct flow *flow, enum outcome outcome)
{
    for (size_t i = 0; i < sizeof transitions / sizeof *transitions; i++) {
        if (transitions[i].from != flow->screen || transitions[i].outcome != outcome)
            continue;
        go(flow, &transitions[i]);
        return true;
    }
    assert(outcome == OUTCOME_STAY || outcome == OUTCOME_BACK);
    return false;
}

/* Whether somebody's choices would be left to the next person. */
static bool visited(const struct flow *flow)
{
    return flow->screen != SCREEN_WELCOME || flow->visit.language != flow->language ||
           flow->visit.text_size != 0 || flow->visit.badge != VISIT_BADGE_NONE;
}

/* When the silence becomes a warning, or on welcome a fresh start. */
static int64_t idle_at(const struct flow *flow)
{
    bool timed = flow->context.deadline || flow->screen == SCREEN_OUT_OF_SERVICE ||
                 screens[flow->screen]->stays;
    if (timed || !visited(flow))
        return INT64_MAX;
    return flow->touched + flow->context.pack->idle_seconds * SECOND;
}

static bool common_action(struct flow *flow, const struct ui_action *action)
{
    if (action->kind != UI_PRESS)
        return false;
    if (action->action == ACTION_LANGUAGE) {
        ui_hold_scroll(flow->context.ui);
        flow_set_language(flow, (int)action->argument);
        return true;
    }
    if (action->action == ACTION_TEXT_SIZE) {
        flow->visit.text_size = (flow->visit.text_size + 1) % UI_TEXT_SIZES;
        ui_set_text_size(flow->context.ui, flow->visit.text_size);
        ui_set_focus(flow->context.ui, "header/text-size"); /* the document's own makes room */
        return true;
    }
    return false;
}

static enum outcome outcome_of(struct flow *flow, const struct ui_event *event,
                               const struct ui_action *action, struct ui_rect *dirty)
{
    const struct screen *screen = screens[flow->screen];
    if (event->kind == UI_EVENT_SCAN)
        return screen->on_scan ? screen->on_scan(&flow->context, event->text, strlen(event->text))
                               : OUTCOME_STAY;
    if (action->kind == UI_RAW)
        return screen->on_pointer ? screen->on_pointer(&flow->context, event, dirty) : OUTCOME_STAY;
    if (action->kind == UI_PRESS &&
        (action->action == ACTION_BACK || action->action == UI_ACTION_ESCAPE))
        return flow->screen == SCREEN_DOCUMENT && visit_begun(&flow->visit) ? OUTCOME_LEAVE
                                                                            : OUTCOME_BACK;
    if (action->kind == UI_PRESS && action->action == ACTION_NOTICE)
        return OUTCOME_NOTICE;
    if (action->kind == UI_NOTHING || !screen->on_action)
        return OUTCOME_STAY;
    return screen->on_action(&flow->context, action);
}

static bool by_a_person(const struct ui_event *event)
{
    return event->kind != UI_EVENT_NONE && event->kind != UI_EVENT_RESIZE &&
           event->kind != UI_EVENT_EXPOSE && event->kind != UI_EVENT_QUIT &&
           event->kind != UI_EVENT_SCANNER;
}

/* Any sign of life ends the warning, wherever it is given. */
static bool sign_of_life(const struct ui_event *event)
{
    return event->kind == UI_EVENT_UP || event->kind == UI_EVENT_TEXT ||
           event->kind == UI_EVENT_WHEEL || event->kind == UI_EVENT_SCAN ||
           (event->kind == UI_EVENT_KEY && event->key != UI_KEY_TAB);
}

/* Languages and text size by touch leave the focus where it is: who was writing goes on writing. */
static bool shared_action(struct flow *flow, const struct ui_event *event, struct ui_action *action,
                          bool *changed)
{
    struct ui *ui = flow->context.ui;
    struct ui_place place;
    ui_take_place(ui, &place);
    *changed = ui_handle(ui, event, action);
    bool shared = common_action(flow, action);
    if (shared && event->kind == UI_EVENT_UP)
        ui_give_focus(ui, &place);
    return shared;
}

/* What a key types that has ended the warning belongs into no field. */
static bool wakes(struct flow *flow, const struct ui_event *event)
{
    bool woke = flow->waking && event->kind == UI_EVENT_TEXT;
    if (by_a_person(event))
        flow->waking = false;
    return woke;
}

/* A hand that trembles touches twice, and the second touch must not press what has only just come
 * there: "Continue" makes way for "Record my signature". Who has done something else in between has
 * seen it. */
static bool bounces(struct flow *flow, const struct ui_event *event)
{
    struct ui_event *led = &flow->led;
    int reach = ui_units(flow->context.ui, BOUNCE_UNITS);
    if (event->kind == UI_EVENT_DOWN && led->kind == UI_EVENT_UP && event->at - led->at < BOUNCE &&
        abs(event->x - led->x) <= reach && abs(event->y - led->y) <= reach)
        return true;
    if (event->kind == UI_EVENT_DOWN || event->kind == UI_EVENT_KEY)
        led->kind = UI_EVENT_NONE;
    return false;
}

/* A badge changes the screen under a hand that was on its way: what it meets, it has not seen. A
 * signature that was begun must not go on upon the sheet of the next. */
static bool is_late(const struct flow *flow, const struct ui_event *event)
{
    return event->kind == UI_EVENT_DOWN && flow->led.kind == UI_EVENT_SCAN &&
           event->at - flow->led.at < BOUNCE;
}

/* A verdict after a verdict moves no control. */
static bool lead(struct flow *flow, enum outcome outcome, const struct ui_event *event)
{
    enum screen_id from = flow->screen;
    bool led = follow(flow, outcome);
    if (led)
        flow->led = *event;
    if (from == SCREEN_DOOR && flow->screen == SCREEN_DOOR)
        flow->led.kind = UI_EVENT_NONE;
    return led;
}

static bool staffed(const struct flow *flow)
{
    return flow->context.door && door_unlocked(flow->context.door);
}

bool flow_event(struct flow *flow, const struct ui_event *event, struct ui_rect *dirty)
{
    flow->context.now = event->at;
    if (by_a_person(event))
        flow->touched = event->at;
    if (wakes(flow, event) || is_late(flow, event) || bounces(flow, event))
        return false;

    if (flow->screen == SCREEN_IDLE && event->kind == UI_EVENT_SCAN && staffed(flow))
        follow(flow, OUTCOME_BACK); /* nobody at a door shows their badge twice */
    struct ui_action action;
    bool changed;
    if (shared_action(flow, event, &action, &changed) || event->kind == UI_EVENT_RESIZE)
        return true;
    enum outcome outcome = outcome_of(flow, event, &action, dirty);
    if (flow->screen == SCREEN_IDLE && outcome == OUTCOME_STAY && sign_of_life(event)) {
        outcome = OUTCOME_BACK;
        flow->waking = event->kind == UI_EVENT_KEY;
    }
    if (outcome != OUTCOME_STAY)
        return lead(flow, outcome, event) || changed;
    /* A stroke's beginning and end change what the pad says of itself; its course changes only ink.
     */
    bool stroke_ends = action.kind == UI_RAW && event->kind != UI_EVENT_MOVE;
    return changed || stroke_ends || event->kind == UI_EVENT_SCAN;
}

/* When what the screen that was built says of times gone by must be said anew. */
static int64_t stale_at(struct flow *flow)
{
    const struct screen *screen = screens[flow->screen];
    int64_t holds = screen->holds_for ? screen->holds_for(&flow->context) : INT64_MAX;
    return holds == INT64_MAX ? INT64_MAX : flow->context.now + holds;
}

/* Whether the screen says how long it stays. */
static bool counts_down(const struct flow *flow)
{
    return flow->context.deadline && stay(flow, flow->screen) > 0;
}

bool flow_tick(struct flow *flow, int64_t now)
{
    struct screen_context *context = &flow->context;
    context->now = now;
    if (context->deadline && now >= context->deadline)
        return follow(flow, OUTCOME_TIMEOUT);
    if (now >= idle_at(flow)) {
        if (flow->screen == SCREEN_WELCOME)
            return follow(flow, OUTCOME_TIMEOUT);
        context->leaving = false;
        enter(flow, SCREEN_IDLE);
        return true;
    }
    struct ui_action action = {0};
    bool changed = ui_tick(context->ui, now, &action);
    enum outcome outcome = OUTCOME_STAY;
    if (action.kind != UI_NOTHING && screens[flow->screen]->on_action)
        outcome = screens[flow->screen]->on_action(context, &action);
    if (outcome != OUTCOME_STAY)
        changed |= follow(flow, outcome);
    return changed || now >= flow->stale_at ||
           (counts_down(flow) && flow->seconds_shown != screen_seconds_left(context));
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t flow_next_tick(const struct flow *flow)
{
    const struct screen_context *context = &flow->context;
    int64_t next = ui_next_tick(context->ui);
    int64_t idle = idle_at(flow);
    if (counts_down(flow))
        next = earlier(next, context->deadline - (screen_seconds_left(context) - 1) * SECOND);
    else if (context->deadline)
        next = earlier(next, context->deadline);
    return earlier(next, earlier(idle, flow->stale_at));
}

/* The list of countries in the visit's language, made anew when that has changed. */
static void name_countries(struct flow *flow)
{
    struct screen_context *context = &flow->context;
    if (!context->pack || flow->countries_language == flow->visit.language)
        return;
    words_countries_free(flow->countries, context->country_count);
    flow->countries = words_countries(screen_language(context), &context->country_count);
    flow->countries_language = flow->visit.language;
    context->countries = flow->countries;
}

void flow_build(struct flow *flow)
{
    name_countries(flow);
    flow->stale_at = stale_at(flow);
    flow->seconds_shown = screen_seconds_left(&flow->context);
    ui_begin(flow->context.ui);
    screens[flow->screen]->build(&flow->context);
    ui_end(flow->context.ui);
}

void flow_set_language(struct flow *flow, int language)
{
    visit_set_language(&flow->visit, flow->context.pack, language);
}

struct flow *flow_new(const struct flow_options *options, int64_t now)
{
    struct flow *flow = em_alloc(sizeof *flow);
    flow->language = options->language;
    flow->touched = now;
    flow->stale_at = INT64_MAX;
    flow->context = (struct screen_context){
        .ui = ui_new(options->metrics),
        .pack = options->pack,
        .catalogs = options->catalogs,
        .catalog_count = options->catalog_count,
        .visit = &flow->visit,
        .recorder = options->recorder,
        .demo = options->demo,
        .now = now,
        .fault = options->fault,
        .door = options->door,
    };
    flow->countries_language = -1;
    visit_begin(&flow->visit, options->language);
    enter(flow, options->fault ? SCREEN_OUT_OF_SERVICE : SCREEN_WELCOME);
    return flow;
}

void flow_free(struct flow *flow)
{
    if (!flow)
        return;
    visit_wipe(&flow->visit);
    if (flow->context.door)
        door_lock(flow->context.door);
    words_countries_free(flow->countries, flow->context.country_count);
    ui_free(flow->context.ui);
    free(flow);
}

void flow_go(struct flow *flow, enum screen_id screen, int64_t now)
{
    flow->context.now = now;
    enter(flow, screen);
}

bool flow_set_scanner(struct flow *flow, const struct ui_scanner *scanner)
{
    flow->context.scanner = *scanner;
    return true;
}

enum ui_sound flow_take_sound(struct flow *flow)
{
    enum ui_sound sound = flow->context.sound;
    flow->context.sound = UI_SOUND_NONE;
    return sound;
}

bool flow_wants_again(const struct flow *flow)
{
    return flow->again;
}

struct ui *flow_ui(const struct flow *flow)
{
    return flow->context.ui;
}

const char *flow_screen(const struct flow *flow)
{
    return screens[flow->screen]->name;
}

const char *flow_language(const struct flow *flow)
{
    return screen_language(&flow->context);
}

struct visit *flow_visit(const struct flow *flow)
{
    return flow->context.visit;
}
