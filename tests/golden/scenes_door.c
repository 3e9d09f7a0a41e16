/* Staff at the door of the summit's kiosk: every verdict, and all that they can do. What was
 * answered is said here, not scanned, so that a scene can be played again; the journeys
 * (tests/golden/door.c) scan. */
#include "scenes.h"

#include "screens/duty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW       INT64_C(1000000000)
#define ELSEWHERE "hall-b-1"

/* --- the door itself --- */

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "scenes: %s\n", what);
    exit(1);
}

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
        .kind = UI_SCANNER_WEDGE, .alive = true, .layout = "us", .last = NOW - 12000000};
    porch_unlock(stage->porch);
    leave_one_place(stage);
    porch_choose(stage->porch, NULL);
    scene->at_door(stage, visit);
}

/* --- what was answered --- */

static struct door_answer answer_for(struct stage *stage, const char *key, enum verdict verdict)
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

static void show(struct visit *visit, const struct door_answer *answer)
{
    duty_take(&visit->duty, answer);
    visit->duty.news_at = NOW;
    visit->duty.undo = answer->seq;
}

static void answer_at(struct stage *stage, struct visit *visit, const char *key,
                      enum verdict verdict)
{
    struct door_answer answer = answer_for(stage, key, verdict);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    show(visit, &answer);
}

static const struct session *session(const char *id)
{
    for (size_t i = 0; i < SUMMIT_SESSIONS; i++)
        if (strcmp(summit_sessions[i].id, id) == 0)
            return &summit_sessions[i];
    must(false, id);
    return NULL;
}

static void wait(struct stage *stage, struct visit *visit)
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
    visit->duty.news_at = NOW;
}

static void accepted(struct stage *stage, struct visit *visit)
{
    answer_at(stage, visit, "amina", VERDICT_ACCEPTED);
}

static void accepted_long(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "long", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.from = session(SUMMIT_PITCHES);
    show(visit, &answer);
}

static void accepted_arabic(struct stage *stage, struct visit *visit)
{
    answer_at(stage, visit, "amena", VERDICT_ACCEPTED);
}

static void accepted_hangul(struct stage *stage, struct visit *visit)
{
    answer_at(stage, visit, "garam", VERDICT_ACCEPTED);
}

static void accepted_georgian(struct stage *stage, struct visit *visit)
{
    answer_at(stage, visit, "nino", VERDICT_ACCEPTED);
}

static void accepted_nearly_full(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "zoe", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
    show(visit, &answer);
}

static void already_in(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_ALREADY_IN);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.since_us = SUMMIT_NOW - 8 * SUMMIT_MINUTE;
    snprintf(answer.door, sizeof answer.door, ELSEWHERE);
    show(visit, &answer);
}

static void already_in_long(struct stage *stage, struct visit *visit)
{
    already_in(stage, visit);
    struct door_answer answer = answer_for(stage, "long", VERDICT_ALREADY_IN);
    answer.since_us = SUMMIT_NOW - 8 * SUMMIT_MINUTE;
    snprintf(answer.door, sizeof answer.door, ELSEWHERE);
    show(visit, &answer);
}

static void not_this_session(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "workshop", VERDICT_NOT_THIS_SESSION);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.right = session(SUMMIT_WORKSHOP);
    show(visit, &answer);
}

static void no_session_left(struct stage *stage, struct visit *visit)
{
    answer_at(stage, visit, "morning", VERDICT_NOT_THIS_SESSION);
}

static void too_early(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_WRONG_TIME);
    porch_choose(stage->porch, SUMMIT_EVENING);
    answer.opens_us = session(SUMMIT_EVENING)->start_us - SUMMIT_OPENS;
    show(visit, &answer);
}

static void over(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_WRONG_TIME);
    porch_choose(stage->porch, SUMMIT_MORNING);
    show(visit, &answer);
}

static void full(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_FULL);
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
    porch_in(stage->porch, "extra-22");
    show(visit, &answer);
}

