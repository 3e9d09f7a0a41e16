/* Which signatures of one person count: by name, and by the badge that they used. */
#include "superseded.h"

#include "core/memory.h"
#include "core/words.h"
#include "fake/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct line {
    const char *document, *name, *email, *government, *delegate; /* name NULL: sealed */
};

/* A signature, and what became of it. */
struct judged {
    struct roll_signature row;
    const char *name, *email; /* name NULL: sealed */
    enum superseded verdict;
};

static void judge(struct judged *all, size_t count)
{
    struct signers *signers = signers_new();
    for (size_t i = 0; i < count; i++)
        signers_add(signers, &all[i].row, all[i].name);
    signers_narrow(signers);
    for (size_t i = 0; i < count; i++) {
        bool asked = signers_asks(signers, &all[i].row);
        signers_tell(signers, &all[i].row, asked ? all[i].name : NULL, asked ? all[i].email : NULL);
    }
    signers_judge(signers);
    for (size_t i = 0; i < count; i++)
        all[i].verdict = signers_verdict(signers, i);
    signers_free(signers);
}

/* "yn?" of signatures in the order in which they were made. */
static void marks_are(const struct line *lines, size_t count, const char *wanted)
{
    char marks[16] = "";
    struct judged all[16];
    for (size_t i = 0; i < count; i++)
        all[i] = (struct judged){.row = {.origin = "an-event/hall",
                                         .seq = (int64_t)i,
                                         .at_us = 1000 + (int64_t)i,
                                         .document = lines[i].document,
                                         .government = lines[i].government,
                                         .government_id = "",
                                         .country = "KE",
                                         .delegate = lines[i].delegate},
                                 .name = lines[i].name,
                                 .email = lines[i].email};
    judge(all, count);
    for (size_t i = 0; i < count; i++)
        marks[i] = "ny?"[all[i].verdict];
    assert_string_equal(marks, wanted);
}

#define MARKS(wanted, ...)                                                                         \
    do {                                                                                           \
        const struct line lines[] = {__VA_ARGS__};                                                 \
        marks_are(lines, sizeof lines / sizeof lines[0], wanted);                                  \
    } while (0)

#define D "declaration"

static void the_same_badge_is_the_same_person(void **state)
{
    (void)state;
    MARKS("yn", {D, "Amina", "a@x", "Marakwet", "1"}, {D, "A. Nyambura", "b@x", "Nakuru", "1"});
    MARKS("nn", {D, "Amina", "a@x", "Marakwet", ""}, {D, "A. Nyambura", "b@x", "Nakuru", "1"});
    MARKS("nn", {D, "Amina", "", "Marakwet", "1"}, {"another", "Amina", "", "Marakwet", "1"});
}

static void another_badge_is_another_person(void **state)
{
    (void)state;
    MARKS("nn", {D, "Amina", "", "Marakwet", "1"}, {D, "Amina", "", "Marakwet", "2"});
    MARKS("yn", {D, "Amina", "", "Marakwet", "1"}, {D, "Amina", "", "Marakwet", ""});
    MARKS("yn", {D, "Amina", "", "Marakwet", ""}, {D, "Amina", "", "Marakwet", "2"});
    MARKS("ynyn", {D, "Amina", "", "Marakwet", "1"}, {D, "Baraka", "", "Nakuru", "2"},
          {D, "Amina", "", "Marakwet", ""}, {D, "Amina", "", "Marakwet", "1"});
}

static void a_sealed_signature_has_its_badge_too(void **state)
{
    (void)state;
    MARKS("y?", {D, NULL, NULL, "Marakwet", "1"}, {D, NULL, NULL, "Nakuru", "1"});
    MARKS("yn", {D, NULL, NULL, "Marakwet", "1"}, {D, "Amina", "", "Marakwet", "1"});
    MARKS("y?", {D, "Amina", "", "Marakwet", "1"}, {D, NULL, NULL, "Marakwet", "1"});
    MARKS("n?", {D, "Amina", "", "Marakwet", "1"}, {D, NULL, NULL, "Marakwet", "2"});
    MARKS("??", {D, "Amina", "", "Marakwet", "1"}, {D, NULL, NULL, "Marakwet", ""});
    MARKS("??", {D, "Amina", "", "Marakwet", ""}, {D, NULL, NULL, "Marakwet", "2"});
}

