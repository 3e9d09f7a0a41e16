#include "fake/drawings.h"

#include "core/memory.h"
#include "fake/tool.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BETWEEN 8    /* places on a line or a curve */
#define SLACK   0.03 /* of the larger side of the drawing */
#define EVERY   3    /* point of an ink is looked at */

/* --- operators --- */

struct pen {
    struct drawing *drawing;
    struct ink_place at;
    double numbers[6]; /* the last ones, before an operator */
    size_t count;
};

static void go(struct pen *pen, struct ink_place place)
{
    struct drawing *drawing = pen->drawing;
    drawing->places =
        em_grow(drawing->places, drawing->count, &drawing->capacity, sizeof *drawing->places);
    drawing->places[drawing->count++] = place;
}

static double between(double t, double from, double leave, double arrive, double to)
{
    double s = 1 - t;
    return s * s * s * from + 3 * s * s * t * leave + 3 * s * t * t * arrive + t * t * t * to;
}

static void curve(struct pen *pen, const double n[6])
{
    struct ink_place from = pen->at;
    for (int i = 1; i <= BETWEEN; i++) {
        double t = (double)i / BETWEEN;
        go(pen, (struct ink_place){between(t, from.x, n[0], n[2], n[4]),
                                   between(t, from.y, n[1], n[3], n[5])});
    }
    pen->at = (struct ink_place){n[4], n[5]};
}

/* A line is a curve that leaves and arrives on its way. */
static void operate(struct pen *pen, const char *name)
{
    const double *n = pen->numbers;
    if (strcmp(name, "m") == 0 && pen->count == 2)
        go(pen, pen->at = (struct ink_place){n[0], n[1]});
    else if (strcmp(name, "l") == 0 && pen->count == 2)
        curve(pen, (double[]){pen->at.x, pen->at.y, n[0], n[1], n[0], n[1]});
    else if (strcmp(name, "c") == 0 && pen->count == 6)
        curve(pen, n);
    else if (strcmp(name, "rg") != 0 && strcmp(name, "h") != 0 && strcmp(name, "f") != 0)
        fail_msg("a form has the operator %s behind %zu numbers", name, pen->count);
    pen->count = 0;
}

static void draw(struct drawing *drawing, char *operators)
{
    struct pen pen = {.drawing = drawing};
    for (char *word, *rest = operators; (word = strsep(&rest, " \n"));) {
        char *end;
        double number = strtod(word, &end);
        if (*word && *end)
            operate(&pen, word);
        else if (*word && pen.count < 6)
            pen.numbers[pen.count++] = number;
    }
}

/* --- objects --- */

static json_t *read_file(const char *path)
{
    struct tool_result result = {0};
    const char *const words[] = {"/usr/bin/env",
                                 "qpdf",
                                 "--json=2",
                                 "--json-key=pages",
                                 "--json-key=qpdf",
                                 "--json-stream-data=inline",
                                 "--decode-level=generalized",
                                 path,
                                 NULL};
    tool_run(&result, words, NULL);
    json_t *file = json_loads(result.out, 0, NULL);
    if (!file)
        fail_msg("qpdf says nothing of %s: %s", path, result.err);
    tool_result_free(&result);
    return file;
}

/* The object that "12 0 R" names; a value that is no such text is itself. */
static json_t *object_of(json_t *file, json_t *value)
{
    if (!json_is_string(value))
        return value;
    char *key = em_format("obj:%s", json_string_value(value));
    json_t *objects = json_array_get(json_object_get(file, "qpdf"), 1);
    json_t *object = json_object_get(objects, key), *plain = json_object_get(object, "value");
    free(key);
    return plain ? plain : object;
}

