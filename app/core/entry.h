/* One entry of a log: what happened, when, and hashes of what was said about it (DESIGN section 4).
 *
 * A log commits to an entry by the eight lines of entry_text, which hold hashes of the body and of
 * the sealed bytes in their stead. So both can be erased later, and the entry still proves its
 * place.
 *
 *   emarge entry v1
 *   origin ogp-paris-2016/hall-a-1
 *   seq 41
 *   kind sign
 *   at 2016-12-09T09:47:12.345678Z
 *   boot 5f0c3a0d2b1e4c6f8a9b7c6d5e4f3021 123456789
 *   body <base64 SHA-256 of the body's bytes>
 *   sealed <base64 SHA-256 of the sealed bytes, or ->
 *
 * There is exactly one text for an entry and one entry for a text: numbers have no leading zeros,
 * names are a-z 0-9 and -, base64 is padded and canonical, and every line ends in LF.
 */
#ifndef EM_CORE_ENTRY_H
#define EM_CORE_ENTRY_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENTRY_NAME_MAX    63                       /* bytes of an event's id or a writer's name */
#define ENTRY_ORIGIN_SIZE (2 * ENTRY_NAME_MAX + 9) /* "event/writer.999999" and the NUL */
#define ENTRY_BOOT_SIZE   33
#define ENTRY_HASH_SIZE   32
#define ENTRY_TEXT_SIZE   512 /* no entry's text is longer, NUL included */

enum entry_kind {
#define KIND(constant, word, meaning) ENTRY_##constant,
#include "core/event_kinds.def"
#undef KIND
    ENTRY_KIND_COUNT
};

struct entry {
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t seq; /* from 0, without a gap */
    enum entry_kind kind;
    int64_t at_us;              /* wall time, microseconds since 1970, before the year 10000 */
    char boot[ENTRY_BOOT_SIZE]; /* 32 lower-case hex digits, random for each start of the program */
    int64_t mono_us;            /* microseconds since that start */

    const uint8_t *body; /* borrowed; NULL when erased or not at hand */
    size_t body_size;
    uint8_t
        body_hash[ENTRY_HASH_SIZE]; /* SHA-256 of the bytes, whether they are still there or not */

    bool has_sealed;       /* whether there is, or was, a sealed part */
    const uint8_t *sealed; /* borrowed; NULL when none, erased or not at hand */
    size_t sealed_size;
    uint8_t sealed_hash[ENTRY_HASH_SIZE];
};

/* The word that stands in the log, and one line for a person. */
const char *entry_kind_word(enum entry_kind kind);
const char *entry_kind_meaning(enum entry_kind kind);
/* EM_NEWER when the word is none of the list: a later emarge wrote it. */
enum em_status entry_kind_read(enum entry_kind *kind, const char *word, struct em_error *error);

/* Whether text may be an event's id or a writer's name: 1 to ENTRY_NAME_MAX of a-z 0-9 and -. */
bool entry_name_valid(const char *text);
/* "event/writer"; both names are valid. A log that replaces a damaged one of the same writer has
 * ".2" behind it, then ".3": two logs of one origin would each prove the other false. */
void entry_origin_make(char out[ENTRY_ORIGIN_SIZE], const char *event, const char *writer);
bool entry_origin_valid(const char *text);

/* Puts the bytes (borrowed) and their hash in place. sealed NULL: this entry has no sealed part. */
void entry_set_body(struct entry *entry, const void *body, size_t size);
void entry_set_sealed(struct entry *entry, const void *sealed, size_t size);

/* Whether every field is one that entry_text can write and entry_read would take back (EM_INVALID,
 * or EM_NEWER for a kind), and whether the bytes that are there have their hashes (EM_DAMAGED). */
enum em_status entry_check(const struct entry *entry, struct em_error *error);
/* The first half of it, for an entry whose parts were set by entry_set_body and entry_set_sealed.
 */
enum em_status entry_check_fields(const struct entry *entry, struct em_error *error);

/* The committed text of an entry that passes entry_check, NUL-terminated; returns its length. */
size_t entry_text(const struct entry *entry, char out[ENTRY_TEXT_SIZE]);
/* Reads a text back, any bytes allowed; the parts themselves are left NULL. `out` is untouched
 * unless EM_OK. */
enum em_status entry_read(struct entry *out, const char *text, size_t size, struct em_error *error);

/* The leaf hash of RFC 9162, 2.1.1: SHA-256(0x00 || text). */
void entry_leaf(const struct entry *entry, uint8_t leaf[ENTRY_HASH_SIZE]);

#endif
