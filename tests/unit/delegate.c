/* A delegate's details: each way opens what it should and nothing more, and what stands in the log
 * says nothing to who has none of the ways. */
#include "core/delegate.h"
#include "core/base64.h"
#include "core/seal.h"
#include "fake/random.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NAME       "Amina Nyambura"
#define ROLE       "Directrice de la participation"
#define GOVERNMENT "Elgeyo Marakwet"
#define EMAIL      "amina@elgeyo.example"
#define SOURCE     "pretix:ABCDE-1"
#define SESSIONS   "atelier-1 atelier-2"

static struct fake_random fake;
static struct organiser_secret organiser;
static struct delegate_keys keys;
static char code[BADGE_TEXT_SIZE];
static struct em_buffer body, sealed;
static struct entry entry;

static int set_up(void **state)
{
    (void)state;
    struct badge_code badge;
    fake_random_init(&fake, 8);
    organiser_generate(&organiser, "ogp-paris-2016", &fake.random);
    keys = (struct delegate_keys){organiser.public.seal_public, organiser.staff, &fake.random};
    badge_mint(&badge, BADGE_DELEGATE, organiser.badge, "ogp-paris-2016", &fake.random);
    badge_write(code, &badge);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    em_buffer_free(&body);
    em_buffer_free(&sealed);
    return 0;
}

static struct delegate amina(void)
{
    static char name[] = NAME, role[] = ROLE, government[] = GOVERNMENT, country[] = "KE";
    static char email[] = EMAIL, source[] = SOURCE, sessions[] = SESSIONS;
    struct delegate delegate = {.name = name,
                                .role = role,
                                .government = government,
                                .country = country,
                                .email = email,
                                .source = source,
                                .code = code,
                                .sessions = sessions};
    delegate_new_id(delegate.id, &fake.random);
    return delegate;
}

static void make_entry(enum entry_kind kind)
{
    entry = (struct entry){.origin = "ogp-paris-2016/organiser", .kind = kind};
    entry_set_body(&entry, body.data, body.size);
    entry_set_sealed(&entry, sealed.data, sealed.size);
}

static struct delegate written(void)
{
    struct em_error error;
    struct delegate delegate = amina();
    assert_int_equal(delegate_write(&body, &sealed, &delegate, &keys, &error), EM_OK);
    make_entry(ENTRY_BADGE);
    return delegate;
}

static void expect_common(const struct delegate *read, const struct delegate *given)
{
    assert_string_equal(read->id, given->id);
    assert_string_equal(read->name, given->name);
    assert_string_equal(read->role, given->role);
    assert_string_equal(read->government, given->government);
    assert_string_equal(read->country, given->country);
    assert_string_equal(read->sessions, given->sessions);
}

static void each_way_reveals_what_it_should(void **state)
{
    (void)state;
    struct delegate read, given = written();
    assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), EM_OK);
    expect_common(&read, &given);
    assert_string_equal(read.email, EMAIL);
    assert_string_equal(read.source, "");
    assert_string_equal(read.code, "");
    delegate_free(&read);
    assert_int_equal(delegate_open_by_staff(&read, &entry, organiser.staff, NULL), EM_OK);
    expect_common(&read, &given);
    assert_string_equal(read.email, "");
    assert_string_equal(read.source, "");
    assert_string_equal(read.code, "");
    delegate_free(&read);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_OK);
    expect_common(&read, &given);
    assert_string_equal(read.email, EMAIL);
    assert_string_equal(read.source, SOURCE);
    assert_string_equal(read.code, code);
    delegate_free(&read);
    assert_null(read.name);
}

static void other_keys_open_nothing(void **state)
{
    (void)state;
    struct em_error error;
    struct badge_code badge;
    struct organiser_secret other;
    char other_code[BADGE_TEXT_SIZE];
    struct delegate read = {.id = "untouched"};
    written();
    organiser_generate(&other, "ogp-paris-2016", &fake.random);
    badge_mint(&badge, BADGE_DELEGATE, organiser.badge, "ogp-paris-2016", &fake.random);
    badge_write(other_code, &badge);
    assert_int_equal(delegate_open_by_code(&read, &entry, other_code, &error), EM_DENIED);
    assert_int_equal(delegate_open_by_staff(&read, &entry, other.staff, &error), EM_DENIED);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &other, &error), EM_DENIED);
    /* The ways do not open each other's boxes. */
    assert_int_equal(delegate_open_by_staff(&read, &entry, organiser.badge, &error), EM_DENIED);
    assert_int_equal(delegate_unwrap_staff(organiser.staff, &entry, code, &error), EM_NOT_FOUND);
    assert_string_equal(read.id, "untouched");
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    struct delegate read, given = amina();
    given.code = NULL;
    keys.staff = NULL;
    assert_int_equal(delegate_write(&body, &sealed, &given, &keys, NULL), EM_OK);
    make_entry(ENTRY_REGISTER);
    assert_null(strstr(body.data, "lookup"));
    assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), EM_NOT_FOUND);
    assert_int_equal(delegate_open_by_staff(&read, &entry, organiser.staff, NULL), EM_NOT_FOUND);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_OK);
    assert_string_equal(read.code, "");
    delegate_free(&read);
    entry.body = entry.sealed = NULL; /* erased */
    assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), EM_NOT_FOUND);
    assert_int_equal(delegate_open_by_staff(&read, &entry, organiser.staff, NULL), EM_NOT_FOUND);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_NOT_FOUND);
    assert_int_equal(delegate_unwrap_staff(organiser.staff, &entry, code, NULL), EM_NOT_FOUND);
}

