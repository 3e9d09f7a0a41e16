#include "script.h"

#include <stdio.h>

static const char *const verb_names[] = {
    [STEP_END] = "end",         [STEP_SCREEN] = "screen",   [STEP_LANGUAGE] = "language",
    [STEP_CLICK] = "click",     [STEP_HOLD] = "hold",       [STEP_TAP] = "tap",
    [STEP_TAB] = "tab to",      [STEP_KEY] = "press",       [STEP_TYPE] = "type",
    [STEP_VALUE] = "value",     [STEP_CHECKED] = "checked", [STEP_DRAW] = "draw",
    [STEP_PICTURE] = "picture",
};

static bool take_picture(struct driver *driver, const char *folder, const char *name)
{
    /* The last change may still be on its way from the trace to the screen. */
    enum { PAINT_MS = 250 };
    char path[512];
    if (!folder)
        return true;
    display_pause(PAINT_MS);
    snprintf(path, sizeof path, "%s/%s.png", folder, name);
    return driver_picture(driver, path);
}

static bool play_step(struct driver *driver, const struct step *step, const char *pictures)
{
    switch (step->verb) {
    case STEP_END:
        return true;
    case STEP_SCREEN:
        return driver_wait_screen(driver, step->id);
    case STEP_LANGUAGE:
        return driver_wait_language(driver, step->id);
    case STEP_CLICK:
        return driver_click(driver, step->id);
    case STEP_HOLD:
        return driver_hold(driver, step->id);
    case STEP_TAP:
        return driver_tap(driver, step->text);
    case STEP_TAB:
        return driver_tab_to(driver, step->id);
    case STEP_KEY:
        return driver_press(driver, step->text);
    case STEP_TYPE:
        return driver_type(driver, step->text);
    case STEP_VALUE:
        return driver_wait_value(driver, step->id, step->text);
    case STEP_CHECKED:
        return driver_wait_checked(driver, step->id);
    case STEP_DRAW:
        return driver_draw(driver, step->id);
    case STEP_PICTURE:
        return take_picture(driver, pictures, step->text);
    }
    return false;
}

bool script_play(struct driver *driver, const struct step *steps, const char *pictures,
                 const struct step **failed)
{
    for (const struct step *step = steps; step->verb != STEP_END; step++)
        if (!play_step(driver, step, pictures)) {
            if (failed)
                *failed = step;
            return false;
        }
    return true;
}

bool script_must_play(struct driver *driver, const char *name, const struct step *steps,
                      const char *pictures)
{
    const struct step *failed;
    if (script_play(driver, steps, pictures, &failed))
        return true;
    char doing[256];
    snprintf(doing, sizeof doing, "%s, step %td (%s %s)", name, failed - steps + 1,
             verb_names[failed->verb], failed->id ? failed->id : failed->text);
    driver_explain(driver, doing);
    return false;
}
