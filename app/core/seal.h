/* Sealing: what a kiosk writes and cannot read. The box is libsodium's sealed box (X25519,
 * XSalsa20-Poly1305, the nonce BLAKE2b-192 of both public keys), so crypto_box_seal_open opens it;
 * but the passing key comes from em_random, so that the same input gives the same bytes.
 */
#ifndef EM_CORE_SEAL_H
#define EM_CORE_SEAL_H

#include "core/clock.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

#define SEAL_OVERHEAD 48 /* bytes that a box is longer than its message */

/* Seals to the public key: size + SEAL_OVERHEAD bytes at `out`, which may not overlap the message.
 * EM_INVALID when the key is one that keeps no secret (a point of small order). */
enum em_status seal_make(uint8_t *out, const void *message, size_t size,
                         const uint8_t public_key[32], const struct em_random *random,
                         struct em_error *error);

/* Opens a box of `size` bytes into size - SEAL_OVERHEAD bytes at `out`. EM_DENIED when the box was
 * not sealed to this key, or its bytes have changed: the two cannot be told apart. */
enum em_status seal_open(uint8_t *out, const uint8_t *box, size_t size,
                         const uint8_t public_key[32], const uint8_t secret_key[32],
                         struct em_error *error);

#endif
