#include "fake/calc.h"

#include "fake/folder.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define OFFICE "/usr/bin/soffice"

/* Comma, quotation mark, UTF-8, from the first line, no types, language as it is, only quotes that
 * are needed, numbers not as they are stored but every cell as it is seen, and all sheets. */
#define SEEN "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"

#define PATHS_MAX 32

/* What it said is left in `result`. */
static void convert(struct tool_result *result, const char *folder, const char *to,
                    const char *const paths[])
{
    if (access(OFFICE, X_OK) != 0)
        fail_msg("There is no %s: install libreoffice-calc.", OFFICE);
    char *profile = em_format("-env:UserInstallation=file://%s/office", folder);
    /* Without a locale it writes sheets whose names are not ASCII under other names. */
    const char *words[PATHS_MAX + 11] = {
        "/usr/bin/env", "LC_ALL=C.UTF-8", OFFICE, profile,    "--headless",
        "--norestore",  "--convert-to",   to,     "--outdir", folder};
    for (size_t i = 0; paths[i]; i++) {
        assert_true(i < PATHS_MAX);
        words[i + 10] = paths[i];
    }
    tool_run(result, words, NULL);
    if (result->code != 0)
        fail_msg("LibreOffice ended with %d: %s", result->code, result->err);
    free(profile);
}

static char *text_of(const char *path)
{
    char *text = fake_file_text(path);
    if (!text)
        fail_msg("LibreOffice did not write %s.", path);
    return text;
}

/* "Writing sheet NAME -> PATH" */
static void add_sheet(struct calc_sheets *out, char *line)
{
    char *name = line + strlen("Writing sheet "), *arrow = NULL;
    for (char *at = line; (at = strstr(at, " -> ")); at++)
        arrow = at;
    assert_non_null(arrow);
    *arrow = '\0';
    char *text = text_of(arrow + 4);
    struct em_error error;
    out->items = em_grow(out->items, out->count, &out->capacity, sizeof *out->items);
    struct calc_sheet *sheet = &out->items[out->count++];
    *sheet = (struct calc_sheet){.name = em_strdup(name)};
    if (table_read(&sheet->table, text, strlen(text), &error) != EM_OK)
        fail_msg("The sheet %s: %s", name, error.text);
    unlink(arrow + 4);
    free(text);
}

void calc_open(struct calc_sheets out[], const char *folder, const char *const paths[])
{
    struct tool_result result = {0};
    struct calc_sheets *sheets = NULL;
    convert(&result, folder, SEEN, paths);
    for (char *rest = result.out, *line; (line = strsep(&rest, "\n"));)
        if (strncmp(line, "convert ", strlen("convert ")) == 0) {
            sheets = sheets ? sheets + 1 : out;
            *sheets = (struct calc_sheets){0};
            assert_non_null(*paths);
            assert_non_null(strstr(line, *paths++)); /* in the order in which they were named */
        } else if (strncmp(line, "Writing sheet ", strlen("Writing sheet ")) == 0) {
            assert_non_null(sheets);
            add_sheet(sheets, line);
        }
    assert_null(*paths);
    tool_result_free(&result);
}

void calc_free(struct calc_sheets *sheets)
{
    for (size_t i = 0; i < sheets->count; i++) {
        free(sheets->items[i].name);
        table_free(&sheets->items[i].table);
    }
    free(sheets->items);
    *sheets = (struct calc_sheets){0};
}

char *calc_document(const char *folder, const char *path)
{
    struct tool_result result = {0};
    convert(&result, folder, "fods", (const char *const[]){path, NULL});
    const char *name = strrchr(path, '/') + 1;
    char *made = em_format("%s/%.*s.fods", folder, (int)(strrchr(name, '.') - name), name);
    char *text = text_of(made);
    unlink(made);
    free(made);
    tool_result_free(&result);
    return text;
}

char *calc_part(const char *folder, const char *path, const char *part)
{
    struct tool_result result = {0};
    char *parts = em_format("%s/parts", folder), *file = em_format("%s/%s", parts, part);
    const char *const words[] = {"/usr/bin/python3", "-m", "zipfile", "-e", path, parts, NULL};
    tool_run(&result, words, NULL);
    tool_told(&result, 0, "");
    char *text = text_of(file);
    tool_result_free(&result);
    free(parts);
    free(file);
    return text;
}
