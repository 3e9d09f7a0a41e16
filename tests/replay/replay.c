/* Same input, same bytes: what three people did, done again with the same clock and chance, gives
 * the same log, the same screens, the same last picture and the same list; with another chance, the
 * same screens and list but another log.
 */
#include "core/store.h"
#include "fake/kiosk.h"
#include "fake/visitor.h"
#include "list.h"
#include "platform/canvas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ORIGIN "ogp-paris-2016/hall-a-1"

static const struct ui_rect window = {0, 0, 1920, 1080};

/* Fonts are dear to open; all takes share them. */
static struct {
    struct font *font;
    struct icons *icons;
    struct canvas *canvas;
    struct ui_metrics metrics;
} easel;

static int open_easel(void **state)
{
    char problem[256] = "";
    (void)state;
    easel.font = font_new(problem, sizeof problem);
    if (!easel.font)
        fail_msg("%s", problem);
    easel.metrics = font_metrics(easel.font);
    easel.icons = icons_new(EM_SHARE);
    easel.canvas = canvas_new(easel.font, easel.icons);
    return 0;
}

static int close_easel(void **state)
{
    (void)state;
    canvas_free(easel.canvas);
    icons_free(easel.icons);
    font_free(easel.font);
    return 0;
}

/* --- a take: one run of the kiosk, and all that came of it --- */

struct bytes {
    char *data;
    size_t size;
};

struct take {
    struct fake_kiosk kiosk;
    struct ledger *ledger;
    struct visitor visitor;
    struct bytes frames, log, list;
    uint32_t pixels[1920 * 1080];
};

static enum em_status record(void *context, const struct signature *signature,
                             struct ledger_receipt *receipt, struct em_error *error)
{
    struct take *take = context;
    return ledger_sign(take->ledger, signature, receipt, error);
}

static int64_t count(void *context, int64_t *since_us)
{
    struct take *take = context;
    return ledger_signature_count(take->ledger, since_us);
}

static const char *fault(void *context)
{
    (void)context;
    return NULL;
}

static bool set_aside(void *context)
{
    (void)context;
    return false;
}

static void prepare(void *context, const struct signature *signature)
{
    struct take *take = context;
    struct em_error error = {0};
    assert_int_equal(ledger_prepare(take->ledger, signature, &error), EM_OK);
}

static struct take *begin(uint64_t chance)
{
    struct take *take = calloc(1, sizeof *take);
    const struct recorder recorder = {.record = record,
                                      .count = count,
                                      .fault = fault,
                                      .set_aside = set_aside,
                                      .context = take,
                                      .prepare = prepare};
    fake_kiosk_init(&take->kiosk, 1);
    fake_random_init(&take->kiosk.random, chance);
    assert_int_equal(fake_kiosk_start(&take->kiosk, &take->ledger), EM_OK);
    visitor_come_with(&take->visitor, EM_SHARE, &easel.metrics, &recorder);
    take->visitor.frames = open_memstream(&take->frames.data, &take->frames.size);
    return take;
}

static void paint(struct take *take)
{
    struct canvas_pixels pixels = {take->pixels, window.w, window.h, window.w};
    canvas_paint(easel.canvas, &pixels, ui_commands(flow_ui(take->visitor.flow)), window);
}

/* --- what is in the log --- */

static enum em_status put_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    FILE *out = context;
    char text[ENTRY_TEXT_SIZE];
    (void)error;
    fwrite(text, 1, entry_text(entry, text), out);
    fwrite(entry->body, 1, entry->body_size, out);
    if (entry->sealed)
        fwrite(entry->sealed, 1, entry->sealed_size, out);
    fwrite(leaf, 1, ENTRY_HASH_SIZE, out);
    return EM_OK;
}

static enum em_status put_log(void *context, const struct store_log *log, struct em_error *error)
{
    FILE *out = context;
    (void)error;
    fprintf(out, "%s %lld\n%s", log->origin, (long long)log->size, log->checkpoint);
    return EM_OK;
}

