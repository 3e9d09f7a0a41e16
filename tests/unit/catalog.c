#include "core/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* An MO file made by hand, in either byte order. */

struct pair {
    const char *id;
    size_t id_length;
    const char *text;
    size_t length;
};
#define PAIR(id, text)                                                                             \
    {                                                                                              \
        id, sizeof id - 1, text, sizeof text - 1                                                   \
    }
#define HEADER(forms)                                                                              \
    PAIR("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=" forms ";\n")

struct mo {
    uint8_t bytes[4096];
    size_t size;
    bool big_endian;
};

static void put_number(struct mo *mo, size_t at, uint32_t number)
{
    for (size_t i = 0; i < 4; i++)
        mo->bytes[at + i] = (uint8_t)(number >> 8 * (mo->big_endian ? 3 - i : i));
}

static void put_string(struct mo *mo, size_t entry, const char *text, size_t length)
{
    put_number(mo, entry, (uint32_t)length);
    put_number(mo, entry + 4, (uint32_t)mo->size);
    memcpy(mo->bytes + mo->size, text, length);
    mo->bytes[mo->size + length] = '\0';
    mo->size += length + 1;
}

static struct mo make(const struct pair *pairs, size_t count, bool big_endian)
{
    struct mo mo = {.size = 28 + 16 * count, .big_endian = big_endian};
    const uint32_t header[] = {0x950412DE, 0, (uint32_t)count, 28, (uint32_t)(28 + 8 * count),
                               0,          0};
    for (size_t i = 0; i < 7; i++)
        put_number(&mo, 4 * i, header[i]);
    for (size_t i = 0; i < count; i++) {
        put_string(&mo, 28 + 8 * i, pairs[i].id, pairs[i].id_length);
        put_string(&mo, 28 + 8 * (count + i), pairs[i].text, pairs[i].length);
    }
    return mo;
}

static struct catalog *parsed(const char *language, const struct pair *pairs, size_t count,
                              bool big_endian)
{
    struct mo mo = make(pairs, count, big_endian);
    struct catalog *catalog = NULL;
    struct em_error error = {0};
    if (catalog_parse(&catalog, language, "test.mo", mo.bytes, mo.size, &error) != EM_OK)
        fail_msg("%s", error.text);
    return catalog;
}

static const struct pair french[] = {
    HEADER("2"),
    PAIR("%ld day\0%ld days", "%ld jour\0%ld jours"),
    PAIR("Back", "Retour"),
    PAIR("Nothing", ""),
    PAIR("Sign", "Signer"),
};

static void text_is_found_in_both_byte_orders(void **state)
{
    (void)state;
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct catalog *catalog = parsed("fr", french, 5, big_endian);
        assert_string_equal(catalog_language(catalog), "fr");
        assert_string_equal(catalog_text(catalog, "Back"), "Retour");
        assert_string_equal(catalog_text(catalog, "Sign"), "Signer");
        assert_string_equal(catalog_text(catalog, "Nothing"), "Nothing");
        assert_string_equal(catalog_text(catalog, "Unknown"), "Unknown");
        assert_string_equal(catalog_text(catalog, ""), "");
        catalog_close(catalog);
    }
}

static void plurals_follow_french(void **state)
{
    (void)state;
    struct catalog *catalog = parsed("fr", french, 5, false);
    const long one[] = {0, 1}, other[] = {2, 11, 21, 1000000};
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(catalog_plural(catalog, "%ld day", "%ld days", one[i]), "%ld jour");
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(catalog_plural(catalog, "%ld day", "%ld days", other[i]), "%ld jours");
    assert_string_equal(catalog_plural(catalog, "cat", "cats", 1), "cat");
    assert_string_equal(catalog_plural(catalog, "cat", "cats", 0), "cats");
    assert_string_equal(catalog_plural(catalog, "Back", "Backs", 2), "Backs"); /* has no plural */
    catalog_close(catalog);
}

static void expect_forms(const char *language, const struct pair *pairs, const long *numbers,
                         const char *const *forms, size_t count)
{
    struct catalog *catalog = parsed(language, pairs, 2, false);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(catalog_plural(catalog, "day", "days", numbers[i]), forms[i]);
    catalog_close(catalog);
}

