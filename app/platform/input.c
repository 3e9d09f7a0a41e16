#include "platform/input.h"

#include <stdint.h>

static const struct {
    SDL_Keycode code;
    enum ui_key key;
} keys[] = {
    {SDLK_TAB, UI_KEY_TAB},
    {SDLK_RETURN, UI_KEY_ENTER},
    {SDLK_KP_ENTER, UI_KEY_ENTER},
    {SDLK_SPACE, UI_KEY_SPACE},
    {SDLK_ESCAPE, UI_KEY_ESCAPE},
    {SDLK_LEFT, UI_KEY_LEFT},
    {SDLK_RIGHT, UI_KEY_RIGHT},
    {SDLK_UP, UI_KEY_UP},
    {SDLK_DOWN, UI_KEY_DOWN},
    {SDLK_HOME, UI_KEY_HOME},
    {SDLK_END, UI_KEY_END},
    {SDLK_PAGEUP, UI_KEY_PAGE_UP},
    {SDLK_PAGEDOWN, UI_KEY_PAGE_DOWN},
    {SDLK_BACKSPACE, UI_KEY_BACKSPACE},
    {SDLK_DELETE, UI_KEY_DELETE},
};

void input_start(struct input *input, SDL_Window *window, bool locked)
{
    *input = (struct input){.window = window, .locked = locked};
    SDL_ShowCursor(SDL_DISABLE);
}

void input_stop(struct input *input)
{
    SDL_free(input->pasted);
    input->pasted = NULL;
    held_keys_stop(&input->keys);
}

static unsigned bit(int pointer)
{
    return 1u << pointer;
}

static void show_cursor(struct input *input, bool shown)
{
    if (input->cursor_shown == shown)
        return;
    input->cursor_shown = shown;
    SDL_ShowCursor(shown ? SDL_ENABLE : SDL_DISABLE);
}

static bool pointer_event(struct ui_event *out, enum ui_event_kind kind, int pointer, int x, int y)
{
    out->kind = kind;
    out->pointer = pointer;
    out->x = x;
    out->y = y;
    return true;
}

/* --- the mouse: pointer 0 --- */

static bool on_button(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    const SDL_MouseButtonEvent *button = &event->button;
    if (button->which == SDL_TOUCH_MOUSEID || button->button != SDL_BUTTON_LEFT)
        return false;
    show_cursor(input, true);
    bool pressed = button->state == SDL_PRESSED;
    if (pressed == ((input->down & bit(0)) != 0))
        return false;
    input->down ^= bit(0);
    return pointer_event(out, pressed ? UI_EVENT_DOWN : UI_EVENT_UP, 0, button->x, button->y);
}

static bool on_motion(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    const SDL_MouseMotionEvent *motion = &event->motion;
    if (motion->which == SDL_TOUCH_MOUSEID)
        return false;
    show_cursor(input, true);
    return (input->down & bit(0)) && pointer_event(out, UI_EVENT_MOVE, 0, motion->x, motion->y);
}

static bool on_wheel(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    const SDL_MouseWheelEvent *wheel = &event->wheel;
    if (wheel->which == SDL_TOUCH_MOUSEID)
        return false;
    show_cursor(input, true);
    out->scroll = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->preciseY : wheel->preciseY;
    return pointer_event(out, UI_EVENT_WHEEL, 0, wheel->mouseX, wheel->mouseY);
}

/* --- fingers: pointers 1 and up --- */

/* The pointer of a finger that touches, 0 when it is not known. */
static int pointer_of(const struct input *input, SDL_FingerID finger)
{
    for (int i = 0; i < INPUT_FINGERS; i++)
        if ((input->down & bit(i + 1)) && input->fingers[i] == finger)
            return i + 1;
    return 0;
}

static int new_pointer(struct input *input, SDL_FingerID finger)
{
    for (int i = 0; i < INPUT_FINGERS; i++) {
        if (input->down & bit(i + 1))
            continue;
        input->fingers[i] = finger;
        input->down |= bit(i + 1);
        return i + 1;
    }
    return 0;
}

static int scaled(float part, int whole)
{
    int at = (int)(part * (float)whole);
    return at < 0 ? 0 : at >= whole ? whole - 1 : at;
}

static bool on_finger(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    const SDL_TouchFingerEvent *finger = &event->tfinger;
    if (finger->touchId == SDL_MOUSE_TOUCHID)
        return false;
    show_cursor(input, false);
    int pointer = pointer_of(input, finger->fingerId);
    enum ui_event_kind kind = UI_EVENT_MOVE;
    if (event->type == SDL_FINGERDOWN && !pointer) {
        pointer = new_pointer(input, finger->fingerId);
        kind = UI_EVENT_DOWN;
    }
    if (!pointer)
        return false;
    if (event->type == SDL_FINGERUP) {
        input->down &= ~bit(pointer);
        kind = UI_EVENT_UP;
    }
    int width, height;
    SDL_GetWindowSize(input->window, &width, &height);
    return pointer_event(out, kind, pointer, scaled(finger->x, width), scaled(finger->y, height));
}

