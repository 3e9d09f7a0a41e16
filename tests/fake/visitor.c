#include "fake/visitor.h"

#include "core/memory.h"
#include "fake/metrics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP 10000  /* microseconds from one event to the next */
#define LOOK 500000 /* before a touch: one looks where one presses */

static void must(bool fine, const struct visitor *visitor, const char *what, const char *id)
{
    if (fine)
        return;
    fprintf(stderr, "visitor: %s: %s %s\n", visitor->flow ? visitor_screen(visitor) : "at start",
            what, id);
    abort();
}

/* --- the recorder --- */

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static enum em_status record(void *context, const struct signature *signature,
                             struct ledger_receipt *receipt, struct em_error *error)
{
    struct visitor *visitor = context;
    struct visitor_record *copy = &visitor->record;
    visitor->attempts++;
    if (visitor->answer != EM_OK)
        return em_fail(error, visitor->answer, "The recorder of this test refuses.");
    *copy = (struct visitor_record){.capacity = signature->capacity,
                                    .mode = signature->mode,
                                    .listed = signature->listed,
                                    .contact = signature->contact,
                                    .read_to_end = signature->read_to_end,
                                    .inked = signature->ink != NULL,
                                    .strokes = signature->ink ? signature->ink->stroke_count : 0};
    COPY(copy->name, signature->name);
    COPY(copy->role, signature->role);
    COPY(copy->email, signature->email);
    COPY(copy->government, signature->government);
    COPY(copy->government_id, signature->government_id);
    COPY(copy->country, signature->country);
    COPY(copy->language, signature->language);
    COPY(copy->document, signature->document);
    memcpy(copy->text_sha256, signature->text_sha256, sizeof copy->text_sha256);
    *receipt = (struct ledger_receipt){.at_us = INT64_C(1481276832345678)};
    snprintf(receipt->number, sizeof receipt->number, "A-%d", ++visitor->records);
    return EM_OK;
}

static int64_t count(void *context, int64_t *since_us)
{
    const struct visitor *visitor = context;
    *since_us = INT64_C(1481097600000000);
    return visitor->records;
}

static const char *fault(void *context)
{
    const struct visitor *visitor = context;
    return visitor->answer == EM_OK ? NULL : "The recorder of this test refuses.";
}

static bool set_aside(void *context)
{
    (void)context;
    return false;
}

/* --- coming and leaving --- */

static void open_event(struct visitor *visitor, const char *share)
{
    struct pack_faults faults = {0};
    struct em_error error = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/events/ogp-paris-2016", share);
    must(pack_load(&visitor->pack, path, &faults) == EM_OK, visitor, "no event in", path);
    for (size_t i = 0; i < visitor->pack->language_count; i++) {
        const char *language = visitor->pack->languages[i];
        snprintf(path, sizeof path, "%s/locale/%s.mo", share, language);
        const char *file = strcmp(language, "en") == 0 ? NULL : path;
        must(catalog_open(&visitor->catalogs[i], language, file, &error) == EM_OK, visitor,
             error.text, path);
    }
}

static void come(struct visitor *visitor, const char *share, const struct ui_metrics *metrics,
                 const struct recorder *recorder, struct door *door)
{
    *visitor = (struct visitor){.now = 1000 * VISITOR_SECOND, .recorder = *recorder};
    open_event(visitor, share);
    visitor->options = (struct flow_options){.metrics = metrics,
                                             .pack = visitor->pack,
                                             .catalogs = visitor->catalogs,
                                             .catalog_count = visitor->pack->language_count,
                                             .recorder = &visitor->recorder,
                                             .door = door};
    visitor->flow = flow_new(&visitor->options, visitor->now);
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_RESIZE, .width = 1920, .height = 1080});
}

static struct recorder own_recorder(struct visitor *visitor)
{
    return (struct recorder){.record = record,
                             .count = count,
                             .fault = fault,
                             .set_aside = set_aside,
                             .context = visitor};
}

void visitor_come(struct visitor *visitor, const char *share)
{
    visitor_come_to_door(visitor, share, NULL, NULL);
}

void visitor_come_to_door(struct visitor *visitor, const char *share,
                          const struct recorder *recorder, struct door *door)
{
    const struct recorder own = own_recorder(visitor);
    come(visitor, share, &fake_metrics, recorder ? recorder : &own, door);
}

