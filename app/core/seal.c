#include "core/seal.h"

#include <assert.h>
#include <sodium.h>

_Static_assert(SEAL_OVERHEAD == crypto_box_SEALBYTES, "the box is libsodium's");

static void make_nonce(uint8_t nonce[crypto_box_NONCEBYTES], const uint8_t passing_public[32],
                       const uint8_t public_key[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, crypto_box_NONCEBYTES);
    crypto_generichash_update(&state, passing_public, crypto_box_PUBLICKEYBYTES);
    crypto_generichash_update(&state, public_key, crypto_box_PUBLICKEYBYTES);
    crypto_generichash_final(&state, nonce, crypto_box_NONCEBYTES);
}

enum em_status seal_make(uint8_t *out, const void *message, size_t size,
                         const uint8_t public_key[32], const struct em_random *random,
                         struct em_error *error)
{
    assert(size <= crypto_box_MESSAGEBYTES_MAX - SEAL_OVERHEAD);
    uint8_t seed[crypto_box_SEEDBYTES], secret[crypto_box_SECRETKEYBYTES];
    uint8_t nonce[crypto_box_NONCEBYTES];
    random->fill(random->context, seed, sizeof seed);
    crypto_box_seed_keypair(out, secret, seed);
    make_nonce(nonce, out, public_key);
    int failed =
        crypto_box_easy(out + crypto_box_PUBLICKEYBYTES, message, size, nonce, public_key, secret);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(seed, sizeof seed);
    if (failed)
        return em_fail(
            error, EM_INVALID,
            "The organiser's public key keeps no secret, so nothing can be sealed to it. "
            "Enrol this kiosk again from the organiser's key file.");
    return EM_OK;
}

enum em_status seal_open(uint8_t *out, const uint8_t *box, size_t size,
                         const uint8_t public_key[32], const uint8_t secret_key[32],
                         struct em_error *error)
{
    uint8_t nonce[crypto_box_NONCEBYTES];
    if (size < SEAL_OVERHEAD)
        return em_fail(error, EM_DENIED, "The sealed part is too short to be one: it was changed.");
    make_nonce(nonce, box, public_key);
    if (crypto_box_open_easy(out, box + crypto_box_PUBLICKEYBYTES, size - crypto_box_PUBLICKEYBYTES,
                             nonce, box, secret_key))
        return em_fail(error, EM_DENIED,
                       "The sealed part does not open: it was sealed to another key, or changed. "
                       "Use the organiser's key file of the event that it belongs to.");
    return EM_OK;
}
