/* Badge codes, against vectors that another program made, and what scanners bring. */
#include "core/badge.h"
#include "fake/random.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define EVENT "ogp-paris-2016"

/* Made with Python: hashlib.blake2b(body + event, digest_size=16, key=key, person=b"emarge badge
 * v1") and hashlib.blake2b(text, digest_size=32, person=b"emarge lookup v1"), b"emarge detail v1".
 * The random bytes of a code count up from `first` by `step`, those of its key by one. */
static const struct vector {
    enum badge_type type;
    uint8_t first, step, key_first, key_step;
    const char *event, *text;
} vectors[] = {
    {BADGE_DELEGATE, 0xa0, 1, 0, 1, EVENT, "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ"},
    {BADGE_STAFF, 0xff, 0, 7, 0, "x", "BDXXXXXXXXXXXXXXXXXXCDEVHSFSRNBE"},
    {(enum badge_type)3, 0, 0, 0, 1, EVENT, "BEBBBBBBBBBBBBBBBBBBJPCFNFNXTPEG"},
};
#define VECTORS (sizeof vectors / sizeof *vectors)

static const struct {
    const char *text, *lookup, *key;
} digests[] = {
    {"BCDE", "348cd7e9e728eb915bef3cc2c479e6dca0e6625fe57b9590a3fc11b1e0b7f376",
     "47307ab6dd2ab82575e26ed64989ccb5c15cf7de1de75b6ac4e1a5c08cea157f"},
    {"abcdé", "f74cd7133859fb9534ed14cc60dcb1792d4930251341f23d2b512386ef0a23b6",
     "a23df07d6245212243b1bea9a1734de2216d5d858acb09a7e327c483fd17530d"},
};

static void key_of(const struct vector *vector, uint8_t key[BADGE_KEY_SIZE])
{
    for (size_t i = 0; i < BADGE_KEY_SIZE; i++)
        key[i] = (uint8_t)(vector->key_first + i * vector->key_step);
}

static void fill_counting(void *context, void *out, size_t size)
{
    const struct vector *vector = context;
    uint8_t *bytes = out;
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(vector->first + i * vector->step);
}

static void codes_are_those_of_the_vectors(void **state)
{
    (void)state;
    for (size_t i = 0; i < VECTORS; i++) {
        struct vector vector = vectors[i];
        const struct em_random random = {.fill = fill_counting, .context = &vector};
        struct badge_code code;
        uint8_t key[BADGE_KEY_SIZE];
        char text[BADGE_TEXT_SIZE];
        key_of(&vector, key);
        badge_mint(&code, vector.type, key, vector.event, &random);
        badge_write(text, &code);
        assert_string_equal(text, vector.text);
        assert_int_equal(badge_type_of(&code), vector.type);
        /* The third is rightly authenticated, and of a type that nobody knows. */
        bool known = vector.type == BADGE_DELEGATE || vector.type == BADGE_STAFF;
        assert_int_equal(badge_genuine(&code, key, vector.event), known);
        assert_false(badge_genuine(&code, key, "another"));
    }
}

static void digests_are_those_of_the_vectors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof digests / sizeof *digests; i++) {
        uint8_t lookup[BADGE_LOOKUP_SIZE], key[32];
        char hex[65];
        badge_lookup(lookup, digests[i].text);
        badge_key(key, digests[i].text);
        assert_string_equal(sodium_bin2hex(hex, sizeof hex, lookup, 32), digests[i].lookup);
        assert_string_equal(sodium_bin2hex(hex, sizeof hex, key, 32), digests[i].key);
    }
}

static void a_code_is_written_and_read(void **state)
{
    (void)state;
    struct fake_random random;
    fake_random_init(&random, 1);
    for (int i = 0; i < 1000; i++) {
        struct badge_code code, again;
        char text[BADGE_TEXT_SIZE], grouped[BADGE_GROUPED];
        random.random.fill(random.random.context, code.bytes, sizeof code.bytes);
        badge_write(text, &code);
        badge_write_grouped(grouped, &code);
        assert_int_equal(strlen(text), BADGE_TEXT_SIZE - 1);
        assert_int_equal(strlen(grouped), BADGE_GROUPED - 1);
        assert_int_equal(strspn(text, "BCDEFGHJKNPRSTVX"), BADGE_TEXT_SIZE - 1);
        assert_true(badge_read(&again, text));
        assert_memory_equal(again.bytes, code.bytes, sizeof code.bytes);
        assert_true(badge_read(&again, grouped));
        assert_memory_equal(again.bytes, code.bytes, sizeof code.bytes);
    }
}

