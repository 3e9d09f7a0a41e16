#include "ui/ui_private.h"

#include <assert.h>
#include <string.h>

const char *ui_role_name(enum ui_role role)
{
    static const char *const names[] = {
#define UI_ROLE_NAME(name, aria) [UI_ROLE_##name] = aria,
        UI_ROLES(UI_ROLE_NAME)
#undef UI_ROLE_NAME
    };
    assert((size_t)role < sizeof names / sizeof names[0]);
    return names[role];
}

void ui_copy_id(char out[UI_ID_BYTES], const char *id)
{
    size_t length = id ? strlen(id) : 0;
    assert(length < UI_ID_BYTES);
    memcpy(out, length ? id : "", length + 1);
}

bool ui_has_id(const struct ui_node *node, const char *id)
{
    return node->id && strcmp(node->id, id) == 0;
}

bool ui_is_leaf(const struct ui *ui, const struct ui_node *node)
{
    return node->end == (int)(node - ui->nodes) + 1;
}

bool ui_is_textbox(const struct ui_node *node)
{
    return node->edit != NULL;
}

bool ui_is_pressable(const struct ui_node *node)
{
    return node->id && (node->action != 0 || ui_is_textbox(node)) && !(node->state & UI_DISABLED);
}

bool ui_is_key(const struct ui_node *node)
{
    return node->action >= UI_ACTION_KEYBOARD;
}

static bool covers_window(const struct ui *ui, const struct ui_node *node)
{
    return node->look == UI_LOOK_PAPER && node->rect.x <= 0 && node->rect.y <= 0 &&
           node->rect.x + node->rect.w >= ui->width && node->rect.y + node->rect.h >= ui->height;
}

size_t ui_first_uncovered(const struct ui *ui)
{
    for (size_t i = ui->count; i > 0; i--)
        if (covers_window(ui, &ui->nodes[i - 1]))
            return i - 1;
    return 0;
}