/* --- keys and text --- */

static enum ui_key key_of(const SDL_Keysym *pressed, bool control)
{
    if (control && pressed->sym == SDLK_q)
        return UI_KEY_Q;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].code == pressed->sym)
            return keys[i].key;
    return UI_KEY_OTHER;
}

static bool on_paste(struct input *input, struct ui_event *out)
{
    input->pasted = SDL_GetClipboardText();
    out->kind = UI_EVENT_PASTE;
    out->text = input->pasted ? input->pasted : "";
    return true;
}

static bool on_key(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    const SDL_Keysym *pressed = &event->key.keysym;
    bool control = pressed->mod & KMOD_CTRL, shift = pressed->mod & KMOD_SHIFT;
    if ((control && pressed->sym == SDLK_v) || (shift && pressed->sym == SDLK_INSERT))
        return on_paste(input, out);
    out->kind = UI_EVENT_KEY;
    out->key = key_of(pressed, control);
    out->control = control;
    out->shift = shift;
    out->repeat = event->key.repeat;
    return true;
}

static bool on_text(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    input->last = *event;
    out->kind = UI_EVENT_TEXT;
    out->text = input->last.text.text;
    return true;
}

static bool on_typing(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    held_keys_take(&input->keys, event, out->at);
    return input_owed(input, out);
}

/* --- what is owed --- */

static bool owes_pointer(struct input *input, struct ui_event *out)
{
    if (!input->cancelled)
        return false;
    int pointer = 0;
    while (!(input->cancelled & bit(pointer)))
        pointer++;
    input->cancelled &= ~bit(pointer);
    return pointer_event(out, UI_EVENT_CANCEL, pointer, 0, 0);
}

static bool owes_scan(struct input *input, struct ui_event *out)
{
    if (!held_keys_scan(&input->keys))
        return false;
    input->scanned = out->at;
    out->kind = UI_EVENT_SCAN;
    out->text = input->keys.scan;
    return true;
}

static bool owes_key(struct input *input, struct ui_event *out)
{
    const SDL_Event *typed = held_keys_next(&input->keys);
    if (!typed)
        return false;
    return typed->type == SDL_TEXTINPUT ? on_text(input, typed, out) : on_key(input, typed, out);
}

bool input_owed(struct input *input, struct ui_event *out)
{
    return owes_pointer(input, out) || owes_scan(input, out) || owes_key(input, out);
}

int64_t input_deadline(const struct input *input)
{
    return held_keys_deadline(&input->keys);
}

bool input_wait(struct input *input, struct ui_event *out)
{
    held_keys_wait(&input->keys, out->at);
    return input_owed(input, out);
}

/* --- the window --- */

static bool on_close(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    (void)event;
    out->kind = UI_EVENT_QUIT;
    return !input->locked;
}

/* SIGTERM and SIGINT come as SDL_QUIT: who can send them may end a locked kiosk. */
static bool on_quit(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    (void)input;
    (void)event;
    out->kind = UI_EVENT_QUIT;
    return true;
}

static bool on_window(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    switch (event->window.event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        out->kind = UI_EVENT_RESIZE;
        out->width = event->window.data1;
        out->height = event->window.data2;
        return true;
    case SDL_WINDOWEVENT_EXPOSED:
        out->kind = UI_EVENT_EXPOSE;
        return true;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        input->cancelled = input->down;
        input->down = 0;
        held_keys_lose_focus(&input->keys);
        return input_owed(input, out);
    case SDL_WINDOWEVENT_CLOSE:
        return on_close(input, event, out);
    default:
        return false;
    }
}

static bool on_wake(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    (void)input;
    (void)event;
    out->kind = UI_EVENT_NONE;
    return true;
}

static const struct {
    Uint32 type;
    bool (*translate)(struct input *input, const SDL_Event *event, struct ui_event *out);
} translations[] = {
    {SDL_MOUSEMOTION, on_motion},   {SDL_FINGERMOTION, on_finger}, {SDL_MOUSEBUTTONDOWN, on_button},
    {SDL_MOUSEBUTTONUP, on_button}, {SDL_FINGERDOWN, on_finger},   {SDL_FINGERUP, on_finger},
    {SDL_MOUSEWHEEL, on_wheel},     {SDL_KEYDOWN, on_typing},      {SDL_KEYUP, on_typing},
    {SDL_TEXTINPUT, on_typing},     {SDL_WINDOWEVENT, on_window},  {SDL_QUIT, on_quit},
    {SDL_USEREVENT, on_wake},
};

bool input_translate(struct input *input, const SDL_Event *event, struct ui_event *out)
{
    SDL_free(input->pasted);
    input->pasted = NULL;
    for (size_t i = 0; i < sizeof translations / sizeof *translations; i++)
        if (translations[i].type == event->type)
            return translations[i].translate(input, event, out);
    return false;
}