static void put_roll(struct store *store, FILE *out, struct em_error *error)
{
    uint8_t digest[32];
    assert_int_equal(store_projections_digest(store, digest, error), EM_OK);
    fwrite(digest, 1, sizeof digest, out);
}

static void put_row(void *context, const char *const *cells)
{
    FILE *out = context;
    for (size_t i = 0; i < list_signatures.report->column_count; i++)
        fprintf(out, "%s,", cells[i]);
}

static void put_list(struct take *take, struct store *store, struct em_error *error)
{
    struct organiser_secret key = {0};
    struct list_gaps gaps;
    memcpy(key.seal_secret, take->kiosk.seal_secret, sizeof key.seal_secret);
    memcpy(key.public.seal_public, take->kiosk.identity.seal_public, sizeof key.public.seal_public);
    snprintf(key.public.event, sizeof key.public.event, "%s", take->kiosk.identity.event);
    FILE *out = open_memstream(&take->list.data, &take->list.size);
    const struct edition edition = {.language = "en", .timezone = "UTC"};
    const struct list_filter all = {0};
    const struct sink sink = {put_row, out};
    const struct list_work work = {
        .store = store, .key = &key, .edition = &edition, .filter = &all, .sink = &sink};
    assert_int_equal(list_signatures.write(&work, &gaps, error), EM_OK);
    fclose(out);
    assert_int_equal((int)gaps.sealed, 0);
}

static void end(struct take *take)
{
    struct em_error error = {0};
    struct store *store;
    paint(take);
    fclose(take->visitor.frames);
    take->visitor.frames = NULL;
    ledger_close(take->ledger);
    assert_int_equal(store_open(&store, take->kiosk.store, STORE_READ, &error), EM_OK);
    assert_int_equal(store_snapshot(store, &error), EM_OK);
    FILE *out = open_memstream(&take->log.data, &take->log.size);
    assert_int_equal(store_logs(store, NULL, put_log, out, &error), EM_OK);
    assert_int_equal(store_entries(store, ORIGIN, 0, put_entry, out, &error), EM_OK);
    put_roll(store, out, &error);
    fclose(out);
    put_list(take, store, &error);
    store_close(store);
}

static void discard(struct take *take)
{
    visitor_leave(&take->visitor);
    fake_kiosk_free(&take->kiosk);
    free(take->frames.data);
    free(take->log.data);
    free(take->list.data);
    free(take);
}

/* --- what is done --- */

static void tap_letters(struct visitor *visitor, const char *letters)
{
    for (; *letters; letters++) {
        char id[] = "key/?";
        id[4] = *letters;
        visitor_tap(visitor, *letters == ' ' ? "key/space" : id);
    }
}

/* Reads by finger, writes by the keyboard on the screen, draws, changes the language. */
static void first_person(struct visitor *visitor)
{
    visitor_tap(visitor, "welcome/fr");
    visitor_drag(visitor, 700, 800, -35, 12);
    visitor_wait(visitor, 3 * VISITOR_SECOND); /* the page runs on */
    visitor_tap(visitor, "document/sign");
    visitor_tap(visitor, "details/name");
    tap_letters(visitor, "awa ba");
    visitor_tap(visitor, "details/government");
    tap_letters(visitor, "paris");
    visitor_tap(visitor, "key/next");
    visitor_tap(visitor, "header/language/es");
    visitor_tap(visitor, "details/listed");
    visitor_tap(visitor, "details/continue");
    visitor_stroke(visitor, 60);
    visitor_stroke(visitor, 25);
    visitor_tap(visitor, "sign/undo");
    visitor_stroke(visitor, 33);
    visitor_tap(visitor, "sign/continue");
    visitor_tap(visitor, "review/record");
    visitor_wait(visitor, 40 * VISITOR_SECOND); /* back to welcome by itself */
}

