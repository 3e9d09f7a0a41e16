/* Attendance: who is where, whatever the order in which the entries arrive. */
#include "core/attendance.h"
#include "core/memory.h"
#include "fake/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define A      "ogp-paris-2016/hall-a-1"
#define B      "ogp-paris-2016/hall-b-1"
#define MINUTE INT64_C(60000000)
#define START  INT64_C(1481291400000000) /* 2016-12-09T13:50:00Z */
#define LOOKUP "YmFkZ2UgYmFkZ2UgYmFkZ2UgYmFkZ2UgYmFkZ2UhIQ="

/* Entries of several doors, as they would be read from their logs. */
struct day {
    struct entry entries[400];
    char *bodies[400];
    size_t count;
    struct attendance *attendance;
    struct em_error error;
};

static int set_up(void **state)
{
    struct day *day = em_alloc(sizeof *day);
    day->attendance = attendance_new();
    *state = day;
    return 0;
}

static int tear_down(void **state)
{
    struct day *day = *state;
    attendance_free(day->attendance);
    for (size_t i = 0; i < day->count; i++)
        free(day->bodies[i]);
    free(day);
    return 0;
}

static void note(struct day *day, const char *origin, enum entry_kind kind, int minute, char *body)
{
    struct entry *entry = &day->entries[day->count];
    *entry =
        (struct entry){.seq = (int64_t)day->count, .kind = kind, .at_us = START + minute * MINUTE};
    snprintf(entry->origin, sizeof entry->origin, "%s", origin);
    entry_set_body(entry, body, strlen(body));
    day->bodies[day->count++] = body;
}

static void passage(struct day *day, const char *origin, enum entry_kind kind, int minute,
                    const char *delegate, const char *session)
{
    bool known = strcmp(delegate, LOOKUP) != 0;
    note(day, origin, kind, minute,
         em_format("{\"salt\":\"x\",\"badge\":\"%s\",\"delegate\":\"%s\",\"session\":\"%s\","
                   "\"verdict\":\"%s\"}",
                   known ? "b" : LOOKUP, known ? delegate : "", session,
                   known ? "accepted" : "provisional"));
}

#define IN(origin, minute, who, session)  passage(day, origin, ENTRY_CHECKIN, minute, who, session)
#define OUT(origin, minute, who, session) passage(day, origin, ENTRY_CHECKOUT, minute, who, session)

/* An entry about the one that was noted as the nth. */
static void about(struct day *day, const char *origin, enum entry_kind kind, int minute, size_t nth,
                  const char *reason)
{
    note(day, origin, kind, minute,
         em_format("{\"salt\":\"x\",\"origin\":\"%s\",\"reason\":\"%s\",\"seq\":%zu}",
                   day->entries[nth].origin, reason, nth));
}

static void apply(struct day *day)
{
    for (size_t i = 0; i < day->count; i++)
        assert_int_equal(attendance_apply(day->attendance, &day->entries[i], &day->error), EM_OK);
}

/* --- what it says, as text --- */

static enum em_status write_stay(void *context, const struct stay *stay, struct em_error *error)
{
    (void)error;
    em_buffer_format(context, "%s %s %d", stay->session, stay->subject,
                     (int)((stay->in_us - START) / MINUTE));
    if (stay->out_us)
        em_buffer_format(context, "-%d", (int)((stay->out_us - START) / MINUTE));
    em_buffer_format(context, " %s#%d", strrchr(stay->door, '/') + 1, (int)stay->seq);
    if (stay->out_door)
        em_buffer_format(context, " by %s", strrchr(stay->out_door, '/') + 1);
    em_buffer_format(context, "%s%s%s\n", stay->moved ? " moved" : "",
                     stay->provisional ? " provisional" : "", stay->attested ? " attested" : "");
    return EM_OK;
}

static char *list(const struct attendance *attendance, const char *session)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    assert_int_equal(attendance_each(attendance, session, write_stay, &out, NULL), EM_OK);
    return out.data;
}

static void check_list(const struct attendance *attendance, const char *expected)
{
    char *text = list(attendance, NULL);
    assert_string_equal(text, expected);
    free(text);
}

static void check_count(const struct attendance *attendance, const char *session, int inside,
                        int persons)
{
    int64_t in = -1, all = -1;
    attendance_count(attendance, session, &in, &all);
    assert_int_equal(in, inside);
    assert_int_equal(all, persons);
}

