/* emarge's own programme: a table with the columns id, start and title, and as many of end, room,
 * format, capacity and emargement as are known. resources/README.md explains them.
 */
#include "programme_parts.h"

#include <stdlib.h>
#include <string.h>

enum column { ID, START, END, ROOM, FORMAT, TITLE, CAPACITY, EMARGEMENT, COLUMNS };

static const struct {
    const char *name;
    bool needed;
} columns[COLUMNS] = {
    [ID] = {"id", true},
    [START] = {"start", true},
    [END] = {"end", false},
    [ROOM] = {"room", false},
    [FORMAT] = {"format", false},
    [TITLE] = {"title", true},
    [CAPACITY] = {"capacity", false},
    [EMARGEMENT] = {"emargement", false},
};

/* The table and where in it the columns are, -1 for none. */
struct own {
    struct programme_reading reading;
    struct table table;
    int at[COLUMNS];
};

/* The first line alone tells. */
static bool recognises(const char *bytes, size_t size)
{
    struct table table = {0};
    const char *end = memchr(bytes, '\n', size);
    size_t length = end ? (size_t)(end - bytes) + 1 : size;
    if (length < size && length % 2 && !bytes[length])
        length++; /* UTF-16, little end first */
    bool known = table_read(&table, bytes, length, NULL) == EM_OK && table.count > 0;
    for (int i = 0; i < COLUMNS && known; i++)
        known = !columns[i].needed || table_column(&table, columns[i].name) >= 0;
    table_free(&table);
    return known;
}

static void fault(const struct own *own, const struct table_row *row, enum column column,
                  const char *sentence)
{
    import_fault(own->reading.faults, row->line, own->at[column] + 1, "%s", sentence);
}

static enum em_status read_header(struct own *own, struct em_error *error)
{
    const struct table_row *header = own->table.rows;
    for (int i = 0; i < COLUMNS; i++) {
        own->at[i] = own->table.count ? table_column(&own->table, columns[i].name) : -1;
        if (columns[i].needed && own->at[i] < 0)
            return em_fail(error, EM_INVALID,
                           "The first line has no column “%s”. There must be id, start and title; "
                           "end, room, format, capacity and emargement may be there.",
                           columns[i].name);
    }
    for (size_t cell = 0; cell < header->count; cell++) {
        bool known = false;
        for (int i = 0; i < COLUMNS; i++)
            known |= own->at[i] == (int)cell;
        if (!known)
            import_fault(own->reading.faults, header->line, (long)cell + 1,
                         "There is no column “%.60s”, or it is there twice. The columns are id, "
                         "start, end, room, format, title, capacity and emargement.",
                         header->cells[cell]);
    }
    return EM_OK;
}

static const char *cell(const struct own *own, const struct table_row *row, enum column column)
{
    int at = own->at[column];
    return at >= 0 && (size_t)at < row->count ? row->cells[at] : "";
}

/* --- the cells of a row; each tells what is wrong --- */

static bool read_start(const struct own *own, const struct table_row *row,
                       struct programme_draft *draft, struct programme_moment *start)
{
    if (!programme_read_moment(start, cell(own, row, START)) ||
        !programme_moment_us(&draft->start_us, start, own->reading.timezone)) {
        fault(own, row, START,
              "This is no start, or an hour that is left out when clocks are put forward. Write "
              "2016-12-09T10:45, or 2016-12-09 for a whole day.");
        return false;
    }
    draft->whole_day = start->date_only;
    return true;
}

/* A day ends where the next begins, be it the only one or the last. */
static bool read_end(const struct own *own, const struct table_row *row,
                     struct programme_draft *draft, const struct programme_moment *start)
{
    const char *text = cell(own, row, END);
    struct programme_moment end = *start;
    if (!*text && !start->date_only)
        return true;
    if (*text && (!programme_read_moment(&end, text) || end.date_only != start->date_only)) {
        fault(own, row, END,
              "This is no end of the sort of the start. Write both as 2016-12-09T12:00 or both as "
              "2016-12-09, or leave the end empty.");
        return false;
    }
    if (end.date_only)
        programme_add_days(&end, 1);
    if (programme_moment_us(&draft->end_us, &end, own->reading.timezone))
        return true;
    fault(own, row, END,
          "There is no such day, or the hour is left out when clocks are put forward. Mend it.");
    return false;
}

static bool read_capacity(const struct own *own, const struct table_row *row,
                          struct programme_draft *draft)
{
    const char *text = cell(own, row, CAPACITY);
    if (strspn(text, "0123456789") == strlen(text) && strlen(text) <= 6) {
        draft->capacity = strtol(text, NULL, 10);
        return true;
    }
    fault(own, row, CAPACITY,
          "This is no number of persons. Write one of at most 999999, or leave it empty.");
    return false;
}

static bool read_emargement(const struct own *own, const struct table_row *row,
                            struct programme_draft *draft)
{
    const char *text = cell(own, row, EMARGEMENT);
    draft->emargement = strcmp(text, "yes") == 0;
    if (draft->emargement || !*text || strcmp(text, "no") == 0)
        return true;
    fault(own, row, EMARGEMENT, "Write “yes” if delegates sign at the door, else “no”.");
    return false;
}

static bool is_empty(const struct table_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (*row->cells[i])
            return false;
    return true;
}

static void read_row(struct own *own, const struct table_row *row)
{
    struct programme_draft draft = {.source = cell(own, row, ID),
                                    .title = cell(own, row, TITLE),
                                    .room = cell(own, row, ROOM),
                                    .format = cell(own, row, FORMAT),
                                    .line = row->line,
                                    .end_column = own->at[END] + 1};
    struct programme_moment start;
    if (is_empty(row))
        return;
    if (row->count > own->table.rows->count) {
        import_fault(own->reading.faults, row->line, (long)own->table.rows->count + 1,
                     "Here is a field more than the first line has. A text with a “%c” in it "
                     "stands between quotation marks.",
                     own->table.delimiter);
        return;
    }
    if (read_start(own, row, &draft, &start) && read_end(own, row, &draft, &start) &&
        read_capacity(own, row, &draft) && read_emargement(own, row, &draft))
        programme_offer(&own->reading, &draft);
}

static enum em_status read_file(const char *bytes, size_t size, const char *zone,
                                struct programme *out, struct import_faults *faults,
                                struct em_error *error)
{
    struct own own = {.reading = {zone, out, faults}};
    enum em_status status = programme_check_size(size, error);
    if (status == EM_OK)
        status = table_read(&own.table, bytes, size, error);
    if (status == EM_OK)
        status = read_header(&own, error);
    for (size_t i = 1; i < own.table.count && status == EM_OK; i++)
        read_row(&own, &own.table.rows[i]);
    table_free(&own.table);
    return status;
}

const struct programme_form programme_form_emarge = {
    .name = "emarge", .recognises = recognises, .read = read_file};
