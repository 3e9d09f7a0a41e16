/* Every list of ten thousand signatories' log as a workbook: what LibreOffice shows of it is what
 * CSV says, cell by cell, on one sheet and with a sheet for each group; and is found to differ when
 * one name is another.
 */
#include "fake/folder.h"
#include "fake/listing.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define LISTS_MAX 12

static char folder[FAKE_PATH_SIZE];
static const struct listing_place place = {.tool = EM_TOOL, .data = EM_SUMMIT, .folder = folder};

struct workbook {
    struct listing listing;
    struct calc_sheets sheets;
    bool grouped;
};

static char *export(struct workbook *workbook, const struct report *report, bool grouped)
{
    workbook->grouped = grouped;
    listing_open(&workbook->listing, &place, report);
    return listing_export(&place, report, "xlsx", grouped ? "--sheets" : NULL);
}

static size_t export_all(struct workbook *workbooks, char **paths)
{
    size_t count = 0;
    for (size_t i = 0; i < list_count; i++) {
        const struct report *report = lists[i]->report;
        paths[count] = export(&workbooks[count], report, false);
        count++;
        if (report->group == REPORT_NO_GROUP)
            continue;
        paths[count] = export(&workbooks[count], report, true);
        count++;
    }
    return count;
}

/* The control. */
static void assert_a_name_is_found(struct workbook *workbook)
{
    assert_true(workbook->listing.table.count > 10000);
    size_t row = listing_spoil(&workbook->listing);
    listing_found(listing_differs_workbook(&workbook->listing, &workbook->sheets, false), row);
    listing_mend(&workbook->listing, row);
}

static void a_workbook_shows_what_csv_says(void **state)
{
    struct workbook workbooks[2 * LISTS_MAX] = {0};
    struct calc_sheets sheets[2 * LISTS_MAX];
    char *paths[2 * LISTS_MAX + 1] = {0};
    (void)state;
    assert_true(list_count <= LISTS_MAX);
    size_t count = export_all(workbooks, paths);
    calc_open(sheets, folder, (const char *const *)paths); /* all at once: it starts slowly */
    for (size_t i = 0; i < count; i++) {
        struct workbook *workbook = &workbooks[i];
        workbook->sheets = sheets[i];
        char *differs =
            listing_differs_workbook(&workbook->listing, &workbook->sheets, workbook->grouped);
        if (differs)
            fail_msg("%s: %s", paths[i], differs);
        if (workbook->listing.report == list_signatures.report)
            assert_a_name_is_found(workbook);
        listing_close(&workbook->listing);
        calc_free(&workbook->sheets);
        free(paths[i]);
    }
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_folder_set_up, fake_folder_tear_down,      \
                                             folder)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_workbook_shows_what_csv_says)};
    return cmocka_run_group_tests_name("workbooks of ten thousand", tests, NULL, NULL);
}
