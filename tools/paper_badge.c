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

static void draw_head(struct paper_setter *setter, const struct paper_form *form,
                      const struct paper_event *event, const struct palette *palette)
{
    struct paper_place place = place_of(form->head);
    const struct paper_paragraph lines[] = {
        {event->title, PAPER_SANS_BOLD, form->head_size, 0, palette->ink},
        {event->line, PAPER_SANS, form->head_size, 0, palette->muted},
    };
    paper_set(setter, &place, lines, 2);
}

/* Returns where it ends. */
static double draw_name(struct paper_setter *setter, const struct paper_form *form,
                        const struct paper_owner *owner, const struct palette *palette)
{
    struct paper_place place = place_of(form->name);
    const struct paper_paragraph name = {owner->name, PAPER_DISPLAY, form->name_size, 0,
                                         palette->ink};
    place.even = true;
    return place.y + paper_set(setter, &place, &name, 1);
}

/* Whatever room the name left. */
static void draw_details(struct paper_setter *setter, const struct paper_form *form,
                         const struct paper_event *event, const struct paper_owner *owner,
                         double top, const struct palette *palette)
{
    struct paper_place place = place_of(form->details);
    double size = form->details_size;
    const struct paper_paragraph lines[] = {
        {owner->role, PAPER_SANS, size, 0, palette->ink},
        {owner->government, PAPER_SANS_BOLD, size, 0, palette->ink},
        {owner->country_name, PAPER_SANS, size * 0.88, 0, palette->muted},
        {owner->staff ? event->staff : NULL, PAPER_SANS_BOLD, size * 1.7, 0.04, palette->ink},
    };
    place.bottom = place.even = true;
    place.h += place.y - top;
    place.y = top;
    paper_set(setter, &place, lines, 4);
}

/* In the margin, from below upward, like a shelf mark. */
static void draw_letters(cairo_t *cairo, struct paper_setter *setter, const struct paper_form *form,
                         const struct paper_owner *owner, const struct palette *palette)
{
    double size = form->head_size * 0.84, edge = 4 * MM;
    struct paper_place place = {0, 0, form->h * MM - 2 * edge, size * 1.5, false, false};
    const struct paper_paragraph letters = {owner->letters, PAPER_SANS, size, 0.04, palette->muted};
    cairo_save(cairo);
    cairo_translate(cairo, (form->line * MM - place.h) / 2, form->h * MM - edge);
    cairo_rotate(cairo, -M_PI / 2);
    paper_set(setter, &place, &letters, 1);
    cairo_restore(cairo);
}

/* A box for each run of dark modules, filled at once: no seam between two rows. */
static void draw_modules(cairo_t *cairo, const struct qr *qr, double x, double y, double module)
{
    cairo_set_source_rgb(cairo, 0, 0, 0);
    for (int row = 0; row < qr->size; row++) {
        const uint8_t *modules = qr->modules + (size_t)row * (size_t)qr->size;
        for (int from = 0, to; from < qr->size; from = to) {
            for (to = from + 1; to < qr->size && modules[to] == modules[from];)
                to++;
            if (modules[from])
                cairo_rectangle(cairo, x + from * module, y + row * module, (to - from) * module,
                                module);
        }
    }
    cairo_fill(cairo);
}

/* On whole dots of the paper, whatever the badge's own place on the sheet. */
static double on_dots(double length)
{
    return round(length / DOT) * DOT;
}

static enum em_status draw_qr(cairo_t *cairo, const struct paper_form *form, double x, double y,
                              const struct paper_owner *owner, struct em_error *error)
{
    struct qr qr;
    enum em_status status = qr_make(&qr, owner->code, error);
    if (status != EM_OK)
        return status;
    double dots = ceil(form->qr_side / qr.size), module = dots * DOT;
    double side = qr.size * module, quiet = QR_QUIET * module;
    double left = on_dots(x + (form->w - form->qr_margin) * MM - side);
    double top = on_dots(y + (form->h - form->qr_margin) * MM - side);
    if (dots < LEAST_MODULE)
        status = em_fail(error, EM_INVALID,
                         "The code of %s is too long for a badge: %zu letters make a QR code that "
                         "no scanner would read. Give them a badge of emarge's own: `emarge badge "
                         "reissue`.",
                         owner->name, strlen(owner->code));
    if (status == EM_OK && owner->staff)
        fill(cairo, left - quiet, top - quiet, x + form->w * MM - left + quiet,
             y + form->h * MM - top + quiet, WHITE);
    if (status == EM_OK)
        draw_modules(cairo, &qr, left, top, module);
    qr_free(&qr);
    return status;
}

enum em_status paper_badge(cairo_t *cairo, struct paper_setter *setter,
                           const struct paper_form *form, double x, double y,
                           const struct paper_event *event, const struct paper_owner *owner,
                           struct em_error *error)
{
    struct palette palette = palette_of(form, owner->staff);
    double line = 0.35 * MM;
    paper_country(setter, owner->country);
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    if (owner->staff)
        fill(cairo, 0, 0, form->w * MM, form->h * MM, palette.ground);
    fill(cairo, form->line * MM - line / 2, 0, line, form->h * MM, palette.line);
    draw_head(setter, form, event, &palette);
    double top = draw_name(setter, form, owner, &palette) + form->details_size / 2;
    draw_details(setter, form, event, owner, top, &palette);
    draw_letters(cairo, setter, form, owner, &palette);
    cairo_restore(cairo);
    return draw_qr(cairo, form, x, y, owner, error);
}
