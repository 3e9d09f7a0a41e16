#include "ui/paint.h"

struct ui_rect paint_bounds(const struct paint_command *command)
{
    struct ui_rect rect = command->rect;
    int overhang = command->kind == PAINT_TEXT ? command->font.px / 2 : 0;
    rect.x -= overhang;
    rect.y -= overhang;
    rect.w += 2 * overhang;
    rect.h += 2 * overhang;
    return ui_rect_intersect(rect, command->clip);
}
