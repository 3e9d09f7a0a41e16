/* A delegate's details, and how they stand in a `badge`, `staff` or `register` entry (DESIGN
 * section 5): three times, each readable by somebody else.
 *
 *   body    delegate, lookup (base64; absent while there is no badge), sessions (absent: any),
 *           by_code, by_staff   the details as a secretbox (XSalsa20-Poly1305), base64 of nonce and
 *                               box; by_code under badge_key of the code, absent when it is
 * guessable sealed  the details, their source and the code itself, sealed to the organiser
 *
 * by_staff leaves out the e-mail address: nobody at a door needs it.
 *
 * A `staff` entry has `staff_key` in place of by_staff: the staff key under badge_key of the code.
 */
#ifndef EM_CORE_DELEGATE_H
#define EM_CORE_DELEGATE_H

#include "core/badge.h"
#include "core/body.h"
#include "core/keys.h"

#define DELEGATE_ID_SIZE 25 /* 24 hex digits, random, and the NUL */

/* Strings are owned, UTF-8, as the roster has them to the letter; "" when not given, never NULL
 * after delegate_open and delegate_copy. */
struct delegate {
    char id[DELEGATE_ID_SIZE];
    char *name, *role, *government, *country /* ISO 3166-1 alpha-2 */, *email;
    char *source;   /* the source's stable id, "pretix:ABCDE-1"; the organiser's eyes only */
    char *code;     /* as scanned; "" while there is no badge; the organiser's eyes only */
    char *sessions; /* ids with spaces between, "" for any */
};

void delegate_free(struct delegate *delegate); /* wipes; leaves {0} */
void delegate_copy(struct delegate *out, const struct delegate *delegate);
void delegate_new_id(char out[DELEGATE_ID_SIZE], const struct em_random *random);

struct delegate_keys {
    const uint8_t *seal_public; /* 32, the organiser's */
    const uint8_t *staff;       /* 32; NULL leaves by_staff out */
    const struct em_random *random;
};
/* Adds the parts of a `badge` or `register` entry to both buffers; adds nothing unless EM_OK.
 * EM_INVALID when a text is not UTF-8. */
enum em_status delegate_write(struct em_buffer *body, struct em_buffer *sealed,
                              const struct delegate *delegate, const struct delegate_keys *keys,
                              struct em_error *error);
/* Of a `staff` entry: here keys->staff is what the badge is to unwrap. EM_INVALID when the code is
 * guessable or "". */
enum em_status delegate_write_staff(struct em_buffer *body, struct em_buffer *sealed,
                                    const struct delegate *staff, const struct delegate_keys *keys,
                                    struct em_error *error);

/* Opens the details, by the code as scanned, by the staff key, or by the organiser's key. What the
 * way does not reveal is "". EM_NOT_FOUND: this entry has no such part (erased, no badge);
 * EM_DENIED: it does not open. `out` is filled only when EM_OK. */
enum em_status delegate_open_by_code(struct delegate *out, const struct entry *entry,
                                     const char *code, struct em_error *error);
enum em_status delegate_open_by_staff(struct delegate *out, const struct entry *entry,
                                      const uint8_t staff[32], struct em_error *error);
enum em_status delegate_open_by_organiser(struct delegate *out, const struct entry *entry,
                                          const struct organiser_secret *key,
                                          struct em_error *error);
/* The staff key that a staff badge unwraps. */
enum em_status delegate_unwrap_staff(uint8_t staff[32], const struct entry *entry, const char *code,
                                     struct em_error *error);

#endif
