#include "kiosk.h"

#include "core/memory.h"
#include "platform/canvas.h"
#include "platform/sound.h"
#include "platform/window.h"
#include "screens/flow.h"
#include "service.h"
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DIRTY 32

struct kiosk {
    struct options options;
    struct window *window;
    struct font *font;
    struct icons *icons;
    struct canvas *canvas;
    struct sound *sound;
    struct ui_metrics metrics;
    struct trace *trace;
    struct service *service;
    struct flow *flow;
    bool scanner_gone; /* the serial one, as was last said on standard error */
    bool lost;         /* the window's pixels are not what was drawn: all must be drawn */
};

static enum em_status open_screen(struct kiosk *kiosk, const struct options *options,
                                  struct em_error *error)
{
    const struct window_options window = {.title = "emarge",
                                          .width = options->width,
                                          .height = options->height,
                                          .locked = options->locked};
    char problem[256] = "";
    kiosk->font = font_new(problem, sizeof problem);
    if (!kiosk->font)
        return em_fail(error, EM_NOT_FOUND, "%s", problem);
    kiosk->window = window_new(&window, problem, sizeof problem);
    if (!kiosk->window)
        return em_fail(error, EM_IO, "%s", problem);
    if (options->serial &&
        !window_use_scanner(kiosk->window, options->serial, NULL, problem, sizeof problem))
        return em_fail(error, EM_INVALID, "%s", problem);
    kiosk->metrics = font_metrics(kiosk->font);
    kiosk->icons = icons_new(options->share);
    kiosk->canvas = canvas_new(kiosk->font, kiosk->icons);
    return EM_OK;
}

static void log_scanner(struct kiosk *kiosk, const struct ui_scanner *scanner)
{
    bool gone = scanner->kind == UI_SCANNER_SERIAL && !scanner->alive;
    if (gone == kiosk->scanner_gone)
        return;
    kiosk->scanner_gone = gone;
    if (gone)
        fprintf(
            stderr,
            "emarge-kiosk: the badge scanner at %s is not connected. Plug it in: it is heard as "
            "soon as it is there. If it is plugged in, let this account read the device "
            "(`ls -l %s` says which group may), or name the right one with --scanner.\n",
            scanner->device, scanner->device);
    else
        fprintf(stderr, "emarge-kiosk: the badge scanner at %s is connected.\n", scanner->device);
}

static bool tell_scanner(struct kiosk *kiosk)
{
    const struct ui_scanner scanner = window_scanner(kiosk->window);
    log_scanner(kiosk, &scanner);
    return flow_set_scanner(kiosk->flow, &scanner);
}

static void open_flow(struct kiosk *kiosk)
{
    struct flow_options flow = {.metrics = &kiosk->metrics};
    service_describe(kiosk->service, &flow);
    flow_free(kiosk->flow);
    kiosk->flow = flow_new(&flow, window_now());
    tell_scanner(kiosk);
    struct canvas_pixels pixels = window_pixels(kiosk->window);
    ui_resize(flow_ui(kiosk->flow), pixels.width, pixels.height);
    kiosk->lost = true;
}

/* What a scanner types is known with the kiosk's keys. */
static void listen_to_keys(struct kiosk *kiosk)
{
    char problem[256] = "";
    const char *layout = service_scanner_layout(kiosk->service);
    if (!window_use_scanner(kiosk->window, NULL, layout, problem, sizeof problem))
        service_complain(kiosk->service, problem);
}

static void open_service(struct kiosk *kiosk)
{
    kiosk->service = service_new(&kiosk->options);
    if (!kiosk->options.serial)
        listen_to_keys(kiosk);
    open_flow(kiosk);
}

static void close_service(struct kiosk *kiosk)
{
    flow_free(kiosk->flow);
    kiosk->flow = NULL;
    service_free(kiosk->service);
}

enum em_status kiosk_new(struct kiosk **out, const struct options *options, struct em_error *error)
{
    struct kiosk *kiosk = em_alloc(sizeof *kiosk);
    enum em_status status = trace_open(&kiosk->trace, options->trace, options->trace_values, error);
    if (status == EM_OK)
        status = open_screen(kiosk, options, error);
    if (status != EM_OK) {
        kiosk_free(kiosk);
        return status;
    }
    kiosk->options = *options;
    kiosk->sound = sound_new();
    open_service(kiosk);
    *out = kiosk;
    return EM_OK;
}

void kiosk_free(struct kiosk *kiosk)
{
    if (!kiosk)
        return;
    close_service(kiosk);
    trace_close(kiosk->trace);
    sound_free(kiosk->sound);
    canvas_free(kiosk->canvas);
    icons_free(kiosk->icons);
    window_free(kiosk->window);
    font_free(kiosk->font);
    free(kiosk);
}

