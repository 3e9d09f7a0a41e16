/* `emarge export` in every format: what one says, each of the others says, row by row and cell by
 * cell. Workbooks are for export_xlsx, which starts an office for them.
 */
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/signatories.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[FAKE_PATH_SIZE], summit[FAKE_PATH_SIZE + 16];
static const struct listing_place place = {.tool = EM_TOOL, .data = summit, .folder = folder};

static void every_format_says_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++)
        listing_in_every_format(&place, lists[i]->report, listing_is_same);
}

/* The control. */
static void what_differs_is_found(void **state)
{
    (void)state;
    listing_in_every_format(&place, list_signatures.report, listing_finds_a_name);
    listing_in_every_format(&place, list_signatures.report, listing_finds_an_order);
    listing_in_every_format(&place, list_attendance.report, listing_finds_a_name);
}

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    snprintf(summit, sizeof summit, "%s/summit", folder);
    signatories_make(
        &(struct signatories_options){.folder = summit, .count = 150, .delegates = 60});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_folder_remove(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_says_the_same),
        cmocka_unit_test(what_differs_is_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
