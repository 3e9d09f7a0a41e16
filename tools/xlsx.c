/* XLSX (ECMA-376), by libxlsxwriter in constant memory: what a spreadsheet makes of the list's CSV,
 * and more: times are dates, numbers are numbers, the header stays in sight and filters, and what
 * is printed is as wide as a page, with the header on each. Texts are
 * strings and the same as in CSV (sheet_text), with the apostrophe before what would be a formula:
 * a cell of this file can be none, but the next program to which it is copied reads it anew.
 *
 * A sheet holds EXCEL_ROWS rows; a longer list goes on in a further sheet. A cell holds EXCEL_TEXT
 * units of UTF-16; a longer text is cut, and ends in an ellipsis. Both are said.
 *
 * The library writes into files without a name, in the folder for scratch; so nothing of them is
 * left, whatever happens. It does not ask whether there was room for them: the workbook is read
 * back before it is given out.
 */
#include "core/clock.h"
#include "core/file.h"
#include "core/memory.h"
#include "report.h"
#include "sheet_name.h"
#include "sheet_text.h"
#include "zip_whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define EXCEL_ROWS  1048576
#define EXCEL_TEXT  32767
#define EXCEL_WIDTH 60  /* of a column at most, in characters: a longer text shows its beginning */
#define SHEETS_MAX  500 /* each holds a file open until the end */
#define DIGITS      15  /* that a number of a spreadsheet keeps */

#define PAPER_A4      9   /* ECMA-376, 18.3.1.63 */
#define MARGIN_SIDE   0.4 /* inches */
#define MARGIN_TOP    0.5
#define MARGIN_BOTTOM 0.7 /* the page's number is in it */

/* Days are counted from 1899-12-30. What em_time_read reads is within what Excel shows. */
#define DAY_MS         INT64_C(86400000)
#define UNIX_EPOCH_DAY 25569
#define TIME_FORMAT    "yyyy-mm-dd\"T\"hh:mm:ss.000\"Z\""

#define ZIP_EPOCH INT64_C(315532800) /* 1980: for a log without an entry */

struct xlsx {
    const struct writing *writing;
    int file; /* the workbook, when it is made */
    lxw_workbook *book;
    lxw_worksheet *sheet; /* NULL before the first */
    lxw_format *heading, *time;
    lxw_row_t next; /* row of the sheet */
    struct sheet_names names;
    size_t sheet_count;
    char *group, *title; /* of the sheet */
    long long continued, cut;
    struct em_buffer scratch, text;
    enum em_status status;
    struct em_error error;
};

/* --- begin --- */

static int nameless_file(const char *folder)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    char *path = em_format("%s/.emarge-xlsx-XXXXXX", folder);
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    free(path);
    return file;
}

static void make_formats(struct xlsx *xlsx)
{
    xlsx->heading = workbook_add_format(xlsx->book);
    format_set_bold(xlsx->heading);
    format_set_bottom(xlsx->heading, LXW_BORDER_THIN);
    xlsx->time = workbook_add_format(xlsx->book);
    format_set_num_format(xlsx->time, TIME_FORMAT);
}

static void set_properties(struct xlsx *xlsx)
{
    const struct writing *writing = xlsx->writing;
    lxw_doc_properties properties = {
        .title = (char *)edition_text(writing->edition, writing->report->title),
        .subject = (char *)writing->edition->event,
        .comments = (char *)writing->privacy,
        .created = (time_t)(writing->newest_us > 0 ? writing->newest_us / 1000000 : ZIP_EPOCH),
    };
    workbook_set_properties(xlsx->book, &properties);
}

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    char path[64];
    int file = nameless_file(writing->scratch);
    if (file < 0)
        return em_file_fail(error, errno, "Could not make a workbook in", writing->scratch);
    struct xlsx *xlsx = em_alloc(sizeof *xlsx);
    xlsx->writing = writing;
    xlsx->file = file;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE,
                                    .tmpdir = (char *)writing->scratch};
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    xlsx->book = workbook_new_opt(path, &options);
    make_formats(xlsx);
    set_properties(xlsx);
    *state = xlsx;
    return EM_OK;
}

