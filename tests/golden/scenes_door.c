/* The door of the summit's kiosk: every verdict. What was answered is said here, not scanned, so
 * that a scene can be played again; the journeys (tests/golden/door.c) scan. */
#include "scenes_door.h"

#include "screens/duty.h"

#include <stdio.h>
#include <string.h>

#define ELSEWHERE "hall-b-1"

/* --- the door itself --- */

static void fill(struct stage *stage, const char *session, int from, int to)
{
    char key[16];
    porch_choose(stage->porch, session);
    for (int i = from; i <= to; i++) {
        snprintf(key, sizeof key, "extra-%d", i);
        porch_in(stage->porch, key);
    }
}

void stage_open_door(struct stage *stage)
{
    void *porch;
    porch_set_up(&porch);
    stage->porch = porch;
    fill(stage, SUMMIT_TERRITORIES, 1, 12);
    fill(stage, SUMMIT_WORKSHOP, 13, 22);
    porch_out(stage->porch, "extra-22");
}

/* The scene of the full room lets the tenth in; the others have nine. */
static void leave_one_place(struct stage *stage)
{
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
    if (door_count(stage->porch->door).inside == 10)
        porch_out(stage->porch, "extra-22");
}

void stage_close_door(struct stage *stage)
{
    void *porch = stage->porch;
    porch_tear_down(&porch);
}

void stage_staff(struct stage *stage, const struct scene *scene, struct visit *visit)
{
    stage->pack->door_names = !scene->hidden;
    stage->scanner = (struct ui_scanner){
        .kind = UI_SCANNER_WEDGE, .alive = true, .layout = "us", .last = SCENE_NOW - 12000000};
    porch_unlock(stage->porch);
    leave_one_place(stage);
    porch_choose(stage->porch, NULL);
    scene->at_door(stage, visit);
}

/* --- what was answered --- */

struct door_answer scene_answer(struct stage *stage, const char *key, enum verdict verdict)
{
    const struct delegate *who = summit_person(&stage->porch->summit, key);
    struct door_answer answer = {
        .verdict = verdict,
        .at_us = SUMMIT_NOW,
        .seq = duty_face(&(struct door_answer){.verdict = verdict}).look == UI_LOOK_ACCEPTED ? 20
                                                                                             : -1};
    snprintf(answer.delegate, sizeof answer.delegate, "%s", who->id);
    snprintf(answer.name, sizeof answer.name, "%s", who->name);
    snprintf(answer.role, sizeof answer.role, "%s", who->role);
    snprintf(answer.government, sizeof answer.government, "%s", who->government);
    memcpy(answer.country, who->country, strlen(who->country) + 1);
    return answer;
}

void scene_show(struct visit *visit, const struct door_answer *answer)
{
    duty_take(&visit->duty, answer);
    visit->duty.news_at = SCENE_NOW;
    visit->duty.undo = answer->seq;
}

void scene_answer_at(struct stage *stage, struct visit *visit, const char *key,
                     enum verdict verdict)
{
    struct door_answer answer = scene_answer(stage, key, verdict);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    scene_show(visit, &answer);
}

void scene_wait(struct stage *stage, struct visit *visit)
{
    (void)visit;
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
}

static void wait_out(struct stage *stage, struct visit *visit)
{
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    visit->duty.way = DOOR_OUT;
}

static void wait_nearly_full(struct stage *stage, struct visit *visit)
{
    (void)visit;
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
}

static void undone(struct stage *stage, struct visit *visit)
{
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    visit->duty.news = DUTY_UNDONE;
    visit->duty.news_at = SCENE_NOW;
}

static void accepted(struct stage *stage, struct visit *visit)
{
    scene_answer_at(stage, visit, "amina", VERDICT_ACCEPTED);
}

static void accepted_long(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "long", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.from = summit_session(SUMMIT_PITCHES);
    scene_show(visit, &answer);
}

static void accepted_arabic(struct stage *stage, struct visit *visit)
{
    scene_answer_at(stage, visit, "amena", VERDICT_ACCEPTED);
}

static void accepted_hangul(struct stage *stage, struct visit *visit)
{
    scene_answer_at(stage, visit, "garam", VERDICT_ACCEPTED);
}

static void accepted_georgian(struct stage *stage, struct visit *visit)
{
    scene_answer_at(stage, visit, "nino", VERDICT_ACCEPTED);
}

static void accepted_nearly_full(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "zoe", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
    scene_show(visit, &answer);
}

static void already_in(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_ALREADY_IN);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.since_us = SUMMIT_NOW - 8 * SUMMIT_MINUTE;
    snprintf(answer.door, sizeof answer.door, ELSEWHERE);
    scene_show(visit, &answer);
}

static void already_in_long(struct stage *stage, struct visit *visit)
{
    already_in(stage, visit);
    struct door_answer answer = scene_answer(stage, "long", VERDICT_ALREADY_IN);
    answer.since_us = SUMMIT_NOW - 8 * SUMMIT_MINUTE;
    snprintf(answer.door, sizeof answer.door, ELSEWHERE);
    scene_show(visit, &answer);
}

