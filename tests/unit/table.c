/* Tables out of CSV as people's programs write them: encodings, delimiters, quotes, and the places
 * of what is wrong. */
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct table table;
static struct em_error error;

static enum em_status read_bytes(const char *bytes, size_t size)
{
    table_free(&table);
    error = (struct em_error){0};
    return table_read(&table, bytes, size, &error);
}
#define READ(bytes) read_bytes(bytes, sizeof(bytes) - 1)

static void is_cell(size_t row, size_t column, const char *text)
{
    assert_true(row < table.count && column < table.rows[row].count);
    assert_string_equal(table.rows[row].cells[column], text);
}

static void is_refused(const char *bytes, size_t size, const char *sentence)
{
    assert_int_equal(read_bytes(bytes, size), EM_INVALID);
    if (!strstr(error.text, sentence))
        fail_msg("“%s” is not in “%s”", sentence, error.text);
    assert_int_equal(table.count, 0);
    assert_null(table.rows);
}
#define REFUSED(bytes, sentence) is_refused(bytes, sizeof(bytes) - 1, sentence)

static int tear_down(void **state)
{
    (void)state;
    table_free(&table);
    return 0;
}

static void cells_are_unaltered(void **state)
{
    (void)state;
    assert_int_equal(READ("name,role\n  Ana  María ,\"say \"\"yes\"\"\"\n,\n"), EM_OK);
    assert_int_equal(table.count, 3);
    is_cell(1, 0, "  Ana  María ");
    is_cell(1, 1, "say \"yes\"");
    is_cell(2, 0, "");
    is_cell(2, 1, "");
    assert_int_equal(table.delimiter, ',');
    assert_string_equal(table.encoding, "UTF-8");
}

static void the_first_line_says_what_separates(void **state)
{
    (void)state;
    assert_int_equal(READ("name;role, full;\"a,b,c,d\"\nx,y,z;1"), EM_OK);
    assert_int_equal(table.delimiter, ';');
    is_cell(0, 2, "a,b,c,d");
    is_cell(1, 0, "x,y,z");
    assert_int_equal(READ("name\trole\nx;y;z\t1\n"), EM_OK);
    assert_int_equal(table.delimiter, '\t');
    is_cell(1, 0, "x;y;z");
    assert_int_equal(READ("name\nx"), EM_OK);
    assert_int_equal(table.delimiter, ',');
}

static void lines_are_counted_through_quotes_and_gaps(void **state)
{
    (void)state;
    assert_int_equal(READ("a,b\r\n\"one\r\ntwo\n\n\",2\r\n\r\n\r\nx,y\rlast,1"), EM_OK);
    assert_int_equal(table.count, 4);
    is_cell(1, 0, "one\r\ntwo\n\n");
    assert_int_equal(table.rows[0].line, 1);
    assert_int_equal(table.rows[1].line, 2);
    assert_int_equal(table.rows[2].line, 8);
    assert_int_equal(table.rows[3].line, 9);
    is_cell(3, 0, "last");
    assert_int_equal(READ("\n\n\"\n\",x\n"), EM_OK);
    assert_int_equal(table.rows[0].line, 3);
}

/* Two lists put together, each in an encoding of its own: a guess would spoil the names of one. */
static void half_of_an_encoding_is_none(void **state)
{
    (void)state;
    REFUSED("n\nJos\xC3\xA9\nRen\xE9\n", "Line 3, column 4: the file is UTF-8, but not here");
    REFUSED("n\nJos\xC3\xA9\nRen\xE9\nZo\xEB\nLo\xEFs\n", "Line 3, column 4: ");
}

