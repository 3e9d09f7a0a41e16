#include "fake/sheets.h"

#include "core/memory.h"
#include "core/words.h"
#include "fake/handwriting.h"
#include "fake/listed.h"
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

char *sheets_path(struct day *day, const char *name)
{
    return em_format("%s/%s.pdf", day->summit.folder, name);
}

void sheets_make(struct day *day, const char *path, const char *const words[])
{
    const char *all[16];
    size_t count = 0;
    for (; words[count]; count++)
        all[count] = *words[count] ? words[count] : path;
    all[count] = NULL;
    tool_run(&day->result, all, NULL);
    tool_said(&day->result, 0, "");
}

char *sheets_made(struct day *day, const char *path, const char *const words[])
{
    char *usual = sheets_path(day, "sheet");
    sheets_make(day, path ? path : usual, words);
    char *letters = sheets_letters(path ? path : usual);
    free(usual);
    return letters;
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

/* --- the list, to the letter and in its order --- */

/* "1 Amina Nyambura Director … Elgeyo Marakwet Kenya", as its row says it; to be freed. */
static char *row_text(const json_t *rows, size_t row)
{
    char country[256] = "";
    char *name = em_strdup(listed_cell(rows, row, "name"));
    char *role = em_strdup(listed_cell(rows, row, "role"));
    char *government = em_strdup(listed_cell(rows, row, "government"));
    const char *code = listed_cell(rows, row, "country");
    if (*code)
        words_country_name(country, sizeof country, code, "fr");
    char *text = em_format("%zu %s %s %s %s", row + 1, name, role, government, country);
    char *plain = sheets_plain(text);
    free(text);
    free(name);
    free(role);
    free(government);
    return plain;
}

bool sheets_was_there(const json_t *delegates, size_t row)
{
    return json_integer_value(json_object_get(json_array_get(delegates, row), "sessions")) > 0;
}

/* Between a row and the next stands what it says of when they came, and a page's end. */
static char *between_differs(const json_t *rows, size_t row, const char *from, const char *to)
{
    size_t size = (size_t)(to - from), skip = strlen(SHEETS_NOT_RECORDED);
    char *between = em_strndup(from, size), *differs = NULL;
    const char *rest = strncmp(between, SHEETS_NOT_RECORDED, skip) == 0 ? between + skip : between;
    bool there = sheets_was_there(rows, row);
    if (!strstr(between, "Page") && (there ? strlen(rest) <= 4 : *rest != '\0'))
        differs = em_format("row %zu: “%s” stands behind it", row + 1, between);
    free(between);
    return differs;
}

char *sheets_differ(const char *letters, const json_t *delegates)
{
    const char *at = letters;
    char *differs = NULL;
    for (size_t i = 0; i < json_array_size(delegates) && !differs; i++) {
        char *row = row_text(delegates, i);
        const char *found = strstr(at, row);
        if (!found)
            differs = em_format("row %zu: “%s” does not follow on “%.80s”", i + 1, row, at);
        else if (i > 0)
            differs = between_differs(delegates, i - 1, at, found);
        at = found ? found + strlen(row) : at;
        free(row);
    }
    return differs;
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
