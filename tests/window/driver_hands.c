#include "driver_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A hand: how long it stays on a target, how often a touchscreen reports where it is, and how many
 * presses of Tab or turns of the wheel it tries before it gives up. */
enum { TOUCH_MS = 12, LONG_MS = 800, REPORT_MS = 8, MOST_TABS = 150, MOST_TURNS = 60 };

static bool is_screen(struct driver *driver, const char *screen, const char *unused)
{
    (void)unused;
    return !strcmp(trace_screen(driver->trace), screen);
}

bool driver_wait_screen(struct driver *driver, const char *screen)
{
    return driver_wait(driver, is_screen, screen, NULL) ||
           driver_fail(driver, "The screen %s did not come; it is %s.", screen,
                       trace_screen(driver->trace));
}

static bool is_language(struct driver *driver, const char *language, const char *unused)
{
    (void)unused;
    return !strcmp(trace_language(driver->trace), language);
}

bool driver_wait_language(struct driver *driver, const char *language)
{
    return driver_wait(driver, is_language, language, NULL) ||
           driver_fail(driver, "The language did not become %s.", language);
}

static bool is_ready(struct driver *driver, const char *id, const char *unused)
{
    (void)unused;
    const json_t *node = trace_node(driver->trace, id);
    return node && trace_flag(node, "enabled");
}

bool driver_wait_node(struct driver *driver, const char *id)
{
    return driver_wait(driver, is_ready, id, NULL) ||
           driver_fail(driver, "%s is not there, or not enabled.", id);
}

static bool has_value(struct driver *driver, const char *id, const char *value)
{
    return !strcmp(trace_text(trace_node(driver->trace, id), "value"), value);
}

bool driver_wait_value(struct driver *driver, const char *id, const char *value)
{
    return driver_wait(driver, has_value, id, value) ||
           driver_fail(driver, "%s does not hold “%s”; it holds “%s”.", id, value,
                       trace_text(trace_node(driver->trace, id), "value"));
}

static bool has_label(struct driver *driver, const char *id, const char *label)
{
    return !strcmp(trace_text(trace_node(driver->trace, id), "label"), label);
}

bool driver_wait_label(struct driver *driver, const char *id, const char *label)
{
    return driver_wait(driver, has_label, id, label) ||
           driver_fail(driver, "%s is not labelled “%s” but “%s”.", id, label,
                       trace_text(trace_node(driver->trace, id), "label"));
}

static bool is_filled(struct driver *driver, const char *id, const char *unused)
{
    (void)unused;
    return *trace_text(trace_node(driver->trace, id), "value") != '\0';
}

bool driver_wait_filled(struct driver *driver, const char *id)
{
    return driver_wait(driver, is_filled, id, NULL) || driver_fail(driver, "%s stays empty.", id);
}

static bool is_checked(struct driver *driver, const char *id, const char *unused)
{
    (void)unused;
    return trace_flag(trace_node(driver->trace, id), "checked");
}

bool driver_wait_checked(struct driver *driver, const char *id)
{
    return driver_wait(driver, is_checked, id, NULL) ||
           driver_fail(driver, "%s is not checked.", id);
}

/* Scrolls until the middle of the node is on the screen. */
static bool reach(struct driver *driver, const char *id, int rect[4])
{
    int height = driver->options.height;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        if (!driver_wait_node(driver, id))
            return false;
        trace_rect(trace_node(driver->trace, id), rect);
        int middle = rect[1] + rect[3] / 2;
        if (middle > 0 && middle < height && rect[3] > 0)
            return true;
        display_move(driver->display, driver->options.width / 2, height / 2);
        display_button(driver->display, middle < 0 ? 4 : 5, true);
        display_button(driver->display, middle < 0 ? 4 : 5, false);
        display_pause(REPORT_MS * 4);
    }
    return driver_fail(driver, "%s cannot be scrolled to.", id);
}

static bool touch(struct driver *driver, const char *id, int milliseconds)
{
    int rect[4];
    if (!reach(driver, id, rect))
        return false;
    display_move(driver->display, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2);
    display_button(driver->display, 1, true);
    display_pause(milliseconds);
    display_button(driver->display, 1, false);
    return true;
}

bool driver_click(struct driver *driver, const char *id)
{
    return touch(driver, id, TOUCH_MS);
}

bool driver_hold(struct driver *driver, const char *id)
{
    return touch(driver, id, LONG_MS);
}

bool driver_tap(struct driver *driver, const char *text)
{
    for (int length; *text; text += length) {
        char id[16] = "key/space";
        for (length = 1; (text[length] & 0xC0) == 0x80;)
            length++;
        if (*text != ' ')
            snprintf(id, sizeof id, "key/%.*s", length, text);
        if (!driver_click(driver, id))
            return false;
    }
    return true;
}

bool driver_type(struct driver *driver, const char *text)
{
    display_type(driver->display, text);
    return true;
}

bool driver_press(struct driver *driver, const char *keys)
{
    display_press(driver->display, keys);
    return true;
}

static bool focus_left(struct driver *driver, const char *id, const char *unused)
{
    (void)unused;
    return strcmp(trace_focus(driver->trace), id) != 0;
}

bool driver_tab_to(struct driver *driver, const char *id)
{
    if (!driver_wait_node(driver, id))
        return false;
    for (int tab = 0; tab < MOST_TABS; tab++) {
        char focus[128];
        snprintf(focus, sizeof focus, "%s", trace_focus(driver->trace));
        if (!strcmp(focus, id))
            return true;
        display_press(driver->display, "Tab");
        if (!driver_wait(driver, focus_left, focus, NULL))
            return driver_fail(driver, "Tab does not leave “%s” on the way to %s.", focus, id);
    }
    return driver_fail(driver, "Tab does not come to %s.", id);
}

/* A signature as a pen might write it: strokes of loops that run to the right, in thousandths of
 * the pad. */
static const struct stroke {
    double from_x, to_x, middle, tall, loops;
    int milliseconds;
} strokes[] = {
    {120, 420, 480, 260, 2.5, 620},
    {380, 800, 520, 120, 4.0, 700},
    {200, 860, 760, 20, 0.5, 260},
};

static void draw_stroke(struct display *display, const struct stroke *stroke, const int pad[4])
{
    int reports = stroke->milliseconds / REPORT_MS;
    for (int i = 0; i <= reports; i++) {
        double t = (double)i / reports, turn = t * stroke->loops * 2 * 3.14159265358979;
        double x = stroke->from_x + (stroke->to_x - stroke->from_x) * t + 40 * (cos(turn) - 1);
        double y = stroke->middle - stroke->tall * sin(turn) * (1 - 0.4 * t);
        display_move(display, pad[0] + (int)(x * pad[2] / 1000), pad[1] + (int)(y * pad[3] / 1000));
        if (i == 0)
            display_button(display, 1, true);
        display_pause(REPORT_MS);
    }
    display_button(display, 1, false);
    display_pause(TOUCH_MS * 5);
}

bool driver_draw(struct driver *driver, const char *id)
{
    int pad[4];
    if (!reach(driver, id, pad))
        return false;
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
        draw_stroke(driver->display, &strokes[i], pad);
    return true;
}
