#include "scenes.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIGNED_AT INT64_C(1481276832345678) /* 2016-12-09T09:47:12.345678Z */
#define FIRST_AT  INT64_C(1481097600000000) /* 2016-12-07T08:00:00Z */

static void fill_details(struct visit *visit)
{
    ui_edit_set(&visit->name, "Amina Nyambura");
    ui_edit_set(&visit->role, "Directrice de la participation");
    ui_edit_set(&visit->email, "amina.nyambura@example.org");
    snprintf(visit->government, sizeof visit->government, "Elgeyo Marakwet");
    snprintf(visit->government_id, sizeof visit->government_id, "elgeyo-marakwet");
    memcpy(visit->country, "KE", 3);
    visit->listed = true;
}

static void fill_long(struct visit *visit)
{
    ui_edit_set(&visit->name, "María de los Ángeles Fernández-Villaverde y Ruiz de Apodaca");
    ui_edit_set(&visit->role,
                "Vice-présidente chargée de la transparence et de l’innovation publique");
    ui_edit_set(&visit->email,
                "maria.de.los.angeles.fernandez-villaverde@participation.example.org");
    snprintf(visit->government, sizeof visit->government,
             "Communauté d’agglomération des Trois Rivières et du Haut-Plateau");
    memcpy(visit->country, "VC", 3);
    visit->listed = true;
    visit->contact = true;
}

static void show_badge(struct visit *visit)
{
    fill_details(visit);
    visit->badge = VISIT_BADGE_FILLED;
}

static void show_unknown_badge(struct visit *visit)
{
    visit->badge = VISIT_BADGE_UNKNOWN;
}

static void show_closed_badge(struct visit *visit)
{
    visit->badge = VISIT_BADGE_CLOSED;
}

static void show_signed(struct visit *visit)
{
    show_badge(visit);
    visit->owner =
        (struct door_owner){.signed_already = true, .number = "A-41", .signed_us = SIGNED_AT};
}

static void show_signed_long(struct visit *visit)
{
    fill_long(visit);
    visit->owner =
        (struct door_owner){.signed_already = true, .number = "A2-10413", .signed_us = SIGNED_AT};
}

static void ask_withdraw(struct visit *visit)
{
    show_signed(visit);
    visit->ask_withdraw = true;
}

static void fail_withdraw(struct visit *visit)
{
    ask_withdraw(visit);
    visit->fault = EM_IO;
}

static void complain(struct visit *visit)
{
    ui_edit_set(&visit->email, "amina at example");
    visit->complain = true;
}

/* A hand's wave along the line: nobody's signature. */
static void draw(struct visit *visit)
{
    const struct ui_rect pad = {0, 0, 1640, 610};
    struct ui_rect dirty = {0};
    fill_details(visit);
    for (int i = 0; i <= 120; i++) {
        double t = i / 120.0;
        struct ui_event event = {.kind = i == 0     ? UI_EVENT_DOWN
                                         : i == 120 ? UI_EVENT_UP
                                                    : UI_EVENT_MOVE,
                                 .at = SCENE_NOW + i * 8000,
                                 .x = (int)lround(430 + 620 * t + 42 * sin(t * 34)),
                                 .y = (int)lround(330 - 110 * (1 - t) * cos(t * 34) - 30 * t)};
        pad_pointer(&visit->pad, &event, pad, &dirty);
    }
    for (int i = 0; i <= 40; i++) {
        double t = i / 40.0;
        struct ui_event event = {.kind = i == 0    ? UI_EVENT_DOWN
                                         : i == 40 ? UI_EVENT_UP
                                                   : UI_EVENT_MOVE,
                                 .at = SCENE_NOW + 2000000 + i * 4000,
                                 .x = (int)lround(480 + 700 * t),
                                 .y = (int)lround(430 - 30 * sin(t * 3.1))};
        pad_pointer(&visit->pad, &event, pad, &dirty);
    }
}

static void draw_small(struct visit *visit)
{
    const struct ui_rect pad = {0, 0, 1640, 610};
    struct ui_rect dirty = {0};
    fill_details(visit);
    struct ui_event event = {.kind = UI_EVENT_DOWN, .at = SCENE_NOW, .x = 700, .y = 400};
    pad_pointer(&visit->pad, &event, pad, &dirty);
    visit->ask_small = true;
}

static void empty_pad(struct visit *visit)
{
    fill_details(visit);
    visit->ask_signature = true;
}

static void type_name(struct visit *visit)
{
    fill_details(visit);
    visit->mode = MODE_TYPED;
}

static void assist(struct visit *visit)
{
    fill_details(visit);
    visit->mode = MODE_ASSISTED;
}

static void record_drawn(struct visit *visit)
{
    draw(visit);
    visit->receipt = (struct ledger_receipt){.number = "A-413",
                                             .at_us = SIGNED_AT,
                                             .origin = "ogp-paris-2016/hall-a-1",
                                             .seq = 431,
                                             .leaf = {0x5c, 0x1e, 0x93}};
}

