#include "ui/ui_private.h"

#include <stdlib.h>
#include <string.h>

const char *ui_focus(const struct ui *ui)
{
    return ui->focus;
}

void ui_set_focus(struct ui *ui, const char *id)
{
    const struct ui_node *node = ui_find(ui, id);
    ui_copy_id(ui->focus, id);
    if (node && ui_is_textbox(node))
        ui_copy_id(ui->target, id);
    ui_scroll_into_view(ui, id, false);
}

static struct ui_node *find_textbox(const struct ui *ui, const char *id)
{
    struct ui_node *node = ui_find_mutable(ui, id);
    return node && ui_is_textbox(node) && ui_is_pressable(node) ? node : NULL;
}

/* What has the focus goes first: until the end of a build only that is known of a new screen. */
struct ui_node *ui_target_node(const struct ui *ui)
{
    struct ui_node *focused = find_textbox(ui, ui->focus);
    return focused ? focused : find_textbox(ui, ui->target);
}

struct ui_edit *ui_edit_target(const struct ui *ui)
{
    struct ui_node *node = ui_target_node(ui);
    return node ? node->edit : NULL;
}

bool ui_is_focusable(const struct ui *ui, size_t index)
{
    const struct ui_node *node = &ui->nodes[index];
    return ui_is_pressable(node) && !(node->state & UI_SKIP_TAB) && !ui_is_key(node);
}

bool ui_focus_shown(const struct ui *ui, const struct ui_node *node)
{
    return ui_has_id(node, ui->focus) && (ui->show_focus || ui_is_textbox(node));
}

static int focus_index(const struct ui *ui)
{
    const struct ui_node *node = ui_find(ui, ui->focus);
    return node ? (int)(node - ui->nodes) : -1;
}

/* The next focusable node from `from` in steps of 1 or -1, around the end; -1 when there is none.
 */
static int next_focusable(const struct ui *ui, int from, int step)
{
    int count = (int)ui->count, first = (int)ui_first_uncovered(ui);
    if (from < first)
        from = step > 0 ? first - 1 : count;
    for (int tried = 0; tried < count - first; tried++) {
        from += step;
        if (from >= count)
            from = first;
        if (from < first)
            from = count - 1;
        if (ui_is_focusable(ui, (size_t)from))
            return from;
    }
    return -1;
}

static bool move_focus(struct ui *ui, int index)
{
    if (index < 0)
        return false;
    ui->show_focus = true;
    ui_set_focus(ui, ui->nodes[index].id);
    return true;
}

bool ui_focus_step(struct ui *ui, int step)
{
    return move_focus(ui, next_focusable(ui, focus_index(ui), step));
}

static bool is_choice(const struct ui_node *node)
{
    return node->role == UI_ROLE_OPTION || node->look == UI_LOOK_CHIP;
}

static bool same_group(const struct ui *ui, int a, int b)
{
    const struct ui_node *one = &ui->nodes[a], *other = &ui->nodes[b];
    if (one->parent != other->parent || !ui_is_focusable(ui, (size_t)b))
        return false;
    return one->role == UI_ROLE_RADIO ? other->role == UI_ROLE_RADIO : is_choice(other);
}

static int radio_after(const struct ui *ui, int from, enum ui_key key)
{
    int step = key == UI_KEY_RIGHT || key == UI_KEY_DOWN ? 1 : -1;
    for (int i = from + step; i >= 0 && i < (int)ui->count; i += step)
        if (same_group(ui, from, i))
            return i;
    return -1;
}

/* How far b's middle is from a's in the key's direction, and aside of it counted twice; -1 when it
 * is elsewhere. */
static int distance(struct ui_rect a, struct ui_rect b, enum ui_key key)
{
    int dx = b.x + b.w / 2 - a.x - a.w / 2;
    int dy = b.y + b.h / 2 - a.y - a.h / 2;
    bool sideways = key == UI_KEY_LEFT || key == UI_KEY_RIGHT;
    int ahead = sideways ? dx : dy;
    if (key == UI_KEY_LEFT || key == UI_KEY_UP)
        ahead = -ahead;
    /* Beside it, not in another line that is merely a little lower. */
    bool apart = sideways ? abs(dx) * 2 > a.w : abs(dy) * 2 > a.h;
    return ahead > 0 && apart ? ahead + 2 * abs(sideways ? dy : dx) : -1;
}

static int choice_after(const struct ui *ui, int from, enum ui_key key)
{
    int best = -1, best_distance = 0;
    for (int i = 0; i < (int)ui->count; i++) {
        if (i == from || !same_group(ui, from, i))
            continue;
        int away = distance(ui->nodes[from].rect, ui->nodes[i].rect, key);
        if (away >= 0 && (best < 0 || away < best_distance)) {
            best = i;
            best_distance = away;
        }
    }
    return best;
}

/* From the text of a search to the first of what it has found. */
static int option_below(const struct ui *ui, int from)
{
    int next = next_focusable(ui, from, 1);
    return next > from && ui->nodes[next].role == UI_ROLE_OPTION ? next : -1;
}

bool ui_focus_arrow(struct ui *ui, enum ui_key key)
{
    int from = focus_index(ui);
    if (from < 0)
        return false;
    const struct ui_node *node = &ui->nodes[from];
    if (node->role == UI_ROLE_RADIO)
        return move_focus(ui, radio_after(ui, from, key));
    if (is_choice(node))
        return move_focus(ui, choice_after(ui, from, key));
    return ui_is_textbox(node) && key == UI_KEY_DOWN && move_focus(ui, option_below(ui, from));
}
