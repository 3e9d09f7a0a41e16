#include "fake/metrics.h"

static int width(void *context, struct ui_font font, const char *text, size_t length)
{
    int characters = 0;
    (void)context;
    for (size_t i = 0; i < length; i++)
        characters += ((unsigned char)text[i] & 0xc0) != 0x80;
    return characters * font.px / 2;
}

static int ascent(void *context, struct ui_font font)
{
    (void)context;
    return font.px;
}

static int height(void *context, struct ui_font font)
{
    (void)context;
    return font.px * 5 / 4;
}

const struct ui_metrics fake_metrics = {.width = width, .ascent = ascent, .height = height};
