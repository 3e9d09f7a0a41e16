/* Attendance: whatever the order in which entries arrive, it is that of a plain list of them. */
#include "fake/passages.h"
#include "fake/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LOOKUP PASSAGES_LOOKUP
#define PEOPLE 6
static const char *const people[PEOPLE] = {"ada", "bo", "chi", "dag", "eva", LOOKUP};
static const char *const sessions[] = {"plenary", "workshop", "pitch"};
static const char *const doors[] = {PASSAGES_A, PASSAGES_B};

static size_t pick(struct fake_random *random, size_t limit)
{
    return (size_t)fake_random_below(random, limit);
}

/* A wild day of few minutes, so that many times are equal. */
static void fill(struct passages *at, struct fake_random *random)
{
    for (int i = 0; i < 200; i++) {
        const char *door = doors[pick(random, 2)];
        int minute = (int)pick(random, 40);
        size_t what = pick(random, 10);
        if (at->count && what > 7)
            passages_about(at, door, what == 8 ? ENTRY_UNDO : ENTRY_ATTEST, minute,
                           pick(random, at->count), what == 8 && minute % 2 ? "mistake" : "other");
        else
            passages_add(at, door, what > 4 ? ENTRY_CHECKOUT : ENTRY_CHECKIN, minute,
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
static char *apply_shuffled(const struct passages *at, struct fake_random *random, bool identify)
{
    size_t order[PASSAGES_MAX], when = pick(random, at->count + 1);
    struct attendance *attendance = attendance_new();
    for (size_t i = 0; i < at->count; i++)
        order[i] = i;
    shuffle(order, at->count, random);
    for (size_t i = 0; i <= at->count; i++) {
        if (i == when && identify)
            attendance_identify(attendance, LOOKUP, "ada");
        if (i < at->count)
            assert_int_equal(attendance_apply(attendance, &at->entries[order[i]], NULL), EM_OK);
    }
    struct em_buffer out = {0};
    passages_list(attendance, &out);
    for (int i = 0; i < 3; i++) {
        int64_t inside, persons;
        attendance_count(attendance, sessions[i], &inside, &persons);
        em_buffer_format(&out, "%s %d %d\n", sessions[i], (int)inside, (int)persons);
    }
    for (size_t i = 0; i < at->count; i++) {
        const char *why = attendance_undone(attendance, at->entries[i].origin, (int64_t)i);
        em_buffer_format(&out, "%s ", why ? why : "-");
    }
    attendance_free(attendance);
    return out.data;
}

static void the_order_of_arrival_does_not_matter(void **state)
{
    struct passages *at = *state;
    struct fake_random random;
    fake_random_init(&random, 11);
    fill(at, &random);
    for (int identify = 0; identify < 2; identify++) {
        char *first = apply_shuffled(at, &random, identify);
        for (int i = 0; i < 200; i++) {
            char *again = apply_shuffled(at, &random, identify);
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

static bool was_undone(const struct passages *at, const struct entry *entry)
{
    char part[128];
    snprintf(part, sizeof part, "\"seq\":%d}", (int)entry->seq);
    for (size_t i = 0; i < at->count; i++)
        if (at->entries[i].kind == ENTRY_UNDO && strstr(at->bodies[i], part))
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
static size_t list_moments(const struct passages *at, const char *person, struct moment *moments)
{
    bool lookup = strcmp(person, LOOKUP) == 0;
    size_t count = 0;
    for (size_t i = 0; i < at->count; i++) {
        const struct entry *entry = &at->entries[i];
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

static void follow_person(const struct passages *at, const char *person, struct plain *plain)
{
    struct moment moments[PASSAGES_MAX];
    size_t count = list_moments(at, person, moments);
    for (size_t i = 0; i < count; i++)
        for (int session = 0; session < 3; session++)
            if (!was_undone(at, moments[i].entry) &&
                says(moments[i].entry, "session", sessions[session]))
                follow(plain, moments[i].entry, sessions[session], session);
}

static void the_counts_are_those_of_a_plain_list(void **state)
{
    struct passages *at = *state;
    struct fake_random random;
    struct plain plain[PEOPLE] = {0};
    fake_random_init(&random, 12);
    fill(at, &random);
    passages_apply(at);
    int inside[3] = {0}, persons[3] = {0};
    for (int i = 0; i < PEOPLE; i++) {
        struct stay stay;
        follow_person(at, people[i], &plain[i]);
        assert_int_equal(attendance_where(at->attendance, people[i], &stay),
                         plain[i].inside != NULL);
        if (plain[i].inside)
            assert_string_equal(stay.session, plain[i].inside);
        for (int session = 0; session < 3; session++) {
            inside[session] += plain[i].inside == sessions[session];
            persons[session] += plain[i].been[session];
        }
    }
    for (int session = 0; session < 3; session++)
        passages_expect_count(at->attendance, sessions[session], inside[session], persons[session]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, passages_set_up, passages_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_order_of_arrival_does_not_matter),
        TEST(the_counts_are_those_of_a_plain_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
