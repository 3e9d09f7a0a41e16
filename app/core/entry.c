#include "core/entry.h"

#include "core/base64.h"
#include "core/clock.h"
#include "core/merkle.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define HEAD    "emarge entry v1"
#define LAST_US INT64_C(253402300799999999) /* 9999-12-31T23:59:59.999999Z */

static const struct {
    const char *word, *meaning;
} kinds[] = {
#define KIND(constant, word, meaning) {word, meaning},
#include "core/event_kinds.def"
#undef KIND
};

const char *entry_kind_word(enum entry_kind kind)
{
    assert(kind < ENTRY_KIND_COUNT);
    return kinds[kind].word;
}

const char *entry_kind_meaning(enum entry_kind kind)
{
    assert(kind < ENTRY_KIND_COUNT);
    return kinds[kind].meaning;
}

enum em_status entry_kind_read(enum entry_kind *kind, const char *word, struct em_error *error)
{
    for (size_t i = 0; i < ENTRY_KIND_COUNT; i++) {
        if (strcmp(word, kinds[i].word) == 0) {
            *kind = (enum entry_kind)i;
            return EM_OK;
        }
    }
    return em_fail(error, EM_NEWER,
                   "The entry is of a kind that this emarge does not know, \"%.40s\". "
                   "Use the emarge that wrote it, or a newer one.",
                   word);
}

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-"

bool entry_name_valid(const char *text)
{
    size_t length = strlen(text);
    return length >= 1 && length <= ENTRY_NAME_MAX && strspn(text, NAME_LETTERS) == length;
}

void entry_origin_make(char out[ENTRY_ORIGIN_SIZE], const char *event, const char *writer)
{
    assert(entry_name_valid(event) && entry_name_valid(writer));
    snprintf(out, ENTRY_ORIGIN_SIZE, "%s/%s", event, writer);
}

/* "" or ".2" to ".999999". */
static bool generation_valid(const char *text)
{
    if (*text == '\0')
        return true;
    size_t digits = strspn(text + 1, "0123456789");
    return *text == '.' && text[1] != '0' && strcmp(text, ".1") != 0 && digits >= 1 &&
           digits <= 6 && text[1 + digits] == '\0';
}

bool entry_origin_valid(const char *text)
{
    size_t event = strspn(text, NAME_LETTERS);
    if (event < 1 || event > ENTRY_NAME_MAX || text[event] != '/')
        return false;
    const char *writer = text + event + 1;
    size_t length = strspn(writer, NAME_LETTERS);
    return length >= 1 && length <= ENTRY_NAME_MAX && generation_valid(writer + length);
}

void entry_set_body(struct entry *entry, const void *body, size_t size)
{
    entry->body = body;
    entry->body_size = size;
    crypto_hash_sha256(entry->body_hash, body, size);
}

void entry_set_sealed(struct entry *entry, const void *sealed, size_t size)
{
    entry->has_sealed = sealed != NULL;
    entry->sealed = sealed;
    entry->sealed_size = sealed ? size : 0;
    memset(entry->sealed_hash, 0, sizeof entry->sealed_hash);
    if (sealed)
        crypto_hash_sha256(entry->sealed_hash, sealed, size);
}

static enum em_status bad_field(struct em_error *error, const char *field, const char *wanted)
{
    return em_fail(error, EM_INVALID, "The entry's \"%s\" is not %s: it was not written by emarge.",
                   field, wanted);
}

enum em_status entry_check_fields(const struct entry *entry, struct em_error *error)
{
    if (!memchr(entry->origin, '\0', sizeof entry->origin) || !entry_origin_valid(entry->origin))
        return bad_field(error, "origin", "an event's and a writer's name");
    if (entry->seq < 0)
        return bad_field(error, "seq", "a count from 0");
    if ((unsigned)entry->kind >= ENTRY_KIND_COUNT)
        return bad_field(error, "kind", "one of the list");
    if (entry->at_us < 0 || entry->at_us > LAST_US)
        return bad_field(error, "at", "a time between the years 1970 and 9999");
    if (!memchr(entry->boot, '\0', sizeof entry->boot) || strlen(entry->boot) != 32 ||
        strspn(entry->boot, "0123456789abcdef") != 32 || entry->mono_us < 0)
        return bad_field(error, "boot", "32 hex digits and the microseconds since");
    return EM_OK;
}

static enum em_status check_part(const char *part, const uint8_t *bytes, size_t size,
                                 const uint8_t hash[ENTRY_HASH_SIZE], struct em_error *error)
{
    uint8_t found[ENTRY_HASH_SIZE];
    if (!bytes)
        return EM_OK;
    crypto_hash_sha256(found, bytes, size);
    if (memcmp(found, hash, sizeof found) == 0)
        return EM_OK;
    return em_fail(error, EM_DAMAGED,
                   "The entry's %s is not what was written: its hash is another. "
                   "Compare with another copy of this log.",
                   part);
}

enum em_status entry_check(const struct entry *entry, struct em_error *error)
{
    enum em_status status = entry_check_fields(entry, error);
    if (status == EM_OK && !entry->has_sealed && entry->sealed)
        status = bad_field(error, "sealed", "announced, yet there");
    if (status == EM_OK)
        status = check_part("body", entry->body, entry->body_size, entry->body_hash, error);
    if (status == EM_OK)
        status =
            check_part("sealed part", entry->sealed, entry->sealed_size, entry->sealed_hash, error);
    return status;
}

size_t entry_text(const struct entry *entry, char out[ENTRY_TEXT_SIZE])
{
    char at[EM_TIME_SIZE], body[BASE64_SIZE(ENTRY_HASH_SIZE)],
        sealed[BASE64_SIZE(ENTRY_HASH_SIZE)] = "-";
    em_time_format(entry->at_us, at);
    base64_write(body, entry->body_hash, ENTRY_HASH_SIZE);
    if (entry->has_sealed)
        base64_write(sealed, entry->sealed_hash, ENTRY_HASH_SIZE);
    int length = snprintf(out, ENTRY_TEXT_SIZE,
                          HEAD "\norigin %s\nseq %" PRId64 "\nkind %s\nat %s\nboot %s %" PRId64
                               "\nbody %s\nsealed %s\n",
                          entry->origin, entry->seq, entry_kind_word(entry->kind), at, entry->boot,
                          entry->mono_us, body, sealed);
    assert(length > 0 && length < ENTRY_TEXT_SIZE);
    return (size_t)length;
}

void entry_leaf(const struct entry *entry, uint8_t leaf[ENTRY_HASH_SIZE])
{
    char text[ENTRY_TEXT_SIZE];
    size_t size = entry_text(entry, text);
    merkle_leaf(text, size, leaf);
}