void visitor_come_with(struct visitor *visitor, const char *share, const struct ui_metrics *metrics,
                       const struct recorder *recorder)
{
    come(visitor, share, metrics, recorder, NULL);
}

void visitor_leave(struct visitor *visitor)
{
    flow_free(visitor->flow);
    free(visitor->events);
    for (size_t i = 0; i < visitor->pack->language_count; i++)
        catalog_close(visitor->catalogs[i]);
    pack_free(visitor->pack);
}

int visitor_set_up(void **state)
{
    struct visitor *visitor = em_alloc(sizeof *visitor);
    visitor_come(visitor, EM_SHARE);
    *state = visitor;
    return 0;
}

int visitor_tear_down(void **state)
{
    visitor_leave(*state);
    free(*state);
    return 0;
}

/* --- doing --- */

static void build_if(struct visitor *visitor, bool changed)
{
    if (!changed)
        return;
    flow_build(visitor->flow);
    visitor->builds++;
    if (visitor->frames)
        ui_dump(flow_ui(visitor->flow), visitor->frames);
}

void visitor_do(struct visitor *visitor, struct ui_event event)
{
    visitor_wait(visitor, STEP);
    event.at = visitor->now;
    visitor->events = em_grow(visitor->events, visitor->event_count, &visitor->event_capacity,
                              sizeof *visitor->events);
    visitor->events[visitor->event_count++] = event;
    bool changed = flow_event(visitor->flow, &event, &visitor->dirty);
    changed |= flow_tick(visitor->flow, visitor->now); /* as the kiosk does after each event */
    build_if(visitor, changed);
}

void visitor_point(struct visitor *visitor, enum ui_event_kind kind, int pointer, int x, int y)
{
    visitor_do(visitor, (struct ui_event){.kind = kind, .pointer = pointer, .x = x, .y = y});
}

void visitor_scan(struct visitor *visitor, const char *code)
{
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_SCAN, .text = code});
}

void visitor_drag(struct visitor *visitor, int x, int y, int dy, int moves)
{
    visitor_point(visitor, UI_EVENT_DOWN, 1, x, y);
    for (int i = 1; i <= moves; i++)
        visitor_point(visitor, UI_EVENT_MOVE, 1, x, y + i * dy);
    visitor_point(visitor, UI_EVENT_UP, 1, x, y + moves * dy);
}

static struct ui_rect seen(const struct ui_node *node)
{
    return ui_rect_intersect(node->rect, node->clip);
}

/* What has come with the visitor, the size of the window, is not done again. */
void visitor_do_as(struct visitor *visitor, const struct visitor *other)
{
    for (size_t i = visitor->event_count; i < other->event_count; i++) {
        visitor_wait(visitor, other->events[i].at - visitor->now - STEP);
        visitor_do(visitor, other->events[i]);
    }
}

static void touch(struct visitor *visitor, const struct ui_node *node, const char *id)
{
    struct ui_rect rect = seen(node);
    must(!ui_rect_empty(rect), visitor, "cannot be seen:", id);
    visitor_wait(visitor, LOOK);
    visitor_drag(visitor, rect.x + rect.w / 2, rect.y + rect.h / 2, 0, 0);
}

void visitor_tap(struct visitor *visitor, const char *id)
{
    const struct ui_node *node = visitor_node(visitor, id);
    if (seen(node).h < node->rect.h) {
        ui_scroll_into_view(flow_ui(visitor->flow), id, false);
        build_if(visitor, true);
        node = visitor_node(visitor, id);
    }
    touch(visitor, node, id);
}

void visitor_tap_label(struct visitor *visitor, const char *label)
{
    const struct ui *ui = flow_ui(visitor->flow);
    for (size_t i = 0; i < ui_count(ui); i++) {
        const struct ui_node *node = ui_node(ui, i);
        if (node->action && node->label && strcmp(node->label, label) == 0) {
            visitor_tap(visitor, node->id);
            return;
        }
    }
    must(false, visitor, "nothing to press is labelled", label);
}

void visitor_key(struct visitor *visitor, enum ui_key key)
{
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_KEY, .key = key});
}

void visitor_back_tab(struct visitor *visitor)
{
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_KEY, .key = UI_KEY_TAB, .shift = true});
}

void visitor_tab_to(struct visitor *visitor, const char *id)
{
    for (size_t i = 0; i < ui_count(flow_ui(visitor->flow)); i++) {
        if (strcmp(visitor_focus(visitor), id) == 0)
            return;
        visitor_key(visitor, UI_KEY_TAB);
    }
    must(false, visitor, "Tab does not lead to", id);
}

