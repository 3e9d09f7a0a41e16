/* The writer of workbooks at the edges of what a spreadsheet holds, and the reading back of what
 * was written.
 */
#include "core/file.h"
#include "core/memory.h"
#include "fake/calc.h"
#include "fake/folder.h"
#include "fake/tool.h"
#include "report.h"
#include "zip_whole.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define EXCEL_ROWS 1048576
#define EXCEL_TEXT 32767

static const struct report_column columns[] = {
    {"text", CELL_TEXT, COLUMN_PUBLIC, COLUMN_ROW, "Text", 20},
    {"number", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, "Number", 20},
    {"time", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, "Time", 20},
};
static const struct report report = {
    .name = "edges", .title = "Edges", .columns = columns, .column_count = 3, .group = -1};

/* A workbook in the making, in a folder of the test's own. */
struct book {
    char folder[FAKE_PATH_SIZE];
    char *path;
    struct edition edition;
    struct writer_options options;
    struct writing writing;
    void *state;
};

static int set_up(void **state)
{
    struct book *book = em_alloc(sizeof *book);
    fake_folder_make(book->folder);
    book->path = em_format("%s/edges.xlsx", book->folder);
    assert_int_equal(catalog_open(&book->edition.catalog, "en", NULL, NULL), EM_OK);
    book->writing = (struct writing){.report = &report,
                                     .edition = &book->edition,
                                     .options = &book->options,
                                     .privacy = "",
                                     .newest_us = INT64_C(1481287800000000),
                                     .scratch = book->folder,
                                     .out = fopen(book->path, "wb")};
    assert_int_equal(writer_xlsx.begin(&book->state, &book->writing, NULL), EM_OK);
    *state = book;
    return 0;
}

static int tear_down(void **state)
{
    struct book *book = *state;
    catalog_close(book->edition.catalog);
    fake_folder_remove(book->folder);
    free(book->path);
    free(book);
    return 0;
}

static void put(struct book *book, const char *text, const char *number, const char *time)
{
    writer_xlsx.row(book->state, (const char *const[]){text, number, time});
}

static void finish(struct book *book)
{
    struct em_error error = {0};
    if (writer_xlsx.end(book->state, true, &error) != EM_OK)
        fail_msg("%s", error.text);
    fclose(book->writing.out);
}

static void seen(struct book *book, struct calc_sheets *sheets)
{
    calc_open(sheets, book->folder, (const char *const[]){book->path, NULL});
}

/* --- cells --- */

static const struct {
    const char *text, *number, *time;
    const char *seen[3];
} cells[] = {
    {"_x0041_", "1", "2016-12-09T09:47:12.345678Z", {"_x0041_", "1", "2016-12-09T09:47:12.345Z"}},
    {"_x005F_x0041_", "007", "", {"_x005F_x0041_", "007", ""}},
    {"_x41_ _x004_ _X0041_ __x0041_", "", "", {"_x41_ _x004_ _X0041_ __x0041_", "", ""}},
    {"a\r\nb\rc\nd",
     "999999999999999",
     "1970-01-01T00:00:00.000000Z",
     {"a\nb\nc\nd", "999999999999999", "1970-01-01T00:00:00.000Z"}},
    {" a ",
     "9999999999999999",
     "9999-12-31T23:59:59.999999Z",
     {" a ", "9999999999999999", "9999-12-31T23:59:59.999Z"}},
    {"\x01\xFF", "x", "yesterday", {"\uFFFD\uFFFD", "x", "yesterday"}},
    {"=1+1", "0", "1969-07-20T20:17:40.000999Z", {"'=1+1", "0", "1969-07-20T20:17:40.000999Z"}},
    {"1e5", "1e5", "", {"1e5", "1e5", ""}},
    {"2016-12-09", "-1", "", {"2016-12-09", "'-1", ""}},
    {"TRUE", "", "", {"TRUE", "", ""}},
};
#define CELLS (sizeof cells / sizeof *cells)

