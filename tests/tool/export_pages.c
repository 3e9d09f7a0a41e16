/* `emarge export --format html` and `--format md`: the pages of a small summit to the byte, and
 * what a hostile name can do in them: nothing.
 */
#include "core/memory.h"
#include "core/words.h"
#include "fake/day.h"
#include "fake/hall.h"
#include "fake/markup.h"
#include "fake/signatories.h"
#include "list.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_golden(const char *text, const char *name)
{
    char path[1024];
    const char *mode = getenv("EM_GOLDEN");
    snprintf(path, sizeof path, EM_TESTS "/tool/data/pages/%s", name);
    if (mode && strcmp(mode, "update") == 0) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
    }
    char *golden = fake_file_text(path);
    if (!golden || strcmp(golden, text) != 0)
        fail_msg("%s differs (EM_GOLDEN=update writes it anew; read the diff)", path);
    free(golden);
}

/* --- to the byte --- */

/* What was merged was merged now, and the page says when: that line is taken out. */
static void drop_line_with(char *text, const char *words)
{
    char *at = strstr(text, words);
    assert_non_null(at);
    while (at > text && at[-1] != '\n')
        at--;
    char *behind = at + strcspn(at, "\n");
    memmove(at, behind, strlen(behind) + 1);
}

static void pages_of_a_day(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    static const struct {
        const char *report, *format, *language, *golden, *as_of;
    } pages[] = {
        {"attendance", "html", "fr", "attendance.fr.html", "À jour au "},
        {"attendance", "md", "en", "attendance.en.md", "As of "},
        {"scans", "md", "es", "scans.es.md", "Actualizado al "},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        DAY_TOOL(day, "export", pages[i].report, "--data", home, "--format", pages[i].format,
                 "--language", pages[i].language);
        assert_int_equal(day->result.code, 0);
        drop_line_with(day->result.out, pages[i].as_of);
        assert_golden(day->result.out, pages[i].golden);
    }
    free(home);
}

static struct hall hall;

static void sign_some(void)
{
    static const struct {
        const char *name, *role, *government, *country;
        enum signature_mode mode;
        bool listed;
    } people[] = {
        {"Amina Nyambura", "County secretary", "Elgeyo Marakwet", "KE", MODE_ASSISTED, true},
        {"김가람", "시의원", "예시시청", "KR", MODE_TYPED, true},
        {"ნინო მაგალითაძე", "", "მაგალითის მერია", "GE", MODE_TYPED, false},
        {"أمينة المثال", "مستشارة", "بلدية المثال", "TN", MODE_TYPED, true},
        {"<b>Jo</b> | *dit* \"Jo\" \u202Ebob", "a & b", "=1+1", "FR", MODE_TYPED, true},
    };
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct signature signature = hall_signature();
        signature.name = people[i].name;
        signature.role = people[i].role;
        signature.government = people[i].government;
        signature.government_id = "";
        signature.country = people[i].country;
        signature.mode = people[i].mode;
        signature.listed = people[i].listed;
        hall_sign(&hall, &signature);
    }
}

static void pages_of_signatures(void **state)
{
    (void)state;
    static const char *const formats[] = {"html", "md"};
    sign_some();
    for (size_t i = 0; i < 2; i++) {
        char *name = em_format("signatures.fr.%s", formats[i]);
        HALL_EXPORT(&hall, "--format", formats[i]);
        tool_said(&hall.result, 0, "something is sealed");
        assert_golden(hall.result.out, name);
        free(name);
    }
}

static void an_empty_list_is_a_page(void **state)
{
    (void)state;
    HALL_EXPORT(&hall, "--format", "html", "--language", "en");
    assert_int_equal(hall.result.code, 0);
    assert_non_null(strstr(hall.result.out, "<p>No entry.</p>"));
    assert_null(strstr(hall.result.out, "<table"));
    HALL_EXPORT(&hall, "--format", "md", "--language", "en");
    assert_non_null(strstr(hall.result.out, "\nNo entry.\n"));
}

/* --- hostile --- */

static const char *const tags[] = {
    "html", "head", "meta", "style", "title",   "body",   "main",     "header", "h1",
    "h2",   "p",    "div",  "table", "caption", "col",    "colgroup", "thead",  "tbody",
    "tr",   "th",   "td",   "span",  "time",    "footer", NULL};
static const char *const attributes[] = {"lang",  "dir",      "charset", "http-equiv", "content",
                                         "name",  "class",    "role",    "tabindex",   "aria-label",
                                         "scope", "datetime", NULL};