static void people_write_codes_in_other_ways(void **state)
{
    (void)state;
    static const char *const good[] = {
        "bcpbpcpdpepfpgphpjpkcfeerpfjdnxj",
        "BCPB PCPD PEPF PGPH PJPK CFEE RPFJ DNXJ",
        "bcpb-pcpd-pepf-pgph-PJPK-CFEE-RPFJ-DNXJ",
        "BCPB - PCPD  PEPF PGPHPJPKCFEERPFJDNX J",
    };
    static const char *const bad[] = {
        "",
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNX",
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJB",
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXA",
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNX1",
        " BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ",
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ ",
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ-",
        "BCPB_PCPDPEPFPGPHPJPKCFEERPFJDNXJ",
        "BCPB\tPCPDPEPFPGPHPJPKCFEERPFJDNXJ",
    };
    struct badge_code code, untouched = {.bytes = {1, 2, 3}};
    char text[BADGE_TEXT_SIZE];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(badge_read(&code, good[i]));
        badge_write(text, &code);
        assert_string_equal(text, vectors[0].text);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        code = untouched;
        assert_false(badge_read(&code, bad[i]));
        assert_memory_equal(&code, &untouched, sizeof code);
    }
}

/* What is scanned, what is left of it, and what else the roster may know it by. */
static const struct {
    const char *bytes, *text, *also[SCAN_CANDIDATES];
    bool ours;
} scans[] = {
    {"BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ", "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ", {NULL}, true},
    {"bcpbpcpdpepfpgphpjpkcfeerpfjdnxj\r\n", "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ", {NULL}, true},
    {"\x02]Q1\\000026BCPB PCPD PEPF PGPH PJPK CFEE RPFJ DNXJ \x03",
     "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ",
     {NULL},
     true},
    {"]C1(01)123", "(01)123", {NULL}, false},
    {"]Q1]Q1 \\000026abc", "abc", {NULL}, false},
    {"  a b  ", "a b", {NULL}, false},
    {"a\x1d"
     "b\x7f"
     "c\xc2\x85"
     "d",
     "abcd",
     {NULL},
     false},
    {"\\00002abc", "\\00002abc", {NULL}, false},
    {"]é1", "]é1", {NULL}, false},
    {"Zürich-7", "Zürich-7", {NULL}, false},
    /* pretix: a secret as it stands in the list; letters keep their case */
    {"k7fmc2zzx6d3yq9hu4pwrbta8ne5vsgj\t", "k7fmc2zzx6d3yq9hu4pwrbta8ne5vsgj", {NULL}, false},
    /* Indico before 3.3, and since */
    {"{\"registrant_id\": \"101\", \"checkin_secret\": \"6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77\", "
     "\"server_url\": \"https://indico.example\"}",
     "{\"registrant_id\": \"101\", \"checkin_secret\": \"6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77\", "
     "\"server_url\": \"https://indico.example\"}",
     {"6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77"},
     false},
    {"{\"i\":[\"42\",\"indico.example\",\"bh9MHDnVTUybGy9rDTxadw==\"]}",
     "{\"i\":[\"42\",\"indico.example\",\"bh9MHDnVTUybGy9rDTxadw==\"]}",
     {"bh9MHDnVTUybGy9rDTxadw==", "6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77"},
     false},
    {"{\"i\":[\"42\",\"indico.example\",\"short\"]}",
     "{\"i\":[\"42\",\"indico.example\",\"short\"]}",
     {"short"},
     false},
    {"{\"i\":[\"42\"]}", "{\"i\":[\"42\"]}", {NULL}, false},
    {"{\"i\":{}}", "{\"i\":{}}", {NULL}, false},
    {"{\"checkin_secret\":7}", "{\"checkin_secret\":7}", {NULL}, false},
    {"{\"checkin_secret\":\"\"}", "{\"checkin_secret\":\"\"}", {NULL}, false},
    {"{not JSON", "{not JSON", {NULL}, false},
    /* alf.io, and what only looks like it */
    {"6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77/kX0=",
     "6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77/kX0=",
     {"6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77"},
     false},
    {"ORDER/1", "ORDER/1", {NULL}, false},
    {"6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a7/kX0=",
     "6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a7/kX0=",
     {NULL},
     false},
};

