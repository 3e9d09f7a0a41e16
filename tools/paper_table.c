/* Tables: rows that stay whole, a head on every page. */
#include "paper_cell.h"
#include "paper_columns.h"

#include "core/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define PAD         4.5 /* above and below a row's text */
#define BARE_PAD    3.0
#define HEAD_RULE   0.7
#define ROW_RULE    0.4
#define LEAST_PIECE 60.0 /* of a row that goes over pages: with less room it begins on the next */

struct row {
    struct cell cells[PAPER_COLUMNS];
    size_t count;
    double height;   /* with its pads */
    const char *tag; /* of its cells */
};

struct paper_table {
    enum paper_table_kind kind;
    size_t count;
    double x[PAPER_COLUMNS], w[PAPER_COLUMNS], width;
    bool number[PAPER_COLUMNS];
    bool begun; /* its tag is: behind that of a heading that waited */
    bool has_head, has_across;
    int head_sheet; /* where the head was drawn last; 0: nowhere yet */
    struct row head, across;
};

static double pad_of(const struct paper_table *table)
{
    return table->kind == PAPER_RULED ? PAD : BARE_PAD;
}

static const char *table_tag(const struct paper_table *table)
{
    return table->kind == PAPER_RULED ? "Table" : "Div";
}

/* --- laying out --- */

static void measure_row(struct row *row, double pad)
{
    row->height = 0;
    for (size_t i = 0; i < row->count; i++)
        row->height = fmax(row->height, cell_height(&row->cells[i]));
    row->height += 2 * pad;
}

static void lay_row(struct paper_doc *doc, struct row *row, const struct paper_cell *cells)
{
    const struct paper_table *table = doc->table;
    *row = (struct row){.count = table->count, .tag = table->kind == PAPER_RULED ? "TD" : "Div"};
    for (size_t i = 0; i < table->count; i++) {
        struct cell *cell = &row->cells[i];
        for (size_t l = 0; l < PAPER_CELL_LINES; l++)
            cell_add(doc, cell, cells[i].lines[l].style, table->w[i], table->number[i],
                     cells[i].lines[l].text);
        if (cells[i].figure.height > 0)
            cell->figure = &cells[i].figure;
    }
    measure_row(row, pad_of(table));
}

static void row_free(struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        cell_free(&row->cells[i]);
    row->count = 0;
}

/* --- drawing --- */

static bool row_is_done(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!cell_is_done(&row->cells[i]))
            return false;
    return true;
}

/* For a row, on a page that has nothing else. */
static double page_room(const struct paper_doc *doc)
{
    const struct paper_table *table = doc->table;
    return paper_height(doc) - (table->has_head ? table->head.height : 0) -
           (table->has_across ? table->across.height : 0);
}

static struct cell_place place_of(const struct paper_doc *doc, size_t column)
{
    const struct paper_table *table = doc->table;
    double pad = pad_of(table);
    return (struct cell_place){.x = table->x[column],
                               .y = doc->y + pad,
                               .w = table->w[column],
                               .room = paper_room(doc) - 2 * pad,
                               .whole = page_room(doc) - 2 * pad};
}

/* What of the row fits from doc->y on; returns the height with its pads. */
static double draw_row(struct paper_doc *doc, struct row *row)
{
    const struct paper_table *table = doc->table;
    double used = 0;
    const char *tag = table->kind == PAPER_RULED ? "TR" : "Div";
    paper_tag(doc, tag);
    for (size_t i = 0; i < row->count; i++) {
        struct cell_place place = place_of(doc, i);
        used = fmax(used, cell_draw(doc, &row->cells[i], row->tag, &place));
    }
    paper_tag_end(doc, tag);
    return used + 2 * pad_of(table);
}

static void rule(struct paper_doc *doc, double thick, uint32_t color)
{
    if (doc->table->kind == PAPER_RULED)
        paper_stroke(doc, paper_left(doc), doc->y - thick / 2, doc->table->width, thick, color);
}

/* --- the head --- */

static bool head_is_due(const struct paper_doc *doc)
{
    const struct paper_table *table = doc->table;
    return table->has_head && (!doc->page_begun || table->head_sheet != doc->sheet);
}

static void rewind_row(struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        cell_rewind(&row->cells[i]);
}

static void tag_head(struct paper_doc *doc)
{
    paper_tag(doc, "TR");
    for (size_t i = 0; i < doc->table->count; i++)
        paper_finish_scope(doc->finish, "Column", 1);
}

/* On later pages it belongs to the paper. */
static void draw_head(struct paper_doc *doc)
{
    struct paper_table *table = doc->table;
    bool first = table->head_sheet == 0 && !doc->counting;
    table->head_sheet = doc->sheet;
    rewind_row(&table->head);
    if (first)
        tag_head(doc);
    for (size_t i = 0; i < table->count; i++) {
        struct cell_place place = place_of(doc, i);
        if (first)
            paper_tag(doc, "TH");
        cell_draw_texts(doc, &table->head.cells[i], &place);
        if (first)
            paper_tag_end(doc, "TH");
    }
    if (first)
        paper_tag_end(doc, "TR");
    doc->y += table->head.height;
    rule(doc, HEAD_RULE, PAPER_INK);
}

