#include "fake/sheets.h"

#include "core/memory.h"
#include "fake/handwriting.h"
#include "fake/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static void must(const struct day *day, enum em_status status)
{
    if (status != EM_OK)
        fail_msg("%s", day->error.text);
}

int64_t sheets_sign(struct day *day, const char *key, bool drawn)
{
    struct ink ink;
    struct door_answer answer = day_in(day, &day->a, key);
    ink_init(&ink, 1000, 400);
    handwriting_draw(&ink, 7, 120);
    must(day, door_attest(day->a.door, answer.seq, summit_person(&day->summit, key)->name,
                          drawn ? &ink : NULL, &day->error));
    ink_free(&ink);
    return answer.seq;
}

void sheets_walk_in(struct day *day)
{
    char id[DELEGATE_ID_SIZE], code[BADGE_TEXT_SIZE];
    const char *staff = summit_code(&day->summit, "staff");
    const struct delegate details = {.name = (char *)"Åsa Oväntad",
                                     .role = (char *)"Gäst",
                                     .government = (char *)"Exempelstad",
                                     .country = (char *)"SE"};
    struct door_answer answer;
    must(day, door_unlock(day->a.door, staff, strlen(staff), &day->error));
    must(day, door_register(day->a.door, &details, code, id, &day->error));
    fake_clock_advance(&day->summit.clock, DOOR_HELD_US);
    must(day, door_scan(day->a.door, code, strlen(code), DOOR_IN, &answer, &day->error));
    assert_int_equal(answer.verdict, VERDICT_ACCEPTED);
}

static void without_hyphens(char *text)
{
    char *to = text;
    for (; *text; text++)
        if (*text != '-')
            *to++ = *text;
    *to = '\0';
}

char *sheets_letters(const char *path)
{
    char *letters = pdf_letters(path);
    without_hyphens(letters);
    return letters;
}

char *sheets_plain(const char *text)
{
    char *plain = em_strdup(text);
    pdf_only_letters(plain);
    without_hyphens(plain);
    return plain;
}

bool sheets_has(const char *letters, const char *text)
{
    char *plain = sheets_plain(text);
    bool found = strstr(letters, plain) != NULL;
    free(plain);
    return found;
}

const char *sheets_after(const char *from, const char *text)
{
    char *plain = sheets_plain(text);
    const char *at = strstr(from, plain);
    if (!at)
        fail_msg("“%s” does not follow on “%.60s”.", text, from);
    at += strlen(plain);
    free(plain);
    return at;
}

char *sheets_other_key(struct day *day)
{
    struct organiser_secret other;
    char *folder = em_format("%s/other", day->summit.folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    organiser_generate(&other, SUMMIT_EVENT, &day->summit.random.random);
    must(day, organiser_write(&other, folder, NULL, &day->summit.random.random, &day->error));
    organiser_wipe(&other);
    char *path = em_format("%s/organiser.key", folder);
    free(folder);
    return path;
}
