/* The trace: what it says of a screen, when it says it, and that it keeps a person's secrets. */
#include "trace.h"

#include "fake/folder.h"
#include "fake/visitor.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct watch {
    struct visitor visitor;
    char folder[FAKE_PATH_SIZE], path[FAKE_PATH_SIZE + 16];
    struct trace *trace;
};

static void open_trace(struct watch *watch, bool values)
{
    struct em_error error = {0};
    assert_int_equal(trace_open(&watch->trace, watch->path, values, &error), EM_OK);
}

static int come(void **state)
{
    struct watch *watch = calloc(1, sizeof *watch);
    visitor_come(&watch->visitor, EM_SHARE);
    fake_folder_make(watch->folder);
    snprintf(watch->path, sizeof watch->path, "%s/trace.jsonl", watch->folder);
    *state = watch;
    return 0;
}

static int leave(void **state)
{
    struct watch *watch = *state;
    trace_close(watch->trace);
    visitor_leave(&watch->visitor);
    fake_folder_remove(watch->folder);
    free(watch);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, come, leave)

static void look(struct watch *watch)
{
    const struct flow *flow = watch->visitor.flow;
    trace_write(watch->trace, flow_screen(flow), flow_language(flow), flow_ui(flow));
}

/* The whole file, to be freed. */
static char *read_trace(const struct watch *watch)
{
    char *text = fake_file_text(watch->path);
    assert_non_null(text);
    return text;
}

static size_t lines_of(const struct watch *watch)
{
    char *text = read_trace(watch);
    size_t lines = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    free(text);
    return lines;
}

/* The last line as JSON; json_decref it. */
static json_t *last_line(const struct watch *watch)
{
    char *text = read_trace(watch);
    json_error_t error;
    assert_int_equal(text[strlen(text) - 1], '\n');
    text[strlen(text) - 1] = '\0';
    const char *begin = strrchr(text, '\n');
    json_t *line = json_loads(begin ? begin + 1 : text, 0, &error);
    assert_non_null(line);
    free(text);
    return line;
}

static const json_t *node_in(const json_t *line, const char *id)
{
    size_t i;
    json_t *node;
    json_array_foreach(json_object_get(line, "nodes"), i,
                       node) if (strcmp(json_string_value(json_object_get(node, "id")), id) ==
                                 0) return node;
    fail_msg("no node %s", id);
    return NULL;
}

static const char *text_of(const json_t *node, const char *key)
{
    return json_string_value(json_object_get(node, key));
}

/* --- what it says --- */

static void a_line_says_what_is_on_screen(void **state)
{
    static const char *const keys[] = {"id",   "role",    "label",   "value",
                                       "rect", "enabled", "checked", "focused"};
    struct watch *watch = *state;
    open_trace(watch, true);
    visitor_walk_to(&watch->visitor, "details");
    visitor_type(&watch->visitor, "Awa Ba");
    visitor_tap(&watch->visitor, "details/listed");
    look(watch);
    json_t *line = last_line(watch);
    assert_string_equal(text_of(line, "screen"), "details");
    assert_string_equal(text_of(line, "language"), "fr");
    assert_int_equal(json_object_size(line), 3);
    size_t i;
    json_t *node;
    json_array_foreach(json_object_get(line, "nodes"), i, node)
    {
        assert_int_equal(json_object_size(node), sizeof keys / sizeof *keys);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            assert_non_null(json_object_get(node, keys[k]));
    }
    const json_t *name = node_in(line, "details/name");
    assert_string_equal(text_of(name, "role"), "textbox");
    assert_string_equal(text_of(name, "label"), "Nom complet");
    assert_string_equal(text_of(name, "value"), "Awa Ba");
    assert_true(json_is_true(json_object_get(node_in(line, "details/listed"), "checked")));
    assert_true(json_is_true(json_object_get(node_in(line, "details/listed"), "focused")));
    struct ui_rect r = visitor_node(&watch->visitor, "details/name")->rect;
    const json_t *rect = json_object_get(name, "rect");
    const int sides[] = {r.x, r.y, r.w, r.h};
    assert_int_equal(json_array_size(rect), 4);
    for (size_t k = 0; k < 4; k++)
        assert_int_equal(json_integer_value(json_array_get(rect, k)), sides[k]);
    json_decref(line);
}

