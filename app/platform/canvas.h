/* Draws a paint_list (ui/paint.h) into pixels by the CPU.
 *
 * A pixel depends on the list alone, not on the rectangle that was asked for: painting any part
 * again gives the very pixels that painting the whole gives. Colours blend linearly in sRGB values;
 * where coverage is full the colour is exact.
 */
#ifndef EM_PLATFORM_CANVAS_H
#define EM_PLATFORM_CANVAS_H

#include "platform/font.h"
#include "platform/icon.h"
#include "ui/paint.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0x00RRGGBB each; memory belongs to whoever made it (the window, a test). */
struct canvas_pixels {
    uint32_t *pixels;
    int width, height;
    int stride; /* pixels from one row to the next */
};

struct canvas;

/* Font and icons outlive the canvas. */
struct canvas *canvas_new(struct font *font, struct icons *icons);
void canvas_free(struct canvas *canvas);

/* Draws all that the list shows inside `dirty` (cut to the pixels): background, then each command
 * in order under its own clip. A text whose face or an icon whose file is missing leaves its place
 * empty. */
void canvas_paint(struct canvas *canvas, const struct canvas_pixels *target,
                  const struct paint_list *list, struct ui_rect dirty);

/* Writes a PNG. False, and a sentence in `problem`, when that fails. */
bool canvas_png(const struct canvas_pixels *pixels, const char *path, char *problem, size_t size);

#endif
