/* Some pictures, pixel for pixel: what the dumps cannot see (colours, edges, ink, icons). The fonts
 * are those of the distribution, so a new version of a font is a new golden: look at it, then
 * EM_GOLDEN=update.
 */
#include "scenes.h"

#include <SDL_image.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *scene, *language;
    int width, height, text_size;
} pictures[] = {
    {"welcome", "fr", 1920, 1080, 0},
    {"document", "en", 1920, 1080, 0},
    {"details", "fr", 1920, 1080, 0},
    {"sign", "es", 1920, 1080, 0},
    {"review", "fr", 1080, 1920, UI_TEXT_SIZES - 1},
    {"recorded", "fr", 1024, 600, 0},
    {"door-accepted", "fr", 1920, 1080, 0},
    {"door-already-in", "es", 1024, 600, 0},
    {"door-unknown", "en", 1080, 1920, UI_TEXT_SIZES - 1},
};
#define PICTURES (sizeof pictures / sizeof *pictures)

static const struct scene *scene_named(const char *name)
{
    for (size_t i = 0; i < scene_total(); i++)
        if (strcmp(scene_at(i)->name, name) == 0)
            return scene_at(i);
    fail_msg("there is no scene %s", name);
    return NULL;
}

/* How many pixels differ from the file's; all of them when its size does. */
static long differing(const char *path, const struct canvas_pixels *actual)
{
    SDL_Surface *loaded = IMG_Load(path);
    if (!loaded)
        return (long)actual->width * actual->height;
    SDL_Surface *golden = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_XRGB8888, 0);
    SDL_FreeSurface(loaded);
    assert_non_null(golden);
    long count = 0;
    bool same_size = golden->w == actual->width && golden->h == actual->height;
    for (int y = 0; y < actual->height; y++) {
        const uint32_t *row = (const uint32_t *)((const char *)golden->pixels + y * golden->pitch);
        for (int x = 0; x < actual->width; x++)
            count += !same_size ||
                     (row[x] & 0xFFFFFF) != (actual->pixels[y * actual->stride + x] & 0xFFFFFF);
    }
    SDL_FreeSurface(golden);
    return count;
}

static struct canvas_pixels paint(struct stage *stage, size_t picture)
{
    struct view view = {pack_language(stage->pack, pictures[picture].language),
                        pictures[picture].width, pictures[picture].height,
                        pictures[picture].text_size};
    struct flow *flow = scene_play(stage, scene_named(pictures[picture].scene), &view);
    struct canvas_pixels pixels = scene_paint(stage, flow, &view);
    flow_free(flow);
    return pixels;
}

static void pictures_are_golden(void **state)
{
    const char *mode = getenv("EM_GOLDEN");
    for (size_t i = 0; i < PICTURES; i++) {
        char path[1024], problem[256] = "";
        struct canvas_pixels pixels = paint(*state, i);
        snprintf(path, sizeof path, EM_TESTS "/golden/pictures/%s.%s.png", pictures[i].scene,
                 pictures[i].language);
        if (mode && strcmp(mode, "update") == 0 &&
            !canvas_png(&pixels, path, problem, sizeof problem))
            fail_msg("%s", problem);
        long count = differing(path, &pixels);
        if (count)
            fail_msg("%s differs in %ld pixels", path, count);
        free(pixels.pixels);
    }
}

/* The control: one pixel that is off by one step is seen. */
static void one_pixel_is_seen(void **state)
{
    char path[1024];
    struct canvas_pixels pixels = paint(*state, 0);
    snprintf(path, sizeof path, EM_TESTS "/golden/pictures/%s.%s.png", pictures[0].scene,
             pictures[0].language);
    pixels.pixels[pixels.stride * 500 + 700] ^= 1;
    assert_int_equal(differing(path, &pixels), 1);
    free(pixels.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pictures_are_golden),
                                       cmocka_unit_test(one_pixel_is_seen)};
    return cmocka_run_group_tests_name("golden/pictures", tests, stage_set_up, stage_tear_down);
}
