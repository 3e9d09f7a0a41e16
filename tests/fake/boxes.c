#include "fake/boxes.h"

#include "core/body.h"
#include "core/memory.h"
#include "core/seal.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void boxes_open(struct boxes *boxes, const char *folder)
{
    struct em_error error;
    char *store = em_format("%s/emarge.db", folder), *key = em_format("%s/organiser.key", folder);
    if (store_open(&boxes->store, store, STORE_READ, &error) != EM_OK ||
        organiser_read_secret(&boxes->key, key, NULL, &error) != EM_OK)
        fail_msg("%s", error.text);
    free(store);
    free(key);
}

void boxes_close(struct boxes *boxes)
{
    store_close(boxes->store);
    organiser_wipe(&boxes->key);
}

/* --- a part --- */

struct opening {
    const struct organiser_secret *key;
    json_t *part;
};

static enum em_status open_part(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    struct opening *opening = context;
    (void)leaf;
    assert_non_null(entry->sealed);
    size_t size = entry->sealed_size - SEAL_OVERHEAD;
    uint8_t *text = em_alloc(size);
    enum em_status status =
        seal_open(text, entry->sealed, entry->sealed_size, opening->key->public.seal_public,
                  opening->key->seal_secret, error);
    if (status == EM_OK)
        opening->part = body_parse((char *)text, size);
    free(text);
    return status;
}

json_t *boxes_part(struct boxes *boxes, const char *origin, const char *seq)
{
    struct opening opening = {.key = &boxes->key};
    struct em_error error;
    if (store_entry(boxes->store, origin, atoll(seq), open_part, &opening, &error) != EM_OK)
        fail_msg("%s %s: %s", origin, seq, error.text);
    assert_non_null(opening.part);
    return opening.part;
}

struct ink boxes_ink(const json_t *part)
{
    const char *text = body_word(part, "ink");
    size_t size = strlen(text);
    uint8_t *bytes = em_alloc(size + 1);
    struct ink ink;
    struct em_error error;
    ink_init(&ink, 1, 1);
    assert_int_equal(sodium_base642bin(bytes, size, text, size, NULL, &size, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    if (ink_decode(&ink, bytes, size, &error) != EM_OK)
        fail_msg("%s", error.text);
    free(bytes);
    return ink;
}
