#include "table.h"

#include <assert.h>
#include <csv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

/* --- encodings --- */

/* A place in the text, counted as people count it: lines end with LF, CRLF or CR. */
struct place {
    long line, column;
};

static struct place place_of(const char *text, size_t at)
{
    struct place place = {1, 1};
    for (size_t i = 0; i < at; i++) {
        bool ends = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
        if (ends) {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

/* UTF-16 without its mark: what people write has many characters below U+0100 (commas and line
 * breaks are enough), whose upper byte is zero, and those all fall on one side. */
static const char *guess_utf16(const uint8_t *bytes, size_t size)
{
    size_t looked = size < 4096 ? size : 4096, zeros[2] = {0};
    for (size_t i = 0; i < looked; i++)
        zeros[i % 2] += bytes[i] == 0;
    if (zeros[1] * 8 >= looked && zeros[1] > zeros[0] * 8)
        return "UTF-16LE";
    if (zeros[0] * 8 >= looked && zeros[0] > zeros[1] * 8)
        return "UTF-16BE";
    return NULL;
}

/* Sequences of two bytes or more that are UTF-8, bytes that are not, and the place of the first. */
struct utf8_count {
    size_t good, broken, first_broken;
};

static struct utf8_count count_utf8(const uint8_t *bytes, size_t size)
{
    struct utf8_count count = {0};
    for (size_t at = 0; at < size;) {
        size_t before = at;
        UChar32 c;
        U8_NEXT(bytes, at, size, c);
        if (c < 0 && count.broken++ == 0)
            count.first_broken = before;
        else if (c >= 0x80)
            count.good++;
    }
    return count;
}

static enum em_status fail_at(struct em_error *error, struct place place, const char *sentence)
{
    return em_fail(error, EM_INVALID, "Line %ld, column %ld: %s", place.line, place.column,
                   sentence);
}

/* What is good of the bytes, up to the first that is not, as UTF-16; to be freed. */
static UChar *decode(const char *encoding, const char *bytes, size_t size, int32_t *units,
                     bool *good)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &status);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_FAILURE(status))
        abort(); /* ICU carries these within itself */
    UChar *out = em_alloc((size + 1) * sizeof *out), *end = out;
    ucnv_toUnicode(converter, &end, out + size + 1, &bytes, bytes + size, NULL, true, &status);
    ucnv_close(converter);
    *units = (int32_t)(end - out);
    *good = U_SUCCESS(status);
    return out;
}

static enum em_status convert(struct em_buffer *text, const char *encoding, const char *bytes,
                              size_t size, struct em_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t units, length = 0;
    bool good;
    UChar *wide = decode(encoding, bytes, size, &units, &good);
    size_t room = 3 * (size_t)units + 1;
    char *narrow = em_alloc(room);
    u_strToUTF8(narrow, (int32_t)room, &length, wide, units, &status);
    assert(U_SUCCESS(status));
    em_buffer_add(text, narrow, (size_t)length);
    free(narrow);
    free(wide);
    if (good)
        return EM_OK;
    return fail_at(error, place_of(text->data, text->size),
                   "the file breaks its encoding, UTF-16, here. Export it again, as UTF-8 if there "
                   "is a choice.");
}

/* Five bytes are no character of Windows-1252; programs that have it make none of them. */
static enum em_status check_windows(const char *bytes, size_t size, struct em_error *error)
{
    static const char none[] = "\x81\x8d\x8f\x90\x9d";
    for (size_t i = 0; i < size; i++)
        if (bytes[i] && strchr(none, bytes[i]))
            return fail_at(error, place_of(bytes, i),
                           "the file is neither UTF-8 nor UTF-16 nor Windows-1252. Export it again "
                           "as UTF-8.");
    return EM_OK;
}

