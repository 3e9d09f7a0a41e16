/* Checkpoints: what a log says of itself, signed (C2SP tlog-checkpoint in a C2SP signed-note,
 * Ed25519).
 *
 *   ogp-paris-2016/hall-a-1
 *   42
 *   <base64 root>
 *
 *   — ogp-paris-2016/hall-a-1 <base64 of key id and signature>
 *
 * The key's name is the origin of the log. Strangers verify with the key's text form,
 * `<name>+<key id, 8 hex digits>+<base64 of 0x01 and the public key>`.
 */
#ifndef EM_CORE_NOTE_H
#define EM_CORE_NOTE_H

#include "core/entry.h"
#include "core/merkle.h"

#define NOTE_SIZE      512         /* a checkpoint of ours with its NUL is never longer */
#define NOTE_READ_MAX  (64 * 1024) /* nor is one with the signatures of witnesses */
#define NOTE_VKEY_SIZE (ENTRY_ORIGIN_SIZE + 64)

struct note_checkpoint {
    char origin[ENTRY_ORIGIN_SIZE];
    uint64_t size; /* entries */
    uint8_t root[MERKLE_HASH_SIZE];
};

/* Writes the signed note, NUL-terminated, and returns its length. */
size_t note_sign(char out[NOTE_SIZE], const struct note_checkpoint *checkpoint,
                 const uint8_t log_secret[64]);

/* Reads a note, any bytes allowed, that must be the checkpoint of `origin`, signed by its key.
 * Signatures by other keys are ignored, as the standard asks; extension lines are refused.
 * EM_INVALID when it is no checkpoint, EM_FOREIGN when it speaks of another log or lacks its
 * signature, EM_DAMAGED when the signature is wrong. `out` is untouched unless EM_OK. */
enum em_status note_open(struct note_checkpoint *out, const char *text, size_t size,
                         const char *origin, const uint8_t log_public[32], struct em_error *error);

void note_vkey(char out[NOTE_VKEY_SIZE], const char *name, const uint8_t log_public[32]);
/* EM_INVALID unless text is the text form of an Ed25519 key whose name is an origin. */
enum em_status note_vkey_read(char name[ENTRY_ORIGIN_SIZE], uint8_t log_public[32],
                              const char *text, struct em_error *error);

#endif
