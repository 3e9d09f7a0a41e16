#include "core/pack_parts.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#define FIXED_COLUMNS 3 /* id, country, pioneer; the columns of names follow */
#define MAX_NAME      200

static const char *const fixed_columns[FIXED_COLUMNS] = {"id", "country", "pioneer"};

struct reading {
    struct pack_work *work;
    size_t capacity; /* of the pack's governments */
    char **fields;   /* of the row that is being read */
    size_t count, field_capacity;
    int line;        /* of the byte that is being read */
    int row_line;    /* where the row began */
    size_t *columns; /* which field holds: id, country, pioneer, and the languages' names */
    size_t width;    /* fields in the header; 0 until it was read */
    bool usable;     /* the header was good */
    struct line {    /* of the governments that were read, to name the first of two alike */
        const char *id;
        int line;
    } * lines;
    size_t line_count, line_capacity;
};

#define tell(reading, ...)                                                                         \
    pack_fault((reading)->work, PACK_GOVERNMENTS_FILE, (reading)->row_line, __VA_ARGS__)

static void take_field(void *data, size_t size, void *context)
{
    struct reading *reading = context;
    if (reading->count == 0)
        reading->row_line = reading->line;
    reading->fields =
        em_grow(reading->fields, reading->count, &reading->field_capacity, sizeof *reading->fields);
    reading->fields[reading->count++] = em_strndup(data ? data : "", size);
}

static void drop_fields(struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++)
        free(reading->fields[i]);
    reading->count = 0;
}

static const char *column_name(const struct reading *reading, size_t column)
{
    return column < FIXED_COLUMNS ? fixed_columns[column]
                                  : reading->work->pack->languages[column - FIXED_COLUMNS];
}

static void read_header(struct reading *reading)
{
    size_t wanted = FIXED_COLUMNS + reading->work->pack->language_count;
    reading->columns = em_alloc(wanted * sizeof *reading->columns);
    reading->width = reading->count;
    reading->usable = true;
    for (size_t column = 0; column < wanted; column++) {
        size_t found = 0;
        for (size_t i = 0; i < reading->count; i++) {
            if (strcmp(reading->fields[i], column_name(reading, column)) == 0) {
                reading->columns[column] = i;
                found++;
            }
        }
        if (found != 1)
            tell(reading,
                 found
                     ? "the column `%s` is there twice. Delete one."
                     : "the column `%s` is missing. Add it to the first line; separate by commas.",
                 column_name(reading, column));
        reading->usable = reading->usable && found == 1;
    }
    if (reading->usable && reading->count > wanted)
        tell(reading,
             "%zu columns, and %zu are known: id, country, pioneer and the event's languages. "
             "Delete "
             "the others, or add their language to `languages` in event.ini.",
             reading->count, wanted);
}

static bool is_country(const char *code)
{
    for (const char *const *iso = uloc_getISOCountries(); *iso; iso++)
        if (strcmp(*iso, code) == 0)
            return true;
    return false;
}

static void read_pioneer(struct reading *reading, struct pack_government *government,
                         const char *text)
{
    government->pioneer = strcmp(text, "yes") == 0;
    if (!government->pioneer && strcmp(text, "no") != 0)
        tell(reading, "`%s` in the column pioneer. Write yes or no.", text);
}

static void read_government_names(struct reading *reading, struct pack_government *government)
{
    struct event_pack *pack = reading->work->pack;
    government->names = em_alloc(pack->language_count * sizeof *government->names);
    for (size_t i = 0; i < pack->language_count; i++) {
        const char *name = reading->fields[reading->columns[FIXED_COLUMNS + i]];
        government->names[i] = pack_keep(pack, name);
        if (!name[0])
            tell(reading, "the name in the column %s is empty. Write the government's name.",
                 pack->languages[i]);
        else if (strlen(name) > MAX_NAME || strpbrk(name, "\t\r\n"))
            tell(reading,
                 "the name in the column %s is too long or holds a tab or a line break. Write at "
                 "most %d bytes in one line.",
                 pack->languages[i], MAX_NAME);
    }
}

