/* A visit as a table: what a person does at the kiosk, step by step, and what must come of it. */
#ifndef EM_WINDOW_SCRIPT_H
#define EM_WINDOW_SCRIPT_H

#include "driver.h"

enum step_verb {
    STEP_END,
    STEP_SCREEN,   /* id: the screen that must come */
    STEP_LANGUAGE, /* id: the language that must come */
    STEP_CLICK,    /* id */
    STEP_HOLD,     /* id: a long press */
    STEP_TAP,      /* text, on the keyboard of the screen */
    STEP_TAB,      /* id: Tab until it has the focus */
    STEP_KEY,      /* text: a key to press */
    STEP_TYPE,     /* text, on the keyboard of the machine */
    STEP_VALUE,    /* id holds text */
    STEP_CHECKED,  /* id is checked */
    STEP_DRAW,     /* id: sign on it */
    STEP_PICTURE,  /* text: the picture's name */
};

struct step {
    enum step_verb verb;
    const char *id, *text;
};

/* Plays the steps up to STEP_END. Pictures go to the folder, or nowhere when it is NULL. On false,
 * *failed is the step that did not succeed; NULL is allowed. */
bool script_play(struct driver *driver, const struct step *steps, const char *pictures,
                 const struct step **failed);

/* As script_play, and a step that does not succeed is explained on standard error. */
bool script_must_play(struct driver *driver, const char *name, const struct step *steps,
                      const char *pictures);

#endif
