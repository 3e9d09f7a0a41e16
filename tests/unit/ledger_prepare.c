/* What is sealed ahead of the press: used when it is still what is signed, thrown away when it is
 * not. */
#include "core/seal.h"
#include "fake/kiosk.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;

/* The name in the sealed part of entry `seq`, as the organiser reads it. */
static void name_in(int64_t seq, char out[64])
{
    struct fake_entry entry = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", seq);
    uint8_t plain[8192];
    size_t size = entry.sealed.size - SEAL_OVERHEAD;
    assert_true(size < sizeof plain);
    assert_int_equal(seal_open(plain, (const uint8_t *)entry.sealed.data, entry.sealed.size,
                               kiosk.identity.seal_public, kiosk.seal_secret, &kiosk.error),
                     EM_OK);
    json_t *body = json_loadb((const char *)plain, size, 0, NULL);
    snprintf(out, 64, "%s", json_string_value(json_object_get(body, "name")));
    json_decref(body);
    fake_entry_free(&entry);
}

static void what_is_signed_counts_whatever_was_prepared(void **state)
{
    (void)state;
    struct fake_person first, second;
    struct ledger_receipt receipt;
    char name[64];
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    const struct signature *one = fake_person(&first, 3), *other = fake_person(&second, 5);

    assert_int_equal(ledger_prepare(ledger, one, &kiosk.error), EM_OK);
    assert_int_equal(ledger_sign(ledger, other, &receipt, &kiosk.error), EM_OK);
    name_in(receipt.seq, name);
    assert_string_equal(name, other->name);

    assert_int_equal(ledger_prepare(ledger, one, &kiosk.error), EM_OK);
    assert_int_equal(ledger_sign(ledger, one, &receipt, &kiosk.error), EM_OK);
    name_in(receipt.seq, name);
    assert_string_equal(name, one->name);
    ledger_close(ledger);
}

/* One point of the ink more makes it another signature. */
static void other_ink_is_sealed_anew(void **state)
{
    (void)state;
    struct fake_person person;
    struct ledger_receipt receipt;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    struct signature signature = *fake_person(&person, 3);
    assert_non_null(signature.ink);
    assert_int_equal(ledger_prepare(ledger, &signature, &kiosk.error), EM_OK);
    assert_int_equal(ledger_sign(ledger, &signature, &receipt, &kiosk.error), EM_OK);
    struct fake_entry whole = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", receipt.seq);

    assert_int_equal(ledger_prepare(ledger, &signature, &kiosk.error), EM_OK);
    signature.ink = NULL;
    assert_int_equal(ledger_sign(ledger, &signature, &receipt, &kiosk.error), EM_OK);
    struct fake_entry bare = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", receipt.seq);
    assert_true(bare.sealed.size < whole.sealed.size);
    fake_entry_free(&whole);
    fake_entry_free(&bare);
    ledger_close(ledger);
}

/* Two signatures of one person are never one box: it would tell that they are the same. */
static void a_box_is_used_once(void **state)
{
    (void)state;
    struct fake_person person;
    struct ledger_receipt receipt[2];
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    const struct signature *signature = fake_person(&person, 5);
    for (int i = 0; i < 2; i++)
        assert_int_equal(ledger_sign(ledger, signature, &receipt[i], &kiosk.error), EM_OK);
    struct fake_entry a = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", receipt[0].seq);
    struct fake_entry b = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", receipt[1].seq);
    assert_int_equal(a.sealed.size, b.sealed.size);
    assert_memory_not_equal(a.sealed.data, b.sealed.data, a.sealed.size);
    fake_entry_free(&a);
    fake_entry_free(&b);
    ledger_close(ledger);
}

static int set_up(void **state)
{
    (void)state;
    fake_kiosk_init(&kiosk, 4);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_kiosk_free(&kiosk);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(what_is_signed_counts_whatever_was_prepared),
                                       TEST(other_ink_is_sealed_anew), TEST(a_box_is_used_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
