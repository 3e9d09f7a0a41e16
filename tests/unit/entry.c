/* The text that a log commits to, to the byte, and back. */
#include "core/entry.h"
#include "core/memory.h"
#include "fake/clock.h"

#include <ctype.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* SHA-256 of "abc" and of nothing, in base64: `printf abc | openssl dgst -sha256 -binary | base64`.
 */
static const char *const expected = "emarge entry v1\n"
                                    "origin ogp-paris-2016/hall-a-1\n"
                                    "seq 41\n"
                                    "kind sign\n"
                                    "at 2016-12-09T09:47:12.345678Z\n"
                                    "boot 5f0c3a0d2b1e4c6f8a9b7c6d5e4f3021 123456789\n"
                                    "body ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n"
                                    "sealed 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

static struct entry sample(void)
{
    struct entry entry = {
        .origin = "ogp-paris-2016/hall-a-1",
        .seq = 41,
        .kind = ENTRY_SIGN,
        .at_us = FAKE_CLOCK_WALL,
        .boot = "5f0c3a0d2b1e4c6f8a9b7c6d5e4f3021",
        .mono_us = 123456789,
    };
    entry_set_body(&entry, "abc", 3);
    entry_set_sealed(&entry, "", 0);
    return entry;
}

static void text_to_the_byte(void **state)
{
    (void)state;
    struct entry entry = sample();
    char text[ENTRY_TEXT_SIZE];
    assert_int_equal(entry_text(&entry, text), strlen(expected));
    assert_string_equal(text, expected);
    entry_set_sealed(&entry, NULL, 0);
    entry_text(&entry, text);
    assert_string_equal(strstr(text, "\nsealed "), "\nsealed -\n");
}

static void leaf_is_that_of_the_rfc(void **state)
{
    (void)state;
    struct entry entry = sample();
    uint8_t leaf[32], by_hand[32], data[ENTRY_TEXT_SIZE] = {0};
    memcpy(data + 1, expected, strlen(expected));
    crypto_hash_sha256(by_hand, data, 1 + strlen(expected));
    entry_leaf(&entry, leaf);
    assert_memory_equal(leaf, by_hand, 32);
    entry.body = entry.sealed = NULL; /* erased: it still is the same leaf */
    entry_leaf(&entry, leaf);
    assert_memory_equal(leaf, by_hand, 32);
}

static void longest_entry_fits(void **state)
{
    (void)state;
    struct entry entry = sample();
    char name[ENTRY_NAME_MAX + 1] = "", text[ENTRY_TEXT_SIZE];
    memset(name, 'z', ENTRY_NAME_MAX);
    entry_origin_make(entry.origin, name, name);
    entry.seq = entry.mono_us = INT64_MAX;
    entry.kind = ENTRY_CHECKOUT;
    assert_int_equal(entry_check(&entry, NULL), EM_OK);
    struct entry again;
    assert_int_equal(entry_read(&again, text, entry_text(&entry, text), NULL), EM_OK);
    assert_string_equal(again.origin, entry.origin);
}

static void reads_back(void **state)
{
    (void)state;
    struct entry entry = sample(), again;
    assert_int_equal(entry_read(&again, expected, strlen(expected), NULL), EM_OK);
    assert_string_equal(again.origin, entry.origin);
    assert_int_equal(again.seq, entry.seq);
    assert_int_equal(again.kind, entry.kind);
    assert_int_equal(again.at_us, entry.at_us);
    assert_string_equal(again.boot, entry.boot);
    assert_int_equal(again.mono_us, entry.mono_us);
    assert_memory_equal(again.body_hash, entry.body_hash, 32);
    assert_memory_equal(again.sealed_hash, entry.sealed_hash, 32);
    assert_true(again.has_sealed);
    assert_null(again.body);
    assert_null(again.sealed);
}

/* expected with `from` replaced by `to`, at its first place. */
static char *spoiled(const char *from, const char *to)
{
    const char *at = strstr(expected, from);
    assert_non_null(at);
    return em_format("%.*s%s%s", (int)(at - expected), expected, to, at + strlen(from));
}