static void plurals_follow_other_languages(void **state)
{
    (void)state;
    const struct pair russian[] = {HEADER("3"), PAIR("day\0days", "день\0дня\0дней")};
    const struct pair arabic[] = {HEADER("6"),
                                  PAIR("day\0days", "zero\0one\0two\0few\0many\0other")};
    const struct pair korean[] = {HEADER("1"), PAIR("day\0days", "일")};
    const struct pair millions[] = {HEADER("3"), PAIR("day\0days", "día\0de días\0días")};
    const long numbers[] = {0, 1, 2, 3, 5, 11, 21, 100, 1000000};
    const char *const in_russian[] = {"дней", "день", "дня",  "дня", "дней",
                                      "дней", "день", "дней", "дней"};
    const char *const in_arabic[] = {"zero", "one",  "two",   "few",  "few",
                                     "many", "many", "other", "other"};
    const char *const in_korean[] = {"일", "일", "일", "일", "일", "일", "일", "일", "일"};
    const char *const in_spanish[] = {"días", "día",  "días", "días",   "días",
                                      "días", "días", "días", "de días"};
    expect_forms("ru", russian, numbers, in_russian, 9);
    expect_forms("ar", arabic, numbers, in_arabic, 9);
    expect_forms("ko", korean, numbers, in_korean, 9);
    expect_forms("es", millions, numbers, in_spanish, 9);
}

static void english_is_the_msgids_themselves(void **state)
{
    (void)state;
    struct catalog *catalog;
    assert_int_equal(catalog_open(&catalog, "en", NULL, NULL), EM_OK);
    assert_string_equal(catalog_language(catalog), "en");
    assert_string_equal(catalog_text(catalog, "Back"), "Back");
    assert_string_equal(catalog_plural(catalog, "day", "days", 1), "day");
    assert_string_equal(catalog_plural(catalog, "day", "days", 0), "days");
    catalog_close(catalog);
    catalog_close(NULL);
}

/* ---- files that must be refused ---- */

static void expect_refused(const char *language, const struct mo *mo, const char *why)
{
    struct catalog *catalog = NULL;
    struct em_error error = {0};
    assert_int_equal(catalog_parse(&catalog, language, "test.mo", mo->bytes, mo->size, &error),
                     EM_INVALID);
    assert_null(catalog);
    if (!strstr(error.text, why) || !strstr(error.text, "test.mo"))
        fail_msg("\"%s\" does not say \"%s\"", error.text, why);
}

static void refuse_pairs(const struct pair *pairs, size_t count, const char *why)
{
    struct mo mo = make(pairs, count, false);
    expect_refused("fr", &mo, why);
}

static void wrong_contents_are_refused(void **state)
{
    (void)state;
    const struct pair header = HEADER("2");
    refuse_pairs(NULL, 0, "no header");
    refuse_pairs((struct pair[]){PAIR("Back", "Retour")}, 1, "no header");
    refuse_pairs((struct pair[]){PAIR("", "nplurals=2")}, 1, "charset");
    refuse_pairs((struct pair[]){PAIR("", "charset=ISO-8859-1\nnplurals=2")}, 1, "charset");
    refuse_pairs((struct pair[]){PAIR("", "charset=UTF-8")}, 1, "nplurals");
    refuse_pairs((struct pair[]){PAIR("", "charset=UTF-8 nplurals=99")}, 1, "nplurals");
    refuse_pairs((struct pair[]){PAIR("", "charset=UTF-8 nplurals=-1")}, 1, "nplurals");
    refuse_pairs((struct pair[]){PAIR("", "charset=UTF-8 nplurals=4")}, 1, "language");
    refuse_pairs((struct pair[]){PAIR("", "charset=UTF-8 nplurals=1")}, 1, "language");
    refuse_pairs((struct pair[]){header, PAIR("b", "1"), PAIR("a", "2")}, 3, "sorted");
    refuse_pairs((struct pair[]){header, PAIR("a", "1"), PAIR("a", "2")}, 3, "sorted");
    refuse_pairs((struct pair[]){header, PAIR("a", "\xFF")}, 2, "UTF-8");
    refuse_pairs((struct pair[]){header, PAIR("a", "1\0002")}, 2, "plural forms");
    refuse_pairs((struct pair[]){header, PAIR("a\0b", "1")}, 2, "plural forms");
    refuse_pairs((struct pair[]){header, PAIR("a\0b", "1\0002\0003")}, 2, "plural forms");
    refuse_pairs((struct pair[]){header, PAIR("a\0b\0c", "1\0002")}, 2, "plural forms");
}

static void wrong_bytes_are_refused(void **state)
{
    (void)state;
    struct mo mo = make(french, 5, false), whole = mo;
    mo.bytes[0]++;
    expect_refused("fr", &mo, "MO file");
    mo = whole, put_number(&mo, 4, 1);
    expect_refused("fr", &mo, "revision");
    const uint32_t counts[] = {0xFFFFFFFF, 0x20000000, 1000};
    for (size_t i = 0; i < 3; i++) {
        mo = whole, put_number(&mo, 8, counts[i]);
        expect_refused("fr", &mo, "tables");
    }
    for (size_t table = 12; table <= 16; table += 4) {
        mo = whole, put_number(&mo, table, 0xFFFFFFF8);
        expect_refused("fr", &mo, "tables");
    }
    for (size_t field = 28; field < 28 + 16 * 5; field += 4) {
        mo = whole, put_number(&mo, field, 0xFFFFFFFF);
        expect_refused("fr", &mo, "a string reaches");
        mo = whole, put_number(&mo, field, (uint32_t)mo.size);
        expect_refused("fr", &mo, "a string reaches");
    }
    mo = whole, mo.bytes[mo.size - 1] = 'x'; /* the last string never ends */
    expect_refused("fr", &mo, "a string reaches");
    mo = whole;
    expect_refused("tlh-of-nobody", &mo, "language");
}