/* --- sheets --- */

static void keep_fault(struct xlsx *xlsx, lxw_error fault)
{
    if (xlsx->status == EM_OK && fault != LXW_NO_ERROR)
        xlsx->status = em_fail(&xlsx->error, EM_IO, "The workbook could not be made: %s.",
                               lxw_strerror(fault));
}

static void filter_rows(struct xlsx *xlsx)
{
    lxw_col_t last = (lxw_col_t)(xlsx->writing->report->column_count - 1);
    if (xlsx->sheet)
        keep_fault(xlsx, worksheet_autofilter(xlsx->sheet, 0, 0, xlsx->next - 1, last));
}

static void write_heading(struct xlsx *xlsx)
{
    const struct report *report = xlsx->writing->report;
    for (size_t i = 0; i < report->column_count; i++) {
        const struct report_column *column = &report->columns[i];
        lxw_col_t at = (lxw_col_t)i;
        int width =
            column->width > (int)strlen(column->name) ? column->width : (int)strlen(column->name);
        width = width + 2 < EXCEL_WIDTH ? width + 2 : EXCEL_WIDTH; /* the filter has its arrow */
        worksheet_set_column(xlsx->sheet, at, at, width, NULL);
        keep_fault(xlsx, worksheet_write_string(xlsx->sheet, 0, at, column->name, xlsx->heading));
    }
    worksheet_freeze_panes(xlsx->sheet, 1, 0);
    xlsx->next = 1;
}

/* Lists are wide: a page holds all columns, and as many rows as fit. */
static void set_up_pages(struct xlsx *xlsx)
{
    worksheet_set_landscape(xlsx->sheet);
    worksheet_set_paper(xlsx->sheet, PAPER_A4);
    worksheet_fit_to_pages(xlsx->sheet, 1, 0);
    worksheet_set_margins(xlsx->sheet, MARGIN_SIDE, MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM);
    keep_fault(xlsx, worksheet_repeat_rows(xlsx->sheet, 0, 0));
    keep_fault(xlsx, worksheet_set_footer(xlsx->sheet, "&L&A&R&P / &N"));
}

static void begin_sheet(struct xlsx *xlsx)
{
    char name[SHEET_NAME_SIZE];
    filter_rows(xlsx);
    if (xlsx->sheet_count++ == SHEETS_MAX) {
        xlsx->status = em_fail(&xlsx->error, EM_INVALID,
                               "There are more than %d groups, too many sheets for a workbook. "
                               "Leave out --sheets.",
                               SHEETS_MAX);
        return;
    }
    sheet_name(name, &xlsx->names, xlsx->title);
    xlsx->sheet = workbook_add_worksheet(xlsx->book, name);
    if (!xlsx->sheet) {
        xlsx->status = em_fail(&xlsx->error, EM_IO, "The sheet “%s” could not be made.", name);
        return;
    }
    set_up_pages(xlsx);
    write_heading(xlsx);
}

/* What a group is called: by the first of the columns that say it, else by that which tells groups
 * apart. */
static const char *group_title(const struct report *report, const char *const *cells)
{
    for (size_t i = 0; i < report->column_count; i++)
        if (report->columns[i].place == COLUMN_GROUP && *cells[i])
            return cells[i];
    return cells[report->group];
}

static void set_text(char **kept, const char *text)
{
    free(*kept);
    *kept = em_strdup(text);
}

