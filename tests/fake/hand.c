#include "fake/hand.h"

#include "core/memory.h"
#include "fake/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct hand *hand_new(void (*add)(struct ui *ui, void *content), void *content)
{
    struct hand *hand = em_alloc(sizeof *hand);
    *hand =
        (struct hand){.ui = ui_new(&fake_metrics), .add = add, .content = content, .now = 1000000};
    ui_resize(hand->ui, 1920, 1080);
    hand_build(hand);
    return hand;
}

void hand_free(struct hand *hand)
{
    ui_free(hand->ui);
    free(hand);
}

void hand_build(struct hand *hand)
{
    ui_begin(hand->ui);
    hand->add(hand->ui, hand->content);
    ui_end(hand->ui);
}

bool hand_do(struct hand *hand, struct ui_event event)
{
    hand->now += 10000;
    event.at = hand->now;
    bool changed = ui_handle(hand->ui, &event, &hand->action);
    if (changed)
        hand_build(hand);
    return changed;
}

bool hand_point(struct hand *hand, enum ui_event_kind kind, int pointer, int x, int y)
{
    return hand_do(hand, (struct ui_event){.kind = kind, .pointer = pointer, .x = x, .y = y});
}

bool hand_key(struct hand *hand, enum ui_key key)
{
    return hand_do(hand, (struct ui_event){.kind = UI_EVENT_KEY, .key = key});
}

void hand_type(struct hand *hand, const char *text)
{
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_TEXT, .text = text});
}

void hand_tap(struct hand *hand, const char *id)
{
    struct ui_rect r = hand_rect(hand, id);
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + r.w / 2, r.y + r.h / 2);
    hand_point(hand, UI_EVENT_UP, 1, r.x + r.w / 2, r.y + r.h / 2);
}

int hand_wait(struct hand *hand, int64_t us)
{
    int64_t until = hand->now + us;
    int actions = 0;
    while (ui_next_tick(hand->ui) <= until) {
        hand->now = ui_next_tick(hand->ui);
        if (ui_tick(hand->ui, hand->now, &hand->action))
            hand_build(hand);
        actions += hand->action.kind != UI_NOTHING;
    }
    hand->now = until;
    return actions;
}

struct ui_rect hand_rect(const struct hand *hand, const char *id)
{
    const struct ui_node *node = ui_find(hand->ui, id);
    assert_non_null(node);
    return node->rect;
}