/* By keyboard alone. */
static void second_person(struct visitor *visitor)
{
    visitor_tab_to(visitor, "welcome/en");
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_key(visitor, UI_KEY_END);
    visitor_tab_to(visitor, "document/sign");
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_type(visitor, "Seán O’Brien");
    visitor_tab_to(visitor, "details/email");
    visitor_type(visitor, "sean@example.org");
    visitor_tab_to(visitor, "details/capacity/government");
    visitor_key(visitor, UI_KEY_DOWN);
    visitor_tab_to(visitor, "details/continue");
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_tab_to(visitor, "sign/typed");
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_tab_to(visitor, "review/record");
    visitor_key(visitor, UI_KEY_ENTER);
    visitor_tab_to(visitor, "recorded/finish");
    visitor_key(visitor, UI_KEY_ENTER);
}

/* Goes away in the middle, and somebody else stops at the signature. */
static void third_person(struct visitor *visitor)
{
    visitor_walk_to(visitor, "review");
    visitor_wait(visitor, 600 * VISITOR_SECOND);
    visitor_walk_to(visitor, "sign");
    visitor_stroke(visitor, 80);
}

static struct take *perform(uint64_t chance)
{
    struct take *take = begin(chance);
    first_person(&take->visitor);
    second_person(&take->visitor);
    third_person(&take->visitor);
    end(take);
    return take;
}

static struct take *replay(const struct take *original, uint64_t chance)
{
    struct take *take = begin(chance);
    visitor_do_as(&take->visitor, &original->visitor);
    end(take);
    return take;
}

/* --- the tests --- */

static bool same(struct bytes a, struct bytes b)
{
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

static void the_performance_is_one(void **state)
{
    (void)state;
    struct take *take = perform(1);
    assert_non_null(strstr(take->list.data, "A-1,"));
    assert_non_null(strstr(take->list.data, "A-2,"));
    assert_null(strstr(take->list.data, "A-3,"));
    assert_non_null(strstr(take->list.data, "Awa Ba"));
    assert_non_null(strstr(take->list.data, "Seán O’Brien"));
    assert_string_equal(visitor_screen(&take->visitor), "sign");
    assert_true(take->visitor.event_count > 300);
    discard(take);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    struct take *original = perform(1);
    struct take *once = replay(original, 1), *twice = replay(original, 1);
    assert_true(same(original->frames, once->frames));
    assert_true(same(once->frames, twice->frames));
    assert_true(same(original->log, once->log));
    assert_true(same(once->log, twice->log));
    assert_true(same(original->list, once->list));
    assert_true(same(once->list, twice->list));
    assert_memory_equal(original->pixels, once->pixels, sizeof once->pixels);
    assert_memory_equal(once->pixels, twice->pixels, sizeof once->pixels);
    discard(original);
    discard(once);
    discard(twice);
}

/* The control: salts, boot and seals are of chance, and the comparison sees it. */
static void another_chance_gives_another_log(void **state)
{
    (void)state;
    struct take *original = perform(1), *other = replay(original, 2);
    assert_true(same(original->frames, other->frames));
    assert_false(same(original->log, other->log));
    discard(original);
    discard(other);
}

/* The control of the screens: one letter more is seen in the frames, the log and the list. */
static void other_input_gives_other_bytes(void **state)
{
    (void)state;
    struct take *original = perform(1), *other = begin(1);
    for (size_t i = 0; i < original->visitor.event_count; i++)
        if (original->visitor.events[i].text)
            original->visitor.events[i].text = "Sean O’Brien";
    visitor_do_as(&other->visitor, &original->visitor);
    end(other);
    assert_false(same(original->frames, other->frames));
    assert_false(same(original->log, other->log));
    assert_false(same(original->list, other->list));
    discard(original);
    discard(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_performance_is_one),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(another_chance_gives_another_log),
        cmocka_unit_test(other_input_gives_other_bytes),
    };
    return cmocka_run_group_tests_name("replay/replay", tests, open_easel, close_easel);
}
