/* Every list of ten thousand signatories' log, in every format: each says what CSV says, row by row
 * and cell by cell, and is found to differ when one name is another. Workbooks are for workbooks.c.
 */
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/pdf.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char folder[FAKE_PATH_SIZE];
static const struct listing_place place = {.tool = EM_TOOL, .data = EM_SUMMIT, .folder = folder};

static void assert_good_pages(const char *path)
{
    if (strcmp(strrchr(path, '.'), ".pdf") == 0)
        pdf_assert_good(path, "fr", "Sommet mondial du PGO");
}

static void is_same(struct listing *listing, listing_differs *differs, const char *path)
{
    listing_is_same(listing, differs, path);
    assert_good_pages(path);
}

static void finds_a_name(struct listing *listing, listing_differs *differs, const char *path)
{
    assert_true(listing->table.count > 10000);
    listing_finds_a_name(listing, differs, path);
    assert_good_pages(path);
}

static void every_signature_is_in_every_format(void **state)
{
    (void)state;
    listing_in_every_format(&place, list_signatures.report, finds_a_name);
}

static void every_other_list_says_the_same_in_every_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++)
        if (lists[i] != &list_signatures)
            listing_in_every_format(&place, lists[i]->report, is_same);
}

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
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
        cmocka_unit_test(every_signature_is_in_every_format),
        cmocka_unit_test(every_other_list_says_the_same_in_every_format),
    };
    return cmocka_run_group_tests_name("lists of ten thousand", tests, set_up, tear_down);
}
