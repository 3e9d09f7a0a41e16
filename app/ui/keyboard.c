#include "ui/keyboard.h"

#include "ui/keyboard_keys.h"
#include "ui/keyboard_state.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>

#define GAP 12
/* Twelve keys are the most that 944 units (portrait) hold at 65 units each with gaps of 12. */
#define PAGE_WIDTH     12
#define STRIP_MIN      10 /* fewer forms do not grow wider than letters */
#define THIRD_ROW_KEYS 9  /* between shift and backspace */
#define ACCENTS_PAGE   (2 * PAGE_WIDTH + THIRD_ROW_KEYS)

/* Shares of a row's width. */
enum { LETTER = 2, WIDE = 3, NEXT = 4, LAST_ROW = 22 };

struct board {
    struct ui *ui;
    struct ui_keyboard *state;
    const struct keyboard_layout *layout;
    enum ui_keyboard_purpose purpose;
    const struct ui_keyboard_words *words;
    int next_action;
    UCaseMap *capitals; /* NULL while letters are small */
};

static bool begins_word(const struct ui_edit *edit, enum ui_keyboard_purpose purpose)
{
    if (!edit || purpose == UI_KEYBOARD_EMAIL)
        return false;
    if (edit->caret == 0)
        return true;
    char before = edit->text[edit->caret - 1];
    return purpose == UI_KEYBOARD_NAME && (before == ' ' || before == '-');
}

static bool wants_capitals(const struct board *board)
{
    enum keyboard_shift shift = board->state->shift;
    bool by_itself = begins_word(board->state->target, board->purpose);
    return shift == KEYBOARD_SHIFT_LOCK || by_itself != (shift == KEYBOARD_SHIFT_ONCE);
}

static UCaseMap *open_capitals(const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *capitals = ucasemap_open(language, 0, &status);
    if (U_FAILURE(status))
        abort();
    return capitals;
}

/* What a key shows and types now. */
static const char *shown(const struct board *board, const char *key)
{
    char capital[16];
    UErrorCode status = U_ZERO_ERROR;
    if (!board->capitals)
        return ui_text(board->ui, "%s", key);
    ucasemap_utf8ToUpper(board->capitals, capital, sizeof capital, key, -1, &status);
    return ui_text(board->ui, "%s", U_FAILURE(status) ? key : capital);
}

static struct ui_node key_node(const char *id, const char *label, int action, int weight)
{
    return (struct ui_node){
        .id = id,
        .role = UI_ROLE_BUTTON,
        .label = label,
        .state = UI_SKIP_TAB,
        .action = action,
        .look = UI_LOOK_KEY,
        .text_align = UI_CENTER,
        .shrink = true,
        .max_lines = 1,
        .box = {.w = UI_FILL_BY(weight), .h = UI_FILL},
    };
}

static void add_typing_key(const struct board *board, const char *key)
{
    const char *id = ui_text(board->ui, KEYBOARD_ID_PREFIX "%s", key);
    struct ui_node node = key_node(id, shown(board, key), UI_ACTION_KEYBOARD_TYPE, LETTER);
    ui_add(board->ui, &node);
}

static void add_dark_key(const struct board *board, const char *id, const char *label, int action,
                         int weight)
{
    struct ui_node node = key_node(id, label, action, weight);
    node.look = UI_LOOK_KEY_DARK;
    ui_add(board->ui, &node);
}

static void add_icon_key(const struct board *board, const char *id, const char *label, int action,
                         const char *icon, unsigned state)
{
    struct ui_node node = key_node(id, label, action, WIDE);
    node.look = UI_LOOK_KEY_DARK;
    node.icon = icon;
    node.state |= state;
    ui_add(board->ui, &node);
}

static void add_shift(const struct board *board)
{
    const struct ui_keyboard_words *words = board->words;
    bool locked = board->state->shift == KEYBOARD_SHIFT_LOCK;
    const char *label = locked ? words->shift_lock : words->shift;
    const char *english = locked ? "Shift lock" : "Shift";
    add_icon_key(board, "key/shift", label ? label : english, UI_ACTION_KEYBOARD_SHIFT,
                 locked ? "shift-lock" : "shift", board->capitals ? UI_SELECTED : 0);
}

