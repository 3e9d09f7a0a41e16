#include "platform/held_keys.h"

#include "platform/key_clock.h"
#include "platform/memory.h"

#include <string.h>

enum { ROOM = 64 };

/* Letters of a badge's code are not left in memory. */
static void forget_from(struct held_keys *held, size_t from)
{
    if (held->events)
        explicit_bzero(held->events + from, (held->count - from) * sizeof *held->events);
    held->count = from;
}

void held_keys_use(struct held_keys *held, struct key_text *text)
{
    held->released = held->count;
    key_text_free(held->text);
    held->text = text;
    wedge_start(&held->wedge, key_text_character, text);
}

void held_keys_stop(struct held_keys *held)
{
    forget_from(held, 0);
    free(held->events);
    key_text_free(held->text);
    explicit_bzero(held, sizeof *held);
}

static void keep(struct held_keys *held, const SDL_Event *event)
{
    if (held->count == held->room) {
        held->room += ROOM;
        held->events = memory_resize(held->events, held->room * sizeof *held->events);
    }
    held->events[held->count++] = *event;
}

static void heed(struct held_keys *held, enum wedge_answer answer, int64_t at)
{
    if (answer == WEDGE_PASS)
        held->released = held->count;
    if (answer == WEDGE_TAKE || answer == WEDGE_SCAN)
        forget_from(held, held->released);
    if (answer != WEDGE_SCAN)
        return;
    memcpy(held->scan, held->wedge.text, sizeof held->scan);
    explicit_bzero(held->wedge.text, sizeof held->wedge.text);
    held->scanned = true;
    held->scanned_at = at;
}

static void take_key(struct held_keys *held, const SDL_Event *event, int64_t now)
{
    int64_t at = key_clock_time(event, now);
    held->newest = at > held->newest ? at : held->newest;
    const struct wedge_key key = {.at = held->newest,
                                  .usage = event->key.keysym.scancode,
                                  .down = event->type == SDL_KEYDOWN,
                                  .repeat = event->key.repeat};
    heed(held, wedge_wait(&held->wedge, held->newest), held->newest);
    if (key.down)
        keep(held, event);
    enum wedge_answer answer = wedge_key(&held->wedge, &key);
    heed(held, answer, held->newest);
    if (answer == WEDGE_HOLD)
        key_text_prepare(held->text);
}

static void take_text(struct held_keys *held, const SDL_Event *event, int64_t now)
{
    if (wedge_swallows(&held->wedge, now))
        return;
    bool holds = held->count > held->released;
    keep(held, event);
    if (!holds)
        held->released = held->count;
}

void held_keys_take(struct held_keys *held, const SDL_Event *event, int64_t now)
{
    if (held->text && event->type == SDL_TEXTINPUT) {
        take_text(held, event, now);
    } else if (held->text) {
        take_key(held, event, now);
    } else if (event->type != SDL_KEYUP) {
        keep(held, event);
        held->released = held->count;
    }
}

int64_t held_keys_deadline(const struct held_keys *held)
{
    return held->text ? wedge_deadline(&held->wedge) : INT64_MAX;
}

void held_keys_wait(struct held_keys *held, int64_t now)
{
    if (held->text)
        heed(held, wedge_wait(&held->wedge, now), now);
}

void held_keys_lose_focus(struct held_keys *held)
{
    if (held->text)
        heed(held, wedge_lose_focus(&held->wedge), held->newest);
}

bool held_keys_scan(struct held_keys *held)
{
    bool scanned = held->scanned;
    if (!scanned)
        explicit_bzero(held->scan, sizeof held->scan);
    held->scanned = false;
    return scanned;
}

const SDL_Event *held_keys_next(struct held_keys *held)
{
    if (held->given < held->released)
        return &held->events[held->given++];
    if (held->given == held->count) {
        forget_from(held, 0);
        held->given = held->released = 0;
    }
    return NULL;
}
