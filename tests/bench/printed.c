#include "printed.h"

#include "core/memory.h"
#include "folder.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char digits[] = "0123456789abcdef", ellipsis[] = "…";

static int in_order(const void *a, const void *b)
{
    return memcmp(a, b, PRINTED_MARK_SIZE);
}

static void gather(struct printed *out, const char *text)
{
    size_t room = 0;
    for (size_t length; *text; text += length ? length : 1) {
        length = strspn(text, digits);
        if (length != PRINTED_MARK_SIZE - 1 ||
            strncmp(text + length, ellipsis, strlen(ellipsis)) != 0)
            continue;
        out->marks = em_grow(out->marks, out->count, &room, sizeof *out->marks);
        snprintf(out->marks[out->count++], PRINTED_MARK_SIZE, "%.*s", (int)length, text);
    }
    if (out->count)
        qsort(out->marks, out->count, sizeof *out->marks, in_order);
}

static int pages_of(const char *text)
{
    int pages = 0;
    for (; (text = strchr(text, '\f')); text++)
        pages++;
    return pages;
}

void printed_read(struct printed *out, const char *pdf)
{
    char *text = NULL;
    struct stat file;
    *out = (struct printed){0};
    if (program_run((const char *const[]){"/usr/bin/pdftotext", pdf, "-", NULL}, &text) == 0 &&
        stat(pdf, &file) == 0) {
        gather(out, text);
        out->pages = pages_of(text);
        out->megabytes = (double)file.st_size / 1e6;
    }
    free(text);
    if (out->count)
        return;
    fprintf(stderr, "pdftotext finds no signature in %s.\n", pdf);
    exit(1);
}

void printed_free(struct printed *printed)
{
    free(printed->marks);
    *printed = (struct printed){0};
}

bool printed_holds(const struct printed *printed, const uint8_t *leaf)
{
    char mark[PRINTED_MARK_SIZE];
    sodium_bin2hex(mark, sizeof mark, leaf, PRINTED_BYTES);
    return bsearch(mark, printed->marks, printed->count, sizeof mark, in_order);
}

void printed_same(const struct printed *ours, const struct printed *peers)
{
    if (ours->count == peers->count &&
        !memcmp(ours->marks, peers->marks, ours->count * sizeof *ours->marks))
        return;
    fprintf(stderr,
            "Our book has %zu signatures and Chromium's %zu, or they are others: one of them does "
            "not do the work.\n",
            ours->count, peers->count);
    exit(1);
}
