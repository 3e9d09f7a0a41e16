/* The programme: sessions written and read back, and the one of each id that counts. */
#include "core/programme.h"
#include "core/ledger.h"
#include "core/roster.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;
static struct ledger *ledger;
static struct em_error error;

/* The organiser's own ledger, whose sessions count. */
static int set_up(void **state)
{
    fake_kiosk_set_up(state);
    strcpy(kiosk.identity.writer, ORGANISER_WRITER);
    ledger = fake_kiosk_started(&kiosk);
    error = (struct em_error){0};
    return 0;
}

static int tear_down(void **state)
{
    ledger_close(ledger);
    return fake_kiosk_tear_down(state);
}

#define TEST(name) cmocka_unit_test_prestate_setup_teardown(name, set_up, tear_down, &kiosk)

static const struct session opening = {.id = (char *)"opening",
                                       .title = (char *)"Cérémonie « d’ouverture »",
                                       .room = (char *)"Salle Pleyel",
                                       .format = (char *)"conference",
                                       .start_us = FAKE_CLOCK_WALL,
                                       .end_us = FAKE_CLOCK_WALL + 3600000000,
                                       .capacity = 1900,
                                       .emargement = true};

static struct em_buffer written(const struct session *session)
{
    struct em_buffer body = {0};
    enum em_status status = session_write(&body, session, &kiosk.random.random, &error);
    if (status != EM_OK)
        fail_msg("%s", error.text);
    return body;
}

static enum em_status read_back(struct session *out, const char *text, size_t size)
{
    struct entry entry = {.origin = "an-event/organiser", .seq = 7, .kind = ENTRY_SESSION};
    if (text)
        entry_set_body(&entry, text, size);
    return session_read(out, &entry, &error);
}

static void comes_back(const struct session *session)
{
    struct session back = {0};
    struct em_buffer body = written(session);
    assert_int_equal(read_back(&back, body.data, body.size), EM_OK);
    assert_true(session_same(session, &back));
    assert_non_null(back.title);
    assert_non_null(back.room);
    assert_non_null(back.format);
    session_free(&back);
    em_buffer_free(&body);
}

static void a_session_comes_back(void **state)
{
    (void)state;
    comes_back(&opening);
    comes_back(&(struct session){.id = (char *)"bare", .whole_day = true, .start_us = 1});
    struct session twin = {0};
    session_copy(&twin, &opening);
    assert_true(session_same(&twin, &opening));
    assert_ptr_not_equal(twin.title, opening.title);
    session_free(&twin);
    assert_null(twin.title);
}

/* One change each. */
static void any_change_is_a_difference(void **state)
{
    (void)state;
    struct session changed[9];
    for (size_t i = 0; i < 9; i++)
        changed[i] = opening;
    changed[0].id = (char *)"closing";
    changed[1].title = (char *)"Cérémonie";
    changed[2].room = NULL;
    changed[3].format = (char *)"workshop";
    changed[4].start_us++;
    changed[5].end_us = 0;
    changed[6].whole_day = true;
    changed[7].capacity--;
    changed[8].emargement = false;
    for (size_t i = 0; i < 9; i++) {
        assert_false(session_same(&opening, &changed[i]));
        comes_back(&changed[i]);
    }
}

static void a_session_without_sense_is_refused(void **state)
{
    (void)state;
    struct em_buffer body = {0};
    struct session bad[6];
    for (size_t i = 0; i < 6; i++)
        bad[i] = opening;
    bad[0].id = (char *)"Opening Ceremony";
    bad[1].id = NULL;
    bad[2].start_us = -1;
    bad[3].end_us = INT64_MAX;
    bad[4].capacity = -1;
    bad[5].room = (char *)"\xff";
    for (size_t i = 0; i < 6; i++) {
        error = (struct em_error){0};
        assert_int_equal(session_write(&body, &bad[i], &kiosk.random.random, &error), EM_INVALID);
        assert_true(*error.text);
        assert_int_equal(body.size, 0);
    }
}

static void what_emarge_does_not_write_is_damage(void **state)
{
    (void)state;
    static const char *const foreign[] = {
        "[]",
        "{}",
        "{\"id\":\"Á\",\"start\":\"2016-12-07T09:00:00.000000Z\"}",
        "{\"id\":\"a\",\"start\":\"tomorrow\"}",
        "{\"id\":\"a\",\"start\":\"2016-12-07T09:00:00.000000Z\",\"end\":5}",
        "{\"id\":\"a\",\"start\":\"2016-12-07T09:00:00.000000Z\",\"capacity\":-2}",
    };
    struct session out = {.capacity = 77};
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        assert_int_equal(read_back(&out, foreign[i], strlen(foreign[i])), EM_DAMAGED);
        assert_int_equal(out.capacity, 77);
    }
    assert_int_equal(read_back(&out, NULL, 0), EM_NOT_FOUND);
    const char *least = "{\"id\":\"a\",\"start\":\"2016-12-07T09:00:00.000000Z\"}";
    assert_int_equal(read_back(&out, least, strlen(least)), EM_OK); /* the control */
    session_free(&out);
}

static void record(const char *id, const char *title, const char *room, int64_t start_us)
{
    struct session session = opening;
    session.id = (char *)id;
    session.title = (char *)title;
    session.room = (char *)room;
    session.start_us = start_us;
    struct em_buffer body = written(&session);
    assert_int_equal(ledger_record(ledger, ENTRY_SESSION, &body, NULL, NULL, &error), EM_OK);
    em_buffer_free(&body);
}

static char *titles(void)
{
    struct programme programme = {0};
    struct em_buffer text = {0};
    em_buffer_text(&text, "");
    assert_int_equal(programme_load(&programme, ledger_store(ledger), &error), EM_OK);
    for (size_t i = 0; i < programme.count; i++)
        em_buffer_format(&text, "%s ", programme.sessions[i].title);
    const struct session *found = programme_find(&programme, "b");
    assert_true(!programme.count || (found && strcmp(found->id, "b") == 0));
    assert_null(programme_find(&programme, "nothing"));
    programme_free(&programme);
    assert_null(programme.sessions);
    return text.data;
}

static void programme_is(const char *wanted)
{
    char *found = titles();
    assert_string_equal(found, wanted);
    free(found);
}

static void the_latest_of_each_counts_in_order(void **state)
{
    (void)state;
    programme_is("");
    record("b", "first", "Room 2", 2000);
    record("a", "second", "Room 1", 2000);
    record("c", "early", "Room 9", 1000);
    record("d", "Second too", "Room 1", 2000);
    programme_is("early Second too second first ");
    record("b", "moved", "Room 2", 500);
    programme_is("moved early Second too second ");
}

static void a_kiosk_changes_no_programme(void **state)
{
    (void)state;
    tear_down(state);
    fake_kiosk_set_up(state); /* which is "hall-a-1" */
    ledger = fake_kiosk_started(&kiosk);
    record("b", "mine", "Room 2", 2000);
    programme_is("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_session_comes_back),
        TEST(any_change_is_a_difference),
        TEST(a_session_without_sense_is_refused),
        TEST(what_emarge_does_not_write_is_damage),
        TEST(the_latest_of_each_counts_in_order),
        TEST(a_kiosk_changes_no_programme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
