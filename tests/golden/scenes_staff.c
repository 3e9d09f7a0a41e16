/* Staff at the door of the summit's kiosk: all that they can do besides letting people in. */
#include "scenes_door.h"

#include "screens/duty.h"

#include <stdio.h>
#include <string.h>

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
    stage->scanner = (struct ui_scanner){.kind = UI_SCANNER_SERIAL,
                                         .alive = true,
                                         .device = "/dev/ttyACM0",
                                         .last = SCENE_NOW - 2000000};
    scene_must(badge_read(&code, summit_code(&stage->porch->summit, "amina")), "amina's badge");
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

static void search_for(struct flow *flow, const char *text)
{
    struct ui_rect dirty = {0};
    for (const char *at = text; *at; at++) {
        char letter[2] = {*at, '\0'};
        struct ui_event event = {.kind = UI_EVENT_TEXT, .text = letter, .at = SCENE_NOW};
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
    struct door_answer answer = scene_answer(stage, "amina", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    answer.attest = true;
    scene_show(visit, &answer);
}

static void to_sign_long(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "long", VERDICT_ACCEPTED);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    answer.attest = true;
    scene_show(visit, &answer);
}

static void come_to_sign(struct stage *stage, struct visit *visit)
{
    struct door_answer answer = scene_answer(stage, "long", VERDICT_ALREADY_IN);
    porch_choose(stage->porch, SUMMIT_PITCHES);
    answer.attest = true;
    scene_show(visit, &answer);
}

/* All that a door may have to say to staff at once. */
static void warned(struct stage *stage, struct visit *visit)
{
    static const char *const keys[] = {"amina", "long"};
    scene_answer_at(stage, visit, "revoked", VERDICT_REVOKED);
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

const struct scene staff_scenes[] = {
    {.name = "staff", .screen = SCREEN_STAFF, .at_door = begin},
    {.name = "staff-wedge-unheard", .screen = SCREEN_STAFF, .at_door = unheard_wedge},
    {.name = "staff-serial", .screen = SCREEN_STAFF, .at_door = tested},
    {.name = "staff-serial-gone", .screen = SCREEN_STAFF, .at_door = serial_gone},
    {.name = "staff-foreign", .screen = SCREEN_STAFF, .at_door = tested_foreign},
    {.name = "search", .screen = SCREEN_SEARCH, .at_door = scene_wait},
    {.name = "search-some", .screen = SCREEN_SEARCH, .at_door = scene_wait, .after = search_some},
    {.name = "search-none", .screen = SCREEN_SEARCH, .at_door = scene_wait, .after = search_none},
    {.name = "register", .screen = SCREEN_REGISTER, .at_door = scene_wait},
    {.name = "register-filled", .screen = SCREEN_REGISTER, .at_door = scene_wait, .after = walk_in},
    {.name = "register-missing",
     .screen = SCREEN_REGISTER,
     .at_door = scene_wait,
     .after = complain},
    {.name = "badge", .screen = SCREEN_BADGE, .at_door = badge_made},
    {.name = "badge-long", .screen = SCREEN_BADGE, .at_door = badge_made_long},
    {.name = "attest", .screen = SCREEN_ATTEST, .at_door = to_sign},
    {.name = "attest-ask", .screen = SCREEN_ATTEST, .at_door = to_sign, .after = ask},
    {.name = "attest-typed", .screen = SCREEN_ATTEST, .at_door = to_sign_long, .after = type_name},
    {.name = "attest-again", .screen = SCREEN_ATTEST, .at_door = come_to_sign},
    {.name = "door-warned", .screen = SCREEN_DOOR, .at_door = warned},
};
const size_t staff_scene_count = sizeof staff_scenes / sizeof *staff_scenes;