static void read_government(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    const char *id = reading->fields[reading->columns[0]];
    const char *country = reading->fields[reading->columns[1]];
    pack->governments = em_grow(pack->governments, pack->government_count, &reading->capacity,
                                sizeof *pack->governments);
    struct pack_government *government = &pack->governments[pack->government_count++];
    *government = (struct pack_government){.id = pack_keep(pack, id)};
    if (!pack_is_id(id))
        tell(reading, "`%s` cannot be an id. Write at most %d of a-z, 0-9 and - between them.", id,
             PACK_MAX_ID);
    if (is_country(country))
        memcpy(government->country, country, sizeof government->country);
    else
        tell(reading, "there is no country `%s`. Write a code of ISO 3166-1 such as FR or GB.",
             country);
    read_pioneer(reading, government, reading->fields[reading->columns[2]]);
    read_government_names(reading, government);
    reading->lines = em_grow(reading->lines, reading->line_count, &reading->line_capacity,
                             sizeof *reading->lines);
    reading->lines[reading->line_count++] = (struct line){government->id, reading->row_line};
}

static void take_row(int end, void *context)
{
    (void)end;
    struct reading *reading = context;
    if (reading->width == 0)
        read_header(reading);
    else if (reading->usable && reading->count != reading->width)
        tell(reading, "%zu columns, and the first line has %zu. Give each column its field.",
             reading->count, reading->width);
    else if (reading->usable)
        read_government(reading);
    drop_fields(reading);
}

static int by_id(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : x->line - y->line;
}

static void tell_twins(struct reading *reading)
{
    if (reading->line_count)
        qsort(reading->lines, reading->line_count, sizeof *reading->lines, by_id);
    for (size_t i = 1; i < reading->line_count; i++) {
        const struct line *first = &reading->lines[i - 1], *second = &reading->lines[i];
        if (strcmp(first->id, second->id) == 0)
            pack_fault(reading->work, PACK_GOVERNMENTS_FILE, second->line,
                       "the id `%s` stands already in line %d. Give each government its own.",
                       second->id, first->line);
    }
}

/* Byte by byte, because libcsv does not say in which line a field stands. */
static void read_rows(struct reading *reading, const char *bytes, size_t size)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        abort();
    bool good = true;
    for (size_t i = 0; i < size && good; i++) {
        good = csv_parse(&parser, bytes + i, 1, take_field, take_row, reading) == 1;
        bool last = i + 1 == size || bytes[i + 1] != '\n';
        reading->line += bytes[i] == '\n' || (bytes[i] == '\r' && last);
    }
    good = good && csv_fini(&parser, take_field, take_row, reading) == 0;
    if (!good) {
        reading->row_line = reading->line;
        tell(reading,
             "a quotation mark out of place. Put the whole field between \" and \", and write "
             "\"\" for a \" inside.");
    }
    csv_free(&parser);
}

void pack_read_governments(struct pack_work *work)
{
    struct em_buffer bytes = {0};
    struct reading reading = {.work = work, .line = 1, .row_line = 1};
    if (pack_read(work, PACK_GOVERNMENTS_FILE, &bytes, NULL) &&
        pack_check_text(work, PACK_GOVERNMENTS_FILE, &bytes)) {
        size_t mark = bytes.size >= 3 && memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        read_rows(&reading, bytes.data + mark, bytes.size - mark);
        if (reading.width == 0)
            tell(&reading, "the file is empty. Begin it with the line id,country,pioneer and one "
                           "column for each language.");
        tell_twins(&reading);
    }
    drop_fields(&reading);
    free(reading.fields);
    free(reading.columns);
    free(reading.lines);
    em_buffer_free(&bytes);
}