static void revoked(struct stage *stage, struct visit *visit)
{
    answer_at(stage, visit, "revoked", VERDICT_REVOKED);
}

static void unknown(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = {.verdict = VERDICT_UNKNOWN, .seq = -1};
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    show(visit, &answer);
}

static void provisional(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = {.verdict = VERDICT_PROVISIONAL, .seq = 20};
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    show(visit, &answer);
}

static void goodbye(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.way = visit->duty.way = DOOR_OUT;
    show(visit, &answer);
}

static void goodbye_unseen(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    answer.way = visit->duty.way = DOOR_OUT;
    answer.unseen = true;
    show(visit, &answer);
}

static void has_signed(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    show(visit, &answer);
    visit->duty.news = DUTY_SIGNED;
}

static void not_recorded(struct stage *stage, struct visit *visit)
{
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    visit->duty.news = DUTY_FAULT;
    visit->duty.news_at = NOW;
    snprintf(visit->duty.problem, sizeof visit->duty.problem,
             "The disk is full. Delete what is not needed in /var/lib/emarge.");
}

/* --- staff --- */

static void begin(struct stage *stage, struct visit *visit)
{
    (void)stage;
    (void)visit;
}

static void unheard_wedge(struct stage *stage, struct visit *visit)
{
    (void)visit;
    stage->scanner = (struct ui_scanner){.kind = UI_SCANNER_WEDGE, .layout = "fr"};
}

static void tested(struct stage *stage, struct visit *visit)
{
    struct duty *duty = &visit->duty;
    struct badge_code code;
    stage->scanner = (struct ui_scanner){
        .kind = UI_SCANNER_SERIAL, .alive = true, .device = "/dev/ttyACM0", .last = NOW - 2000000};
    must(badge_read(&code, summit_code(&stage->porch->summit, "amina")), "amina's badge");
    badge_write_grouped(duty->text, &code);
    duty->sort = SORT_DELEGATE;
    duty->arrived = true;
}

static void tested_foreign(struct stage *stage, struct visit *visit)
{
    tested(stage, visit);
    snprintf(visit->duty.text, sizeof visit->duty.text,
             "{\"registrant_id\": 4711, \"checkin_secret\": "
             "\"0f3c6b2e-5b1c-4f4e-9a53-c9b7de7bb0a1\", \"event_id\": 12, \"server_url\": "
             "\"https://events.example.org/\"}");
    visit->duty.sort = SORT_UNKNOWN;
}

static void serial_gone(struct stage *stage, struct visit *visit)
{
    (void)visit;
    porch_choose(stage->porch, SUMMIT_WORKSHOP);
    stage->scanner = (struct ui_scanner){.kind = UI_SCANNER_SERIAL, .device = "/dev/ttyACM0"};
}

static void undo_long(struct stage *stage, struct visit *visit)
{
    accepted_long(stage, visit);
}

static void search_for(struct flow *flow, const char *text)
{
    struct ui_rect dirty = {0};
    for (const char *at = text; *at; at++) {
        char letter[2] = {*at, '\0'};
        struct ui_event event = {.kind = UI_EVENT_TEXT, .text = letter, .at = NOW};
        flow_event(flow, &event, &dirty);
        flow_build(flow);
    }
}

static void search_some(struct flow *flow)
{
    search_for(flow, "ex");
}

static void search_none(struct flow *flow)
{
    search_for(flow, "qqq");
}

static void write_walk_in(struct visit *visit, const char *name, const char *role,
                          const char *government)
{
    ui_edit_set(&visit->name, name);
    ui_edit_set(&visit->role, role);
    ui_edit_set(&visit->duty.government, government);
}

static void walk_in(struct flow *flow)
{
    write_walk_in(flow_visit(flow), "Noor Zonderbadge", "Beleidsadviseur", "Scotland");
}

static void complain(struct flow *flow)
{
    ui_edit_set(&flow_visit(flow)->email, "noor at example");
    flow_visit(flow)->complain = true;
}