/* A kiosk's disk has the lookup: from a code that can be tried out, it would open the box. */
static void a_guessable_code_opens_nothing(void **state)
{
    (void)state;
    struct em_error error;
    struct delegate read, given = amina();
    given.code = (char[]){"ABCDE-1"};
    assert_int_equal(delegate_write(&body, &sealed, &given, &keys, &error), EM_OK);
    make_entry(ENTRY_BADGE);
    assert_non_null(strstr(body.data, "\"lookup\""));
    assert_null(strstr(body.data, "\"by_code\""));
    assert_int_equal(delegate_open_by_code(&read, &entry, "ABCDE-1", &error), EM_NOT_FOUND);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, &error), EM_OK);
    assert_string_equal(read.code, "ABCDE-1");
    delegate_free(&read);
    body.size = sealed.size = 0;
    assert_int_equal(delegate_write_staff(&body, &sealed, &given, &keys, &error), EM_INVALID);
    given.code = NULL;
    assert_int_equal(delegate_write_staff(&body, &sealed, &given, &keys, &error), EM_INVALID);
    assert_int_equal(body.size + sealed.size, 0);
}

static void a_staff_badge_unwraps_the_staff_key(void **state)
{
    (void)state;
    struct em_error error;
    uint8_t staff[32] = {0};
    struct delegate read, given = amina();
    assert_int_equal(delegate_write_staff(&body, &sealed, &given, &keys, &error), EM_OK);
    make_entry(ENTRY_STAFF);
    assert_null(strstr(body.data, "\"by_staff\""));
    assert_int_equal(delegate_unwrap_staff(staff, &entry, "another", &error), EM_DENIED);
    assert_int_equal(staff[0] | staff[31], 0);
    assert_int_equal(delegate_unwrap_staff(staff, &entry, code, &error), EM_OK);
    assert_memory_equal(staff, organiser.staff, sizeof staff);
    assert_int_equal(delegate_open_by_code(&read, &entry, code, &error), EM_OK);
    expect_common(&read, &given);
    delegate_free(&read);
    assert_int_equal(delegate_open_by_staff(&read, &entry, staff, &error), EM_NOT_FOUND);
}

/* The place of a part's text in the body, behind its opening quotation mark. */
static char *part(const char *name)
{
    char *at = strstr(body.data, name);
    assert_non_null(at);
    return at + strlen(name) + strlen("\":\"");
}

static void every_byte_of_a_box_counts(void **state)
{
    (void)state;
    struct delegate read = {.id = "untouched"};
    written();
    for (char *at = part("by_code"); *at != '"'; at++) {
        char kept = *at;
        *at = kept == 'A' ? 'B' : 'A';
        assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), EM_DENIED);
        *at = kept;
    }
    for (char *at = part("by_staff"); *at != '"'; at++) {
        char kept = *at;
        *at = kept == 'A' ? 'B' : 'A';
        assert_int_equal(delegate_open_by_staff(&read, &entry, organiser.staff, NULL), EM_DENIED);
        *at = kept;
    }
    for (size_t i = 0; i < sealed.size; i++) {
        sealed.data[i] ^= 1;
        assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_DENIED);
        sealed.data[i] ^= 1;
    }
    assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), EM_OK);
    delegate_free(&read);
}

/* Bodies that were not written by emarge, though their boxes may be whole. */
static void bodies_of_others(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        enum em_status status;
    } cases[] = {
        {"{\"by_code\":\"\"}", EM_DENIED},
        {"{\"by_code\":\"AAAA\"}", EM_DENIED},
        {"{\"by_code\":\"====\"}", EM_DENIED},
        {"{\"by_code\":7}", EM_NOT_FOUND},
        {"{\"by_code\":\"\\u00e9\"}", EM_DENIED},
        {"{}", EM_NOT_FOUND},
        {"[]", EM_DAMAGED},
        {"", EM_DAMAGED},
    };
    struct delegate read;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        entry_set_body(&entry, cases[i].body, strlen(cases[i].body));
        assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), cases[i].status);
    }
    uint8_t box[SEAL_OVERHEAD + 7];
    assert_int_equal(seal_make(box, "no JSON", 7, organiser.public.seal_public, &fake.random, NULL),
                     EM_OK);
    entry_set_body(&entry, "{}", 2);
    entry_set_sealed(&entry, box, sizeof box);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_DAMAGED);
    entry_set_sealed(&entry, box, SEAL_OVERHEAD - 1);
    assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_DENIED);
}

