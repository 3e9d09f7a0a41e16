#include "core/receipt.h"

#include <ctype.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK "EMARGE1"

void receipt_write(char out[RECEIPT_SIZE], const struct receipt *receipt)
{
    char leaf[2 * ENTRY_HASH_SIZE + 1];
    sodium_bin2hex(leaf, sizeof leaf, receipt->leaf, sizeof receipt->leaf);
    snprintf(out, RECEIPT_SIZE, MARK " %s %" PRId64 " %s", receipt->origin, receipt->seq, leaf);
    for (char *at = out; *at; at++)
        *at = (char)toupper((unsigned char)*at);
}

/* The next word in lower case; false when there is none that fits. */
static bool next_word(const char **text, char *out, size_t size)
{
    *text += strspn(*text, " \r\n");
    size_t length = strcspn(*text, " \r\n");
    if (length == 0 || length >= size)
        return false;
    for (size_t i = 0; i < length; i++)
        out[i] = (char)tolower((unsigned char)(*text)[i]);
    out[length] = '\0';
    *text += length;
    return true;
}

static bool read_seq(const char *word, int64_t *seq)
{
    size_t digits = strspn(word, "0123456789");
    if (word[digits] || digits > 18)
        return false;
    *seq = strtoll(word, NULL, 10);
    return true;
}

bool receipt_read(struct receipt *out, const char *text)
{
    struct receipt read;
    char mark[sizeof MARK], seq[24], leaf[2 * ENTRY_HASH_SIZE + 1];
    size_t size;
    if (!next_word(&text, mark, sizeof mark) || strcasecmp(mark, MARK) != 0 ||
        !next_word(&text, read.origin, sizeof read.origin) || !entry_origin_valid(read.origin) ||
        !next_word(&text, seq, sizeof seq) || !read_seq(seq, &read.seq) ||
        !next_word(&text, leaf, sizeof leaf) || text[strspn(text, " \r\n")] != '\0' ||
        sodium_hex2bin(read.leaf, sizeof read.leaf, leaf, strlen(leaf), NULL, &size, NULL) != 0 ||
        size != sizeof read.leaf)
        return false;
    *out = read;
    return true;
}