static void add_backspace(const struct board *board)
{
    const char *label = board->words->backspace;
    add_icon_key(board, "key/backspace", label ? label : "Backspace", UI_ACTION_KEYBOARD_BACKSPACE,
                 "backspace", 0);
}

static void open_row(const struct board *board)
{
    ui_open(board->ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .h = UI_FILL, .gap = GAP));
}

/* Keys from `from` on, and empty places up to `places`: what is few stays as wide as what is many.
 */
static void add_keys(const struct board *board, const struct keyboard_keys *keys, size_t from,
                     size_t places)
{
    for (size_t i = from; i < from + places; i++) {
        if (i < keys->count)
            add_typing_key(board, keys->key[i]);
        else
            ui_add(board->ui, UI_BOX(.w = UI_FILL_BY(LETTER), .h = UI_FILL));
    }
}

static size_t pages(size_t count, size_t per_page)
{
    return (count + per_page - 1) / per_page;
}

/* The key that shows the next page, named by the one that is shown: "1/3". */
static void add_more(const struct board *board, size_t page_count)
{
    const char *label = ui_text(board->ui, "%zu/%zu", board->state->page + 1, page_count);
    add_dark_key(board, "key/more", label, UI_ACTION_KEYBOARD_MORE, LETTER);
}

static void read_row(const struct board *board, size_t row, struct keyboard_keys *keys)
{
    bool letters = board->state->layer == KEYBOARD_LAYER_LETTERS;
    keyboard_keys_add(keys, letters ? board->layout->row[row] : keyboard_signs.row[row]);
    if (letters && board->purpose == UI_KEYBOARD_EMAIL)
        for (size_t i = 0; i < keys->count; i++)
            if (strcmp(keys->key[i], "’") == 0)
                strcpy(keys->key[i], "_");
}

/* @ and . stand in the last row of an address's keyboard; among the signs they are already. */
static bool has_signs_at_hand(const struct board *board)
{
    return board->purpose == UI_KEYBOARD_EMAIL && board->state->layer != KEYBOARD_LAYER_SIGNS;
}

/* The forms of the open key and the key itself, without what stands in the rows below or looks the
 * same now (under shift, Turkish ı is I as i is). */
static void read_forms(const struct board *board, struct keyboard_keys *forms)
{
    struct keyboard_keys all = {0}, below = {0};
    for (size_t row = 1; row < KEYBOARD_ROWS; row++)
        read_row(board, row, &below);
    if (has_signs_at_hand(board))
        keyboard_keys_add(&below, "@.");
    keyboard_keys_add(&all, board->state->accents_for);
    keyboard_add_forms(&all, board->layout, board->state->accents_for);
    const char *looks[KEYBOARD_KEYS_MAX];
    for (size_t i = 0; i < all.count; i++) {
        const char *look = shown(board, all.key[i]);
        bool there = keyboard_keys_have(&below, all.key[i]);
        for (size_t j = 0; j < forms->count && !there; j++)
            there = strcmp(looks[j], look) == 0;
        if (!there) {
            looks[forms->count] = look;
            keyboard_keys_add(forms, all.key[i]);
        }
    }
}

static void add_forms_row(const struct board *board)
{
    struct keyboard_keys forms = {0};
    read_forms(board, &forms);
    open_row(board);
    if (forms.count <= PAGE_WIDTH) {
        add_keys(board, &forms, 0, forms.count < STRIP_MIN ? STRIP_MIN : forms.count);
    } else {
        size_t page_count = pages(forms.count, PAGE_WIDTH - 1);
        board->state->page %= page_count;
        add_keys(board, &forms, board->state->page * (PAGE_WIDTH - 1), PAGE_WIDTH - 1);
        add_more(board, page_count);
    }
    ui_close(board->ui);
}