static void choose_sheet(struct xlsx *xlsx, const char *const *cells)
{
    const struct report *report = xlsx->writing->report;
    bool grouped = xlsx->writing->options->sheets && report->group != REPORT_NO_GROUP;
    if (!xlsx->sheet || (grouped && strcmp(cells[report->group], xlsx->group) != 0)) {
        set_text(&xlsx->group, grouped ? cells[report->group] : "");
        set_text(&xlsx->title, grouped ? group_title(report, cells) : report->name);
        begin_sheet(xlsx);
    } else if (xlsx->next == EXCEL_ROWS) {
        xlsx->continued++;
        begin_sheet(xlsx);
    }
}

/* --- cells --- */

/* Line breaks are LF in a cell. "_x" would begin an escape, _xHHHH_ (ECMA-376, 22.9.2.19), and
 * programs do not agree on what is one: its underscore is escaped itself. */
static const char *excel_text(struct xlsx *xlsx, const char *cell)
{
    const char *text = sheet_text(cell, &xlsx->scratch);
    struct em_buffer *out = &xlsx->text;
    size_t units = 0, room = 0; /* how much had been written when one unit was left */
    out->size = 0;
    em_buffer_text(out, "");
    for (int32_t at = 0, from = 0; text[from]; from = at) {
        UChar32 c;
        U8_NEXT(text, at, -1, c);
        bool escape = c == '_' && text[at] == 'x';
        size_t more = escape ? 7 : (size_t)U16_LENGTH(c);
        if (units < EXCEL_TEXT)
            room = out->size;
        units += more;
        if (units > EXCEL_TEXT)
            break;
        if (c == '\r' && text[at] == '\n')
            continue;
        if (c == '\r')
            em_buffer_text(out, "\n");
        else if (escape)
            em_buffer_text(out, "_x005F_");
        else
            em_buffer_add(out, text + from, (size_t)(at - from));
    }
    if (units > EXCEL_TEXT) {
        out->size = room;
        em_buffer_text(out, "…");
        xlsx->cut++;
    }
    return out->data;
}

/* Digits that a double keeps, written as it would be read back. */
static bool is_number(const char *cell)
{
    size_t size = strspn(cell, "0123456789");
    return size && !cell[size] && size <= DIGITS && (*cell != '0' || size == 1);
}

/* The day and its part that Excel counts; cut to milliseconds, which it keeps. */
static bool excel_time(double *out, const char *cell)
{
    int64_t at_us;
    if (!em_time_read(cell, &at_us))
        return false;
    *out = (double)(at_us / 1000 + UNIX_EPOCH_DAY * DAY_MS) / DAY_MS;
    return true;
}

static lxw_error write_cell(struct xlsx *xlsx, lxw_col_t column, enum cell_type type,
                            const char *cell)
{
    double days;
    if (!*cell)
        return LXW_NO_ERROR;
    if (type == CELL_NUMBER && is_number(cell))
        return worksheet_write_number(xlsx->sheet, xlsx->next, column, strtod(cell, NULL), NULL);
    if (type == CELL_TIME && excel_time(&days, cell))
        return worksheet_write_number(xlsx->sheet, xlsx->next, column, days, xlsx->time);
    return worksheet_write_string(xlsx->sheet, xlsx->next, column, excel_text(xlsx, cell), NULL);
}

static void row(void *state, const char *const *cells)
{
    struct xlsx *xlsx = state;
    const struct report *report = xlsx->writing->report;
    if (xlsx->status == EM_OK)
        choose_sheet(xlsx, cells);
    for (size_t i = 0; i < report->column_count && xlsx->status == EM_OK; i++)
        keep_fault(xlsx, write_cell(xlsx, (lxw_col_t)i, report->columns[i].type, cells[i]));
    xlsx->next++;
}

/* --- end --- */

static enum em_status no_room(const struct xlsx *xlsx, struct em_error *error)
{
    return em_fail(error, EM_FULL,
                   "The workbook could not be made whole in %s: there may be no room left. Make "
                   "some, or name another folder in TMPDIR.",
                   xlsx->writing->scratch);
}