static void review_long(struct visit *visit)
{
    draw(visit);
    fill_long(visit);
}

static void record_long(struct visit *visit)
{
    review_long(visit);
    visit->receipt = (struct ledger_receipt){.number = "A2-10413",
                                             .at_us = SIGNED_AT,
                                             .origin = "ogp-paris-2016/hall-a-1.2",
                                             .seq = 10431};
}

static void search_government(struct visit *visit)
{
    ui_edit_set(&visit->search, "ma");
}

static void search_country(struct visit *visit)
{
    ui_edit_set(&visit->search, "re");
}

static void fail_recording(struct flow *flow)
{
    flow_visit(flow)->fault = EM_FULL;
}

static void search_after(struct flow *flow)
{
    if (strcmp(flow_screen(flow), "government") == 0)
        search_government(flow_visit(flow));
    else
        search_country(flow_visit(flow));
}

static void read_on(struct flow *flow)
{
    struct ui_rect dirty = {0};
    for (int i = 0; i < 2; i++) {
        struct ui_event event = {.kind = UI_EVENT_KEY, .key = UI_KEY_PAGE_DOWN, .at = SCENE_NOW};
        flow_event(flow, &event, &dirty);
    }
    flow_tick(flow, SCENE_NOW + 5000000);
}

#define ENDS_TOO_EARLY                                                                             \
    "event.ini:12: The event ends (2016-12-06) before it starts (2016-12-07). Write the last day " \
    "in “ends”.\n"
#define NO_COUNTRY "governments.csv:4: There is no country “XX”. Write its ISO 3166-1 code.\n"
#define SIX_FAULTS ENDS_TOO_EARLY NO_COUNTRY ENDS_TOO_EARLY NO_COUNTRY ENDS_TOO_EARLY NO_COUNTRY

const struct scene scenes[] = {
    {.name = "welcome", .screen = SCREEN_WELCOME},
    {.name = "welcome-set-aside", .screen = SCREEN_WELCOME, .set_aside = true},
    {.name = "document", .screen = SCREEN_DOCUMENT},
    {.name = "document-further", .screen = SCREEN_DOCUMENT, .after = read_on},
    {.name = "welcome-badge", .screen = SCREEN_WELCOME, .prepare = show_unknown_badge},
    {.name = "welcome-badge-closed", .screen = SCREEN_WELCOME, .prepare = show_closed_badge},
    {.name = "document-badge", .screen = SCREEN_DOCUMENT, .prepare = show_badge},
    {.name = "known", .screen = SCREEN_KNOWN, .prepare = show_signed},
    {.name = "known-long", .screen = SCREEN_KNOWN, .prepare = show_signed_long},
    {.name = "known-withdraw", .screen = SCREEN_KNOWN, .prepare = ask_withdraw},
    {.name = "known-fault", .screen = SCREEN_KNOWN, .prepare = fail_withdraw},
    {.name = "withdrawn", .screen = SCREEN_WITHDRAWN, .prepare = show_signed},
    {.name = "details-badge", .screen = SCREEN_DETAILS, .prepare = show_badge},
    {.name = "details-badge-unknown", .screen = SCREEN_DETAILS, .prepare = show_unknown_badge},
    {.name = "details-empty", .screen = SCREEN_DETAILS},
    {.name = "details", .screen = SCREEN_DETAILS, .prepare = fill_details},
    {.name = "details-missing", .screen = SCREEN_DETAILS, .prepare = complain},
    {.name = "details-long", .screen = SCREEN_DETAILS, .prepare = fill_long},
    {.name = "government", .screen = SCREEN_GOVERNMENT},
    {.name = "government-search", .screen = SCREEN_GOVERNMENT, .after = search_after},
    {.name = "country", .screen = SCREEN_COUNTRY},
    {.name = "country-search", .screen = SCREEN_COUNTRY, .after = search_after},
    {.name = "sign-empty", .screen = SCREEN_SIGN, .prepare = empty_pad},
    {.name = "sign", .screen = SCREEN_SIGN, .prepare = draw},
    {.name = "sign-small", .screen = SCREEN_SIGN, .prepare = draw_small},
    {.name = "sign-typed", .screen = SCREEN_SIGN, .prepare = type_name},
    {.name = "sign-assisted", .screen = SCREEN_SIGN, .prepare = assist},
    {.name = "review", .screen = SCREEN_REVIEW, .prepare = draw},
    {.name = "review-long", .screen = SCREEN_REVIEW, .prepare = review_long},
    {.name = "review-fault", .screen = SCREEN_REVIEW, .prepare = draw, .after = fail_recording},
    {.name = "recorded", .screen = SCREEN_RECORDED, .prepare = record_drawn},
    {.name = "recorded-long", .screen = SCREEN_RECORDED, .prepare = record_long},
    {.name = "notice", .screen = SCREEN_NOTICE},
    {.name = "idle", .screen = SCREEN_IDLE, .prepare = fill_details},
    {.name = "out_of_service", .screen = SCREEN_OUT_OF_SERVICE, .fault = ENDS_TOO_EARLY NO_COUNTRY},
    {.name = "out_of_service-long",
     .screen = SCREEN_OUT_OF_SERVICE,
     .fault = SIX_FAULTS SIX_FAULTS SIX_FAULTS SIX_FAULTS},
};
const size_t scene_count = sizeof scenes / sizeof *scenes;

