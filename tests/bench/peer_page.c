#include "peer_page.h"

#include "core/base64.h"
#include "core/body.h"
#include "core/ink.h"
#include "core/memory.h"
#include "core/roll.h"
#include "core/seal.h"
#include "folder.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 100 /* of a table */ };

static const char head[] =
    "<!DOCTYPE html><html lang=fr><meta charset=utf-8><title>Signatures</title><style>"
    "@page{size:A4;margin:20mm 15mm;@bottom-right{content:'Page ' counter(page)}}"
    "body{margin:0;font:9pt sans-serif}pre{white-space:pre-wrap;font:inherit}p{margin:0}"
    "table{width:100%;border-spacing:0;text-align:left}"
    "tr{break-inside:avoid}td{vertical-align:top;padding:1mm 0;border-bottom:1px solid #ccc}"
    "svg{width:35mm;height:14mm;display:block}"
    "path{fill:none;stroke:#000;stroke-width:5;stroke-linecap:round;stroke-linejoin:round}"
    "</style>";
static const char table_head[] =
    "<table><thead><tr><th>Numéro<th>Signataire<th>Signé le<th>Signature</thead>\n";

struct page {
    FILE *out;
    const struct organiser_secret *key;
    const struct printed *book;
    size_t rows;
};

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "The page of the peer: %s\n", what);
    exit(1);
}

static void put_text(FILE *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<':
            fputs("&lt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        default:
            fputc(*text, out);
        }
}

static void put_ink(FILE *out, const char *text)
{
    size_t size = strlen(text);
    uint8_t *bytes = em_alloc(size);
    struct ink ink;
    ink_init(&ink, 1000, 400);
    if (sodium_base642bin(bytes, size, text, size, NULL, &size, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        ink_decode(&ink, bytes, size, NULL) != EM_OK)
        die("the ink of a signature cannot be read.");
    fprintf(out, "<svg viewBox='0 0 %d %d'><path d='", ink.width, ink.height);
    for (size_t s = 0; s < ink.stroke_count; s++) {
        const struct ink_point *points = &ink.points[ink.strokes[s].first];
        fputs("M", out);
        for (size_t i = 0; i < ink.strokes[s].count; i++)
            fprintf(out, " %.2f %.2f", points[i].x / 100.0, points[i].y / 100.0);
    }
    fputs("'/></svg>", out);
    ink_free(&ink);
    free(bytes);
}

static json_t *open_sealed(const struct page *page, const struct roll_signature *row)
{
    size_t size = row->sealed_size - SEAL_OVERHEAD;
    uint8_t *text = em_alloc(size);
    if (seal_open(text, row->sealed, row->sealed_size, page->key->public.seal_public,
                  page->key->seal_secret, NULL) != EM_OK)
        die("a sealed part does not open.");
    json_t *opened = body_parse((char *)text, size);
    free(text);
    return opened;
}

static void put_row(FILE *out, const struct roll_signature *row, json_t *opened)
{
    char at[EM_TIME_SIZE], mark[PRINTED_MARK_SIZE];
    const char *name = body_word(opened, "name"), *ink = body_word(opened, "ink");
    em_time_format(row->at_us, at);
    sodium_bin2hex(mark, sizeof mark, row->leaf, PRINTED_BYTES);
    fprintf(out, "<tr><td>%s<td><p>", row->number);
    put_text(out, name);
    fputs("<p>", out);
    put_text(out, body_word(opened, "role"));
    fputs("<p>", out);
    put_text(out, row->government);
    fprintf(out, " · %s<td><p>%s<p>%s · %lld<p>%s…<td>", row->country, at, row->origin,
            (long long)row->seq, mark);
    if (*ink)
        put_ink(out, ink);
    else
        put_text(out, name);
    fputc('\n', out);
}

static enum em_status put_signature(void *context, const struct roll_signature *row,
                                    struct em_error *error)
{
    struct page *page = context;
    (void)error;
    if (row->withdrawn || row->erased || !printed_holds(page->book, row->leaf))
        return EM_OK;
    if (page->rows++ % ROWS == 0)
        fprintf(page->out, "%s%s", page->rows > 1 ? "</table>" : "", table_head);
    json_t *opened = open_sealed(page, row);
    put_row(page->out, row, opened);
    json_decref(opened);
    return EM_OK;
}

void peer_page_write(const char *path, const char *store_path, const struct organiser_secret *key,
                     const char *document, const struct printed *book)
{
    struct em_error error = {0};
    struct page page = {.out = fopen(path, "w"), .key = key, .book = book};
    struct store *store;
    char *text = file_read(document);
    if (!page.out || store_open(&store, store_path, STORE_READ, &error) != EM_OK)
        die(page.out ? error.text : "its file cannot be written.");
    fprintf(page.out, "%s<pre>", head);
    put_text(page.out, text);
    fputs("</pre>\n", page.out);
    if (roll_each(store, put_signature, &page, &error) != EM_OK)
        die(error.text);
    fputs("</table>\n", page.out);
    store_close(store);
    free(text);
    if (fclose(page.out) != 0)
        die("its file cannot be written.");
}
