/* Pictures of every scene, to be looked at: shots FOLDER [SCENE [LANGUAGE]] */
#include "scenes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    struct view view;
} kinds[] = {
    {"landscape", {0, 1920, 1080, 0}},  {"landscape-largest", {0, 1920, 1080, UI_TEXT_SIZES - 1}},
    {"portrait", {0, 1080, 1920, 0}},   {"portrait-largest", {0, 1080, 1920, UI_TEXT_SIZES - 1}},
    {"small-panel", {0, 1024, 600, 0}},
};

static void shoot(struct stage *stage, const struct scene *scene, size_t kind, int language,
                  const char *folder)
{
    char path[1024], problem[256] = "";
    struct view view = kinds[kind].view;
    view.language = language;
    struct flow *flow = scene_play(stage, scene, &view);
    struct canvas_pixels pixels = scene_paint(stage, flow, &view);
    snprintf(path, sizeof path, "%s/%s.%s.%s.png", folder, scene->name,
             stage->pack->languages[language], kinds[kind].name);
    if (!canvas_png(&pixels, path, problem, sizeof problem))
        fprintf(stderr, "shots: %s\n", problem);
    int faults = ui_check(flow_ui(flow), stderr);
    if (faults)
        fprintf(stderr, "shots: %d faults of geometry in %s\n", faults, path);
    free(pixels.pixels);
    flow_free(flow);
}

int main(int argc, char **argv)
{
    struct stage stage;
    if (argc < 2) {
        fputs("Usage: shots FOLDER [SCENE [LANGUAGE]]\n", stderr);
        return 2;
    }
    stage_open(&stage, EM_SHARE);
    for (size_t s = 0; s < scene_total(); s++) {
        if (argc > 2 && strcmp(argv[2], scene_at(s)->name) != 0)
            continue;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            for (size_t l = 0; l < stage.pack->language_count; l++)
                if (argc < 4 || strcmp(argv[3], stage.pack->languages[l]) == 0)
                    shoot(&stage, scene_at(s), k, (int)l, argv[1]);
    }
    stage_close(&stage);
    return 0;
}
