/* A form's fields: a label, or what is wrong behind it, above what is entered.
 */
#ifndef EM_SCREENS_FIELD_H
#define EM_SCREENS_FIELD_H

#include "screens/screen.h"

struct field {
    const char *id, *label, *problem; /* problem: what is wrong with it, NULL when nothing is */
};

void field_text(struct screen_context *context, const struct field *field, struct ui_edit *edit);
/* Its value is chosen on another screen, to which `action` leads. */
void field_choice(struct screen_context *context, const struct field *field, const char *value,
                  int action);

/* `count` cells in rows of `columns`, each emitted by `cell` into a column of its own; they
 * end on one line, however long the labels above them are. */
void field_grid(struct screen_context *context, int count, int columns,
                void (*cell)(struct screen_context *context, int index));

#endif