static void what_cannot_be_seen_has_no_size(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, false);
    visitor_walk_to(&watch->visitor, "details");
    visitor_tap(&watch->visitor, "details/country");
    look(watch);
    json_t *line = last_line(watch);
    const json_t *rect = json_object_get(node_in(line, "country/option/ZW"), "rect");
    int64_t w = json_integer_value(json_array_get(rect, 2));
    int64_t h = json_integer_value(json_array_get(rect, 3));
    assert_true(w == 0 || h == 0);
    json_decref(line);
}

static void what_is_disabled_says_so(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, false);
    visitor_walk_to(&watch->visitor, "sign");
    look(watch);
    json_t *line = last_line(watch);
    assert_true(json_is_false(json_object_get(node_in(line, "sign/undo"), "enabled")));
    assert_true(json_is_true(json_object_get(node_in(line, "sign/continue"), "enabled")));
    json_decref(line);
}

/* --- when it says it --- */

static void an_unchanged_screen_writes_nothing(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, false);
    look(watch);
    look(watch);
    flow_build(watch->visitor.flow);
    look(watch);
    assert_int_equal(lines_of(watch), 1);
    visitor_key(&watch->visitor, UI_KEY_TAB); /* another focus is a change */
    look(watch);
    assert_int_equal(lines_of(watch), 2);
}

/* Nobody can count a person's letters by the lines. */
static void typing_what_is_left_out_writes_nothing(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, false);
    visitor_walk_to(&watch->visitor, "details");
    visitor_type(&watch->visitor, "A");
    look(watch);
    size_t lines = lines_of(watch);
    visitor_type(&watch->visitor, "wa");
    look(watch);
    assert_int_equal(lines_of(watch), lines);
}

static void it_is_appended(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, false);
    look(watch);
    trace_close(watch->trace);
    open_trace(watch, false);
    look(watch);
    assert_int_equal(lines_of(watch), 2);
}

static void no_file_is_no_trace(void **state)
{
    struct watch *watch = *state;
    struct em_error error = {0};
    assert_int_equal(trace_open(&watch->trace, NULL, true, &error), EM_OK);
    look(watch);
    assert_int_equal(fake_folder_count(watch->folder, "trace"), 0);
}

static void a_file_that_cannot_be_opened_is_named(void **state)
{
    struct watch *watch = *state;
    struct em_error error = {0};
    struct trace *trace = NULL;
    char path[FAKE_PATH_SIZE + 32];
    snprintf(path, sizeof path, "%s/none/trace.jsonl", watch->folder);
    assert_int_equal(trace_open(&trace, path, false, &error), EM_NOT_FOUND);
    assert_non_null(strstr(error.text, path));
    assert_null(trace);
}

/* --- what it keeps to itself --- */

static const char *const secrets[] = {"Zyxomma", "Quaestrix", "zyx@example.org", "Nullepart",
                                      "Valpofi"};
enum { NAME, ROLE, EMAIL, GOVERNMENT, SEARCH, SECRETS };

static void press(struct watch *watch, const char *id)
{
    visitor_tap(&watch->visitor, id);
    look(watch);
}

static void write_in(struct watch *watch, const char *id, const char *text)
{
    press(watch, id);
    visitor_type(&watch->visitor, text);
    look(watch);
}

static void sign_in_every_way(struct watch *watch)
{
    static const char *const ways[] = {"sign/typed", "sign/assisted", "sign/draw"};
    for (size_t i = 0; i < 3; i++) {
        press(watch, ways[i]);
        if (i == 2)
            visitor_stroke(&watch->visitor, 30);
        press(watch, "sign/continue");
        press(watch, "header/language/en");
        if (i < 2)
            press(watch, "review/back");
    }
}

