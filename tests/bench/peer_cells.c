/* The least that a workbook can cost with libxlsxwriter: each cell of a CSV file as a text, without
 * formats, widths or dates.
 *   bench-cells CSV XLSX
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

struct sheet {
    lxw_worksheet *worksheet;
    lxw_row_t row;
    lxw_col_t column;
};

static void put_cell(void *text, size_t size, void *context)
{
    struct sheet *sheet = context;
    (void)size; /* the parser ends it with a NUL */
    worksheet_write_string(sheet->worksheet, sheet->row, sheet->column++, text, NULL);
}

static void end_row(int character, void *context)
{
    struct sheet *sheet = context;
    (void)character;
    sheet->row++;
    sheet->column = 0;
}

int main(int argc, char **argv)
{
    char bytes[65536];
    struct csv_parser parser;
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (!file || csv_init(&parser, CSV_APPEND_NULL) != 0) {
        fputs("usage: bench-cells CSV XLSX\n", stderr);
        return 2;
    }
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *workbook = workbook_new_opt(argv[2], &options);
    struct sheet sheet = {.worksheet = workbook_add_worksheet(workbook, NULL)};
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        csv_parse(&parser, bytes, size, put_cell, end_row, &sheet);
    csv_fini(&parser, put_cell, end_row, &sheet);
    csv_free(&parser);
    fclose(file);
    return workbook_close(workbook) == LXW_NO_ERROR ? EXIT_SUCCESS : EXIT_FAILURE;
}
