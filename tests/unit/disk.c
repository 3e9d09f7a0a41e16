/* A kiosk's disk after a day of scanning: it holds no badge's code, and no name of the roster, in
 * any byte of any file. */
#include "core/file.h"
#include "fake/porch.h"
#include "fake/traces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PLANTED 1000
#define WALKING 20

/* A thousand people with names that stand nowhere else, half of them with tickets of another
 * system, and what would betray them. */
struct plot {
    struct porch *porch;
    struct delegate people[PLANTED];
    char walk_in_codes[WALKING][BADGE_TEXT_SIZE];
    struct traces *traces;
};

/* A word that nobody else has. */
static void invent(struct fake_random *random, char out[13])
{
    for (int i = 0; i < 12; i++)
        out[i] = (char)((i ? 'a' : 'A') + fake_random_below(random, 26));
    out[12] = '\0';
}

static char *invent_name(struct fake_random *random)
{
    char first[13], last[13];
    invent(random, first);
    invent(random, last);
    return em_format("%s Ġéķ%s", first, last);
}

static char *invent_secret(struct fake_random *random)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    char secret[33];
    for (int i = 0; i < 32; i++)
        secret[i] = letters[fake_random_below(random, sizeof letters - 1)];
    secret[32] = '\0';
    return em_strdup(secret);
}

static char *mint(const struct summit *summit)
{
    struct badge_code code;
    char text[BADGE_TEXT_SIZE];
    badge_mint(&code, BADGE_DELEGATE, summit->organiser.badge, SUMMIT_EVENT,
               &summit->random.random);
    badge_write(text, &code);
    return em_strdup(text);
}

/* The name as a whole and its first and last word: JSON may spell the accents otherwise. */
static void watch_name(struct traces *traces, const char *name)
{
    char first[13];
    snprintf(first, sizeof first, "%.12s", name);
    traces_add_text(traces, name, "a name");
    traces_add_text(traces, first, "a first name");
    traces_add_text(traces, name + strlen(name) - 12, "a last name");
}

static void watch_code(struct traces *traces, const char *text)
{
    struct badge_code code;
    traces_add_text(traces, text, "a code");
    if (badge_read(&code, text))
        traces_add(traces, code.bytes, sizeof code.bytes, "a code's bytes");
}

static void plant(struct plot *plot)
{
    struct fake_random random;
    fake_random_init(&random, 1000);
    for (int i = 0; i < PLANTED; i++) {
        struct delegate given = {.name = invent_name(&random),
                                 .role = (char *)"Delegate",
                                 .government = (char *)"Exemple",
                                 .country = (char *)"FR",
                                 .code =
                                     i % 2 ? invent_secret(&random) : mint(&plot->porch->summit)};
        delegate_copy(&plot->people[i], &given);
        delegate_new_id(plot->people[i].id, &random.random);
        watch_name(plot->traces, given.name);
        watch_code(plot->traces, given.code);
        free(given.name);
        free(given.code);
    }
    struct summit *summit = &plot->porch->summit;
    summit_announce_others(summit, plot->people, PLANTED);
    summit_merge(&summit->kiosk, summit->organiser_folder);
    assert_int_equal(door_refresh(plot->porch->door, &plot->porch->error), EM_OK);
}

static int set_up(void **state)
{
    struct plot *plot = em_alloc(sizeof *plot);
    void *porch;
    porch_set_up(&porch);
    plot->porch = porch;
    plot->traces = traces_new();
    plant(plot);
    *state = plot;
    return 0;
}

static int tear_down(void **state)
{
    struct plot *plot = *state;
    void *porch = plot->porch;
    for (int i = 0; i < PLANTED; i++)
        delegate_free(&plot->people[i]);
    traces_free(plot->traces);
    free(plot);
    return porch_tear_down(&porch);
}

/* --- a day --- */

/* Everybody comes; their badge shows their name, so it did open. */
static void all_come(struct plot *plot)
{
    porch_choose(plot->porch, SUMMIT_TERRITORIES);
    for (int i = 0; i < PLANTED; i++) {
        assert_int_equal(porch_scan(plot->porch, plot->people[i].code, DOOR_IN), VERDICT_ACCEPTED);
        assert_string_equal(plot->porch->answer.name, plot->people[i].name);
        if (i % 10 == 0)
            porch_scan(plot->porch, plot->people[i].code, DOOR_IN);
        if (i % 7 == 0)
            porch_scan(plot->porch, plot->people[i].code, DOOR_OUT);
    }
}

/* Scanned where it is read wrongly: a code of which a letter is missing is no badge. */
static void some_are_misread(struct plot *plot)
{
    for (int i = 0; i < PLANTED; i += 20) {
        char *text = em_format("%s%s", plot->people[i].code, "?");
        assert_int_equal(porch_scan(plot->porch, text, DOOR_IN), VERDICT_UNKNOWN);
        free(text);
    }
}

static void some_are_found_by_name(struct plot *plot)
{
    struct door_match match;
    struct porch *porch = plot->porch;
    for (int i = 0; i < PLANTED; i += 50) {
        assert_int_equal(door_search(porch->door, plot->people[i].name, &match, 1, &porch->error),
                         1);
        assert_int_equal(
            door_admit(porch->door, match.delegate, DOOR_OUT, &porch->answer, &porch->error),
            EM_OK);
        assert_int_equal(door_undo(porch->door, porch->answer.seq, "mistake", &porch->error),
                         EM_OK);
    }
}