/* To be freed. */
static char *stream_of(json_t *object)
{
    json_t *data = json_object_get(json_object_get(object, "stream"), "data");
    size_t size = json_string_length(data);
    char *text = em_alloc(size + 1);
    if (!data || sodium_base642bin((uint8_t *)text, size, json_string_value(data), size, NULL,
                                   &size, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        fail_msg("qpdf says nothing of a stream");
    text[size] = '\0';
    return text;
}

static void add_form(struct drawings *out, json_t *file, json_t *forms, const char *name)
{
    char *operators = stream_of(object_of(file, json_object_get(forms, name)));
    out->items = em_grow(out->items, out->count, &out->capacity, sizeof *out->items);
    out->items[out->count] = (struct drawing){0};
    draw(&out->items[out->count++], operators);
    free(operators);
}

/* Each "/x12 Do" places a form. */
static void add_page(struct drawings *out, json_t *file, json_t *page)
{
    json_t *dictionary = object_of(file, json_object_get(page, "object"));
    json_t *resources = object_of(file, json_object_get(dictionary, "/Resources"));
    json_t *forms = object_of(file, json_object_get(resources, "/XObject")), *content;
    size_t i;
    json_array_foreach(json_object_get(page, "contents"), i, content)
    {
        char *text = stream_of(object_of(file, content)), *rest = text, *before = text;
        for (char *word; (word = strsep(&rest, " \n")); before = word)
            if (strcmp(word, "Do") == 0)
                add_form(out, file, forms, before);
        free(text);
    }
}

void drawings_read(struct drawings *out, const char *path)
{
    json_t *file = read_file(path), *page;
    size_t i;
    *out = (struct drawings){0};
    json_array_foreach(json_object_get(file, "pages"), i, page) add_page(out, file, page);
    json_decref(file);
}

void drawings_free(struct drawings *drawings)
{
    for (size_t i = 0; i < drawings->count; i++)
        free(drawings->items[i].places);
    free(drawings->items);
    *drawings = (struct drawings){0};
}

/* --- whose it is --- */

static struct ink_box box_of_drawing(const struct drawing *drawing)
{
    struct ink_box box = {INFINITY, -INFINITY, -INFINITY, INFINITY};
    for (size_t i = 0; i < drawing->count; i++) {
        struct ink_place place = drawing->places[i];
        box.left = fmin(box.left, place.x);
        box.right = fmax(box.right, place.x);
        box.top = fmax(box.top, place.y);
        box.bottom = fmin(box.bottom, place.y);
    }
    return box;
}

static struct ink_box box_of_ink(const struct ink *ink)
{
    struct ink_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t count;
    struct ink_capsule *capsules = ink_capsules(ink, 0, &count);
    for (size_t i = 0; i < count; i++) {
        const struct ink_capsule *c = &capsules[i];
        box.left = fmin(box.left, (double)fminf(c->x0 - c->r0, c->x1 - c->r1));
        box.right = fmax(box.right, (double)fmaxf(c->x0 + c->r0, c->x1 + c->r1));
        box.top = fmin(box.top, (double)fminf(c->y0 - c->r0, c->y1 - c->r1));
        box.bottom = fmax(box.bottom, (double)fmaxf(c->y0 + c->r0, c->y1 + c->r1));
    }
    free(capsules);
    return box;
}

static bool has_near(const struct drawing *drawing, double x, double y, double far)
{
    for (size_t i = 0; i < drawing->count; i++) {
        double dx = drawing->places[i].x - x, dy = drawing->places[i].y - y;
        if (dx * dx + dy * dy <= far * far)
            return true;
    }
    return false;
}

bool drawing_is_of(const struct drawing *drawing, const struct ink *ink)
{
    if (drawing->count == 0 || ink->count == 0)
        return false;
    struct ink_box to = box_of_drawing(drawing), from = box_of_ink(ink);
    double wide = to.right - to.left, high = to.top - to.bottom;
    double slack = SLACK * fmax(wide, high);
    double scale = fmax(wide, high) / fmax(from.right - from.left, from.bottom - from.top);
    bool is = fabs(scale * (from.right - from.left) - wide) <= slack &&
              fabs(scale * (from.bottom - from.top) - high) <= slack;
    for (size_t i = 0; i < ink->count && is; i += EVERY) {
        struct ink_point point = ink->points[i];
        double x = to.left + ((double)point.x / INK_SCALE - from.left) * scale;
        double y = to.top - ((double)point.y / INK_SCALE - from.top) * scale;
        is = has_near(drawing, x, y, (double)point.width / INK_SCALE / 2 * scale + slack);
    }
    return is;
}
