#include "ui/ui_private.h"

static void dump_state(const struct ui *ui, const struct ui_node *node, FILE *out)
{
    static const struct {
        unsigned flag;
        const char *name;
    } states[] = {{UI_DISABLED, "disabled"}, {UI_CHECKED, "checked"}, {UI_SELECTED, "selected"},
                  {UI_PERSONAL, "personal"}, {UI_MISSING, "missing"}, {UI_CURRENT, "current"}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (node->state & states[i].flag)
            fprintf(out, " %s", states[i].name);
    if (ui_has_id(node, ui->focus))
        fputs(" focused", out);
    if (ui_is_pressed(ui, node))
        fputs(" pressed", out);
}

static void dump_text(FILE *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    fprintf(out, " %s\"", name);
    for (const char *c = text; *c; c++)
        if (*c == '\n')
            fputs("\\n", out);
        else
            fputc(*c, out);
    fputc('"', out);
}

static void dump_lines(const struct ui *ui, const struct ui_node *node, FILE *out)
{
    struct ui_label label = ui_label_of(ui, node);
    size_t count;
    if (label.text == NULL)
        return;
    ui_texts_lines(ui->texts, label.font, label.text, label.area.w, &count);
    fprintf(out, " %zu x %dpx", count, label.font.px);
}

static void dump_node(const struct ui *ui, const struct ui_node *node, FILE *out)
{
    fprintf(out, "%*s%s", 2 * node->depth, "", ui_role_name(node->role));
    if (node->id)
        fprintf(out, " %s", node->id);
    dump_text(out, "", node->label);
    dump_text(out, "value=", node->edit ? node->edit->text : node->value);
    dump_text(out, "icon=", node->icon);
    if (node->qr)
        fprintf(out, " qr=%dx%d", node->qr_size, node->qr_size);
    dump_state(ui, node, out);
    dump_lines(ui, node, out);
    fprintf(out, " [%d,%d %dx%d]\n", node->rect.x, node->rect.y, node->rect.w, node->rect.h);
}

void ui_dump(const struct ui *ui, FILE *out)
{
    for (size_t i = 0; i < ui->count; i++)
        dump_node(ui, &ui->nodes[i], out);
}
