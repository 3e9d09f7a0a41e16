/* `emarge export --format xlsx`: what LibreOffice shows of a workbook is what stands in the list's
 * CSV, cell by cell, with real dates and numbers beneath; and no text is ever a formula.
 */
#include "core/memory.h"
#include "fake/calc.h"
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/signatories.h"
#include "fake/tool.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Two summits, one of people with harmless names. */
static char home[FAKE_PATH_SIZE];
static struct tool_result result;

static char *in_home(const char *name)
{
    return em_format("%s/%s", home, name);
}

static void run(const char *line)
{
    tool_run(&result, (const char *const[]){"/bin/sh", "-c", line, NULL}, NULL);
}

/* The tool on one of the summits, with its key, by the shell: its output may go anywhere. */
static void export(const char *summit, const char *rest)
{
    char *line = em_format("cd %s && %s export --data %s --key %s/organiser.key %s", home, EM_TOOL,
                           summit, summit, rest);
    run(line);
    free(line);
}

static void exported(const char *summit, const char *rest)
{
    export(summit, rest);
    if (result.code != 0)
        fail_msg("export %s: %s", rest, result.err);
}

static char *file_text(const char *name, size_t *size)
{
    char *path = in_home(name);
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    char *bytes = em_alloc((size_t)file.st_size + 1);
    FILE *in = fopen(path, "rb");
    assert_int_equal(fread(bytes, 1, (size_t)file.st_size, in), file.st_size);
    fclose(in);
    *size = (size_t)file.st_size;
    free(path);
    return bytes;
}

static void assert_same_file(const char *a, const char *b)
{
    size_t size, other;
    char *one = file_text(a, &size), *two = file_text(b, &other);
    assert_int_equal(size, other);
    assert_memory_equal(one, two, size);
    free(one);
    free(two);
}

/* --- what is seen --- */

static const char *const summits[] = {"tame", "hostile"};
#define SUMMITS   2
#define LISTS_MAX 12

/* Each list of both summits, or those that have groups. */
static void compare_all(bool grouped)
{
    struct listing listings[SUMMITS * LISTS_MAX];
    char *paths[SUMMITS * LISTS_MAX + 1] = {0};
    struct calc_sheets sheets[SUMMITS * LISTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < SUMMITS * list_count; i++) {
        const struct report *report = lists[i % list_count]->report;
        char *data = in_home(summits[i / list_count]);
        const struct listing_place place = {.tool = EM_TOOL, .data = data, .folder = home};
        if (!grouped || report->group != REPORT_NO_GROUP) {
            listing_open(&listings[count], &place, report);
            paths[count++] = listing_export(&place, report, "xlsx", grouped ? "--sheets" : NULL);
        }
        free(data);
    }
    calc_open(sheets, home, (const char *const *)paths);
    for (size_t i = 0; i < count; i++) {
        char *differs = listing_differs_workbook(&listings[i], &sheets[i], grouped);
        if (differs)
            fail_msg("%s: %s", paths[i], differs);
        if (!grouped && listings[i].report == list_signatures.report) { /* the control */
            size_t row = listing_spoil(&listings[i]);
            listing_found(listing_differs_workbook(&listings[i], &sheets[i], grouped), row);
            listing_mend(&listings[i], row);
        }
        listing_close(&listings[i]);
        calc_free(&sheets[i]);
        free(paths[i]);
    }
}

static void a_workbook_shows_what_csv_says(void **state)
{
    (void)state;
    compare_all(false);
}

static void a_sheet_for_each_group(void **state)
{
    (void)state;
    compare_all(true);
}

/* --- what stands beneath --- */

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("There is no %s in: %.3000s", part, text);
}