/* Every way of cutting the file, each in a block of its very size, so that a sanitizer sees a step
 * beyond it. */
static void every_cut_is_refused(void **state)
{
    (void)state;
    struct mo mo = make(french, 5, true);
    for (size_t size = 0; size < mo.size; size++) {
        struct catalog *catalog = NULL;
        uint8_t *bytes = malloc(size ? size : 1);
        memcpy(bytes, mo.bytes, size);
        assert_int_equal(catalog_parse(&catalog, "fr", "cut.mo", bytes, size, NULL), EM_INVALID);
        free(bytes);
    }
}

/* Any one byte changed to anything: refused, or read without a step aside. */
static void any_changed_byte_is_survived(void **state)
{
    (void)state;
    const struct mo whole = make(french, 5, false);
    size_t refused = 0;
    for (size_t at = 0; at < whole.size; at++)
        for (unsigned value = 0; value < 256; value += 5) {
            struct mo mo = whole;
            mo.bytes[at] = (uint8_t)value;
            struct catalog *catalog = NULL;
            if (catalog_parse(&catalog, "fr", "x.mo", mo.bytes, mo.size, NULL) != EM_OK) {
                refused++;
                continue;
            }
            assert_non_null(catalog_text(catalog, "Back"));
            assert_non_null(catalog_plural(catalog, "%ld day", "%ld days", 2));
            catalog_close(catalog);
        }
    assert_true(refused > 0);
}

static void too_large_is_refused(void **state)
{
    (void)state;
    struct catalog *catalog = NULL;
    struct em_error error = {0};
    size_t size = CATALOG_SIZE_MAX + 1;
    uint8_t *bytes = calloc(1, size);
    assert_int_equal(catalog_parse(&catalog, "fr", "big.mo", bytes, size, &error), EM_INVALID);
    assert_non_null(strstr(error.text, "4 MiB"));
    free(bytes);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    struct catalog *catalog = NULL;
    struct em_error error = {0};
    assert_int_equal(catalog_open(&catalog, "fr", "/nowhere/fr.mo", &error), EM_NOT_FOUND);
    assert_non_null(strstr(error.text, "/nowhere/fr.mo"));
}

/* ---- what msgfmt makes ---- */

static void msgfmt_files_are_read(void **state)
{
    (void)state;
    struct catalog *catalog;
    struct em_error error = {0};
    if (catalog_open(&catalog, "fr", EM_SHARE "/locale/fr.mo", &error) != EM_OK)
        fail_msg("%s", error.text);
    assert_string_equal(catalog_text(catalog, "Who is signing?"), "Qui signe\u202F?");
    assert_string_equal(catalog_text(catalog, "Sign on the line"), "Signez sur la ligne");
    assert_string_equal(catalog_plural(catalog, "This screen clears in %ld second",
                                       "This screen clears in %ld seconds", 20),
                        "Cet écran s’efface dans %ld secondes");
    catalog_close(catalog);
}

static void msgfmt_files_of_the_other_byte_order_are_read(void **state)
{
    (void)state;
    char path[] = "/tmp/emarge-catalog-XXXXXX", command[512];
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    const char *const orders[] = {"little", "big"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(command, sizeof command,
                 "msgfmt --endianness=%s --output-file=%s %s/../resources/po/es.po", orders[i],
                 path, EM_TESTS);
        assert_int_equal(system(command), 0);
        struct catalog *catalog;
        assert_int_equal(catalog_open(&catalog, "es", path, NULL), EM_OK);
        assert_string_equal(catalog_text(catalog, "Sign on the line"), "Firme sobre la línea");
        catalog_close(catalog);
    }
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_found_in_both_byte_orders),
        cmocka_unit_test(plurals_follow_french),
        cmocka_unit_test(plurals_follow_other_languages),
        cmocka_unit_test(english_is_the_msgids_themselves),
        cmocka_unit_test(wrong_contents_are_refused),
        cmocka_unit_test(wrong_bytes_are_refused),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(any_changed_byte_is_survived),
        cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(msgfmt_files_are_read),
        cmocka_unit_test(msgfmt_files_of_the_other_byte_order_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
