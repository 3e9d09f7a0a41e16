#include "display_parts.h"

#include <X11/Xutil.h>
#include <png.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Rows of red, green, blue; the caller frees. Xvfb's 24 bits are 0xRRGGBB in 32. */
static uint8_t *rows_of(XImage *image)
{
    uint8_t *rows = malloc((size_t)image->width * (size_t)image->height * 3), *out = rows;
    if (!rows)
        abort();
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++) {
            unsigned long pixel = XGetPixel(image, x, y);
            *out++ = (uint8_t)(pixel >> 16);
            *out++ = (uint8_t)(pixel >> 8);
            *out++ = (uint8_t)pixel;
        }
    return rows;
}

bool display_picture(struct display *display, const char *path)
{
    int screen = DefaultScreen(display->x);
    unsigned width = (unsigned)DisplayWidth(display->x, screen);
    unsigned height = (unsigned)DisplayHeight(display->x, screen);
    XImage *image = XGetImage(display->x, RootWindow(display->x, screen), 0, 0, width, height,
                              AllPlanes, ZPixmap);
    if (!image)
        return false;
    uint8_t *rows = rows_of(image);
    XDestroyImage(image);
    png_image png = {.version = PNG_IMAGE_VERSION,
                     .width = width,
                     .height = height,
                     .format = PNG_FORMAT_RGB,
                     .flags = PNG_IMAGE_FLAG_FAST};
    bool written = png_image_write_to_file(&png, path, 0, rows, 0, NULL) != 0;
    free(rows);
    return written;
}