static void a_cell_is_what_it_can_be(void **state)
{
    struct book *book = *state;
    struct calc_sheets sheets;
    for (size_t i = 0; i < CELLS; i++)
        put(book, cells[i].text, cells[i].number, cells[i].time);
    finish(book);
    seen(book, &sheets);
    assert_int_equal(sheets.items[0].table.count, CELLS + 1);
    for (size_t i = 0; i < CELLS; i++)
        for (size_t k = 0; k < 3; k++)
            assert_string_equal(sheets.items[0].table.rows[i + 1].cells[k], cells[i].seen[k]);
    calc_free(&sheets);
}

/* Each millisecond is shown as it is, wherever in the day and the century. */
static void milliseconds_are_kept(void **state)
{
    struct book *book = *state;
    struct calc_sheets sheets;
    char time[64], shown[64];
    for (int i = 0; i < 1000; i++) {
        snprintf(time, sizeof time, "%d-%02d-%02dT%02d:%02d:%02d.%03d999Z", 1970 + i % 150,
                 1 + i % 12, 1 + i % 28, i % 24, i * 7 % 60, i * 11 % 60, i);
        put(book, "x", "", time);
    }
    finish(book);
    seen(book, &sheets);
    for (int i = 0; i < 1000; i++) {
        snprintf(shown, sizeof shown, "%d-%02d-%02dT%02d:%02d:%02d.%03dZ", 1970 + i % 150,
                 1 + i % 12, 1 + i % 28, i % 24, i * 7 % 60, i * 11 % 60, i);
        assert_string_equal(sheets.items[0].table.rows[i + 1].cells[2], shown);
    }
    calc_free(&sheets);
}

/* Of `times` such pieces, what a cell of 32,767 units shows; to be freed. */
static char *repeated(const char *piece, size_t times, const char *end)
{
    struct em_buffer text = {0};
    for (size_t i = 0; i < times; i++)
        em_buffer_text(&text, piece);
    em_buffer_text(&text, end);
    return text.data;
}

static void a_text_too_long_is_cut(void **state)
{
    struct book *book = *state;
    struct calc_sheets sheets;
    static const struct {
        const char *piece;
        size_t times, kept;
    } texts[] = {
        {"é", EXCEL_TEXT, EXCEL_TEXT},         {"é", EXCEL_TEXT + 1, EXCEL_TEXT - 1},
        {"👍", EXCEL_TEXT / 2, EXCEL_TEXT / 2}, {"👍", EXCEL_TEXT, EXCEL_TEXT / 2},
        {"x", 100000, EXCEL_TEXT - 1},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = repeated(texts[i].piece, texts[i].times, "");
        put(book, text, "", "");
        free(text);
    }
    finish(book);
    seen(book, &sheets);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *shown =
            repeated(texts[i].piece, texts[i].kept, texts[i].kept < texts[i].times ? "…" : "");
        assert_string_equal(sheets.items[0].table.rows[i + 1].cells[0], shown);
        free(shown);
    }
    calc_free(&sheets);
}

/* --- sheets --- */

static size_t rows_of(const struct book *book, const char *part)
{
    size_t count = 0;
    char *text = calc_part(book->folder, book->path, part);
    for (const char *at = text; (at = strchr(at, '<')); at++)
        count += strncmp(at, "<row ", 5) == 0; /* strstr of a sanitizer measures all that is left */
    free(text);
    return count;
}

static void a_longer_list_goes_on_in_a_further_sheet(void **state)
{
    struct book *book = *state;
    for (long i = 0; i < EXCEL_ROWS + 1; i++)
        put(book, "x", "", "");
    finish(book);
    assert_int_equal(rows_of(book, "xl/worksheets/sheet1.xml"), EXCEL_ROWS);
    assert_int_equal(rows_of(book, "xl/worksheets/sheet2.xml"), 3); /* with its header */
    char *names = calc_part(book->folder, book->path, "xl/workbook.xml");
    assert_non_null(strstr(names, "<sheet name=\"edges\""));
    assert_non_null(strstr(names, "<sheet name=\"edges (2)\""));
    free(names);
}

