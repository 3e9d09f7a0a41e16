/* The smallest program that the driver can drive: a field that takes text, a button, a pad that
 * counts what is drawn on it. It writes the trace of a kiosk, so that the driver is tested before
 * and without one.
 */
#include <SDL.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELD, BUTTON, PAD, NODES };

static const struct {
    const char *id, *role;
    SDL_Rect rect;
} nodes[NODES] = {
    {"dummy/field", "textbox", {20, 20, 400, 60}},
    {"dummy/button", "button", {20, 100, 200, 60}},
    {"dummy/pad", "application", {20, 180, 500, 300}},
};

struct dummy {
    FILE *trace;
    char text[1024];
    int pressed, focus, strokes, points;
    bool drawing;
};

static json_t *node_json(const struct dummy *dummy, int i)
{
    char value[sizeof dummy->text] = "";
    if (i == FIELD)
        memcpy(value, dummy->text, sizeof value);
    if (i == BUTTON)
        snprintf(value, sizeof value, "%d", dummy->pressed);
    if (i == PAD)
        snprintf(value, sizeof value, "%d strokes", dummy->strokes);
    const SDL_Rect *at = &nodes[i].rect;
    return json_pack("{ss ss ss ss s[iiii] sb sb sb}", "id", nodes[i].id, "role", nodes[i].role,
                     "label", "", "value", value, "rect", at->x, at->y, at->w, at->h, "enabled", 1,
                     "checked", dummy->points > 50, "focused", dummy->focus == i);
}

static void write_trace(const struct dummy *dummy)
{
    json_t *array = json_array();
    for (int i = 0; i < NODES; i++)
        json_array_append_new(array, node_json(dummy, i));
    json_t *line = json_pack("{ss ss so}", "screen", "dummy", "language", "en", "nodes", array);
    json_dumpf(line, dummy->trace, JSON_COMPACT);
    fputc('\n', dummy->trace);
    fflush(dummy->trace);
    json_decref(line);
}

static bool is_on(int node, int x, int y)
{
    SDL_Point point = {x, y};
    return SDL_PointInRect(&point, &nodes[node].rect);
}

static void button_down(struct dummy *dummy, const SDL_MouseButtonEvent *button)
{
    dummy->drawing = is_on(PAD, button->x, button->y);
    dummy->strokes += dummy->drawing;
    dummy->pressed += is_on(BUTTON, button->x, button->y);
}

static void key_down(struct dummy *dummy, const SDL_Keysym *key)
{
    int step = key->mod & KMOD_SHIFT ? NODES - 1 : 1;
    if (key->sym == SDLK_TAB)
        dummy->focus = (dummy->focus + step) % NODES;
    if (key->sym == SDLK_q && key->mod & KMOD_CTRL)
        exit(0);
}

static void take(struct dummy *dummy, const SDL_Event *event)
{
    if (event->type == SDL_MOUSEBUTTONDOWN)
        button_down(dummy, &event->button);
    if (event->type == SDL_MOUSEBUTTONUP)
        dummy->drawing = false;
    if (event->type == SDL_MOUSEMOTION && dummy->drawing)
        dummy->points++;
    if (event->type == SDL_KEYDOWN)
        key_down(dummy, &event->key.keysym);
    if (event->type == SDL_TEXTINPUT)
        strncat(dummy->text, event->text.text, sizeof dummy->text - strlen(dummy->text) - 1);
}

int main(int argc, char **argv)
{
    struct dummy dummy = {.trace = argc == 3 ? fopen(argv[2], "w") : NULL};
    if (!dummy.trace || SDL_Init(SDL_INIT_VIDEO) ||
        !SDL_CreateWindow("dummy", 0, 0, 640, 480, SDL_WINDOW_FULLSCREEN_DESKTOP))
        return 1;
    SDL_StartTextInput();
    write_trace(&dummy);
    for (SDL_Event event; SDL_WaitEvent(&event);) {
        take(&dummy, &event);
        write_trace(&dummy);
    }
    return 1;
}