static void without_badges_the_name_decides(void **state)
{
    (void)state;
    MARKS("yn", {D, "José", "", "Marakwet", ""}, {D, "JOSE", "", "Marakwet", ""});
    MARKS("nn", {D, "José", "a@x", "Marakwet", ""}, {D, "José", "b@x", "Marakwet", ""});
    MARKS("n?", {D, "José", "", "Nakuru", ""}, {D, NULL, NULL, "Marakwet", ""});
    MARKS("??", {D, "José", "", "Marakwet", ""}, {D, NULL, NULL, "Marakwet", ""});
}

/* --- against the rule itself --- */

/* Times that never go back within a log; the logs come one after the other. */
static int64_t mended(const struct judged *all, size_t index)
{
    int64_t latest = all[index].row.at_us;
    for (size_t i = index; i-- > 0 && strcmp(all[i].row.origin, all[index].row.origin) == 0;)
        if (all[i].row.at_us > latest)
            latest = all[i].row.at_us;
    return latest;
}

static bool is_later(const struct judged *all, size_t one, size_t other)
{
    int64_t at = mended(all, one), others = mended(all, other);
    return others != at ? others > at : other > one;
}

static bool same_folded(const char *a, const char *b)
{
    char first[256], second[256];
    words_fold(first, sizeof first, a);
    words_fold(second, sizeof second, b);
    return *first || *second ? strcmp(first, second) == 0 : strcmp(a, b) == 0;
}

static bool same_place(const struct roll_signature *a, const struct roll_signature *b)
{
    char first[256], second[256];
    words_fold(first, sizeof first, *a->government_id ? a->government_id : a->government);
    words_fold(second, sizeof second, *b->government_id ? b->government_id : b->government);
    return strcmp(a->document, b->document) == 0 && strcmp(a->country, b->country) == 0 &&
           strcmp(first, second) == 0;
}

static bool differ(const char *a, const char *b)
{
    return a && b && *a && *b && strcmp(a, b) != 0;
}

/* The rules, each of which a control may leave out. */
enum rule {
    RULE_BADGE = 1,
    RULE_NAME = 2,
    RULE_EMAIL = 4,
    RULE_OTHER_BADGE = 8,
    RULE_SEALED = 16,
    RULE_CLOCK = 32,
    RULES = 63
};

static bool supersedes(const struct judged *all, size_t one, size_t other, unsigned rules)
{
    const struct judged *a = &all[one], *b = &all[other];
    bool badges = *a->row.delegate && *b->row.delegate;
    bool later = rules & RULE_CLOCK ? is_later(all, one, other) : other > one;
    if (!later)
        return false;
    if (rules & RULE_BADGE && badges && strcmp(a->row.document, b->row.document) == 0 &&
        strcmp(a->row.delegate, b->row.delegate) == 0)
        return true;
    return rules & RULE_NAME && a->name && b->name && same_place(&a->row, &b->row) &&
           same_folded(a->name, b->name) && !(rules & RULE_EMAIL && differ(a->email, b->email)) &&
           !(rules & RULE_OTHER_BADGE && differ(a->row.delegate, b->row.delegate));
}

static bool may_supersede(const struct judged *all, size_t one, size_t other, unsigned rules)
{
    bool badges = *all[one].row.delegate && *all[other].row.delegate;
    bool later = rules & RULE_CLOCK ? is_later(all, one, other) : other > one;
    return rules & RULE_SEALED && !all[other].name && !badges && later &&
           same_place(&all[one].row, &all[other].row);
}