static enum em_status decode_bytes(struct em_buffer *text, const char **encoding, const char *bytes,
                                   size_t size, struct em_error *error)
{
    struct utf8_count count = count_utf8((const uint8_t *)bytes, size);
    *encoding = "UTF-8";
    if (count.broken == 0) {
        em_buffer_add(text, bytes, size);
        return EM_OK;
    }
    /* Of what is written in Windows-1252 hardly anything reads as UTF-8: an É before », at most. */
    if (count.good * 8 > count.broken)
        return fail_at(error, place_of(bytes, count.first_broken),
                       "the file is UTF-8, but not here: it was cut or put together. Export it "
                       "again.");
    *encoding = "windows-1252";
    enum em_status status = check_windows(bytes, size, error);
    return status == EM_OK ? convert(text, *encoding, bytes, size, error) : status;
}

static bool begins(const char *bytes, size_t size, const char *mark, size_t length)
{
    return size >= length && memcmp(bytes, mark, length) == 0;
}

static enum em_status to_utf8(struct em_buffer *text, const char **encoding, const char *bytes,
                              size_t size, struct em_error *error)
{
    size_t mark = 2;
    em_buffer_add(text, "", 0);
    if (begins(bytes, size, "\xFF\xFE", 2))
        *encoding = "UTF-16LE";
    else if (begins(bytes, size, "\xFE\xFF", 2))
        *encoding = "UTF-16BE";
    else {
        *encoding = guess_utf16((const uint8_t *)bytes, size);
        mark = begins(bytes, size, "\xEF\xBB\xBF", 3) ? 3 : 0;
    }
    return *encoding ? convert(text, *encoding, bytes + mark, size - mark, error)
                     : decode_bytes(text, encoding, bytes + mark, size - mark, error);
}

/* --- cells --- */

