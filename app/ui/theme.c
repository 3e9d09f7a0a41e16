#include "ui/theme.h"

#include <assert.h>

/* 24 units x 1.54 x 0.714 (Noto Sans' capitals) x 0.2767 mm a unit = 7.3 mm. */
const int ui_text_size_permille[UI_TEXT_SIZES] = {1000, 1180, 1360, 1540};

static const struct ui_type_style types[UI_TYPES] = {
    [UI_TYPE_DEFAULT] = {UI_FACE_SANS, 26, 38},
    [UI_TYPE_CAPTION] = {UI_FACE_SANS, 24, 34},
    [UI_TYPE_BODY] = {UI_FACE_SANS, 26, 38},
    [UI_TYPE_STRONG] = {UI_FACE_SANS_BOLD, 26, 38},
    [UI_TYPE_KEY] = {UI_FACE_SANS, 32, 42},
    [UI_TYPE_FIELD] = {UI_FACE_SANS, 34, 52},
    [UI_TYPE_BUTTON] = {UI_FACE_SANS_BOLD, 32, 42},
    [UI_TYPE_BIG_BUTTON] = {UI_FACE_SANS_BOLD, 42, 54},
    [UI_TYPE_DETAIL] = {UI_FACE_SANS, 42, 58},
    [UI_TYPE_NAME] = {UI_FACE_SANS_BOLD, 60, 76},
    [UI_TYPE_READ] = {UI_FACE_SERIF, 31, 50},
    [UI_TYPE_READ_HEADING] = {UI_FACE_SERIF_BOLD, 36, 52},
    [UI_TYPE_READ_ITALIC] = {UI_FACE_SERIF_ITALIC, 34, 52},
    [UI_TYPE_TITLE] = {UI_FACE_DISPLAY, 56, 72},
    [UI_TYPE_HEADLINE] = {UI_FACE_DISPLAY, 64, 80},
    [UI_TYPE_HERO] = {UI_FACE_DISPLAY, 124, 130},
    [UI_TYPE_NUMBER] = {UI_FACE_DISPLAY, 170, 180},
};

static const uint32_t colors[UI_COLORS] = {
    [UI_COLOR_DEFAULT] = 0x17202b,      [UI_COLOR_PAPER] = 0xf6f2e9,
    [UI_COLOR_SHEET] = 0xfffdf8,        [UI_COLOR_INK] = 0x17202b,
    [UI_COLOR_MUTED] = 0x343b46,        [UI_COLOR_RULE] = 0xd9d2c3,
    [UI_COLOR_KEY_DARK] = 0xebe5d8,     [UI_COLOR_BLUE] = 0x183582,
    [UI_COLOR_BLUE_PRESSED] = 0x0d1f50, [UI_COLOR_PRESSED] = 0xcfc7b5,
    [UI_COLOR_MARGIN] = 0xc4464e,       [UI_COLOR_NUMBER] = 0xa8323b,
    [UI_COLOR_ATTENTION] = 0x5e3500,    [UI_COLOR_ATTENTION_TEXT] = 0x553000,
    [UI_COLOR_ACCEPTED] = 0x0e4a2e,     [UI_COLOR_REFUSED] = 0x7d1818,
    [UI_COLOR_DEEP] = 0x10151c,         [UI_COLOR_PEN] = 0x14204a,
    [UI_COLOR_WHITE] = 0xffffff,
};

const struct ui_type_style *ui_type_style(enum ui_type type)
{
    assert((unsigned)type < UI_TYPES);
    return &types[type];
}

uint32_t ui_color_rgb(enum ui_color color)
{
    assert((unsigned)color < UI_COLORS);
    return colors[color];
}
