/* Every screen in a state worth looking at, with the real event pack and real fonts and a fictional
 * delegate: what the golden files and `tools/dev shots` are made from.
 */
#ifndef EM_TESTS_SCENES_H
#define EM_TESTS_SCENES_H

#include "fake/porch.h"
#include "platform/canvas.h"
#include "screens/flow.h"

#define SCENE_NOW INT64_C(1000000000) /* the time of every scene, in microseconds */

struct stage;

struct scene {
    const char *name;
    enum screen_id screen;
    void (*prepare)(struct visit *visit); /* NULL: an empty visit */
    void (*after)(struct flow *flow);     /* once it was built: scrolling, typing; NULL: nothing */
    const char *fault;                    /* out of service: why */
    bool set_aside;                       /* a record of the kiosk was, since its start */
    void (*at_door)(struct stage *stage, struct visit *visit); /* staff mode: what they have done */
    bool hidden;                                               /* the door shows no names */
};

extern const struct scene scenes[]; /* the delegate's */
extern const size_t scene_count;
extern const struct scene door_scenes[]; /* at the door (scenes_door.c) */
extern const size_t door_scene_count;
extern const struct scene staff_scenes[]; /* of staff there (scenes_staff.c) */
extern const size_t staff_scene_count;
size_t scene_total(void);
const struct scene *scene_at(size_t index); /* of them all */

/* Ends the program with these words unless it is fine. */
void scene_must(bool fine, const char *what);

/* What all scenes share; opened once. */
struct stage {
    struct event_pack *pack;
    struct catalog *catalogs[8];
    struct font *font;
    struct icons *icons;
    struct canvas *canvas;
    struct ui_metrics metrics;
    struct recorder recorder;
    bool set_aside;
    struct porch *porch; /* with people inside */
    struct ui_scanner scanner;
};

void stage_open(struct stage *stage, const char *share);
void stage_close(struct stage *stage);
/* The same as a cmocka group's fixtures; *state is the stage. */
int stage_set_up(void **state);
int stage_tear_down(void **state);

/* The door of the summit's kiosk (scenes_door.c). */
void stage_open_door(struct stage *stage);
void stage_close_door(struct stage *stage);
/* Staff come to the door: unlocked, and what the scene says. */
void stage_staff(struct stage *stage, const struct scene *scene, struct visit *visit);

struct view {
    int language;
    int width, height;
    int text_size;
};

/* The scene as built and settled. Free with flow_free. */
struct flow *scene_play(struct stage *stage, const struct scene *scene, const struct view *view);
/* Its picture; the caller frees pixels.pixels. */
struct canvas_pixels scene_paint(struct stage *stage, const struct flow *flow,
                                 const struct view *view);

#endif
