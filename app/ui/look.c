#include "ui/paint_private.h"

#include <assert.h>

/* What the looks of a family have in common. */
#define BIG_BUTTON                                                                                 \
    .type = UI_TYPE_BUTTON, .align = UI_CENTER, .radius = 12, .pad_x = 56, .pad_y = 6,             \
    .fit_h = 96, .max_lines = 2, .control = true, .paint = ui_paint_control
#define FULL_COLOUR .type = UI_TYPE_BODY, .text = UI_COLOR_WHITE, .paint = ui_paint_control
#define TICKED                                                                                     \
    .type = UI_TYPE_BODY, .text = UI_COLOR_INK, .fill = UI_COLOR_SHEET, .border = UI_COLOR_INK,    \
    .pressed = UI_COLOR_PRESSED, .border_width = 3, .fit_w = 48, .fit_h = 56, .lead = 68,          \
    .control = true, .paint = ui_paint_check
#define KEY                                                                                        \
    .type = UI_TYPE_KEY, .align = UI_CENTER, .text = UI_COLOR_INK, .border = UI_COLOR_RULE,        \
    .pressed = UI_COLOR_PRESSED, .border_width = 2, .radius = 10, .pad_x = 8, .pad_y = 4,          \
    .fit_w = 65, .fit_h = 47, .max_lines = 2, .control = true, .paint = ui_paint_control

/* A new look is one row here, its name in node.h, and a painter in paint_looks.c if none of those
 * there fits. */
static const struct ui_look_style styles[] = {
    [UI_LOOK_NONE] = {.type = UI_TYPE_BODY, .text = UI_COLOR_INK, .paint = ui_paint_control},
    [UI_LOOK_PAPER] = {.type = UI_TYPE_BODY,
                       .text = UI_COLOR_INK,
                       .fill = UI_COLOR_PAPER,
                       .paint = ui_paint_control},
    [UI_LOOK_SHEET] = {.type = UI_TYPE_BODY,
                       .text = UI_COLOR_INK,
                       .fill = UI_COLOR_SHEET,
                       .border = UI_COLOR_RULE,
                       .border_width = 2,
                       .radius = 14,
                       .paint = ui_paint_control},
    [UI_LOOK_PRIMARY] = {BIG_BUTTON, .text = UI_COLOR_WHITE, .fill = UI_COLOR_BLUE,
                         .pressed = UI_COLOR_BLUE_PRESSED},
    [UI_LOOK_BUTTON] = {BIG_BUTTON, .text = UI_COLOR_INK, .fill = UI_COLOR_PAPER,
                        .border = UI_COLOR_INK, .pressed = UI_COLOR_PRESSED, .border_width = 2},
    [UI_LOOK_CHIP] = {.type = UI_TYPE_BODY,
                      .align = UI_CENTER,
                      .text = UI_COLOR_INK,
                      .fill = UI_COLOR_SHEET,
                      .border = UI_COLOR_MUTED,
                      .pressed = UI_COLOR_PRESSED,
                      .border_width = 2,
                      .radius = 12,
                      .pad_x = 24,
                      .pad_y = 4,
                      .fit_w = 86,
                      .fit_h = 64,
                      .max_lines = 2,
                      .control = true,
                      .strong = true,
                      .paint = ui_paint_control},
    [UI_LOOK_LINK] = {.type = UI_TYPE_STRONG,
                      .text = UI_COLOR_BLUE,
                      .pressed = UI_COLOR_PRESSED,
                      .radius = 10,
                      .pad_y = 4,
                      .control = true,
                      .paint = ui_paint_link},
    [UI_LOOK_FIELD] = {.type = UI_TYPE_FIELD,
                       .text = UI_COLOR_INK,
                       .fill = UI_COLOR_SHEET,
                       .border = UI_COLOR_INK,
                       .pressed = UI_COLOR_PRESSED,
                       .border_width = 2,
                       .radius = 12,
                       .pad_x = 26,
                       .pad_y = 6,
                       .fit_w = 200,
                       .fit_h = 80,
                       .control = true,
                       .paint = ui_paint_field},
    [UI_LOOK_CHECK] = {TICKED, .radius = 10},
    [UI_LOOK_RADIO] = {TICKED, .radius = 24},
    [UI_LOOK_OPTION] = {.type = UI_TYPE_BODY,
                        .text = UI_COLOR_INK,
                        .pressed = UI_COLOR_PRESSED,
                        .radius = 10,
                        .pad_x = 26,
                        .pad_y = 6,
                        .fit_h = 72,
                        .control = true,
                        .strong = true,
                        .paint = ui_paint_option},
    [UI_LOOK_KEY] = {KEY, .fill = UI_COLOR_SHEET},
    [UI_LOOK_KEY_DARK] = {KEY, .fill = UI_COLOR_KEY_DARK},
    [UI_LOOK_RULE] = {.fill = UI_COLOR_RULE, .fit_w = 2, .fit_h = 2, .paint = ui_paint_control},
    [UI_LOOK_LINE] = {.fill = UI_COLOR_INK, .fit_w = 2, .fit_h = 2, .paint = ui_paint_control},
    [UI_LOOK_MARGIN] = {.fill = UI_COLOR_MARGIN, .fit_w = 2, .fit_h = 2, .paint = ui_paint_control},
    [UI_LOOK_STEP] = {.type = UI_TYPE_CAPTION,
                      .align = UI_CENTER,
                      .text = UI_COLOR_MUTED,
                      .pressed = UI_COLOR_PRESSED,
                      .pad_y = 12,
                      .fit_h = 56,
                      .control = true,
                      .strong = true,
                      .paint = ui_paint_step},
    [UI_LOOK_MARK] = {.type = UI_TYPE_BODY,
                      .text = UI_COLOR_MUTED,
                      .pressed = UI_COLOR_PRESSED,
                      .pad_y = 6,
                      .fit_h = 50,
                      .lead = 24,
                      .control = true,
                      .strong = true,
                      .paint = ui_paint_mark},
    [UI_LOOK_PROGRESS] = {.fill = UI_COLOR_RULE,
                          .fit_w = 6,
                          .radius = 3,
                          .paint = ui_paint_progress},
    [UI_LOOK_INK] = {.text = UI_COLOR_PEN, .paint = ui_paint_ink},
    [UI_LOOK_QR] = {.text = UI_COLOR_INK, .fill = UI_COLOR_SHEET, .paint = ui_paint_qr},
    [UI_LOOK_ACCEPTED] = {FULL_COLOUR, .fill = UI_COLOR_ACCEPTED},
    [UI_LOOK_ATTENTION] = {FULL_COLOUR, .fill = UI_COLOR_ATTENTION},
    [UI_LOOK_REFUSED] = {FULL_COLOUR, .fill = UI_COLOR_REFUSED},
    [UI_LOOK_WHITE] = {.type = UI_TYPE_BUTTON,
                       .align = UI_CENTER,
                       .text = UI_COLOR_WHITE,
                       .border = UI_COLOR_WHITE,
                       .pressed = UI_COLOR_DEEP,
                       .border_width = 3,
                       .radius = 12,
                       .pad_x = 40,
                       .pad_y = 6,
                       .fit_h = 96,
                       .max_lines = 2,
                       .control = true,
                       .paint = ui_paint_white},
    [UI_LOOK_RING] = {.text = UI_COLOR_WHITE, .paint = ui_paint_ring},
};

const struct ui_look_style *ui_look_style(enum ui_look look)
{
    assert((size_t)look < sizeof styles / sizeof styles[0]);
    return &styles[look];
}