static void show(struct kiosk *kiosk, const struct ui_rect *dirty, size_t count)
{
    struct canvas_pixels pixels = window_pixels(kiosk->window);
    for (size_t i = 0; i < count; i++)
        canvas_paint(kiosk->canvas, &pixels, ui_commands(flow_ui(kiosk->flow)), dirty[i]);
    window_present(kiosk->window, dirty, count);
}

/* Where no field takes letters nobody types, and a slow scanner is understood. */
static bool takes_letters(const struct ui *ui)
{
    for (size_t i = 0; i < ui_count(ui); i++)
        if (ui_node(ui, i)->role == UI_ROLE_TEXTBOX)
            return true;
    return false;
}

static void build_and_show(struct kiosk *kiosk)
{
    struct canvas_pixels pixels = window_pixels(kiosk->window);
    struct ui_rect dirty[MAX_DIRTY] = {{0, 0, pixels.width, pixels.height}};
    size_t count = 1;
    const struct paint_list *shown = ui_commands(flow_ui(kiosk->flow));
    flow_build(kiosk->flow);
    if (!kiosk->lost)
        count = paint_difference(shown, ui_commands(flow_ui(kiosk->flow)), pixels.width,
                                 pixels.height, dirty, MAX_DIRTY);
    kiosk->lost = false;
    show(kiosk, dirty, count);
    window_expect_typing(kiosk->window, takes_letters(flow_ui(kiosk->flow)));
    trace_write(kiosk->trace, flow_screen(kiosk->flow), flow_language(kiosk->flow),
                flow_ui(kiosk->flow));
    sound_play(kiosk->sound, flow_take_sound(kiosk->flow), window_now());
}

/* Whether the event asks to leave, and may. */
static bool leaves(const struct kiosk *kiosk, const struct ui_event *event)
{
    if (event->kind == UI_EVENT_QUIT)
        return true;
    return event->kind == UI_EVENT_KEY && event->key == UI_KEY_Q && event->control &&
           !kiosk->options.locked;
}

/* A log that cannot be served from takes the kiosk out of service. */
static void open_log(struct kiosk *kiosk)
{
    if (!service_open(kiosk->service))
        open_flow(kiosk);
}

/* The first frame is shown before the log is proved, which takes the longer the more was signed; no
 * touch is looked at in between. */
static void begin(struct kiosk *kiosk)
{
    build_and_show(kiosk);
    open_log(kiosk);
}

/* Out of service stays on the screen until it is known to be over. */
static void begin_again(struct kiosk *kiosk)
{
    close_service(kiosk);
    open_service(kiosk);
    open_log(kiosk);
}

/* One event. Ink is shown at once, before anything else is looked at. */
static bool take(struct kiosk *kiosk, const struct ui_event *event)
{
    struct ui_rect dirty = {0};
    if (event->kind == UI_EVENT_EXPOSE || event->kind == UI_EVENT_RESIZE)
        kiosk->lost = true;
    bool scanner = event->kind == UI_EVENT_SCAN || event->kind == UI_EVENT_SCANNER;
    bool changed = scanner && tell_scanner(kiosk);
    changed |= flow_event(kiosk->flow, event, &dirty);
    if (!ui_rect_empty(dirty) && !kiosk->lost)
        show(kiosk, &dirty, 1);
    if (flow_wants_again(kiosk->flow))
        begin_again(kiosk);
    return changed || kiosk->lost;
}

/* Whether the event means something that is on screen: it must not meet what was there before. */
static bool is_aimed(const struct ui_event *event)
{
    return event->kind == UI_EVENT_DOWN || event->kind == UI_EVENT_UP ||
           event->kind == UI_EVENT_KEY || event->kind == UI_EVENT_TEXT ||
           event->kind == UI_EVENT_PASTE || event->kind == UI_EVENT_SCAN;
}

static int64_t next_deadline(const struct kiosk *kiosk)
{
    int64_t tick = flow_next_tick(kiosk->flow), silence = sound_deadline(kiosk->sound);
    return tick < silence ? tick : silence;
}

void kiosk_run(struct kiosk *kiosk)
{
    bool changed = true;
    begin(kiosk);
    for (;;) {
        if (changed)
            build_and_show(kiosk);
        struct ui_event event;
        changed = false;
        bool came = window_next(kiosk->window, next_deadline(kiosk), &event);
        while (came) {
            if (leaves(kiosk, &event))
                return;
            if (changed && is_aimed(&event)) {
                build_and_show(kiosk);
                changed = false;
            }
            changed |= take(kiosk, &event);
            came = window_next(kiosk->window, 0, &event);
        }
        changed |= flow_tick(kiosk->flow, window_now());
        sound_rest(kiosk->sound, window_now());
    }
}
