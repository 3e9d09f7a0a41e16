/* Every screen in a state worth looking at, with the real event pack and real fonts and a fictional
 * delegate: what the golden files and `tools/dev shots` are made from.
 */
#ifndef EM_TESTS_SCENES_H
#define EM_TESTS_SCENES_H

#include "platform/canvas.h"
#include "screens/flow.h"

struct scene {
    const char *name;
    enum screen_id screen;
    void (*prepare)(struct visit *visit); /* NULL: an empty visit */
    void (*after)(struct flow *flow);     /* once it was built: scrolling, typing; NULL: nothing */
    const char *fault;                    /* out of service: why */
    bool set_aside;                       /* a record of the kiosk was, since its start */
};

extern const struct scene scenes[];
extern const size_t scene_count;

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
};

void stage_open(struct stage *stage, const char *share);
void stage_close(struct stage *stage);
/* The same as a cmocka group's fixtures; *state is the stage. */
int stage_set_up(void **state);
int stage_tear_down(void **state);

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
