/* The signing pad: one pointer's path becomes ink, and ink becomes the capsules that are painted,
 * each point at once and only the last two spans anew.
 */
#ifndef EM_SCREENS_PAD_H
#define EM_SCREENS_PAD_H

#include "core/ink.h"
#include "ui/event.h"
#include "ui/geometry.h"
#include "ui/node.h"

struct pad {
    struct ink ink;
    struct ink_pen pen;
    bool drawing;
    struct ui_capsule *capsules;
    size_t count, capacity;
    size_t *starts; /* per point: index of the first capsule of the span that ends there */
    size_t starts_capacity;
    struct ui_ink view;    /* what the painter reads: the whole pad */
    struct ui_ink preview; /* the drawn part of it, see pad_preview */
};

void pad_init(struct pad *pad);
void pad_free(struct pad *pad);
void pad_clear(struct pad *pad);
void pad_undo(struct pad *pad);
bool pad_empty(const struct pad *pad);

/* A pointer event on the pad that lies at `rect` in the window. Grows *dirty by the pixels that
 * changed. */
void pad_pointer(struct pad *pad, const struct ui_event *event, struct ui_rect rect,
                 struct ui_rect *dirty);

/* The drawn part as a picture of at most max_w x max_h units, no larger than it was drawn; its size
 * goes to *w and *h. Lives as long as the pad is not drawn on. */
const struct ui_ink *pad_preview(struct pad *pad, int max_w, int max_h, int *w, int *h);

#endif