static void second_spellings_are_refused(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"entry v1", "entry v2"},
        {"origin ogp", "origin Ogp"},
        {"paris-2016/hall", "paris-2016/hall/hall"},
        {"paris-2016/hall", "paris-2016"},
        {"origin ogp-paris-2016", "origin "},
        {"seq 41", "seq 041"},
        {"seq 41", "seq +41"},
        {"seq 41", "seq  41"},
        {"seq 41", "seq -1"},
        {"seq 41", "seq "},
        {"seq 41", "seq 41 "},
        {"seq 41", "seq 9223372036854775808"},
        {"seq 41", "seq 0x29"},
        {"seq", "Seq"},
        {"at 2016-12-09", "at 2016-12-9"},
        {"at 2016-12-09", "at 2016-02-30"},
        {"at 2016-12-09", "at 1969-12-31"},
        {"T09:47:12", "T24:47:12"},
        {"T09:47:12", "t09:47:12"},
        {"T09:47:12", "T09:47:60"},
        {".345678Z", ".345678z"},
        {".345678Z", ".34567Z"},
        {".345678Z", ".34567 Z"},
        {".345678Z", ".345678+"},
        {"boot 5f0c", "boot 5F0C"},
        {"boot 5f0c", "boot 5f0"},
        {"boot 5f0c", "boot 5f0g"},
        {" 123456789", " 0123456789"},
        {" 123456789", " -1"},
        {" 123456789", ""},
        {"Fa0=", "Aa1="}, /* bits that base64 should leave zero */
        {"Fa0=", "Fa0"},
        {"Fa0=", "Fa0=="},
        {"Fa0=", "-a0="},
        {"Fa0=", "FaAAAA=="},
        {"body ", "body  "},
        {"sealed 47", "sealed --47"},
        {"seq 41\n", ""},
        {"seq 41\n", "seq 41\r\n"},
        {"seq 41\n", "seq 41\nseq 41\n"},
        {"FU=\n", "FU="},
        {"FU=\n", "FU=\n\n"},
        {"FU=\n", "FU=\nmore x\n"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *text = spoiled(changes[i][0], changes[i][1]);
        struct entry entry = {.seq = 7};
        struct em_error error = {.text = ""};
        if (entry_read(&entry, text, strlen(text), &error) != EM_INVALID)
            fail_msg("\"%s\" for \"%s\" was taken", changes[i][1], changes[i][0]);
        assert_true(strlen(error.text) > 0);
        assert_int_equal(entry.seq, 7); /* untouched */
        free(text);
    }
}

/* Every single byte of a text counts: whatever it becomes, the entry is refused or is another. */
static void every_byte_counts(void **state)
{
    (void)state;
    char text[ENTRY_TEXT_SIZE], again[ENTRY_TEXT_SIZE];
    size_t size = strlen(expected);
    for (size_t at = 0; at < size; at++) {
        for (int byte = 0; byte < 256; byte++) {
            memcpy(text, expected, size);
            text[at] = (char)byte;
            struct entry entry;
            if (entry_read(&entry, text, size, NULL) != EM_OK)
                continue;
            assert_int_equal(entry_text(&entry, again), size);
            assert_memory_equal(again, text, size);
        }
        assert_int_equal(entry_read(&(struct entry){0}, expected, at, NULL), EM_INVALID);
    }
}

static void a_kind_from_the_future_is_newer(void **state)
{
    (void)state;
    struct entry entry;
    struct em_error error;
    char *text = spoiled("kind sign", "kind dance");
    assert_int_equal(entry_read(&entry, text, strlen(text), &error), EM_NEWER);
    assert_non_null(strstr(error.text, "dance"));
    free(text);
}

static void too_long_is_refused(void **state)
{
    (void)state;
    char text[4096];
    struct entry entry;
    memset(text, '\n', sizeof text);
    assert_int_equal(entry_read(&entry, text, sizeof text, NULL), EM_INVALID);
    assert_int_equal(entry_read(&entry, NULL, 0, NULL), EM_INVALID);
}

static void check_finds_changed_parts(void **state)
{
    (void)state;
    struct entry entry = sample();
    assert_int_equal(entry_check(&entry, NULL), EM_OK);
    entry.body = (const uint8_t *)"abd";
    assert_int_equal(entry_check(&entry, NULL), EM_DAMAGED);
    entry = sample();
    entry.sealed_size = 1;
    entry.sealed = (const uint8_t *)"x";
    assert_int_equal(entry_check(&entry, NULL), EM_DAMAGED);
    entry.sealed = NULL; /* erased */
    assert_int_equal(entry_check(&entry, NULL), EM_OK);
}

static void check_finds_bad_fields(void **state)
{
    (void)state;
    struct entry entry = sample();
    entry.seq = -1;
    assert_int_equal(entry_check(&entry, NULL), EM_INVALID);
    entry = sample();
    entry.at_us = INT64_C(253402300800000000);
    assert_int_equal(entry_check(&entry, NULL), EM_INVALID);
    entry = sample();
    entry.kind = ENTRY_KIND_COUNT;
    assert_int_equal(entry_check(&entry, NULL), EM_INVALID);
    entry = sample();
    memset(entry.boot, 'a', sizeof entry.boot); /* no end */
    assert_int_equal(entry_check(&entry, NULL), EM_INVALID);
    entry = sample();
    memset(entry.origin, 'a', sizeof entry.origin);
    assert_int_equal(entry_check(&entry, NULL), EM_INVALID);
    entry = sample();
    entry.has_sealed = false;
    assert_int_equal(entry_check(&entry, NULL), EM_INVALID);
}