static const struct {
    const struct scene *scenes;
    const size_t *count;
} tables[] = {
    {scenes, &scene_count}, {door_scenes, &door_scene_count}, {staff_scenes, &staff_scene_count}};

size_t scene_total(void)
{
    size_t total = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        total += *tables[i].count;
    return total;
}

const struct scene *scene_at(size_t index)
{
    size_t table = 0;
    for (; index >= *tables[table].count; table++)
        index -= *tables[table].count;
    return &tables[table].scenes[index];
}

static enum em_status refuse(void *context, const struct signature *signature,
                             struct ledger_receipt *receipt, struct em_error *error)
{
    (void)context, (void)signature, (void)receipt;
    return em_fail(error, EM_IO, "A picture records nothing.");
}

static int64_t count(void *context, int64_t *since_us)
{
    (void)context;
    *since_us = FIRST_AT;
    return 412;
}

static const char *no_fault(void *context)
{
    (void)context;
    return NULL;
}

static bool set_aside(void *context)
{
    const struct stage *stage = context;
    return stage->set_aside;
}

void scene_must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "scenes: %s\n", what);
    exit(1);
}

void stage_open(struct stage *stage, const char *share)
{
    struct pack_faults faults = {0};
    struct em_error error = {0};
    char path[1024], problem[256] = "";
    *stage = (struct stage){.recorder = {.record = refuse,
                                         .count = count,
                                         .fault = no_fault,
                                         .set_aside = set_aside,
                                         .context = stage}};
    snprintf(path, sizeof path, "%s/events/ogp-paris-2016", share);
    enum em_status status = pack_load(&stage->pack, path, &faults);
    scene_must(status == EM_OK, faults.count ? faults.items[0].text : path);
    for (size_t i = 0; i < stage->pack->language_count; i++) {
        const char *language = stage->pack->languages[i];
        snprintf(path, sizeof path, "%s/locale/%s.mo", share, language);
        const char *file = strcmp(language, "en") == 0 ? NULL : path;
        scene_must(catalog_open(&stage->catalogs[i], language, file, &error) == EM_OK, error.text);
    }
    stage->font = font_new(problem, sizeof problem);
    scene_must(stage->font, problem);
    stage->metrics = font_metrics(stage->font);
    stage->icons = icons_new(share);
    stage->canvas = canvas_new(stage->font, stage->icons);
    stage_open_door(stage);
}

void stage_close(struct stage *stage)
{
    stage_close_door(stage);
    canvas_free(stage->canvas);
    icons_free(stage->icons);
    font_free(stage->font);
    for (size_t i = 0; i < stage->pack->language_count; i++)
        catalog_close(stage->catalogs[i]);
    pack_free(stage->pack);
}

int stage_set_up(void **state)
{
    struct stage *stage = em_alloc(sizeof *stage);
    stage_open(stage, EM_SHARE);
    *state = stage;
    return 0;
}

int stage_tear_down(void **state)
{
    stage_close(*state);
    free(*state);
    return 0;
}

struct flow *scene_play(struct stage *stage, const struct scene *scene, const struct view *view)
{
    struct flow_options options = {
        .metrics = &stage->metrics,
        .pack = stage->pack,
        .catalogs = stage->catalogs,
        .catalog_count = stage->pack->language_count,
        .recorder = &stage->recorder,
        .language = view->language,
        .fault = scene->fault,
        .door = scene->at_door ? stage->porch->door : NULL,
    };
    stage->set_aside = scene->set_aside;
    struct flow *flow = flow_new(&options, SCENE_NOW);
    ui_resize(flow_ui(flow), view->width, view->height);
    ui_set_text_size(flow_ui(flow), view->text_size);
    flow_visit(flow)->text_size = view->text_size;
    if (scene->prepare)
        scene->prepare(flow_visit(flow));
    if (scene->at_door) {
        stage_staff(stage, scene, flow_visit(flow));
        flow_set_scanner(flow, &stage->scanner);
    }
    flow_go(flow, scene->screen, SCENE_NOW);
    flow_build(flow);
    if (scene->after) {
        scene->after(flow);
        flow_build(flow);
    }
    return flow;
}

struct canvas_pixels scene_paint(struct stage *stage, const struct flow *flow,
                                 const struct view *view)
{
    struct canvas_pixels pixels = {em_alloc((size_t)view->width * (size_t)view->height * 4),
                                   view->width, view->height, view->width};
    canvas_paint(stage->canvas, &pixels, ui_commands(flow_ui(flow)),
                 (struct ui_rect){0, 0, view->width, view->height});
    return pixels;
}
