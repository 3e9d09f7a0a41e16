#include "platform/icon.h"

#include "platform/memory.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <string.h>

struct kept_icon {
    char *name;
    int w, h; /* as asked for */
    struct icon icon;
    struct kept_icon *next;
};

struct icons {
    char *share;
    struct kept_icon *kept;
};

struct icons *icons_new(const char *share)
{
    struct icons *icons = memory_new(sizeof *icons);
    icons->share = memory_checked(strdup(share));
    return icons;
}

void icons_free(struct icons *icons)
{
    if (!icons)
        return;
    while (icons->kept) {
        struct kept_icon *kept = icons->kept;
        icons->kept = kept->next;
        free((uint8_t *)kept->icon.coverage);
        free(kept->name);
        free(kept);
    }
    free(icons->share);
    free(icons);
}

static SDL_Surface *load(const char *share, const char *name, int w, int h)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/icons/%s.svg", share, name);
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    if (!file)
        return NULL;
    SDL_Surface *drawn = IMG_LoadSizedSVG_RW(file, w, h);
    SDL_RWclose(file);
    if (!drawn)
        return NULL;
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(drawn);
    return plain;
}

static struct icon coverage_of_surface(const SDL_Surface *surface)
{
    uint8_t *coverage = memory_new((size_t)surface->w * (size_t)surface->h);
    for (int y = 0; y < surface->h; y++) {
        const uint8_t *pixels = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
        const uint32_t *row = (const uint32_t *)(const void *)pixels;
        for (int x = 0; x < surface->w; x++)
            coverage[y * surface->w + x] = (uint8_t)(row[x] >> 24);
    }
    return (struct icon){coverage, surface->w, surface->h};
}

struct icon icons_get(struct icons *icons, const char *name, int w, int h)
{
    for (struct kept_icon *kept = icons->kept; kept; kept = kept->next)
        if (kept->w == w && kept->h == h && strcmp(kept->name, name) == 0)
            return kept->icon;
    struct kept_icon *made = memory_new(sizeof *made);
    made->name = memory_checked(strdup(name));
    made->w = w;
    made->h = h;
    SDL_Surface *surface = load(icons->share, name, w, h);
    if (surface)
        made->icon = coverage_of_surface(surface);
    SDL_FreeSurface(surface);
    made->next = icons->kept;
    icons->kept = made;
    return made->icon;
}