/* --- one thing after the other --- */

static void a_stay_has_two_ends(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    IN(A, 1, "bo", "plenary");
    OUT(B, 30, "ada", "plenary");
    apply(day);
    check_list(day->attendance,
               "plenary ada 0-30 hall-a-1#0 by hall-b-1\nplenary bo 1 hall-a-1#1\n");
    check_count(day->attendance, "plenary", 1, 2);
    struct stay stay;
    assert_false(attendance_where(day->attendance, "ada", &stay));
    assert_true(attendance_where(day->attendance, "bo", &stay));
    assert_string_equal(stay.session, "plenary");
    assert_int_equal(stay.in_us, START + MINUTE);
}

static void entering_another_session_moves(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    IN(B, 10, "ada", "workshop");
    apply(day);
    check_list(day->attendance, "plenary ada 0-10 hall-a-1#0 moved\nworkshop ada 10 hall-b-1#1\n");
    check_count(day->attendance, "plenary", 0, 1);
    check_count(day->attendance, "workshop", 1, 1);
}

static void two_kiosks_admit_one_person_once(void **state)
{
    struct day *day = *state;
    IN(B, 1, "ada", "plenary");
    IN(A, 0, "ada", "plenary");
    apply(day);
    check_list(day->attendance, "plenary ada 0 hall-a-1#1\n");
    check_count(day->attendance, "plenary", 1, 1);
}

static void coming_back_is_a_second_stay_of_one_person(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    IN(A, 9, "ada", "plenary");
    apply(day);
    check_list(day->attendance,
               "plenary ada 0-5 hall-a-1#0 by hall-a-1\nplenary ada 9 hall-a-1#2\n");
    check_count(day->attendance, "plenary", 1, 1);
}