static void not_this_session(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "workshop", VERDICT_NOT_THIS_SESSION);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.right = summit_session(SUMMIT_WORKSHOP);
    scene_show(visit, &answer);
}

static void no_session_left(struct stage *stage, struct visit *visit)
{
    scene_answer_at(stage, visit, "morning", VERDICT_NOT_THIS_SESSION);
}

static void too_early(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_WRONG_TIME);
    porch_choose(stage->porch, SUMMIT_EVENING);
    answer.opens_us = summit_session(SUMMIT_EVENING)->start_us - SUMMIT_OPENS;
    scene_show(visit, &answer);
}

static void over(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_WRONG_TIME);
    porch_choose(stage->porch, SUMMIT_MORNING);
    scene_show(visit, &answer);
}

static void full(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_FULL);
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
    porch_in(stage->porch, "extra-22");
    scene_show(visit, &answer);
}

static void revoked(struct stage *stage, struct visit *visit)
{
    scene_answer_at(stage, visit, "revoked", VERDICT_REVOKED);
}

static void unknown(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = {.verdict = VERDICT_UNKNOWN, .seq = -1};
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    scene_show(visit, &answer);
}

static void provisional(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = {.verdict = VERDICT_PROVISIONAL, .seq = 20};
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    scene_show(visit, &answer);
}

static void goodbye(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.way = visit->duty.way = DOOR_OUT;
    scene_show(visit, &answer);
}

static void goodbye_unseen(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.way = visit->duty.way = DOOR_OUT;
    answer.unseen = true;
    scene_show(visit, &answer);
}

static void has_signed(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    scene_show(visit, &answer);
    visit->duty.news = DUTY_SIGNED;
}

static void not_recorded(struct stage *stage, struct visit *visit)
{
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    visit->duty.news = DUTY_FAULT;
    visit->duty.news_at = SCENE_NOW;
    snprintf(visit->duty.problem, sizeof visit->duty.problem,
             "The disk is full. Delete what is not needed in /var/lib/emarge.");
}

const struct scene door_scenes[] = {
    {.name = "door", .screen = SCREEN_DOOR, .at_door = scene_wait},
    {.name = "door-out", .screen = SCREEN_DOOR, .at_door = wait_out},
    {.name = "door-nearly-full", .screen = SCREEN_DOOR, .at_door = wait_nearly_full},
    {.name = "door-undone", .screen = SCREEN_DOOR, .at_door = undone},
    {.name = "door-accepted", .screen = SCREEN_DOOR, .at_door = accepted},
    {.name = "door-accepted-hidden", .screen = SCREEN_DOOR, .at_door = accepted, .hidden = true},
    {.name = "door-accepted-long", .screen = SCREEN_DOOR, .at_door = accepted_long},
    {.name = "door-accepted-arabic", .screen = SCREEN_DOOR, .at_door = accepted_arabic},
    {.name = "door-accepted-hangul", .screen = SCREEN_DOOR, .at_door = accepted_hangul},
    {.name = "door-accepted-georgian", .screen = SCREEN_DOOR, .at_door = accepted_georgian},
    {.name = "door-accepted-nearly-full", .screen = SCREEN_DOOR, .at_door = accepted_nearly_full},
    {.name = "door-already-in", .screen = SCREEN_DOOR, .at_door = already_in},
    {.name = "door-already-in-long", .screen = SCREEN_DOOR, .at_door = already_in_long},
    {.name = "door-not-this-session", .screen = SCREEN_DOOR, .at_door = not_this_session},
    {.name = "door-no-session-left", .screen = SCREEN_DOOR, .at_door = no_session_left},
    {.name = "door-wrong-time", .screen = SCREEN_DOOR, .at_door = too_early},
    {.name = "door-over", .screen = SCREEN_DOOR, .at_door = over},
    {.name = "door-full", .screen = SCREEN_DOOR, .at_door = full},
    {.name = "door-revoked", .screen = SCREEN_DOOR, .at_door = revoked},
    {.name = "door-unknown", .screen = SCREEN_DOOR, .at_door = unknown},
    {.name = "door-provisional", .screen = SCREEN_DOOR, .at_door = provisional},
    {.name = "door-goodbye", .screen = SCREEN_DOOR, .at_door = goodbye},
    {.name = "door-goodbye-unseen", .screen = SCREEN_DOOR, .at_door = goodbye_unseen},
    {.name = "door-signed", .screen = SCREEN_DOOR, .at_door = has_signed},
    {.name = "door-not-recorded", .screen = SCREEN_DOOR, .at_door = not_recorded},
    {.name = "undo", .screen = SCREEN_UNDO, .at_door = accepted},
    {.name = "undo-long", .screen = SCREEN_UNDO, .at_door = accepted_long},
    {.name = "idle-staff", .screen = SCREEN_IDLE, .at_door = scene_wait},
};
const size_t door_scene_count = sizeof door_scenes / sizeof *door_scenes;
