/* Colours and type of the look, one table each (theme.c). A screen names a token, never a value.
 */
#ifndef EM_UI_THEME_H
#define EM_UI_THEME_H

#include "ui/text.h"

#include <stdint.h>

enum ui_color {
    UI_COLOR_DEFAULT, /* as the look says */
    UI_COLOR_PAPER,
    UI_COLOR_SHEET,
    UI_COLOR_INK,
    UI_COLOR_MUTED,
    UI_COLOR_RULE,
    UI_COLOR_KEY_DARK, /* shift, backspace: between paper and rule */
    UI_COLOR_BLUE,
    UI_COLOR_BLUE_PRESSED,
    UI_COLOR_PRESSED, /* a sheet or paper control under a finger */
    UI_COLOR_MARGIN,
    UI_COLOR_NUMBER, /* list numbers: the margin's red as text */
    UI_COLOR_ATTENTION,
    UI_COLOR_ATTENTION_TEXT, /* the same as text on paper, a shade darker: 10:1 */
    UI_COLOR_ACCEPTED,       /* at the door, over the whole page; so is attention */
    UI_COLOR_REFUSED,
    UI_COLOR_DEEP, /* a control on one of these three under a finger */
    UI_COLOR_PEN,
    UI_COLOR_WHITE,
    UI_COLORS,
};

enum ui_type {
    UI_TYPE_DEFAULT,      /* as the look says */
    UI_TYPE_CAPTION,      /* sans 24: labels of fields, the header, notes */
    UI_TYPE_BODY,         /* sans 26 */
    UI_TYPE_STRONG,       /* sans 600 26: links, selected chips and steps */
    UI_TYPE_KEY,          /* sans 32: keys */
    UI_TYPE_FIELD,        /* sans 34: what is typed, lead paragraphs */
    UI_TYPE_BUTTON,       /* sans 600 32 */
    UI_TYPE_BIG_BUTTON,   /* sans 600 42 */
    UI_TYPE_DETAIL,       /* sans 42: at the door, read from five metres */
    UI_TYPE_NAME,         /* sans 600 60: the same */
    UI_TYPE_READ,         /* serif 31 on 50: the declaration */
    UI_TYPE_READ_HEADING, /* serif bold 36 */
    UI_TYPE_READ_ITALIC,  /* serif italic 34 */
    UI_TYPE_TITLE,        /* display 56: "Qui signe ?" */
    UI_TYPE_HEADLINE,     /* display 64: the document's title */
    UI_TYPE_HERO,         /* display 124: welcome */
    UI_TYPE_NUMBER,       /* display 170: A-41 */
    UI_TYPES,
};

struct ui_type_style {
    enum ui_face face;
    int size; /* units at the smallest text size */
    int line; /* units from baseline to baseline */
};

/* The visitor's choice of text size. The largest lets the capital of a 24-unit text be 7.3 mm on a
 * 24" 1080p panel; types of 42 units and more are past that already and do not grow. */
#define UI_TEXT_SIZES 4
extern const int ui_text_size_permille[UI_TEXT_SIZES];

const struct ui_type_style *ui_type_style(enum ui_type type);
uint32_t ui_color_rgb(enum ui_color color); /* 0xRRGGBB */

#endif