/* The whole visit, every screen traced, with each secret typed where it belongs. */
static void visit_with_secrets(struct watch *watch)
{
    look(watch);
    press(watch, "welcome/fr");
    press(watch, "document/sign");
    write_in(watch, "details/name", secrets[NAME]);
    write_in(watch, "details/role", secrets[ROLE]);
    write_in(watch, "details/email", secrets[EMAIL]);
    press(watch, "details/country");
    write_in(watch, "country/search", secrets[SEARCH]);
    press(watch, "country/back");
    press(watch, "details/government");
    write_in(watch, "government/search", secrets[GOVERNMENT]);
    press(watch, "government/free");
    press(watch, "country/option/ZW");
    press(watch, "details/listed");
    press(watch, "details/contact");
    press(watch, "details/continue");
    sign_in_every_way(watch);
    watch->visitor.answer = EM_IO;
    press(watch, "review/record");
    watch->visitor.answer = EM_OK;
    press(watch, "review/record");
    assert_string_equal(visitor_screen(&watch->visitor), "recorded");
    press(watch, "recorded/finish");
}

static void personal_values_are_left_out(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, false);
    visit_with_secrets(watch);
    char *text = read_trace(watch);
    for (size_t i = 0; i < SECRETS; i++)
        if (strcasestr(text, secrets[i]))
            fail_msg("%s: %.200s", secrets[i], strcasestr(text, secrets[i]) - 100);
    assert_null(strstr(text, "\"value\":\"Zimbabwe\""));
    free(text);
}

/* The control: with values they are all there, so each was on screen. */
static void personal_values_are_there_when_asked_for(void **state)
{
    struct watch *watch = *state;
    open_trace(watch, true);
    visit_with_secrets(watch);
    char *text = read_trace(watch);
    for (size_t i = 0; i < SECRETS; i++)
        assert_non_null(strstr(text, secrets[i]));
    assert_non_null(strstr(text, "\"value\":\"Zimbabwe\""));
    free(text);
}

/* What tests and support hold on to: an id is the screen's or the header's and a plain word, is
 * there once, and is the same in every language. */
static void assert_plain(const char *id, const char *screen)
{
    size_t length = strcspn(id, "/");
    bool shared = strncmp(id, "header/", 7) == 0 || strncmp(id, "key/", 4) == 0;
    if (!shared && (strncmp(id, screen, length) != 0 || id[length] != '/'))
        fail_msg("%s on %s", id, screen);
}

static void ids_are_stable(void **state)
{
    static const char *const screens[] = {"welcome", "document", "details",
                                          "sign",    "review",   "recorded"};
    struct watch *watch = *state;
    open_trace(watch, false);
    for (size_t s = 0; s < sizeof screens / sizeof *screens; s++) {
        visitor_walk_to(&watch->visitor, screens[s]);
        look(watch);
        json_t *line = last_line(watch), *nodes = json_object_get(line, "nodes"), *node;
        size_t i;
        json_array_foreach(nodes, i, node)
        {
            const char *id = text_of(node, "id");
            assert_plain(id, screens[s]);
            assert_ptr_equal(node_in(line, id), node);
        }
        json_decref(line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_says_what_is_on_screen),
        TEST(what_cannot_be_seen_has_no_size),
        TEST(what_is_disabled_says_so),
        TEST(an_unchanged_screen_writes_nothing),
        TEST(typing_what_is_left_out_writes_nothing),
        TEST(it_is_appended),
        TEST(no_file_is_no_trace),
        TEST(a_file_that_cannot_be_opened_is_named),
        TEST(personal_values_are_left_out),
        TEST(personal_values_are_there_when_asked_for),
        TEST(ids_are_stable),
    };
    return cmocka_run_group_tests_name("unit/trace", tests, NULL, NULL);
}
