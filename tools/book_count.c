/* What the book holds, counted before its first page, which tells it. */
#include "book_parts.h"

#include "core/body.h"
#include "core/memory.h"
#include "core/roll.h"

#include <stdio.h>
#include <string.h>

/* --- texts --- */

static void count_text(struct book *book, const char *language, const uint8_t sha256[32])
{
    for (size_t i = 0; i < book->text_count; i++) {
        struct book_text *text = &book->texts[i];
        if (strcmp(text->language, language) == 0 && memcmp(text->sha256, sha256, 32) == 0) {
            text->count++;
            return;
        }
    }
    book->texts = em_grow(book->texts, book->text_count, &book->text_capacity, sizeof *book->texts);
    struct book_text *text = &book->texts[book->text_count++];
    *text = (struct book_text){.count = 1};
    snprintf(text->language, sizeof text->language, "%s", language);
    memcpy(text->sha256, sha256, 32);
}

static enum em_status read_commitment(void *context, const struct entry *entry,
                                      const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    json_t *body = NULL;
    uint8_t sha256[32];
    (void)leaf;
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_OK && body && body_bytes(body, "text_sha256", sha256, sizeof sha256))
        count_text(context, body_word(body, "language"), sha256);
    json_decref(body);
    return status;
}

static enum em_status count_commitment(void *context, const struct signed_row *person,
                                       struct em_error *error)
{
    const struct book *book = context;
    return store_entry(book->reading->store, person->row->origin, person->row->seq, read_commitment,
                       context, error);
}

static enum em_status count_texts(struct book *book, struct em_error *error)
{
    struct list_gaps gaps;
    const struct signed_walk walk = {.store = book->reading->store,
                                     .key = book->reading->key,
                                     .filter = &book->filter,
                                     .in_the_open = true};
    return signed_each(&walk, count_commitment, book, &gaps, error);
}

/* --- signatures --- */

/* Of these nobody knows any more to which document or for whom they were given. */
static enum em_status count_erased(void *context, const struct roll_signature *row,
                                   struct em_error *error)
{
    struct book *book = context;
    (void)error;
    if (row->erased && filter_time(&book->filter, row->at_us))
        book->erased++;
    return EM_OK;
}

enum em_status book_count(struct book *book, struct em_error *error)
{
    struct list_gaps gaps;
    const struct list_work work = {.store = book->reading->store,
                                   .key = book->reading->key,
                                   .edition = book->edition,
                                   .filter = &book->filter};
    enum em_status status = tally_load(&book->all, &work, &gaps, error);
    if (status == EM_OK && book->filter.public_only)
        status = tally_load_listed(&book->listed, &work, &gaps, error);
    if (status == EM_OK)
        status = roll_each_open(book->reading->store, count_erased, book, error);
    return status == EM_OK ? count_texts(book, error) : status;
}

const struct tally *book_tally(const struct book *book)
{
    return book->filter.public_only ? &book->listed : &book->all;
}

static long long count_of(const struct tally_part *part, const char *item)
{
    for (size_t i = 0; i < part->count; i++)
        if (strcmp(part->items[i].item, item) == 0)
            return part->items[i].count;
    return 0;
}

long long book_drawings(const struct book *book)
{
    return count_of(&book_tally(book)->parts[TALLY_MODE], "drawn");
}

long long book_unlisted(const struct book *book)
{
    return count_of(&book_tally(book)->parts[TALLY_LISTED], "no");
}