static void some_walk_in(struct plot *plot)
{
    struct fake_random random;
    struct porch *porch = plot->porch;
    fake_random_init(&random, 20);
    for (int i = 0; i < WALKING; i++) {
        char id[DELEGATE_ID_SIZE], *code = plot->walk_in_codes[i];
        struct delegate details = {.name = invent_name(&random)};
        assert_int_equal(door_register(porch->door, &details, code, id, &porch->error), EM_OK);
        watch_name(plot->traces, details.name);
        watch_code(plot->traces, code);
        assert_int_equal(porch_scan(porch, code, DOOR_IN), VERDICT_ACCEPTED);
        assert_int_equal(
            door_attest(porch->door, porch->answer.seq, details.name, NULL, &porch->error), EM_OK);
        free(details.name);
    }
}

static void some_open_their_details(struct plot *plot)
{
    struct porch *porch = plot->porch;
    struct door_owner owner;
    for (int i = 0; i < PLANTED; i += 50) {
        const char *code = plot->people[i].code;
        assert_int_equal(
            door_owner(porch->door, code, strlen(code), "local-governments", &owner, &porch->error),
            EM_OK);
        delegate_free(&owner.details);
    }
}

static void spend_a_day(struct plot *plot)
{
    all_come(plot);
    some_are_misread(plot);
    some_open_their_details(plot);
    porch_unlock(plot->porch);
    some_are_found_by_name(plot);
    some_walk_in(plot);
    door_lock(plot->porch->door);
}

static void check_nothing(struct plot *plot)
{
    int64_t bytes;
    assert_int_equal(traces_find(plot->traces, plot->porch->summit.kiosk.folder, true, &bytes), 0);
    assert_true(bytes > PLANTED * 500); /* the details of all of them are there, sealed */
}

static void the_disk_holds_no_code_and_no_name(void **state)
{
    struct plot *plot = *state;
    struct summit_kiosk *kiosk = &plot->porch->summit.kiosk;
    char *wal = em_format("%s/" STORE_FILE "-wal", kiosk->folder);
    spend_a_day(plot);
    assert_true(em_file_exists(wal));
    check_nothing(plot);
    summit_stop(kiosk);
    check_nothing(plot);
    free(wal);
}

/* --- controls: it is found wherever it is --- */

static void a_name_in_a_body_is_found(void **state)
{
    struct plot *plot = *state;
    struct summit_kiosk *kiosk = &plot->porch->summit.kiosk;
    struct em_buffer body = {0};
    em_buffer_format(&body, "{\"salt\":\"x\",\"verdict\":\"unknown\",\"who\":\"%s\"}",
                     plot->people[77].name);
    assert_int_equal(ledger_record(kiosk->ledger, ENTRY_REFUSE, &body, NULL, NULL, NULL), EM_OK);
    em_buffer_free(&body);
    assert_true(traces_find(plot->traces, kiosk->folder, false, NULL) > 0);
    summit_stop(kiosk);
    assert_true(traces_find(plot->traces, kiosk->folder, false, NULL) > 0);
}

static void leave(const char *folder, const void *bytes, size_t size)
{
    char *path = em_format("%s/stray", folder);
    struct em_buffer text = {0};
    em_buffer_text(&text, "abc");
    em_buffer_add(&text, bytes, size);
    em_buffer_text(&text, "def");
    assert_int_equal(em_file_write_atomic(path, text.data, text.size, 0600, NULL), EM_OK);
    em_buffer_free(&text);
    free(path);
}

static void every_spelling_is_found(void **state)
{
    struct plot *plot = *state;
    const char *folder = plot->porch->summit.kiosk.folder;
    struct badge_code code;
    char small[BADGE_TEXT_SIZE];
    const char *ours = plot->people[0].code, *foreign = plot->people[1].code;
    assert_true(badge_read(&code, ours));
    for (int i = 0; i < BADGE_TEXT_SIZE; i++)
        small[i] = (char)(ours[i] ? ours[i] | 0x20 : 0);
    char wide[25]; /* a zero, then UTF-16 of low bytes first; from the zero on, high bytes first */
    wide[0] = '\0';
    for (int i = 0; i < 12; i++) {
        wide[2 * i + 1] = plot->people[9].name[i];
        wide[2 * i + 2] = '\0';
    }
    const struct {
        const void *bytes;
        size_t size;
    } strays[] = {{ours, 32},
                  {small, 32},
                  {code.bytes, 16},
                  {foreign, 32},
                  {wide, 24},
                  {wide + 1, 24},
                  {plot->people[999].name, strlen(plot->people[999].name)}};
    for (size_t i = 0; i < sizeof strays / sizeof strays[0]; i++) {
        leave(folder, strays[i].bytes, strays[i].size);
        assert_true(traces_find(plot->traces, folder, false, NULL) > 0);
        leave(folder, "", 0);
        assert_int_equal(traces_find(plot->traces, folder, false, NULL), 0);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_disk_holds_no_code_and_no_name),
        TEST(a_name_in_a_body_is_found),
        TEST(every_spelling_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
