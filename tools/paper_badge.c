#include "paper_badge.h"

#include "core/qr.h"

#include <math.h>
#include <string.h>

#define MM           (72 / 25.4)
#define DOT          (72.0 / PAPER_DPI)
#define LEAST_MODULE 4 /* dots, a third of a millimetre: what a hand scanner still reads */

#define INK    0x17202b
#define MUTED  0x343b46
#define RULE   0xd9d2c3
#define MARGIN 0xc4464e
#define WHITE  0xffffff
#define BLACK  0x000000

struct palette {
    uint32_t ground, ink, muted, line;
};

static struct palette palette_of(const struct paper_form *form, bool staff)
{
    uint32_t ink = form->black ? BLACK : INK;
    uint32_t line = form->black ? BLACK : MARGIN;
    if (staff)
        return (struct palette){ink, WHITE, form->black ? WHITE : RULE, form->black ? WHITE : line};
    return (struct palette){WHITE, ink, form->black ? BLACK : MUTED, line};
}

static void fill(cairo_t *cairo, double x, double y, double w, double h, uint32_t color)
{
    cairo_set_source_rgb(cairo, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                         (color & 255) / 255.0);
    cairo_rectangle(cairo, x, y, w, h);
    cairo_fill(cairo);
}

static struct paper_place place_of(struct paper_box place)
{
    return (struct paper_place){place.x * MM, place.y * MM, place.w * MM,
                                place.h * MM, false,        false};
}

/* The QR code, measured in points of the badge, before anything is drawn around it. */
struct code {
    struct qr qr;
    double module, left, top, quiet;
};

/* On whole dots of the paper, whatever the badge's own place on the sheet. */
static double on_dots(double length)
{
    return round(length / DOT) * DOT;
}

static enum em_status measure(struct code *out, const struct paper_form *form, double x, double y,
                              const struct paper_owner *owner, struct em_error *error)
{
    enum em_status status = qr_make(&out->qr, owner->code, error);
    if (status != EM_OK)
        return em_context(error, "The badge of %s", owner->name);
    double dots = ceil(form->qr_side / out->qr.size), side = out->qr.size * dots * DOT;
    out->module = dots * DOT;
    out->quiet = QR_QUIET * out->module;
    out->left = on_dots(x + (form->w - form->qr_margin) * MM - side) - x;
    out->top = on_dots(y + (form->h - form->qr_margin) * MM - side) - y;
    if (dots >= LEAST_MODULE)
        return EM_OK;
    qr_free(&out->qr);
    return em_fail(error, EM_INVALID,
                   "The code of %s is too long for a badge: %zu letters make a QR code that no "
                   "scanner would read. Give them one of emarge's own: `emarge badge reissue`.",
                   owner->name, strlen(owner->code));
}

struct drawing {
    cairo_t *cairo;
    struct paper_setter *setter;
    const struct paper_form *form;
    const struct paper_event *event;
    const struct paper_owner *owner;
    struct palette palette;
    struct code code;
};

/* What is left of a place when nothing stands in the quiet zone: above the code or beside it,
 * whichever is larger. */
static void keep_off(struct paper_place *place, const struct code *code)
{
    double w = code->left - code->quiet - place->x, h = code->top - code->quiet - place->y;
    if (w >= place->w || h >= place->h)
        return;
    if (w * place->h > place->w * h)
        place->w = w;
    else
        place->h = h;
}

static void draw_head(const struct drawing *drawing)
{
    const struct paper_event *event = drawing->event;
    struct paper_place place = place_of(drawing->form->head);
    double size = drawing->form->head_size;
    const struct paper_paragraph lines[] = {
        {event->title, PAPER_SANS_BOLD, size, 0, drawing->palette.ink},
        {event->line, PAPER_SANS, size, 0, drawing->palette.muted},
    };
    paper_set(drawing->setter, &place, lines, 2);
}

/* Returns where it ends. */
static double draw_name(const struct drawing *drawing)
{
    struct paper_place place = place_of(drawing->form->name);
    const struct paper_paragraph name = {drawing->owner->name, PAPER_DISPLAY,
                                         drawing->form->name_size, 0, drawing->palette.ink};
    place.even = true;
    keep_off(&place, &drawing->code);
    return place.y + paper_set(drawing->setter, &place, &name, 1);
}

