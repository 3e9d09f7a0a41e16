/* The cheapest program with SDL that shows where the pointer is: a surface of the CPU over the
 * whole screen, and one dot at each motion. What anything that draws ink has to be compared with.
 */
#include <SDL.h>

enum { DOT = 5 };

static void paint(SDL_Window *window, const SDL_Rect *place, Uint32 color)
{
    SDL_FillRect(SDL_GetWindowSurface(window), place, color);
    SDL_UpdateWindowSurfaceRects(window, place, 1);
}

int main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_Rect whole;
    if (SDL_Init(SDL_INIT_VIDEO) || SDL_GetDisplayBounds(0, &whole))
        return 1;
    SDL_Window *window =
        SDL_CreateWindow("dot", whole.x, whole.y, whole.w, whole.h, SDL_WINDOW_BORDERLESS);
    if (!window || !SDL_GetWindowSurface(window))
        return 1;
    paint(window, &(SDL_Rect){0, 0, whole.w, whole.h}, 0xFFFFFF);
    for (SDL_Event event; SDL_WaitEvent(&event);) {
        if (event.type == SDL_QUIT)
            break;
        if (event.type == SDL_MOUSEMOTION)
            paint(window, &(SDL_Rect){event.motion.x - DOT / 2, event.motion.y - DOT / 2, DOT, DOT},
                  0x14204A);
    }
    SDL_Quit();
    return 0;
}
