#include "fake/booklet.h"

#include "core/memory.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define CREATED INT64_C(1481280000000000) /* 2016-12-09 10:40 UTC */

static const char *const names[] = {
    "Amina Nyambura", "ნინო მაგალითიძე", "홍보기",         "محمد المثال",
    "נועה לדוגמה",    "प्रिया उदाहरण",    "สมชาย ตัวอย่าง",   "范思远",
    "Ñandú Õrnek",    "Дарья Примерова", "Γεωργία Δείγμα", "علاء الافتراض",
    "Անի Օրինակյան",  "አበበ ምሳሌ",         "উদাহরণ বসু",      "例文さくら",
};
#define NAMES (sizeof names / sizeof *names)

int booklet_set_up(void **state)
{
    struct booklet *at = *state;
    fake_folder_make(at->folder);
    at->error = (struct em_error){0};
    return sodium_init() < 0;
}

int booklet_tear_down(void **state)
{
    struct booklet *at = *state;
    fake_folder_remove(at->folder);
    return 0;
}

char *booklet_path(const struct booklet *at, const char *name)
{
    return em_format("%s/%s", at->folder, name);
}

struct paper_doc_info booklet_info(const char *page)
{
    return (struct paper_doc_info){.title = BOOKLET_TITLE,
                                   .subject = "À l’essai",
                                   .author = "Elgeyo Marakwet",
                                   .language = "fr",
                                   .created_us = CREATED,
                                   .footer = "Au pied",
                                   .page = page};
}

void booklet_write(struct booklet *at, const char *path, const struct paper_doc_info *info,
                   paper_doc_draw draw, void *context)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    if (paper_doc_write(info, out, draw, context, &at->error) != EM_OK)
        fail_msg("%s", at->error.text);
    assert_int_equal(fclose(out), 0);
}

static void draw_dot(cairo_t *cairo, double w, double h, void *context)
{
    (void)context;
    cairo_rectangle(cairo, 0, 0, w, h);
    cairo_fill(cairo);
}

const char *booklet_name(int number)
{
    return names[(size_t)number % NAMES];
}

void booklet_row(struct paper_doc *doc, int number)
{
    char *letter = em_format("A-%d", number), *hash = em_format("hash%dhash", number);
    char *alt = em_format("Signature %d de %s", number, booklet_name(number));
    bool drawn = number % 3 != 0;
    const struct paper_cell cells[] = {
        {.lines = {{PAPER_SMALL, letter}, {PAPER_FINE, hash}}},
        {.lines = {{PAPER_NAME, booklet_name(number)}, {PAPER_MUTED, "Conseil"}}},
        {.figure = {.height = 30,
                    .alt = drawn ? alt : NULL,
                    .draw = drawn ? draw_dot : paper_sign_here}},
    };
    paper_row(doc, cells);
    free(letter);
    free(hash);
    free(alt);
}

const struct paper_column booklet_columns[] = {
    {"Numéro", 2, false}, {"Nom", 5, false}, {"Signature", 5, false}};

enum em_status booklet_draw(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)context;
    (void)unused;
    paper_heading_styled(doc, 1, PAPER_TITLE, true, "Déclaration");
    paper_text(doc, PAPER_LEAD, "Paris, décembre");
    paper_new_page(doc);
    paper_heading(doc, 1, "Le texte");
    paper_heading(doc, 2, "Engagements");
    paper_list_begin(doc);
    paper_item(doc, PAPER_BODY, "1.", "Le premier point.");
    paper_item(doc, PAPER_BODY, "2.", "Le second point.");
    paper_list_end(doc);
    paper_heading(doc, 1, "Les signatures");
    paper_table_begin(doc, PAPER_RULED, booklet_columns, 3);
    for (int i = 1; i <= BOOKLET_ROWS; i++) {
        if (i % 50 == 1)
            paper_row_across(doc, PAPER_STRONG, "Un groupe");
        booklet_row(doc, i);
    }
    paper_table_end(doc);
    paper_part(doc, "Autre pied");
    paper_text(doc, PAPER_BODY, "La fin.");
    return EM_OK;
}

char *booklet_make(struct booklet *at, const char *name)
{
    char *path = booklet_path(at, name);
    const struct paper_doc_info info = booklet_info("Page {page} sur {pages}");
    booklet_write(at, path, &info, booklet_draw, NULL);
    return path;
}
