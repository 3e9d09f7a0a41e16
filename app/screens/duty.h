/* Staff at a door: what the screens of staff mode share. They are reached by a staff badge alone,
 * and every way out of them locks (flow.c).
 */
#ifndef EM_SCREENS_DUTY_H
#define EM_SCREENS_DUTY_H

#include "screens/screen.h"

#define DUTY_VERDICT_US INT64_C(8000000) /* that a verdict stays when nobody comes after */

/* How an answer looks and sounds: one row of core/verdicts.def, or somebody's leaving. */
struct duty_face {
    const char *title; /* a msgid */
    const char *icon;
    enum ui_look look;
    enum ui_sound sound;
};
struct duty_face duty_face(const struct door_answer *answer);

/* The on_scan of every screen of staff mode: a staff badge locks; any other is answered by the door
 * when there is a session, and is only looked at when there is none. A badge that is held is shown
 * again by the door's own screen alone, when another came between. */
enum outcome duty_scan(struct screen_context *context, const char *bytes, size_t size);
enum outcome duty_scan_at_door(struct screen_context *context, const char *bytes, size_t size);
/* Where somebody signs: their own badge takes nothing from them; another one does, and who was
 * drawing is noted. */
enum outcome duty_scan_at_pad(struct screen_context *context, const char *bytes, size_t size);
/* Who signs now, or need not any more: the entrance `seq` is missed no longer. */
void duty_forget_unsigned(struct duty *duty, int64_t seq);
/* Whether a staff badge has come before the scanner, and not only stayed there. */
bool duty_staff_badge_comes(struct screen_context *context);
/* Lets somebody in or out who was found by name. */
enum outcome duty_admit(struct screen_context *context, const char *delegate, enum door_way way);
/* Makes an answer the one to be shown. */
void duty_take(struct duty *duty, const struct door_answer *answer);
/* Takes back the last entry. */
enum em_status duty_undo(struct screen_context *context, const char *reason,
                         struct em_error *error);
/* Whoever was let in last signs for it; `ink` NULL: by name. */
enum em_status duty_attest(struct screen_context *context, const struct ink *ink,
                           struct em_error *error);

/* Words; they live until the next build. */
const char *duty_hours(struct screen_context *context, const struct session *session);
const char *duty_day(struct screen_context *context, const struct session *session);
const char *duty_time(struct screen_context *context,
                      int64_t wall_us); /* and the day, if another */
const char *duty_data_age(struct screen_context *context);
const char *duty_ago(struct screen_context *context, int64_t us); /* "12 s", "3 min", "5 h" */
/* How long these two read as they do, microseconds; below a minute to ten seconds. INT64_MAX: for
 * ever. */
int64_t duty_data_age_holds(struct screen_context *context);
int64_t duty_ago_holds(int64_t us);
/* Who was drawing when the next badge came, and has not signed since; NULL: nobody. */
const char *duty_not_signed(struct screen_context *context);
/* That the serial scanner cannot be heard; NULL: it can, or it types. */
const char *duty_scanner_gone(struct screen_context *context);
/* "Elgeyo Marakwet, Kenya", either alone, or "". */
const char *duty_government(struct screen_context *context, const char *government,
                            const char *country);
/* "212 inside / 300". */
const char *duty_inside(struct screen_context *context, const struct door_count *count);
const char *duty_number(struct screen_context *context, int64_t number);

#endif
