#include "platform/key_text.h"

#include "platform/memory.h"
#include "platform/wedge.h"

#include <linux/input-event-codes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

enum { XKB_OFFSET = 8 }; /* from a kernel's key to XKB's */

struct key_text {
    char layout[64];
    struct xkb_keymap *keymap; /* NULL: not compiled yet */
    struct xkb_state *state;
    xkb_mod_mask_t shift, level3, digits;
};

/* The kernel's name of each key that types, by its USB HID usage. */
static const uint16_t keys[] = {
    [0x04] = KEY_A,         [0x05] = KEY_B,          [0x06] = KEY_C,
    [0x07] = KEY_D,         [0x08] = KEY_E,          [0x09] = KEY_F,
    [0x0A] = KEY_G,         [0x0B] = KEY_H,          [0x0C] = KEY_I,
    [0x0D] = KEY_J,         [0x0E] = KEY_K,          [0x0F] = KEY_L,
    [0x10] = KEY_M,         [0x11] = KEY_N,          [0x12] = KEY_O,
    [0x13] = KEY_P,         [0x14] = KEY_Q,          [0x15] = KEY_R,
    [0x16] = KEY_S,         [0x17] = KEY_T,          [0x18] = KEY_U,
    [0x19] = KEY_V,         [0x1A] = KEY_W,          [0x1B] = KEY_X,
    [0x1C] = KEY_Y,         [0x1D] = KEY_Z,          [0x1E] = KEY_1,
    [0x1F] = KEY_2,         [0x20] = KEY_3,          [0x21] = KEY_4,
    [0x22] = KEY_5,         [0x23] = KEY_6,          [0x24] = KEY_7,
    [0x25] = KEY_8,         [0x26] = KEY_9,          [0x27] = KEY_0,
    [0x2C] = KEY_SPACE,     [0x2D] = KEY_MINUS,      [0x2E] = KEY_EQUAL,
    [0x2F] = KEY_LEFTBRACE, [0x30] = KEY_RIGHTBRACE, [0x31] = KEY_BACKSLASH,
    [0x32] = KEY_BACKSLASH, [0x33] = KEY_SEMICOLON,  [0x34] = KEY_APOSTROPHE,
    [0x35] = KEY_GRAVE,     [0x36] = KEY_COMMA,      [0x37] = KEY_DOT,
    [0x38] = KEY_SLASH,     [0x54] = KEY_KPSLASH,    [0x55] = KEY_KPASTERISK,
    [0x56] = KEY_KPMINUS,   [0x57] = KEY_KPPLUS,     [0x59] = KEY_KP1,
    [0x5A] = KEY_KP2,       [0x5B] = KEY_KP3,        [0x5C] = KEY_KP4,
    [0x5D] = KEY_KP5,       [0x5E] = KEY_KP6,        [0x5F] = KEY_KP7,
    [0x60] = KEY_KP8,       [0x61] = KEY_KP9,        [0x62] = KEY_KP0,
    [0x63] = KEY_KPDOT,     [0x64] = KEY_102ND,      [0x67] = KEY_KPEQUAL,
    [0x85] = KEY_KPCOMMA,   [0x87] = KEY_RO,         [0x89] = KEY_YEN,
};
#define KEYS (sizeof keys / sizeof *keys)

static xkb_mod_mask_t mask_of(struct xkb_keymap *keymap, const char *modifier)
{
    xkb_mod_index_t index = xkb_keymap_mod_get_index(keymap, modifier);
    return index == XKB_MOD_INVALID ? 0 : (xkb_mod_mask_t)1 << index;
}

/* "de(nodeadkeys)" is a layout and its variant. */
static struct xkb_keymap *compile(const char *name)
{
    char layout[64], variant[64] = "";
    if (sscanf(name, "%63[^(](%63[^)])", layout, variant) < 1)
        return NULL;
    struct xkb_context *context = memory_checked(xkb_context_new(XKB_CONTEXT_NO_FLAGS));
    xkb_context_set_log_level(context, XKB_LOG_LEVEL_CRITICAL);
    const struct xkb_rule_names names = {
        .rules = "evdev", .model = "pc105", .layout = layout, .variant = variant, .options = ""};
    struct xkb_keymap *keymap =
        xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
    xkb_context_unref(context);
    return keymap;
}

void key_text_prepare(struct key_text *text)
{
    if (!text->keymap)
        text->keymap = compile(text->layout);
    if (!text->keymap || text->state)
        return;
    text->state = memory_checked(xkb_state_new(text->keymap));
    text->shift = mask_of(text->keymap, XKB_MOD_NAME_SHIFT);
    text->level3 = mask_of(text->keymap, "Mod5");
    text->digits = mask_of(text->keymap, XKB_MOD_NAME_NUM);
}

struct key_text *key_text_new(const char *layout, char *problem, size_t size)
{
    struct key_text *text = memory_new(sizeof *text);
    snprintf(text->layout, sizeof text->layout, "%s", layout);
    if (strcmp(layout, KEY_TEXT_LAYOUT) != 0)
        key_text_prepare(text);
    if (strcmp(layout, KEY_TEXT_LAYOUT) == 0 || text->keymap)
        return text;
    snprintf(problem, size,
             "There is no keyboard layout “%.63s”, which scanner_layout in kiosk.ini names. Write "
             "the layout that the hand scanner types, for example us, fr or de.",
             layout);
    key_text_free(text);
    return NULL;
}

void key_text_free(struct key_text *text)
{
    if (!text)
        return;
    xkb_state_unref(text->state);
    xkb_keymap_unref(text->keymap);
    free(text);
}

const char *key_text_layout(const struct key_text *text)
{
    return text->layout;
}

size_t key_text_character(void *context, unsigned usage, unsigned levels, char out[8])
{
    struct key_text *text = context;
    key_text_prepare(text);
    if (!text->state || usage >= KEYS || !keys[usage])
        return 0;
    xkb_mod_mask_t held =
        (levels & WEDGE_SHIFT ? text->shift : 0) | (levels & WEDGE_LEVEL3 ? text->level3 : 0);
    bool pad = usage >= 0x54 && usage <= 0x63;
    xkb_state_update_mask(text->state, held, 0, pad ? text->digits : 0, 0, 0, 0);
    int length = xkb_state_key_get_utf8(text->state, keys[usage] + XKB_OFFSET, out, 8);
    return length > 0 && length < 8 ? (size_t)length : 0;
}
