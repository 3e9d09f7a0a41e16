/* SDL's events as struct ui_event: which pointer, which key, what text. */
#ifndef EM_PLATFORM_INPUT_H
#define EM_PLATFORM_INPUT_H

#include "platform/held_keys.h"
#include "ui/event.h"

#include <SDL.h>
#include <stdbool.h>

#define INPUT_FINGERS 10

struct input {
    SDL_Window *window;                  /* for its size and its cursor */
    bool locked;                         /* a request to close the window is not passed on */
    SDL_FingerID fingers[INPUT_FINGERS]; /* finger of pointer i + 1 */
    unsigned down;                       /* bit of each pointer that touches */
    unsigned cancelled;                  /* bit of each pointer whose UI_EVENT_CANCEL is owed */
    bool cursor_shown;
    struct held_keys keys;
    int64_t scanned; /* when a scanner that types last did; 0: never */
    char *pasted;    /* the clipboard as last given out */
    SDL_Event last;  /* holds the text last given out */
};

void input_start(struct input *input, SDL_Window *window, bool locked);
void input_stop(struct input *input);

/* Gives what is owed from earlier, one by one: the cancelled pointers, a scan, the keys that were
 * held back. False when nothing is. */
bool input_owed(struct input *input, struct ui_event *out);
/* When input_wait has something to say; INT64_MAX: never. */
int64_t input_deadline(const struct input *input);
/* It is out->at, and SDL has no event from before. False when that says nothing. */
bool input_wait(struct input *input, struct ui_event *out);
/* False when the event says nothing to the interface, or not yet. */
bool input_translate(struct input *input, const SDL_Event *event, struct ui_event *out);

#endif
