#include "core/memory.h"
#include "screens/flow_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const struct screen *const flow_screens[SCREEN_COUNT] = {
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
    int64_t duration = flow_stay(flow, screen);
    context->deadline = duration ? context->now + duration : 0;
    ui_enter(context->ui, flow_screens[screen]->focus);
}

void flow_enter(struct flow *flow, enum screen_id screen)
{
    if (covers(screen))
        flow->covered[screen] = flow->screen;
    ui_take_place(flow->context.ui, &flow->left[flow->screen].place);
    flow->left[flow->screen].known = true;
    show(flow, screen);
    if (flow_screens[screen]->enter)
        flow_screens[screen]->enter(&flow->context);
}

static void come_back(struct flow *flow, enum screen_id screen, const char *focus)
{
    if (!flow->left[screen].known) {
        flow_enter(flow, screen);
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
        flow_enter(flow, to);
}

bool flow_follow(struct flow *flow, enum outcome outcome)
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
    flow->stale_at = flow_holds_until(flow);
    flow->seconds_shown = screen_seconds_left(&flow->context);
    ui_begin(flow->context.ui);
    flow_screens[flow->screen]->build(&flow->context);
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
    flow_enter(flow, options->fault ? SCREEN_OUT_OF_SERVICE : SCREEN_WELCOME);
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
    flow_enter(flow, screen);
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
    return flow_screens[flow->screen]->name;
}

const char *flow_language(const struct flow *flow)
{
    return screen_language(&flow->context);
}

struct visit *flow_visit(const struct flow *flow)
{
    return flow->context.visit;
}