/* What separates: the sign that the first line has most of, outside quotation marks. */
static char find_delimiter(const char *text)
{
    static const char signs[] = ",;\t";
    size_t counts[3] = {0}, best = 0;
    bool quoted = false;
    for (; *text && (quoted || (*text != '\n' && *text != '\r')); text++) {
        const char *sign = strchr(signs, *text);
        quoted ^= *text == '"';
        if (sign && !quoted)
            counts[sign - signs]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return signs[best];
}

struct reading {
    struct table *table;
    long line;      /* that is being read */
    long row_line;  /* where the row in the making began */
    bool in_row;    /* something of it was read */
    size_t *starts; /* of its cells, in text; each ends in a NUL */
    size_t count, capacity;
    struct em_buffer text;
};

static void take_cell(void *bytes, size_t size, void *context)
{
    struct reading *reading = context;
    reading->starts =
        em_grow(reading->starts, reading->count, &reading->capacity, sizeof *reading->starts);
    reading->starts[reading->count++] = reading->text.size;
    em_buffer_add(&reading->text, bytes ? bytes : "", size);
    em_buffer_add(&reading->text, "", 1);
}

/* A row's cells and their text are one piece of memory. */
static void take_row(int sign, void *context)
{
    (void)sign;
    struct reading *reading = context;
    struct table *table = reading->table;
    size_t room = reading->count * sizeof(char *);
    char **cells = em_alloc(room + reading->text.size), *text = (char *)cells + room;
    memcpy(text, reading->text.data, reading->text.size);
    for (size_t i = 0; i < reading->count; i++)
        cells[i] = text + reading->starts[i];
    table->rows = em_grow(table->rows, table->count, &table->capacity, sizeof *table->rows);
    table->rows[table->count++] = (struct table_row){cells, reading->count, reading->row_line};
    reading->count = reading->text.size = 0;
    reading->in_row = false;
}

static int is_no_space(unsigned char sign)
{
    (void)sign;
    return 0;
}

static size_t line_length(const char *text, size_t left)
{
    for (size_t i = 0; i < left; i++) {
        if (text[i] == '\r')
            return i + 1 + (i + 1 < left && text[i + 1] == '\n');
        if (text[i] == '\n')
            return i + 1;
    }
    return left;
}

static enum em_status misplaced_quote(const char *text, size_t at, struct em_error *error)
{
    return fail_at(error, place_of(text, at),
                   "a quotation mark where none can stand. Put the whole cell in quotation marks, "
                   "with nothing outside them, and double those within it.");
}

static enum em_status read_lines(struct reading *reading, struct csv_parser *csv,
                                 const struct em_buffer *text, struct em_error *error)
{
    for (size_t at = 0; at < text->size; reading->line++) {
        size_t length = line_length(text->data + at, text->size - at);
        if (!reading->in_row)
            reading->row_line = reading->line;
        reading->in_row |= text->data[at] != '\n' && text->data[at] != '\r';
        size_t taken = csv_parse(csv, text->data + at, length, take_cell, take_row, reading);
        if (taken < length)
            return misplaced_quote(text->data, at + taken, error);
        at += length;
    }
    /* The end ends a row as a line break does; one that it does not end is within quotes. */
    csv_parse(csv, "\n", 1, take_cell, take_row, reading);
    if (reading->in_row)
        return em_fail(error, EM_INVALID,
                       "Line %ld: a quotation mark that opens in this row is closed nowhere. Close "
                       "it, or double it if it belongs to the text.",
                       reading->row_line);
    return EM_OK;
}

static enum em_status read_cells(struct table *out, const struct em_buffer *text,
                                 struct em_error *error)
{
    struct csv_parser csv;
    struct reading reading = {.table = out, .line = 1};
    if (csv_init(&csv, CSV_STRICT) != 0)
        abort();
    csv_set_delim(&csv, (unsigned char)out->delimiter);
    csv_set_space_func(&csv, is_no_space); /* spaces belong to the text */
    enum em_status status = read_lines(&reading, &csv, text, error);
    csv_free(&csv);
    free(reading.starts);
    em_buffer_free(&reading.text);
    return status;
}

enum em_status table_read(struct table *out, const char *bytes, size_t size, struct em_error *error)
{
    struct em_buffer text = {0};
    *out = (struct table){0};
    if (size > TABLE_MAX_SIZE)
        return em_fail(error, EM_INVALID, "The table is larger than %d MiB. Import it in parts.",
                       TABLE_MAX_SIZE >> 20);
    enum em_status status = to_utf8(&text, &out->encoding, bytes, size, error);
    if (status == EM_OK && strlen(text.data) < text.size)
        status = fail_at(error, place_of(text.data, strlen(text.data)),
                         "a zero byte; this is no text. Export the table as CSV.");
    if (status == EM_OK) {
        out->delimiter = find_delimiter(text.data);
        status = read_cells(out, &text, error);
    }
    em_buffer_free(&text);
    if (status != EM_OK)
        table_free(out);
    return status;
}

void table_free(struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        free(table->rows[i].cells);
    free(table->rows);
    *table = (struct table){0};
}

/* --- the header --- */

/* Without case and outer spaces; to be freed. */
static char *fold(UCaseMap *map, const char *name)
{
    while (*name == ' ' || *name == '\t')
        name++;
    size_t length = strlen(name);
    while (length && (name[length - 1] == ' ' || name[length - 1] == '\t'))
        length--;
    size_t room = 3 * length + 1; /* case folding at most triples */
    char *out = em_alloc(room);
    UErrorCode status = U_ZERO_ERROR;
    ucasemap_utf8FoldCase(map, out, (int32_t)room, name, (int32_t)length, &status);
    assert(U_SUCCESS(status));
    return out;
}

int table_column_after(const struct table *table, const char *name, int after)
{
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", 0, &status);
    if (U_FAILURE(status))
        abort();
    char *wanted = fold(map, name);
    int found = -1;
    for (size_t i = (size_t)(after + 1); table->count && i < table->rows[0].count && found < 0;
         i++) {
        char *cell = fold(map, table->rows[0].cells[i]);
        if (strcmp(cell, wanted) == 0)
            found = (int)i;
        free(cell);
    }
    free(wanted);
    ucasemap_close(map);
    return found;
}

int table_column(const struct table *table, const char *name)
{
    return table_column_after(table, name, -1);
}
