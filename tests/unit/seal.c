/* The sealed box, against libsodium's own in both directions. */
#include "core/seal.h"
#include "fake/random.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define LARGEST 300

static uint8_t public_key[32], secret_key[32], message[LARGEST];
static struct fake_random fake;

static int set_up(void **state)
{
    (void)state;
    const uint8_t seed[32] = "emarge test organiser";
    fake_random_init(&fake, 1);
    fake.random.fill(&fake, message, sizeof message);
    return crypto_box_seed_keypair(public_key, secret_key, seed);
}

static void libsodium_opens_ours(void **state)
{
    (void)state;
    for (size_t size = 0; size <= LARGEST; size++) {
        uint8_t box[LARGEST + SEAL_OVERHEAD], out[LARGEST + 1];
        assert_int_equal(seal_make(box, message, size, public_key, &fake.random, NULL), EM_OK);
        assert_int_equal(
            crypto_box_seal_open(out, box, size + SEAL_OVERHEAD, public_key, secret_key), 0);
        assert_memory_equal(out, message, size);
    }
}

static void we_open_libsodiums(void **state)
{
    (void)state;
    for (size_t size = 0; size <= LARGEST; size++) {
        uint8_t box[LARGEST + SEAL_OVERHEAD], out[LARGEST + 1];
        assert_int_equal(crypto_box_seal(box, message, size, public_key), 0);
        assert_int_equal(seal_open(out, box, size + SEAL_OVERHEAD, public_key, secret_key, NULL),
                         EM_OK);
        assert_memory_equal(out, message, size);
    }
}

static void same_input_same_bytes(void **state)
{
    (void)state;
    uint8_t a[20 + SEAL_OVERHEAD], b[sizeof a];
    struct fake_random random;
    fake_random_init(&random, 5);
    assert_int_equal(seal_make(a, message, 20, public_key, &random.random, NULL), EM_OK);
    fake_random_init(&random, 5);
    assert_int_equal(seal_make(b, message, 20, public_key, &random.random, NULL), EM_OK);
    assert_memory_equal(a, b, sizeof a);
    /* and other randomness shares nothing with it, for the same message */
    assert_int_equal(seal_make(b, message, 20, public_key, &random.random, NULL), EM_OK);
    assert_memory_not_equal(a, b, 32);
    assert_memory_not_equal(a + SEAL_OVERHEAD, b + SEAL_OVERHEAD, 20);
}

static void any_change_is_found(void **state)
{
    (void)state;
    uint8_t box[20 + SEAL_OVERHEAD], out[20];
    struct em_error error;
    assert_int_equal(seal_make(box, message, 20, public_key, &fake.random, NULL), EM_OK);
    for (size_t bit = 0; bit < 8 * sizeof box; bit++) {
        box[bit / 8] ^= (uint8_t)(1 << bit % 8);
        /* X25519 ignores the last bit of a public key, but the nonce does not. */
        assert_int_equal(seal_open(out, box, sizeof box, public_key, secret_key, &error),
                         EM_DENIED);
        box[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t size = 0; size < sizeof box; size++)
        assert_int_equal(seal_open(out, box, size, public_key, secret_key, NULL), EM_DENIED);
    assert_int_equal(seal_open(out, box, sizeof box, public_key, secret_key, NULL), EM_OK);
}

static void another_key_opens_nothing(void **state)
{
    (void)state;
    uint8_t box[20 + SEAL_OVERHEAD], out[20], other_public[32], other_secret[32];
    const uint8_t seed[32] = "somebody else";
    crypto_box_seed_keypair(other_public, other_secret, seed);
    assert_int_equal(seal_make(box, message, 20, public_key, &fake.random, NULL), EM_OK);
    assert_int_equal(seal_open(out, box, sizeof box, other_public, other_secret, NULL), EM_DENIED);
}

static void a_key_that_keeps_no_secret_is_refused(void **state)
{
    (void)state;
    const uint8_t zero[32] = {0};
    uint8_t box[20 + SEAL_OVERHEAD];
    struct em_error error;
    assert_int_equal(seal_make(box, message, 20, zero, &fake.random, &error), EM_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libsodium_opens_ours),
        cmocka_unit_test(we_open_libsodiums),
        cmocka_unit_test(same_input_same_bytes),
        cmocka_unit_test(any_change_is_found),
        cmocka_unit_test(another_key_opens_nothing),
        cmocka_unit_test(a_key_that_keeps_no_secret_is_refused),
    };
    return cmocka_run_group_tests_name("seal", tests, set_up, NULL);
}
