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

static const char head[] =
    "<!DOCTYPE html><html lang=fr><meta charset=utf-8><title>Signatures</title><style>"
    "@page{size:A4}pre{white-space:pre-wrap}div{break-inside:avoid;margin:4mm 0}"
    "svg{width:60mm;height:24mm;display:block}"
    "path{fill:none;stroke:#000;stroke-width:5;stroke-linecap:round;stroke-linejoin:round}"
    "</style>";

struct page {
    FILE *out;
    const struct organiser_secret *key;
    int count;
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
    fprintf(out, "<svg viewBox='0 0 %d %d'>", ink.width, ink.height);
    for (size_t s = 0; s < ink.stroke_count; s++) {
        const struct ink_point *points = &ink.points[ink.strokes[s].first];
        fputs("<path d='M", out);
        for (size_t i = 0; i < ink.strokes[s].count; i++)
            fprintf(out, " %.2f %.2f", points[i].x / 100.0, points[i].y / 100.0);
        fputs("'/>", out);
    }
    fputs("</svg>", out);
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

static enum em_status put_signature(void *context, const struct roll_signature *row,
                                    struct em_error *error)
{
    struct page *page = context;
    char at[EM_TIME_SIZE];
    (void)error;
    if (row->withdrawn || row->erased)
        return EM_OK;
    json_t *opened = open_sealed(page, row);
    const char *ink = body_word(opened, "ink");
    const char *const texts[] = {body_word(opened, "name"), body_word(opened, "role"),
                                 row->government, row->country, row->number};
    fputs("<div>", page->out);
    if (*ink)
        put_ink(page->out, ink);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        put_text(page->out, texts[i]);
        fputs("<br>", page->out);
    }
    em_time_format(row->at_us, at);
    fprintf(page->out, "%s %02x%02x%02x%02x</div>\n", at, row->leaf[0], row->leaf[1], row->leaf[2],
            row->leaf[3]);
    json_decref(opened);
    page->count++;
    return EM_OK;
}

int peer_page_write(const char *path, const char *store_path, const struct organiser_secret *key,
                    const char *document)
{
    struct em_error error = {0};
    struct page page = {.out = fopen(path, "w"), .key = key};
    struct store *store;
    char *text = file_read(document);
    if (!page.out || store_open(&store, store_path, STORE_READ, &error) != EM_OK)
        die(page.out ? error.text : "its file cannot be written.");
    fprintf(page.out, "%s<pre>", head);
    put_text(page.out, text);
    fputs("</pre>\n", page.out);
    if (roll_each(store, put_signature, &page, &error) != EM_OK)
        die(error.text);
    store_close(store);
    free(text);
    if (fclose(page.out) != 0)
        die("its file cannot be written.");
    return page.count;
}
