#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trace {
    char *path;
    FILE *file; /* NULL until the kiosk has made it */
    char *part; /* of a line that is still being written */
    size_t part_size;
    char *line;
    json_t *json;
};

struct trace *trace_open(const char *path)
{
    struct trace *trace = calloc(1, sizeof *trace);
    if (!trace || !(trace->path = strdup(path)))
        abort();
    return trace;
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    if (trace->file)
        fclose(trace->file);
    json_decref(trace->json);
    free(trace->part);
    free(trace->line);
    free(trace->path);
    free(trace);
}

static void take_line(struct trace *trace, char *line)
{
    json_error_t error;
    json_t *json = json_loads(line, 0, &error);
    if (!json) {
        fprintf(stderr, "A line of %s is not JSON (column %d: %s):\n%s\n", trace->path,
                error.column, error.text, line);
        exit(1);
    }
    json_decref(trace->json);
    trace->json = json;
    free(trace->line);
    trace->line = line;
}

/* Adds to the part that is there already; true when it ends a line. */
static bool read_part(struct trace *trace)
{
    char *got = NULL;
    size_t room = 0;
    ssize_t size = getline(&got, &room, trace->file);
    if (size > 0) {
        trace->part = realloc(trace->part, trace->part_size + (size_t)size + 1);
        if (!trace->part)
            abort();
        memcpy(trace->part + trace->part_size, got, (size_t)size + 1);
        trace->part_size += (size_t)size;
    }
    free(got);
    clearerr(trace->file);
    return size > 0 && trace->part[trace->part_size - 1] == '\n';
}

bool trace_read(struct trace *trace)
{
    if (!trace->file && !(trace->file = fopen(trace->path, "r")))
        return false;
    char *newest = NULL;
    while (read_part(trace)) {
        free(newest);
        newest = trace->part;
        newest[trace->part_size - 1] = '\0';
        trace->part = NULL;
        trace->part_size = 0;
    }
    if (!newest)
        return false;
    take_line(trace, newest);
    return true;
}

const char *trace_line(const struct trace *trace)
{
    return trace->line ? trace->line : "";
}

const char *trace_screen(const struct trace *trace)
{
    return trace_text(trace->json, "screen");
}

const char *trace_language(const struct trace *trace)
{
    return trace_text(trace->json, "language");
}

const json_t *trace_node(const struct trace *trace, const char *id)
{
    size_t index;
    json_t *node;
    json_array_foreach(json_object_get(trace->json, "nodes"), index,
                       node) if (!strcmp(trace_text(node, "id"), id)) return node;
    return NULL;
}

const char *trace_focus(const struct trace *trace)
{
    size_t index;
    json_t *node;
    json_array_foreach(json_object_get(trace->json, "nodes"), index,
                       node) if (trace_flag(node, "focused")) return trace_text(node, "id");
    return "";
}

const char *trace_text(const json_t *node, const char *field)
{
    const char *text = json_string_value(json_object_get(node, field));
    return text ? text : "";
}

bool trace_flag(const json_t *node, const char *field)
{
    return json_is_true(json_object_get(node, field));
}

bool trace_rect(const json_t *node, int rect[4])
{
    const json_t *array = json_object_get(node, "rect");
    for (size_t i = 0; i < 4; i++)
        rect[i] = (int)json_integer_value(json_array_get(array, i));
    return json_array_size(array) == 4;
}
