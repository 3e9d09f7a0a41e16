#include "trace.h"

#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trace {
    FILE *file; /* NULL: none is written, or not any more */
    char *path;
    bool values;
    char *last;
};

enum em_status trace_open(struct trace **out, const char *path, bool values, struct em_error *error)
{
    FILE *file = NULL;
    if (path) {
        file = fopen(path, "ae");
        if (!file)
            return em_file_fail(error, errno, "Opening the trace", path);
    }
    struct trace *trace = em_alloc(sizeof *trace);
    trace->file = file;
    trace->path = path ? em_strdup(path) : NULL;
    trace->values = values;
    *out = trace;
    return EM_OK;
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    if (trace->file)
        fclose(trace->file);
    free(trace->path);
    free(trace->last);
    free(trace);
}

/* What the node holds; of a progress mark, how many percent. */
static const char *value_of(const struct ui_node *node, char percent[8])
{
    if (node->edit)
        return node->edit->text;
    if (node->role != UI_ROLE_PROGRESSBAR)
        return node->value ? node->value : "";
    snprintf(percent, 8, "%d", node->progress / 10);
    return percent;
}

static json_t *node_json(const struct trace *trace, const struct ui *ui, const struct ui_node *node)
{
    char percent[8];
    struct ui_rect seen = ui_rect_intersect(node->rect, node->clip);
    bool hidden = (node->state & UI_PERSONAL) && !trace->values;
    /* The label of a personal control is the form's word; that of a personal text is the datum. */
    bool control = node->role == UI_ROLE_TEXTBOX || node->role == UI_ROLE_COMBOBOX;
    const char *label = node->label && (control || !hidden) ? node->label : "";
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:[i,i,i,i], s:b, s:b, s:b}", "id", node->id, "role",
        ui_role_name(node->role), "label", label, "value", hidden ? "" : value_of(node, percent),
        "rect", seen.x, seen.y, seen.w, seen.h, "enabled", !(node->state & UI_DISABLED), "checked",
        (node->state & UI_CHECKED) != 0, "focused", strcmp(ui_focus(ui), node->id) == 0);
}

static char *line(const struct trace *trace, const char *screen, const char *language,
                  const struct ui *ui)
{
    json_t *nodes = json_array();
    for (size_t i = 0; i < ui_count(ui); i++)
        if (ui_node(ui, i)->id)
            json_array_append_new(nodes, node_json(trace, ui, ui_node(ui, i)));
    json_t *all =
        json_pack("{s:s, s:s, s:o}", "screen", screen, "language", language, "nodes", nodes);
    char *text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    return text;
}

/* The kiosk serves on without it: whoever reads the trace must know that it ends here. */
static void give_up(struct trace *trace)
{
    struct em_error error;
    em_file_fail(&error, errno, "The trace ends: could not write", trace->path);
    fprintf(stderr, "emarge-kiosk: %s\n", error.text);
    fclose(trace->file);
    trace->file = NULL;
}

void trace_write(struct trace *trace, const char *screen, const char *language, const struct ui *ui)
{
    if (!trace->file)
        return;
    char *now = line(trace, screen, language, ui);
    if (now && (!trace->last || strcmp(now, trace->last) != 0)) {
        bool written = fprintf(trace->file, "%s\n", now) > 0 && fflush(trace->file) == 0;
        if (!written)
            give_up(trace);
        free(trace->last);
        trace->last = now;
    } else {
        free(now);
    }
}
