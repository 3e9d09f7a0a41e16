/* A list to choose from, narrowed by what is typed: what the government and the country screens
 * share.
 */
#ifndef EM_SCREENS_CHOOSE_H
#define EM_SCREENS_CHOOSE_H

#include "screens/screen.h"

struct choice {
    const char *id; /* of the node */
    const char *label, *value;
    int action;
    intptr_t argument;
    int match;      /* words_match; the better come first */
    int rank;       /* among equal matches the lower comes first */
    unsigned state; /* UI_PERSONAL or 0 */
};

struct choose {
    const char *title;
    const char *search_id, *list_id, *back_id;
    struct choice *choices; /* sorted by choose_build */
    size_t count;
};

/* What "next" on the keyboard and Enter in the search do: with something typed they take the best
 * choice, else the focus goes to the first. */
#define CHOOSE_FIRST (SCREEN_ACTIONS - 1)

void choose_build(struct screen_context *context, const struct choose *choose);
/* What both screens do when the search changes or "next" is pressed. Gives the action that the
 * screen is to take in the place of this one. */
struct ui_action choose_action(struct screen_context *context, const char *list_id,
                               const struct ui_action *action);

#endif