/* In whatever room the name left, down from `top`. */
static void draw_details(const struct drawing *drawing, double top)
{
    const struct paper_owner *owner = drawing->owner;
    const struct palette *palette = &drawing->palette;
    struct paper_place place = place_of(drawing->form->details);
    double size = drawing->form->details_size;
    const struct paper_paragraph lines[] = {
        {owner->role, PAPER_SANS, size, 0, palette->ink},
        {owner->government, PAPER_SANS_BOLD, size, 0, palette->ink},
        {owner->country_name, PAPER_SANS, size * 0.88, 0, palette->muted},
        {owner->staff ? drawing->event->staff : NULL, PAPER_SANS_BOLD, size * 1.7, 0.04,
         palette->ink},
    };
    place.bottom = place.even = true;
    place.h += place.y - top;
    place.y = top;
    keep_off(&place, &drawing->code);
    paper_set(drawing->setter, &place, lines, 4);
}

/* In the margin, from below upward, like a shelf mark. */
static void draw_letters(const struct drawing *drawing)
{
    const struct paper_form *form = drawing->form;
    double size = form->head_size * 0.84, edge = 4 * MM;
    struct paper_place place = {0, 0, form->h * MM - 2 * edge, size * 1.5, false, false};
    const struct paper_paragraph letters = {drawing->owner->letters, PAPER_SANS, size, 0.04,
                                            drawing->palette.muted};
    cairo_save(drawing->cairo);
    cairo_translate(drawing->cairo, (form->line * MM - place.h) / 2, form->h * MM - edge);
    cairo_rotate(drawing->cairo, -M_PI / 2);
    paper_set(drawing->setter, &place, &letters, 1);
    cairo_restore(drawing->cairo);
}

static void draw_row(cairo_t *cairo, const struct code *code, int row)
{
    const uint8_t *modules = code->qr.modules + (size_t)row * (size_t)code->qr.size;
    for (int from = 0, to; from < code->qr.size; from = to) {
        for (to = from + 1; to < code->qr.size && modules[to] == modules[from];)
            to++;
        if (modules[from])
            cairo_rectangle(cairo, code->left + from * code->module, code->top + row * code->module,
                            (to - from) * code->module, code->module);
    }
}

/* The rows are filled at once, so that no seam shows between two. */
static void draw_code(const struct drawing *drawing)
{
    const struct code *code = &drawing->code;
    double left = code->left - code->quiet, top = code->top - code->quiet;
    if (drawing->owner->staff)
        fill(drawing->cairo, left, top, drawing->form->w * MM - left, drawing->form->h * MM - top,
             WHITE);
    cairo_set_source_rgb(drawing->cairo, 0, 0, 0);
    for (int row = 0; row < code->qr.size; row++)
        draw_row(drawing->cairo, code, row);
    cairo_fill(drawing->cairo);
}

static void draw_ground(const struct drawing *drawing)
{
    const struct paper_form *form = drawing->form;
    double line = 0.35 * MM;
    if (drawing->owner->staff)
        fill(drawing->cairo, 0, 0, form->w * MM, form->h * MM, drawing->palette.ground);
    fill(drawing->cairo, form->line * MM - line / 2, 0, line, form->h * MM, drawing->palette.line);
}

enum em_status paper_badge(cairo_t *cairo, struct paper_setter *setter,
                           const struct paper_form *form, double x, double y,
                           const struct paper_event *event, const struct paper_owner *owner,
                           struct em_error *error)
{
    struct drawing drawing = {.cairo = cairo,
                              .setter = setter,
                              .form = form,
                              .event = event,
                              .owner = owner,
                              .palette = palette_of(form, owner->staff)};
    enum em_status status = measure(&drawing.code, form, x, y, owner, error);
    if (status != EM_OK)
        return status;
    paper_country(setter, owner->country);
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    draw_ground(&drawing);
    draw_head(&drawing);
    draw_details(&drawing, draw_name(&drawing) + form->details_size / 2);
    draw_letters(&drawing);
    draw_code(&drawing);
    cairo_restore(cairo);
    qr_free(&drawing.code.qr);
    return EM_OK;
}
