/* Every scene in three languages, landscape and portrait, at the smallest and the largest text: its
 * text dump is the golden file's, and its geometry is sound. EM_GOLDEN=update writes the files
 * anew, to be read in a diff.
 */
#include "fake/folder.h"
#include "scenes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *name;
    struct view view;
} kinds[] = {
    {"landscape smallest", {0, 1920, 1080, 0}},
    {"landscape largest", {0, 1920, 1080, UI_TEXT_SIZES - 1}},
    {"portrait smallest", {0, 1080, 1920, 0}},
    {"portrait largest", {0, 1080, 1920, UI_TEXT_SIZES - 1}},
};
#define KINDS (sizeof kinds / sizeof *kinds)

static bool updating(void)
{
    const char *mode = getenv("EM_GOLDEN");
    return mode && strcmp(mode, "update") == 0;
}

static char *read_all(const char *path)
{
    char *text = fake_file_text(path);
    return text ? text : strdup("");
}

/* Says where two texts part, with the line: a whole dump would bury it. */
static void assert_same_text(const char *path, const char *golden, const char *actual)
{
    int line = 1;
    const char *begin = actual;
    for (size_t i = 0; golden[i] == actual[i]; i++) {
        if (!actual[i])
            return;
        if (actual[i] == '\n') {
            line++;
            begin = actual + i + 1;
        }
    }
    fail_msg("%s:%d differs; now it is: %.*s\n(EM_GOLDEN=update writes it anew; read the diff)",
             path, line, (int)strcspn(begin, "\n"), begin);
}

static int dump_scene(struct stage *stage, const struct scene *scene, FILE *out)
{
    int faults = 0;
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t l = 0; l < stage->pack->language_count; l++) {
            struct view view = kinds[k].view;
            view.language = (int)l;
            struct flow *flow = scene_play(stage, scene, &view);
            fprintf(out, "== %s, %s, %s\n", scene->name, stage->pack->languages[l], kinds[k].name);
            ui_dump(flow_ui(flow), out);
            int found = ui_check(flow_ui(flow), stderr);
            if (found)
                fprintf(stderr, "   ^ %d in %s, %s, %s\n", found, scene->name,
                        stage->pack->languages[l], kinds[k].name);
            faults += found;
            flow_free(flow);
        }
    }
    return faults;
}

static void dumps_are_golden(void **state)
{
    int faults = 0;
    for (size_t s = 0; s < scene_total(); s++) {
        char path[1024];
        char *actual;
        size_t size;
        FILE *out = open_memstream(&actual, &size);
        faults += dump_scene(*state, scene_at(s), out);
        fclose(out);
        snprintf(path, sizeof path, EM_TESTS "/golden/text/%s.txt", scene_at(s)->name);
        if (updating()) {
            FILE *file = fopen(path, "wb");
            assert_non_null(file);
            fputs(actual, file);
            fclose(file);
        }
        char *golden = read_all(path);
        assert_same_text(path, golden, actual);
        free(golden);
        free(actual);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dumps_are_golden)};
    return cmocka_run_group_tests_name("golden/screens", tests, stage_set_up, stage_tear_down);
}
