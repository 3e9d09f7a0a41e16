#include "fake/typing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void typing_begin(void **state, const char *layout)
{
    struct typing *at = calloc(1, sizeof *at);
    char problem[200] = "";
    assert_non_null(at);
    at->text = key_text_new(layout, problem, sizeof problem);
    assert_string_equal(problem, "");
    at->now = 1000000;
    wedge_start(&at->wedge, key_text_character, at->text);
    *state = at;
}

int typing_set_up(void **state)
{
    typing_begin(state, "us");
    return 0;
}

int typing_tear_down(void **state)
{
    struct typing *at = *state;
    key_text_free(at->text);
    free(at);
    return 0;
}

static void let_through(struct typing *at)
{
    for (size_t i = 0; i < at->held_count; i++) {
        at->typed[at->typed_count++] = at->held[i];
        if (at->now - at->pressed[i] > at->longest_wait)
            at->longest_wait = at->now - at->pressed[i];
    }
    at->held_count = 0;
}

static void heed(struct typing *at, enum wedge_answer answer)
{
    if (answer == WEDGE_PASS)
        let_through(at);
    if (answer == WEDGE_TAKE || answer == WEDGE_SCAN)
        at->held_count = 0;
    if (answer != WEDGE_SCAN)
        return;
    assert_true(at->scan_count < 4);
    strcpy(at->scans[at->scan_count++], at->wedge.text);
}

void typing_wait(struct typing *at, int64_t us)
{
    int64_t until = at->now + us;
    while (wedge_deadline(&at->wedge) <= until) {
        at->now = wedge_deadline(&at->wedge);
        heed(at, wedge_wait(&at->wedge, at->now));
    }
    at->now = until;
}

void typing_key(struct typing *at, unsigned usage, bool down, bool repeat)
{
    heed(at, wedge_wait(&at->wedge, at->now));
    if (down) {
        assert_true(at->held_count < 200);
        at->pressed[at->held_count] = at->now;
        at->held[at->held_count++] = usage;
    }
    heed(at, wedge_key(&at->wedge, &(struct wedge_key){at->now, usage, down, repeat}));
}

void typing_tap(struct typing *at, unsigned usage)
{
    typing_key(at, usage, true, false);
    typing_key(at, usage, false, false);
}

void typing_lose_focus(struct typing *at)
{
    heed(at, wedge_lose_focus(&at->wedge));
}

unsigned typing_usage(char c)
{
    static const char row[] = "1234567890";
    static const struct {
        char c;
        unsigned usage;
    } signs[] = {{' ', KEY_SPACE}, {'-', 0x2D},  {'[', 0x2F},
                 {';', 0x33},      {'\'', 0x34}, {'/', 0x38}};
    if (c >= 'a' && c <= 'z')
        return (unsigned)(KEY_A + c - 'a');
    if (strchr(row, c))
        return (unsigned)(0x1E + (strchr(row, c) - row));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].c == c)
            return signs[i].usage;
    fail_msg("no key for %c", c);
    return 0;
}

void typing_scan(struct typing *at, const char *code, int64_t gap)
{
    char before = '\0';
    for (const char *c = code; *c; c++) {
        bool capital = *c >= 'A' && *c <= 'Z';
        unsigned usage = typing_usage(capital ? (char)(*c - 'A' + 'a') : *c);
        bool doubled = *c == before && gap <= 2 * MS;
        if (capital)
            typing_key(at, KEY_SHIFT, true, false);
        typing_key(at, usage, true, doubled);
        if (!(c[1] == *c && gap <= 2 * MS))
            typing_key(at, usage, false, false);
        if (capital)
            typing_key(at, KEY_SHIFT, false, false);
        typing_wait(at, gap);
        before = *c;
    }
}

void typing_expect_scan(const struct typing *at, size_t nth, const char *text)
{
    assert_true(at->scan_count > nth);
    assert_string_equal(at->scans[nth], text);
}

void typing_expect(const struct typing *at, const char *letters)
{
    char typed[2001] = "";
    for (size_t i = 0; i < at->typed_count; i++)
        typed[i] = at->typed[i] < KEY_A + 26 ? (char)('a' + at->typed[i] - KEY_A) : '*';
    assert_string_equal(typed, letters);
}