static void encodings_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(READ("\xEF\xBB\xBFname,x\nJosé,1\n"), EM_OK);
    is_cell(0, 0, "name");
    is_cell(1, 0, "José");
    assert_int_equal(READ("n,x\nJos\xE9 \x80,1\n"), EM_OK);
    assert_string_equal(table.encoding, "windows-1252");
    is_cell(1, 0, "José €");
    assert_int_equal(READ("n\n\xAB"
                          "CAF\xC9\xBB\n\xE0\n\xE7\n\xE8\n\xE9\n\xEA\n\xEE\n\xF4\n\xFB\n\xFC\n"),
                     EM_OK);
    assert_string_equal(table.encoding, "windows-1252"); /* É» happens to be UTF-8, too */
    is_cell(1, 0, "«CAFÉ»");
    assert_int_equal(READ("\xFF\xFEn\0,\0\xD1\x10\n\0\x34\xD8\x1E\xDD"), EM_OK);
    assert_string_equal(table.encoding, "UTF-16LE");
    is_cell(0, 1, "ბ");
    is_cell(1, 0, "\xF0\x9D\x84\x9E");
    assert_int_equal(READ("\xFE\xFF\0n\0,\x10\xD0"), EM_OK);
    assert_string_equal(table.encoding, "UTF-16BE");
    is_cell(0, 1, "ა");
    assert_int_equal(READ("n\0,\0x\0\n\0a\0,\0\xE9\0"), EM_OK);
    assert_string_equal(table.encoding, "UTF-16LE");
    is_cell(1, 1, "é");
    assert_int_equal(READ("\0n\0,\0x\0\n\0a\0,\0\xE9"), EM_OK);
    assert_string_equal(table.encoding, "UTF-16BE");
    is_cell(1, 1, "é");
}

static void a_long_file_in_utf16(void **state)
{
    (void)state;
    struct em_buffer wide = {0};
    em_buffer_add(&wide, "\xFF\xFE", 2);
    for (int i = 0; i < 30000; i++)
        em_buffer_add(&wide, "a\0,\0\x00\xAC\n\0", 8); /* U+AC00 */
    assert_int_equal(read_bytes(wide.data, wide.size), EM_OK);
    assert_int_equal(table.count, 30000);
    is_cell(29999, 1, "가");
    em_buffer_free(&wide);
}

static void what_is_wrong_has_its_place(void **state)
{
    (void)state;
    REFUSED("a,b\n\xC3\xA9x,\"y\nz", "Line 2: a quotation mark that opens");
    REFUSED("a,b\n\"x\n\",1\nc,d\"e\n", "Line 4, column 4: a quotation mark");
    REFUSED("a,b\nx,\"y\" z\n", "Line 2, column 6: a quotation mark");
    REFUSED("a,b\nx\0,1\n", "Line 2, column 2: a zero byte");
    REFUSED("\xC3\xA9\xC3\xA9,b\r\n\xC3\xA9x\xC3,1\n", "Line 2, column 3: the file is UTF-8");
    REFUSED("a,b\nx\x81,1\n", "Line 2, column 2: the file is neither");
    REFUSED("\xFF\xFE"
            "a\0\n\0b\0\x34\xD8z\0",
            "Line 2, column 2: the file breaks its encoding");
    REFUSED("\xFF\xFE"
            "a\0b\0\n",
            "Line 1, column 3: the file breaks its encoding");
}

static void nothing_is_an_empty_table(void **state)
{
    (void)state;
    static const char *const nothing[] = {"", "\n\r\n", "\xEF\xBB\xBF", "\xFF\xFE"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        assert_int_equal(read_bytes(nothing[i], strlen(nothing[i])), EM_OK);
        assert_int_equal(table.count, 0);
        assert_int_equal(table_column(&table, "name"), -1);
    }
}

static void columns_are_found_by_name(void **state)
{
    (void)state;
    assert_int_equal(READ("Order #, PRÉNOM ,Straße,Order,order\n"), EM_OK);
    assert_int_equal(table_column(&table, "order #"), 0);
    assert_int_equal(table_column(&table, "Prénom"), 1);
    assert_int_equal(table_column(&table, "STRASSE"), 2);
    assert_int_equal(table_column(&table, "order"), 3);
    assert_int_equal(table_column_after(&table, "Order", 3), 4);
    assert_int_equal(table_column_after(&table, "Order", 4), -1);
    assert_int_equal(table_column(&table, "Prenom"), -1);
}

#define TEST(function) cmocka_unit_test_teardown(function, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cells_are_unaltered),
        TEST(the_first_line_says_what_separates),
        TEST(encodings_are_told_apart),
        TEST(half_of_an_encoding_is_none),
        TEST(lines_are_counted_through_quotes_and_gaps),
        TEST(a_long_file_in_utf16),
        TEST(what_is_wrong_has_its_place),
        TEST(nothing_is_an_empty_table),
        TEST(columns_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