static void badge_made(struct stage *stage, struct visit *visit)
{
    porch_choose(stage->porch, SUMMIT_TERRITORIES);
    write_walk_in(visit, "Noor Zonderbadge", "Beleidsadviseur", "Scotland");
    snprintf(visit->duty.code, sizeof visit->duty.code, "%s",
             summit_code(&stage->porch->summit, "extra-24"));
}

static void badge_made_long(struct stage *stage, struct visit *visit)
{
    badge_made(stage, visit);
    write_walk_in(visit, summit_person(&stage->porch->summit, "long")->name,
                  "Vice-présidente chargée de la transparence et de l’innovation publique",
                  "Communauté d’agglomération des Trois Rivières et du Haut-Plateau");
}

static void to_sign(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    answer.attest = true;
    show(visit, &answer);
}

static void to_sign_long(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "long", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    answer.attest = true;
    show(visit, &answer);
}

static void come_to_sign(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = answer_for(stage, "long", VERDICT_ALREADY_IN);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    answer.attest = true;
    show(visit, &answer);
}

/* All that a door may have to say to staff at once. */
static void warned(struct stage *stage, struct visit *visit)
{
    static const char *const keys[] = {"amina", "long"};
    revoked(stage, visit);
    serial_gone(stage, visit);
    for (size_t i = 0; i < 2; i++) {
        struct duty_unsigned *who = &visit->duty.not_signed[visit->duty.unsigned_count++];
        snprintf(who->name, sizeof who->name, "%s",
                 summit_person(&stage->porch->summit, keys[i])->name);
    }
}

static void type_name(struct flow *flow)
{
    flow_visit(flow)->mode = MODE_TYPED;
}

static void ask(struct flow *flow)
{
    flow_visit(flow)->ask_signature = true;
}

const struct scene door_scenes[] = {
    {.name = "staff", .screen = SCREEN_STAFF, .at_door = begin},
    {.name = "staff-wedge-unheard", .screen = SCREEN_STAFF, .at_door = unheard_wedge},
    {.name = "staff-serial", .screen = SCREEN_STAFF, .at_door = tested},
    {.name = "staff-serial-gone", .screen = SCREEN_STAFF, .at_door = serial_gone},
    {.name = "staff-foreign", .screen = SCREEN_STAFF, .at_door = tested_foreign},
    {.name = "door", .screen = SCREEN_DOOR, .at_door = wait},
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
    {.name = "undo-long", .screen = SCREEN_UNDO, .at_door = undo_long},
    {.name = "search", .screen = SCREEN_SEARCH, .at_door = wait},
    {.name = "search-some", .screen = SCREEN_SEARCH, .at_door = wait, .after = search_some},
    {.name = "search-none", .screen = SCREEN_SEARCH, .at_door = wait, .after = search_none},
    {.name = "register", .screen = SCREEN_REGISTER, .at_door = wait},
    {.name = "register-filled", .screen = SCREEN_REGISTER, .at_door = wait, .after = walk_in},
    {.name = "register-missing", .screen = SCREEN_REGISTER, .at_door = wait, .after = complain},
    {.name = "badge", .screen = SCREEN_BADGE, .at_door = badge_made},
    {.name = "badge-long", .screen = SCREEN_BADGE, .at_door = badge_made_long},
    {.name = "attest", .screen = SCREEN_ATTEST, .at_door = to_sign},
    {.name = "attest-ask", .screen = SCREEN_ATTEST, .at_door = to_sign, .after = ask},
    {.name = "attest-typed", .screen = SCREEN_ATTEST, .at_door = to_sign_long, .after = type_name},
    {.name = "attest-again", .screen = SCREEN_ATTEST, .at_door = come_to_sign},
    {.name = "door-warned", .screen = SCREEN_DOOR, .at_door = warned},
    {.name = "idle-staff", .screen = SCREEN_IDLE, .at_door = wait},
};
const size_t door_scene_count = sizeof door_scenes / sizeof *door_scenes;
