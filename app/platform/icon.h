/* Icons: the SVG files of <share>/icons as coverage, to be tinted by the canvas. Made when first
 * asked for at a size, then kept; a kiosk shows a few dozen.
 */
#ifndef EM_PLATFORM_ICON_H
#define EM_PLATFORM_ICON_H

#include <stdint.h>

struct icons;

struct icon {
    const uint8_t *coverage; /* width x height; NULL when there is no such icon */
    int width, height;       /* as asked for, or less where the icon's proportions leave room */
};

struct icons *icons_new(const char *share);
void icons_free(struct icons *icons);

/* The icon `name`, fitted into w x h pixels. Lives as long as `icons`. */
struct icon icons_get(struct icons *icons, const char *name, int w, int h);

#endif