/* One with another, as the header says it: slow, and with nothing to get wrong. */
static enum superseded plain_verdict(const struct judged *all, size_t count, size_t one,
                                     unsigned rules)
{
    bool unknown = !all[one].name;
    for (size_t other = 0; other < count; other++) {
        if (other != one && supersedes(all, one, other, rules))
            return SUPERSEDED_YES;
        unknown = unknown || (other != one && may_supersede(all, one, other, rules));
    }
    return unknown ? SUPERSEDED_UNKNOWN : SUPERSEDED_NO;
}

#define PICK(random, ...)                                                                          \
    ((const char *const[]){__VA_ARGS__}[fake_random_below(                                         \
        random, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))])

/* So few names, places, badges and times that every rule is met again and again. */
static size_t draw_lots(struct judged *all, struct fake_random *random)
{
    size_t count = 2 + fake_random_below(random, 30);
    bool one_log = fake_random_below(random, 4) == 0;
    for (size_t i = 0; i < count; i++) {
        const char *origin = one_log || i < count / 3 ? "e/a" : i < count / 2 ? "e/b" : "e/c";
        all[i] = (struct judged){
            .row = {.origin = origin,
                    .seq = (int64_t)i,
                    .at_us = 1000 + (int64_t)fake_random_below(random, 12),
                    .document = PICK(random, "one", "one", "two"),
                    .government = PICK(random, "Séoul", "SEOUL", "Kigoma", "", "—"),
                    .government_id = PICK(random, "", "", "", "seoul"),
                    .country = PICK(random, "KR", "KR", "TZ"),
                    .delegate = PICK(random, "", "", "", "1", "2", "3")},
            .name = PICK(random, "José", "jose", "홍가람", "—", "…", "", "Amina", NULL, NULL),
            .email = PICK(random, "", "", NULL, "a@x", "b@x")};
    }
    return count;
}

/* How many of a thousand drawings come out otherwise than by these rules. */
static int differences(unsigned rules)
{
    struct fake_random random;
    int found = 0;
    fake_random_init(&random, 2016);
    for (int round = 0; round < 1000; round++) {
        struct judged all[32];
        size_t count = draw_lots(all, &random);
        bool differs = false;
        judge(all, count);
        for (size_t i = 0; i < count; i++)
            differs |= all[i].verdict != plain_verdict(all, count, i, rules);
        found += differs;
    }
    return found;
}

static void it_is_what_the_rule_says(void **state)
{
    (void)state;
    assert_int_equal(differences(RULES), 0);
}

static void no_rule_could_be_left_out(void **state)
{
    (void)state;
    for (unsigned rule = 1; rule <= RULES; rule *= 2)
        assert_true(differences(RULES & ~rule) > 20);
}

/* So many that all who sign once share their places with others, and some share a mark. */
static void it_holds_for_many(void **state)
{
    (void)state;
    enum { MANY = 300000, EVERY = 1000 };
    struct judged *all = em_alloc(MANY * sizeof *all);
    char(*names)[16] = em_alloc(MANY * sizeof *names);
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "amina %d", i % EVERY == 7 ? i / EVERY / 2 : i);
        all[i] = (struct judged){.row = {.origin = "e/a",
                                         .seq = i,
                                         .at_us = i,
                                         .document = "one",
                                         .government = "Kigoma",
                                         .government_id = "",
                                         .country = "TZ",
                                         .delegate = ""},
                                 .name = names[i]};
    }
    judge(all, MANY);
    for (int i = 0; i < MANY; i++) {
        bool copied = i % EVERY == 7, again = copied && i / EVERY % 2 == 0;
        bool copied_later = i < MANY / EVERY / 2 && i % EVERY != 7;
        assert_int_equal(all[i].verdict, again || copied_later ? SUPERSEDED_YES : SUPERSEDED_NO);
    }
    free(names);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_badge_is_the_same_person),
        cmocka_unit_test(another_badge_is_another_person),
        cmocka_unit_test(a_sealed_signature_has_its_badge_too),
        cmocka_unit_test(without_badges_the_name_decides),
        cmocka_unit_test(it_is_what_the_rule_says),
        cmocka_unit_test(no_rule_could_be_left_out),
        cmocka_unit_test(it_holds_for_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
