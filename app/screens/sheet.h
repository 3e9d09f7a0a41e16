/* The sheet that one signs on: the line, who signs, and the pad or the name that stands there. The
 * delegate's signature and the one at a door share it.
 */
#ifndef EM_SCREENS_SHEET_H
#define EM_SCREENS_SHEET_H

#include "screens/frame.h"

struct sheet {
    const char *prefix;    /* of the ids: "sign" */
    const char *signatory; /* stands below the line */
    const char *written;   /* what stands on it; NULL: it is drawn on */
};

/* The pad's own actions; the screen gives its presses to sheet_action as well. */
#define SHEET_UNDO  (SCREEN_ACTIONS - 3)
#define SHEET_CLEAR (SCREEN_ACTIONS - 2)

void sheet_build(struct screen_context *context, const struct sheet *sheet);
void sheet_action(struct screen_context *context, const struct ui_action *action);
/* Draws. False when there is no pad: another way was chosen by keyboard while the finger was down.
 */
bool sheet_pointer(struct screen_context *context, const char *pad, const struct ui_event *event,
                   struct ui_rect *dirty);

#endif
