/* Which signatures of one person count: by name, and by the badge that they used. */
#include "superseded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct line {
    const char *document, *name, *email, *government, *delegate; /* name NULL: sealed */
};

/* "yn?" of signatures in the order in which they were made. */
static void marks_are(const struct line *lines, size_t count, const char *wanted)
{
    char marks[16] = "";
    struct signers *signers = signers_new();
    for (size_t i = 0; i < count; i++) {
        struct roll_signature row = {.origin = "an-event/hall",
                                     .seq = (int64_t)i,
                                     .at_us = 1000 + (int64_t)i,
                                     .document = lines[i].document,
                                     .government = lines[i].government,
                                     .government_id = "",
                                     .country = "KE",
                                     .delegate = lines[i].delegate};
        signers_add(signers, &row, lines[i].name, lines[i].email);
    }
    signers_judge(signers);
    for (size_t i = 0; i < count; i++)
        marks[i] = "ny?"[signers_verdict(signers, i)];
    signers_free(signers);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_badge_is_the_same_person),
        cmocka_unit_test(another_badge_is_another_person),
        cmocka_unit_test(a_sealed_signature_has_its_badge_too),
        cmocka_unit_test(without_badges_the_name_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
