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

static const struct {
    const char *name;
    listing_differs *differs;
} formats[] = {
    {"json", listing_differs_json}, {"jsonl", listing_differs_jsonl}, {"pdf", listing_differs_pdf},
    {"html", listing_differs_html}, {"md", listing_differs_md},
};
#define FORMATS (sizeof formats / sizeof *formats)

static void in_every_format(const struct list *list,
                            void (*check)(struct listing *listing, listing_differs *differs,
                                          const char *path))
{
    struct listing listing;
    listing_open(&listing, &place, list->report);
    for (size_t i = 0; i < FORMATS; i++) {
        char *path = listing_export(&place, list->report, formats[i].name, NULL);
        check(&listing, formats[i].differs, path);
        free(path);
    }
    listing_close(&listing);
}

static void every_format_says_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++)
        in_every_format(lists[i], listing_is_same);
}

/* None is forgotten but csv, which the others are compared to, and xlsx. */
static void every_format_is_compared(void **state)
{
    (void)state;
    assert_int_equal(FORMATS + 2, writer_count);
    for (size_t i = 0; i < FORMATS; i++)
        assert_non_null(writer_find(formats[i].name));
}

/* The control. */
static void what_differs_is_found(void **state)
{
    (void)state;
    in_every_format(&list_signatures, listing_finds_a_name);
    in_every_format(&list_signatures, listing_finds_an_order);
    in_every_format(&list_attendance, listing_finds_a_name);
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
        cmocka_unit_test(every_format_is_compared),
        cmocka_unit_test(what_differs_is_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
