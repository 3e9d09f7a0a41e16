/* Base64: the vectors of RFC 4648, section 10, and no second spelling. */
#include "core/base64.h"

#include "fake/random.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void vectors_of_the_rfc(void **state)
{
    (void)state;
    static const char *const texts[] = {"",         "Zg==",     "Zm8=",    "Zm9v",
                                        "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (size_t size = 0; size < sizeof texts / sizeof *texts; size++) {
        char text[BASE64_SIZE(6)];
        uint8_t bytes[6];
        base64_write(text, (const uint8_t *)"foobar", size);
        assert_string_equal(text, texts[size]);
        assert_int_equal(BASE64_SIZE(size), strlen(text) + 1);
        assert_true(base64_read(bytes, size, text, strlen(text)));
        assert_memory_equal(bytes, "foobar", size);
    }
}

/* Every other byte at every place: refused, or it means other bytes. */
static void no_second_spelling(void **state)
{
    (void)state;
    struct fake_random random;
    fake_random_init(&random, 4648);
    for (size_t size = 1; size <= 40; size++) {
        uint8_t bytes[40], again[40];
        char text[BASE64_SIZE(40)];
        random.random.fill(&random, bytes, size);
        bytes[0] = 0xff; /* a slash at the least */
        base64_write(text, bytes, size);
        for (size_t bit = 0; bit < 8 * strlen(text); bit++) {
            char changed[BASE64_SIZE(40)];
            memcpy(changed, text, sizeof changed);
            changed[bit / 8] = (char)(changed[bit / 8] ^ 1 << bit % 8);
            if (base64_read(again, size, changed, BASE64_SIZE(size) - 1))
                assert_memory_not_equal(again, bytes, size);
        }
    }
}

static void wrong_lengths(void **state)
{
    (void)state;
    uint8_t out[8];
    assert_true(base64_read(out, 3, "Zm9v", 4));
    assert_false(base64_read(out, 2, "Zm9v", 4));
    assert_false(base64_read(out, 4, "Zm9v", 4));
    assert_false(base64_read(out, 1, "Zg", 2));
    assert_false(base64_read(out, 1, "Zg= ", 4));
    assert_false(base64_read(out, 1, "Zh==", 4)); /* spare bits set */
    assert_false(base64_read(out, 3, "Zm-v", 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_the_rfc),
        cmocka_unit_test(no_second_spelling),
        cmocka_unit_test(wrong_lengths),
    };
    return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
