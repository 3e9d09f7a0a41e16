/* A badge's code, and what a scanner brings (DESIGN section 5).
 *
 * A code of ours is 16 bytes: type (1), random (9), MAC (6), where the MAC is the first six bytes
 * of BLAKE2b-128 (RFC 7693) under the badge key, with the personalisation "emarge badge v1", over
 * the first ten bytes and the event's id. It is written as 32 letters over BCDEFGHJKNPRSTVX, four
 * bits a letter, the high half first: keys that lie in the same place on QWERTY, AZERTY and QWERTZ.
 *
 * A foreign code is whatever the roster's code column holds, to the letter. Nothing on a kiosk's
 * disk holds a code of either sort: badge_lookup finds its owner, badge_key opens their details.
 */
#ifndef EM_CORE_BADGE_H
#define EM_CORE_BADGE_H

#include "core/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BADGE_SIZE        16
#define BADGE_TEXT_SIZE   33 /* 32 letters and the NUL */
#define BADGE_GROUPED     40 /* "BCDE FGHJ …": letters in fours for a person to read, and the NUL */
#define BADGE_KEY_SIZE    32
#define BADGE_LOOKUP_SIZE 32

enum badge_type { BADGE_DELEGATE = 1, BADGE_STAFF = 2 };

struct badge_code {
    uint8_t bytes[BADGE_SIZE];
};

void badge_mint(struct badge_code *out, enum badge_type type, const uint8_t key[BADGE_KEY_SIZE],
                const char *event, const struct em_random *random);
/* Whether the code was minted under this key for this event: constant time in the MAC. A type that
 * this emarge does not know is not genuine. */
bool badge_genuine(const struct badge_code *code, const uint8_t key[BADGE_KEY_SIZE],
                   const char *event);
enum badge_type badge_type_of(const struct badge_code *code);

void badge_write(char out[BADGE_TEXT_SIZE], const struct badge_code *code);
void badge_write_grouped(char out[BADGE_GROUPED], const struct badge_code *code);
/* Upper or lower case, spaces and hyphens between letters allowed; false for anything else. */
bool badge_read(struct badge_code *out, const char *text);

/* --- what a scanner brings --- */

#define SCAN_MAX        512 /* bytes of UTF-8; what is longer is no code */
#define SCAN_CANDIDATES 4
/* Characters from which a scanner that types brings a code, always and where nothing takes letters
 * (platform/wedge.h). */
#define SCAN_TYPED       8
#define SCAN_TYPED_LEAST 3

/* What was scanned, without what scanners add. */
struct scan {
    char text[SCAN_MAX + 1]; /* UTF-8; a code of ours in its one spelling, 32 capital letters */
    bool ours;              /* it has the form of our codes; badge_genuine says whether it is one */
    struct badge_code code; /* if ours */
    /* By what the roster may know it: the text itself first, then what stands within Indico's JSON
     * (checkin_secret, or the secret of the "i" array, as it stands there and as a UUID) or before
     * alf.io's slash. They point into text and storage, so a scan is not copied. */
    const char *candidates[SCAN_CANDIDATES];
    size_t candidate_count;
    char storage[SCAN_MAX + 1];
};

/* Control characters, an AIM prefix ("]Q1"), an ECI ("\000026") and the spaces around are dropped.
 * False when nothing is left, it is longer than SCAN_MAX, or it is not UTF-8. */
bool scan_read(struct scan *out, const char *bytes, size_t size);
void scan_wipe(struct scan *scan);

/* BLAKE2b-256 of the code's text, with the personalisation "emarge lookup v1" and "emarge detail
 * v1": the one finds, and may be stored; the other opens, and is not. */
void badge_lookup(uint8_t out[BADGE_LOOKUP_SIZE], const char *text);
void badge_key(uint8_t out[32], const char *text);
/* Whether somebody who has the lookup could try all codes of this sort: under 64 bits, taking the
 * longest run of letters, digits and hyphens; 2 bits a letter where it has no digits (words are
 * made of that), 4 where all are hexadecimal, 5 otherwise, and none at all for digits alone, which
 * are counted up. The details of such a badge are not stored under its code. */
bool badge_guessable(const char *text);

#endif