void visitor_type(struct visitor *visitor, const char *text)
{
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_TEXT, .text = text});
}

void visitor_stroke(struct visitor *visitor, int steps)
{
    char id[64];
    snprintf(id, sizeof id, "%s/pad", visitor_screen(visitor));
    struct ui_rect pad = visitor_node(visitor, id)->rect;
    struct ui_event event = {
        .kind = UI_EVENT_DOWN, .pointer = 1, .x = pad.x + pad.w / 5, .y = pad.y + pad.h / 4};
    visitor_do(visitor, event);
    event.kind = UI_EVENT_MOVE;
    for (int i = 0; i < steps; i++) {
        event.x += 12;
        event.y += i % 5;
        visitor_do(visitor, event);
    }
    event.kind = UI_EVENT_UP;
    visitor_do(visitor, event);
}

void visitor_wait(struct visitor *visitor, int64_t us)
{
    int64_t end = visitor->now + us;
    for (int64_t next; (next = flow_next_tick(visitor->flow)) <= end;) {
        if (next > visitor->now)
            visitor->now = next;
        build_if(visitor, flow_tick(visitor->flow, visitor->now));
        must(flow_next_tick(visitor->flow) > visitor->now, visitor, "never rests", "");
    }
    visitor->now = end;
}

/* --- the way to a screen --- */

static void fill_in(struct visitor *visitor)
{
    visitor_tap(visitor, "details/name");
    visitor_type(visitor, "Amina Nyambura");
    visitor_tap(visitor, "details/role");
    visitor_type(visitor, "Directrice");
    visitor_tap(visitor, "details/government");
    visitor_tap(visitor, "government/option/elgeyo-marakwet");
    visitor_tap(visitor, "details/email");
    visitor_type(visitor, "amina@example.org");
    visitor_tap(visitor, "details/continue");
}

static void begin(struct visitor *visitor)
{
    visitor_tap(visitor, "welcome/fr");
}

static void read(struct visitor *visitor)
{
    visitor_tap(visitor, "document/sign");
}

static void sign(struct visitor *visitor)
{
    visitor_stroke(visitor, 40);
    visitor_tap(visitor, "sign/continue");
}

static void confirm(struct visitor *visitor)
{
    visitor_tap(visitor, "review/record");
}

const char *const visitor_journey[VISITOR_JOURNEY] = {"welcome", "document", "details",
                                                      "sign",    "review",   "recorded"};

void visitor_walk_to(struct visitor *visitor, const char *screen)
{
    static void (*const onward[])(struct visitor *) = {begin, read, fill_in, sign, confirm};
    for (size_t i = 0; i < sizeof onward / sizeof *onward; i++)
        if (strcmp(visitor_screen(visitor), screen) != 0 &&
            strcmp(visitor_screen(visitor), visitor_journey[i]) == 0)
            onward[i](visitor);
    must(strcmp(visitor_screen(visitor), screen) == 0, visitor, "is not", screen);
}

/* --- seeing --- */

bool visitor_sees(const struct visitor *visitor, const char *id)
{
    return ui_find(flow_ui(visitor->flow), id) != NULL;
}

const struct ui_node *visitor_node(const struct visitor *visitor, const char *id)
{
    const struct ui_node *node = ui_find(flow_ui(visitor->flow), id);
    must(node, visitor, "does not have", id);
    return node;
}

const char *visitor_value(const struct visitor *visitor, const char *id)
{
    const struct ui_node *node = visitor_node(visitor, id);
    return node->edit ? node->edit->text : node->value;
}

const char *visitor_screen(const struct visitor *visitor)
{
    return flow_screen(visitor->flow);
}

const char *visitor_focus(const struct visitor *visitor)
{
    return ui_focus(flow_ui(visitor->flow));
}

int64_t visitor_idle(const struct visitor *visitor)
{
    return visitor->pack->idle_seconds * VISITOR_SECOND;
}

int64_t visitor_warning(const struct visitor *visitor)
{
    return visitor->pack->warning_seconds * VISITOR_SECOND;
}

struct visit *visitor_draft(const struct visitor *visitor)
{
    return flow_visit(visitor->flow);
}

char *visitor_dump(const struct visitor *visitor)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    ui_dump(flow_ui(visitor->flow), out);
    fclose(out);
    return text;
}
