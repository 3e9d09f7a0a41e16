/* The book of ten thousand who signed: everybody, in order, each with what the list says of them,
 * and as many drawings as hands drew; found to differ when one name is another.
 */
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/pdf.h"
#include "fake/tool.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TITLE "DECLARATION DES GOUVERNEMENTS LOCAUX – livre des signatures"

static char folder[FAKE_PATH_SIZE];
static char *pdf;
static struct listing signatures;

static size_t count_of(const char *column, const char *word)
{
    size_t count = 0;
    for (size_t row = 1; row < signatures.table.count; row++)
        count += strcmp(*listing_cell(&signatures, row, "superseded"), "no") == 0 &&
                 strcmp(*listing_cell(&signatures, row, column), word) == 0;
    return count;
}

static void everybody_is_in_it_in_order(void **state)
{
    (void)state;
    assert_true(count_of("superseded", "no") >= 10000);
    listing_finds_a_name(&signatures, listing_differs_book, pdf);
}

static void every_drawing_is_in_it(void **state)
{
    (void)state;
    assert_int_equal(pdf_figures(pdf), count_of("mode", "drawn"));
}

static void an_archive_keeps_it(void **state)
{
    (void)state;
    pdf_assert_good(pdf, "fr", TITLE);
}

static int set_up(void **state)
{
    const struct listing_place place = {.tool = EM_TOOL, .data = EM_SUMMIT, .folder = folder};
    struct tool_result result = {0};
    (void)state;
    fake_folder_make(folder);
    pdf = em_format("%s/book.pdf", folder);
    listing_open(&signatures, &place, list_signatures.report);
    tool_run(&result,
             (const char *const[]){EM_TOOL, "book", "--data", EM_SUMMIT, "--key",
                                   EM_SUMMIT "/organiser.key", "--output", pdf, NULL},
             NULL);
    tool_said(&result, 0, "");
    tool_result_free(&result);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    listing_close(&signatures);
    fake_folder_remove(folder);
    free(pdf);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_in_it_in_order),
        cmocka_unit_test(every_drawing_is_in_it),
        cmocka_unit_test(an_archive_keeps_it),
    };
    return cmocka_run_group_tests_name("the book of ten thousand", tests, set_up, tear_down);
}