/* A door's clock was an hour ahead and was put right: what it told first was first all the same. */
static void a_log_keeps_its_order_whatever_its_clock_says(void **state)
{
    struct day *day = *state;
    IN(A, 60, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    IN(A, 9, "ada", "workshop");
    OUT(B, 10, "ada", "workshop"); /* no log says which came first: the clocks decide */
    IN(B, 30, "bo", "plenary");
    IN(A, 40, "bo", "workshop");
    apply(day);
    check_list(day->attendance, "plenary bo 30-40 hall-b-1#4 moved\n"
                                "plenary ada 60-60 hall-a-1#0 by hall-a-1\n"
                                "workshop ada 9 hall-a-1#2\nworkshop bo 40 hall-a-1#5\n");
    check_count(day->attendance, "workshop", 2, 2);
}

static void an_undone_checkin_has_not_happened(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    IN(B, 10, "ada", "workshop");
    about(day, B, ENTRY_UNDO, 11, 1, "mistake");
    apply(day);
    check_list(day->attendance, "plenary ada 0 hall-a-1#0\n"); /* still there, not moved */
    check_count(day->attendance, "plenary", 1, 1);
    check_count(day->attendance, "workshop", 0, 0);
    assert_string_equal(attendance_undone(day->attendance, B, 1), "mistake");
    assert_null(attendance_undone(day->attendance, A, 0));
    assert_null(attendance_undone(day->attendance, A, 99));
    assert_string_equal(attendance_session(day->attendance, B, 1), "workshop");
    assert_null(attendance_session(day->attendance, B, 2)); /* the undo itself */
    assert_null(attendance_session(day->attendance, A, 99));
}

static void an_undone_checkout_has_not_happened(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    about(day, A, ENTRY_UNDO, 6, 1, "wrong-person");
    apply(day);
    check_list(day->attendance, "plenary ada 0 hall-a-1#0\n");
    check_count(day->attendance, "plenary", 1, 1);
}

static void the_first_undo_gives_the_reason(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    about(day, B, ENTRY_UNDO, 9, 0, "other");
    about(day, A, ENTRY_UNDO, 6, 0, "mistake");
    apply(day);
    assert_string_equal(attendance_undone(day->attendance, A, 0), "mistake");
    check_count(day->attendance, "plenary", 0, 0);
}

static void leaving_where_nobody_entered_changes_nothing(void **state)
{
    struct day *day = *state;
    OUT(A, 0, "ada", "plenary");
    IN(A, 1, "bo", "plenary");
    OUT(B, 2, "bo", "workshop");
    apply(day);
    check_list(day->attendance, "plenary bo 1 hall-a-1#1\n");
    check_count(day->attendance, "plenary", 1, 1);
    check_count(day->attendance, "workshop", 0, 0);
}

static void a_provisional_badge_is_identified_later(void **state)
{
    struct day *day = *state;
    IN(A, 0, LOOKUP, "plenary");
    apply(day);
    check_list(day->attendance, "plenary " LOOKUP " 0 hall-a-1#0 provisional\n");
    attendance_identify(day->attendance, LOOKUP, "ada");
    check_list(day->attendance, "plenary ada 0 hall-a-1#0\n");
    check_count(day->attendance, "plenary", 1, 1);
    struct stay stay;
    assert_true(attendance_where(day->attendance, LOOKUP, &stay)); /* asked by either name */
    assert_string_equal(stay.subject, "ada");
}

static enum em_status write_lookup(void *context, const char *lookup, struct em_error *error)
{
    (void)error;
    em_buffer_format(context, "%s ", lookup);
    return EM_OK;
}

/* Who only left, or was let in by mistake, has no stay and is to be identified all the same. */
static void whoever_is_not_identified_is_told(void **state)
{
    struct day *day = *state;
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    IN(A, 0, "ada", "plenary");
    OUT(B, 5, LOOKUP, "plenary");
    apply(day);
    attendance_unidentified(day->attendance, write_lookup, &out, NULL);
    assert_string_equal(out.data, LOOKUP " ");
    attendance_identify(day->attendance, LOOKUP, "ada");
    attendance_unidentified(day->attendance, write_lookup, &out, NULL);
    assert_string_equal(out.data, LOOKUP " ");
    check_count(day->attendance, "plenary", 0, 1);
    em_buffer_free(&out);
}

/* At another door she was known already. */
static void identifying_makes_one_person_of_two(void **state)
{
    struct day *day = *state;
    IN(A, 0, LOOKUP, "plenary");
    IN(B, 5, "ada", "plenary");
    apply(day);
    check_count(day->attendance, "plenary", 2, 2);
    attendance_identify(day->attendance, LOOKUP, "ada");
    check_count(day->attendance, "plenary", 1, 1);
    check_list(day->attendance, "plenary ada 0 hall-a-1#0\n");
    attendance_identify(day->attendance, LOOKUP, "bo"); /* the roster was put right */
    check_list(day->attendance, "plenary bo 0 hall-a-1#0\nplenary ada 5 hall-b-1#1\n");
    check_count(day->attendance, "plenary", 2, 2);
}

static void a_signature_at_the_door_belongs_to_the_stay(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    IN(A, 0, "bo", "plenary");
    about(day, A, ENTRY_ATTEST, 1, 0, "");
    about(day, A, ENTRY_ATTEST, 1, 1, "");
    about(day, A, ENTRY_UNDO, 2, 3, "mistake");
    apply(day);
    check_list(day->attendance, "plenary ada 0 hall-a-1#0 attested\nplenary bo 0 hall-a-1#1\n");
}

static void an_entry_that_came_twice_counts_once(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    IN(A, 9, "ada", "plenary");
    about(day, A, ENTRY_ATTEST, 9, 2, "");
    apply(day);
    apply(day);
    check_list(day->attendance,
               "plenary ada 0-5 hall-a-1#0 by hall-a-1\nplenary ada 9 hall-a-1#2 attested\n");
    check_count(day->attendance, "plenary", 1, 1);
}

static void other_kinds_and_erased_bodies_are_passed_over(void **state)
{
    struct day *day = *state;
    passage(day, A, ENTRY_REFUSE, 0, "ada", "plenary");
    IN(A, 0, "ada", "plenary");
    day->entries[1].body = NULL;
    apply(day);
    check_list(day->attendance, "");
    check_count(day->attendance, "plenary", 0, 0);
}

static void a_body_that_says_nothing_is_damage(void **state)
{
    struct day *day = *state;
    IN(A, 0, "ada", "");
    note(day, A, ENTRY_CHECKIN, 0, em_strdup("{\"delegate\":\"\",\"session\":\"plenary\"}"));
    note(day, A, ENTRY_UNDO, 0, em_strdup("{\"origin\":\"" A "\"}"));
    note(day, A, ENTRY_UNDO, 0, em_strdup("{\"origin\":\"x\",\"seq\":1}"));
    note(day, A, ENTRY_ATTEST, 0, em_strdup("{\"origin\":\"" A "\",\"seq\":-1}"));
    note(day, A, ENTRY_CHECKIN, 0, em_strdup("[]"));
    for (size_t i = 0; i < day->count; i++) {
        struct em_error error = {0};
        assert_int_equal(attendance_apply(day->attendance, &day->entries[i], &error), EM_DAMAGED);
        assert_string_not_equal(error.text, "");
    }
    check_list(day->attendance, "");
}

/* --- in any order --- */

#define PEOPLE 6
static const char *const people[PEOPLE] = {"ada", "bo", "chi", "dag", "eva", LOOKUP};
static const char *const sessions[] = {"plenary", "workshop", "pitch"};
static const char *const doors[] = {A, B};

static size_t pick(struct fake_random *random, size_t limit)
{
    return (size_t)fake_random_below(random, limit);
}

/* A wild day of few minutes, so that many times are equal. */
static void fill(struct day *day, struct fake_random *random)
{
    for (int i = 0; i < 200; i++) {
        const char *door = doors[pick(random, 2)];
        int minute = (int)pick(random, 40);
        size_t what = pick(random, 10);
        if (day->count && what > 7)
            about(day, door, what == 8 ? ENTRY_UNDO : ENTRY_ATTEST, minute,
                  pick(random, day->count), what == 8 && minute % 2 ? "mistake" : "other");
        else
            passage(day, door, what > 4 ? ENTRY_CHECKOUT : ENTRY_CHECKIN, minute,
                    people[pick(random, PEOPLE)], sessions[pick(random, 3)]);
    }
}

static void shuffle(size_t *order, size_t count, struct fake_random *random)
{
    for (size_t i = count; i-- > 1;) {
        size_t other = pick(random, i + 1), kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
}

/* The lookup is identified at some point, as when an update of the roster arrives. */
static char *apply_shuffled(const struct day *day, struct fake_random *random, bool identify)
{
    size_t order[400], when = pick(random, day->count + 1);
    struct attendance *attendance = attendance_new();
    for (size_t i = 0; i < day->count; i++)
        order[i] = i;
    shuffle(order, day->count, random);
    for (size_t i = 0; i <= day->count; i++) {
        if (i == when && identify)
            attendance_identify(attendance, LOOKUP, "ada");
        if (i < day->count)
            assert_int_equal(attendance_apply(attendance, &day->entries[order[i]], NULL), EM_OK);
    }
    struct em_buffer out = {0};
    assert_int_equal(attendance_each(attendance, NULL, write_stay, &out, NULL), EM_OK);
    for (int i = 0; i < 3; i++) {
        int64_t inside, persons;
        attendance_count(attendance, sessions[i], &inside, &persons);
        em_buffer_format(&out, "%s %d %d\n", sessions[i], (int)inside, (int)persons);
    }
    for (size_t i = 0; i < day->count; i++) {
        const char *why = attendance_undone(attendance, day->entries[i].origin, (int64_t)i);
        em_buffer_format(&out, "%s ", why ? why : "-");
    }
    attendance_free(attendance);
    return out.data;
}

static void the_order_of_arrival_does_not_matter(void **state)
{
    struct day *day = *state;
    struct fake_random random;
    fake_random_init(&random, 11);
    fill(day, &random);
    for (int identify = 0; identify < 2; identify++) {
        char *first = apply_shuffled(day, &random, identify);
        for (int i = 0; i < 200; i++) {
            char *again = apply_shuffled(day, &random, identify);
            assert_string_equal(again, first);
            free(again);
        }
        free(first);
    }
}

/* --- against a list that is made another way: all entries in order, one room at a time --- */

struct plain {
    const char *inside; /* the session, NULL: nowhere */
    bool been[3];
};

static bool says(const struct entry *entry, const char *name, const char *value)
{
    char part[128];
    snprintf(part, sizeof part, "\"%s\":\"%s\"", name, value);
    return strstr((const char *)entry->body, part) != NULL;
}

static bool was_undone(const struct day *day, const struct entry *entry)
{
    char part[128];
    snprintf(part, sizeof part, "\"seq\":%d}", (int)entry->seq);
    for (size_t i = 0; i < day->count; i++)
        if (day->entries[i].kind == ENTRY_UNDO && strstr(day->bodies[i], part))
            return true;
    return false;
}

static void follow(struct plain *plain, const struct entry *entry, const char *session, int number)
{
    if (entry->kind == ENTRY_CHECKIN) {
        plain->inside = session;
        plain->been[number] = true;
    } else if (plain->inside == session) {
        plain->inside = NULL;
    }
}

/* An entry about the person, at its time: not before what its log told of them earlier. */
struct moment {
    int64_t when_us;
    const struct entry *entry;
};

static int by_moment(const void *left, const void *right)
{
    const struct moment *a = left, *b = right;
    if (a->when_us != b->when_us)
        return a->when_us < b->when_us ? -1 : 1;
    int order = strcmp(a->entry->origin, b->entry->origin);
    return order ? order : (a->entry->seq > b->entry->seq) - (a->entry->seq < b->entry->seq);
}

/* The entries of a day are noted by seq. */
static size_t list_moments(const struct day *day, const char *person, struct moment *moments)
{
    bool lookup = strcmp(person, LOOKUP) == 0;
    size_t count = 0;
    for (size_t i = 0; i < day->count; i++) {
        const struct entry *entry = &day->entries[i];
        bool passes = entry->kind == ENTRY_CHECKIN || entry->kind == ENTRY_CHECKOUT;
        if (!passes || !says(entry, lookup ? "badge" : "delegate", person))
            continue;
        struct moment moment = {entry->at_us, entry};
        for (size_t j = 0; j < count; j++)
            if (strcmp(moments[j].entry->origin, entry->origin) == 0 &&
                moments[j].when_us > moment.when_us)
                moment.when_us = moments[j].when_us;
        moments[count++] = moment;
    }
    qsort(moments, count, sizeof *moments, by_moment);
    return count;
}

static void follow_person(const struct day *day, const char *person, struct plain *plain)
{
    struct moment moments[400];
    size_t count = list_moments(day, person, moments);
    for (size_t i = 0; i < count; i++)
        for (int session = 0; session < 3; session++)
            if (!was_undone(day, moments[i].entry) &&
                says(moments[i].entry, "session", sessions[session]))
                follow(plain, moments[i].entry, sessions[session], session);
}

static void the_counts_are_those_of_a_plain_list(void **state)
{
    struct day *day = *state;
    struct fake_random random;
    struct plain plain[PEOPLE] = {0};
    fake_random_init(&random, 12);
    fill(day, &random);
    apply(day);
    int inside[3] = {0}, persons[3] = {0};
    for (int i = 0; i < PEOPLE; i++) {
        struct stay stay;
        follow_person(day, people[i], &plain[i]);
        assert_int_equal(attendance_where(day->attendance, people[i], &stay),
                         plain[i].inside != NULL);
        if (plain[i].inside)
            assert_string_equal(stay.session, plain[i].inside);
        for (int session = 0; session < 3; session++) {
            inside[session] += plain[i].inside == sessions[session];
            persons[session] += plain[i].been[session];
        }
    }
    for (int session = 0; session < 3; session++)
        check_count(day->attendance, sessions[session], inside[session], persons[session]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stay_has_two_ends),
        TEST(entering_another_session_moves),
        TEST(two_kiosks_admit_one_person_once),
        TEST(coming_back_is_a_second_stay_of_one_person),
        TEST(a_log_keeps_its_order_whatever_its_clock_says),
        TEST(an_undone_checkin_has_not_happened),
        TEST(an_undone_checkout_has_not_happened),
        TEST(the_first_undo_gives_the_reason),
        TEST(leaving_where_nobody_entered_changes_nothing),
        TEST(a_provisional_badge_is_identified_later),
        TEST(whoever_is_not_identified_is_told),
        TEST(identifying_makes_one_person_of_two),
        TEST(a_signature_at_the_door_belongs_to_the_stay),
        TEST(an_entry_that_came_twice_counts_once),
        TEST(other_kinds_and_erased_bodies_are_passed_over),
        TEST(a_body_that_says_nothing_is_damage),
        TEST(the_order_of_arrival_does_not_matter),
        TEST(the_counts_are_those_of_a_plain_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