/* Of the file into which a sheet's rows went as they came. */
static bool look_at_rows(struct zip_rows *out, lxw_worksheet *sheet)
{
    unsigned char block[65536];
    ssize_t got;
    lxw_worksheet_write_single_row(sheet); /* the last one, which would be written at the end */
    if (fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile))
        return false;
    int file = fileno(sheet->optimize_tmpfile);
    while ((got = pread(file, block, sizeof block, (off_t)out->size)) > 0)
        zip_rows_add(out, block, (size_t)got);
    return got == 0;
}

/* What the book must have in it. To be freed; NULL: a sheet's rows have not been kept. */
static struct zip_rows *rows_of_sheets(const struct xlsx *xlsx)
{
    struct zip_rows *rows = em_alloc(xlsx->sheet_count * sizeof *rows);
    lxw_worksheet *sheet = STAILQ_FIRST(xlsx->book->worksheets);
    for (size_t i = 0; sheet; i++, sheet = STAILQ_NEXT(sheet, list_pointers))
        if (!look_at_rows(&rows[i], sheet)) {
            free(rows);
            return NULL;
        }
    return rows;
}

static enum em_status copy_out(const struct xlsx *xlsx, struct em_error *error)
{
    char block[65536];
    ssize_t got;
    for (off_t at = 0; (got = pread(xlsx->file, block, sizeof block, at)) > 0; at += got)
        fwrite(block, 1, (size_t)got, xlsx->writing->out);
    return got < 0 ? em_fail(error, EM_IO, "The workbook could not be read back from %s.",
                             xlsx->writing->scratch)
                   : EM_OK;
}

static enum em_status make_book(struct xlsx *xlsx, struct em_error *error)
{
    if (!xlsx->sheet) {
        set_text(&xlsx->title, xlsx->writing->report->name);
        begin_sheet(xlsx);
    }
    filter_rows(xlsx);
    if (xlsx->status != EM_OK)
        return em_fail(error, xlsx->status, "%s", xlsx->error.text);
    struct zip_rows *rows = rows_of_sheets(xlsx);
    if (!rows)
        return no_room(xlsx, error);
    lxw_error fault = workbook_close(xlsx->book);
    xlsx->book = NULL;
    bool whole = fault == LXW_NO_ERROR && zip_whole(xlsx->file, rows, xlsx->sheet_count);
    free(rows);
    return whole ? copy_out(xlsx, error) : no_room(xlsx, error);
}

static void tell(const struct xlsx *xlsx)
{
    if (xlsx->continued)
        fprintf(stderr,
                "emarge: a sheet holds %d rows, its header among them: the list goes on in further "
                "sheets, %lld in all.\n",
                EXCEL_ROWS, (long long)xlsx->sheet_count);
    if (xlsx->cut)
        fprintf(stderr,
                "emarge: a cell of a workbook holds %d characters: %lld longer ones were cut, and "
                "end in “…”. CSV and JSON have them whole.\n",
                EXCEL_TEXT, xlsx->cut);
}

static void discard_book(lxw_workbook *book)
{
    lxw_worksheet *sheet;
    if (!book)
        return;
    LXW_FOREACH_WORKSHEET(sheet, book)
    fclose(sheet->optimize_tmpfile);
    lxw_workbook_free(book);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    struct xlsx *xlsx = state;
    enum em_status status = whole ? make_book(xlsx, error) : EM_OK;
    if (whole && status == EM_OK)
        tell(xlsx);
    discard_book(xlsx->book);
    close(xlsx->file);
    sheet_names_free(&xlsx->names);
    em_buffer_free(&xlsx->scratch);
    em_buffer_free(&xlsx->text);
    free(xlsx->group);
    free(xlsx->title);
    free(xlsx);
    return status;
}

const struct writer writer_xlsx = {
    .name = "xlsx",
    .about = "a workbook with dates, numbers and filters; with `--sheets` a sheet a group",
    .binary = true,
    .begin = begin,
    .row = row,
    .end = end,
};