static void add_row(const struct board *board, size_t row)
{
    struct keyboard_keys keys = {0};
    read_row(board, row, &keys);
    bool last = row == KEYBOARD_ROWS - 1;
    open_row(board);
    if (last && board->state->layer == KEYBOARD_LAYER_LETTERS)
        add_shift(board);
    add_keys(board, &keys, 0, keys.count);
    if (last)
        add_backspace(board);
    ui_close(board->ui);
}

static size_t add_accent_rows(const struct board *board)
{
    struct keyboard_keys accents = {0};
    keyboard_add_accents(&accents, board->layout);
    size_t page_count = pages(accents.count, ACCENTS_PAGE);
    board->state->page %= page_count;
    size_t from = board->state->page * ACCENTS_PAGE;
    for (size_t row = 0; row < KEYBOARD_ROWS; row++, from += PAGE_WIDTH) {
        bool last = row == KEYBOARD_ROWS - 1;
        open_row(board);
        if (last)
            add_shift(board);
        add_keys(board, &accents, from, last ? THIRD_ROW_KEYS : PAGE_WIDTH);
        if (last)
            add_backspace(board);
        ui_close(board->ui);
    }
    return page_count;
}

/* "é è ç", one word that does not break. */
static const char *accents_label(const struct board *board)
{
    struct keyboard_keys accents = {0};
    keyboard_keys_add(&accents, board->layout->accents);
    return ui_text(board->ui, "%s\u00A0%s\u00A0%s", accents.key[0], accents.key[1], accents.key[2]);
}

static void add_last_row(const struct board *board, size_t page_count)
{
    enum keyboard_layer layer = board->state->layer;
    bool signs = layer == KEYBOARD_LAYER_SIGNS, accents = layer == KEYBOARD_LAYER_ACCENTS;
    bool at_hand = has_signs_at_hand(board);
    int space = LAST_ROW - 2 * WIDE - NEXT - (at_hand ? 2 * LETTER : 0) - (accents ? LETTER : 0);
    open_row(board);
    add_dark_key(board, "key/layer", signs ? "ABC" : "123",
                 signs ? UI_ACTION_KEYBOARD_LETTERS : UI_ACTION_KEYBOARD_SIGNS, WIDE);
    add_dark_key(board, "key/accents", accents ? "ABC" : accents_label(board),
                 accents ? UI_ACTION_KEYBOARD_LETTERS : UI_ACTION_KEYBOARD_ACCENTS, WIDE);
    if (accents)
        add_more(board, page_count);
    if (at_hand)
        add_typing_key(board, "@");
    struct ui_node bar =
        key_node("key/space", board->words->space, UI_ACTION_KEYBOARD_SPACE, space);
    ui_add(board->ui, &bar);
    if (at_hand)
        add_typing_key(board, ".");
    struct ui_node next = key_node("key/next", board->words->next, UI_ACTION_KEYBOARD_NEXT, NEXT);
    next.look = UI_LOOK_KEY_DARK;
    next.argument = board->next_action;
    ui_add(board->ui, &next);
    ui_close(board->ui);
}

static void add_board(const struct board *board)
{
    size_t page_count = 1, row = 0;
    if (board->state->layer == KEYBOARD_LAYER_ACCENTS) {
        page_count = add_accent_rows(board);
        row = KEYBOARD_ROWS;
    } else if (board->state->accents_for[0]) {
        add_forms_row(board);
        row = 1;
    }
    for (; row < KEYBOARD_ROWS; row++)
        add_row(board, row);
    add_last_row(board, page_count);
}

void ui_keyboard(struct ui *ui, const char *language, enum ui_keyboard_purpose purpose, int height,
                 const struct ui_keyboard_words *words, int next_action)
{
    struct board board = {
        ui,  ui_keyboard_state(ui), keyboard_layout_for(language), purpose, words, next_action,
        NULL};
    const struct ui_edit *target = ui_edit_target(ui);
    if (board.state->target != target) {
        board.state->target = target;
        ui_keyboard_reset(board.state);
    }
    if (wants_capitals(&board))
        board.capitals = open_capitals(language);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = height, .gap = GAP));
    add_board(&board);
    ui_close(ui);
    ucasemap_close(board.capitals);
}
