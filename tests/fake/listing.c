#include "fake/listing.h"

#include "core/memory.h"
#include "fake/folder.h"
#include "fake/tool.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EVENT "ogp-paris-2016"

/* The words of --sort and of the option are the last, where they are given. */
static void run(const struct listing_place *place, const char *list, const char *format,
                const char *option, const char *path)
{
    struct tool_result result = {0};
    char *own = em_format("%s/organiser.key", place->data);
    const char *words[16] = {place->tool, "export",   list,   "--data",   place->data, "--key",
                             own,         "--format", format, "--output", path};
    size_t count = 11;
    if (place->key)
        words[6] = place->key;
    if (place->sort) {
        words[count++] = "--sort";
        words[count++] = place->sort;
    }
    words[count] = option;
    tool_run(&result, words, NULL);
    if (result.code != 0)
        fail_msg("%s in %s: %s", list, format, result.err);
    tool_result_free(&result);
    free(own);
}

char *listing_export(const struct listing_place *place, const struct report *report,
                     const char *format, const char *option)
{
    const char *log = strrchr(place->data, '/') + 1;
    char *path =
        em_format("%s/%s-%s%s.%s", place->folder, log, report->name, option ? option : "", format);
    run(place, report->name, format, option, path);
    return path;
}

void listing_open(struct listing *out, const struct listing_place *place,
                  const struct report *report)
{
    struct em_error error;
    char *path = listing_export(place, report, "csv", NULL), *text = fake_file_text(path);
    *out = (struct listing){.report = report};
    assert_non_null(text);
    if (table_read(&out->table, text, strlen(text), &error) != EM_OK ||
        edition_open(&out->edition, EVENT, NULL, NULL, true, &error) != EM_OK)
        fail_msg("%s: %s", path, error.text);
    assert_true(out->table.count > 1);
    for (size_t i = 0; i < out->table.count; i++)
        assert_int_equal(out->table.rows[i].count, report->column_count);
    for (size_t i = 0; i < report->column_count; i++)
        assert_string_equal(out->table.rows[0].cells[i], report->columns[i].name);
    free(text);
    free(path);
}

void listing_close(struct listing *listing)
{
    table_free(&listing->table);
    edition_close(&listing->edition);
}

char **listing_cell(const struct listing *listing, size_t row, const char *column)
{
    int index = table_column(&listing->table, column);
    assert_true(index >= 0 && row < listing->table.count);
    return &listing->table.rows[row].cells[index];
}

bool listing_begins_group(const struct listing *listing, size_t row)
{
    int group = listing->report->group;
    const struct table_row *rows = listing->table.rows;
    return row == 1 || (group != REPORT_NO_GROUP &&
                        strcmp(rows[row].cells[group], rows[row - 1].cells[group]) != 0);
}

/* --- for programs --- */

static bool same_cell(enum cell_type type, const char *cell, const json_t *value)
{
    if (type == CELL_NUMBER && *cell)
        return json_is_integer(value) && json_integer_value(value) == strtoll(cell, NULL, 10);
    if (type == CELL_BOOL && strcmp(cell, "yes") == 0)
        return json_is_true(value);
    if (type == CELL_BOOL && strcmp(cell, "no") == 0)
        return json_is_false(value);
    if (type == CELL_NUMBER || type == CELL_BOOL)
        return json_is_null(value);
    return json_is_string(value) && strcmp(json_string_value(value), cell) == 0;
}

static char *object_differs(const struct listing *listing, size_t row, const json_t *object)
{
    if (!json_is_object(object) || json_object_size(object) != listing->report->column_count)
        return em_format("row %zu: there is no object with its cells", row);
    for (size_t i = 0; i < listing->report->column_count; i++) {
        const struct report_column *column = &listing->report->columns[i];
        const char *cell = listing->table.rows[row].cells[i];
        if (!same_cell(column->type, cell, json_object_get(object, column->name)))
            return em_format("row %zu: its %s is not “%s”", row, column->name, cell);
    }
    return NULL;
}

char *listing_differs_json(const struct listing *listing, const char *path)
{
    json_error_t error;
    json_t *rows = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    size_t count = json_array_size(rows);
    char *differs = NULL;
    if (!json_is_array(rows))
        fail_msg("%s is no array of JSON: %s", path, error.text);
    for (size_t row = 1; row < listing->table.count && !differs; row++)
        differs = object_differs(listing, row, json_array_get(rows, row - 1));
    if (!differs && count >= listing->table.count)
        differs = em_format("row %zu: the list has no such row", listing->table.count);
    json_decref(rows);
    return differs;
}

char *listing_differs_jsonl(const struct listing *listing, const char *path)
{
    char *text = fake_file_text(path), *rest = text, *differs = NULL;
    assert_non_null(text);
    for (size_t row = 1; row < listing->table.count && !differs; row++) {
        const char *line = strsep(&rest, "\n");
        json_t *object = json_loads(line ? line : "", JSON_REJECT_DUPLICATES, NULL);
        differs = object_differs(listing, row, object);
        json_decref(object);
    }
    if (!differs && (!rest || *rest))
        differs = em_format("row %zu: the list has no such row", listing->table.count);
    free(text);
    return differs;
}