/* Who gives up leaves nothing behind, and nothing open. */
static void a_list_that_fails_is_no_workbook(void **state)
{
    struct book *book = *state;
    put(book, "x", "1", "");
    assert_int_equal(writer_xlsx.end(book->state, false, NULL), EM_OK);
    fclose(book->writing.out);
    struct stat file;
    assert_int_equal(stat(book->path, &file), 0);
    assert_int_equal(file.st_size, 0);
    assert_int_equal(fake_folder_count(book->folder, "edges"), 1);
    assert_int_equal(fake_folder_count(book->folder, ""), 3); /* with . and .. */
}

/* --- reading back --- */

static bool whole_with(const char *path, const struct zip_rows *sheets, size_t count)
{
    int file = open(path, O_RDONLY);
    bool is = zip_whole(file, sheets, count);
    close(file);
    return is;
}

/* The rows of a book's one sheet, by another program. */
static struct zip_rows rows_in(const char *path)
{
    struct tool_result result = {0};
    struct zip_rows rows = {0};
    static const char script[] =
        "import sys,zipfile,zlib\n"
        "sheet=zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml')\n"
        "rows=sheet.split(b'<sheetData>')[1].split(b'</sheetData>')[0]\n"
        "print(len(rows),zlib.crc32(rows))\n";
    const char *const words[] = {"/usr/bin/python3", "-c", script, path, NULL};
    tool_run(&result, words, NULL);
    assert_int_equal(sscanf(result.out, "%" SCNu64 " %" SCNu32, &rows.size, &rows.crc), 2);
    tool_result_free(&result);
    return rows;
}

static void flip(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ 0x10, file);
    fclose(file);
}

static long first_data(const char *path)
{
    FILE *file = fopen(path, "rb");
    unsigned char local[30];
    assert_int_equal(fread(local, 1, sizeof local, file), sizeof local);
    fclose(file);
    return 30 + local[26] + local[28] + 256 * (local[27] + local[29]);
}

static void what_is_not_whole_is_found(void **state)
{
    struct book *book = *state;
    for (int i = 0; i < 50; i++)
        put(book, "Amina Nyambura", "1", "2016-12-09T09:47:12.345678Z");
    finish(book);
    const struct zip_rows rows[2] = {rows_in(book->path)};
    assert_true(whole_with(book->path, rows, 1));
    assert_false(whole_with(book->path, rows, 0));
    assert_false(whole_with(book->path, rows, 2));
    long data = first_data(book->path);
    for (long at = data; at < data + 100; at++) {
        flip(book->path, at);
        assert_false(whole_with(book->path, rows, 1));
        flip(book->path, at);
    }
    assert_true(whole_with(book->path, rows, 1));
    struct stat file;
    stat(book->path, &file);
    for (off_t size = file.st_size - 1; size > 0; size = size * 9 / 10) {
        assert_int_equal(truncate(book->path, size), 0);
        assert_false(whole_with(book->path, rows, 1));
    }
}

/* An archive that is good in itself, of a part that is not. */
static void archive(struct book *book, const char *part)
{
    struct tool_result result = {0};
    static const char script[] =
        "import sys,zipfile\n"
        "with zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED) as z:\n"
        "  z.writestr('a.xml',sys.argv[2])\n";
    const char *const words[] = {"/usr/bin/python3", "-c", script, book->path, part, NULL};
    tool_run(&result, words, NULL);
    tool_told(&result, 0, "");
    tool_result_free(&result);
}

static void a_part_that_ends_early_is_found(void **state)
{
    struct book *book = *state;
    put(book, "x", "1", "");
    finish(book);
    archive(book, "<?xml version=\"1.0\"?>\n<a b=\"c\"><d>e</d></a>\n");
    assert_true(whole_with(book->path, NULL, 0));
    archive(book, "<?xml version=\"1.0\"?>\n<a b=\"c\"><d>e</d>");
    assert_false(whole_with(book->path, NULL, 0));
    archive(book, "<?xml version=\"1.0\"?>");
    assert_false(whole_with(book->path, NULL, 0));
    archive(book, "");
    assert_false(whole_with(book->path, NULL, 0));
}