static bool has(const struct em_buffer *buffer, const char *text)
{
    for (size_t i = 0; i + strlen(text) <= buffer->size; i++)
        if (memcmp(buffer->data + i, text, strlen(text)) == 0)
            return true;
    return false;
}

/* Nor in base64, wherever in three bytes it begins. */
static bool has_in_any_form(const struct em_buffer *buffer, const char *text)
{
    if (has(buffer, text))
        return true;
    for (size_t skip = 0; skip < 3 && strlen(text) > skip + 3; skip++) {
        char base64[BASE64_SIZE(256)];
        size_t size = (strlen(text) - skip) / 3 * 3;
        base64_write(base64, (const uint8_t *)text + skip, size);
        if (has(buffer, base64))
            return true;
    }
    return false;
}

static void nothing_private_stands_in_the_log(void **state)
{
    (void)state;
    const char *const planted[] = {NAME, "Nyambura", ROLE, GOVERNMENT, EMAIL, SOURCE, code};
    struct delegate given = written();
    for (size_t i = 0; i < sizeof planted / sizeof *planted; i++) {
        assert_false(has_in_any_form(&body, planted[i]));
        assert_false(has_in_any_form(&sealed, planted[i]));
    }
    /* The search itself finds what is there. */
    assert_true(has_in_any_form(&body, given.id));
    assert_true(has_in_any_form(&body, SESSIONS));
    char base64[BASE64_SIZE(64)] = "";
    struct em_buffer hidden = {0};
    base64_write(base64, (const uint8_t *)"?? " NAME, strlen("?? " NAME));
    em_buffer_text(&hidden, base64);
    assert_true(has_in_any_form(&hidden, NAME));
    em_buffer_free(&hidden);
}

static void names_as_they_are(void **state)
{
    (void)state;
    static const char *const names[] = {
        "ჟუჟუნა",
        "홍길동",
        "محمد بن عبد الله",
        "Đặng Thị Ngọc Ánh",
        "Siti",
        "\"quoted\" \\ back / slash",
        "Ratu Maharani Kusumawardhani Soerjadiningrat Wirjosoedarmo Tjokroaminoto Adiningrat "
        "Purbaningrum Hadikusumo Sastrowidjojo",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct delegate read, given = amina();
        given.name = (char *)(uintptr_t)names[i];
        body.size = sealed.size = 0;
        assert_int_equal(delegate_write(&body, &sealed, &given, &keys, NULL), EM_OK);
        make_entry(ENTRY_BADGE);
        assert_int_equal(delegate_open_by_code(&read, &entry, code, NULL), EM_OK);
        assert_string_equal(read.name, names[i]);
        delegate_free(&read);
        assert_int_equal(delegate_open_by_organiser(&read, &entry, &organiser, NULL), EM_OK);
        assert_string_equal(read.name, names[i]);
        delegate_free(&read);
    }
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    struct em_error error;
    struct delegate given = amina();
    given.name = (char[]){"caf\xe9"};
    assert_int_equal(delegate_write(&body, &sealed, &given, &keys, &error), EM_INVALID);
    assert_int_equal(delegate_write_staff(&body, &sealed, &given, &keys, &error), EM_INVALID);
    given = amina();
    given.sessions = (char[]){"\xff"};
    assert_int_equal(delegate_write(&body, &sealed, &given, &keys, &error), EM_INVALID);
    assert_int_equal(body.size + sealed.size, 0);
}

static void copies_are_whole(void **state)
{
    (void)state;
    struct delegate given = amina(), copy;
    given.role = NULL;
    delegate_copy(&copy, &given);
    given.role = (char[]){""};
    expect_common(&copy, &given);
    assert_string_equal(copy.email, EMAIL);
    assert_string_equal(copy.code, code);
    assert_ptr_not_equal(copy.name, given.name);
    delegate_free(&copy);
    delegate_free(&copy);
    assert_int_equal(strspn(given.id, "0123456789abcdef"), DELEGATE_ID_SIZE - 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_way_reveals_what_it_should),
        TEST(other_keys_open_nothing),
        TEST(what_is_not_there_is_not_found),
        TEST(a_guessable_code_opens_nothing),
        TEST(a_staff_badge_unwraps_the_staff_key),
        TEST(every_byte_of_a_box_counts),
        TEST(bodies_of_others),
        TEST(nothing_private_stands_in_the_log),
        TEST(names_as_they_are),
        TEST(what_is_no_text_is_refused),
        TEST(copies_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
