#include "paper_ink.h"

#include "core/base64.h"
#include "core/ink_outline.h"

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

/* How large it is drawn in a box, and how far down so that it stands in its middle. */
struct fit {
    double scale, down;
};

static struct fit fit_in(const struct ink_box *box, double w, double h)
{
    double wide = fmax(box->right - box->left, 1), high = fmax(box->bottom - box->top, 1);
    double scale = fmin(fmin(w / wide, h / high), MOST_SCALED * w / PAD_WIDTH);
    return (struct fit){scale, (h - scale * (box->bottom - box->top)) / 2};
}

/* From the pad's places to whole steps of the form, whose y goes up. */
struct steps {
    struct em_buffer *out;
    double scale, left, top;
};

static void put_number(struct em_buffer *out, long number)
{
    char digits[24], *at = digits + sizeof digits;
    unsigned long rest = number < 0 ? 0 - (unsigned long)number : (unsigned long)number;
    *--at = ' ';
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    em_buffer_add(out, at, (size_t)(digits + sizeof digits - at));
}

static void put_place(const struct steps *steps, struct ink_place place)
{
    put_number(steps->out, lround((place.x - steps->left) * steps->scale));
    put_number(steps->out, lround((steps->top - place.y) * steps->scale));
}

static void put_element(const struct steps *steps, const struct ink_element *element)
{
    static const char *const operators[] = {
        [INK_MOVE] = "m\n", [INK_LINE] = "l\n", [INK_CURVE] = "c\n", [INK_CLOSE] = "h\n"};
    if (element->verb == INK_CURVE) {
        put_place(steps, element->leave);
        put_place(steps, element->arrive);
    }
    if (element->verb != INK_CLOSE)
        put_place(steps, element->to);
    em_buffer_add(steps->out, operators[element->verb], 2);
}

static void write_operators(struct em_buffer *out, double w, double h, void *context)
{
    struct ink_outline outline = {0};
    ink_outline_make(&outline, context);
    struct fit fit = fit_in(&outline.box, w, h);
    const struct steps steps = {.out = out,
                                .scale = fit.scale * PAPER_FORM_STEPS,
                                .left = outline.box.left,
                                .top = outline.box.top + (h - fit.down) / fit.scale};
    em_buffer_format(out, "%.3f %.3f %.3f rg\n", PEN_RED, PEN_GREEN, PEN_BLUE);
    for (size_t i = 0; i < outline.count; i++)
        put_element(&steps, &outline.elements[i]);
    em_buffer_text(out, "f\n");
    ink_outline_free(&outline);
}

/* --- the figure --- */

static void release(void *context)
{
    struct ink *ink = context;
    ink_free(ink);
    free(ink);
}

static enum em_status read_ink(struct ink *ink, const char *text, struct em_error *error)
{
    size_t size;
    uint8_t *bytes = read_base64(text, &size);
    if (!bytes)
        return em_fail(error, EM_INVALID, "What is kept of a drawn signature is no ink.");
    enum em_status status = ink_decode(ink, bytes, size, error);
    if (status == EM_OK && ink->count == 0)
        status = em_fail(error, EM_INVALID, "A drawn signature has no ink.");
    sodium_memzero(bytes, size);
    free(bytes);
    return status;
}

enum em_status paper_ink_figure(struct paper_figure *out, const char *text, double height,
                                struct em_error *error)
{
    struct ink *ink = em_alloc(sizeof *ink);
    ink_init(ink, 1, 1);
    enum em_status status = read_ink(ink, text, error);
    if (status == EM_OK)
        *out = (struct paper_figure){
            .height = height, .write = write_operators, .release = release, .context = ink};
    else
        release(ink);
    return status;
}