static void draw_across(struct paper_doc *doc)
{
    struct paper_table *table = doc->table;
    bool ruled = table->kind == PAPER_RULED;
    struct cell_place place = {.x = paper_left(doc),
                               .y = doc->y + 2 * pad_of(table),
                               .w = paper_width(doc),
                               .room = table->across.height};
    table->has_across = false;
    if (ruled && !doc->counting)
        paper_finish_scope(doc->finish, "Row", table->count);
    if (ruled)
        paper_tag(doc, "TR");
    cell_draw(doc, &table->across.cells[0], ruled ? "TH" : "P", &place);
    if (ruled)
        paper_tag_end(doc, "TR");
    doc->y += table->across.height;
    rule(doc, ROW_RULE, PAPER_HAIRLINE);
    row_free(&table->across);
}

/* --- rows over pages --- */

/* Finds room for so much of a row, with what stands above it. */
static void claim(struct paper_doc *doc, double height)
{
    struct paper_table *table = doc->table;
    height += table->has_across ? table->across.height : 0;
    height += head_is_due(doc) ? table->head.height : 0;
    paper_claim(doc, height, 0);
    if (!table->begun)
        paper_tag(doc, table_tag(table));
    table->begun = true;
    if (head_is_due(doc))
        draw_head(doc);
    if (table->has_across)
        draw_across(doc);
}

static void place_row(struct paper_doc *doc, struct row *row)
{
    bool whole = row->height <= page_room(doc);
    claim(doc, whole ? row->height : LEAST_PIECE);
    for (;;) {
        doc->y += draw_row(doc, row);
        if (row_is_done(row))
            break;
        paper_page_end(doc);
        claim(doc, LEAST_PIECE);
    }
    rule(doc, ROW_RULE, PAPER_HAIRLINE);
}

/* --- the table --- */

static void place_columns(struct paper_doc *doc, const struct paper_column *columns,
                          const struct paper_fit *fits)
{
    struct paper_table *table = doc->table;
    double x = paper_left(doc);
    paper_columns_share(doc, columns, fits, table->count, table->w);
    for (size_t i = 0; i < table->count; i++) {
        table->x[i] = x;
        table->number[i] = columns[i].number;
        x += table->w[i] + PAPER_GUTTER;
    }
    table->width = x - PAPER_GUTTER - paper_left(doc);
}

static void begin(struct paper_doc *doc, enum paper_table_kind kind,
                  const struct paper_column *columns, const struct paper_fit *fits, size_t count)
{
    assert(!doc->table && count > 0 && count <= PAPER_COLUMNS);
    struct paper_table *table = doc->table = em_alloc(sizeof *table);
    table->kind = kind;
    table->count = count;
    place_columns(doc, columns, fits);
    struct paper_cell heads[PAPER_COLUMNS] = {0};
    for (size_t i = 0; i < count; i++) {
        heads[i].lines[0] = (struct paper_line){PAPER_STRONG, columns[i].head};
        table->has_head |= kind == PAPER_RULED && columns[i].head && *columns[i].head;
    }
    lay_row(doc, &table->head, heads);
}

void paper_table_begin(struct paper_doc *doc, enum paper_table_kind kind,
                       const struct paper_column *columns, size_t count)
{
    begin(doc, kind, columns, NULL, count);
}

void paper_table_fitted(struct paper_doc *doc, const struct paper_column *columns,
                        const struct paper_fit *fits, size_t count)
{
    begin(doc, PAPER_RULED, columns, fits, count);
}

void paper_row(struct paper_doc *doc, const struct paper_cell *cells)
{
    struct row row;
    assert(doc->table);
    lay_row(doc, &row, cells);
    place_row(doc, &row);
    row_free(&row);
}

void paper_row_across(struct paper_doc *doc, enum paper_style style, const char *text)
{
    struct paper_table *table = doc->table;
    assert(table);
    if (table->has_across)
        claim(doc, 0);
    table->across = (struct row){.count = 1};
    cell_add(doc, &table->across.cells[0], style, paper_width(doc), false, text);
    table->across.tag = table->kind == PAPER_RULED ? "TD" : "Div";
    measure_row(&table->across, 1.5 * pad_of(table));
    table->has_across = table->across.height < paper_height(doc) / 3;
    if (!table->has_across) {
        place_row(doc, &table->across);
        row_free(&table->across);
    }
}

void paper_table_free(struct paper_table *table)
{
    row_free(&table->head);
    row_free(&table->across);
    free(table);
}

void paper_table_end(struct paper_doc *doc)
{
    struct paper_table *table = doc->table;
    if (!table)
        return;
    if (table->has_across || (table->has_head && table->head_sheet == 0))
        claim(doc, 0);
    if (table->begun)
        paper_tag_end(doc, table_tag(table));
    doc->table = NULL;
    doc->gap = 12;
    paper_table_free(table);
}