/* A summit whose names, titles and governments are hostile. */
static char summit[FAKE_PATH_SIZE];
static struct tool_result result;

static void export(const char *report, const char *format)
{
    char *key = em_format("%s/data/organiser.key", summit);
    char *data = em_format("%s/data", summit);
    tool_run(&result,
             (const char *const[]){EM_TOOL, "export", report, "--format", format, "--data", data,
                                   "--key", key, NULL},
             NULL);
    if (result.code != 0)
        fail_msg("export %s --format %s: %s", report, format, result.err);
    free(key);
    free(data);
}

/* No character in it is one that words_visible would have shown. */
static void assert_hides_nothing(const char *text)
{
    for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
        char *own = em_strndup(line, strcspn(line, "\n")), *visible = words_visible(own);
        assert_string_equal(own, visible);
        free(own);
        free(visible);
    }
}

static void no_text_becomes_markup(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++) {
        export(lists[i]->report->name, "html");
        assert_hides_nothing(result.out);
        char *strange = markup_strange(result.out, tags, attributes);
        if (strange)
            fail_msg("%s: %s", lists[i]->report->name, strange);
    }
}

/* The control: each is found where it is. */
static void markup_would_be_seen(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<p>a</p><script>alert(1)</script>",
        "<p>a < b</p>",
        "<p>a > b</p>",
        "<p class=\"a\" onclick=\"alert(1)\">b</p>",
        "<p class=\"a\"b\">c</p>",
        "<p class=a>b</p>",
        "<p class=\"a\"><!-- b --></p>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *strange = markup_strange(pages[i], tags, attributes);
        assert_non_null(strange);
        free(strange);
    }
    assert_null(markup_strange("<!DOCTYPE html>\n<style>a>b{}</style><p class=\"a\">&lt;</p>\n",
                               tags, attributes));
}

/* Every name is on the page as it was entered, but for what hides; who calls himself as what is
 * sealed stands there as sealed. */
static void every_name_is_there(void **state)
{
    (void)state;
    export("signatures", "json");
    json_t *rows = json_loads(result.out, 0, NULL);
    export("signatures", "html");
    const char *at = result.out;
    assert_true(json_array_size(rows) > 500);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        char *name =
            words_visible(json_string_value(json_object_get(json_array_get(rows, i), "name")));
        char *shown = markup_text(&at, "<td class=\"name\" dir=\"auto\">");
        assert_non_null(shown);
        assert_string_equal(shown, strcmp(name, LIST_SEALED) == 0 ? "" : name);
        free(name);
        free(shown);
    }
    assert_null(markup_text(&at, "<td class=\"name\" dir=\"auto\">"));
    json_decref(rows);
}

/* Bars that no backslash stands before. */
static size_t bars(const char *line, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        if (line[i] == '\\')
            i++;
        else
            count += line[i] == '|';
    return count;
}

static void a_row_of_markdown_has_its_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++) {
        size_t cells = 0, rows = 0;
        export(lists[i]->report->name, "md");
        assert_hides_nothing(result.out);
        for (const char *line = result.out; *line; line += strcspn(line, "\n") + 1) {
            size_t size = strcspn(line, "\n"), count = bars(line, size);
            if (*line != '|')
                continue;
            cells = cells ? cells : count;
            assert_int_equal(count, cells);
            assert_int_equal(line[size - 1], '|');
            rows++;
        }
        assert_true(rows > 3);
    }
}

static int make_summit(void **state)
{
    (void)state;
    fake_folder_make(summit);
    char *data = em_format("%s/data", summit);
    signatories_make(
        &(struct signatories_options){.folder = data, .count = 700, .seed = 9, .hostile = true});
    free(data);
    return 0;
}

static int remove_summit(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(summit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_of_a_day, day_set_up, day_tear_down),
        cmocka_unit_test_prestate_setup_teardown(pages_of_signatures, hall_set_up, hall_tear_down,
                                                 &hall),
        cmocka_unit_test_prestate_setup_teardown(an_empty_list_is_a_page, hall_set_up,
                                                 hall_tear_down, &hall),
        cmocka_unit_test(no_text_becomes_markup),
        cmocka_unit_test(markup_would_be_seen),
        cmocka_unit_test(every_name_is_there),
        cmocka_unit_test(a_row_of_markdown_has_its_cells),
    };
    return cmocka_run_group_tests(tests, make_summit, remove_summit);
}