static void expect_scan(size_t index, const struct scan *scan)
{
    size_t count = 0;
    assert_string_equal(scan->text, scans[index].text);
    assert_int_equal(scan->ours, scans[index].ours);
    assert_ptr_equal(scan->candidates[0], scan->text);
    for (; scans[index].also[count]; count++) {
        assert_true(scan->candidate_count > count + 1);
        assert_string_equal(scan->candidates[count + 1], scans[index].also[count]);
    }
    assert_int_equal(scan->candidate_count, count + 1);
}

static void scans_are_freed_of_what_scanners_add(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++) {
        struct scan scan;
        assert_true(scan_read(&scan, scans[i].bytes, strlen(scans[i].bytes)));
        expect_scan(i, &scan);
        char once[SCAN_MAX + 1];
        strcpy(once, scan.text);
        assert_true(scan_read(&scan, once, strlen(once)));
        assert_string_equal(scan.text, once);
    }
}

static void what_is_no_scan_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        "   ",         "\r\n", "]Q1", "]Q1\\000026 ",
                                      "caf\xe9", "\xed\xa0\x80"};
    static const struct scan empty;
    struct scan scan;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(scan_read(&scan, bad[i], strlen(bad[i])));
    assert_false(scan_read(&scan, "a\xc3", 2));
    scan_wipe(&scan);
    assert_memory_equal(&scan, &empty, sizeof scan);
}

static void the_longest_scan(void **state)
{
    (void)state;
    char bytes[SCAN_MAX + 2];
    struct scan scan;
    memset(bytes, 'a', sizeof bytes);
    assert_true(scan_read(&scan, bytes, SCAN_MAX));
    assert_int_equal(strlen(scan.text), SCAN_MAX);
    assert_false(scan_read(&scan, bytes, SCAN_MAX + 1));
    bytes[SCAN_MAX] = '\r';
    assert_true(scan_read(&scan, bytes, SCAN_MAX + 1));
    /* A character is not cut in two. */
    memcpy(bytes + SCAN_MAX - 1, "\xc3\xa9", 2);
    assert_false(scan_read(&scan, bytes, SCAN_MAX + 1));
}

static void short_and_counted_codes_are_guessable(void **state)
{
    (void)state;
    static const char *const guessable[] = {
        "",
        "7",
        "ABCDE-1",
        "EVENT-2016-0041",
        "12345678909876543210123456789",
        "A00000000000000000000000000000000000001",
        "Amina Nyambura",
        "amina.nyambura@elgeyo.example",
        "https://ticket.example/a/b/c/1234",
    };
    static const char *const not_guessable[] = {
        "BCPBPCPDPEPFPGPHPJPKCFEERPFJDNXJ", "bcpb pcpd pepf pgph pjpk cfee rpfj dnxj",
        "k7fmc2zzx6d3yq9hu4pwrbta8ne5vsgj", "6e1f4c1c-39d5-4d4c-9b1b-2f6b0d3c5a77",
        "bh9MHDnVTUybGy9rDTxadw==",         "https://ticket.example/k7fmc2zzx6d3yq9hu4pw",
    };
    for (size_t i = 0; i < sizeof guessable / sizeof *guessable; i++)
        assert_true(badge_guessable(guessable[i]));
    for (size_t i = 0; i < sizeof not_guessable / sizeof *not_guessable; i++)
        assert_false(badge_guessable(not_guessable[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_vectors),
        cmocka_unit_test(digests_are_those_of_the_vectors),
        cmocka_unit_test(a_code_is_written_and_read),
        cmocka_unit_test(people_write_codes_in_other_ways),
        cmocka_unit_test(scans_are_freed_of_what_scanners_add),
        cmocka_unit_test(what_is_no_scan_is_refused),
        cmocka_unit_test(the_longest_scan),
        cmocka_unit_test(short_and_counted_codes_are_guessable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