/* The table of kinds: DESIGN names them; words are distinct, lower case, and each says what it
 * means. */
static void table_of_kinds(void **state)
{
    (void)state;
    for (int i = 0; i < ENTRY_KIND_COUNT; i++) {
        const char *word = entry_kind_word((enum entry_kind)i);
        enum entry_kind kind = ENTRY_KIND_COUNT;
        assert_int_equal(entry_kind_read(&kind, word, NULL), EM_OK);
        assert_int_equal(kind, i); /* so no word stands twice */
        for (const char *c = word; *c; c++)
            assert_true(islower((unsigned char)*c));
        assert_in_range(strlen(word), 1, 16);
        assert_true(strlen(entry_kind_meaning((enum entry_kind)i)) > 10);
    }
}

static void names_and_origins(void **state)
{
    (void)state;
    static const char *const good[] = {"a", "hall-a-1", "0", "-"};
    static const char *const bad[] = {"", "A", "a b", "a/b", "é", "a_b", "a\n"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(entry_name_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(entry_name_valid(bad[i]));
    char name[ENTRY_NAME_MAX + 2] = "";
    memset(name, 'a', ENTRY_NAME_MAX);
    assert_true(entry_name_valid(name));
    name[ENTRY_NAME_MAX] = 'a';
    assert_false(entry_name_valid(name));
    assert_true(entry_origin_valid("a/b"));
    assert_false(entry_origin_valid("a"));
    assert_false(entry_origin_valid("/b"));
    assert_false(entry_origin_valid("a/"));
    assert_false(entry_origin_valid("a/b/c"));
    assert_true(entry_origin_valid("a/b.2"));
    assert_true(entry_origin_valid("a/b.100000"));
    assert_false(entry_origin_valid("a/b."));
    assert_false(entry_origin_valid("a/b.0"));
    assert_false(entry_origin_valid("a/b.1"));
    assert_false(entry_origin_valid("a/b.02"));
    assert_false(entry_origin_valid("a/b.1000000"));
    assert_false(entry_origin_valid("a/b.2c"));
    assert_false(entry_origin_valid("a.2/b"));
}

static void time_reads_back(void **state)
{
    (void)state;
    static const int64_t times[] = {0, 1, 951782399999999, FAKE_CLOCK_WALL, 253402300799999999};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char text[EM_TIME_SIZE];
        int64_t again;
        em_time_format(times[i], text);
        assert_true(em_time_read(text, &again));
        assert_int_equal(again, times[i]);
    }
    static const char *const others[] = {
        "",
        "2016-12-09T09:47:12.345678Z ",
        "2016-12-09T09:47:12.34567Z",
        "2016-12-09T09:47:12.345678+",
        "2016-02-30T09:47:12.345678Z",
        "2016-12-09T24:00:00.000000Z",
        "2016-12-09T09:47:60.345678Z",
        "2016-12- 9T09:47:12.345678Z",
        "2016-12-09T09:47:12.+45678Z",
        "1969-12-31T23:59:59.999999Z",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(em_time_read(others[i], &(int64_t){0}));
}

/* A damaged file may say any number: it is written as something, and not as a time. */
static void far_off_times_are_harmless(void **state)
{
    (void)state;
    static const int64_t times[] = {INT64_MIN, INT64_MAX, 253402300800000000, -62167219200000001};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char text[EM_TIME_SIZE];
        memset(text, 'x', sizeof text);
        em_time_format(times[i], text);
        assert_non_null(memchr(text, '\0', sizeof text));
        assert_false(em_time_read(text, &(int64_t){0}));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_off_times_are_harmless),
        cmocka_unit_test(text_to_the_byte),
        cmocka_unit_test(leaf_is_that_of_the_rfc),
        cmocka_unit_test(longest_entry_fits),
        cmocka_unit_test(reads_back),
        cmocka_unit_test(second_spellings_are_refused),
        cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(a_kind_from_the_future_is_newer),
        cmocka_unit_test(too_long_is_refused),
        cmocka_unit_test(check_finds_changed_parts),
        cmocka_unit_test(check_finds_bad_fields),
        cmocka_unit_test(table_of_kinds),
        cmocka_unit_test(names_and_origins),
        cmocka_unit_test(time_reads_back),
    };
    return cmocka_run_group_tests_name("entry", tests, NULL, NULL);
}
