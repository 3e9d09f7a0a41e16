/* What is pasted into the form, however broken, is cleaned once: what the field holds is what the
 * review shows, what is recorded, and what is exported.
 *   window-baddays-paste BIN FOLDER
 */
#include "bench.h"
#include "clipboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPLACED "\xEF\xBF\xBD" /* U+FFFD */

struct paste {
    const char *what, *bytes;
    size_t size;
    int times;        /* that the bytes are repeated; 0: once */
    const char *kept; /* of one repetition */
    int kept_times;   /* 0: whatever the field keeps, as long as all agree on it */
};

/* Bytes of a literal, which may hold a NUL. */
#define BYTES(literal) literal, sizeof(literal) - 1

static const struct paste pastes[] = {
    {"control characters", BYTES("Ama\x01 \x1b[31mBa\x07\x7f\xc2\x9b"), 1, "Ama [31mBa", 1},
    {"line breaks and tabs",
     BYTES("Ama\r\nBa\tCo\nDo\xe2\x80\xa8"
           "Eo"),
     1, "Ama Ba Co Do Eo", 1},
    {"invalid UTF-8", BYTES("Ama \xff\xfe Ba \xc3"), 1, "Ama " REPLACED REPLACED " Ba " REPLACED,
     1},
    {"overlong forms and half surrogates", BYTES("A\xc0\xaf \xed\xa0\x80 \xf5\x80\x80\x80 Ba"), 1},
    {"a NUL in the middle", BYTES("Ama\0Ba"), 1},
    {"right-to-left text that would turn what follows it",
     BYTES("فاطمة \xe2\x80\xae"
           "الزهراء 12"),
     1, "فاطمة الزهراء 12", 1},
    {"two thousand characters", BYTES("Ж"), 2000, "Ж", 200},
    {"two thousand letters, each with an accent of its own", BYTES("e\xcc\x81"), 2000, "e\xcc\x81",
     200},
    {"letters under six accents each", BYTES("Z\xcc\x81\xcc\x80\xcc\x82\xcc\x83\xcc\x88\xcc\x84"),
     12, "Z\xcc\x81\xcc\x80\xcc\x82\xcc\x83\xcc\x88\xcc\x84", 12},
    {"a family of joined signs", BYTES("👩‍👩‍👧‍👦 Ba"), 1,
     "👩‍👩‍👧‍👦 Ba", 1},
    {"what would be a formula in a table", BYTES("=HYPERLINK(\"http://x\")"), 1,
     "=HYPERLINK(\"http://x\")", 1},
};

static const struct step to_the_name[] = {
    {STEP_SCREEN, "welcome"},
    {STEP_CLICK, "welcome/fr"},
    {STEP_SCREEN, "document"},
    {STEP_CLICK, "document/sign"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/government"},
    {STEP_SCREEN, "government"},
    {STEP_CLICK, "government/option/austin"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/name"},
    {STEP_KEY, .text = "A"},
    {STEP_VALUE, "details/name", "A"},
    {STEP_KEY, .text = "BackSpace"},
    {STEP_VALUE, "details/name", ""},
    {STEP_END},
};

static const struct step to_the_review[] = {
    {STEP_CLICK, "details/continue"}, {STEP_SCREEN, "sign"},   {STEP_CLICK, "sign/typed"},
    {STEP_CLICK, "sign/continue"},    {STEP_SCREEN, "review"}, {STEP_END},
};

static char *repeated(const char *bytes, size_t size, int times)
{
    char *all = calloc((size_t)times, size + 1);
    if (!all)
        abort();
    for (int i = 0; i < times; i++)
        memcpy(all + (size_t)i * size, bytes, size);
    return all;
}

static const char *shown(struct bench *bench, const char *id, const char *field)
{
    return trace_text(trace_node(driver_trace(bench->driver), id), field);
}

/* Pastes, and returns what the field holds once it holds anything; to be freed. */
static char *paste(struct bench *bench, const struct paste *paste)
{
    char *bytes = repeated(paste->bytes, paste->size, paste->times);
    struct clipboard *clipboard = clipboard_offer(display_name(driver_display(bench->driver)),
                                                  bytes, paste->size * (size_t)paste->times);
    driver_press(bench->driver, "ctrl+v");
    driver_wait_filled(bench->driver, "details/name");
    char *held = strdup(shown(bench, "details/name", "value"));
    clipboard_withdraw(clipboard);
    free(bytes);
    return held;
}

static bool kept_as_expected(const struct paste *paste, const char *held)
{
    if (!paste->kept_times)
        return *held != '\0';
    char *kept = repeated(paste->kept, strlen(paste->kept), paste->kept_times);
    bool same = strcmp(held, kept) == 0;
    if (!same)
        fprintf(stderr, "The field holds “%s” and ought to hold “%s”.\n", held, kept);
    free(kept);
    return same;
}

/* The name in the list, beside the number that was given. */
static bool is_exported(struct bench *bench, int count, const char *name)
{
    char number[32];
    snprintf(number, sizeof number, "A-%d", count);
    json_t *list = list_export(bench->bin, bench->data);
    const char *exported = json_string_value(json_object_get(list_row(list, number), "name"));
    bool same = exported && strcmp(exported, name) == 0;
    if (!same)
        fprintf(stderr, "%s has the name “%s”, and “%s” was shown.\n", number,
                exported ? exported : "", name);
    json_decref(list);
    return same;
}

static void try_paste(struct bench *bench, const struct paste *case_, int count)
{
    bool played = bench_play(bench, case_->what, to_the_name);
    char *held = played ? paste(bench, case_) : strdup("");
    bool good = kept_as_expected(case_, held) && bench_play(bench, case_->what, to_the_review) &&
                !strcmp(shown(bench, "review/name", "label"), held) &&
                bench_play(bench, case_->what, bench_record) && is_exported(bench, count, held) &&
                bench_play(bench, case_->what, bench_finish);
    bench_expect(bench, good, case_->what);
    free(held);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    if (argc != 3) {
        fputs("usage: window-baddays-paste BIN FOLDER\n", stderr);
        return 2;
    }
    bench_open(&bench, argv[1], argv[2]);
    bool started = bench_expect(&bench, bench_start(&bench, NULL), "the kiosk starts");
    for (size_t i = 0; started && i < sizeof pastes / sizeof *pastes; i++)
        try_paste(&bench, &pastes[i], (int)i + 1);
    fputs("The next sentence is wanted:\n", stderr);
    bench_expect(&bench, !is_exported(&bench, 1, "another name"), "another name would be noticed");
    bench_expect(&bench, list_verify(bench.bin, bench.data), "the log is good");
    return bench_close(&bench) ? EXIT_FAILURE : EXIT_SUCCESS;
}
