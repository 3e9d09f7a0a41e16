#include "paper_ink.h"

#include "core/base64.h"
#include "core/memory.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define PEN_RED     (0x14 / 255.0)
#define PEN_GREEN   (0x20 / 255.0)
#define PEN_BLUE    (0x4a / 255.0)
#define PAD_WIDTH   1000.0 /* units */
#define MOST_SCALED 2.0    /* a dot stays a dot */

/* The bytes of canonical base64, whose padding says how many there are; NULL when it is none. */
static uint8_t *read_base64(const char *text, size_t *size)
{
    size_t length = strlen(text), padding = 0;
    while (padding < 2 && padding < length && text[length - 1 - padding] == '=')
        padding++;
    *size = length / 4 * 3 - (length < 4 ? 0 : padding);
    uint8_t *bytes = em_alloc(*size);
    if (*size > 0 && base64_read(bytes, *size, text, length))
        return bytes;
    free(bytes);
    return NULL;
}

enum em_status paper_ink_read(struct paper_ink *ink, const char *text, struct em_error *error)
{
    struct ink drawn;
    size_t size;
    uint8_t *bytes = read_base64(text, &size);
    if (!bytes)
        return em_fail(error, EM_INVALID, "What is kept of a drawn signature is no ink.");
    ink_init(&drawn, 1, 1);
    enum em_status status = ink_decode(&drawn, bytes, size, error);
    if (status == EM_OK && drawn.count == 0)
        status = em_fail(error, EM_INVALID, "A drawn signature has no ink.");
    if (status == EM_OK)
        ink_outline_make(&ink->outline, &drawn);
    ink_free(&drawn);
    sodium_memzero(bytes, size);
    free(bytes);
    return status;
}

void paper_ink_free(struct paper_ink *ink)
{
    ink_outline_free(&ink->outline);
}

static void add_element(cairo_t *cairo, const struct ink_element *element)
{
    switch (element->verb) {
    case INK_MOVE:
        cairo_move_to(cairo, element->to.x, element->to.y);
        break;
    case INK_LINE:
        cairo_line_to(cairo, element->to.x, element->to.y);
        break;
    case INK_CURVE:
        cairo_curve_to(cairo, element->leave.x, element->leave.y, element->arrive.x,
                       element->arrive.y, element->to.x, element->to.y);
        break;
    case INK_CLOSE:
        cairo_close_path(cairo);
        break;
    }
}

void paper_ink_draw(cairo_t *cairo, double w, double h, void *context)
{
    const struct ink_outline *outline = &((const struct paper_ink *)context)->outline;
    const struct ink_box *box = &outline->box;
    double scale = fmin(w / fmax(box->right - box->left, 1), h / fmax(box->bottom - box->top, 1));
    scale = fmin(scale, MOST_SCALED * w / PAD_WIDTH);
    cairo_set_source_rgb(cairo, PEN_RED, PEN_GREEN, PEN_BLUE);
    cairo_save(cairo);
    cairo_translate(cairo, 0, (h - scale * (box->bottom - box->top)) / 2);
    cairo_scale(cairo, scale, scale);
    cairo_translate(cairo, -box->left, -box->top);
    for (size_t i = 0; i < outline->count; i++)
        add_element(cairo, &outline->elements[i]);
    cairo_restore(cairo);
    cairo_fill(cairo);
}