static void cells_are_dates_and_numbers(void **state)
{
    (void)state;
    char *path = in_home("parts.xlsx");
    exported("tame", "attendance --format xlsx --output parts.xlsx");
    char *sheet = calc_part(home, path, "xl/worksheets/sheet1.xml");
    char *styles = calc_part(home, path, "xl/styles.xml");
    char *core = calc_part(home, path, "docProps/core.xml");
    has(sheet, "<pane ySplit=\"1\"");
    has(sheet, "state=\"frozen\"");
    has(sheet, "<autoFilter ref=\"A1:");
    has(sheet, "<c r=\"A1\" s=\"1\" t=\"inlineStr\">");
    has(sheet, "<c r=\"D2\" s=\"2\"><v>427"); /* start: a day of December 2016, with its style */
    has(sheet, "<c r=\"J3\"><v>");            /* minutes: a number */
    has(styles, "<b/>");
    has(styles, "yyyy-mm-dd&quot;T&quot;hh:mm:ss.000&quot;Z&quot;");
    has(core, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2016-12-");
    free(sheet);
    free(styles);
    free(core);
    free(path);
}

/* Of each sheet: all columns on a page across, the header on each. */
static void a_workbook_can_be_printed(void **state)
{
    (void)state;
    char *path = in_home("print.xlsx");
    exported("tame", "attendance --sheets --format xlsx --output print.xlsx");
    char *book = calc_part(home, path, "xl/workbook.xml");
    size_t sheets = 0, titles = 0;
    for (const char *at = book; (at = strstr(at, "<sheet ")); at++)
        sheets++;
    for (const char *at = book; (at = strstr(at, "_xlnm.Print_Titles")); at++)
        titles++;
    assert_true(sheets > 1);
    assert_int_equal(titles, sheets);
    for (size_t i = 1; i <= sheets; i++) {
        char *part = em_format("xl/worksheets/sheet%zu.xml", i);
        char *sheet = calc_part(home, path, part);
        has(sheet, "<pageSetUpPr fitToPage=\"1\"/>");
        has(sheet, "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>");
        has(sheet, "<pageMargins ");
        free(sheet);
        free(part);
    }
    free(book);
    free(path);
}

/* What a file is called speaks the language of what it says of itself. */
static void properties_speak_the_language(void **state)
{
    (void)state;
    static const char *const titles[][2] = {{"fr", "<dc:title>Présence par personne</dc:title>"},
                                            {"en", "<dc:title>Attendance per delegate</dc:title>"}};
    for (size_t i = 0; i < 2; i++) {
        char *path = in_home("words.xlsx");
        char *rest =
            em_format("delegates --format xlsx --output words.xlsx --language %s", titles[i][0]);
        exported("tame", rest);
        char *core = calc_part(home, path, "docProps/core.xml");
        has(core, titles[i][1]);
        free(core);
        free(rest);
        free(path);
    }
}

/* --- formulas --- */

static void assert_reckons_nothing(const char *name)
{
    char *path = in_home(name), *document = calc_document(home, path);
    const char *formula = strstr(document, "table:formula");
    if (formula)
        fail_msg("%s reckons: %.200s", name, formula);
    free(document);
    free(path);
}

static void no_text_is_a_formula(void **state)
{
    (void)state;
    exported("hostile", "signatures --format xlsx --output h.xlsx");
    assert_reckons_nothing("h.xlsx");
    char *path = in_home("h.xlsx"), *sheet = calc_part(home, path, "xl/worksheets/sheet1.xml");
    assert_null(strstr(sheet, "<f>"));
    assert_null(strstr(sheet, "<f "));
    assert_null(strstr(sheet, "<hyperlink"));
    exported("hostile", "signatures --format csv --output h.csv");
    assert_reckons_nothing("h.csv");
    free(sheet);
    free(path);
}

/* The control: a formula that was not made harmless is found so. */
static void a_formula_would_be_seen(void **state)
{
    (void)state;
    char *path = in_home("naive.csv");
    FILE *out = fopen(path, "w");
    fputs("name,role\n\"=1+1\",x\n", out);
    fclose(out);
    char *document = calc_document(home, path);
    has(document, "table:formula");
    free(document);
    free(path);
}

/* --- bytes --- */

static void the_same_bytes_again(void **state)
{
    (void)state;
    exported("tame", "attendance --format xlsx --sheets --output one.xlsx");
    char *line = em_format("cd %s && mkdir -p scratch && TZ=Pacific/Auckland LC_ALL=C "
                           "TMPDIR=%s/scratch %s export --data tame --key tame/organiser.key "
                           "attendance --format xlsx --sheets | cat > two.xlsx",
                           home, home, EM_TOOL);
    run(line);
    assert_int_equal(result.code, 0);
    assert_same_file("one.xlsx", "two.xlsx");
    free(line);
}

/* However little room there is, for whichever of its files: whole, or not there, and said. */
static void no_room_is_no_workbook(void **state)
{
    (void)state;
    exported("tame", "signatures --format xlsx --output whole.xlsx");
    char *tight = in_home("tight"), *list = in_home("tight/list.xlsx");
    bool failed = false, made = false;
    for (int blocks = 4; !made || blocks < 400; blocks += 7) {
        char *line = em_format("cd %s && mkdir -p tight && trap '' XFSZ && ulimit -f %d && "
                               "%s export --data tame --key tame/organiser.key signatures "
                               "--format xlsx --output tight/list.xlsx",
                               home, blocks, EM_TOOL);
        run(line);
        if (result.code == 0) {
            made = true;
            assert_same_file("whole.xlsx", "tight/list.xlsx");
            unlink(list);
        } else {
            failed = true;
            has(result.err, "emarge: ");
        }
        assert_int_equal(rmdir(tight), 0); /* nothing is left in it */
        free(line);
        assert_true(blocks < 100000);
    }
    assert_true(failed);
    free(tight);
    free(list);
}

static void wrong_words(void **state)
{
    (void)state;
    export("tame", "signatures --format xlsx --sheets");
    tool_said(&result, 2, "has no groups");
    export("tame", "attendance --sheets");
    tool_said(&result, 2, "--sheets is for --format xlsx only");
    export("tame", "attendance --format xlsx --excel");
    tool_said(&result, 2, "--excel is for --format csv only");
}

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(home);
    char *tame = in_home("tame"), *hostile = in_home("hostile");
    signatories_make(&(struct signatories_options){.folder = tame, .count = 120, .seed = 1});
    signatories_make(
        &(struct signatories_options){.folder = hostile, .count = 800, .seed = 3, .hostile = true});
    free(tame);
    free(hostile);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workbook_shows_what_csv_says),
        cmocka_unit_test(a_sheet_for_each_group),
        cmocka_unit_test(cells_are_dates_and_numbers),
        cmocka_unit_test(no_text_is_a_formula),
        cmocka_unit_test(a_formula_would_be_seen),
        cmocka_unit_test(the_same_bytes_again),
        cmocka_unit_test(a_workbook_can_be_printed),
        cmocka_unit_test(properties_speak_the_language),
        cmocka_unit_test(no_room_is_no_workbook),
        cmocka_unit_test(wrong_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