/* The library goes on behind rows for which there was no room. */
static void rows_that_are_missing_are_found(void **state)
{
    struct book *book = *state;
    static const char head[] = "<?xml version=\"1.0\"?>\n<a><sheetData>",
                      row[] = "<row><c>x</c></row>", tail[] = "</sheetData><b/></a>";
    const size_t row_size = sizeof row - 1;
    struct em_buffer sheet = {0}, rows = {0};
    finish(book);
    for (int i = 0; i < 6000; i++)
        em_buffer_text(&rows, row);
    em_buffer_format(&sheet, "%s%s%s", head, rows.data, tail);
    struct zip_rows wanted = {0};
    zip_rows_add(&wanted, rows.data, rows.size);
    const struct zip_rows other = {wanted.size, wanted.crc ^ 1};
    archive(book, sheet.data);
    assert_true(whole_with(book->path, &wanted, 1));
    assert_false(whole_with(book->path, &other, 1));
    for (size_t lost = 1; lost <= 6000; lost *= 30) {
        sheet.size = 0;
        em_buffer_format(&sheet, "%s%s%s", head, rows.data + lost * row_size, tail);
        archive(book, sheet.data);
        assert_false(whole_with(book->path, &wanted, 1));
    }
    em_buffer_free(&sheet);
    em_buffer_free(&rows);
}

/* --- a disk that is nearly full --- */

enum made { AS_WANTED, REFUSED, OTHER, NOT_TRIED };

/* With a scratch folder that has so much room, of this process only, which is its end. */
static enum made make_on_disk(const struct book *book, int kilobytes, const char *wanted,
                              size_t wanted_size)
{
    struct writing writing = book->writing;
    struct em_error error = {0};
    void *state;
    char *disk = em_format("%s/disk", book->folder), *options = em_format("size=%dk", kilobytes);
    char *made = NULL;
    size_t size = 0;
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
        mount("emarge", disk, "tmpfs", 0, options))
        return NOT_TRIED;
    writing.scratch = disk;
    writing.out = open_memstream(&made, &size);
    if (writer_xlsx.begin(&state, &writing, &error) != EM_OK)
        return REFUSED;
    for (int i = 0; i < 1000; i++)
        writer_xlsx.row(state, (const char *const[]){"Amina Nyambura", "1", ""});
    if (writer_xlsx.end(state, true, &error) != EM_OK)
        return error.status == EM_FULL ? REFUSED : OTHER;
    fclose(writing.out);
    return size == wanted_size && memcmp(made, wanted, size) == 0 ? AS_WANTED : OTHER;
}

static void a_small_disk_takes_no_rows_away(void **state)
{
    struct book *book = *state;
    size_t tally[NOT_TRIED + 1] = {0};
    char *disk = em_format("%s/disk", book->folder);
    assert_int_equal(mkdir(disk, 0700), 0);
    for (int i = 0; i < 1000; i++)
        put(book, "Amina Nyambura", "1", "");
    finish(book);
    struct em_buffer wanted = {0};
    assert_int_equal(em_file_read(book->path, 1 << 20, &wanted, NULL), EM_OK);
    for (int kilobytes = 8; kilobytes <= 512; kilobytes += 8) {
        int status = 0;
        pid_t child = fork();
        if (child == 0)
            _exit((int)make_on_disk(book, kilobytes, wanted.data, wanted.size));
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        tally[WEXITSTATUS(status)]++;
    }
    em_buffer_free(&wanted);
    free(disk);
    if (tally[NOT_TRIED]) {
        print_message("NOT TRIED: mounting needs root\n");
        skip();
    }
    assert_int_equal(tally[OTHER], 0);
    assert_true(tally[REFUSED] > 0 && tally[AS_WANTED] > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_cell_is_what_it_can_be),         TEST(milliseconds_are_kept),
        TEST(a_text_too_long_is_cut),           TEST(a_longer_list_goes_on_in_a_further_sheet),
        TEST(a_list_that_fails_is_no_workbook), TEST(what_is_not_whole_is_found),
        TEST(a_part_that_ends_early_is_found),  TEST(rows_that_are_missing_are_found),
        TEST(a_small_disk_takes_no_rows_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
