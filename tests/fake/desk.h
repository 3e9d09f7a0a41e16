/* A text field with the on-screen keyboard below it, in a window of its own, and a hand that
 * presses keys by id. A key that is not there is the test's mistake: it asserts.
 */
#ifndef EM_FAKE_DESK_H
#define EM_FAKE_DESK_H

#include "ui/keyboard.h"

#define DESK_NEXT_ACTION     77
#define DESK_PORTRAIT_WIDTH  944
#define DESK_LANDSCAPE_WIDTH 1640
#define DESK_KEYBOARD_HEIGHT 372

struct desk {
    struct ui *ui;
    struct ui_edit edit;
    const char *language;
    enum ui_keyboard_purpose purpose;
    int width, height; /* units, of the keyboard */
};

/* Portrait, with the field focused. The words are French in any language. */
void desk_sit_down(struct desk *desk, const char *language, enum ui_keyboard_purpose purpose);
void desk_stand_up(struct desk *desk);
void desk_build(struct desk *desk);      /* after anything was changed by hand */
void desk_start_over(struct desk *desk); /* letters, shift off; the text stays */

bool desk_has(const struct desk *desk, const char *id);
const char *desk_label(const struct desk *desk, const char *id);
bool desk_key_types(const struct ui_node *node);

/* True when the text changed. */
bool desk_press(struct desk *desk, const char *id);
bool desk_press_long(struct desk *desk, const char *id);
bool desk_press_node(struct desk *desk, const struct ui_node *key, bool is_long);

#endif
